package store

import (
	"fmt"
	"slices"
	"time"

	"chainlead/internal/calendar"
	"chainlead/internal/say"
)

// A PersonID is a person's Slack user ID.
type PersonID string

// A Role says what a person may do; access.go has the table.
type Role string

// The roles, in the order of the permission matrix.
const (
	Cadre           Role = "cadre"            // 招商干部
	Liaison         Role = "liaison"          // 单位联络员
	Head            Role = "head"             // 单位负责人
	Resident        Role = "base"             // 驻外基地、突击队
	TaskForce       Role = "taskforce"        // 专班成员
	TaskForceOffice Role = "taskforce_office" // 专班办公室
	Leader          Role = "leader"           // 链长
	LeaderLiaison   Role = "leader_liaison"   // 链长联络员（代）
	BaseLeader      Role = "base_leader"      // 基地联系领导
	OfficeStaff     Role = "office"           // 招商办经办
	OfficeHead      Role = "office_head"      // 招商办负责人
	Admin           Role = "admin"            // 系统管理员
)

// Roles lists them in that order.
var Roles = []Role{Cadre, Liaison, Head, Resident, TaskForce, TaskForceOffice, Leader, LeaderLiaison, BaseLeader, OfficeStaff, OfficeHead, Admin}

// A Person is someone the bot serves. Someone who joined by themselves is unconfirmed until the unit's liaison or
// the office says so: they record at once and see only their own.
type Person struct {
	ID        PersonID  `json:"id"`
	Key       string    `json:"key,omitempty"` // the registry's own key: cadre-a-qingfeng
	Name      string    `json:"name"`
	Post      string    `json:"post,omitempty"`
	Unit      UnitID    `json:"unit,omitempty"`
	Role      Role      `json:"role,omitempty"`
	Chains    []ChainID `json:"chains,omitempty"` // of a task-force member
	Base      BaseID    `json:"base,omitempty"`
	Lang      say.Lang  `json:"lang,omitempty"`
	Confirmed bool      `json:"confirmed"`
	Outside   bool      `json:"outside,omitempty"` // a guest or a stranger: served nothing
	Left      bool      `json:"left,omitempty"`    // deactivated in Slack
	Leave     *Leave    `json:"leave,omitempty"`
	Appointed bool      `json:"appointed,omitempty"` // role, unit and chains are the office's word, not the registry's
	DM        ChannelID `json:"dm,omitempty"`
	Joined    time.Time `json:"joined"`
}

// A Leave is when a person is away, and who stands in.
type Leave struct {
	From    calendar.Day `json:"from"`
	To      calendar.Day `json:"to"`
	StandIn PersonID     `json:"stand_in,omitempty"`
}

// Away reports whether the person is on leave on a day.
func (p Person) Away(d calendar.Day) bool {
	return p.Leave != nil && p.Leave.From <= d && d <= p.Leave.To
}

// Known reports whether the person has told their unit, or the registry has.
func (p Person) Known() bool { return p.Role != "" && !p.Outside }

// Speaks is the person's language; Chinese unless chosen otherwise.
func (p Person) Speaks() say.Lang {
	if p.Lang == say.EN {
		return say.EN
	}
	return say.ZH
}

// At mentions the person.
func (p Person) At() say.Span { return say.Person(string(p.ID), p.Name) }

var people = &table[Person]{name: "person", indexes: []index[Person]{
	{"unit", func(p Person) []string { return []string{string(p.Unit)} }},
}}

// Person returns the person with the ID, or ErrNotFound.
func (tx *Tx) Person(id PersonID) (Person, error) { return people.get(tx, string(id)) }

// Someone returns the person with the ID, or one without a unit or a role if the bot hasn't met them.
func (tx *Tx) Someone(id PersonID) (Person, error) {
	p, err := tx.Person(id)
	if err == ErrNotFound {
		return Person{ID: id, Name: string(id)}, nil
	}
	return p, err
}

// PutPerson stores a person.
func (tx *Tx) PutPerson(p *Person) error {
	if p.ID == "" {
		return fmt.Errorf("person %q without a Slack ID", p.Name)
	}
	if p.Joined.IsZero() {
		p.Joined = tx.Now
	}
	tx.joined, tx.absent = true, nil
	tx.s.met.Store(nil)
	return save(tx, people, string(p.ID), *p)
}

