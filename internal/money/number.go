package money

import (
	"math/big"
	"strings"
)

// A number is what is counted in 亿, 万 or yuan: 1,914.8, 三千五百, 三点五, 半. Its high end is nil but for 七八.
type number struct {
	low, high *big.Rat
	end       int
	whole     bool // without a fraction, so that 十二亿 may go on with 五千万
	bare      bool // a single Chinese numeral or 十: 三元 is a material, no price
}

// longest is how many characters of a number are read; the largest sum has fewer.
const longest = 24

// number reads the number at i.
func (t text) number(i int) (number, bool) {
	switch r := t.rune(i); {
	case isDigit(r), r == '.' && isDigit(t.rune(i+1)):
		return t.digits(i)
	case r == '半' && (t.has(i, "半个亿") || t.has(i, "半亿")):
		return number{low: big.NewRat(1, 2), end: i + 1}, true
	case hanDigit[r] > 0 || r == '十':
		return t.hanNumber(i)
	}
	return number{}, false
}

// digits reads 1,914.8.
func (t text) digits(i int) (number, bool) {
	var b strings.Builder
	b.WriteByte('0') // .5 is 0.5
	for ; ; i++ {
		switch r := t.rune(i); {
		case isDigit(r), r == '.' && isDigit(t.rune(i+1)) && !strings.Contains(b.String(), "."):
			b.WriteRune(r)
		case r == ',' && isDigit(t.rune(i+1)) && isDigit(t.rune(i+2)) && isDigit(t.rune(i+3)) && !isDigit(t.rune(i+4)):
		default:
			v, ok := new(big.Rat).SetString(b.String())
			return number{low: v, end: i, whole: ok && v.IsInt()}, ok && b.Len() <= longest
		}
	}
}

var hanDigit = map[rune]int64{'零': 0, '一': 1, '二': 2, '两': 2, '三': 3, '四': 4, '五': 5, '六': 6, '七': 7, '八': 8, '九': 9}
var hanUnit = map[rune]int64{'十': 10, '百': 100, '千': 1000}

func isHanDigit(r rune) bool { _, ok := hanDigit[r]; return ok }

// hanNumber reads 三千五百, 十二, 三千五 (which is 3500), 七八 (7 to 8) and 三点五.
func (t text) hanNumber(i int) (number, bool) {
	var c counting
	start := i
	for ; c.take(t.rune(i)); i++ {
	}
	n := number{end: i, whole: true, bare: i-start == 1}
	low, high, ok := c.total()
	n.low = new(big.Rat).SetInt64(low)
	if high != low {
		n.high = new(big.Rat).SetInt64(high)
	}
	if ok && t.rune(i) == '点' && isHanDigit(t.rune(i+1)) {
		n.end, n.whole, n.bare = t.decimals(i+1, n.low), false, false
	}
	return n, ok && n.end-start <= longest
}

// decimals adds the digits behind 点 to v, and is where they end.
func (t text) decimals(i int, v *big.Rat) int {
	for place := big.NewRat(1, 10); isHanDigit(t.rune(i)); i++ {
		v.Add(v, new(big.Rat).Mul(place, new(big.Rat).SetInt64(hanDigit[t.rune(i)])))
		place.Mul(place, big.NewRat(1, 10))
	}
	return i
}

// counting adds up a Chinese number, numeral by numeral.
type counting struct {
	sum    [2]int64 // from, to
	digit  [2]int64 // not yet multiplied by a unit
	digits int      // how many numerals stand side by side: 七八
	unit   int64    // the last unit, 0 after 零
	wrong  bool
	any    bool
}

// take counts one more character; false if it is no part of a number.
func (c *counting) take(r rune) bool {
	d, isDigit := hanDigit[r]
	u := hanUnit[r]
	switch {
	case isDigit && d == 0:
		c.wrong = c.wrong || c.digits > 0
		c.unit = 0
	case isDigit:
		c.add(d)
	case u > 0:
		c.multiply(u)
	default:
		return false
	}
	c.any = true
	return true
}

// add notes a numeral. Two side by side are a range if the second is the next, and so is 三五.
func (c *counting) add(d int64) {
	c.digits++
	switch {
	case c.digits == 1:
		c.digit = [2]int64{d, d}
	case c.digits == 2 && (d == c.digit[0]+1 || d == 5 && c.digit[0] == 3):
		c.digit[1] = d
	default:
		c.wrong = true
	}
}

// multiply ends the numerals so far with 十, 百 or 千. Only 十 may stand by itself.
func (c *counting) multiply(u int64) {
	if c.digits == 0 {
		c.digit = [2]int64{1, 1}
		c.wrong = c.wrong || u != 10
	}
	c.wrong = c.wrong || c.unit > 0 && u >= c.unit
	for i := range c.sum {
		c.sum[i] += c.digit[i] * u
	}
	c.digits, c.unit = 0, u
}

// total is the number; false for what is none, such as a year's numerals.
func (c *counting) total() (from, to int64, ok bool) {
	if c.digits > 0 {
		for i := range c.sum {
			c.sum[i] += c.digit[i] * max(c.unit/10, 1)
		}
	}
	return c.sum[0], c.sum[1], c.any && !c.wrong
}
