package tally

import (
	"chainlead/internal/say"
	"chainlead/store"
)

// Chain is a chain's week as its channel reads it: numbers, units, neutral titles.
func (r Report) Chain(id store.ChainID) (say.Message, error) {
	c := r.tx.City().Chain(id)
	title := say.T("%[1]s: weekly update", "%[1]s周动态", c.Title())
	return r.slice(title, c.Title(), OfChain(id))
}

// Unit is a unit's week, on the unit's own figures.
func (r Report) Unit(id store.UnitID) (say.Message, error) {
	u := r.tx.City().Unit(id)
	return r.slice(say.T("%s: weekly update", "%s周动态", u.Title()), u.Title(), OfUnit(id))
}

func (r Report) slice(title, name say.Text, s Slice) (say.Message, error) {
	f := r.of(s)
	if f.Nothing() && len(f.Asks) == 0 {
		return r.quiet(name, f)
	}
	m := say.Message{Title: title, Lines: []say.Text{r.period()}}
	wanted, err := r.asks(f.Asks, r.askLine)
	if err != nil {
		return m, err
	}
	if len(wanted) > 0 {
		wanted = append([]say.Text{say.T("[For the chain leader] %d", "【请链长协调】%d件", len(f.Asks))}, wanted...)
	}
	stuck, err := r.stuck(f.Overdue, r.withUnit)
	if err != nil {
		return m, err
	}
	if promises := followUpsLine(f, r.t.Next, r.t.Cutoff); !promises.Empty() {
		stuck = append([]say.Text{heading("Follow-ups", "跟进"), promises}, stuck...)
	}
	for _, lines := range [][]say.Text{wanted, r.weekLines(f, s), stuck, r.yearLines(f), some(r.notes(f))} {
		if len(lines) > 0 {
			m.Items = append(m.Items, say.Item{Lines: lines})
		}
	}
	return m, nil
}

func some(t say.Text) []say.Text {
	if t.Empty() {
		return nil
	}
	return []say.Text{t}
}

// weekLines are the figures of the week: trips, visits, leads and signings always, the others where there are any (R20).
func (r Report) weekLines(f Figures, s Slice) []say.Text {
	last := r.was(s)
	out := []say.Text{heading("This week", "本周"), tripsLine(f.Week, last)}
	if n := len(f.Joined); n > 0 {
		out = append(out, say.T("Took part in %d of other units: %s", "参加其他单位%d批次：%s", n, say.List(f.Joined...)))
	}
	out = append(out, visitsLine(f.Week, last), validated(leadsLine(f.Week, last), f.Week), signedLine(f.Week, last))
	out = append(out, some(r.talksLine(f))...)
	if len(f.Funds) > 0 {
		out = append(out, reportedLine(f.Funds))
	}
	return out
}

// asks are the lines of the open requests.
func (r Report) asks(all []store.Ask, line func(store.Ask, store.Request, store.Shown) []say.Text) ([]say.Text, error) {
	var out []say.Text
	for _, a := range all {
		if r.desk.Hides(string(a.ID)) {
			continue
		}
		q, err := r.tx.Request(a.ID)
		if err != nil {
			return nil, err
		}
		shown, err := store.Show(r.tx, q, r.to)
		if err != nil {
			return nil, err
		}
		out = append(out, line(a, q, shown)...)
	}
	return out, nil
}

// askLine is a request as a channel reads it: R-7 副产氢供气价格，18日（周五）前需答复（濮阳工业园区）.
func (r Report) askLine(a store.Ask, q store.Request, s store.Shown) []say.Text {
	unit := r.tx.City().Unit(a.Unit).Title()
	if a.By == "" {
		return []say.Text{say.T("%s %s (%s)", "%s %s（%s）", a.ID, s.Words(q.Title), unit)}
	}
	return []say.Text{say.T("%s %s: answer needed by %s (%s)", "%s %s，%s前需答复（%s）", a.ID, s.Words(q.Title), by(a.By, r.t.Cutoff), unit)}
}

func heading(en, zh string) say.Text { return say.T("[%s]", "【%s】", say.Both(en, zh)) }

// quiet is an empty week in one line, which never hides what is stuck.
func (r Report) quiet(name say.Text, f Figures) (say.Message, error) {
	days := say.Days(r.t.From, r.t.Cutoff)
	if len(f.Overdue)+len(f.Due) == 0 {
		return say.Lines(say.T("%s, %s: nothing recorded this week, nothing due or overdue.",
			"%s周动态（%s）：本周无记录，无到期和超期事项。", name, days)), nil
	}
	m := say.Lines(say.T("%s, %s: nothing recorded this week.", "%s周动态（%s）：本周无记录。", name, days))
	var parts []say.Text
	if n := len(f.Overdue); n > 0 {
		parts = append(parts, say.T("Overdue: %d", "超期%d件", n))
	}
	if n := len(f.Due); n > 0 {
		parts = append(parts, say.T("due by %s: %d", "%s前到期%d件", by(r.t.Next, r.t.Cutoff), n))
	}
	m.Lines = append(m.Lines, say.T("%s.", "%s。", say.Join("; ", "；", parts...)))
	stuck, err := r.stuck(f.Overdue, r.withUnit)
	m.Lines = append(m.Lines, stuck...)
	return m, err
}
