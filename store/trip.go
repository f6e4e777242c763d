package store

import (
	"slices"
	"time"

	"chainlead/internal/calendar"
	"chainlead/internal/names"
	"chainlead/internal/say"
)

// A TripID is a trip's number: "T-31".
type TripID string

// The levels of a leader's post. A trip led by one of the first three counts as 领导带队 (R6).
const (
	LevelCity   = "city"
	LevelCounty = "county_main"
	LevelDept   = "dept_main"
	LevelOther  = "other"
)

// A TripLeader is the post that led a trip, as typed and with its unit, and its level on the departure day.
type TripLeader struct {
	Post  string `json:"post"`
	Level string `json:"level,omitempty"`
}

// A Trip (外出招商, 批次) is one team's way from one departure to one return, whatever the number of cities, days,
// units, firms and chains.
type Trip struct {
	ID TripID `json:"id"`
	Filed
	Batch
	Away bool `json:"away"`          // at least one place lies outside the city's area
	Met  int  `json:"met,omitempty"` // companies_visited, where only their number was typed
}

var trips = &table[Trip]{name: "trip", prefix: "T-", indexes: []index[Trip]{
	{"day", func(t Trip) []string { return []string{string(t.From)} }},
	{"company", func(t Trip) []string { return cores(t.Companies) }},
	{"changed", func(t Trip) []string { return []string{instant(t.Changed)} }},
}}

// Trip returns the trip with the ID, or ErrNotFound.
func (tx *Tx) Trip(id TripID) (Trip, error) { return trips.get(tx, string(id)) }

// PutTrip stores a trip; a new one gets its number.
func (tx *Tx) PutTrip(t *Trip) error {
	if len(t.Places) == 0 && len(t.Companies) == 0 && t.Met == 0 && len(t.Others) == 0 {
		return say.Problemf("Where did the trip go, or whom did it meet? Please add a place or a company.",
			"去了哪里、见了谁？请补充地点或企业。").In("places")
	}
	if t.To != "" && t.To < t.From {
		return say.Problemf("The trip ends (%s) before it starts (%s). Please check the dates.",
			"返回日期%s早于出发日期%s，请核对。", t.To, t.From).In("to")
	}
	if t.ID == "" {
		id, err := trips.next(tx)
		if err != nil {
			return err
		}
		t.ID = TripID(id)
	}
	t.file(tx)
	t.Planned = calendar.DayOf(tx.Local(t.At)) < t.From
	if err := tx.knowCompanies(t.Companies); err != nil {
		return err
	}
	return save(tx, trips, string(t.ID), *t)
}

// TripsBetween lists the trips that set out from one day to another, withdrawn ones included, by departure.
func (tx *Tx) TripsBetween(from, to calendar.Day) ([]Trip, error) {
	return collect(trips.between(tx, "day", string(from), string(to)))
}

// Led reports whether the trip was led by a leader (领导带队, R6).
func (t Trip) Led() bool {
	return t.Leader != nil && slices.Contains([]string{LevelCity, LevelCounty, LevelDept}, t.Leader.Level)
}

// MetSomeone reports whether the trip had a counterpart (R5b).
func (t Trip) MetSomeone() bool { return len(t.Companies)+len(t.Others)+t.Met > 0 }

// Lookalikes lists the trips that may be the same batch as t (R5): the same departure day, a common place and a common
// firm or the same leader's post, another unit, not yet answered.
func (tx *Tx) Lookalikes(t Trip) ([]Trip, error) {
	day, err := tx.TripsBetween(t.From, t.From)
	return slices.DeleteFunc(day, func(o Trip) bool { return o.ID == t.ID || !alike(t, o) }), err
}

// SameStay is an earlier report of the stay that t reports (驻点, R5): by the same outpost or team, with days and a place in common. False if
// there is none.
func (tx *Tx) SameStay(t Trip) (Trip, bool, error) {
	if k := tx.City().Unit(t.Unit).Kind; k != Outpost && k != YouthTeam {
		return Trip{}, false, nil
	}
	near, err := tx.TripsBetween(t.From.Add(-longestStay), t.Last())
	for _, o := range near {
		if o.ID != t.ID && o.Unit == t.Unit && o.Withdrawn == nil && o.Same == nil && o.Last() >= t.From && common(t.Places, o.Places) {
			return o, true, err
		}
	}
	return Trip{}, false, err
}

func alike(t, o Trip) bool {
	if apart(string(t.ID), t.Filed, t.Batch, string(o.ID), o.Filed, o.Batch) || !common(t.Places, o.Places) {
		return false
	}
	led := t.Leader != nil && o.Leader != nil && t.Leader.Post == o.Leader.Post
	return led || commonCompany(t.Companies, o.Companies)
}

// record is what Show needs of a trip.
func (t Trip) record() fileCard {
	return fileCard{
		id: string(t.ID), filed: t.Filed, names: t.Companies, joined: t.Joined,
		secret: t.Confirmed.IsZero() && t.Planned && t.Leader != nil && t.Leader.Level == LevelCity,
	}
}

// TripsMoved lists the trips changed since an instant, each as it stood then and as it stood at a later one.
func (tx *Tx) TripsMoved(since, at time.Time) ([]Moved[Trip], error) {
	return moved(tx, trips, since, at)
}

// TripsAt lists the trips that set out from one day to another, as they stood at an instant.
func (tx *Tx) TripsAt(from, to calendar.Day, at time.Time) ([]Trip, error) {
	now, err := tx.TripsBetween(from, to)
	if err != nil {
		return nil, err
	}
	return standing(tx, trips, now, at, func(t Trip) bool { return from <= t.From && t.From <= to })
}

// TripsTo lists the trips that met a company, however its name is written.
func (tx *Tx) TripsTo(company string) ([]Trip, error) {
	return collect(trips.with(tx, "company", names.Split(company).Core))
}
