package store

import (
	"slices"
	"time"

	"chainlead/internal/calendar"
	"chainlead/internal/money"
)

// A Batch (批次) is what a trip and a visit have in common: days, places, counterparts, and whether it is a plan or the same as another.
type Batch struct {
	From      calendar.Day `json:"from"`
	To        calendar.Day `json:"to,omitempty"`
	Places    []string     `json:"places,omitempty"`
	Companies []string     `json:"companies,omitempty"`
	Others    []string     `json:"others,omitempty"`  // institutes, associations, fairs
	Project   string       `json:"project,omitempty"` // what was talked about
	Sum       *money.Sum   `json:"sum,omitempty"`     // as the other side put it; never counted
	Joined    []UnitID     `json:"joined,omitempty"`  // 参加 units of a trip, co-hosts of a visit
	Also      []ChainID    `json:"also,omitempty"`    // other chains it touched
	Leader    *TripLeader  `json:"leader,omitempty"`
	Planned   bool         `json:"planned,omitempty"`  // recorded before its first day
	Confirmed time.Time    `json:"confirmed,omitzero"` // a plan that has happened: when that was said
	Same      *Same        `json:"same,omitempty"`
	Apart     []string     `json:"apart,omitempty"` // batches it has been said not to be
}

// A Same is the decision that a batch is the same as another.
type Same struct {
	As string    `json:"as"`
	At time.Time `json:"at"`
}

// Happened reports whether the batch has taken place as far as is known (R5c): it was recorded on or after its first day, or
// confirmed since. A plan is neither.
func (b Batch) Happened() bool { return !b.Planned || !b.Confirmed.IsZero() }

// Last is its last day.
func (b Batch) Last() calendar.Day { return max(b.From, b.To) }

// apart reports whether two batches can't be asked about: one unit's own, answered already, or taken back.
func apart(aID string, a Filed, x Batch, bID string, b Filed, y Batch) bool {
	return a.Unit == b.Unit || a.Withdrawn != nil || b.Withdrawn != nil || x.Same != nil || y.Same != nil ||
		slices.Contains(x.Apart, bID) || slices.Contains(y.Apart, aID)
}

func common(a, b []string) bool {
	return slices.ContainsFunc(a, func(s string) bool { return slices.Contains(b, s) })
}
