package main

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/slack-go/slack"

	"chainlead/commands"
	"chainlead/internal/say"
	"chainlead/store"
)

// openWithin leaves time for the acknowledgement after views.open: a trigger is good for three seconds.
const openWithin = 2 * time.Second

// typed answers a slash command: in its acknowledgement, or with a form.
func (b *Bot) typed(ctx context.Context, envelope string, cmd slack.SlashCommand) {
	c := commands.Call{
		Key:     envelope,
		User:    store.PersonID(cmd.UserID),
		Channel: store.ChannelID(cmd.ChannelID),
		Name:    strings.TrimPrefix(cmd.Command, "/"),
		Text:    unescape(cmd.Text),
	}
	r := b.call(ctx, c)
	if r.Form != nil && b.opened(ctx, cmd.TriggerID, r) {
		b.ack(envelope, nil)
		return
	}
	m := r.StandIn()
	if m.Empty() {
		b.ack(envelope, nil)
		return
	}
	if !b.ack(envelope, private(m, r.Lang)) {
		b.whisper(ctx, c, cmd.ResponseURL, m, r.Lang)
	}
}

// clicked answers a button, a submitted form or anything else that was clicked.
func (b *Bot) clicked(ctx context.Context, envelope string, c slack.InteractionCallback) {
	switch {
	case c.Type == slack.InteractionTypeViewSubmission:
		b.submitted(ctx, envelope, c)
	case c.Type == slack.InteractionTypeBlockActions && c.View.ID != "":
		b.pressedInView(ctx, envelope, c)
	case c.Type == slack.InteractionTypeBlockActions:
		b.pressed(ctx, envelope, c)
	case c.Type == slack.InteractionTypeMessageAction && c.CallbackID == reportShortcut:
		b.reported(ctx, envelope, c)
	default: // a closed form, a shortcut the manifest doesn't have
		b.ack(envelope, nil)
	}
}

// pressed answers a button in a message: what it does is done, then the message is amended by the sender, and the person
// gets a private answer or a form.
func (b *Bot) pressed(ctx context.Context, envelope string, c slack.InteractionCallback) {
	command := pressedCommand(c)
	if command == "" {
		b.ack(envelope, nil)
		return
	}
	b.answerPrivately(ctx, envelope, c, commandCall(envelope, c, command))
}

// reported records the text of a message, whoever wrote it, for the person who chose the shortcut on it; they get a private answer or a form.
func (b *Bot) reported(ctx context.Context, envelope string, c slack.InteractionCallback) {
	name, text := commands.Spoken(unescape(c.Message.Text))
	b.answerPrivately(ctx, envelope, c, commands.Call{
		Key: envelope, User: store.PersonID(c.User.ID), Channel: store.ChannelID(c.Channel.ID), Name: name, Text: text,
		Source: c.Channel.ID + "/" + c.Message.Timestamp,
	})
}

// answerPrivately serves a call made at a message, with a form, or with an answer only they see.
func (b *Bot) answerPrivately(ctx context.Context, envelope string, c slack.InteractionCallback, call commands.Call) {
	r := b.call(ctx, call)
	done := r.Form != nil && b.opened(ctx, c.TriggerID, r)
	b.ack(envelope, nil)
	if !done {
		b.whisper(ctx, call, c.ResponseURL, r.StandIn(), r.Lang)
	}
}

// pressedInView answers a button in a form or a receipt, in its place.
func (b *Bot) pressedInView(ctx context.Context, envelope string, c slack.InteractionCallback) {
	command := pressedCommand(c)
	if command == "" {
		b.ack(envelope, nil)
		return
	}
	r := b.call(ctx, commandCall(envelope, c, command))
	b.ack(envelope, nil)
	switch {
	case r.Form != nil && c.ActionCallback.BlockActions[0].ActionID == moreID:
		n, _ := readMemo(c.View)
		b.replace(ctx, c.View.ID, form(holding(*r.Form, filled(c.View, n)), lang(r), cmp.Or(n.Key, newKey()), true))
	case r.Form != nil:
		b.replace(ctx, c.View.ID, form(*r.Form, lang(r), newKey(), false))
	case !r.Message.Empty():
		b.replace(ctx, c.View.ID, receipt(headline(r, false), r.Message, lang(r)))
	}
}

// submitted answers a form in its acknowledgement: an error under the input it is about, the next form, or a receipt.
func (b *Bot) submitted(ctx context.Context, envelope string, c slack.InteractionCallback) {
	n, ok := readMemo(c.View)
	if !ok {
		b.ack(envelope, nil)
		return
	}
	call := commandCall(n.Key, c, n.Command)
	call.Form = filled(c.View, n)
	r := b.call(ctx, call)
	switch {
	case r.Problem != nil && !elsewhere(r, n):
		field := fieldOf(c.View, r.Problem.Field)
		b.ack(envelope, slack.NewErrorsViewSubmissionResponse(map[string]string{field: r.Problem.Plain(lang(r))}))
	case r.Form != nil:
		b.nextForm(ctx, envelope, c.View.ID, r)
	case r.Message.Empty():
		b.ack(envelope, nil)
	default:
		v := receipt(headline(r, true), r.Message, lang(r))
		b.ack(envelope, slack.NewUpdateViewSubmissionResponse(&v))
	}
}

