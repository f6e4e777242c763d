package reminders

import (
	"fmt"
	"maps"
	"slices"
	"time"

	"chainlead/internal/calendar"
	"chainlead/internal/say"
	"chainlead/store"
)

var _ = add(Reminder{
	Name:   "morning",
	Spec:   func(s store.Settings) string { return fmt.Sprintf("%d %d * * *", s.DigestAt.Min, s.DigestAt.Hour) },
	DayOff: Skip, Missed: Latest, Working: true,
	Run: morning,
})

// A digest is what one person is told on a working morning.
type digest struct {
	orders, overdue, today, weekend, week []store.FollowUp
	told                                  map[store.FollowUpID][]say.Text // who hears of an overdue one today
	older                                 int                             // overdue before, and said then
	watched                               []watched
	idle                                  []store.IdleClaim
	asked                                 []store.Request // of a chain whose leader's post one has come to hold
	plans                                 []plan
}

func (d digest) news() bool {
	return len(d.orders)+len(d.overdue)+len(d.today)+len(d.weekend)+len(d.week)+len(d.watched)+len(d.asked)+len(d.idle)+len(d.plans) > 0
}

// morning tells each person, at most once a working day, what falls due today or on the days off before the next working day,
// and what has become overdue since; on the week's first, also what falls due later in it. Each promise is said once as due and once as overdue; while it
// stays overdue, others are told on the ladder, and its owner that they are.
func morning(tx *store.Tx, _ time.Time) error {
	until := tx.Calendar().AddWorking(tx.Today(), 1).Add(-1)
	open, err := tx.OpenDue(until)
	if err != nil {
		return err
	}
	people := map[store.PersonID]*digest{}
	of := func(p store.PersonID) *digest {
		if people[p] == nil {
			people[p] = &digest{told: map[store.FollowUpID][]say.Text{}}
		}
		return people[p]
	}
	for _, f := range open {
		if err := sort(tx, of, f); err != nil {
			return err
		}
	}
	if err := dueThisWeek(tx, of, until); err != nil {
		return err
	}
	if err := inherited(tx, of); err != nil {
		return err
	}
	if err := idleClaims(tx, of); err != nil {
		return err
	}
	if err := plans(tx, of); err != nil {
		return err
	}
	ids := slices.Sorted(maps.Keys(people))
	for _, id := range ids {
		if err := tell(tx, id, *people[id]); err != nil {
			return fmt.Errorf("digest of %s: %w", id, err)
		}
	}
	return nil
}

// sort puts a follow-up where it belongs in its owner's digest, unless it has been said, and in those of others if it stays overdue.
func sort(tx *store.Tx, of func(store.PersonID) *digest, f store.FollowUp) error {
	days := f.Overdue(tx.Today(), tx.Calendar())
	kind := "due"
	if days > 0 {
		kind = "overdue"
	}
	fresh, err := tx.Once(fmt.Sprintf("%s/%s/%s/%s", kind, f.ID, f.Due, f.Owner))
	if err != nil {
		return err
	}
	told, err := climb(tx, f, days, of)
	if err != nil {
		return err
	}
	to, err := tx.Reminded(f.Owner, f.Unit)
	for _, id := range to {
		of(id).add(tx, f, fresh || len(told) > 0, days, told)
	}
	return err
}

// add puts a follow-up under its heading. fresh says that there is something to say of it.
func (d *digest) add(tx *store.Tx, f store.FollowUp, fresh bool, days int, told []say.Text) {
	d.told[f.ID] = told
	switch {
	case fresh && f.Order != "":
		d.orders = append(d.orders, f)
	case fresh && days > 0:
		d.overdue = append(d.overdue, f)
	case days > 0:
		d.older++
	case !fresh:
	case f.Due > tx.Today():
		d.weekend = append(d.weekend, f)
	default:
		d.today = append(d.today, f)
	}
}

