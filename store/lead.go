package store

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"chainlead/internal/calendar"
	"chainlead/internal/money"
	"chainlead/internal/names"
	"chainlead/internal/say"
)

// A LeadID is a lead's number: "L-128".
type LeadID string

// A Claim says whose a lead is (首报): the first report of a company's project, or a later one and what was decided of it.
type Claim string

// The claims. Pending ones count nowhere until the office decides (R8).
const (
	FirstClaim    Claim = "first"
	PendingClaim  Claim = "pending"
	SeparateClaim Claim = "separate" // another project, or a claim that has lapsed: counts from the decision
	JoinedClaim   Claim = "joined"   // works on it with the first unit: never counts
)

// A Lead (招商线索) is an investor with an intention, registered by a unit.
type Lead struct {
	ID LeadID `json:"id"`
	Filed
	Company  string     `json:"company"`
	Project  string     `json:"project,omitempty"`
	Sum      *money.Sum `json:"sum,omitempty"` // intended investment
	Source   string     `json:"source,omitempty"`
	Places   []string   `json:"places,omitempty"`
	Claim    Claim      `json:"claim"`
	Against  LeadID     `json:"against,omitempty"` // the first report, for a later one
	Decided  time.Time  `json:"decided,omitzero"`
	Ruling   *Ruling    `json:"ruling,omitempty"`
	Freed    time.Time  `json:"freed,omitzero"` // its claim was released: others may register the company
	Contacts []Contact  `json:"contacts,omitempty"`
	Valid    time.Time  `json:"valid,omitzero"` // first judged valid (研判有效)
	Judged   *Judgement `json:"judged,omitempty"`
}

// A Ruling (裁定) is what a decision on a claim rests on: the paper's number, and how the credit is split where it is.
type Ruling struct {
	Paper string   `json:"paper,omitempty"`
	Split string   `json:"split,omitempty"`
	By    PersonID `json:"by"`
}

// Holds reports whether the lead keeps others from registering the company: a claim that stands and wasn't released.
func (l Lead) Holds() bool {
	return l.Withdrawn == nil && l.Freed.IsZero() && (l.Claim == FirstClaim || l.Claim == SeparateClaim)
}

// A Judgement (研判) says whether a lead is worth pursuing.
type Judgement struct {
	Valid bool      `json:"valid"`
	At    time.Time `json:"at"`
	By    PersonID  `json:"by"`
	Why   string    `json:"why,omitempty"`
}

// Judge notes a judgement; the first valid one is what counts (R8).
func (l *Lead) Judge(j Judgement) {
	l.Judged = &j
	if j.Valid && l.Valid.IsZero() {
		l.Valid = j.At
	}
}

var leads = &table[Lead]{name: "lead", prefix: "L-", indexes: []index[Lead]{
	{"company", func(l Lead) []string { return []string{names.Split(l.Company).Core} }},
	{"at", func(l Lead) []string { return []string{instant(l.At)} }},
	{"changed", func(l Lead) []string { return []string{instant(l.Changed)} }},
	{"holds", func(l Lead) []string { return onlyIf(l.Holds(), "y") }},
}}

// Lead returns the lead with the ID, or ErrNotFound.
func (tx *Tx) Lead(id LeadID) (Lead, error) { return leads.get(tx, string(id)) }

// PutLead stores a lead; a new one gets its number and, unless it has one, the first claim.
func (tx *Tx) PutLead(l *Lead) error {
	if l.Company == "" {
		return say.Problemf("Which company is it? Please add its name.", "是哪家企业？请补充企业名称。").In("company")
	}
	if l.ID == "" {
		id, err := leads.next(tx)
		if err != nil {
			return err
		}
		l.ID = LeadID(id)
	}
	if l.Claim == "" {
		l.Claim = FirstClaim
	}
	l.file(tx)
	if err := tx.knowCompanies([]string{l.Company}); err != nil {
		return err
	}
	return save(tx, leads, string(l.ID), *l)
}

// LeadsOf lists the leads of a company that haven't been withdrawn, the earliest first, however its name is written; not those of firms whose places differ.
func (tx *Tx) LeadsOf(company string) ([]Lead, error) {
	cores, err := tx.firmsFrom(company, names.SameFrom)
	if err != nil {
		return nil, err
	}
	if core := names.Split(company).Core; !slices.Contains(cores, core) {
		cores = append(cores, core)
	}
	var out []Lead
	for _, core := range cores {
		merged, err := tx.mergedFirm(core)
		if err != nil {
			return nil, err
		}
		for l, err := range leads.with(tx, "company", core) {
			if err != nil {
				return nil, fmt.Errorf("leads of a company: %w", err)
			}
			if l.Withdrawn == nil && (!names.Elsewhere(l.Company, company) || merged) {
				out = append(out, l)
			}
		}
	}
	slices.SortStableFunc(out, func(a, b Lead) int { return a.At.Compare(b.At) })
	return out, nil
}

