package tally

import (
	"strings"

	"chainlead/internal/say"
	"chainlead/store"
)

// namedQuiet is how many chains without records are still named; more are given as a number.
const namedQuiet = 3

// City is the whole city's week: one line a chain in the city's order, the lines adding up to the first ones.
func (r Report) City() (say.Message, error) {
	all := Slice{}
	f, last := r.of(all), r.was(all)
	m := say.Message{Title: say.T("Whole city: weekly update", "全市双招双引周动态"), Lines: []say.Text{r.period()}}
	head := []say.Text{heading("City", "全市"), tripsLine(f.Week, last), visitsLine(f.Week, last), leadsLine(f.Week, last), signedLine(f.Week, last)}
	if n := len(f.Overdue); n > 0 {
		head = append(head, say.T("Overdue %d", "超期%d件", n))
	}
	chains := append([]say.Text{heading("By chain", "各链")}, r.rows()...)
	for _, lines := range [][]say.Text{head, chains, r.reporting(), r.yearLines(f), some(r.notes(f))} {
		if len(lines) > 0 {
			m.Items = append(m.Items, say.Item{Lines: lines})
		}
	}
	return m, nil
}

// reporting tells who declared that there is nothing to report, and who has said nothing (R19).
func (r Report) reporting() []say.Text {
	var out []say.Text
	for _, x := range []struct {
		head  say.Text
		units []store.UnitID
	}{
		{say.T("Declared nothing to report", "零报告"), r.t.Zero},
		{say.T("No report", "未报送"), r.t.Silent},
	} {
		if len(x.units) > 0 {
			out = append(out, say.T("%s: %s", "%s：%s", x.head, UnitList(r.tx, x.units)))
		}
	}
	if len(out) == 0 {
		return nil
	}
	return append([]say.Text{heading("Reporting", "报送")}, out...)
}

// UnitList names units.
func UnitList(tx *store.Tx, ids []store.UnitID) say.Text {
	var out []say.Text
	for _, id := range ids {
		out = append(out, tx.City().Unit(id).Title())
	}
	return say.Join(", ", "、", out...)
}

func (r Report) rows() []say.Text {
	var rows, quiet []say.Text
	for _, c := range append(r.tx.City().Chains, store.Chain{}) {
		f := r.of(OfChain(c.ID))
		if row := rowOf(f); !row.Empty() {
			rows = append(rows, say.T("%s: %s", "%s %s", c.Short(), row))
		} else if c.ID != "" {
			quiet = append(quiet, c.Within())
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

// rowOf is a chain's row with the zero figures left out: 外出3（带队2）接待3批19人 线索2 签约1个3.5亿 超期2.
func rowOf(f Figures) say.Text {
	var out []say.Text
	w := f.Week
	if w.Trips > 0 {
		led := say.Text{}
		if w.Led > 0 {
			led = say.T(" (led %d)", "（带队%d）", w.Led)
		}
		out = append(out, say.T("trips %d%s", "外出%d%s", w.Trips, led))
	}
	if w.Visits > 0 {
		persons := say.Text{}
		if w.Persons > 0 {
			persons = say.T(" with %[1]s", "%[2]d人", say.Count(w.Persons, "visitor", "visitors", ""), w.Persons)
		}
		out = append(out, say.T("visits %d%s", "接待%d批%s", w.Visits, persons))
	}
	if w.Leads > 0 {
		out = append(out, say.T("leads %d", "线索%d", w.Leads))
	}
	if w.Signed > 0 || w.SignedSum > 0 {
		sum := amount(w.SignedSum, w.SignedOther)
		if !sum.Empty() {
			sum = say.T(" (%[1]s)", "%[2]s", sum, strings.TrimSuffix(sum.Plain(say.ZH), "元"))
		}
		out = append(out, say.T("signed %d%s", "签约%d个%s", w.Signed, sum))
	}
	if n := len(f.Overdue); n > 0 {
		out = append(out, say.T("overdue %d", "超期%d", n))
	}
	return spaced(out)
}

// spaced joins the cells of a row: a comma in English; in Chinese a space, which a closing bracket does without.
func spaced(row []say.Text) say.Text {
	var out say.Text
	for i, t := range row {
		if i > 0 {
			zh := " "
			if strings.HasSuffix(out.Plain(say.ZH), "）") {
				zh = ""
			}
			out = say.Cat(out, say.Both(", ", zh))
		}
		out = say.Cat(out, t)
	}
	return out
}
