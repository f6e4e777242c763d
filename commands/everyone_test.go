package commands

import (
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"chainlead/internal/say"
	"chainlead/store"
	"chainlead/store/storetest"
)

func TestAFormSentTwiceIsOneRecord(t *testing.T) {
	s, _ := storetest.New(t, "2022-11-09 10:00")
	form := Call{Key: "view-1", User: "U-qingfeng-a", Name: "lead", Form: map[string][]string{"company": {"恒木家居"}, "sum": {"5000万"}}}
	first := Run(s, slog.New(slog.DiscardHandler), form)
	second := Run(s, slog.New(slog.DiscardHandler), form)
	if first.Plain(say.ZH) != second.Plain(say.ZH) || !strings.Contains(first.Plain(say.ZH), "已登记线索 L-1") {
		t.Errorf("answered first\n%s\nthen\n%s", first.Plain(say.ZH), second.Plain(say.ZH))
	}
	storetest.View(t, s, func(tx *store.Tx) error {
		if _, err := tx.Lead("L-2"); err != store.ErrNotFound {
			t.Errorf("a second lead: %v", err)
		}
		return nil
	})
}

// roles are one person in each role of the matrix, with chains, units and bases that differ.
func roles(t *testing.T, s *store.Store) []store.PersonID {
	out := []store.PersonID{"U-nanle-a", "U-nanle-liaison", "U-nanle-head", "U-base-gba-a", "U-force", "U-taskforce-coatings", "U-leader-coatings", "U-liaison-coatings", "U-baselead", "U-office", "U-office-head", "U-admin", "U-guest", "U-stranger"}
	storetest.Update(t, s, func(tx *store.Tx) error {
		for _, p := range []store.Person{
			{ID: "U-force", Name: "专班成员", Unit: "miit", Role: store.TaskForce, Chains: []store.ChainID{"coatings"}, Confirmed: true},
			{ID: "U-baselead", Name: "基地联系领导", Role: store.BaseLeader, Confirmed: true}, {ID: "U-admin", Name: "系统管理员", Role: store.Admin, Confirmed: true},
			{ID: "U-guest", Name: "来宾", Outside: true},
		} {
			if err := tx.PutPerson(&p); err != nil {
				return err
			}
		}
		return nil
	})
	return out
}

// aDay makes records of every kind in one county's name, with their messages, and returns every button that anybody was shown.
func aDay(t *testing.T, s *store.Store, clock *storetest.Clock) []string {
	var shown []string
	note := func(m say.Message) {
		for _, b := range m.Buttons {
			shown = append(shown, b.Command)
		}
		for _, it := range m.Items {
			for _, b := range it.Buttons {
				shown = append(shown, b.Command)
			}
		}
	}
	n := 0
	say := func(who store.PersonID, line string) {
		n++
		c := Call{Key: fmt.Sprintf("day-%d", n), User: who, Channel: "C-city"}
		c.Name, c.Text, _ = strings.Cut(strings.TrimPrefix(line, "/"), " ")
		r := Run(s, slog.New(slog.DiscardHandler), c)
		if r.Problem != nil {
			t.Fatalf("%s: %s", line, r.Plain("zh"))
		}
		note(r.Message)
	}
	for _, line := range []string{
		"/lead 鹏程氢动力 电堆 3.5亿 氢能链 周五前回访", "/trip 昨天赴深圳对接鹏程氢动力 氢能链", "/visit 鹏程氢动力3人 今天 氢能链", "/project 储氢项目 鹏程氢动力 氢能链 10月签约 合同额2亿", "/trip 明天赴广州对接湾区储能",
		"/request 副产氢供气价格 氢能链 18日前需答复企业，协商两次未果，建议召集协调", "/followup 寄资料 周五前", "/mine", "/hand F-2 市发改委", "/snooze F-1 企业出差 下周三", "/snooze F-1 企业出差 下周四", "/snooze F-1 企业出差 下周五",
	} {
		say("U-qingfeng-a", line)
	}
	say("U-qingfeng-liaison", "/funds P-1 10月到位800万 省外")
	say("U-hualong-a", "/lead 鹏程氢动力 电堆 3.5亿 氢能链")
	say("U-hualong-a", "/trip 昨天赴深圳对接鹏程氢动力 氢能链")
	say("U-office", "/answer R-1 release")
	say("U-liaison-hydrogen", "/answer R-1 show")
	say("U-liaison-hydrogen", "/assign 工业园区 周三前 拿出方案")
	storetest.View(t, s, func(tx *store.Tx) error {
		owed, err := tx.Owed()
		for _, p := range owed {
			note(p.Message)
		}
		return err
	})
	return shown
}

// Whoever presses a button, whoever it was shown to, is authorised again: nobody without business there changes anything, and nobody gets anything but
// a sentence.
func TestEveryRolePressesEveryButton(t *testing.T) {
	s, clock := storetest.New(t, "2022-11-09 10:00")
	buttons := aDay(t, s, clock)
	n := 0
	for _, who := range roles(t, s) {
		if who == "U-office" || who == "U-office-head" {
			continue // may do nearly all of it; their turn comes last
		}
		for _, b := range buttons {
			n++
			c := Call{Key: fmt.Sprintf("press-%d", n), User: who, Channel: "C-city"}
			c.Name, c.Text, _ = strings.Cut(strings.TrimPrefix(b, "/"), " ")
			before := changes(t, s)
			r := pressed(t, s, c)
			if changes(t, s) != before {
				t.Errorf("%s changes something by %s: %s", who, b, r.Plain(say.ZH))
			}
		}
	}
	for _, who := range []store.PersonID{"U-office", "U-office-head", "U-qingfeng-a", "U-qingfeng-head"} {
		for _, b := range buttons {
			n++
			c := Call{Key: fmt.Sprintf("press-%d", n), User: who, Channel: "C-city"}
			c.Name, c.Text, _ = strings.Cut(strings.TrimPrefix(b, "/"), " ")
			pressed(t, s, c)
		}
	}
	if n < 400 {
		t.Errorf("only %d presses", n)
	}
}

// pressed runs a call that must be answered with a sentence, never with our own error.
func pressed(t *testing.T, s *store.Store, c Call) Reply {
	t.Helper()
	var log strings.Builder
	r := Run(s, slog.New(slog.NewTextHandler(&log, nil)), c)
	if log.Len() > 0 {
		t.Errorf("%s, /%s %s: %s", c.User, c.Name, c.Text, log.String())
	}
	if r.Message.Empty() && r.Form == nil {
		t.Errorf("%s, /%s %s: no answer", c.User, c.Name, c.Text)
	}
	return r
}

// changes is how often the records were changed.
func changes(t *testing.T, s *store.Store) (n int) {
	t.Helper()
	storetest.View(t, s, func(tx *store.Tx) error {
		for _, kind := range []string{"L", "T", "V", "P", "F", "R", "A"} {
			for i := range 9 {
				log, err := tx.History(fmt.Sprintf("%s-%d", kind, i+1))
				if err != nil {
					return err
				}
				n += len(log)
			}
		}
		return nil
	})
	return n
}
