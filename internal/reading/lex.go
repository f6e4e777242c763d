package reading

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// A token is a piece of a line that belongs together, with what it does for its neighbours.
type token struct {
	from, to int
	class    class
}

// A piece is a token that a finder found, with its class; finders see the whole line and may overlap.
type piece = token

// lex cuts a line into tokens: the pieces that the finders found, and between them words of the lexicon, words of letters,
// signs, and runs that are none of these, which are names most likely.
func lex(l *line, pieces []piece) []token {
	pieces = settle(pieces)
	var out []token
	for i := 0; i < len(l.s); {
		if len(pieces) > 0 && pieces[0].from <= i {
			p := pieces[0]
			pieces = pieces[1:]
			if p.to > i {
				out = append(out, token{i, p.to, p.class})
				i = p.to
			}
			continue
		}
		end := len(l.s)
		if len(pieces) > 0 {
			end = pieces[0].from
		}
		t := wordAt(l.s[:end], i)
		if n := len(out); t.class == unknown && n > 0 && out[n-1].class == unknown && out[n-1].to == i {
			out[n-1].to = t.to
		} else {
			out = append(out, t)
		}
		i = t.to
	}
	return employ(l.s, soften(l.s, branded(l.s, bracket(l.s, out))))
}

// bracket takes the place in brackets inside a firm's name for a part of it: 法孚涂料(中国)有限公司.
func bracket(s string, tokens []token) []token {
	for i := 0; i+3 < len(tokens); i++ {
		t := tokens[i : i+4]
		if t[0].class == opening && t[2].class == closing && t[1].to-t[1].from <= 12 && (t[3].class == legal || t[3].class == corp || t[3].class == product) && t[1].class != quantity && t[1].class != sum {
			for k := range 3 {
				t[k].class = kindOf
			}
		}
	}
	return tokens
}

// employ gives a common word before a company's ending to the name: 净水|设备|有限公司.
func employ(s string, tokens []token) []token {
	for i := len(tokens) - 2; i > 0; i-- {
		t, before, after := &tokens[i], tokens[i-1], tokens[i+1]
		ending := after.class == legal || after.class == kindOf && s[after.from:after.to] == "(" || after.class == corp && containsWhole([]string{"公司", "集团", "控股", "股份", "实业", "科技", "大学", "学院", "研究院"}, s[after.from:after.to])
		common := t.class == noun || t.class == talk || t.class == making || t.class == filler && t.to-t.from > 3
		if common && ending && before.to == t.from && (nameClass(before.class) || before.class == place) {
			t.class = product
		}
		if t.class == noun && before.class == product && before.to == t.from && after.class != project && i > 1 && tokens[i-2].class == unknown && containsWhole([]string{"设备", "配件"}, s[t.from:t.to]) {
			t.class = product // 恒隆|净水|设备
		}
	}
	return tokens
}

// settle orders pieces and drops those inside others; of two that overlap the one that begins first, then the longer, stays.
func settle(pieces []piece) []piece {
	slices.SortStableFunc(pieces, func(a, b piece) int {
		if a.from != b.from {
			return a.from - b.from
		}
		return b.to - a.to
	})
	out := pieces[:0]
	for _, p := range pieces {
		if n := len(out); n > 0 && p.from < out[n-1].to {
			continue
		}
		out = append(out, p)
	}
	return out
}

// wordAt is the longest word of the lexicon at i, or a word of letters, a number, a sign, or one unknown rune.
func wordAt(s string, i int) token {
	r, n := utf8.DecodeRuneInString(s[i:])
	switch {
	case letter(r):
		return token{i, wordEnd(s, i), letters}
	case digit(r):
		return token{i, i + step(s, i), number}
	case !han(r):
		return token{i, i + n, signClass(r)}
	}
	for end := min(len(s), i+longestWord); end > i; end-- {
		if c, ok := lexicon[s[i:end]]; ok {
			return token{i, end, c}
		}
	}
	return token{i, i + n, unknown}
}

func wordEnd(s string, i int) int {
	for i < len(s) {
		r, n := utf8.DecodeRuneInString(s[i:])
		if !letter(r) && !digit(r) && r != '-' && r != '&' && r != '\'' && r != '.' {
			break
		}
		i += n
	}
	for s[i-1] == '.' || s[i-1] == '-' {
		i--
	}
	return i
}

func signClass(r rune) class {
	switch {
	case r == ' ' || r == '\t':
		return blanks
	case strings.ContainsRune("。;!?\n\r", r), '①' <= r && r <= '⑳':
		return stop
	case r == ',' || r == '、':
		return comma
	case r == '(' || r == '[':
		return opening
	case r == ')' || r == ']':
		return closing
	}
	return mark
}

