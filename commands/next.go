package commands

import (
	"strings"

	"chainlead/internal/calendar"
	"chainlead/internal/reading"
	"chainlead/internal/say"
	"chainlead/store"
)

var _ = add(Command{
	Name: "next", Hidden: true, HasForm: true,
	Short: say.T("Add the next step of a lead", "填写线索的下一步"),
	Run:   next,
})

// next asks for, and records, the next step of a lead.
func next(tx *store.Tx, c Call) (Reply, error) {
	p := c.who
	id, _ := cutRecord(c.Text)
	l, err := tx.Lead(store.LeadID(id))
	if err != nil {
		return Reply{}, missing(err, id)
	}
	if c.Form == nil {
		return Reply{Form: &say.Form{Title: say.T("Next step", "填写下一步"), Command: "/next " + id, Inputs: []say.Input{
			{Name: "what", Label: say.T("What", "事项"), Hint: say.T("call on them again", "再次回访"), Kind: say.OneLine},
			{Name: "due", Label: say.T("By", "时限"), Kind: say.PickDay, Value: string(tx.Today().Add(tx.City().Settings.NextContact))},
		}}, Message: say.Lines(say.T("Next step of %s", "%s的下一步", id))}, nil
	}
	f := reading.FollowUp{Task: strings.TrimSpace(c.value("what")), Due: calendar.Day(c.value("due"))}
	s, err := recordStep(tx, p, f, id, l.Filed, []string{l.Company})
	if err != nil {
		return Reply{}, err
	}
	return followupAnswer(tx, p, s)
}
