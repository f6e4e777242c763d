package commands

import (
	"strings"

	"chainlead/internal/calendar"
	"chainlead/internal/reading"
	"chainlead/internal/say"
	"chainlead/store"
)

var _ = add(Command{
	Name: "snooze", Alias: "延期", HasForm: true,
	Usage: say.T("F-7 reason, new day", "F-7 原因 新时限"),
	Short: say.T("Put a follow-up off, with the reason", "延期，须写原因和新时限"),
	Run:   snooze,
})

// freely is how often a follow-up can be put off without its unit's head.
const freely = 2

// snooze puts a follow-up off: "F-7 企业出差 下周三". The third time the unit's head decides.
func snooze(tx *store.Tx, c Call) (Reply, error) {
	id, line := cutRecord(c.Text)
	f, err := openPromise(tx, c.who, id)
	if err != nil {
		return Reply{}, err
	}
	if f.Asked != nil && (line == "ok" || line == "no") {
		return decideExtension(tx, c, f, line == "ok")
	}
	e := store.Extension{From: f.Due, By: c.User, At: tx.Now}
	if e.To, e.Why, err = extensionFrom(tx, c, line); err != nil {
		return Reply{}, err
	}
	if e.To == "" || e.Why == "" {
		return snoozeForm(f, e, c)
	}
	if err := checkDue(tx, e.To); err != nil {
		return Reply{}, err
	}
	if e.To <= f.Due {
		return Reply{}, say.Problemf("%s is due on %s; the new day isn't later. Please give a later one.", "%s时限为%s，新时限并不更晚，请填写更晚的日期。", f.ID, f.Due).In("due")
	}
	more := store.Subject{Units: []store.UnitID{f.Unit}, Chain: f.Chain}
	if len(f.Put) >= freely && !tx.May(c.who, store.MayExtendMore, more) {
		return askHead(tx, f, e)
	}
	return putOff(tx, c.who, f, e)
}

// openPromise is the open follow-up with an ID that someone may close or put off.
func openPromise(tx *store.Tx, p store.Person, id string) (store.FollowUp, error) {
	if id == "" {
		return store.FollowUp{}, say.Problemf("Which one? Please give its number, such as F-7. /mine lists yours.", "哪一件？请写编号，如 F-7；输入 /mine 可查看您的事项。")
	}
	f, err := tx.FollowUp(store.FollowUpID(id))
	if err != nil {
		return f, missing(err, id)
	}
	subject := store.Subject{People: []store.PersonID{f.Owner, f.Reporter}, Units: []store.UnitID{f.Unit}, Chain: f.Chain}
	switch {
	case f.Withdrawn != nil || !tx.May(p, store.MayClose, subject):
		return f, noSuch(id)
	case f.Closed != nil:
		return f, say.Problemf("%s is done already.", "%s已办结。", id)
	}
	return f, nil
}

// extensionFrom reads the new day and the reason; a form's fields win.
func extensionFrom(tx *store.Tx, c Call, line string) (to calendar.Day, why string, err error) {
	if c.Form != nil {
		return calendar.Day(c.value("due")), strings.TrimSpace(c.value("why")), nil
	}
	if strings.TrimSpace(line) == "" {
		return "", "", nil
	}
	r, err := read(tx, c.who, reading.FollowUpLine, line)
	if err != nil {
		return "", "", err
	}
	why = line
	if len(r.FollowUps) > 0 {
		to, why = r.FollowUps[0].Due, strings.Replace(line, r.FollowUps[0].Raw, "", 1)
	}
	why = strings.Trim(because.ReplaceAllString(why, "$1"), " 　，,。；;")
	return to, strings.TrimSpace(strings.TrimPrefix(strings.TrimPrefix(why, "延期"), "到")), nil
}

func snoozeForm(f store.FollowUp, e store.Extension, c Call) (Reply, error) {
	return Reply{
		Message: say.Lines(say.T("Putting %s off needs a reason and a new day.", "%s延期需要写明原因和新时限。", f.ID)),
		Form: &say.Form{Title: say.T("Put off", "延期"), Command: "/snooze " + string(f.ID), Inputs: []say.Input{
			{Name: "why", Label: say.T("Reason", "原因"), Kind: say.OneLine, Value: c.orValue("why", e.Why)},
			{Name: "due", Label: say.T("New day", "新时限"), Kind: say.PickDay, Value: c.orValue("due", string(e.To))},
		}},
	}, nil
}

