//go:build !race

// Learning takes ten times as long under the race detector, and has no second goroutine.

package reading

import (
	"bytes"
	"cmp"
	"flag"
	"iter"
	"maps"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "learn the weights anew")

// A lesson is a text in which the names of firms, or of the project, are marked.
type lesson struct {
	view                  *view
	stretches             []stretch
	starts, ends, insides [][]uint32 // their features: of a name that begins or ends at each cut, and of each stretch
	names                 []int      // indexes of stretches
}

// marks are what firms stand between in testdata/firms.txt.
const openFirm, closeFirm = "⟦", "⟧"

// A marked text is cut at its firms: what stands between them, before, after and between.
type marked struct{ between, firms []string }

func (m marked) text() string {
	var b strings.Builder
	for i, s := range m.between {
		b.WriteString(s)
		if i < len(m.firms) {
			b.WriteString(m.firms[i])
		}
	}
	return b.String()
}

// unmark reads a line of testdata/firms.txt.
func unmark(s string) (m marked) {
	for {
		before, rest, found := strings.Cut(s, openFirm)
		m.between = append(m.between, before)
		if !found {
			return m
		}
		firm, after, _ := strings.Cut(rest, closeFirm)
		m.firms, s = append(m.firms, firm), after
	}
}

// markReport marks a report's companies wherever they stand in its text.
func markReport(e example) marked {
	list, _ := e.Expected["companies"].([]any)
	var firms []string
	for _, c := range list {
		firms = append(firms, c.(string))
	}
	slices.SortFunc(firms, func(a, b string) int { return cmp.Compare(len(b), len(a)) })
	var m marked
	from := 0
	for i := 0; i < len(e.Text); {
		k := slices.IndexFunc(firms, func(f string) bool { return strings.HasPrefix(e.Text[i:], f) })
		if k < 0 {
			i++
			continue
		}
		m.between, m.firms = append(m.between, e.Text[from:i]), append(m.firms, firms[k])
		i += len(firms[k])
		from = i
	}
	m.between = append(m.between, e.Text[from:])
	return m
}

// lesson finds the stretches of a text and which of them are firms; false if one of them can't be.
func (m marked) lesson(c Context) (lesson, bool) {
	r := newReader(m.text(), c)
	r.find()
	l := newLesson(newView(r.s, r.tokens))
	typed := 0
	for i, firm := range m.firms {
		typed += len(m.between[i])
		n := stretch{r.cutAt(l.view, typed), r.cutAt(l.view, typed+len(firm))}
		typed += len(firm)
		k := slices.Index(l.stretches, n)
		if k < 0 {
			return l, false
		}
		l.names = append(l.names, k)
	}
	return l, true
}

// scores are those of all stretches.
func (l lesson) scores(weigh func([]uint32) int32) []int32 {
	starts, ends := make([]int32, len(l.starts)), make([]int32, len(l.starts))
	for i := range l.starts {
		starts[i], ends[i] = weigh(l.starts[i]), weigh(l.ends[i])
	}
	out := make([]int32, len(l.stretches))
	for i, n := range l.stretches {
		out[i] = starts[n.from] + ends[n.to] + weigh(l.insides[i])
	}
	return out
}

func newLesson(v *view) lesson {
	l := lesson{view: v}
	l.stretches = l.view.stretches()
	for i := range l.view.at {
		l.starts, l.ends = append(l.starts, l.view.starts(nil, i)), append(l.ends, l.view.ends(nil, i))
	}
	for _, n := range l.stretches {
		l.insides = append(l.insides, l.view.insides(nil, n))
	}
	return l
}

// cutAt is the cut before the character that was typed at a byte.
func (r *reader) cutAt(v *view, typed int) int {
	return slices.IndexFunc(v.at, func(b int) bool { return r.at[b] >= typed })
}

// A learner is an averaged perceptron over whole lines: what was wrongly taken is weighed down, what was missed up, and the weights
// are those of all lines in the mean. All numbers are whole, so that every machine learns the same.
type learner struct {
	weights []int32
	past    []int64 // each weight times the line at which it came
	lines   int64
}

