package tally

import (
	"slices"

	"chainlead/store"
)

// reporting tells which of the units that must report declared that they have nothing (零报告), and which have said nothing (未报送); a unit
// has reported that recorded a trip, a visit, a lead, a stage of a project or arrived money in the period (R19).
func reporting(tx *store.Tx, t *store.Tally, by map[store.UnitID]bool) error {
	for _, f := range t.Funds {
		by[f.Unit] = true
	}
	for _, u := range tx.City().Units {
		if !u.Reports || by[u.ID] {
			continue
		}
		z, err := tx.ZeroReport(u.ID, t.Cutoff)
		switch {
		case err == nil && !z.At.After(t.At):
			t.Zero = append(t.Zero, u.ID)
		case err == nil || err == store.ErrNotFound:
			t.Silent = append(t.Silent, u.ID)
		default:
			return err
		}
	}
	return nil
}

// newIn reports whether a record was made in the period and still stands.
func (r Rules) newIn(f store.Filed) bool { return r.filed(f) == Counts && r.holdsInstant(f.At) }

// advanced reports whether a stage of a project was recorded in the period.
func (r Rules) advanced(p store.Project) bool {
	return r.filed(p.Filed) == Counts && slices.ContainsFunc(p.Steps, func(s store.Progress) bool { return r.holdsInstant(s.At) })
}
