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
	return soften(l.s, out)
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
