package main

import (
	"log/slog"
	"strings"
	"testing"
	"time"

	"chainlead/commands"
	"chainlead/store"
)

// The article's figures come out of the program: three quarters typed line by line through the commands, asked for with /tally.
func TestThreeQuartersComeToTheArticlesFigures(t *testing.T) {
	s, err := store.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	zone, err := time.LoadLocation("Asia/Shanghai")
	if err != nil {
		t.Fatal(err)
	}
	s.Now = func() time.Time { return time.Date(2022, 10, 8, 10, 0, 0, 0, zone) }
	loadDemoCity(t, s)
	if err := fillCity(s, 1); err != nil {
		t.Fatal(err)
	}
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

// loadDemoCity puts the demo's registry into a store, with Slack IDs as Slack would have given them.
func loadDemoCity(t *testing.T, s *store.Store) {
	t.Helper()
	r, err := parseRegistry(demoRegistry)
	if err != nil {
		t.Fatal(err)
	}
	d := store.Directory{People: map[string]store.PersonID{}, Channels: map[string]store.ChannelID{}}
	for _, p := range r.People {
		d.People[strings.ToLower(p.Slack)] = store.PersonID("U-" + p.ID)
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
