package commands

import (
	"errors"
	"slices"
	"strings"
	"unicode/utf8"

	"chainlead/internal/reading"
	"chainlead/internal/say"
	"chainlead/store"
)

// blank reports whether there is nothing to record yet: the command alone was typed, or a draft is to be looked at.
func (c Call) blank() bool {
	return c.Form == nil && (c.Draft != "" || strings.TrimSpace(c.Text) == "")
}

// value is a form field's value; "" if there is none.
func (c Call) value(name string) string {
	if v := c.Form[name]; len(v) > 0 {
		return v[0]
	}
	return ""
}

// line is what was typed: the line itself, or a form's fields in the order given, as one would have typed them.
func (c Call) line(fields ...string) string {
	if c.Form == nil {
		return c.Text
	}
	var out []string
	for _, name := range fields {
		v := strings.TrimSpace(c.value(name))
		if name == "leader" && v != "" {
			v = leading(v)
		}
		if v != "" {
			out = append(out, v)
		}
	}
	return strings.Join(out, "，")
}

// read reads the line of a new record, or its submitted form: the given fields and its words. A form that was opened over a typed line has that line
// as its words; what its other fields show then stands instead of what the line says.
func (c Call) read(tx *store.Tx, kind reading.Kind, fields ...string) (r reading.Report, line string, err error) {
	if c.overLine() {
		line = bareLine(kind, c.value("words"))
		if r, err = readAll(tx, c.who, c.as(kind), line); err != nil {
			return r, "", err
		}
		shown, err := read(tx, c.who, kind, c.line(fields...))
		if err != nil {
			return r, "", err
		}
		r = instead(r, shown)
	} else {
		line = bareLine(kind, c.line(append(fields, "words")...))
		if r, err = readAs(tx, c.who, c.as(kind), line); err != nil {
			return r, "", err
		}
	}
	if ch := c.value("chain"); ch != "" {
		r.Chain = reading.Ref{ID: ch}
		r.Doubts = slices.DeleteFunc(r.Doubts, func(d reading.Doubt) bool { return d.Field == "chain_hint" })
	}
	return r, line, formSteps(tx, c.who, c, &r)
}

// bareLine is a line without the number of the record it is about.
func bareLine(kind reading.Kind, line string) string {
	switch kind {
	case reading.Progress:
		_, line = cutRecord(line)
	case reading.FollowUpLine:
		_, line = cut(followable, line)
	}
	return line
}

// as is how a call's text is to be read: as the line of a command, or as a report that was written as such.
func (c Call) as(kind reading.Kind) reading.Context {
	return reading.Context{Kind: kind, Free: c.Free && kind != reading.FollowUpLine}
}

func (c Call) overLine() bool { return c.Form != nil && c.Text != "" }

// instead puts what a form's fields say in the place of what its line says.
func instead(r, shown reading.Report) reading.Report {
	r.Companies = shown.Companies
	r.Date, r.DateEnd, r.People = "", "", 0
	switch r.Kind {
	case reading.Trip, reading.Visit:
		r.Places, r.LeaderTitle, r.LeaderLevel = shown.Places, shown.LeaderTitle, shown.LeaderLevel
	case reading.Lead:
		r.Amounts = nil
	case reading.Progress:
		r.Amounts = slices.DeleteFunc(r.Amounts, func(a reading.Amount) bool {
			return a.Role == reading.TotalInvestment || a.Role == reading.ContractInvestment
		})
	}
	r.Chain, r.ChainHint = reading.Ref{}, reading.Ref{}
	r.Doubts = append(slices.DeleteFunc(r.Doubts, func(d reading.Doubt) bool { return asks(d, r.Kind) }), shown.Doubts...)
	return r
}

// leading is a post, as typed in a form, with the word that says it led.
func leading(post string) string {
	switch {
	case strings.Contains(post, "带队") || strings.HasPrefix(strings.ToLower(post), "led by"):
		return post
	case post[0] < utf8.RuneSelf:
		return "led by the " + strings.TrimPrefix(post, "the ")
	}
	return post + "带队"
}

// prefill reads what has been typed so far, so that a form opens with it.
func (c Call) prefill(tx *store.Tx, p store.Person, kind reading.Kind) (reading.Report, error) {
	if c.Text == "" {
		return reading.Report{}, nil
	}
	r, err := readAll(tx, p, c.as(kind), bareLine(kind, c.Text))
	if err != nil {
		return r, err
	}
	var wrong say.Problem
	if err = possible(tx, r); errors.As(err, &wrong) {
		r.Date, err = "", nil // what was wrong is to be filled in anew
		for i := range r.FollowUps {
			r.FollowUps[i].Due = ""
		}
	}
	return r, err
}

// orValue is a form field's value as last filled in, else what was read.
func (c Call) orValue(name, read string) string {
	if v := c.Filled[name]; len(v) > 0 {
		return v[0]
	}
	return read
}

// wordsInput is the typed line over which a form was opened, or else room for more words.
func (c Call) wordsInput() say.Input {
	in := say.Input{Name: "words", Label: say.T("Anything else", "其他情况"), Kind: say.ManyLines, Value: c.orValue("words", c.Text), Optional: true, More: true}
	if c.Text != "" {
		in.Label = say.T("What you typed", "原文")
	}
	return in
}

// draft keeps what was typed.
func (c Call) draft() store.Draft {
	return store.Draft{Person: c.User, Name: c.Name, Text: c.Text, Form: c.Form, Source: c.Source, Free: c.Free}
}

// formCommand is what submitting the form calls: the command, with the draft that keeps what was typed.
func (c Call) formCommand(tx *store.Tx) (string, error) {
	if c.Draft == "" && c.Text == "" {
		return "/" + c.Name, nil
	}
	if c.Draft != "" {
		return "/" + c.Name + " " + string(c.Draft), nil
	}
	d := c.draft()
	err := tx.PutDraft(&d)
	return "/" + c.Name + " " + string(d.ID), err
}
