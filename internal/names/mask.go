package names

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A Masker hides firms' names in text, in any written form: full-width, traditional, spaced or hyphened, with or without the place in front
// and what follows the core, and by the brand alone. It hides rather too much than too little: what it is given names investors that nobody
// in a channel may read of. It doesn't change once made.
//
// Needles are indexed by their first two characters, in folded text that knows where each character stood, so that a text costs what it
// is long, however many firms are known.
type Masker struct {
	needles map[[2]rune][][]rune // the longest first
}

// NewMasker hides the given firms.
func NewMasker(companies []string) *Masker {
	m := &Masker{needles: make(map[[2]rune][][]rune, len(companies))}
	seen := make(map[string]bool, 2*len(companies))
	for _, c := range companies {
		for _, n := range needles(c) {
			if len(n) < 2 || seen[string(n)] {
				continue
			}
			seen[string(n)] = true
			k := [2]rune{n[0], n[1]}
			m.needles[k] = append(m.needles[k], n)
		}
	}
	for _, same := range m.needles {
		slices.SortFunc(same, func(a, b []rune) int { return len(b) - len(a) })
	}
	return m
}

// needles are the forms of a firm's name that are hidden: as written; without its endings; without the place; the brand. Forms that are
// everyday words are left out, for a firm called 绿色涂料有限公司 mustn't hide the chain of that name.
func needles(company string) [][]rune {
	n := part(company)
	whole, rest := tight(n.name), tight(n.rest)
	out := [][]rune{tight(Fold(company))}
	for _, f := range [][]rune{whole, rest} {
		if !ordinary(f, false) {
			out = append(out, f)
		}
		if b := brand(f); !ordinary(b, true) {
			out = append(out, b)
		}
	}
	return append(out, firstWord(company))
}

// shortestLatin is how many letters the first word of a foreign name needs to be hidden by itself.
const shortestLatin = 6

// firstWord is the brand of a foreign firm: nordwerk of Nordwerk Kunststoff GmbH.
func firstWord(company string) []rune {
	fields := strings.Fields(strings.ToLower(company))
	if len(fields) < 2 || len(fields[0]) < shortestLatin || len(fields[0]) != utf8.RuneCountInString(fields[0]) || dull[fields[0]] {
		return nil
	}
	return tight(Fold(fields[0]))
}

// dull are first words of foreign names that name nobody.
var dull = words("advanced american applied british chemical chinese daimler eastern electric energy european federal french general german global green hydrogen international japanese korean modern national northern pacific precision southern standard united universal western")

// Zh hides the names behind 某企业.
func (m *Masker) Zh(s string) string { return m.Mask(s, "某企业") }

// Mask puts with in place of every name. Brackets that hold nothing but names go with them.
func (m *Masker) Mask(s, with string) string {
	f := foldText(s)
	spans := m.find(f)
	if len(spans) == 0 {
		return s
	}
	var b strings.Builder
	done, dropped := 0, false
	for i := 0; i < len(spans); i++ {
		sp, put := spans[i], with
		if open, last, ok := f.inBrackets(spans, i); ok {
			sp, put, i, dropped = span{open, spans[last].to + 1}, "", last, true
		}
		b.WriteString(s[done:f.start[sp.from]])
		b.WriteString(put)
		done = f.end[sp.to-1]
	}
	b.WriteString(s[done:])
	if dropped {
		return strings.TrimSpace(b.String())
	}
	return b.String()
}

// A span is a name in a folded text.
type span struct{ from, to int }

func (m *Masker) find(f folded) []span {
	var out []span
	for i := 0; i+1 < len(f.runes); {
		if n := m.match(f, i); n > 0 {
			out = append(out, span{i, i + n})
			i += n
			continue
		}
		i++
	}
	return out
}

// match is how many runes at i are a firm's name, endings such as 科技有限公司 included.
func (m *Masker) match(f folded, i int) int {
	for _, n := range m.needles[[2]rune{f.runes[i], f.runes[i+1]}] {
		to := i + len(n)
		if to > len(f.runes) || !slices.Equal(f.runes[i:to], n) || f.torn(i) || f.torn(to) {
			continue
		}
		return to + f.ending(to) - i
	}
	return 0
}

