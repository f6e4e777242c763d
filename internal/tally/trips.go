package tally

import (
	"chainlead/internal/calendar"
	"chainlead/store"
)

// countTrip is how a trip counts at the end of a period, or nil (R4, R5). One trip is one batch; its business day is the
// departure. It counts if a place lies outside the city's area, it met someone, and it took place.
func countTrip(t store.Trip, p Period, zone zone) *store.Counted {
	if WhyNotTrip(t, p, zone) != Counts {
		return nil
	}
	return &store.Counted{
		Day: t.From, Chain: t.Chain, Also: t.Also, Unit: t.Unit, Joined: t.Joined,
		In: p.holds(t.From), Led: t.Led(), // R6
	}
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
	ClaimPending  Reason = "claim not decided"
	ClaimJoined   Reason = "works on another unit's lead"
)

// WhyNotTrip says why a trip doesn't count at the end of a period.
func WhyNotTrip(t store.Trip, p Period, zone zone) Reason {
	switch {
	case t.At.IsZero() || t.At.After(p.At):
		return NotYet
	case !t.Live(p.At):
		return Withdrawn
	case t.Same != nil:
		return SameBatch
	case !t.Happened() || t.From > calendar.DayOf(p.At.In(zone)):
		return Planned
	case !t.Away:
		return InTheCity
	case !t.MetSomeone():
		return NoCounterpart
	}
	return Counts
}