const (
	learners = 3  // who each learn in an order of their own, and are averaged
	rounds   = 4  // through all lessons
	fine     = 16 // steps of a weight of one
)

func (l *learner) at(i uint32) int32 { return l.weights[i] }

// weigh is the sum of the weights of some features.
func (l *learner) weigh(f []uint32) (sum int32) {
	for _, k := range f {
		sum += l.weights[k]
	}
	return sum
}

func (l *learner) change(f []uint32, d int32) {
	for _, k := range f {
		l.weights[k] += d
		l.past[k] += int64(d) * l.lines
	}
}

// mean is a weight's mean over all lines, in fine steps.
func (l *learner) mean(k int) int64 {
	return (int64(l.weights[k])*(l.lines+1) - l.past[k]) * fine / (l.lines + 1)
}

// learned are the weights that several learners learn from some lessons, in the mean. Teaching a lesson tells whether it was known.
func learned(t *testing.T, lessons int, teach func(l *learner, lesson int) bool) weights {
	t.Helper()
	sums := make([]int64, features)
	order := make([]int, lessons)
	for i := range order {
		order[i] = i
	}
	for n := range learners {
		l := &learner{weights: make([]int32, features), past: make([]int64, features)}
		luck := rand.New(rand.NewPCG(3, uint64(n)))
		wrong := 0
		for range rounds {
			luck.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
			wrong = 0
			for _, i := range order {
				l.lines++
				wrong += boolInt(!teach(l, i))
			}
		}
		t.Logf("learner %d: %d of %d lessons wrong in the last round", n+1, wrong, lessons)
		for k := range sums {
			sums[k] += l.mean(k)
		}
	}
	out := make(weights, features)
	for k, sum := range sums {
		out[k] = byte(int8(max(-127, min(127, sum/learners))))
	}
	return out
}

// keep writes weights into their file and takes them for the tests that follow, or tells whether they are those that are there.
func keep(t *testing.T, file string, got weights, have *weights) {
	t.Helper()
	if *update {
		*have = got
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(got, *have) {
		t.Errorf("%s isn't what is learned from testdata; run go test ./internal/reading -run Learn -update", file)
	}
}

// swapped puts other firms into a text, so that the words around a firm are learned and not its name.
func (m marked) swapped(pool []string, luck *rand.Rand) marked {
	swap := map[string]string{}
	out := marked{between: m.between}
	for _, f := range m.firms {
		if swap[f] == "" {
			swap[f] = fresh(pool[luck.IntN(len(pool))], pool, luck)
		}
		out.firms = append(out.firms, swap[f])
	}
	return out
}

// fresh gives a firm the first characters of another, every other time.
func fresh(firm string, pool []string, luck *rand.Rand) string {
	other := []rune(pool[luck.IntN(len(pool))])
	own := []rune(firm)
	if len(own) < 4 || len(other) < 2 || !han(own[1]) || !han(other[1]) || luck.IntN(2) == 0 {
		return firm
	}
	return string(other[:2]) + string(own[2:])
}

// lessons are the marked texts of testdata, and each with firms twice more with other firms.
func lessons(t *testing.T) []lesson {
	t.Helper()
	var texts []marked
	for _, e := range reports(t) {
		texts = append(texts, markReport(e))
	}
	data, err := os.ReadFile("testdata/firms.txt")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(data)) {
		texts = append(texts, unmark(strings.TrimSpace(line)))
	}
	c := wednesday(t)
	var out []lesson
	var pool []string
	for _, m := range texts {
		l, ok := m.lesson(c)
		if !ok {
			t.Logf("a firm that can't be one: %q in %s", m.firms, m.text())
			continue
		}
		out = append(out, l)
		if !latin(m.text()) {
			pool = append(pool, m.firms...)
		}
	}
	luck := rand.New(rand.NewPCG(1, 2))
	for range 2 {
		for _, m := range texts {
			if len(m.firms) == 0 || latin(m.text()) {
				continue
			}
			if l, ok := m.swapped(pool, luck).lesson(c); ok {
				out = append(out, l)
			}
		}
	}
	return out
}

