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
	b, err := plan(tx, c)
	if err != nil {
		return Reply{}, err
	}
	if tx.Today() < b.From {
		return Reply{}, say.Problemf("%s is planned for %s. Please confirm it then.", "%s定于%s，请届时再确认。", b.id, b.From)
	}
	if err := b.confirmed(tx.Now); err != nil {
		return Reply{}, err
	}
	if strings.HasPrefix(b.id, "V") {
		said := say.T("%s took place and counts from now on.", "%s已来访，计入接待客商。", b.id)
		return Reply{Message: say.Lines(said)}, tx.Amend(b.id, say.Item{Lines: []say.Text{said}})
	}
	t, err := tx.Trip(store.TripID(b.id))
	if err != nil {
		return Reply{}, err
	}
	said := say.T("%s has happened and counts from now on.", "%s已成行，计入外出招商。", t.ID)
	r, err := sameTrip(tx, t, say.Message{Title: said, Lines: []say.Text{ledText(t)}})
	if err != nil {
		return r, err
	}
	return r, tx.Amend(b.id, say.Item{Lines: []say.Text{said}})
}

var _ = add(Command{
	Name: "cancel", Alias: "取消",
	Usage: say.T("T-106", "T-106"),
	Short: say.T("Cancel a planned trip", "取消计划的出行"),
	Run:   cancel,
})

// cancel takes a plan back.
func cancel(tx *store.Tx, c Call) (Reply, error) {
	b, err := plan(tx, c)
	if err != nil {
		return Reply{}, err
	}
	said := say.T("%s is cancelled; it is counted nowhere.", "%s已取消，不计入。", b.id)
	if _, err := withdrawn(tx, b.id, say.T("cancelled", "取消").Plain(say.ZH)); err != nil {
		return Reply{}, err
	}
	return Reply{Message: say.Lines(said)}, tx.Amend(b.id, say.Item{Lines: []say.Text{said}})
}

// plan is the planned trip or visit a call is about, for someone who may change it.
func plan(tx *store.Tx, c Call) (batch, error) {
	p := c.who
	id, _ := cutRecord(c.Text)
	b, err := batchOf(tx, id)
	if err != nil {
		return b, missing(err, strings.TrimSpace(cmpOr(id, c.Text)))
	}
	subject := store.Subject{People: []store.PersonID{b.filed.Reporter}, Units: []store.UnitID{b.filed.Unit}}
	switch {
	case b.filed.Withdrawn != nil || !tx.May(p, store.MayChangeOwn, subject) && !tx.May(p, store.MayChange, subject):
		return b, noSuch(id)
	case b.Happened():
		return b, say.Problemf("%s is not a plan: it is recorded as having happened.", "%s不是计划，已按实际发生登记。", b.id)
	}
	return b, nil
}
