package tally

import (
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
}

// NewReport prepares to say a tally to an audience. The previous tally is read as it was frozen.
func NewReport(tx *store.Tx, t store.Tally, to store.Audience) (Report, error) {
	r := Report{tx: tx, t: t, to: to}
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

// was is last week's figures of a slice; nil if no tally was made then.
func (r Report) was(s Slice) *Flow {
	if r.last == nil {
		return nil
	}
	f := Of(*r.last, s).Week
	return &f
}

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

func leadsLine(f Flow, last *Flow) say.Text {
	parts := []say.Text{say.T("New leads %d%s", "新增线索%d条%s", f.Leads, lastWeek(last, func(w Flow) int { return w.Leads }))}
	if sum := investment(f); !sum.Empty() {
		parts = append(parts, say.T("intended investment %s", "意向投资%s", sum))
	}
	if f.LeadsNoSum > 0 {
		parts = append(parts, say.T("%d without a sum", "%d条未填金额", f.LeadsNoSum))
	}
	return say.Join(", ", "，", parts...)
}

// investment is the leads' sum in yuan, with the sums in other currencies named apart: 4.7亿元（另500万欧元）.
func investment(f Flow) say.Text {
	var others []say.Text
	for _, s := range f.LeadsOther {
		others = append(others, say.T("%s", "%s", s))
	}
	other := say.Join(", ", "、", others...)
	yuan := say.T("%s", "%s", yuan(f.LeadsSum))
	switch {
	case f.LeadsSum == 0:
		return other
	case other.Empty():
		return yuan
	}
	return say.T("%s (and %s)", "%s（另%s）", yuan, other)
}

func yuan(fen int64) money.Sum { return money.Sum{Minor: fen, Currency: money.Yuan(0).Currency} }

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
		if p.Days < set.ListFrom {
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

// notes is the closing line: what was reported late or taken back, and trips that only touch the chain.
func (r Report) notes(f Figures) say.Text {
	var changes []say.Text
	if n := f.Late.Trips; n > 0 {
		changes = append(changes, say.T("%s reported late%s", "补报外出招商%s%s", say.Count(n, "earlier trip", "earlier trips", "批次"), ledNote(f.Late)))
	}
	if n := f.Late.Leads; n > 0 {
		changes = append(changes, say.T("%s reported late", "补报线索%s", say.Count(n, "earlier lead", "earlier leads", "条")))
	}
	if n := f.Gone.Trips; n > 0 {
		changes = append(changes, say.T("%s withdrawn%s", "核减外出招商%s%s", say.Count(n, "trip", "trips", "批次"), ledNote(f.Gone)))
	}
	if n := f.Gone.Leads; n > 0 {
		changes = append(changes, say.T("%s withdrawn", "核减线索%s", say.Count(n, "lead", "leads", "条")))
	}
	if f.LedMore != 0 {
		changes = append(changes, say.T("led by leaders corrected by %d", "领导带队更正%d批次", f.LedMore))
	}
	sentences := []say.Text{}
	if len(changes) > 0 {
		sentences = append(sentences, say.T("%s.", "%s。", say.Join("; ", "；", changes...)))
	}
	sentences = append(sentences, r.touched(f)...)
	if len(sentences) == 0 {
		return say.Text{}
	}
	return say.T("[Notes] %s", "【说明】%s", say.Join(" ", "", sentences...))
}

// touched names the trips that touched a chain and count under another.
func (r Report) touched(f Figures) []say.Text {
	var out []say.Text
	for _, c := range append(r.tx.City().Chains, store.Chain{}) {
		switch n := f.Touched[c.ID]; {
		case n == 1:
			out = append(out, say.T("1 more trip touched this chain and counts under %[1]s.", "另有1批次涉及本链，计入%[2]s。", c.Short(), c.Title()))
		case n > 1:
			out = append(out, say.T("%[1]d more trips touched this chain and count under %[2]s.", "另有%[1]d批次涉及本链，计入%[3]s。", n, c.Short(), c.Title()))
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
