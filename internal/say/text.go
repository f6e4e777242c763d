package say

import (
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"chainlead/internal/calendar"
	"chainlead/internal/money"
)

// Lang is a language the bot speaks.
type Lang string

// The two languages. ZH is what a channel gets, and a person who hasn't chosen.
const (
	ZH Lang = "zh"
	EN Lang = "en"
)

// Kind tells what a span is.
type Kind string

// The kinds of span.
const (
	Plain    Kind = ""
	Strong   Kind = "b"
	AtPerson Kind = "p"
	InRoom   Kind = "c"
	LinkTo   Kind = "l"
)

// A Span is a run of text of one kind. ID is a person's or channel's ID, or a link's address.
type Span struct {
	Kind Kind   `json:"k,omitempty"`
	Text string `json:"t,omitempty"`
	ID   string `json:"i,omitempty"`
}

// A Text is one thing said in both languages. The zero Text says nothing.
type Text struct {
	EN []Span `json:"en,omitempty"`
	ZH []Span `json:"zh,omitempty"`
}

// T says one thing in English and Chinese. The formats take %s, %d and %[n]s; every argument becomes a
// span of its own, so a user's words can never turn into markup. Arguments are strings and integers of any
// named type, days (with their weekday), sums, spans and other Texts.
func T(en, zh string, args ...any) Text {
	return Text{EN: format(en, EN, args), ZH: format(zh, ZH, args)}
}

// Both is a word in both languages, for use as an argument.
func Both(en, zh string) Text { return Text{EN: plain(nil, en), ZH: plain(nil, zh)} }

// Words is a user's own words, the same in both languages.
func Words(s string) Text { return T("%s", "%s", s) }

// Person mentions a person by ID; name stands in where a mention can't be shown.
func Person(id, name string) Span { return Span{Kind: AtPerson, Text: clean(name), ID: id} }

// Room mentions a channel by ID.
func Room(id, name string) Span { return Span{Kind: InRoom, Text: clean(name), ID: id} }

// Link is a link with a label.
func Link(url, label string) Span { return Span{Kind: LinkTo, Text: clean(label), ID: url} }

// In returns the spans of one language.
func (t Text) In(l Lang) []Span {
	if l == EN {
		return t.EN
	}
	return t.ZH
}

// Empty reports whether nothing is said.
func (t Text) Empty() bool { return len(t.EN) == 0 && len(t.ZH) == 0 }

// Plain is the text without markup: what a screen reader or a test reads.
func (t Text) Plain(l Lang) string {
	var b strings.Builder
	for _, s := range t.In(l) {
		switch s.Kind {
		case AtPerson:
			b.WriteString("@" + s.Text)
		case InRoom:
			b.WriteString("#" + s.Text)
		default:
			b.WriteString(s.Text)
		}
	}
	return b.String()
}

// String is the Chinese plain text, for logs and failing tests.
func (t Text) String() string { return t.Plain(ZH) }

// Cat says several things without a break between them.
func Cat(texts ...Text) Text {
	var out Text
	for _, t := range texts {
		out.EN = append(out.EN, t.EN...)
		out.ZH = append(out.ZH, t.ZH...)
	}
	return out
}

// Join says several things with a separator between those that aren't empty.
func Join(en, zh string, texts ...Text) Text {
	var out Text
	for _, t := range texts {
		if t.Empty() {
			continue
		}
		if !out.Empty() {
			out = Cat(out, T(en, zh))
		}
		out = Cat(out, t)
	}
	return out
}

// Capital is a text whose English begins with a capital letter.
func Capital(t Text) Text {
	if len(t.EN) == 0 {
		return t
	}
	out := Text{EN: append([]Span(nil), t.EN...), ZH: t.ZH}
	r, n := utf8.DecodeRuneInString(out.EN[0].Text)
	out.EN[0].Text = string(unicode.ToUpper(r)) + out.EN[0].Text[n:]
	return out
}

// List joins words as a list: 甲、乙 / A, B.
func List(words ...string) Text {
	texts := make([]Text, len(words))
	for i, w := range words {
		texts[i] = Words(w)
	}
	return Join(", ", "、", texts...)
}

func format(f string, l Lang, args []any) []Span {
	var out []Span
	next := 0
	for f != "" {
		lit, verb, rest := cutVerb(f)
		out = plain(out, lit)
		f = rest
		switch {
		case verb == "":
		case verb == "%%":
			out = plain(out, "%")
		default:
			i := next
			if n, ok := argIndex(verb); ok {
				i = n - 1
			}
			next = i + 1
			if i < 0 || i >= len(args) {
				panic(fmt.Sprintf("say.T: verb %s has no argument in %q", verb, lit+verb+rest))
			}
			out = append(out, spans(args[i], l)...)
		}
	}
	return out
}

// cutVerb splits f at its first verb: %s, %d, %[n]s or %%.
func cutVerb(f string) (lit, verb, rest string) {
	i := strings.IndexByte(f, '%')
	if i < 0 {
		return f, "", ""
	}
	j := i + 1
	if j < len(f) && f[j] == '[' {
		j += strings.IndexByte(f[j:], ']') + 1
	}
	return f[:i], f[i : j+1], f[j+1:]
}

func argIndex(verb string) (int, bool) {
	open, end := strings.IndexByte(verb, '['), strings.IndexByte(verb, ']')
	if open < 0 || end < open {
		return 0, false
	}
	n, err := strconv.Atoi(verb[open+1 : end])
	return n, err == nil
}

func plain(out []Span, s string) []Span {
	if s == "" {
		return out
	}
	return append(out, Span{Text: s})
}

func spans(arg any, l Lang) []Span {
	switch a := arg.(type) {
	case Text:
		return a.In(l)
	case Span:
		return []Span{a}
	case calendar.Day:
		return Date(a).In(l)
	case money.Sum:
		if l == EN {
			return plain(nil, a.En())
		}
		return plain(nil, a.Zh())
	}
	switch v := reflect.ValueOf(arg); v.Kind() {
	case reflect.String:
		return plain(nil, clean(v.String()))
	case reflect.Int, reflect.Int64, reflect.Int32:
		return plain(nil, number(v.Int(), l))
	}
	panic(fmt.Sprintf("say.T: argument of type %T", arg))
}

// number groups thousands in English only; Chinese office prose doesn't.
func number(n int64, l Lang) string {
	s := strconv.FormatInt(n, 10)
	if l == ZH {
		return s
	}
	digits := strings.TrimPrefix(s, "-")
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	if n < 0 {
		return "-" + digits
	}
	return digits
}

// clean makes one harmless line of a user's words: control characters and bidirectional overrides go,
// a run of white space becomes one space.
func clean(s string) string {
	var b strings.Builder
	space := false
	for _, r := range strings.ToValidUTF8(s, "") {
		switch {
		case unicode.IsSpace(r):
			space = b.Len() > 0
			continue
		case unicode.IsControl(r), bidi(r):
			continue
		}
		if space {
			b.WriteByte(' ')
			space = false
		}
		b.WriteRune(r)
	}
	return b.String()
}

func bidi(r rune) bool {
	return r >= '\u202a' && r <= '\u202e' || r >= '\u2066' && r <= '\u2069' || r == '\u200e' || r == '\u200f' || r == '\ufeff'
}
