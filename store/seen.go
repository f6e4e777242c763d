package store

import (
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"chainlead/internal/say"
)

// An Answer is what a delivery was answered, kept so that the same delivery is answered the same.
type Answer struct {
	At      time.Time   `json:"at"`
	Message say.Message `json:"message"`
	Records []string    `json:"records,omitempty"`
}

// Seen returns the answer that the delivery with the key got; false if it is new.
func (tx *Tx) Seen(key string) (Answer, bool, error) {
	var a Answer
	raw := tx.bucket("seen").Get([]byte(key))
	if raw == nil {
		return a, false, nil
	}
	if err := decode(raw, &a); err != nil {
		return a, false, fmt.Errorf("answer to %s: %w", key, err)
	}
	return a, true, nil
}

// Answered keeps the answer to a delivery.
func (tx *Tx) Answered(key string, m say.Message) error {
	raw, err := encode(Answer{At: tx.Now, Message: m, Records: tx.created})
	if err != nil {
		return fmt.Errorf("answer to %s: %w", key, err)
	}
	return tx.bucket("seen").Put([]byte(key), raw)
}

// Once reports whether something is said for the first time, and remembers that it was. The key says what, of whom,
// for when: "due/F-7/2022-11-18".
func (tx *Tx) Once(key string) (bool, error) {
	b := tx.bucket("said")
	if b.Get([]byte(key)) != nil {
		return false, nil
	}
	raw, err := json.Marshal(tx.Now)
	return true, errors.Join(err, b.Put([]byte(key), raw))
}

// Said reports whether Once was called with the key.
func (tx *Tx) Said(key string) bool { return tx.bucket("said").Get([]byte(key)) != nil }

// seenFor is how long answers are kept: long past Slack's last redelivery and any retyping.
const seenFor = 7 * 24 * time.Hour

// ForgetSeen drops the answers nobody can ask for any more.
func (tx *Tx) ForgetSeen() error {
	b := tx.bucket("seen")
	var old [][]byte
	err := b.ForEach(func(k, raw []byte) error {
		var a Answer
		if err := decode(raw, &a); err != nil {
			return fmt.Errorf("answer to %s: %w", k, err)
		}
		if tx.Now.Sub(a.At) > seenFor {
			old = append(old, k)
		}
		return nil
	})
	for _, k := range old {
		err = errors.Join(err, b.Delete(k))
	}
	return err
}
