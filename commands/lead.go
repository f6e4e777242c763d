package commands

import (
	"strings"

	"chainlead/internal/money"
	"chainlead/internal/reading"
	"chainlead/internal/say"
	"chainlead/store"
)

var _ = add(Command{
	Name: "lead", Alias: "线索", HasForm: true,
	Usage: say.T("company, project, sum, chain, next step", "企业 项目 意向投资 产业链 下一步"),
	Short: say.T("Register a lead", "登记招商线索"),
	Run:   lead,
})

func lead(tx *store.Tx, c Call) (Reply, error) {
	p := c.who
	if !mayRecord(tx, p) {
		return Reply{}, notYours()
	}
	if c.blank() {
		return leadForm(tx, p, c)
	}
	r, line, err := c.read(tx, reading.Lead, "company", "project")
	if err != nil {
		return Reply{}, err
	}
	if r.Summary && c.Form == nil {
		return statement(tx, c, r, line)
	}
	l, err := leadFrom(tx, p, r, line, c)
	if err != nil {
		return Reply{}, err
	}
	if l.Company == "" && c.Form == nil || c.unsure(r) {
		return leadForm(tx, p, c)
	}
	return recordLead(tx, p, l, r)
}

// leadFrom makes a lead of what was read; the form's own fields win over what its words say.
func leadFrom(tx *store.Tx, p store.Person, r reading.Report, line string, c Call) (store.Lead, error) {
	l := store.Lead{Filed: filed(tx, p, r, line), Project: r.Project, Sum: investment(r), Source: r.Source, Places: r.Places}
	if len(r.Companies) > 0 {
		l.Company = r.Companies[0]
	}
	if l.Project == l.Company {
		l.Project = "" // the company was named twice, not the project
	}
	if firm := unnamed.FindString(line); firm != "" && !strings.Contains(l.Company, "某") && c.Form == nil {
		l.Project, l.Company = cmpOr(l.Project, l.Company), firm
		l.Rest = without(l.Rest, []string{firm})
	}
	if c.Form == nil {
		return l, nil
	}
	l.Company, l.Project = strings.TrimSpace(c.value("company")), strings.TrimSpace(c.value("project"))
	if typed := strings.TrimSpace(c.value("sum")); typed != "" {
		sum, ok := money.Parse(typed)
		if !ok {
			return l, say.Problemf("Please give a sum such as CNY 350 million.", "请按“3.5亿”“5000万”“2亿美元”的形式填写金额。").In("sum")
		}
		l.Sum = &sum
	}
	return l, nil
}

func recordLead(tx *store.Tx, p store.Person, l store.Lead, r reading.Report) (Reply, error) {
	earlier, err := tx.LeadsOf(l.Company)
	if err != nil {
		return Reply{}, err
	}
	first := firstClaim(earlier, l)
	if first != nil {
		l.Claim, l.Against = store.PendingClaim, first.ID
	}
	if err := tx.PutLead(&l); err != nil {
		return Reply{}, err
	}
	steps, err := leadSteps(tx, p, l, r)
	if err != nil {
		return Reply{}, err
	}
	if first != nil {
		return claimExists(tx, p, l, *first)
	}
	answer, err := leadAnswer(tx, p, l, earlier, steps)
	answer.Buttons = append(answer.Buttons, askUp(r, string(l.ID))...)
	return answer, err
}

// firstClaim is another unit's live lead on the same company, which came first.
func firstClaim(earlier []store.Lead, l store.Lead) *store.Lead {
	for _, e := range earlier {
		if e.Unit != l.Unit && e.Holds() {
			return &e
		}
	}
	return nil
}

