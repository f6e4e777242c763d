package store_test

import (
	"testing"

	"chainlead/store"
	"chainlead/store/storetest"
)

// The permission matrix, cell by cell: what a scope means is tried on five records, as seen by someone of 清丰县 who belongs to the hydrogen chain.
// The rows and columns are those of the table in access.go; the expectations are written here once more, so that a cell that is changed there fails
// here.
func TestEveryCellOfThePermissionMatrix(t *testing.T) {
	const (
		own     = 1 << iota // typed by themselves
		unit                // typed by a colleague of their unit
		chain               // of another unit, in their chain
		other               // of another unit and chain
		nothing = 0
	)
	reach := map[byte]int{'-': nothing, 'o': own, 'u': own | unit, 'b': own | unit, 'c': own | chain | unit, 'f': own | chain | unit, 'a': own | unit | chain | other}
	// task-force members act as cadres of their own unit too
	cells := map[store.Action]string{
		//                     cadre liaison head base taskforce tf_office leader l_liaison base_leader office office_head admin
		store.MayRecord: "uuubcc-f-aa-", store.MayRecordOther: "-------f-aa-", store.MayChangeOwn: "oooooo-o-oo-", store.MayChange: "-uu------aa-",
		store.MaySeeNames: "uuubcccc-aa-", store.MaySeeHidden: "o-uo-ccc-aa-", store.MaySeePlans: "ouuo--oooaa-",
		store.MayClose: "ouuooc-f-aa-", store.MayDecide: "----------a-", store.MayConfirm: "-u-------aa-", store.MayDeclareZero: "-uub-----aa-",
		store.MayResign: "---------aa-", store.MayDetail: "ouubcccc-aa-", store.MayAsk: "ouuooc---aa-", store.MayRelease: "-----c---aa-",
		store.MayAnswer: "------cf----", store.MayJudge: "-----c---aa-", store.MayEnterFunds: "-uu------aa-", store.MayAuditFunds: "---------aa-",
		store.MayRunTally: "---------aa-", store.MayExtendMore: "--u--c---aa-", store.MaySendBack: "oouooccf-aa-", store.MayAssign: "--u--ccf-aa-",
		store.MayPause: "---------aaa", store.MayAppoint: "----------a-",
	}
	s, _ := storetest.New(t, "2022-11-09 10:00")
	storetest.View(t, s, func(tx *store.Tx) error {
		for action, row := range cells {
			if len(row) != len(store.Roles) {
				t.Fatalf("%s: %d cells", action, len(row))
			}
			for i, role := range store.Roles {
				p := store.Person{ID: "U-x", Unit: "qingfeng", Role: role, Chains: []store.ChainID{"hydrogen"}, Confirmed: true}
				got := nothing
				for bit, subject := range map[int]store.Subject{
					own:   {People: []store.PersonID{"U-x"}, Units: []store.UnitID{"qingfeng"}, Chain: "hydrogen"},
					unit:  {People: []store.PersonID{"U-y"}, Units: []store.UnitID{"qingfeng"}, Chain: "hydrogen"},
					chain: {People: []store.PersonID{"U-z"}, Units: []store.UnitID{"nanle"}, Chain: "hydrogen"},
					other: {People: []store.PersonID{"U-z"}, Units: []store.UnitID{"nanle"}, Chain: "coatings"},
				} {
					if tx.May(p, action, subject) {
						got |= bit
					}
				}
				want := reach[row[i]]
				if role == store.TaskForce || role == store.TaskForceOffice {
					want |= reach[row[0]]
				}
				if got != want {
					t.Errorf("%s as %s: reaches %04b, want %04b", action, role, got, want)
				}
			}
		}
		return nil
	})
}
