package commands

import (
	"errors"
	"regexp"
	"slices"
	"strings"

	"chainlead/internal/reading"
	"chainlead/internal/say"
	"chainlead/store"
)

var _ = add(Command{
	Name: "say", Hidden: true,
	Short: say.T("Words that are no command", "未写明类别的内容"),
	Run:   offer,
})

// offer answers words that are no command: a report whose kind is plain is recorded as such; others are kept, and buttons ask what they are to become.
func offer(tx *store.Tx, c Call) (Reply, error) {
	text := strings.TrimSpace(c.Text)
	if text == "" {
		return Reply{Message: say.Lines(say.T("I read text. Please type a line, or /zs for help.", "请输入文字；输入 /zs 可查看用法。"))}, nil
	}
	if lower := strings.ToLower(text); lower == "帮助" || lower == "help" || lower == "?" || lower == "？" {
		return Find("zs").Run(tx, Call{User: c.User, who: c.who})
	}
	if courtesy.MatchString(text) {
		return Reply{Message: say.Lines(say.T("One line is enough to record something; /zs lists what there is.", "输入一行即可登记，输入 /zs 可查看用法。"))}, nil
	}
	if next := numbered(c, text); next != nil {
		return Reply{Then: next}, nil
	}
	if already, err := tx.Source(c.Source); err != nil || len(already) > 0 && c.Source != "" {
		return Reply{Message: say.Lines(say.T("That message is recorded already: %s", "该消息已登记：%s", say.List(already...)))}, err
	}
	if r, ok, err := corrected(tx, c.who, text); err != nil || ok {
		return r, err
	}
	if parts, err := several(tx, c.who, text); err != nil || parts != nil {
		r, err := together(tx, c, parts)
		return r, err
	}
	if name, err := meant(tx, c.who, text); err != nil || name != "" {
		next := c.then(name, text)
		next.Free = true
		return Reply{Then: next}, err
	}
	m := say.Message{Title: say.T("What is this to be recorded as? What you typed is kept.", "请选择记为哪一类，内容已为您保留：")}
	for _, name := range []string{"trip", "visit", "lead", "project", "followup"} {
		d := c.draft()
		d.Name, d.Text, d.Free = name, text, true
		if err := tx.PutDraft(&d); err != nil {
			return Reply{}, err
		}
		m.Buttons = append(m.Buttons, say.Button{Label: offers[name], Command: "/again " + string(d.ID)})
	}
	return Reply{Message: m}, nil
}

// courtesy is what people say to an assistant without wanting anything recorded.
var courtesy = regexp.MustCompile(`^(?i:[，,。.！!~～ ]|收到|谢谢|多谢|感谢|好的|好|嗯|明白|知道了|辛苦了?|您好|你好|早上好|下午好|ok|okay|thanks?|thank you|hi|hello)+$`)

// numbered is the command that a message with a record's number means: "F-7 办结 图纸已寄出", "办结F-7". nil where it is none.
func numbered(c Call, text string) *Call {
	if id, rest := reading.LeadingID(text); id != "" {
		word, more := firstWord(rest)
		switch cmd := Find(word); {
		case rest == "":
			return c.then("find", id)
		case cmd == nil && id[0] == 'L':
			return c.then("contact", id+" "+rest)
		case cmd == nil && id[0] == 'P':
			return c.then("project", id+" "+rest)
		case cmd != nil && !cmd.Hidden:
			return c.then(cmd.Name, id+" "+more)
		}
		return nil
	}
	for _, cmd := range all {
		if rest, ok := strings.CutPrefix(text, cmd.Alias); ok && cmd.Alias != "" && !cmd.Hidden {
			if id, _ := reading.LeadingID(rest); id != "" {
				return c.then(cmd.Name, rest)
			}
		}
	}
	return nil
}

// then is another command in a call's place, from the same message and with the same answer.
func (c Call) then(name, text string) *Call {
	return &Call{Key: c.Key, User: c.User, Channel: c.Channel, Name: name, Text: strings.TrimSpace(text), Answer: c.Answer, Again: c.Again, Source: c.Source}
}

// meant is the command for a report whose kind is plain; "" where it isn't. Summaries, corrections and conflicts are no single records.
func meant(tx *store.Tx, p store.Person, text string) (string, error) {
	r, err := read(tx, p, "", text)
	var problem say.Problem
	if errors.As(err, &problem) {
		err = nil // said again by the command, with what was typed kept
	}
	whom := len(r.Companies) > 0
	switch {
	case err == nil && r.Summary && len(r.Counts) > 0:
		return "trip", nil // which keeps it as a statement
	case slices.ContainsFunc(r.Doubts, func(d reading.Doubt) bool { return d.Field == "kind" }):
		return "", err
	case err != nil || r.Summary || r.Correction || r.Conflict || len(r.Talent) > 0:
		return "", err
	case r.Escalate && r.Kind == reading.Progress:
		return "request", nil
	case r.Kind == reading.Trip && (whom || r.Counts["companies_visited"] > 0 || r.Planned || r.LeaderTitle != "") && (whom || len(r.Places) > 0):
		return "trip", nil
	case r.Kind == reading.Visit && (whom || r.People > 0):
		return "visit", nil
	case r.Kind == reading.Lead && whom:
		return "lead", nil
	case r.Kind == reading.Progress && r.Stage == "" && r.Date == "" && len(r.Amounts) == 0 && len(r.FollowUps) == 1 && promised(r.FollowUps[0]):
		return "followup", nil
	case r.Kind == reading.Progress && r.Stage == "" && (whom || r.Project != "") && slices.ContainsFunc(r.Amounts, arrivedMoney):
		return "funds", nil
	case r.Kind == reading.Progress && (whom || r.Project != "") && r.Stage != "" && r.Stage != reading.StageLead:
		return "project", nil
	}
	return "", nil
}

func arrivedMoney(a reading.Amount) bool {
	return a.Role == reading.Arrived || a.Role == reading.ArrivedOutOfProvince
}

// promised reports whether a next step is plainly that: it has a deadline, or an owner and a day.
func promised(f reading.FollowUp) bool {
	return f.Due != "" && (f.How != reading.HowOn && f.How != reading.HowRange || f.Owner != "")
}

var offers = map[string]say.Text{
	"trip":     say.T("As a trip", "记出差"),
	"visit":    say.T("As a visit", "记来访"),
	"project":  say.T("As a project", "记项目"),
	"lead":     say.T("As a lead", "记线索"),
	"followup": say.T("As a follow-up", "记跟进"),
}
