// Package commands is what people can ask of the bot, one file per slash command. A command is a function of a transaction
// and a call: it reads, validates, writes, queues messages and returns a Reply. It never asks Slack anything and never posts.
package commands

import (
	"cmp"
	"errors"
	"fmt"
	"hash/fnv"
	"log/slog"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"chainlead/internal/say"
	"chainlead/store"
)

// A Command is one thing people can ask for.
type Command struct {
	Name  string   // "lead": typed as /lead
	Alias string   // "线索": typed as /zs 线索, or as the first word of a message to the bot
	Usage say.Text // what to type after it
	Short say.Text // what it does, one line
	// Hidden commands are reached by buttons and forms only; they stand in no help and in no manifest.
	Hidden bool
	// HasForm says that the command can open a form, so that a mistyped line can be mended there.
	HasForm bool
	// Needs is what someone must be allowed for the command to stand in their help; "" for a command for all.
	Needs store.Action
	// Anyone says that someone whose unit isn't known may use it.
	Anyone bool
	Run    func(*store.Tx, Call) (Reply, error)
}

// A Call is a command as it was asked for: typed, pressed, submitted or said.
type Call struct {
	Key     string // the delivery's own key: the same key takes effect once
	User    store.PersonID
	Channel store.ChannelID
	Name    string              // the command, without the slash
	Text    string              // what was typed after it, or a button's IDs
	Form    map[string][]string // a submitted form's values; nil for a line
	Answer  store.Address       // where the answer is queued, for a delivery that can't be answered directly
	Draft   store.DraftID       // the draft that Text came from
	Filled  map[string][]string // what the draft's form held when it was last submitted
	Source  string              // the Slack message whose text it is: channel/ts; "" for anything else
	Free    bool                // Text is a report as it was written, and no line typed after a command
	Again   bool                // the person wants it recorded as it stands: retyped, or with its doubts

	who store.Person // the user, as the store knows them
}

// A Reply is the answer to a call. The zero Reply says nothing.
type Reply struct {
	say.Message
	Form    *say.Form    // to be opened; Message then stands in where a form can't be
	Then    *Call        // to be run next, as a call of its own
	Problem *say.Problem // what the person should mend; Message says it too
	Lang    say.Lang     // the person's language
}

// All lists the commands in the order of the help.
func All() []*Command { return slices.Clone(all) }

var all []*Command

// order is the order of the help; a command that isn't in it comes after those that are, by name.
var order = []string{"trip", "visit", "lead", "contact", "project", "funds", "request", "followup", "done", "snooze", "hand", "mine", "find", "tally", "zero", "zs"}

func add(c Command) *Command {
	all = append(all, &c)
	slices.SortStableFunc(all, func(a, b *Command) int {
		return cmp.Or(cmp.Compare(rank(a.Name), rank(b.Name)), strings.Compare(a.Name, b.Name))
	})
	return &c
}

func rank(name string) int {
	if i := slices.Index(order, name); i >= 0 {
		return i
	}
	return len(order)
}

// Find returns the command with the name or the Chinese alias; nil if there is none.
func Find(word string) *Command {
	word = strings.ToLower(strings.TrimPrefix(word, "/"))
	for _, c := range all {
		if word != "" && (word == c.Name || word == c.Alias) {
			return c
		}
	}
	return nil
}

// Spoken returns the command that a text without a slash command calls by its first word, and what follows it. Any other text is said: it is
// read as a report, whole.
func Spoken(text string) (name, rest string) {
	word, after := firstWord(text)
	if c := Find(word); c != nil && !c.Hidden {
		return c.Name, after
	}
	return "say", text
}

// Run answers a call. Whatever goes wrong, the person gets a sentence and what they typed is kept.
func Run(s *store.Store, log *slog.Logger, c Call) Reply {
	r, err := run(s, c)
	if err != nil {
		return refuse(s, log, c, err)
	}
	if r.Then != nil {
		return Run(s, log, *r.Then)
	}
	return r
}

func run(s *store.Store, c Call) (Reply, error) {
	var r Reply
	err := s.Update(store.Actor{Person: c.User, Call: c.Key}, func(tx *store.Tx) (err error) {
		r, err = once(tx, c)
		return err
	})
	return r, err
}

// once runs a call unless its delivery has been answered before, and queues or remembers the answer.
func once(tx *store.Tx, c Call) (Reply, error) {
	var err error
	if c.who, err = tx.Someone(c.User); err != nil {
		return Reply{}, err
	}
	if a, ok, err := tx.Seen(c.Key); err != nil || ok {
		return Reply{Message: a.Message, Lang: c.who.Speaks()}, err
	}
	r, err := serve(tx, c)
	if err != nil {
		return r, err
	}
	after, err := tx.Someone(c.User) // the call may have changed the person's language
	r.Lang = after.Speaks()
	return r, errors.Join(err, settle(tx, c, r))
}