// soften gives a single character like 和 or 来 to the name it stands in: 永和食品, 同济, 和盛新材料.
func soften(s string, in []token) []token {
	out := in[:0]
	for i, t := range in {
		n := len(out)
		if !softWords[s[t.from:t.to]] || t.to-t.from != 3 {
			out = appendName(out, t)
			continue
		}
		var before, after token
		if n > 0 && out[n-1].to == t.from {
			before = out[n-1]
		}
		if i+1 < len(in) && in[i+1].from == t.to {
			after = in[i+1]
		}
		joins := strings.Contains("和与同", s[t.from:t.to]) && n > 1 && out[n-2].to == before.from && nameClass(out[n-2].class) && out[n-2].class != legal // 天府氢芯|和|锦城储能
		placed := n > 1 && out[n-2].class == place && out[n-2].to == before.from
		can := s[t.from:t.to] == "能" && placed && before.class == unknown && before.to-before.from == 6 // 惠州|粤聚|能|在找
		if !joins && (can || inName(s[t.from:t.to], before, after)) || before.class == unknown && !strings.Contains(joining, s[t.from:t.to]) && endsLegally(in[i+1:], t.to) {
			t.class = unknown
		}
		out = appendName(out, t)
	}
	return out
}

// nameable are the soft characters that brands are made of.
const nameable = "中大新全金安高立成总正和同能可会共向信"

// branded gives the soft characters between a boundary and a trade to the brand that they make: 拜访|能可|氢能装备, 、|和正|软体家居.
func branded(s string, tokens []token) []token {
	for k, t := range tokens {
		if t.class != product && t.class != corp && t.class != legal {
			continue
		}
		from := k
		for from > 0 && tokens[from-1].to == tokens[from].from && brandPart(s, tokens[from-1]) && t.from-tokens[from-1].from <= longestBrand {
			from--
		}
		for ; t.from-tokens[from].from >= 6; from++ {
			if bounds(s, tokens, from, t.from) {
				for i := from; i < k; i++ {
					tokens[i].class = unknown
				}
				break
			}
		}
	}
	return tokens
}

// longestBrand is how many bytes a brand may have that is put together of single characters.
const longestBrand = 12

func brandPart(s string, t token) bool {
	return t.class == unknown || t.to-t.from == 3 && strings.Contains(nameable, s[t.from:t.to])
}

// bounds tells whether a brand from token i up to a trade may begin there. A conjunction behind a place joins unless it is half of the brand: 商丘|同和|面业.
func bounds(s string, tokens []token, i, trade int) bool {
	joins := strings.Contains("和同", s[tokens[i].from:tokens[i].to])
	if i == 0 || tokens[i-1].to != tokens[i].from {
		return !joins || trade-tokens[i].from == 6
	}
	switch b := tokens[i-1]; b.class {
	case meet, opening, stop, mark, and:
		return true
	case comma:
		return !joins || trade-tokens[i].from == 6
	case place:
		return !joins || trade-tokens[i].from == 6
	case unit, timed:
		return !joins
	case filler:
		return s[b.from:b.to] == "的" || s[b.from:b.to] == "系"
	}
	return false
}

// endsLegally tells whether the words from i on go on without a break to 有限公司: 海耀聚|能|材料有限公司.
func endsLegally(in []token, i int) bool {
	for _, t := range in {
		switch {
		case t.from != i || !nameClass(t.class):
			return false
		case t.class == legal:
			return true
		}
		i = t.to
	}
	return false
}

// appendName adds a token, joining a name to the name before it.
func appendName(out []token, t token) []token {
	if n := len(out); t.class == unknown && n > 0 && out[n-1].class == unknown && out[n-1].to == t.from {
		out[n-1].to = t.to
		return out
	}
	return append(out, t)
}

// inName tells whether a soft character between two tokens is part of a name: one more character on one side, and on the
// other the rest of the name or nothing that a conjunction could join.
func inName(word string, before, after token) bool {
	one := func(t token) bool { return t.class == unknown && t.to-t.from == 3 }
	rest := func(t token) bool {
		return t.class == product || t.class == corp || t.class == legal || t.class == kindOf
	}
	named := before.class == unknown || rest(before) || before.class == letters
	switch {
	case word == "同" && before.class == place:
		return false
	case before.class == unknown && (after.class == legal || after.class == corp):
		return true
	case word == "能" && before.class == unknown && before.to-before.from >= 6 && (after.to == 0 || after.class == opening || after.class == comma || after.class == stop || after.class == blanks):
		return true // 彭淮硅|能
	case one(before) && (rest(after) || after.class == unknown):
		return true
	case before.class == unknown && after.class == unknown && !strings.Contains(joining, word):
		return true
	case one(after):
		return !named
	case strings.Contains(nominal, word) && !named && before.class != going && before.class != filler:
		return after.class == unknown || after.class == product
	}
	return false
}

// joining are the soft characters that more often stand between two names than in one.
const joining = "和同来为共向对从由自往跑将发送给报起止团并就区市县村乡镇个家条位名项次件天让派聊盼催须"

// nominal are the soft characters that more often begin a name than join two: 中绿环科, 大鹏, 新元.
const nominal = "中大新全金安高立成总村正"
