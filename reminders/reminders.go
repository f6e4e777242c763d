// Package reminders is what the bot says unasked, one file per reminder. A reminder is a function of one transaction: it looks at
// what is true and queues messages under keys that say what, to whom, for when. It never posts.
//
// cron says when a schedule is next; the store decides what is due. Each scheduled time is accounted for once, as run or as skipped with the reason, in the
// transaction that queues its messages; what was missed while the bot was down is made up by the reminder's rule, and nothing is
// made up from before it was installed.
package reminders

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/robfig/cron/v3"

	"chainlead/internal/calendar"
	"chainlead/store"
)

// A Rule says what becomes of scheduled times.
type Rule string

// The rules. Skip and Run are for a day off; Latest, Each and Skip are for times missed while the bot was down.
const (
	Skip   Rule = "skip"
	Run    Rule = "run"
	Latest Rule = "latest"
	Each   Rule = "each"
)

// A Reminder is one thing the bot says unasked. Spec is a cron expression in the city's zone, made from the registry's settings.
type Reminder struct {
	Name   string
	Spec   func(store.Settings) string
	DayOff Rule // Skip, or Run on days off too
	Missed Rule
	// Working says that the reminder runs in working time only: outside it waits for the next working moment.
	Working bool
	Run     func(tx *store.Tx, at time.Time) error
}

// All lists the reminders in the order they run.
func All() []Reminder { return slices.Clone(all) }

var all []Reminder

func add(r Reminder) Reminder {
	all = append(all, r)
	slices.SortFunc(all, func(a, b Reminder) int { return slices.Index(order, a.Name) - slices.Index(order, b.Name) })
	return r
}

// order is the order in which reminders that are due together run: what a cut-off counts comes before anything else.
var order = []string{"tally", "morning", "nudge", "check", "draft", "housekeeping"}

// Tick runs what is due. One reminder's failure doesn't keep the others back.
func Tick(s *store.Store) error {
	var errs []error
	for _, r := range all {
		if err := tick(s, r); err != nil {
			errs = append(errs, fmt.Errorf("reminder %s: %w", r.Name, err))
		}
	}
	return errors.Join(errs...)
}

// tick accounts for a reminder's scheduled times up to now, in one transaction.
func tick(s *store.Store, r Reminder) error {
	if idle(s, r) {
		return nil
	}
	return s.Update(store.Robot(r.Name), func(tx *store.Tx) error {
		times, err := due(tx, r)
		if err != nil {
			return err
		}
		latest := latestOf(tx, r, times)
		for _, at := range times {
			skipped, err := runOne(tx, r, at, at.Equal(latest))
			if err != nil {
				return err
			}
			if err := tx.Occurred(r.Name, at, skipped); err != nil {
				return err
			}
		}
		return nil
	})
}

// idle reports whether there is nothing to do, without writing.
func idle(s *store.Store, r Reminder) bool {
	n := 0
	err := s.View(func(tx *store.Tx) error {
		if _, paused, err := tx.Paused(); err != nil || paused {
			return err
		}
		last, err := tx.LastOccurrence(r.Name)
		if err == nil && !last.IsZero() {
			var times []time.Time
			times, err = due(tx, r)
			n = len(times)
		} else {
			n = 1 // its history is to be started
		}
		return err
	})
	return err == nil && n == 0
}

// due lists the scheduled times that haven't been accounted for. A reminder's first tick starts its history.
func due(tx *store.Tx, r Reminder) ([]time.Time, error) {
	last, err := tx.LastOccurrence(r.Name)
	if err != nil {
		return nil, err
	}
	if last.IsZero() {
		if tx.City().Zone == "" {
			return nil, nil // no registry yet
		}
		return nil, tx.StartOccurrences(r.Name, tx.Now)
	}
	if r.Working && !tx.WorkingMoment(tx.Now).Equal(tx.Now) {
		return nil, nil
	}
	schedule, err := parse(r, tx.City().Settings)
	if err != nil {
		return nil, err
	}
	var out []time.Time
	for t := after(schedule, last, tx.Zone()); !t.IsZero() && !t.After(tx.Now); t = after(schedule, t, tx.Zone()) {
		out = append(out, t)
	}
	return out, nil
}

// after is the first scheduled time after another, by the clock on the wall of a zone: each time on the wall comes once, also where the clock
// is put back; one that the clock skips comes as much later. cron itself would leave the latter out.
func after(s cron.Schedule, t time.Time, zone *time.Location) time.Time {
	t = t.In(zone)
	n := s.Next(time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), 0, time.UTC))
	if n.IsZero() {
		return n
	}
	at := time.Date(n.Year(), n.Month(), n.Day(), n.Hour(), n.Minute(), n.Second(), 0, zone)
	if _, offset := at.Zone(); at.Add(time.Duration(offset) * time.Second).UTC().Before(n) {
		_, then := at.Add(24 * time.Hour).Zone() // the clock skips n, and Go chose the side before: as much later, on the other side
		at = at.Add(time.Duration(then-offset) * time.Second)
	}
	return at
}

func parse(r Reminder, set store.Settings) (cron.Schedule, error) {
	spec := r.Spec(set)
	schedule, err := cron.ParseStandard(spec)
	if err != nil {
		return nil, fmt.Errorf("schedule %q: %w", spec, err)
	}
	return schedule, nil
}

// latestOf is the last of the scheduled times that isn't on a day off the reminder skips.
func latestOf(tx *store.Tx, r Reminder, times []time.Time) time.Time {
	for _, at := range slices.Backward(times) {
		if r.DayOff != Skip || tx.Calendar().Working(calendar.DayOf(tx.Local(at))) {
			return at
		}
	}
	return time.Time{}
}

// runOne runs a reminder for one scheduled time, or says why not.
func runOne(tx *store.Tx, r Reminder, at time.Time, latest bool) (skipped string, err error) {
	day := calendar.DayOf(tx.Local(at))
	switch {
	case r.DayOff == Skip && !tx.Calendar().Working(day):
		return "day off", nil
	case r.Missed == Latest && !latest:
		return "missed; the latest stands for it", nil
	case r.Missed == Skip && tx.Now.Sub(at) > late:
		return "missed", nil
	}
	return "", r.Run(tx, at)
}

// late is how long after its time a reminder counts as missed.
const late = 10 * time.Minute

// Next is the earliest time after now at which a reminder is due; zero if none is.
func Next(s *store.Store) (time.Time, error) {
	var next time.Time
	err := s.View(func(tx *store.Tx) error {
		if _, paused, err := tx.Paused(); err != nil || paused {
			return err
		}
		for _, r := range all {
			t, err := nextOf(tx, r)
			if err != nil {
				return fmt.Errorf("reminder %s: %w", r.Name, err)
			}
			if !t.IsZero() && (next.IsZero() || t.Before(next)) {
				next = t
			}
		}
		return nil
	})
	return next, err
}

func nextOf(tx *store.Tx, r Reminder) (time.Time, error) {
	last, err := tx.LastOccurrence(r.Name)
	if err != nil || last.IsZero() {
		return time.Time{}, err
	}
	schedule, err := parse(r, tx.City().Settings)
	if err != nil {
		return time.Time{}, err
	}
	t := after(schedule, last, tx.Zone())
	if r.Working && !t.IsZero() {
		if t.Before(tx.Now) {
			t = tx.Now
		}
		t = tx.WorkingMoment(t)
	}
	return t, nil
}
