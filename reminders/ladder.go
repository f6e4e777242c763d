package reminders

import (
	"fmt"
	"slices"

	"chainlead/internal/calendar"
	"chainlead/internal/say"
	"chainlead/internal/tally"
	"chainlead/store"
)

// A rung says who else is told of a promise that stays overdue, and from which working day on.
type rung struct {
	name  string
	from  func(store.Settings) int // working days overdue; 0: never
	who   func(*store.Tx, store.FollowUp) ([]store.Person, error)
	title say.Text // as others are told of them
	head  say.Text // over the items in their own message
	you   say.Text // why they get it
}

// ladder is climbed one rung at a time, each once: the owner's unit head, the chain's task-force office, the investment promotion office. The
// chain's leader reads what is left in the weekly update.
var ladder = []rung{
	{
		name: "head", from: func(s store.Settings) int { return s.TellHead },
		who:   func(tx *store.Tx, f store.FollowUp) ([]store.Person, error) { return tx.WithRole(f.Unit, store.Head) },
		title: say.Both("the unit head", "单位负责人"), head: say.Both("Overdue in your unit", "本单位超期"),
		you: say.Both("You get this as the head of the owners' unit.", "您收到本提醒：您是责任人的单位负责人。"),
	},
	{
		name: "taskforce", from: func(s store.Settings) int { return s.TellTaskForce },
		who:   func(tx *store.Tx, f store.FollowUp) ([]store.Person, error) { return tx.TaskForceOffice(f.Chain) },
		title: say.Both("the task-force office", "专班办公室"), head: say.Both("Overdue in your chain", "本链超期"),
		you: say.Both("You get this as the chain's task-force office.", "您收到本提醒：您是该产业链专班办公室人员。"),
	},
	{
		name: "office", from: func(s store.Settings) int { return s.TellOffice },
		who:   func(tx *store.Tx, _ store.FollowUp) ([]store.Person, error) { return tx.TheOffice() },
		title: say.Both("the promotion office", "市招商办"), head: say.Both("Long overdue", "长期超期"),
		you: say.Both("You get this as the investment promotion office.", "您收到本提醒：您是市招商办人员。"),
	},
}

// told are the people a rung tells of a promise: all but its owner.
func (r rung) told(tx *store.Tx, f store.FollowUp) ([]store.Person, error) {
	people, err := r.who(tx, f)
	return slices.DeleteFunc(people, func(p store.Person) bool { return p.ID == f.Owner }), err
}

// A watched is a promise that others are told of, with the rung they stand on.
type watched struct {
	store.FollowUp
	rung int
}

// climb puts a promise that is overdue into the digest of everyone whose rung it has reached, and says who was told of it now.
func climb(tx *store.Tx, f store.FollowUp, days int, of func(store.PersonID) *digest) (now []say.Text, err error) {
	for i, r := range ladder {
		from := r.from(tx.City().Settings)
		if from == 0 || days < from {
			continue
		}
		people, err := r.told(tx, f)
		if err != nil || len(people) == 0 {
			return now, err
		}
		fresh, err := tx.Once(fmt.Sprintf("told/%s/%s/%s", f.ID, f.Due, r.name))
		if err != nil {
			return nil, err
		}
		if !fresh {
			continue
		}
		now = append(now, r.title)
		for _, p := range people {
			d := of(p.ID)
			d.watched = append(d.watched, watched{f, i})
		}
	}
	return now, nil
}

// higher says who is told next, above a rung, of a promise that stays open; nothing on the last one.
func higher(tx *store.Tx, f store.FollowUp, above int) (say.Text, error) {
	due := tx.Calendar().Next(f.Due)
	for _, r := range ladder[above+1:] {
		people, err := r.told(tx, f)
		if err != nil {
			return say.Text{}, err
		}
		from := r.from(tx.City().Settings)
		if day := tx.Calendar().AddWorking(due, from); len(people) > 0 && from > 0 && day > tx.Today() {
			return say.T("if it is still open on %s, %s is told", "%s仍未办结的，告知%s", say.DateAfter(day, f.Due), r.title), nil
		}
	}
	return say.Text{}, nil
}

