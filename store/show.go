package store

import (
	"slices"
	"strings"

	"chainlead/internal/money"
	"chainlead/internal/names"
	"chainlead/internal/say"
)

// A Record is something Show can show.
type Record interface{ record() fileCard }

// fileCard is what Show needs to know of a record.
type fileCard struct {
	id     string
	filed  Filed
	names  []string   // the firms that mustn't be named where they aren't known
	title  string     // its words: a project, a task
	sum    *money.Sum // what it is called by where it has no words
	joined []UnitID
	owner  PersonID
	public bool // its investor may be named anywhere: the contract is signed
	secret bool // a plan with a city leader on it: shown to its members, their liaison and the office only
}

func (c fileCard) subject() Subject {
	return Subject{
		People: []PersonID{c.filed.Reporter, c.owner},
		Units:  append([]UnitID{c.filed.Unit}, c.joined...),
		Chain:  c.filed.Chain,
	}
}

// An Audience is who will read: one person, or everyone in a channel.
type Audience struct {
	person  *Person
	channel ChannelID
}

// To is one person as an audience.
func To(p Person) Audience { return Audience{person: &p} }

// ToChannel is everyone in a channel.
func ToChannel(id ChannelID) Audience { return Audience{channel: id} }

// Shown is what an audience may see of a record: the only way a record's names and words reach say. An investor that hasn't
// signed is named to the record's own unit, the chain's task force, leader and liaison, and the office; nowhere else, and
// in no channel.
type Shown struct {
	ID      string
	Visible bool // false: not even that there is such a record
	Named   bool // investors may be named
	card    fileCard
	mask    *names.Masker
}

// Show says what an audience may see of a record.
func Show(tx *Tx, r Record, to Audience) (Shown, error) {
	c := r.record()
	s := Shown{ID: c.id, card: c}
	if s.decide(tx, to); s.Named {
		return s, nil
	}
	var err error
	s.mask, err = tx.masker()
	return s, err
}

// decide says whether the audience may see the record, and its investor's name.
func (s *Shown) decide(tx *Tx, to Audience) {
	c := s.card
	if to.person == nil {
		s.Visible, s.Named = !c.secret, c.public
		return
	}
	subject := c.subject()
	s.Visible = to.person.Known() && (to.person.Confirmed || slices.Contains(subject.People, to.person.ID))
	if c.secret {
		s.Visible = tx.May(*to.person, MaySeePlans, subject)
	}
	s.Named = s.Visible && tx.May(*to.person, MaySeeNames, subject)
	s.Named = s.Named || s.Visible && c.public
	if c.filed.Hidden {
		s.Named = s.Named && tx.May(*to.person, MaySeeHidden, subject)
	}
}

// Words are a user's words as the audience may read them: with the firms' names, or 某企业 instead.
func (s Shown) Words(text string) say.Text {
	if s.Named {
		return say.Words(text)
	}
	m := s.mask
	return say.T("%[1]s", "%[2]s", s.hide(m.Mask(text, "a company"), "a company"), s.hide(m.Zh(text), "某企业"))
}

// hide also covers the record's own firms, should the register not know them yet.
func (s Shown) hide(text, with string) string {
	for _, n := range s.card.names {
		text = strings.ReplaceAll(text, n, with)
	}
	return strings.TrimSpace(text)
}

// Firms are the firms' names, or nothing where they may not be named.
func (s Shown) Firms() say.Text {
	if !s.Named {
		return say.Text{}
	}
	return say.List(s.card.names...)
}

// TitleOnly is the record's own words as its owner typed them, for a form that they fill in; "" where names may not be seen.
func (s Shown) TitleOnly() string {
	if !s.Named {
		return ""
	}
	return s.card.title
}

// Title is the record's words with its firms in brackets where they may be named and aren't said already: 厂房租金报价（鹏程氢动力）.
func (s Shown) Title() say.Text {
	t := s.Words(s.card.title)
	if t.Empty() && s.card.sum != nil {
		return say.T("%s", "%s", *s.card.sum)
	}
	if t.Empty() {
		return s.Firms()
	}
	if !s.Named || len(s.card.names) == 0 || strings.Contains(s.card.title, s.card.names[0]) {
		return t
	}
	return say.Cat(t, say.T(" (%s)", "（%s）", s.Firms()))
}
