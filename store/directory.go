package store

import (
	"encoding/json"
	"fmt"
)

// A Directory is who and what Slack had when it was last asked: how the registry's e-mail addresses and channel names become IDs.
type Directory struct {
	People   map[string]PersonID  `json:"people"`   // by e-mail address, in lower case
	Channels map[string]ChannelID `json:"channels"` // by name, with the #
}

// Directory is the one last stored; an empty one before the first.
func (tx *Tx) Directory() (Directory, error) {
	var d Directory
	raw := tx.bucket("meta").Get([]byte("directory"))
	if raw == nil {
		return d, nil
	}
	if err := json.Unmarshal(raw, &d); err != nil {
		return d, fmt.Errorf("directory: %w", err)
	}
	return d, nil
}

// PutDirectory stores what Slack said.
func (tx *Tx) PutDirectory(d Directory) error {
	raw, err := json.Marshal(d)
	if err != nil {
		return fmt.Errorf("directory: %w", err)
	}
	return tx.bucket("meta").Put([]byte("directory"), raw)
}

// RegistryFile is the registry as it was imported, word for word; nil before the first import.
func (tx *Tx) RegistryFile() []byte {
	return append([]byte(nil), tx.bucket("meta").Get([]byte("registry"))...)
}

// PutRegistryFile keeps the registry as imported.
func (tx *Tx) PutRegistryFile(text []byte) error {
	return tx.bucket("meta").Put([]byte("registry"), text)
}
