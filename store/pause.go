package store

import (
	"encoding/json"
	"fmt"
	"time"
)

// A Pause is the one switch that holds everything the bot says unasked: who has thrown it, and when.
type Pause struct {
	By PersonID  `json:"by"`
	At time.Time `json:"at"`
}

// Paused is the pause in force; false if there is none.
func (tx *Tx) Paused() (Pause, bool, error) {
	var p Pause
	raw := tx.bucket("meta").Get([]byte("paused"))
	if raw == nil {
		return p, false, nil
	}
	if err := json.Unmarshal(raw, &p); err != nil {
		return p, false, fmt.Errorf("pause: %w", err)
	}
	return p, true, nil
}

// PutPause throws the switch, or throws it back.
func (tx *Tx) PutPause(on bool) error {
	b := tx.bucket("meta")
	before := b.Get([]byte("paused"))
	if !on {
		if err := tx.audit("pause", before, []byte("null")); err != nil {
			return err
		}
		return b.Delete([]byte("paused"))
	}
	raw, err := json.Marshal(Pause{By: tx.by.Person, At: tx.Now})
	if err != nil {
		return fmt.Errorf("pause: %w", err)
	}
	if err := tx.audit("pause", before, raw); err != nil {
		return err
	}
	return b.Put([]byte("paused"), raw)
}
