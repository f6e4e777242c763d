package store

import (
	"time"

	"chainlead/internal/calendar"
)

// A ZeroReport (零报告) is a unit's word that it has nothing to report in the period that ends on a cut-off day (R19). It is not the same as
// saying nothing (未报送).
type ZeroReport struct {
	Unit   UnitID       `json:"unit"`
	Cutoff calendar.Day `json:"cutoff"`
	At     time.Time    `json:"at"`
	By     PersonID     `json:"by"`
}

var zeroReports = &table[ZeroReport]{name: "zero"}

// PutZeroReport stores a unit's word for a period; saying it again changes nothing.
func (tx *Tx) PutZeroReport(u UnitID, cutoff calendar.Day) (ZeroReport, error) {
	z, err := tx.ZeroReport(u, cutoff)
	if err != ErrNotFound {
		return z, err
	}
	z = ZeroReport{Unit: u, Cutoff: cutoff, At: tx.Now, By: tx.by.Person}
	return z, save(tx, zeroReports, zeroKey(u, cutoff), z)
}

// ZeroReport is a unit's word for a period, or ErrNotFound.
func (tx *Tx) ZeroReport(u UnitID, cutoff calendar.Day) (ZeroReport, error) {
	return zeroReports.get(tx, zeroKey(u, cutoff))
}

func zeroKey(u UnitID, cutoff calendar.Day) string { return "zero/" + string(cutoff) + "/" + string(u) }
