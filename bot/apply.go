package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"chainlead/internal/calendar"
	"chainlead/internal/say"
	"chainlead/store"
)

// An applied registry says what it changed, and what of it Slack doesn't have.
type applied struct {
	People   int      // in the registry and in Slack
	Missing  []string // people and channels that Slack doesn't have (yet)
	Dismiss  []string // people no longer in the registry
	Channels int
	Asked    bool // Slack has said before whom and what it has
}

// apply brings the store in step with a registry: the city, and the people whom Slack knows. Names Slack doesn't know yet are left
// out and found again at the next sync.
func (r *registry) apply(tx *store.Tx) (applied, error) {
	d, err := tx.Directory()
	if err != nil {
		return applied{}, err
	}
	a := applier{tx: tx, r: r, dir: d, byKey: map[string]store.PersonID{}}
	a.done.Asked = len(d.People)+len(d.Channels) > 0
	if err := a.people(); err != nil {
		return a.done, err
	}
	city, err := a.city()
	if err != nil {
		return a.done, err
	}
	return a.done, tx.PutCity(city)
}

type applier struct {
	tx    *store.Tx
	r     *registry
	dir   store.Directory
	byKey map[string]store.PersonID
	done  applied
}

// channel is a channel's ID: an ID as written, or a #name looked up.
func (a *applier) channel(ref string) store.ChannelID {
	if !strings.HasPrefix(ref, "#") {
		return store.ChannelID(ref)
	}
	id, ok := a.dir.Channels[ref]
	if !ok {
		a.done.Missing = append(a.done.Missing, ref)
	} else {
		a.done.Channels++
	}
	return id
}

// person is a person's Slack ID: an ID as written, or an e-mail address looked up.
func (a *applier) person(ref string) (store.PersonID, bool) {
	if !strings.Contains(ref, "@") {
		return store.PersonID(ref), ref != ""
	}
	id, ok := a.dir.People[strings.ToLower(ref)]
	return id, ok
}

func (a *applier) people() error {
	for _, p := range a.r.People {
		id, ok := a.person(p.Slack)
		if !ok {
			a.done.Missing = append(a.done.Missing, p.Slack)
			continue
		}
		a.byKey[p.ID] = id
		a.done.People++
	}
	for _, p := range a.r.People {
		if id, ok := a.byKey[p.ID]; ok {
			if err := a.put(id, p); err != nil {
				return fmt.Errorf("%s: %w", p.ID, err)
			}
		}
	}
	return a.dismiss()
}

// put stores what the registry says of a person; what they chose and what Slack says stays.
func (a *applier) put(id store.PersonID, p registryPerson) error {
	was, err := a.tx.Person(id)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return err
	}
	is := was
	is.ID, is.Key, is.Name, is.Post = id, p.ID, p.Name, p.Post
	is.Unit, is.Role, is.Base, is.Confirmed = store.UnitID(p.Unit), store.Role(p.Role), store.BaseID(p.Base), true
	is.Chains = nil
	for _, c := range p.Chains {
		is.Chains = append(is.Chains, store.ChainID(c))
	}
	if was.Appointed {
		is.Unit, is.Role, is.Chains = was.Unit, was.Role, was.Chains
	}
	is.Leave = nil
	if p.Leave.From != "" {
		is.Leave = &store.Leave{From: calendar.Day(p.Leave.From), To: calendar.Day(p.Leave.To), StandIn: a.byKey[p.Leave.StandIn]}
	}
	if p.Lang != "" {
		is.Lang = say.Lang(p.Lang)
	}
	if err == nil && samePerson(was, is) {
		return nil
	}
	return a.tx.PutPerson(&is)
}

func samePerson(a, b store.Person) bool {
	return a.Key == b.Key && a.Name == b.Name && a.Post == b.Post && a.Unit == b.Unit && a.Role == b.Role && a.Base == b.Base &&
		a.Confirmed == b.Confirmed && a.Lang == b.Lang && (a.Leave == nil) == (b.Leave == nil) && (a.Leave == nil || *a.Leave == *b.Leave) && slices.Equal(a.Chains, b.Chains)
}

// dismiss takes the role from those whom the registry no longer has; what they recorded stays.
func (a *applier) dismiss() error {
	all, err := a.tx.People()
	if err != nil {
		return err
	}
	for _, p := range all {
		if p.Key == "" || a.byKey[p.Key] == p.ID || slices.ContainsFunc(a.r.People, func(r registryPerson) bool { return r.ID == p.Key }) {
			continue
		}
		a.done.Dismiss = append(a.done.Dismiss, p.Name)
		p.Key, p.Role, p.Unit, p.Confirmed, p.Chains, p.Base = "", "", "", false, nil, ""
		if err := a.tx.PutPerson(&p); err != nil {
			return err
		}
	}
	return nil
}

func (a *applier) city() (store.City, error) {
	r := a.r
	set, err := r.settings()
	if err != nil {
		return store.City{}, err
	}
	c := store.City{
		Name: r.City.Name, Short: r.City.Short, EN: r.City.EN, Zone: r.City.Zone, Channel: a.channel(r.City.Channel),
		Ambiguous: r.Ambiguous, Settings: set,
	}
	if c.Opening, err = r.opening(); err != nil {
		return c, err
	}
	for _, u := range r.Units {
		c.Units = append(c.Units, store.Unit{ID: store.UnitID(u.ID), Name: u.Name, EN: u.EN, Kind: u.Kind, Aliases: u.Aliases, Reports: u.Reports, Channel: a.channel(u.Channel)})
	}
	for _, ch := range r.Chains {
		c.Chains = append(c.Chains, store.Chain{
			ID: store.ChainID(ch.ID), Name: ch.Name, EN: ch.EN, Aliases: ch.Aliases, Keywords: ch.Keywords, Not: ch.Not,
			LeadUnit: store.UnitID(ch.LeadUnit), Leader: ch.Leader, President: ch.President, Channel: a.channel(ch.Channel),
		})
	}
	for _, b := range r.Bases {
		c.Bases = append(c.Bases, store.Base{ID: store.BaseID(b.ID), Name: b.Name, EN: b.EN, Aliases: b.Aliases, Core: b.Core, Extended: b.Extended, Unit: store.UnitID(b.Unit), Channel: a.channel(b.Channel)})
	}
	for _, p := range r.Posts {
		c.Posts = append(c.Posts, store.Post{
			Title: p.Post, Unit: store.UnitID(p.Unit), Chain: store.ChainID(p.Chain), Base: store.BaseID(p.Base), Level: p.Level,
			Person: a.byKey[p.Person], Liaison: a.byKey[p.Liaison], From: calendar.Day(p.From), To: calendar.Day(p.To),
		})
	}
	return c, nil
}
