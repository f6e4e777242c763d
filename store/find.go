package store

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"chainlead/internal/names"
)

// A Found is a record that fits what someone is looking for.
type Found struct {
	ID      string
	Firm    bool // by one of its firms
	Changed string
}

// FirmsLike are the cores of the firms the register knows that may be meant by a written name, the likest first: short names, endings, full
// width, traditional characters and typos included.
func (tx *Tx) FirmsLike(written string) ([]string, error) {
	type like struct {
		core string
		how  float64
	}
	core := names.Split(written).Core
	var fits []like
	for c, err := range companies.all(tx) {
		if err != nil {
			return nil, fmt.Errorf("companies like %q: %w", written, err)
		}
		how := names.Like(c.Name, written)
		if core != "" && (strings.Contains(c.Core, core) || len([]rune(c.Core)) >= 3 && strings.Contains(core, c.Core)) {
			how = max(how, names.SameFrom)
		}
		if how >= names.SameFrom {
			fits = append(fits, like{c.Core, how})
		}
	}
	slices.SortStableFunc(fits, func(a, b like) int { return cmp.Compare(b.how, a.how) })
	var out []string
	for _, f := range fits {
		out = append(out, f.core)
	}
	return out, nil
}

// RecordsOf lists the records that name one of some firms, by their cores.
func (tx *Tx) RecordsOf(cores []string) ([]Found, error) {
	var out []Found
	for _, core := range cores {
		for _, k := range []string{"L", "T", "V", "P"} {
			ids, err := kinds[k].firm(tx, core)
			if err != nil {
				return nil, err
			}
			for _, id := range ids {
				out = append(out, Found{ID: id, Firm: true})
			}
		}
	}
	return out, nil
}

// RecordsWith lists the newest records whose text, place or name holds all of some words.
func (tx *Tx) RecordsWith(words []string, most int) ([]Found, error) {
	var out []Found
	for _, k := range []string{"L", "T", "V", "P", "F", "R"} {
		ids, err := kinds[k].holding(tx, words, most)
		if err != nil {
			return nil, err
		}
		for _, id := range ids {
			out = append(out, Found{ID: id})
		}
	}
	return out, nil
}

// holds reports whether a record's stored form holds all of the words, folded.
func holds(raw []byte, words []string) bool {
	text := names.Fold(string(raw))
	return !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(text, names.Fold(w)) })
}
