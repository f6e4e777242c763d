package main

import (
	_ "embed"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"

	"chainlead/internal/calendar"
	"chainlead/internal/reading"
	"chainlead/store"
)

// demoRegistry is the city of the demo.
//
//go:embed registry.yaml
var demoRegistry []byte

// A registry is the file an office edits: the city's units, chains, bases, posts and people, and the numbers the office may change.
type registry struct {
	City      registryCity        `yaml:"city"`
	Units     []registryUnit      `yaml:"units"`
	Chains    []registryChain     `yaml:"chains"`
	Bases     []registryBase      `yaml:"bases"`
	Ambiguous map[string][]string `yaml:"ambiguous"`
	Posts     []registryPost      `yaml:"posts"`
	People    []registryPerson    `yaml:"people"`
	Settings  registrySettings    `yaml:"settings"`

	file *ast.File // for the lines of mistakes
}

type registryCity struct {
	Name    string `yaml:"name"`
	Short   string `yaml:"short"`
	EN      string `yaml:"en"`
	Zone    string `yaml:"zone"`
	Channel string `yaml:"channel"`
	Topic   string `yaml:"topic"`
}

type registryUnit struct {
	ID      string   `yaml:"id"`
	Name    string   `yaml:"name"`
	EN      string   `yaml:"en"`
	Kind    string   `yaml:"kind"`
	Aliases []string `yaml:"aliases"`
	Reports bool     `yaml:"reports"`
	Channel string   `yaml:"channel"`
	Topic   string   `yaml:"topic"`
}

type registryChain struct {
	ID        string   `yaml:"id"`
	Name      string   `yaml:"name"`
	EN        string   `yaml:"en"`
	Aliases   []string `yaml:"aliases"`
	Keywords  []string `yaml:"keywords"`
	Not       []string `yaml:"not"`
	LeadUnit  string   `yaml:"lead_unit"`
	Leader    string   `yaml:"leader"`
	President string   `yaml:"president"`
	Hosts     []string `yaml:"host_units"`
	Channel   string   `yaml:"channel"`
	Topic     string   `yaml:"topic"`
}

type registryBase struct {
	ID       string   `yaml:"id"`
	Name     string   `yaml:"name"`
	EN       string   `yaml:"en"`
	Aliases  []string `yaml:"aliases"`
	Core     []string `yaml:"core"`
	Extended []string `yaml:"extended"`
	Unit     string   `yaml:"unit"`
	Leader   string   `yaml:"leader"`
	Channel  string   `yaml:"channel"`
	Topic    string   `yaml:"topic"`
}

type registryPost struct {
	Post    string `yaml:"post"`
	Unit    string `yaml:"unit"`
	Chain   string `yaml:"chain"`
	Base    string `yaml:"base"`
	Level   string `yaml:"level"`
	Person  string `yaml:"person"`
	Liaison string `yaml:"liaison"`
	From    string `yaml:"from"`
	To      string `yaml:"to"`
}

type registryPerson struct {
	ID     string   `yaml:"id"`
	Name   string   `yaml:"name"`
	Slack  string   `yaml:"slack"`
	Unit   string   `yaml:"unit"`
	Post   string   `yaml:"post"`
	Role   string   `yaml:"role"`
	Chains []string `yaml:"chains"`
	Base   string   `yaml:"base"`
	Lang   string   `yaml:"lang"`
}

type registrySettings struct {
	Workday struct {
		From     string `yaml:"from"`
		NoonFrom string `yaml:"noon_from"`
		NoonTo   string `yaml:"noon_to"`
		To       string `yaml:"to"`
	} `yaml:"workday"`
	DigestAt string `yaml:"digest_at"`
	Tally    struct {
		Time     string `yaml:"time"`
		ListFrom int    `yaml:"list_from"`
		ListMost int    `yaml:"list_most"`
	} `yaml:"tally"`
	Days struct {
		NextContact int `yaml:"next_contact"`
		ClaimAnswer int `yaml:"claim_answer"`
	} `yaml:"days"`
	Minutes struct {
		Undo   int `yaml:"undo"`
		Retype int `yaml:"retype"`
	} `yaml:"minutes"`
}

