package store

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"chainlead/internal/names"
)

// A Found is a record that fits what someone is looking for.
type Found struct {
	ID      string
	Firm    bool // by one of its firms
	Changed string
}

// FirmsLike are the cores of the firms the register knows that may be meant by a written name, the likest first: short names, endings, full
// width, traditional characters, pinyin and a wrong character included.
func (tx *Tx) FirmsLike(written string) ([]string, error) { return tx.firmsFrom(written, names.Part) }

// firmsFrom are the cores of the firms that are as like as that.
func (tx *Tx) firmsFrom(written string, likeness float64) ([]string, error) {
	x, err := tx.firms()
	if err != nil {
		return nil, err
	}
	var out []string
	for _, m := range x.Find(written) {
		if core := names.Split(m.Firm).Core; m.Like >= likeness && !slices.Contains(out, core) {
			out = append(out, core)
		}
	}
	return tx.oneFirm(out)
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

// Recent lists the records of the given kinds, by the letters of their numbers, that someone has reported since an instant, the latest changed first.
func (tx *Tx) Recent(letters string, by PersonID, since time.Time) ([]Found, error) {
	var out []Found
	for _, letter := range letters {
		found, err := kinds[string(letter)].recent(tx, by, since)
		if err != nil {
			return nil, err
		}
		out = append(out, found...)
	}
	slices.SortStableFunc(out, func(a, b Found) int { return cmp.Compare(b.Changed, a.Changed) })
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
