package reading

import (
	"strings"
	"time"

	"chainlead/internal/calendar"
)

// deadlineRules are the ways of saying by when, that aren't a day with 前 behind it.
var deadlineRules = []dateRule{
	{"{n}(个工作日|个工作天|工作日)(以内|之内|内)", workdays(false)},
	{"{n}(个工作日|个工作天|工作日)(后|之后)", workdaysLater},
	{"{n}(个工作日|个工作天|工作日)", workdays(true)},
	{"{n}(天|日)(以内|之内|内)", days(HowWithinDays, 1)},
	{"{n}(周|个星期|星期|个礼拜|礼拜)(以内|之内|内)", days(HowWithinDays, 7)},
	{"{n}个月(以内|之内|内)", monthsOn(HowWithinDays)},
	{"(半个月|半月)(以内|之内|内)", half},
	{"{n}个半月(以内|之内|内)", monthAndHalf},
	{"{n}小时(以内|之内|内)", hours},
	{"{n}(天|日)(后|之后|以后)", days(HowOn, 1)},
	{"{n}(周|个星期|星期)(后|之后|以后)", days(HowOn, 7)},
	{"{n}个月(后|之后|以后)", monthsOn(HowOn)},
	{"{n}天(之前|以前|前)", daysBack(1)},
	{"{n}(周|个星期|星期)(之前|以前|前)", daysBack(7)},
	{"(下周|下星期|下个星期)(内|之内|以内|底|)", week(7)},
	{"(本周|这周|本星期|这个星期|这星期)(内|之内|以内|底)", week(0)},
	{"(周内)", week(0)}, {"(月内|当月内)", thisMonthEnd},
	{"(尽快|尽早|抓紧|立即|马上|速速|火速|第一时间)", asap},
	{"(元旦|春节|清明|五一|劳动|端午|中秋|国庆)(节|假期|长假|)(之前|以前|前)", holiday(-1)},
	{"(元旦|春节|清明|五一|劳动|端午|中秋|国庆)(节|假期|长假|)(之后|以后|后)", holiday(1)},
	{"(春节|元旦|国庆|五一)(期间|假期|节)", holiday(0)},
}

func workdays(soft bool) func(Context, match) when {
	return func(c Context, m match) when {
		w := fixed(on(c.Calendar.AddWorking(c.Today, clamp(m.holes[0]))))
		w.how, w.soft = HowWithinWorkdays, soft
		return w
	}
}

func workdaysLater(c Context, m match) when {
	return fixed(on(c.Calendar.AddWorking(c.Today, clamp(m.holes[0]))))
}

// clamp keeps a count of days or months within what anyone means.
func clamp(n int) int { return min(n, 3000) }

func days(how How, each int) func(Context, match) when {
	return func(c Context, m match) when {
		w := fixed(on(c.Today.Add(each * clamp(m.holes[0]))))
		w.how = how
		return w
	}
}

func daysBack(each int) func(Context, match) when {
	return func(c Context, m match) when { return fixed(on(c.Today.Add(-each * clamp(m.holes[0])))) }
}

func monthsOn(how How) func(Context, match) when {
	return func(c Context, m match) when {
		w := fixed(on(monthsLater(c.Today, clamp(m.holes[0]))))
		w.how = how
		return w
	}
}

// monthsLater is the same day some months on, or that month's last day.
func monthsLater(d calendar.Day, n int) calendar.Day {
	y, month := monthOf(d, n)
	first, _ := calendar.Date(y, month, 1)
	return min(first.Add(d.DayOfMonth()-1), first.MonthEnd())
}

func half(c Context, _ match) when {
	w := fixed(on(c.Today.Add(15)))
	w.how = HowWithinDays
	return w
}

func monthAndHalf(c Context, m match) when {
	w := fixed(on(monthsLater(c.Today, clamp(m.holes[0])).Add(15)))
	w.how = HowWithinDays
	return w
}

// hours reads 24小时内 as the next day: a deadline is a day.
func hours(c Context, m match) when {
	w := fixed(on(c.Today.Add((clamp(m.holes[0]) + 23) / 24)))
	w.how = HowWithinDays
	return w
}

// week reads 本周内 and 下周内: to the Friday.
func week(days int) func(Context, match) when {
	return func(c Context, m match) when {
		monday := c.Today.Monday().Add(days)
		w := fixed(span(monday, monday.Add(4)))
		w.how = HowWithinWeek
		if w.next.last < c.Today {
			w.next, w.past = span(monday, monday.Add(6)), span(monday, monday.Add(6))
		}
		return w
	}
}