// from notes which records the message of a call became: next steps go with the record they are about.
func from(tx *store.Tx, c Call) error {
	ids := slices.DeleteFunc(slices.Clone(tx.Created()), func(id string) bool { return id[0] == 'F' })
	if len(ids) == 0 {
		ids = tx.Created()
	}
	if c.Source == "" || len(ids) == 0 {
		return nil
	}
	return tx.PutSource(c.Source, ids)
}

// serve finds the command and runs it for a person who may use it.
func serve(tx *store.Tx, c Call) (Reply, error) {
	p := c.who
	c, cmd, err := resolve(tx, c)
	if err != nil {
		return Reply{}, err
	}
	switch {
	case p.Outside || p.Left:
		return Reply{}, say.Problemf("This assistant serves the city's own staff only. Please ask the investment promotion office.",
			"本助手仅供本市工作人员使用，如有疑问请联系市招商办。")
	case !p.Known() && !cmd.Anyone:
		return askToJoin(tx, c)
	case c.Form == nil && c.Draft == "" && utf8.RuneCountInString(c.Text) > longest:
		return Reply{}, say.Problemf("That is too long: %d characters. Please keep one record within %d.", "内容过长（%d字），每条登记请控制在%d字以内。", utf8.RuneCountInString(c.Text), longest)
	}
	if a, ok, err := retyped(tx, c); err != nil || ok {
		return a, err
	}
	r, err := cmd.Run(tx, c)
	if err != nil || len(tx.Created()) == 0 {
		return r, err
	}
	if c.Form == nil {
		err = tx.Answered(retypeKey(c), r.Message)
	}
	return r, errors.Join(err, from(tx, c))
}

// longest is how many characters a line may have: a long report has several hundred.
const longest = 2000

var isDraft = regexp.MustCompile(`^D-\d+$`)

// resolve names the command, follows /zs to the one it stands for, and brings a draft's words back.
func resolve(tx *store.Tx, c Call) (Call, *Command, error) {
	if c.Name == "zs" {
		if name, rest := Spoken(c.Text); name != "say" {
			c.Name, c.Text = name, rest
		}
	}
	cmd := Find(c.Name)
	if cmd == nil {
		return c, nil, say.Problemf("There is no command /%s. /zs lists what there is.", "没有“/%s”这个命令，输入 /zs 可查看全部用法。", c.Name)
	}
	c.Name = cmd.Name
	if !isDraft.MatchString(c.Text) {
		return c, cmd, nil
	}
	d, err := tx.Draft(store.DraftID(c.Text))
	if err != nil || d.Person != c.User {
		return c, nil, say.Problemf("That draft is not yours, or no longer there. Please type it again.", "该草稿不存在或不属于您，请重新输入。")
	}
	c.Draft, c.Text, c.Filled, c.Source, c.Free = d.ID, d.Text, d.Form, cmpOr(c.Source, d.Source), d.Free
	return c, cmd, nil
}

// settle remembers the answer of a delivery that did something, and queues it where it can't be given directly.
func settle(tx *store.Tx, c Call, r Reply) error {
	if c.Answer != (store.Address{}) && r.Then == nil {
		m := r.StandIn()
		if m.Empty() {
			return nil
		}
		if err := tx.Send(store.Outgoing{Key: "answer/" + c.Key, To: c.Answer, Message: m}); err != nil {
			return err
		}
	}
	if r.Form != nil || r.Then != nil {
		return nil // a form did nothing yet; what comes next is answered under the same key
	}
	return tx.Answered(c.Key, r.Message)
}

// StandIn is a reply's message, with a button for the form where the form itself can't be shown.
func (r Reply) StandIn() say.Message {
	m := r.Message
	if r.Form == nil {
		return m
	}
	if m.Empty() {
		m.Title = say.T("Please fill in the form.", "请填写表单。")
	}
	open := openForm(r.Form.Command)
	if !slices.ContainsFunc(m.Buttons, func(b say.Button) bool { return b.Command == open.Command }) {
		m.Buttons = append(slices.Clone(m.Buttons), open)
	}
	return m
}

func openForm(command string) say.Button {
	return say.Button{Label: say.T("Open the form", "打开表单"), Command: command}
}

// firstWord cuts a line at its first run of white space, half- or full-width, or at the colon or comma after a command's name.
func firstWord(text string) (word, rest string) {
	const breaks = " \t\r\n　:：,，"
	text = strings.TrimSpace(text)
	i := strings.IndexAny(text, breaks)
	if i < 0 {
		return text, ""
	}
	return text[:i], strings.TrimLeft(text[i:], breaks)
}

