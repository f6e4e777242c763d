package workspace

import (
	"cmp"
	"encoding/base64"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
)

// Block Kit as the page's templates want it: everything looked up, chosen and named, so that they only lay it out.

// A pageBlock is a block, or a part of a rich text.
type pageBlock struct {
	Type     string
	Text     []pageSpan
	Fields   [][]pageSpan
	Elements []pageElement
	Parts    []pageBlock // of a rich text: its paragraphs; of a list: its items
	Rows     [][][]pageBlock
	Ordered  bool
	Indent   int
	Start    int
	Image    string
	Alt      string
	// of an input
	Label, Hint, Error string
	Optional           bool
}

type pageSpan struct {
	Kind, Text, Href string
	Class            string
}

// A pageElement is something to press, choose or type into.
type pageElement struct {
	Type, Name, Label, Style, URL, Placeholder string
	Value                                      string
	Options                                    []pageOption
	Many, Multiline, Decimal, Sends            bool // Sends: using it tells the app at once
	Most                                       int
	Vals                                       string
	Confirm                                    *pageConfirm
	Spans                                      []pageSpan
	Image, Alt                                 string
	InView                                     bool
}

type pageOption struct {
	Group, Value, Text, About string
	Chosen                    bool
}

type pageConfirm struct{ Title, Text, OK, Deny string }

// A builder makes page blocks for a message or a view.
type builder struct {
	visit *visit
	place map[string]string // what an action on these blocks says about where it happened
	view  *view
}

func (b *builder) blocks(blocks []object) []pageBlock {
	var out []pageBlock
	for _, x := range blocks {
		out = append(out, b.block(x))
	}
	return out
}

func (b *builder) block(o object) pageBlock {
	out := pageBlock{Type: o.str("type"), Text: b.visit.text(o.obj("text")), Alt: o.str("alt_text"), Image: o.str("image_url")}
	id := o.str("block_id")
	switch out.Type {
	case "section":
		for _, f := range o.list("fields") {
			out.Fields = append(out.Fields, b.visit.text(f))
		}
		if a := o.obj("accessory"); a != nil {
			out.Elements = append(out.Elements, b.element(id, a, true))
		}
	case "actions":
		for _, el := range o.list("elements") {
			out.Elements = append(out.Elements, b.element(id, el, true))
		}
	case "context":
		for _, el := range o.list("elements") {
			out.Elements = append(out.Elements, pageElement{Spans: b.visit.text(el), Image: el.str("image_url"), Alt: el.str("alt_text")})
		}
	case "input":
		b.input(&out, o)
	case "rich_text":
		out.Parts = b.visit.rich(o.list("elements"))
	case "markdown":
		out.Text = []pageSpan{{Text: o.str("text")}}
	case "table":
		out.Rows = b.visit.table(o)
	}
	return out
}

func (b *builder) input(out *pageBlock, o object) {
	out.Label, out.Hint, out.Optional = o.obj("label").str("text"), o.obj("hint").str("text"), o.yes("optional")
	if b.view != nil {
		out.Error = b.view.errors[o.str("block_id")]
	}
	out.Elements = []pageElement{b.element(o.str("block_id"), o.obj("element"), o.yes("dispatch_action"))}
}

func (b *builder) element(block string, el object, sends bool) pageElement {
	out := pageElement{
		Type: el.str("type"), Name: fieldName(block, el.str("action_id")), Label: el.obj("text").str("text"), Style: el.str("style"),
		URL: el.str("url"), Placeholder: el.obj("placeholder").str("text"), Multiline: el.yes("multiline"), Sends: sends,
		Decimal: el.yes("is_decimal_allowed"), Most: int(el.num("max_length")), Many: slots[el.str("type")].many, InView: b.view != nil,
		Image: el.str("image_url"), Alt: el.str("alt_text"), Confirm: b.confirm(el.obj("confirm")),
	}
	place := maps.Clone(b.place)
	place["block_id"], place["action_id"] = block, el.str("action_id")
	out.Vals = vals(place)
	b.hold(&out, block, el)
	return out
}

func (b *builder) confirm(o object) *pageConfirm {
	if o == nil {
		return nil
	}
	var text strings.Builder
	for _, s := range b.visit.text(o.obj("text")) {
		text.WriteString(s.Text)
	}
	return &pageConfirm{o.obj("title").str("text"), text.String(), o.obj("confirm").str("text"), o.obj("deny").str("text")}
}

// hold puts into an element what it holds: the text, or the options with the chosen ones marked.
func (b *builder) hold(out *pageElement, block string, el object) {
	s := slots[out.Type]
	held := el[s.initial]
	if b.view != nil {
		held = b.view.values.obj(block).obj(el.str("action_id"))[s.value]
	}
	chosen := chosenKeys(held)
	switch s.kind {
	case choice:
		out.Options = b.visit.options(el)
	case person:
		out.Options = b.visit.personOptions()
	case channelID:
		out.Options = b.visit.channelOptions()
	case seconds:
		if n, ok := held.(float64); ok {
			out.Value = time.Unix(int64(n), 0).In(b.visit.w.conf.Zone).Format("2006-01-02T15:04")
		}
	case free:
		out.Value, _ = held.(string)
	}
	for i, o := range out.Options {
		out.Options[i].Chosen = slices.Contains(chosen, o.Value)
	}
}