// thisMonthEnd reads 月内: to the month's last day.
func thisMonthEnd(c Context, _ match) when {
	w := fixed(on(c.Today.MonthEnd()))
	w.how = HowBefore
	return w
}

func asap(Context, match) when { return when{how: HowASAP} }

// holiday reads 春节前 and 国庆后: the last working day before the holiday, the first one after.
func holiday(side int) func(Context, match) when {
	return func(c Context, m match) when {
		first, last, ok := nextHoliday(c, holidayName(m.text))
		switch {
		case !ok:
			return when{}
		case side == 0:
			return fixed(span(first, last))
		case side > 0:
			return fixed(on(c.Calendar.Next(last.Add(1))))
		}
		w := fixed(on(c.Calendar.AddWorking(first, -1)))
		w.how = HowBefore
		return w
	}
}

func holidayName(words string) string {
	for _, n := range []string{"元旦", "春节", "清明", "五一", "劳动", "端午", "中秋", "国庆"} {
		if strings.HasPrefix(words, n) {
			return n
		}
	}
	return ""
}

// nextHoliday finds the next such holiday that isn't over.
func nextHoliday(c Context, name string) (first, last calendar.Day, ok bool) {
	for y := c.Today.Year(); y <= c.Today.Year()+1; y++ {
		if first, last, ok = c.Calendar.Holiday(name, y); ok && last >= c.Today {
			return first, last, true
		}
	}
	return "", "", false
}

// monthRules are months and longer: a period for summaries, a range for plans.
var monthRules = []dateRule{
	{"(今年|本年|明年|去年|){m}月(份|)(上旬|中旬|下旬|初|中|底|末)", monthPart},
	{"(上个月|上月|本月|这个月|这月|当月|下个月|下月)(上旬|中旬|下旬|初|中|底|末)", monthWordPart},
	{"(月底|月末|月初|月中)", barePart},
	{"{m}(月|)(至|到|-|~){m}月(份|)", monthRange},
	{"{y}年{m}月(上旬|中旬|下旬|初|底|末)", yearMonthPart},
	{"{y}年{m}月(份|)", yearMonth},
	{"(今年|本年|明年|去年){m}月(份|)", yearWordMonth},
	{"{m}月(份|)", bareMonth},
	{"(上个月|上月|本月|这个月|这月|当月|下个月|下月)(份|)", monthWord},
	{"(今年底|今年年底|年底|年末|今年末|年内|今年内|本年底)", yearEnd(0)},
	{"(明年底|明年年底|明年末|明年年末|明年内|明年年内)", yearEnd(1)},
	{"(年初|明年初|明年年初)", yearStart},
	{"(今年|本年|明年|)(第|)(一|二|三|四|1|2|3|4)季度(末|底|)", quarter},
	{"(今年|本年|)前{n}(个|)(季度|月)", firstMonths},
	{"(今年|本年|明年|)(上半年|下半年)", halfYear},
	{"(今年以来|年初以来|年初至今|今年来|今年累计|截至目前|截止目前)", yearToDate},
	{"(本周|这周|本星期)(以来|)", thisWeek},
	{"(上周|上星期|上个星期|上礼拜)", lastWeek},
}

func monthSpan(y int, m time.Month) moment {
	first, _ := calendar.Date(y, m, 1)
	return span(first, first.MonthEnd())
}

// part is a third of a month, its beginning, middle or end.
func part(m moment, words string) moment {
	switch {
	case strings.HasSuffix(words, "上旬"):
		return span(m.first, m.first.Add(9))
	case strings.HasSuffix(words, "中旬"), strings.HasSuffix(words, "中"):
		return span(m.first.Add(10), m.first.Add(19))
	case strings.HasSuffix(words, "下旬"):
		return span(m.first.Add(20), m.last)
	case strings.HasSuffix(words, "初"):
		return span(m.first, m.first.Add(9))
	}
	return on(m.last)
}

// ranged is a when for a range of days that a plan may name.
func ranged(past, next moment) when {
	w := when{past: past, next: next, how: HowRange}
	if next.single() {
		w.how = HowOn
	}
	return w
}

// monthsNear are the last and the next month of that number.
func monthsNear(c Context, month int) (past, next moment) {
	y, now := c.Today.Year(), int(c.Today.Month())
	past, next = monthSpan(y, time.Month(month)), monthSpan(y, time.Month(month))
	if month > now+tooFarAhead/30 {
		past = monthSpan(y-1, time.Month(month))
	}
	if month < now {
		next = monthSpan(y+1, time.Month(month))
	}
	return past, next
}

