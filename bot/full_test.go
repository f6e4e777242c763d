package main

import (
	"log/slog"
	"regexp"
	"strings"
	"testing"
	"time"

	"chainlead/commands"
	"chainlead/internal/tally"
	"chainlead/store"
)

// The article's figures come out of the program: three quarters typed line by line through the commands, asked for with /tally.
func TestThreeQuartersComeToTheArticlesFigures(t *testing.T) {
	s, zone := fullCity(t)
	askedFor(t, s)
	t.Run("no channel reads a firm's name", func(t *testing.T) { noFirmInChannels(t, s, zone) })
}

func askedFor(t *testing.T, s *store.Store) {
	for text, want := range map[string][]string{
		"全市 前三季度":  {"外出招商675批次，领导带队207", "接待客商1605批次", "线索来自招商活动45场", "签约249个1914.8亿元", "谋划506个，在谈579个，签约249个", "报送到位资金312亿元"},
		"清丰县 前三季度": {"外出招商24批次"},
	} {
		r := commands.Run(s, slog.New(slog.DiscardHandler), commands.Call{Key: "ask/" + text, User: officePerson(t, s), Name: "tally", Text: text})
		got := r.Message.Plain("zh")
		for _, w := range want {
			if !strings.Contains(got, w) {
				t.Errorf("%s lacks %q:\n%s", text, w, got)
			}
		}
	}
}

// noFirmInChannels posts the last cut-off: none of some thousand firms is named in a channel, however much a city has recorded.
func noFirmInChannels(t *testing.T, s *store.Store, zone *time.Location) {
	s.Now = func() time.Time { return time.Date(2022, 9, 30, 17, 1, 0, 0, zone) }
	err := s.Update(store.Robot("test"), func(tx *store.Tx) error {
		v, err := tx.TallyOf(fullTo)
		if err != nil {
			return err
		}
		return tally.Post(tx, v)
	})
	if err != nil {
		t.Fatal(err)
	}
	brand := regexp.MustCompile("(?:" + strings.Join(firstSyllables, "|") + ")(?:" + strings.Join(nextSyllables, "|") + ")")
	posted, named := 0, 0
	err = s.View(func(tx *store.Tx) error {
		owed, err := tx.Owed()
		for _, p := range owed {
			text := p.Message.Plain("zh") + p.Message.Plain("en")
			if p.To.Channel == "" {
				named += len(brand.FindAllString(text, -1))
				continue
			}
			posted++
			if firm := brand.FindString(text); firm != "" {
				t.Errorf("%s reads %s: %s", p.To, firm, text)
			}
		}
		return err
	})
	if err != nil || posted != 13 || named == 0 {
		t.Errorf("%d channels and %d names to leaders, want 13 and some (%v)", posted, named, err)
	}
}

// What a cut-off costs in a city with three quarters of records: the week, and counting all of it again.
func BenchmarkCutOffOfAFullCity(b *testing.B) {
	s, _ := fullCity(b)
	count := func(f func(*store.Tx, store.Tally) error) func(*testing.B) {
		return func(b *testing.B) {
			for b.Loop() {
				err := s.View(func(tx *store.Tx) error {
					t, err := tally.Count(tx, tally.PeriodOf(tx, fullTo))
					if err != nil {
						return err
					}
					return f(tx, t)
				})
				if err != nil {
					b.Fatal(err)
				}
			}
		}
	}
	b.Run("count", count(func(*store.Tx, store.Tally) error { return nil }))
	b.Run("count and check", count(tally.Check))
}

// fullCity is a store with the fuller demo's city in it, at 10:00 on the first working day after its records.
func fullCity(tb testing.TB) (*store.Store, *time.Location) {
	tb.Helper()
	s, err := store.Open(tb.TempDir())
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		if err := s.Close(); err != nil {
			tb.Error(err)
		}
	})
	zone, err := time.LoadLocation("Asia/Shanghai")
	if err != nil {
		tb.Fatal(err)
	}
	s.Now = func() time.Time { return time.Date(2022, 10, 8, 10, 0, 0, 0, zone) }
	loadDemoCity(tb, s)
	if err := fillCity(s, 1); err != nil {
		tb.Fatal(err)
	}
	return s, zone
}

// loadDemoCity puts the demo's registry into a store, with Slack IDs as Slack would have given them.
func loadDemoCity(t testing.TB, s *store.Store) {
	t.Helper()
	r, err := parseRegistry(demoRegistry)
	if err != nil {
		t.Fatal(err)
	}
	d := store.Directory{People: map[string]store.PersonID{}, Channels: map[string]store.ChannelID{}}
	for _, p := range r.People {
		d.People[strings.ToLower(p.Slack)] = store.PersonID("U-" + p.ID)
	}
	for _, c := range r.seed().Channels {
		d.Channels["#"+c.Name] = store.ChannelID(c.ID)
	}
	err = s.Update(store.Robot("test"), func(tx *store.Tx) error {
		if err := tx.PutDirectory(d); err != nil {
			return err
		}
		_, err := r.apply(tx)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func officePerson(t *testing.T, s *store.Store) (id store.PersonID) {
	t.Helper()
	err := s.View(func(tx *store.Tx) error {
		office, err := tx.TheOffice()
		if err == nil && len(office) > 0 {
			id = office[0].ID
		}
		return err
	})
	if err != nil || id == "" {
		t.Fatal("no office", err)
	}
	return id
}
