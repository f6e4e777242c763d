package commands

import (
	"chainlead/internal/say"
	"chainlead/internal/tally"
	"chainlead/store"
)

var _ = add(Command{
	Name: "zero", Alias: "零报告", Needs: store.MayDeclareZero,
	Usage: say.T("the unit, where it isn't yours", "单位（本单位可不填）"),
	Short: say.T("Declare that there is nothing to report this week", "申报本周零报告"),
	Run:   zero,
})

// zero is a unit's word that it has nothing to report in the open period (R19).
func zero(tx *store.Tx, c Call) (Reply, error) {
	p := c.who
	r, err := read(tx, p, "", c.Text)
	if err != nil {
		return Reply{}, err
	}
	unit := p.Unit
	if len(r.Units) > 0 {
		unit = store.UnitID(r.Units[0].ID)
	}
	if !tx.May(p, store.MayDeclareZero, store.Subject{Units: []store.UnitID{unit}}) || unit == "" {
		return Reply{}, say.Problemf("A unit's liaison or head declares that. Please tell your liaison.", "零报告由单位联络员或负责人申报，请告知本单位联络员。")
	}
	open := tally.Open(tx)
	z, err := tx.PutZeroReport(unit, open.Cutoff)
	if err != nil {
		return Reply{}, err
	}
	by := say.T("you", "您")
	if z.By != p.ID {
		who, err := tx.Someone(z.By)
		if err != nil {
			return Reply{}, err
		}
		by = say.T("%s", "%s", who.At())
	}
	at := tx.Local(z.At)
	said := say.T("%s has nothing to report this week (%s; by %s, %s %s).", "已记%s本周零报告（%s；填报人：%s，%s%s）。", tx.City().Unit(unit).Title(), say.Days(open.From, open.Cutoff), by,
		say.Date(dayOf(tx, z.At)), at.Format("15:04"))
	m := say.Lines(said, say.T("Whatever is recorded before the cut-off replaces it.", "截止前如有登记，以登记为准。"))
	return Reply{Message: m}, tx.Amend("zero/"+string(unit)+"/"+string(open.Cutoff), say.Item{Lines: []say.Text{said}})
}
