package commands

import (
	"regexp"
	"strings"

	"chainlead/internal/calendar"
	"chainlead/internal/money"
	"chainlead/internal/reading"
	"chainlead/internal/say"
	"chainlead/store"
)

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