// LastMet is the day of the last contact with a lead's company that its unit has recorded: the registration, a contact noted, a next step closed, a trip or a visit.
func (tx *Tx) LastMet(l Lead) (calendar.Day, error) {
	last := calendar.DayOf(tx.Local(l.At))
	for _, c := range l.Contacts {
		last = max(last, c.Day)
	}
	steps, err := tx.FollowUpsOf(string(l.ID))
	if err != nil {
		return "", err
	}
	for _, f := range steps {
		if f.Closed != nil {
			last = max(last, calendar.DayOf(tx.Local(f.Closed.At)))
		}
	}
	found, err := tx.RecordsOf(cores([]string{l.Company}))
	if err != nil {
		return "", err
	}
	for _, r := range found {
		day, err := tx.metOn(r.ID, l.Unit)
		if err != nil {
			return "", err
		}
		last = max(last, day)
	}
	return last, nil
}

// metOn is the day of the last contact that a unit's trip, visit or project shows; "" for another unit's and any other record. A signed project needs none.
func (tx *Tx) metOn(id string, u UnitID) (calendar.Day, error) {
	var b Batch
	var f Filed
	switch id[:1] {
	case "P":
		p, err := tx.Project(ProjectID(id))
		if err != nil || p.Unit != u || p.Withdrawn != nil {
			return "", err
		}
		if _, signed := p.Signed(); signed {
			return tx.Today(), nil
		}
		return tx.LastContact(p, tx.Now)
	case "T":
		t, err := tx.Trip(TripID(id))
		if err != nil {
			return "", err
		}
		b, f = t.Batch, t.Filed
	case "V":
		v, err := tx.Visit(VisitID(id))
		if err != nil {
			return "", err
		}
		b, f = v.Batch, v.Filed
	}
	if f.Unit != u || f.Withdrawn != nil || !b.Happened() {
		return "", nil
	}
	return cmp.Or(b.To, b.From), nil
}

// IdleClaims lists the leads whose claims stand and that have had no contact for as many calendar days, the longest first.
func (tx *Tx) IdleClaims(days int) ([]IdleClaim, error) {
	all, err := collect(leads.with(tx, "holds", "y"))
	if err != nil {
		return nil, err
	}
	var out []IdleClaim
	for _, l := range all {
		last, err := tx.LastMet(l)
		if err != nil {
			return nil, err
		}
		if tx.Today().Sub(last) >= days {
			out = append(out, IdleClaim{l, last})
		}
	}
	slices.SortStableFunc(out, func(a, b IdleClaim) int { return strings.Compare(string(a.Last), string(b.Last)) })
	return out, nil
}

// An IdleClaim is a lead without contact since a day.
type IdleClaim struct {
	Lead
	Last calendar.Day
}

// CountedAt is the instant from which the lead counts as new (R8); zero if it doesn't.
func (l Lead) CountedAt() time.Time {
	switch l.Claim {
	case FirstClaim:
		return l.At
	case SeparateClaim:
		return l.Decided
	}
	return time.Time{}
}

// events are the words for what a lead may come from: 推介会, 洽谈会, 博览会.
var events = []string{"推介会", "招商会", "洽谈会", "对接会", "博览会", "峰会", "论坛", "展会", "交流会", "签约仪式"}

// FromEvent reports whether the lead came from an investment promotion event (招商活动).
func (l Lead) FromEvent() bool {
	return slices.ContainsFunc(events, func(w string) bool { return strings.Contains(l.Source, w) })
}

// record is what Show needs of a lead.
func (l Lead) record() fileCard {
	return fileCard{id: string(l.ID), filed: l.Filed, names: []string{l.Company}, title: l.Project}
}

// instant is t as an index value: sortable, fixed width, UTC.
func instant(t time.Time) string { return t.UTC().Format("20060102T150405.000000000") }

// LeadsMoved lists the leads changed since an instant, each as it stood then and as it stood at a later one.
func (tx *Tx) LeadsMoved(since, at time.Time) ([]Moved[Lead], error) {
	return moved(tx, leads, since, at)
}

// LeadsAt lists the leads registered at or before an instant, as they stood at it.
func (tx *Tx) LeadsAt(at time.Time) ([]Lead, error) {
	now, err := collect(leads.between(tx, "at", "", instant(at)))
	if err != nil {
		return nil, err
	}
	return standing(tx, leads, now, at, func(l Lead) bool { return !l.At.After(at) })
}
