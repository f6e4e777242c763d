package names

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// SameFrom is the likeness from which two names are taken for one firm. One firm's spellings come to 0.8 and more; 中国石油 and 中国石油化工 to
// 0.75; firms with different brands to 0.5 and less, for the brand stands in front: where the first two characters differ, a shared 新材料 or
// 储能科技 counts for nothing.
const SameFrom = 0.8

// Likeness of names of which one is the other without words for what the firm does (冰川冷链 and 冰川冷链物流), of a bare brand of two or
// three characters and a name that begins with it (冰川), and the most that names with different brands can have.
const (
	shortForm  = 0.85
	bareBrand  = SameFrom
	otherBrand = 0.5
)

// Same reports whether two written names are taken for one firm.
func Same(a, b string) bool { return Like(a, b) >= SameFrom }

// Like is how alike two firms' names are, from 0 to 1: 1 for one core, else the Dice coefficient of the cores' pairs of characters. It is
// 0 where both name a place and the places differ, for 上汽 is not 广汽.
func Like(a, b string) float64 {
	x, y := part(a), part(b)
	if x.elsewhere(y) {
		return 0
	}
	best := 0.0
	for _, f := range x.forms() {
		for _, g := range y.forms() {
			best = max(best, f.like(g))
		}
	}
	return best
}

// Elsewhere reports whether two names surely name places, and different ones: they are no one firm.
func Elsewhere(a, b string) bool { return part(a).elsewhere(part(b)) }

// elsewhere reports whether both names surely name a place, and different ones.
func (n parted) elsewhere(o parted) bool {
	a, b := n.surePlace(), o.surePlace()
	return a != "" && b != "" && !near(a, b)
}

func (n parted) surePlace() string {
	if n.noted == "" && n.ok && n.sure {
		return n.place.Name
	}
	return n.noted
}

// near reports whether two places are the same, or one is the other's province.
func near(a, b string) bool {
	if a == b {
		return true
	}
	p, _ := PlaceOf(a)
	q, _ := PlaceOf(b)
	return p.Province == q.Province && (p.Name == p.Province || q.Name == q.Province)
}

// A form is one way to take a name: as it is, or without the place in front.
type form struct {
	core  string
	place string
	brief bool // hardly anything is left without the place: 华为 of 深圳华为
}

// forms are the ways to take a name; 汽车 is none of 上海汽车.
func (n parted) forms() []form {
	out := []form{{core: n.name}}
	brief := utf8.RuneCountInString(n.rest) < shortestPlace
	if n.ok && !(brief && ordinary([]rune(n.rest), true)) {
		out = append(out, form{n.rest, n.place.Name, brief})
	}
	return out
}

func (f form) like(g form) float64 {
	switch {
	case f.core == "" || g.core == "":
		return 0
	case f.brief && g.place != "", g.brief && f.place != "":
		return 0
	case f.place != "" && g.place != "" && !near(f.place, g.place):
		return 0
	case f.core == g.core:
		return 1
	}
	x, y := []rune(f.core), []rune(g.core)
	d := max(dice(x, y), shortens(x, y), shortens(y, x))
	if unicode.Is(unicode.Han, x[0]) && !slices.Equal(x[:min(2, len(x))], y[:min(2, len(y))]) {
		return min(d, otherBrand)
	}
	return d
}

// shortens is how surely a is b without the words at its end for what the firm does; 0 if it isn't, or if a is only everyday words: 中国石油 is
// not 中国石油化工.
func shortens(a, b []rune) float64 {
	rest, ok := strings.CutPrefix(string(b), string(a))
	switch {
	case !ok || rest == "" || len(a) < 2:
		return 0
	case len(a) > 2 && madeOf([]rune(rest), vague): // 宁德时代, of everyday words as it is
		return shortForm
	case ordinary(brand(a), true) || !madeOf([]rune(rest), ofTrade):
		return 0
	case len(a) < shortestWord:
		return bareBrand
	}
	return shortForm
}

// shortestWord is how many characters a short form must have to be more than a brand: 恒塑, but 恒塑材料.
const shortestWord = 4

func dice(a, b []rune) float64 {
	if len(a) < 2 || len(b) < 2 {
		return 0
	}
	pairs := map[[2]rune]int{}
	for i := range len(a) - 1 {
		pairs[[2]rune{a[i], a[i+1]}]++
	}
	both := 0
	for i := range len(b) - 1 {
		p := [2]rune{b[i], b[i+1]}
		if pairs[p] > 0 {
			pairs[p]--
			both++
		}
	}
	return 2 * float64(both) / float64(len(a)+len(b)-2)
}
