package store

import (
	"time"

	"chainlead/internal/calendar"
	"chainlead/internal/money"
)

// A Counted is a record as it was counted at a cut-off: the values its figures and slices come from.
type Counted struct {
	Day    calendar.Day `json:"day"` // its business day
	Chain  ChainID      `json:"chain,omitempty"`
	Also   []ChainID    `json:"also,omitempty"`
	Unit   UnitID       `json:"unit"`
	Joined []UnitID     `json:"joined,omitempty"`
	In     bool         `json:"in,omitempty"` // its business day or instant lies in the period
	Led    bool         `json:"led,omitempty"`
	Sum    int64        `json:"sum,omitempty"`   // fen; yuan only
	Other  *money.Sum   `json:"other,omitempty"` // a sum in another currency
	NoSum  bool         `json:"nosum,omitempty"`
}

// A Move is what became of one record between two cut-offs: how it was counted at the first, and at the second; nil where it
// wasn't. Records that neither cut-off or both count alike don't appear.
type Move struct {
	ID  string   `json:"id"`
	Was *Counted `json:"was,omitempty"`
	Is  *Counted `json:"is,omitempty"`
}

// A Promise is a follow-up as a tally lists it.
type Promise struct {
	ID     FollowUpID   `json:"id"`
	Chain  ChainID      `json:"chain,omitempty"`
	Unit   UnitID       `json:"unit"`
	Due    calendar.Day `json:"due"`
	Days   int          `json:"days,omitempty"` // working days overdue
	OnTime bool         `json:"on_time,omitempty"`
}

// A Tally is what a cut-off counted. Once posted it is frozen and never computed again (R20).
type Tally struct {
	Cutoff  calendar.Day `json:"cutoff"` // D_k
	At      time.Time    `json:"at"`     // C_k
	Since   time.Time    `json:"since"`  // C_{k-1}
	From    calendar.Day `json:"from"`   // first day of P_k
	Next    calendar.Day `json:"next"`   // D_{k+1}, or D_k + 7 where it isn't known
	Made    time.Time    `json:"made,omitzero"`
	Moves   []Move       `json:"moves,omitempty"`
	Closed  []Promise    `json:"closed,omitempty"`
	Overdue []Promise    `json:"overdue,omitempty"`
	Due     []Promise    `json:"due,omitempty"`
}

var tallies = &table[Tally]{name: "tally"}

// TallyOf returns the frozen tally of a cut-off day, or ErrNotFound.
func (tx *Tx) TallyOf(d calendar.Day) (Tally, error) { return tallies.get(tx, string(d)) }

// FreezeTally stores a tally under its cut-off day.
func (tx *Tx) FreezeTally(t Tally) error {
	t.Made = tx.Now
	return save(tx, tallies, string(t.Cutoff), t)
}
