package tally

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"chainlead/internal/calendar"
	"chainlead/internal/money"
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
	case has(text, "前三季度", "first three quarters"):
		d, _ := calendar.Date(today.Year(), time.January, 1)
		e, _ := calendar.Date(today.Year(), time.September, 30)
		return Span{From: d, To: e}, true
	case has(text, "上半年", "first half"):
		d, _ := calendar.Date(today.Year(), time.January, 1)
		e, _ := calendar.Date(today.Year(), time.June, 30)
		return Span{From: d, To: e}, true
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

// Between says what a slice recorded between two days, counted now: trips, visits and signings by their day, leads by registration; and the
// pools of projects as they stand.
func Between(tx *store.Tx, span Span, s Slice) (say.Message, error) {
	b, err := gather(tx, span, s)
	if err != nil {
		return say.Message{}, err
	}
	return b.text(span), nil
}

// Counted is what a slice has recorded between two days, counted now.
func Counted(tx *store.Tx, span Span, s Slice) (store.Sums, error) {
	b, err := gather(tx, span, s)
	if err != nil {
		return store.Sums{}, err
	}
	return b.flow.Sums, nil
}

// BetweenDetail lists the records behind what Between says, as far as the reader may see them.
func BetweenDetail(tx *store.Tx, span Span, s Slice, may func(string, store.Filed) bool) (say.Message, error) {
	b, err := gather(tx, span, s)
	if err != nil {
		return say.Message{}, err
	}
	whole := b.text(span)
	m := say.Message{Title: whole.Title, Lines: whole.Lines[:1]}
	d := details{r: Report{tx: tx}, may: may}
	for _, x := range []struct {
		as   store.Figure
		line say.Text
	}{
		{store.TripFigure, tripsLine(b.flow, nil)}, {store.VisitFigure, visitsLine(b.flow, nil)}, {store.LeadFigure, leadsLine(b.flow, nil)},
		{store.ValidFigure, say.T("Judged valid %d", "研判有效%d条", b.flow.Valid)}, {store.SignedFigure, signedLine(b.flow, nil)}, {store.AddedFigure, say.T("Contracts raised", "增资")},
	} {
		seen, err := d.visible(b.ids[x.as])
		if err != nil {
			return m, err
		}
		if len(seen) > 0 {
			m.Lines = append(m.Lines, say.T("%s: %s", "%s：%s", x.line, shortList(seen)))
		}
		if hidden := len(b.ids[x.as]) - len(seen); hidden > 0 {
			m.Lines = append(m.Lines, say.T("%s; %d of them not yours to see", "%s，其中%d条非您可见", x.line, hidden))
		}
	}
	return m, nil
}

func gather(tx *store.Tx, span Span, s Slice) (*between, error) {
	b := &between{tx: tx, slice: s, ids: map[store.Figure][]string{},
		rules: RulesOf(tx, Period{From: span.From, Cutoff: span.To, Since: span.From.At(0, 0, tx.Zone()).Add(-1), At: tx.Now})}
	for _, step := range []func() error{b.batches, b.leads, b.projects, b.money} {
		if err := step(); err != nil {
			return nil, err
		}
	}
	return b, nil
}

// Since says what of a frozen week reads otherwise now (发布数, 现为); nothing where it doesn't.
func (r Report) Since(s Slice) (say.Text, error) {
	b := between{tx: r.tx, slice: s, ids: map[store.Figure][]string{}, rules: RulesOf(r.tx, Period{From: r.t.From, Cutoff: r.t.Cutoff, Since: r.t.Since, At: r.tx.Now})}
	for _, step := range []func() error{b.batches, b.leads, b.projects} {
		if err := step(); err != nil {
			return say.Text{}, err
		}
	}
	was, now := r.of(s).Week, b.flow
	var out []say.Text
	if was.Trips != now.Trips || was.Led != now.Led {
		out = append(out, say.T("trips %d (led %d)", "外出招商%d批次（领导带队%d）", now.Trips, now.Led))
	}
	if was.Visits != now.Visits || was.Persons != now.Persons {
		out = append(out, say.T("visits %d with %d visitors", "接待%d批次%d人次", now.Visits, now.Persons))
	}
	if was.Leads != now.Leads {
		out = append(out, say.T("leads %d", "线索%d条", now.Leads))
	}
	if was.Signed != now.Signed || was.SignedSum != now.SignedSum {
		out = append(out, say.T("signed %s", "签约%s", signedWords(now)))
	}
	if len(out) == 0 {
		return say.Text{}, nil
	}
	return say.T("[Since] The figures above are as posted; now: %s.", "【现为】以上为发布数，现为%s。", say.Join(", ", "，", out...)), nil
}