func putOff(tx *store.Tx, p store.Person, f store.FollowUp, e store.Extension) (Reply, error) {
	f.PutOff(e)
	if err := tx.PutFollowUp(&f); err != nil {
		return Reply{}, err
	}
	if err := showAgain(tx, f); err != nil {
		return Reply{}, err
	}
	s, err := store.Show(tx, f, store.To(p))
	if err != nil {
		return Reply{}, err
	}
	m := say.Message{Title: say.T("%s put off to %s: %s", "%s已延期至%s：%s", f.ID, say.DateSeen(f.Due, tx.Today()), s.Title()), Lines: []say.Text{
		say.T("Reason: %s", "原因：%s", e.Why), say.T("Put off %s; first due %s", "已延期%s，最初时限%s", say.Count(len(f.Put), "time", "times", "次"), f.First)},
		Buttons: []say.Button{{Label: say.T("Undo", "撤销"), Command: "/undo " + string(f.ID)}}}
	if len(f.Put) == freely {
		m.Lines = append(m.Lines, say.T("The next extension is decided by your unit's head.", "再次延期须经单位负责人同意。"))
	}
	return Reply{Message: m}, nil
}

// askHead puts a third extension before the unit's head.
func askHead(tx *store.Tx, f store.FollowUp, e store.Extension) (Reply, error) {
	heads, err := tx.WithRole(f.Unit, store.Head)
	if err == nil && len(heads) == 0 {
		heads, err = tx.TheOffice()
	}
	if err != nil {
		return Reply{}, err
	}
	f.Asked = &e
	if err := tx.PutFollowUp(&f); err != nil {
		return Reply{}, err
	}
	about := "extension/" + string(f.ID)
	for _, h := range heads {
		s, err := store.Show(tx, f, store.To(h))
		if err != nil {
			return Reply{}, err
		}
		owner, err := tx.Someone(f.Owner)
		if err != nil {
			return Reply{}, err
		}
		item := say.Item{About: about, Lines: []say.Text{
			say.T("%s asks for a third extension: %s %s", "%s申请第三次延期：%s %s", owner.At(), f.ID, s.Title()),
			say.T("from %s to %s; reason: %s", "由%s延至%s，原因：%s", f.Due, e.To, e.Why),
		}, Buttons: []say.Button{{Label: say.T("Agree", "同意延期"), Command: "/snooze " + string(f.ID) + " ok"}, {Label: say.T("Refuse", "不同意"), Command: "/snooze " + string(f.ID) + " no"}}}
		key := about + "/" + string(e.To) + "/" + string(h.ID) + "/" + tx.Now.Format("20060102T150405")
		if err := tx.Send(store.Outgoing{Key: key, To: store.Address{Person: h.ID}, Message: say.Message{Items: []say.Item{item}}, NotBefore: tx.WorkingMoment(tx.Now)}); err != nil {
			return Reply{}, err
		}
	}
	return Reply{Message: say.Lines(say.T("%s has been put off twice. Your unit's head has been asked; until then it stays due on %s.", "%s已延期两次，已请单位负责人审定；同意前仍按%s计。", f.ID, f.Due))}, nil
}

// decideExtension is the head's answer.
func decideExtension(tx *store.Tx, c Call, f store.FollowUp, ok bool) (Reply, error) {
	if !tx.May(c.who, store.MayExtendMore, store.Subject{Units: []store.UnitID{f.Unit}, Chain: f.Chain}) {
		return Reply{}, notYours()
	}
	e := *f.Asked
	said := say.T("%s is put off to %s (agreed by %s).", "%s已同意延期至%s（%s）。", f.ID, e.To, c.who.At())
	if ok {
		f.PutOff(e)
	} else {
		f.Asked = nil
		said = say.T("%s stays due on %s (%s).", "%s不予延期，仍按%s办结（%s）。", f.ID, f.Due, c.who.At())
	}
	if err := tx.PutFollowUp(&f); err != nil {
		return Reply{}, err
	}
	if err := showAgain(tx, f); err != nil {
		return Reply{}, err
	}
	if err := tx.Amend("extension/"+string(f.ID), say.Item{Lines: []say.Text{said}}); err != nil {
		return Reply{}, err
	}
	key := "extended/" + string(f.ID) + "/" + tx.Now.Format("20060102T150405")
	return Reply{Message: say.Lines(said)}, tx.Send(store.Outgoing{Key: key, To: store.Address{Person: e.By}, Message: say.Lines(said), NotBefore: tx.WorkingMoment(tx.Now)})
}
