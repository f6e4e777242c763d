package store

import (
	"time"

	"chainlead/internal/calendar"
)

// WorkingMoment is t if it lies in working time, else the next moment that does: nothing is said unasked before the
// morning, at noon, after hours or on a day off.
func (tx *Tx) WorkingMoment(t time.Time) time.Time {
	h, zone := tx.City().Settings.Work, tx.Zone()
	d := calendar.DayOf(t.In(zone))
	if !tx.Calendar().Working(d) {
		return h.From.On(tx.Calendar().Next(d), zone)
	}
	switch {
	case t.Before(h.From.On(d, zone)):
		return h.From.On(d, zone)
	case !t.Before(h.NoonFrom.On(d, zone)) && t.Before(h.NoonTo.On(d, zone)):
		return h.NoonTo.On(d, zone)
	case t.After(h.To.On(d, zone)):
		return h.From.On(tx.Calendar().AddWorking(d, 1), zone)
	}
	return t
}
