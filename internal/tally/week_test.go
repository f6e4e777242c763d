package tally_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"chainlead/internal/money"
	"chainlead/internal/say"
	"chainlead/internal/tally"
	"chainlead/store"
	"chainlead/store/storetest"
)

// A week is the week of 5–11 November 2022, worked by hand in docs: what each unit recorded, when, and what became of it.
type week struct {
	t     *testing.T
	s     *store.Store
	clock *storetest.Clock
}

func (w week) at(when string, f func(tx *store.Tx) error) {
	w.t.Helper()
	w.clock.Set(w.t, when)
	storetest.Update(w.t, w.s, f)
}

func (w week) trip(when string, unit store.UnitID, chain store.ChainID, from, to, place, post, level, firm string) store.TripID {
	w.t.Helper()
	t := store.Trip{
		Filed: store.Filed{Unit: unit, Chain: chain, Reporter: store.PersonID("U-" + unit + "-a")}, From: storetest.Day(from), To: storetest.Day(to),
		Places: []string{place}, Away: true, Companies: []string{firm}, Leader: &store.TripLeader{Post: post, Level: level},
	}
	w.at(when, func(tx *store.Tx) error { return tx.PutTrip(&t) })
	return t.ID
}

func (w week) lead(when string, unit store.UnitID, chain store.ChainID, firm string, yuan int64, claim store.Claim) store.LeadID {
	w.t.Helper()
	l := store.Lead{Filed: store.Filed{Unit: unit, Chain: chain, Reporter: store.PersonID("U-" + unit + "-a")}, Company: firm, Claim: claim}
	if yuan > 0 {
		sum := money.Yuan(yuan)
		l.Sum = &sum
	}
	w.at(when, func(tx *store.Tx) error { return tx.PutLead(&l) })
	return l.ID
}

func (w week) promise(unit store.UnitID, what, due string) store.FollowUpID {
	w.t.Helper()
	f := store.FollowUp{Filed: store.Filed{Unit: unit, Chain: "hydrogen"}, What: what, Due: storetest.Day(due), Owner: store.PersonID("U-" + unit + "-b"), Companies: []string{"鹏程氢动力"}}
	w.at("2022-10-20 10:00", func(tx *store.Tx) error { return tx.PutFollowUp(&f) })
	return f.ID
}

func (w week) close(when string, id store.FollowUpID) {
	w.t.Helper()
	w.at(when, func(tx *store.Tx) error {
		f, err := tx.FollowUp(id)
		f.Closed = &store.Closing{At: tx.Now}
		if err != nil {
			return err
		}
		return tx.PutFollowUp(&f)
	})
}

func (w week) cutoff(day string) store.Tally {
	w.t.Helper()
	var t store.Tally
	w.at(day+" 17:30", func(tx *store.Tx) (err error) {
		if t, err = tally.Count(tx, tally.PeriodOf(tx, storetest.Day(day))); err != nil {
			return err
		}
		return tx.FreezeTally(t)
	})
	return t
}

