package tally

import (
	"cmp"
	"slices"

	"chainlead/internal/calendar"
	"chainlead/store"
)

// promises lists the follow-ups of a period (R13). Closed: the closing lies in the period and still stood at its end.
// Overdue: open, and the working day they were due before the cut-off day. Due: open and due from the cut-off day up to
// the next one.
func promises(tx *store.Tx, t *store.Tally) error {
	closed, err := tx.ClosedBetween(t.Since, t.At)
	if err != nil {
		return err
	}
	for _, f := range closed {
		p := promise(f)
		p.OnTime = f.OnTime(tx.Calendar(), tx.Zone())
		t.Closed = append(t.Closed, p)
	}
	open, err := tx.OpenAt(t.At, t.Next)
	if err != nil {
		return err
	}
	day := calendar.DayOf(tx.Local(t.At))
	for _, f := range open {
		p := promise(f)
		if p.Days = f.Overdue(day, tx.Calendar()); p.Days > 0 {
			t.Overdue = append(t.Overdue, p)
		} else {
			t.Due = append(t.Due, p)
		}
	}
	slices.SortStableFunc(t.Overdue, func(a, b store.Promise) int { return cmp.Compare(b.Days, a.Days) })
	return nil
}

func promise(f store.FollowUp) store.Promise {
	return store.Promise{ID: f.ID, Chain: f.Chain, Unit: f.Unit, Due: f.Due}
}

// byNumber orders F-9 before F-10.
func byNumber(a, b string) int { return cmp.Or(cmp.Compare(len(a), len(b)), cmp.Compare(a, b)) }
