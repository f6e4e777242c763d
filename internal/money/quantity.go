package money

import "math/big"

// A scale is a word that multiplies a number. A weak one makes a sum only together with a currency: 5千元, 500k RMB.
type scale struct {
	word string
	by   int64
	weak bool
}

// scales are the words in the order in which they are tried: the longer ones first.
var scales = []scale{
	{"万亿", wan * yi, false}, {"千亿", 1000 * yi, false}, {"百亿", 100 * yi, false}, {"十亿", 10 * yi, false},
	{"千万", 1000 * wan, false}, {"百万", 100 * wan, false}, {"十万", 10 * wan, false}, {"亿", yi, false}, {"万", wan, false},
	{"千", 1000, true}, {"百", 100, true},
	{"hundred million", yi, true}, {"thousand", 1000, true}, {"million", 100 * wan, true}, {"billion", 10 * yi, true}, {"trillion", wan * yi, true},
	{"mln", 100 * wan, true}, {"mn", 100 * wan, true}, {"bn", 10 * yi, true}, {"m", 100 * wan, true}, {"b", 10 * yi, true}, {"k", 1000, true}, {"w", wan, true},
}

// scaleAt is the scale at i, spaces before it included, and where it ends.
func (t text) scaleAt(i int) (scale, int, bool) {
	i = t.blanks(i)
	for _, s := range scales {
		if end := i + len([]rune(s.word)); t.has(i, s.word) && !t.torn(end) {
			return s, end, true
		}
	}
	return scale{by: 1, weak: true}, i, false
}

// A quantity is a number with its scale: 3.5亿, 三个半亿, 两个多亿, 十二亿五千万, 5000.
type quantity struct {
	low, high *big.Rat // high is nil but for 七八亿
	scale     scale
	number    number
	more      bool // 多, 余
	about     bool // 来, 几
	end       int
}

// quantity reads the quantity at i.
func (t text) quantity(i int) (quantity, bool) {
	n, ok := t.number(i)
	if !ok {
		return quantity{end: max(n.end, i+1)}, false
	}
	q := quantity{low: n.low, high: n.high, number: n, scale: scale{by: 1, weak: true}, end: n.end}
	j, half := q.between(t)
	s, end, ok := t.scaleAt(j)
	if !ok {
		return q, true
	}
	q.scale, q.end = s, end
	if half {
		q.low = new(big.Rat).Add(q.low, big.NewRat(1, 2))
	}
	q.times(s.by)
	q.goOn(t)
	return q, true
}

// between reads what may stand between the number and its scale: 三个半亿, 3个多亿, 10多个亿, 200来万, 十几亿.
func (q *quantity) between(t text) (end int, half bool) {
	i := q.end
	for range 4 {
		switch {
		case t.in(i, "多余"):
			q.more = true
		case t.in(i, "来几"):
			q.about = true
		case t.rune(i) == '半':
			half = true
		case t.rune(i) != '个':
			return i, half
		}
		i++
	}
	return i, half
}

func (q *quantity) times(by int64) {
	f := new(big.Rat).SetInt64(by)
	q.low = new(big.Rat).Mul(q.low, f)
	if q.high != nil {
		q.high = new(big.Rat).Mul(q.high, f)
	}
}

func (q *quantity) plus(v *big.Rat) { q.low = new(big.Rat).Add(q.low, v) }

// goOn reads what follows the scale: 3亿多, 一亿半, 十二亿五千万, 三亿五, 12万3456元, 三万五千亿.
func (q *quantity) goOn(t text) {
	switch {
	case q.scale.weak:
	case t.in(q.end, "多余") && !t.in(q.end+1, "种层家个方功晶次样数") && !t.has(q.end+1, "元化"):
		q.more, q.end = true, q.end+1
	case t.rune(q.end) == '半' && !t.in(q.end+1, "导成年个月天数"):
		q.plus(big.NewRat(q.scale.by, 2))
		q.end++
	case q.number.whole && q.high == nil && !q.more && !q.about:
		q.tail(t)
	}
}

// tail adds a smaller quantity behind the scale.
func (q *quantity) tail(t text) {
	from := q.end
	if t.rune(from) == '零' {
		from++
	}
	r, ok := t.quantity(from)
	switch {
	case !ok || r.high != nil || from != q.end && t.rune(from) == '十' && r.scale.by == 1:
	case r.scale.by == yi && q.scale.by == wan: // 三万五千亿
		q.times(yi)
		q.plus(r.low)
		q.scale, q.end = r.scale, r.end
	case r.scale.by > 1 && r.scale.by < q.scale.by && isHan([]rune(r.scale.word)[0]):
		q.plus(r.low)
		q.end, q.more, q.about = r.end, r.more, r.about
	case r.scale.by == 1 && t.has(r.end, "元") && t.rune(from-1) != ' ':
		q.plus(r.low)
		q.end = r.end
	case r.number.bare && r.scale.by == 1 && r.end == q.end+1 && t.rune(q.end) != '十' && !t.counted(r.end): // 三亿五, but 五个亿|十天之内
		q.plus(new(big.Rat).Mul(r.low, big.NewRat(q.scale.by, 10)))
		q.end = r.end
	}
}
