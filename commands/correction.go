package commands

import (
	"errors"
	"strings"
	"time"

	"chainlead/internal/say"
	"chainlead/store"
)

// justNow is how far back a correction that names no firm may mean a record.
const justNow = 24 * time.Hour

// corrected answers a message that corrects an earlier one (更正：恒木家居投资额是8000万不是8亿) with the records it may mean, each to be edited in a form; false where the
// message is no correction, or nothing of one's own fits: a firm's records, or the last ones where it names no firm.
func corrected(tx *store.Tx, p store.Person, text string) (Reply, bool, error) {
	r, err := read(tx, p, "", text)
	var problem say.Problem
	if errors.As(err, &problem) {
		return Reply{}, false, nil // said again where it is recorded
	}
	if err != nil || !r.Correction {
		return Reply{}, false, err
	}
	firms := r.Companies
	if r.Project != "" {
		firms = append(firms, r.Project)
	}
	var cores []string
	for _, f := range firms {
		like, err := tx.FirmsLike(f)
		if err != nil {
			return Reply{}, false, err
		}
		cores = append(cores, like...)
	}
	found, err := tx.RecordsOf(cores)
	if err == nil && len(firms) == 0 { // 刚才那个是5000万
		found, err = tx.Recent("LTVP", p.ID, tx.Now.Add(-justNow))
		found = found[:min(len(found), 3)]
	}
	if err != nil {
		return Reply{}, false, err
	}
	m := say.Message{Title: say.T("This is a correction. Which record does it correct?", "这是更正，请选择要修改的登记：")}
	seen := map[string]bool{}
	for _, x := range found {
		f, err := tx.Filed(x.ID)
		if err != nil {
			return Reply{}, false, err
		}
		if seen[x.ID] || f.Withdrawn != nil || !mayEdit(tx, p, f) || len(m.Items) == mineMost {
			continue
		}
		seen[x.ID] = true
		s, err := store.ShowID(tx, x.ID, store.To(p))
		if err != nil {
			return Reply{}, false, err
		}
		line, err := recordLine(tx, x.ID, s)
		if err != nil {
			return Reply{}, false, err
		}
		item := say.Item{Lines: []say.Text{line}, Buttons: []say.Button{{Label: say.T("Edit", "修改"), Command: "/edit " + x.ID}}}
		if strings.Contains("LP", x.ID[:1]) && len(r.Amounts) == 1 {
			d := store.Draft{Person: p.ID, Name: "amend", Text: text}
			if err := tx.PutDraft(&d); err != nil {
				return Reply{}, false, err
			}
			item.Buttons = append([]say.Button{{Label: say.T("Make it %s", "改为%s", r.Amounts[0].Sum), Command: "/amend " + x.ID + " " + string(d.ID)}}, item.Buttons...)
		}
		m.Items = append(m.Items, item)
	}
	return Reply{Message: m}, len(m.Items) > 0, nil
}

var _ = add(Command{
	Name: "amend", Hidden: true,
	Short: say.T("Correct the sum of a lead or a project", "更正线索或项目的金额"),
	Run:   amend,
})

// amend gives a lead or a project the sum that a correction names: "L-1 D-7", the draft being the correction as typed.
func amend(tx *store.Tx, c Call) (Reply, error) {
	id, draft := cutRecord(c.Text)
	f, err := tx.Filed(id)
	if err != nil {
		return Reply{}, missing(err, id)
	}
	d, err := tx.Draft(store.DraftID(draft))
	if err != nil || d.Person != c.User || f.Withdrawn != nil || !mayEdit(tx, c.who, f) {
		return Reply{}, noSuch(id)
	}
	r, err := read(tx, c.who, "", d.Text)
	if err != nil {
		return Reply{}, err
	}
	if len(r.Amounts) != 1 {
		return Reply{}, say.Problemf("That correction names no single sum. Please edit the record: /edit %s", "该更正未写明唯一金额，请直接修改：/edit %s", id)
	}
	if id[0] == 'P' {
		v, err := tx.Project(store.ProjectID(id))
		if err != nil {
			return Reply{}, err
		}
		return correctProject(tx, c.who, v, progress{contract: &r.Amounts[0].Sum})
	}
	l, err := tx.Lead(store.LeadID(id))
	if err != nil {
		return Reply{}, missing(err, id)
	}
	l.Sum = &r.Amounts[0].Sum
	if err := tx.PutLead(&l); err != nil {
		return Reply{}, err
	}
	return edited(tx, c.who, id)
}