func monthPart(c Context, m match) when {
	past, next := monthsNear(c, m.holes[0])
	if strings.Contains(m.text, "年") {
		past = monthSpan(c.Today.Year()+yearShift(m.text), time.Month(m.holes[0]))
		next = past
	}
	return ranged(part(past, m.text), part(next, m.text))
}

func monthWordPart(c Context, m match) when {
	y, month := monthOf(c.Today, monthShift(m.text))
	p := part(monthSpan(y, month), m.text)
	return ranged(p, p)
}

// barePart reads 月底: this month's, or the next month's if that is over.
func barePart(c Context, m match) when {
	y, month := monthOf(c.Today, 0)
	p := part(monthSpan(y, month), m.text)
	w := ranged(p, p)
	if p.last < c.Today {
		y, month = monthOf(c.Today, 1)
		w.next = part(monthSpan(y, month), m.text)
	}
	return w
}

// period is a when for a month or more.
func period(past, next moment) when {
	return when{past: past, next: next, how: HowRange, wide: true}
}

func monthRange(c Context, m match) when {
	a, _ := monthsNear(c, m.holes[0])
	b, _ := monthsNear(c, m.holes[1])
	if b.last < a.first {
		return when{}
	}
	return period(span(a.first, b.last), span(a.first, b.last))
}

func yearMonth(_ Context, m match) when {
	p := monthSpan(m.holes[0], time.Month(m.holes[1]))
	return period(p, p)
}

func yearMonthPart(_ Context, m match) when {
	p := part(monthSpan(m.holes[0], time.Month(m.holes[1])), m.text)
	return ranged(p, p)
}

func yearWordMonth(c Context, m match) when {
	p := monthSpan(c.Today.Year()+yearShift(m.text), time.Month(m.holes[0]))
	return period(p, p)
}

func bareMonth(c Context, m match) when {
	past, next := monthsNear(c, m.holes[0])
	if past.first > c.Today {
		past = monthSpan(c.Today.Year()-1, time.Month(m.holes[0]))
	}
	return period(past, next)
}

func monthWord(c Context, m match) when {
	p := monthSpan(monthOf(c.Today, monthShift(m.text)))
	return period(p, p)
}

func yearEnd(shift int) func(Context, match) when {
	return func(c Context, m match) when {
		d, _ := calendar.Date(c.Today.Year()+shift, 12, 31)
		w := fixed(on(d))
		if strings.HasSuffix(m.text, "内") {
			w.how = HowBefore
		}
		return w
	}
}

func yearStart(c Context, m match) when {
	y := c.Today.Year()
	if strings.HasPrefix(m.text, "明年") {
		y++
	}
	p := monthSpan(y, 1)
	return ranged(p, p)
}

func quarter(c Context, m match) when {
	q := strings.IndexAny("1234", strings.NewReplacer("一", "1", "二", "2", "三", "3", "四", "4").Replace(quarterDigit(m.text)))
	p := monthsOf(c.Today.Year()+yearShift(m.text), q*3+1, 3)
	if strings.HasSuffix(m.text, "末") || strings.HasSuffix(m.text, "底") {
		return ranged(on(p.last), on(p.last))
	}
	return period(p, p)
}

// quarterDigit is the character before 季度.
func quarterDigit(words string) string {
	before, _, _ := strings.Cut(words, "季度")
	r := []rune(before)
	return string(r[len(r)-1])
}

// monthsOf is n whole months of a year from the given one.
func monthsOf(y, month, n int) moment {
	a := monthSpan(y, time.Month(month))
	return span(a.first, monthSpan(y, time.Month(month+n-1)).last)
}

func firstMonths(c Context, m match) when {
	n := m.holes[0]
	if strings.HasSuffix(m.text, "季度") {
		n *= 3
	}
	if n < 1 || n > 12 {
		return when{}
	}
	p := monthsOf(c.Today.Year(), 1, n)
	return period(p, p)
}

func halfYear(c Context, m match) when {
	y, from := c.Today.Year()+yearShift(m.text), 1
	if strings.HasSuffix(m.text, "下半年") {
		from = 7
	}
	p := monthsOf(y, from, 6)
	return period(p, p)
}

func yearToDate(c Context, _ match) when {
	first, _ := calendar.Date(c.Today.Year(), 1, 1)
	p := span(first, c.Today)
	return period(p, p)
}

func thisWeek(c Context, _ match) when {
	p := span(c.Today.Monday(), c.Today.Monday().Add(6))
	return period(p, p)
}

func lastWeek(c Context, _ match) when {
	p := span(c.Today.Monday().Add(-7), c.Today.Monday().Add(-1))
	return period(p, p)
}
