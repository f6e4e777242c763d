package tally

import (
	"cmp"
	"slices"
	"strings"

	"chainlead/internal/say"
	"chainlead/store"
)

// highlights is how many leads the leader's copy names.
const highlights = 3

// Leader is a chain's week as its leader and liaison read it: what moved, with names; what is stuck, and whose it is; the figures.
func (r Report) Leader(id store.ChainID) (say.Message, error) {
	c, f := r.tx.City().Chain(id), Of(r.t, OfChain(id))
	if f.Nothing() {
		return r.quiet(c.Title(), f)
	}
	m := say.Message{
		Title: say.T("%s: weekly update (for the chain leader)", "%s周动态（链长专送）", c.Title()),
		Lines: []say.Text{r.period()},
	}
	moved, err := r.newLeads(id)
	if err != nil {
		return m, err
	}
	stuck, err := r.stuck(f.Overdue, r.withOwner)
	if err != nil {
		return m, err
	}
	m.Items = appendSection(m.Items, heading("What moved", "重点进展"), moved)
	m.Items = appendSection(m.Items, heading("What is stuck", "卡点"), stuck)
	figures := []say.Text{say.T("Trips %d (led %d), leads %d", "外出%d批次（领导带队%d），线索%d条", f.Week.Trips, f.Week.Led, f.Week.Leads)}
	if promises := followUpsLine(f, r.t.Next, r.t.Cutoff); !promises.Empty() {
		figures = append(figures, promises)
	}
	m.Items = appendSection(m.Items, heading("Figures", "数字"), figures)
	return m, nil
}

func appendSection(items []say.Item, head say.Text, lines []say.Text) []say.Item {
	if len(lines) == 0 {
		return items
	}
	return append(items, say.Item{Lines: append([]say.Text{head}, lines...)})
}

// newLeads names the week's largest new leads: by sum, then ID.
func (r Report) newLeads(id store.ChainID) ([]say.Text, error) {
	var found []store.Lead
	for _, mv := range r.t.Moves {
		if !strings.HasPrefix(mv.ID, "L-") || !OfChain(id).has(mv.Is) || !mv.Is.In {
			continue
		}
		l, err := r.tx.Lead(store.LeadID(mv.ID))
		if err != nil {
			return nil, err
		}
		found = append(found, l)
	}
	slices.SortStableFunc(found, func(a, b store.Lead) int { return cmp.Compare(sumOf(b), sumOf(a)) })
	var out []say.Text
	for _, l := range found[:min(len(found), highlights)] {
		t, err := r.newLead(l)
		if err != nil {
			return nil, err
		}
		out = append(out, t)
	}
	return out, nil
}

func sumOf(l store.Lead) int64 {
	if l.Sum == nil {
		return 0
	}
	return l.Sum.Minor
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
	return say.T("%s: %s overdue (%s, %s)", "%s，超期%s（%s，%s）", s.Title(), WorkingDays(p.Days), r.tx.City().Unit(p.Unit).Title(), say.Words(owner.Name)), nil
}
