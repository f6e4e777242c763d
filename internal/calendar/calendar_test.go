package calendar_test

import (
	"fmt"
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
		{"2022-01-29", true, "a make-up Saturday before Spring Festival"},
		{"2022-10-03", false, "National Day"},
		{"2022-10-08", true, "a make-up Saturday"},
		{"2022-10-09", true, "a make-up Sunday"},
		{"2023-01-28", true, "a make-up Saturday after Spring Festival"},
		{"2023-04-05", false, "Qingming, a Wednesday by itself"},
		{"2024-02-09", true, "New Year's Eve of 2024 was formally worked"},
		{"2026-01-04", true, "a make-up Sunday after New Year"},
		{"2026-02-16", false, "Spring Festival"},
		{"2026-02-28", true, "a make-up Saturday"},
		{"2031-10-01", true, "a Wednesday of a year that isn't announced"},
		{"2031-10-04", false, "a Saturday of a year that isn't announced"},
	} {
		if got := c.Working(tt.day); got != tt.want {
			t.Errorf("Working(%s) = %v, want %v: %s", tt.day, got, tt.want, tt.why)
		}
	}
}

func TestWholeYears(t *testing.T) {
	c := China()
	for year, want := range map[int]int{2022: 249, 2023: 249, 2024: 251, 2025: 248, 2026: 248} {
		from, to := Day(fmt.Sprintf("%d-12-31", year-1)), Day(fmt.Sprintf("%d-12-31", year))
		if got := c.WorkingBetween(from, to); got != want {
			t.Errorf("%d has %d working days, want %d", year, got, want)
		}
		if !c.Known(year) {
			t.Errorf("%d isn't known", year)
		}
	}
	for _, year := range []int{2021, 2027, 0} {
		if c.Known(year) {
			t.Errorf("%d is known", year)
		}
	}
}

func TestUnknownYearIsMondayToFriday(t *testing.T) {
	c := China()
	for d := Day("2027-01-01"); d < "2028-01-01"; d = d.Add(1) {
		weekend := d.Weekday() == time.Saturday || d.Weekday() == time.Sunday
		if c.Working(d) == weekend {
			t.Fatalf("Working(%s) = %v on a %s", d, !weekend, d.Weekday())
		}
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
		{"2022-12-30", 1, "2023-01-03"},
		{"2022-01-28", 2, "2022-01-30"},
	} {
		if got := c.AddWorking(tt.from, tt.n); got != tt.want {
			t.Errorf("AddWorking(%s, %d) = %s, want %s", tt.from, tt.n, got, tt.want)
		}
	}
}

// The follow-ups of the worked week, at the cut-off of 11 November and a week later.
func TestDaysOverdue(t *testing.T) {
	c := China()
	for _, tt := range []struct {
		due, at Day
		want    int
	}{
		{"2022-11-07", "2022-11-11", 4},
		{"2022-11-10", "2022-11-11", 1},
		{"2022-11-11", "2022-11-11", 0},
		{"2022-11-16", "2022-11-11", 0},
		{"2022-11-07", "2022-11-18", 9},
		{"2022-11-11", "2022-11-18", 5},
		{"2022-11-16", "2022-11-18", 2},
		{"2022-09-30", "2022-10-09", 2},
		{"", "", 0},
	} {
		if got := c.WorkingBetween(tt.due, tt.at); got != tt.want {
			t.Errorf("due %s, at %s: %d working days overdue, want %d", tt.due, tt.at, got, tt.want)
		}
	}
}

// A promise for a Saturday is remembered on Monday, and overdue from Tuesday on.
func TestEffectiveDue(t *testing.T) {
	c := China()
	for due, want := range map[Day]Day{
		"2022-11-12": "2022-11-14", "2022-11-11": "2022-11-11", "2022-10-01": "2022-10-08", "2022-10-08": "2022-10-08", "2022-01-31": "2022-02-07",
	} {
		if got := c.Next(due); got != want {
			t.Errorf("Next(%s) = %s, want %s", due, got, want)
		}
	}
}

func TestAddWorkingAndWorkingBetweenAgree(t *testing.T) {
	c := China()
	rapid.Check(t, func(t *rapid.T) {
		from := Day("2021-06-01").Add(rapid.IntRange(0, 2500).Draw(t, "day"))
		n := rapid.IntRange(1, 60).Draw(t, "n")
		to := c.AddWorking(from, n)
		if got := c.WorkingBetween(from, to); got != n {
			t.Fatalf("%d working days after %s is %s, but %d lie between", n, from, to, got)
		}
		if !c.Working(to) || c.Next(to) != to {
			t.Fatalf("%s should be a working day", to)
		}
		if back := c.AddWorking(to, -n); !c.Working(back) || back > from || c.WorkingBetween(back, from) != 0 {
			t.Fatalf("%d working days before %s is %s, want the last working day up to %s", n, to, back, from)
		}
	})
}

