package money

import (
	"math/big"
	"strings"
)

// A Found is a sum in a text, by byte offsets.
type Found struct {
	Start, End int
	Sum        Sum
}

// Find lists the sums in a text, in order.
func Find(s string) []Found {
	t := fold(s)
	var out []Found
	done := 0
	for i := 0; i < len(t.r); {
		c, ok := t.candidate(i, done)
		if ok && c.valid {
			out = append(out, t.found(c))
		}
		if ok {
			done = c.end
		}
		i = max(c.end, i+1)
	}
	return out
}

// Parse reads a string that is one sum and nothing else.
func Parse(s string) (Sum, bool) {
	s = strings.TrimSpace(s)
	found := Find(s)
	if len(found) != 1 || found[0].Start != 0 || found[0].End != len(s) {
		return Sum{}, false
	}
	return found[0].Sum, true
}

func (t text) found(c candidate) Found {
	f := Found{Start: t.at[c.start], End: t.at[c.end], Sum: c.sum}
	f.Sum.Words = t.line[f.Start:f.End]
	return f
}

// A candidate is a number that may be a sum, with the words that belong to it: currency, 约, 以上.
type candidate struct {
	start, end int // runes
	sum        Sum
	valid      bool // false for one that is too large, or falls between two fen
	coin       bool // a currency is written
}

// candidate reads the sum whose number stands at i. What lies before done belongs to another sum.
func (t text) candidate(i, done int) (candidate, bool) {
	q, ok := t.quantity(i)
	c := candidate{start: i, end: q.end}
	if !ok || t.vague(i) {
		return c, false
	}
	top, ranged := t.upTo(&q)
	c.end = q.end
	if ranged {
		c.end = top.end
		q.more, q.about = q.more || top.more, q.about || top.about
	}
	c.currency(t, done)
	last := q
	if ranged {
		last = top
	}
	if !c.isMoney(t, last) {
		return candidate{end: max(q.number.end, i+1)}, false
	}
	c.amounts(q, top, ranged)
	c.qualify(t, q, done)
	return c, true
}

// vague reports whether what stands before a number takes the number away: 几十亿, 数十万, 第三.
func (t text) vague(i int) bool {
	return t.in(i-1, "几数上第") || t.rune(i-1) == '.' || isDigit(t.rune(i-1))
}

// upTo reads the upper end of a range behind q: 3亿到5亿元, 3-5亿, 800元—1万元. A lower end without a scale and a currency of its own takes the
// scale of the upper.
func (t text) upTo(q *quantity) (quantity, bool) {
	i := t.blanks(q.end)
	_, coin := t.coinAt(i)
	i = t.blanks(i + coin)
	sep := t.separator(i)
	if sep == 0 {
		return quantity{}, false
	}
	i = t.blanks(i + sep)
	_, again := t.coinAt(i)
	top, ok := t.quantity(t.blanks(i + again))
	if !ok || top.high != nil || q.high != nil || q.scale.by > 1 && top.scale.by == 1 && !q.scale.weak {
		return quantity{}, false
	}
	low := *q
	if low.scale.by == 1 && coin+again == 0 {
		low.scale = top.scale
		low.times(top.scale.by)
	}
	if low.low.Cmp(top.low) >= 0 {
		return quantity{}, false
	}
	*q = low
	return top, true
}

// separator is the length of the word at i that stands between the ends of a range; 0 if there is none.
func (t text) separator(i int) int {
	switch {
	case t.has(i, "——"), t.has(i, "--"), t.has(i, "to") && !t.torn(i+2):
		return 2
	case t.in(i, "至到-—–―~−"):
		return 1
	}
	return 0
}

// currency reads the currency before and behind the number; yuan if there is none.
func (c *candidate) currency(t text, done int) {
	c.sum.Currency = CNY
	if w, n := t.coinBefore(c.start, done); n > 0 {
		c.sum.Currency, c.coin, c.start = w, true, c.start-n
	}
	if w, n := t.coinAt(c.end); n > 0 {
		if w != CNY || !c.coin {
			c.sum.Currency = w
		}
		c.coin, c.end = true, c.end+n
	}
}

// isMoney decides whether a quantity is a sum.
func (c candidate) isMoney(t text, q quantity) bool {
	switch {
	case t.in(q.end, "亿万"):
		return false
	case c.coin:
		material := q.number.bare && q.scale.by == 1 // 三元, 一元化
		return !material && !t.priced(c.end) && (!t.glued(c.start) || !q.scale.weak)
	case !q.scale.weak:
		return !t.counted(c.end) && !t.priced(c.end)
	case q.scale.word == "w": // 8000w, and no watts
		return !t.glued(c.start) && q.low.Cmp(big.NewRat(50*wan, 1)) >= 0 && !t.in(c.end, "组光板电灯功瓦/")
	case len(q.scale.word) > 1 && q.scale.by >= 100*wan:
		return !t.glued(c.start) && t.clauseEnds(c.end)
	}
	return false
}

// glued reports whether a number is the end of something like A-12 or v2.
func (t text) glued(i int) bool {
	return isLetter(t.rune(i-1)) && t.rune(i) < 0x80 || t.in(i-1, "-_#") && (isLetter(t.rune(i-2)) || isDigit(t.rune(i-2)))
}

// amounts fills in the exact sums.
func (c *candidate) amounts(q, top quantity, ranged bool) {
	c.sum.Minor, c.valid = hundredths(q.low)
	high := q.high
	if ranged {
		high = top.low
	}
	if high != nil && c.valid {
		c.sum.Max, c.valid = hundredths(high)
	}
}

// hundredths is v in the smallest unit; false if v falls between two of them or lies beyond Most.
func hundredths(v *big.Rat) (int64, bool) {
	if v.Cmp(new(big.Rat).SetInt64(Most)) > 0 {
		return 0, false
	}
	v = new(big.Rat).Mul(v, big.NewRat(minor, 1))
	return v.Num().Int64(), v.IsInt()
}
