package store

import (
	"cmp"
	"fmt"
	"iter"
	"slices"
	"strings"
	"time"
)

// A Withdrawal says who took a record back, when and why. Withdrawn records stay, and count nowhere.
type Withdrawal struct {
	At  time.Time `json:"at"`
	By  PersonID  `json:"by"`
	Why string    `json:"why,omitempty"`
}

// Filed is what every record that someone typed has in common.
type Filed struct {
	Reporter  PersonID    `json:"reporter"`
	Unit      UnitID      `json:"unit"` // the credited unit
	Chain     ChainID     `json:"chain,omitempty"`
	Implied   bool        `json:"implied,omitempty"` // the chain was read from product words
	Text      string      `json:"text,omitempty"`    // as typed
	Rest      string      `json:"rest,omitempty"`    // the part that wasn't understood
	Doubts    []Doubt     `json:"doubts,omitempty"`  // what was read and may be wrong
	Hidden    bool        `json:"hidden,omitempty"`  // 保密
	At        time.Time   `json:"at"`                // recorded
	Changed   time.Time   `json:"changed"`
	Withdrawn *Withdrawal `json:"withdrawn,omitempty"`
}

// A Doubt is something in a typed line that was read one way and may mean another: which field, which words.
type Doubt struct {
	Field string `json:"field"`
	Words string `json:"words,omitempty"`
	As    string `json:"as,omitempty"` // how it was read, where it says so
}

// Live reports whether the record had been made and not taken back at t.
func (f Filed) Live(t time.Time) bool {
	return !f.At.After(t) && (f.Withdrawn == nil || f.Withdrawn.At.After(t))
}

// file fills in what a new record gets from the transaction, and notes the change.
func (f *Filed) file(tx *Tx) {
	if f.At.IsZero() {
		f.At = tx.Now
		f.Reporter = cmp.Or(f.Reporter, tx.by.Person)
	}
	f.Changed = tx.Now
}

func (f *Filed) base() *Filed { return f }

// typed is a record that someone typed.
type typed[T any] interface {
	*T
	base() *Filed
	record() fileCard
}

// A kind is what can be done to any record that someone typed, whatever it is.
type kind struct {
	filed   func(*Tx, string) (Filed, error)
	card    func(*Tx, string) (fileCard, error)
	firm    func(*Tx, string) ([]string, error)             // the IDs of those that name a firm, by its core
	holding func(*Tx, []string, int) ([]string, error)      // the newest that hold some words
	recent  func(*Tx, PersonID, time.Time) ([]Found, error) // those that someone has reported since
	show    func(*Tx, string, Audience) (Shown, error)
	change  func(*Tx, string, func(*Filed)) error
	restore func(*Tx, []byte) error
}

func kindOf[T any, P typed[T]](tb *table[T], put func(*Tx, *T) error) kind {
	return kind{
		filed: func(tx *Tx, id string) (Filed, error) {
			v, err := tb.get(tx, id)
			return *P(&v).base(), err
		},
		firm: func(tx *Tx, core string) (ids []string, err error) {
			for v, err := range tb.with(tx, "company", core) {
				if err != nil {
					return nil, err
				}
				if P(&v).base().Withdrawn == nil {
					ids = append(ids, P(&v).record().id)
				}
			}
			return ids, nil
		},
		holding: func(tx *Tx, words []string, most int) (ids []string, err error) {
			c := tx.bucket(tb.name).Cursor()
			for k, raw := c.Last(); k != nil && len(ids) < most; k, raw = c.Prev() {
				if !holds(raw, words) {
					continue
				}
				var v T
				if err := decode(raw, &v); err != nil {
					return nil, fmt.Errorf("%s: %w", tb.id(k), err)
				}
				if P(&v).base().Withdrawn == nil {
					ids = append(ids, tb.id(k))
				}
			}
			return ids, nil
		},
		recent: func(tx *Tx, by PersonID, since time.Time) ([]Found, error) {
			changed, err := changedSince(tx, tb, since)
			var out []Found
			for _, v := range changed {
				if b := P(&v).base(); b.Reporter == by && b.At.After(since) && b.Withdrawn == nil {
					out = append(out, Found{ID: P(&v).record().id, Changed: instant(b.Changed)})
				}
			}
			return out, err
		},
		card: func(tx *Tx, id string) (fileCard, error) {
			v, err := tb.get(tx, id)
			return P(&v).record(), err
		},
		show: func(tx *Tx, id string, to Audience) (Shown, error) {
			v, err := tb.get(tx, id)
			if err != nil {
				return Shown{}, err
			}
			return Show(tx, P(&v), to)
		},
		change: func(tx *Tx, id string, f func(*Filed)) error {
			v, err := tb.get(tx, id)
			if err != nil {
				return fmt.Errorf("%s: %w", id, err)
			}
			f(P(&v).base())
			return put(tx, &v)
		},
		restore: func(tx *Tx, raw []byte) error {
			var v T
			if err := decode(raw, &v); err != nil {
				return err
			}
			return put(tx, &v)
		},
	}
}