// workedWeek records the week; the comments name the records of the worked example.
func workedWeek(t *testing.T) (week, map[string]string) {
	s, clock := storetest.New(t, "2022-10-20 09:00")
	w := week{t, s, clock}
	id := map[string]string{}
	for _, p := range [][4]string{
		{"F-31", "hualong", "寄送厂房图纸", "2022-11-09"}, {"F-33", "drc", "答复用氢指标", "2022-11-09"}, {"F-35", "indpark", "厂房租金报价（鹏程氢动力）", "2022-11-07"},
		{"F-36", "hualong", "确认来访时间", "2022-11-11"}, {"F-37", "qingfeng", "寄送测算资料", "2022-11-16"}, {"F-38", "qingfeng", "再次联系", "2022-11-25"},
		{"F-39", "hualong", "约定回访", "2022-11-18"}, {"F-40", "indpark", "提供环评容量说明", "2022-11-10"},
	} {
		id[p[0]] = string(w.promise(store.UnitID(p[1]), p[2], p[3]))
	}
	id["L-120"] = string(w.lead("2022-11-01 11:00", "hualong", "hydrogen", "误登企业", 20_000_000, ""))
	w.cutoff("2022-11-04")
	id["L-130"] = string(w.lead("2022-11-04 17:30", "indpark", "hydrogen", "泉城压缩机", 120_000_000, ""))
	id["T-105"] = string(w.trip("2022-11-07 08:35", "indpark", "hydrogen", "2022-11-03", "2022-11-04", "济南市", "濮阳工业园区管委会主任", store.LevelCounty, "泉城压缩机"))
	id["T-103"] = string(w.trip("2022-11-08 08:50", "drc", "hydrogen", "2022-11-07", "2022-11-07", "北京市", "市发展和改革委员会主任", store.LevelDept, "京北电堆"))
	w.close("2022-11-08 10:00", store.FollowUpID(id["F-31"]))
	id["T-101"] = string(w.trip("2022-11-09 09:40", "hualong", "hydrogen", "2022-11-08", "2022-11-09", "深圳市", "华龙区区长", store.LevelCounty, "鹏程氢动力"))
	id["T-104"] = string(w.trip("2022-11-09 10:15", "hualong", "hydrogen", "2022-11-07", "2022-11-07", "北京市", "市发展和改革委员会主任", store.LevelDept, "京北电堆"))
	id["L-128"] = string(w.lead("2022-11-09 10:20", "qingfeng", "hydrogen", "鹏程氢动力", 350_000_000, ""))
	w.at("2022-11-09 15:00", func(tx *store.Tx) error { return tx.Withdraw(id["L-120"], "误登") })
	id["T-107"] = string(w.trip("2022-11-09 20:10", "indpark", "coatings", "2022-11-09", "2022-11-09", "郑州市", "濮阳工业园区招商局局长", store.LevelOther, "中原防腐涂料"))
	w.at("2022-11-09 20:11", func(tx *store.Tx) error {
		v, err := tx.Trip(store.TripID(id["T-107"]))
		v.Also = []store.ChainID{"hydrogen"}
		if err != nil {
			return err
		}
		return tx.PutTrip(&v)
	})
	w.at("2022-11-10 11:00", func(tx *store.Tx) error {
		v, err := tx.Trip(store.TripID(id["T-104"]))
		v.Same = &store.Same{As: store.TripID(id["T-103"]), At: tx.Now}
		if err != nil {
			return err
		}
		return tx.PutTrip(&v)
	})
	id["L-129"] = string(w.lead("2022-11-10 14:30", "hualong", "hydrogen", "鹏程氢动力", 350_000_000, store.PendingClaim))
	id["T-106"] = string(w.trip("2022-11-10 16:20", "hualong", "hydrogen", "2022-11-15", "2022-11-16", "武汉市", "华龙区委书记", store.LevelCounty, "江城双极板"))
	id["T-102"] = string(w.trip("2022-11-10 18:05", "indpark", "hydrogen", "2022-11-10", "2022-11-12", "上海市", "濮阳工业园区管委会副主任", store.LevelOther, "沪氢膜材"))
	id["L-131"] = string(w.lead("2022-11-11 11:00", "qingfeng", "", "某包装机械企业", 0, ""))
	w.close("2022-11-11 16:30", store.FollowUpID(id["F-33"]))
	w.close("2022-11-11 17:05", store.FollowUpID(id["F-40"]))
	return w, id
}

func TestWorkedWeek(t *testing.T) {
	w, _ := workedWeek(t)
	got := w.cutoff("2022-11-11")
	w.says(got, "hydrogen", `氢能链周动态
11月5日—11日（截至周五17:00）
【本周】
外出招商3批次（上周0），领导带队2（上周0）
新增线索2条（上周1），意向投资4.7亿元
【跟进】
办结2件（按期1）；超期2件；18日（周五）前到期3件
F-3 厂房租金报价，超期4个工作日（濮阳工业园区）
【说明】补报外出招商1批次（领导带队）；核减线索1条。另有1批次涉及本链，计入绿色涂料链。`,
		`Hydrogen chain: weekly update
5–11 November (as of Friday 17:00)
[This week]
Outward trips 3 (last week 0), led by leaders 2 (last week 0)
New leads 2 (last week 1), intended investment CNY 470 million
[Follow-ups]
Closed 2 (1 on time); overdue 2; due by Fri 18 Nov 3
F-3 厂房租金报价: 4 working days overdue (Puyang Industrial Park)
[Notes] 1 earlier trip reported late (led); 1 lead withdrawn. 1 more trip touched this chain and counts under Green coatings.`)
	for _, tt := range []struct {
		slice                         tally.Slice
		trips, led, leads, late, gone int
	}{
		{tally.OfChain("hydrogen"), 3, 2, 2, 1, 1},
		{tally.OfChain("coatings"), 1, 0, 0, 0, 0},
		{tally.OfChain(""), 0, 0, 1, 0, 0},
		{tally.Slice{}, 4, 2, 3, 1, 1},
		{tally.OfUnit("hualong"), 1, 1, 0, 0, 1},
		{tally.OfUnit("qingfeng"), 0, 0, 2, 0, 0},
		{tally.OfUnit("indpark"), 2, 0, 1, 1, 0},
		{tally.OfUnit("drc"), 1, 1, 0, 0, 0},
	} {
		f := tally.Of(got, tt.slice)
		if have := [5]int{f.Week.Trips, f.Week.Led, f.Week.Leads, f.Late.Trips, f.Gone.Leads}; have != [5]int{tt.trips, tt.led, tt.leads, tt.late, tt.gone} {
			t.Errorf("%+v: trips, led, leads, late, gone = %v, want %v", tt.slice, have, tt)
		}
	}
}

