package store

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
)

// ErrChanged is returned by Undo when something has been changed since.
var ErrChanged = errors.New("changed since")

// Undo restores what one call changed, if nothing has changed it since: records it made are withdrawn, others get their
// value back. It returns the IDs in the order the call touched them.
func (tx *Tx) Undo(call string) ([]string, error) {
	entries, err := tx.ofCall(call)
	if err != nil {
		return nil, err
	}
	entries = slices.DeleteFunc(entries, func(e Entry) bool { return !numbered(e.Record) })
	for _, e := range entries {
		if err := tx.unchangedSince(e, entries); err != nil {
			return nil, err
		}
	}
	var done []string
	for _, e := range slices.Backward(entries) {
		if err := tx.revert(e); err != nil {
			return nil, fmt.Errorf("undo %s: %w", e.Record, err)
		}
		if !slices.Contains(done, e.Record) {
			done = append(done, e.Record)
		}
	}
	slices.Reverse(done)
	return done, tx.dropQueued(call)
}

func numbered(record string) bool {
	_, err := kindOfID(record)
	return err == nil
}

// unchangedSince checks that the record's last change is one of the call's own.
func (tx *Tx) unchangedSince(e Entry, own []Entry) error {
	all, err := tx.History(e.Record)
	if err != nil {
		return err
	}
	last := all[len(all)-1]
	mine := slices.ContainsFunc(own, func(o Entry) bool {
		return o.Record == last.Record && o.At.Equal(last.At) && bytes.Equal(o.After, last.After)
	})
	if !mine {
		return ErrChanged
	}
	return nil
}

func (tx *Tx) revert(e Entry) error {
	if e.Before == nil {
		return tx.Withdraw(e.Record, "")
	}
	k, err := kindOfID(e.Record)
	if err != nil {
		return err
	}
	return k.restore(tx, e.Before)
}
