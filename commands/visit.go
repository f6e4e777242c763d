package commands

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"chainlead/internal/calendar"
	"chainlead/internal/reading"
	"chainlead/internal/say"
	"chainlead/store"
)

var _ = add(Command{
	Name: "visit", Alias: "来访", HasForm: true,
	Usage: say.T("who came, from where, how many, when, next step", "来访企业 人数 日期 产业链 下一步"),
	Short: say.T("Record an inward visit", "登记接待客商来访"),
	Run:   visit,
})

func visit(tx *store.Tx, c Call) (Reply, error) {
	p := c.who
	if !mayRecord(tx, p) {
		return Reply{}, notYours()
	}
	if c.blank() {
		return visitForm(tx, p, c)
	}
	r, line, err := c.read(tx, reading.Visit, "who", "leader")
	if err != nil {
		return Reply{}, err
	}
	if r.Summary && c.Form == nil {
		return statement(tx, c, r, line)
	}
	if r.Batches > 1 && c.Form == nil {
		return manyVisits(tx, c, r, line)
	}
	v, err := visitFrom(tx, p, r, line, c)
	if err != nil {
		return Reply{}, err
	}
	if len(v.Companies)+len(v.Others)+len(v.Places) == 0 && c.Form == nil || c.unsure(r) {
		return visitForm(tx, p, c)
	}
	return recordVisit(tx, p, v, r)
}

// parts are the marks that divide a message about several batches: ①…②…, 1.…2.…, 一是…二是…, or semicolons.
var parts = regexp.MustCompile(`[一二三四五六]是|[①②③④⑤⑥⑦⑧⑨⑩]|(?:^|[；;，,\s])[1-9][.、．]|[；;]`)

// byFirm cuts a message before each of its firms but the first.
func byFirm(line string, firms []string) []string {
	var out []string
	for _, f := range firms[min(1, len(firms)):] {
		before, after, ok := strings.Cut(line, f)
		if !ok {
			return nil
		}
		out, line = append(out, before), f+after
	}
	return append(out, line)
}

// eachVisit reads the parts of a message that name a firm; a day said once is that of all.
func eachVisit(tx *store.Tx, c Call, whole reading.Report, parts []string) ([]reading.Report, error) {
	var out []reading.Report
	for _, part := range parts {
		r, err := readAs(tx, c.who, c.as(reading.Visit), part)
		if err != nil {
			return nil, err
		}
		if len(r.Companies) > 0 {
			r.Date, r.DateEnd = cmpOr(r.Date, whole.Date), cmpOr(r.DateEnd, whole.DateEnd)
			out = append(out, r)
		}
	}
	return out, nil
}

// manyVisits records each batch of a message as a visit of its own (R7).
func manyVisits(tx *store.Tx, c Call, whole reading.Report, line string) (Reply, error) {
	each, err := eachVisit(tx, c, whole, parts.Split(line, -1))
	if err == nil && len(each) != whole.Batches {
		each, err = eachVisit(tx, c, whole, byFirm(line, whole.Companies))
	}
	if err != nil {
		return Reply{}, err
	}
	if len(each) != whole.Batches {
		return Reply{}, say.Problemf("That is %d visits; please record each by itself, or write them as ① … ② ….", "共%d批，请逐批登记，或用①②分开写明每批的企业和人数。", whole.Batches)
	}
	out := say.Message{Title: say.T("%s recorded", "已登记接待%s", say.Count(len(each), "visit", "visits", "批"))}
	for i, r := range each {
		v, err := visitFrom(tx, c.who, r, line, c)
		if err != nil {
			return Reply{}, err
		}
		v.Rest = ""
		if i > 0 {
			r.FollowUps = nil
		} else {
			r.FollowUps = whole.FollowUps
		}
		one, err := recordVisit(tx, c.who, v, r)
		if err != nil {
			return Reply{}, err
		}
		out.Items = append(out.Items, say.Item{Lines: append([]say.Text{one.Title}, one.Lines...), Buttons: one.Buttons})
	}
	return Reply{Message: out}, nil
}