// parseRegistry reads and checks a registry. Every mistake comes with its line and what to do about it.
func parseRegistry(text []byte) (*registry, error) {
	var r registry
	if err := yaml.UnmarshalWithOptions(text, &r, yaml.Strict()); err != nil {
		return nil, fmt.Errorf("%s", strings.TrimSpace(yaml.FormatError(err, false, true)))
	}
	file, err := parser.ParseBytes(text, 0)
	if err != nil {
		return nil, err
	}
	r.file = file
	return &r, r.check()
}

// line is the line of a path such as $.people[3].unit; 0 if it has none.
func (r *registry) line(path string) int {
	p, err := yaml.PathString(path)
	if err != nil {
		return 0
	}
	node, err := p.FilterFile(r.file)
	if err != nil || node == nil {
		return 0
	}
	return node.GetToken().Position.Line
}

// A checker gathers the mistakes of a registry.
type checker struct {
	r    *registry
	errs []error
}

func (c *checker) wrong(path, what string, args ...any) {
	c.errs = append(c.errs, fmt.Errorf("line %d: %s", c.r.line(path), fmt.Sprintf(what, args...)))
}

// check finds what the types can't: references to nothing, names used twice, times and days that don't exist.
func (r *registry) check() error {
	c := &checker{r: r}
	units, chains, people := c.ids()
	for i, ch := range r.Chains {
		at := fmt.Sprintf("$.chains[%d]", i)
		c.refers(at+".lead_unit", ch.LeadUnit, units, "unit")
		for j, h := range ch.Hosts {
			c.refers(fmt.Sprintf("%s.host_units[%d]", at, j), h, units, "unit")
		}
	}
	for i, b := range r.Bases {
		c.refers(fmt.Sprintf("$.bases[%d].unit", i), b.Unit, units, "unit")
	}
	for i, p := range r.Posts {
		at := fmt.Sprintf("$.posts[%d]", i)
		c.refers(at+".unit", p.Unit, units, "unit")
		c.refers(at+".chain", p.Chain, chains, "chain")
		c.refers(at+".person", p.Person, people, "person")
		c.refers(at+".liaison", p.Liaison, people, "person")
		c.oneOf(at+".level", p.Level, store.LevelCity, store.LevelCounty, store.LevelDept, store.LevelOther)
		c.day(at+".from", p.From, true)
		c.day(at+".to", p.To, false)
	}
	roles := make([]string, len(store.Roles))
	for i, role := range store.Roles {
		roles[i] = string(role)
	}
	for i, p := range r.People {
		at := fmt.Sprintf("$.people[%d]", i)
		c.refers(at+".unit", p.Unit, units, "unit")
		for j, ch := range p.Chains {
			c.refers(fmt.Sprintf("%s.chains[%d]", at, j), ch, chains, "chain")
		}
		c.oneOf(at+".role", p.Role, roles...)
		c.oneOf(at+".lang", p.Lang, "", "zh", "en")
	}
	if _, err := r.settings(); err != nil {
		c.errs = append(c.errs, fmt.Errorf("settings: %w", err))
	}
	return errors.Join(c.errs...)
}

// ids checks that IDs and names are used once, and returns those of the units, chains and people.
func (c *checker) ids() (units, chains, people map[string]bool) {
	units, chains, people = map[string]bool{}, map[string]bool{}, map[string]bool{}
	names := map[string]bool{}
	kinds := []string{store.County, store.District, store.Zone, store.Department, store.Office, store.Outpost, store.YouthTeam}
	for i, u := range c.r.Units {
		at := fmt.Sprintf("$.units[%d]", i)
		c.once(at+".id", u.ID, units)
		c.once(at+".name", u.Name, names)
		for j, a := range u.Aliases {
			c.once(fmt.Sprintf("%s.aliases[%d]", at, j), a, names)
		}
		c.oneOf(at+".kind", u.Kind, kinds...)
	}
	for i, ch := range c.r.Chains {
		at := fmt.Sprintf("$.chains[%d]", i)
		c.once(at+".id", ch.ID, chains)
		c.once(at+".name", ch.Name, names)
	}
	for i, p := range c.r.People {
		c.once(fmt.Sprintf("$.people[%d].id", i), p.ID, people)
	}
	return units, chains, people
}

