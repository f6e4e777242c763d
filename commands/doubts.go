package commands

import (
	"slices"
	"strings"

	"chainlead/internal/calendar"
	"chainlead/internal/reading"
	"chainlead/internal/say"
	"chainlead/store"
)

// A doubtful is what is done about a doubt of the reader's.
type doubtful struct {
	inputs []string       // where a form shows it: in the first of these that it has
	ask    []reading.Kind // the records that hang on it: they are asked about before they are recorded
	says   func(store.Doubt) say.Text
}

var doubts = map[string]doubtful{
	"date":      {[]string{"from", "day", "words"}, []reading.Kind{reading.Trip, reading.Visit, reading.Progress}, weekdayDiffers},
	"followups": {[]string{"next", "due", "words"}, []reading.Kind{reading.Trip, reading.Visit, reading.Lead, reading.Progress, reading.FollowUpLine}, weekdayDiffers},
	"leader_level": {[]string{"leader", "words"}, []reading.Kind{reading.Trip}, func(d store.Doubt) say.Text {
		return say.T("Please check: “%s” has no unit; your own is taken", "请核对：“%s”未写单位，按本单位理解", d.Words)
	}},
	"chain_hint": {[]string{"chain"}, []reading.Kind{reading.Trip, reading.Visit, reading.Lead}, func(store.Doubt) say.Text {
		return say.T("Please check the chain: the line touches several", "请核对产业链：内容涉及多个产业链")
	}},
	"companies": {[]string{"company", "who", "where", "words"}, []reading.Kind{reading.Trip, reading.Visit, reading.Lead}, func(d store.Doubt) say.Text {
		return say.T("Please check: “%s” is taken for a firm's name", "请核对：“%s”按企业名称理解", d.Words)
	}},
	"units": {[]string{"words"}, nil, func(d store.Doubt) say.Text {
		return say.T("Please check: “%s” may be more than one unit", "请核对：“%s”可能指不同单位", d.Words)
	}},
	"amounts": {[]string{"sum", "words"}, nil, func(d store.Doubt) say.Text {
		return say.T("Please check: “%s” isn't taken for an investment", "请核对：“%s”未计作投资额", d.Words)
	}},
	"typo": {[]string{"words"}, nil, func(d store.Doubt) say.Text {
		return say.T("Please check: “%s” is read as “%s”", "请核对：“%s”按“%s”理解", d.Words, d.As)
	}},
}

func weekdayDiffers(d store.Doubt) say.Text {
	return say.T("Please check: “%s”, the day and the weekday don't agree; the day is taken", "请核对：“%s”日期与星期不符，按日期理解", d.Words)
}

// doubtsOf are a reading's doubts as a record keeps them. A deadline that has passed is none: it is refused.
func doubtsOf(r reading.Report) []store.Doubt {
	var out []store.Doubt
	for _, d := range r.Doubts {
		if d.Why == "past" {
			continue
		}
		out = append(out, store.Doubt{Field: d.Field, Words: d.Words, As: d.Why})
	}
	return out
}

// doubtLines ask the typist to look again at what may be wrong.
func doubtLines(list []store.Doubt) []say.Text {
	var out []say.Text
	for _, d := range list {
		if known, ok := doubts[d.Field]; ok {
			out = append(out, known.says(d))
		}
	}
	return out
}

// unsure reports whether a record hangs on something that the reader couldn't decide, so that its form is opened instead. Whoever has seen the form, or asks for it to be
// recorded all the same, isn't asked again.
func (c Call) unsure(r reading.Report) bool {
	return c.Form == nil && !c.Again && slices.ContainsFunc(r.Doubts, func(d reading.Doubt) bool { return asks(d, r.Kind) })
}

func asks(d reading.Doubt, k reading.Kind) bool {
	return d.Why != "past" && slices.Contains(doubts[d.Field].ask, k)
}

// formOf is a record's form with what was read of a line: doubtful fields are marked. Where the form can't open by itself, the message says
// what was read, and what it lacks or should be checked.
func (c Call) formOf(tx *store.Tx, r reading.Report, lacks say.Text, f say.Form) (Reply, error) {
	command, err := c.formCommand(tx)
	f.Command = command
	m := say.Lines(lacks)
	held := inputLines(tx, c, f.Inputs)
	if list := doubtsOf(r); len(list) > 0 {
		f.Notes = append(f.Notes, say.T("Please look at what is marked “please check”.", "标有“请核对”的内容没有读准，请核对。"))
		mark(f.Inputs, list)
		m.Lines = doubtLines(list)
	}
	if c.unsure(r) {
		m.Title = say.T("Please check this before it is recorded; what you typed is kept.", "请核对后再登记，内容已为您保留：")
		_, draft, _ := strings.Cut(command, " ")
		m.Buttons = []say.Button{openForm(command), {Label: say.T("Record as read", "照此登记"), Command: "/again " + draft}}
	}
	m.Lines = append(m.Lines, held...)
	return Reply{Message: m, Form: &f}, err
}

// mark marks the inputs that hold something doubtful, and shows them.
func mark(inputs []say.Input, list []store.Doubt) {
	marked := map[string]bool{}
	for _, d := range list {
		for _, name := range doubts[d.Field].inputs {
			i := slices.IndexFunc(inputs, func(in say.Input) bool { return in.Name == name })
			if i < 0 {
				continue
			}
			in := &inputs[i]
			if !marked[name] {
				in.Label = say.T("%s (please check)", "%s（请核对）", in.Label)
			}
			in.Hint, in.More, marked[name] = doubts[d.Field].says(d), false, true
			break
		}
	}
}

// inputLines are what was read of a line, as its form holds it. The line itself, which its typist has before them, is left out.
func inputLines(tx *store.Tx, c Call, inputs []say.Input) []say.Text {
	var out []say.Text
	if c.Text == "" {
		return nil
	}
	for _, in := range inputs {
		if in.Value == "" || in.Name == "words" {
			continue
		}
		value := say.Words(in.Value)
		switch i := slices.IndexFunc(in.Options, func(o say.Option) bool { return o.Value == in.Value }); {
		case in.Kind == say.PickDay:
			value = say.DateSeen(calendar.Day(in.Value), tx.Today())
		case i >= 0:
			value = in.Options[i].Label
		}
		out = append(out, say.T("%s: %s", "%s：%s", in.Label, value))
	}
	return out
}
