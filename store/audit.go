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

// asOf is a record's value at t: v itself unless it was changed since, else what the audit log says it was; the zero value if it
// wasn't there.
func asOf[T any, P typed[T]](tx *Tx, v T, t time.Time) (T, error) {
	if !P(&v).base().Changed.After(t) {
		return v, nil
	}
	id := P(&v).record().id
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

// A Moved is a record at two instants: Was and Is are zero where it wasn't there.
type Moved[T any] struct {
	ID      string
	Was, Is T
}

// moved lists the records of a table changed since an instant, in the order of the change. Its cost is what it lists.
func moved[T any, P typed[T]](tx *Tx, tb *table[T], since, at time.Time) ([]Moved[T], error) {
	changed, err := changedSince(tx, tb, since)
	if err != nil {
		return nil, err
	}
	var out []Moved[T]
	for _, v := range changed {
		was, err := asOf[T, P](tx, v, since)
		if err != nil {
			return nil, err
		}
		is, err := asOf[T, P](tx, v, at)
		if err != nil {
			return nil, err
		}
		out = append(out, Moved[T]{P(&v).record().id, was, is})
	}
	return out, nil
}

// standing makes of the records a query finds now those it would have found at an earlier instant.
func standing[T any, P typed[T]](tx *Tx, tb *table[T], now []T, at time.Time, found func(T) bool) ([]T, error) {
	changed, err := changedSince(tx, tb, at)
	if err != nil {
		return nil, err
	}
	out := now[:0]
	for _, v := range now {
		if !P(&v).base().Changed.After(at) && found(v) {
			out = append(out, v)
		}
	}
	for _, v := range changed {
		was, err := asOf[T, P](tx, v, at)
		if err != nil {
			return nil, err
		}
		if P(&was).record().id != "" && found(was) {
			out = append(out, was)
		}
	}
	return out, nil
}

func changedSince[T any](tx *Tx, tb *table[T], t time.Time) ([]T, error) {
	return collect(tb.between(tx, "changed", instant(t.Add(1)), "9999"))
}
