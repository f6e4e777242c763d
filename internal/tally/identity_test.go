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

// Random weeks: trips, visits, leads and projects of any day, reported early and late, withdrawn, confirmed, merged, moved to another chain or unit,
// dated anew, their sums corrected. At every cut-off, in every slice, the total counted from scratch is the last total, plus this week's, plus what was
// reported late, less what was taken back, with the corrections (R16); and the chains with 未归链, and the units, add up to the city (R15).
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
		last := make([]store.Sums, len(slices))
		for _, cutoff := range []calendar.Day{"2022-11-04", "2022-11-11", "2022-11-18"} {
			for day := range 7 {
				clock.Set(t, string(cutoff.Add(day-6))+" 18:00")
				if day == 6 {
					clock.Set(t, string(cutoff)+" 11:00")
				}
				h.day()
			}
			clock.Set(t, string(cutoff)+" 17:00")
			h.check(cutoff, slices, last)
		}
	})
}

type history struct {
	rt       *rapid.T
	t        *testing.T
	s        *store.Store
	trips    []store.TripID
	visits   []store.VisitID
	leads    []store.LeadID
	projects []store.ProjectID
}

func (h *history) chain() store.ChainID {
	return rapid.SampledFrom([]store.ChainID{"", "hydrogen", "coatings"}).Draw(h.rt, "chain")
}

func (h *history) filed() store.Filed {
	return store.Filed{Unit: rapid.SampledFrom([]store.UnitID{"hualong", "qingfeng", "drc"}).Draw(h.rt, "unit"), Chain: h.chain()}
}

func (h *history) past(tx *store.Tx) calendar.Day {
	return tx.Today().Add(rapid.IntRange(-12, 0).Draw(h.rt, "day"))
}

func (h *history) sum() *money.Sum {
	if !rapid.Bool().Draw(h.rt, "has a sum") {
		return nil
	}
	s := money.Yuan(int64(rapid.IntRange(1, 9).Draw(h.rt, "yi")) * 100_000_000)
	return &s
}

// day makes up to three changes.
func (h *history) day() {
	for range rapid.IntRange(0, 3).Draw(h.rt, "changes") {
		storetest.Update(h.t, h.s, func(tx *store.Tx) error {
			do := []func(*store.Tx) error{h.newTrip, h.newVisit, h.newLead, h.newProject, h.changeTrip, h.changeVisit, h.changeLead, h.changeProject}
			return do[rapid.IntRange(0, len(do)-1).Draw(h.rt, "what")](tx)
		})
	}
}

func (h *history) newTrip(tx *store.Tx) error {
	t := store.Trip{
		Filed: h.filed(), Away: rapid.IntRange(0, 9).Draw(h.rt, "away") > 0,
		Batch: store.Batch{From: tx.Today().Add(rapid.IntRange(-12, 3).Draw(h.rt, "departure")), Places: []string{"深圳市"}, Companies: []string{"鹏程氢动力"}},
	}
	if rapid.Bool().Draw(h.rt, "led") {
		t.Leader = &store.TripLeader{Post: "县长", Level: store.LevelCounty}
	}
	err := tx.PutTrip(&t)
	h.trips = append(h.trips, t.ID)
	return err
}

func (h *history) newVisit(tx *store.Tx) error {
	v := store.Visit{Filed: h.filed(), Batch: store.Batch{From: h.past(tx), Companies: []string{"湾区储能"}}, People: rapid.IntRange(0, 9).Draw(h.rt, "people")}
	err := tx.PutVisit(&v)
	h.visits = append(h.visits, v.ID)
	return err
}

func (h *history) newLead(tx *store.Tx) error {
	l := store.Lead{Filed: h.filed(), Company: "湾区储能", Sum: h.sum()}
	if rapid.Bool().Draw(h.rt, "pending") {
		l.Claim = store.PendingClaim
	}
	err := tx.PutLead(&l)
	h.leads = append(h.leads, l.ID)
	return err
}

