package tally

import (
	"cmp"
	"errors"
	"slices"
	"strings"
	"time"

	"chainlead/internal/say"
	"chainlead/store"
)

// An Uncounted is a record of a period that doesn't count, and why.
type Uncounted struct {
	ID    string
	Why   Reason
	With  string // the batch it is the same as
	Filed store.Filed
}

// NotCounted lists the records that were made in the period, or dated inside it, and don't count at its end.
func NotCounted(tx *store.Tx, t store.Tally, s Slice) ([]Uncounted, error) {
	p := Period{From: t.From, Cutoff: t.Cutoff, Since: t.Since, At: t.At}
	r := RulesOf(tx, p)
	var out []Uncounted
	add := func(id string, why Reason, f store.Filed, with *store.Same) {
		if why == Counts || why == NotYet || !s.hasKey(f.Chain, f.Unit) || f.Withdrawn != nil && !r.holdsInstant(f.Withdrawn.At) {
			return
		}
		u := Uncounted{ID: id, Why: why, Filed: f}
		if with != nil {
			u.With = with.As
		}
		out = append(out, u)
	}
	err := errors.Join(
		each(tx.TripsMoved(p.Since, p.At))(func(m store.Moved[store.Trip]) { add(m.ID, r.WhyNotTrip(m.Is), m.Is.Filed, m.Is.Same) }),
		each(tx.VisitsMoved(p.Since, p.At))(func(m store.Moved[store.Visit]) { add(m.ID, r.WhyNotVisit(m.Is), m.Is.Filed, m.Is.Same) }),
		each(tx.LeadsMoved(p.Since, p.At))(func(m store.Moved[store.Lead]) { add(m.ID, r.WhyNotLead(m.Is), m.Is.Filed, nil) }),
	)
	const kinds = "TVL"
	slices.SortStableFunc(out, func(a, b Uncounted) int {
		return cmp.Or(cmp.Compare(strings.IndexByte(kinds, a.ID[0]), strings.IndexByte(kinds, b.ID[0])), byNumber(a.ID, b.ID))
	})
	return out, err
}

// Text is a record that doesn't count with the reason: T-104（与T-103为同一批次）.
func (u Uncounted) Text() say.Text {
	return say.T("%s (%s)", "%s（%s）", u.ID, u.reason())
}

func (u Uncounted) reason() say.Text {
	switch u.Why {
	case SameBatch:
		if strings.HasPrefix(u.ID, "V") {
			return say.T("same visit as %s", "与%s为同一批次", u.With)
		}
		return say.T("same trip as %s", "与%s为同一批次", u.With)
	case Planned:
		if strings.HasPrefix(u.ID, "V") {
			return say.T("planned, arrival not confirmed", "计划，未确认来访")
		}
		return say.T("planned, departure not confirmed", "计划，未确认出发")
	case Withdrawn:
		return say.T("withdrawn", "已撤回")
	case InTheCity:
		return say.T("no place outside the city", "无市外地点")
	case NoCounterpart:
		return say.T("no counterpart given", "未填对接企业或机构")
	case Online:
		return say.T("online", "线上对接")
	case OwnFirms:
		return say.T("the city's own firms", "市内企业")
	case ClaimPending:
		return say.T("claim not decided", "待协调")
	case ClaimJoined:
		return say.T("works on another unit's lead", "参与其他单位线索")
	case InOpening:
		return say.T("in the opening balance", "已在期初数内")
	}
	return say.T("not counted", "不计入")
}

// Detail are the IDs behind a slice's figures of a period (明细), and those that don't count with the reason; as far as the reader may see.
func (r Report) Detail(s Slice, may func(id string, f store.Filed) bool) (say.Message, error) {
	name := say.T("Whole city", "全市")
	if s.Chain != nil {
		name = r.tx.City().Chain(*s.Chain).Title()
	} else if s.Unit != "" {
		name = r.tx.City().Unit(s.Unit).Title()
	}
	m := say.Message{Title: say.T("%s: what the figures count", "%s周动态明细", name), Lines: []say.Text{r.period()}}
	lines, err := r.detailLines(s, true, may)
	m.Lines = append(m.Lines, lines...)
	return m, err
}

