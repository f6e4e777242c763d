package calendar

import (
	"fmt"
	"time"
)

// A Day is a calendar day, "2026-03-02"; the zero value "" is no day. Days order as strings.
type Day string

const layout = "2006-01-02"

// Date is the day of a date; false for one that doesn't exist, such as 31 November.
func Date(year int, month time.Month, day int) (Day, bool) {
	t := time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
	return DayOf(t), t.Year() == year && t.Month() == month && t.Day() == day && year > 0 && year < 10000
}

// DayOf is the day of an instant, in the instant's own location.
func DayOf(t time.Time) Day {
	y, m, d := t.Date()
	return Day(fmt.Sprintf("%04d-%02d-%02d", y, m, d))
}

// ParseDay reads "2006-01-02"; the day must exist.
func ParseDay(s string) (Day, bool) {
	t, err := time.Parse(layout, s)
	return Day(s), err == nil && t.Format(layout) == s
}

// noon stands for the day in arithmetic. A Day that isn't one is the year 1.
func (d Day) noon() time.Time {
	t, err := time.Parse(layout, string(d))
	if err != nil {
		return time.Time{}
	}
	return t.Add(12 * time.Hour)
}

// last is the last day that orders as a string.
const last Day = "9999-12-31"

// Add is the day n days later, or earlier for n < 0, within the years 1 to 9999.
func (d Day) Add(n int) Day {
	n = max(-maxDays, min(n, maxDays))
	switch t := d.noon().AddDate(0, 0, n); {
	case t.Year() > 9999:
		return last
	case t.Year() < 1:
		return "0001-01-01"
	default:
		return DayOf(t)
	}
}

// maxDays is more than the days from the first to the last.
const maxDays = 10_000 * 366

// Sub is the number of days from e to d. It counts seconds, because a time.Duration ends at 292 years.
func (d Day) Sub(e Day) int { return int((d.noon().Unix() - e.noon().Unix()) / (24 * 60 * 60)) }

// Weekday is the day of the week.
func (d Day) Weekday() time.Weekday { return d.noon().Weekday() }

// Year is the day's year.
func (d Day) Year() int { return d.noon().Year() }

// Month is the day's month.
func (d Day) Month() time.Month { return d.noon().Month() }

// DayOfMonth is the day's number in its month, from 1.
func (d Day) DayOfMonth() int { return d.noon().Day() }

// At is the instant of a time of day on d, in a zone.
func (d Day) At(hour, min int, loc *time.Location) time.Time {
	n := d.noon()
	return time.Date(n.Year(), n.Month(), n.Day(), hour, min, 0, 0, loc)
}

// Monday is the first day of the Monday–Sunday week that holds d.
func (d Day) Monday() Day { return d.Add(-(int(d.Weekday()) + 6) % 7) }

// MonthEnd is the last day of d's month.
func (d Day) MonthEnd() Day {
	n := d.noon()
	return DayOf(time.Date(n.Year(), n.Month()+1, 0, 12, 0, 0, 0, time.UTC))
}
