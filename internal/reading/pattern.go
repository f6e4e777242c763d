package reading

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// A pattern is a small template for words with numbers in them, so that a rule can be read aloud:
//
//	{y}年{m}月{d}(日|号|)    2022年11月8日, 22年11月8号
//	下周{w}前               下周五前
//	{n}(个工作日|工作日)内    3个工作日内, 三个工作日内
//
// {n} is a whole number in digits or characters, {m} and {d} a month and a day, {y} a year, {w} a weekday; {W}, {M}, {o} the same in English. (a|b|) is one of several
// words, the longest that leads on; a space is one or more spaces. A letter may not follow a pattern that ends in one.
type pattern struct{ elems []elem }

// An elem is one piece of a pattern: a hole for a number, or one of some words.
type elem struct {
	hole  byte // n, m, d, y, w, W, M, o, or 0
	words []string
}

// A match is where a pattern matched and what its holes held, in order.
type match struct {
	from, to int
	text     string
	holes    [4]int
	n        int
}

// compile reads a template. A bad one panics at start, which the tests see.
func compile(t string) pattern {
	var p pattern
	for t != "" {
		var e elem
		e, t = nextElem(t)
		p.elems = append(p.elems, e)
	}
	return p
}

// aNumber stands for any digit, in digits or characters, in what a pattern may begin with; aLetter for any letter.
const (
	aNumber rune = -1
	aLetter rune = -2
)

// firsts are the runes that the pattern may begin with.
func (p pattern) firsts() []rune {
	var out []rune
	for _, e := range p.elems {
		switch e.hole {
		case 0:
		case 'W', 'M':
			return append(out, aLetter)
		case 'w':
			for r := range weekdays {
				out = append(out, r)
			}
			return out
		default:
			return append(out, aNumber)
		}
		optional := false
		for _, w := range e.words {
			if r, n := utf8.DecodeRuneInString(w); n > 0 {
				out = append(out, r)
			} else {
				optional = true
			}
		}
		if !optional {
			return out
		}
	}
	return out
}

// key is what a text that goes on with r may begin with, besides r itself.
func key(r rune) rune {
	switch {
	case digit(r) || chineseDigitOrTen(r):
		return aNumber
	case letter(r):
		return aLetter
	}
	return r
}

// nextElem splits the first element off a template.
func nextElem(t string) (elem, string) {
	switch t[0] {
	case '{':
		return elem{hole: t[1]}, t[3:]
	case '(':
		end := strings.IndexByte(t, ')')
		words := strings.Split(t[1:end], "|")
		slices.SortStableFunc(words, func(a, b string) int { return len(b) - len(a) })
		return elem{words: words}, t[end+1:]
	}
	end := strings.IndexAny(t, "{(")
	if end < 0 {
		end = len(t)
	}
	return elem{words: []string{t[:end]}}, t[end:]
}

// at matches the pattern in s from i on.
func (p pattern) at(s string, i int) (match, bool) {
	m := match{from: i}
	end, ok := p.walk(s, i, 0, &m)
	if !ok || torn(s, end) {
		return m, false
	}
	m.to, m.text = end, s[i:end]
	return m, true
}

// torn tells whether position i is inside a word of letters.
func torn(s string, i int) bool {
	if i == 0 || i >= len(s) {
		return false
	}
	return asciiLetter(s[i-1]) && asciiLetter(s[i])
}

func asciiLetter(b byte) bool { return 'a' <= b && b <= 'z' }

func (p pattern) walk(s string, i, k int, m *match) (int, bool) {
	if k == len(p.elems) {
		return i, true
	}
	e := p.elems[k]
	if e.hole != 0 {
		return p.hole(s, i, k, m)
	}
	for _, w := range e.words {
		if end, ok := literal(s, i, w); ok {
			if end, ok := p.walk(s, end, k+1, m); ok {
				return end, true
			}
		}
	}
	return 0, false
}

func (p pattern) hole(s string, i, k int, m *match) (int, bool) {
	v, end, ok := readHole(p.elems[k].hole, s, i)
	if !ok || m.n == len(m.holes) {
		return 0, false
	}
	m.holes[m.n] = v
	m.n++
	if end, ok := p.walk(s, end, k+1, m); ok {
		return end, true
	}
	m.n--
	return 0, false
}

// literal matches the word w in s from i on; a space in w stands for one or more.
func literal(s string, i int, w string) (int, bool) {
	if !strings.Contains(w, " ") {
		return i + len(w), strings.HasPrefix(s[i:], w)
	}
	for k := range len(w) {
		if w[k] != ' ' {
			if i >= len(s) || s[i] != w[k] {
				return 0, false
			}
			i++
			continue
		}
		start := i
		for i < len(s) && s[i] == ' ' {
			i++
		}
		if i == start {
			return 0, false
		}
	}
	return i, true
}

// readHole reads what a hole of the given kind stands for.
func readHole(kind byte, s string, i int) (v, end int, ok bool) {
	switch kind {
	case 'w':
		return weekdayAt(s, i)
	case 'y':
		return yearAt(s, i)
	case 'W':
		return nameAt(englishWeekdays, s, i)
	case 'M':
		return nameAt(englishMonths, s, i)
	case 'o':
		return ordinalAt(s, i)
	}
	v, end, ok = numberAt(s, i)
	if !ok {
		return 0, 0, false
	}
	if kind == 'm' && (v < 1 || v > 12) || kind == 'd' && (v < 1 || v > 99) {
		return 0, 0, false
	}
	return v, end, true
}
