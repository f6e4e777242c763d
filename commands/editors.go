package commands

import (
	"slices"
	"strconv"
	"strings"

	"chainlead/internal/calendar"
	"chainlead/internal/money"
	"chainlead/internal/reading"
	"chainlead/internal/say"
	"chainlead/store"
)

// An editor is how a kind of record is edited: the form it opens in, and how the form is stored.
type editor struct {
	inputs func(*store.Tx, string) ([]say.Input, error)
	store  func(*store.Tx, string, Call) error
}

var editors = map[string]editor{
	"L": {leadInputs, storeLead}, "T": {tripInputs, storeTrip}, "V": {visitInputs, storeVisit}, "P": {projectInputs, storeProject}, "F": {followUpInputs, storeFollowUp},
	"A": {fundsInputs, storeFunds}, "R": {requestInputs, storeRequest},
}

func line(name string, label say.Text, value string) say.Input {
	return say.Input{Name: name, Label: label, Kind: say.OneLine, Value: value, Optional: true}
}

func sumWords(s *money.Sum) string {
	if s == nil {
		return ""
	}
	return s.Zh()
}

// sumOf is the sum that a form's field holds; nil where it is empty.
func sumOf(c Call, name string) (*money.Sum, error) {
	typed := strings.TrimSpace(c.value(name))
	if typed == "" {
		return nil, nil
	}
	s, ok := money.Parse(typed)
	if !ok {
		return nil, say.Problemf("Please give a sum such as CNY 350 million.", "请按“3.5亿”“5000万”“2亿美元”的形式填写金额。").In(name)
	}
	return &s, nil
}

// list is what a form's field names, one by one.
func list(c Call, name string) []string {
	return strings.FieldsFunc(c.value(name), func(r rune) bool { return strings.ContainsRune("、，,；; \t\n", r) })
}

func editedChain(f *store.Filed, c Call) {
	if ch := store.ChainID(c.value("chain")); ch != f.Chain {
		f.Chain, f.Implied = ch, false
	}
}

func leadInputs(tx *store.Tx, id string) ([]say.Input, error) {
	l, err := tx.Lead(store.LeadID(id))
	return []say.Input{
		{Name: "company", Label: say.T("Company", "企业"), Kind: say.OneLine, Value: l.Company}, line("project", say.T("Project", "项目"), l.Project),
		line("sum", say.T("Intended investment", "意向投资"), sumWords(l.Sum)), editChain(tx, l.Filed),
	}, err
}

func editChain(tx *store.Tx, f store.Filed) say.Input {
	in := chainInput(tx, string(f.Chain))
	in.More = false
	return in
}

func storeLead(tx *store.Tx, id string, c Call) error {
	l, err := tx.Lead(store.LeadID(id))
	if err != nil {
		return err
	}
	l.Company, l.Project = strings.TrimSpace(c.value("company")), strings.TrimSpace(c.value("project"))
	if l.Sum, err = keepSum(l.Sum, c, "sum"); err != nil {
		return err
	}
	editedChain(&l.Filed, c)
	return tx.PutLead(&l)
}

// keepSum leaves a sum with its words alone where the form still says it.
func keepSum(was *money.Sum, c Call, name string) (*money.Sum, error) {
	if strings.TrimSpace(c.value(name)) == sumWords(was) {
		return was, nil
	}
	return sumOf(c, name)
}

func batchInputs(tx *store.Tx, f store.Filed, b store.Batch, places say.Text) []say.Input {
	return []say.Input{
		line("places", places, strings.Join(b.Places, "、")), line("companies", say.T("Companies", "企业"), strings.Join(b.Companies, "、")),
		{Name: "from", Label: say.T("Day", "日期"), Kind: say.PickDay, Value: string(b.From)}, {Name: "to", Label: say.T("Last day", "结束日期"), Kind: say.PickDay, Value: string(b.To), Optional: true},
		editChain(tx, f),
	}
}

