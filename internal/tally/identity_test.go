package tally_test

import (
	"testing"

	"pgregory.net/rapid"

	"chainlead/internal/calendar"
	"chainlead/internal/money"
	"chainlead/internal/tally"
	"chainlead/store"
	"chainlead/store/storetest"
)

// Random weeks: records of any day, reported early and late, withdrawn, confirmed, moved to another chain, dated anew. At every cut-off the
// total counted is the last total, plus this week's, plus what was reported late, less what was taken back (R16); and the chains with
// 未归链, and the units, add up to the city (R15).
func TestEveryCutOffAddsUp(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		s, clock := storetest.New(t, "2022-10-28 18:00")
		h := history{rt: rt, s: s, t: t}
		slices := []tally.Slice{{}}
		for _, c := range append(storetest.City().Chains, store.Chain{}) {
			slices = append(slices, tally.OfChain(c.ID))
		}
		for _, u := range storetest.City().Units {
			slices = append(slices, tally.OfUnit(u.ID))
		}
		total := make([][2]int, len(slices))
		for _, cutoff := range []calendar.Day{"2022-11-04", "2022-11-11", "2022-11-18"} {
			for day := range 7 {
				clock.Set(t, string(cutoff.Add(day-6))+" 18:00")
				if day == 6 {
					clock.Set(t, string(cutoff)+" 11:00")
				}
				h.day()
			}
			clock.Set(t, string(cutoff)+" 17:00")
			h.check(cutoff, slices, total)
		}
	})
}

type history struct {
	rt    *rapid.T
	t     *testing.T
	s     *store.Store
	trips []store.TripID
	leads []store.LeadID
}

func (h *history) chain() store.ChainID {
	return rapid.SampledFrom([]store.ChainID{"", "hydrogen", "coatings"}).Draw(h.rt, "chain")
}

func (h *history) unit() store.UnitID {
	return rapid.SampledFrom([]store.UnitID{"hualong", "qingfeng", "drc"}).Draw(h.rt, "unit")
}

// day makes up to three changes.
func (h *history) day() {
	for range rapid.IntRange(0, 3).Draw(h.rt, "changes") {
		storetest.Update(h.t, h.s, func(tx *store.Tx) error {
			switch rapid.IntRange(0, 5).Draw(h.rt, "what") {
			case 0, 1:
				return h.newTrip(tx)
			case 2:
				return h.newLead(tx)
			case 3:
				return h.changeTrip(tx)
			case 4:
				return h.changeLead(tx)
			}
			return nil
		})
	}
}

func (h *history) newTrip(tx *store.Tx) error {
	t := store.Trip{
		Filed: store.Filed{Unit: h.unit(), Chain: h.chain()}, From: tx.Today().Add(rapid.IntRange(-12, 3).Draw(h.rt, "departure")),
		Places: []string{"深圳市"}, Away: rapid.IntRange(0, 9).Draw(h.rt, "away") > 0, Companies: []string{"鹏程氢动力"},
	}
	if rapid.Bool().Draw(h.rt, "led") {
		t.Leader = &store.TripLeader{Post: "县长", Level: store.LevelCounty}
	}
	err := tx.PutTrip(&t)
	h.trips = append(h.trips, t.ID)
	return err
}

func (h *history) newLead(tx *store.Tx) error {
	l := store.Lead{Filed: store.Filed{Unit: h.unit(), Chain: h.chain()}, Company: "湾区储能"}
	if rapid.Bool().Draw(h.rt, "pending") {
		l.Claim = store.PendingClaim
	}
	if rapid.Bool().Draw(h.rt, "sum") {
		sum := money.Yuan(50_000_000)
		l.Sum = &sum
	}
	err := tx.PutLead(&l)
	h.leads = append(h.leads, l.ID)
	return err
}

func (h *history) changeTrip(tx *store.Tx) error {
	if len(h.trips) == 0 {
		return nil
	}
	t, err := tx.Trip(rapid.SampledFrom(h.trips).Draw(h.rt, "trip"))
	if err != nil {
		return err
	}
	switch rapid.IntRange(0, 4).Draw(h.rt, "change") {
	case 0:
		t.Chain = h.chain()
	case 1:
		t.From = tx.Today().Add(rapid.IntRange(-12, 0).Draw(h.rt, "departure"))
	case 2:
		t.Withdrawn = &store.Withdrawal{At: tx.Now}
	case 3:
		t.Leader = nil
	case 4:
		if t.From <= tx.Today() {
			t.Confirmed = tx.Now
		}
	}
	return tx.PutTrip(&t)
}

func (h *history) changeLead(tx *store.Tx) error {
	if len(h.leads) == 0 {
		return nil
	}
	l, err := tx.Lead(rapid.SampledFrom(h.leads).Draw(h.rt, "lead"))
	if err != nil {
		return err
	}
	switch rapid.IntRange(0, 2).Draw(h.rt, "change") {
	case 0:
		l.Unit = h.unit()
	case 1:
		l.Withdrawn = &store.Withdrawal{At: tx.Now}
	case 2:
		if l.Claim == store.PendingClaim {
			l.Claim, l.Decided = store.SeparateClaim, tx.Now
		}
	}
	return tx.PutLead(&l)
}

func (h *history) check(cutoff calendar.Day, slices []tally.Slice, total [][2]int) {
	storetest.View(h.t, h.s, func(tx *store.Tx) error {
		p := tally.PeriodOf(tx, cutoff)
		count, err := tally.Count(tx, p)
		if err != nil {
			return err
		}
		var chains, units, city [2]int
		for i, s := range slices {
			f := tally.Of(count, s)
			total[i][0] += f.Week.Trips + f.Late.Trips - f.Gone.Trips
			total[i][1] += f.Week.Leads + f.Late.Leads - f.Gone.Leads
			counted, err := h.counted(tx, p, s)
			if err != nil {
				return err
			}
			if counted != total[i] {
				h.rt.Fatalf("%s %+v: %v counted, but the sums come to %v", cutoff, s, counted, total[i])
			}
			week := [2]int{f.Week.Trips, f.Week.Leads}
			switch {
			case s.Chain != nil:
				chains[0], chains[1] = chains[0]+week[0], chains[1]+week[1]
			case s.Unit != "":
				units[0], units[1] = units[0]+week[0], units[1]+week[1]
			default:
				city = week
			}
		}
		if chains != city || units != city {
			h.rt.Fatalf("%s: city %v, chains %v, units %v", cutoff, city, chains, units)
		}
		return nil
	})
}

// counted counts a slice from scratch, record by record.
func (h *history) counted(tx *store.Tx, p tally.Period, s tally.Slice) (n [2]int, err error) {
	in := func(chain store.ChainID, unit store.UnitID) bool {
		return (s.Chain == nil || *s.Chain == chain) && (s.Unit == "" || s.Unit == unit)
	}
	for _, id := range h.trips {
		t, err := tx.Trip(id)
		if err != nil {
			return n, err
		}
		if tally.WhyNotTrip(t, p, tx.Zone()) == tally.Counts && in(t.Chain, t.Unit) {
			n[0]++
		}
	}
	for _, id := range h.leads {
		l, err := tx.Lead(id)
		if err != nil {
			return n, err
		}
		if tally.WhyNotLead(l, p) == tally.Counts && in(l.Chain, l.Unit) {
			n[1]++
		}
	}
	return n, nil
}
