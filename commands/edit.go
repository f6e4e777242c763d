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

var _ = add(Command{
	Name: "edit", Alias: "修改",
	Usage: say.T("L-128", "L-128"),
	Short: say.T("Edit a record in a form", "修改一条登记"),
	Run:   edit,
})

// edit opens a record in a form, and stores what it says unless someone has changed the record meanwhile: the form carries the number of changes
// that it shows.
func edit(tx *store.Tx, c Call) (Reply, error) {
	id, shown := cutRecord(c.Text)
	if id == "" {
		return Reply{}, say.Problemf("Which one? Please give its number, such as L-128.", "修改哪一条？请写编号，如 L-128。")
	}
	f, err := tx.Filed(id)
	if err != nil {
		return Reply{}, missing(err, id)
	}
	now, err := version(tx, id)
	if err != nil {
		return Reply{}, err
	}
	s, err := store.ShowID(tx, id, store.To(c.who))
	if err != nil {
		return Reply{}, err
	}
	e, ok := editors[id[:1]]
	switch {
	case f.Withdrawn != nil || !mayEdit(tx, c.who, f) || !s.Named:
		return Reply{}, noSuch(id)
	case !ok:
		return Reply{}, say.Problemf("%s is not edited but withdrawn and entered again: /withdraw %[1]s reason", "%s不能修改，请撤回后重新登记：/withdraw %[1]s 原因", id)
	case c.Form == nil:
		inputs, err := e.inputs(tx, id)
		return Reply{Message: say.Lines(say.T("What is to be changed in %s?", "修改%s", id)),
			Form: &say.Form{Title: say.T("Edit %s", "修改 %s", id), Command: "/edit " + id + " " + now, Inputs: inputs}}, err
	case strings.TrimSpace(shown) != now:
		by, err := lastChanger(tx, id)
		if err != nil {
			return Reply{}, err
		}
		return Reply{}, say.Problemf("%s was changed by %s meanwhile (%s). Nothing of yours was stored; please open it again: /edit %[1]s", "%s刚被%s修改（%s），您的修改未保存。请重新打开：/edit %[1]s", id, by, tx.Local(f.Changed).Format("15:04"))
	}
	if err := e.store(tx, id, c); err != nil {
		return Reply{}, err
	}
	return edited(tx, c.who, id)
}

func mayEdit(tx *store.Tx, p store.Person, f store.Filed) bool {
	return tx.May(p, store.MayChangeOwn, store.Subject{People: []store.PersonID{f.Reporter}}) || tx.May(p, store.MayChange, store.Subject{Units: []store.UnitID{f.Unit}, Chain: f.Chain})
}

// version is how often a record has been changed.
func version(tx *store.Tx, id string) (string, error) {
	log, err := tx.History(id)
	return strconv.Itoa(len(log)), err
}

func lastChanger(tx *store.Tx, id string) (say.Text, error) {
	log, err := tx.History(id)
	if err != nil || len(log) == 0 {
		return say.Text{}, err
	}
	by, err := tx.Someone(log[len(log)-1].By)
	return say.T("%s", "%s", by.At()), err
}

func edited(tx *store.Tx, p store.Person, id string) (Reply, error) {
	s, err := store.ShowID(tx, id, store.To(p))
	if err != nil {
		return Reply{}, err
	}
	log, err := tx.History(id)
	if err != nil {
		return Reply{}, err
	}
	m := say.Message{Title: say.T("%s changed: %s", "%s已修改：%s", id, s.Title()), Lines: []say.Text{say.T("Changed: %s", "修改内容：%s", changedFields(log[len(log)-1]))},
		Buttons: []say.Button{{Label: say.T("Undo", "撤销"), Command: "/undo " + id}}}
	if strings.HasPrefix(id, "F") {
		f, err := tx.FollowUp(store.FollowUpID(id))
		if err != nil {
			return Reply{}, err
		}
		if err := showAgain(tx, f); err != nil {
			return Reply{}, err
		}
	}
	return Reply{Message: m}, nil
}

// An editor is how a kind of record is edited: the form it opens in, and how the form is stored.
type editor struct {
	inputs func(*store.Tx, string) ([]say.Input, error)
	store  func(*store.Tx, string, Call) error
}

var editors = map[string]editor{
	"L": {leadInputs, storeLead}, "T": {tripInputs, storeTrip}, "V": {visitInputs, storeVisit}, "P": {projectInputs, storeProject}, "F": {followUpInputs, storeFollowUp},
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
