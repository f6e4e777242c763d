package commands

import (
	"strings"

	"chainlead/internal/calendar"
	"chainlead/internal/reading"
	"chainlead/internal/say"
	"chainlead/store"
)

var _ = add(Command{
	Name: "appoint", Alias: "任命", Needs: store.MayAppoint,
	Usage: say.T("@someone, role, unit or chain, day for a chain leader's post", "@人员 职责 单位或产业链，链长和链长联络员可写起始日期"),
	Short: say.T("Give someone a role or a chain leader's post", "设定人员职责、链长交接"),
	Run:   appoint,
})

var roleNames = []struct {
	role  store.Role
	title say.Text
}{
	{store.LeaderLiaison, say.T("chain leader's liaison", "链长联络员")}, {store.Leader, say.T("chain leader", "链长")},
	{store.Cadre, say.T("cadre", "招商干部")}, {store.Liaison, say.T("unit liaison", "联络员")}, {store.Head, say.T("unit head", "单位负责人")}, {store.Resident, say.T("outpost staff", "驻外人员")},
	{store.TaskForceOffice, say.T("task-force office", "专班办公室")}, {store.TaskForce, say.T("task-force member", "专班成员")}, {store.OfficeStaff, say.T("office staff", "招商办经办")},
	{store.OfficeHead, say.T("office head", "招商办负责人")}, {store.Admin, say.T("administrator", "系统管理员")},
}

// An appointment is who gets which role, where, and from when where it is a post.
type appointment struct {
	who   store.PersonID
	role  store.Role
	unit  store.UnitID
	chain store.ChainID
	from  calendar.Day
}

// leads reports whether it is a chain leader's post, or that of who acts for one.
func (a appointment) leads() bool { return a.role == store.Leader || a.role == store.LeaderLiaison }

// ofChain reports whether it is given in a chain, not in a unit.
func (a appointment) ofChain() bool {
	return a.leads() || a.role == store.TaskForce || a.role == store.TaskForceOffice
}

// appoint gives someone a role in a unit or a chain's task force, or a chain leader's post from a day on. It stands until the office changes it, whatever
// the registry said before.
func appoint(tx *store.Tx, c Call) (Reply, error) {
	if !tx.May(c.who, store.MayAppoint, store.Subject{}) {
		return Reply{}, notYours()
	}
	a := appointment{store.PersonID(c.value("who")), store.Role(c.value("role")), store.UnitID(c.value("unit")), store.ChainID(c.value("chain")), calendar.Day(c.value("from"))}
	if c.Form == nil {
		var err error
		if a, err = readAppointment(tx, c); err != nil {
			return Reply{}, err
		}
	}
	p, err := tx.Person(a.who)
	switch {
	case err != nil || a.role == "":
		return appointForm(tx, a), nil
	case p.Outside || p.Left:
		return Reply{}, say.Problemf("%s isn't of the city's staff here.", "%s不是本工作区的本市人员。", p.Name).In("who")
	case a.ofChain() && a.chain == "":
		return Reply{}, say.Problemf("Of which chain? Please name it.", "是哪条产业链的？请写明产业链。").In("chain")
	case a.leads():
		return handOverPost(tx, c, p, a)
	}
	p.Role, p.Confirmed, p.Appointed = a.role, true, true
	p.Unit = cmpOr(a.unit, p.Unit)
	if p.Chains = nil; a.ofChain() {
		p.Chains = []store.ChainID{a.chain}
	}
	if p.Unit == "" && a.role != store.Admin && !a.ofChain() {
		return Reply{}, say.Problemf("Of which unit? Please name it.", "是哪个单位的？请写明单位。").In("unit")
	}
	if err := tx.PutPerson(&p); err != nil {
		return Reply{}, err
	}
	where := tx.City().Unit(p.Unit).Title()
	if a.ofChain() {
		where = tx.City().Chain(a.chain).Title()
	}
	return appointed(tx, c, p, say.T("%s is now %s, %s.", "已设定%s为%[3]s%[2]s。", p.At(), roleTitle(a.role), where))
}

