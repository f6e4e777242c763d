package tally

import (
	"chainlead/internal/calendar"
	"chainlead/internal/money"
	"chainlead/store"
)

// countLead is how a lead counts at the end of a period, or nil (R8): by the instant of its registration, first claims only;
// one decided to be separate counts at the instant of the decision.
func countLead(l store.Lead, p Period, zone zone) *store.Counted {
	if WhyNotLead(l, p) != Counts {
		return nil
	}
	at := l.CountedAt()
	c := &store.Counted{Day: calendar.DayOf(at.In(zone)), Chain: l.Chain, Unit: l.Unit, In: p.holdsInstant(at)}
	switch {
	case l.Sum == nil || l.Sum.IsZero():
		c.NoSum = true
	case l.Sum.Currency == money.Yuan(0).Currency:
		c.Sum = l.Sum.Minor
	default:
		c.Other = l.Sum
	}
	return c
}

// WhyNotLead says why a lead doesn't count at the end of a period.
func WhyNotLead(l store.Lead, p Period) Reason {
	at := l.CountedAt()
	switch {
	case l.At.IsZero() || l.At.After(p.At):
		return NotYet
	case !l.Live(p.At):
		return Withdrawn
	case l.Claim == store.JoinedClaim:
		return ClaimJoined
	case at.IsZero() || at.After(p.At):
		return ClaimPending
	}
	return Counts
}
