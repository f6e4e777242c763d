package commands

import (
	"cmp"
	"slices"
	"strings"

	"chainlead/internal/say"
	"chainlead/store"
)

var _ = add(Command{
	Name: "same", Hidden: true,
	Short: say.T("Say whether two trips are the same batch", "确认是否同一批次"),
	Run:   same,
})

// same answers whether two units' trips are one batch (R5): "T-104 T-103", or "T-104 T-103 no". The earlier recorded stays, its
// unit leads, the other takes part.
func same(tx *store.Tx, c Call) (Reply, error) {
	p := c.who
	args := strings.Fields(strings.ToUpper(c.Text))
	if len(args) < 2 {
		return Reply{}, say.Problemf("Please give both trips: /same T-104 T-103", "请写两条出差的编号，如：/same T-104 T-103")
	}
	late, err := tx.Trip(store.TripID(args[0]))
	if err != nil {
		return Reply{}, missing(err, args[0])
	}
	early, err := tx.Trip(store.TripID(args[1]))
	if err != nil {
		return Reply{}, missing(err, args[1])
	}
	subject := store.Subject{People: []store.PersonID{late.Reporter}, Units: []store.UnitID{late.Unit}}
	if !tx.May(p, store.MayChangeOwn, subject) && !tx.May(p, store.MayChange, subject) {
		return Reply{}, notYours()
	}
	if late.Same != nil {
		return Reply{}, say.Problemf("%s was already joined to %s.", "%s已并入%s。", late.ID, late.Same.As)
	}
	if len(args) > 2 {
		return apart(tx, late, early)
	}
	return oneBatch(tx, late, early)
}

func apart(tx *store.Tx, late, early store.Trip) (Reply, error) {
	late.Apart = append(late.Apart, early.ID)
	err := tx.PutTrip(&late)
	return Reply{Message: say.Lines(say.T("Noted: %s and %s are different trips; both count.", "已记录：%s与%s不是同一批次，分别计数。", late.ID, early.ID))}, err
}

func oneBatch(tx *store.Tx, a, b store.Trip) (Reply, error) {
	if cmp.Or(a.At.Compare(b.At), cmp.Compare(len(a.ID), len(b.ID)), cmp.Compare(a.ID, b.ID)) < 0 {
		a, b = b, a
	}
	a.Same = &store.Same{As: b.ID, At: tx.Now}
	for _, u := range append(slices.Clone(a.Joined), a.Unit) {
		if u != b.Unit && !slices.Contains(b.Joined, u) {
			b.Joined = append(b.Joined, u)
		}
	}
	if err := tx.PutTrip(&a); err != nil {
		return Reply{}, err
	}
	return Reply{Message: say.Lines(say.T("%s is the same batch as %s: it counts once, under %s; %s took part.", "%s与%s为同一批次，计入%s，%s参加。",
		a.ID, b.ID, tx.City().Unit(b.Unit).Title(), tx.City().Unit(a.Unit).Title()))}, tx.PutTrip(&b)
}