func (c *checker) once(path, v string, seen map[string]bool) {
	switch {
	case v == "":
		c.wrong(strings.TrimRight(path[:strings.LastIndexByte(path, '.')], "."), "%s is missing; please fill it in", path[strings.LastIndexByte(path, '.')+1:])
	case seen[v]:
		c.wrong(path, "%q is used twice; please give one of the two another name", v)
	}
	seen[v] = true
}

func (c *checker) refers(path, v string, known map[string]bool, kind string) {
	if v != "" && !known[v] {
		c.wrong(path, "there is no %s %q; please correct the id or add it", kind, v)
	}
}

func (c *checker) oneOf(path, v string, allowed ...string) {
	if !slices.Contains(allowed, v) {
		c.wrong(path, "%q is none of %s", v, strings.Join(allowed, ", "))
	}
}

func (c *checker) day(path, v string, needed bool) {
	if v == "" && !needed {
		return
	}
	if _, ok := calendar.ParseDay(v); !ok {
		c.wrong(path, "%q is no day; please write it as 2022-01-31", v)
	}
}

// settings are the numbers as the store keeps them.
func (r *registry) settings() (store.Settings, error) {
	s := r.Settings
	var errs []error
	clock := func(name, v string) store.Clock {
		c, err := store.ParseClock(v)
		if err != nil {
			errs = append(errs, fmt.Errorf("%s: %w", name, err))
		}
		return c
	}
	positive := func(name string, n int) int {
		if n <= 0 {
			errs = append(errs, fmt.Errorf("%s: %d should be 1 or more", name, n))
		}
		return n
	}
	out := store.Settings{
		Work: store.Hours{
			From: clock("workday.from", s.Workday.From), NoonFrom: clock("workday.noon_from", s.Workday.NoonFrom),
			NoonTo: clock("workday.noon_to", s.Workday.NoonTo), To: clock("workday.to", s.Workday.To),
		},
		DigestAt: clock("digest_at", s.DigestAt), TallyAt: clock("tally.time", s.Tally.Time),
		ListFrom: positive("tally.list_from", s.Tally.ListFrom), ListMost: positive("tally.list_most", s.Tally.ListMost),
		NextContact: positive("days.next_contact", s.Days.NextContact), ClaimAnswer: positive("days.claim_answer", s.Days.ClaimAnswer),
		Undo: store.Within(positive("minutes.undo", s.Minutes.Undo)), Retype: store.Within(positive("minutes.retype", s.Minutes.Retype)),
	}
	return out, errors.Join(errs...)
}

// readingCity is the city as the reader of typed lines wants it.
func (r *registry) readingCity() *reading.City {
	c := &reading.City{Name: r.City.Name, Short: r.City.Short, Ambiguous: r.Ambiguous}
	for _, u := range r.Units {
		c.Units = append(c.Units, reading.Unit{ID: u.ID, Name: u.Name, EN: u.EN, Aliases: u.Aliases, Kind: u.Kind})
	}
	for _, ch := range r.Chains {
		c.Chains = append(c.Chains, reading.Chain{ID: ch.ID, Name: ch.Name, EN: ch.EN, Aliases: ch.Aliases, Keywords: ch.Keywords, Not: ch.Not})
	}
	for _, b := range r.Bases {
		c.Bases = append(c.Bases, reading.Base{ID: b.ID, Name: b.Name, Aliases: b.Aliases, Core: b.Core, Extended: b.Extended})
	}
	return c
}
