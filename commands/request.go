package commands

import (
	"regexp"
	"strings"

	"chainlead/internal/calendar"
	"chainlead/internal/reading"
	"chainlead/internal/say"
	"chainlead/store"
)

var _ = add(Command{
	Name: "request", Alias: "诉求", HasForm: true,
	Usage: say.T("what is stuck, what was tried, what you propose, by when", "卡点 已做工作 建议 时限"),
	Short: say.T("Ask the chain's leader for help", "提请链长协调"),
	Run:   request,
})

var (
	legalForm = regexp.MustCompile(`(?:公司|集团|科技|实业|股份|厂)$`)
	asHead    = regexp.MustCompile(`^(?:(?:请示|报告|汇报|各位)*领导(?:们)?(?:您好|你好|好)?[,，:：!！ ]+)?(?:问题|诉求|困难|提请协调|求助|卡点)?[:： ]*`)
	clauses   = regexp.MustCompile(`[，,。；;\n]+`)
	asTried   = regexp.MustCompile(`未果|解决不了|已做工作|多次|已(?:经)?(?:与|和|向|同|组织|协调|协商|对接|测算)|协商`)
	asWanted  = regexp.MustCompile(`^(?:建议|请|希望|恳请|盼)`)
	labels    = regexp.MustCompile(`^【?(?:卡点|已做工作|建议|时限)[】:：]+\s*`)
	onlyWhen  = regexp.MustCompile(`^(?:企业)?(?:要求|需要)?[0-9年月日号周一二三四五六天（）()本下前内 ]*(?:之前|前|内)?(?:需|要|须)?(?:给)?(?:答复|回复)?(?:企业)?$`)
)

// request asks upward (提请协调): the task-force office gets it, or the investment promotion office where the chain has none; it may submit it
// to the chain's leader.
func request(tx *store.Tx, c Call) (Reply, error) {
	p := c.who
	if !tx.May(p, store.MayAsk, store.Subject{People: []store.PersonID{p.ID}, Units: []store.UnitID{p.Unit}}) {
		return Reply{}, notYours()
	}
	if c.blank() || c.Form == nil && recordID.ReplaceAllString(strings.TrimSpace(c.Text), "") == "" {
		return requestForm(tx, p, c)
	}
	about, line := cutRecord(c.line("title", "stuck", "tried", "wanted"))
	r, err := read(tx, p, reading.Progress, line)
	if err != nil {
		return Reply{}, err
	}
	q := ask{store.Request{Filed: filed(tx, p, r, line), About: about, AnswerBy: r.Date}}
	for _, firm := range r.Companies {
		known, err := tx.KnowsFirm(firm)
		if err != nil {
			return Reply{}, err
		}
		if known || legalForm.MatchString(firm) {
			q.Companies = append(q.Companies, firm) // 供气价格 reads like a firm, and isn't one
		}
	}
	if len(r.FollowUps) > 0 {
		q.AnswerBy = cmpOr(r.FollowUps[0].Due, q.AnswerBy)
	}
	q.read(tx, line)
	if c.Form != nil {
		q.form(c)
	}
	if err := q.about(tx); err != nil {
		return Reply{}, err
	}
	switch {
	case q.Chain == "" && c.Form == nil:
		return requestForm(tx, p, c)
	case q.Chain == "":
		return Reply{}, say.Problemf("Which chain's leader is it for? Please choose the chain.", "提请哪条链的链长？请选择产业链。").In("chain")
	case q.AnswerBy != "" && q.AnswerBy < tx.Today():
		return Reply{}, say.Problemf("%s has passed. Please give a day from today on.", "%s已过，请填今天或以后的日期。", say.DateSeen(q.AnswerBy, tx.Today())).In("by")
	}
	return recordRequest(tx, p, q.Request)
}

// An ask is a request in the making.
type ask struct{ store.Request }

