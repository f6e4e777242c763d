package commands

import (
	"strings"
	"unicode/utf8"

	"chainlead/internal/reading"
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
	r, err := read(tx, p, kind, c.Text)
	if err != nil {
		r.Date = "" // what was wrong is to be filled in anew
		for i := range r.FollowUps {
			r.FollowUps[i].Due = ""
		}
	}
	return r, nil
}

// orValue is a form field's value as last filled in, else what was read.
func (c Call) orValue(name, read string) string {
	if v := c.Filled[name]; len(v) > 0 {
		return v[0]
	}
	return read
}

// formCommand is what submitting the form calls: the command, with the draft that keeps what was typed.
func (c Call) formCommand(tx *store.Tx) (string, error) {
	if c.Draft == "" && c.Text == "" {
		return "/" + c.Name, nil
	}
	if c.Draft != "" {
		return "/" + c.Name + " " + string(c.Draft), nil
	}
	d := store.Draft{Person: c.User, Name: c.Name, Text: c.Text}
	err := tx.PutDraft(&d)
	return "/" + c.Name + " " + string(d.ID), err
}