func (r Report) detailLines(s Slice, full bool, may func(string, store.Filed) bool) ([]say.Text, error) {
	d := details{r: r, s: s, may: may, ids: map[string][]string{}}
	for _, m := range r.t.Moves {
		if err := d.move(m); err != nil {
			return nil, err
		}
	}
	f := r.of(s)
	w := f.Week
	var out []say.Text
	line := func(t say.Text, key string) {
		if ids := d.ids[key]; len(ids) > 0 {
			t = say.T("%s: %s", "%s：%s", t, shortList(ids))
		}
		out = append(out, t)
	}
	line(say.T("Outward trips %d%s", "外出招商%d批次%s", w.Trips, ledNoteOf(r, d.ids["trip"], w)), "trip")
	for _, id := range f.Joined {
		joined, err := r.joinedLine(id)
		if err != nil {
			return nil, err
		}
		out = append(out, joined)
	}
	visits := say.T("Inward visits %d", "接待%d批次", w.Visits)
	if w.Persons > 0 {
		visits = say.T("Inward visits %[1]d with %[2]s", "接待%[1]d批次%[3]d人次", w.Visits, say.Count(w.Persons, "visitor", "visitors", ""), w.Persons)
	}
	line(visits, "visit")
	line(say.T("Leads %d", "线索%d条", w.Leads), "lead")
	if len(d.ids["signed"])+len(d.ids["added"]) > 0 {
		line(signedLine(w, nil), "signed")
	}
	for _, x := range []struct {
		key string
		t   say.Text
	}{{"added", say.T("Contracts raised", "增资")}, {"valid", say.T("Judged valid", "研判有效")}, {"late", say.T("Reported late", "补报")}, {"gone", say.T("Withdrawn", "核减")},
		{"changed", say.T("Corrected", "更正")}, {"in", say.T("New in talks", "在谈新进")}, {"out", say.T("Left the talks", "在谈转出")}} {
		if full && len(d.ids[x.key]) > 0 {
			line(x.t, x.key)
		}
	}
	if full {
		stocks, err := d.stocks(f)
		if err != nil {
			return nil, err
		}
		out = append(out, stocks...)
	}
	not, err := NotCounted(r.tx, r.t, s)
	if err != nil {
		return nil, err
	}
	var why []say.Text
	for _, u := range not {
		if may(u.ID, u.Filed) && (full || u.Why != Withdrawn) {
			why = append(why, u.Text())
		}
	}
	if len(why) > 0 {
		out = append(out, say.T("Not counted: %s", "未计入：%s", say.Join(", ", "、", why...)))
	}
	if d.hidden > 0 {
		out = append(out, say.T("%d more of other people are behind these figures", "另有%d条非您可见", d.hidden))
	}
	return out, nil
}

// details sorts a slice's moves by what they are.
type details struct {
	r      Report
	s      Slice
	may    func(string, store.Filed) bool
	ids    map[string][]string
	hidden int
}

func (d *details) move(m store.Move) error {
	was, is := d.s.has(m.Was), d.s.has(m.Is)
	if !was && !is {
		return nil
	}
	record, _, _ := strings.Cut(m.ID, "+")
	f, err := d.r.tx.Filed(record)
	if err != nil {
		return err
	}
	if !d.may(record, f) {
		d.hidden++
		return nil
	}
	for _, key := range keysOf(m, was, is) {
		d.ids[key] = append(d.ids[key], m.ID)
	}
	return nil
}

// stocks opens the figures that aren't flows: projects in talks, arrived money, requests and follow-ups.
func (d *details) stocks(f Figures) ([]say.Text, error) {
	var talks, idle, funds, asks []string
	for _, k := range d.r.t.Talks {
		if d.s.hasKey(k.Chain, k.Unit) {
			talks = append(talks, string(k.ID))
			if k.Idle > 0 {
				idle = append(idle, string(k.ID))
			}
		}
	}
	for _, a := range d.r.t.Funds {
		if d.s.hasKey(a.Chain, a.Unit) {
			funds = append(funds, string(a.ID))
		}
	}
	for _, a := range f.Asks {
		asks = append(asks, string(a.ID))
	}
	var out []say.Text
	for _, x := range []struct {
		head say.Text
		ids  []string
	}{
		{say.T("In talks", "在谈"), talks}, {say.T("Without contact for long", "久未联系"), idle}, {say.T("Arrived money reported", "报送到位"), funds}, {say.T("For the chain leader", "请链长协调"), asks},
		{say.T("Closed", "办结"), ids(f.Closed)}, {say.T("Overdue", "超期"), ids(f.Overdue)}, {say.T("Due", "到期"), ids(f.Due)},
	} {
		seen, err := d.visible(x.ids)
		if err != nil {
			return nil, err
		}
		if len(seen) > 0 {
			out = append(out, say.T("%s %d: %s", "%s%d：%s", x.head, len(x.ids), shortList(seen)))
		}
	}
	return out, nil
}

