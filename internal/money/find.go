package money

import (
	"math/big"
	"regexp"
	"strings"

	"golang.org/x/text/width"
)

// A Found is a sum in a text, by byte offsets.
type Found struct {
	Start, End int
	Sum        Sum
}

// The pieces of a sum. digits is 1,914.8 or 3.5; han is 三千五, 两, 十二 and so on.
const (
	digits = `\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?`
	han    = `[零〇一二两三四五六七八九十百千]+(?:点[零〇一二三四五六七八九]+)?`
	number = `(?:` + digits + `|` + han + `)`
	more   = `(?:余|多|来|几)?`
	scale  = `(?:万亿|千万|百万|亿|万)`
	before = `(约|大概|大约|近|将近|接近|超过|超|逾|不低于|不少于|至少|不超过|不到|最多|about|around|nearly|over|more than|at least|up to|less than)?\s*`
	after  = `(左右|上下|以上|以内|以下|多|余)?`
	coin   = `(人民币|美元|美金|欧元|港元|港币|日元|英镑|韩元|新台币|元人民币|元|块钱|块)?`
	code   = `(?:(rmb|cny|usd|eur|hkd|jpy|gbp|us\$|hk\$|\$|¥|€|£)\s*)?`
)

// zhSum is 约3.5个亿, 三个半亿, 两个多亿美元, 3亿到5亿元, 十二亿五千万: a number with 亿 or 万.
var zhSum = regexp.MustCompile(before + code + `(` + number + `)(多|余)?(?:(?:个)?(半)?)(多|余|来)?(?:个)?(` + scale + `)?` +
	`(?:\s*(?:至|到|-|—|~|–)\s*(` + number + `))?(?:个)?(多|余)?(` + scale + `)` + `((?:` + number + `(?:千万|百万|万))?(?:[一二三四五六七八九][千百])?)` + `(半)?(多|余)?` + coin + after)

// yuanSum is 800元, 5000块, 35000美元: a number with a currency and no scale.
var yuanSum = regexp.MustCompile(before + code + `(` + number + `)(?:\s*(?:至|到|-|—|~|–)\s*(` + number + `))?(多|余)?\s*(人民币|美元|美金|欧元|港元|港币|日元|英镑|韩元|新台币|元人民币|元|块钱)` + after)

// enSum is CNY 350 million, $2bn, US$200m, 1.2 billion yuan.
var enSum = regexp.MustCompile(before + code + `(` + digits + `)(?:\s*(?:to|-|–)\s*(` + digits + `))?\s*(million|billion|mn|bn|m|b|k|thousand)?\b\s*(yuan|rmb|cny|dollars|usd|euros|eur)?`)

// notMoney are words right after a number with 万 that make it a count of something else; 家居 and the like are no count.
var notMoney = regexp.MustCompile(`^(?:个|多)?(?:家(?:[^居具纺电]|$)|吨|台|套|亩|平方|平米|㎡|平|人|条|批|次|件|只|羽|头|户|辆|片|米|公里|千瓦|瓦|kw|gw|mw|kva|度|立方|方|枚|支|张|颗|粒|名|项|个|点|字|千米|km|h|t\b|年)`)

// Find lists the sums in a text, in order. A number without 亿, 万, a currency or its English is no sum; nor is a count of anything else
// (5000台套, 60亩, 3万吨). A sum beyond Most is left out.
func Find(s string) []Found {
	text, at := fold(s)
	var out []Found
	for pos := 0; pos < len(text); {
		f, ok := first(text[pos:])
		if !ok {
			break
		}
		start, end := pos+f.Start, pos+f.End
		pos = end
		if f.Sum.Currency == "" || notMoney.MatchString(text[end:]) && !f.explicit {
			continue
		}
		f.Sum.Words = strings.TrimSpace(s[at[start]:at[end]])
		lead := len(s[at[start]:at[end]]) - len(strings.TrimLeft(s[at[start]:at[end]], " \t　"))
		out = append(out, Found{Start: at[start] + lead, End: at[start] + lead + len(f.Sum.Words), Sum: f.Sum})
	}
	return out
}

// Parse reads a string that is one sum and nothing else.
func Parse(s string) (Sum, bool) {
	t := strings.TrimSpace(s)
	found := Find(t)
	if len(found) != 1 || found[0].Start != 0 || found[0].End != len(t) {
		return Sum{}, false
	}
	return found[0].Sum, true
}

