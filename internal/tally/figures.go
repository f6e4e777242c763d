package tally

import (
	"cmp"
	"slices"

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

// opening is the slice's opening balance.
func (s Slice) opening(o store.Opening) store.Balance {
	switch {
	case s.Chain != nil:
		return o.Chains[*s.Chain]
	case s.Unit != "":
		return o.Units[s.Unit]
	}
	var all store.Balance
	for _, b := range o.Chains {
		all.Sums = all.Plus(b.Sums, 1)
		all.Arrived += b.Arrived
	}
	return all
}

// Flow is what was counted: this week, reported late, or taken back.
type Flow struct {
	store.Sums
	Valid       int
	NoHeads     int         // visits without a head count
	LeadsSum    int64       // fen, yuan only
	LeadsOther  []money.Sum // in other currencies, named apart
	LeadsNoSum  int
	SignedOther []money.Sum
	SignedNoSum int
}

func (f *Flow) add(as store.Figure, c *store.Counted) {
	f.Sums = f.Plus(sumsOf(as, c), 1)
	switch as {
	case store.VisitFigure:
		f.NoHeads += bit(c.NoHeads)
	case store.ValidFigure:
		f.Valid++
	case store.LeadFigure:
		f.LeadsSum += c.Sum
		f.LeadsNoSum += bit(c.NoSum)
		f.LeadsOther = addOther(f.LeadsOther, c.Other)
	case store.SignedFigure:
		f.SignedNoSum += bit(c.NoSum)
		f.SignedOther = addOther(f.SignedOther, c.Other)
	}
}

// addOther adds a sum to those of its currency.
func addOther(all []money.Sum, s *money.Sum) []money.Sum {
	if s == nil {
		return all
	}
	for i := range all {
		if all[i].Currency == s.Currency {
			all[i].Minor += s.Minor
			return all
		}
	}
	return append(all, money.Sum{Minor: s.Minor, Currency: s.Currency})
}

// none reports whether nothing was counted.
func (f Flow) none() bool { return f.Sums == (store.Sums{}) && f.Valid == 0 }

// Figures are a slice's figures at a cut-off (R16): this week (W), reported late (B), taken back (X) and corrected (A); the year's totals (R18);
// the stock of projects in talks with its flows (R10); arrived money (R12), requests (R14) and follow-ups (R13).
type Figures struct {
	Week, Late, Gone Flow
	Adjusted         store.Sums
	OldYear          Flow // of this week and reported late, what counts into the year before
	Year             store.Sums

	Talks                           int
	TalksNew, TalksSigned, TalksOut int
	Idle                            []store.Talk
	Ended                           []string // signed before, terminated since

	Funds   []store.Arrival // reported, by origin
	Arrived []store.Arrival // audited, by origin

	Asks                 []store.Ask
	Closed, Overdue, Due []store.Promise
	OnTime               int

	Touched map[store.ChainID]int // trips that only touch the chain, by the chain they count under
	Joined  []string              // trips and visits a unit only took part in
}

// Of picks a slice's figures from a tally.
func Of(t store.Tally, s Slice, o store.Opening) Figures {
	f := Figures{Touched: map[store.ChainID]int{}}
	for _, m := range t.Moves {
		f.move(m, s, t.Cutoff.Year())
	}
	if o.AsOf.Year() == t.Cutoff.Year() {
		f.Year = s.opening(o).Sums
	}
	for _, c := range t.Totals {
		if c.Year == t.Cutoff.Year() && s.hasKey(c.Chain, c.Unit) {
			f.Year = f.Year.Plus(c.Sums, 1)
		}
	}
	f.stocks(t, s)
	in := func(ps []store.Promise) []store.Promise {
		return slices.DeleteFunc(slices.Clone(ps), func(p store.Promise) bool { return !s.hasKey(p.Chain, p.Unit) })
	}
	f.Closed, f.Overdue, f.Due = in(t.Closed), in(t.Overdue), in(t.Due)
	for _, p := range f.Closed {
		f.OnTime += bit(p.OnTime)
	}
	return f
}

func (f *Figures) stocks(t store.Tally, s Slice) {
	for _, k := range t.Talks {
		if !s.hasKey(k.Chain, k.Unit) {
			continue
		}
		f.Talks++
		if k.Idle > 0 {
			f.Idle = append(f.Idle, k)
		}
	}
	for _, a := range t.Funds {
		if s.hasKey(a.Chain, a.Unit) {
			f.Funds = addArrival(f.Funds, a)
		}
	}
	for _, a := range t.Arrived {
		if s.Chain != nil && *s.Chain == a.Chain {
			f.Arrived = addArrival(f.Arrived, a)
		}
	}
	for _, a := range t.Asks {
		if s.hasKey(a.Chain, a.Unit) {
			f.Asks = append(f.Asks, a)
		}
	}
}

// addArrival adds money to that of its origin, and the months it covers to theirs.
func addArrival(all []store.Arrival, a store.Arrival) []store.Arrival {
	for i := range all {
		if all[i].Origin == a.Origin {
			all[i].Sum += a.Sum
			all[i].First, all[i].Month = min(cmp.Or(all[i].First, a.First), cmp.Or(a.First, all[i].First)), max(all[i].Month, a.Month)
			return all
		}
	}
	return append(all, a)
}

func (f *Figures) move(m store.Move, s Slice, year int) {
	was, is := s.has(m.Was), s.has(m.Is)
	if m.As == store.TalksFigure {
		f.talk(m, was, is)
		return
	}
	if m.Ended && is {
		f.Ended = append(f.Ended, m.ID)
	}
	switch {
	case is && m.Is.In:
		f.Week.add(m.As, m.Is)
		if was {
			f.Gone.add(m.As, m.Was)
		}
	case is && !was:
		f.Late.add(m.As, m.Is)
	case was && !is:
		f.Gone.add(m.As, m.Was)
	case was && is:
		f.Adjusted = f.Adjusted.Plus(sumsOf(m.As, m.Is), 1).Plus(sumsOf(m.As, m.Was), -1)
	}
	if is && !was && m.Is.Day.Year() < year {
		f.OldYear.add(m.As, m.Is)
	}
	f.besides(m, s, is)
}

// besides notes what a slice only touched or took part in.
func (f *Figures) besides(m store.Move, s Slice, is bool) {
	if m.Is == nil || !m.Is.In || is {
		return
	}
	if s.Chain != nil && m.As == store.TripFigure && slices.Contains(m.Is.Also, *s.Chain) {
		f.Touched[m.Is.Chain]++
	}
	if s.Unit != "" && slices.Contains(m.Is.Joined, s.Unit) && (m.As == store.TripFigure || m.As == store.VisitFigure) {
		f.Joined = append(f.Joined, m.ID)
	}
}

// talk notes a project that came into the talks or left them.
func (f *Figures) talk(m store.Move, was, is bool) {
	switch {
	case is && !was:
		f.TalksNew++
	case was && !is && m.Signed:
		f.TalksSigned++
	case was && !is:
		f.TalksOut++
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
	return f.Week.none() && f.Late.none() && f.Gone.none() && f.Adjusted == (store.Sums{}) && len(f.Closed)+len(f.Ended)+len(f.Funds) == 0 &&
		f.TalksNew+f.TalksSigned+f.TalksOut == 0
}
