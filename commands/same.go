package commands

import (
	"slices"
	"strings"
	"time"

	"chainlead/internal/say"
	"chainlead/store"
)

var _ = add(Command{
	Name: "same", Alias: "同一批次",
	Usage: say.T("T-104 T-103 [no]", "T-104 T-103；要分开时在后面写“不是”"),
	Short: say.T("Say whether two units' entries are the same batch", "确认两条登记是否同一批次"),
	Run:   same,
})

// A batch is a trip or a visit as far as being the same is concerned.
type batch struct {
	id    string
	filed *store.Filed
	*store.Batch
	put func() error
}

func batchOf(tx *store.Tx, id string) (batch, error) {
	if strings.HasPrefix(id, "V") {
		v, err := tx.Visit(store.VisitID(id))
		return batch{id, &v.Filed, &v.Batch, func() error { return tx.PutVisit(&v) }}, err
	}
	t, err := tx.Trip(store.TripID(id))
	return batch{id, &t.Filed, &t.Batch, func() error { return tx.PutTrip(&t) }}, err
}

// same answers whether two units' entries are one batch (R5, R7): "T-104 T-103", or "T-104 T-103 no", which also parts two that were
// joined. The earlier recorded stays, its unit leads, the other takes part.
func same(tx *store.Tx, c Call) (Reply, error) {
	ids := recordID.FindAllString(c.Text, 2)
	if len(ids) < 2 || !strings.EqualFold(ids[0][:1], ids[1][:1]) {
		return Reply{}, say.Problemf("Please give two trips or two visits: /same T-104 T-103", "请写两条出差或两条接待的编号，如：/same T-104 T-103")
	}
	a, err := batchOf(tx, strings.ToUpper(ids[0]))
	if err != nil {
		return Reply{}, missing(err, ids[0])
	}
	b, err := batchOf(tx, strings.ToUpper(ids[1]))
	if err != nil {
		return Reply{}, missing(err, ids[1])
	}
	subject := store.Subject{People: []store.PersonID{a.filed.Reporter}, Units: []store.UnitID{a.filed.Unit}}
	if !tx.May(c.who, store.MayChangeOwn, subject) && !tx.May(c.who, store.MayChange, subject) {
		return Reply{}, notYours()
	}
	no := strings.Contains(strings.ToLower(c.Text), "no") || strings.Contains(c.Text, "不")
	switch {
	case no && (mergedInto(a, b) || mergedInto(b, a)):
		return part(tx, a, b)
	case no:
		a.Apart = append(a.Apart, b.id)
		return Reply{Message: say.Lines(say.T("Noted: %s and %s are different batches; both count.", "已记录：%s与%s不是同一批次，分别计数。", a.id, b.id))}, a.put()
	case a.Same != nil || b.Same != nil:
		return Reply{}, say.Problemf("One of the two has been joined to another already. To part them first: /same %s %s no", "其中一条已并入其他批次。如需分开，请先输入：/same %s %s 不是", a.id, b.id)
	}
	return merge(tx, a, b)
}

func mergedInto(a, b batch) bool { return a.Same != nil && a.Same.As == b.id }

func merge(tx *store.Tx, a, b batch) (Reply, error) {
	if earlier(a, b) {
		a, b = b, a
	}
	a.Same = &store.Same{As: b.id, At: tx.Now}
	for _, u := range append(slices.Clone(a.Joined), a.filed.Unit) {
		if u != b.filed.Unit && !slices.Contains(b.Joined, u) {
			b.Joined = append(b.Joined, u)
		}
	}
	if err := a.put(); err != nil {
		return Reply{}, err
	}
	return Reply{Message: say.Message{
		Title: say.T("%s is the same batch as %s: it counts once, under %s; %s took part.", "%s与%s为同一批次，计入%s，%s参加。",
			a.id, b.id, tx.City().Unit(b.filed.Unit).Title(), tx.City().Unit(a.filed.Unit).Title()),
		Buttons: []say.Button{{Label: say.T("Part them again", "重新分开"), Command: "/same " + a.id + " " + b.id + " no"}},
	}}, b.put()
}

// part takes a merging back: both count again.
func part(tx *store.Tx, a, b batch) (Reply, error) {
	if mergedInto(b, a) {
		a, b = b, a
	}
	a.Same = nil
	a.Apart = append(a.Apart, b.id)
	b.Joined = slices.DeleteFunc(b.Joined, func(u store.UnitID) bool { return u == a.filed.Unit })
	if err := a.put(); err != nil {
		return Reply{}, err
	}
	return Reply{Message: say.Lines(say.T("%s and %s are two batches again; both count.", "%s与%s已重新分开，分别计数。", a.id, b.id))}, b.put()
}

func earlier(a, b batch) bool {
	if !a.filed.At.Equal(b.filed.At) {
		return a.filed.At.Before(b.filed.At)
	}
	return len(a.id) < len(b.id) || len(a.id) == len(b.id) && a.id < b.id
}

// confirmed says that a planned batch has happened.
func (b batch) confirmed(at time.Time) error {
	b.Confirmed = at
	return b.put()
}
