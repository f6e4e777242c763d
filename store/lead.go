package store

import (
	"fmt"
	"slices"
	"strings"
	"time"

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
	Company string     `json:"company"`
	Project string     `json:"project,omitempty"`
	Sum     *money.Sum `json:"sum,omitempty"` // intended investment
	Source  string     `json:"source,omitempty"`
	Places  []string   `json:"places,omitempty"`
	Claim   Claim      `json:"claim"`
	Against LeadID     `json:"against,omitempty"` // the first report, for a later one
	Decided time.Time  `json:"decided,omitzero"`
	Valid   time.Time  `json:"valid,omitzero"` // first judged valid (研判有效)
	Judged  *Judgement `json:"judged,omitempty"`
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

// LeadsOf lists the leads of a company that haven't been withdrawn, the earliest first, however its name is written.
func (tx *Tx) LeadsOf(company string) ([]Lead, error) {
	var out []Lead
	for l, err := range leads.with(tx, "company", names.Split(company).Core) {
		if err != nil {
			return nil, fmt.Errorf("leads of a company: %w", err)
		}
		if l.Withdrawn == nil && names.Same(l.Company, company) {
			out = append(out, l)
		}
	}
	return out, nil
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
