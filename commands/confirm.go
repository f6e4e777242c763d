package commands

import (
	"chainlead/internal/say"
	"chainlead/store"
)

var _ = add(Command{
	Name: "confirm", Hidden: true,
	Short: say.T("Confirm a newcomer", "确认新成员"),
	Run:   confirm,
})

// confirm says that a newcomer is, or isn't, of the unit they named.
func confirm(tx *store.Tx, c Call) (Reply, error) {
	by := c.who
	id, no := firstWord(c.Text)
	p, err := tx.Person(store.PersonID(id))
	if err != nil {
		return Reply{}, missing(err, id)
	}
	if !tx.May(by, store.MayConfirm, store.Subject{Units: []store.UnitID{p.Unit}}) {
		return Reply{}, notYours()
	}
	unit := tx.City().Unit(p.Unit).Title()
	said := say.T("%s is confirmed as of %s.", "已确认%s为%s人员。", p.At(), unit)
	p.Confirmed = true
	if no == "no" {
		said = say.T("Noted: %s is not of %s. They will be asked again; what they recorded is kept.", "已记录：%s不是%s人员，将请其重新填写单位，已登记内容保留。", p.At(), unit)
		p.Confirmed, p.Role, p.Unit = false, "", ""
	}
	if err := tx.PutPerson(&p); err != nil {
		return Reply{}, err
	}
	if !p.Confirmed {
		if err := askAgain(tx, p); err != nil {
			return Reply{}, err
		}
	}
	return Reply{Message: say.Lines(said)}, tx.Amend("person/"+string(p.ID), say.Item{Lines: []say.Text{said}})
}

// askAgain tells someone that the unit they named doesn't know them.
func askAgain(tx *store.Tx, p store.Person) error {
	m := say.Message{
		Title:   say.T("The unit you named says you aren't of it. Please choose your unit again; what you recorded is kept.", "您所填单位未予确认，请重新填写所在单位，已登记内容保留。"),
		Buttons: []say.Button{{Label: say.T("Choose my unit", "填写所在单位"), Command: "/join"}},
	}
	key := "notours/" + string(p.ID) + "/" + tx.Local(tx.Now).Format("2006-01-02T15:04")
	return tx.Send(store.Outgoing{Key: key, To: store.Address{Person: p.ID}, Message: m, NotBefore: tx.WorkingMoment(tx.Now)})
}
