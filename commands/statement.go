package commands

import (
	"chainlead/internal/calendar"
	"chainlead/internal/reading"
	"chainlead/internal/say"
	"chainlead/internal/tally"
	"chainlead/store"
)

// statement keeps a summary as the unit's own statement (申报数) and compares it with the register: it is no record, and counts nowhere (R9).
func statement(tx *store.Tx, c Call, r reading.Report, text string) (Reply, error) {
	f := filed(tx, c.who, r, text)
	if len(r.Units) > 0 && store.UnitID(r.Units[0].ID) != f.Unit {
		return Reply{}, say.Problemf("These are figures of %s. Please let its liaison or the office state them.", "这是%s的汇总数，请由该单位联络员或招商办申报。", tx.City().Unit(store.UnitID(r.Units[0].ID)).Title())
	}
	from, to := r.Date, cmpOr(r.DateEnd, r.Date)
	if from == "" {
		return Reply{}, say.Problemf("Which period are these figures of? Please name it, such as September.", "这是哪个时段的汇总数？请写明，如“9月”。")
	}
	if from > tx.Today() {
		return Reply{}, say.Problemf("That period hasn't begun. Please check it.", "该时段尚未开始，请核对。")
	}
	to = min(to, tx.Today())
	s := store.Statement{Unit: f.Unit, From: from, To: to, Counts: r.Counts, Text: text}
	if err := tx.PutStatement(&s); err != nil {
		return Reply{}, err
	}
	return compared(tx, s)
}

// compared sets a statement beside what is recorded.
func compared(tx *store.Tx, s store.Statement) (Reply, error) {
	have, err := tally.Counted(tx, tally.Span{From: s.From, To: s.To}, tally.OfUnit(s.Unit))
	if err != nil {
		return Reply{}, err
	}
	period := say.Days(calendar.Day(s.From), calendar.Day(s.To))
	m := say.Message{
		Title: say.T("This is a total for %[1]s. It is kept as %[2]s's own statement, not as a record.", "这是%[1]s汇总数，已存为%[2]s申报数，不作单条登记。", period, tx.City().Unit(s.Unit).Title()),
		Lines: []say.Text{say.T("Against the register (%s):", "与台账核对（%s）", period)},
	}
	short := 0
	for _, x := range []struct {
		key  string
		name say.Text
		have int
	}{
		{"trips", say.T("outward trips", "外出招商"), have.Trips}, {"trips_led", say.T("led by leaders", "领导带队"), have.Led}, {"visits", say.T("inward visits", "接待客商"), have.Visits},
		{"leads", say.T("leads", "线索"), have.Leads}, {"signed", say.T("signed", "签约"), have.Signed},
	} {
		stated, ok := s.Counts[x.key]
		if !ok {
			continue
		}
		m.Lines = append(m.Lines, comparison(x.name, stated, x.have))
		if x.key == "trips" {
			short = stated - x.have
		}
	}
	if short > 0 {
		m.Lines = append(m.Lines, say.T("Please add the %s (when, where, who led, whom you met); what is not added does not count.", "请补报缺少的%s明细（时间、地点、带队领导、对接企业）；未补报的不计入。", say.Count(short, "missing trip", "missing trips", "批次")))
		m.Buttons = append(m.Buttons, say.Button{Label: say.T("Report a trip", "补报出差"), Command: "/trip"})
	}
	return Reply{Message: m}, nil
}

func comparison(what say.Text, stated, have int) say.Text {
	switch {
	case stated == have:
		return say.Capital(say.T("%s: stated %d, recorded %d, the same", "%s 申报%d，台账%d，一致", what, stated, have))
	case stated > have:
		return say.Capital(say.T("%s: stated %d, recorded %d, %d missing", "%s 申报%d，台账%d，差%d", what, stated, have, stated-have))
	}
	return say.Capital(say.T("%s: stated %d, recorded %d, %d more", "%s 申报%d，台账%d，多%d", what, stated, have, have-stated))
}
