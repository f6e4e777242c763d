package store

import (
	"errors"
	"slices"
	"time"

	"chainlead/internal/calendar"
)

// A Desk is what the office has decided of one cut-off's posting: held or approved, and which records are to be named nowhere in it.
type Desk struct {
	Cutoff   calendar.Day `json:"cutoff"`
	Held     bool         `json:"held,omitempty"`
	Approved bool         `json:"approved,omitempty"`
	Hidden   []string     `json:"hidden,omitempty"`
	Posted   time.Time    `json:"posted,omitzero"`
	By       PersonID     `json:"by,omitempty"`
}

var desks = &table[Desk]{name: "desk"}

// Desk is what was decided of a cut-off's posting; nothing, before the office has said anything.
func (tx *Tx) Desk(cutoff calendar.Day) (Desk, error) {
	d, err := desks.get(tx, deskKey(cutoff))
	if errors.Is(err, ErrNotFound) {
		return Desk{Cutoff: cutoff}, nil
	}
	return d, err
}

// PutDesk stores what was decided.
func (tx *Tx) PutDesk(d Desk) error {
	if tx.by.Person != "" {
		d.By = tx.by.Person
	}
	return save(tx, desks, deskKey(d.Cutoff), d)
}

// Hides reports whether a record is to be named nowhere in the posting.
func (d Desk) Hides(id string) bool { return slices.Contains(d.Hidden, id) }

// Waits reports whether the posting waits for the office.
func (d Desk) Waits(approve bool) bool { return d.Held || approve && !d.Approved }

func deskKey(cutoff calendar.Day) string { return "desk/" + string(cutoff) }
