package commands

import (
	"fmt"
	"slices"
	"strings"

	"chainlead/internal/calendar"
	"chainlead/internal/reading"
	"chainlead/internal/say"
	"chainlead/store"
)

// A step is a follow-up as it was just recorded, with whether its day had to be set.
type step struct {
	store.FollowUp
	set bool
}

// record stores the next steps that were read, about a record.
func recordSteps(tx *store.Tx, p store.Person, r reading.Report, about string, base store.Filed, firms []string) ([]step, error) {
	var out []step
	for _, f := range r.FollowUps {
		s, err := recordStep(tx, p, f, about, base, firms)
		if err != nil {
			return nil, err
		}
		out = append(out, s)
	}
	return out, nil
}

func recordStep(tx *store.Tx, p store.Person, f reading.FollowUp, about string, base store.Filed, firms []string) (step, error) {
	day, set := due(tx, f)
	if err := checkDue(tx, day); err != nil {
		return step{}, err
	}
	owner, err := ownerOf(tx, p, f)
	if err != nil {
		return step{}, err
	}
	v := store.FollowUp{
		Filed: store.Filed{Unit: owner.Unit, Chain: base.Chain, Implied: base.Implied, Hidden: base.Hidden, Text: f.Raw},
		What:  strings.TrimSpace(f.Task), Due: day, Owner: owner.ID, About: about, Companies: firms,
	}
	if v.What == "" {
		v.What = say.T("Next contact", "再次联系").Plain(p.Speaks())
	}
	if err := tx.PutFollowUp(&v); err != nil {
		return step{}, err
	}
	return step{v, set}, tellOwner(tx, p, owner, v)
}

// formSteps are the next steps of a form's own field, one a clause: 周五前寄送用地资料；下周三前回访.
func formSteps(tx *store.Tx, p store.Person, c Call, r *reading.Report) error {
	if c.Form == nil {
		return nil
	}
	r.FollowUps = nil
	for _, clause := range strings.FieldsFunc(c.value("next"), func(x rune) bool { return strings.ContainsRune("；;\n", x) }) {
		n, err := read(tx, p, reading.FollowUpLine, clause)
		if err != nil {
			return err
		}
		f := reading.FollowUp{How: reading.HowNone}
		if len(n.FollowUps) > 0 {
			f = n.FollowUps[0]
		}
		f.Task = cmpOr(strings.TrimSpace(f.Task), strings.TrimSpace(clause))
		r.FollowUps = append(r.FollowUps, f)
	}
	return nil
}

// checkDue refuses a day that lies behind or absurdly far ahead.
func checkDue(tx *store.Tx, d calendar.Day) error {
	switch today := tx.Today(); {
	case d < today:
		return say.Problemf("%s has passed. Please give a day from today on.", "%s已过，请填今天或以后的日期。", say.DateSeen(d, today)).In("due")
	case d > today.Add(farthest):
		return say.Problemf("%s is more than three years away. Please check the date.", "%s在三年以后，请核对日期。", say.DateSeen(d, today)).In("due")
	}
	return nil
}

// farthest is how many days ahead a promise may lie: three years.
const farthest = 3 * 365

// ownerOf is who a next step falls to: the colleague named, the liaison of the unit named, or the typist.
func ownerOf(tx *store.Tx, p store.Person, f reading.FollowUp) (store.Person, error) {
	if f.OwnerPerson != "" {
		return tx.Someone(store.PersonID(f.OwnerPerson))
	}
	if f.OwnerUnit == "" || store.UnitID(f.OwnerUnit) == p.Unit {
		return p, nil
	}
	liaisons, err := tx.WithRole(store.UnitID(f.OwnerUnit), store.Liaison)
	if err != nil || len(liaisons) == 0 {
		return p, err
	}
	return liaisons[0], nil
}

