package commands

import (
	"errors"
	"strings"

	"chainlead/internal/calendar"
	"chainlead/internal/say"
	"chainlead/store"
)

var _ = add(Command{
	Name: "done", Alias: "办结",
	Usage: say.T("F-7 one sentence of result", "F-7 一句话结果"),
	Short: say.T("Close a follow-up", "办结跟进事项"),
	Run:   done,
})

func done(tx *store.Tx, c Call) (Reply, error) {
	p := c.who
	id, result := cutRecord(c.Text)
	if id == "" {
		return askWhich(tx, p)
	}
	f, err := tx.FollowUp(store.FollowUpID(id))
	if err != nil {
		return Reply{}, missing(err, id)
	}
	subject := store.Subject{People: []store.PersonID{f.Owner, f.Reporter}, Units: []store.UnitID{f.Unit}, Chain: f.Chain}
	if f.Withdrawn != nil || !tx.May(p, store.MayClose, subject) {
		return Reply{}, noSuch(id)
	}
	if c.Form != nil {
		result = c.value("result")
	}
	return closeIt(tx, p, f, strings.TrimSpace(result))
}

func closeIt(tx *store.Tx, p store.Person, f store.FollowUp, result string) (Reply, error) {
	again := f.Closed != nil
	switch {
	case again && (result == "" || result == f.Closed.Result):
		return closedAnswer(tx, p, f, true)
	case again:
		f.Closed.Result = result
	default:
		f.Closed = &store.Closing{At: tx.Now, By: p.ID, Result: result}
	}
	if err := tx.PutFollowUp(&f); err != nil {
		return Reply{}, err
	}
	item, err := closedItem(tx, f)
	if err != nil {
		return Reply{}, err
	}
	if err := tx.Amend(string(f.ID), item); err != nil {
		return Reply{}, err
	}
	return closedAnswer(tx, p, f, false)
}

// closedItem is what a message shows in place of a follow-up once it is done.
func closedItem(tx *store.Tx, f store.FollowUp) (say.Item, error) {
	owner, err := tx.Someone(f.Owner)
	if err != nil {
		return say.Item{}, err
	}
	s, err := store.Show(tx, f, store.To(owner))
	if err != nil {
		return say.Item{}, err
	}
	by, err := tx.Someone(f.Closed.By)
	if err != nil {
		return say.Item{}, err
	}
	at := tx.Local(f.Closed.At)
	lines := []say.Text{
		say.T("%s %s", "%s %s", f.ID, s.Title()),
		say.T("Done %s %s (%s)", "已办结 %s%s（%s）", say.Date(calendar.DayOf(at)), at.Format("15:04"), by.At()),
	}
	if f.Closed.Result != "" {
		lines = append(lines, say.T("Result: %s", "结果：%s", f.Closed.Result))
	}
	return say.Item{Lines: lines}, nil
}

func closedAnswer(tx *store.Tx, p store.Person, f store.FollowUp, before bool) (Reply, error) {
	s, err := store.Show(tx, f, store.To(p))
	if err != nil {
		return Reply{}, err
	}
	at := tx.Local(f.Closed.At)
	m := say.Message{Title: say.T("%s is done: %s", "%s已办结：%s", f.ID, s.Title())}
	if before {
		m.Title = say.T("%s was already done on %s: %s", "%s已于%s办结：%s", f.ID, say.Date(calendar.DayOf(at)), s.Title())
	}
	if f.Closed.Result != "" {
		m.Lines = append(m.Lines, say.T("Result: %s", "结果：%s", f.Closed.Result))
	} else {
		m.Lines = append(m.Lines, say.T("To add a sentence of result: /done %s …", "可补一句结果：/done %s 结果", f.ID))
	}
	if !before {
		m.Buttons = append(m.Buttons, say.Button{Label: say.T("Undo", "撤销"), Command: "/undo " + string(f.ID)})
		return askNext(tx, f, m)
	}
	return Reply{Message: m}, nil
}

// askNext asks for the next step where the last one of a live lead was just closed.
func askNext(tx *store.Tx, f store.FollowUp, m say.Message) (Reply, error) {
	l, err := tx.Lead(store.LeadID(f.About))
	if errors.Is(err, store.ErrNotFound) {
		return Reply{Message: m}, nil
	}
	if err != nil {
		return Reply{}, err
	}
	steps, err := tx.FollowUpsOf(f.About)
	if err != nil {
		return Reply{}, err
	}
	for _, o := range steps {
		if o.Open() {
			return Reply{Message: m}, nil
		}
	}
	if l.Withdrawn != nil || l.Claim == store.JoinedClaim {
		return Reply{Message: m}, nil
	}
	m.Lines = append(m.Lines, say.T("It was the last step of lead %s. What comes next?", "这是线索%s的最后一项跟进，请填写下一步。", l.ID))
	m.Buttons = append(m.Buttons, say.Button{Label: say.T("Add the next step", "填写下一步"), Command: "/next " + string(l.ID)})
	return Reply{Message: m}, nil
}

func askWhich(tx *store.Tx, p store.Person) (Reply, error) {
	open, err := tx.OpenOf(p.ID)
	if err != nil {
		return Reply{}, err
	}
	if len(open) == 0 {
		return Reply{}, say.Problemf("You have no open follow-up. To close another's, give its number: /done F-7", "您没有未办结的跟进事项。办结其他事项请写编号：/done F-7")
	}
	m := say.Message{Title: say.T("Which one is done?", "办结哪一件？")}
	for _, f := range open[:min(len(open), mineMost)] {
		item, err := Item(tx, f, p)
		if err != nil {
			return Reply{}, err
		}
		m.Items = append(m.Items, item)
	}
	return Reply{Message: m}, nil
}
