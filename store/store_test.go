package store_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"chainlead/internal/calendar"
	"chainlead/internal/say"
	"chainlead/store"
	"chainlead/store/storetest"
)

func by(call string) store.Actor { return store.Actor{Person: "U-qingfeng-a", Call: call} }

func putLead(t *testing.T, s *store.Store, call, company string) store.LeadID {
	t.Helper()
	l := store.Lead{Filed: store.Filed{Unit: "qingfeng"}, Company: company}
	if err := s.Update(by(call), func(tx *store.Tx) error { return tx.PutLead(&l) }); err != nil {
		t.Fatal(err)
	}
	return l.ID
}

func TestASecondProcessIsRefused(t *testing.T) {
	dir := t.TempDir()
	s, err := store.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if _, err := store.Open(dir); !errors.Is(err, store.ErrLocked) {
		t.Errorf("opening again: %v, want ErrLocked", err)
	}
}

func TestWhatWasCommittedIsThereAfterReopening(t *testing.T) {
	dir := t.TempDir()
	for i := range 3 {
		s, err := store.Open(dir)
		if err != nil {
			t.Fatal(err)
		}
		if i == 0 {
			storetest.Update(t, s, storetest.Load)
		}
		if got, want := putLead(t, s, fmt.Sprint("c", i), "鹏程氢动力"), store.LeadID(fmt.Sprintf("L-%d", i+1)); got != want {
			t.Errorf("number %s, want %s: numbers go on", got, want)
		}
		if s.Zone().String() != "Asia/Shanghai" {
			t.Error("the registry is gone")
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

func TestAProblemLeavesNothingBehind(t *testing.T) {
	s, _ := storetest.New(t, "2022-11-09 10:00")
	err := s.Update(by("c1"), func(tx *store.Tx) error {
		l := store.Lead{Company: "鹏程氢动力"}
		if err := tx.PutLead(&l); err != nil {
			return err
		}
		if err := tx.Send(store.Outgoing{Key: "k", To: store.Address{Person: "U-office"}}); err != nil {
			return err
		}
		return tx.PutFollowUp(&store.FollowUp{Owner: "U-qingfeng-a"})
	})
	var p say.Problem
	if !errors.As(err, &p) || p.Field != "what" {
		t.Fatalf("error %v, want a problem with the field what", err)
	}
	storetest.View(t, s, func(tx *store.Tx) error {
		if _, err := tx.Lead("L-1"); !errors.Is(err, store.ErrNotFound) {
			t.Errorf("the lead is there: %v", err)
		}
		owed, err := tx.Owed()
		if len(owed) != 0 {
			t.Errorf("a message is queued: %v", owed)
		}
		return err
	})
}

func TestAMessageIsQueuedOncePerKeyAndInOrder(t *testing.T) {
	s, _ := storetest.New(t, "2022-11-09 10:00")
	for _, key := range []string{"a", "b", "a", "c", "b"} {
		storetest.Update(t, s, func(tx *store.Tx) error {
			return tx.Send(store.Outgoing{Key: key, To: store.Address{Channel: "C-city"}, Message: say.Lines(say.Words(key))})
		})
	}
	storetest.View(t, s, func(tx *store.Tx) error {
		owed, err := tx.Owed()
		var keys []string
		for _, p := range owed {
			keys = append(keys, p.Key)
		}
		if d := cmp.Diff([]string{"a", "b", "c"}, keys); d != "" {
			t.Error(d)
		}
		return err
	})
}

func TestAmendChangesTheItemWhereverItStands(t *testing.T) {
	s, _ := storetest.New(t, "2022-11-09 10:00")
	item := say.Item{About: "F-1", Lines: []say.Text{say.Words("open")}}
	storetest.Update(t, s, func(tx *store.Tx) error {
		for _, key := range []string{"queued", "posted"} {
			if err := tx.Send(store.Outgoing{Key: key, To: store.Address{Person: "U-office"}, Message: say.Message{Items: []say.Item{item}}}); err != nil {
				return err
			}
		}
		p, err := tx.Posting(2)
		p.State = store.Posted
		if err != nil {
			return err
		}
		return tx.PutPosting(p)
	})
	storetest.Update(t, s, func(tx *store.Tx) error { return tx.Amend("F-1", say.Item{Lines: []say.Text{say.Words("done")}}) })
	storetest.View(t, s, func(tx *store.Tx) error {
		for n, amended := range map[uint64]bool{1: false, 2: true} {
			p, err := tx.Posting(n)
			if err != nil {
				return err
			}
			if p.Message.Plain(say.ZH) != "done" || p.Amended != amended {
				t.Errorf("%s: %q, amended %v", p.Key, p.Message.Plain(say.ZH), p.Amended)
			}
		}
		return nil
	})
}

func TestUndoRestoresWhatOneCallChangedUnlessItWasChangedSince(t *testing.T) {
	s, _ := storetest.New(t, "2022-11-09 10:00")
	id := putLead(t, s, "c1", "鹏程氢动力")
	change := func(call, project string) {
		if err := s.Update(by(call), func(tx *store.Tx) error {
			l, err := tx.Lead(id)
			l.Project = project
			if err != nil {
				return err
			}
			return tx.PutLead(&l)
		}); err != nil {
			t.Fatal(err)
		}
	}
	undo := func(call string) error {
		return s.Update(by("undo"), func(tx *store.Tx) error { _, err := tx.Undo(call); return err })
	}
	change("c2", "电堆")
	if err := undo("c1"); !errors.Is(err, store.ErrChanged) {
		t.Errorf("undo of what was changed since: %v", err)
	}
	if err := undo("c2"); err != nil {
		t.Fatal(err)
	}
	storetest.View(t, s, func(tx *store.Tx) error {
		l, err := tx.Lead(id)
		if l.Project != "" || l.Withdrawn != nil {
			t.Errorf("after the undo: %+v", l)
		}
		return err
	})
}

func TestARecordAsItStoodAtAnInstant(t *testing.T) {
	s, clock := storetest.New(t, "2022-11-09 10:00")
	id := putLead(t, s, "c1", "鹏程氢动力")
	clock.Set(t, "2022-11-10 10:00")
	storetest.Update(t, s, func(tx *store.Tx) error { return tx.Withdraw(string(id), "误登") })
	storetest.View(t, s, func(tx *store.Tx) error {
		for at, want := range map[string][2]bool{"2022-11-09 09:00": {false, false}, "2022-11-09 12:00": {true, false}, "2022-11-10 12:00": {true, true}} {
			when, err := time.ParseInLocation("2006-01-02 15:04", at, storetest.Shanghai)
			if err != nil {
				return err
			}
			was, err := tx.LeadsMoved(when, when)
			if got := [2]bool{len(was) == 0 || was[0].Was.ID != "", len(was) == 0 || was[0].Was.Withdrawn != nil}; err != nil || got != want {
				t.Errorf("at %s: there, withdrawn = %v, want %v (%v)", at, got, want, err)
			}
		}
		return nil
	})
}

// The open follow-ups by day are what a model says they are, whatever is put, closed, moved and withdrawn.
func TestOpenFollowUpsAgreeWithAModel(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		s, _ := storetest.New(t, "2022-11-09 10:00")
		model := map[store.FollowUpID]calendar.Day{}
		ids := []store.FollowUpID{}
		for range rapid.IntRange(1, 25).Draw(rt, "steps") {
			day := calendar.Day("2022-11-01").Add(rapid.IntRange(0, 30).Draw(rt, "day"))
			storetest.Update(t, s, func(tx *store.Tx) error {
				f := store.FollowUp{What: "事项", Due: day, Owner: "U-office"}
				if len(ids) > 0 && rapid.Bool().Draw(rt, "old") {
					var err error
					if f, err = tx.FollowUp(rapid.SampledFrom(ids).Draw(rt, "id")); err != nil {
						return err
					}
				}
				switch rapid.IntRange(0, 3).Draw(rt, "what") {
				case 0:
					f.Closed = &store.Closing{At: tx.Now}
				case 1:
					f.Closed = nil
				default:
					f.Due = day
				}
				if err := tx.PutFollowUp(&f); err != nil {
					return err
				}
				ids = append(ids, f.ID)
				if model[f.ID] = f.Due; f.Closed != nil {
					delete(model, f.ID)
				}
				return nil
			})
		}
		until := calendar.Day("2022-11-01").Add(rapid.IntRange(0, 30).Draw(rt, "until"))
		storetest.View(t, s, func(tx *store.Tx) error {
			open, err := tx.OpenDue(until)
			want := 0
			for _, d := range model {
				if d <= until {
					want++
				}
			}
			last := calendar.Day("")
			for _, f := range open {
				if model[f.ID] != f.Due || f.Due < last {
					rt.Fatalf("%s due %s is open or out of order; the model says %q", f.ID, f.Due, model[f.ID])
				}
				last = f.Due
			}
			if len(open) != want {
				rt.Fatalf("%d open until %s, want %d", len(open), until, want)
			}
			return err
		})
	})
}

func TestWorkingMoment(t *testing.T) {
	s, clock := storetest.New(t, "2022-11-09 10:00")
	for at, want := range map[string]string{
		"2022-11-09 10:00": "2022-11-09 10:00", "2022-11-09 06:00": "2022-11-09 08:30", "2022-11-09 12:30": "2022-11-09 14:30",
		"2022-11-09 20:00": "2022-11-10 08:30", "2022-11-11 18:00": "2022-11-14 08:30", "2022-10-01 10:00": "2022-10-08 08:30",
	} {
		clock.Set(t, at)
		storetest.View(t, s, func(tx *store.Tx) error {
			if got := tx.Local(tx.WorkingMoment(tx.Now)).Format("2006-01-02 15:04"); got != want {
				t.Errorf("from %s the next working moment is %s, want %s", at, got, want)
			}
			return nil
		})
	}
}

// Who sees an unsigned investor's name: the record's own unit, the chain's leader and liaison, the office; no channel.
func TestShowNamesAnInvestorOnlyToThoseEntitled(t *testing.T) {
	s, _ := storetest.New(t, "2022-11-09 10:00")
	l := store.Lead{Filed: store.Filed{Unit: "qingfeng", Chain: "hydrogen", Reporter: "U-qingfeng-a"}, Company: "鹏程氢动力", Project: "鹏程氢动力电堆项目"}
	storetest.Update(t, s, func(tx *store.Tx) error { return tx.PutLead(&l) })
	for who, named := range map[store.PersonID]bool{
		"U-qingfeng-a": true, "U-qingfeng-b": true, "U-qingfeng-head": true, "U-office": true, "U-leader-hydrogen": true, "U-liaison-hydrogen": true,
		"U-hualong-a": false, "U-nanle-head": false, "U-leader-home": false, "U-drc-a": false,
	} {
		storetest.View(t, s, func(tx *store.Tx) error {
			p, err := tx.Person(who)
			if err != nil {
				return err
			}
			shown, err := store.Show(tx, l, store.To(p))
			if got := strings.Contains(shown.Title().Plain(say.ZH), "鹏程"); got != named || shown.Named != named {
				t.Errorf("%s reads %q", who, shown.Title())
			}
			return err
		})
	}
	storetest.View(t, s, func(tx *store.Tx) error {
		for _, c := range []store.ChannelID{"C-city", "C-chain-hydrogen", "C-u-qingfeng"} {
			shown, err := store.Show(tx, l, store.ToChannel(c))
			if title := shown.Title().Plain(say.ZH); err != nil || title != "某企业电堆项目" {
				t.Errorf("%s reads %q, %v", c, title, err)
			}
		}
		return nil
	})
}

func TestPermissionMatrixKnowsEveryRole(t *testing.T) {
	for _, r := range store.Roles {
		if r != store.Admin && r != store.BaseLeader && store.Allowed(r, store.MayTallyChain) == store.None {
			t.Errorf("%s may not even ask for a chain's tally", r)
		}
	}
	if store.Allowed("stranger", store.MayRecord) != store.None || store.Allowed(store.OfficeStaff, store.MayDecide) != store.None || store.Allowed(store.OfficeHead, store.MayDecide) != store.All {
		t.Error("who decides a claim is the office's head")
	}
}

func TestTrapPowerIsLostWhileTheStoreIsFirstMade(t *testing.T) {
	dir := t.TempDir()
	torn := filepath.Join(dir, "chainlead.db.new") // what is left of the first try
	if err := os.WriteFile(torn, []byte("half a page"), 0o600); err != nil {
		t.Fatal(err)
	}
	s, err := store.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	storetest.Update(t, s, storetest.Load)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}