// listed says when a promise that stays open is named in its chain's weekly update; nothing where the next update won't.
func listed(tx *store.Tx, f store.FollowUp) say.Text {
	set := tx.City().Settings
	cut := tally.Next(tx.Today().Add(-1), tx.Calendar())
	if f.Chain == "" || f.Overdue(cut, tx.Calendar()) < set.ListFrom || !set.TallyAt.On(cut, tx.Zone()).After(tx.Now) {
		return say.Text{}
	}
	return say.T("if it is still open on %s at %s, the %s chain's update names it", "%s%s前仍未办结的，列入%s链周动态",
		say.DateAfter(cut, f.Due), set.TallyAt.String(), tx.City().Chain(f.Chain).Within())
}

// watchedItems are the promises of others a person is told of, rung by rung.
func watchedItems(tx *store.Tx, p store.Person, list []watched) ([]say.Item, error) {
	var out []say.Item
	for i, r := range ladder {
		var here []watched
		for _, w := range list {
			if w.rung == i {
				here = append(here, w)
			}
		}
		if len(here) == 0 {
			continue
		}
		out = append(out, say.Item{Lines: []say.Text{say.T("[%s] %d", "【%s】%d件", r.head, len(here)), r.you}})
		for _, w := range here[:min(len(here), sectionMost)] {
			item, err := told(tx, p, w)
			if err != nil {
				return nil, err
			}
			out = append(out, item)
		}
		if more := len(here) - sectionMost; more > 0 {
			out = append(out, say.Item{Lines: []say.Text{say.T("and %d more", "另%d件", more)}})
		}
	}
	return out, nil
}

// told is another's promise as a person on the ladder reads it.
func told(tx *store.Tx, p store.Person, w watched) (say.Item, error) {
	next, err := higher(tx, w.FollowUp, w.rung)
	if err != nil {
		return say.Item{}, err
	}
	item, err := owed(tx, p, w.FollowUp, nil)
	if err != nil {
		return say.Item{}, err
	}
	if then := say.Join("; ", "；", next, listed(tx, w.FollowUp)); !then.Empty() {
		item.Lines = append(item.Lines, say.Capital(then))
	}
	return item, nil
}

// overdueLine says how long a promise has been overdue, who is told of it today, and what comes next.
func overdueLine(tx *store.Tx, f store.FollowUp, days int, now []say.Text) say.Text {
	line := say.T("was due %s, %s overdue", "应于%s办结，超期%s", say.DateAfter(f.Due, tx.Today()), say.Count(days, "working day", "working days", "个工作日"))
	if len(now) == 0 {
		return line
	}
	line = say.T("%s; told today: %s", "%s，今天告知%s", line, say.Join(" and ", "、", now...))
	return say.Join("; ", "；", line, listed(tx, f))
}

// dueThisWeek puts what falls due later this week into a digest, once, on the week's first working day.
func dueThisWeek(tx *store.Tx, of func(store.PersonID) *digest, after calendar.Day) error {
	today := tx.Today()
	if tx.Calendar().Next(today.Monday()) != today {
		return nil
	}
	open, err := tx.OpenDue(today.Monday().Add(6))
	if err != nil {
		return err
	}
	for _, f := range open {
		if f.Due <= after {
			continue
		}
		fresh, err := tx.Once(fmt.Sprintf("week/%s/%s/%s", f.ID, f.Due, f.Owner))
		if err != nil {
			return err
		}
		if !fresh {
			continue
		}
		to, err := tx.Reminded(f.Owner, f.Unit)
		if err != nil {
			return err
		}
		for _, id := range to {
			d := of(id)
			d.week = append(d.week, f)
		}
	}
	return nil
}
