package money

import (
	"strings"
	"unicode"
)

// A text is a line folded for reading: half-width, lower case, with simplified and everyday numerals. One rune of it is one rune of the line.
type text struct {
	line string
	r    []rune
	at   []int // byte offset in the line of each rune, and of the end
}

// plain maps the characters of numbers and currencies to the form that the words of this package are in.
var plain = func() map[rune]rune {
	m := map[rune]rune{'￥': '¥', '￡': '£', '￦': '₩', '　': ' ', '\u00a0': ' ', '～': '~'}
	from := []rune("億萬兩圓幣歐韓鎊點餘個幾來塊錢臺數約過將導壹贰貳叁肆伍陆陸柒捌玖拾佰仟圆〇")
	to := []rune("亿万两元币欧韩镑点余个几来块钱台数约过将导一二二三四五六六七八九十百千元零")
	for i, r := range from {
		m[r] = to[i]
	}
	return m
}()

func fold(line string) text {
	t := text{line: line, r: make([]rune, 0, len(line)), at: make([]int, 0, len(line)+1)}
	for i, r := range line {
		t.at = append(t.at, i)
		if to, ok := plain[r]; ok {
			r = to
		} else if r >= '！' && r <= '～' && r != '，' {
			r -= '！' - '!'
		}
		t.r = append(t.r, unicode.ToLower(r))
	}
	t.at = append(t.at, len(line))
	t.narrowCommas()
	return t
}

// narrowCommas makes a full-width comma between full-width digits (１，９１４) a thousands separator. Elsewhere it ends a clause: 5人，200万.
func (t *text) narrowCommas() {
	wide := func(i int) bool { return i >= 0 && i < len(t.r) && isDigit(t.r[i]) && t.at[i+1]-t.at[i] > 1 }
	for i, r := range t.r {
		if r == '，' && wide(i-1) && wide(i+1) {
			t.r[i] = ','
		}
	}
}

// rune is the rune at i; 0 outside the text.
func (t text) rune(i int) rune {
	if i < 0 || i >= len(t.r) {
		return 0
	}
	return t.r[i]
}

// has reports whether a word stands at i.
func (t text) has(i int, word string) bool {
	for _, c := range word {
		if t.rune(i) != c {
			return false
		}
		i++
	}
	return true
}

// in reports whether the rune at i is one of several.
func (t text) in(i int, several string) bool {
	r := t.rune(i)
	return r != 0 && strings.ContainsRune(several, r)
}

// blanks is where the spaces at i end.
func (t text) blanks(i int) int {
	for t.in(i, " \t") {
		i++
	}
	return i
}

// back is where the spaces before i begin.
func (t text) back(i int) int {
	for t.in(i-1, " \t") {
		i--
	}
	return i
}

// torn reports whether i lies inside a word of Latin letters.
func (t text) torn(i int) bool { return isLetter(t.rune(i-1)) && isLetter(t.rune(i)) }

func isLetter(r rune) bool { return r >= 'a' && r <= 'z' }
func isDigit(r rune) bool  { return r >= '0' && r <= '9' }
func isHan(r rune) bool    { return unicode.Is(unicode.Han, r) }
