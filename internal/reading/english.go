package reading

import "strings"

// englishDates are the ways of naming days and deadlines in English lines. {W} is a weekday's name, {M} a month's, {o} a day like 8 or 8th.
var englishDates = []dateRule{
	{"(today|this morning|this afternoon|tonight|this evening)", ago(0)},
	{"(yesterday|last night)", ago(-1)},
	{"(tomorrow)", ago(1)},
	{"(the day after tomorrow|day after tomorrow)", ago(2)},
	{"(last ){W}", weekdayOf(-7)}, {"(next |next week ){W}", weekdayOf(7)}, {"(this ){W}", weekdayOf(0)}, {"{W}( next week)", weekdayOf(7)},
	{"{W}", weekday},
	{"{W}( |, ){o} {M}", weekdayFirst(dayMonth)}, {"{W}( |, ){M} {o}", weekdayFirst(monthDay)},
	{"{o}( |-){M}", dayMonth}, {"{M} {o}", monthDay}, {"{o}( |-){M}(,|) {y}", dayMonthYear}, {"{M} {o}(,|) {y}", monthDayYear},
	{"{o}(-| - | to ){o} {M}", daysMonth}, {"{M} {o}(-| - | to ){o}", monthDays},
	{"(in |within ){n}( days| day)", days(HowWithinDays, 1)},
	{"(in |within ){n}( weeks| week)", days(HowWithinDays, 7)},
	{"(in |within )(a week|one week)", oneWeek}, {"(in |within )(two weeks|a fortnight)", twoWeeks},
	{"(in |within ){n}( months| month)", monthsOn(HowWithinDays)},
	{"(in |within ){n}( working days| working day| workdays| business days)", workdays(false)},
	{"{n}( days ago| day ago)", daysBack(1)}, {"{n}( weeks ago| week ago)", daysBack(7)},
	{"(this week|the end of this week|end of this week|the end of the week|end of the week|end of week)", week(0)},
	{"(the end of next week|end of next week|next week)", week(7)},
	{"(the end of the month|end of the month|end of month|month end|the end of this month|end of this month)", monthEnd(0)},
	{"(the end of next month|end of next month)", monthEnd(1)},
	{"(the end of the year|end of the year|end of year|year end|the end of this year)", yearEnd(0)},
	{"(the end of |end of |end ){M}", endOfMonth},
	{"(asap|as soon as possible|immediately|right away)", asap},
}

// englishBefore are the words that make the day behind them a deadline.
var englishBefore = []string{"by the", "by", "before", "no later than", "not later than", "until"}

var englishWeekdays = []string{"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}

var englishMonths = []string{"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"}

// nameAt reads a name of the list, whole or in its first three letters (or Sept, Tues, Thurs), and gives its number from 1.
func nameAt(list []string, s string, i int) (v, end int, ok bool) {
	end = i
	for end < len(s) && asciiLetter(s[end]) {
		end++
	}
	word := s[i:end]
	if len(word) < 3 {
		return 0, 0, false
	}
	for k, name := range list {
		if word == name || strings.HasPrefix(name, word) && len(word) <= 5 {
			if end < len(s) && s[end] == '.' {
				end++
			}
			return k + 1, end, true
		}
	}
	return 0, 0, false
}

// ordinalAt reads 8 and 8th.
func ordinalAt(s string, i int) (v, end int, ok bool) {
	v, end, ok = digitsAt(s, i)
	if !ok || v < 1 || v > 99 {
		return 0, 0, false
	}
	for _, th := range []string{"th", "st", "nd", "rd"} {
		if strings.HasPrefix(s[end:], th) {
			return v, end + 2, true
		}
	}
	return v, end, true
}

// weekdayFirst reads a day with its weekday before it: Fri 18 Nov.
func weekdayFirst(read func(Context, match) when) func(Context, match) when {
	return func(c Context, m match) when {
		named := weekday(c, m)
		copy(m.holes[:], m.holes[1:])
		w := read(c, m)
		w.beside = named.name()
		return w
	}
}

func dayMonth(c Context, m match) when { return yearless(c, m.holes[1], m.holes[0]) }

func dayMonthYear(c Context, m match) when {
	m.holes[0], m.holes[2] = m.holes[2], m.holes[0]
	return fullDate(c, m)
}

func monthDayYear(c Context, m match) when {
	m.holes[0], m.holes[1], m.holes[2] = m.holes[2], m.holes[0], m.holes[1]
	return fullDate(c, m)
}

func daysMonth(c Context, m match) when {
	m.holes[0], m.holes[1], m.holes[2] = m.holes[2], m.holes[0], m.holes[1]
	return monthDays(c, m)
}

func oneWeek(c Context, m match) when {
	m.holes[0] = 1
	return days(HowWithinDays, 7)(c, m)
}

func twoWeeks(c Context, m match) when {
	m.holes[0] = 2
	return days(HowWithinDays, 7)(c, m)
}

func monthEnd(shift int) func(Context, match) when {
	return func(c Context, _ match) when { return fixed(on(monthSpan(monthOf(c.Today, shift)).last)) }
}

func endOfMonth(c Context, m match) when {
	past, next := monthsNear(c, m.holes[0])
	return when{past: on(past.last), next: on(next.last), how: HowOn}
}

// latin tells whether a line is English: letters, and no Chinese at all but in names.
func latin(s string) bool {
	letters, chinese := 0, 0
	for _, r := range s {
		switch {
		case letter(r):
			letters++
		case han(r):
			chinese++
		}
	}
	return letters > 3*chinese && letters > 3
}
