package tally

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"chainlead/internal/calendar"
	"chainlead/internal/say"
	"chainlead/store"
)

// A Span is a stretch of days someone asks about. Week says that they mean a tally week: the open one, or the one before it.
type Span struct {
	From, To calendar.Day
	Week     bool
}

var monthOf = regexp.MustCompile(`(?:(\d{4})年)?(\d{1,2})月(?:份)?$|(?:(\d{4})年)?(\d{1,2})月(?:份)?[^\d日]`)

// ParseSpan finds a period's words in a text: 本周, 上周, 本月, 上月, 今年, 本季度, 10月 and their English. Days and ranges of days are
// the reader's business.
func ParseSpan(text string, today calendar.Day) (Span, bool) {
	text = strings.ToLower(text)
	first := func(d calendar.Day) calendar.Day { return d.Add(1 - d.DayOfMonth()) }
	switch {
	case has(text, "上周", "last week"):
		return Span{From: today.Monday().Add(-7), To: today.Monday().Add(-1), Week: true}, true
	case has(text, "本周", "这周", "this week"):
		return Span{From: today, To: today, Week: true}, true
	case has(text, "上月", "上个月", "last month"):
		end := first(today).Add(-1)
		return Span{From: first(end), To: end}, true
	case has(text, "本月", "这个月", "this month"):
		return Span{From: first(today), To: today}, true
	case has(text, "本季度", "this quarter"):
		return quarter(today), true
	case has(text, "今年", "本年", "年初以来", "this year"):
		d, _ := calendar.Date(today.Year(), time.January, 1)
		return Span{From: d, To: today}, true
	}
	return namedMonth(text, today)
}

func has(text string, words ...string) bool {
	for _, w := range words {
		if strings.Contains(text, w) {
			return true
		}
	}
	return false
}

func quarter(today calendar.Day) Span {
	m := (int(today.Month())-1)/3*3 + 1
	d, _ := calendar.Date(today.Year(), time.Month(m), 1)
	return Span{From: d, To: today}
}

// namedMonth reads 10月 and 2022年9月, and October; a month still to come is last year's.
func namedMonth(text string, today calendar.Day) (Span, bool) {
	year, month := 0, 0
	if m := monthOf.FindStringSubmatch(text); m != nil {
		year, _ = strconv.Atoi(m[1] + m[3])
		month, _ = strconv.Atoi(m[2] + m[4])
	}
	for i := time.January; i <= time.December && month == 0; i++ {
		if Mentions(text, i.String()) && !strings.ContainsAny(text, "0123456789") {
			month = int(i)
		}
	}
	if month < 1 || month > 12 {
		return Span{}, false
	}
	if year == 0 {
		year = today.Year()
		if month > int(today.Month()) {
			year--
		}
	}
	d, _ := calendar.Date(year, time.Month(month), 1)
	return Span{From: d, To: d.MonthEnd()}, true
}

// WholeCity reports whether a text asks for the city.
func WholeCity(text string) bool { return has(strings.ToLower(text), "全市", "whole city", "city") }

// OwnUnit reports whether a text asks for the asker's unit.
func OwnUnit(text string) bool {
	return has(strings.ToLower(text), "本单位", "我单位", "my unit", "our unit")
}

// Mentions reports whether a text holds a name; a Latin name must stand as a word of its own.
func Mentions(text, name string) bool {
	text, name = strings.ToLower(text), strings.ToLower(name)
	i := strings.Index(text, name)
	if i < 0 || name[0] >= 0x80 {
		return i >= 0
	}
	letter := func(b byte) bool { return 'a' <= b && b <= 'z' }
	end := i + len(name)
	return (i == 0 || !letter(text[i-1])) && (end == len(text) || !letter(text[end]))
}

// Slice says a week of any slice.
func (r Report) Slice(s Slice) (say.Message, error) {
	switch {
	case s.Chain != nil:
		return r.Chain(*s.Chain)
	case s.Unit != "":
		return r.Unit(s.Unit)
	}
	return r.City()
}

// Between says what a slice recorded between two days, counted now: trips by departure, leads by registration.
func Between(tx *store.Tx, span Span, s Slice) (say.Message, error) {
	zone := tx.Zone()
	p := Period{From: span.From, Cutoff: span.To, Since: span.From.At(0, 0, zone).Add(-1), At: tx.Now}
	var f Figures
	trips, err := tx.TripsBetween(span.From, span.To)
	if err != nil {
		return say.Message{}, err
	}
	for _, t := range trips {
		if c := countTrip(t, p, zone); s.has(c) {
			f.Week.add(string(t.ID), c)
		}
	}
	leads, err := tx.LeadsUntil(tx.Now)
	if err != nil {
		return say.Message{}, err
	}
	for _, l := range leads {
		if c := countLead(l, p, zone); s.has(c) && c.In && p.holds(c.Day) {
			f.Week.add(string(l.ID), c)
		}
	}
	return betweenText(tx, span, s, f), nil
}

func betweenText(tx *store.Tx, span Span, s Slice, f Figures) say.Message {
	name := say.T("Whole city", "全市")
	if s.Chain != nil {
		name = tx.City().Chain(*s.Chain).Title()
	} else if s.Unit != "" {
		name = tx.City().Unit(s.Unit).Title()
	}
	at := tx.Local(tx.Now)
	return say.Message{
		Title: say.T("%s, %s", "%s　%s", name, say.Days(span.From, span.To)),
		Lines: []say.Text{
			say.T("(as of %s, %s)", "（截至%s%s）", say.Date(tx.Today()), at.Format("15:04")),
			tripsLine(f.Week, nil), leadsLine(f.Week, nil),
		},
	}
}
