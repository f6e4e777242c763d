package commands

import (
	"errors"
	"slices"

	"chainlead/internal/say"
	"chainlead/store"
)

var _ = add(Command{
	Name: "undo", Alias: "撤销",
	Usage: say.T("L-128", "L-128"),
	Short: say.T("Take back what you have just done", "撤销刚才的操作"),
	Run:   undo,
})

// undo restores what the last call on a record changed, within some minutes and by the one who made it.
func undo(tx *store.Tx, c Call) (Reply, error) {
	id, _ := cutRecord(c.Text)
	if id == "" {
		return Reply{}, say.Problemf("Which one? Please give its number, such as L-128.", "撤销哪一条？请写编号，如 L-128。")
	}
	log, err := tx.History(id)
	if err != nil {
		return Reply{}, err
	}
	if len(log) == 0 {
		return Reply{}, noSuch(id)
	}
	f, err := tx.Filed(id)
	if err != nil {
		return Reply{}, missing(err, id)
	}
	if !tx.May(c.who, store.MaySeeNames, store.Subject{People: []store.PersonID{f.Reporter}, Units: []store.UnitID{f.Unit}, Chain: f.Chain}) {
		return Reply{}, noSuch(id)
	}
	last := log[len(log)-1]
	minutes := tx.City().Settings.Undo
	switch {
	case last.By != c.User:
		return Reply{}, say.Problemf("The last change of %s wasn't yours. Only the person who made it can undo it.", "%s最近一次操作不是您做的，只能由操作人撤销。", id)
	case tx.Now.Sub(last.At) > minutes.Duration():
		return Reply{}, say.Problemf("%s can be undone for %d minutes only. To take it back, give a reason: /withdraw %[1]s reason", "%s已超过%d分钟，不能撤销。请说明原因撤回：/withdraw %[1]s 原因", id, int(minutes))
	}
	done, err := tx.Undo(last.Call)
	if errors.Is(err, store.ErrChanged) {
		return Reply{}, say.Problemf("Something of it has been changed since, so it can't be undone. To take it back, give a reason: /withdraw %s reason", "其中内容已有后续改动，不能撤销。请说明原因撤回：/withdraw %s 原因", id)
	}
	if err != nil {
		return Reply{}, err
	}
	return Reply{Message: say.Lines(say.T("Undone: %s", "已撤销：%s", say.List(done...)))}, reopen(tx, done)
}

// reopen shows the follow-ups that were undone as they are now, wherever they stand.
func reopen(tx *store.Tx, ids []string) error {
	for _, id := range ids {
		f, err := tx.FollowUp(store.FollowUpID(id))
		if errors.Is(err, store.ErrNotFound) {
			continue
		}
		if err != nil {
			return err
		}
		if err := showAgain(tx, f); err != nil {
			return err
		}
	}
	return nil
}

func showAgain(tx *store.Tx, f store.FollowUp) error {
	owner, err := tx.Someone(f.Owner)
	if err != nil {
		return err
	}
	item, err := mineItem(tx, f, owner)
	if err != nil {
		return err
	}
	if f.Withdrawn != nil {
		item.Lines = append(slices.Clone(item.Lines[:1]), say.T("Withdrawn", "已撤回"))
		item.Buttons = nil
	}
	return tx.Amend(string(f.ID), item)
}
