package store

import (
	"time"

	"chainlead/internal/calendar"
)

// A StatementID is a statement's number: "S-3".
type StatementID string

// A Statement (申报数) is what a unit says it has come to in a period. It is kept and compared with what is recorded, and never counted.
type Statement struct {
	ID     StatementID    `json:"id"`
	Unit   UnitID         `json:"unit"`
	From   calendar.Day   `json:"from"`
	To     calendar.Day   `json:"to"`
	Counts map[string]int `json:"counts"`
	Text   string         `json:"text"`
	By     PersonID       `json:"by"`
	At     time.Time      `json:"at"`
}

var statements = &table[Statement]{name: "statement", prefix: "S-"}

// PutStatement stores a statement under a new number.
func (tx *Tx) PutStatement(s *Statement) error {
	id, err := statements.next(tx)
	if err != nil {
		return err
	}
	s.ID, s.At, s.By = StatementID(id), tx.Now, tx.by.Person
	return save(tx, statements, id, *s)
}