func TestFridayAfterTheWorkedWeek(t *testing.T) {
	w, id := workedWeek(t)
	w.cutoff("2022-11-11")
	got := tally.Of(w.cutoff("2022-11-18"), tally.OfChain("hydrogen"))
	if got.Week.Trips+got.Week.Leads+got.Late.Trips+got.Late.Leads+got.Gone.Trips+got.Gone.Leads != 0 {
		t.Errorf("nothing more was recorded, but %+v", got)
	}
	if d := cmp.Diff(overdue(got.Overdue), []string{id["F-35"] + " 9", id["F-36"] + " 5", id["F-37"] + " 2"}); d != "" {
		t.Error("overdue:", d)
	}
	if len(got.Closed) != 1 || got.OnTime != 0 || string(got.Closed[0].ID) != id["F-40"] {
		t.Errorf("closed %+v, want %s, late", got.Closed, id["F-40"])
	}
	var due []string
	for _, p := range got.Due {
		due = append(due, string(p.ID))
	}
	if d := cmp.Diff(due, []string{id["F-39"], id["F-38"]}); d != "" {
		t.Error("due to the next cut-off:", d)
	}
}

func overdue(ps []store.Promise) []string {
	var out []string
	for _, p := range ps {
		out = append(out, fmt.Sprintf("%s %d", p.ID, p.Days))
	}
	return out
}

// says compares a chain's text in its channel with what is wanted, in both languages.
func (w week) says(t store.Tally, chain store.ChainID, zh, en string) {
	w.t.Helper()
	storetest.View(w.t, w.s, func(tx *store.Tx) error {
		r, err := tally.NewReport(tx, t, store.ToChannel(tx.City().Chain(chain).Channel))
		if err != nil {
			return err
		}
		m, err := r.Chain(chain)
		if d := cmp.Diff(zh, m.Plain(say.ZH)); d != "" {
			w.t.Errorf("%s in Chinese (-want +got):\n%s", chain, d)
		}
		if d := cmp.Diff(en, m.Plain(say.EN)); d != "" {
			w.t.Errorf("%s in English (-want +got):\n%s", chain, d)
		}
		return err
	})
}

func TestWorkedWeekOfTheCityAndForTheLeader(t *testing.T) {
	w, _ := workedWeek(t)
	got := w.cutoff("2022-11-11")
	storetest.View(t, w.s, func(tx *store.Tx) error {
		r, err := tally.NewReport(tx, got, store.ToChannel("C-city"))
		if err != nil {
			return err
		}
		city, err := r.City()
		compare(t, city, `全市双招双引周动态
11月5日—11日（截至周五17:00）
【全市】
外出招商4批次（上周0），领导带队2（上周0）
新增线索3条（上周1），意向投资4.7亿元，1条未填金额
超期2件
【各链】
绿色涂料 外出1
氢能 外出3（带队2） 线索2 超期2
未归链 线索1
本周无记录：现代家居、羽绒及服饰
【说明】补报外出招商1批次（领导带队）；核减线索1条。`)
		if err != nil {
			return err
		}
		leader, err := tx.Person("U-leader-hydrogen")
		if err != nil {
			return err
		}
		r, err = tally.NewReport(tx, got, store.To(leader))
		if err != nil {
			return err
		}
		m, err := r.Leader("hydrogen")
		compare(t, m, `氢能链周动态（链长专送）
11月5日—11日（截至周五17:00）
【重点进展】
新线索：鹏程氢动力，意向3.5亿元（清丰县首报）
新线索：泉城压缩机，意向1.2亿元（濮阳工业园区首报）
【卡点】
厂房租金报价（鹏程氢动力），超期4个工作日（濮阳工业园区，濮阳工业园区经办人乙）
【数字】
外出3批次（领导带队2），线索2条
办结2件（按期1）；超期2件；18日（周五）前到期3件`)
		return err
	})
}

func compare(t *testing.T, m say.Message, want string) {
	t.Helper()
	if d := cmp.Diff(want, m.Plain(say.ZH)); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}
