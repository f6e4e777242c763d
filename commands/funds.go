package commands

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"chainlead/internal/money"
	"chainlead/internal/reading"
	"chainlead/internal/say"
	"chainlead/internal/tally"
	"chainlead/store"
)

var _ = add(Command{
	Name: "funds", Alias: "到位", HasForm: true, Needs: store.MayEnterFunds,
	Usage: say.T("P-27 arrived in October CNY 8 million, out of province", "P-27 10月到位800万 省外"),
	Short: say.T("Enter money that has arrived", "登记到位资金"),
	Run:   enterFunds,
})

var (
	totalSoFar = regexp.MustCompile(`已到位|累计|共到位|总到位|到位总额|(?i)so far|in total`)
	monthSpan  = regexp.MustCompile(`(?:(\d{4})年)?(\d{1,2})月?份?\s*[—–\-~～至到]+\s*(\d{1,2})月`)
	oneMonth   = regexp.MustCompile(`(?:(\d{4})年)?(\d{1,2})月`)
	auditWord  = regexp.MustCompile(`审核|(?i)audit`)
)

// enterFunds enters what arrived for a project in a month (R12), or, for the office, what was audited for a chain.
func enterFunds(tx *store.Tx, c Call) (Reply, error) {
	p := c.who
	if !tx.May(p, store.MayEnterFunds, store.Subject{Units: []store.UnitID{p.Unit}}) {
		return Reply{}, say.Problemf("Arrived money is entered by a unit's liaison or head, or by the office. Please tell your liaison.", "到位资金由单位联络员、负责人或招商办登记，请告知本单位联络员。")
	}
	if c.blank() {
		return fundsForm(tx, c)
	}
	id, line := cutRecord(c.line("project", "month", "how", "sum", "origin"))
	r, err := read(tx, p, reading.Progress, line)
	if err != nil {
		return Reply{}, err
	}
	if len(r.Amounts) == 0 {
		return Reply{}, say.Problemf("How much arrived? Please give a sum such as CNY 8 million.", "到位多少？请写明金额，如“800万”。").In("sum")
	}
	f := store.Funds{Sum: r.Amounts[0].Sum, Origin: r.CapitalOrigin, Filed: filed(tx, p, r, line)}
	if r.Amounts[0].Role == reading.ArrivedOutOfProvince {
		f.Origin = store.OutOfProvince
	}
	f.Origin = cmpOr(f.Origin, originOf(line))
	if f.First, f.Month, err = months(tx, line); err != nil {
		return Reply{}, err
	}
	if auditWord.MatchString(line) {
		return audit(tx, p, f, r)
	}
	r.Project = projectName(r, line)
	v, found, err := findProject(tx, p, id, r, Call{})
	if err != nil {
		return Reply{}, err
	}
	if !found {
		return Reply{}, say.Problemf("Which project did it arrive for? Please give its number, such as P-27.", "是哪个项目的到位资金？请写明项目编号，如 P-27。").In("project")
	}
	return arrived(tx, p, v, f, totalSoFar.MatchString(line))
}

// originOf is where a line says that money comes from.
func originOf(line string) string {
	for _, o := range origins {
		if o.words.MatchString(line) {
			return o.origin
		}
	}
	return ""
}

var origins = []struct {
	words  *regexp.Regexp
	origin string
}{
	{regexp.MustCompile(`省外|外省|(?i)out.of.province|other provinces`), store.OutOfProvince},
	{regexp.MustCompile(`省内|市外|(?i)in.province`), store.InProvince},
	{regexp.MustCompile(`境外|外资|外商|(?i)foreign|abroad`), store.Foreign},
}

