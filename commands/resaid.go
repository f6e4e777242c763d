package commands

import (
	"slices"
	"strings"

	"chainlead/internal/say"
	"chainlead/store"
)

var _ = add(Command{
	Name: "resaid", Hidden: true,
	Short: say.T("A message that records came from was changed or deleted", "登记所依据的消息被修改或删除"),
	Run:   resaid,
})

// resaid offers to change the records that a message became when the message is changed, or to withdraw them when it is deleted: a record never changes by itself.
func resaid(tx *store.Tx, c Call) (Reply, error) {
	ids, err := tx.Source(c.Source)
	if err != nil || len(ids) == 0 {
		return Reply{}, err
	}
	if strings.TrimSpace(c.Text) == "" {
		m := say.Message{Title: say.T("You deleted the message; what was recorded from it stands: %s", "原消息已删除，登记仍保留：%s", say.List(ids...))}
		for _, id := range ids {
			m.Buttons = append(m.Buttons, say.Button{Label: say.T("Withdraw %s", "撤回 %s", id), Command: "/withdraw " + id + " " + deletedWhy.Plain(say.ZH)})
		}
		return Reply{Message: m}, nil
	}
	d := store.Draft{Person: c.User, Name: "say", Text: c.Text}
	if err := tx.PutDraft(&d); err != nil {
		return Reply{}, err
	}
	m := say.Message{Title: say.T("You changed the message; what was recorded from it stands as it was: %s", "原消息已修改，登记未变：%s", say.List(ids...)),
		Buttons: []say.Button{{Label: say.T("Record it anew", "按新内容重新登记"), Command: "/redo " + string(d.ID) + " " + c.Source + " " + strings.Join(ids, " ")}}}
	for _, id := range ids {
		m.Buttons = append(m.Buttons, say.Button{Label: say.T("Edit %s", "修改 %s", id), Command: "/edit " + id})
	}
	return Reply{Message: m}, nil
}

var (
	deletedWhy = say.T("the message was deleted", "原消息已删除")
	changedWhy = say.T("the message was changed", "原消息已修改")
)

var _ = add(Command{
	Name: "redo", Hidden: true,
	Short: say.T("Record a changed message anew", "按修改后的消息重新登记"),
	Run:   redo,
})

// redo withdraws what a message became and records its new text, in one transaction.
func redo(tx *store.Tx, c Call) (Reply, error) {
	f := strings.Fields(c.Text)
	if len(f) < 3 {
		return Reply{}, say.Problemf("That button is out of date. Please type the line again.", "该按钮已失效，请重新输入。")
	}
	d, err := tx.Draft(store.DraftID(f[0]))
	if err != nil || d.Person != c.User {
		return Reply{}, say.Problemf("That button is out of date. Please type the line again.", "该按钮已失效，请重新输入。")
	}
	live, err := tx.Source(f[1])
	if err != nil {
		return Reply{}, err
	}
	if !slices.Equal(live, f[2:]) {
		return Reply{}, say.Problemf("The records have been changed since. Please edit them one by one.", "相关登记已有变动，请逐条修改。")
	}
	for _, id := range live {
		filed, err := tx.Filed(id)
		if err != nil {
			return Reply{}, err
		}
		if !mayEdit(tx, c.who, filed) {
			return Reply{}, noSuch(id)
		}
		if _, err := withdrawn(tx, id, changedWhy.Plain(say.ZH)); err != nil {
			return Reply{}, err
		}
	}
	next := *c.then(Spoken(d.Text))
	next.Source, next.Again = f[1], true
	r, err := Find(next.Name).Run(tx, callBy(next, c.who))
	for err == nil && r.Then != nil {
		next = callBy(*r.Then, c.who)
		r, err = Find(next.Name).Run(tx, next)
	}
	switch {
	case err != nil:
		return Reply{}, err
	case r.Form != nil:
		return Reply{}, say.Problemf("The new text lacks something: %s Nothing was changed.", "新内容不全：%s未作更改。", r.Title)
	case len(tx.Created()) == 0:
		return Reply{}, say.Problemf("The new text makes no record, so nothing was changed. Please edit the records themselves.", "新内容无法登记，未作更改，请直接修改原登记。")
	}
	return r, from(tx, next)
}

func callBy(c Call, who store.Person) Call {
	c.who = who
	return c
}
