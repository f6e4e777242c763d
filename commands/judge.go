package commands

import (
	"strings"

	"chainlead/internal/say"
	"chainlead/store"
)

var _ = add(Command{
	Name: "judge", Alias: "研判", Needs: store.MayJudge,
	Usage: say.T("L-128 valid, or invalid and why", "L-128 有效，或无效及理由"),
	Short: say.T("Judge whether a lead is worth pursuing", "研判线索是否有效"),
	Run:   judge,
})

// judge notes whether a lead is valid (研判, R8); the task-force office of its chain or the office says so.
func judge(tx *store.Tx, c Call) (Reply, error) {
	id, words := cutRecord(c.Text)
	l, err := tx.Lead(store.LeadID(id))
	if err != nil {
		return Reply{}, missing(err, cmpOr(id, c.Text))
	}
	if l.Withdrawn != nil || !tx.May(c.who, store.MayJudge, store.Subject{Chain: l.Chain}) {
		return Reply{}, notYours()
	}
	lower := strings.ToLower(words)
	invalid := strings.Contains(words, "无效") || strings.Contains(lower, "invalid")
	if !invalid && !strings.Contains(words, "有效") && !strings.Contains(lower, "valid") {
		return Reply{}, say.Problemf("Is it valid? Please write: /judge %s valid, or invalid and why.", "是否有效？请写：/judge %s 有效，或无效及理由。", l.ID)
	}
	l.Judge(store.Judgement{Valid: !invalid, At: tx.Now, By: c.User, Why: words})
	if err := tx.PutLead(&l); err != nil {
		return Reply{}, err
	}
	said := say.T("%s is judged valid.", "%s研判为有效线索。", l.ID)
	if invalid {
		said = say.T("%s is judged not valid.", "%s研判为无效线索。", l.ID)
	}
	m := say.Message{Title: said, Buttons: []say.Button{{Label: say.T("Undo", "撤销"), Command: "/undo " + string(l.ID)}}}
	return Reply{Message: m}, tx.Send(store.Outgoing{
		Key: "judged/" + string(l.ID) + "/" + tx.Now.Format("20060102T150405"), To: store.Address{Person: l.Reporter}, Message: say.Lines(said), NotBefore: tx.WorkingMoment(tx.Now),
	})
}
