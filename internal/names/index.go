package names

import (
	"cmp"
	"slices"
	"strings"
	"sync"
)

// An Index finds firms by any way of writing them among very many: short names, endings, width, traditional characters, pinyin, and a
// wrong character. It may be used and added to at once.
type Index struct {
	mu     sync.RWMutex
	firms  []string
	known  map[string]bool
	length []uint8               // how many pairs the shortest form of a firm's core has
	pairs  map[[2]rune][]int32   // by two neighbouring characters of a core
	begins map[[2]string][]int32 // by the syllables of a core's first two characters
	sounds []sounded             // by a core's pinyin, in full and by initials, sorted
}

// A sounded name is a firm by the pinyin of its core.
type sounded struct {
	pinyin string
	firm   int32
}

// A Match is a firm that a written name may mean, and how likely: from SameFrom to 1, or Part where the name is only a part of it.
type Match struct {
	Firm string
	Like float64
}

// Part is the likeness of a name that is only a part of a firm's: 时代 of 宁德时代. Homophone is that of one that sounds the same.
const (
	Part      = 0.7
	Homophone = 0.9
	oneWrong  = 0.82 // one character differs
)

// NewIndex makes an index of some firms.
func NewIndex(firms []string) *Index {
	x := &Index{known: map[string]bool{}, pairs: map[[2]rune][]int32{}, begins: map[[2]string][]int32{}}
	for _, f := range firms {
		x.sounds = append(x.sounds, x.add(f)...)
	}
	slices.SortFunc(x.sounds, sounded.compare)
	return x
}

func (s sounded) compare(o sounded) int {
	return cmp.Or(strings.Compare(s.pinyin, o.pinyin), cmp.Compare(s.firm, o.firm))
}

// Add adds a firm, once.
func (x *Index) Add(firm string) {
	x.mu.Lock()
	defer x.mu.Unlock()
	for _, s := range x.add(firm) {
		i, _ := slices.BinarySearchFunc(x.sounds, s, sounded.compare)
		x.sounds = slices.Insert(x.sounds, i, s)
	}
}

// add notes a firm, and gives its sounds to be sorted in.
func (x *Index) add(firm string) []sounded {
	if x.known[firm] {
		return nil
	}
	x.known[firm] = true
	n := int32(len(x.firms))
	x.firms, x.length = append(x.firms, firm), append(x.length, 255)
	var out []sounded
	forms := part(firm).forms()
	for k, f := range forms {
		core := []rune(f.core)
		x.length[n] = uint8(min(int(x.length[n]), max(len(core)-1, 0)))
		for i := range len(core) - 1 {
			note(x.pairs, [2]rune{core[i], core[i+1]}, n)
		}
		said := syllables(core)
		if len(said) < 2 {
			continue
		}
		if k == len(forms)-1 { // the one that begins with the brand
			note(x.begins, [2]string{said[0], said[1]}, n)
		}
		for _, s := range [][]string{said, otherwise(core, said)} {
			if s != nil {
				out = append(out, sounded{strings.Join(s, ""), n}, sounded{initials(s), n})
			}
		}
	}
	return out
}

// note adds a firm to a list, once.
func note[K comparable](lists map[K][]int32, key K, firm int32) {
	if list := lists[key]; len(list) == 0 || list[len(list)-1] != firm {
		lists[key] = append(list, firm)
	}
}

// Find lists the firms that a written name may mean, the likeliest first.
func (x *Index) Find(written string) []Match {
	x.mu.RLock()
	defer x.mu.RUnlock()
	found := matches{}
	n := part(written)
	forms := n.forms()
	for _, f := range forms {
		x.byPairs(f, n, written, found)
		x.byLetters(f.core, found)
	}
	x.byBrand(forms[len(forms)-1], n, found)
	var out []Match
	for i, how := range found {
		out = append(out, Match{x.firms[i], how})
	}
	slices.SortFunc(out, func(a, b Match) int { return cmp.Or(cmp.Compare(b.Like, a.Like), strings.Compare(a.Firm, b.Firm)) })
	if len(out) > 0 && out[0].Like == bareBrand && slices.ContainsFunc(out, func(m Match) bool { return m.Like == bareBrand && !Same(m.Firm, out[0].Firm) }) {
		for i := range out { // a brand that several firms have: 鹏程
			out[i].Like = min(out[i].Like, Part)
		}
	}
	return out
}

// matches are how likely firms are what was written.
type matches map[int32]float64

func (m matches) note(firm int32, how float64) {
	if how >= Part {
		m[firm] = max(m[firm], how)
	}
}

