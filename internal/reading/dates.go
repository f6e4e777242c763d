package reading

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"chainlead/internal/calendar"
)

// A moment is a day, or a first and a last one.
type moment struct{ first, last calendar.Day }

func (m moment) none() bool         { return m.first == "" }
func (m moment) single() bool       { return m.first == m.last }
func on(d calendar.Day) moment      { return moment{d, d} }
func span(a, b calendar.Day) moment { return moment{a, b} }

// A when is words for a time. Many, like 周五 and 8号, mean one day in a record and another in a plan: past is the day
// that a record means, next the one that a plan or deadline means. Where the words leave no choice both are the same.
type when struct {
	from, to   int // in the line; with 前, 内 and the hour
	past, next moment
	how        How    // HowOn unless the words are a deadline
	clock      string // 15:00
	wide       bool   // a month, a quarter, 今年以来: the period of a summary, no day of a record
	soft       bool   // 5个工作日 without 内, which only 限 and the like make a deadline
	bad        bool   // no such day
	beside     moment // the day's other name, typed beside it: 周五, 昨天; without a last day where only its weekday counts
}

// fixed is a when whose words leave no choice.
func fixed(m moment) when { return when{past: m, next: m, how: HowOn} }

// A dateRule reads words of one form. Of the rules that match at a place the one that takes most words wins.
type dateRule struct {
	form string
	read func(c Context, m match) when
}

// dateRules are the ways of naming days. deadlineRules, monthRules and englishDates follow them.
var dateRules = []dateRule{
	{"{y}年{m}月{d}(日|号|)", fullDate},
	{"(今年|本年|明年|去年){m}月{d}(日|号|)", yearWordDate},
	{"{y}-{m}-{d}", fullDate},
	{"{y}/{m}/{d}", fullDate},
	{"{y}.{m}.{d}", fullDate},
	{"{n}", compactDate},
	{"{m}月{d}(日|号|)", monthDay},
	{"{m}.{d}", monthDay},
	{"{m}/{d}", monthDay},
	{"{m}-{d}", monthDay},
	{"{m}月{d}(日|号|)(、|和|至|到|-|~){d}(日|号|)", monthDays},
	{"{m}月{d}(日|号){d}(日|号)", monthDays},
	{"{m}.{d}-{d}", monthDays},
	{"{d}(日|号|)(、|和|至|到|-|~){d}(日|号)", twoDays}, {"{d}(日|号){d}(日|号)", twoDays},
	{"(上个月|上月|本月|这个月|这月|当月|下个月|下月){d}(日|号)", monthWordDay},
	{"{d}(日|号)", dayOnly},
	{"(下下周|下下星期){w}", weekdayOf(14)},
	{"(上上周|上上星期){w}", weekdayOf(-14)},
	{"(上个星期|上个礼拜|上周|上星期|上礼拜){w}", weekdayOf(-7)},
	{"(下个星期|下个礼拜|下周|下星期|下礼拜){w}", weekdayOf(7)},
	{"(上周|上星期|上礼拜){w}(、|和)(周|星期|礼拜|){w}", weekdaysOf(-7)},
	{"(本周|这周|本星期|这星期|这礼拜){w}(、|和)(周|星期|礼拜|){w}", weekdaysOf(0)},
	{"(下周|下星期|下礼拜){w}(、|和)(周|星期|礼拜|){w}", weekdaysOf(7)},
	{"(这个星期|这个礼拜|本周|这周|这星期|这礼拜|本星期){w}", weekdayOf(0)},
	{"(周|星期|礼拜){w}", weekday}, {"(周|星期|礼拜){w}(、|和|到|至|-)(周|星期|礼拜|){w}", twoWeekdays}, {"(周|星期|礼拜){w}(周|星期|礼拜){w}", twoWeekdays},
	{"(上周末|上个周末)", daysFrom(weekend(-7))},
	{"(下周末|下个周末)", daysFrom(weekend(7))},
	{"(本周末|这周末|这个周末)", daysFrom(weekend(0))}, {"(周末)", bareWeekend},
	{"(大前天)", ago(-3)}, {"(前天|前日)", ago(-2)}, {"(昨天|昨日|昨儿个|昨儿|昨晚|昨夜|昨早|昨)(上午|下午|晚上|)", ago(-1)},
	{"(今)", ago(0)}, {"(今天|今日|今儿个|今儿|今晚|今早|今晨|今夜|今上午|今下午)", ago(0)}, {"(明后天|明后两天)", daysFrom(func(t calendar.Day) moment { return span(t.Add(1), t.Add(2)) })},
	{"(昨今两天|昨天今天)", daysFrom(func(t calendar.Day) moment { return span(t.Add(-1), t) })},
	{"(明天|明日|明早|明晚|明晨)", ago(1)}, {"(大后天)", ago(3)}, {"(后天|后日)", ago(2)},
}

