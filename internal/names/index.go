package names

import (
	"cmp"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// An Index finds firms by any way of writing them among very many: short names, endings, width, traditional characters, pinyin, and a
// wrong character. It may be used and added to at once.
type Index struct {
	mu     sync.RWMutex
	firms  []string
	known  map[string]bool
	length []uint8             // how many pairs the shortest form of a firm's core has
	pairs  map[[2]rune][]int32 // by two neighbouring characters of a core
	sounds map[string][]int32  // by a core's pinyin, in full and by initials
}

// A Match is a firm that a written name may mean, and how likely: from SameFrom to 1, or Part where the name is only a part of it.
type Match struct {
	Firm string
	Like float64
}

// Part is the likeness of a name that is only a part of a firm's: 鹏程 of 鹏程氢动力. Homophone is that of one that sounds the same.
const (
	Part      = 0.7
	Homophone = 0.9
	oneWrong  = 0.8 // one character of five or more differs
)

// NewIndex makes an index of some firms.
func NewIndex(firms []string) *Index {
	x := &Index{known: map[string]bool{}, pairs: map[[2]rune][]int32{}, sounds: map[string][]int32{}}
	for _, f := range firms {
		x.Add(f)
	}
	return x
}

// Add adds a firm, once.
func (x *Index) Add(firm string) {
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.known[firm] {
		return
	}
	x.known[firm] = true
	n := int32(len(x.firms))
	x.firms, x.length = append(x.firms, firm), append(x.length, 255)
	for _, f := range part(firm).forms() {
		core := []rune(f.core)
		x.length[n] = uint8(min(int(x.length[n]), max(len(core)-1, 0)))
		for i := range len(core) - 1 {
			p := [2]rune{core[i], core[i+1]}
			if list := x.pairs[p]; len(list) == 0 || list[len(list)-1] != n {
				x.pairs[p] = append(list, n)
			}
		}
		full, initials := sound(f.core)
		for _, s := range []string{full, initials} {
			if list := x.sounds[s]; s != "" && (len(list) == 0 || list[len(list)-1] != n) {
				x.sounds[s] = append(list, n)
			}
		}
	}
}

// Find lists the firms that a written name may mean, the likeliest first.
func (x *Index) Find(written string) []Match {
	x.mu.RLock()
	defer x.mu.RUnlock()
	n := part(written)
	best := map[int32]float64{}
	for _, f := range n.forms() {
		x.byPairs(f, written, best)
		full, _ := sound(f.core)
		if latin(f.core) {
			full = f.core // typed in pinyin
		}
		for _, i := range x.sounds[full] {
			if full != "" && !n.elsewhere(part(x.firms[i])) {
				best[i] = max(best[i], Homophone)
			}
		}
	}
	var out []Match
	for i, how := range best {
		out = append(out, Match{x.firms[i], how})
	}
	slices.SortFunc(out, func(a, b Match) int { return cmp.Or(cmp.Compare(b.Like, a.Like), strings.Compare(a.Firm, b.Firm)) })
	return out
}

// byPairs looks at the firms that share enough neighbouring characters with a form of the name to be it, hold it, or differ in one character.
func (x *Index) byPairs(f form, written string, best map[int32]float64) {
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
	n := part(written)
	for i, c := range shared {
		common, other := int(c), int(x.length[i])
		alike := 10*common >= 4*(pairs+other) || pairs >= shortestWrong-1 && common >= pairs-2 && other-pairs <= 1
		if common == 0 || common < pairs && common < other && !alike {
			continue
		}
		firm := x.firms[i]
		how := Like(firm, written)
		if how < SameFrom && oneOff(core, firm) && !part(firm).elsewhere(n) {
			how = oneWrong
		}
		if how < SameFrom && common == pairs && strings.Contains(Fold(firm), f.core) {
			how = Part
		}
		if how >= Part {
			best[int32(i)] = max(best[int32(i)], how)
		}
	}
}

// shortestWrong is how many characters a core must have to be known with one of them wrong.
const shortestWrong = 5

// oneOff reports whether a core is a firm's but for one character that is wrong, missing or too many.
func oneOff(core []rune, firm string) bool {
	for _, f := range part(firm).forms() {
		other := []rune(f.core)
		if min(len(core), len(other)) >= shortestWrong && within1(core, other) {
			return true
		}
	}
	return false
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

// shortestSound is how many characters a name must have to be known by its sound: shorter ones sound like too many others.
const shortestSound = 3

// sound is a core's pinyin by its characters' usual readings, in full and by initials; "" where it is short or has other characters than Han.
func sound(core string) (full, initials string) {
	if utf8.RuneCountInString(core) < shortestSound || strings.ContainsFunc(core, func(r rune) bool { return !unicode.Is(unicode.Han, r) }) {
		return "", ""
	}
	return usual(core)
}

func latin(s string) bool {
	return s != "" && !strings.ContainsFunc(s, func(r rune) bool { return r < 'a' || r > 'z' })
}
