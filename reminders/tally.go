package reminders

import (
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
	if err := tx.FreezeTally(t); err != nil {
		return err
	}
	if next := tx.City().Settings.TallyAt.On(tally.Next(day, tx.Calendar()), tx.Zone()); !next.After(tx.Now) {
		return nil // a later cut-off was missed too; that one is posted
	}
	return post(tx, t)
}

func post(tx *store.Tx, t store.Tally) error {
	w := postman{tx: tx, t: t}
	if tx.Now.Sub(t.At) > late {
		w.late, w.notBefore = true, tx.WorkingMoment(tx.Now)
	}
	for _, c := range tx.City().Chains {
		if err := w.chain(c); err != nil {
			return fmt.Errorf("tally of %s: %w", c.ID, err)
		}
	}
	if tx.City().Channel == "" {
		return nil
	}
	return w.send("city", store.Address{Channel: tx.City().Channel}, store.ToChannel(tx.City().Channel), tally.Report.City)
}

// A postman queues one cut-off's messages.
type postman struct {
	tx        *store.Tx
	t         store.Tally
	late      bool
	notBefore time.Time
}

func (w postman) chain(c store.Chain) error {
	if c.Channel != "" {
		err := w.send("chain/"+string(c.ID), store.Address{Channel: c.Channel}, store.ToChannel(c.Channel),
			func(r tally.Report) (say.Message, error) { return r.Chain(c.ID) })
		if err != nil {
			return err
		}
	}
	post, ok := w.tx.City().ChainPost(c.ID, w.t.Cutoff)
	if !ok {
		return nil
	}
	for _, id := range []store.PersonID{post.Person, post.Liaison} {
		if id == "" {
			continue
		}
		p, err := w.tx.Someone(id)
		if err != nil {
			return err
		}
		err = w.send("leader/"+string(c.ID)+"/"+string(id), store.Address{Person: id}, store.To(p),
			func(r tally.Report) (say.Message, error) { return r.Leader(c.ID) })
		if err != nil {
			return err
		}
	}
	return nil
}

func (w postman) send(what string, to store.Address, reader store.Audience, text func(tally.Report) (say.Message, error)) error {
	r, err := tally.NewReport(w.tx, w.t, reader)
	if err != nil {
		return err
	}
	m, err := text(r)
	if err != nil {
		return err
	}
	if w.late {
		m.Items = append(m.Items, say.Item{Lines: []say.Text{say.T("[Posted late] The service was down at the cut-off.", "【补发】上期因停机未按时发布。")}})
	}
	return w.tx.Send(store.Outgoing{Key: fmt.Sprintf("tally/%s/%s", w.t.Cutoff, what), To: to, Message: m, NotBefore: w.notBefore})
}

// askCalendar tells the office, once, that a year's working days aren't known: nothing is posted by itself in it.
func askCalendar(tx *store.Tx, day calendar.Day) error {
	office, err := tx.TheOffice()
	if err != nil {
		return err
	}
	m := say.Lines(say.T("The holidays of %[1]s aren't loaded: weekly tallies of that year are not posted, and its working days count Monday to Friday. Please update the program.",
		"尚未载入%[1]s年放假安排：该年周动态暂不自动发布，工作日暂按周一至周五计。请更新程序。", string(day[:4])))
	for _, p := range office {
		if err := tx.Send(store.Outgoing{Key: "calendar/" + string(day[:4]) + "/" + string(p.ID), To: store.Address{Person: p.ID}, Message: m, NotBefore: tx.WorkingMoment(tx.Now)}); err != nil {
			return err
		}
	}
	return nil
}
