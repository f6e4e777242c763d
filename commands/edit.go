package commands

import (
	"strconv"
	"strings"

	"chainlead/internal/say"
	"chainlead/store"
)

var _ = add(Command{
	Name: "edit", Alias: "修改",
	Usage: say.T("L-128", "L-128"),
	Short: say.T("Edit a record in a form", "修改一条登记"),
	Run:   edit,
})

// edit opens a record in a form, and stores what it says unless someone has changed the record meanwhile: the form carries the number of changes
// that it shows.
func edit(tx *store.Tx, c Call) (Reply, error) {
	id, shown := cutRecord(c.Text)
	if id == "" {
		return Reply{}, say.Problemf("Which one? Please give its number, such as L-128.", "修改哪一条？请写编号，如 L-128。")
	}
	f, err := tx.Filed(id)
	if err != nil {
		return Reply{}, missing(err, id)
	}
	now, err := version(tx, id)
	if err != nil {
		return Reply{}, err
	}
	s, err := store.ShowID(tx, id, store.To(c.who))
	if err != nil {
		return Reply{}, err
	}
	e, ok := editors[id[:1]]
	switch {
	case f.Withdrawn != nil || !mayEdit(tx, c.who, f) || !s.Named:
		return Reply{}, noSuch(id)
	case !ok:
		return Reply{}, say.Problemf("%s is not edited but withdrawn and entered again: /withdraw %[1]s reason", "%s不能修改，请撤回后重新登记：/withdraw %[1]s 原因", id)
	case c.Form == nil:
		inputs, err := e.inputs(tx, id)
		return Reply{Message: say.Lines(say.T("What is to be changed in %s?", "修改%s", id)),
			Form: &say.Form{Title: say.T("Edit %s", "修改 %s", id), Command: "/edit " + id + " " + now, Inputs: inputs}}, err
	case strings.TrimSpace(shown) != now:
		by, err := lastChanger(tx, id)
		if err != nil {
			return Reply{}, err
		}
		return Reply{}, say.Problemf("%s was changed by %s meanwhile (%s). Nothing of yours was stored; please open it again: /edit %[1]s", "%s刚被%s修改（%s），您的修改未保存。请重新打开：/edit %[1]s", id, by, tx.Local(f.Changed).Format("15:04"))
	}
	if err := e.store(tx, id, c); err != nil {
		return Reply{}, err
	}
	return edited(tx, c.who, id)
}

func mayEdit(tx *store.Tx, p store.Person, f store.Filed) bool {
	return tx.May(p, store.MayChangeOwn, store.Subject{People: []store.PersonID{f.Reporter}}) || tx.May(p, store.MayChange, store.Subject{Units: []store.UnitID{f.Unit}, Chain: f.Chain})
}

// version is how often a record has been changed.
func version(tx *store.Tx, id string) (string, error) {
	log, err := tx.History(id)
	return strconv.Itoa(len(log)), err
}

func lastChanger(tx *store.Tx, id string) (say.Text, error) {
	log, err := tx.History(id)
	if err != nil || len(log) == 0 {
		return say.Text{}, err
	}
	by, err := tx.Someone(log[len(log)-1].By)
	return say.T("%s", "%s", by.At()), err
}

func edited(tx *store.Tx, p store.Person, id string) (Reply, error) {
	s, err := store.ShowID(tx, id, store.To(p))
	if err != nil {
		return Reply{}, err
	}
	log, err := tx.History(id)
	if err != nil {
		return Reply{}, err
	}
	m := say.Message{Title: say.T("%s changed: %s", "%s已修改：%s", id, s.Title()), Lines: []say.Text{say.T("Changed: %s", "修改内容：%s", changedFields(log[len(log)-1]))},
		Buttons: []say.Button{{Label: say.T("Undo", "撤销"), Command: "/undo " + id}}}
	if strings.HasPrefix(id, "F") {
		f, err := tx.FollowUp(store.FollowUpID(id))
		if err != nil {
			return Reply{}, err
		}
		if err := showAgain(tx, f); err != nil {
			return Reply{}, err
		}
	}
	return Reply{Message: m}, nil
}
