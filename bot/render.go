package main

import (
	"encoding/json"
	"regexp"
	"slices"
	"sort"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/slackutilsx"

	"chainlead/internal/say"
)

// Slack's limits, with room left: it says neither whether it counts characters or bytes nor what a block costs beyond its text.
const (
	maxBlocks  = 50
	maxActions = 25       // buttons in a row
	maxLabel   = 75       // characters of a button
	maxCommand = 2000     // characters of a button's value
	maxURL     = 3000     // characters of a link
	maxText    = 3900     // characters of the plain text; chat.update refuses 4,000
	maxPosted  = 8000     // characters in a posted message's blocks together
	maxAck     = 16 << 10 // bytes; Slack drops acknowledgements of 20 KB without a word
)

// A page is a message ready for Slack: blocks, and the same in plain text for notifications, screen readers and
// clients that can't show the blocks.
type page struct {
	Text   string
	Blocks []slack.Block
}

// posted renders a message that goes out by chat.postMessage.
func posted(m say.Message, l say.Lang) page {
	return fit(m, l, func(p page) bool { return len(p.Blocks) <= maxBlocks && length(p.Blocks) <= maxPosted })
}

// private renders a message that one person sees in place of, or beside, what they typed or pressed.
func private(m say.Message, l say.Lang) *slack.WebhookMessage {
	p := fit(m, l, func(p page) bool { return len(p.Blocks) <= maxBlocks && size(webhook(p)) <= maxAck })
	return webhook(p)
}

func webhook(p page) *slack.WebhookMessage {
	no := false
	return &slack.WebhookMessage{
		ResponseType: slack.ResponseTypeEphemeral,
		Text:         p.Text,
		Blocks:       &slack.Blocks{BlockSet: p.Blocks},
		UnfurlLinks:  &no,
		UnfurlMedia:  &no,
	}
}

// draw renders a message whole, whatever its length.
func draw(m say.Message, l say.Lang) page { return page{Text: plain(m, l), Blocks: blocks(m, l)} }

// fit renders as much of a message as is accepted, and says how much is left out.
func fit(m say.Message, l say.Lang, accepted func(page) bool) page {
	if p := draw(m, l); accepted(p) {
		return p
	}
	pieces := len(m.Lines) + len(m.Items)
	over := sort.Search(pieces, func(n int) bool { return !accepted(draw(cut(m, n), l)) })
	if over > 0 {
		return draw(cut(m, over-1), l)
	}
	short := say.Words(clip(m.Title.Plain(l), maxText/4))
	return draw(say.Message{Title: short}, l)
}

// cut keeps the first n lines and items of a message and its buttons.
func cut(m say.Message, n int) say.Message {
	lines := min(n, len(m.Lines))
	left := len(m.Lines) - lines
	items := m.Items[:n-lines]
	for _, it := range m.Items[len(items):] {
		if it.About != "" {
			left++
		}
	}
	more := say.Item{Lines: []say.Text{say.T("and %d more", "另有%d条", max(left, 1))}}
	m.Lines, m.Items = m.Lines[:lines], append(slices.Clone(items), more)
	return m
}

// blocks renders a message as rich text, which holds a user's words as plain data, and rows of buttons. An item without a record
// of its own opens a paragraph; items follow it line by line.
func blocks(m say.Message, l say.Lang) []slack.Block {
	w := writer{lang: l}
	w.lines(m.Title)
	w.lines(m.Lines...)
	for i, it := range m.Items {
		if it.About == "" || i == 0 {
			w.paragraph()
		}
		w.lines(it.Lines...)
		w.buttons(it.Buttons)
	}
	w.buttons(m.Buttons)
	w.paragraph()
	return w.blocks
}

// A writer collects lines into paragraphs and paragraphs into blocks.
type writer struct {
	lang   say.Lang
	blocks []slack.Block
	open   []slack.RichTextSectionElement
	button int
}

func (w *writer) lines(texts ...say.Text) {
	for _, t := range texts {
		els := elements(t.In(w.lang))
		if len(els) == 0 {
			continue
		}
		if len(w.open) > 0 {
			w.open = append(w.open, slack.NewRichTextSectionTextElement("\n", nil))
		}
		w.open = append(w.open, els...)
	}
}

func (w *writer) paragraph() {
	if len(w.open) > 0 {
		w.blocks = append(w.blocks, slack.NewRichTextBlock("", slack.NewRichTextSection(w.open...)))
		w.open = nil
	}
}

func (w *writer) buttons(bs []say.Button) {
	if len(bs) > 0 {
		w.paragraph()
	}
	for row := range slices.Chunk(bs, maxActions) {
		var els []slack.BlockElement
		for _, b := range row {
			els = append(els, w.press(b))
		}
		w.blocks = append(w.blocks, slack.NewActionBlock("", els...))
	}
}

// press is one button. Its action_id need only differ from the others'; its value is the command it stands for.
func (w *writer) press(b say.Button) *slack.ButtonBlockElement {
	w.button++
	return slack.NewButtonBlockElement("b"+strconv.Itoa(w.button), clip(b.Command, maxCommand), label(b.Label, w.lang, maxLabel))
}