// A plan is a trip or a visit whose day has come.
type plan struct {
	id   string
	from calendar.Day
	what say.Text
}

// plans asks, once, whether trips and visits that were planned have happened.
func plans(tx *store.Tx, of func(store.PersonID) *digest) error {
	trips, err := tx.TripsBetween(tx.Today().Add(-planDays), tx.Today().Add(-1))
	if err != nil {
		return err
	}
	for _, t := range trips {
		what := say.T("was planned for %s, to %s. Did it happen?", "原定%s赴%s，是否成行？", say.DateAfter(t.From, tx.Today()), say.List(t.Places...))
		if err := ask(tx, of(t.Reporter), t.Filed, t.Batch, plan{string(t.ID), t.From, what}); err != nil {
			return err
		}
	}
	visits, err := tx.VisitsBetween(tx.Today().Add(-planDays), tx.Today().Add(-1))
	if err != nil {
		return err
	}
	for _, v := range visits {
		what := say.T("was to be received on %s. Did they come?", "原定%s接待来访，是否来访？", say.DateAfter(v.From, tx.Today()))
		if err := ask(tx, of(v.Reporter), v.Filed, v.Batch, plan{string(v.ID), v.From, what}); err != nil {
			return err
		}
	}
	return nil
}

// ask adds a plan to a digest unless it is settled or has been asked about.
func ask(tx *store.Tx, d *digest, f store.Filed, b store.Batch, p plan) error {
	if b.Happened() || f.Withdrawn != nil || b.Same != nil {
		return nil
	}
	fresh, err := tx.Once(fmt.Sprintf("plan/%s/%s", p.id, p.from))
	if fresh && err == nil {
		d.plans = append(d.plans, p)
	}
	return err
}

// planDays is how far back plans are looked for: past any holiday and most outages.
const planDays = 60

func tell(tx *store.Tx, id store.PersonID, d digest) error {
	if !d.news() {
		return nil
	}
	p, err := tx.Someone(id)
	if err != nil {
		return err
	}
	m := say.Message{Title: say.T("Your follow-ups, %s", "今日跟进　%s", say.Date(tx.Today()))}
	sections := []struct {
		head say.Text
		list []store.FollowUp
	}{
		{say.T("[Given by leaders] %d", "【领导交办】%d件", len(d.orders)), d.orders},
		{say.T("[Overdue] %d", "【超期】%d件", len(d.overdue)), d.overdue},
		{say.T("[Due today] %d", "【今天到期】%d件", len(d.today)), d.today},
		{say.T("[Due on the days off] %d", "【休息日到期】%d件", len(d.weekend)), d.weekend},
		{say.T("[Due this week] %d", "【本周到期】%d件", len(d.week)), d.week},
	}
	for _, s := range sections {
		if err := section(tx, p, &m, s.head, s.list, d.told); err != nil {
			return err
		}
	}
	others, err := watchedItems(tx, p, d.watched)
	if err != nil {
		return err
	}
	requests, err := askedItems(tx, p, d.asked)
	if err != nil {
		return err
	}
	idle, err := idleItems(tx, p, d.idle)
	if err != nil {
		return err
	}
	m.Items = slices.Concat(m.Items, requests, others, idle, planItems(d.plans))
	if d.older > 0 {
		m.Items = append(m.Items, say.Item{Lines: []say.Text{say.T("%d more overdue from before: /mine", "另有%d件此前已超期，输入 /mine 查看", d.older)}})
	}
	return tx.Send(store.Outgoing{Key: fmt.Sprintf("morning/%s/%s", id, instantDay(tx)), To: store.Address{Person: id}, Message: m})
}

// instantDay names a morning: a missed one that is made up and the next day's have different keys.
func instantDay(tx *store.Tx) string { return tx.Local(tx.Now).Format("2006-01-02T1504") }

// sectionMost is how many follow-ups a section names; /mine has them all.
const sectionMost = 10

