package reminders

import (
	"strings"
	"testing"

	"chainlead/store"
	"chainlead/store/storetest"
)

func (o *office) lead(company string) {
	o.t.Helper()
	l := store.Lead{Filed: store.Filed{Unit: "qingfeng", Chain: "hydrogen", Reporter: "U-qingfeng-a"}, Company: company}
	storetest.Update(o.t, o.s, func(tx *store.Tx) error { return tx.PutLead(&l) })
}

func TestTallyGoesToChainLeaderLiaisonAndCityAtTheCutOff(t *testing.T) {
	o := newOffice(t, "2022-11-09 10:00")
	o.lead("鹏程氢动力")
	if got := o.tick("2022-11-10 17:00"); len(got) != 0 {
		t.Errorf("posted on a Thursday: %q", got)
	}
	got := o.tick("2022-11-11 17:00")
	if len(got) != 4*3+1 {
		t.Fatalf("%d messages, want a channel, a leader and a liaison for each of four chains and the city", len(got))
	}
	for _, m := range got {
		named := strings.Contains(m, "鹏程")
		if leaders := strings.HasPrefix(m, "@U-leader-hydrogen ") || strings.HasPrefix(m, "@U-liaison-hydrogen "); named != leaders {
			t.Errorf("the company is named: %v in %q", named, m)
		}
	}
	if got := o.tick("2022-11-11 17:05"); len(got) != 0 {
		t.Errorf("posted again: %q", got)
	}
}

func TestMissedCutOffsAreAllFrozenAndOnlyTheLatestIsPosted(t *testing.T) {
	o := newOffice(t, "2022-11-09 10:00")
	o.lead("鹏程氢动力")
	got := o.tick("2022-11-26 10:00") // a Saturday; two Fridays were missed
	if len(got) != 13 {
		t.Fatalf("%d messages, want those of one cut-off", len(got))
	}
	storetest.View(t, o.s, func(tx *store.Tx) error {
		for _, day := range []string{"2022-11-11", "2022-11-18", "2022-11-25"} {
			if _, err := tx.TallyOf(storetest.Day(day)); err != nil {
				t.Errorf("tally of %s: %v", day, err)
			}
		}
		owed, err := tx.Owed()
		for _, p := range owed {
			if at := tx.Local(p.After).Format("2006-01-02 15:04"); at != "2022-11-28 08:30" || !strings.Contains(p.Message.Plain("zh"), "【补发】") {
				t.Errorf("%s is posted at %s: %s", p.Key, at, p.Message.Plain("zh"))
			}
		}
		return err
	})
}

func TestMakeUpSundayIsTheCutOffAfterNationalDay(t *testing.T) {
	o := newOffice(t, "2022-09-30 18:00")
	o.lead("鹏程氢动力")
	if got := o.tick("2022-10-07 17:00"); len(got) != 0 {
		t.Errorf("posted on a holiday: %q", got)
	}
	if got := o.tick("2022-10-09 17:00"); len(got) != 13 {
		t.Errorf("%d messages on the make-up Sunday, want 13", len(got))
	}
}

func TestRecordedAfterTheCutOffCountsNextTimeEvenIfTheTallyIsMadeLater(t *testing.T) {
	o := newOffice(t, "2022-11-09 10:00")
	o.clock.Set(t, "2022-11-11 17:20")
	o.lead("京北电堆") // recorded while the reminder hadn't run yet
	o.tick("2022-11-11 17:21")
	storetest.View(t, o.s, func(tx *store.Tx) error {
		v, err := tx.TallyOf("2022-11-11")
		if len(v.Moves) != 0 {
			t.Errorf("counted at 17:00 though recorded at 17:20: %+v", v.Moves)
		}
		return err
	})
}

func TestAYearWithoutACalendarIsNotPostedAndTheOfficeIsToldOnce(t *testing.T) {
	o := newOffice(t, "2027-01-04 10:00")
	o.lead("鹏程氢动力")
	got := o.tick("2027-01-15 18:00")
	if len(got) != 2 || !strings.Contains(got[0], "2027年放假安排") {
		t.Errorf("messages: %q", got)
	}
	if got := o.tick("2027-01-29 18:00"); len(got) != 0 {
		t.Errorf("told again: %q", got)
	}
}

func (o *office) visit(unit store.UnitID, day string) {
	o.t.Helper()
	v := store.Visit{Filed: store.Filed{Unit: unit, Chain: "hydrogen"}, Batch: store.Batch{From: storetest.Day(day), Companies: []string{"鹏程氢动力"}}, People: 5}
	storetest.Update(o.t, o.s, func(tx *store.Tx) error { return tx.PutVisit(&v) })
}