// kinds are the kinds of record by the first letter of their numbers.
var kinds = map[string]kind{
	"L": kindOf(leads, (*Tx).PutLead), "T": kindOf(trips, (*Tx).PutTrip), "V": kindOf(visits, (*Tx).PutVisit),
	"P": kindOf(projects, (*Tx).PutProject), "A": kindOf(funds, (*Tx).PutFunds), "R": kindOf(requests, (*Tx).PutRequest),
	"F": kindOf(followUps, (*Tx).PutFollowUp),
}

func kindOfID(id string) (kind, error) {
	letter, _, _ := strings.Cut(id, "-")
	if k, ok := kinds[letter]; ok {
		return k, nil
	}
	return kind{}, ErrNotFound
}

// Filed is what a record has in common with every other, by its ID; or ErrNotFound.
func (tx *Tx) Filed(id string) (Filed, error) {
	k, err := kindOfID(id)
	if err != nil {
		return Filed{}, err
	}
	return k.filed(tx, id)
}

// FirmsOf lists the firms a record names; or ErrNotFound.
func (tx *Tx) FirmsOf(id string) ([]string, error) {
	k, err := kindOfID(id)
	if err != nil {
		return nil, err
	}
	c, err := k.card(tx, id)
	return slices.Clone(c.names), err
}

// ShowID says what an audience may see of the record with the ID; or ErrNotFound.
func ShowID(tx *Tx, id string, to Audience) (Shown, error) {
	k, err := kindOfID(id)
	if err != nil {
		return Shown{}, err
	}
	return k.show(tx, id, to)
}

// Withdraw takes a record back. It stays, with the reason, and counts nowhere.
func (tx *Tx) Withdraw(id, why string) error {
	return tx.refile(id, func(f *Filed) { f.Withdrawn = &Withdrawal{At: tx.Now, By: tx.by.Person, Why: why} })
}

// PutUnderChain says outright which chain a record belongs to.
func (tx *Tx) PutUnderChain(id string, chain ChainID) error {
	return tx.refile(id, func(f *Filed) { f.Chain, f.Implied = chain, false })
}

func (tx *Tx) refile(id string, f func(*Filed)) error {
	k, err := kindOfID(id)
	if err != nil {
		return fmt.Errorf("%s: %w", id, err)
	}
	return k.change(tx, id, f)
}

// save stores a record with its audit entry.
func save[T any](tx *Tx, tb *table[T], id string, v T) error {
	before, err := tb.put(tx, id, v)
	if err != nil {
		return err
	}
	after, err := encode(v)
	if err != nil {
		return err
	}
	if before == nil && tb.prefix != "" {
		tx.created = append(tx.created, id)
	}
	return tx.audit(id, before, after)
}

// collect reads a query to its end: no transaction writes while a cursor is open.
func collect[T any](seq iter.Seq2[T, error]) ([]T, error) {
	var out []T
	for v, err := range seq {
		if err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	return out, nil
}