var (
	online   = regexp.MustCompile(`线上|视频|远程|云洽谈|电话`)
	ownFirms = regexp.MustCompile(`(?:本地|我市|本市|本县|我县|本区|我区|辖区|园区内)(?:重点)?企业`)
	heads    = regexp.MustCompile(`^\s*(\d{1,4})\s*(?:人|名|位)?\s*$`)
)

// visitFrom makes a visit of what was read; the form's own fields win over what its words say.
func visitFrom(tx *store.Tx, p store.Person, r reading.Report, line string, c Call) (store.Visit, error) {
	v := store.Visit{Filed: filed(tx, p, r, line), People: r.People, Online: online.MatchString(line)}
	v.Batch = batchFrom(tx, &v.Filed, r, line, c)
	v.Own = ownFirms.MatchString(line) || len(v.Places) > 0 && !slices.ContainsFunc(v.Places, func(place string) bool { return !inCity(tx.City(), place) })
	if c.Form != nil {
		n, err := headCount(c)
		if err != nil {
			return v, err
		}
		v.People = cmpOr(n, v.People)
	}
	if v.From == "" {
		return v, nil
	}
	return v, checkDays(tx, v.From)
}

// headCount is the number of visitors that a form holds; 0 where it is empty.
func headCount(c Call) (int, error) {
	typed := strings.TrimSpace(c.value("people"))
	if typed == "" {
		return 0, nil
	}
	m := heads.FindStringSubmatch(typed)
	if m == nil {
		return 0, say.Problemf("Please give the number of visitors as a number, such as 5.", "请用数字填写来访人数，如：5。").In("people")
	}
	n, err := strconv.Atoi(m[1])
	if err != nil || n > mostPeople {
		return 0, say.Problemf("%s people can't have come. Please check the number.", "来访人数%s有误，请核对。", m[1]).In("people")
	}
	return n, nil
}

func recordVisit(tx *store.Tx, p store.Person, v store.Visit, r reading.Report) (Reply, error) {
	undated := v.From == ""
	if undated {
		v.From = tx.Today()
	}
	if err := tx.PutVisit(&v); err != nil {
		return Reply{}, err
	}
	steps, err := recordSteps(tx, p, r, string(v.ID), v.Filed, v.Companies)
	if err != nil {
		return Reply{}, err
	}
	m, err := visitAnswer(tx, p, v, steps, undated)
	if err != nil {
		return Reply{}, err
	}
	m.Buttons = append(m.Buttons, askUp(r, string(v.ID))...)
	like, err := tx.SimilarVisits(v)
	if err != nil || len(like) == 0 {
		return Reply{Message: m}, err
	}
	return Reply{Message: askSame(tx, m, string(v.ID), string(like[0].ID), like[0].Unit)}, nil
}