// tellOwner tells a colleague what was put on their list, in working time.
func tellOwner(tx *store.Tx, by, owner store.Person, f store.FollowUp) error {
	if owner.ID == by.ID {
		return nil
	}
	item, err := Item(tx, f, owner)
	if err != nil {
		return err
	}
	m := say.Message{Title: say.T("%s has put a follow-up on your list", "%s请您跟进", by.At()), Items: []say.Item{item}}
	return tx.Send(store.Outgoing{Key: "given/" + string(f.ID) + "/" + string(owner.ID), To: store.Address{Person: owner.ID}, Message: m, NotBefore: tx.WorkingMoment(tx.Now)})
}

// Item is an open follow-up as its owner sees it in a list, with its button.
func Item(tx *store.Tx, f store.FollowUp, to store.Person) (say.Item, error) {
	s, err := store.Show(tx, f, store.To(to))
	if err != nil {
		return say.Item{}, err
	}
	return say.Item{
		About:   string(f.ID),
		Lines:   []say.Text{say.T("%s %s", "%s %s", f.ID, s.Title()), say.T("due %s", "%s前", say.DateSeen(f.Due, tx.Today()))},
		Buttons: followUpButtons(f.ID),
	}, nil
}

// followUpButtons are what the owner of an open follow-up can do about it.
func followUpButtons(id store.FollowUpID) []say.Button {
	return []say.Button{
		{Label: say.T("Done", "办结"), Command: fmt.Sprintf("/done %s", id)},
		{Label: say.T("Put off", "延期"), Command: fmt.Sprintf("/snooze %s", id)},
		{Label: say.T("Hand over", "转交"), Command: fmt.Sprintf("/hand %s", id)},
	}
}

// stepLines says the next steps of a record: what, by when, whose, and that the bot will remind.
func stepLines(tx *store.Tx, p store.Person, steps []step) ([]say.Text, error) {
	var out []say.Text
	for _, s := range steps {
		owner, err := ownerName(tx, p, s.FollowUp)
		if err != nil {
			return nil, err
		}
		day := say.DateSeen(s.Due, tx.Today())
		switch {
		case s.Contact:
			out = append(out, say.T("No next step given; set to %d days: get in touch again by %s (%s), owner: %s", "未填下一步，按%d天设定：%s再联系（%s），责任人：%s",
				tx.City().Settings.NextContact, day, s.ID, owner))
		case s.set:
			out = append(out, say.T("Next: %s, no day given; set to %s (%s), owner: %s", "下一步：%s，未填时限，设定为%s前（%s），责任人：%s", s.What, day, s.ID, owner))
		case strings.HasPrefix(s.What, "前"): // 12月5日前来访
			out = append(out, say.T("Next: %[1]s by %[2]s (%[3]s), owner: %[4]s", "下一步：%[2]s%[1]s（%[3]s），责任人：%[4]s", s.What, day, s.ID, owner))
		default:
			out = append(out, say.T("Next: %[1]s by %[2]s (%[3]s), owner: %[4]s", "下一步：%[2]s前%[1]s（%[3]s），责任人：%[4]s", s.What, day, s.ID, owner))
		}
	}
	if len(steps) > 0 {
		out = append(out, remindLine(tx, steps, p))
	}
	return out, nil
}

// remindLine says when whom the bot will remind: on the day, or on the working day before where the day is off.
func remindLine(tx *store.Tx, steps []step, p store.Person) say.Text {
	off := tx.Calendar().Known(steps[0].Due.Year()) && !tx.Calendar().Working(steps[0].Due)
	mine := slices.ContainsFunc(steps, func(s step) bool { return s.Owner == p.ID })
	switch {
	case off && mine:
		return say.T("That is a day off; you will be reminded on the working day before.", "当天为休息日，提前一个工作日提醒您。")
	case off:
		return say.T("That is a day off; the owner will be reminded on the working day before.", "当天为休息日，提前一个工作日提醒责任人。")
	case mine:
		return say.T("You will be reminded that morning.", "到期当天上午提醒您。")
	}
	return say.T("The owner will be reminded that morning.", "到期当天上午提醒责任人。")
}

func ownerName(tx *store.Tx, p store.Person, f store.FollowUp) (say.Text, error) {
	if f.Owner == p.ID {
		return say.T("you", "您"), nil
	}
	o, err := tx.Someone(f.Owner)
	return say.T("%s", "%s", o.At()), err
}
