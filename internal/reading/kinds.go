package reading

import (
	_ "embed"
	"math"
	"slices"
	"strings"
)

// A kindRule says which kind of record a word speaks for.
type kindRule struct {
	kind  Kind
	words string
}

// headRules are words in the heading of a report, before the first colon or in brackets, that settle its kind.
var headRules = []kindRule{
	{Lead, "招才线索 引才线索 抢注 线索超期"},
	{Progress, "引才 招才 进展 问题 项目进展 到位 签约 开工 投产 入统 诉求 困难 进度 项目动态 求助 求援 超期 督办"},
	{Lead, "线索 首报 首谈 意向 首次报 首次上报 冲突 撞单 抢先登记"},
	{Visit, "接待 来访 接访 陪同考察 客商来访 到访 来客"},
	{Trip, "外出 出差 出访 赴外 外出招商 驻点 走访 拜访 小分队"},
	{Lead, "登记"},
}

// readKind decides what kind of record the text is: by its heading, else by what was learned.
func (r *reader) readKind() {
	head, told := r.headKind()
	switch {
	case r.kind != "":
		r.out.Kind = r.kind
	case told:
		r.out.Kind = head
	case r.english:
		r.out.Kind = r.englishKind()
	default:
		var surely bool
		if r.out.Kind, surely = r.learnedKind(); !surely {
			r.doubt("kind", "", "close")
		}
	}
}

// headKind reads the heading: 接待：…, 【线索】…, 线索更正:….
func (r *reader) headKind() (Kind, bool) {
	head := r.s
	if i := strings.IndexAny(head, ":]"); i >= 0 && i <= 36 {
		head = head[:i]
	} else if i := strings.IndexAny(head, " ,"); i >= 0 && i <= 12 {
		head = head[:i]
	} else {
		return "", false
	}
	for _, rule := range headRules {
		if containsAny(head, strings.Fields(rule.words)...) {
			return rule.kind, true
		}
	}
	return "", false
}

// learnedKinds are those that weights were learned for.
var learnedKinds = [4]Kind{Trip, Visit, Lead, Progress}

//go:embed kinds.weights
var kindWeights weights

// kindSurely is how much higher than the second a kind must score to be taken without asking.
const kindSurely = 500

// learnedKind is the kind that scores highest.
func (r *reader) learnedKind() (k Kind, surely bool) {
	scores := kindScores(r.kindFeatures(), kindWeights.at)
	best := highest(scores)
	second := scores
	second[best] = math.MinInt32
	return learnedKinds[best], scores[best]-second[highest(second)] >= kindSurely
}

func highest(scores [len(learnedKinds)]int32) int {
	best := 0
	for k, s := range scores {
		if s > scores[best] {
			best = k
		}
	}
	return best
}

// kindScores are what the features say for each kind. Each has four weights, one for each.
func kindScores(f []uint32, weight func(uint32) int32) (out [len(learnedKinds)]int32) {
	for _, i := range f {
		for k := range out {
			out[k] += weight(kindWeight(i, k))
		}
	}
	return out
}

func kindWeight(feature uint32, k int) uint32 { return feature&^3 | uint32(k) }

// kindFeatures are the words of the line, by themselves, with their neighbours and by where they stand; firms, places and the like count only as such.
func (r *reader) kindFeatures() []uint32 {
	f := []uint32{feature(200), feature(208, uint64(min(len(r.companies), 2)), uint64(min(len(r.sums), 2)), uint64(min(len(r.places), 2))), feature(209, uint64(min(len(r.whens), 3)))}
	var two, one uint64 // the words before
	for i, w := range r.kindWords() {
		f = append(f, feature(201, w), feature(202, w, uint64(min(i/4, 2))), feature(203, w, uint64(min(i, 3))),
			feature(204, one, w), feature(205, two, w), feature(206, two, one, w))
		two, one = one, w
	}
	chars := []rune(r.s)
	for i := range len(chars) - 1 {
		f = append(f, feature(207, uint64(chars[i]), uint64(chars[i+1])))
	}
	slices.Sort(f)
	return slices.Compact(f)
}

// kindWords are numbers of the line's words. All firms have one, all products, and all numbers of people.
func (r *reader) kindWords() []uint64 {
	var out []uint64
	for _, t := range r.tokens {
		switch {
		case t.class == blanks:
		case r.insideCompany(t.from):
			if !r.insideCompany(t.from-1) || slices.ContainsFunc(r.companies, func(c company) bool { return c.from == t.from }) {
				out = append(out, firmWord)
			}
		case t.class == product || t.class == post:
			out = append(out, uint64(t.class)+1)
		case t.class == quantity:
			out = append(out, wordNumber(strings.TrimLeft(r.s[t.from:t.to], "0123456789.一二三四五六七八九十两多几-~约"), filler))
		default:
			out = append(out, wordNumber(r.s[t.from:t.to], t.class))
		}
	}
	return out
}

// firmWord is the number of any firm.
const firmWord = 1000

// englishWords for a trip and a visit.
var englishTrip, englishVisit = []string{"led a team", "trip to", "visited", "went to", "met with", "travelled to"}, []string{"received", "hosted", "hosting", "came to visit", "delegation from", "visitors from"}

// englishKind is the kind of an English line: a trip or a visit, whichever has the first word.
func (r *reader) englishKind() Kind {
	first := func(words []string) int {
		at := len(r.s)
		for _, w := range words {
			if i := strings.Index(r.s, w); i >= 0 {
				at = min(at, i)
			}
		}
		return at
	}
	switch trip, visit := first(englishTrip), first(englishVisit); {
	case trip < visit:
		return Trip
	case visit < trip:
		return Visit
	}
	return Progress
}
