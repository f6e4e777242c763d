package tally

import (
	"slices"
	"strings"

	"chainlead/internal/money"
	"chainlead/store"
)

// A Slice is the part of the city that figures are of (R15). The zero Slice is the whole city. A record stands in the slice of
// its main chain and of its credited unit, once: the chains with 未归链, and the units, add up to the city.
type Slice struct {
	Chain *store.ChainID
	Unit  store.UnitID
}

// OfChain is a chain's slice; "" is 未归链.
func OfChain(id store.ChainID) Slice { return Slice{Chain: &id} }

// OfUnit is a unit's slice.
func OfUnit(id store.UnitID) Slice { return Slice{Unit: id} }

func (s Slice) has(c *store.Counted) bool { return c != nil && s.hasKey(c.Chain, c.Unit) }

func (s Slice) hasKey(chain store.ChainID, unit store.UnitID) bool {
	return (s.Chain == nil || *s.Chain == chain) && (s.Unit == "" || s.Unit == unit)
}

// Flow is what was counted of trips and leads: this week, reported late, or taken back.
type Flow struct {
	Trips, Led, Leads int
	LeadsSum          int64       // fen, yuan only
	LeadsOther        []money.Sum // in other currencies, named apart
	LeadsNoSum        int
}

// Figures are a slice's figures at a cut-off (R16): this week (W), reported late (B), taken back (X), and the follow-ups.
// Touched are the trips that only touch the chain, by the chain they count under; Joined those a unit only took part in.
type Figures struct {
	Week, Late, Gone     Flow
	LedMore              int // leaders added to, or taken off, trips counted before (A)
	Closed, Overdue, Due []store.Promise
	OnTime               int
	Touched              map[store.ChainID]int
	Joined               int
}

// Of picks a slice's figures from a tally.
func Of(t store.Tally, s Slice) Figures {
	f := Figures{Touched: map[store.ChainID]int{}}
	for _, m := range t.Moves {
		f.move(m, s)
	}
	in := func(ps []store.Promise) []store.Promise {
		return slices.DeleteFunc(slices.Clone(ps), func(p store.Promise) bool { return !s.hasKey(p.Chain, p.Unit) })
	}
	f.Closed, f.Overdue, f.Due = in(t.Closed), in(t.Overdue), in(t.Due)
	for _, p := range f.Closed {
		if p.OnTime {
			f.OnTime++
		}
	}
	return f
}

func (f *Figures) move(m store.Move, s Slice) {
	was, is := s.has(m.Was), s.has(m.Is)
	switch {
	case is && m.Is.In:
		f.Week.add(m.ID, m.Is)
		if was {
			f.Gone.add(m.ID, m.Was)
		}
	case is && !was:
		f.Late.add(m.ID, m.Is)
	case was && !is:
		f.Gone.add(m.ID, m.Was)
	case was && is && m.Was.Led != m.Is.Led:
		f.LedMore += bit(m.Is.Led) - bit(m.Was.Led)
	}
	if m.Is == nil || !m.Is.In {
		return
	}
	if s.Chain != nil && !is && slices.Contains(m.Is.Also, *s.Chain) {
		f.Touched[m.Is.Chain]++
	}
	if s.Unit != "" && !is && slices.Contains(m.Is.Joined, s.Unit) {
		f.Joined++
	}
}

func (f *Flow) add(id string, c *store.Counted) {
	if strings.HasPrefix(id, "T-") {
		f.Trips++
		f.Led += bit(c.Led)
		return
	}
	f.Leads++
	f.LeadsSum += c.Sum
	f.LeadsNoSum += bit(c.NoSum)
	if c.Other != nil {
		f.LeadsOther = append(f.LeadsOther, *c.Other)
	}
}

func bit(b bool) int {
	if b {
		return 1
	}
	return 0
}

// Nothing reports whether nothing was recorded and nothing closed (R20).
func (f Figures) Nothing() bool {
	return f.Week.Trips+f.Week.Leads+f.Late.Trips+f.Late.Leads+f.Gone.Trips+f.Gone.Leads+len(f.Closed) == 0 && f.LedMore == 0
}
