package commands

import (
	"strings"

	"chainlead/internal/say"
	"chainlead/store"
)

var _ = add(Command{
	Name: "say", Hidden: true,
	Short: say.T("Words that are no command", "未写明类别的内容"),
	Run:   offer,
})

// offer answers words that are no command: they are kept, and three buttons ask what they are to become.
func offer(tx *store.Tx, c Call) (Reply, error) {
	text := strings.TrimSpace(c.Text)
	if text == "" {
		return Reply{Message: say.Lines(say.T("I read text. Please type a line, or /zs for help.", "请输入文字；输入 /zs 可查看用法。"))}, nil
	}
	m := say.Message{Title: say.T("What is this to be recorded as? What you typed is kept.", "请选择记为哪一类，内容已为您保留：")}
	for _, name := range []string{"trip", "lead", "followup"} {
		d := store.Draft{Person: c.User, Name: name, Text: text}
		if err := tx.PutDraft(&d); err != nil {
			return Reply{}, err
		}
		m.Buttons = append(m.Buttons, say.Button{Label: offers[name], Command: "/again " + string(d.ID)})
	}
	return Reply{Message: m}, nil
}

var offers = map[string]say.Text{
	"trip":     say.T("As a trip", "记出差"),
	"lead":     say.T("As a lead", "记线索"),
	"followup": say.T("As a follow-up", "记跟进"),
}
