package tally

import (
	"cmp"
	"slices"
	"strings"

	"chainlead/internal/money"
	"chainlead/internal/say"
	"chainlead/store"
)

// highlights is how much of what moved the leader's copy names.
const highlights = 3

// Leader is a chain's week as its leader and liaison read it: what is asked of them; what moved, with names; what is stuck, and whose it
// is; the figures.
func (r Report) Leader(id store.ChainID) (say.Message, error) {
	c, f := r.tx.City().Chain(id), r.of(OfChain(id))
	if f.Nothing() && len(f.Asks) == 0 {
		return r.quiet(c.Title(), f)
	}
	m := say.Message{
		Title: say.T("%s: weekly update (for the chain leader)", "%s周动态（链长专送）", c.Title()),
		Lines: []say.Text{r.period()},
	}
	wanted, err := r.asks(f.Asks, r.askInFull)
	if err != nil {
		return m, err
	}
	moved, err := r.moved(id)
	if err != nil {
		return m, err
	}
	stuck, err := r.stuck(f.Overdue, r.withOwner)
	if err != nil {
		return m, err
	}
	idle, err := r.idle(f.Idle)
	if err != nil {
		return m, err
	}
	if len(wanted) > 0 {
		m.Items = appendSection(m.Items, say.T("[Your decision] %d", "【请您协调】%d件", len(f.Asks)), wanted)
	}
	m.Items = appendSection(m.Items, heading("What moved", "重点进展"), moved)
	m.Items = appendSection(m.Items, heading("What is stuck", "卡点"), append(stuck, some(idle)...))
	figures, err := r.figures(id, f)
	m.Items = appendSection(m.Items, heading("Figures", "数字"), figures)
	return m, err
}

// askInFull is a request with what was tried and what is proposed.
func (r Report) askInFull(a store.Ask, q store.Request, s store.Shown) []say.Text {
	unit := r.tx.City().Unit(a.Unit).Title()
	head := say.T("%s %s", "%s %s", a.ID, s.Words(q.Title))
	if a.By != "" {
		head = say.T("%s %s: answer needed by %s", "%s %s，%s前需答复", a.ID, s.Words(q.Title), by(a.By, r.t.Cutoff))
	}
	var told []say.Text
	for _, words := range []string{cmp.Or(q.Tried, q.Stuck)} {
		if words != "" {
			told = append(told, s.Words(words))
		}
	}
	if q.Wanted != "" {
		told = append(told, say.T("proposed: %s", "建议%s", s.Words(strings.TrimPrefix(q.Wanted, "建议"))))
	}
	if len(told) == 0 {
		return []say.Text{say.T("%s (%s)", "%s（%s）", head, unit)}
	}
	return []say.Text{head, say.T("%s (%s)", "%s（%s）", say.Join("; ", "，", told...), unit)}
}

// idle names the projects without contact (R10).
func (r Report) idle(all []store.Talk) (say.Text, error) {
	var out []say.Text
	for _, k := range all {
		if r.desk.Hides(string(k.ID)) || len(out) == r.tx.City().Settings.ListMost {
			continue
		}
		p, err := r.tx.Project(k.ID)
		if err != nil {
			return say.Text{}, err
		}
		s, err := store.Show(r.tx, p, r.to)
		if err != nil {
			return say.Text{}, err
		}
		out = append(out, say.T("%s (%s)", "%s（%s）", s.Words(p.Name), r.tx.City().Unit(k.Unit).Title()))
	}
	if len(out) == 0 {
		return say.Text{}, nil
	}
	if more := len(all) - len(out); more > 0 {
		out = append(out, say.T("%d more", "另%d个", more))
	}
	return say.T("No contact for %d days or more: %s", "%d天以上未联系：%s", r.tx.City().Settings.Idle, say.Join(", ", "、", out...)), nil
}

// figures are the week in four numbers, the year's signings, and what was said wrongly before.
func (r Report) figures(id store.ChainID, f Figures) ([]say.Text, error) {
	w := f.Week
	out := []say.Text{say.T("Trips %d (led %d), visits %d with %d visitors, leads %d", "外出%d批次（领导带队%d），接待%d批次%d人次，线索%d条", w.Trips, w.Led, w.Visits, w.Persons, w.Leads)}
	var year []say.Text
	if f.Year.Signed > 0 {
		year = append(year, say.T("signed this year %s", "今年签约%s", signedWords(Flow{Sums: f.Year})))
	}
	corrected, err := r.corrections(id)
	year = append(year, corrected...)
	return append(out, some(say.Capital(say.Join("; ", "；", year...)))...), err
}

// corrections say which signings the leader read with another sum before.
func (r Report) corrections(id store.ChainID) ([]say.Text, error) {
	var out []say.Text
	for _, mv := range r.t.Moves {
		if mv.As != store.SignedFigure || !OfChain(id).has(mv.Was) || !OfChain(id).has(mv.Is) || mv.Was.Sum == mv.Is.Sum {
			continue
		}
		p, err := r.tx.Project(store.ProjectID(mv.ID))
		if err != nil {
			return nil, err
		}
		s, err := store.Show(r.tx, p, r.to)
		if err != nil {
			return nil, err
		}
		when := say.T("the %s reported before", "此前所报%[2]s%[1]s", yuan(mv.Was.Sum), s.Words(p.Name))
		if r.last != nil && r.last.From <= mv.Was.Day && mv.Was.Day <= r.last.Cutoff {
			when = say.T("last week's %s", "上周所报%[2]s%[1]s", yuan(mv.Was.Sum), s.Words(p.Name))
		}
		out = append(out, say.T("%[1]s (%[3]s) is corrected to %[2]s", "%[1]s更正为%[2]s", when, yuan(mv.Is.Sum), s.Words(p.Name)))
	}
	return out, nil
}

