package commands

import (
	"strings"

	"chainlead/internal/say"
	"chainlead/store"
)

var _ = add(Command{
	Name: "reopen", Alias: "退回",
	Usage: say.T("F-7 why it isn't done", "F-7 未办结的原因"),
	Short: say.T("Send back what isn't really done", "退回实际未办结的事项"),
	Run:   sendBack,
})

// sendBack reopens a follow-up that was closed and isn't done (退回), with the reason; its owner is told. The day it was due stays.
func sendBack(tx *store.Tx, c Call) (Reply, error) {
	id, why := cutRecord(c.Text)
	f, err := tx.FollowUp(store.FollowUpID(id))
	if err != nil {
		return Reply{}, missing(err, cmpOr(id, c.Text))
	}
	subject := store.Subject{People: []store.PersonID{f.Reporter}, Units: []store.UnitID{f.Unit}, Chain: f.Chain}
	switch {
	case f.Withdrawn != nil || !tx.May(c.who, store.MaySendBack, subject):
		return Reply{}, noSuch(id)
	case f.Closed == nil:
		return Reply{}, say.Problemf("%s is still open.", "%s尚未办结，无需退回。", id)
	case strings.TrimSpace(why) == "":
		return Reply{}, say.Problemf("Please say what is missing: /reopen %s why", "请写明退回原因：/reopen %s 原因", id)
	}
	f.Closed = nil
	f.Back = append(f.Back, store.Return{Why: why, By: c.User, At: tx.Now})
	if err := tx.PutFollowUp(&f); err != nil {
		return Reply{}, err
	}
	if err := showAgain(tx, f); err != nil {
		return Reply{}, err
	}
	owner, err := tx.Someone(f.Owner)
	if err != nil {
		return Reply{}, err
	}
	item, err := mineItem(tx, f, owner)
	if err != nil {
		return Reply{}, err
	}
	item.Lines = append(item.Lines, say.T("Sent back by %s: %s", "%s退回：%s", c.who.At(), why))
	said := Reply{Message: say.Message{Title: say.T("%s is open again; its owner is told.", "%s已退回，重新办理，已告知责任人。", id), Buttons: []say.Button{{Label: say.T("Undo", "撤销"), Command: "/undo " + id}}}}
	if owner.ID == c.User {
		return said, nil
	}
	key := "back/" + id + "/" + tx.Now.Format("20060102T150405")
	return said, tx.Send(store.Outgoing{Key: key, To: store.Address{Person: owner.ID}, Message: say.Message{Items: []say.Item{item}}, NotBefore: tx.WorkingMoment(tx.Now)})
}
