package reminders

import (
	"strings"
	"testing"
	"time"
	_ "time/tzdata"

	"chainlead/internal/calendar"
	"chainlead/store"
	"chainlead/store/storetest"
)

// wantEachOnce sees that every day from one on has exactly one occurrence of each reminder, up to another.
func wantEachOnce(t *testing.T, s *store.Store, from, to calendar.Day) {
	t.Helper()
	storetest.View(t, s, func(tx *store.Tx) error {
		for _, r := range all {
			history, err := tx.Occurrences(r.Name)
			if err != nil {
				return err
			}
			day := from
			for _, o := range history {
				if got := calendar.DayOf(tx.Local(o.At)); got != day {
					t.Errorf("%s: %s is accounted for where %s was to be", r.Name, got, day)
					break
				}
				day = day.Add(1)
			}
			if day != to.Add(1) {
				t.Errorf("%s: accounted for up to %s, want %s", r.Name, day.Add(-1), to)
			}
		}
		return nil
	})
}

func TestAnOutageOfThirtyDaysOverTheNewYear(t *testing.T) {
	o := newOffice(t, "2022-12-16 18:00")
	for i := range 30 {
		o.promise("事项", calendar.Day("2022-12-17").Add(i))
	}
	said := o.tick("2023-01-16 18:30") // a Monday, after hours
	if got := onlyTo(said, "@U-qingfeng-a"); len(got) > 0 {
		t.Errorf("said after hours: %q", got)
	}
	said = o.tick("2023-01-17 09:00")
	digests := 0
	for _, m := range said {
		if strings.Contains(m, "今日跟进") && strings.HasPrefix(m, "@U-qingfeng-a ") {
			digests++
		}
	}
	if digests != 1 {
		t.Errorf("%d digests, want one: %q", digests, onlyTo(said, "@U-qingfeng-a"))
	}
	wantEachOnceBut := func(name string, from, to calendar.Day) {
		storetest.View(t, o.s, func(tx *store.Tx) error {
			history, err := tx.Occurrences(name)
			if n := to.Sub(from) + 1; len(history) != n {
				t.Errorf("%s: %d occurrences, want %d", name, len(history), n)
			}
			return err
		})
	}
	wantEachOnceBut("morning", "2022-12-17", "2023-01-17")
	wantEachOnceBut("tally", "2022-12-17", "2023-01-16")
	storetest.View(t, o.s, func(tx *store.Tx) error {
		for _, cut := range []calendar.Day{"2022-12-23", "2022-12-30", "2023-01-06", "2023-01-13"} {
			if _, err := tx.TallyOf(cut); err != nil {
				t.Errorf("tally of %s: %v", cut, err)
			}
			d, err := tx.Desk(cut)
			if err != nil {
				return err
			}
			if posted := !d.Posted.IsZero(); posted != (cut == "2023-01-13") {
				t.Errorf("tally of %s posted: %v", cut, posted)
			}
		}
		return nil
	})
	if found := o.audited("2023-01-17 09:01"); len(found) != 1 || !strings.Contains(found[0], "未送达") { // nobody posts in this test
		t.Errorf("the audit finds %q", found)
	}
}

// In a zone with a clock change every day has its reminders once, also the day with an hour too few and the day with one too many.
func TestAYearInAZoneWithAClockChange(t *testing.T) {
	s, clock := storetest.New(t, "2023-01-02 12:00")
	zone, err := time.LoadLocation("America/New_York")
	if err != nil {
		t.Fatal(err)
	}
	storetest.Update(t, s, func(tx *store.Tx) error {
		c := *tx.City()
		c.Zone = "America/New_York"
		c.Settings.NudgeAt, c.Settings.CheckAt, c.Settings.DraftAt = store.Clock{Hour: 1, Min: 30}, store.Clock{Hour: 2}, store.Clock{Hour: 2, Min: 30}
		return tx.PutCity(c)
	})
	for at := time.Date(2023, 1, 2, 0, 0, 0, 0, zone); at.Before(time.Date(2023, 12, 30, 0, 0, 0, 0, zone)); at = at.Add(6 * time.Hour) {
		clock.Set(t, at.In(storetest.Shanghai).Format("2006-01-02 15:04"))
		if err := Tick(s); err != nil {
			t.Fatal(err)
		}
	}
	clock.Set(t, time.Date(2023, 12, 29, 17, 0, 0, 0, zone).In(storetest.Shanghai).Format("2006-01-02 15:04"))
	if err := Tick(s); err != nil {
		t.Fatal(err)
	}
	wantEachOnce(t, s, "2023-01-02", "2023-12-29")
}

// Ten years in zones of all kinds, at the hours at which clocks are changed: each day on the wall has its time once.
func TestEveryDayHasItsTimeInEveryZone(t *testing.T) {
	for _, name := range []string{"Asia/Shanghai", "America/New_York", "America/Sao_Paulo", "America/Havana", "America/Santiago", "America/St_Johns", "America/Nuuk", "Atlantic/Azores", "Africa/Cairo", "Africa/Casablanca",
		"Asia/Beirut", "Asia/Gaza", "Asia/Tehran", "Asia/Amman", "Australia/Lord_Howe", "Australia/Adelaide", "Pacific/Chatham", "Pacific/Norfolk", "Europe/Berlin", "Europe/London", "Europe/Istanbul", "Antarctica/Troll", "UTC"} {
		zone, err := time.LoadLocation(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, at := range []store.Clock{{Hour: 0}, {Hour: 0, Min: 30}, {Hour: 1}, {Hour: 2}, {Hour: 2, Min: 30}, {Hour: 3, Min: 10}, {Hour: 23, Min: 59}} {
			schedule, err := parse(Reminder{Spec: func(store.Settings) string { return daily(at) }}, store.Settings{})
			if err != nil {
				t.Fatal(err)
			}
			day := calendar.Day("2016-01-01")
			for next := after(schedule, time.Date(2015, 12, 31, 23, 59, 0, 0, zone), zone); day < "2026-01-01"; next = after(schedule, next, zone) {
				if got := calendar.DayOf(next.In(zone)); got != day && calendar.DayOf(next.Add(-time.Hour).In(zone)) != day { // the day's last hour may be the one left out
					t.Fatalf("%s at %s: %s comes after %s", name, at, next, day.Add(-1))
				}
				day = day.Add(1)
			}
		}
	}
}
