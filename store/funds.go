package store

import (
	"time"

	"chainlead/internal/money"
	"chainlead/internal/say"
)

// A FundsID is an entry's number in the ledger of arrived money: "A-9".
type FundsID string

// Where arrived money comes from.
const (
	OutOfProvince = "out_of_province" // 省外
	InProvince    = "in_province"     // 省内市外
	Foreign       = "foreign"         // 境外
)

// Origins lists them; "" is not told.
var Origins = []string{OutOfProvince, InProvince, Foreign, ""}

// OriginTitle is an origin in words: 省外资金 / out-of-province money.
func OriginTitle(origin string) say.Text {
	switch origin {
	case OutOfProvince:
		return say.T("out-of-province money", "省外资金")
	case InProvince:
		return say.T("money from elsewhere in the province", "省内市外资金")
	case Foreign:
		return say.T("foreign capital", "境外资金")
	}
	return say.T("money", "资金")
}

// A Funds is an entry in the ledger of arrived money (到位资金, R12). A unit's is what came for a project in a month, to be audited; the
// office's is what was audited for a chain from one month to another. The two are never added.
type Funds struct {
	ID FundsID `json:"id"`
	Filed
	Project ProjectID  `json:"project,omitempty"`
	Month   string     `json:"month"` // "2022-10": the month, or the last of several
	First   string     `json:"first,omitempty"`
	Origin  string     `json:"origin,omitempty"`
	Sum     money.Sum  `json:"sum"`
	Total   *money.Sum `json:"total,omitempty"` // as typed, where a total was: the entry is the rest
	Audited bool       `json:"audited,omitempty"`
}

var funds = &table[Funds]{name: "funds", prefix: "A-", indexes: []index[Funds]{
	{"at", func(f Funds) []string { return []string{instant(f.At)} }},
	{"project", func(f Funds) []string { return onlyIf(!f.Audited, string(f.Project)) }},
	{"audited", func(f Funds) []string { return onlyIf(f.Audited, f.Month) }},
	{"changed", func(f Funds) []string { return []string{instant(f.Changed)} }},
}}

func onlyIf(ok bool, key string) []string {
	if !ok {
		return nil
	}
	return []string{key}
}

// FundsEntry returns the entry with the ID, or ErrNotFound.
func (tx *Tx) FundsEntry(id FundsID) (Funds, error) { return funds.get(tx, string(id)) }

// PutFunds stores an entry; a new one gets its number.
func (tx *Tx) PutFunds(f *Funds) error {
	if f.Sum.Minor <= 0 {
		return say.Problemf("How much arrived? Please add the sum.", "到位多少？请补充金额。").In("sum")
	}
	if f.ID == "" {
		id, err := funds.next(tx)
		if err != nil {
			return err
		}
		f.ID = FundsID(id)
	}
	f.file(tx)
	return save(tx, funds, string(f.ID), *f)
}

// FundsOf lists what was entered for a project that hasn't been withdrawn.
func (tx *Tx) FundsOf(p ProjectID) ([]Funds, error) {
	all, err := collect(funds.with(tx, "project", string(p)))
	return live(all), err
}

// FundsReported lists the units' entries made after one instant and up to another that stood at that one.
func (tx *Tx) FundsReported(after, at time.Time) ([]Funds, error) {
	now, err := collect(funds.between(tx, "at", instant(after.Add(1)), instant(at)))
	if err != nil {
		return nil, err
	}
	return standing(tx, funds, now, at, func(f Funds) bool {
		return !f.Audited && f.Live(at) && f.At.After(after) && !f.At.After(at)
	})
}

// FundsAudited lists the audited entries whose last month lies between two, as they stood at an instant, by month.
func (tx *Tx) FundsAudited(from, to string, at time.Time) ([]Funds, error) {
	now, err := collect(funds.between(tx, "audited", from, to))
	if err != nil {
		return nil, err
	}
	return standing(tx, funds, now, at, func(f Funds) bool {
		return f.Audited && from <= f.Month && f.Month <= to && f.Live(at)
	})
}

func live(all []Funds) []Funds {
	out := all[:0]
	for _, f := range all {
		if f.Withdrawn == nil {
			out = append(out, f)
		}
	}
	return out
}

// record is what Show needs of an entry.
func (f Funds) record() fileCard { return fileCard{id: string(f.ID), filed: f.Filed, sum: &f.Sum} }