func fullDate(_ Context, m match) when {
	d, ok := calendar.Date(m.holes[0], time.Month(m.holes[1]), m.holes[2])
	return when{past: on(d), next: on(d), how: HowOn, bad: !ok}
}

// compactDate reads 20221108, and nothing else that is only a number.
func compactDate(c Context, m match) when {
	n := m.holes[0]
	if m.to-m.from != 8 || n/10000 < 2000 || n/10000 > 2100 {
		return when{}
	}
	d, ok := calendar.Date(n/10000, time.Month(n/100%100), n%100)
	if !ok {
		return when{}
	}
	return fixed(on(d))
}

// Days without a year: how far ahead of today a record's day may lie before it must be last year's,
// and how far behind today a deadline may lie before it must be next year's.
const (
	tooFarAhead  = 183
	tooFarBehind = 60
)

func monthDay(c Context, m match) when { return yearless(c, m.holes[0], m.holes[1]) }

func yearless(c Context, month, day int) when {
	y := c.Today.Year()
	d, ok := calendar.Date(y, time.Month(month), day)
	if !ok {
		d, ok = leap(y, month, day)
	}
	if !ok {
		return when{bad: true, how: HowOn}
	}
	w := fixed(on(d))
	if ahead := d.Sub(c.Today); ahead > tooFarAhead {
		w.past = sameDay(d, -1)
	} else if -ahead > tooFarBehind {
		w.next = sameDay(d, 1)
	}
	return w
}

// leap finds the nearest year in which 29 February exists.
func leap(y, month, day int) (calendar.Day, bool) {
	if month != 2 || day != 29 {
		return "", false
	}
	for _, try := range []int{y - 1, y + 1, y - 2, y + 2} {
		if d, ok := calendar.Date(try, 2, 29); ok {
			return d, true
		}
	}
	return "", false
}

// sameDay is the same day of the year some years on; none if it doesn't exist there.
func sameDay(d calendar.Day, years int) moment {
	e, ok := calendar.Date(d.Year()+years, d.Month(), d.DayOfMonth())
	if !ok {
		return on(d)
	}
	return on(e)
}

func yearWordDate(c Context, m match) when {
	y := c.Today.Year() + yearShift(m.text)
	d, ok := calendar.Date(y, time.Month(m.holes[0]), m.holes[1])
	return when{past: on(d), next: on(d), how: HowOn, bad: !ok}
}

// yearShift is how many years 明年, 去年 … lie from this one.
func yearShift(words string) int {
	switch {
	case strings.HasPrefix(words, "明年"), strings.HasPrefix(words, "来年"):
		return 1
	case strings.HasPrefix(words, "去年"):
		return -1
	}
	return 0
}

// monthShift is how many months 上月, 下月 … lie from this one.
func monthShift(words string) int {
	switch r, _ := utf8.DecodeRuneInString(words); r {
	case '上':
		return -1
	case '下':
		return 1
	}
	return 0
}

// monthOf is the year and month some months from today's.
func monthOf(today calendar.Day, shift int) (int, time.Month) {
	n := today.Year()*12 + int(today.Month()) - 1 + shift
	return n / 12, time.Month(n%12 + 1)
}

func monthWordDay(c Context, m match) when {
	y, month := monthOf(c.Today, monthShift(m.text))
	d, ok := calendar.Date(y, month, m.holes[0])
	return when{past: on(d), next: on(d), how: HowOn, bad: !ok}
}

