package tally_test

import (
	"testing"

	"chainlead/internal/money"
	"chainlead/internal/say"
	"chainlead/internal/tally"
	"chainlead/store"
	"chainlead/store/storetest"
)

// A town is a store on which a test records and counts.
type town struct {
	*testing.T
	s     *store.Store
	clock *storetest.Clock
}

func newTown(t *testing.T, at string) town {
	s, clock := storetest.New(t, at)
	return town{t, s, clock}
}

func (w town) at(when string, f func(*store.Tx) error) {
	w.Helper()
	w.clock.Set(w.T, when)
	storetest.Update(w.T, w.s, f)
}

func (w town) trip(when string, from string, change ...func(*store.Trip)) store.TripID {
	w.Helper()
	t := store.Trip{Filed: store.Filed{Unit: "qingfeng", Chain: "hydrogen"}, Away: true,
		Batch: store.Batch{From: storetest.Day(from), Places: []string{"深圳市"}, Companies: []string{"鹏程氢动力"}}}
	for _, f := range change {
		f(&t)
	}
	w.at(when, func(tx *store.Tx) error { return tx.PutTrip(&t) })
	return t.ID
}

func (w town) cutoff(day string) store.Tally {
	w.Helper()
	var t store.Tally
	w.at(day+" 17:00", func(tx *store.Tx) (err error) {
		if t, err = tally.Count(tx, tally.PeriodOf(tx, storetest.Day(day))); err != nil {
			return err
		}
		if err := tally.Check(tx, t); err != nil {
			w.Errorf("%s: %v", day, err)
		}
		return tx.FreezeTally(&t)
	})
	return t
}

func (w town) text(t store.Tally, of func(tally.Report) (say.Message, error)) (out string) {
	w.Helper()
	storetest.View(w.T, w.s, func(tx *store.Tx) error {
		r, err := tally.NewReport(tx, t, store.ToChannel("C-city"))
		if err != nil {
			return err
		}
		m, err := of(r)
		out = m.Plain(say.ZH)
		return err
	})
	return out
}

func (w town) want(what string, got, want any) {
	w.Helper()
	if got != want {
		w.Errorf("%s: %v, want %v", what, got, want)
	}
}

// A trip of 31 December – 3 January, reported on 4 January, is reported late and counts into the old year.
func TestATripOverNewYearBelongsToTheOldYear(t *testing.T) {
	w := newTown(t, "2022-12-20 09:00")
	w.trip("2022-12-20 09:00", "2022-12-20")
	w.cutoff("2022-12-23")
	w.cutoff("2022-12-30")
	w.trip("2023-01-04 09:00", "2022-12-30", func(t *store.Trip) { t.To = "2023-01-03" })
	w.trip("2023-01-05 09:00", "2023-01-04")
	got := w.cutoff("2023-01-06")
	f := tally.Of(got, tally.Slice{}, store.Opening{})
	w.want("this week", f.Week.Trips, 1)
	w.want("late", f.Late.Trips, 1)
	w.want("of these of the old year", f.OldYear.Trips, 1)
	w.want("this year", f.Year.Trips, 1)
	for _, c := range got.Totals {
		if c.Year == 2022 {
			w.want("last year, still corrected", c.Trips, 2)
		}
	}
}

// No cut-off in the week of the Spring Festival: one tally over fourteen days.
func TestTwoWeeksWithoutACutOffMakeOneTally(t *testing.T) {
	w := newTown(t, "2026-02-02 09:00")
	w.cutoff("2026-02-13")
	w.trip("2026-02-24 09:00", "2026-02-15")
	w.trip("2026-02-26 09:00", "2026-02-26")
	got := w.cutoff("2026-02-27")
	w.want("first day", string(got.From), "2026-02-14")
	f := tally.Of(got, tally.Slice{}, store.Opening{})
	w.want("trips in the fourteen days", f.Week.Trips, 2)
	w.want("late", f.Late.Trips, 0)
}

