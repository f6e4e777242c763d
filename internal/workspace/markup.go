package workspace

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Slack's markup, mrkdwn, taken apart. It is what the page and the plain text are made of.

type spanKind int

const (
	spanText spanKind = iota
	spanUser
	spanChannel
	spanLink
	spanSpecial // @here, @channel, a date
	spanBlock   // preformatted text on lines of its own
)

// A span is a run of text in one style. id is a person's or channel's ID or an address.
type span struct {
	kind                       spanKind
	text, id                   string
	bold, italic, strike, code bool
}

var angle = regexp.MustCompile(`^<([^<>\n]+)>`)

// markup takes text apart. Literal text knows mentions, links and escapes, but no styles.
func markup(s string, literal bool) []span {
	p := &parser{literal: literal}
	for i := 0; i < len(s); {
		i += p.step(s, i)
	}
	p.flush()
	return p.out
}

type parser struct {
	literal bool
	style   span
	buf     strings.Builder
	out     []span
}

func (p *parser) flush() {
	if p.buf.Len() > 0 {
		s := p.style
		s.text = unescape(p.buf.String())
		p.out = append(p.out, s)
		p.buf.Reset()
	}
}

func (p *parser) add(s span) {
	p.flush()
	s.bold, s.italic, s.strike = p.style.bold, p.style.italic, p.style.strike
	p.out = append(p.out, s)
}

// step reads what stands at s[i:] and says how long it was.
func (p *parser) step(s string, i int) int {
	switch c := s[i]; {
	case c == '<':
		if m := angle.FindStringSubmatch(s[i:]); m != nil {
			p.add(special(m[1]))
			return len(m[0])
		}
	case p.literal:
	case c == '`':
		if n := p.codeAt(s, i); n > 0 {
			return n
		}
	case c == '*' || c == '_' || c == '~':
		if p.toggle(s, i) {
			return 1
		}
	}
	p.buf.WriteByte(s[i])
	return 1
}

func (p *parser) codeAt(s string, i int) int {
	mark, span := "`", span{code: true}
	if strings.HasPrefix(s[i:], "```") {
		mark, span.kind = "```", spanBlock
	}
	rest := s[i+len(mark):]
	end := strings.Index(rest, mark)
	if end <= 0 || mark == "`" && (strings.Contains(rest[:end], "\n") || !edgeBefore(s, i)) {
		return 0
	}
	span.text = unescape(strings.Trim(rest[:end], "\n"))
	p.add(span)
	return end + 2*len(mark)
}

// toggle begins or ends a style where a mark may: at the edge of a word. Chinese characters count as word characters,
// so 这是*粗体*文字 keeps its asterisks, as it does in Slack.
func (p *parser) toggle(s string, i int) bool {
	on := map[byte]*bool{'*': &p.style.bold, '_': &p.style.italic, '~': &p.style.strike}[s[i]]
	switch {
	case *on && edgeAfter(s, i) && !spaceBefore(s, i):
	case !*on && edgeBefore(s, i) && !spaceAfter(s, i) && closes(s, i):
	default:
		return false
	}
	p.flush()
	*on = !*on
	return true
}

// closes reports whether a mark that could begin at i also ends, on the same line.
func closes(s string, i int) bool {
	for j := i + 2; j < len(s) && s[j] != '\n'; j++ {
		if s[j] == s[i] && edgeAfter(s, j) && !spaceBefore(s, j) {
			return true
		}
	}
	return false
}

func edgeBefore(s string, i int) bool {
	r, n := utf8.DecodeLastRuneInString(s[:i])
	return n == 0 || !wordLike(r)
}

func edgeAfter(s string, i int) bool {
	r, n := utf8.DecodeRuneInString(s[i+1:])
	return n == 0 || !wordLike(r)
}

func spaceBefore(s string, i int) bool {
	r, n := utf8.DecodeLastRuneInString(s[:i])
	return n == 0 || unicode.IsSpace(r)
}

func spaceAfter(s string, i int) bool {
	r, n := utf8.DecodeRuneInString(s[i+1:])
	return n == 0 || unicode.IsSpace(r)
}

// wordLike is everything next to which a mark does nothing: letters, digits, and full-width punctuation.
func wordLike(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || r > 0x2FFF && !unicode.IsSpace(r)
}

// special reads what stands between angle brackets.
func special(in string) span {
	body, label, _ := strings.Cut(in, "|")
	label = unescape(label)
	switch {
	case strings.HasPrefix(body, "@"):
		return span{kind: spanUser, id: body[1:], text: label}
	case strings.HasPrefix(body, "#"):
		return span{kind: spanChannel, id: body[1:], text: label}
	case strings.HasPrefix(body, "!date^"):
		return span{kind: spanSpecial, id: body, text: label}
	case strings.HasPrefix(body, "!"):
		name, _, _ := strings.Cut(body[1:], "^")
		return span{kind: spanSpecial, id: body, text: "@" + name}
	}
	url := unescape(body)
	if label == "" {
		label = url
	}
	return span{kind: spanLink, id: url, text: label}
}

var textUnescaper = strings.NewReplacer("&lt;", "<", "&gt;", ">", "&amp;", "&")

func unescape(s string) string { return textUnescaper.Replace(s) }
