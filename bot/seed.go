package main

import (
	"slices"
	"strings"

	"chainlead/internal/workspace"
)

// seed is the workspace of a registry: its people as users, its channels with those who belong there.
func (r *registry) seed() workspace.Seed {
	s := workspace.Seed{TeamID: "TPUYANG", TeamName: r.City.Name + "双招双引", Domain: "puyang", Manifest: manifest()}
	for _, p := range r.People {
		s.Users = append(s.Users, workspace.User{
			ID: slackID("U", p.ID), Name: p.ID, RealName: p.Name, Email: p.Slack, Title: r.title(p),
			TZ: r.City.Zone, Locale: "zh-CN", Owner: p.Role == "admin",
		})
	}
	s.Users = append(s.Users, newcomers(r.City.Zone)...)
	s.Users = append(s.Users, workspace.User{ID: demoBot, Name: "chainlead", RealName: "双招助手", Bot: true})
	everyone := r.members(func(registryPerson) bool { return true })
	for _, u := range newcomers(r.City.Zone) {
		everyone = append(everyone, u.ID)
	}
	s.Channels = append(s.Channels, room(r.City.Channel, r.City.Topic, everyone))
	for _, c := range r.Chains {
		s.Channels = append(s.Channels, room(c.Channel, c.Name+"链", r.members(func(p registryPerson) bool { return r.ofChain(p, c) })))
	}
	for _, u := range r.Units {
		s.Channels = append(s.Channels, room(u.Channel, u.Name, r.members(func(p registryPerson) bool { return p.Unit == u.ID })))
	}
	for _, b := range r.Bases {
		s.Channels = append(s.Channels, room(b.Channel, b.Name+"基地", r.members(func(p registryPerson) bool { return p.Base == b.ID || p.ID == "leader-base-"+b.ID })))
	}
	return s
}

// newcomers are two whom no registry knows yet, to show how the bot meets someone: one reads Chinese, the other English.
func newcomers(zone string) []workspace.User {
	return []workspace.User{
		{ID: "UNEWCOMER", Name: "newcomer", RealName: "新到干部", Title: "尚未登记·干部", TZ: zone, Locale: "zh-CN"},
		{ID: "UNEWCOMEREN", Name: "newcomer-en", RealName: "New colleague", Title: "尚未登记·English", TZ: zone, Locale: "en-US"},
	}
}

// title is a person's post behind what they belong to, by which the page groups people.
func (r *registry) title(p registryPerson) string {
	for _, u := range r.Units {
		if u.ID == p.Unit {
			return u.Name + "·" + p.Post
		}
	}
	return r.City.Name + "·" + p.Post
}

// demoBot is the bot's own user, a member of every channel.
const demoBot = "UCHAINLEAD"

// slackID is an ID in Slack's form, the same at every start.
func slackID(kind, key string) string {
	return kind + strings.ToUpper(strings.NewReplacer("-", "", "#", "", "_", "").Replace(key))
}

func room(name, topic string, members []string) workspace.Channel {
	return workspace.Channel{ID: slackID("C", name), Name: strings.TrimPrefix(name, "#"), Topic: topic, Members: append(members, demoBot)}
}

func (r *registry) members(in func(registryPerson) bool) []string {
	var out []string
	for _, p := range r.People {
		if in(p) {
			out = append(out, slackID("U", p.ID))
		}
	}
	return out
}

// ofChain reports whether a person belongs in a chain's channel: its leader and liaison, the people of its lead unit and of the units
// where it is at home, and the office.
func (r *registry) ofChain(p registryPerson, c registryChain) bool {
	if p.ID == "leader-"+c.ID || p.ID == "liaison-"+c.ID || p.Role == "office" || p.Role == "office_head" {
		return true
	}
	return p.Unit != "" && (p.Unit == c.LeadUnit || slices.Contains(c.Hosts, p.Unit))
}
