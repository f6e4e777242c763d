package names

import (
	"slices"
	"strings"
)

// A Masker hides firms' names in text, in any written form: full-width, traditional, spaced, with or without what follows the core.
type Masker struct {
	byFirst map[[2]rune][][]rune // needles by their first two characters, the longest first
}

// shortestNeedle is how many characters a core needs to be hidden by itself; a shorter name is hidden as it is written.
const shortestNeedle = 3

// NewMasker hides the given firms, by their names as written and by their cores.
func NewMasker(companies []string) *Masker {
	m := &Masker{byFirst: map[[2]rune][][]rune{}}
	seen := map[string]bool{}
	for _, c := range companies {
		forms := []string{Fold(c)}
		if core := Split(c).Core; len([]rune(core)) >= shortestNeedle {
			forms = append(forms, core)
		}
		for _, f := range forms {
			if r := []rune(f); len(r) >= 2 && !seen[f] {
				seen[f] = true
				first := [2]rune{r[0], r[1]}
				m.byFirst[first] = append(m.byFirst[first], r)
			}
		}
	}
	for _, needles := range m.byFirst {
		slices.SortFunc(needles, func(a, b []rune) int { return len(b) - len(a) })
	}
	return m
}

// Zh hides the names behind 某企业.
func (m *Masker) Zh(s string) string { return m.Mask(s, "某企业") }

// Mask puts with in place of every name; a name that stands alone in brackets goes with them.
func (m *Masker) Mask(s, with string) string {
	if len(m.byFirst) == 0 {
		return s
	}
	f := foldText(s)
	var b strings.Builder
	done := 0 // byte offset up to which s has been written
	for i := 0; i < len(f.runes); {
		n := m.match(f.runes[i:])
		if n == 0 {
			i++
			continue
		}
		from, to, put := f.start[i], f.start[i+n], with
		if open, end, ok := f.bracketed(i, i+n); ok {
			from, to, put = f.start[open], f.start[end+1], ""
		}
		b.WriteString(s[done:max(from, done)])
		b.WriteString(put)
		done = max(to, done)
		i += n
	}
	b.WriteString(s[done:])
	return strings.TrimSpace(b.String())
}

// match is how many runes at the start of a text are a firm's name, endings such as 科技有限公司 included.
func (m *Masker) match(r []rune) int {
	if len(r) < 2 {
		return 0
	}
	for _, needle := range m.byFirst[[2]rune{r[0], r[1]}] {
		if len(r) >= len(needle) && slices.Equal(r[:len(needle)], needle) {
			return len(needle) + suffix(r[len(needle):])
		}
	}
	return 0
}

func suffix(r []rune) int {
	n := 0
	for again := true; again; {
		again = false
		for _, w := range slices.Concat(trade[:3], legal) {
			if e := []rune(w); len(r)-n >= len(e) && slices.Equal(r[n:n+len(e)], e) {
				n += len(e)
				again = true
				break
			}
		}
	}
	return n
}

// bracketed reports whether the runes from i to j are all that stands in a pair of brackets, and where these are.
func (f folded) bracketed(i, j int) (open, end int, ok bool) {
	if i == 0 || j >= len(f.runes) {
		return 0, 0, false
	}
	return i - 1, j, f.runes[i-1] == '(' && f.runes[j] == ')'
}