// Dated anew from last week into this one: taken back there and counted here; moved to another chain: the city doesn't change.
func TestDatedAnewAndMoved(t *testing.T) {
	w := newTown(t, "2022-11-01 09:00")
	anew, moved := w.trip("2022-11-02 09:00", "2022-11-02"), w.trip("2022-11-02 10:00", "2022-11-02")
	w.cutoff("2022-11-04")
	change := func(id store.TripID, f func(*store.Trip)) {
		w.at("2022-11-08 09:00", func(tx *store.Tx) error {
			t, err := tx.Trip(id)
			f(&t)
			if err != nil {
				return err
			}
			return tx.PutTrip(&t)
		})
	}
	change(anew, func(t *store.Trip) { t.From, t.Confirmed = "2022-11-07", w.clock.Now() })
	change(moved, func(t *store.Trip) { t.Chain = "coatings" })
	got := w.cutoff("2022-11-11")
	city := tally.Of(got, tally.Slice{}, store.Opening{})
	w.want("city: this week, late, taken back, year", [4]int{city.Week.Trips, city.Late.Trips, city.Gone.Trips, city.Year.Trips}, [4]int{1, 0, 1, 2})
	from, to := tally.Of(got, tally.OfChain("hydrogen"), store.Opening{}), tally.Of(got, tally.OfChain("coatings"), store.Opening{})
	w.want("the chain it left", [3]int{from.Week.Trips, from.Gone.Trips, from.Year.Trips}, [3]int{1, 2, 1})
	w.want("the chain it came to", [3]int{to.Late.Trips, to.Gone.Trips, to.Year.Trips}, [3]int{1, 0, 1})
}

// Without a counterpart, inside the city, online: kept, not counted, named with the reason.
func TestWhatDoesNotCountIsNamedWithTheReason(t *testing.T) {
	w := newTown(t, "2022-11-07 09:00")
	w.trip("2022-11-07 09:00", "2022-11-07", func(t *store.Trip) { t.Companies = nil })
	w.trip("2022-11-07 09:01", "2022-11-07", func(t *store.Trip) { t.Away, t.Places = false, []string{"濮阳县"} })
	w.at("2022-11-07 09:02", func(tx *store.Tx) error {
		return tx.PutVisit(&store.Visit{Filed: store.Filed{Unit: "qingfeng", Chain: "hydrogen"}, Batch: store.Batch{From: "2022-11-07", Companies: []string{"鹏程氢动力"}}, Online: true})
	})
	got := w.text(w.cutoff("2022-11-11"), func(r tally.Report) (say.Message, error) {
		return r.Detail(tally.OfUnit("qingfeng"), func(string, store.Filed) bool { return true })
	})
	w.want("detail", got, "清丰县周动态明细\n11月5日—11日（截至周五17:00）\n外出招商0批次\n接待0批次\n线索0条\n未计入：T-1（未填对接企业或机构）、T-2（无市外地点）、V-1（线上对接）")
}

// Records up to the day of the opening balance stand in it; what follows is added to it.
func TestTheOpeningBalanceIsCarriedOn(t *testing.T) {
	w := newTown(t, "2022-11-07 09:00")
	w.at("2022-11-07 09:00", func(tx *store.Tx) error {
		c := *tx.City()
		c.Opening = store.Opening{AsOf: "2022-10-31",
			Chains: map[store.ChainID]store.Balance{"hydrogen": {Sums: store.Sums{Trips: 70, Signed: 3, SignedSum: 100}}},
			Units:  map[store.UnitID]store.Balance{"qingfeng": {Sums: store.Sums{Trips: 70, Signed: 3, SignedSum: 100}}}}
		return tx.PutCity(c)
	})
	w.trip("2022-11-07 10:00", "2022-10-31")
	w.trip("2022-11-07 10:01", "2022-11-01")
	w.trip("2022-11-07 10:02", "2022-11-07")
	got := w.cutoff("2022-11-11")
	storetest.View(t, w.s, func(tx *store.Tx) error {
		f := tally.Of(got, tally.OfChain("hydrogen"), tx.City().Opening)
		w.want("this week, late, year", [3]int{f.Week.Trips, f.Late.Trips, f.Year.Trips}, [3]int{1, 1, 72})
		w.want("signed", f.Year.Signed, 3)
		return nil
	})
	// a new balance, as of a later day: what it holds isn't added again
	w.at("2022-11-14 09:00", func(tx *store.Tx) error {
		c := *tx.City()
		c.Opening.AsOf = "2022-11-06"
		return tx.PutCity(c)
	})
	got = w.cutoff("2022-11-18")
	storetest.View(t, w.s, func(tx *store.Tx) error {
		f := tally.Of(got, tally.OfChain("hydrogen"), tx.City().Opening)
		w.want("year with the new balance", f.Year.Trips, 71)
		w.want("nothing is said to have moved", f.Nothing(), true)
		return nil
	})
}

