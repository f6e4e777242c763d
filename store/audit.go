package store

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"time"
)

// An Entry is one change of one record: who, when, in which call, and the value before and after. Before is nil for
// a record that was made.
type Entry struct {
	At     time.Time       `json:"at"`
	By     PersonID        `json:"by,omitempty"`
	Call   string          `json:"call,omitempty"`
	Record string          `json:"record"`
	Before json.RawMessage `json:"before,omitempty"`
	After  json.RawMessage `json:"after"`
}

func (tx *Tx) audit(record string, before, after []byte) error {
	b := tx.bucket("audit")
	n, err := b.NextSequence()
	if err != nil {
		return fmt.Errorf("audit of %s: %w", record, err)
	}
	e := Entry{At: tx.Now, By: tx.by.Person, Call: tx.by.Call, Record: record, Before: before, After: after}
	raw, err := encode(e)
	if err != nil {
		return fmt.Errorf("audit of %s: %w", record, err)
	}
	seq := binary.BigEndian.AppendUint64(nil, n)
	if err := b.Put(indexKey(record, seq), raw); err != nil {
		return err
	}
	if tx.by.Call == "" {
		return nil
	}
	return tx.bucket("audit/call").Put(indexKey(tx.by.Call, seq), []byte(record))
}

// History lists the changes of a record, the oldest first.
func (tx *Tx) History(record string) ([]Entry, error) {
	var out []Entry
	prefix := indexKey(record, nil)
	c := tx.bucket("audit").Cursor()
	for k, raw := c.Seek(prefix); hasPrefix(k, prefix); k, raw = c.Next() {
		var e Entry
		if err := decode(raw, &e); err != nil {
			return nil, fmt.Errorf("audit of %s: %w", record, err)
		}
		out = append(out, e)
	}
	return out, nil
}

// ofCall lists the changes a call made, the oldest first.
func (tx *Tx) ofCall(call string) ([]Entry, error) {
	var out []Entry
	prefix := indexKey(call, nil)
	c := tx.bucket("audit/call").Cursor()
	for k, record := c.Seek(prefix); hasPrefix(k, prefix); k, record = c.Next() {
		var e Entry
		raw := tx.bucket("audit").Get(indexKey(string(record), k[len(prefix):]))
		if err := decode(raw, &e); err != nil {
			return nil, fmt.Errorf("audit of call %s: %w", call, err)
		}
		out = append(out, e)
	}
	return out, nil
}

func hasPrefix(k, prefix []byte) bool {
	return len(k) >= len(prefix) && string(k[:len(prefix)]) == string(prefix)
}

// asOf is a record's value at t: v itself unless it was changed since, else what the audit log says it was.
func asOf[T any](tx *Tx, id string, v T, changed, t time.Time) (T, error) {
	if !changed.After(t) {
		return v, nil
	}
	entries, err := tx.History(id)
	if err != nil {
		return v, err
	}
	var past T
	for _, e := range entries {
		if e.At.After(t) {
			break
		}
		var next T // a fresh value: absent fields mustn't keep what an older entry set
		if err := decode(e.After, &next); err != nil {
			return v, fmt.Errorf("%s at %s: %w", id, t.Format(time.RFC3339), err)
		}
		past = next
	}
	return past, nil
}

// LeadAsOf is the lead as it stood at t.
func (tx *Tx) LeadAsOf(l Lead, t time.Time) (Lead, error) {
	return asOf(tx, string(l.ID), l, l.Changed, t)
}

// TripAsOf is the trip as it stood at t.
func (tx *Tx) TripAsOf(v Trip, t time.Time) (Trip, error) {
	return asOf(tx, string(v.ID), v, v.Changed, t)
}

// FollowUpAsOf is the follow-up as it stood at t.
func (tx *Tx) FollowUpAsOf(f FollowUp, t time.Time) (FollowUp, error) {
	return asOf(tx, string(f.ID), f, f.Changed, t)
}
