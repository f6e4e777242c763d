package store

import (
	"cmp"
	"fmt"
	"iter"
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
	Hidden    bool        `json:"hidden,omitempty"`  // 保密
	At        time.Time   `json:"at"`                // recorded
	Changed   time.Time   `json:"changed"`
	Withdrawn *Withdrawal `json:"withdrawn,omitempty"`
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

// Withdraw takes a lead, a trip or a follow-up back.
func (tx *Tx) Withdraw(id, why string) error {
	w := &Withdrawal{At: tx.Now, By: tx.by.Person, Why: why}
	switch kind, _, _ := strings.Cut(id, "-"); kind {
	case "L":
		return change(tx, LeadID(id), tx.Lead, tx.PutLead, func(l *Lead) { l.Withdrawn = w })
	case "T":
		return change(tx, TripID(id), tx.Trip, tx.PutTrip, func(t *Trip) { t.Withdrawn = w })
	case "F":
		return change(tx, FollowUpID(id), tx.FollowUp, tx.PutFollowUp, func(f *FollowUp) { f.Withdrawn = w })
	}
	return fmt.Errorf("withdraw %s: not a kind of record that can be withdrawn", id)
}

func change[ID ~string, T any](tx *Tx, id ID, get func(ID) (T, error), put func(*T) error, f func(*T)) error {
	v, err := get(id)
	if err != nil {
		return fmt.Errorf("%s: %w", id, err)
	}
	f(&v)
	return put(&v)
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

// PutUnderChain says outright which chain a record belongs to.
func (tx *Tx) PutUnderChain(id string, chain ChainID) error {
	set := func(f *Filed) { f.Chain, f.Implied = chain, false }
	switch kind, _, _ := strings.Cut(id, "-"); kind {
	case "L":
		return change(tx, LeadID(id), tx.Lead, tx.PutLead, func(l *Lead) { set(&l.Filed) })
	case "T":
		return change(tx, TripID(id), tx.Trip, tx.PutTrip, func(t *Trip) { set(&t.Filed) })
	}
	return change(tx, FollowUpID(id), tx.FollowUp, tx.PutFollowUp, func(f *FollowUp) { set(&f.Filed) })
}
