package tally

import (
	"cmp"
	"fmt"
	"slices"

	"chainlead/internal/calendar"
	"chainlead/internal/money"
	"chainlead/store"
)

// arrivals lists arrived money (R12): the entries reported in the period, by the instant of recording, and what has been audited this year,
// by chain and origin. The two are never added, nor added to or divided by what was signed.
func arrivals(tx *store.Tx, t *store.Tally) error {
	reported, err := tx.FundsReported(t.Since, t.At)
	if err != nil {
		return err
	}
	for _, f := range reported {
		if f.Sum.Currency == money.CNY {
			t.Funds = append(t.Funds, store.Arrival{ID: f.ID, Chain: f.Chain, Unit: f.Unit, Origin: f.Origin, Month: f.Month, Sum: f.Sum.Minor})
		}
	}
	t.Arrived, err = audited(tx, *t)
	return err
}

// audited is the year's audited money by chain and origin: the opening balance, and every audited entry after the months it holds.
func audited(tx *store.Tx, t store.Tally) ([]store.Arrival, error) {
	year, open := t.Cutoff.Year(), tx.City().Opening
	entries, err := tx.FundsAudited(fmt.Sprintf("%d-01", year), fmt.Sprintf("%d-12", year), t.At)
	if err != nil {
		return nil, err
	}
	var out []store.Arrival
	if open.AsOf.Year() == year {
		for _, c := range append(tx.City().Chains, store.Chain{}) {
			if b := open.Chains[c.ID]; b.Arrived > 0 {
				out = append(out, store.Arrival{Chain: c.ID, Origin: store.OutOfProvince, First: fmt.Sprintf("%d-01", year), Month: open.Audited, Sum: b.Arrived})
			}
		}
	}
	slices.SortStableFunc(entries, func(a, b store.Funds) int { return cmp.Compare(a.Month, b.Month) })
	for _, f := range entries {
		if f.Sum.Currency == money.CNY {
			out = addAudited(out, f)
		}
	}
	return out, nil
}

// addAudited adds an audited entry to what its chain has from its origin; one that begins in January replaces it.
func addAudited(all []store.Arrival, f store.Funds) []store.Arrival {
	i := slices.IndexFunc(all, func(a store.Arrival) bool { return a.Chain == f.Chain && a.Origin == f.Origin })
	if i < 0 {
		return append(all, store.Arrival{Chain: f.Chain, Origin: f.Origin, First: cmp.Or(f.First, f.Month), Month: f.Month, Sum: f.Sum.Minor})
	}
	switch first := cmp.Or(f.First, f.Month); {
	case first <= all[i].First:
		all[i].First, all[i].Month, all[i].Sum = first, max(all[i].Month, f.Month), f.Sum.Minor
	case f.Month > all[i].Month:
		all[i].Month = f.Month
		all[i].Sum += f.Sum.Minor
	}
	return all
}

// asks lists the requests to chain leaders that are open (R14), the earliest answer-by first.
func asks(tx *store.Tx, t *store.Tally) error {
	open, err := tx.RequestsOpen(t.At)
	for _, r := range open {
		t.Asks = append(t.Asks, store.Ask{ID: r.ID, Chain: r.Chain, Unit: r.Unit, By: calendar.Day(r.AnswerBy)})
	}
	return err
}
