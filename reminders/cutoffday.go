package reminders

import (
	"fmt"
	"slices"
	"time"

	"chainlead/internal/calendar"
	"chainlead/internal/say"
	"chainlead/internal/tally"
	"chainlead/store"
)

// The cut-off day: in the morning the units that have recorded nothing are asked; then each unit gets its check sheet, and the office the draft. Missed
// ones aren't made up: the hour has passed.

var _ = add(Reminder{
	Name:   "nudge",
	Spec:   func(s store.Settings) string { return daily(s.NudgeAt) },
	DayOff: Run, Missed: Skip,
	Run: onCutoffDay(nudge),
})

var _ = add(Reminder{
	Name:   "check",
	Spec:   func(s store.Settings) string { return daily(s.CheckAt) },
	DayOff: Run, Missed: Skip,
	Run: onCutoffDay(checkSheets),
})

var _ = add(Reminder{
	Name:   "draft",
	Spec:   func(s store.Settings) string { return daily(s.DraftAt) },
	DayOff: Run, Missed: Skip,
	Run: onCutoffDay(draft),
})

func daily(c store.Clock) string { return fmt.Sprintf("%d %d * * *", c.Min, c.Hour) }

// onCutoffDay runs something on cut-off days only, with the week as it stands.
func onCutoffDay(run func(*store.Tx, store.Tally) error) func(*store.Tx, time.Time) error {
	return func(tx *store.Tx, at time.Time) error {
		day := calendar.DayOf(tx.Local(at))
		if cut, ok := tally.Cutoff(day, tx.Calendar()); !ok || cut != day || !tx.Calendar().Known(day.Year()) {
			return nil
		}
		p := tally.PeriodOf(tx, day)
		if tx.Now.Before(p.At) {
			p.At = tx.Now
		}
		t, err := tally.Count(tx, p)
		if err != nil {
			return err
		}
		return run(tx, t)
	}
}

// nudge asks, once, the units that have recorded nothing (催报), and tells the office which they are.
func nudge(tx *store.Tx, t store.Tally) error {
	var asked []store.UnitID
	for _, u := range t.Silent {
		people, err := tx.Speakers(u)
		if err != nil {
			return err
		}
		for _, p := range people {
			if err := tx.Send(store.Outgoing{Key: fmt.Sprintf("nudge/%s/%s/%s", t.Cutoff, u, p.ID), To: store.Address{Person: p.ID}, Message: nudgeText(tx, t, u)}); err != nil {
				return err
			}
		}
		if len(people) > 0 {
			asked = append(asked, u)
		}
	}
	if len(asked) == 0 {
		return nil
	}
	return tellOffice(tx, "nudged/"+string(t.Cutoff), say.Lines(
		say.T("Asked this morning, having recorded nothing this week: %s", "本周尚无报送，今晨已催报：%s", tally.UnitList(tx, asked))))
}

func nudgeText(tx *store.Tx, t store.Tally, u store.UnitID) say.Message {
	until := tx.City().Settings.CheckAt.String()
	return say.Message{Items: []say.Item{{
		About: "zero/" + string(u) + "/" + string(t.Cutoff),
		Lines: []say.Text{say.T("%s has recorded nothing this week (%s). Please report by %s today, or press “Nothing to report”.",
			"%s本周（%s）尚无报送。请于今天%s前补报；确无事项，请点“本周零报告”。", tx.City().Unit(u).Title(), say.Days(t.From, t.Cutoff), until)},
		Buttons: []say.Button{
			{Label: say.T("Report a trip", "补报出差"), Command: "/trip"}, {Label: say.T("Report a visit", "补报来访"), Command: "/visit"},
			{Label: say.T("Nothing to report", "本周零报告"), Command: "/zero"},
		},
	}}}
}

// checkSheets gives each reporting unit its week to check.
func checkSheets(tx *store.Tx, t store.Tally) error {
	r, err := tally.NewReport(tx, t, store.ToChannel(tx.City().Channel))
	if err != nil {
		return err
	}
	for _, u := range tx.City().Units {
		if !u.Reports || slices.Contains(t.Silent, u.ID) || slices.Contains(t.Zero, u.ID) {
			continue
		}
		people, err := tx.Speakers(u.ID)
		if err != nil {
			return err
		}
		for _, p := range people {
			m, err := r.To(store.To(p)).CheckSheet(u.ID)
			if err != nil {
				return fmt.Errorf("check sheet of %s: %w", u.ID, err)
			}
			if err := tx.Send(store.Outgoing{Key: fmt.Sprintf("check/%s/%s/%s", t.Cutoff, u.ID, p.ID), To: store.Address{Person: p.ID}, Message: m}); err != nil {
				return err
			}
		}
	}
	return nil
}

// draft gives the office the update as it stands, with what is doubtful.
func draft(tx *store.Tx, t store.Tally) error {
	office, err := tx.TheOffice()
	if err != nil {
		return err
	}
	for _, p := range office {
		r, err := tally.NewReport(tx, t, store.To(p))
		if err != nil {
			return err
		}
		m, err := r.Draft()
		if err != nil {
			return err
		}
		if err := tx.Send(store.Outgoing{Key: fmt.Sprintf("draft/%s/%s", t.Cutoff, p.ID), To: store.Address{Person: p.ID}, Message: m}); err != nil {
			return err
		}
	}
	return nil
}