func (o *office) person(id store.PersonID, change func(*store.Person)) {
	o.t.Helper()
	storetest.Update(o.t, o.s, func(tx *store.Tx) error {
		p, err := tx.Person(id)
		change(&p)
		if err != nil {
			return err
		}
		return tx.PutPerson(&p)
	})
}

func TestOnTheCutOffDaySilentUnitsAreAskedAndOthersGetACheckSheet(t *testing.T) {
	o := newOffice(t, "2022-11-09 10:00")
	o.visit("qingfeng", "2022-11-08")
	if got := o.tick("2022-11-10 16:00"); len(got) != 0 {
		t.Errorf("the day before: %q", got)
	}
	morning := o.tick("2022-11-11 09:00")
	if got := onlyTo(morning, "@U-qingfeng-liaison"); len(got) != 0 {
		t.Errorf("asked although it has reported: %q", got)
	}
	if got := onlyTo(morning, "@U-taiqian-liaison"); len(got) != 1 || !strings.Contains(got[0], "台前县本周（11月5日—11日）尚无报送") {
		t.Errorf("a silent unit is told %q", got)
	}
	storetest.Update(t, o.s, func(tx *store.Tx) error {
		_, err := tx.PutZeroReport("nanle", "2022-11-11")
		return err
	})
	afternoon := o.tick("2022-11-11 15:00")
	if got := onlyTo(afternoon, "@U-qingfeng-liaison"); len(got) != 1 || !strings.Contains(got[0], "接待1批次5人次：V-1") {
		t.Errorf("the check sheet is %q", got)
	}
	if len(afternoon) != 1 {
		t.Errorf("others got a sheet too: %q", afternoon)
	}
	draft := onlyTo(o.tick("2022-11-11 15:30"), "@U-office")
	if len(draft) != 1 || !strings.Contains(draft[0], "零报告：南乐县") || !strings.Contains(draft[0], "[按时发布] [暂缓]") {
		t.Errorf("the draft is %q", draft)
	}
}

func TestTheCheckSheetGoesToTheStandInElseToTheHead(t *testing.T) {
	o := newOffice(t, "2022-11-09 10:00")
	o.visit("qingfeng", "2022-11-08")
	o.visit("taiqian", "2022-11-08")
	o.person("U-qingfeng-liaison", func(p *store.Person) {
		p.Leave = &store.Leave{From: "2022-11-10", To: "2022-11-14", StandIn: "U-qingfeng-b"}
	})
	o.person("U-taiqian-liaison", func(p *store.Person) { p.Leave = &store.Leave{From: "2022-11-10", To: "2022-11-14"} })
	o.tick("2022-11-11 14:59")
	got := o.tick("2022-11-11 15:00")
	if len(got) != 2 || len(onlyTo(got, "@U-qingfeng-b")) != 1 || len(onlyTo(got, "@U-taiqian-head")) != 1 {
		t.Errorf("the sheets went to %q", got)
	}
}

func TestNothingIsPostedBeforeTheOfficeApproves(t *testing.T) {
	o := newOffice(t, "2022-11-09 10:00")
	o.lead("鹏程氢动力")
	storetest.Update(t, o.s, func(tx *store.Tx) error {
		c := *tx.City()
		c.Settings.Approve = true
		return tx.PutCity(c)
	})
	o.tick("2022-11-11 16:59")
	got := o.tick("2022-11-11 17:00")
	if len(got) != 2 || !strings.HasPrefix(got[0], "@U-office") || !strings.Contains(got[0], "待放行") {
		t.Errorf("at the cut-off: %q", got)
	}
	storetest.View(t, o.s, func(tx *store.Tx) error {
		_, err := tx.TallyOf("2022-11-11")
		return err // frozen all the same
	})
}

// Figures that don't add up aren't posted; the office is told.
func TestATallyThatDoesNotAddUpIsNotPosted(t *testing.T) {
	o := newOffice(t, "2022-11-02 10:00")
	o.lead("鹏程氢动力")
	o.tick("2022-11-04 17:00")
	storetest.Update(t, o.s, func(tx *store.Tx) error {
		v, err := tx.TallyOf("2022-11-04")
		if err != nil {
			return err
		}
		v.Totals[0].Leads++ // as if a bug had counted one more
		return tx.FreezeTally(&v)
	})
	o.tick("2022-11-11 16:00")
	got := o.tick("2022-11-11 17:00")
	if len(got) != 2 || !strings.Contains(got[0], "勾稽不符，未发布") {
		t.Errorf("said %q", got)
	}
}