// elsewhere reports whether a problem is another command's: the form did its part, and what was to follow didn't go through.
func elsewhere(r commands.Reply, n memo) bool {
	name, _, _ := strings.Cut(n.Command, " ")
	return slices.ContainsFunc(r.Buttons, func(b say.Button) bool { return !strings.HasPrefix(b.Command+" ", name+" ") })
}

// nextForm puts another form in the place of a submitted one. One that is too long for an acknowledgement follows it.
func (b *Bot) nextForm(ctx context.Context, envelope, view string, r commands.Reply) {
	v := form(*r.Form, lang(r), newKey(), false)
	if size(v) <= maxAck {
		b.ack(envelope, slack.NewUpdateViewSubmissionResponse(&v))
		return
	}
	wait := receipt(r.Form.Title, say.Message{Title: say.T("One moment.", "请稍候。")}, lang(r))
	b.ack(envelope, slack.NewUpdateViewSubmissionResponse(&wait))
	b.replace(ctx, view, v)
}

// call answers a call; someone the bot hasn't met is looked up first.
func (b *Bot) call(ctx context.Context, c commands.Call) commands.Reply {
	b.meet(ctx, c.User)
	r := commands.Run(b.Store, b.Log, c)
	r.Lang = lang(r)
	return r
}

// opened opens the reply's form, and reports whether the person has it.
func (b *Bot) opened(ctx context.Context, trigger string, r commands.Reply) bool {
	ctx, cancel := context.WithTimeout(ctx, openWithin)
	defer cancel()
	if _, err := b.api.OpenViewContext(ctx, trigger, form(*r.Form, lang(r), newKey(), false)); err != nil {
		b.Log.Warn("form not opened", "command", r.Form.Command, "err", err)
		return false
	}
	return true
}

func (b *Bot) replace(ctx context.Context, view string, v slack.ModalViewRequest) {
	if _, err := b.api.UpdateViewContext(ctx, v, "", "", view); err != nil {
		b.Log.Warn("view not updated", "view", view, "err", err)
	}
}

// whisper answers one person through a response_url, which works wherever they are. Where it doesn't, the answer goes to their DM.
func (b *Bot) whisper(ctx context.Context, c commands.Call, url string, m say.Message, l say.Lang) {
	if m.Empty() {
		return
	}
	w := private(m, l)
	err := slack.PostWebhookCustomHTTPContext(ctx, url, b.http, w)
	var refused slack.StatusCodeError
	if errors.As(err, &refused) {
		b.Log.Error("private answer refused, given as plain text", "key", c.Key, "err", err)
		w.Blocks = nil
		err = slack.PostWebhookCustomHTTPContext(ctx, url, b.http, w)
	}
	if err == nil {
		return
	}
	b.Log.Warn("private answer goes to the DM", "key", c.Key, "err", err)
	err = b.Store.Update(store.Actor{Person: c.User, Call: c.Key}, func(tx *store.Tx) error {
		return tx.Send(store.Outgoing{Key: "answer/" + c.Key, To: store.Address{Person: c.User}, Message: m})
	})
	if err != nil {
		b.Log.Error("answer lost", "key", c.Key, "err", err)
	}
}

// headline is the title of a receipt.
func headline(r commands.Reply, submitted bool) say.Text {
	switch {
	case r.Problem != nil:
		return say.T("Please check", "请核对")
	case submitted:
		return say.T("Recorded", "已登记")
	}
	return say.T("Chainlead", "双招助手")
}

func lang(r commands.Reply) say.Lang { return cmp.Or(r.Lang, say.ZH) }

// pressedCommand is the command of the button that was pressed; "" for anything else that sends an action.
func pressedCommand(c slack.InteractionCallback) string {
	if len(c.ActionCallback.BlockActions) == 0 {
		return ""
	}
	return c.ActionCallback.BlockActions[0].Value
}

// commandCall is the call that a command with its IDs stands for: "/done F-7".
func commandCall(key string, c slack.InteractionCallback, command string) commands.Call {
	name, rest, _ := strings.Cut(strings.TrimPrefix(command, "/"), " ")
	return commands.Call{
		Key:     key,
		User:    store.PersonID(c.User.ID),
		Channel: store.ChannelID(cmp.Or(c.Channel.ID, c.Container.ChannelID)),
		Name:    name,
		Text:    rest,
	}
}

// fieldOf is the input that an error is shown under: the one it is about if that is in the view, else the first. Slack shows nothing but
// "trouble connecting" for any other name.
func fieldOf(v slack.View, field string) string {
	first := ""
	for _, b := range v.Blocks.BlockSet {
		in, ok := b.(*slack.InputBlock)
		switch {
		case ok && in.BlockID == field:
			return field
		case ok && first == "":
			first = in.BlockID
		}
	}
	return cmp.Or(first, field)
}