func storeBatch(tx *store.Tx, f *store.Filed, b *store.Batch, c Call) error {
	from := calendar.Day(c.value("from"))
	if err := checkDays(tx, from); err != nil {
		return err
	}
	if from != b.From && from <= tx.Today() && b.Happened() {
		b.Confirmed = tx.Now // a day corrected afterwards: it has happened
	}
	b.From, b.To = from, calendar.Day(c.value("to"))
	b.Places, b.Companies = list(c, "places"), list(c, "companies")
	editedChain(f, c)
	return nil
}

func tripInputs(tx *store.Tx, id string) ([]say.Input, error) {
	t, err := tx.Trip(store.TripID(id))
	post := ""
	if t.Leader != nil {
		post = t.Leader.Post
	}
	return append(batchInputs(tx, t.Filed, t.Batch, say.T("Places", "地点")), line("leader", say.T("Led by (post)", "带队领导职务"), post)), err
}

func storeTrip(tx *store.Tx, id string, c Call) error {
	t, err := tx.Trip(store.TripID(id))
	if err != nil {
		return err
	}
	if err := storeBatch(tx, &t.Filed, &t.Batch, c); err != nil {
		return err
	}
	t.Away = slices.ContainsFunc(t.Places, func(place string) bool { return !inCity(tx.City(), place) })
	post := strings.TrimSpace(c.value("leader"))
	switch {
	case post == "":
		t.Leader = nil
	case t.Leader == nil || t.Leader.Post != post:
		who := c.who
		who.Unit = t.Unit
		r, err := read(tx, who, reading.Trip, leading(post))
		if err != nil {
			return err
		}
		if t.Leader = leaderOf(tx, t.Unit, r); t.Leader == nil {
			return say.Problemf("That post isn't understood. Please write it as 县长 or 市商务局局长.", "职务无法识别，请写成“县长”“市商务局局长”等形式。").In("leader")
		}
	}
	return tx.PutTrip(&t)
}

func visitInputs(tx *store.Tx, id string) ([]say.Input, error) {
	v, err := tx.Visit(store.VisitID(id))
	people := ""
	if v.People > 0 {
		people = strconv.Itoa(v.People)
	}
	return append(batchInputs(tx, v.Filed, v.Batch, say.T("From where", "来自哪里")), line("people", say.T("How many visitors", "来访人数"), people)), err
}

func storeVisit(tx *store.Tx, id string, c Call) error {
	v, err := tx.Visit(store.VisitID(id))
	if err != nil {
		return err
	}
	if err := storeBatch(tx, &v.Filed, &v.Batch, c); err != nil {
		return err
	}
	if v.People, err = headCount(c); err != nil {
		return err
	}
	return tx.PutVisit(&v)
}

func projectInputs(tx *store.Tx, id string) ([]say.Input, error) {
	p, err := tx.Project(store.ProjectID(id))
	return []say.Input{
		{Name: "name", Label: say.T("Project", "项目"), Kind: say.OneLine, Value: p.Name}, line("companies", say.T("Companies", "企业"), strings.Join(p.Companies, "、")),
		line("total", say.T("Total investment", "总投资"), sumWords(p.Total)), editChain(tx, p.Filed),
	}, err
}

func storeProject(tx *store.Tx, id string, c Call) error {
	p, err := tx.Project(store.ProjectID(id))
	if err != nil {
		return err
	}
	p.Name, p.Companies = strings.TrimSpace(c.value("name")), list(c, "companies")
	total, err := keepSum(p.Total, c, "total")
	if err != nil {
		return err
	}
	sign, signed := p.Signed()
	posted, err := wasPosted(tx, sign)
	if err != nil {
		return err
	}
	if signed && posted && p.Contract == nil && sumWords(total) != sumWords(p.Total) && !tx.May(c.who, store.MayResign, store.Subject{}) {
		return say.Problemf("This signing has been posted with that sum. To have it corrected: /project %s correct CNY …", "该签约金额已发布，申请更正请用：/project %s 更正 合同额…", id).In("total")
	}
	p.Total = total
	editedChain(&p.Filed, c)
	return tx.PutProject(&p)
}