// months are the month, or the months, that a line names; this month if it names none.
func months(tx *store.Tx, line string) (first, last string, err error) {
	year, from, to := tx.Today().Year(), int(tx.Today().Month()), int(tx.Today().Month())
	num := func(s string) int { n, _ := strconv.Atoi(s); return n }
	if m := monthSpan.FindStringSubmatch(line); m != nil {
		year, from, to = yearOr(m[1], year), num(m[2]), num(m[3])
	} else if m := oneMonth.FindStringSubmatch(line); m != nil {
		year, from = yearOr(m[1], year), num(m[2])
		to = from
		if m[1] == "" && to > int(tx.Today().Month()) {
			year-- // a month still to come is last year's
		}
	} else if m := monthEN.FindStringSubmatch(line); m != nil {
		from = slices.Index(monthsEN, strings.ToLower(m[1])) + 1
		if year, to = yearOr(m[2], year), from; m[2] == "" && to > int(tx.Today().Month()) {
			year--
		}
	} else if strings.Contains(line, "上月") || strings.Contains(strings.ToLower(line), "last month") {
		d := tx.Today().Add(-tx.Today().DayOfMonth())
		year, from, to = d.Year(), int(d.Month()), int(d.Month())
	}
	if from < 1 || to > 12 || from > to {
		return "", "", say.Problemf("Those months don't exist. Please check them.", "月份有误，请核对。").In("month")
	}
	if year > tx.Today().Year() || year == tx.Today().Year() && to > int(tx.Today().Month()) {
		return "", "", say.Problemf("That month lies ahead. Please check it.", "该月份尚未到，请核对。").In("month")
	}
	last = fmt.Sprintf("%d-%02d", year, to)
	if from < to {
		first = fmt.Sprintf("%d-%02d", year, from)
	}
	return first, last, nil
}

var (
	monthsEN = []string{"jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"}
	monthEN  = regexp.MustCompile(`(?i)\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?(?: (\d{4}))?\b`)
)

func yearOr(s string, y int) int {
	if n, err := strconv.Atoi(s); err == nil {
		return n
	}
	return y
}

// arrived enters money for a project. A total is an entry of what is new in it; one that isn't above the sum so far is asked about.
func arrived(tx *store.Tx, p store.Person, v store.Project, f store.Funds, total bool) (Reply, error) {
	if f.First != "" {
		return Reply{}, say.Problemf("Arrived money is entered month by month. Please name one month.", "到位资金按月登记，请只写一个月份。").In("month")
	}
	before, err := tx.FundsOf(v.ID)
	if err != nil {
		return Reply{}, err
	}
	f.Project, f.Unit, f.Chain, f.Implied = v.ID, v.Unit, v.Chain, v.Implied
	if total {
		var sum int64
		for _, b := range before {
			if b.Origin == f.Origin && b.Sum.Currency == f.Sum.Currency {
				sum += b.Sum.Minor
			}
		}
		typed := f.Sum
		f.Total = &typed
		f.Sum = money.Sum{Minor: typed.Minor - sum, Currency: typed.Currency}
		if f.Sum.Minor <= 0 {
			return Reply{}, say.Problemf("%[1]s has %[2]s entered so far; a total of %[3]s isn't above it. If that is what is new, please write: arrived this month %[3]s. If an entry was wrong, please withdraw it.",
				"%[1]s累计已登记%[2]s，所填累计%[3]s未超过。如为本月新到位，请写“本月到位%[3]s”；如原登记有误，请先撤回。", v.ID, money.Sum{Minor: sum, Currency: typed.Currency}, typed).In("sum")
		}
	}
	if err := tx.PutFunds(&f); err != nil {
		return Reply{}, err
	}
	m := say.Message{Title: say.T("Arrived money %s recorded: %s", "已登记到位资金 %s：%s", f.ID, f.Sum), Lines: []say.Text{
		say.Join(" | ", "｜", say.T("%s %s", "%s %s", v.ID, v.Name), tally.Months(f.Month, f.Month), say.Capital(originText(f.Origin))),
	}}
	if f.Total != nil {
		m.Lines = append(m.Lines, say.T("Total %s so far, less what was entered before", "按累计%s，扣除此前已登记部分", *f.Total))
	}
	m.Lines = append(m.Lines, say.T("Shown as reported; it counts into the total once the month has been audited.", "按“报送”列示，月度审核后计入累计。"))
	m.Buttons = editUndo(string(f.ID))
	return Reply{Message: m}, nil
}

func originText(origin string) say.Text {
	if origin == "" {
		return say.T("origin not given", "未填资金来源")
	}
	return store.OriginTitle(origin)
}

