package store

import (
	"time"

	"chainlead/internal/calendar"
	"chainlead/internal/money"
)

// A Figure is what a record is counted as.
type Figure string

// The figures. A lead counts as new, and again when it is first judged valid; a project when it is signed, and again with each increase of
// its contract; InTalks is a stock, the others are flows.
const (
	TripFigure   Figure = "trip"
	VisitFigure  Figure = "visit"
	LeadFigure   Figure = "lead"
	ValidFigure  Figure = "valid"
	SignedFigure Figure = "signed"
	AddedFigure  Figure = "added"
	TalksFigure  Figure = "talks"
)

// A Counted is a record as it was counted at a cut-off: the values its figures and slices come from.
type Counted struct {
	Day     calendar.Day `json:"day"` // its business day
	Chain   ChainID      `json:"chain,omitempty"`
	Also    []ChainID    `json:"also,omitempty"`
	Unit    UnitID       `json:"unit"`
	Joined  []UnitID     `json:"joined,omitempty"`
	In      bool         `json:"in,omitempty"` // its business day or instant lies in the period
	Led     bool         `json:"led,omitempty"`
	Persons int          `json:"persons,omitempty"`
	NoHeads bool         `json:"noheads,omitempty"` // a visit without a head count
	Sum     int64        `json:"sum,omitempty"`     // fen; yuan only
	Other   *money.Sum   `json:"other,omitempty"`   // a sum in another currency
	NoSum   bool         `json:"nosum,omitempty"`
}

// A Move is what became of one record between two cut-offs: how it was counted at the first, and at the second; nil where it
// wasn't. Records that neither cut-off or both count alike don't appear.
type Move struct {
	ID     string   `json:"id"`
	As     Figure   `json:"as"`
	Was    *Counted `json:"was,omitempty"`
	Is     *Counted `json:"is,omitempty"`
	Signed bool     `json:"signed,omitempty"` // left the talks by being signed
	Ended  bool     `json:"ended,omitempty"`  // signed before, and terminated since
}

// A Talk is a project in talks at a cut-off. Idle is the number of calendar days without contact where it reaches the limit (R10).
type Talk struct {
	ID    ProjectID `json:"id"`
	Chain ChainID   `json:"chain,omitempty"`
	Unit  UnitID    `json:"unit"`
	Idle  int       `json:"idle,omitempty"`
}

// An Arrival is arrived money as a tally shows it: what was reported in the period, or what was audited from one month to another.
type Arrival struct {
	ID     FundsID `json:"id,omitempty"`
	Chain  ChainID `json:"chain,omitempty"`
	Unit   UnitID  `json:"unit,omitempty"`
	Origin string  `json:"origin,omitempty"`
	First  string  `json:"first,omitempty"` // month
	Month  string  `json:"month,omitempty"`
	Sum    int64   `json:"sum"` // fen
}

// An Ask is a request to a chain's leader that is open at a cut-off.
type Ask struct {
	ID    RequestID    `json:"id"`
	Chain ChainID      `json:"chain,omitempty"`
	Unit  UnitID       `json:"unit"`
	By    calendar.Day `json:"by"`
}

// Sums are the figures of a set of records. Money is in fen, yuan only.
type Sums struct {
	Trips     int   `json:"trips,omitempty"`
	Led       int   `json:"led,omitempty"`
	Visits    int   `json:"visits,omitempty"`
	Persons   int   `json:"persons,omitempty"`
	Leads     int   `json:"leads,omitempty"`
	Signed    int   `json:"signed,omitempty"`
	SignedSum int64 `json:"signed_sum,omitempty"`
}

// Plus adds other figures, times n.
func (s Sums) Plus(o Sums, n int) Sums {
	s.Trips += n * o.Trips
	s.Led += n * o.Led
	s.Visits += n * o.Visits
	s.Persons += n * o.Persons
	s.Leads += n * o.Leads
	s.Signed += n * o.Signed
	s.SignedSum += int64(n) * o.SignedSum
	return s
}

// A Total is what a chain and a unit have come to in a year, without the opening balance.
type Total struct {
	Year  int     `json:"year"`
	Chain ChainID `json:"chain,omitempty"`
	Unit  UnitID  `json:"unit"`
	Sums
}

// An Opening is the balance the year's totals start from (期初数, R18): what was counted up to and including a day, by chain and by unit.
type Opening struct {
	AsOf    calendar.Day        `json:"as_of,omitempty"`
	Audited string              `json:"audited,omitempty"` // the last month whose arrived money was audited
	Chains  map[ChainID]Balance `json:"chains,omitempty"`
	Units   map[UnitID]Balance  `json:"units,omitempty"`
}

// A Balance is one chain's or unit's part of the opening. Arrived is audited money from other provinces, in fen.
type Balance struct {
	Sums
	Arrived int64 `json:"arrived,omitempty"`
}

// A Promise is a follow-up as a tally lists it.
type Promise struct {
	ID     FollowUpID   `json:"id"`
	Chain  ChainID      `json:"chain,omitempty"`
	Unit   UnitID       `json:"unit"`
	Due    calendar.Day `json:"due"`
	Days   int          `json:"days,omitempty"` // working days overdue
	OnTime bool         `json:"on_time,omitempty"`
}

// A Tally is what a cut-off counted. Once posted it is frozen and never computed again (R20).
type Tally struct {
	Cutoff  calendar.Day `json:"cutoff"` // D_k
	At      time.Time    `json:"at"`     // C_k
	Since   time.Time    `json:"since"`  // C_{k-1}
	From    calendar.Day `json:"from"`   // first day of P_k
	Next    calendar.Day `json:"next"`   // D_{k+1}, or D_k + 7 where it isn't known
	Made    time.Time    `json:"made,omitzero"`
	Moves   []Move       `json:"moves,omitempty"`
	Totals  []Total      `json:"totals,omitempty"`  // of the year of the cut-off, and of the year before while it is still corrected
	Opening calendar.Day `json:"opening,omitempty"` // the day of the opening balance they start from
	Talks   []Talk       `json:"talks,omitempty"`
	Funds   []Arrival    `json:"funds,omitempty"`   // reported in the period
	Arrived []Arrival    `json:"arrived,omitempty"` // audited this year
	Asks    []Ask        `json:"asks,omitempty"`
	Zero    []UnitID     `json:"zero,omitempty"`   // declared that there is nothing to report
	Silent  []UnitID     `json:"silent,omitempty"` // reported nothing
	Closed  []Promise    `json:"closed,omitempty"`
	Overdue []Promise    `json:"overdue,omitempty"`
	Due     []Promise    `json:"due,omitempty"`
}

var tallies = &table[Tally]{name: "tally"}

// TallyOf returns the frozen tally of a cut-off day, or ErrNotFound.
func (tx *Tx) TallyOf(d calendar.Day) (Tally, error) { return tallies.get(tx, string(d)) }

// TallyBefore is the latest frozen tally of an earlier cut-off day; false if there is none.
func (tx *Tx) TallyBefore(d calendar.Day) (t Tally, ok bool, err error) {
	c := tx.bucket(tallies.name).Cursor()
	k, raw := c.Last() // the one wanted is the last or the one before
	for k != nil && string(k) >= string(d) {
		k, raw = c.Prev()
	}
	if k == nil {
		return t, false, nil
	}
	return t, true, decode(raw, &t)
}

// FreezeTally stores a tally under its cut-off day.
func (tx *Tx) FreezeTally(t *Tally) error {
	t.Made = tx.Now
	return save(tx, tallies, string(t.Cutoff), *t)
}
