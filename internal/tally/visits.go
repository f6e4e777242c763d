package tally

import "chainlead/store"

// visit is how a visit counts at the end of the period, or nil (R7). One delegation on one stay is one batch; its business day is the
// first; persons that aren't known add nothing and are told.
func (r Rules) visit(v store.Visit) *store.Counted {
	if r.WhyNotVisit(v) != Counts {
		return nil
	}
	return &store.Counted{
		Day: v.From, Chain: v.Chain, Also: v.Also, Unit: v.Unit, Joined: v.Joined,
		In: r.holds(v.From), Persons: v.People, NoHeads: v.People == 0,
	}
}

// WhyNotVisit says why a visit doesn't count (R7): on site only, by visitors from outside the city.
func (r Rules) WhyNotVisit(v store.Visit) Reason {
	return r.batch(v.Filed, v.Batch).or(!v.Online, Online).or(!v.Own, OwnFirms)
}
