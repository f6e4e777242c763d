package tally

import (
	"strings"
	"time"

	"chainlead/internal/calendar"
	"chainlead/internal/money"
	"chainlead/internal/say"
	"chainlead/store"
)

// A Report is a tally about to be said to someone: the figures of its period, last week's as they were posted, and who reads.
type Report struct {
	tx   *store.Tx
	t    store.Tally
	last *store.Tally // the previous tally as posted (R17); nil if there was none
	to   store.Audience
	desk store.Desk // what the office has taken out
}

// NewReport prepares to say a tally to an audience. The previous tally is read as it was frozen.
func NewReport(tx *store.Tx, t store.Tally, to store.Audience) (Report, error) {
	desk, err := tx.Desk(t.Cutoff)
	if err != nil {
		return Report{}, err
	}
	r := Report{tx: tx, t: t, to: to, desk: desk}
	last, err := tx.TallyOf(t.From.Add(-1))
	switch {
	case err == store.ErrNotFound:
		return r, nil
	case err != nil:
		return r, err
	}
	r.last = &last
	return r, nil
}

// To is the same tally for another audience.
func (r Report) To(to store.Audience) Report {
	r.to = to
	return r
}

// was is last week's figures of a slice; nil if no tally was made then.
func (r Report) was(s Slice) *Flow {
	if r.last == nil {
		return nil
	}
	f := Of(*r.last, s, store.Opening{}).Week
	return &f
}

// of is the tally's figures of a slice.
func (r Report) of(s Slice) Figures { return Of(r.t, s, r.tx.City().Opening) }

// period is the line under a title: 11月5日—11日（截至周五17:00）.
func (r Report) period() say.Text {
	at := r.tx.Local(r.t.At)
	day := calendar.DayOf(at)
	clock := at.Format("15:04")
	if day == r.t.Cutoff {
		return say.T("%s (as of %s %s)", "%s（截至%s%s）", say.Days(r.t.From, r.t.Cutoff), say.Weekday(day), clock)
	}
	return say.T("%s, as of %s %s", "%s，截至%s%s", say.Days(r.t.From, r.t.Cutoff), say.Date(day), clock)
}

// lastWeek is （上周5）, or nothing without a previous tally.
func lastWeek(last *Flow, n func(Flow) int) say.Text {
	if last == nil {
		return say.Text{}
	}
	return say.T(" (last week %d)", "（上周%d）", n(*last))
}

func tripsLine(f Flow, last *Flow) say.Text {
	return say.T("Outward trips %d%s, led by leaders %d%s", "外出招商%d批次%s，领导带队%d%s",
		f.Trips, lastWeek(last, func(w Flow) int { return w.Trips }), f.Led, lastWeek(last, func(w Flow) int { return w.Led }))
}

func visitsLine(f Flow, last *Flow) say.Text {
	was := say.Text{}
	if last != nil {
		was = say.T(" (last week %[1]d and %[2]d)", "（上周%[1]d批次%[2]d人次）", last.Visits, last.Persons)
	}
	parts := []say.Text{say.T("Inward visits %d, visitors %d%s", "接待客商%d批次%d人次%s", f.Visits, f.Persons, was)}
	if f.NoHeads > 0 {
		parts = append(parts, say.T("%s without a head count", "%s未填人数", say.Count(f.NoHeads, "visit", "visits", "批次")))
	}
	return say.Join("; ", "，", parts...)
}

func leadsLine(f Flow, last *Flow) say.Text {
	parts := []say.Text{say.T("New leads %d%s", "新增线索%d条%s", f.Leads, lastWeek(last, func(w Flow) int { return w.Leads }))}
	if sum := amount(f.LeadsSum, f.LeadsOther); !sum.Empty() {
		parts = append(parts, say.T("intended investment %s", "意向投资%s", sum))
	}
	if f.LeadsNoSum > 0 {
		parts = append(parts, say.T("%d without a sum", "%d条未填金额", f.LeadsNoSum))
	}
	return say.Join(", ", "，", parts...)
}

// validated adds the leads judged valid, which needn't be among the new ones.
func validated(line say.Text, f Flow) say.Text {
	if f.Valid == 0 {
		return line
	}
	return say.Join("; ", "；", line, say.T("judged valid %d", "研判有效%d条", f.Valid))
}

