package tally

import (
	"fmt"
	"slices"

	"chainlead/internal/calendar"
	"chainlead/internal/money"
	"chainlead/store"
)

// signed is how a project counts as signed at the end of the period, or nil (R11): once, by its first formal contract, on the contract
// day; with the contract investment, else the total. A project terminated later stays signed.
func (r Rules) signed(p store.Project) *store.Counted {
	if r.WhyNotSigned(p) != Counts {
		return nil
	}
	s, _ := p.Signed()
	c := &store.Counted{Day: s.Day, Chain: p.Chain, Unit: p.Unit, Joined: p.Joined, In: r.holds(s.Day)}
	setSum(c, p.SignedSum())
	return c
}

// WhyNotSigned says why a project doesn't count as signed (R11). A framework agreement is no contract.
func (r Rules) WhyNotSigned(p store.Project) Reason {
	s, ok := p.Signed()
	why := r.filed(p.Filed).or(ok && s.Day <= calendar.DayOf(r.At.In(r.zone)), NotSigned)
	if why != Counts {
		return why
	}
	return r.day(s.Day)
}

// increase is how an increase of a contract counts (增资, R11): its sum on its own day, and no number.
func (r Rules) increase(p store.Project, i store.Increase) *store.Counted {
	if r.filed(p.Filed) != Counts || r.day(i.Day) != Counts || i.Sum.Currency != money.CNY {
		return nil
	}
	return &store.Counted{Day: i.Day, Chain: p.Chain, Unit: p.Unit, In: r.holds(i.Day), Sum: i.Sum.Minor}
}

// increases pairs the increases of a project at two instants, each under an ID of its own.
func increases(was, is Rules, m store.Moved[store.Project]) []store.Move {
	var out []store.Move
	for i := range max(len(m.Was.Increases), len(m.Is.Increases)) {
		mv := store.Move{ID: fmt.Sprintf("%s+%d", m.ID, i+1), As: store.AddedFigure}
		if i < len(m.Was.Increases) {
			mv.Was = was.increase(m.Was, m.Was.Increases[i])
		}
		if i < len(m.Is.Increases) {
			mv.Is = is.increase(m.Is, m.Is.Increases[i])
		}
		out = append(out, mv)
	}
	return out
}

// talks is how a project in talks stands at the end of the period, or nil (R10).
func (r Rules) talks(p store.Project) *store.Counted {
	if r.filed(p.Filed) != Counts || p.Pool() != store.TalksPool {
		return nil
	}
	return &store.Counted{Chain: p.Chain, Unit: p.Unit, In: true}
}

// inTalks lists the stock of projects in talks (R10), with the days without contact where they reach the city's limit; the longest first.
func inTalks(tx *store.Tx, t *store.Tally) error {
	all, err := tx.ProjectsIn(store.TalksPool, t.At)
	if err != nil {
		return err
	}
	day := calendar.DayOf(tx.Local(t.At))
	for _, p := range all {
		last, err := tx.LastContact(p, t.At)
		if err != nil {
			return err
		}
		k := store.Talk{ID: p.ID, Chain: p.Chain, Unit: p.Unit}
		if n := day.Sub(last); n >= tx.City().Settings.Idle && tx.City().Settings.Idle > 0 {
			k.Idle = n
		}
		t.Talks = append(t.Talks, k)
	}
	slices.SortStableFunc(t.Talks, func(a, b store.Talk) int {
		if a.Idle != b.Idle {
			return b.Idle - a.Idle
		}
		return byNumber(string(a.ID), string(b.ID))
	})
	return nil
}