// endings are what may follow a core within a firm's name, the longest first; latinEndings where the core is in Latin letters.
var (
	endings      = longestFirst(slices.Concat([]string{"科技发展", "科技", "实业"}, legal))
	latinEndings = longestFirst(strings.Fields("gmbh ag coltd ltd limited inc corp corporation llc co plc group"))
)

func longestFirst(words []string) [][]rune {
	var out [][]rune
	for _, w := range words {
		out = append(out, []rune(w))
	}
	slices.SortFunc(out, func(a, b []rune) int { return len(b) - len(a) })
	return out
}

// ending is the length of the endings at i: 科技（深圳）有限公司.
func (f folded) ending(i int) int {
	n := 0
	for {
		more := f.bracketedPlace(i + n)
		if more == 0 {
			more = f.wordAt(i+n, endings)
		}
		if more == 0 && alnum(f.runes[i-1]) {
			more = f.wordAt(i+n, latinEndings)
		}
		if more == 0 {
			return n
		}
		n += more
	}
}

// wordAt is the length of the first of the words that stands at i; 0 if none does.
func (f folded) wordAt(i int, words [][]rune) int {
	for _, w := range words {
		if to := i + len(w); to <= len(f.runes) && slices.Equal(f.runes[i:to], w) && !f.torn(i) && !f.torn(to) {
			return len(w)
		}
	}
	return 0
}

// bracketedPlace is the length of a place in brackets at i.
func (f folded) bracketedPlace(i int) int {
	if i >= len(f.runes) || f.runes[i] != '(' {
		return 0
	}
	for n := 3; n < 10 && i+n < len(f.runes); n++ {
		if f.runes[i+n] == ')' {
			if w := string(f.runes[i+1 : i+n]); isPlace(w) || w == "中国" {
				return n + 1
			}
			return 0
		}
	}
	return 0
}

var brackets = map[rune]rune{'(': ')', '[': ']', '【': '】', '〔': '〕', '〈': '〉', '{': '}'}

// inBrackets reports whether the i-th name and perhaps more behind it are all that stands in a pair of brackets: where these open, and which
// name is the last.
func (f folded) inBrackets(spans []span, i int) (open, last int, ok bool) {
	open = spans[i].from - 1
	if open < 0 || brackets[f.runes[open]] == 0 {
		return 0, 0, false
	}
	for last = i; ; last++ {
		to := spans[last].to
		if to >= len(f.runes) {
			return 0, 0, false
		}
		if f.runes[to] == brackets[f.runes[open]] {
			return open, last, true
		}
		if !strings.ContainsRune("、,;/和与及", f.runes[to]) || last+1 == len(spans) || spans[last+1].from != to+1 {
			return 0, 0, false
		}
	}
}

// A folded is a text in folded form, without hyphens and dots, that still knows where each of its runes stood.
type folded struct {
	runes      []rune
	start, end []int // byte offsets in the text of each rune
}

func foldText(s string) folded {
	f := folded{runes: make([]rune, 0, len(s)), start: make([]int, 0, len(s)), end: make([]int, 0, len(s))}
	for i, r := range s {
		f.runes = appendFolded(f.runes, r)
		if n := len(f.runes); n > len(f.start) && loose(f.runes[n-1]) {
			f.runes = f.runes[:len(f.start)]
		}
		for len(f.start) < len(f.runes) {
			f.start, f.end = append(f.start, i), append(f.end, i+runeLen(s[i:]))
		}
	}
	return f
}

// loose reports whether a character may stand or not stand inside a name.
func loose(r rune) bool { return strings.ContainsRune("-‐‑–·•・‧.'’“”\"", r) }

// tight is a folded name without such characters.
func tight(name string) []rune {
	return slices.DeleteFunc([]rune(name), loose)
}

// torn reports whether i lies inside a word of letters or digits, as it stands in the text: nordwerk is not in nordwerkstatt.
func (f folded) torn(i int) bool {
	if i == 0 || i == len(f.runes) || !alnum(f.runes[i-1]) || !alnum(f.runes[i]) {
		return false
	}
	return f.end[i-1] == f.start[i]
}

func alnum(r rune) bool { return unicode.IsDigit(r) || unicode.In(r, unicode.Latin) }
