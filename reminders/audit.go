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

// A difference is something that was promised and isn't done. Its key says what, so that it is told once.
type difference struct {
	key  string
	text say.Text
}

// tooLate is how long after its time something may still be under way.
const tooLate = 15 * time.Minute

// Audit compares what was promised with what was done: scheduled times with those accounted for, promises that are due with the reminders said, cut-offs with tallies,
// messages owed with messages posted. It tells the office what is new among the differences, and returns them all. What waited while the program was off, before began, isn't
// late yet.
func Audit(s *store.Store, began time.Time) ([]say.Text, error) {
	var out []say.Text
	err := s.Update(store.Robot("audit"), func(tx *store.Tx) error {
		found, err := audit(tx, began)
		if err != nil {
			return err
		}
		m := say.Message{Title: say.T("Self-audit: what should have been done and isn't", "自查：以下事项应办未办，请告知信息部门")}
		for _, d := range found {
			out = append(out, d.text)
			fresh, err := tx.Once("audit/" + d.key)
			if err != nil {
				return err
			}
			if fresh {
				m.Lines = append(m.Lines, d.text)
			}
		}
		if len(m.Lines) == 0 {
			return nil
		}
		return tellOffice(tx, "audit/"+tx.Now.Format(time.RFC3339), m)
	})
	return out, err
}

// audit lists the differences. While everything is paused nothing is due.
func audit(tx *store.Tx, began time.Time) ([]difference, error) {
	_, paused, err := tx.Paused()
	if err != nil || tx.City().Zone == "" {
		return nil, err
	}
	out, err := messagesLate(tx, began)
	if err != nil || paused {
		return out, err
	}
	checks := []func(*store.Tx) ([]difference, error){occurrencesMissing, remindersMissing, talliesMissing}
	for _, check := range checks {
		found, err := check(tx)
		if err != nil {
			return nil, err
		}
		out = append(out, found...)
	}
	return out, nil
}

// auditDays is how far back the history of scheduled times is looked through.
const auditDays = 31

// occurrencesMissing looks for scheduled times that are neither run nor skipped: between two that are, and since the last.
func occurrencesMissing(tx *store.Tx) ([]difference, error) {
	var out []difference
	missing := func(r Reminder, at time.Time) {
		out = append(out, difference{fmt.Sprintf("occurrence/%s/%s", r.Name, at.UTC().Format(time.RFC3339)),
			say.T("the reminder “%s” of %s wasn't run", "提醒“%s”未在%s运行", r.Name, tx.Local(at).Format("2006-01-02 15:04"))})
	}
	for _, r := range all {
		schedule, err := parse(r, tx.City().Settings)
		if err != nil {
			return nil, err
		}
		history, err := tx.OccurrencesSince(r.Name, tx.Now.AddDate(0, 0, -auditDays))
		if err != nil {
			return nil, err
		}
		for i := 1; i < len(history); i++ {
			a, b := history[i-1].At, history[i].At
			next := func(t time.Time) time.Time { return after(schedule, t, tx.Zone()) }
			if next(a.Add(-time.Second)).Equal(a) && next(b.Add(-time.Second)).Equal(b) && !next(a).Equal(b) { // not so where the hour was changed in between
				missing(r, next(a))
			}
		}
		since, err := due(tx, r)
		if err != nil {
			return nil, err
		}
		if len(since) > 0 && tx.Now.Sub(since[0]) > tooLate && tx.Now.Sub(tx.WorkingMoment(since[0])) > tooLate {
			missing(r, since[0])
		}
	}
	return out, nil
}

// remindersMissing looks for promises that are due and that this morning's digest should have said and didn't.
func remindersMissing(tx *store.Tx) ([]difference, error) {
	last, err := tx.OccurrencesSince("morning", tx.Now.AddDate(0, 0, -1))
	if err != nil || len(last) == 0 {
		return nil, err
	}
	ran := last[len(last)-1]
	day := calendar.DayOf(tx.Local(ran.Done))
	if ran.Skipped != "" || day != tx.Today() {
		return nil, nil
	}
	open, err := tx.OpenDue(day)
	var out []difference
	for _, f := range open {
		kind := "due"
		if f.Overdue(day, tx.Calendar()) > 0 {
			kind = "overdue"
		}
		key := fmt.Sprintf("%s/%s/%s/%s", kind, f.ID, f.Due, f.Owner)
		if f.Changed.Before(ran.Done) && !tx.Said(key) {
			out = append(out, difference{"unsaid/" + key, say.T("%s is due and its owner wasn't reminded", "%s已到期，未提醒责任人", f.ID)})
		}
	}
	return out, err
}

// talliesMissing looks for a cut-off that has run and left no tally, or one that is neither posted nor held.
func talliesMissing(tx *store.Tx) ([]difference, error) {
	last, err := tx.LastOccurrence("tally")
	if err != nil || last.IsZero() {
		return nil, err
	}
	cut := tally.Previous(calendar.DayOf(tx.Local(last)).Add(1), tx.Calendar())
	at := tx.City().Settings.TallyAt.On(cut, tx.Zone())
	ran, err := tx.OccurrencesSince("tally", at)
	if err != nil || len(ran) == 0 || !ran[0].At.Equal(at) || !tx.Calendar().Known(cut.Year()) {
		return nil, err // not ours: from before the bot was installed
	}
	_, err = tx.TallyOf(cut)
	switch {
	case errors.Is(err, store.ErrNotFound):
		return []difference{{"tally/" + string(cut), say.T("there is no tally of %s", "缺少截至%s的周动态", cut)}}, nil
	case err != nil:
		return nil, err
	}
	d, err := tx.Desk(cut)
	if err != nil || d.Waits(tx.City().Settings.Approve) || !d.Posted.IsZero() {
		return nil, err
	}
	if told, err := officeTold(tx, "differs/"+string(cut)); err != nil || told {
		return nil, err
	}
	return []difference{{"posted/" + string(cut), say.T("the tally of %s wasn't posted", "截至%s的周动态未发布", cut)}}, nil
}

// officeTold reports whether the office was told something under a key.
func officeTold(tx *store.Tx, key string) (bool, error) {
	office, err := tx.TheOffice()
	if err != nil || len(office) == 0 {
		return false, err
	}
	return tx.Sent(key + "/" + string(office[0].ID))
}

// messagesLate looks for messages that should have been posted by now: Slack is away, or slows us down.
func messagesLate(tx *store.Tx, began time.Time) ([]difference, error) {
	owed, err := tx.Owed()
	if err != nil {
		return nil, err
	}
	n, why := 0, ""
	oldest := tx.Now
	for _, p := range owed {
		since := p.At
		if since.Before(began) {
			since = began
		}
		if p.State == store.Posted || tx.Now.Sub(since) <= tooLate {
			continue
		}
		n++
		if since.Before(oldest) {
			oldest, why = since, p.Why
		}
	}
	if n == 0 {
		return nil, nil
	}
	what := say.T("%s not posted for more than %d minutes, the oldest since %s", "%s超过%d分钟未送达，最早一条始于%s", say.Count(n, "message", "messages", "条消息"), int(tooLate.Minutes()),
		tx.Local(oldest).Format("2006-01-02 15:04"))
	if why != "" {
		what = say.T("%s (%s)", "%s（%s）", what, why)
	}
	return []difference{{"late/" + oldest.UTC().Format(time.RFC3339), what}}, nil
}
