package tally

import (
	"errors"
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
	m := mover{t: t, was: RulesOf(tx, Period{At: since, Since: since, From: p.From, Cutoff: p.Cutoff}), is: RulesOf(tx, p), reported: map[store.UnitID]bool{}}
	err := errors.Join(
		each(tx.TripsMoved(since, p.At))(m.trip), each(tx.VisitsMoved(since, p.At))(m.visit),
		each(tx.LeadsMoved(since, p.At))(m.lead), each(tx.ProjectsMoved(since, p.At))(m.project),
	)
	slices.SortStableFunc(t.Moves, func(a, b store.Move) int { return byNumber(a.ID, b.ID) })
	return m.reported, err
}

// each does something with every record that a query found.
func each[T any](found []store.Moved[T], err error) func(func(store.Moved[T])) error {
	return func(do func(store.Moved[T])) error {
		for _, m := range found {
			do(m)
		}
		return err
	}
}

// A mover counts records by the rules at the previous cut-off and at this one.
type mover struct {
	t        *store.Tally
	was, is  Rules
	reported map[store.UnitID]bool
}

func (m mover) add(v store.Move) {
	if !reflect.DeepEqual(v.Was, v.Is) || v.Ended {
		m.t.Moves = append(m.t.Moves, v)
	}
}

func (m mover) report(u store.UnitID, did bool) { m.reported[u] = m.reported[u] || did }

func (m mover) trip(v store.Moved[store.Trip]) {
	m.add(store.Move{ID: v.ID, As: store.TripFigure, Was: m.was.trip(v.Was), Is: m.is.trip(v.Is)})
	m.report(v.Is.Unit, m.is.newIn(v.Is.Filed))
}

func (m mover) visit(v store.Moved[store.Visit]) {
	m.add(store.Move{ID: v.ID, As: store.VisitFigure, Was: m.was.visit(v.Was), Is: m.is.visit(v.Is)})
	m.report(v.Is.Unit, m.is.newIn(v.Is.Filed))
}

func (m mover) lead(v store.Moved[store.Lead]) {
	m.add(store.Move{ID: v.ID, As: store.LeadFigure, Was: m.was.lead(v.Was), Is: m.is.lead(v.Is)})
	m.add(store.Move{ID: v.ID, As: store.ValidFigure, Was: m.was.valid(v.Was), Is: m.is.valid(v.Is)})
	m.report(v.Is.Unit, m.is.newIn(v.Is.Filed))
}

func (m mover) project(v store.Moved[store.Project]) {
	signed := store.Move{ID: v.ID, As: store.SignedFigure, Was: m.was.signed(v.Was), Is: m.is.signed(v.Is)}
	signed.Ended = signed.Is != nil && v.Is.Stopped() == store.StageTerminated && v.Was.Stopped() != store.StageTerminated
	m.add(signed)
	for _, raised := range increases(m.was, m.is, v) {
		m.add(raised)
	}
	_, contract := v.Is.Signed()
	m.add(store.Move{ID: v.ID, As: store.TalksFigure, Was: m.was.talks(v.Was), Is: m.is.talks(v.Is), Signed: contract && v.Is.Pool() == store.SignedPool})
	m.report(v.Is.Unit, m.is.advanced(v.Is))
}