// fold narrows and lowers a text and keeps, for each byte of it, the offset in the original.
func fold(s string) (string, []int) {
	var b strings.Builder
	at := make([]int, 0, len(s)+1)
	for i, r := range s {
		n := width.Narrow.String(string(r))
		if r == '￥' {
			n = "¥"
		}
		n = strings.ToLower(strings.ReplaceAll(n, "億", "亿"))
		n = strings.ReplaceAll(strings.ReplaceAll(n, "萬", "万"), "兩", "两")
		for range len(n) {
			at = append(at, i)
		}
		b.WriteString(n)
	}
	return b.String(), append(at, len(s))
}

type candidate struct {
	Found
	explicit bool // a currency was written
}

// first is the earliest sum in a text, the longest where several start together.
func first(s string) (candidate, bool) {
	var best candidate
	ok := false
	for _, try := range []func(string) (candidate, bool){zh, withCoin, en} {
		c, found := try(s)
		if found && (!ok || c.Start < best.Start || c.Start == best.Start && c.End > best.End) {
			best, ok = c, true
		}
	}
	return best, ok
}

func group(s string, m []int, i int) string {
	if m[2*i] < 0 {
		return ""
	}
	return s[m[2*i]:m[2*i+1]]
}

func zh(s string) (candidate, bool) {
	m := zhSum.FindStringSubmatchIndex(s)
	if m == nil {
		return candidate{}, false
	}
	g := func(i int) string { return group(s, m, i) }
	hedge, low, half, lowScale, high, topScale, tail, tailHalf := g(1), g(3), g(5), g(7), g(8), g(10), g(11), g(12)
	if high == "" && lowScale != "" { // 三千万亿 and the like: the scale belongs to what follows
		topScale = lowScale + topScale
	}
	n, ok := value(low, half != "", cmpScale(lowScale, topScale, high))
	if !ok {
		return candidate{Found: Found{Start: m[0], End: m[1]}}, true
	}
	sum := Sum{}
	sum.Minor = n
	if high != "" {
		if sum.Max, ok = value(high, false, topScale); !ok {
			return candidate{Found: Found{Start: m[0], End: m[1]}}, true
		}
	}
	sum.Minor += rest(tail) + halfOf(tailHalf, topScale)
	many := g(4) + g(6) + g(9) + g(13)
	sum.qualify(hedge, many, g(15))
	return sum.found(m[0], m[1], g(2), g(14)), true
}

// cmpScale is the scale of a range's lower end: its own, else the upper end's.
func cmpScale(low, top, high string) string {
	if high != "" && low != "" {
		return low
	}
	return top
}

func withCoin(s string) (candidate, bool) {
	m := yuanSum.FindStringSubmatchIndex(s)
	if m == nil {
		return candidate{}, false
	}
	g := func(i int) string { return group(s, m, i) }
	low, okLow := value(g(3), false, "")
	sum := Sum{Minor: low}
	okHigh := true
	if g(4) != "" {
		sum.Max, okHigh = value(g(4), false, "")
	}
	if !okLow || !okHigh {
		return candidate{Found: Found{Start: m[0], End: m[1]}}, true
	}
	sum.qualify(g(1), g(5), g(7))
	return sum.found(m[0], m[1], g(2), g(6)), true
}

var scaleEN = map[string]string{"million": "百万", "mn": "百万", "m": "百万", "billion": "十亿", "bn": "十亿", "b": "十亿", "k": "千", "thousand": "千"}

func en(s string) (candidate, bool) {
	for from := 0; from < len(s); {
		m := enSum.FindStringSubmatchIndex(s[from:])
		if m == nil {
			return candidate{}, false
		}
		g := func(i int) string { return group(s[from:], m, i) }
		if coin := g(2) + g(6); coin != "" {
			low, okLow := value(g(3), false, scaleEN[g(5)])
			sum := Sum{Minor: low}
			okHigh := true
			if g(4) != "" {
				sum.Max, okHigh = value(g(4), false, scaleEN[g(5)])
			}
			end := from + m[0] + len(strings.TrimRight(s[from+m[0]:from+m[1]], " "))
			if !okLow || !okHigh {
				return candidate{Found: Found{Start: from + m[0], End: end}}, true
			}
			sum.qualify(g(1), "", "")
			return sum.found(from+m[0], end, g(2), g(6)), true
		}
		from += m[1]
	}
	return candidate{}, false
}

