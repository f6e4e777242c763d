package tally

import "chainlead/store"

// trip is how a trip counts at the end of the period, or nil (R5, R6). One trip is one batch; its business day is the departure.
func (r Rules) trip(t store.Trip) *store.Counted {
	if r.WhyNotTrip(t) != Counts {
		return nil
	}
	return &store.Counted{
		Day: t.From, Chain: t.Chain, Also: t.Also, Unit: t.Unit, Joined: t.Joined,
		In: r.holds(t.From), Led: t.Led(), // R6
	}
}

// WhyNotTrip says why a trip doesn't count (R5): a place must lie outside the city's area, it must have met someone, and it must have
// taken place.
func (r Rules) WhyNotTrip(t store.Trip) Reason {
	return r.batch(t.Filed, t.Batch).or(t.Away, InTheCity).or(t.MetSomeone(), NoCounterpart)
}