// between gathers a span's figures.
type between struct {
	tx     *store.Tx
	slice  Slice
	rules  Rules
	flow   Flow
	ids    map[store.Figure][]string
	events map[string]bool // where leads came from
	pools  map[store.Pool]int
	funds  []store.Arrival
}

func (b *between) add(as store.Figure, id string, c *store.Counted) {
	if b.slice.has(c) && b.rules.holds(c.Day) {
		b.flow.add(as, c)
		b.ids[as] = append(b.ids[as], id)
	}
}

func (b *between) batches() error {
	trips, err := b.tx.TripsBetween(b.rules.From, b.rules.Cutoff)
	if err != nil {
		return err
	}
	for _, t := range trips {
		b.add(store.TripFigure, string(t.ID), b.rules.trip(t))
	}
	visits, err := b.tx.VisitsBetween(b.rules.From, b.rules.Cutoff)
	for _, v := range visits {
		b.add(store.VisitFigure, string(v.ID), b.rules.visit(v))
	}
	return err
}

func (b *between) leads() error {
	b.events = map[string]bool{}
	leads, err := b.tx.LeadsAt(b.tx.Now)
	for _, l := range leads {
		c := b.rules.lead(l)
		b.add(store.LeadFigure, string(l.ID), c)
		b.add(store.ValidFigure, string(l.ID), b.rules.valid(l))
		if b.slice.has(c) && b.rules.holds(c.Day) && l.FromEvent() {
			b.events[l.Source] = true
		}
	}
	return err
}

func (b *between) projects() error {
	b.pools = map[store.Pool]int{}
	for _, pool := range []store.Pool{store.PlannedPool, store.TalksPool, store.SignedPool} {
		all, err := b.tx.ProjectsIn(pool, b.tx.Now)
		if err != nil {
			return err
		}
		for _, p := range all {
			b.pools[pool] += bit(b.slice.hasKey(p.Chain, p.Unit))
		}
	}
	signed, err := b.tx.ProjectsSigned(b.rules.From, b.rules.Cutoff, b.tx.Now)
	for _, p := range signed {
		b.add(store.SignedFigure, string(p.ID), b.rules.signed(p))
		for _, i := range p.Increases {
			b.add(store.AddedFigure, string(p.ID), b.rules.increase(p, i))
		}
	}
	return err
}

// money adds up the arrived money reported for the months of the span.
func (b *between) money() error {
	all, err := b.tx.FundsReported(time.Time{}, b.tx.Now)
	from, to := string(b.rules.From)[:7], string(b.rules.Cutoff)[:7]
	for _, f := range all {
		if b.slice.hasKey(f.Chain, f.Unit) && from <= f.Month && f.Month <= to && f.Sum.Currency == money.CNY {
			b.funds = addArrival(b.funds, store.Arrival{Origin: f.Origin, Sum: f.Sum.Minor})
		}
	}
	return err
}

func (b *between) text(span Span) say.Message {
	tx, s := b.tx, b.slice
	name := say.T("Whole city", "全市")
	if s.Chain != nil {
		name = tx.City().Chain(*s.Chain).Title()
	} else if s.Unit != "" {
		name = tx.City().Unit(s.Unit).Title()
	}
	m := say.Message{
		Title: say.T("%s, %s", "%s　%s", name, say.Days(span.From, span.To)),
		Lines: []say.Text{
			say.T("(as of %s, %s)", "（截至%s%s）", say.Date(tx.Today()), tx.Local(tx.Now).Format("15:04")),
			tripsLine(b.flow, nil), visitsLine(b.flow, nil), validated(leadsLine(b.flow, nil), b.flow),
		},
	}
	if n := len(b.events); n > 0 {
		m.Lines = append(m.Lines, say.T("Leads from %s", "线索来自招商活动%s", say.Count(n, "event", "events", "场")))
	}
	m.Lines = append(m.Lines, signedLine(b.flow, nil))
	if b.pools[store.PlannedPool]+b.pools[store.TalksPool]+b.pools[store.SignedPool] > 0 {
		m.Lines = append(m.Lines, say.T("Project pools now: planned %d, in talks %d, signed %d", "项目库现有：谋划%d个，在谈%d个，签约%d个",
			b.pools[store.PlannedPool], b.pools[store.TalksPool], b.pools[store.SignedPool]))
	}
	return withFunds(m, b.funds)
}

func withFunds(m say.Message, funds []store.Arrival) say.Message {
	if len(funds) > 0 {
		m.Lines = append(m.Lines, reportedLine(funds))
	}
	return m
}
