package commands

import (
	"strings"

	"chainlead/internal/say"
	"chainlead/store"
)

var _ = add(Command{
	Name: "withdraw", Alias: "撤回",
	Usage: say.T("L-128 reason", "L-128 原因"),
	Short: say.T("Take a record back, with a reason", "撤回一条登记，须写原因"),
	Run:   withdraw,
})

// withdraw takes a record back. It stays in the log; the next tally says so.
func withdraw(tx *store.Tx, c Call) (Reply, error) {
	p := c.who
	id, why := cutRecord(c.Text)
	if id == "" || strings.TrimSpace(why) == "" {
		return Reply{}, say.Problemf("Please give the number and the reason: /withdraw L-128 entered twice", "请写编号和原因，如：/withdraw L-128 重复登记")
	}
	f, err := tx.Filed(id)
	if err != nil {
		return Reply{}, missing(err, id)
	}
	subject := store.Subject{People: []store.PersonID{f.Reporter}, Units: []store.UnitID{f.Unit}, Chain: f.Chain}
	if !tx.May(p, store.MayChangeOwn, subject) && !tx.May(p, store.MayChange, subject) {
		return Reply{}, noSuch(id)
	}
	if f.Withdrawn != nil {
		return Reply{}, say.Problemf("%s was withdrawn before.", "%s此前已撤回。", id)
	}
	return withdrawn(tx, id, why)
}

// withdrawn takes a record and its open follow-ups back.
func withdrawn(tx *store.Tx, id, why string) (Reply, error) {
	if err := tx.Withdraw(id, why); err != nil {
		return Reply{}, err
	}
	ids := []string{id}
	steps, err := tx.FollowUpsOf(id)
	if err != nil {
		return Reply{}, err
	}
	for _, s := range steps {
		if s.Open() {
			if err := tx.Withdraw(string(s.ID), why); err != nil {
				return Reply{}, err
			}
			ids = append(ids, string(s.ID))
		}
	}
	return Reply{Message: say.Lines(say.T("Withdrawn: %s. It stays in the log with your reason.", "已撤回：%s，原因已留存。", say.List(ids...)))}, reopen(tx, ids)
}
