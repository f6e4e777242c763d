package tally

import (
	"time"

	"chainlead/internal/calendar"
	"chainlead/store"
)

// Cutoff is the cut-off day of the Monday–Sunday week that holds d (R2): its last working day from Monday to Friday; if
// there is none, the last working day of its Saturday and Sunday; false if there is none either.
func Cutoff(d calendar.Day, c *calendar.Calendar) (calendar.Day, bool) {
	monday := d.Monday()
	for _, i := range []int{4, 3, 2, 1, 0, 6, 5} {
		if day := monday.Add(i); c.Working(day) {
			return day, true
		}
	}
	return "", false
}

// Previous is the last cut-off day before d.
func Previous(d calendar.Day, c *calendar.Calendar) calendar.Day {
	for week := d; ; week = week.Add(-7) {
		if day, ok := Cutoff(week, c); ok && day < d {
			return day
		}
	}
}

// Next is the first cut-off day after d.
func Next(d calendar.Day, c *calendar.Calendar) calendar.Day {
	for week := d; ; week = week.Add(7) {
		if day, ok := Cutoff(week, c); ok && day > d {
			return day
		}
	}
}

// A Period is P_k: the days after the previous cut-off day up to and including the cut-off day, and the instants after the
// previous cut-off up to and including the cut-off (R3). At is the instant the figures are as of: the cut-off itself, or
// earlier while the period is open.
type Period struct {
	From, Cutoff calendar.Day
	Since, At    time.Time
}

// PeriodOf is the period whose cut-off day is d, as of its cut-off.
func PeriodOf(tx *store.Tx, d calendar.Day) Period {
	at, zone := tx.City().Settings.TallyAt, tx.Zone()
	prev := Previous(d, tx.Calendar())
	return Period{From: prev.Add(1), Cutoff: d, Since: at.On(prev, zone), At: at.On(d, zone)}
}

// Open is the period that has not been cut off yet, as of now.
func Open(tx *store.Tx) Period {
	d := tx.Today()
	cutoff, ok := Cutoff(d, tx.Calendar())
	at := tx.City().Settings.TallyAt
	if !ok || d > cutoff || tx.Now.After(at.On(cutoff, tx.Zone())) {
		cutoff = Next(maxDay(d, cutoff), tx.Calendar())
	}
	if prev := Previous(cutoff, tx.Calendar()); tx.Now.Before(at.On(prev, tx.Zone())) {
		cutoff = prev
	}
	p := PeriodOf(tx, cutoff)
	p.At = tx.Now
	return p
}

func maxDay(a, b calendar.Day) calendar.Day { return max(a, b) }

// holds reports whether a business day lies in the period.
func (p Period) holds(d calendar.Day) bool { return p.From <= d && d <= p.Cutoff }

// holdsInstant reports whether an instant lies in the period.
func (p Period) holdsInstant(t time.Time) bool { return t.After(p.Since) && !t.After(p.At) }