// chosenKeys are the values of what is chosen, be it options or IDs, one or many.
func chosenKeys(held any) []string {
	switch x := held.(type) {
	case nil:
		return nil
	case string:
		return []string{x}
	case []any:
		var out []string
		for _, one := range x {
			out = append(out, chosenKeys(one)...)
		}
		return out
	}
	return []string{asObject(held).str("value")}
}

func (v *visit) options(el object) []pageOption {
	var out []pageOption
	add := func(group string, list []object) {
		for _, o := range list {
			out = append(out, pageOption{Group: group, Value: o.str("value"), Text: o.obj("text").str("text"), About: o.obj("description").str("text")})
		}
	}
	add("", el.list("options"))
	for _, g := range el.list("option_groups") {
		add(g.obj("label").str("text"), g.list("options"))
	}
	return out
}

func (v *visit) personOptions() []pageOption {
	var out []pageOption
	for _, id := range v.w.state.people {
		if u := v.w.state.users[id]; !u.Bot && !u.Deleted {
			out = append(out, pageOption{Value: u.ID, Text: cmp.Or(u.RealName, u.Name), About: u.Title})
		}
	}
	return out
}

func (v *visit) channelOptions() []pageOption {
	var out []pageOption
	for _, id := range v.w.state.rooms {
		if r := v.w.state.channels[id]; r.With == "" && maySee(v.Who, r) {
			out = append(out, pageOption{Value: r.ID, Text: "#" + r.Name})
		}
	}
	return out
}

// text is a text object as spans.
func (v *visit) text(t object) []pageSpan {
	switch t.str("type") {
	case "plain_text":
		return []pageSpan{{Text: t.str("text")}}
	case "mrkdwn":
		return v.spans(markup(t.str("text"), false))
	}
	return nil
}

func (v *visit) spans(list []span) []pageSpan {
	out := make([]pageSpan, len(list))
	for i, s := range list {
		p := pageSpan{Text: v.w.spanText(s), Class: s.class()}
		switch s.kind {
		case spanLink:
			p.Kind, p.Href = "link", s.id
		case spanUser, spanChannel:
			p.Kind = "mention"
			if s.kind == spanUser && s.id == v.Who.ID {
				p.Class += " me"
			}
		case spanSpecial:
			if !strings.HasPrefix(s.id, "!date^") {
				p.Kind = "mention"
			}
		case spanBlock:
			p.Kind = "pre"
		}
		out[i] = p
	}
	return out
}

// class names the styles of a span.
func (s span) class() string {
	var out []string
	for _, c := range []struct {
		on   bool
		name string
	}{{s.bold, "b"}, {s.italic, "i"}, {s.strike, "s"}, {s.code, "c"}} {
		if c.on {
			out = append(out, c.name)
		}
	}
	return strings.Join(out, " ")
}

func (v *visit) rich(elements []object) []pageBlock {
	var out []pageBlock
	for _, e := range elements {
		b := pageBlock{Type: e.str("type"), Ordered: e.str("style") == "ordered", Indent: int(e.num("indent")), Start: int(e.num("offset")) + 1}
		if b.Type == "rich_text_list" {
			for _, item := range e.list("elements") {
				b.Parts = append(b.Parts, pageBlock{Text: v.spans(richSpans(item))})
			}
		} else {
			b.Text = v.spans(richSpans(e))
		}
		out = append(out, b)
	}
	return out
}

func (v *visit) table(o object) [][][]pageBlock {
	var out [][][]pageBlock
	rows, _ := o["rows"].([]any)
	for _, row := range rows {
		var cells [][]pageBlock
		for _, c := range asBlocks(row) {
			if c.str("type") == "rich_text" {
				cells = append(cells, v.rich(c.list("elements")))
			} else {
				cells = append(cells, []pageBlock{{Type: "rich_text_section", Text: []pageSpan{{Text: c.str("text")}}}})
			}
		}
		out = append(out, cells)
	}
	return out
}

// fieldName is the name of an input in a form of the page. Block and action IDs may hold anything.
func fieldName(block, action string) string {
	e := base64.RawURLEncoding
	return fmt.Sprintf("v.%s.%s", e.EncodeToString([]byte(block)), e.EncodeToString([]byte(action)))
}

func readFieldName(name string) (block, action string, ok bool) {
	parts := strings.Split(name, ".")
	if len(parts) != 3 || parts[0] != "v" {
		return "", "", false
	}
	b, err1 := base64.RawURLEncoding.DecodeString(parts[1])
	a, err2 := base64.RawURLEncoding.DecodeString(parts[2])
	return string(b), string(a), err1 == nil && err2 == nil
}