// retyped answers a line that the same person has just had recorded with the record it made: Slack shows a failure when an
// acknowledgement is late, and people type again.
func retyped(tx *store.Tx, c Call) (Reply, bool, error) {
	if c.Again || c.Form != nil || c.Text == "" {
		return Reply{}, false, nil
	}
	a, ok, err := tx.Seen(retypeKey(c))
	if err != nil || !ok || tx.Now.Sub(a.At) > tx.City().Settings.Retype.Duration() {
		return Reply{}, false, err
	}
	if stands, err := standing(tx, a.Records); err != nil || !stands {
		return Reply{}, false, err
	}
	d := c.draft()
	if err := tx.PutDraft(&d); err != nil {
		return Reply{}, false, err
	}
	m := a.Message
	m.Lines = append([]say.Text{m.Title}, m.Lines...)
	m.Title = say.T("You have just typed this; it was recorded once:", "相同内容刚才已登记，未重复登记：")
	m.Buttons = append(slices.Clone(m.Buttons), say.Button{Label: say.T("Record again", "再登记一条"), Command: "/again " + string(d.ID)})
	return Reply{Message: m}, true, nil
}

// standing reports whether none of the records has been taken back.
func standing(tx *store.Tx, ids []string) (bool, error) {
	for _, id := range ids {
		if f, err := tx.Filed(id); err != nil || f.Withdrawn != nil {
			return false, err
		}
	}
	return true, nil
}

func retypeKey(c Call) string {
	h := fnv.New64a()
	h.Write([]byte(c.Name + "\x00" + strings.Join(strings.Fields(c.Text), " ")))
	return fmt.Sprintf("typed/%s/%016x", c.User, h.Sum64())
}

// refuse turns an error into an answer: a problem into its sentence with what was typed kept as a draft, anything else into a
// short reference that also stands in the log.
func refuse(s *store.Store, log *slog.Logger, c Call, cause error) Reply {
	var p say.Problem
	if !errors.As(cause, &p) {
		ref := reference(c.Key)
		log.Error("call not answered", "command", c.Name, "key", c.Key, "ref", ref, "err", cause)
		p = say.Problemf("Something went wrong on our side (reference %s). Nothing was recorded; please try again, or tell the office the reference.",
			"系统出错（编号 %s），本次未登记。请重试，或将编号告知市招商办。", ref)
	}
	r := Reply{Message: say.Message{Title: p.Text}, Problem: &p}
	err := s.Update(store.Actor{Person: c.User, Call: c.Key}, func(tx *store.Tx) error { return keep(tx, c, &r) })
	if err != nil {
		log.Error("draft not kept", "command", c.Name, "key", c.Key, "err", err)
	}
	return r
}

// keep saves what was typed as a draft and offers to go on with it.
func keep(tx *store.Tx, c Call, r *Reply) error {
	p, err := tx.Someone(c.User)
	if err != nil {
		return err
	}
	r.Lang = p.Speaks()
	cmd := Find(c.Name)
	served := !p.Outside && !p.Left
	if cmd != nil && cmd.HasForm && served && (c.Text != "" || c.Form != nil) {
		d := c.draft()
		d.Name = cmd.Name
		if isDraft.MatchString(c.Text) {
			if d, err = tx.Draft(store.DraftID(c.Text)); err != nil {
				return err
			}
			d.Form = c.Form
		}
		if err := tx.PutDraft(&d); err != nil {
			return err
		}
		r.Lines = append(r.Lines, say.T("What you typed is kept.", "内容已为您保留。"))
		r.Buttons = append(r.Buttons, openForm("/"+cmd.Name+" "+string(d.ID)))
	} else if cmd != nil && !cmd.Hidden && c.Form == nil && c.Answer == (store.Address{}) && (len(strings.Fields(c.Text)) > 1 || utf8.RuneCountInString(c.Text) > echoFrom) {
		r.Lines = append(r.Lines, say.T("You typed: %s", "您输入的是：%s", cutTo("/"+cmd.Name+" "+asSeen(tx, c.Text), echoMost)))
	}
	if c.Answer != (store.Address{}) {
		return tx.Send(store.Outgoing{Key: "answer/" + c.Key, To: c.Answer, Message: r.Message})
	}
	return nil
}

// A line that can't be kept in a form is said back, if it is more than a word: cut where it is very long.
const (
	echoFrom = 30
	echoMost = 300
)

// asSeen is a typed line as it looked to its typist: mentions by name.
func asSeen(tx *store.Tx, text string) string {
	return mention.ReplaceAllStringFunc(text, func(m string) string {
		p, err := tx.Someone(store.PersonID(mention.FindStringSubmatch(m)[1]))
		if err != nil {
			return m
		}
		return "@" + p.Name
	})
}

func cutTo(text string, most int) string {
	if r := []rune(text); len(r) > most {
		return string(r[:most]) + "…"
	}
	return text
}

// reference is a short form of a delivery's key that a person can read out.
func reference(key string) string {
	h := fnv.New32a()
	h.Write([]byte(key))
	return fmt.Sprintf("%08X", h.Sum32())
}