// A contract raised adds its sum and no number; a project terminated stays signed and is told; a sum in another currency is named apart.
func TestSignings(t *testing.T) {
	w := newTown(t, "2022-11-01 09:00")
	project := func(when string, name string, sum money.Sum) (p store.Project) {
		p = store.Project{Filed: store.Filed{Unit: "qingfeng", Chain: "hydrogen"}, Name: name, Contract: &sum}
		w.at(when, func(tx *store.Tx) error {
			p.Steps = []store.Progress{{Stage: store.StageSigned, Day: tx.Today(), At: tx.Now}}
			return tx.PutProject(&p)
		})
		return p
	}
	a, b := project("2022-11-02 09:00", "甲项目", money.Yuan(100_000_000)), project("2022-11-02 10:00", "乙项目", money.Yuan(200_000_000))
	w.cutoff("2022-11-04")
	project("2022-11-08 09:00", "丙项目", money.Sum{Minor: 500_000_000, Currency: "EUR"})
	w.at("2022-11-08 10:00", func(tx *store.Tx) error {
		a.Increases = []store.Increase{{Sum: money.Yuan(50_000_000), Day: tx.Today(), At: tx.Now}}
		b.Steps = append(b.Steps, store.Progress{Stage: store.StageTerminated, Day: tx.Today(), At: tx.Now})
		if err := tx.PutProject(&b); err != nil {
			return err
		}
		return tx.PutProject(&a)
	})
	got := w.text(w.cutoff("2022-11-11"), func(r tally.Report) (say.Message, error) { return r.Chain("hydrogen") })
	w.want("the chain's text", got, `氢能链周动态
11月5日—11日（截至周五17:00）
【本周】
外出招商0批次（上周0），领导带队0（上周0）
接待客商0批次0人次（上周0批次0人次）
新增线索0条（上周0）
签约1个5000万元（另500万欧元）（上周2个3亿元）
【今年累计】
外出招商0批次（领导带队0），接待0批次0人次
线索0条，签约3个3.5亿元
【说明】签约后终止1个（P-2）。`)
}

// The audited money of a chain is carried from month to month; a figure from January on replaces it.
func TestAuditedMoney(t *testing.T) {
	w := newTown(t, "2022-11-01 09:00")
	audit := func(when, first, month string, yuan int64) {
		w.at(when, func(tx *store.Tx) error {
			return tx.PutFunds(&store.Funds{Filed: store.Filed{Unit: "ipo", Chain: "hydrogen"}, First: first, Month: month, Origin: store.OutOfProvince, Sum: money.Yuan(yuan), Audited: true})
		})
	}
	arrived := func(day string) (out store.Arrival) {
		f := tally.Of(w.cutoff(day), tally.OfChain("hydrogen"), store.Opening{})
		if len(f.Arrived) != 1 {
			t.Fatalf("%s: %+v", day, f.Arrived)
		}
		return f.Arrived[0]
	}
	audit("2022-11-01 09:00", "2022-01", "2022-09", 600_000_000)
	w.want("January–September", arrived("2022-11-04").Sum, int64(600_000_000_00))
	audit("2022-11-08 09:00", "", "2022-10", 20_000_000)
	a := arrived("2022-11-11")
	w.want("with October", a.Sum, int64(620_000_000_00))
	w.want("up to", a.First+" "+a.Month, "2022-01 2022-10")
	audit("2022-11-15 09:00", "2022-01", "2022-10", 610_000_000)
	w.want("January–October, anew", arrived("2022-11-18").Sum, int64(610_000_000_00))
}