// dayOnly reads 8号: in a record the last such day, in a plan the next one.
func dayOnly(c Context, m match) when {
	day := m.holes[0]
	if day > 31 {
		return when{bad: true, how: HowOn}
	}
	w := when{how: HowOn}
	for shift := range 12 {
		y, month := monthOf(c.Today, -shift)
		if d, ok := calendar.Date(y, month, day); ok && d <= c.Today && w.past.none() {
			w.past = on(d)
		}
		y, month = monthOf(c.Today, shift)
		if d, ok := calendar.Date(y, month, day); ok && d >= c.Today && w.next.none() {
			w.next = on(d)
		}
	}
	return w
}

// monthDays reads 11月1日-5日.
func monthDays(c Context, m match) when {
	if m.holes[1] >= m.holes[2] {
		return when{}
	}
	return join(yearless(c, m.holes[0], m.holes[1]), yearless(c, m.holes[0], m.holes[2]))
}

// twoDays reads 8-9号.
func twoDays(c Context, m match) when {
	if m.holes[0] >= m.holes[1] || m.holes[1] > 31 {
		return when{}
	}
	a, b := m, m
	b.holes[0] = m.holes[1]
	return join(dayOnly(c, a), dayOnly(c, b))
}

// twoWeekdays reads 周一、周二.
func twoWeekdays(c Context, m match) when {
	b := m
	b.holes[0] = m.holes[1]
	return join(weekday(c, m), weekday(c, b))
}

// join makes a range of two whens; the end is the first that isn't before the beginning.
func join(a, b when) when {
	if a.bad || b.bad {
		return when{bad: true, how: HowOn}
	}
	w := a
	w.past, w.next = reach(a.past, b), reach(a.next, b)
	return w
}

func reach(start moment, b when) moment {
	if start.none() || b.past.none() {
		return moment{}
	}
	ends := []calendar.Day{b.past.last, b.next.last, b.past.last.Add(7), b.next.last.Add(7)}
	if b.next.last.Sub(b.past.last) == 7 { // a bare weekday: 上周一至周三
		ends = slices.Insert(ends, 0, b.past.last.Add(-14), b.past.last.Add(-7))
	}
	for _, end := range ends {
		if end >= start.first {
			return span(start.first, end)
		}
	}
	return moment{}
}

// weekdayOf reads a weekday of a week that is named: 上周五, 下周三.
func weekdayOf(days int) func(Context, match) when {
	return func(c Context, m match) when {
		return fixed(on(c.Today.Monday().Add(days + m.holes[0] - 1)))
	}
}

// weekdaysOf reads two weekdays of such a week: 这周一、周二.
func weekdaysOf(days int) func(Context, match) when {
	return func(c Context, m match) when {
		b := m
		b.holes[0] = m.holes[1]
		return join(weekdayOf(days)(c, m), weekdayOf(days)(c, b))
	}
}

// weekday reads a bare 周五: in a record the last one, today included; in a plan the next one after today.
func weekday(c Context, m match) when {
	d := c.Today.Monday().Add(m.holes[0] - 1)
	w := when{past: on(d), next: on(d), how: HowOn}
	if d > c.Today {
		w.past = on(d.Add(-7))
	} else {
		w.next = on(d.Add(7))
	}
	return w
}

func weekend(days int) func(calendar.Day) moment {
	return func(today calendar.Day) moment {
		sat := today.Monday().Add(days + 5)
		return span(sat, sat.Add(1))
	}
}

// bareWeekend reads 周末: in a record the last one, in a plan the next.
func bareWeekend(c Context, _ match) when {
	w := fixed(weekend(0)(c.Today))
	if w.past.first > c.Today {
		w.past = weekend(-7)(c.Today)
	}
	return w
}

func daysFrom(f func(today calendar.Day) moment) func(Context, match) when {
	return func(c Context, _ match) when { return fixed(f(c.Today)) }
}

func ago(days int) func(Context, match) when {
	return func(c Context, _ match) when { return fixed(on(c.Today.Add(days))) }
}
