package workspace

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

var textEscaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;")

// escapeText makes text safe inside Slack's markup.
func escapeText(s string) string { return textEscaper.Replace(s) }

var webAddress = regexp.MustCompile(`https?://[^\s<>"'，。；、（）【】《》]+`)

// escape turns typed text into Slack's markup: @people and #channels that exist become mentions, addresses links, and
// what could be taken for markup is escaped. People are found by handle or, when only one has it, by their name.
func (s *state) escape(text string) string {
	var out strings.Builder
	for text != "" {
		i := strings.IndexAny(text, "@#h")
		if i < 0 {
			break
		}
		out.WriteString(escapeText(text[:i]))
		text = text[i:]
		markup, n := s.mention(text)
		if n == 0 {
			n = 1
			markup = text[:1]
		}
		out.WriteString(markup)
		text = text[n:]
	}
	return out.String() + escapeText(text)
}

// mention reads the mention or address at the start of text and says how long it is.
func (s *state) mention(text string) (markup string, n int) {
	switch text[0] {
	case '@':
		if u, n := s.longestUser(text[1:]); u != nil {
			return "<@" + u.ID + "|" + u.Name + ">", n + 1
		}
	case '#':
		if r := s.longestRoom(text[1:]); r != nil {
			name := r.Name
			if r.Private {
				name = ""
			}
			return "<#" + r.ID + "|" + name + ">", len(r.Name) + 1
		}
	case 'h':
		if at := webAddress.FindStringIndex(text); at != nil && at[0] == 0 {
			return "<" + escapeText(text[:at[1]]) + ">", at[1]
		}
	}
	return "", 0
}

func (s *state) longestUser(text string) (*User, int) {
	var best *User
	length, same := 0, false
	for _, id := range s.people {
		u := s.users[id]
		for _, name := range []string{u.Name, u.RealName} {
			switch {
			case name == "" || len(name) < length || !startsWithName(text, name):
			case len(name) == length && u != best:
				same = true
			default:
				best, length, same = u, len(name), false
			}
		}
	}
	if same {
		return nil, 0
	}
	return best, length
}

func (s *state) longestRoom(text string) *room {
	var best *room
	for _, id := range s.rooms {
		r := s.channels[id]
		if r.With == "" && startsWithName(text, r.Name) && (best == nil || len(r.Name) > len(best.Name)) {
			best = r
		}
	}
	return best
}

// startsWithName reports whether text begins with a name that doesn't go on: a Latin name must end there, a Chinese one
// may be followed by anything, as Chinese puts no spaces.
func startsWithName(text, name string) bool {
	rest, ok := strings.CutPrefix(text, name)
	if !ok || name == "" {
		return false
	}
	last, _ := utf8.DecodeLastRuneInString(name)
	next, _ := utf8.DecodeRuneInString(rest)
	return last > unicode.MaxLatin1 || !isWord(next)
}

func isWord(r rune) bool {
	return r <= unicode.MaxLatin1 && (unicode.IsLetter(r) || unicode.IsDigit(r)) || r == '_' || r == '-'
}
