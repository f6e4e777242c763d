package commands

import (
	"errors"
	"regexp"
	"slices"
	"strings"
	"sync"

	"chainlead/internal/calendar"
	"chainlead/internal/money"
	"chainlead/internal/reading"
	"chainlead/internal/say"
	"chainlead/store"
)

// names is the city's names as the reader wants them, made once per change of the registry.
var names struct {
	sync.Mutex
	of   *store.City
	city *reading.City
}

func cityNames(c *store.City) *reading.City {
	names.Lock()
	defer names.Unlock()
	if names.of != c {
		names.of, names.city = c, readingCity(c)
	}
	return names.city
}

func readingCity(c *store.City) *reading.City {
	out := &reading.City{Name: c.Name, Short: c.Short, Ambiguous: c.Ambiguous}
	for _, u := range c.Units {
		out.Units = append(out.Units, reading.Unit{ID: string(u.ID), Name: u.Name, EN: u.EN, Aliases: u.Aliases, Kind: u.Kind})
	}
	for _, ch := range c.Chains {
		out.Chains = append(out.Chains, reading.Chain{ID: string(ch.ID), Name: ch.Name, EN: ch.EN, Aliases: ch.Aliases, Keywords: ch.Keywords, Not: ch.Not})
	}
	for _, b := range c.Bases {
		out.Bases = append(out.Bases, reading.Base{ID: string(b.ID), Name: b.Name, Aliases: b.Aliases, Core: b.Core, Extended: b.Extended})
	}
	return out
}

// read reads a line typed after a command, as its typist meant it, and refuses what can't be.
func read(tx *store.Tx, p store.Person, kind reading.Kind, line string) (reading.Report, error) {
	return readAs(tx, p, reading.Context{Kind: kind}, line)
}

func readAs(tx *store.Tx, p store.Person, c reading.Context, line string) (reading.Report, error) {
	r, err := readAll(tx, p, c, line)
	if err != nil {
		return r, err
	}
	return r, possible(tx, r)
}

// readAll reads a line with all that can't be in it.
func readAll(tx *store.Tx, p store.Person, c reading.Context, line string) (reading.Report, error) {
	all, err := tx.People()
	if err != nil {
		return reading.Report{}, err
	}
	slices.SortStableFunc(all, func(a, b store.Person) int { return ownFirst(a, p) - ownFirst(b, p) })
	var failed error
	c.Known = func(name string) bool {
		known, err := tx.KnowsFirm(name)
		failed = errors.Join(failed, err)
		return known
	}
	c.City, c.Today, c.Calendar, c.Unit = cityNames(tx.City()), tx.Today(), tx.Calendar(), string(p.Unit)
	for _, a := range all {
		if !a.Left && !a.Outside {
			c.People = append(c.People, reading.Person{ID: string(a.ID), Name: a.Name, Post: a.Post, Unit: string(a.Unit)})
		}
	}
	r := reading.Read(line, c)
	r.Doubts = slices.DeleteFunc(r.Doubts, func(d reading.Doubt) bool {
		if d.Field != "companies" {
			return false
		}
		asked := asks(d, r.Kind)
		if asked { // it is shown as a firm
			r.Companies = append(r.Companies, d.Words)
		}
		return !asked
	})
	return r, failed
}

func ownFirst(a, p store.Person) int {
	if a.Unit == p.Unit {
		return 0
	}
	return 1
}

// possible refuses what can't be: a day that doesn't exist, a sum beyond reason, a name that fits two colleagues.
func possible(tx *store.Tx, r reading.Report) error {
	switch {
	case len(r.Bad) > 0 && r.Bad[0].Kind == reading.NoSuchDay:
		return say.Problemf("%s doesn't exist. Please check the date.", "%s不存在，请核对日期。", bare(r.Bad[0].Words))
	case len(r.Bad) > 0:
		return say.Problemf("%s can't be a sum of money here. Please check it.", "金额“%s”有误，请核对。", r.Bad[0].Words)
	case r.People > mostPeople:
		return say.Problemf("%d people can't have come. Please check the number.", "来访人数%d有误，请核对。", r.People).In("people")
	case len(r.Who) > 0:
		return whoIs(tx, r.Who[0])
	}
	return nil
}