// withArrived enters the arrived money that a line about a project's progress names, where its typist may.
func withArrived(tx *store.Tx, p store.Person, v store.Project, n progress, r reading.Report, line string, m say.Message) (Reply, error) {
	if !tx.May(p, store.MayEnterFunds, store.Subject{Units: []store.UnitID{v.Unit}}) {
		m.Lines = append(m.Lines, say.T("Arrived money of %s: please let your unit's liaison enter it: /funds %s …", "到位资金%s请由本单位联络员登记：/funds %s …", *n.arrived, v.ID))
		return Reply{Message: m}, nil
	}
	f := store.Funds{Sum: *n.arrived, Origin: r.CapitalOrigin, Month: string(tx.Today())[:7], Filed: store.Filed{Text: line}}
	a, err := arrived(tx, p, v, f, totalSoFar.MatchString(line))
	if err != nil {
		return Reply{}, err
	}
	m.Items = append(m.Items, say.Item{Lines: append([]say.Text{a.Title}, a.Lines...)})
	return Reply{Message: m}, nil
}

// audit enters what was audited for a chain from one month to another (审核数). Who entered a number doesn't audit it.
func audit(tx *store.Tx, p store.Person, f store.Funds, r reading.Report) (Reply, error) {
	if !tx.May(p, store.MayAuditFunds, store.Subject{}) {
		return Reply{}, notYours()
	}
	f.Audited, f.Project, f.Chain = true, "", store.ChainID(cmpOr(r.Chain.ID, r.ChainHint.ID))
	if f.Chain == "" {
		f.Chain = chainNamed(tx.City(), f.Text)
	}
	if f.Chain == "" {
		return Reply{}, say.Problemf("Which chain is it for? Please name it.", "是哪条产业链的审核数？请写明。").In("project")
	}
	own, err := tx.FundsReported(tx.Now.AddDate(-1, 0, 0), tx.Now)
	if err != nil {
		return Reply{}, err
	}
	if slices.ContainsFunc(own, func(o store.Funds) bool { return o.Reporter == p.ID && o.Chain == f.Chain && o.Month == f.Month }) {
		return Reply{}, say.Problemf("You entered money of that month yourself. Please let a colleague audit it.", "该月有您本人登记的到位资金，请由其他经办人审核。")
	}
	f.Origin = cmpOr(f.Origin, store.OutOfProvince)
	if err := tx.PutFunds(&f); err != nil {
		return Reply{}, err
	}
	return Reply{Message: say.Message{
		Title:   say.T("Audited figure %s recorded: %s", "已登记审核数 %s：%s", f.ID, f.Sum),
		Lines:   []say.Text{say.Join(" | ", "｜", tx.City().Chain(f.Chain).Title(), tally.Months(cmpOr(f.First, f.Month), f.Month), store.OriginTitle(f.Origin))},
		Buttons: []say.Button{{Label: say.T("Undo", "撤销"), Command: "/undo " + string(f.ID)}},
	}}, nil
}

func fundsForm(tx *store.Tx, c Call) (Reply, error) {
	id, line := cutRecord(c.Text)
	command, err := c.formCommand(tx)
	return Reply{
		Message: say.Lines(say.T("Arrived money needs a project and a sum.", "登记到位资金需要项目和金额。")),
		Form: &say.Form{Title: say.T("Enter arrived money", "登记到位资金"), Command: command, Inputs: []say.Input{
			{Name: "project", Label: say.T("Project number", "项目编号"), Hint: say.T("P-27", "P-27"), Kind: say.OneLine, Value: c.orValue("project", id)},
			{Name: "sum", Label: say.T("Sum", "金额"), Hint: say.T("CNY 8 million", "800万"), Kind: say.OneLine, Value: c.orValue("sum", line)},
			{Name: "how", Label: say.T("Is it", "填报方式"), Kind: say.PickOne, Value: c.orValue("how", "本月到位"), Options: []say.Option{
				{Value: "本月到位", Label: say.T("new this month", "本月新到位")}, {Value: "累计到位", Label: say.T("the total so far", "累计已到位")}}},
			{Name: "origin", Label: say.T("From", "资金来源"), Kind: say.PickOne, Value: c.orValue("origin", "省外资金"), Options: []say.Option{
				{Value: "省外资金", Label: say.T("other provinces", "省外")}, {Value: "省内市外资金", Label: say.T("elsewhere in the province", "省内市外")}, {Value: "境外资金", Label: say.T("abroad", "境外")}}},
			{Name: "month", Label: say.T("Month", "月份"), Hint: say.T("10月", "10月"), Kind: say.OneLine, Value: c.orValue("month", fmt.Sprintf("%d月", int(tx.Today().Month())))},
		}},
	}, err
}