// signedLine is 签约1个3.5亿元（上周1个5亿元）.
func signedLine(f Flow, last *Flow) say.Text {
	was := say.Text{}
	if last != nil {
		was = say.T(" (last week %s)", "（上周%s）", signedWords(*last))
	}
	line := say.T("Signed %s%s", "签约%s%s", signedWords(f), was)
	if f.SignedNoSum > 0 {
		line = say.Join("; ", "，", line, say.T("%d without a sum", "%d个未填金额", f.SignedNoSum))
	}
	return line
}

func signedWords(f Flow) say.Text {
	n := say.T("%d", "%d个", f.Signed)
	return say.Join(", ", "", n, amount(f.SignedSum, f.SignedOther))
}

// amount is a sum in yuan, with the sums in other currencies named apart: 4.7亿元（另500万欧元）.
func amount(fen int64, others []money.Sum) say.Text {
	var apart []say.Text
	for _, s := range others {
		apart = append(apart, say.T("%s", "%s", s))
	}
	other := say.Join(", ", "、", apart...)
	own := say.T("%s", "%s", yuan(fen))
	switch {
	case fen == 0:
		return other
	case other.Empty():
		return own
	}
	return say.T("%s (and %s)", "%s（另%s）", own, other)
}

// Yuan is a sum of fen.
func Yuan(fen int64) money.Sum { return yuan(fen) }

func yuan(fen int64) money.Sum { return money.Sum{Minor: fen, Currency: money.CNY} }

// talksLine is the stock of projects in talks with its flows (R10): 在谈21个（新进1、转签约1），60天以上未联系2个.
func (r Report) talksLine(f Figures) say.Text {
	if f.Talks+f.TalksNew+f.TalksSigned+f.TalksOut == 0 {
		return say.Text{}
	}
	var flows []say.Text
	for _, w := range []struct {
		n      int
		en, zh string
	}{{f.TalksNew, "new", "新进"}, {f.TalksSigned, "signed", "转签约"}, {f.TalksOut, "left otherwise", "其他转出"}} {
		if w.n > 0 {
			flows = append(flows, say.T("%[1]d %[2]s", "%[2]s%[1]d", w.n, say.Both(w.en, w.zh)))
		}
	}
	line := say.T("In talks %d", "在谈%d个", f.Talks)
	if len(flows) > 0 {
		line = say.Cat(line, say.T(" (%s)", "（%s）", say.Join(", ", "、", flows...)))
	}
	if n := len(f.Idle); n > 0 {
		line = say.Join("; ", "，", line, say.T("%[1]d without contact for %[2]d days or more", "%[2]d天以上未联系%[1]d个", n, r.tx.City().Settings.Idle))
	}
	return line
}

// reportedLine is the money reported as arrived, before it is audited (R12).
func reportedLine(funds []store.Arrival) say.Text {
	var total int64
	for _, a := range funds {
		total += a.Sum
	}
	return say.T("Arrived money reported %s (before the monthly audit)", "报送到位资金%s（待月度审核）", yuan(total))
}

// yearLines are the year's totals (R18); the city's leave the money to the chains.
func (r Report) yearLines(f Figures) []say.Text {
	y := f.Year
	if y == (store.Sums{}) && len(f.Arrived) == 0 {
		return nil
	}
	out := []say.Text{heading("Year to date", "今年累计"),
		say.T("Outward trips %d (led %d), inward visits %d, visitors %d", "外出招商%d批次（领导带队%d），接待%d批次%d人次", y.Trips, y.Led, y.Visits, y.Persons),
		say.T("Leads %d, signed %s", "线索%d条，签约%s", y.Leads, signedWords(Flow{Sums: y}))}
	for _, a := range f.Arrived {
		out = append(out, say.T("%s arrived %s (%s, audited)", "到位%s%s（%s审核数）", say.Capital(store.OriginTitle(a.Origin)), yuan(a.Sum), Months(a.First, a.Month)))
	}
	return out
}

// Months is 1—9月 / January–September, from two months such as 2022-01.
func Months(first, last string) say.Text {
	from, to := monthOfYear(first), monthOfYear(last)
	if from == to {
		return say.T("%[2]s", "%[1]d月", int(to), to.String())
	}
	return say.T("%[3]s–%[4]s", "%[1]d—%[2]d月", int(from), int(to), from.String(), to.String())
}

func monthOfYear(month string) time.Month { return calendar.Day(month + "-01").Month() }