// People lists everyone, by ID. Every typed line asks for them, so they are kept between transactions.
func (tx *Tx) People() ([]Person, error) {
	if c := tx.s.met.Load(); c != nil && !tx.joined {
		return slices.Clone(*c), nil
	}
	all, err := collect(people.all(tx))
	if err == nil && !tx.joined && tx.b.Writable() { // a reader may see an older store
		kept := slices.Clone(all)
		tx.s.met.Store(&kept)
	}
	return all, err
}

// Colleagues lists the people of a unit, by ID.
func (tx *Tx) Colleagues(u UnitID) ([]Person, error) {
	return collect(people.with(tx, "unit", string(u)))
}

// WithRole lists those of the people of a unit who have one of the roles and are there.
func (tx *Tx) WithRole(u UnitID, roles ...Role) ([]Person, error) {
	all, err := tx.Colleagues(u)
	return slices.DeleteFunc(all, func(p Person) bool { return p.Left || !p.Confirmed || !slices.Contains(roles, p.Role) }), err
}

// Speakers are who is asked and told for a unit: its liaisons; for one on leave the stand-in; else its head.
func (tx *Tx) Speakers(u UnitID) ([]Person, error) {
	liaisons, err := tx.WithRole(u, Liaison)
	if err != nil {
		return nil, err
	}
	var out []Person
	for _, l := range liaisons {
		if l.Away(tx.Today()) {
			if l.Leave.StandIn == "" {
				continue
			}
			if l, err = tx.Someone(l.Leave.StandIn); err != nil {
				return nil, err
			}
		}
		out = append(out, l)
	}
	if len(out) > 0 {
		return out, nil
	}
	return tx.WithRole(u, Head)
}

// Absent is who is on leave today, each with who stands in.
func (tx *Tx) Absent() (map[PersonID]PersonID, error) {
	if tx.absent != nil {
		return tx.absent, nil
	}
	all, err := tx.People()
	if err != nil {
		return nil, err
	}
	tx.absent = map[PersonID]PersonID{}
	for _, p := range all {
		if p.Away(tx.Today()) && p.Leave.StandIn != "" {
			tx.absent[p.ID] = p.Leave.StandIn
		}
	}
	return tx.absent, nil
}

// Reminded are those who are told of a promise that is a person's, in a unit: the person; the stand-in of one on leave; the unit's speakers,
// or else the office, where the person has left or isn't known any more.
func (tx *Tx) Reminded(id PersonID, u UnitID) ([]PersonID, error) {
	absent, err := tx.Absent()
	if err != nil {
		return nil, err
	}
	if in, ok := absent[id]; ok {
		return []PersonID{in}, nil
	}
	p, err := tx.Someone(id)
	if err != nil || !p.Left && p.Known() {
		return []PersonID{id}, err
	}
	instead, err := tx.Speakers(u)
	if err == nil && len(instead) == 0 {
		instead, err = tx.TheOffice()
	}
	var out []PersonID
	for _, p := range instead {
		out = append(out, p.ID)
	}
	return out, err
}

// TaskForceOffice lists the people of a chain's task-force office who are there.
func (tx *Tx) TaskForceOffice(ch ChainID) ([]Person, error) {
	all, err := tx.People()
	return slices.DeleteFunc(all, func(p Person) bool {
		return p.Left || !p.Confirmed || p.Role != TaskForceOffice || ch == "" || !slices.Contains(p.Chains, ch)
	}), err
}

// Admins lists the administrators who are there.
func (tx *Tx) Admins() ([]Person, error) {
	all, err := tx.People()
	return slices.DeleteFunc(all, func(p Person) bool { return p.Left || !p.Confirmed || p.Role != Admin }), err
}

// TheOffice lists the people of the investment promotion office who are there.
func (tx *Tx) TheOffice() ([]Person, error) {
	for _, u := range tx.City().Units {
		if u.Kind == Office {
			return tx.WithRole(u.ID, OfficeStaff, OfficeHead)
		}
	}
	return nil, nil
}

// ChainsOf are the chains a person leads, acts for or works on in a task force, on a day.
func (tx *Tx) ChainsOf(p Person, d calendar.Day) []ChainID {
	out := slices.Clone(p.Chains)
	for _, post := range tx.City().Posts {
		if post.Chain != "" && post.Held(d) && (post.Person == p.ID || post.Liaison == p.ID) && !slices.Contains(out, post.Chain) {
			out = append(out, post.Chain)
		}
	}
	return out
}
