package commands

import (
	"errors"
	"strings"

	"chainlead/internal/calendar"
	"chainlead/internal/reading"
	"chainlead/internal/say"
	"chainlead/internal/tally"
	"chainlead/store"
)

var _ = add(Command{
	Name: "tally", Alias: "周报",
	Usage: say.T("a chain, a unit or the city; this week, last week, October, 1–15 Nov", "链、单位或全市；本周、上周、10月、11月1日—15日"),
	Short: say.T("The tally of any period, as of now", "任意时段的统计，截至现在"),
	Run:   tallyCommand,
})

// tallyCommand says what a chain, a unit or the city has recorded in a period: the open week unless another is typed.
func tallyCommand(tx *store.Tx, c Call) (Reply, error) {
	p := c.who
	r, err := read(tx, p, "", c.Text)
	if err != nil {
		return Reply{}, err
	}
	s, err := sliceOf(tx, p, r, c.Text)
	if err != nil {
		return Reply{}, err
	}
	span, ok := tally.ParseSpan(c.Text, tx.Today())
	if !ok && r.Date != "" {
		span, ok = tally.Span{From: r.Date, To: cmpOr(r.DateEnd, r.Date)}, true
	}
	switch {
	case detailed(c.Text) && (!ok || span.Week):
		return detail(tx, p, span, s)
	case ok && !span.Week:
		return spanReply(tx, p, span, s, detailed(c.Text))
	}
	return weekReply(tx, p, span, s)
}

// sliceOf is the part of the city a line asks about: a chain or a unit it names, the city, else the asker's own chain or unit.
func sliceOf(tx *store.Tx, p store.Person, r reading.Report, text string) (tally.Slice, error) {
	chain := cmpOr(r.Chain.ID, r.ChainHint.ID)
	if chain == "" {
		chain = string(chainNamed(tx.City(), text))
	}
	switch {
	case tally.WholeCity(text):
		return tally.Slice{}, nil
	case strings.Contains(text, "未归链"):
		return tally.OfChain(""), nil
	case chain != "":
		return tally.OfChain(store.ChainID(chain)), nil
	case len(r.Units) > 0:
		id := store.UnitID(r.Units[0].ID)
		if !tx.May(p, store.MayTallyUnit, store.Subject{Units: []store.UnitID{id}}) {
			return tally.Slice{}, say.Problemf("You may ask for your own unit, any chain, or the whole city.", "您可查询本单位、各产业链和全市的统计。")
		}
		return tally.OfUnit(id), nil
	}
	if strings.Contains(text, "链") || tally.Mentions(text, "chain") {
		return tally.Slice{}, say.Problemf("There is no such chain. The city's chains: %s", "没有这条产业链。本市产业链：%s", chainList(tx.City()))
	}
	if chains := tx.ChainsOf(p, tx.Today()); len(chains) > 0 && !tally.OwnUnit(text) {
		return tally.OfChain(chains[0]), nil
	}
	if tx.May(p, store.MayRecordOther, store.Subject{}) && !tally.OwnUnit(text) {
		return tally.Slice{}, nil
	}
	return tally.OfUnit(p.Unit), nil
}

func chainList(c *store.City) say.Text {
	var out []say.Text
	for _, ch := range c.Chains {
		out = append(out, ch.Short())
	}
	return say.Join(", ", "、", out...)
}

// chainNamed is the chain whose name or alias stands in a text.
func chainNamed(c *store.City, text string) store.ChainID {
	for _, ch := range c.Chains {
		for _, a := range append([]string{ch.Name, ch.EN}, ch.Aliases...) {
			if a != "" && tally.Mentions(text, a) {
				return ch.ID
			}
		}
	}
	return ""
}

// weekReply says an open or a past week: the open one by the same rules with now as its end, a past one as it was posted.
func weekReply(tx *store.Tx, p store.Person, span tally.Span, s tally.Slice) (Reply, error) {
	t, err := weekOf(tx, span)
	if err != nil {
		return Reply{}, err
	}
	rep, err := tally.NewReport(tx, t, store.To(p))
	if err != nil {
		return Reply{}, err
	}
	m, err := rep.Slice(s)
	if err != nil || t.Made.IsZero() {
		return Reply{Message: m}, err
	}
	now, err := rep.Since(s)
	if err == nil && !now.Empty() {
		m.Items = append(m.Items, say.Item{Lines: []say.Text{now}})
	}
	return Reply{Message: m}, err
}

func detailed(text string) bool {
	return strings.Contains(text, "明细") || strings.Contains(strings.ToLower(text), "detail")
}

// detail lists the IDs behind a week's figures, as far as the asker may see them.
func detail(tx *store.Tx, p store.Person, span tally.Span, s tally.Slice) (Reply, error) {
	t, err := weekOf(tx, span)
	if err != nil {
		return Reply{}, err
	}
	rep, err := tally.NewReport(tx, t, store.To(p))
	if err != nil {
		return Reply{}, err
	}
	m, err := rep.Detail(s, seenBy(tx, p))
	return Reply{Message: m}, err
}

// seenBy says which records someone may see behind a figure.
func seenBy(tx *store.Tx, p store.Person) func(string, store.Filed) bool {
	return func(_ string, f store.Filed) bool {
		return tx.May(p, store.MayDetail, store.Subject{People: []store.PersonID{f.Reporter}, Units: []store.UnitID{f.Unit}, Chain: f.Chain})
	}
}

func weekOf(tx *store.Tx, span tally.Span) (store.Tally, error) {
	open := tally.Open(tx)
	if !span.Week || span.From >= open.From {
		return tally.Count(tx, open)
	}
	cutoff := tally.Previous(open.Cutoff, tx.Calendar())
	t, err := tx.TallyOf(cutoff)
	if errors.Is(err, store.ErrNotFound) {
		return tally.Count(tx, tally.PeriodOf(tx, cutoff))
	}
	return t, err
}

// spanReply says what lies between two days, as of now.
func spanReply(tx *store.Tx, p store.Person, span tally.Span, s tally.Slice, detail bool) (Reply, error) {
	if span.From > tx.Today() {
		return Reply{}, say.Problemf("That period hasn't begun. Please choose one up to today.", "该时段尚未开始，请选择今天及以前的时段。")
	}
	span.To = calendar.Day(min(string(span.To), string(tx.Today())))
	if detail {
		m, err := tally.BetweenDetail(tx, span, s, seenBy(tx, p))
		return Reply{Message: m}, err
	}
	m, err := tally.Between(tx, span, s)
	return Reply{Message: m}, err
}
