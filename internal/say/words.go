package say

import (
	"fmt"

	"chainlead/internal/calendar"
)

var weekdayZH = [...]string{"周日", "周一", "周二", "周三", "周四", "周五", "周六"}

// Date is a day with its weekday: 11月18日（周五） / Fri 18 Nov.
func Date(d calendar.Day) Text {
	if d == "" {
		return Text{}
	}
	return Text{
		EN: plain(nil, fmt.Sprintf("%s %d %s", weekdayEN(d), d.DayOfMonth(), monthEN(d))),
		ZH: plain(nil, fmt.Sprintf("%d月%d日（%s）", int(d.Month()), d.DayOfMonth(), weekdayZH[d.Weekday()])),
	}
}

// DateSeen is Date with the year where it isn't today's.
func DateSeen(d, today calendar.Day) Text {
	if d == "" || d.Year() == today.Year() {
		return Date(d)
	}
	t := Date(d)
	return Text{
		EN: plain(nil, fmt.Sprintf("%s %d", t.Plain(EN), d.Year())),
		ZH: plain(nil, fmt.Sprintf("%d年%s", d.Year(), t.Plain(ZH))),
	}
}

// DateAfter is a day named after another in the same message: its month is left out where it is the same.
// 18日（周五） / Fri 18.
func DateAfter(d, named calendar.Day) Text {
	if d == "" || d.Year() != named.Year() || d.Month() != named.Month() {
		return DateSeen(d, named)
	}
	return Text{
		EN: plain(nil, fmt.Sprintf("%s %d", weekdayEN(d), d.DayOfMonth())),
		ZH: plain(nil, fmt.Sprintf("%d日（%s）", d.DayOfMonth(), weekdayZH[d.Weekday()])),
	}
}

// Days is a span of days without weekdays: 11月5日—11日, 10月29日—11月4日 / 5–11 November, 29 October – 4 November.
func Days(from, to calendar.Day) Text {
	year := from.Year() != to.Year()
	en, zh := longEN(to), dayZH(to, year)
	switch {
	case from == to:
	case from.Month() == to.Month() && !year:
		en = fmt.Sprintf("%d–%s", from.DayOfMonth(), en)
		zh = fmt.Sprintf("%s—%d日", dayZH(from, false), to.DayOfMonth())
	case !year:
		en, zh = longEN(from)+" – "+en, dayZH(from, false)+"—"+zh
	default:
		en = fmt.Sprintf("%s %d – %s %d", longEN(from), from.Year(), en, to.Year())
		zh = dayZH(from, true) + "—" + zh
	}
	return Text{EN: plain(nil, en), ZH: plain(nil, zh)}
}

// Stay is the days of a trip with weekdays: 11月8日（周二）—9日（周三） / Tue 8 – Wed 9 Nov.
func Stay(from, to, today calendar.Day) Text {
	if to == "" || to == from {
		return DateSeen(from, today)
	}
	if from.Month() != to.Month() || from.Year() != to.Year() {
		return T("%s – %s", "%s—%s", DateSeen(from, today), DateSeen(to, today))
	}
	first, last := Date(from), DateAfter(to, from)
	return Text{
		EN: plain(nil, fmt.Sprintf("%s – %s", DateAfter(from, from).Plain(EN), DateSeen(to, today).Plain(EN))),
		ZH: plain(nil, first.Plain(ZH)+"—"+last.Plain(ZH)),
	}
}

// Count is a number with its noun: 1 trip, 3 trips / 3批次.
func Count(n int, one, many, zh string) Text {
	noun := many
	if n == 1 {
		noun = one
	}
	return T("%d "+noun, "%d"+zh, n)
}

func weekdayEN(d calendar.Day) string { return d.Weekday().String()[:3] }
func monthEN(d calendar.Day) string   { return d.Month().String()[:3] }
func longEN(d calendar.Day) string    { return fmt.Sprintf("%d %s", d.DayOfMonth(), d.Month()) }

func dayZH(d calendar.Day, year bool) string {
	s := fmt.Sprintf("%d月%d日", int(d.Month()), d.DayOfMonth())
	if year {
		return fmt.Sprintf("%d年%s", d.Year(), s)
	}
	return s
}

// Weekday is 周五 / Friday.
func Weekday(d calendar.Day) Text {
	return Text{EN: plain(nil, d.Weekday().String()), ZH: plain(nil, weekdayZH[d.Weekday()])}
}
