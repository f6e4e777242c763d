package commands

import (
	"regexp"
	"slices"
	"strings"

	"chainlead/internal/calendar"
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
	id, line := cutRecord(c.line("name", "company", "words"))
	r, err := read(tx, p, reading.Progress, line)
	if err != nil {
		return Reply{}, err
	}
	if err := formSteps(tx, p, c, &r); err != nil {
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
	if !found && v.Name == "" && c.Form == nil {
		return projectForm(tx, p, c)
	}
	if found && n.corrects {
		return correctProject(tx, p, v, n)
	}
	return recordProject(tx, p, v, n, r, line, found)
}

// A progress is what a line says of a project.
type progress struct {
	stage    store.Stage
	day      calendar.Day
	evidence string
	contract *money.Sum
	outside  *money.Sum
	total    *money.Sum
	arrived  *money.Sum
	increase bool
	corrects bool
	why      string
}

var (
	framework = regexp.MustCompile(`框架|战略合作|意向协议|意向书|备忘录|(?i)framework|memorandum`)
	planning  = regexp.MustCompile(`谋划|策划储备|拟谋划|(?i)\bplanned\b`)
	raised    = regexp.MustCompile(`增资|追加投资|(?i)capital increase`)
	corrects  = regexp.MustCompile(`更正|改为|应为|误报|误填|写错|打错|不是.*是|(?i)correct`)
	proof     = regexp.MustCompile(`(?:依据|佐证|凭证|附件|合同编号|证照|(?i:evidence))[:： ]*([^，,。；;]+)`)
	because   = regexp.MustCompile(`(?:原因|因为|因|(?i:because))[:： ]*([^，,。；;]+)`)
)

// stages are those a reading can state, as a project keeps them.
var stages = map[reading.Stage]store.Stage{
	reading.StageNegotiating: store.StageNegotiating, reading.StageLead: store.StageNegotiating, reading.StageSigned: store.StageSigned,
	reading.StageRegistered: store.StageRegistered, reading.StageStarted: store.StageStarted, reading.StageInStatistics: store.StageInStatistics,
	reading.StageInProduction: store.StageInProduction, reading.StageAtCapacity: store.StageAtCapacity,
	reading.StageSuspended: store.StageSuspended, reading.StageTerminated: store.StageTerminated,
}

// progressFrom reads the stage, its day and evidence, and the sums; a form's own fields win.
func progressFrom(tx *store.Tx, r reading.Report, line string, c Call) (progress, error) {
	n := progress{stage: stages[r.Stage], day: r.Date, increase: raised.MatchString(line), corrects: r.Correction || corrects.MatchString(line)}
	if (n.stage == "" || n.stage == store.StageNegotiating) && framework.MatchString(line) {
		n.stage = store.StageFramework
	}
	if n.stage == "" && planning.MatchString(line) {
		n.stage = store.StagePlanned
	}
	if m := proof.FindStringSubmatch(line); m != nil {
		n.evidence = m[1]
	}
	if m := because.FindStringSubmatch(line); m != nil {
		n.why = m[1]
	}
	for _, a := range r.Amounts {
		n.sum(a)
	}
	if c.Form != nil {
		if err := n.form(c); err != nil {
			return n, err
		}
	}
	if n.day == "" {
		return n, nil
	}
	return n, future(tx, n.day, "day")
}

func (n *progress) sum(a reading.Amount) {
	s := a.Sum
	switch a.Role {
	case reading.ContractInvestment:
		n.contract = &s
	case reading.ContractOutOfProvince:
		n.outside = &s
	case reading.Arrived, reading.ArrivedOutOfProvince:
		n.arrived = &s
	case reading.TotalInvestment:
		if n.total == nil {
			n.total = &s
		}
	}
}

func (n *progress) form(c Call) error {
	if st := store.Stage(c.value("stage")); st != "" {
		n.stage = st
	}
	n.day = calendar.Day(cmpOr(c.value("day"), string(n.day)))
	n.evidence = cmpOr(strings.TrimSpace(c.value("evidence")), n.evidence)
	for _, f := range []struct {
		name string
		to   **money.Sum
	}{{"total", &n.total}, {"contract", &n.contract}} {
		typed := strings.TrimSpace(c.value(f.name))
		if typed == "" {
			continue
		}
		sum, ok := money.Parse(typed)
		if !ok {
			return say.Problemf("Please give a sum such as CNY 350 million.", "请按“3.5亿”“5000万”“2亿美元”的形式填写金额。").In(f.name)
		}
		*f.to = &sum
	}
	return nil
}

var (
	namedProject = regexp.MustCompile(`(?:^|[\s　，,。；;：:、])([^\s　，,。；;：:、]{2,30}?项目)(?:[\s　，,。；;：:、]|$)`)
	anyProject   = regexp.MustCompile(`^(?:该|本|此|这个|签约|在谈|开工|重点|谋划|新)`)
)

// projectName is the project's name: the first word of the line that ends in 项目, else as read.
func projectName(r reading.Report, line string) string {
	if m := namedProject.FindStringSubmatch(line); m != nil && !anyProject.MatchString(m[1]) {
		return m[1]
	}
	if strings.HasSuffix(r.Project, "资金") {
		return "" // 省外资金 is where the money came from
	}
	return r.Project
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

// apply adds the stage, the sums or a contact to a project, and says what it did; planned is a line that only promises a next step.
func (n progress) apply(tx *store.Tx, v *store.Project, line string, planned bool) (say.Text, error) {
	_, signed := v.Signed()
	switch {
	case n.increase && signed:
		sum := n.total
		if n.contract != nil {
			sum = n.contract
		}
		if sum == nil {
			return say.Text{}, say.Problemf("By how much was it raised? Please add the sum.", "增资多少？请补充金额。")
		}
		v.Increases = append(v.Increases, store.Increase{Sum: *sum, Day: n.day, At: tx.Now})
		return say.T("contract raised by %s", "增资%s", *sum), nil
	case n.stage == "" && planned:
		return say.T("next step noted", "已记下一步"), n.sums(v)
	case n.stage == "":
		v.Contacts = append(v.Contacts, store.Contact{Day: n.day, Words: line, At: tx.Now})
		return say.T("contact noted", "已记一次联系"), n.sums(v)
	}
	if _, again := v.Step(n.stage); again && n.stage == store.StageSigned {
		return say.Text{}, say.Problemf("%s is signed already. To correct its sum or day: /project %[1]s correct CNY …; to raise it: /project %[1]s capital increase CNY …",
			"%s已登记签约。更正金额或日期：/project %[1]s 更正 合同额…；增资：/project %[1]s 增资…", v.ID)
	}
	v.Steps = append(v.Steps, store.Progress{Stage: n.stage, Day: n.day, Evidence: n.evidence, At: tx.Now, By: tx.By().Person})
	return n.stage.Title(), n.sums(v)
}

// sums keeps the sums apart by what they are for.
func (n progress) sums(v *store.Project) error {
	if n.stage == store.StageFramework {
		for _, s := range []*money.Sum{n.total, n.contract} {
			if s != nil {
				v.Framework = s
			}
		}
		return nil
	}
	for _, f := range []struct{ from, to **money.Sum }{{&n.contract, &v.Contract}, {&n.outside, &v.Outside}, {&n.total, &v.Total}} {
		if *f.from != nil {
			*f.to = *f.from
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
	m.Lines = append(m.Lines, lines...)
	m.Buttons = recordedButtons(string(v.ID), v.Chain)
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

// correctProject corrects the sum or the day of a project's signing. Once a tally has been posted with it, only the office may; a unit's wish
// is put before the office with one button.
func correctProject(tx *store.Tx, p store.Person, v store.Project, n progress) (Reply, error) {
	sum := n.contract
	if sum == nil {
		sum = n.total
	}
	sign, signed := v.Signed()
	if sum == nil && (n.day == "" || !signed) {
		return Reply{}, say.Problemf("What is right? Please give the sum or the contract day.", "正确的是多少？请写明金额或合同日期。")
	}
	a := store.Asked{Sum: sum, Day: n.day, Why: n.why, By: p.ID, At: tx.Now}
	posted, err := wasPosted(tx, sign)
	if err != nil {
		return Reply{}, err
	}
	if signed && posted && !tx.May(p, store.MayResign, store.Subject{}) {
		return askOffice(tx, p, v, a)
	}
	return applyCorrection(tx, v, a)
}

// wasPosted reports whether a tally that counted the signing has been frozen.
func wasPosted(tx *store.Tx, sign store.Progress) (bool, error) {
	last, ok, err := tx.TallyBefore("9999-12-31")
	return ok && !sign.At.IsZero() && !sign.At.After(last.At), err
}

func applyCorrection(tx *store.Tx, v store.Project, a store.Asked) (Reply, error) {
	was := v.SignedSum()
	if _, signed := v.Signed(); a.Sum != nil {
		if signed {
			v.Contract = a.Sum
		} else {
			v.Total = a.Sum
		}
	}
	if a.Day != "" {
		for i := range v.Steps {
			if v.Steps[i].Stage == store.StageSigned {
				v.Steps[i].Day = a.Day
				break
			}
		}
	}
	v.Asked = nil
	if err := tx.PutProject(&v); err != nil {
		return Reply{}, err
	}
	lines := []say.Text{say.T("%s corrected: %s", "%s已更正：%s", v.ID, v.Name)}
	switch {
	case a.Sum != nil && was != nil:
		lines = append(lines, say.T("%s instead of %s", "%[1]s（原%[2]s）", *a.Sum, *was))
	case a.Sum != nil:
		lines = append(lines, say.T("%s", "%s", *a.Sum))
	}
	if a.Day != "" {
		lines = append(lines, say.T("contract day %s", "合同日期%s", a.Day))
	}
	sign, signed := v.Signed()
	posted, err := wasPosted(tx, sign)
	m := say.Message{Title: lines[0], Lines: lines[1:], Buttons: []say.Button{{Label: say.T("Undo", "撤销"), Command: "/undo " + string(v.ID)}}}
	if signed && posted {
		m.Lines = append(m.Lines, say.T("The posted tally stays as it is; the next one says so.", "已发布的周动态不变，下期在说明中更正。"))
		m.Buttons = append(m.Buttons, say.Button{Label: say.T("Post a correction now", "立即发更正"), Command: "/correct " + string(v.ID)})
	}
	return Reply{Message: m}, err
}

// askOffice puts a unit's wish to correct a posted signing before the office.
func askOffice(tx *store.Tx, p store.Person, v store.Project, a store.Asked) (Reply, error) {
	v.Asked = &a
	if err := tx.PutProject(&v); err != nil {
		return Reply{}, err
	}
	office, err := tx.TheOffice()
	if err != nil {
		return Reply{}, err
	}
	about := "asked/" + string(v.ID)
	item := say.Item{About: about, Lines: []say.Text{say.T("%[1]s (%[2]s) asks to correct the signing of %[3]s %[4]s", "%[2]s（%[1]s）申请更正%[3]s %[4]s的签约数据", p.At(), tx.City().Unit(p.Unit).Title(), v.ID, v.Name), askedText(v, a)},
		Buttons: []say.Button{
			{Label: say.T("Correct it", "同意更正"), Command: "/resign " + string(v.ID)},
			{Label: say.T("Leave it", "不予更正"), Command: "/resign " + string(v.ID) + " no"},
		}}
	for _, o := range office {
		key := "resign/" + string(v.ID) + "/" + tx.Now.Format("20060102T150405") + "/" + string(o.ID)
		if err := tx.Send(store.Outgoing{Key: key, To: store.Address{Person: o.ID}, Message: say.Message{Items: []say.Item{item}}, NotBefore: tx.WorkingMoment(tx.Now)}); err != nil {
			return Reply{}, err
		}
	}
	return Reply{Message: say.Lines(say.T("This signing has been posted. The office has been asked to correct it; you will hear from it here.", "该签约已在周动态中发布，已请招商办核准更正，结果在此告知您。"))}, nil
}

func askedText(v store.Project, a store.Asked) say.Text {
	var out []say.Text
	if a.Sum != nil {
		was := say.T("nothing", "未填")
		if s := v.SignedSum(); s != nil {
			was = say.T("%s", "%s", *s)
		}
		out = append(out, say.T("%s instead of %s", "%s（原%s）", *a.Sum, was))
	}
	if a.Day != "" {
		out = append(out, say.T("contract day %s", "合同日期%s", a.Day))
	}
	if a.Why != "" {
		out = append(out, say.T("because %s", "原因：%s", a.Why))
	}
	return say.Join(", ", "，", out...)
}

var _ = add(Command{
	Name: "resign", Hidden: true,
	Short: say.T("Decide on the correction of a posted signing", "核准已发布签约的更正"),
	Run:   resign,
})

// resign is the office's answer to a unit's wish to correct a posted signing.
func resign(tx *store.Tx, c Call) (Reply, error) {
	id, what := cutRecord(c.Text)
	v, err := tx.Project(store.ProjectID(id))
	switch {
	case err != nil:
		return Reply{}, missing(err, id)
	case !tx.May(c.who, store.MayResign, store.Subject{}):
		return Reply{}, notYours()
	case v.Asked == nil:
		return Reply{Message: say.Lines(say.T("%s has been settled already.", "%s已处理完毕。", id))}, nil
	}
	a := *v.Asked
	said := say.T("%s: the office left the signing as it is.", "%s：招商办未予更正。", id)
	var r Reply
	if what == "no" {
		v.Asked = nil
		r, err = Reply{Message: say.Lines(said)}, tx.PutProject(&v)
	} else {
		said = say.T("%s: the office has corrected the signing.", "%s：招商办已核准更正。", id)
		r, err = applyCorrection(tx, v, a)
	}
	if err != nil {
		return Reply{}, err
	}
	key := "resigned/" + id + "/" + tx.Now.Format("20060102T150405")
	if err := tx.Send(store.Outgoing{Key: key, To: store.Address{Person: a.By}, Message: say.Lines(said), NotBefore: tx.WorkingMoment(tx.Now)}); err != nil {
		return Reply{}, err
	}
	return r, tx.Amend("asked/"+id, say.Item{Lines: []say.Text{said}})
}

func projectForm(tx *store.Tx, p store.Person, c Call) (Reply, error) {
	r, err := c.prefill(tx, p, reading.Progress)
	if err != nil {
		return Reply{}, err
	}
	stage := say.Input{Name: "stage", Label: say.T("Stage", "进展阶段"), Kind: say.PickOne, Value: c.orValue("stage", string(cmpOr(stages[r.Stage], store.StageNegotiating)))}
	for _, s := range store.Stages {
		stage.Options = append(stage.Options, say.Option{Value: string(s), Label: say.Capital(s.Title())})
	}
	command, err := c.formCommand(tx)
	sum := say.T("CNY 350 million", "3.5亿")
	return Reply{
		Message: say.Lines(say.T("A project needs a name or a company.", "登记项目需要项目名称或企业。")),
		Form: &say.Form{Title: say.T("Record a project", "登记项目进展"), Command: command, Inputs: []say.Input{
			{Name: "name", Label: say.T("Project", "项目"), Hint: say.T("hydrogen storage equipment", "储氢装备项目"), Kind: say.OneLine, Value: c.orValue("name", r.Project)},
			{Name: "company", Label: say.T("Company", "企业"), Kind: say.OneLine, Value: c.orValue("company", strings.Join(r.Companies, "、")), Optional: true},
			stage,
			{Name: "day", Label: say.T("Day", "日期"), Kind: say.PickDay, Value: c.orValue("day", string(cmpOr(r.Date, tx.Today())))},
			{Name: "contract", Label: say.T("Contract sum", "合同额"), Hint: sum, Kind: say.OneLine, Value: c.orValue("contract", ""), Optional: true},
			{Name: "total", Label: say.T("Total investment", "总投资"), Hint: sum, Kind: say.OneLine, Value: c.orValue("total", ""), Optional: true, More: true},
			{Name: "evidence", Label: say.T("Evidence", "佐证材料"), Hint: say.T("contract no., minutes, permit, photo", "合同编号、会议纪要、施工许可、照片"), Kind: say.OneLine, Value: c.orValue("evidence", ""), Optional: true, More: true},
			chainInput(tx, c.orValue("chain", cmpOr(r.Chain.ID, r.ChainHint.ID))),
			{Name: "next", Label: say.T("Next step: what, by when, who", "下一步：事项、时限、责任人"), Kind: say.OneLine, Value: c.orValue("next", nextText(r)), Optional: true, More: true},
			{Name: "words", Label: say.T("Anything else", "其他情况"), Kind: say.ManyLines, Value: c.orValue("words", strings.Join(r.Rest, " ")), Optional: true, More: true},
		}},
	}, err
}
