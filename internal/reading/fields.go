package reading

import (
	"strings"
)

// A segment is a stretch of a command's line between spaces or commas.
type segment struct{ from, to int }

// segments cuts the line at spaces, commas and full stops.
func (r *reader) segments() []segment {
	var out []segment
	start := 0
	for i, c := range r.s {
		if strings.ContainsRune(" ,、;。\t\n", c) {
			if i > start {
				out = append(out, segment{start, i})
			}
			start = i + len(string(c))
		}
	}
	if start < len(r.s) {
		out = append(out, segment{start, len(r.s)})
	}
	return out
}

// fillFields gives the words that a command's line leaves unread to the command's fields.
func (r *reader) fillFields() {
	r.readSource()
	switch r.c.Kind {
	case Lead:
		r.fillLead()
	case Trip, Visit:
		r.fillTrip()
	case FollowUpLine:
		r.fillFollowUp()
	}
}

// unreadSegments are the segments of which nothing was understood, but for names.
func (r *reader) unreadSegments() []segment {
	var out []segment
	for _, s := range r.segments() {
		if free := r.freePart(s); free.to > free.from {
			out = append(out, free)
		}
	}
	return out
}

// freePart is a segment if nothing of it was used.
func (r *reader) freePart(s segment) segment {
	for i := s.from; i < s.to; i++ {
		if r.used[i] {
			return segment{}
		}
	}
	return s
}

// fillLead takes the first unread segment as the company, the next as the project.
func (r *reader) fillLead() {
	for _, s := range r.unreadSegments() {
		words := r.raw(s.from, s.to)
		switch {
		case len(r.out.Companies) == 0:
			r.addCompany(words)
		case r.out.Project == "":
			r.out.Project = words
		case r.needsTask():
			r.out.FollowUps[0].Task = words
		default:
			continue
		}
		r.use(s.from, s.to)
	}
}

func (r *reader) needsTask() bool {
	return len(r.out.FollowUps) > 0 && r.out.FollowUps[0].Task == ""
}

// fillTrip takes unread segments that look like names as companies.
func (r *reader) fillTrip() {
	for _, s := range r.unreadSegments() {
		if r.looksLikeName(s) {
			r.addCompany(r.raw(s.from, s.to))
			r.use(s.from, s.to)
		}
	}
}

// looksLikeName tells whether a segment is made of a name's words and has one of its own.
func (r *reader) looksLikeName(s segment) bool {
	brand := 0
	for _, t := range r.tokens {
		if t.to <= s.from || t.from >= s.to {
			continue
		}
		if !nameClass(t.class) && t.class != place {
			return false
		}
		if t.class == unknown || t.class == letters {
			brand += t.to - t.from
		}
	}
	return brand >= 4
}

// fillFollowUp makes one follow-up of the line: its time, its owner, and the rest as what is to be done.
func (r *reader) fillFollowUp() {
	if len(r.out.FollowUps) == 0 {
		r.out.FollowUps = append(r.out.FollowUps, FollowUp{How: HowNone})
	}
	f := &r.out.FollowUps[0]
	for _, n := range r.persons {
		if f.Owner == "" {
			r.ownedBy(f, n)
		}
	}
	var task []string
	for _, s := range r.segments() {
		if r.freePart(s).to > 0 {
			task = append(task, r.raw(s.from, s.to))
			r.use(s.from, s.to)
		}
	}
	if len(task) > 0 {
		f.Task = strings.Join(task, " ")
	}
}

// readSource reads who recommended the lead: the words before 推荐, 介绍 or 提供.
func (r *reader) readSource() {
	for _, s := range r.segments() {
		for _, w := range []string{"推荐", "介绍", "提供"} {
			words := r.s[s.from:s.to]
			if i := strings.Index(words, w); i > 0 && i+len(w) == len(words) {
				r.out.Source = r.raw(s.from, s.from+i)
				r.use(s.from, s.to)
				return
			}
		}
	}
}

// unread is what nothing was made of, in order, as typed.
func (r *reader) unread() []string {
	var out []string
	for _, s := range r.segments() {
		from := s.from
		for i := s.from; i <= s.to; i++ {
			if i == s.to || r.used[i] {
				if w := r.raw(from, i); i > from && meaningful(r, from, i) {
					out = append(out, w)
				}
				from = i + 1
			}
		}
	}
	return out
}

// meaningful tells whether a stretch holds more than signs and small words.
func meaningful(r *reader, from, to int) bool {
	for _, t := range r.tokens {
		if t.from >= from && t.to <= to && t.class != filler && t.class != blanks && t.class != comma && t.class != stop && t.class != mark && t.class != and && t.class != going && t.class != opening && t.class != closing {
			return true
		}
	}
	return false
}