func TestNextIsTheFirstWorkingDay(t *testing.T) {
	c := China()
	rapid.Check(t, func(t *rapid.T) {
		d := Day("2021-06-01").Add(rapid.IntRange(0, 2500).Draw(t, "day"))
		next := c.Next(d)
		if !c.Working(next) || next < d || c.WorkingBetween(d.Add(-1), next) != 1 {
			t.Fatalf("Next(%s) = %s", d, next)
		}
	})
}

func TestDays(t *testing.T) {
	if _, ok := Date(2022, time.November, 31); ok {
		t.Error("31 November exists")
	}
	for _, s := range []string{"2022-1-1", "2022-02-30", "2022-11-09 ", "", "11-09"} {
		if d, ok := ParseDay(s); ok {
			t.Errorf("%q is the day %s", s, d)
		}
	}
	d := Day("2022-11-09")
	if d.Monday() != "2022-11-07" || Day("2022-11-13").Monday() != "2022-11-07" || Day("2022-11-07").Monday() != "2022-11-07" {
		t.Error("9 and 13 November are in the week of the 7th")
	}
	if d.MonthEnd() != "2022-11-30" || Day("2024-02-01").MonthEnd() != "2024-02-29" || Day("2022-12-31").MonthEnd() != "2022-12-31" {
		t.Error("the ends of November, February 2024 and December")
	}
	if Day("2023-01-01").Sub("2022-12-30") != 2 || Day("2022-12-30").Sub("2023-01-01") != -2 || d.Sub("0001-01-01") != 738467 {
		t.Error("days between two days")
	}
	shanghai := time.FixedZone("Asia/Shanghai", 8*60*60)
	at := d.At(17, 0, shanghai)
	if at.UTC().Format(time.RFC3339) != "2022-11-09T09:00:00Z" || DayOf(d.At(0, 30, shanghai)) != d || DayOf(d.At(0, 30, shanghai).UTC()) != "2022-11-08" {
		t.Error("17:00 in Shanghai is", at)
	}
}

// However far someone's "within 99999999 days" reaches, it stays a day that orders as a string.
func TestDaysEnd(t *testing.T) {
	d := Day("2022-11-09")
	if d.Add(99_999_999) != "9999-12-31" || d.Add(-99_999_999) != "0001-01-01" {
		t.Error(d.Add(99_999_999), d.Add(-99_999_999))
	}
	c := China()
	if got := c.AddWorking("9999-12-20", 1000); got != "9999-12-31" {
		t.Error(got)
	}
	if got := c.WorkingBetween("9999-12-20", "9999-12-31"); got != 9 {
		t.Error(got)
	}
}

func TestAddIsSubsInverse(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := Day("2022-01-01").Add(rapid.IntRange(-200_000, 200_000).Draw(t, "day"))
		n := rapid.IntRange(-100_000, 100_000).Draw(t, "n")
		if got := d.Add(n).Sub(d); got != n {
			t.Fatalf("%s and %d days is %s, %d days away", d, n, d.Add(n), got)
		}
		if m := d.Monday(); m.Weekday() != time.Monday || d.Sub(m) < 0 || d.Sub(m) > 6 {
			t.Fatalf("the Monday of %s is %s", d, m)
		}
		if e := d.MonthEnd(); e.Add(1).DayOfMonth() != 1 || e.Month() != d.Month() {
			t.Fatalf("the end of the month of %s is %s", d, e)
		}
	})
}

func TestHoliday(t *testing.T) {
	c := China()
	for _, tt := range []struct {
		name        string
		year        int
		first, last Day
	}{
		{"国庆", 2022, "2022-10-01", "2022-10-07"},
		{"国庆节", 2022, "2022-10-01", "2022-10-07"},
		{"春节", 2022, "2022-01-31", "2022-02-06"},
		{"五一", 2022, "2022-04-30", "2022-05-04"},
		{"劳动节", 2022, "2022-04-30", "2022-05-04"},
		{"中秋", 2022, "2022-09-10", "2022-09-12"},
		{"端午节", 2022, "2022-06-03", "2022-06-05"},
		{"清明", 2022, "2022-04-03", "2022-04-05"},
		{"元旦", 2022, "2022-01-01", "2022-01-03"},
		{"元旦", 2023, "2022-12-31", "2023-01-02"},
		{"清明", 2023, "2023-04-05", "2023-04-05"},
		{"国庆", 2023, "2023-09-29", "2023-10-06"},
		{"中秋", 2025, "2025-10-01", "2025-10-08"},
		{"清明", 2026, "2026-04-04", "2026-04-06"},
	} {
		first, last, ok := c.Holiday(tt.name, tt.year)
		if !ok || first != tt.first || last != tt.last {
			t.Errorf("Holiday(%s, %d) = %s–%s, want %s–%s", tt.name, tt.year, first, last, tt.first, tt.last)
		}
	}
	for _, tt := range []struct {
		name string
		year int
	}{{"国庆", 2031}, {"端阳", 2022}, {"", 2022}, {"节", 2022}} {
		if first, last, ok := c.Holiday(tt.name, tt.year); ok {
			t.Errorf("Holiday(%q, %d) = %s–%s", tt.name, tt.year, first, last)
		}
	}
}
