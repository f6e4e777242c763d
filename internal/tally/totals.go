package tally

import (
	"cmp"
	"fmt"
	"slices"

	"chainlead/internal/calendar"
	"chainlead/store"
)

// A cell is where a total stands.
type cell struct {
	year  int
	chain store.ChainID
	unit  store.UnitID
}

type cells map[cell]store.Sums

func (cs cells) add(as store.Figure, c *store.Counted, n int) {
	if c == nil || as == store.TalksFigure || as == store.ValidFigure {
		return
	}
	k := cell{c.Day.Year(), c.Chain, c.Unit}
	cs[k] = cs[k].Plus(sumsOf(as, c), n)
}

// sumsOf is what one counted record comes to.
func sumsOf(as store.Figure, c *store.Counted) store.Sums {
	switch as {
	case store.TripFigure:
		return store.Sums{Trips: 1, Led: bit(c.Led)}
	case store.VisitFigure:
		return store.Sums{Visits: 1, Persons: c.Persons}
	case store.LeadFigure:
		return store.Sums{Leads: 1}
	case store.SignedFigure:
		return store.Sums{Signed: 1, SignedSum: c.Sum}
	case store.AddedFigure:
		return store.Sums{SignedSum: c.Sum}
	}
	return store.Sums{}
}

// list is the cells in order, without the empty ones and without years that are closed.
func (cs cells) list(from int) []store.Total {
	var out []store.Total
	for k, s := range cs {
		if k.year >= from && s != (store.Sums{}) {
			out = append(out, store.Total{Year: k.year, Chain: k.chain, Unit: k.unit, Sums: s})
		}
	}
	slices.SortFunc(out, func(a, b store.Total) int {
		return cmp.Or(cmp.Compare(a.Year, b.Year), cmp.Compare(a.Chain, b.Chain), cmp.Compare(a.Unit, b.Unit))
	})
	return out
}

// totals carries the year's totals on (R16, R18): the last tally's, and what moved since. T_k = T_{k-1} + W + B − X, and A for sums.
func totals(tx *store.Tx, t, last store.Tally, ok bool) ([]store.Total, error) {
	base := last.Totals
	if ok && last.Opening != t.Opening {
		// the opening balance was replaced: what it holds isn't counted any more
		var err error
		if base, err = recount(tx, last.Cutoff.Year(), Period{At: last.At, Since: last.Since, From: last.From, Cutoff: last.Cutoff}); err != nil {
			return nil, err
		}
	}
	cs := cells{}
	for _, b := range base {
		cs[cell{b.Year, b.Chain, b.Unit}] = b.Sums
	}
	for _, m := range t.Moves {
		cs.add(m.As, m.Was, -1)
		cs.add(m.As, m.Is, 1)
	}
	return cs.list(t.Cutoff.Year() - 1), nil
}

// Check counts the totals of a tally from scratch, record by record, and says where they differ from those carried on. A tally that fails
// isn't posted (R16).
func Check(tx *store.Tx, t store.Tally) error {
	fresh, err := recount(tx, t.Cutoff.Year(), Period{At: t.At, Since: t.Since, From: t.From, Cutoff: t.Cutoff})
	if err != nil {
		return err
	}
	carried := slices.DeleteFunc(slices.Clone(t.Totals), func(a store.Total) bool { return a.Year < t.Cutoff.Year()-1 })
	if slices.Equal(fresh, carried) {
		return nil
	}
	for _, f := range fresh {
		if !slices.Contains(carried, f) {
			return fmt.Errorf("%w: chain %q, unit %q, %d: %+v counted", ErrDiffers, f.Chain, f.Unit, f.Year, f.Sums)
		}
	}
	for _, c := range carried {
		if !slices.Contains(fresh, c) {
			return fmt.Errorf("%w: chain %q, unit %q, %d: %+v carried on", ErrDiffers, c.Chain, c.Unit, c.Year, c.Sums)
		}
	}
	return ErrDiffers
}

// ErrDiffers is returned by Check.
var ErrDiffers = fmt.Errorf("the totals carried on and the records counted from scratch differ")

// recount counts the totals of a year and of the one before from the records.
func recount(tx *store.Tx, year int, p Period) ([]store.Total, error) {
	r, cs := RulesOf(tx, p), cells{}
	from, to := calendar.Day(fmt.Sprintf("%d-01-01", year-1)), calendar.DayOf(tx.Local(p.At))
	trips, err := tx.TripsAt(from, to, p.At)
	if err != nil {
		return nil, err
	}
	for _, t := range trips {
		cs.add(store.TripFigure, r.trip(t), 1)
	}
	visits, err := tx.VisitsAt(from, to, p.At)
	if err != nil {
		return nil, err
	}
	for _, v := range visits {
		cs.add(store.VisitFigure, r.visit(v), 1)
	}
	leads, err := tx.LeadsAt(p.At)
	if err != nil {
		return nil, err
	}
	for _, l := range leads {
		cs.add(store.LeadFigure, r.lead(l), 1)
	}
	projects, err := tx.ProjectsSigned(from, to, p.At)
	if err != nil {
		return nil, err
	}
	for _, v := range projects {
		cs.add(store.SignedFigure, r.signed(v), 1)
		for _, i := range v.Increases {
			cs.add(store.AddedFigure, r.increase(v, i), 1)
		}
	}
	return cs.list(year - 1), nil
}
