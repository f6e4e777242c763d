package reminders

import (
	"fmt"
	"strings"
	"sync"
	"testing"

	"chainlead/internal/calendar"
	"chainlead/store"
	"chainlead/store/storetest"
)

// Traps that other bots fell into, each as a test named after it; docs/reliability.md lists them all.

// reopened is the office after the machine was started again.
func (o *office) reopened(dir string) {
	o.t.Helper()
	if err := o.s.Close(); err != nil {
		o.t.Fatal(err)
	}
	s, err := store.Open(dir)
	if err != nil {
		o.t.Fatal(err)
	}
	s.Now, o.s = o.clock.Now, s
}

// inFolder is an office whose store can be reopened.
func inFolder(t *testing.T, at string) (*office, string) {
	dir := t.TempDir()
	s, err := store.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	o := &office{t: t, s: s, clock: &storetest.Clock{}}
	o.clock.Set(t, at)
	s.Now = o.clock.Now
	storetest.Update(t, s, storetest.Load)
	o.tick(at)
	t.Cleanup(func() {
		if err := o.s.Close(); err != nil {
			t.Error(err)
		}
	})
	return o, dir
}

func TestTrapRemindersAreRegisteredOnlyWhenMadeAndGoneAfterARestart(t *testing.T) {
	o, dir := inFolder(t, "2022-11-09 10:00")
	o.promise("寄送测算资料", "2022-11-10")
	o.reopened(dir)
	o.says("2022-11-10 09:00", "@U-qingfeng-a 今日跟进　11月10日（周四） / 【今天到期】1件 / F-1 寄送测算资料 / [办结] [延期] [转交]")
}

func TestTrapDailyRestartsPutTheWeeklyOffForEver(t *testing.T) {
	o, dir := inFolder(t, "2022-11-04 18:00")
	tallies := 0
	for day := calendar.Day("2022-11-05"); day <= "2022-11-11"; day = day.Add(1) {
		o.reopened(dir)
		for _, m := range o.tick(string(day) + " 17:00") {
			if strings.HasPrefix(m, "#C-city ") {
				tallies++
			}
		}
	}
	if tallies != 1 {
		t.Errorf("%d tallies in a week, want one", tallies)
	}
}

func TestTrapTwoSweepsAtOnceSayItTwice(t *testing.T) {
	o := newOffice(t, "2022-11-09 10:00")
	o.promise("寄送测算资料", "2022-11-10")
	o.clock.Set(t, "2022-11-10 09:00")
	var sweeps sync.WaitGroup
	for range 8 {
		sweeps.Go(func() {
			if err := Tick(o.s); err != nil {
				t.Error(err)
			}
		})
	}
	sweeps.Wait()
	if got := onlyTo(o.told(), "@U-qingfeng-a"); len(got) != 1 {
		t.Errorf("said %d times: %q", len(got), got)
	}
}

func TestTrapAStormAfterAnOutage(t *testing.T) {
	o := newOffice(t, "2022-11-09 10:00")
	for i := range 500 {
		o.promise(fmt.Sprintf("事项%d", i), "2022-11-10")
	}
	o.tick("2022-11-21 09:00")
	got := onlyTo(o.told(), "@U-qingfeng-a")
	if len(got) != 1 || !strings.Contains(got[0], "【超期】500件") || !strings.Contains(got[0], "另490件") {
		t.Errorf("%d messages: %.200q", len(got), got)
	}
}

func TestTrapDayOfMonthOrDayOfWeek(t *testing.T) {
	for _, r := range All() {
		f := strings.Fields(r.Spec(storetest.Settings()))
		if len(f) != 5 || f[2] != "*" && f[4] != "*" {
			t.Errorf("%s: %q: cron takes a day of the month and a day of the week for either, not both", r.Name, f)
		}
	}
}

func TestTrapOneReminderForEver(t *testing.T) {
	o := newOffice(t, "2022-11-09 10:00")
	id := o.promise("寄送测算资料", "2022-11-10")
	for i, day := range []calendar.Day{"2022-11-10", "2022-11-15", "2022-11-22"} {
		got := onlyTo(o.tick(string(day)+" 09:00"), "@U-qingfeng-a")
		if len(got) != 1 || !strings.Contains(got[0], "今天到期") {
			t.Errorf("the %dth day it is due: %q", i+1, got)
		}
		storetest.Update(t, o.s, func(tx *store.Tx) error {
			f, err := tx.FollowUp(id)
			if err != nil {
				return err
			}
			f.PutOff(store.Extension{From: f.Due, To: []calendar.Day{"2022-11-15", "2022-11-22", "2022-12-01"}[i], Why: "企业出差", By: f.Owner, At: tx.Now})
			return tx.PutFollowUp(&f)
		})
	}
}
