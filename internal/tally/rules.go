package tally

import (
	"time"

	"chainlead/internal/calendar"
	"chainlead/store"
)

// Rules say what counts at the end of a period (R4): recorded by then, not taken back, nor merged into another; its business day not after
// it, nor inside the opening balance; and what its kind asks for.
type Rules struct {
	Period
	zone    *time.Location
	opening calendar.Day // records up to this day stand in the opening balance (R18)
}

// RulesOf are the rules at the end of a period.
func RulesOf(tx *store.Tx, p Period) Rules {
	return Rules{Period: p, zone: tx.Zone(), opening: tx.City().Opening.AsOf}
}

// A Reason says why a record doesn't count.
type Reason string

// The reasons. Counts is none.
const (
	Counts        Reason = ""
	NotYet        Reason = "not yet recorded"
	Withdrawn     Reason = "withdrawn"
	SameBatch     Reason = "same batch"
	Planned       Reason = "planned"
	InTheCity     Reason = "inside the city"
	NoCounterpart Reason = "no counterpart"
	Online        Reason = "online"
	OwnFirms      Reason = "the city's own firms"
	ClaimPending  Reason = "claim not decided"
	ClaimJoined   Reason = "works on another unit's lead"
	NotSigned     Reason = "not signed"
	InOpening     Reason = "in the opening balance"
)

// filed is the part of the rules that is the same for every record.
func (r Rules) filed(f store.Filed) Reason {
	switch {
	case f.At.IsZero() || f.At.After(r.At):
		return NotYet
	case !f.Live(r.At):
		return Withdrawn
	}
	return Counts
}

// batch is the part that trips and visits share.
func (r Rules) batch(f store.Filed, b store.Batch) Reason {
	if why := r.filed(f); why != Counts {
		return why
	}
	switch {
	case b.Same != nil:
		return SameBatch
	case !b.Happened() || b.From > calendar.DayOf(r.At.In(r.zone)):
		return Planned
	}
	return r.day(b.From)
}

func (r Rules) day(d calendar.Day) Reason {
	if r.opening != "" && d <= r.opening {
		return InOpening
	}
	return Counts
}

// or is the first reason, or the second where there is none.
func (w Reason) or(ok bool, other Reason) Reason {
	if w == Counts && !ok {
		return other
	}
	return w
}