// appointed tells the person, and answers the office.
func appointed(tx *store.Tx, c Call, p store.Person, said say.Text) (Reply, error) {
	return Reply{Message: say.Lines(said)}, tx.Send(store.Outgoing{
		Key: "appointed/" + c.Key, To: store.Address{Person: p.ID}, Message: say.Lines(said), NotBefore: tx.WorkingMoment(tx.Now),
	})
}

// handOverPost gives a chain leader's post, or acting for its holder, to someone from a day on: messages, access and open requests follow the post.
func handOverPost(tx *store.Tx, c Call, p store.Person, a appointment) (Reply, error) {
	from := cmpOr(a.from, tx.Today())
	if from < tx.Today() {
		return Reply{}, say.Problemf("%s is past. A post changes hands today or later.", "%s已过，请填今天或以后的日期。", say.DateSeen(from, tx.Today())).In("from")
	}
	post, ok := tx.City().ChainPost(a.chain, from)
	if !ok {
		post = store.Post{Title: tx.City().Chain(a.chain).Title().Plain(say.ZH) + "链长", Chain: a.chain, Level: store.LevelCity}
	}
	post.From, post.To = from, ""
	if a.role == store.Leader {
		post.Person = p.ID
	} else {
		post.Liaison = p.ID
	}
	if err := tx.PutPost(post); err != nil {
		return Reply{}, err
	}
	if p.Role == "" || !p.Confirmed { // someone new to the bot
		p.Role, p.Confirmed, p.Appointed = a.role, true, true
		if err := tx.PutPerson(&p); err != nil {
			return Reply{}, err
		}
	}
	return appointed(tx, c, p, say.T("From %[1]s %[2]s is %[4]s, %[3]s: its messages, access and open requests follow that day.", "%s起，%s任%s%s，消息、权限和未办结的提请事项自当日起转由其接收。",
		say.DateSeen(from, tx.Today()), p.At(), tx.City().Chain(a.chain).Title(), roleTitle(a.role)))
}

func roleTitle(r store.Role) say.Text {
	for _, n := range roleNames {
		if n.role == r {
			return n.title
		}
	}
	return say.Words(string(r))
}

// readAppointment reads a line: whom, which role, where, from when.
func readAppointment(tx *store.Tx, c Call) (a appointment, err error) {
	text := c.Text
	if m := mention.FindStringSubmatch(text); m != nil {
		a.who, text = store.PersonID(m[1]), strings.Replace(text, m[0], " ", 1)
	}
	for _, n := range roleNames {
		if a.role == "" && (strings.Contains(text, n.title.Plain(say.ZH)) || strings.Contains(strings.ToLower(text), n.title.Plain(say.EN))) {
			a.role = n.role
		}
	}
	for _, u := range tx.City().Units {
		if a.unit == "" && (strings.Contains(text, u.Name) || strings.Contains(text, u.EN)) {
			a.unit = u.ID
		}
	}
	a.chain = chainNamed(tx.City(), text)
	if strings.TrimSpace(text) == "" {
		return a, nil
	}
	r, err := read(tx, c.who, reading.Trip, text)
	a.from = r.Date
	return a, err
}

func appointForm(tx *store.Tx, a appointment) Reply {
	roles := say.Input{Name: "role", Label: say.T("Role", "职责"), Kind: say.PickOne, Value: string(a.role)}
	for _, n := range roleNames {
		roles.Options = append(roles.Options, say.Option{Value: string(n.role), Label: say.Capital(n.title)})
	}
	unit := say.Input{Name: "unit", Label: say.T("Unit", "单位"), Kind: say.PickOne, Optional: true, Value: string(a.unit)}
	for _, u := range tx.City().Units {
		unit.Options = append(unit.Options, say.Option{Value: string(u.ID), Label: u.Title()})
	}
	chain := chainInput(tx, string(a.chain))
	chain.More = false
	return Reply{Message: say.Lines(say.T("Whom do you give which role?", "请选择人员和职责。")),
		Form: &say.Form{Title: say.T("Give a role", "设定职责"), Command: "/appoint", Inputs: []say.Input{
			{Name: "who", Label: say.T("Person", "人员"), Kind: say.PickWho, Value: string(a.who)}, roles, unit, chain,
			{Name: "from", Label: say.T("From (chain leader's post)", "起始日期（链长、链长联络员）"), Kind: say.PickDay, Optional: true, Value: string(a.from)}}}}
}
