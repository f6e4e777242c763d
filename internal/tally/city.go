package tally

import (
	"chainlead/internal/say"
	"chainlead/store"
)

// namedQuiet is how many chains without records are still named; more are given as a number.
const namedQuiet = 3

// City is the whole city's week: one line a chain in the city's order, the lines adding up to the first ones.
func (r Report) City() (say.Message, error) {
	all := Slice{}
	f, last := Of(r.t, all), r.was(all)
	m := say.Message{Title: say.T("Whole city: weekly update", "全市双招双引周动态"), Lines: []say.Text{r.period()}}
	head := []say.Text{heading("City", "全市"), tripsLine(f.Week, last), leadsLine(f.Week, last)}
	if n := len(f.Overdue); n > 0 {
		head = append(head, say.T("Overdue %d", "超期%d件", n))
	}
	m.Items = append(m.Items, say.Item{Lines: head}, say.Item{Lines: append([]say.Text{heading("By chain", "各链")}, r.rows()...)})
	if n := r.notes(f); !n.Empty() {
		m.Items = append(m.Items, say.Item{Lines: []say.Text{n}})
	}
	return m, nil
}

func (r Report) rows() []say.Text {
	var rows, quiet []say.Text
	for _, c := range append(r.tx.City().Chains, store.Chain{}) {
		f := Of(r.t, OfChain(c.ID))
		if row := cells(f); !row.Empty() {
			rows = append(rows, say.T("%s: %s", "%s %s", c.Short(), row))
		} else if c.ID != "" {
			quiet = append(quiet, c.Short())
		}
	}
	switch {
	case len(quiet) == 0:
	case len(quiet) <= namedQuiet || len(rows) == 0 && len(quiet) < len(r.tx.City().Chains):
		rows = append(rows, say.T("Nothing recorded this week: %s", "本周无记录：%s", say.Join(", ", "、", quiet...)))
	case len(rows) == 0:
		rows = append(rows, say.T("Nothing recorded this week in any chain", "各链本周均无记录"))
	default:
		rows = append(rows, say.T("%d other chains: nothing recorded this week", "其余%d链本周无记录", len(quiet)))
	}
	return rows
}

// cells is a chain's row with the zero figures left out.
func cells(f Figures) say.Text {
	var out []say.Text
	if f.Week.Trips > 0 {
		led := say.Text{}
		if f.Week.Led > 0 {
			led = say.T(" (led %d)", "（带队%d）", f.Week.Led)
		}
		out = append(out, say.T("trips %d%s", "外出%d%s", f.Week.Trips, led))
	}
	if f.Week.Leads > 0 {
		out = append(out, say.T("leads %d", "线索%d", f.Week.Leads))
	}
	if n := len(f.Overdue); n > 0 {
		out = append(out, say.T("overdue %d", "超期%d", n))
	}
	return say.Join(", ", " ", out...)
}