// read takes a line apart: its first clause is what is stuck, the others by their words.
func (q *ask) read(tx *store.Tx, line string) {
	line = asHead.ReplaceAllString(strings.TrimSpace(line), "")
	for _, ch := range tx.City().Chains {
		line = strings.ReplaceAll(line, ch.Name+"链", "")
	}
	var tried, wanted, stuck []string
	for _, clause := range clauses.Split(line, -1) {
		bare := strings.TrimSpace(labels.ReplaceAllString(strings.TrimSpace(clause), ""))
		switch {
		case bare == "" || onlyWhen.MatchString(bare):
		case asWanted.MatchString(strings.TrimSpace(clause)):
			wanted = append(wanted, bare)
		case asTried.MatchString(bare):
			tried = append(tried, bare)
		default:
			stuck = append(stuck, bare)
		}
	}
	if len(stuck) > 0 {
		q.Title, stuck = firstWords(stuck[0]), stuck[1:]
	}
	q.Stuck, q.Tried, q.Wanted = strings.Join(stuck, "，"), strings.Join(tried, "，"), strings.Join(wanted, "，")
}

// firstWords is a clause up to its first blank: 副产氢供气价格 18日前.
func firstWords(clause string) string {
	word, rest := firstWord(clause)
	if onlyWhen.MatchString(rest) || len([]rune(word)) >= 4 {
		return word
	}
	return clause
}

func (q *ask) form(c Call) {
	q.Title, q.Stuck = strings.TrimSpace(c.value("title")), strings.TrimSpace(c.value("stuck"))
	q.Tried, q.Wanted = strings.TrimSpace(c.value("tried")), strings.TrimSpace(c.value("wanted"))
	q.AnswerBy = calendar.Day(cmpOr(c.value("by"), string(q.AnswerBy)))
	if id := strings.TrimSpace(c.value("about")); id != "" {
		q.About = strings.ToUpper(id)
	}
	if ch := c.value("chain"); ch != "" {
		q.Chain, q.Implied = store.ChainID(ch), false
	}
}

// about takes the chain and the firms from the record the request is about.
func (q *ask) about(tx *store.Tx) error {
	if q.About == "" {
		return nil
	}
	f, err := tx.Filed(q.About)
	if err != nil {
		return missing(err, q.About)
	}
	q.Chain = cmpOr(q.Chain, f.Chain)
	firms, err := tx.FirmsOf(q.About)
	q.Companies = append(q.Companies, firms...)
	return err
}

// prefill takes what the record says that the request is about, as its reader may see it.
func (q *ask) prefill(tx *store.Tx, p store.Person) error {
	s, err := store.ShowID(tx, q.About, store.To(p))
	if err != nil {
		return err
	}
	f, err := tx.Filed(q.About)
	if q.Title == "" {
		q.Title = s.TitleOnly()
	}
	if q.Stuck == "" {
		q.Stuck = s.Words(f.Rest).Plain(p.Speaks())
	}
	return err
}

func recordRequest(tx *store.Tx, p store.Person, q store.Request) (Reply, error) {
	if err := tx.PutRequest(&q); err != nil {
		return Reply{}, err
	}
	item := releaseItem(tx, q)
	to, err := taskForce(tx, q.Chain)
	if err != nil {
		return Reply{}, err
	}
	for _, o := range to {
		key := "request/" + string(q.ID) + "/" + string(o.ID)
		if err := tx.Send(store.Outgoing{Key: key, To: store.Address{Person: o.ID}, Message: say.Message{Items: []say.Item{item}}, NotBefore: tx.WorkingMoment(tx.Now)}); err != nil {
			return Reply{}, err
		}
	}
	m := say.Message{Title: say.T("Request %s recorded: %s", "已提请协调 %s：%s", q.ID, q.Title), Lines: requestLines(tx, q, nil)}
	m.Lines = append(m.Lines, say.T("The task-force office has been asked first; it submits it to the chain's leader, or solves it. You will hear from it here.",
		"已转专班办公室先行协调，需要时呈报链长，结果在此告知您。"))
	m.Buttons = editUndo(string(q.ID))
	return Reply{Message: m}, nil
}

// taskForce is a chain's task-force office, or the office.
func taskForce(tx *store.Tx, chain store.ChainID) ([]store.Person, error) {
	out, err := tx.TaskForceOffice(chain)
	if err != nil || len(out) > 0 {
		return out, err
	}
	return tx.TheOffice()
}

