package commands

import (
	"chainlead/internal/say"
	"chainlead/store"
)

// correctProject corrects the sum or the day of a project's signing. Once a tally has been posted with it, only the office may; a unit's wish
// is put before the office with one button.
func correctProject(tx *store.Tx, p store.Person, v store.Project, n progress) (Reply, error) {
	sum := n.contract
	if sum == nil {
		sum = n.total
	}
	sign, signed := v.Signed()
	if sum == nil && (n.day == "" || !signed) {
		return Reply{}, say.Problemf("What is right? Please give the sum or the contract day.", "正确的是多少？请写明金额或合同日期。")
	}
	a := store.Asked{Sum: sum, Day: n.day, Why: n.why, By: p.ID, At: tx.Now}
	posted, err := wasPosted(tx, sign)
	if err != nil {
		return Reply{}, err
	}
	if signed && posted && !tx.May(p, store.MayResign, store.Subject{}) {
		return askOffice(tx, p, v, a)
	}
	return applyCorrection(tx, v, a)
}

// wasPosted reports whether a tally that counted the signing has been frozen.
func wasPosted(tx *store.Tx, sign store.Progress) (bool, error) {
	last, ok, err := tx.TallyBefore("9999-12-31")
	return ok && !sign.At.IsZero() && !sign.At.After(last.At), err
}

func applyCorrection(tx *store.Tx, v store.Project, a store.Asked) (Reply, error) {
	was := v.SignedSum()
	if _, signed := v.Signed(); a.Sum != nil {
		if signed {
			v.Contract = a.Sum
		} else {
			v.Total = a.Sum
		}
	}
	if a.Day != "" {
		for i := range v.Steps {
			if v.Steps[i].Stage == store.StageSigned {
				v.Steps[i].Day = a.Day
				break
			}
		}
	}
	v.Asked = nil
	if err := tx.PutProject(&v); err != nil {
		return Reply{}, err
	}
	lines := []say.Text{say.T("%s corrected: %s", "%s已更正：%s", v.ID, v.Name)}
	switch {
	case a.Sum != nil && was != nil:
		lines = append(lines, say.T("%s instead of %s", "%[1]s（原%[2]s）", *a.Sum, *was))
	case a.Sum != nil:
		lines = append(lines, say.T("%s", "%s", *a.Sum))
	}
	if a.Day != "" {
		lines = append(lines, say.T("contract day %s", "合同日期%s", a.Day))
	}
	sign, signed := v.Signed()
	posted, err := wasPosted(tx, sign)
	m := say.Message{Title: lines[0], Lines: lines[1:], Buttons: []say.Button{{Label: say.T("Undo", "撤销"), Command: "/undo " + string(v.ID)}}}
	if signed && posted {
		m.Lines = append(m.Lines, say.T("The posted tally stays as it is; the next one says so.", "已发布的周动态不变，下期在说明中更正。"))
		m.Buttons = append(m.Buttons, say.Button{Label: say.T("Post a correction now", "立即发更正"), Command: "/correct " + string(v.ID)})
	}
	return Reply{Message: m}, err
}

// askOffice puts a unit's wish to correct a posted signing before the office.
func askOffice(tx *store.Tx, p store.Person, v store.Project, a store.Asked) (Reply, error) {
	v.Asked = &a
	if err := tx.PutProject(&v); err != nil {
		return Reply{}, err
	}
	office, err := tx.TheOffice()
	if err != nil {
		return Reply{}, err
	}
	about := "asked/" + string(v.ID)
	item := say.Item{About: about, Lines: []say.Text{say.T("%[1]s (%[2]s) asks to correct the signing of %[3]s %[4]s", "%[2]s（%[1]s）申请更正%[3]s %[4]s的签约数据", p.At(), tx.City().Unit(p.Unit).Title(), v.ID, v.Name), askedText(v, a)},
		Buttons: []say.Button{
			{Label: say.T("Correct it", "同意更正"), Command: "/resign " + string(v.ID)},
			{Label: say.T("Leave it", "不予更正"), Command: "/resign " + string(v.ID) + " no"},
		}}
	for _, o := range office {
		key := "resign/" + string(v.ID) + "/" + tx.Now.Format("20060102T150405") + "/" + string(o.ID)
		if err := tx.Send(store.Outgoing{Key: key, To: store.Address{Person: o.ID}, Message: say.Message{Items: []say.Item{item}}, NotBefore: tx.WorkingMoment(tx.Now)}); err != nil {
			return Reply{}, err
		}
	}
	return Reply{Message: say.Lines(say.T("This signing has been posted. The office has been asked to correct it; you will hear from it here.", "该签约已在周动态中发布，已请招商办核准更正，结果在此告知您。"))}, nil
}

func askedText(v store.Project, a store.Asked) say.Text {
	var out []say.Text
	if a.Sum != nil {
		was := say.T("nothing", "未填")
		if s := v.SignedSum(); s != nil {
			was = say.T("%s", "%s", *s)
		}
		out = append(out, say.T("%s instead of %s", "%s（原%s）", *a.Sum, was))
	}
	if a.Day != "" {
		out = append(out, say.T("contract day %s", "合同日期%s", a.Day))
	}
	if a.Why != "" {
		out = append(out, say.T("because %s", "原因：%s", a.Why))
	}
	return say.Join(", ", "，", out...)
}

var _ = add(Command{
	Name: "resign", Hidden: true,
	Short: say.T("Decide on the correction of a posted signing", "核准已发布签约的更正"),
	Run:   resign,
})

// resign is the office's answer to a unit's wish to correct a posted signing.
func resign(tx *store.Tx, c Call) (Reply, error) {
	id, what := cutRecord(c.Text)
	v, err := tx.Project(store.ProjectID(id))
	switch {
	case err != nil:
		return Reply{}, missing(err, id)
	case !tx.May(c.who, store.MayResign, store.Subject{}):
		return Reply{}, notYours()
	case v.Asked == nil:
		return Reply{Message: say.Lines(say.T("%s has been settled already.", "%s已处理完毕。", id))}, nil
	}
	a := *v.Asked
	said := say.T("%s: the office left the signing as it is.", "%s：招商办未予更正。", id)
	var r Reply
	if what == "no" {
		v.Asked = nil
		r, err = Reply{Message: say.Lines(said)}, tx.PutProject(&v)
	} else {
		said = say.T("%s: the office has corrected the signing.", "%s：招商办已核准更正。", id)
		r, err = applyCorrection(tx, v, a)
	}
	if err != nil {
		return Reply{}, err
	}
	key := "resigned/" + id + "/" + tx.Now.Format("20060102T150405")
	if err := tx.Send(store.Outgoing{Key: key, To: store.Address{Person: a.By}, Message: say.Lines(said), NotBefore: tx.WorkingMoment(tx.Now)}); err != nil {
		return Reply{}, err
	}
	return r, tx.Amend("asked/"+id, say.Item{Lines: []say.Text{said}})
}
