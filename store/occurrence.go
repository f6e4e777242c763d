package store

import (
	"encoding/json"
	"fmt"
	"time"
)

// An Occurrence is one scheduled time of one reminder, and what became of it. Skipped says why it wasn't run.
type Occurrence struct {
	At      time.Time `json:"at"`   // the scheduled time
	Done    time.Time `json:"done"` // when it was run or skipped
	Skipped string    `json:"skipped,omitempty"`
}

// LastOccurrence is the last scheduled time a reminder has accounted for; zero if it has none.
func (tx *Tx) LastOccurrence(reminder string) (time.Time, error) {
	raw := tx.bucket("occurrence/last").Get([]byte(reminder))
	if raw == nil {
		return time.Time{}, nil
	}
	t, err := time.Parse(time.RFC3339, string(raw))
	if err != nil {
		return t, fmt.Errorf("last occurrence of %s: %w", reminder, err)
	}
	return t, nil
}

// Occurred accounts for a scheduled time: run, or skipped with the reason.
func (tx *Tx) Occurred(reminder string, at time.Time, skipped string) error {
	raw, err := json.Marshal(Occurrence{At: at.UTC(), Done: tx.Now, Skipped: skipped})
	if err != nil {
		return err
	}
	if err := tx.bucket("occurrence").Put(indexKey(reminder, []byte(instant(at))), raw); err != nil {
		return err
	}
	return tx.StartOccurrences(reminder, at)
}

// StartOccurrences begins a reminder's history: nothing is made up from before.
func (tx *Tx) StartOccurrences(reminder string, at time.Time) error {
	return tx.bucket("occurrence/last").Put([]byte(reminder), []byte(at.UTC().Format(time.RFC3339)))
}

// Occurrences lists what became of a reminder's scheduled times, the oldest first.
func (tx *Tx) Occurrences(reminder string) ([]Occurrence, error) {
	return tx.OccurrencesSince(reminder, time.Time{})
}

// OccurrencesSince lists those of a time and later.
func (tx *Tx) OccurrencesSince(reminder string, from time.Time) ([]Occurrence, error) {
	var out []Occurrence
	prefix, first := indexKey(reminder, nil), indexKey(reminder, nil)
	if !from.IsZero() {
		first = indexKey(reminder, []byte(instant(from)))
	}
	c := tx.bucket("occurrence").Cursor()
	for k, raw := c.Seek(first); hasPrefix(k, prefix); k, raw = c.Next() {
		var o Occurrence
		if err := json.Unmarshal(raw, &o); err != nil {
			return nil, fmt.Errorf("occurrence of %s: %w", reminder, err)
		}
		out = append(out, o)
	}
	return out, nil
}
