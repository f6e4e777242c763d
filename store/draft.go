package store

import (
	"time"
)

// A DraftID is a draft's number: "D-3". Forms and buttons carry it instead of a person's words.
type DraftID string

// A Draft is what someone typed or filled in that has not become a record: nothing typed is ever lost.
type Draft struct {
	ID     DraftID             `json:"id"`
	Person PersonID            `json:"person"`
	Name   string              `json:"name"` // the command
	Text   string              `json:"text,omitempty"`
	Form   map[string][]string `json:"form,omitempty"`
	Source string              `json:"source,omitempty"` // the message it was typed in
	Free   bool                `json:"free,omitempty"`   // it is a report, and no command's line
	At     time.Time           `json:"at"`
}

var drafts = &table[Draft]{name: "draft", prefix: "D-"}

// Draft returns the draft with the ID, or ErrNotFound.
func (tx *Tx) Draft(id DraftID) (Draft, error) { return drafts.get(tx, string(id)) }

// PutDraft stores a draft; a new one gets its number.
func (tx *Tx) PutDraft(d *Draft) error {
	if d.ID == "" {
		id, err := drafts.next(tx)
		if err != nil {
			return err
		}
		d.ID, d.At = DraftID(id), tx.Now
	}
	_, err := drafts.put(tx, string(d.ID), *d)
	return err
}
