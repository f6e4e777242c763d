package workspace

import (
	"fmt"
	"strings"
)

// What a message or a view says, as text: everything that can be read, in reading order, one thing a line. A button is
// its label in brackets; buttons side by side share a line. The caller holds mu in all of these.

func (w *Workspace) plainMessage(m *message) string {
	if len(m.Blocks) == 0 {
		return w.plainSpans(markup(m.Text, false))
	}
	return w.plainBlocks(m.Blocks, nil)
}

func (w *Workspace) plainView(v *view) string {
	var parts []string
	for _, k := range []string{"title"} {
		parts = append(parts, v.body.obj(k).str("text"))
	}
	parts = append(parts, w.plainBlocks(v.body.list("blocks"), v))
	for _, k := range []string{"submit", "close"} {
		if t := v.body.obj(k).str("text"); t != "" {
			parts = append(parts, "["+t+"]")
		}
	}
	return lines(parts...)
}

// plainBlocks is the text of blocks; for a view, with what its inputs hold.
func (w *Workspace) plainBlocks(blocks []object, v *view) string {
	var parts []string
	for _, b := range blocks {
		parts = append(parts, w.plainBlock(b, v))
	}
	return lines(parts...)
}

// lines joins what isn't empty.
func lines(parts ...string) string {
	var out []string
	for _, p := range parts {
		if p != "" {
			out = append(out, p)
		}
	}
	return strings.Join(out, "\n")
}

func (w *Workspace) plainBlock(b object, v *view) string {
	switch b.str("type") {
	case "header":
		return w.plainText(b.obj("text"))
	case "section":
		parts := []string{w.plainText(b.obj("text"))}
		for _, f := range b.list("fields") {
			parts = append(parts, w.plainText(f))
		}
		return lines(append(parts, w.plainElement(b.str("block_id"), b.obj("accessory"), v))...)
	case "context":
		var parts []string
		for _, el := range b.list("elements") {
			parts = append(parts, w.plainText(el)+el.str("alt_text"))
		}
		return strings.Join(parts, " ")
	case "actions":
		var parts []string
		for _, el := range b.list("elements") {
			parts = append(parts, w.plainElement(b.str("block_id"), el, v))
		}
		return strings.Join(parts, " ")
	case "input":
		return w.plainInput(b, v)
	case "rich_text":
		return w.plainRich(b.list("elements"))
	case "image":
		return lines(w.plainText(b.obj("title")), b.str("alt_text"))
	case "markdown":
		return b.str("text")
	case "table":
		return w.plainTable(b)
	}
	return ""
}

func (w *Workspace) plainInput(b object, v *view) string {
	label := b.obj("label").str("text")
	if b.yes("optional") {
		label += " (optional)"
	}
	problem := ""
	if v != nil && v.errors[b.str("block_id")] != "" {
		problem = "! " + v.errors[b.str("block_id")]
	}
	return lines(label+": "+w.plainElement(b.str("block_id"), b.obj("element"), v), w.plainText(b.obj("hint")), problem)
}

func (w *Workspace) plainTable(b object) string {
	var out []string
	rows, _ := b["rows"].([]any)
	for _, row := range rows {
		var cells []string
		for _, cell := range asBlocks(row) {
			if cell.str("type") == "rich_text" {
				cells = append(cells, w.plainRich(cell.list("elements")))
			} else {
				cells = append(cells, cell.str("text"))
			}
		}
		out = append(out, strings.Join(cells, " | "))
	}
	return strings.Join(out, "\n")
}

func (w *Workspace) plainText(t object) string {
	switch t.str("type") {
	case "plain_text":
		return t.str("text")
	case "mrkdwn":
		return w.plainSpans(markup(t.str("text"), false))
	}
	return ""
}

// plainElement is an element by what can be read on it: its label, what it holds, or its placeholder.
func (w *Workspace) plainElement(block string, el object, v *view) string {
	if el == nil || el.str("type") == "image" {
		return el.str("alt_text")
	}
	if el.str("type") == "button" {
		return "[" + el.obj("text").str("text") + "]"
	}
	held := el[slots[el.str("type")].initial]
	if v != nil {
		held = v.values.obj(block).obj(el.str("action_id"))[slots[el.str("type")].value]
	}
	if s := w.plainHeld(el, held); s != "" {
		return "[" + s + "]"
	}
	return "[" + el.obj("placeholder").str("text") + "]"
}

func (w *Workspace) plainHeld(el object, held any) string {
	if list, ok := held.([]any); ok {
		var parts []string
		for _, x := range list {
			parts = append(parts, w.plainHeld(el, x))
		}
		return strings.Join(parts, ", ")
	}
	switch {
	case held == nil:
		return ""
	case slots[el.str("type")].kind == choice:
		return asObject(held).obj("text").str("text")
	case slots[el.str("type")].kind == person:
		return "@" + w.state.personName(fmt.Sprint(held))
	case slots[el.str("type")].kind == channelID:
		return w.channelName(fmt.Sprint(held))
	case slots[el.str("type")].kind == seconds:
		n, _ := held.(float64)
		return w.dateText(int64(n), "{date_num} {time}")
	}
	return fmt.Sprint(held)
}

func (w *Workspace) channelName(id string) string {
	if r := w.state.channels[id]; r != nil && r.With == "" {
		return "#" + r.Name
	}
	return id
}

func (w *Workspace) plainSpans(spans []span) string {
	var b strings.Builder
	for _, s := range spans {
		b.WriteString(w.spanText(s))
	}
	return b.String()
}

// spanText is what a span shows.
func (w *Workspace) spanText(s span) string {
	switch {
	case s.kind == spanUser:
		return "@" + w.state.personName(s.id)
	case s.kind == spanChannel:
		return w.channelName(s.id)
	case s.kind == spanSpecial && strings.HasPrefix(s.id, "!date^"):
		return w.dateSpan(s)
	}
	return s.text
}

// plainRich is the text of rich text: paragraphs, lists with their marks, quotations with theirs.
func (w *Workspace) plainRich(elements []object) string {
	var parts []string
	for _, e := range elements {
		switch e.str("type") {
		case "rich_text_list":
			parts = append(parts, w.plainList(e))
		case "rich_text_quote":
			text := w.plainSpans(richSpans(e))
			parts = append(parts, "> "+strings.ReplaceAll(text, "\n", "\n> "))
		default:
			parts = append(parts, strings.Trim(w.plainSpans(richSpans(e)), "\n"))
		}
	}
	return lines(parts...)
}

func (w *Workspace) plainList(e object) string {
	var out []string
	for i, item := range e.list("elements") {
		mark := "• "
		if e.str("style") == "ordered" {
			mark = fmt.Sprintf("%d. ", i+1+int(e.num("offset")))
		}
		out = append(out, strings.Repeat("  ", int(e.num("indent")))+mark+w.plainSpans(richSpans(item)))
	}
	return strings.Join(out, "\n")
}