// TestLearnFirms learns what is a firm's name from the marked texts.
func TestLearnFirms(t *testing.T) {
	all := lessons(t)
	got := learned(t, len(all), func(l *learner, i int) bool {
		return all[i].teach(l, func(scores []int32) []int { return all[i].view.choose(all[i].stretches, scores) })
	})
	keep(t, "firms.weights", got, &firmWeights)
}

// teach lets a learner choose names, and corrects it. It tells whether that was right.
func (x lesson) teach(l *learner, choose func([]int32) []int) bool {
	scores := x.scores(l.weigh)
	for i := range scores {
		scores[i]++ // what is none must score clearly worse, what is one clearly better
	}
	for _, i := range x.names {
		scores[i] -= 2
	}
	got := choose(scores)
	for i, d := range difference(x.names, got) {
		n := x.stretches[i]
		l.change(slices.Concat(x.starts[n.from], x.ends[n.to], x.insides[i]), d)
	}
	return slices.Equal(got, x.names)
}

// difference has 1 for each number that is only wanted, -1 for each that is only there.
func difference(want, got []int) map[int]int32 {
	out := map[int]int32{}
	for _, i := range want {
		out[i]++
	}
	for _, i := range got {
		out[i]--
	}
	maps.DeleteFunc(out, func(_ int, d int32) bool { return d == 0 })
	return out
}

// reports are those that may be learned from.
func reports(t *testing.T) []example {
	t.Helper()
	return append(examples(t, "testdata/reports.jsonl"), examples(t, "testdata/samples.jsonl")...)
}

// read gives the Chinese reports with a reader that has found their firms.
func read(t *testing.T) iter.Seq2[example, *reader] {
	t.Helper()
	c := wednesday(t)
	return func(yield func(example, *reader) bool) {
		for _, e := range reports(t) {
			r := newReader(e.Text, c)
			if r.english {
				continue
			}
			r.find()
			r.findCompanies()
			if !yield(e, r) {
				return
			}
		}
	}
}

// TestLearnProjects learns what is a project's name, from the reports whose project is named word for word.
func TestLearnProjects(t *testing.T) {
	var all []lesson
	for e, r := range read(t) {
		l := newLesson(r.projectView())
		name, _ := e.Expected["project"].(string)
		if typed := strings.Index(e.Text, name); name != "" && typed >= 0 {
			k := slices.Index(l.stretches, stretch{r.cutAt(l.view, typed), r.cutAt(l.view, typed+len(name))})
			if k < 0 {
				continue // it has words in it that no name has
			}
			l.names = []int{k}
		}
		if name == "" || len(l.names) > 0 {
			all = append(all, l)
		}
	}
	got := learned(t, len(all), func(l *learner, i int) bool {
		return all[i].teach(l, func(scores []int32) []int {
			if best := highestOf(scores); best >= 0 {
				return []int{best}
			}
			return nil
		})
	})
	keep(t, "projects.weights", got, &projectWeights)
}

// TestLearnKinds learns the kinds of reports, in which the firms are known.
func TestLearnKinds(t *testing.T) {
	type lesson struct {
		features []uint32
		kind     int
	}
	var all []lesson
	for e, r := range read(t) {
		all = append(all, lesson{r.kindFeatures(), slices.Index(learnedKinds[:], Kind(e.Kind))})
	}
	got := learned(t, len(all), func(l *learner, i int) bool {
		x := all[i]
		scores := kindScores(x.features, l.at)
		scores[x.kind] -= 3 // the right one must score clearly better
		got := highest(scores)
		if got == x.kind {
			return true
		}
		for _, f := range x.features {
			l.change([]uint32{kindWeight(f, x.kind)}, 1)
			l.change([]uint32{kindWeight(f, got)}, -1)
		}
		return false
	})
	keep(t, "kinds.weights", got, &kindWeights)
}
