package store

import (
	"fmt"
	"time"
	_ "time/tzdata" // the program must know Asia/Shanghai on any machine

	"chainlead/internal/calendar"
	"chainlead/internal/say"
)

// A City is the registry as a whole: everything that is imported rather than recorded. It is stored as one value
// and replaced as one, so that no reader ever sees half of a change. People are records of their own.
type City struct {
	Name      string              `json:"name"`  // 濮阳市
	Short     string              `json:"short"` // 濮阳
	EN        string              `json:"en"`
	Zone      string              `json:"zone"`
	Channel   ChannelID           `json:"channel,omitempty"`
	Units     []Unit              `json:"units"`  // in protocol order
	Chains    []Chain             `json:"chains"` // in the city's official order
	Bases     []Base              `json:"bases"`
	Posts     []Post              `json:"posts"`
	Ambiguous map[string][]string `json:"ambiguous,omitempty"`
	Settings  Settings            `json:"settings"`
	Opening   Opening             `json:"opening,omitzero"`

	zone *time.Location
}

// A ChannelID is a Slack channel's ID.
type ChannelID string

// Kinds of channel by who reads them.
const (
	CityAudience  = "city"
	ChainAudience = "chain"
	UnitAudience  = "unit"
	BaseAudience  = "base"
)

// A Channel is a room of the workspace that the registry knows.
type Channel struct {
	ID    ChannelID
	Kind  string // city, chain, unit or base
	Unit  UnitID
	Chain ChainID
}

// Location is the city's time zone; UTC if the registry's zone isn't known to this machine.
func (c *City) Location() *time.Location {
	if c == nil || c.zone == nil {
		return time.UTC
	}
	return c.zone
}

// Unit returns the unit with the ID; the zero Unit if there is none.
func (c *City) Unit(id UnitID) Unit {
	for _, u := range c.Units {
		if u.ID == id {
			return u
		}
	}
	return Unit{}
}

// Chain returns the chain with the ID; the zero Chain, which is called 未归链, if there is none.
func (c *City) Chain(id ChainID) Chain {
	for _, ch := range c.Chains {
		if ch.ID == id {
			return ch
		}
	}
	return Chain{}
}

// Base returns the outpost with the ID; the zero Base if there is none.
func (c *City) Base(id BaseID) Base {
	for _, b := range c.Bases {
		if b.ID == id {
			return b
		}
	}
	return Base{}
}

// Room tells who reads a channel; false for a channel the registry doesn't know.
func (c *City) Room(id ChannelID) (Channel, bool) {
	if id == "" {
		return Channel{}, false
	}
	if id == c.Channel {
		return Channel{ID: id, Kind: CityAudience}, true
	}
	for _, ch := range c.Chains {
		if ch.Channel == id {
			return Channel{ID: id, Kind: ChainAudience, Chain: ch.ID}, true
		}
	}
	for _, u := range c.Units {
		if u.Channel == id {
			return Channel{ID: id, Kind: UnitAudience, Unit: u.ID}, true
		}
	}
	for _, b := range c.Bases {
		if b.Channel == id {
			return Channel{ID: id, Kind: BaseAudience, Unit: b.Unit}, true
		}
	}
	return Channel{}, false
}

// City is the registry as this transaction sees it; an empty one before the first import.
func (tx *Tx) City() *City {
	if tx.city != nil {
		return tx.city
	}
	if c := tx.s.city.Load(); c != nil {
		return c
	}
	return &City{}
}

// PutCity replaces the registry.
func (tx *Tx) PutCity(c City) error {
	zone, err := time.LoadLocation(c.Zone)
	if err != nil {
		return say.Problemf("The registry names the time zone %s, which doesn't exist. Please use one such as Asia/Shanghai.",
			"名册中的时区“%s”不存在，请改为 Asia/Shanghai 等有效时区。", c.Zone)
	}
	c.zone = zone
	raw, err := encode(c)
	if err != nil {
		return fmt.Errorf("registry: %w", err)
	}
	b := tx.bucket("meta")
	before := b.Get([]byte("city"))
	if err := tx.audit("registry", before, raw); err != nil {
		return err
	}
	if c.Posts, err = tx.withSuccessors(c.Posts); err != nil {
		return err
	}
	tx.city = &c
	return b.Put([]byte("city"), raw)
}

func (tx *Tx) loadCity() error {
	raw := tx.bucket("meta").Get([]byte("city"))
	if raw == nil {
		return nil
	}
	var c City
	if err := decode(raw, &c); err != nil {
		return fmt.Errorf("registry: %w", err)
	}
	zone, err := time.LoadLocation(c.Zone)
	if err != nil {
		return fmt.Errorf("registry: zone %s: %w", c.Zone, err)
	}
	c.zone = zone
	if c.Posts, err = tx.withSuccessors(c.Posts); err != nil {
		return err
	}
	tx.s.city.Store(&c)
	return nil
}

// Settings are the numbers of days and the times of day that the office may change. A Clock is a time of day.
type Settings struct {
	Work        Hours `json:"work"`
	DigestAt    Clock `json:"digest_at"`
	TallyAt     Clock `json:"tally_at"`
	NudgeAt     Clock `json:"nudge_at"`  // units that have recorded nothing are asked, on the cut-off day
	CheckAt     Clock `json:"check_at"`  // each liaison gets the unit's check sheet
	DraftAt     Clock `json:"draft_at"`  // the office gets the draft
	Approve     bool  `json:"approve"`   // nothing is posted before the office has approved it
	Idle        int   `json:"idle"`      // calendar days without contact from which a project in talks is named
	ListFrom    int   `json:"list_from"` // working days overdue from which an item is named in a channel
	ListMost    int   `json:"list_most"` // how many are named
	NextContact int   `json:"next_contact"`
	ClaimAnswer int   `json:"claim_answer"` // working days the office has to decide a second claim
	// Working days overdue from which others are told of a promise; 0: never.
	TellHead      int    `json:"tell_head"`
	TellTaskForce int    `json:"tell_task_force"`
	TellOffice    int    `json:"tell_office"`
	Undo          Within `json:"undo"`
	Retype        Within `json:"retype"`
}

// Hours are the working hours of a working day, with the noon break.
type Hours struct{ From, NoonFrom, NoonTo, To Clock }

// A Clock is a time of day, "09:00".
type Clock struct{ Hour, Min int }

// Within is how long something stays possible, in minutes.
type Within int

// Duration is w as a duration.
func (w Within) Duration() time.Duration { return time.Duration(w) * time.Minute }

// ParseClock reads "09:00".
func ParseClock(s string) (Clock, error) {
	t, err := time.Parse("15:04", s)
	if err != nil {
		return Clock{}, fmt.Errorf("time of day %q: want the form 09:00", s)
	}
	return Clock{t.Hour(), t.Minute()}, nil
}

// String is the form ParseClock reads.
func (c Clock) String() string { return fmt.Sprintf("%02d:%02d", c.Hour, c.Min) }

// On is the instant of c on a day in a zone.
func (c Clock) On(d calendar.Day, zone *time.Location) time.Time { return d.At(c.Hour, c.Min, zone) }

// MarshalText stores a Clock as "09:00".
func (c Clock) MarshalText() ([]byte, error) { return []byte(c.String()), nil }

// UnmarshalText reads the form MarshalText writes.
func (c *Clock) UnmarshalText(b []byte) (err error) {
	*c, err = ParseClock(string(b))
	return err
}