// elements renders spans; plain ones that touch become one.
func elements(spans []say.Span) []slack.RichTextSectionElement {
	var els []slack.RichTextSectionElement
	var run strings.Builder
	flush := func() {
		if run.Len() > 0 {
			els = append(els, slack.NewRichTextSectionTextElement(run.String(), nil))
			run.Reset()
		}
	}
	for _, s := range spans {
		if e := element(s); e != nil {
			flush()
			els = append(els, e)
			continue
		}
		run.WriteString(shown(s))
	}
	flush()
	return els
}

// element is the span's own kind of rich text; nil for one that is shown as text.
func element(s say.Span) slack.RichTextSectionElement {
	switch {
	case s.Kind == say.AtPerson && isPerson.MatchString(s.ID):
		return slack.NewRichTextSectionUserElement(s.ID, nil)
	case s.Kind == say.InRoom && isRoom.MatchString(s.ID):
		return slack.NewRichTextSectionChannelElement(s.ID, nil)
	case s.Kind == say.LinkTo && len(s.ID) <= maxURL && isLink.MatchString(s.ID):
		return slack.NewRichTextSectionLinkElement(s.ID, shown(s), nil)
	case s.Kind == say.Strong && s.Text != "":
		return slack.NewRichTextSectionTextElement(s.Text, &slack.RichTextSectionTextStyle{Bold: true})
	}
	return nil
}

// IDs and addresses that may stand in markup; anything else is shown as text.
var (
	isPerson = regexp.MustCompile(`^[UW][A-Za-z0-9_-]+$`)
	isRoom   = regexp.MustCompile(`^[CGD][A-Za-z0-9_-]+$`)
	isLink   = regexp.MustCompile(`^https?://[^\s<>|"]+$`)
)

// shown is a span as text.
func shown(s say.Span) string {
	switch s.Kind {
	case say.AtPerson:
		return "@" + s.Text
	case say.InRoom:
		return "#" + s.Text
	case say.LinkTo:
		if s.Text == "" {
			return s.ID
		}
	}
	return s.Text
}

// plain is the message as the text beside its blocks: every line of it, escaped, so that nothing in it but our own mentions
// can act as markup.
func plain(m say.Message, l say.Lang) string {
	var lines []string
	add := func(texts ...say.Text) {
		for _, t := range texts {
			if s := markup(t.In(l)); s != "" {
				lines = append(lines, s)
			}
		}
	}
	add(m.Title)
	add(m.Lines...)
	for _, it := range m.Items {
		add(it.Lines...)
	}
	return clipMarkup(strings.Join(lines, "\n"), maxText)
}

func markup(spans []say.Span) string {
	var b strings.Builder
	for _, s := range spans {
		switch {
		case s.Kind == say.AtPerson && isPerson.MatchString(s.ID):
			b.WriteString("<@" + s.ID + ">")
		case s.Kind == say.InRoom && isRoom.MatchString(s.ID):
			b.WriteString("<#" + s.ID + ">")
		default:
			b.WriteString(slackutilsx.EscapeMessage(shown(s)))
		}
	}
	return b.String()
}

// label is plain text of at most n characters.
func label(t say.Text, l say.Lang, n int) *slack.TextBlockObject { return labelled(t.Plain(l), n) }

func labelled(s string, n int) *slack.TextBlockObject {
	if s == "" {
		s = "…" // Slack refuses empty text
	}
	return &slack.TextBlockObject{Type: slack.PlainTextType, Text: clip(s, n)}
}

// clip shortens s to n characters, the last of which then is an ellipsis.
func clip(s string, n int) string {
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	return string([]rune(s)[:n-1]) + "…"
}

// clipMarkup is clip for escaped text: it cuts neither an entity nor a mention in two.
func clipMarkup(s string, n int) string {
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	s = string([]rune(s)[:n-1])
	if i := strings.LastIndexAny(s, "<>"); i >= 0 && s[i] == '<' {
		s = s[:i]
	}
	if i := strings.LastIndexAny(s, "&;"); i >= 0 && s[i] == '&' {
		s = s[:i]
	}
	return s + "…"
}

// length is what Slack's limit on a whole message counts, as far as is known: the characters in its blocks.
func length(bs []slack.Block) int {
	n := 0
	for _, b := range bs {
		switch b := b.(type) {
		case *slack.RichTextBlock:
			n += utf8.RuneCountInString(textOf(b))
		case *slack.ActionBlock:
			for _, e := range b.Elements.ElementSet {
				n += utf8.RuneCountInString(e.(*slack.ButtonBlockElement).Text.Text)
			}
		}
	}
	return n
}

// textOf is what a paragraph reads like, IDs in place of names.
func textOf(b *slack.RichTextBlock) string {
	var s strings.Builder
	for _, e := range b.Elements {
		for _, x := range e.(*slack.RichTextSection).Elements {
			switch x := x.(type) {
			case *slack.RichTextSectionTextElement:
				s.WriteString(x.Text)
			case *slack.RichTextSectionUserElement:
				s.WriteString("@" + x.UserID)
			case *slack.RichTextSectionChannelElement:
				s.WriteString("#" + x.ChannelID)
			case *slack.RichTextSectionLinkElement:
				s.WriteString(x.Text + x.URL)
			}
		}
	}
	return s.String()
}

// size is how long v is on the wire.
func size(v any) int {
	raw, err := json.Marshal(v)
	if err != nil {
		panic("bot: a message that can't be encoded: " + err.Error()) // blocks of our own making
	}
	return len(raw)
}
