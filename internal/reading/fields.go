package reading

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// A segment is a stretch of a command's line between spaces or commas; of an English line, between commas.
type segment struct{ from, to int }

// segments cuts the line at spaces, commas and full stops.
func (r *reader) segments() []segment {
	marks := " ,、;。\t\n"
	if r.english {
		marks = ",;\n"
	}
	var out []segment
	start := 0
	for i, c := range r.s {
		if strings.ContainsRune(marks, c) {
			out = append(out, segment{start, i})
			start = i + len(string(c))
		}
	}
	out = append(out, segment{start, len(r.s)})
	return slices.DeleteFunc(out, func(s segment) bool { return strings.TrimSpace(r.s[s.from:s.to]) == "" })
}

// fillFields gives the words that a command's line leaves unread to the command's fields.
func (r *reader) fillFields() {
	if r.c.Kind != FollowUpLine && len(r.out.FollowUps) > 0 && r.out.FollowUps[0].Owner == "" {
		for _, s := range r.owners(&r.out.FollowUps[0]) {
			r.use(s.from, s.to)
		}
	}
	switch r.c.Kind {
	case Lead, Progress:
		r.fillLead()
	case Trip:
		r.fillTrip()
		r.placeOfCompany()
	case Visit:
		r.fillTrip()
	case FollowUpLine:
		r.fillFollowUp()
	}
}

// unreadSegments are the segments of which nothing was understood.
func (r *reader) unreadSegments() []segment {
	return slices.DeleteFunc(r.segments(), func(s segment) bool { return slices.Contains(r.used[s.from:s.to], true) })
}

// openSegments are the unread segments; of an English line without commas, the stretches between what was read.
func (r *reader) openSegments() []segment {
	if !r.english || strings.Contains(r.s, ",") {
		return r.unreadSegments()
	}
	var out []segment
	for i := 0; i < len(r.s); i++ {
		if r.used[i] || r.s[i] == ' ' {
			continue
		}
		from := i
		for i < len(r.s) && !r.used[i] {
			i++
		}
		out = append(out, segment{from, i})
	}
	return out
}

// fillLead takes the first unread segment as the company, the next as the project, and then the task of a next step.
func (r *reader) fillLead() {
	for _, s := range r.openSegments() {
		words := r.raw(s.from, s.to)
		switch {
		case len(r.out.Companies) == 0 && r.mayBeName(s):
			r.addCompany(words)
		case r.out.Project == "" && !r.remark(s) && (r.english || r.telegraphic()):
			r.out.Project = words
		case len(r.out.FollowUps) > 0 && r.out.FollowUps[0].Task == "":
			r.out.FollowUps[0].Task = words
		default:
			continue
		}
		r.use(s.from, s.to)
	}
}

// mayBeName tells whether a segment is short enough for a name and says nothing that names don't.
func (r *reader) mayBeName(s segment) bool {
	if s.to-s.from > 75 {
		return false
	}
	return !r.anyToken(s, func(t token) bool {
		return t.class == will || t.class == not || t.class == ask && t.to-t.from > 3
	})
}

// remark tells whether a segment is a sentence and no project.
func (r *reader) remark(s segment) bool {
	return r.anyToken(s, func(t token) bool {
		return t.class == will || t.class == not || t.class == ask || t.class == meet || t.class == stageW
	})
}

func (r *reader) anyToken(s segment, is func(token) bool) bool {
	return slices.ContainsFunc(r.tokens, func(t token) bool { return t.from >= s.from && t.to <= s.to && is(t) })
}

// telegraphic tells whether a line is written in bare words, 深圳 鹏程氢动力 周五前报价, and not in sentences.
func (r *reader) telegraphic() bool {
	return !slices.ContainsFunc(r.segments(), func(s segment) bool { return utf8.RuneCountInString(r.s[s.from:s.to]) > longestBare })
}

// longestBare is how many characters a bare word may have: a firm's full name.
const longestBare = 18

// fillTrip takes unread segments that look like names as companies, in a line of bare words.
func (r *reader) fillTrip() {
	if !r.telegraphic() {
		return
	}
	for _, s := range r.unreadSegments() {
		if r.looksLikeName(s) {
			r.addCompany(r.raw(s.from, s.to))
			r.use(s.from, s.to)
		}
	}
}

// placeOfCompany takes the place that a company's name begins with as the trip's, if no other was typed: 深圳鹏程氢动力.
func (r *reader) placeOfCompany() {
	if len(r.out.Places) > 0 {
		return
	}
	for _, p := range r.places {
		if r.insideCompany(p.Start) && !r.ownPlace(p.Place.Name) && !slices.Contains(r.out.Places, p.Name()) {
			r.out.Places = append(r.out.Places, p.Name())
		}
	}
}

