package reminders

import (
	"flag"
	"fmt"
	"testing"
	"time"

	"chainlead/internal/calendar"
	"chainlead/internal/tally"
	"chainlead/store"
	"chainlead/store/storetest"
)

var records = flag.Int("records", 10_000, "how many records of the past the larger benchmarks have; 1000000 takes some minutes to write")

// past writes a store with n promises kept long ago, of a lead each hundredth, and what is true today: 500 promises open, 60 records of the week.
func past(b *testing.B, n int) (*store.Store, *storetest.Clock) {
	s, clock := storetest.New(b, "2022-01-04 10:00")
	err := s.Bulk(func() error {
		for done := 0; done < n; {
			clock.Set(b, calendar.Day("2022-01-04").Add(done*280/n).At(10, 0, storetest.Shanghai).Format("2006-01-02 15:04"))
			err := s.Update(store.Robot("past"), func(tx *store.Tx) error {
				for range min(10_000, n-done) {
					f := store.FollowUp{Filed: store.Filed{Unit: "qingfeng", Chain: "hydrogen"}, What: "寄送资料", Due: tx.Today().Add(7), Owner: "U-qingfeng-a",
						Closed: &store.Closing{At: tx.Now, By: "U-qingfeng-a"}}
					if err := tx.PutFollowUp(&f); err != nil {
						return err
					}
					if done++; done%100 == 0 {
						l := store.Lead{Filed: store.Filed{Unit: "qingfeng", Chain: "hydrogen", Reporter: "U-qingfeng-a"}, Company: fmt.Sprintf("第%d企业", done)}
						if err := tx.PutLead(&l); err != nil {
							return err
						}
					}
				}
				return nil
			})
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	clock.Set(b, "2022-11-08 10:00")
	storetest.Update(b, s, func(tx *store.Tx) error {
		for i := range 500 {
			f := store.FollowUp{Filed: store.Filed{Unit: "qingfeng", Chain: "hydrogen"}, What: "寄送资料", Due: "2022-11-10", Owner: store.PersonID(fmt.Sprintf("U-qingfeng-%c", 'a'+i%2))}
			if err := tx.PutFollowUp(&f); err != nil {
				return err
			}
		}
		for i := range 60 {
			l := store.Lead{Filed: store.Filed{Unit: "nanle", Chain: "coatings", Reporter: "U-nanle-a"}, Company: fmt.Sprintf("新%d企业", i)}
			if err := tx.PutLead(&l); err != nil {
				return err
			}
		}
		return nil
	})
	return s, clock
}

// errRolledBack is what undoes a benchmark's transaction.
var errRolledBack = fmt.Errorf("rolled back")

// BenchmarkMorning is the sweep of one morning: 500 promises are due, the rest is past.
func BenchmarkMorning(b *testing.B) {
	overPasts(b, "2022-11-10 09:00", func(tx *store.Tx) error { return morning(tx, tx.Now) })
}

// BenchmarkTally is a cut-off: a week of 60 records is counted and posted to every channel; the second count goes through the year's records.
func BenchmarkTally(b *testing.B) {
	overPasts(b, "2022-11-11 17:00", func(tx *store.Tx) error {
		t, err := tally.Count(tx, tally.PeriodOf(tx, "2022-11-11"))
		if err != nil {
			return err
		}
		if err := tx.FreezeTally(&t); err != nil {
			return err
		}
		return tally.Post(tx, t)
	})
}

// BenchmarkSecondCount is the count from scratch that a tally is checked by before it is posted.
func BenchmarkSecondCount(b *testing.B) {
	overPasts(b, "2022-11-11 17:00", func(tx *store.Tx) error {
		t, err := tally.Count(tx, tally.PeriodOf(tx, "2022-11-11"))
		if err != nil {
			return err
		}
		return tally.Check(tx, t)
	})
}

func overPasts(b *testing.B, at string, f func(*store.Tx) error) {
	for _, n := range []int{100, *records} {
		b.Run(fmt.Sprintf("past=%d", n), func(b *testing.B) {
			s, clock := past(b, n)
			for _, cut := range []calendar.Day{"2022-10-28", "2022-11-04"} { // have been counted, so that only a week is new
				clock.Set(b, string(cut)+" 17:00")
				storetest.Update(b, s, func(tx *store.Tx) error {
					t, err := tally.Count(tx, tally.PeriodOf(tx, cut))
					if err != nil {
						return err
					}
					return tx.FreezeTally(&t)
				})
			}
			clock.Set(b, at)
			for b.Loop() {
				err := s.Update(store.Robot("bench"), func(tx *store.Tx) error {
					if err := f(tx); err != nil {
						return err
					}
					return errRolledBack
				})
				if err != errRolledBack {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkTick is what the bot does every few seconds when nothing is due.
func BenchmarkTick(b *testing.B) {
	s, clock := past(b, *records)
	clock.Set(b, "2022-11-08 10:00")
	if err := Tick(s); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if err := Tick(s); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkStart opens a store with a long past.
func BenchmarkStart(b *testing.B) {
	dir := b.TempDir()
	s, err := store.Open(dir)
	if err != nil {
		b.Fatal(err)
	}
	s.Now = func() time.Time { return time.Date(2022, 11, 8, 2, 0, 0, 0, time.UTC) }
	storetest.Update(b, s, storetest.Load)
	err = s.Bulk(func() error {
		for done := 0; done < *records; done += 10_000 {
			err := s.Update(store.Robot("past"), func(tx *store.Tx) error {
				for range 10_000 {
					f := store.FollowUp{Filed: store.Filed{Unit: "qingfeng"}, What: "寄送资料", Due: "2022-11-10", Owner: "U-qingfeng-a", Closed: &store.Closing{At: tx.Now}}
					if err := tx.PutFollowUp(&f); err != nil {
						return err
					}
				}
				return nil
			})
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if err := s.Close(); err != nil {
			b.Fatal(err)
		}
		if s, err = store.Open(dir); err != nil {
			b.Fatal(err)
		}
	}
	if err := s.Close(); err != nil {
		b.Fatal(err)
	}
}
