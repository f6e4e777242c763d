package reading

import (
	"slices"
	"strings"
	"unicode/utf8"

	"chainlead/internal/money"
	"chainlead/internal/names"
)

// A reader holds what the passes over one line find, and the report that they fill.
type reader struct {
	*line
	english bool    // an English line
	c       Context // its Kind is that of a command's line
	kind    Kind    // what the caller says that the text is
	out     Report

	whens      []when
	sums       []money.Found
	quantities []amountOf
	places     []names.FoundPlace
	units      []namedUnit
	titles     []title
	bases      []namedBase
	mentions   []mentioned
	tokens     []token
	companies  []company
	persons    []named
	headCounts []int   // head counts of visitors, in order
	totals     []bool  // whether each is said to be the total
	project    segment // the words of the project
	chain      segment // the words that name the chain
	record     int     // the index of the record's own time in whens, -1 if none
	used       []bool  // by byte of s: whether something was made of it
}

// Read reads a text: a whole report when c.Kind is empty, or the line typed after a command. It never fails: what it
// doesn't understand is in Rest, word for word.
func Read(text string, c Context) Report {
	r := newReader(text, c)
	r.find()
	r.resolve()
	r.assemble()
	return r.out
}

func newReader(text string, c Context) *reader {
	if c.City == nil {
		c.City = &City{}
	}
	kind := c.Kind
	if c.Free {
		c.Kind = ""
	}
	c.City.prepare()
	r := &reader{line: normalise(text), c: c, kind: kind, record: -1}
	r.used, r.english = make([]bool, len(r.s)+1), latin(r.s)
	return r
}

// find runs the finders and cuts the line into tokens.
func (r *reader) find() {
	r.mentions = findMentions(r.s)
	r.whens = findWhens(r.line, r.c)
	r.sums = r.clear(money.Find(r.s))
	r.whens = slices.DeleteFunc(r.whens, r.insideSum)
	r.takeBack()
	r.places = append(findPlaces(r.s), findEnglishPlaces(r.s)...)
	r.units = r.findUnits()
	r.titles = r.findTitles()
	r.dropInTitles()
	r.bases = r.findBases()
	r.quantities = slices.DeleteFunc(findQuantities(r.s), r.noQuantity)
	r.tokens = lex(r.line, r.pieces())
	r.keepQuantities()
}

// noQuantity tells whether a quantity is something else: the beginning of a sum (投资九千万|一个是…), or an item's number before a place, 2|台州宏镗数控.
func (r *reader) noQuantity(q amountOf) bool {
	return r.sumAt(q.from) || slices.ContainsFunc(r.places, func(p names.FoundPlace) bool { return q.from < p.Start && p.Start < q.to && q.to < p.End })
}

// takeBack drops a time that is put right at once: 下周四给方案,不对是|下周五.
func (r *reader) takeBack() {
	for i := len(r.whens) - 1; i > 0; i-- {
		between := r.s[r.whens[i-1].to:r.whens[i].from]
		if hasAnySuffix(between, "不对是", "不对,是", "不对,", "说错了是", "说错了,是", "错了是", "错了,是", "不对 是", "不对应该是", "不对,应该是") {
			r.use(r.whens[i-1].from, r.whens[i].from)
			r.whens = slices.Delete(r.whens, i-1, i)
		}
	}
}

// pieces are all finds as tokens, for lex to settle.
func (r *reader) pieces() []piece {
	var out []piece
	for _, m := range r.mentions {
		out = append(out, piece{m.from, m.to, mention})
	}
	for _, w := range r.whens {
		out = append(out, piece{w.from, w.to, timed})
	}
	for _, s := range r.sums {
		out = append(out, piece{s.Start, s.End, sum})
	}
	for _, t := range r.titles {
		out = append(out, piece{t.from, t.to, post})
	}
	for _, b := range r.bases {
		out = append(out, piece{b.from, b.to, base})
	}
	for _, u := range r.units {
		out = append(out, piece{u.from, r.beforeTitle(u), unit})
	}
	for _, p := range r.places {
		out = append(out, piece{p.Start, p.End, place})
	}
	for _, q := range r.quantities {
		out = append(out, piece{q.from, q.to, quantity})
	}
	return append(out, r.hither()...)
}

// hither are the words for coming here: 来濮, 在濮.
func (r *reader) hither() []piece {
	var out []piece
	here, n := utf8.DecodeRuneInString(r.c.City.Short)
	if n == 0 {
		return nil
	}
	for _, w := range []string{"来", "在", "到", "赴", "抵", "回", "落户", "落地"} {
		words := w + string(here)
		for i := indexFrom(r.s, words, 0); i >= 0; i = indexFrom(r.s, words, i+len(words)) {
			if !strings.HasPrefix(r.s[i+len(w):], r.c.City.Short) {
				out = append(out, piece{i, i + len(words), filler})
			}
		}
	}
	return out
}

// dropInTitles drops the places that are only a part of a post: 代县 of 代县长.
func (r *reader) dropInTitles() {
	r.places = slices.DeleteFunc(r.places, func(p names.FoundPlace) bool {
		return slices.ContainsFunc(r.titles, func(t title) bool { return p.Start < t.to && t.from < p.End })
	})
}

// beforeTitle is the end of a unit's name, or the beginning of the post that shares a character with it: 清丰|县委书记.
func (r *reader) beforeTitle(u namedUnit) int {
	for _, t := range r.titles {
		if u.from < t.from && t.from < u.to {
			return t.from
		}
	}
	return u.to
}

// clear drops sums that are a part of a time.
func (r *reader) clear(sums []money.Found) []money.Found {
	return slices.DeleteFunc(sums, func(f money.Found) bool {
		return slices.ContainsFunc(r.whens, func(w when) bool { return f.Start < w.to && w.from < f.End && w.to-w.from > f.End-f.Start })
	})
}

// insideSum tells whether a time is only a part of a sum: 3.5-5亿.
func (r *reader) insideSum(w when) bool {
	return slices.ContainsFunc(r.sums, func(f money.Found) bool { return f.Start <= w.from && w.from < f.End })
}

// keepQuantities drops the quantities that lost to a sum or a time.
func (r *reader) keepQuantities() {
	kept := r.quantities[:0]
	for _, q := range r.quantities {
		if slices.ContainsFunc(r.tokens, func(t token) bool { return t.class == quantity && t.from == q.from && t.to == q.to }) {
			kept = append(kept, q)
		}
	}
	r.quantities = kept
}

// use marks a stretch of the line as understood.
func (r *reader) use(from, to int) {
	for i := from; i < to; i++ {
		r.used[i] = true
	}
}

func (r *reader) doubt(field, words, why string) {
	r.out.Doubts = append(r.out.Doubts, Doubt{field, words, why})
}

// has tells whether the line contains one of the words.
func (r *reader) has(words ...string) bool { return containsAny(r.s, words...) }
