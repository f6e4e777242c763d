package commands

import (
	"strings"

	"chainlead/internal/say"
	"chainlead/store"
)

var _ = add(Command{
	Name: "appoint", Alias: "任命", Needs: store.MayAppoint,
	Usage: say.T("@someone liaison, unit", "@人员 联络员 单位或产业链"),
	Short: say.T("Give someone a role", "设定人员职责"),
	Run:   appoint,
})

var roleNames = []struct {
	role  store.Role
	title say.Text
}{
	{store.Cadre, say.T("cadre", "招商干部")}, {store.Liaison, say.T("unit liaison", "联络员")}, {store.Head, say.T("unit head", "单位负责人")}, {store.Resident, say.T("outpost staff", "驻外人员")},
	{store.TaskForceOffice, say.T("task-force office", "专班办公室")}, {store.TaskForce, say.T("task-force member", "专班成员")}, {store.OfficeStaff, say.T("office staff", "招商办经办")},
	{store.OfficeHead, say.T("office head", "招商办负责人")}, {store.Admin, say.T("administrator", "系统管理员")},
}

// appoint gives someone a role in a unit or a chain's task force. It stands until the office changes it, whatever the registry says.
func appoint(tx *store.Tx, c Call) (Reply, error) {
	if !tx.May(c.who, store.MayAppoint, store.Subject{}) {
		return Reply{}, notYours()
	}
	who, role, unit, chain := c.value("who"), store.Role(c.value("role")), store.UnitID(c.value("unit")), store.ChainID(c.value("chain"))
	if c.Form == nil {
		who, role, unit, chain = appointment(tx, c.Text)
	}
	p, err := tx.Person(store.PersonID(who))
	if err != nil || role == "" {
		return appointForm(tx, who, role), nil
	}
	force := role == store.TaskForce || role == store.TaskForceOffice
	switch {
	case p.Outside || p.Left:
		return Reply{}, say.Problemf("%s isn't of the city's staff here.", "%s不是本工作区的本市人员。", p.Name).In("who")
	case force && chain == "":
		return Reply{}, say.Problemf("Which chain's task force? Please name the chain.", "是哪条产业链的专班？请写明产业链。").In("chain")
	}
	p.Role, p.Confirmed, p.Appointed = role, true, true
	if unit != "" {
		p.Unit = unit
	}
	if p.Chains = nil; force {
		p.Chains = []store.ChainID{chain}
	}
	if p.Unit == "" && role != store.Admin && !force {
		return Reply{}, say.Problemf("Of which unit? Please name it.", "是哪个单位的？请写明单位。").In("unit")
	}
	if err := tx.PutPerson(&p); err != nil {
		return Reply{}, err
	}
	where := tx.City().Unit(p.Unit).Title()
	if force {
		where = tx.City().Chain(chain).Title()
	}
	said := say.T("%s is now %s, %s.", "已设定%s为%[3]s%[2]s。", p.At(), roleTitle(role), where)
	return Reply{Message: say.Lines(said)}, tx.Send(store.Outgoing{
		Key: "appointed/" + string(p.ID) + "/" + tx.Now.Format("20060102T150405"), To: store.Address{Person: p.ID}, Message: say.Lines(said), NotBefore: tx.WorkingMoment(tx.Now),
	})
}

func roleTitle(r store.Role) say.Text {
	for _, n := range roleNames {
		if n.role == r {
			return n.title
		}
	}
	return say.Words(string(r))
}

// appointment reads a line: whom, which role, where.
func appointment(tx *store.Tx, text string) (who string, role store.Role, unit store.UnitID, chain store.ChainID) {
	if m := mention.FindStringSubmatch(text); m != nil {
		who = m[1]
	}
	for _, n := range roleNames {
		if role == "" && (strings.Contains(text, n.title.Plain(say.ZH)) || strings.Contains(strings.ToLower(text), n.title.Plain(say.EN))) {
			role = n.role
		}
	}
	for _, u := range tx.City().Units {
		if unit == "" && (strings.Contains(text, u.Name) || strings.Contains(text, u.EN)) {
			unit = u.ID
		}
	}
	return who, role, unit, chainNamed(tx.City(), text)
}

func appointForm(tx *store.Tx, who string, role store.Role) Reply {
	roles := say.Input{Name: "role", Label: say.T("Role", "职责"), Kind: say.PickOne, Value: string(role)}
	for _, n := range roleNames {
		roles.Options = append(roles.Options, say.Option{Value: string(n.role), Label: say.Capital(n.title)})
	}
	unit := say.Input{Name: "unit", Label: say.T("Unit", "单位"), Kind: say.PickOne, Optional: true}
	for _, u := range tx.City().Units {
		unit.Options = append(unit.Options, say.Option{Value: string(u.ID), Label: u.Title()})
	}
	chain := chainInput(tx, "")
	chain.More = false
	return Reply{Message: say.Lines(say.T("Whom do you give which role?", "请选择人员和职责。")),
		Form: &say.Form{Title: say.T("Give a role", "设定职责"), Command: "/appoint", Inputs: []say.Input{
			{Name: "who", Label: say.T("Person", "人员"), Kind: say.PickWho, Value: who}, roles, unit, chain}}}
}