func followUpInputs(tx *store.Tx, id string) ([]say.Input, error) {
	f, err := tx.FollowUp(store.FollowUpID(id))
	return []say.Input{{Name: "what", Label: say.T("What", "事项"), Kind: say.OneLine, Value: f.What}}, err
}

func storeFollowUp(tx *store.Tx, id string, c Call) error {
	f, err := tx.FollowUp(store.FollowUpID(id))
	if err != nil {
		return err
	}
	f.What = strings.TrimSpace(c.value("what"))
	return tx.PutFollowUp(&f)
}

func fundsInputs(tx *store.Tx, id string) ([]say.Input, error) {
	f, err := tx.FundsEntry(store.FundsID(id))
	origin := say.Input{Name: "origin", Label: say.T("From", "资金来源"), Kind: say.PickOne, Value: cmpOr(f.Origin, untold)}
	for _, o := range store.Origins {
		origin.Options = append(origin.Options, say.Option{Value: cmpOr(o, untold), Label: say.Capital(originText(o))})
	}
	return []say.Input{{Name: "sum", Label: say.T("Sum of this entry", "本笔金额"), Kind: say.OneLine, Value: f.Sum.Zh()}, origin}, err
}

// untold is the choice of money whose origin isn't told.
const untold = "untold"

func storeFunds(tx *store.Tx, id string, c Call) error {
	f, err := tx.FundsEntry(store.FundsID(id))
	if err != nil {
		return err
	}
	sum, err := keepSum(&f.Sum, c, "sum")
	if err != nil {
		return err
	}
	if sum == nil {
		return say.Problemf("How much arrived? Please add the sum.", "到位多少？请补充金额。").In("sum")
	}
	if sum.Minor != f.Sum.Minor {
		f.Total = nil // the sum is now this entry's own, not the rest of a total
	}
	f.Sum, f.Origin = *sum, strings.TrimPrefix(c.value("origin"), untold)
	return tx.PutFunds(&f)
}

func requestInputs(tx *store.Tx, id string) ([]say.Input, error) {
	q, err := tx.Request(store.RequestID(id))
	if err == nil && (q.Released != nil || q.Answered != nil) {
		err = say.Problemf("%s has gone up already. To say more, please ask again: /request", "%s已呈报或已处理，如需补充请重新提请：/request", id)
	}
	return []say.Input{
		{Name: "title", Label: say.T("Title", "事项"), Kind: say.OneLine, Value: q.Title}, line("stuck", say.T("What is stuck", "卡点"), q.Stuck), line("tried", say.T("What was tried", "已做工作"), q.Tried),
		line("wanted", say.T("What you propose", "建议"), q.Wanted), {Name: "by", Label: say.T("The investor needs an answer by", "需答复企业时限"), Kind: say.PickDay, Value: string(q.AnswerBy)},
	}, err
}

func storeRequest(tx *store.Tx, id string, c Call) error {
	if _, err := requestInputs(tx, id); err != nil {
		return err
	}
	q, err := tx.Request(store.RequestID(id))
	if err != nil {
		return err
	}
	q.Title, q.Stuck = strings.TrimSpace(c.value("title")), strings.TrimSpace(c.value("stuck"))
	q.Tried, q.Wanted, q.AnswerBy = strings.TrimSpace(c.value("tried")), strings.TrimSpace(c.value("wanted")), calendar.Day(c.value("by"))
	if err := checkDue(tx, q.AnswerBy); err != nil {
		return err
	}
	if err := tx.PutRequest(&q); err != nil {
		return err
	}
	item := releaseItem(tx, q)
	return tx.Amend(item.About, item)
}
