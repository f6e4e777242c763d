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
	f := Of(r.t, s)
	if f.Nothing() {
		return r.quiet(name, f)
	}
	stuck, err := r.stuck(f.Overdue, r.withUnit)
	if err != nil {
		return say.Message{}, err
	}
	m := say.Message{Title: title, Lines: []say.Text{r.period()}}
	week := []say.Text{heading("This week", "本周"), tripsLine(f.Week, r.was(s)), leadsLine(f.Week, r.was(s))}
	if f.Joined > 0 {
		week = append(week, say.T("Took part in %s of other units", "参加其他单位外出招商%s", say.Count(f.Joined, "trip", "trips", "批次")))
	}
	m.Items = append(m.Items, say.Item{Lines: week})
	if len(f.Closed)+len(f.Overdue)+len(f.Due) > 0 {
		lines := []say.Text{heading("Follow-ups", "跟进"), followUpsLine(f, r.t.Next, r.t.Cutoff)}
		m.Items = append(m.Items, say.Item{Lines: append(lines, stuck...)})
	}
	if n := r.notes(f); !n.Empty() {
		m.Items = append(m.Items, say.Item{Lines: []say.Text{n}})
	}
	return m, nil
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
