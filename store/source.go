package store

import (
	"encoding/json"
	"fmt"
)

// PutSource notes which records a Slack message became; the message is its channel and time stamp, "D123/1667959203.355012".
func (tx *Tx) PutSource(message string, ids []string) error {
	raw, err := json.Marshal(ids)
	if err != nil {
		return fmt.Errorf("source %s: %w", message, err)
	}
	return tx.bucket("source").Put([]byte(message), raw)
}

// Source lists the records that a Slack message became and that haven't been withdrawn.
func (tx *Tx) Source(message string) ([]string, error) {
	raw := tx.bucket("source").Get([]byte(message))
	if raw == nil {
		return nil, nil
	}
	var ids, live []string
	if err := json.Unmarshal(raw, &ids); err != nil {
		return nil, fmt.Errorf("source %s: %w", message, err)
	}
	for _, id := range ids {
		f, err := tx.Filed(id)
		if err != nil {
			return nil, err
		}
		if f.Withdrawn == nil {
			live = append(live, id)
		}
	}
	return live, nil
}
