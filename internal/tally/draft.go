package tally

import (
	"errors"

	"chainlead/internal/calendar"
	"chainlead/internal/say"
	"chainlead/store"
)

// Doubts are what the office should look at before a tally is posted: records without a chain or a head count, batches that may be the
// same, claims to decide, records that don't count.
func (r Report) Doubts() ([]say.Text, error) {
	d := doubts{tx: r.tx}
	for _, m := range r.t.Moves {
		if m.As == store.SignedFigure && m.Is != nil && m.Is.In && m.Is.NoSum {
			d.nosum = append(d.nosum, m.ID)
		}
	}
	err := errors.Join(
		each(r.tx.TripsMoved(r.t.Since, r.t.At))(d.trip), each(r.tx.VisitsMoved(r.t.Since, r.t.At))(d.visit),
		each(r.tx.LeadsMoved(r.t.Since, r.t.At))(func(m store.Moved[store.Lead]) { d.chain(m.ID, m.Is.Filed) }),
	)
	if err = errors.Join(err, d.err); err != nil {
		return nil, err
	}
	not, err := NotCounted(r.tx, r.t, Slice{})
	if err != nil {
		return nil, err
	}
	var why []say.Text
	for _, u := range not {
		if u.Why != Withdrawn && u.Why != SameBatch {
			why = append(why, u.Text())
		}
	}
	return append(d.text(), some(headed(say.T("Not counted", "未计入"), why))...), nil
}

// doubts gathers what is doubtful, by number.
type doubts struct {
	tx                      *store.Tx
	nochain, noheads, nosum []string
	alike                   []say.Text
	err                     error
}

func (d *doubts) chain(id string, f store.Filed) {
	if !f.At.IsZero() && f.Withdrawn == nil && f.Chain == "" {
		d.nochain = append(d.nochain, id)
	}
}

func (d *doubts) trip(m store.Moved[store.Trip]) {
	t := m.Is
	if t.ID == "" || t.Withdrawn != nil || t.Same != nil {
		return
	}
	d.chain(m.ID, t.Filed)
	like, err := d.tx.Lookalikes(t)
	for _, o := range like {
		d.pair(m.ID, string(o.ID))
	}
	d.err = errors.Join(d.err, err)
}

func (d *doubts) visit(m store.Moved[store.Visit]) {
	v := m.Is
	if v.ID == "" || v.Withdrawn != nil || v.Same != nil {
		return
	}
	d.chain(m.ID, v.Filed)
	if v.People == 0 && !v.Online && !v.Own {
		d.noheads = append(d.noheads, m.ID)
	}
	like, err := d.tx.SimilarVisits(v)
	for _, o := range like {
		d.pair(m.ID, string(o.ID))
	}
	d.err = errors.Join(d.err, err)
}

// pair notes two batches that may be one, once.
func (d *doubts) pair(id, other string) {
	if byNumber(other, id) < 0 {
		d.alike = append(d.alike, say.T("%s and %s", "%s与%s", id, other))
	}
}

func (d *doubts) text() []say.Text {
	var out []say.Text
	for _, x := range []struct {
		head say.Text
		ids  []string
	}{{say.T("No chain", "未归链"), d.nochain}, {say.T("No head count", "未填人数"), d.noheads}, {say.T("Signed without a sum", "签约未填金额"), d.nosum}} {
		if len(x.ids) > 0 {
			out = append(out, headed(x.head, []say.Text{say.List(x.ids...)}))
		}
	}
	return append(out, some(headed(say.T("Perhaps the same batch", "疑似同一批次"), d.alike))...)
}

// headed is a list after its heading; nothing where it is empty.
func headed(head say.Text, list []say.Text) say.Text {
	if len(list) == 0 {
		return say.Text{}
	}
	return say.T("%s: %s", "%s：%s", head, say.Join(", ", "、", list...))
}