// bare is a day as typed, without the words that tie it to the line.
func bare(day string) string {
	for _, w := range []string{"by ", "on ", "before ", "until "} {
		day = strings.TrimPrefix(day, w)
	}
	return strings.TrimSuffix(day, "前")
}

// mostPeople is how many visitors a delegation may have; a whole trade fair is an event, not a visit.
const mostPeople = 2000

// whoIs asks which of several colleagues a name means.
func whoIs(tx *store.Tx, w reading.Ambiguity) error {
	var fits []say.Text
	for _, id := range w.People {
		p, err := tx.Someone(store.PersonID(id))
		if err != nil {
			return err
		}
		fits = append(fits, say.Words(p.Name))
	}
	return say.Problemf("%s may be %s. Please mention one of them with @.", "“%s”可能是%s，请用@指明。", w.Words, say.Join(" or ", "或", fits...))
}

// filed is what a new record by a person gets from a reading: whose it is, and its chain.
func filed(tx *store.Tx, p store.Person, r reading.Report, text string) store.Filed {
	f := store.Filed{Unit: p.Unit, Text: text, Rest: without(strings.Join(r.Rest, " "), r.Companies), Hidden: r.Confidential, Doubts: doubtsOf(r)}
	if f.Unit == "" { // a leader's liaison: the lead department, unless the line names who organised it
		for _, c := range append([]store.ChainID{store.ChainID(r.Chain.ID)}, tx.ChainsOf(p, tx.Today())...) {
			f.Unit = cmpOr(f.Unit, tx.City().Chain(c).LeadUnit)
		}
	}
	if len(r.Units) > 0 && tx.May(p, store.MayRecordOther, store.Subject{Chain: store.ChainID(r.Chain.ID)}) {
		f.Unit = store.UnitID(r.Units[0].ID)
	}
	f.Chain = store.ChainID(r.Chain.ID)
	if f.Chain == "" && r.ChainHint.ID != "" {
		f.Chain, f.Implied = store.ChainID(r.ChainHint.ID), true
	}
	return f
}

// also lists the other chains a text names outright: those the record only touches.
func also(tx *store.Tx, text string, main store.ChainID) []store.ChainID {
	var out []store.ChainID
	for _, c := range tx.City().Chains {
		if c.ID == main {
			continue
		}
		for _, a := range append([]string{c.Name}, c.Aliases...) {
			if strings.Contains(text, a+"链") || strings.Contains(text, "#"+a) || strings.Contains(text, a+"产业链") {
				out = append(out, c.ID)
				break
			}
		}
	}
	return out
}

// investment is the sum that a lead intends to invest: the total if one was named, else the first.
func investment(r reading.Report) *money.Sum {
	for _, a := range r.Amounts {
		if a.Role == reading.TotalInvestment {
			return &a.Sum
		}
	}
	if len(r.Amounts) > 0 {
		return &r.Amounts[0].Sum
	}
	return nil
}

// unnamed finds the firms that a line speaks of without naming them: 某五金企业. They are counterparts all the same.
var unnamed = regexp.MustCompile(`某[^\s，,。；;、（）()]{0,10}?(?:企业|公司|集团|厂|客商|商会|协会|研究院)`)

// due is the day of a next step, and whether it had to be set for want of one.
func due(tx *store.Tx, f reading.FollowUp) (d calendar.Day, set bool) {
	switch {
	case f.Due != "":
		return f.Due, false
	case f.How == reading.HowASAP:
		return tx.Calendar().AddWorking(tx.Today(), asapDays), true
	}
	return tx.Today().Add(tx.City().Settings.NextContact), true
}

// asapDays is how many working days 尽快 is given.
const asapDays = 3