func appendSection(items []say.Item, head say.Text, lines []say.Text) []say.Item {
	if len(lines) == 0 {
		return items
	}
	return append(items, say.Item{Lines: append([]say.Text{head}, lines...)})
}

// moved names at most three things: signings by sum, started and in production by sum, framework agreements by sum, new leads by sum; ties
// by ID.
func (r Report) moved(id store.ChainID) ([]say.Text, error) {
	all, err := r.advanced(id)
	if err != nil {
		return nil, err
	}
	leads, err := r.newLeads(id)
	if err != nil {
		return nil, err
	}
	all = append(all, leads...)
	slices.SortStableFunc(all, func(a, b news) int { return cmp.Or(cmp.Compare(a.rank, b.rank), cmp.Compare(b.sum, a.sum)) })
	var out []say.Text
	for _, n := range all[:min(len(all), highlights)] {
		out = append(out, n.line)
	}
	return out, nil
}

// news is something that moved.
type news struct {
	rank int
	sum  int64
	line say.Text
}

// advanced are the stages that the chain's projects reached in the period.
func (r Report) advanced(id store.ChainID) ([]news, error) {
	changed, err := r.tx.ProjectsMoved(r.t.Since, r.t.At)
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(changed, func(a, b store.Moved[store.Project]) int { return byNumber(a.ID, b.ID) })
	var out []news
	for _, m := range changed {
		p := m.Is
		if p.Chain != id || p.Withdrawn != nil || r.desk.Hides(m.ID) {
			continue
		}
		for _, s := range p.Steps {
			if !s.At.After(r.t.Since) || s.At.After(r.t.At) {
				continue
			}
			n, err := r.news(p, s)
			if err != nil {
				return nil, err
			}
			if !n.line.Empty() {
				out = append(out, n)
			}
		}
	}
	return out, nil
}

func (r Report) news(p store.Project, s store.Progress) (news, error) {
	shown, err := store.Show(r.tx, p, r.to)
	if err != nil {
		return news{}, err
	}
	what, unit := shown.Words(p.Name), r.tx.City().Unit(p.Unit).Title()
	sum := p.SignedSum()
	if s.Stage == store.StageFramework {
		sum = p.Framework
	}
	money := say.Text{}
	if sum != nil {
		money = say.T(", %s", "，%s", *sum)
	}
	n := news{sum: minor(sum)}
	switch s.Stage {
	case store.StageSigned:
		n.rank, n.line = 1, say.T("Signed: %s%s (%s)", "签约：%s%s（%s）", what, money, unit)
	case store.StageStarted:
		n.rank, n.line = 2, say.T("Started: %s%s (%s)", "开工：%s%s（%s）", what, money, unit)
	case store.StageInProduction:
		n.rank, n.line = 2, say.T("In production: %s%s (%s)", "投产：%s%s（%s）", what, money, unit)
	case store.StageFramework:
		n.rank, n.line = 3, say.T("Framework agreement: %s%s, not counted as signed (%s)", "框架协议：%s%s，未计入签约（%s）", what, money, unit)
	}
	return n, nil
}

func minor(s *money.Sum) int64 {
	if s == nil {
		return 0
	}
	return s.Minor
}

// newLeads are the week's new leads.
func (r Report) newLeads(id store.ChainID) ([]news, error) {
	var out []news
	for _, mv := range r.t.Moves {
		if mv.As != store.LeadFigure || !OfChain(id).has(mv.Is) || !mv.Is.In || r.desk.Hides(mv.ID) {
			continue
		}
		l, err := r.tx.Lead(store.LeadID(mv.ID))
		if err != nil {
			return nil, err
		}
		line, err := r.newLead(l)
		if err != nil {
			return nil, err
		}
		out = append(out, news{4, minor(l.Sum), line})
	}
	return out, nil
}

func (r Report) newLead(l store.Lead) (say.Text, error) {
	s, err := store.Show(r.tx, l, r.to)
	if err != nil {
		return say.Text{}, err
	}
	what := s.Firms()
	if what.Empty() {
		what = s.Title()
	}
	if what.Empty() {
		what = say.T("lead %s", "线索%s", s.ID)
	}
	unit := r.tx.City().Unit(l.Unit).Title()
	if l.Sum == nil {
		return say.T("New lead: %s (first reported by %s)", "新线索：%s（%s首报）", what, unit), nil
	}
	return say.T("New lead: %s, intends %s (first reported by %s)", "新线索：%s，意向%s（%s首报）", what, *l.Sum, unit), nil
}

// withOwner is a line of what is stuck as the leader reads it: with the unit and the person.
func (r Report) withOwner(p store.Promise, f store.FollowUp, s store.Shown) (say.Text, error) {
	owner, err := r.tx.Someone(f.Owner)
	if err != nil {
		return say.Text{}, err
	}
	unit := r.tx.City().Unit(p.Unit)
	return say.T("%s: %s overdue (%s, %s)", "%s，超期%s（%s，%s）", s.Words(f.What), WorkingDays(p.Days), unit.Title(), strings.TrimPrefix(owner.Name, unit.Name)), nil
}
