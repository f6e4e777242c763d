package store

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"chainlead/internal/calendar"
	"chainlead/internal/say"
)

// A FollowUpID is a follow-up's number: "F-7".
type FollowUpID string

// A Closing says that a follow-up is done (办结), who said so and with what result.
type Closing struct {
	At     time.Time `json:"at"`
	By     PersonID  `json:"by"`
	Result string    `json:"result,omitempty"`
}

// A FollowUp (跟进) is a promise: what, by when, whose. Its Filed.Unit is the unit of its owner (R15), its chain that of the
// record it is about.
type FollowUp struct {
	ID FollowUpID `json:"id"`
	Filed
	What      string       `json:"what"`
	Due       calendar.Day `json:"due"`
	First     calendar.Day `json:"first_due,omitempty"` // the day first promised, where it was put off
	Owner     PersonID     `json:"owner,omitempty"`
	About     string       `json:"about,omitempty"` // L-128, T-31
	Companies []string     `json:"companies,omitempty"`
	Contact   bool         `json:"contact,omitempty"` // the next contact of a lead that came without a next step
	Closed    *Closing     `json:"closed,omitempty"`
	Put       []Extension  `json:"put,omitempty"`     // how often it was put off, and why
	Asked     *Extension   `json:"asked,omitempty"`   // a third extension, which the unit's head decides
	Offered   *Offer       `json:"offered,omitempty"` // to another unit, until its liaison signs
	Order     string       `json:"order,omitempty"`   // 领导交办: the post that gave it
	Back      []Return     `json:"back,omitempty"`    // sent back after it was closed
}

// An Extension (延期) puts a follow-up off to another day, with the reason.
type Extension struct {
	From calendar.Day `json:"from"`
	To   calendar.Day `json:"to"`
	Why  string       `json:"why"`
	By   PersonID     `json:"by"`
	At   time.Time    `json:"at"`
}

// An Offer hands a follow-up over to another unit; its clock runs on until the unit's liaison signs for it (签收).
type Offer struct {
	To UnitID    `json:"to"`
	By PersonID  `json:"by"`
	At time.Time `json:"at"`
}

// A Return (退回) says why something that was closed isn't done.
type Return struct {
	Why string    `json:"why"`
	By  PersonID  `json:"by"`
	At  time.Time `json:"at"`
}

// PutOff moves the day it is due.
func (f *FollowUp) PutOff(e Extension) {
	if f.First == "" {
		f.First = f.Due
	}
	f.Put, f.Asked, f.Due = append(f.Put, e), nil, e.To
}

var followUps = &table[FollowUp]{name: "followup", prefix: "F-", indexes: []index[FollowUp]{
	{"open", func(f FollowUp) []string { return onlyOpen(f, string(f.Due)) }},
	{"owner", func(f FollowUp) []string { return onlyOpen(f, string(f.Owner)+"/"+string(f.Due)) }},
	{"about", func(f FollowUp) []string { return []string{f.About} }},
	{"closed", func(f FollowUp) []string {
		if f.Closed == nil || f.Withdrawn != nil {
			return nil
		}
		return []string{instant(f.Closed.At)}
	}},
	{"changed", func(f FollowUp) []string { return []string{instant(f.Changed)} }},
}}

func onlyOpen(f FollowUp, key string) []string {
	if !f.Open() {
		return nil
	}
	return []string{key}
}

// Open reports whether the promise is still to be kept.
func (f FollowUp) Open() bool { return f.Closed == nil && f.Withdrawn == nil }

// FollowUp returns the follow-up with the ID, or ErrNotFound.
func (tx *Tx) FollowUp(id FollowUpID) (FollowUp, error) { return followUps.get(tx, string(id)) }

// PutFollowUp stores a follow-up; a new one gets its number and, unless it has one, the reporter as its owner.
func (tx *Tx) PutFollowUp(f *FollowUp) error {
	if strings.TrimSpace(f.What) == "" {
		return say.Problemf("What is to be done? Please say it in a few words.", "要做什么？请简要写明事项。").In("what")
	}
	if f.Due == "" {
		return say.Problemf("By when? Please add a day, such as Fri 18 Nov.", "什么时候办结？请补充日期，如“周五前”。").In("due")
	}
	if f.ID == "" {
		id, err := followUps.next(tx)
		if err != nil {
			return err
		}
		f.ID = FollowUpID(id)
	}
	if f.Owner == "" {
		f.Owner = tx.by.Person
	}
	f.file(tx)
	if err := tx.knowCompanies(f.Companies); err != nil {
		return err
	}
	return save(tx, followUps, string(f.ID), *f)
}

// OpenDue lists the open follow-ups due on or before a day, the earliest first.
func (tx *Tx) OpenDue(until calendar.Day) ([]FollowUp, error) {
	return collect(followUps.between(tx, "open", "", string(until)))
}

// OpenOf lists a person's open follow-ups, the earliest due first.
func (tx *Tx) OpenOf(p PersonID) ([]FollowUp, error) {
	return collect(followUps.between(tx, "owner", string(p)+"/", string(p)+"/9999"))
}

// ClosedBetween lists the follow-ups closed after one instant and up to another, in that order.
func (tx *Tx) ClosedBetween(after, until time.Time) ([]FollowUp, error) {
	return collect(followUps.between(tx, "closed", instant(after.Add(1)), instant(until)))
}

// FollowUpsOf lists the follow-ups about a record that haven't been withdrawn.
func (tx *Tx) FollowUpsOf(about string) ([]FollowUp, error) {
	all, err := collect(followUps.with(tx, "about", about))
	return slices.DeleteFunc(all, func(f FollowUp) bool { return f.Withdrawn != nil }), err
}

// Overdue is the number of working days a follow-up that was open at the end of a day was overdue on it (R13): 0 on the due
// day and, for a due day that isn't a working day, on the next working day too.
func (f FollowUp) Overdue(on calendar.Day, c *calendar.Calendar) int {
	return c.WorkingBetween(c.Next(f.Due), on)
}

// OnTime reports whether a closed follow-up was closed by its due day (R13).
func (f FollowUp) OnTime(c *calendar.Calendar, zone *time.Location) bool {
	return f.Closed != nil && calendar.DayOf(f.Closed.At.In(zone)) <= c.Next(f.Due)
}

// record is what Show needs of a follow-up.
func (f FollowUp) record() fileCard {
	return fileCard{id: string(f.ID), filed: f.Filed, names: f.Companies, title: f.What, owner: f.Owner}
}

// OpenAt lists the follow-ups that were open at an instant and due on or before a day, the earliest due first.
func (tx *Tx) OpenAt(at time.Time, due calendar.Day) ([]FollowUp, error) {
	now, err := tx.OpenDue(due)
	if err != nil {
		return nil, err
	}
	out, err := standing(tx, followUps, now, at, func(f FollowUp) bool { return f.Open() && f.Due <= due })
	slices.SortFunc(out, func(a, b FollowUp) int {
		return cmp.Or(cmp.Compare(a.Due, b.Due), cmp.Compare(len(a.ID), len(b.ID)), cmp.Compare(a.ID, b.ID))
	})
	return out, err
}
