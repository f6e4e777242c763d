package reminders

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"chainlead/internal/calendar"
	"chainlead/store"
	"chainlead/store/storetest"
)

// audited runs the self-audit at a time, and returns what differs; the program has run since ten o'clock of 9 November.
func (o *office) audited(at string) []string {
	o.t.Helper()
	o.clock.Set(o.t, at)
	found, err := Audit(o.s, time.Date(2022, 11, 9, 10, 0, 0, 0, storetest.Shanghai))
	if err != nil {
		o.t.Fatal(err)
	}
	var out []string
	for _, d := range found {
		out = append(out, d.String())
	}
	return out
}

// posted has everything owed posted.
func (o *office) posted() {
	o.t.Helper()
	storetest.Update(o.t, o.s, func(tx *store.Tx) error {
		owed, err := tx.Owed()
		for _, p := range owed {
			p.State = store.Posted
			if err := tx.PutPosting(p); err != nil {
				return err
			}
		}
		return err
	})
}

func TestTheAuditFindsNothingInSevenWellKeptWeeksOverTwoHolidays(t *testing.T) {
	o := newOffice(t, "2022-12-12 10:00")
	for i := range 40 {
		o.promise(fmt.Sprintf("事项%02d", i), calendar.Day("2022-12-13").Add(i))
	}
	for day := calendar.Day("2022-12-13"); day < "2023-02-01"; day = day.Add(1) {
		for _, hour := range []string{"09:00", "17:00", "20:00"} {
			o.tick(string(day) + " " + hour)
			o.posted()
			if found := o.audited(string(day) + " " + hour); len(found) > 0 {
				t.Fatalf("%s %s: %q", day, hour, found)
			}
		}
	}
}

func TestTheAuditFindsWhatWasPromisedAndNotDone(t *testing.T) {
	o := newOffice(t, "2022-11-09 10:00")
	o.promise("寄送测算资料", "2022-11-10")
	// the morning of the 10th is put down as run, and nothing was said; that of the 11th is missing
	for _, day := range []string{"2022-11-10", "2022-11-12"} {
		o.clock.Set(t, day+" 09:00")
		storetest.Update(t, o.s, func(tx *store.Tx) error { return tx.Occurred("morning", tx.Now, "") })
	}
	o.clock.Set(t, "2022-11-10 09:05")
	storetest.Update(t, o.s, func(tx *store.Tx) error {
		return tx.Send(store.Outgoing{Key: "k", To: store.Address{Person: "U-office"}})
	})
	found := o.audited("2022-11-10 09:30")
	for _, want := range []string{"1条消息超过15分钟未送达，最早一条始于2022-11-10 09:05", "提醒“morning”未在2022-11-11 09:00运行", "提醒“tally”未在2022-11-09 17:00运行"} {
		if !strings.Contains(strings.Join(found, "\n"), want) {
			t.Errorf("%q is not among %q", want, found)
		}
	}
	told := onlyTo(o.told(), "@U-office")
	if len(told) != 2 { // the message above, and the audit's
		t.Errorf("the office is told %q", told)
	}
	o.audited("2022-11-10 09:40")
	if again := onlyTo(o.told(), "@U-office"); len(again) != len(told) {
		t.Errorf("the office is told again: %q", again)
	}
}

// A message for Monday that fails once on Monday is seconds late, not a weekend.
func TestTheAuditCountsAMessageForLaterFromItsTime(t *testing.T) {
	o := newOffice(t, "2022-11-11 18:00")
	storetest.Update(t, o.s, func(tx *store.Tx) error {
		return tx.Send(store.Outgoing{Key: "k", To: store.Address{Person: "U-office"}, NotBefore: tx.WorkingMoment(tx.Now)})
	})
	o.clock.Set(t, "2022-11-14 08:30")
	storetest.Update(t, o.s, func(tx *store.Tx) error {
		owed, err := tx.Owed()
		for _, p := range owed {
			p.Tried, p.After, p.Why = tx.Now, tx.Now.Add(5*time.Second), "Slack is away"
			err = errors.Join(err, tx.PutPosting(p))
		}
		return err
	})
	late := func(at string) string {
		return strings.Join(slices.DeleteFunc(o.audited(at), func(s string) bool { return !strings.Contains(s, "未送达") }), "\n")
	}
	if found := late("2022-11-14 08:40"); found != "" {
		t.Errorf("ten minutes after its time: %s", found)
	}
	if found, want := late("2022-11-14 08:46"), "1条消息超过15分钟未送达，最早一条始于2022-11-14 08:30（Slack is away）"; found != want {
		t.Errorf("sixteen minutes after its time: %q, want %q", found, want)
	}
}

func TestTheAuditMissesAReminderAndATally(t *testing.T) {
	o := newOffice(t, "2022-11-10 08:00")
	o.promise("寄送测算资料", "2022-11-10")
	o.clock.Set(t, "2022-11-10 09:00")
	storetest.Update(t, o.s, func(tx *store.Tx) error { return tx.Occurred("morning", tx.Now, "") })
	for _, r := range []string{"nudge", "check", "draft", "housekeeping"} {
		storetest.Update(t, o.s, func(tx *store.Tx) error { return tx.StartOccurrences(r, tx.Now.AddDate(0, 0, 1)) })
	}
	if d := cmp.Diff([]string{"F-1已到期，未提醒责任人"}, o.audited("2022-11-10 09:05")); d != "" {
		t.Errorf("on the 10th (-want +got):\n%s", d)
	}
	o.clock.Set(t, "2022-11-11 17:00")
	storetest.Update(t, o.s, func(tx *store.Tx) error {
		if err := tx.StartOccurrences("morning", tx.Now); err != nil {
			return err
		}
		return tx.Occurred("tally", tx.Now, "")
	})
	found := o.audited("2022-11-11 17:10")
	if len(found) == 0 || found[len(found)-1] != "缺少截至11月11日（周五）的周动态" {
		t.Errorf("on the 11th: %q", found)
	}
}
