// Package storetest gives tests a real store in a temporary folder, with a small city in it and a clock that the test moves.
package storetest

import (
	"fmt"
	"sync"
	"testing"
	"time"

	"chainlead/internal/calendar"
	"chainlead/store"
)

// A Clock is the time a test sets. The zero Clock is not of use; New makes one.
type Clock struct {
	mu  sync.Mutex
	now time.Time
}

// Now is the time last set.
func (c *Clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

// Set moves the clock to a time in the city's zone, "2022-11-09 10:00".
func (c *Clock) Set(tb testing.TB, at string) {
	tb.Helper()
	t, err := time.ParseInLocation("2006-01-02 15:04", at, Shanghai)
	if err != nil {
		tb.Fatal(err)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = t
}

// Shanghai is the zone of the test city.
var Shanghai = func() *time.Location {
	l, err := time.LoadLocation("Asia/Shanghai")
	if err != nil {
		panic(err)
	}
	return l
}()

// New opens a store with the test city in it, at a time such as "2022-11-09 10:00". It is closed when the test ends.
func New(tb testing.TB, at string) (*store.Store, *Clock) {
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
	c := &Clock{}
	c.Set(tb, at)
	s.Now = c.Now
	Update(tb, s, func(tx *store.Tx) error { return Load(tx) })
	return s, c
}

// Update changes the store in a test.
func Update(tb testing.TB, s *store.Store, f func(*store.Tx) error) {
	tb.Helper()
	if err := s.Update(store.Robot("test"), f); err != nil {
		tb.Fatal(err)
	}
}

// View looks at the store in a test.
func View(tb testing.TB, s *store.Store, f func(*store.Tx) error) {
	tb.Helper()
	if err := s.View(f); err != nil {
		tb.Fatal(err)
	}
}

// Load puts the test city and its people into a store. People have the IDs "U-qingfeng-a" (cadre 甲), "-b" (乙), "-liaison" and
// "-head" of each unit, "U-office", "U-office-head", and "U-leader-hydrogen", "U-liaison-hydrogen", "U-taskforce-hydrogen" (its office) of each chain.
func Load(tx *store.Tx) error {
	c := City()
	if err := tx.PutCity(c); err != nil {
		return err
	}
	for _, p := range People(c) {
		if err := tx.PutPerson(&p); err != nil {
			return err
		}
	}
	return nil
}

// City is the test city: nine counties and zones, three departments, the office, one outpost, four chains.
func City() store.City {
	c := store.City{Name: "濮阳市", Short: "濮阳", EN: "Puyang", Zone: "Asia/Shanghai", Channel: "C-city", Settings: Settings(),
		Ambiguous: map[string][]string{"园区": {"濮阳工业园区"}, "濮阳": {"濮阳市", "濮阳县"}}}
	for _, u := range []store.Unit{
		{ID: "hualong", Name: "华龙区", EN: "Hualong District", Kind: store.District, Aliases: []string{"华龙"}},
		{ID: "qingfeng", Name: "清丰县", EN: "Qingfeng County", Kind: store.County, Aliases: []string{"清丰"}},
		{ID: "nanle", Name: "南乐县", EN: "Nanle County", Kind: store.County, Aliases: []string{"南乐"}},
		{ID: "taiqian", Name: "台前县", EN: "Taiqian County", Kind: store.County, Aliases: []string{"台前"}},
		{ID: "puyangxian", Name: "濮阳县", EN: "Puyang County", Kind: store.County},
		{ID: "indpark", Name: "濮阳工业园区", EN: "Puyang Industrial Park", Kind: store.Zone, Aliases: []string{"工业园区"}},
		{ID: "drc", Name: "市发展和改革委员会", EN: "Development and Reform Commission", Kind: store.Department, Aliases: []string{"市发改委", "发改委"}},
		{ID: "miit", Name: "市工业和信息化局", EN: "Industry and Information Technology Bureau", Kind: store.Department, Aliases: []string{"市工信局", "工信局"}},
		{ID: "ipo", Name: "市招商办（市投资促进中心）", EN: "Investment Promotion Office", Kind: store.Office, Aliases: []string{"市招商办", "招商办"}},
		{ID: "base-gba", Name: "粤港澳大湾区基地", EN: "Greater Bay Area Outpost", Kind: store.Outpost, Aliases: []string{"深圳基地", "大湾区基地"}},
	} {
		u.Reports, u.Channel = u.Kind != store.Office, store.ChannelID("C-u-"+u.ID)
		c.Units = append(c.Units, u)
	}
	c.Chains = []store.Chain{
		{ID: "coatings", Name: "绿色涂料", EN: "Green coatings", Aliases: []string{"涂料"}, Keywords: []string{"树脂", "助剂", "防腐"}, Not: []string{"石油树脂"}, LeadUnit: "miit"},
		{ID: "hydrogen", Name: "氢能", EN: "Hydrogen", Keywords: []string{"燃料电池", "电堆", "膜电极", "储氢", "加氢站", "制氢"}, Not: []string{"氢氟酸", "氢氧化钠", "丙烷脱氢"}, LeadUnit: "drc"},
		{ID: "home", Name: "现代家居", EN: "Home furnishing", Aliases: []string{"家居", "家具"}, LeadUnit: "miit"},
		{ID: "down", Name: "羽绒及服饰", EN: "Down and apparel", Aliases: []string{"羽绒", "服饰"}, LeadUnit: "miit"},
	}
	for i := range c.Chains {
		ch := &c.Chains[i]
		ch.Channel = store.ChannelID("C-chain-" + ch.ID)
		c.Posts = append(c.Posts, store.Post{Title: ch.Name + "链链长", Chain: ch.ID, Level: store.LevelCity,
			Person: store.PersonID("U-leader-" + ch.ID), Liaison: store.PersonID("U-liaison-" + ch.ID), From: "2022-01-01"})
	}
	c.Bases = []store.Base{{ID: "gba", Name: "粤港澳大湾区", EN: "Greater Bay Area", Aliases: []string{"深圳基地", "大湾区基地"}, Core: []string{"深圳市", "广州市"}, Extended: []string{"广东省"}, Unit: "base-gba", Channel: "C-base-gba"}}
	return c
}

// Settings are those of the demo city.
func Settings() store.Settings {
	return store.Settings{
		Work:     store.Hours{From: store.Clock{Hour: 8, Min: 30}, NoonFrom: store.Clock{Hour: 12}, NoonTo: store.Clock{Hour: 14, Min: 30}, To: store.Clock{Hour: 17, Min: 30}},
		DigestAt: store.Clock{Hour: 9}, TallyAt: store.Clock{Hour: 17}, NudgeAt: store.Clock{Hour: 9}, CheckAt: store.Clock{Hour: 15}, DraftAt: store.Clock{Hour: 15, Min: 30}, Idle: 60,
		ListFrom: 3, ListMost: 5, NextContact: 14, ClaimAnswer: 2, TellHead: 1, TellTaskForce: 3, TellOffice: 5, Undo: 10, Retype: 10,
	}
}

// People are the city's people, all neutral posts.
func People(c store.City) []store.Person {
	var out []store.Person
	add := func(id, name, post string, unit store.UnitID, role store.Role) {
		out = append(out, store.Person{ID: store.PersonID(id), Key: id, Name: name, Post: post, Unit: unit, Role: role, Confirmed: true})
	}
	for _, u := range c.Units {
		role := store.Cadre
		switch u.Kind {
		case store.Office:
			add("U-office", "市招商办经办人", "经办人", u.ID, store.OfficeStaff)
			add("U-office-head", "市招商办负责人", "负责人", u.ID, store.OfficeHead)
			continue
		case store.Outpost:
			role = store.Resident
		}
		for _, x := range [][2]string{{"a", "甲"}, {"b", "乙"}} {
			add(fmt.Sprintf("U-%s-%s", u.ID, x[0]), u.Name+"经办人"+x[1], "经办人", u.ID, role)
		}
		add(fmt.Sprintf("U-%s-liaison", u.ID), u.Name+"联络员", "联络员", u.ID, store.Liaison)
		add(fmt.Sprintf("U-%s-head", u.ID), u.Name+"负责人", "负责人", u.ID, store.Head)
	}
	for _, ch := range c.Chains {
		add("U-leader-"+string(ch.ID), ch.Name+"链链长", ch.Name+"链链长", "", store.Leader)
		add("U-liaison-"+string(ch.ID), ch.Name+"链链长联络员", "链长联络员", "", store.LeaderLiaison)
		add("U-taskforce-"+string(ch.ID), ch.Name+"链专班办公室", "专班办公室", ch.LeadUnit, store.TaskForceOffice)
		out[len(out)-1].Chains = []store.ChainID{ch.ID}
	}
	return out
}

// Day is a calendar day that must exist.
func Day(s string) calendar.Day {
	d, ok := calendar.ParseDay(s)
	if !ok {
		panic("storetest: no such day: " + s)
	}
	return d
}
