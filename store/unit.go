package store

import "chainlead/internal/say"

// A UnitID names a unit in the registry: "qingfeng".
type UnitID string

// Kinds of unit.
const (
	County     = "county"
	District   = "district"
	Zone       = "zone"
	Department = "department"
	Office     = "office" // the investment promotion office, 招商办
	Outpost    = "base"   // a regional base as a unit, so that its batches have a home
	YouthTeam  = "team"
)

// A Unit is a county, district, zone, department, outpost or team that reports. Its head and liaison are people
// with those roles.
type Unit struct {
	ID      UnitID    `json:"id"`
	Name    string    `json:"name"`
	EN      string    `json:"en"`
	Kind    string    `json:"kind"`
	Aliases []string  `json:"aliases,omitempty"`
	Reports bool      `json:"reports,omitempty"` // must report each week (R19)
	Channel ChannelID `json:"channel,omitempty"`
}

// Within is the unit's name inside a sentence: the Development and Reform Commission.
func (u Unit) Within() say.Text {
	if u.Kind == Department || u.Kind == Office || u.Kind == Outpost {
		return say.Both("the "+u.EN, u.Name)
	}
	return u.Title()
}

// Title is the unit's name in both languages.
func (u Unit) Title() say.Text { return say.Both(u.EN, u.Name) }
