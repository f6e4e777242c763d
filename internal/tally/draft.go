package tally

import (
	"chainlead/internal/calendar"
	"chainlead/internal/say"
	"chainlead/store"
)

// Doubts are what the office should look at before a tally is posted: records without a chain or a head count, batches that may be the
// same, claims to decide, records that don't count.
func (r Report) Doubts() ([]say.Text, error) {
	tx, since := r.tx, r.t.Since
	var nochain, noheads, nosum []string
	var alike []say.Text
	trips, err := tx.TripsMoved(since, r.t.At)
	if err != nil {
		return nil, err
	}
	for _, m := range trips {
		t := m.Is
		if t.ID == "" || t.Withdrawn != nil || t.Same != nil {
			continue
		}
		nochain = noChain(nochain, m.ID, t.Filed)
		like, err := tx.Lookalikes(t)
		if err != nil {
			return nil, err
		}
		for _, o := range like {
			if byNumber(string(o.ID), m.ID) < 0 {
				alike = append(alike, say.T("%s and %s", "%s与%s", m.ID, o.ID))
			}
		}
	}
	visits, err := tx.VisitsMoved(since, r.t.At)
	if err != nil {
		return nil, err
	}
	for _, m := range visits {
		v := m.Is
		if v.ID == "" || v.Withdrawn != nil || v.Same != nil {
			continue
		}
		nochain = noChain(nochain, m.ID, v.Filed)
		if v.People == 0 && !v.Online && !v.Own {
			noheads = append(noheads, m.ID)
		}
		like, err := tx.SimilarVisits(v)
		if err != nil {
			return nil, err
		}
		for _, o := range like {
			if byNumber(string(o.ID), m.ID) < 0 {
				alike = append(alike, say.T("%s and %s", "%s与%s", m.ID, o.ID))
			}
		}
	}
	leads, err := tx.LeadsMoved(since, r.t.At)
	if err != nil {
		return nil, err
	}
	for _, m := range leads {
		if m.Is.ID != "" && m.Is.Withdrawn == nil {
			nochain = noChain(nochain, m.ID, m.Is.Filed)
		}
	}
	for _, m := range r.t.Moves {
		if m.As == store.SignedFigure && m.Is != nil && m.Is.In && m.Is.NoSum {
			nosum = append(nosum, m.ID)
		}
	}
	var out []say.Text
	for _, x := range []struct {
		head say.Text
		ids  []string
	}{{say.T("No chain", "未归链"), nochain}, {say.T("No head count", "未填人数"), noheads}, {say.T("Signed without a sum", "签约未填金额"), nosum}} {
		if len(x.ids) > 0 {
			out = append(out, say.T("%s: %s", "%s：%s", x.head, say.List(x.ids...)))
		}
	}
	if len(alike) > 0 {
		out = append(out, say.T("Perhaps the same batch: %s", "疑似同一批次：%s", say.Join(", ", "、", alike...)))
	}
	not, err := NotCounted(tx, r.t, Slice{})
	if err != nil {
		return nil, err
	}
	var why []say.Text
	for _, u := range not {
		if u.Why != Withdrawn && u.Why != SameBatch {
			why = append(why, u.Text())
		}
	}
	if len(why) > 0 {
		out = append(out, say.T("Not counted: %s", "未计入：%s", say.Join(", ", "、", why...)))
	}
	return out, nil
}

func noChain(ids []string, id string, f store.Filed) []string {
	if f.Chain == "" {
		return append(ids, id)
	}
	return ids
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