// leadSteps records a lead's next steps; one that came without gets a next contact.
func leadSteps(tx *store.Tx, p store.Person, l store.Lead, r reading.Report) ([]step, error) {
	if len(r.FollowUps) > 0 {
		return recordSteps(tx, p, r, string(l.ID), l.Filed, []string{l.Company})
	}
	f := store.FollowUp{
		Filed: store.Filed{Unit: p.Unit, Chain: l.Chain, Implied: l.Implied, Hidden: l.Hidden},
		What:  say.T("Next contact", "再次联系").Plain(p.Speaks()), Due: tx.Today().Add(tx.City().Settings.NextContact),
		Owner: p.ID, About: string(l.ID), Companies: []string{l.Company}, Contact: true,
	}
	return []step{{f, true}}, tx.PutFollowUp(&f)
}

func leadAnswer(tx *store.Tx, p store.Person, l store.Lead, earlier []store.Lead, steps []step) (Reply, error) {
	m := say.Message{Title: say.T("Lead %s recorded", "已登记线索 %s", l.ID)}
	m.Lines = append(m.Lines, say.Join(", ", " ", say.Words(l.Company), say.Words(l.Project)))
	facts := []say.Text{chainText(tx, l.Filed)}
	if l.Sum != nil {
		facts = append(facts, say.T("intends to invest %s", "意向投资%s", *l.Sum))
	} else {
		facts = append(facts, say.T("no sum given", "未填金额"))
	}
	if l.Source != "" {
		facts = append(facts, say.T("source: %s", "来源：%s", l.Source))
	}
	m.Lines = append(m.Lines, say.Join(" | ", "｜", facts...), firstLine(tx, l, earlier))
	lines, err := stepLines(tx, p, steps)
	if err != nil {
		return Reply{}, err
	}
	m.Lines = append(append(m.Lines, lines...), restLine(l.Filed)...)
	m.Buttons = recordedButtons(p, string(l.ID), l.Chain, steps)
	return Reply{Message: m}, nil
}

// firstLine says whose the lead is and whether the register knew the company.
func firstLine(tx *store.Tx, l store.Lead, earlier []store.Lead) say.Text {
	at := tx.Local(l.At)
	when := say.T("%s, %s", "%s%s", say.Date(tx.Today()), at.Format("15:04"))
	unit := tx.City().Unit(l.Unit).Title()
	if len(earlier) > 0 {
		return say.T("Reported by %s, %s; %s has %d earlier on this company", "%s登记，%s，%s此前已有该企业线索%d条", unit, when, say.Both("the register", "库内"), len(earlier))
	}
	return say.T("First reported by %s, %s; new to the register", "%s首报，%s，库内首次登记", unit, when)
}

func leadForm(tx *store.Tx, p store.Person, c Call) (Reply, error) {
	r, err := c.prefill(tx, p, reading.Lead)
	if err != nil {
		return Reply{}, err
	}
	l, err := leadFrom(tx, p, r, c.Text, Call{})
	if err != nil {
		return Reply{}, err
	}
	return c.formOf(tx, r, say.T("A lead needs a company.", "登记线索需要企业名称。"), say.Form{
		Title: say.T("Register a lead", "登记招商线索"),
		Inputs: []say.Input{
			{Name: "company", Label: say.T("Company", "企业名称"), Kind: say.OneLine, Value: c.orValue("company", l.Company)},
			{Name: "project", Label: say.T("Project", "项目"), Kind: say.OneLine, Value: c.orValue("project", l.Project), Optional: true},
			{Name: "sum", Label: say.T("Intended investment", "意向投资"), Hint: say.T("CNY 350 million", "3.5亿"), Kind: say.OneLine, Value: c.orValue("sum", asTyped(l.Sum)), Optional: true},
			{Name: "next", Label: say.T("Next step", "下一步"), Hint: say.T("what, by when, who: call on them by Friday", "事项、时限、责任人，如：下周五前回访"), Kind: say.OneLine, Value: c.orValue("next", nextText(r)), Optional: true},
			chainInput(tx, c.orValue("chain", string(l.Chain))),
			c.wordsInput(),
		},
	})
}
