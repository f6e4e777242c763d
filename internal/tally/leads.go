package tally

import (
	"time"

	"chainlead/internal/calendar"
	"chainlead/internal/money"
	"chainlead/store"
)

// lead is how a lead counts at the end of the period, or nil (R8): by the instant of its registration, first claims only; one decided to
// be separate counts at the instant of the decision.
func (r Rules) lead(l store.Lead) *store.Counted {
	if r.WhyNotLead(l) != Counts {
		return nil
	}
	c := r.ofLead(l, l.CountedAt())
	setSum(c, l.Sum)
	return c
}

// valid is how a lead counts as judged valid (研判有效): by the instant of its first valid judgement, also where the lead itself is older.
func (r Rules) valid(l store.Lead) *store.Counted {
	if r.filed(l.Filed) != Counts || l.Valid.IsZero() || l.Valid.After(r.At) {
		return nil
	}
	return r.ofLead(l, l.Valid)
}

func (r Rules) ofLead(l store.Lead, at time.Time) *store.Counted {
	return &store.Counted{Day: calendar.DayOf(at.In(r.zone)), Chain: l.Chain, Unit: l.Unit, In: r.holdsInstant(at)}
}

// WhyNotLead says why a lead doesn't count (R8).
func (r Rules) WhyNotLead(l store.Lead) Reason {
	at := l.CountedAt()
	why := r.filed(l.Filed).or(l.Claim != store.JoinedClaim, ClaimJoined).or(!at.IsZero() && !at.After(r.At), ClaimPending)
	if why != Counts {
		return why
	}
	return r.day(calendar.DayOf(at.In(r.zone)))
}

// setSum notes a sum: yuan are added, other currencies named apart, a missing one told.
func setSum(c *store.Counted, s *money.Sum) {
	switch {
	case s == nil || s.IsZero():
		c.NoSum = true
	case s.Currency == money.CNY:
		c.Sum = s.Minor
	default:
		c.Other = s
	}
}