func section(tx *store.Tx, p store.Person, m *say.Message, head say.Text, list []store.FollowUp, told map[store.FollowUpID][]say.Text) error {
	if len(list) == 0 {
		return nil
	}
	m.Items = append(m.Items, say.Item{Lines: []say.Text{head}})
	for _, f := range list[:min(len(list), sectionMost)] {
		item, err := owed(tx, p, f, told[f.ID])
		if err != nil {
			return err
		}
		m.Items = append(m.Items, item)
	}
	if more := len(list) - sectionMost; more > 0 {
		m.Items = append(m.Items, say.Item{Lines: []say.Text{say.T("and %d more: /mine", "另%d件，输入 /mine 查看", more)}})
	}
	return nil
}

// owed is a follow-up as one reads it in the morning, with its buttons. told are those who hear of it today.
func owed(tx *store.Tx, p store.Person, f store.FollowUp, told []say.Text) (say.Item, error) {
	s, err := store.Show(tx, f, store.To(p))
	if err != nil {
		return say.Item{}, err
	}
	item := say.Item{
		About: string(f.ID),
		Lines: []say.Text{say.T("%s %s", "%s %s", f.ID, s.Title())},
		Buttons: []say.Button{
			{Label: say.T("Done", "办结"), Command: "/done " + string(f.ID)}, {Label: say.T("Put off", "延期"), Command: "/snooze " + string(f.ID)},
			{Label: say.T("Hand over", "转交"), Command: "/hand " + string(f.ID)},
		},
	}
	days := f.Overdue(tx.Today(), tx.Calendar())
	switch {
	case days > 0:
		item.Lines = append(item.Lines, overdueLine(tx, f, days, told))
		item.Buttons = append(item.Buttons, say.Button{Label: say.T("Ask upward", "提请协调"), Command: "/request " + string(f.ID)})
	case f.Due != tx.Today():
		item.Lines = append(item.Lines, dueLine(tx, f))
	}
	if f.Owner == p.ID {
		return item, nil
	}
	owner, err := tx.Someone(f.Owner)
	item.Lines = append(item.Lines, ownerLine(tx, owner))
	return item, err
}

// ownerLine names another's promise as theirs.
func ownerLine(tx *store.Tx, owner store.Person) say.Text {
	switch {
	case owner.Left || !owner.Known():
		return say.T("Owner: %s, who has left; please hand it over", "责任人：%s（已离岗，请转交）", owner.At())
	case owner.Away(tx.Today()):
		return say.T("Owner: %s, on leave until %s", "责任人：%s（休假至%s）", owner.At(), say.DateAfter(owner.Leave.To, tx.Today()))
	}
	return say.T("Owner: %s", "责任人：%s", owner.At())
}

// dueLine says when a follow-up falls due, and how often it was put off.
func dueLine(tx *store.Tx, f store.FollowUp) say.Text {
	line := say.T("due %s", "%s到期", say.DateAfter(f.Due, tx.Today()))
	if len(f.Put) == 0 {
		return line
	}
	return say.T("%s, put off %s", "%s，已延期%s", line, say.Count(len(f.Put), "time", "times", "次"))
}

func planItems(plans []plan) []say.Item {
	if len(plans) == 0 {
		return nil
	}
	out := []say.Item{{Lines: []say.Text{say.T("[Please confirm] %d", "【请您确认】%d件", len(plans))}}}
	for _, p := range plans {
		out = append(out, say.Item{
			About: p.id,
			Lines: []say.Text{say.T("%s %s", "%s %s", p.id, p.what)},
			Buttons: []say.Button{
				{Label: say.T("Yes", "已成行"), Command: "/went " + p.id}, {Label: say.T("New date", "改期"), Command: "/edit " + p.id},
				{Label: say.T("Cancelled", "取消"), Command: "/cancel " + p.id},
			},
		})
	}
	return out
}