// followUpsLine is the promises in one line, the zeros left out.
func followUpsLine(f Figures, next calendar.Day, from calendar.Day) say.Text {
	var parts []say.Text
	if n := len(f.Closed); n > 0 {
		parts = append(parts, say.T("closed %d (%d on time)", "办结%d件（按期%d）", n, f.OnTime))
	}
	if n := len(f.Overdue); n > 0 {
		parts = append(parts, say.T("overdue %d", "超期%d件", n))
	}
	if n := len(f.Due); n > 0 {
		parts = append(parts, say.T("due by %s %d", "%s前到期%d件", by(next, from), n))
	}
	return say.Capital(say.Join("; ", "；", parts...))
}

// by is a day a tally names after its period: Chinese leaves out the month it shares with it, English keeps it.
func by(d, named calendar.Day) say.Text {
	return say.Text{EN: say.Date(d).EN, ZH: say.DateAfter(d, named).ZH}
}

// stuck lists the promises that are named (R13): overdue from so many working days on, most days first, five at most.
func (r Report) stuck(overdue []store.Promise, line func(store.Promise, store.FollowUp, store.Shown) (say.Text, error)) ([]say.Text, error) {
	set := r.tx.City().Settings
	var out []say.Text
	more := 0
	for _, p := range overdue {
		if p.Days < set.ListFrom || r.desk.Hides(string(p.ID)) {
			continue
		}
		if len(out) == set.ListMost {
			more++
			continue
		}
		f, err := r.tx.FollowUp(p.ID)
		if err != nil {
			return nil, err
		}
		shown, err := store.Show(r.tx, f, r.to)
		if err != nil {
			return nil, err
		}
		t, err := line(p, f, shown)
		if err != nil {
			return nil, err
		}
		out = append(out, t)
	}
	if more > 0 {
		out = append(out, say.T("and %d more", "另%d件", more))
	}
	return out, nil
}

// withUnit is a line of what is stuck as a channel reads it: by the name of the item and the unit.
func (r Report) withUnit(p store.Promise, _ store.FollowUp, s store.Shown) (say.Text, error) {
	return say.T("%s %s: %s overdue (%s)", "%s %s，超期%s（%s）", s.ID, s.Title(), WorkingDays(p.Days), r.tx.City().Unit(p.Unit).Title()), nil
}

// WorkingDays is 4 working days / 4个工作日.
func WorkingDays(n int) say.Text { return say.Count(n, "working day", "working days", "个工作日") }

// notes is the closing line: what was reported late, taken back or corrected, what counts into the year before, and trips that only touch
// the chain.
func (r Report) notes(f Figures) say.Text {
	var changes []say.Text
	changes = append(changes, late(f.Late)...)
	changes = append(changes, gone(f.Gone)...)
	changes = append(changes, adjusted(f.Adjusted)...)
	var sentences []say.Text
	if len(changes) > 0 {
		changes = append(changes, say.T("all included in the year to date", "均已计入累计"))
		sentences = append(sentences, say.T("%s.", "%s。", say.Join("; ", "；", changes...)))
	}
	if old := oldYear(f.OldYear); !old.Empty() {
		sentences = append(sentences, say.T("Of these, %s count into the year before.", "其中%s计入上年。", old))
	}
	if n := len(f.Ended); n > 0 {
		sentences = append(sentences, say.T("Terminated after signing: %s.", "签约后终止%[2]d个（%[1]s）。", say.List(f.Ended...), n))
	}
	sentences = append(sentences, r.touched(f)...)
	sentences = append(sentences, r.workdays()...)
	if len(sentences) == 0 {
		return say.Text{}
	}
	return say.T("[Notes] %s", "【说明】%s", say.Join(" ", "", sentences...))
}

// late is what was reported late (B).
func late(f Flow) []say.Text {
	var out []say.Text
	if n := f.Trips; n > 0 {
		out = append(out, say.T("%s reported late%s", "补报外出招商%s%s", say.Count(n, "earlier trip", "earlier trips", "批次"), ledNote(f)))
	}
	if n := f.Visits; n > 0 {
		out = append(out, say.T("%s reported late%s", "补报接待%s%s", say.Count(n, "earlier visit", "earlier visits", "批次"), heads(f)))
	}
	if n := f.Leads; n > 0 {
		out = append(out, say.T("%s reported late", "补报线索%s", say.Count(n, "earlier lead", "earlier leads", "条")))
	}
	if f.Signed > 0 || f.SignedSum != 0 {
		out = append(out, say.T("%s reported late", "补报签约%[2]s", say.Count(f.Signed, "earlier signing", "earlier signings", "个"), signedWords(f)))
	}
	return out
}

