package commands

import (
	"strings"

	"chainlead/internal/reading"
	"chainlead/internal/say"
	"chainlead/store"
)

var _ = add(Command{
	Name: "assign", Alias: "交办", Needs: store.MayAssign,
	Usage: say.T("a unit, what, by when", "单位 时限 事项"),
	Short: say.T("Give a unit something to do", "向单位交办事项"),
	Run:   assign,
})

// assign gives a unit something to do in a leader's name (交办): its liaison signs for it and may name a colleague; it stands first in every list.
func assign(tx *store.Tx, c Call) (Reply, error) {
	p := c.who
	r, err := read(tx, p, reading.FollowUpLine, c.Text)
	if err != nil {
		return Reply{}, err
	}
	if len(r.Units) == 0 || len(r.FollowUps) == 0 || r.FollowUps[0].Due == "" || strings.TrimSpace(r.FollowUps[0].Task) == "" {
		return Reply{}, say.Problemf("Please name the unit, what is to be done and by when: /assign Puyang Industrial Park, plan for the gas price, by Wednesday", "请写明单位、事项和时限，如：/assign 工业园区 周三前 拿出供气价格方案")
	}
	unit := tx.City().Unit(store.UnitID(r.Units[0].ID))
	chains := tx.ChainsOf(p, tx.Today())
	subject := store.Subject{Units: []store.UnitID{unit.ID}}
	if len(chains) > 0 {
		subject.Chain = chains[0]
	}
	if !tx.May(p, store.MayAssign, subject) {
		return Reply{}, notYours()
	}
	if err := checkDue(tx, r.FollowUps[0].Due); err != nil {
		return Reply{}, err
	}
	speakers, err := tx.Speakers(unit.ID)
	if err != nil {
		return Reply{}, err
	}
	if len(speakers) == 0 {
		return Reply{}, say.Problemf("%s has no liaison yet. Please ask the office.", "%s暂无联络员，请联系招商办。", unit.Title())
	}
	f := store.FollowUp{
		Filed: store.Filed{Unit: unit.ID, Chain: subject.Chain, Text: c.Text}, What: task(tx, r, unit), Due: r.FollowUps[0].Due,
		Owner: speakers[0].ID, Order: orderedBy(tx, p, subject.Chain), Offered: &store.Offer{To: unit.ID, By: p.ID, At: tx.Now},
	}
	if err := tx.PutFollowUp(&f); err != nil {
		return Reply{}, err
	}
	if _, err := askToSign(tx, p, f); err != nil {
		return Reply{}, err
	}
	return Reply{Message: say.Message{
		Title:   say.T("%s given to %s: %s, by %s", "已交办%[2]s %[1]s：%[3]s，%[4]s前", f.ID, unit.Title(), f.What, say.DateSeen(f.Due, tx.Today())),
		Lines:   []say.Text{say.T("Its liaison is asked to sign for it.", "已请其联络员签收。")},
		Buttons: []say.Button{{Label: say.T("Undo", "撤销"), Command: "/undo " + string(f.ID)}},
	}}, nil
}

// task is what is to be done, without the unit's name and 让.
func task(tx *store.Tx, r reading.Report, u store.Unit) string {
	words := r.FollowUps[0].Task
	for _, n := range append([]string{u.Name}, u.Aliases...) {
		words = strings.Replace(words, n, "", 1)
	}
	return strings.TrimSpace(strings.TrimLeft(strings.TrimSpace(words), "让请由"))
}

// orderedBy is the post in whose name something is given: the chain leader's where their liaison types.
func orderedBy(tx *store.Tx, p store.Person, chain store.ChainID) string {
	if post, ok := tx.City().ChainPost(chain, tx.Today()); ok && (post.Person == p.ID || post.Liaison == p.ID) {
		return post.Title
	}
	return cmpOr(p.Post, p.Name)
}
