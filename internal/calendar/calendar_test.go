package calendar_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	. "chainlead/internal/calendar"
)

func TestWorkingDays(t *testing.T) {
	c := China()
	for _, tt := range []struct {
		day  Day
		want bool
		why  string
	}{
		{"2022-11-09", true, "a Wednesday"},
		{"2022-11-12", false, "a Saturday"},
		{"2022-10-08", true, "a make-up Saturday"},
		{"2022-10-09", true, "a make-up Sunday"},
		{"2022-10-03", false, "National Day"},
		{"2023-01-28", true, "a make-up Saturday after Spring Festival"},
		{"2026-02-16", false, "Spring Festival 2026"},
		{"2026-02-28", true, "a make-up Saturday"},
		{"2031-10-01", true, "a Wednesday of a year that isn't announced"},
	} {
		if got := c.Working(tt.day); got != tt.want {
			t.Errorf("Working(%s) = %v, want %v: %s", tt.day, got, tt.want, tt.why)
		}
	}
	if n := c.WorkingBetween("2021-12-31", "2022-12-31"); n != 249 {
		t.Errorf("2022 has %d working days, want 249", n)
	}
	if c.Known(2031) || !c.Known(2026) {
		t.Error("2026 is announced, 2031 isn't")
	}
}

func TestCountingWorkingDays(t *testing.T) {
	c := China()
	for _, tt := range []struct {
		from Day
		n    int
		want Day
	}{
		{"2022-11-09", 3, "2022-11-14"},
		{"2022-11-09", 5, "2022-11-16"},
		{"2022-09-30", 1, "2022-10-08"},
		{"2022-09-30", 2, "2022-10-09"},
		{"2022-09-30", 3, "2022-10-10"},
		{"2022-10-08", -1, "2022-09-30"},
		{"2022-11-12", 0, "2022-11-12"},
	} {
		if got := c.AddWorking(tt.from, tt.n); got != tt.want {
			t.Errorf("AddWorking(%s, %d) = %s, want %s", tt.from, tt.n, got, tt.want)
		}
	}
	if n := c.WorkingBetween("2022-11-07", "2022-11-11"); n != 4 {
		t.Errorf("due on the 7th, on the 11th: %d working days overdue, want 4", n)
	}
}

func TestAddWorkingAndWorkingBetweenAgree(t *testing.T) {
	c := China()
	rapid.Check(t, func(t *rapid.T) {
		from := Day("2022-01-01").Add(rapid.IntRange(0, 1700).Draw(t, "day"))
		n := rapid.IntRange(1, 60).Draw(t, "n")
		to := c.AddWorking(from, n)
		if got := c.WorkingBetween(from, to); got != n {
			t.Fatalf("%d working days after %s is %s, but %d lie between", n, from, to, got)
		}
		if !c.Working(to) || c.Next(to) != to {
			t.Fatalf("%s should be a working day", to)
		}
	})
}

func TestDays(t *testing.T) {
	if _, ok := Date(2022, time.November, 31); ok {
		t.Error("31 November exists")
	}
	if _, ok := ParseDay("2022-1-1"); ok {
		t.Error("2022-1-1 is in the form")
	}
	d := Day("2022-11-09")
	if d.Monday() != "2022-11-07" || Day("2022-11-13").Monday() != "2022-11-07" || d.MonthEnd() != "2022-11-30" {
		t.Error("Monday or MonthEnd of", d)
	}
	if Day("2023-01-01").Sub("2022-12-30") != 2 {
		t.Error("30 December to 1 January is two days")
	}
}

func TestHoliday(t *testing.T) {
	c := China()
	for _, tt := range []struct {
		name        string
		first, last Day
	}{
		{"国庆", "2022-10-01", "2022-10-07"},
		{"国庆节", "2022-10-01", "2022-10-07"},
		{"春节", "2022-01-31", "2022-02-06"},
		{"五一", "2022-04-30", "2022-05-04"},
		{"中秋", "2022-09-10", "2022-09-12"},
	} {
		first, last, ok := c.Holiday(tt.name, 2022)
		if !ok || first != tt.first || last != tt.last {
			t.Errorf("Holiday(%s) = %s–%s, want %s–%s", tt.name, first, last, tt.first, tt.last)
		}
	}
	if _, _, ok := c.Holiday("国庆", 2031); ok {
		t.Error("the holidays of 2031 are known")
	}
}
