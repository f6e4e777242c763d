package reading

import (
	_ "embed"
	"math"
	"strings"
)

// Which words are a firm's name is learned from examples, not listed: testdata/firms.txt and the reports, where firms are marked. A stretch
// is scored by the weights of its features, and of the stretches that overlap those are taken that together score highest. The learner
// is in learn_test.go.

// A stretch is some characters of a line that may be a firm's name, from one cut to another. Cut i is before character i.
type stretch struct{ from, to int }

// A view is a line as the learned weights see it; projects.go looks for a project's name in the same way.
type view struct {
	tokens []token
	at     []int    // the byte at each cut
	chars  []uint64 // with two beyond either end
	tok    []int    // the token that each cut is in or begins
	begins []bool   // whether a token begins there
	words  []uint64 // a number for each token's word
	sides  []side   // of each cut

	amounts bool // whether quantities may be part of a name: 200MW储能电站项目
}

const (
	beyond   = 3  // how far the features look past the ends of a line
	longest  = 28 // characters of a name, twice as many of an English one
	mostWord = 16 // tokens of a name
)

//go:embed firms.weights
var firmWeights weights

func newView(s string, tokens []token) *view {
	v := &view{tokens: tokens}
	for range beyond {
		v.chars = append(v.chars, 1)
	}
	k := 0
	for i, c := range s {
		if digit(c) {
			c = '0'
		}
		for k < len(tokens) && tokens[k].to <= i {
			k++
		}
		v.at, v.chars, v.tok = append(v.at, i), append(v.chars, uint64(c)), append(v.tok, k)
		v.begins = append(v.begins, k < len(tokens) && tokens[k].from == i)
	}
	v.at, v.tok, v.begins = append(v.at, len(s)), append(v.tok, len(tokens)), append(v.begins, true)
	for range beyond + 1 {
		v.chars = append(v.chars, 2)
	}
	for _, t := range tokens {
		v.words = append(v.words, wordNumber(s[t.from:t.to], t.class))
	}
	for i := range v.at {
		v.sides = append(v.sides, v.side(i))
	}
	return v
}

func (v *view) word(k int) uint64 {
	switch {
	case k < 0:
		return 101
	case k >= len(v.words):
		return 102
	}
	return v.words[k]
}

func (v *view) class(k int) uint64 {
	if k < 0 || k >= len(v.tokens) {
		return 99
	}
	return uint64(v.tokens[k].class)
}

func (v *view) char(i int) uint64 { return v.chars[i+beyond] }

// A side is what stands on either side of a cut: the words, or parts of the word that it cuts.
type side struct {
	left, right   int    // tokens
	before, after uint64 // their words
	kinds         uint64 // their classes
	run           uint64 // the word behind all that could go on a name here
}

func (v *view) side(i int) side {
	s := side{left: v.tok[i] - 1, right: v.tok[i]}
	cut := uint64(0)
	if !v.begins[i] {
		s.left, cut = v.tok[i], 1
	}
	s.before, s.after = v.word(s.left)*2+cut, v.word(s.right)*2+cut
	k := s.right
	for k < len(v.tokens) && nameClass(v.tokens[k].class) {
		k++
	}
	s.run = v.word(k)*2 + uint64(min(k-s.right, 1))
	s.kinds = v.class(s.left)<<16 | v.class(s.right)<<1 | cut
	return s
}

// starts are the features of a name that begins at cut i, ends those of one that ends there. A feature's first number says which it is.
func (v *view) starts(f []uint32, i int) []uint32 {
	c, s := v.char, v.sides[i]
	return append(f,
		feature(1, c(i-1)), feature(2, c(i)), feature(3, c(i-2), c(i-1)), feature(4, c(i-1), c(i)), feature(5, c(i), c(i+1)),
		feature(6, c(i-1), c(i), c(i+1)), feature(7, c(i-2), c(i-1), c(i)), feature(8, c(i-3), c(i-2), c(i-1)),
		feature(9, s.before), feature(10, s.kinds), feature(11, s.before, v.class(s.right)), feature(12, v.word(s.left-1), s.before),
		feature(13, v.class(s.left-1), s.kinds), feature(14, v.word(s.left-2), v.word(s.left-1), s.before), feature(15, s.before, s.after))
}

func (v *view) ends(f []uint32, i int) []uint32 {
	c, s := v.char, v.sides[i]
	return append(f,
		feature(21, c(i-1)), feature(22, c(i)), feature(23, c(i-2), c(i-1)), feature(24, c(i-1), c(i)), feature(25, c(i), c(i+1)),
		feature(26, c(i-2), c(i-1), c(i)), feature(27, c(i-1), c(i), c(i+1)), feature(28, c(i), c(i+1), c(i+2)), feature(29, c(i-3), c(i-2), c(i-1)),
		feature(30, s.after), feature(31, s.kinds), feature(32, s.after, v.class(s.left)), feature(33, s.after, v.word(s.right+1)),
		feature(34, v.class(s.right+1), s.kinds), feature(35, s.after, v.word(s.right+1), v.word(s.right+2)), feature(36, s.before, s.after),
		feature(37, s.run), feature(38, s.run, s.kinds))
}