// byPairs looks at the firms that share enough neighbouring characters with a form of the name n to be it, hold it, or differ in one character.
func (x *Index) byPairs(f form, n parted, written string, found matches) {
	core := []rune(f.core)
	pairs := len(core) - 1
	if pairs < 1 {
		return
	}
	shared := make([]uint8, len(x.firms))
	for i := range pairs {
		for _, n := range x.pairs[[2]rune{core[i], core[i+1]}] {
			shared[n]++
		}
	}
	for i, c := range shared {
		common, other := int(c), int(x.length[i])
		alike := 10*common >= 4*(pairs+other) || pairs >= shortestWrong-1 && common >= pairs-2 && other-pairs <= 1
		if common == 0 || common < pairs && common < other && !alike {
			continue
		}
		firm := x.firms[i]
		how := Like(firm, written)
		if other := part(firm); how < SameFrom && !other.elsewhere(n) && slices.ContainsFunc(other.forms(), func(g form) bool { return oneOff(core, []rune(g.core)) }) {
			how = oneWrong
		}
		if how < SameFrom && common == pairs && strings.Contains(Fold(firm), f.core) {
			how = Part
		}
		found.note(int32(i), how)
	}
}

// abbreviates reports whether the characters of a short name stand in a long one in their order: 冰川物流 in 冰川冷链物流.
func abbreviates(short, long []rune) bool {
	i := 0
	for _, r := range long {
		if i < len(short) && short[i] == r {
			i++
		}
	}
	return i == len(short)
}

// shortestSound is how many characters a name must have to be known by its sound: shorter ones sound like too many others.
const shortestSound = 3

// byBrand looks at the firms whose brand sounds as the name's: those that the name abbreviates to, that it is but for a wrong character, and those
// that it is with their characters in place of those that sound the same: 冰穿冷链.
func (x *Index) byBrand(f form, n parted, found matches) {
	core := []rune(f.core)
	said := syllables(core)
	if len(said) < 2 {
		return
	}
	for _, i := range x.begins[[2]string{said[0], said[1]}] {
		other := part(x.firms[i])
		if other.elsewhere(n) {
			continue
		}
		forms := other.forms()
		g := forms[len(forms)-1]
		long := []rune(g.core)
		how := (form{respell(core, said, long), f.place, f.brief}).like(g)
		switch sure := len(core) >= shortestSound; {
		case how == 1 && sure:
			found.note(i, Homophone)
		case how > bareBrand && sure, oneOff(core, long):
			found.note(i, oneWrong)
		case how < bareBrand && (len(core) < 3 || !abbreviates(core, long) || ordinary(brand(core), true)):
		case n.surePlace() != "" && n.surePlace() == other.surePlace(): // 烟台冰川物流
			found.note(i, oneWrong)
		default:
			found.note(i, Part)
		}
	}
}

// respell puts another name's characters in place of those that sound the same.
func respell(core []rune, said []string, other []rune) string {
	out := slices.Clone(core)
	for i, s := range syllables(other) {
		if i < len(core) && said[i] == s {
			out[i] = other[i]
		}
	}
	return string(out)
}

// How many letters of pinyin find a firm: all its initials, the first of them, or its first syllables.
const (
	shortestInitials = 3
	shortestLetters  = 4
)

// byLetters looks for the firms whose pinyin or initials are, or begin with, what was typed in letters.
func (x *Index) byLetters(typed string, found matches) {
	typed = oneU.Replace(typed)
	if !latin(typed) || len(typed) < shortestInitials {
		return
	}
	from, _ := slices.BinarySearchFunc(x.sounds, sounded{pinyin: typed}, sounded.compare)
	for _, s := range x.sounds[from:] {
		switch {
		case s.pinyin == typed:
			found.note(s.firm, Homophone)
		case !strings.HasPrefix(s.pinyin, typed):
			return
		case len(typed) >= shortestLetters:
			found.note(s.firm, Part)
		}
	}
}

// shortestWrong is how many characters a core must have to be known with one of them wrong; with one fewer if the brand is right and the rest no
// other trade: 绿筑徐料.
const shortestWrong = 5

// oneOff reports whether one core is another but for one character that is wrong, missing or too many.
func oneOff(core, other []rune) bool {
	n := min(len(core), len(other))
	if n < shortestWrong && (n < shortestWrong-1 || !slices.Equal(core[:2], other[:2]) || len(brand(core)) == 2) {
		return false
	}
	return within1(core, other)
}

// within1 reports whether two texts are one change of a character apart.
func within1(a, b []rune) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(b)-len(a) > 1 {
		return false
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	if len(a) == len(b) {
		return i == len(a) || slices.Equal(a[i+1:], b[i+1:])
	}
	return slices.Equal(a[i:], b[i+1:])
}
