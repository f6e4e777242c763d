package commands

import (
	"slices"
	"strings"

	"chainlead/internal/money"
	"chainlead/internal/reading"
	"chainlead/internal/say"
	"chainlead/store"
)

var _ = add(Command{
	Name: "project", Alias: "项目", HasForm: true,
	Usage: say.T("[P-31] project, company, chain, stage, day, sums", "[P-31] 项目 企业 产业链 进展（在谈、签约、开工…） 日期 金额"),
	Short: say.T("Record a project, or how far it has come", "登记项目或项目进展"),
	Run:   project,
})

func project(tx *store.Tx, c Call) (Reply, error) {
	p := c.who
	if !mayRecord(tx, p) {
		return Reply{}, notYours()
	}
	if c.blank() {
		return projectForm(tx, p, c)
	}
	id, _ := cutRecord(c.line("name", "company", "words"))
	r, line, err := c.read(tx, reading.Progress, "name", "company")
	if err != nil {
		return Reply{}, err
	}
	n, err := progressFrom(tx, r, line, c)
	if err != nil {
		return Reply{}, err
	}
	r.Project = projectName(r, line)
	v, found, err := findProject(tx, p, id, r, c)
	if err != nil {
		return Reply{}, err
	}
	if !found && v.Name == "" && c.Form == nil || c.unsure(r) {
		return projectForm(tx, p, c)
	}
	if found && n.corrects {
		return correctProject(tx, p, v, n)
	}
	return recordProject(tx, p, v, n, r, line, found)
}

// findProject is the project a line is about: by its number, else the one of that name or company; else a new one that is made of the line.
func findProject(tx *store.Tx, p store.Person, id string, r reading.Report, c Call) (store.Project, bool, error) {
	if id != "" {
		v, err := tx.Project(store.ProjectID(id))
		if err != nil {
			return v, false, missing(err, id)
		}
		return v, true, mayTouch(tx, p, v)
	}
	v := store.Project{Name: r.Project, Companies: r.Companies}
	if c.Form != nil {
		v.Name = strings.TrimSpace(c.value("name"))
	}
	known, err := knownProjects(tx, p, v)
	if err != nil {
		return v, false, err
	}
	switch len(known) {
	case 0:
		if v.Name == "" && len(v.Companies) > 0 {
			v.Name = v.Companies[0] + "项目"
		}
		return v, false, nil
	case 1:
		return known[0], true, nil
	}
	var ids []string
	for _, k := range known {
		ids = append(ids, string(k.ID)+" "+k.Name)
	}
	return v, false, say.Problemf("Several projects fit: %s. Please begin the line with the number of the one meant.", "有多个项目符合：%s。请在开头写明项目编号。", say.List(ids...))
}

// knownProjects are the live projects of this name or company that a person may add to.
func knownProjects(tx *store.Tx, p store.Person, v store.Project) ([]store.Project, error) {
	found, err := tx.ProjectsNamed(v.Name)
	if err != nil {
		return nil, err
	}
	for _, firm := range v.Companies {
		if len(found) > 0 {
			break
		}
		of, err := tx.ProjectsOf(firm)
		if err != nil {
			return nil, err
		}
		for _, k := range of {
			if v.Name == "" || strings.Contains(k.Name, v.Name) || strings.Contains(v.Name, k.Name) {
				found = append(found, k)
			}
		}
	}
	return slices.DeleteFunc(found, func(k store.Project) bool { return mayTouch(tx, p, k) != nil }), nil
}

func mayTouch(tx *store.Tx, p store.Person, v store.Project) error {
	s := store.Subject{People: []store.PersonID{v.Reporter}, Units: append([]store.UnitID{v.Unit}, v.Joined...), Chain: v.Chain}
	if v.Withdrawn != nil || !tx.May(p, store.MayRecord, s) {
		return noSuch(string(v.ID))
	}
	return nil
}

// recordProject adds what a line says to a project, new or known.
func recordProject(tx *store.Tx, p store.Person, v store.Project, n progress, r reading.Report, line string, found bool) (Reply, error) {
	if !found {
		base := filed(tx, p, r, line)
		v.Filed = base
		if err := ofLead(tx, &v); err != nil {
			return Reply{}, err
		}
		if n.stage == "" {
			n.stage = store.StageNegotiating
		}
	}
	undated := n.day == ""
	if undated {
		n.day = tx.Today()
	}
	if ch := store.ChainID(r.Chain.ID); found && v.Chain == "" && ch != "" {
		v.Chain = ch
	}
	said, err := n.apply(tx, &v, line, len(r.FollowUps) > 0)
	if err != nil {
		return Reply{}, err
	}
	if err := tx.PutProject(&v); err != nil {
		return Reply{}, err
	}
	steps, err := recordSteps(tx, p, r, string(v.ID), v.Filed, v.Companies)
	if err != nil {
		return Reply{}, err
	}
	m, err := projectAnswer(tx, p, v, said, steps, found, undated && n.stage != "")
	if err == nil && n.stage == store.StageSigned {
		sign, _ := v.Signed()
		m.Lines = append(m.Lines, signNotes(tx, v, sign)...)
	}
	if err != nil || n.arrived == nil {
		return Reply{Message: m}, err
	}
	return withArrived(tx, p, v, n, r, line, m)
}

// ofLead ties a new project to its company's lead: the lead's chain is its chain unless the line says another.
func ofLead(tx *store.Tx, v *store.Project) error {
	for _, firm := range v.Companies {
		known, err := tx.LeadsOf(firm)
		if err != nil {
			return err
		}
		for _, l := range known {
			if l.Unit == v.Unit && v.Lead == "" {
				v.Lead, v.Chain = l.ID, cmpOr(v.Chain, l.Chain)
			}
		}
	}
	return nil
}

