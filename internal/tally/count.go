package tally

import (
	"reflect"
	"slices"
	"time"

	"chainlead/store"
)

// Count is what a period counts, as of its end: what moved since the previous cut-off (R16), the stocks, the follow-ups, who reported, and
// the year's totals. Only records changed since then can have moved, so the cost is that of a week, not of the history.
func Count(tx *store.Tx, p Period) (store.Tally, error) {
	t := store.Tally{Cutoff: p.Cutoff, From: p.From, Since: p.Since, At: p.At, Next: Next(p.Cutoff, tx.Calendar()), Opening: tx.City().Opening.AsOf}
	if !tx.Calendar().Known(t.Next.Year()) {
		t.Next = p.Cutoff.Add(7)
	}
	last, ok, err := tx.TallyBefore(p.Cutoff)
	if err != nil {
		return t, err
	}
	var since time.Time // before the first tally nothing was counted
	if ok {
		since = last.At
	}
	reported, err := moves(tx, &t, p, since)
	if err != nil {
		return t, err
	}
	for _, step := range []func(*store.Tx, *store.Tally) error{promises, inTalks, arrivals, asks} {
		if err := step(tx, &t); err != nil {
			return t, err
		}
	}
	if err := reporting(tx, &t, reported); err != nil {
		return t, err
	}
	t.Totals, err = totals(tx, t, last, ok)
	return t, err
}

// moves finds what moved since an instant, and the units that recorded something in the period.
func moves(tx *store.Tx, t *store.Tally, p Period, since time.Time) (map[store.UnitID]bool, error) {
	was := RulesOf(tx, Period{At: since, Since: since, From: p.From, Cutoff: p.Cutoff})
	is := RulesOf(tx, p)
	reported := map[store.UnitID]bool{}
	add := func(m store.Move) {
		if !reflect.DeepEqual(m.Was, m.Is) || m.Ended {
			t.Moves = append(t.Moves, m)
		}
	}
	trips, err := tx.TripsMoved(since, p.At)
	for _, m := range trips {
		add(store.Move{ID: m.ID, As: store.TripFigure, Was: was.trip(m.Was), Is: is.trip(m.Is)})
		reported[m.Is.Unit] = reported[m.Is.Unit] || is.newIn(m.Is.Filed)
	}
	if err != nil {
		return nil, err
	}
	visits, err := tx.VisitsMoved(since, p.At)
	for _, m := range visits {
		add(store.Move{ID: m.ID, As: store.VisitFigure, Was: was.visit(m.Was), Is: is.visit(m.Is)})
		reported[m.Is.Unit] = reported[m.Is.Unit] || is.newIn(m.Is.Filed)
	}
	if err != nil {
		return nil, err
	}
	leads, err := tx.LeadsMoved(since, p.At)
	for _, m := range leads {
		add(store.Move{ID: m.ID, As: store.LeadFigure, Was: was.lead(m.Was), Is: is.lead(m.Is)})
		add(store.Move{ID: m.ID, As: store.ValidFigure, Was: was.valid(m.Was), Is: is.valid(m.Is)})
		reported[m.Is.Unit] = reported[m.Is.Unit] || is.newIn(m.Is.Filed)
	}
	if err != nil {
		return nil, err
	}
	projects, err := tx.ProjectsMoved(since, p.At)
	for _, m := range projects {
		signed := store.Move{ID: m.ID, As: store.SignedFigure, Was: was.signed(m.Was), Is: is.signed(m.Is)}
		signed.Ended = signed.Is != nil && m.Is.Stopped() == store.StageTerminated && m.Was.Stopped() != store.StageTerminated
		add(signed)
		for _, inc := range increases(was, is, m) {
			add(inc)
		}
		_, contract := m.Is.Signed()
		add(store.Move{ID: m.ID, As: store.TalksFigure, Was: was.talks(m.Was), Is: is.talks(m.Is), Signed: contract && m.Is.Pool() == store.SignedPool})
		reported[m.Is.Unit] = reported[m.Is.Unit] || is.advanced(m.Is)
	}
	slices.SortStableFunc(t.Moves, func(a, b store.Move) int { return byNumber(a.ID, b.ID) })
	return reported, err
}
