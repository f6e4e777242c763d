package store

import (
	"slices"
	"time"

	"chainlead/internal/calendar"
	"chainlead/internal/names"
	"chainlead/internal/say"
)

// A VisitID is a visit's number: "V-201".
type VisitID string

// A Visit (接待, 批次) is one delegation on one stay, however many firms or receiving units (R7). Its places are where the visitors
// come from; its leader is who received them.
type Visit struct {
	ID VisitID `json:"id"`
	Filed
	Batch
	People int  `json:"people,omitempty"` // visitors, hosts excluded; 0 is not known
	Online bool `json:"online,omitempty"` // a contact, no visit
	Own    bool `json:"own,omitempty"`    // by the city's own firms: enterprise service
}

var visits = &table[Visit]{name: "visit", prefix: "V-", indexes: []index[Visit]{
	{"day", func(v Visit) []string { return []string{string(v.From)} }},
	{"company", func(v Visit) []string { return cores(v.Companies) }},
	{"changed", func(v Visit) []string { return []string{instant(v.Changed)} }},
}}

// Visit returns the visit with the ID, or ErrNotFound.
func (tx *Tx) Visit(id VisitID) (Visit, error) { return visits.get(tx, string(id)) }

// PutVisit stores a visit; a new one gets its number.
func (tx *Tx) PutVisit(v *Visit) error {
	if len(v.Companies)+len(v.Others)+len(v.Places)+v.People == 0 {
		return say.Problemf("Who came? Please add a company, or where the visitors came from.", "是谁来访？请补充企业名称或客商来自哪里。").In("company")
	}
	if v.To != "" && v.To < v.From {
		return say.Problemf("The visit ends (%s) before it starts (%s). Please check the dates.", "来访结束日期%s早于开始日期%s，请核对。", v.To, v.From).In("to")
	}
	if v.ID == "" {
		id, err := visits.next(tx)
		if err != nil {
			return err
		}
		v.ID = VisitID(id)
	}
	v.file(tx)
	v.Planned = calendar.DayOf(tx.Local(v.At)) < v.From
	if err := tx.knowCompanies(v.Companies); err != nil {
		return err
	}
	return save(tx, visits, string(v.ID), *v)
}

// VisitsBetween lists the visits whose first day lies between two, withdrawn ones included.
func (tx *Tx) VisitsBetween(from, to calendar.Day) ([]Visit, error) {
	return collect(visits.between(tx, "day", string(from), string(to)))
}

// VisitsMoved lists the visits changed since an instant, each as it stood then and as it stood at a later one.
func (tx *Tx) VisitsMoved(since, at time.Time) ([]Moved[Visit], error) {
	return moved(tx, visits, since, at)
}

// VisitsAt lists the visits whose first day lies between two, as they stood at an instant.
func (tx *Tx) VisitsAt(from, to calendar.Day, at time.Time) ([]Visit, error) {
	now, err := tx.VisitsBetween(from, to)
	if err != nil {
		return nil, err
	}
	return standing(tx, visits, now, at, func(v Visit) bool { return from <= v.From && v.From <= to })
}

// VisitsBy lists the visits of a company, however its name is written.
func (tx *Tx) VisitsBy(company string) ([]Visit, error) {
	return collect(visits.with(tx, "company", names.Split(company).Core))
}

// SimilarVisits lists the visits that may be the same batch as v (R7): a common firm and days at most one apart, another unit, not
// yet answered.
func (tx *Tx) SimilarVisits(v Visit) ([]Visit, error) {
	near, err := tx.VisitsBetween(v.From.Add(-longestStay), v.Last().Add(1))
	return slices.DeleteFunc(near, func(o Visit) bool {
		return o.ID == v.ID || o.Last() < v.From.Add(-1) || apart(string(v.ID), v.Filed, v.Batch, string(o.ID), o.Filed, o.Batch) ||
			!commonCompany(v.Companies, o.Companies)
	}), err
}

// longestStay is how many days before a batch another one is looked for that may still last.
const longestStay = 31

// record is what Show needs of a visit.
func (v Visit) record() fileCard {
	return fileCard{
		id: string(v.ID), filed: v.Filed, names: v.Companies, joined: v.Joined, title: v.Project,
		secret: !v.Happened() && v.Leader != nil && v.Leader.Level == LevelCity,
	}
}
