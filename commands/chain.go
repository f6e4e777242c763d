package commands

import (
	"chainlead/internal/say"
	"chainlead/store"
)

var _ = add(Command{
	Name: "chain", Hidden: true, HasForm: true,
	Short: say.T("Choose a record's chain", "选择产业链"),
	Run:   chain,
})

// chain puts a lead or a trip, and its follow-ups, under a chain.
func chain(tx *store.Tx, c Call) (Reply, error) {
	p := c.who
	id, _ := cutRecord(c.Text)
	if id == "" {
		return Reply{}, noSuch(c.Text)
	}
	f, err := tx.Filed(id)
	if err != nil {
		return Reply{}, missing(err, id)
	}
	subject := store.Subject{People: []store.PersonID{f.Reporter}, Units: []store.UnitID{f.Unit}}
	if !tx.May(p, store.MayChangeOwn, subject) && !tx.May(p, store.MayChange, subject) {
		return Reply{}, noSuch(id)
	}
	if c.Form == nil {
		in := chainInput(tx, string(f.Chain))
		in.Optional, in.More = false, false
		return Reply{Form: &say.Form{Title: say.T("Choose a chain", "选择产业链"), Command: "/chain " + id, Inputs: []say.Input{in}},
			Message: say.Lines(say.T("Which chain does %s belong to?", "%s属于哪条产业链？", id))}, nil
	}
	return underChain(tx, id, store.ChainID(c.value("chain")))
}

func underChain(tx *store.Tx, id string, chain store.ChainID) (Reply, error) {
	if tx.City().Chain(chain).ID == "" {
		return Reply{}, say.Problemf("Please choose a chain from the list.", "请从列表中选择产业链。").In("chain")
	}
	if err := tx.PutUnderChain(id, chain); err != nil {
		return Reply{}, err
	}
	steps, err := tx.FollowUpsOf(id)
	if err != nil {
		return Reply{}, err
	}
	for _, s := range steps {
		if err := tx.PutUnderChain(string(s.ID), chain); err != nil {
			return Reply{}, err
		}
	}
	return Reply{Message: say.Lines(say.T("%s now counts under %s.", "%s已归入%s。", id, tx.City().Chain(chain).Title()))}, nil
}
