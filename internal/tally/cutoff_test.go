package tally_test

import (
	"testing"

	"chainlead/internal/calendar"
	"chainlead/internal/tally"
	"chainlead/store"
	"chainlead/store/storetest"
)

// R2, with the days that the rule itself names.
func TestCutoff(t *testing.T) {
	c := calendar.China()
	for _, tt := range []struct{ in, want calendar.Day }{
		{"2022-11-09", "2022-11-11"}, {"2022-11-13", "2022-11-11"},
		{"2022-06-01", "2022-06-02"}, {"2022-10-03", "2022-10-09"}, {"2023-01-25", "2023-01-29"}, {"2023-06-19", "2023-06-21"},
		{"2023-10-04", "2023-10-08"}, {"2024-02-14", "2024-02-18"}, {"2025-12-29", "2025-12-31"},
		{"2022-01-31", ""}, {"2026-02-18", ""},
	} {
		got, ok := tally.Cutoff(tt.in, c)
		if ok != (tt.want != "") || ok && got != tt.want {
			t.Errorf("cut-off of the week of %s is %s, %v; want %q", tt.in, got, ok, tt.want)
		}
	}
	if p := tally.Previous("2026-02-27", c); p != "2026-02-13" {
		t.Errorf("before 2026-02-27 comes %s, want 2026-02-13: one tally over 14 days", p)
	}
	if n := tally.Next("2022-09-30", c); n != "2022-10-09" {
		t.Errorf("after 2022-09-30 comes %s, want 2022-10-09", n)
	}
}

// R3: every day lies in exactly one period.
func TestPeriodsLeaveNoGap(t *testing.T) {
	s, _ := storetest.New(t, "2022-11-09 10:00")
	storetest.View(t, s, func(tx *store.Tx) error {
		d := calendar.Day("2022-01-07")
		for d < "2026-12-01" {
			next := tally.Next(d, tx.Calendar())
			if p := tally.PeriodOf(tx, next); p.From != d.Add(1) || tally.Previous(next, tx.Calendar()) != d {
				t.Fatalf("the period of %s starts %s, the one before ended %s", next, p.From, d)
			}
			d = next
		}
		return nil
	})
}

func TestOpenPeriod(t *testing.T) {
	for _, tt := range []struct {
		now          string
		from, cutoff calendar.Day
	}{
		{"2022-11-09 10:00", "2022-11-05", "2022-11-11"},
		{"2022-11-11 17:00", "2022-11-05", "2022-11-11"},
		{"2022-11-11 17:01", "2022-11-12", "2022-11-18"},
		{"2022-11-12 09:00", "2022-11-12", "2022-11-18"},
		{"2022-10-01 09:00", "2022-10-01", "2022-10-09"},
		{"2022-10-09 16:00", "2022-10-01", "2022-10-09"},
		{"2022-02-02 09:00", "2022-01-29", "2022-02-11"},
	} {
		s, _ := storetest.New(t, tt.now)
		storetest.View(t, s, func(tx *store.Tx) error {
			if p := tally.Open(tx); p.From != tt.from || p.Cutoff != tt.cutoff {
				t.Errorf("at %s the open period is %s to %s, want %s to %s", tt.now, p.From, p.Cutoff, tt.from, tt.cutoff)
			}
			return nil
		})
	}
}
