package calendar

import (
	_ "embed"
	"encoding/json"
	"strings"
	"sync"
	"time"
)

// A Calendar knows which days are working days: Monday to Friday, less the statutory holidays, with the make-up workdays (调休). It
// doesn't change once made, so everyone may share it.
type Calendar struct {
	years map[int]map[Day]exception
}

// An exception is a day that differs from Monday to Friday, and the holiday it belongs to.
type exception struct {
	working bool
	name    string
}

// exceptions holds, by year, the days that differ from Monday to Friday: [works, holiday]. See exceptions.LICENSE.
//
//go:embed exceptions.json
var exceptions []byte

// China is the calendar of the years that are announced: 2022 to 2026.
func China() *Calendar { return china() }

var china = sync.OnceValue(func() *Calendar {
	var years map[string]map[Day][2]any
	if err := json.Unmarshal(exceptions, &years); err != nil {
		panic("calendar: embedded exceptions: " + err.Error())
	}
	c := &Calendar{years: map[int]map[Day]exception{}}
	for year, days := range years {
		of := map[Day]exception{}
		for d, e := range days {
			of[d] = exception{working: e[0].(bool), name: e[1].(string)}
		}
		d, _ := ParseDay(year + "-01-01")
		c.years[d.Year()] = of
	}
	return c
})

// Known reports whether a year's holidays have been announced. The days of a year that isn't known count as working from Monday to
// Friday; what is reckoned from them is provisional.
func (c *Calendar) Known(year int) bool { return c.years[year] != nil }

// Working reports whether d is a working day.
func (c *Calendar) Working(d Day) bool {
	if e, ok := c.years[d.Year()][d]; ok {
		return e.working
	}
	w := d.Weekday()
	return w != time.Saturday && w != time.Sunday
}

// Next is d if it is a working day, else the next one.
func (c *Calendar) Next(d Day) Day {
	for !c.Working(d) && d < last {
		d = d.Add(1)
	}
	return d
}

// AddWorking is the n-th working day after d, which isn't counted itself; before d for n < 0; d for 0. It stops at the last day there is.
func (c *Calendar) AddWorking(d Day, n int) Day {
	step := 1
	if n < 0 {
		step, n = -1, -n
	}
	for n > 0 {
		next := d.Add(step)
		if next == d {
			return d
		}
		if d = next; c.Working(d) {
			n--
		}
	}
	return d
}

// WorkingBetween is the number of working days after from up to and including to; 0 if to isn't after from.
func (c *Calendar) WorkingBetween(from, to Day) int {
	n := 0
	for i := range max(to.Sub(from), 0) {
		if c.Working(from.Add(i + 1)) {
			n++
		}
	}
	return n
}

// anchors are days that always lie in the holiday of a name; a lunar one is found by its name in the year's data.
var anchors = map[string]string{"元旦": "-01-01", "劳动": "-05-01", "国庆": "-10-01"}

// Holiday is the days off in a row that hold a holiday, adjoining weekends included: 国庆, 春节, 元旦, 清明, 劳动 or 五一, 端午, 中秋. It is
// false for a holiday or a year that isn't known.
func (c *Calendar) Holiday(name string, year int) (first, last Day, ok bool) {
	day, ok := c.inHoliday(strings.NewReplacer("五一", "劳动", "节", "").Replace(name), year)
	if !ok {
		return "", "", false
	}
	for first = day; !c.Working(first.Add(-1)); {
		first = first.Add(-1)
	}
	for last = day; !c.Working(last.Add(1)); {
		last = last.Add(1)
	}
	return first, last, true
}

func (c *Calendar) inHoliday(name string, year int) (Day, bool) {
	if !c.Known(year) || name == "" {
		return "", false
	}
	if md, ok := anchors[name]; ok {
		d, _ := Date(year, 1, 1)
		return d[:4] + Day(md), true
	}
	var found Day
	for d, e := range c.years[year] {
		if !e.working && strings.Contains(e.name, name) && (found == "" || d < found) {
			found = d
		}
	}
	return found, found != ""
}
