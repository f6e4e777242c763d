package commands

import (
	"strings"

	"chainlead/internal/calendar"
	"chainlead/internal/reading"
	"chainlead/internal/say"
	"chainlead/store"
)

var _ = add(Command{
	Name: "contact", Alias: "联系", HasForm: true,
	Usage: say.T("L-128 when, what was said", "L-128 时间 内容"),
	Short: say.T("Note a contact with a lead's company", "登记与线索企业的联系情况"),
	Run:   contact,
})

// contact notes when and about what a lead's company was last spoken to. It keeps the claim alive; where another unit has claimed the company too, the office reads it.
func contact(tx *store.Tx, c Call) (Reply, error) {
	id, line := cutRecord(c.Text)
	l, err := tx.Lead(store.LeadID(id))
	if err != nil {
		return Reply{}, missing(err, cmpOr(id, "L-128"))
	}
	mine := store.Subject{People: []store.PersonID{l.Reporter}, Units: []store.UnitID{l.Unit}, Chain: l.Chain}
	if l.Withdrawn != nil || !tx.May(c.who, store.MayChangeOwn, mine) && !tx.May(c.who, store.MayRecord, mine) {
		return Reply{}, noSuch(id)
	}
	day, words := tx.Today(), line
	if c.Form != nil {
		day, words = calendar.Day(c.value("day")), c.value("words")
	} else if line != "" {
		r, err := read(tx, c.who, reading.Progress, line)
		if err != nil {
			return Reply{}, err
		}
		day = cmpOr(r.Date, day)
	}
	if words = strings.TrimSpace(words); words == "" {
		return Reply{Message: say.Lines(say.T("When was the company of %s last spoken to, and about what?", "%s最近一次联系是什么时候、谈了什么？", l.ID)),
			Form: &say.Form{Title: say.T("Last contact", "最近联系"), Command: "/contact " + string(l.ID), Inputs: []say.Input{
				{Name: "day", Label: say.T("Day", "日期"), Kind: say.PickDay, Value: string(tx.Today())}, {Name: "words", Label: say.T("What was said", "内容"), Kind: say.ManyLines},
			}}}, nil
	}
	if day > tx.Today() {
		return Reply{}, say.Problemf("%s is still to come. Please give the day you spoke to them.", "%s尚未到，请填写实际联系日期。", say.DateSeen(day, tx.Today())).In("day")
	}
	l.Contacts = append(l.Contacts, store.Contact{Day: day, Words: words, At: tx.Now})
	if err := tx.PutLead(&l); err != nil {
		return Reply{}, err
	}
	return Reply{Message: say.Message{
		Title:   say.T("Contact noted for %s: %s", "已登记%s的联系情况：%s", l.ID, say.DateSeen(day, tx.Today())),
		Lines:   []say.Text{say.Words(words)},
		Buttons: []say.Button{{Label: say.T("Undo", "撤销"), Command: "/undo " + string(l.ID)}},
	}}, contactTold(tx, l)
}

// contactTold adds the first unit's last contact to what the office reads of second claims on its lead.
func contactTold(tx *store.Tx, first store.Lead) error {
	others, err := tx.LeadsOf(first.Company)
	if err != nil {
		return err
	}
	for _, l := range others {
		if l.Against == first.ID && l.Claim == store.PendingClaim {
			if err := tx.Amend("claim/"+string(l.ID), claimItem(tx, l, first, say.Text{})); err != nil {
				return err
			}
		}
	}
	return nil
}
