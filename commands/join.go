package commands

import (
	"strings"

	"chainlead/internal/say"
	"chainlead/store"
)

var _ = add(Command{
	Name: "join", Hidden: true, Anyone: true, HasForm: true,
	Short: say.T("Tell your unit", "填报所在单位"),
	Run:   join,
})

// askToJoin asks someone unknown for their unit, once; what they typed is kept and goes through afterwards.
func askToJoin(tx *store.Tx, c Call) (Reply, error) {
	if len(tx.City().Units) == 0 {
		return Reply{}, say.Problemf("The city's registry isn't loaded yet. Please ask the IT office to import it, then type this again.", "尚未导入本市名册，请联系信息部门导入后再试。")
	}
	command := "/join"
	if c.Name != "zs" || c.Text != "" {
		d := c.draft()
		if err := tx.PutDraft(&d); err != nil {
			return Reply{}, err
		}
		command += " " + string(d.ID)
	}
	return Reply{
		Message: say.Lines(say.T("Which unit are you with? What you typed is kept and recorded right after.", "请先填写所在单位（只需一次），您刚才的内容随后自动登记。")),
		Form:    joinForm(tx, command),
	}, nil
}

func joinForm(tx *store.Tx, command string) *say.Form {
	unit := say.Input{Name: "unit", Label: say.T("Your unit", "所在单位"), Kind: say.PickOne}
	for _, u := range tx.City().Units {
		unit.Options = append(unit.Options, say.Option{Value: string(u.ID), Label: u.Title()})
	}
	return &say.Form{
		Title: say.T("Your unit", "填写所在单位"), Command: command,
		Notes: []say.Text{say.T("Asked once. Your unit's liaison confirms it; until then you see only your own records.",
			"只需填写一次，由本单位联络员确认；确认前只能看到自己登记的内容。")},
		Inputs: []say.Input{unit, {Name: "post", Label: say.T("Your post", "职务"), Kind: say.OneLine, Optional: true}},
	}
}

func join(tx *store.Tx, c Call) (Reply, error) {
	p := c.who
	if p.Known() && c.Draft != "" {
		return joined(tx, c, p) // a delivery that was cut off between joining and going on
	}
	if p.Known() {
		return Reply{Message: say.Lines(say.T("You are with %s already.", "您已登记在%s。", tx.City().Unit(p.Unit).Title()))}, nil
	}
	if c.Form == nil {
		command := "/join"
		if c.Draft != "" {
			command += " " + string(c.Draft)
		}
		return Reply{Form: joinForm(tx, command), Message: say.Lines(say.T("Which unit are you with?", "请填写所在单位。"))}, nil
	}
	p.Unit, p.Post, p.Role = store.UnitID(c.value("unit")), strings.TrimSpace(c.value("post")), store.Cadre
	if tx.City().Unit(p.Unit).ID == "" {
		return Reply{}, say.Problemf("Please choose your unit from the list.", "请从列表中选择所在单位。").In("unit")
	}
	if err := tx.PutPerson(&p); err != nil {
		return Reply{}, err
	}
	if err := askToConfirm(tx, p); err != nil {
		return Reply{}, err
	}
	return joined(tx, c, p)
}

// joined welcomes the newcomer, or goes on with what they had typed.
func joined(tx *store.Tx, c Call, p store.Person) (Reply, error) {
	welcome := Reply{Message: say.Lines(say.T("You are with %s. The liaison has been asked to confirm; you may record at once. /zs shows how.",
		"已登记您在%s，正在请联络员确认。您现在就可以登记，输入 /zs 查看用法。", tx.City().Unit(p.Unit).Title()))}
	if c.Draft == "" {
		return welcome, nil
	}
	d, err := tx.Draft(c.Draft)
	if err != nil {
		return welcome, err
	}
	return Reply{Then: &Call{Key: c.Key, User: c.User, Channel: c.Channel, Name: d.Name, Text: d.Text, Form: d.Form, Answer: c.Answer, Source: d.Source, Free: d.Free}}, nil
}

// askToConfirm asks the unit's liaisons, or the office where there is none, who the newcomer is.
func askToConfirm(tx *store.Tx, p store.Person) error {
	ask, err := tx.WithRole(p.Unit, store.Liaison)
	if err == nil && len(ask) == 0 {
		ask, err = tx.TheOffice()
	}
	if err != nil {
		return err
	}
	for _, l := range ask {
		m := say.Message{Items: []say.Item{{
			About: "person/" + string(p.ID),
			Lines: []say.Text{say.T("%s says they are with %s. Is that right? Until you confirm they see only their own records.",
				"%s自报为%s人员，请核实。确认前只能看到自己登记的内容。", p.At(), tx.City().Unit(p.Unit).Title())},
			Buttons: []say.Button{
				{Label: say.T("Confirm", "确认"), Command: "/confirm " + string(p.ID)},
				{Label: say.T("Not of our unit", "不是本单位"), Command: "/confirm " + string(p.ID) + " no"},
			},
		}}}
		key := "newcomer/" + string(p.ID) + "/" + string(p.Unit) + "/" + string(l.ID)
		if err := tx.Send(store.Outgoing{Key: key, To: store.Address{Person: l.ID}, Message: m, NotBefore: tx.WorkingMoment(tx.Now)}); err != nil {
			return err
		}
	}
	return nil
}