func visitAnswer(tx *store.Tx, p store.Person, v store.Visit, steps []step, undated bool) (say.Message, error) {
	m := say.Message{Title: say.T("Visit %s recorded", "已登记接待 %s", v.ID)}
	if v.Planned {
		m.Title = say.T("Planned visit %s recorded; it counts once they have come. Only your unit's liaison and the office see it.", "已记为计划接待 %s，来访后计入。仅经办人、本单位联络员和招商办可见。", v.ID)
	}
	when := say.Stay(v.From, v.To, tx.Today())
	if undated {
		when = say.T("%s, no date given, so today", "%s，未填日期按今天", when)
	}
	people := say.T("no head count given", "未填人数")
	if v.People > 0 {
		people = say.Count(v.People, "visitor", "visitors", "人")
	}
	m.Lines = append(m.Lines, say.Join(" | ", "｜", when, people, tx.City().Unit(v.Unit).Title(), chainText(tx, v.Filed)))
	if who := say.List(append(slices.Clone(v.Companies), v.Others...)...); !who.Empty() {
		m.Lines = append(m.Lines, say.T("Visitors: %s%s", "来访：%s%s", who, knownText(tx, v.Companies)))
	} else if len(v.Places) > 0 {
		m.Lines = append(m.Lines, say.T("Visitors from: %s", "客商来自：%s", say.List(v.Places...)))
	}
	if talk := talkText(v.Batch); !talk.Empty() {
		m.Lines = append(m.Lines, talk)
	}
	if v.Leader != nil {
		m.Lines = append(m.Lines, say.T("Received by: %s", "接待领导：%s", v.Leader.Post))
	}
	if len(v.Joined) > 0 {
		m.Lines = append(m.Lines, say.T("Also received by: %s", "共同接待单位：%s", unitList(tx, v.Joined)))
	}
	switch {
	case v.Online:
		m.Lines = append(m.Lines, say.T("Online: kept as a contact, not counted as a visit", "线上对接：已留存为一次联系，不计入接待批次"))
	case v.Own:
		m.Lines = append(m.Lines, say.T("The city's own firms: kept, not counted as a visit from outside", "市内企业：已留存，属企业服务，不计入接待批次"))
	}
	m.Lines = append(m.Lines, openingNote(tx, v.From)...)
	lines, err := stepLines(tx, p, steps)
	m.Lines = append(append(m.Lines, lines...), restLine(v.Filed)...)
	m.Buttons = recordedButtons(p, string(v.ID), v.Chain, steps)
	return m, err
}

func visitForm(tx *store.Tx, p store.Person, c Call) (Reply, error) {
	r, err := c.prefill(tx, p, reading.Visit)
	if err != nil {
		return Reply{}, err
	}
	people := ""
	if r.People > 0 && r.People <= mostPeople {
		people = strconv.Itoa(r.People)
	}
	return c.formOf(tx, r, say.T("A visit needs a company, or where the visitors came from.", "登记接待需要来访企业，或客商来自哪里。"), say.Form{
		Title: say.T("Record a visit", "登记接待来访"),
		Inputs: []say.Input{
			{Name: "who", Label: say.T("Who came, from where", "来访企业、来自哪里"), Hint: say.T("Pengcheng Hydrogen Power, Shenzhen", "深圳 鹏程氢动力"), Kind: say.OneLine, Value: c.orValue("who", whereText(r, c.Text))},
			{Name: "people", Label: say.T("How many visitors", "来访人数"), Kind: say.OneLine, Value: c.orValue("people", people), Optional: true},
			{Name: "from", Label: say.T("Day", "来访日期"), Kind: say.PickDay, Value: c.orValue("from", string(cmpOr(r.Date, tx.Today())))},
			{Name: "next", Label: say.T("Next step", "下一步"), Hint: say.T("what, by when, who: send the rent by Thursday", "事项、时限、责任人，如：周四前答复租金"), Kind: say.OneLine, Value: c.orValue("next", nextText(r)), Optional: true},
			{Name: "to", Label: say.T("Last day", "结束日期"), Kind: say.PickDay, Value: c.orValue("to", string(r.DateEnd)), Optional: true, More: true},
			{Name: "leader", Label: say.T("Received by (post)", "接待领导职务"), Kind: say.OneLine, Value: c.orValue("leader", r.LeaderTitle), Optional: true, More: true},
			chainInput(tx, c.orValue("chain", cmpOr(r.Chain.ID, r.ChainHint.ID))),
			c.wordsInput(),
		},
	})
}

// future refuses a day that lies ahead where something is said to have happened on it (R1).
func future(tx *store.Tx, d calendar.Day, field string) error {
	if d > tx.Today() {
		return say.Problemf("%s lies ahead. Please give the day on which it happened.", "%s尚未到，请填写实际发生的日期。", say.DateSeen(d, tx.Today())).In(field)
	}
	return nil
}
