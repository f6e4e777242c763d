package names

import (
	_ "embed"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// traditional holds one pair of characters a line: the traditional one and its first simplified form.
//
//go:embed data/traditional.txt
var traditionalData string

var simplified = sync.OnceValue(func() map[rune]rune {
	m := map[rune]rune{}
	for line := range strings.Lines(traditionalData) {
		if r := []rune(strings.TrimSpace(line)); len(r) == 2 {
			m[r[0]] = r[1]
		}
	}
	return m
})

// Fold brings a name to the form in which names are compared: narrow, lower case, simplified, without white space, control characters
// and bidirectional marks.
func Fold(s string) string {
	out := make([]rune, 0, len(s))
	for _, r := range s {
		out = appendFolded(out, r)
	}
	return string(out)
}

// appendFolded appends what becomes of a character: mostly one other, nothing of a space, three of ㈱.
func appendFolded(out []rune, r rune) []rune {
	switch {
	case r <= ' ' || r == 0x7f || r == utf8.RuneError:
		return out
	case r < 0x80:
		return append(out, unicode.ToLower(r))
	case r >= 0x4e00 && r <= 0x9fff: // has no compatibility form
		return append(out, simplify(r))
	}
	for _, c := range norm.NFKC.String(string(r)) {
		if unicode.IsSpace(c) || unicode.IsControl(c) || unicode.Is(unicode.Cf, c) {
			continue
		}
		out = append(out, unicode.ToLower(simplify(c)))
	}
	return out
}

func simplify(r rune) rune {
	if to, ok := simplified()[r]; ok {
		return to
	}
	return r
}