// insides are the features of a whole name: its length, its words, and what its two ends say together.
func (v *view) insides(f []uint32, n stretch) []uint32 {
	a, b := v.sides[n.from], v.sides[n.to]
	first, last, length := v.tok[n.from], v.tok[n.to-1], uint64(n.to-n.from)
	shape, own, made, alien := a.kinds&1, 0, uint64(0), uint64(0)
	for k := first; k <= last; k++ {
		t := v.tokens[k]
		switch t.class {
		case unknown, letters:
			own += min(t.to, v.at[n.to]) - max(t.from, v.at[n.from])
		case product, corp, legal:
			made = uint64(t.class)
		case kindOf, place, blanks, mark, soft:
		default:
			alien++
		}
		shape = shape*64 + v.class(k) + 1
		if t.class == unknown {
			shape = shape*8 + uint64(min((min(t.to, v.at[n.to])-max(t.from, v.at[n.from]))/3, 5))
		}
		shape *= 0x100000001b3
	}
	shape = shape*2 + b.kinds&1
	f = append(f,
		feature(41, shape), feature(42, shape, a.before), feature(43, shape, b.after), feature(44, shape, a.kinds, b.kinds),
		feature(45, length), feature(46, length, a.kinds>>16, b.kinds), feature(47, a.before, b.after), feature(48, a.before, b.before),
		feature(49, a.kinds, b.kinds), feature(50, v.word(first), v.word(last), uint64(last-first)), feature(51, length, b.before),
		feature(52, a.after, b.before, b.after), feature(53, a.after, a.before, b.before))
	brand := uint64(min(own/3, 5))
	f = append(f,
		feature(61, brand, made, alien), feature(62, brand, alien, a.kinds>>16, b.kinds), feature(63, brand, made, a.before), feature(64, brand, made, b.after),
		feature(65, alien, v.class(first), v.class(last)), feature(66, made, b.after, a.before), feature(67, made, b.run, a.kinds>>16), feature(68, made, b.run, a.before))
	for k := first + 1; k < last; k++ {
		f = append(f, feature(54, v.word(k)), feature(55, v.class(k)), feature(56, v.word(k), v.word(k+1)))
	}
	for i := n.from + 1; i < n.to-1; i++ {
		f = append(f, feature(57, v.char(i)))
	}
	return f
}

// stretches are all that may be names.
func (v *view) stretches() []stretch {
	var out []stretch
	n := len(v.at) - 1
	for a := range n {
		if !v.mayEnd(a, v.tok[a]) || v.char(a) == '某' || strings.ContainsRune(signs, rune(v.char(a))) {
			continue
		}
		open, limit, named := 0, a+longest, false // brackets, characters, a word that isn't of everyday
		if v.class(v.tok[a]) == uint64(letters) {
			limit += longest
		}
		for b := a + 1; b <= min(n, limit); b++ {
			k := v.tok[b-1]
			switch v.char(b - 1) {
			case '(':
				open++
			case ')':
				open--
			}
			if !v.inside(k) || k-v.tok[a] >= mostWord || open < 0 {
				break
			}
			named = named || nameClass(v.tokens[k].class) || v.tokens[k].class == soft || v.tokens[k].class == and
			if b-a > 1 && open == 0 && named && v.mayEnd(b, k) && !strings.ContainsRune(signs[2:], rune(v.char(b-1))) {
				out = append(out, stretch{a, b})
			}
		}
	}
	return out
}

// signs are what no name begins with; it may end with the first two, as Ltd. does.
const signs = ".)( ,、-~/|+*=#&'\"<>"

// mayEnd tells whether a name may begin or end at cut i with token k: English words and places aren't cut.
func (v *view) mayEnd(i, k int) bool {
	c := v.tokens[k].class
	return v.inside(k) && (v.begins[i] || c != letters && c != place)
}

// inside tells whether token k may be a part of a name; of commas that in Co., Ltd.
func (v *view) inside(k int) bool {
	switch v.tokens[k].class {
	case quantity:
		return v.amounts
	case sum, timed, stop, mention, base:
		return false
	case comma:
		return v.class(k-2) == uint64(letters) && v.class(k-1) == uint64(mark) && (v.class(k+1) == uint64(letters) || v.class(k+2) == uint64(letters))
	}
	return true
}

// scores are those of all stretches. What starts and ends say is added up once for each cut.
func (v *view) scores(stretches []stretch, weigh func([]uint32) int32) []int32 {
	starts, ends := make([]int32, len(v.at)), make([]int32, len(v.at))
	f := make([]uint32, 0, 128)
	for i := range v.at {
		starts[i], ends[i] = weigh(v.starts(f, i)), weigh(v.ends(f, i))
	}
	out := make([]int32, len(stretches))
	for i, n := range stretches {
		if out[i] = starts[n.from] + ends[n.to]; out[i] < hopeless {
			out[i] = math.MinInt32 / 2
			continue
		}
		out[i] += weigh(v.insides(f, n))
	}
	return out
}

// hopeless is a score of the two ends that what is between them hardly ever makes good.
const hopeless = -200

// choose gives the indexes of the stretches that together score highest, none overlapping another.
func (v *view) choose(stretches []stretch, scores []int32) []int {
	best, taken := make([]int32, len(v.at)), make([]int, len(v.at)) // from a cut on; the stretch that begins there, if any
	k := len(stretches)
	for i := len(v.at) - 2; i >= 0; i-- {
		best[i], taken[i] = best[i+1], -1
		for ; k > 0 && stretches[k-1].from == i; k-- {
			if s := scores[k-1] + best[stretches[k-1].to]; s > best[i] {
				best[i], taken[i] = s, k-1
			}
		}
	}
	var out []int
	for i := 0; i < len(v.at)-1; {
		if taken[i] < 0 {
			i++
			continue
		}
		out = append(out, taken[i])
		i = stretches[taken[i]].to
	}
	return out
}