func ids(ps []store.Promise) []string {
	var out []string
	for _, p := range ps {
		out = append(out, string(p.ID))
	}
	return out
}

// visible are those of the records that the reader may see.
func (d *details) visible(ids []string) ([]string, error) {
	var out []string
	for _, id := range ids {
		f, err := d.r.tx.Filed(id)
		if err != nil {
			return nil, err
		}
		if d.may(id, f) {
			out = append(out, id)
		}
	}
	return out, nil
}

// listMost is how many numbers a line lists; more are given as a number.
const listMost = 60

func shortList(ids []string) say.Text {
	if len(ids) <= listMost {
		return say.List(ids...)
	}
	return say.T("%s and %d more", "%s等，另%d条", say.List(ids[:listMost]...), len(ids)-listMost)
}

func keysOf(m store.Move, was, is bool) []string {
	if m.As == store.TalksFigure {
		switch {
		case is && !was:
			return []string{"in"}
		case was && !is:
			return []string{"out"}
		}
		return nil
	}
	switch {
	case is && m.Is.In && was:
		return []string{string(m.As), "gone"}
	case is && m.Is.In:
		return []string{string(m.As)}
	case is && !was:
		return []string{"late"}
	case was && !is:
		return []string{"gone"}
	case sumsOf(m.As, m.Was) != sumsOf(m.As, m.Is):
		return []string{"changed"}
	}
	return nil
}

// joinedLine is a batch that a unit took part in, and where it counts.
func (r Report) joinedLine(id string) (say.Text, error) {
	f, err := r.tx.Filed(id)
	return say.T("Took part in 1: %s, counted under %s", "参加1批次：%s，计入%s", id, r.tx.City().Unit(f.Unit).Within()), err
}

// ledNoteOf says by whom: （区长带队） for a single trip, else how many were led.
func ledNoteOf(r Report, ids []string, w Flow) say.Text {
	if w.Led == 1 && w.Trips == 1 && len(ids) == 1 {
		if t, err := r.tx.Trip(store.TripID(ids[0])); err == nil && t.Leader != nil {
			return postNote(r.tx.City().Unit(t.Unit), t.Leader.Post)
		}
	}
	if w.Led == 0 {
		return say.Text{}
	}
	return ledNote(w)
}

// posts are the usual leading posts in English.
var posts = []struct{ zh, en string }{
	{"区委书记", "the district's party secretary"}, {"县委书记", "the county's party secretary"}, {"党工委书记", "the zone's party secretary"},
	{"管委会主任", "the zone's director"}, {"区长", "the district head"}, {"县长", "the county head"}, {"局长", "the bureau's head"}, {"主任", "the department's head"},
	{"副市长", "a vice-mayor"}, {"市长", "the mayor"},
}

func postNote(u store.Unit, post string) say.Text {
	short := strings.TrimPrefix(post, u.Name)
	if strings.HasPrefix(short, "委书记") && u.Name != "" {
		short = string([]rune(u.Name)[len([]rune(u.Name))-1:]) + short
	}
	i := slices.IndexFunc(posts, func(p struct{ zh, en string }) bool { return strings.HasSuffix(short, p.zh) })
	en := "led"
	if i >= 0 {
		en = "led by " + posts[i].en
	}
	return say.T(" (%[1]s)", "（%[2]s带队）", say.Both(en, ""), say.Words(short))
}

// checkMargin is how long before the cut-off corrections are asked for.
const checkMargin = 30 * time.Minute

// CheckSheet is a unit's week for its liaison to check before the cut-off.
func (r Report) CheckSheet(u store.UnitID) (say.Message, error) {
	at := r.tx.Local(r.t.At)
	name := r.tx.City().Unit(u).Title()
	m := say.Message{Title: say.T("%s: please check this week (%s, as of %s)", "%s本周报送核对（%s，截至%s）", name, say.Days(r.t.From, r.t.Cutoff), at.Format("15:04"))}
	lines, err := r.detailLines(OfUnit(u), false, func(string, store.Filed) bool { return true })
	if err != nil {
		return m, err
	}
	until := r.tx.City().Settings.TallyAt.On(r.t.Cutoff, r.tx.Zone()).Add(-checkMargin)
	m.Lines = append(lines, say.T("Please add or correct by %s. If all is right, no answer is needed.", "有出入请在%s前补报或更正，无误不必回复。", until.Format("15:04")))
	return m, nil
}
