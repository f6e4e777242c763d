package main

import (
	_ "embed"
	"errors"
	"fmt"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"

	"chainlead/internal/reading"
	"chainlead/internal/say"
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
	Opening   registryOpening     `yaml:"opening"`

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
	Leave  struct {
		From    string `yaml:"from"`
		To      string `yaml:"to"`
		StandIn string `yaml:"stand_in"`
	} `yaml:"leave"`
}

// The opening balance (期初数): what the year had come to on a day, by chain and by unit; the two add up to the same. "none" is 未归链.
type registryOpening struct {
	AsOf    string                     `yaml:"as_of"`
	Audited string                     `yaml:"audited_to"` // the last month whose arrived money is in it, as 2022-09
	Chains  map[string]registryBalance `yaml:"by_chain"`
	Units   map[string]registryBalance `yaml:"by_unit"`
}

type registryBalance struct {
	Trips   int    `yaml:"trips"`
	Led     int    `yaml:"led"`
	Visits  int    `yaml:"visits"`
	Persons int    `yaml:"persons"`
	Leads   int    `yaml:"leads"`
	Signed  int    `yaml:"signed"`
	Amount  string `yaml:"signed_amount"` // 97.6亿
	Arrived string `yaml:"arrived"`       // audited money from other provinces, 6.2亿
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
		NudgeAt  string `yaml:"nudge_at"`
		CheckAt  string `yaml:"check_at"`
		DraftAt  string `yaml:"draft_at"`
		Approve  bool   `yaml:"approve"`
		ListFrom int    `yaml:"list_from"`
		ListMost int    `yaml:"list_most"`
	} `yaml:"tally"`
	Days struct {
		NextContact int `yaml:"next_contact"`
		ClaimAnswer int `yaml:"claim_answer"`
		Idle        int `yaml:"idle"`

		TellHead      int `yaml:"tell_head"`
		TellTaskForce int `yaml:"tell_task_force"`
		TellOffice    int `yaml:"tell_office"`
	} `yaml:"days"`
	Minutes struct {
		Undo   int `yaml:"undo"`
		Retype int `yaml:"retype"`
	} `yaml:"minutes"`
}

// usual are the numbers a registry needn't give.
const usual = `
workday: {from: "08:30", noon_from: "12:00", noon_to: "14:30", to: "17:30"}
digest_at: "09:00"
tally: {time: "17:00", nudge_at: "09:00", check_at: "15:00", draft_at: "15:30", approve: false, list_from: 3, list_most: 5}
days: {next_contact: 14, claim_answer: 2, idle: 60, tell_head: 1, tell_task_force: 3, tell_office: 5}
minutes: {undo: 10, retype: 10}
`

// parseRegistry reads and checks a registry. What is wrong comes back as one say.Problem a mistake, joined, each with its line and what to
// do about it.
func parseRegistry(text []byte) (*registry, error) {
	var r registry
	if err := yaml.Unmarshal([]byte(usual), &r.Settings); err != nil {
		return nil, fmt.Errorf("usual settings: %w", err)
	}
	if err := yaml.UnmarshalWithOptions(text, &r, yaml.Strict()); err != nil {
		return nil, notYAML(err)
	}
	file, err := parser.ParseBytes(text, 0)
	if err != nil {
		return nil, notYAML(err)
	}
	r.file = file
	return &r, r.check()
}

// notYAML is a mistake in the file's form: what the YAML library says of it, and where.
func notYAML(err error) error {
	var where yaml.Error
	if !errors.As(err, &where) || where.GetToken() == nil {
		return say.Problemf("The file isn't understood: %s", "文件无法识别：%s", err.Error())
	}
	return say.Problemf("Line %d: %s. Please compare with bot/registry.yaml.", "第%d行：%s。请对照 bot/registry.yaml 修改。",
		where.GetToken().Position.Line, where.GetMessage())
}

// settings are the numbers as the store keeps them; check has seen that they are good.
func (r *registry) settings() (store.Settings, error) {
	s := r.Settings
	var errs []error
	clock := func(v string) store.Clock {
		c, err := store.ParseClock(v)
		errs = append(errs, err)
		return c
	}
	out := store.Settings{
		Work:     store.Hours{From: clock(s.Workday.From), NoonFrom: clock(s.Workday.NoonFrom), NoonTo: clock(s.Workday.NoonTo), To: clock(s.Workday.To)},
		DigestAt: clock(s.DigestAt), TallyAt: clock(s.Tally.Time), NudgeAt: clock(s.Tally.NudgeAt), CheckAt: clock(s.Tally.CheckAt), DraftAt: clock(s.Tally.DraftAt),
		Approve: s.Tally.Approve, Idle: s.Days.Idle,
		ListFrom: s.Tally.ListFrom, ListMost: s.Tally.ListMost,
		NextContact: s.Days.NextContact, ClaimAnswer: s.Days.ClaimAnswer,
		TellHead: s.Days.TellHead, TellTaskForce: s.Days.TellTaskForce, TellOffice: s.Days.TellOffice,
		Undo: store.Within(s.Minutes.Undo), Retype: store.Within(s.Minutes.Retype),
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
