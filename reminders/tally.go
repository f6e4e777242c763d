package reminders

import (
	"errors"
	"fmt"
	"time"

	"chainlead/internal/calendar"
	"chainlead/internal/say"
	"chainlead/internal/tally"
	"chainlead/store"
)

var _ = add(Reminder{
	Name:   "tally",
	Spec:   func(s store.Settings) string { return fmt.Sprintf("%d %d * * *", s.TallyAt.Min, s.TallyAt.Hour) },
	DayOff: Run, Missed: Each,
	Run: cutOff,
})

// cutOff counts the week at its cut-off (R2), freezes the figures and posts them in the same transaction (R20): each chain's to
// its channel, with a copy to its leader and liaison, all chains to the city's. A cut-off that was missed is counted as of its own
// time; only the latest of several is posted, at the next working moment.
func cutOff(tx *store.Tx, at time.Time) error {
	day := calendar.DayOf(tx.Local(at))
	if !tx.Calendar().Known(day.Year()) {
		return askCalendar(tx, day)
	}
	if cut, ok := tally.Cutoff(day, tx.Calendar()); !ok || cut != day {
		return nil
	}
	t, err := tally.Count(tx, tally.PeriodOf(tx, day))
	if err != nil {
		return err
	}
	if err := tx.FreezeTally(&t); err != nil {
		return err
	}
	if next := tx.City().Settings.TallyAt.On(tally.Next(day, tx.Calendar()), tx.Zone()); !next.After(tx.Now) {
		return nil // a later cut-off was missed too; that one is posted
	}
	if err := tally.Check(tx, t); errors.Is(err, tally.ErrDiffers) {
		return tellOffice(tx, "differs/"+string(day), say.Message{Title: say.T("The figures of %s don't add up, so nothing was posted. Please tell the IT office: %s", "%s周动态数据勾稽不符，未发布。请告知信息部门：%s", day, err.Error())})
	} else if err != nil {
		return err
	}
	d, err := tx.Desk(day)
	if err != nil {
		return err
	}
	if d.Waits(tx.City().Settings.Approve) {
		d.Held = true
		if err := tx.PutDesk(d); err != nil {
			return err
		}
		return tellOffice(tx, "held/"+string(day), say.Message{
			Title: say.T("The weekly update to %s is ready and waits for you.", "截至%s的周动态已生成，待放行。", day),
			Items: []say.Item{tally.DeskItem(tx, day, d)},
		})
	}
	if err := tally.Post(tx, t); err != nil {
		return err
	}
	d, err = tx.Desk(day)
	if err != nil {
		return err
	}
	return tx.Amend("desk/"+string(day), tally.DeskItem(tx, day, d))
}

// tellOffice tells the office something, in working time.
func tellOffice(tx *store.Tx, key string, m say.Message) error {
	office, err := tx.TheOffice()
	if err != nil {
		return err
	}
	for _, p := range office {
		if err := tx.Send(store.Outgoing{Key: key + "/" + string(p.ID), To: store.Address{Person: p.ID}, Message: m, NotBefore: tx.WorkingMoment(tx.Now)}); err != nil {
			return err
		}
	}
	return nil
}

// askCalendar tells the office, once, that a year's working days aren't known: nothing is posted by itself in it.
func askCalendar(tx *store.Tx, day calendar.Day) error {
	return tellOffice(tx, "calendar/"+string(day[:4]), say.Lines(say.T("The holidays of %[1]s aren't loaded: weekly tallies of that year are not posted, and its working days count Monday to Friday. Please update the program.",
		"尚未载入%[1]s年放假安排：该年周动态暂不自动发布，工作日暂按周一至周五计。请更新程序。", string(day[:4]))))
}