func (s *Sum) qualify(before, many, after string) {
	switch before {
	case "超过", "超", "逾", "不低于", "不少于", "至少", "over", "more than", "at least":
		s.Bound = "gt"
	case "不超过", "不到", "最多", "up to", "less than":
		s.Bound = "lt"
	case "":
	default:
		s.Approx = true
	}
	if strings.ContainsAny(many, "多余") || after == "多" || after == "余" {
		s.Approx, s.Bound = true, "gt"
	} else if many != "" {
		s.Approx = true
	}
	switch after {
	case "左右", "上下":
		s.Approx = true
	case "以上":
		s.Bound = "gt"
	case "以内", "以下":
		s.Bound = "lt"
	}
}

var coins = map[string]Currency{
	"美元": USD, "美金": USD, "usd": USD, "us$": USD, "$": USD, "dollars": USD, "欧元": EUR, "eur": EUR, "euros": EUR, "€": EUR,
	"港元": HKD, "港币": HKD, "hkd": HKD, "hk$": HKD, "日元": JPY, "jpy": JPY, "英镑": GBP, "gbp": GBP, "£": GBP, "韩元": KRW, "新台币": TWD,
}

func (s Sum) found(start, end int, before, after string) candidate {
	s.Currency = CNY
	for _, w := range []string{before, after} {
		if c, ok := coins[w]; ok {
			s.Currency = c
		}
	}
	return candidate{Found{start, end, s}, before != "" || after != ""}
}

var scales = map[string]int64{"": 1, "千": 1000, "百万": 1_000_000, "千万": 10_000_000, "万": wan, "亿": yi, "万亿": wan * yi, "十亿": 10 * yi}

// value is a number times its scale in hundredths, exactly; false if it isn't a whole number of them or lies beyond Most.
func value(num string, half bool, scale string) (int64, bool) {
	r, ok := parseNumber(num)
	by, known := scales[scale]
	if !ok || !known {
		return 0, false
	}
	if half {
		r.Add(r, big.NewRat(1, 2))
	}
	r.Mul(r, new(big.Rat).SetInt64(by))
	if r.Cmp(new(big.Rat).SetInt64(Most)) > 0 {
		return 0, false
	}
	r.Mul(r, big.NewRat(minor, 1))
	if !r.IsInt() {
		return 0, false
	}
	return r.Num().Int64(), true
}

// rest is what follows 亿 or 万: 十二亿五千万, 三亿五.
func rest(tail string) int64 {
	if tail == "" {
		return 0
	}
	for _, sc := range []string{"千万", "百万", "万"} {
		if num, after, ok := strings.Cut(tail, sc); ok {
			n, _ := value(num, false, sc)
			return n + rest(after)
		}
	}
	n, _ := value(tail, false, "")
	return n
}

func halfOf(half, scale string) int64 {
	if half == "" {
		return 0
	}
	return scales[scale] / 2 * minor
}

var hanDigit = map[rune]int64{'零': 0, '〇': 0, '一': 1, '二': 2, '两': 2, '三': 3, '四': 4, '五': 5, '六': 6, '七': 7, '八': 8, '九': 9}
var hanUnit = map[rune]int64{'十': 10, '百': 100, '千': 1000}

// parseNumber reads 1,914.8 and 三千五百, 三点五, 两, 十二; 三千五 is 3500.
func parseNumber(s string) (*big.Rat, bool) {
	if s == "" {
		return nil, false
	}
	if s[0] < 0x80 {
		s = strings.ReplaceAll(s, ",", "")
		if len(s) > 25 {
			return nil, false
		}
		return new(big.Rat).SetString(s)
	}
	whole, frac, point := strings.Cut(s, "点")
	total, digit, last := int64(0), int64(-1), int64(0)
	for _, r := range whole {
		switch d, isDigit := hanDigit[r]; {
		case isDigit:
			digit = d
			if d == 0 {
				last = 0
			}
		default:
			unit := hanUnit[r]
			if digit < 0 {
				digit = 1
			}
			total += digit * unit
			digit, last = -1, unit
		}
	}
	if digit > 0 {
		total += digit * max(last/10, 1)
	}
	out := new(big.Rat).SetInt64(total)
	if !point {
		return out, true
	}
	scale := big.NewRat(1, 10)
	for _, r := range frac {
		out.Add(out, new(big.Rat).Mul(scale, new(big.Rat).SetInt64(hanDigit[r])))
		scale.Mul(scale, big.NewRat(1, 10))
	}
	return out, true
}
