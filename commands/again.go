package commands

import (
	"chainlead/internal/say"
	"chainlead/store"
)

var _ = add(Command{
	Name: "again", Hidden: true,
	Short: say.T("Record a draft", "登记草稿"),
	Run:   again,
})

// again runs a draft as a call of its own, even if the same line was recorded a moment ago.
func again(tx *store.Tx, c Call) (Reply, error) {
	if c.Draft == "" {
		return Reply{}, say.Problemf("Please give the draft's number, such as D-3.", "请写草稿编号，如 D-3。")
	}
	d, err := tx.Draft(c.Draft)
	if err != nil {
		return Reply{}, err
	}
	return Reply{Then: &Call{
		Key: c.Key, User: c.User, Channel: c.Channel, Name: d.Name, Text: d.Text, Form: d.Form, Answer: c.Answer, Source: d.Source, Free: d.Free, Again: true,
	}}, nil
}
