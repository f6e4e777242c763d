package commands

import (
	"strings"

	"chainlead/internal/say"
	"chainlead/store"
)

var _ = add(Command{
	Name: "went", Alias: "成行",
	Usage: say.T("T-106", "T-106"),
	Short: say.T("Say that a planned trip has happened", "确认计划的出行已成行"),
	Run:   went,
})

// went says that a planned trip has happened: from then on it counts (R5c).
func went(tx *store.Tx, c Call) (Reply, error) {
	t, err := plan(tx, c)
	if err != nil {
		return Reply{}, err
	}
	if tx.Today() < t.From {
		return Reply{}, say.Problemf("%s sets out on %s. Please confirm it then.", "%s定于%s出发，请出发后再确认。", t.ID, t.From)
	}
	t.Confirmed = tx.Now
	if err := tx.PutTrip(&t); err != nil {
		return Reply{}, err
	}
	said := say.T("%s has happened and counts from now on.", "%s已成行，计入外出招商。", t.ID)
	r, err := sameTrip(tx, t, say.Message{Title: said, Lines: []say.Text{ledText(t)}})
	if err != nil {
		return r, err
	}
	return r, tx.Amend(string(t.ID), say.Item{Lines: []say.Text{said}})
}

var _ = add(Command{
	Name: "cancel", Alias: "取消",
	Usage: say.T("T-106", "T-106"),
	Short: say.T("Cancel a planned trip", "取消计划的出行"),
	Run:   cancel,
})

// cancel takes a plan back.
func cancel(tx *store.Tx, c Call) (Reply, error) {
	t, err := plan(tx, c)
	if err != nil {
		return Reply{}, err
	}
	said := say.T("%s is cancelled; it is counted nowhere.", "%s已取消，不计入。", t.ID)
	if _, err := withdrawn(tx, string(t.ID), say.T("cancelled", "取消出行").Plain(say.ZH)); err != nil {
		return Reply{}, err
	}
	return Reply{Message: say.Lines(said)}, tx.Amend(string(t.ID), say.Item{Lines: []say.Text{said}})
}

// plan is the planned trip a call is about, for someone who may change it.
func plan(tx *store.Tx, c Call) (store.Trip, error) {
	p := c.who
	id, _ := cutRecord(c.Text)
	t, err := tx.Trip(store.TripID(id))
	if err != nil {
		return t, missing(err, strings.TrimSpace(cmpOr(id, c.Text)))
	}
	subject := store.Subject{People: []store.PersonID{t.Reporter}, Units: []store.UnitID{t.Unit}}
	switch {
	case t.Withdrawn != nil || !tx.May(p, store.MayChangeOwn, subject) && !tx.May(p, store.MayChange, subject):
		return t, noSuch(id)
	case t.Happened():
		return t, say.Problemf("%s is not a plan: it is recorded as having happened.", "%s不是计划，已按成行登记。", t.ID)
	}
	return t, nil
}