// gone is what was taken back (X).
func gone(f Flow) []say.Text {
	var out []say.Text
	if n := f.Trips; n > 0 {
		out = append(out, say.T("%s withdrawn%s", "核减外出招商%s%s", say.Count(n, "trip", "trips", "批次"), ledNote(f)))
	}
	if n := f.Visits; n > 0 {
		out = append(out, say.T("%s withdrawn%s", "核减接待%s%s", say.Count(n, "visit", "visits", "批次"), heads(f)))
	}
	if n := f.Leads; n > 0 {
		out = append(out, say.T("%s withdrawn", "核减线索%s", say.Count(n, "lead", "leads", "条")))
	}
	if f.Signed > 0 || f.SignedSum != 0 {
		out = append(out, say.T("%s withdrawn", "核减签约%[2]s", say.Count(f.Signed, "signing", "signings", "个"), signedWords(f)))
	}
	return out
}

// adjusted is how the values of what was counted before have changed (A).
func adjusted(a store.Sums) []say.Text {
	var out []say.Text
	change := func(n int, en, zh, measure string) {
		if n != 0 {
			out = append(out, say.T("%[2]s corrected by %[1]s%[3]d", "%[2]s更正%[4]s%[3]d%[5]s", say.Both(sign(n), ""), say.Both(en, zh), max(n, -n), say.Both("", moreOrLess(n)), measure))
		}
	}
	change(a.Led, "led by leaders", "领导带队", "批次")
	change(a.Persons, "visitors", "接待人次", "人次")
	if n := a.SignedSum; n != 0 {
		out = append(out, say.T("signed amount corrected by CNY %[1]s%[2]s", "签约额更正%[3]s%[4]s", say.Both(sign(int(n)), ""),
			say.Both(strings.TrimPrefix(yuan(max(n, -n)).En(), "CNY "), ""), say.Both("", moreOrLess(int(n))), yuan(max(n, -n))))
	}
	return out
}

func sign(n int) string {
	if n < 0 {
		return "−"
	}
	return "+"
}

func moreOrLess(n int) string {
	if n < 0 {
		return "减少"
	}
	return "增加"
}

func oldYear(f Flow) say.Text {
	var out []say.Text
	if f.Trips > 0 {
		out = append(out, say.Count(f.Trips, "trip", "trips", "批次外出"))
	}
	if f.Visits > 0 {
		out = append(out, say.Count(f.Visits, "visit", "visits", "批次接待"))
	}
	if f.Signed > 0 {
		out = append(out, say.Count(f.Signed, "signing", "signings", "个签约"))
	}
	if f.Leads > 0 {
		out = append(out, say.Count(f.Leads, "lead", "leads", "条线索"))
	}
	return say.Join(", ", "、", out...)
}

// heads is the persons of visits in a note.
func heads(f Flow) say.Text {
	if f.Persons == 0 {
		return say.Text{}
	}
	return say.T(" with %s", "%s", say.Count(f.Persons, "visitor", "visitors", "人次"))
}

// workdays notes that the two weeks compared aren't of one length (R17).
func (r Report) workdays() []say.Text {
	if r.last == nil {
		return nil
	}
	c := r.tx.Calendar()
	now, then := c.WorkingBetween(r.t.From.Add(-1), r.t.Cutoff), c.WorkingBetween(r.last.From.Add(-1), r.last.Cutoff)
	if now == then {
		return nil
	}
	return []say.Text{say.T("This period has %s, the last one %d.", "本期%s，上期%d个。", WorkingDays(now), then)}
}

// touched names the trips that touched a chain and count under another.
func (r Report) touched(f Figures) []say.Text {
	var out []say.Text
	for _, c := range append(r.tx.City().Chains, store.Chain{}) {
		switch n := f.Touched[c.ID]; {
		case n == 1:
			out = append(out, say.T("1 more trip touched this chain and counts under %[1]s.", "另有1批次涉及本链，计入%[2]s。", c.Within(), c.Title()))
		case n > 1:
			out = append(out, say.T("%[1]d more trips touched this chain and count under %[2]s.", "另有%[1]d批次涉及本链，计入%[3]s。", n, c.Within(), c.Title()))
		}
	}
	return out
}

func ledNote(f Flow) say.Text {
	switch {
	case f.Led == 0:
		return say.Text{}
	case f.Led == f.Trips:
		return say.T(" (led)", "（领导带队）")
	}
	return say.T(" (%d led)", "（领导带队%d）", f.Led)
}
