package reminders

import (
	"fmt"

	"chainlead/internal/say"
	"chainlead/store"
)

// idleClaims puts the leads that nobody has kept alive before the office, once for each last contact, on the week's first working day: their claims may be released (拟释放).
func idleClaims(tx *store.Tx, of func(store.PersonID) *digest) error {
	days := tx.City().Settings.Idle
	if days == 0 || tx.Calendar().Next(tx.Today().Monday()) != tx.Today() {
		return nil
	}
	idle, err := tx.IdleClaims(days)
	if err != nil {
		return err
	}
	office, err := tx.TheOffice()
	if err != nil {
		return err
	}
	for _, l := range idle {
		fresh, err := tx.Once(fmt.Sprintf("idle/%s/%s", l.ID, l.Last))
		if err != nil {
			return err
		}
		for _, p := range office {
			if fresh {
				d := of(p.ID)
				d.idle = append(d.idle, l)
			}
		}
	}
	return nil
}

// idleItems are the claims that may be released, with the button that does it.
func idleItems(tx *store.Tx, p store.Person, list []store.IdleClaim) ([]say.Item, error) {
	if len(list) == 0 {
		return nil, nil
	}
	out := []say.Item{{Lines: []say.Text{say.T("[Claims to be released] %d, without contact for %d days or more", "【拟释放】%d件，%d天以上未联系", len(list), tx.City().Settings.Idle)}}}
	for _, l := range list[:min(len(list), sectionMost)] {
		s, err := store.Show(tx, l.Lead, store.To(p))
		if err != nil {
			return nil, err
		}
		out = append(out, say.Item{
			About:   "idle/" + string(l.ID),
			Lines:   []say.Text{say.T("%s %s (%s), last contact %s", "%s %s（%s），最近联系%s", l.ID, s.Title(), tx.City().Unit(l.Unit).Title(), say.DateSeen(l.Last, tx.Today()))},
			Buttons: []say.Button{{Label: say.T("Release", "释放"), Command: "/claim " + string(l.ID) + " free"}},
		})
	}
	if more := len(list) - sectionMost; more > 0 {
		out = append(out, say.Item{Lines: []say.Text{say.T("and %d more", "另%d件", more)}})
	}
	return out, nil
}