func projectAnswer(tx *store.Tx, p store.Person, v store.Project, said say.Text, steps []step, found, undated bool) (say.Message, error) {
	m := say.Message{Title: say.T("Project %s recorded: %s", "已登记项目 %s：%s", v.ID, said)}
	if found {
		m.Title = say.T("%s: %s", "%s：%s", v.ID, said)
	}
	s, err := store.Show(tx, v, store.To(p))
	if err != nil {
		return m, err
	}
	m.Lines = append(m.Lines, s.Title())
	at := v.Reached()
	if v.Stopped() != "" {
		at = v.Steps[len(v.Steps)-1]
	}
	when := say.DateSeen(at.Day, tx.Today())
	if undated {
		when = say.T("%s, no date given, so today", "%s，未填日期按今天", when)
	}
	m.Lines = append(m.Lines, say.Join(" | ", "｜", at.Stage.Title(), when, tx.City().Unit(v.Unit).Title(), chainText(tx, v.Filed)))
	if sums := sumsText(v); !sums.Empty() {
		m.Lines = append(m.Lines, sums)
	}
	lines, err := stepLines(tx, p, steps)
	m.Lines = append(append(m.Lines, lines...), doubtLines(v.Doubts)...)
	m.Buttons = recordedButtons(p, string(v.ID), v.Chain, steps)
	return m, err
}

// signNotes say how a signing counts, and what is missing.
func signNotes(tx *store.Tx, v store.Project, s store.Progress) []say.Text {
	var out []say.Text
	if v.SignedSum() == nil {
		out = append(out, say.T("No contract sum given: counted by number only until it is added", "未填合同金额，暂只计个数，请补充"))
	}
	if s.Evidence == "" {
		out = append(out, say.T("No evidence given; please keep the contract at hand", "未填佐证材料，请留存合同备查"))
	}
	return append(out, openingNote(tx, s.Day)...)
}

func sumsText(v store.Project) say.Text {
	var out []say.Text
	for _, x := range []struct {
		head say.Text
		sum  *money.Sum
	}{
		{say.T("total investment", "总投资"), v.Total}, {say.T("contract", "合同额"), v.Contract}, {say.T("of it from other provinces", "其中省外资金"), v.Outside},
		{say.T("named in the framework agreement (not counted)", "框架协议金额（不计入签约）"), v.Framework},
	} {
		if x.sum != nil {
			out = append(out, say.T("%s %s", "%s%s", x.head, *x.sum))
		}
	}
	for _, i := range v.Increases {
		out = append(out, say.T("raised by %s on %s", "%[2]s增资%[1]s", i.Sum, i.Day))
	}
	return say.Capital(say.Join(", ", "，", out...))
}

func projectForm(tx *store.Tx, p store.Person, c Call) (Reply, error) {
	r, err := c.prefill(tx, p, reading.Progress)
	if err != nil {
		return Reply{}, err
	}
	n, err := progressFrom(tx, r, c.Text, Call{})
	if err != nil {
		return Reply{}, err
	}
	stage := say.Input{Name: "stage", Label: say.T("Stage", "进展阶段"), Kind: say.PickOne, Value: c.orValue("stage", string(cmpOr(n.stage, store.StageNegotiating)))}
	for _, s := range store.Stages {
		stage.Options = append(stage.Options, say.Option{Value: string(s), Label: say.Capital(s.Title())})
	}
	sum := say.T("CNY 350 million", "3.5亿")
	return c.formOf(tx, r, say.T("A project needs a name or a company.", "登记项目需要项目名称或企业。"), say.Form{
		Title: say.T("Record a project", "登记项目进展"),
		Inputs: []say.Input{
			{Name: "name", Label: say.T("Project", "项目"), Hint: say.T("hydrogen storage equipment", "储氢装备项目"), Kind: say.OneLine, Value: c.orValue("name", projectName(r, c.Text))},
			{Name: "company", Label: say.T("Company", "企业"), Kind: say.OneLine, Value: c.orValue("company", strings.Join(r.Companies, "、")), Optional: true},
			stage,
			{Name: "day", Label: say.T("Day", "日期"), Kind: say.PickDay, Value: c.orValue("day", string(cmpOr(n.day, tx.Today())))},
			{Name: "contract", Label: say.T("Contract sum", "合同额"), Hint: sum, Kind: say.OneLine, Value: c.orValue("contract", asTyped(n.contract)), Optional: true},
			{Name: "total", Label: say.T("Total investment", "总投资"), Hint: sum, Kind: say.OneLine, Value: c.orValue("total", asTyped(n.total)), Optional: true, More: true},
			{Name: "evidence", Label: say.T("Evidence", "佐证材料"), Hint: say.T("contract no., minutes, permit, photo", "合同编号、会议纪要、施工许可、照片"), Kind: say.OneLine, Value: c.orValue("evidence", n.evidence), Optional: true, More: true},
			chainInput(tx, c.orValue("chain", cmpOr(r.Chain.ID, r.ChainHint.ID))),
			{Name: "next", Label: say.T("Next step", "下一步"), Hint: say.T("what, by when, who", "事项、时限、责任人"), Kind: say.OneLine, Value: c.orValue("next", nextText(r)), Optional: true, More: true},
			c.wordsInput(),
		},
	})
}

// asTyped is a sum in its typist's own words; "" for none.
func asTyped(s *money.Sum) string {
	if s == nil {
		return ""
	}
	return s.Words
}
