package commands

import (
	"cmp"
	"maps"
	"slices"

	"chainlead/internal/say"
	"chainlead/store"
)

var _ = add(Command{
	Name: "mine", Alias: "我的",
	Short: say.T("Your open follow-ups, overdue first", "您未办结的事项，超期在前"),
	Run:   mine,
})

// mineMost is how many follow-ups a list shows; more are given as a number.
const mineMost = 15

func mine(tx *store.Tx, c Call) (Reply, error) {
	p := c.who
	open, err := promises(tx, p)
	if err != nil {
		return Reply{}, err
	}
	if len(open) == 0 {
		return Reply{Message: say.Lines(say.T("You have no open follow-up.", "您没有未办结的跟进事项。"))}, nil
	}
	m := say.Message{Title: say.T("Your open follow-ups: %d", "您未办结的事项：%d件", len(open))}
	heading := ""
	for _, f := range open[:min(len(open), mineMost)] {
		if g := group(tx, f); g.String() != heading {
			heading = g.String()
			m.Items = append(m.Items, say.Item{Lines: []say.Text{g}})
		}
		item, err := mineItem(tx, f, p)
		if err != nil {
			return Reply{}, err
		}
		m.Items = append(m.Items, item)
	}
	if more := len(open) - mineMost; more > 0 {
		m.Items = append(m.Items, say.Item{Lines: []say.Text{say.T("and %d more", "另%d件", more)}})
	}
	return Reply{Message: m}, nil
}

// promises are a person's open follow-ups and those of whom they stand in for, what leaders gave first.
func promises(tx *store.Tx, p store.Person) ([]store.FollowUp, error) {
	open, err := tx.OpenOf(p.ID)
	if err != nil {
		return nil, err
	}
	absent, err := tx.Absent()
	if err != nil {
		return nil, err
	}
	for _, id := range slices.Sorted(maps.Keys(absent)) {
		if absent[id] != p.ID {
			continue
		}
		theirs, err := tx.OpenOf(id)
		if err != nil {
			return nil, err
		}
		open = append(open, theirs...)
	}
	slices.SortStableFunc(open, func(a, b store.FollowUp) int {
		return cmp.Or(bit(b.Order != "")-bit(a.Order != ""), cmp.Compare(a.Due, b.Due))
	})
	return open, nil
}

func bit(b bool) int {
	if b {
		return 1
	}
	return 0
}

// group is the heading a follow-up stands under: what a leader gave comes first.
func group(tx *store.Tx, f store.FollowUp) say.Text {
	switch {
	case f.Order != "":
		return say.T("[Given by leaders]", "【领导交办】")
	case f.Overdue(tx.Today(), tx.Calendar()) > 0:
		return say.T("[Overdue]", "【超期】")
	case f.Due <= tx.Today():
		return say.T("[Due today]", "【今天到期】")
	}
	return say.T("[Later]", "【以后到期】")
}

// mineItem is an open follow-up in its owner's list: an overdue one says by how much.
func mineItem(tx *store.Tx, f store.FollowUp, p store.Person) (say.Item, error) {
	item, err := Item(tx, f, p)
	if n := f.Overdue(tx.Today(), tx.Calendar()); err == nil && n > 0 {
		item.Lines[1] = say.T("was due %s, %s overdue", "应于%s办结，超期%s", say.DateSeen(f.Due, tx.Today()), say.Count(n, "working day", "working days", "个工作日"))
	}
	if f.Owner != p.ID && err == nil {
		owner, err := tx.Someone(f.Owner)
		if err != nil {
			return item, err
		}
		item.Lines = append(item.Lines, say.T("you stand in for %s", "代%s办理", owner.At()))
	}
	if f.Offered != nil && err == nil {
		item.Lines = append(item.Lines, say.T("waits for %s to sign", "待%s签收", tx.City().Unit(f.Offered.To).Title()))
	}
	return item, err
}
