package names

import (
	_ "embed"
	"strings"
	"sync"
	"unicode"

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
	var b strings.Builder
	for _, r := range s {
		foldRune(&b, r)
	}
	return b.String()
}

func foldRune(b *strings.Builder, r rune) {
	if r < 0x80 && r > ' ' {
		b.WriteRune(unicode.ToLower(r))
		return
	}
	for _, c := range norm.NFKC.String(string(r)) {
		if unicode.IsSpace(c) || unicode.IsControl(c) || unicode.Is(unicode.Cf, c) {
			continue
		}
		if to, ok := simplified()[c]; ok {
			c = to
		}
		b.WriteRune(unicode.ToLower(c))
	}
}

// folded is a text in folded form that still knows where each of its runes stood.
type folded struct {
	runes []rune
	start []int // byte offset in the original of each rune, and of the end
}

func foldText(s string) folded {
	f := folded{runes: make([]rune, 0, len(s)), start: make([]int, 0, len(s)+1)}
	var b strings.Builder
	for i, r := range s {
		b.Reset()
		foldRune(&b, r)
		for _, c := range b.String() {
			f.runes = append(f.runes, c)
			f.start = append(f.start, i)
		}
	}
	f.start = append(f.start, len(s))
	return f
}