// requestLines are a request's parts, each where there is one. For a reader who may not see the investor its name is hidden.
func requestLines(tx *store.Tx, q store.Request, s *store.Shown) []say.Text {
	words := say.Words
	if s != nil {
		words = s.Words
	}
	var out []say.Text
	for _, x := range []struct {
		head say.Text
		text string
	}{{say.T("Stuck", "卡点"), q.Stuck}, {say.T("Tried", "已做工作"), q.Tried}, {say.T("Proposed", "建议"), strings.TrimPrefix(q.Wanted, "建议")}} {
		if x.text != "" {
			out = append(out, say.T("[%s] %s", "【%s】%s", x.head, words(x.text)))
		}
	}
	if q.AnswerBy != "" {
		out = append(out, say.T("[By] The investor needs an answer by %s", "【时限】%s前需答复企业", say.DateSeen(q.AnswerBy, tx.Today())))
	}
	day := dayOf(tx, q.At)
	return append(out, say.T("Asked by %s (%s)", "提请单位：%s（%s）", tx.City().Unit(q.Unit).Title(), say.Days(day, day)))
}

// releaseItem is a request as the task-force office reads it.
func releaseItem(tx *store.Tx, q store.Request) say.Item {
	id := string(q.ID)
	head := say.T("%s asks for the help of the leader of the %s: %s %s", "%s提请%s链长协调：%s %s", tx.City().Unit(q.Unit).Title(), tx.City().Chain(q.Chain).Title(), q.ID, q.Title)
	return say.Item{About: "release/" + id, Lines: append([]say.Text{head}, requestLines(tx, q, nil)...), Buttons: []say.Button{
		{Label: say.T("Submit to the leader", "呈报链长"), Command: "/answer " + id + " release"},
		{Label: say.T("Solved", "已协调解决"), Command: "/answer " + id + " solved"},
		{Label: say.T("Send back", "退回补充"), Command: "/answer " + id + " back"},
	}}
}

func requestForm(tx *store.Tx, p store.Person, c Call) (Reply, error) {
	about, line := cutRecord(c.Text)
	r, err := c.prefill(tx, p, reading.Progress)
	if err != nil {
		return Reply{}, err
	}
	q := ask{store.Request{Filed: filed(tx, p, r, line), About: about}}
	q.read(tx, line)
	if about != "" {
		if err := q.about(tx); err != nil {
			return Reply{}, err
		}
		if err := q.prefill(tx, p); err != nil {
			return Reply{}, err
		}
	}
	by := ""
	if len(r.FollowUps) > 0 {
		by = string(r.FollowUps[0].Due)
	}
	command, err := c.formCommand(tx)
	chain := chainInput(tx, c.orValue("chain", string(q.Chain)))
	chain.Optional, chain.More = false, false
	return Reply{
		Message: say.Lines(say.T("A request needs its chain and what is stuck.", "提请协调需要写明产业链和卡点。")),
		Form: &say.Form{Title: say.T("Ask the chain's leader", "提请链长协调"), Command: command,
			Notes: []say.Text{say.T("The title is read in the chain's channel: please name no company in it.", "标题会在链频道列出，请勿写企业名称。")},
			Inputs: []say.Input{
				{Name: "title", Label: say.T("Title", "事项"), Hint: say.T("price of by-product hydrogen", "副产氢供气价格"), Kind: say.OneLine, Value: c.orValue("title", q.Title)},
				{Name: "stuck", Label: say.T("What is stuck", "卡点"), Kind: say.ManyLines, Value: c.orValue("stuck", q.Stuck), Optional: true},
				{Name: "tried", Label: say.T("What was tried", "已做工作"), Kind: say.ManyLines, Value: c.orValue("tried", q.Tried), Optional: true},
				{Name: "wanted", Label: say.T("What you propose", "建议"), Kind: say.ManyLines, Value: c.orValue("wanted", q.Wanted), Optional: true},
				{Name: "by", Label: say.T("The investor needs an answer by", "需答复企业时限"), Kind: say.PickDay, Value: c.orValue("by", by), Optional: true},
				chain,
				{Name: "about", Label: say.T("About (number)", "关联编号"), Kind: say.OneLine, Value: c.orValue("about", about), Optional: true, More: true},
			}},
	}, err
}