// looksLikeName tells whether a segment is made of a name's words and has one of its own.
func (r *reader) looksLikeName(s segment) bool {
	if slices.ContainsFunc(r.persons, func(n named) bool { return n.from <= s.from && s.to <= n.to }) {
		return false // 小王
	}
	brand, made := 0, false
	for _, t := range r.tokens {
		if t.to <= s.from || t.from >= s.to {
			continue
		}
		switch {
		case t.class == letters && notNames[r.s[t.from:t.to]]:
			made = true // coatings alone names nobody
		case t.class == unknown || t.class == letters:
			brand += t.to - t.from
		case t.class == product || t.class == corp || t.class == legal:
			made = true
		case t.class != place && t.class != kindOf && t.class != blanks:
			return false
		}
	}
	return brand >= 6 || brand >= 3 && made
}

// fillFollowUp makes one follow-up of the line: its time, its owner, a company that stands alone, and the rest as the task.
func (r *reader) fillFollowUp() {
	if len(r.out.FollowUps) == 0 {
		r.out.FollowUps = append(r.out.FollowUps, FollowUp{How: HowNone})
	}
	f := &r.out.FollowUps[0]
	f.Owner, f.OwnerPerson, f.OwnerUnit, r.out.Who = "", "", "", nil
	cut := r.owners(f)
	for _, w := range r.whens {
		cut = append(cut, segment{w.from, w.to})
	}
	var task []string
	for _, s := range r.segments() {
		if words := r.without(s, cut); words != "" && !r.alone(s) {
			task = append(task, words)
		}
	}
	f.Task = strings.Join(task, " ")
	r.use(0, len(r.s))
}

// owners sets who is to do it: a colleague, else a unit that is a segment of its own. It gives the words that say so.
func (r *reader) owners(f *FollowUp) []segment {
	var cut []segment
	for _, n := range r.persons {
		if len(n.people) == 0 || r.c.Kind != FollowUpLine && r.byPost(n) && !r.responsible(n) {
			continue
		}
		if f.Owner == "" {
			r.ownedBy(f, n)
		}
		cut = append(cut, segment{n.from, r.pastVerb(n.to)})
	}
	for _, u := range r.units {
		if f.Owner == "" && r.c.Kind == FollowUpLine && slices.Contains(r.segments(), segment{u.from, u.to}) {
			f.Owner, f.OwnerUnit = r.raw(u.from, u.to), u.unit.ID
			cut = append(cut, segment{u.from, u.to})
		}
	}
	return cut
}

// pastVerb is the place behind 跟进 or 负责, if one of them stands at i.
func (r *reader) pastVerb(i int) int {
	for _, w := range []string{"负责跟进", "跟进落实", "跟进", "负责", "落实", "办理", "牵头"} {
		if strings.HasPrefix(r.s[i:], w) {
			return i + len(w)
		}
	}
	return i
}

// without is a segment's words but for those cut out.
func (r *reader) without(s segment, cut []segment) string {
	var parts []string
	from := s.from
	for i := s.from; i <= s.to; i++ {
		inside := slices.ContainsFunc(cut, func(c segment) bool { return c.from <= i && i < c.to })
		if i == s.to || inside {
			if w := strings.Trim(r.raw(from, i), "由请@，,、:： "); i > from && w != "" && w != "责任人:" && w != "责任人：" {
				parts = append(parts, w)
			}
			from = i + 1
		}
	}
	return strings.Join(parts, " ")
}

// alone tells whether a segment is the chain's name, or a company's, and nothing else; it is then recorded as such.
func (r *reader) alone(s segment) bool {
	if s == r.chain {
		return true
	}
	name := r.raw(s.from, s.to)
	if slices.Contains(r.out.Companies, name) {
		return true
	}
	if r.english || s.from == 0 && len(r.segments()) < 3 || !r.looksLikeName(s) || r.tokenAt(s.from).to-s.from < 6 && r.tokenAt(s.from).class != place {
		return false
	}
	r.addCompany(name)
	return true
}

// readSource reads who recommended the lead: the words before 推荐, 介绍 or 提供, or behind "source:" and "recommended by".
func (r *reader) readSource() {
	for _, s := range r.segments() {
		words := r.s[s.from:s.to]
		for _, w := range []string{"推荐", "介绍", "提供"} {
			if i := strings.Index(words, w); i > 0 && i+len(w) == len(strings.TrimSuffix(words, "的")) {
				r.out.Source = strings.TrimPrefix(r.raw(s.from, s.from+i), "由")
				r.use(s.from, s.to)
				return
			}
		}
		for _, w := range []string{"来源:", "来源", "recommended by ", "from the ", "introduced by ", "source: ", "referred by "} {
			if i := strings.Index(words, w); i >= 0 && len(words) > i+len(w) {
				r.out.Source = r.raw(s.from+i+len(w), s.to)
				r.use(s.from, s.to)
				return
			}
		}
	}
}
