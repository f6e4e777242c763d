package say

import "strings"

// A Message is what the bot says at once: a title, lines, items about single records, and buttons.
type Message struct {
	Title   Text     `json:"title,omitzero"`
	Lines   []Text   `json:"lines,omitempty"`
	Items   []Item   `json:"items,omitempty"`
	Buttons []Button `json:"buttons,omitempty"`
}

// An Item is the part of a message that is about one record. About is the record's ID; an item that has one
// can be amended later, in every message that holds it. An item without it is a heading or a closing line.
type Item struct {
	About   string   `json:"about,omitempty"`
	Lines   []Text   `json:"lines,omitempty"`
	Buttons []Button `json:"buttons,omitempty"`
}

// A Button does what typing its Command would: "/done F-7". A command carries IDs, never a user's words.
type Button struct {
	Label   Text   `json:"label"`
	Command string `json:"command"`
}

// Lines makes a message of lines, the first of which is its title.
func Lines(title Text, lines ...Text) Message { return Message{Title: title, Lines: lines} }

// Empty reports whether the message says nothing.
func (m Message) Empty() bool {
	return m.Title.Empty() && len(m.Lines) == 0 && len(m.Items) == 0 && len(m.Buttons) == 0
}

// Plain is the message without markup, one thing a line, buttons in brackets.
func (m Message) Plain(l Lang) string {
	var out []string
	line := func(t Text) {
		if !t.Empty() {
			out = append(out, t.Plain(l))
		}
	}
	line(m.Title)
	for _, t := range m.Lines {
		line(t)
	}
	for _, it := range m.Items {
		for _, t := range it.Lines {
			line(t)
		}
		out = appendButtons(out, it.Buttons, l)
	}
	out = appendButtons(out, m.Buttons, l)
	return strings.Join(out, "\n")
}

func appendButtons(out []string, buttons []Button, l Lang) []string {
	if len(buttons) == 0 {
		return out
	}
	labels := make([]string, len(buttons))
	for i, b := range buttons {
		labels[i] = "[" + b.Label.Plain(l) + "]"
	}
	return append(out, strings.Join(labels, " "))
}
