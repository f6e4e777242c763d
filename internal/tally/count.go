package tally

import (
	"reflect"
	"slices"
	"time"

	"chainlead/store"
)

type zone = *time.Location

// Count is what a period counts, as of its end: what moved since the previous cut-off (R4, R16) and the follow-ups (R13).
// Only records changed since then can have moved, so the cost is that of a week, not of the history.
func Count(tx *store.Tx, p Period) (store.Tally, error) {
	t := store.Tally{Cutoff: p.Cutoff, From: p.From, Since: p.Since, At: p.At, Next: Next(p.Cutoff, tx.Calendar())}
	if !tx.Calendar().Known(t.Next.Year()) {
		t.Next = p.Cutoff.Add(7)
	}
	before := Period{At: p.Since, Since: p.Since, From: p.From, Cutoff: p.Cutoff}
	trips, err := tx.TripsChanged(p.Since)
	if err != nil {
		return t, err
	}
	for _, v := range trips {
		was, is, err := twice(v, before, p, tx.TripAsOf, func(v store.Trip, p Period) *store.Counted { return countTrip(v, p, tx.Zone()) })
		if err != nil {
			return t, err
		}
		t.Moves = appendMove(t.Moves, string(v.ID), was, is)
	}
	leads, err := tx.LeadsChanged(p.Since)
	if err != nil {
		return t, err
	}
	for _, v := range leads {
		was, is, err := twice(v, before, p, tx.LeadAsOf, func(v store.Lead, p Period) *store.Counted { return countLead(v, p, tx.Zone()) })
		if err != nil {
			return t, err
		}
		t.Moves = appendMove(t.Moves, string(v.ID), was, is)
	}
	slices.SortFunc(t.Moves, func(a, b store.Move) int { return byNumber(a.ID, b.ID) })
	return t, promises(tx, &t)
}

// twice counts a record as it stood at the previous cut-off and at the end of the period.
func twice[T any](v T, before, p Period, asOf func(T, time.Time) (T, error), count func(T, Period) *store.Counted) (was, is *store.Counted, err error) {
	then, err := asOf(v, before.At)
	if err != nil {
		return nil, nil, err
	}
	now, err := asOf(v, p.At)
	if err != nil {
		return nil, nil, err
	}
	return count(then, before), count(now, p), nil
}

func appendMove(moves []store.Move, id string, was, is *store.Counted) []store.Move {
	if reflect.DeepEqual(was, is) {
		return moves
	}
	return append(moves, store.Move{ID: id, Was: was, Is: is})
}