func (h *history) newProject(tx *store.Tx) error {
	p := store.Project{Filed: h.filed(), Name: "项目", Contract: h.sum()}
	p.Steps = []store.Progress{{Stage: rapid.SampledFrom([]store.Stage{store.StageNegotiating, store.StageFramework, store.StageSigned}).Draw(h.rt, "stage"), Day: h.past(tx), At: tx.Now}}
	err := tx.PutProject(&p)
	h.projects = append(h.projects, p.ID)
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
	switch rapid.IntRange(0, 6).Draw(h.rt, "change") {
	case 0:
		t.Chain = h.chain()
	case 1:
		t.From = h.past(tx)
	case 2:
		t.Withdrawn = &store.Withdrawal{At: tx.Now}
	case 3:
		t.Leader = nil
	case 4:
		if t.From <= tx.Today() {
			t.Confirmed = tx.Now
		}
	case 5:
		t.Same = &store.Same{As: "T-1", At: tx.Now}
	case 6:
		t.Same = nil
	}
	return tx.PutTrip(&t)
}

func (h *history) changeVisit(tx *store.Tx) error {
	if len(h.visits) == 0 {
		return nil
	}
	v, err := tx.Visit(rapid.SampledFrom(h.visits).Draw(h.rt, "visit"))
	if err != nil {
		return err
	}
	switch rapid.IntRange(0, 3).Draw(h.rt, "change") {
	case 0:
		v.People = rapid.IntRange(0, 9).Draw(h.rt, "people")
	case 1:
		v.From = h.past(tx)
	case 2:
		v.Withdrawn = &store.Withdrawal{At: tx.Now}
	case 3:
		v.Filed.Unit = h.filed().Unit
	}
	return tx.PutVisit(&v)
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
		l.Unit = h.filed().Unit
	case 1:
		l.Withdrawn = &store.Withdrawal{At: tx.Now}
	case 2:
		if l.Claim == store.PendingClaim {
			l.Claim, l.Decided = store.SeparateClaim, tx.Now
		}
	}
	return tx.PutLead(&l)
}

func (h *history) changeProject(tx *store.Tx) error {
	if len(h.projects) == 0 {
		return nil
	}
	p, err := tx.Project(rapid.SampledFrom(h.projects).Draw(h.rt, "project"))
	if err != nil {
		return err
	}
	switch rapid.IntRange(0, 5).Draw(h.rt, "change") {
	case 0:
		p.Contract = h.sum()
	case 1:
		p.Steps = append(p.Steps, store.Progress{Stage: store.StageSigned, Day: h.past(tx), At: tx.Now})
	case 2:
		p.Increases = append(p.Increases, store.Increase{Sum: money.Yuan(1_000_000), Day: h.past(tx), At: tx.Now})
	case 3:
		p.Steps[0].Day = h.past(tx)
	case 4:
		p.Chain = h.chain()
	case 5:
		p.Withdrawn = &store.Withdrawal{At: tx.Now}
	}
	return tx.PutProject(&p)
}

func (h *history) check(cutoff calendar.Day, slices []tally.Slice, last []store.Sums) {
	storetest.Update(h.t, h.s, func(tx *store.Tx) error {
		count, err := tally.Count(tx, tally.PeriodOf(tx, cutoff))
		if err != nil {
			return err
		}
		if err := tally.Check(tx, count); err != nil {
			h.rt.Fatalf("%s: %v", cutoff, err)
		}
		var chains, units, city store.Sums
		for i, s := range slices {
			f := tally.Of(count, s, store.Opening{})
			sum := last[i].Plus(f.Week.Sums, 1).Plus(f.Late.Sums, 1).Plus(f.Gone.Sums, -1).Plus(f.Adjusted, 1)
			if sum != f.Year {
				h.rt.Fatalf("%s %+v: %+v counted, but the sums come to %+v", cutoff, s, f.Year, sum)
			}
			last[i] = f.Year
			switch {
			case s.Chain != nil:
				chains = chains.Plus(f.Week.Sums, 1)
			case s.Unit != "":
				units = units.Plus(f.Week.Sums, 1)
			default:
				city = f.Week.Sums
			}
		}
		if chains != city || units != city {
			h.rt.Fatalf("%s: city %+v, chains %+v, units %+v", cutoff, city, chains, units)
		}
		return tx.FreezeTally(&count)
	})
}
