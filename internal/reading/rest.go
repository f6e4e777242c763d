package reading

import (
	"strings"
	"unicode/utf8"
)

// unread is what nothing was made of, in order, as typed: stretches of the line that hold a word the reader doesn't know
// what to do with. Small words, signs and words that only lead to others are not listed.
func (r *reader) unread() []string {
	var out []string
	from := -1
	flush := func(to int) {
		if from >= 0 {
			if w := r.raw(from, to); r.says(w) {
				out = append(out, w)
			}
		}
		from = -1
	}
	end := 0
	for _, t := range r.tokens {
		switch {
		case r.used[t.from], t.class == comma, t.class == stop, t.class == opening, t.class == closing:
			flush(end)
		case t.class == blanks && !r.english:
			flush(end)
		case from < 0 && !telling(t.class):
		default:
			if from < 0 {
				from = t.from
			}
			end = t.to
		}
	}
	flush(end)
	return out
}

// says tells whether words that were left over say anything: more than one character, and not only "met" and "and".
func (r *reader) says(w string) bool {
	if !r.english {
		return utf8.RuneCountInString(w) > 1
	}
	for _, word := range strings.Fields(strings.ToLower(w)) {
		if !notNames[strings.Trim(word, ".,;:")] {
			return true
		}
	}
	return false
}

// telling tells whether a token of this class says something of its own.
func telling(c class) bool {
	switch c {
	case unknown, letters, number, quantity, sum, timed, product, kindOf, corp, legal, noun, post, place, unit, mention:
		return true
	}
	return false
}