// Draft is what the office reads before the cut-off: the city's text as it stands, what is doubtful, and what will be named with a button to
// take it out.
func (r Report) Draft() (say.Message, error) {
	m, err := r.City()
	if err != nil {
		return m, err
	}
	m.Title = say.T("Draft of the weekly update", "周动态草稿")
	doubts, err := r.Doubts()
	if err != nil {
		return m, err
	}
	if len(doubts) > 0 {
		m.Items = append(m.Items, say.Item{Lines: append([]say.Text{heading("Please check", "待核")}, doubts...)})
	}
	named, err := r.named()
	if err != nil {
		return m, err
	}
	if len(named) > 0 {
		m.Items = append(m.Items, say.Item{Lines: []say.Text{heading("Named in the posts", "将点名列出的事项")}})
		m.Items = append(m.Items, named...)
	}
	m.Items = append(m.Items, DeskItem(r.tx, r.t.Cutoff, r.desk))
	return m, nil
}

// named are the items that a channel will read by name.
func (r Report) named() ([]say.Item, error) {
	var out []say.Item
	item := func(id string, line say.Text) {
		out = append(out, say.Item{About: "named/" + string(r.t.Cutoff) + "/" + id, Lines: []say.Text{line},
			Buttons: []say.Button{{Label: say.T("Take out", "隐去此条"), Command: "/desk " + string(r.t.Cutoff) + " hide " + id}}})
	}
	for _, a := range r.t.Asks {
		q, err := r.tx.Request(a.ID)
		if err != nil {
			return nil, err
		}
		item(string(a.ID), say.T("%s %s (%s)", "%s %s（%s）", a.ID, q.Title, r.tx.City().Unit(a.Unit).Title()))
	}
	for _, p := range r.t.Overdue {
		if p.Days < r.tx.City().Settings.ListFrom || len(out) >= draftMost {
			continue
		}
		f, err := r.tx.FollowUp(p.ID)
		if err != nil {
			return nil, err
		}
		item(string(p.ID), say.T("%s %s: %s overdue (%s)", "%s %s，超期%s（%s）", p.ID, f.What, WorkingDays(p.Days), r.tx.City().Unit(p.Unit).Title()))
	}
	return out, nil
}

// draftMost is how many items a draft names.
const draftMost = 15

// DeskItem says what the office has decided of a cut-off's posting, with the buttons to decide otherwise.
func DeskItem(tx *store.Tx, cutoff calendar.Day, d store.Desk) say.Item {
	at := tx.City().Settings.TallyAt.String()
	command := "/desk " + string(cutoff) + " "
	post := say.Button{Label: say.T("Post on time", "按时发布"), Command: command + "post"}
	hold := say.Button{Label: say.T("Hold", "暂缓"), Command: command + "hold"}
	it := say.Item{About: "desk/" + string(cutoff)}
	switch {
	case !d.Posted.IsZero():
		it.Lines = []say.Text{say.T("Posted.", "已发布。")}
	case d.Held:
		it.Lines = []say.Text{say.T("Held: nothing is posted until you say so.", "已暂缓：招商办放行前不发布。")}
		post.Label = say.T("Post", "放行发布")
		it.Buttons = []say.Button{post}
	case tx.City().Settings.Approve && !d.Approved:
		it.Lines = []say.Text{say.T("Waits for your approval; posted at %s once you have given it.", "须经核准：核准后于%s发布。", at)}
		post.Label = say.T("Approve", "核准发布")
		it.Buttons = []say.Button{post, hold}
	default:
		it.Lines = []say.Text{say.T("Posted at %s.", "将于%s发布。", at)}
		it.Buttons = []say.Button{hold}
		if !d.Approved {
			it.Buttons = []say.Button{post, hold}
		}
	}
	if len(d.Hidden) > 0 {
		it.Lines = append(it.Lines, say.T("Taken out: %s", "已隐去：%s", say.List(d.Hidden...)))
	}
	return it
}
