package commands

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"

	"chainlead/internal/say"
	"chainlead/store"
)

var _ = add(Command{
	Name: "find", Alias: "查找",
	Usage: say.T("a company, a place, a chain, words, or a number", "企业、地点、产业链、关键词或编号"),
	Short: say.T("Find records, or one record with its history", "查找登记；写编号看详情和变更记录"),
	Run:   find,
})

// findMost is how many records an answer lists.
const findMost = 15

// find looks for records by a company however it is written, else by words; a number alone is that record with its history. Outside one's own
// scope it says that a company is being followed, and nothing more.
func find(tx *store.Tx, c Call) (Reply, error) {
	text := strings.TrimSpace(c.Text)
	if text == "" {
		return Reply{}, say.Problemf("What are you looking for? Please type a company, a place, words or a number.", "查找什么？请输入企业、地点、关键词或编号。")
	}
	if id, rest := cutRecord(text); id != "" && rest == "" {
		return one(tx, c.who, id)
	}
	firms, err := tx.FirmsLike(text)
	if err != nil {
		return Reply{}, err
	}
	found, err := tx.RecordsOf(firms)
	if err == nil && len(found) == 0 {
		found, err = tx.RecordsWith(searchWords(tx, c.who, text), 200)
	}
	if err != nil {
		return Reply{}, err
	}
	return foundReply(tx, c.who, text, found)
}

// searchWords are the words to look for: a chain's name is its ID in the records.
func searchWords(tx *store.Tx, p store.Person, text string) []string {
	var out []string
	for _, w := range strings.Fields(strings.ReplaceAll(text, "　", " ")) {
		if ch := chainNamed(tx.City(), strings.TrimSuffix(w, "链")); ch != "" {
			w = string(ch)
		}
		out = append(out, w)
	}
	return out
}

func foundReply(tx *store.Tx, p store.Person, text string, found []store.Found) (Reply, error) {
	var items []say.Item
	hidden, more := 0, 0
	seen := map[string]bool{}
	for _, f := range found {
		if seen[f.ID] {
			continue
		}
		seen[f.ID] = true
		s, err := store.ShowID(tx, f.ID, store.To(p))
		switch {
		case err != nil:
			return Reply{}, err
		case !s.Visible || !s.Named:
			hidden += bit(f.Firm)
			continue
		case len(items) == findMost:
			more++
			continue
		}
		line, err := recordLine(tx, f.ID, s)
		if err != nil {
			return Reply{}, err
		}
		items = append(items, say.Item{Lines: []say.Text{line}})
	}
	m := say.Message{Title: say.T("Found: %d", "查到%d条", len(items)+more), Items: items}
	if more > 0 {
		m.Items = append(m.Items, say.Item{Lines: []say.Text{say.T("and %d more; please add a word", "另%d条，请增加关键词缩小范围", more)}})
	}
	switch {
	case hidden > 0 && len(items) == 0:
		m = say.Lines(say.T("The company is being followed by others; their records aren't shown here.", "该企业另有单位在跟进，内容不公开。"))
	case hidden > 0:
		m.Items = append(m.Items, say.Item{Lines: []say.Text{say.T("The company is being followed by others; their records aren't shown here.", "该企业另有单位在跟进，内容不公开。")}})
	case len(items) == 0:
		m = say.Lines(say.T("Nothing found for “%s”.", "没有查到与“%s”有关的登记。", text))
	}
	return Reply{Message: m}, nil
}

// recordLine is a record in one line: number, what, whose, when.
func recordLine(tx *store.Tx, id string, s store.Shown) (say.Text, error) {
	f, err := tx.Filed(id)
	if err != nil {
		return say.Text{}, err
	}
	what := s.Title()
	if what.Empty() {
		what = s.Firms()
	}
	return say.Join(" | ", "｜", say.T("%s %s", "%s %s", id, what), tx.City().Unit(f.Unit).Title(), tx.City().Chain(f.Chain).Title(), say.DateSeen(dayOf(tx, f.At), tx.Today())), nil
}

// one is a single record with its history.
func one(tx *store.Tx, p store.Person, id string) (Reply, error) {
	s, err := store.ShowID(tx, id, store.To(p))
	if err != nil {
		return Reply{}, missing(err, id)
	}
	f, err := tx.Filed(id)
	if err != nil {
		return Reply{}, err
	}
	if !s.Visible || !s.Named {
		return Reply{}, noSuch(id)
	}
	line, err := recordLine(tx, id, s)
	if err != nil {
		return Reply{}, err
	}
	m := say.Message{Title: line}
	if f.Text != "" {
		m.Lines = append(m.Lines, say.T("As typed: %s", "原文：%s", f.Text))
	}
	if f.Withdrawn != nil {
		m.Lines = append(m.Lines, say.T("Withdrawn: %s", "已撤回：%s", f.Withdrawn.Why))
	}
	steps, err := tx.FollowUpsOf(id)
	if err != nil {
		return Reply{}, err
	}
	for _, x := range steps {
		state := say.T("open, due %s", "未办结，时限%s", x.Due)
		if x.Closed != nil {
			state = say.T("done", "已办结")
		}
		m.Lines = append(m.Lines, say.T("%s %s (%s)", "%s %s（%s）", x.ID, s.Words(x.What), state))
	}
	history, err := historyLines(tx, id)
	m.Items = []say.Item{{Lines: append([]say.Text{say.T("[History]", "【变更记录】")}, history...)}}
	if tx.May(p, store.MayChangeOwn, store.Subject{People: []store.PersonID{f.Reporter}}) || tx.May(p, store.MayChange, store.Subject{Units: []store.UnitID{f.Unit}}) {
		m.Buttons = []say.Button{{Label: say.T("Edit", "修改"), Command: "/edit " + id}}
	}
	return Reply{Message: m}, err
}

// historyLines are a record's changes: when, who, what.
func historyLines(tx *store.Tx, id string) ([]say.Text, error) {
	log, err := tx.History(id)
	if err != nil {
		return nil, err
	}
	var out []say.Text
	for _, e := range log {
		by, err := tx.Someone(e.By)
		if err != nil {
			return nil, err
		}
		who := say.T("%s", "%s", by.At())
		if e.By == "" {
			who = say.T("the assistant", "系统")
		}
		what := say.T("recorded", "登记")
		if e.Before != nil {
			what = say.T("changed %s", "修改%s", changedFields(e))
		}
		at := tx.Local(e.At)
		out = append(out, say.T("%s %s %s: %s", "%s%s %s：%s", say.DateSeen(dayOf(tx, e.At), tx.Today()), at.Format("15:04"), who, what))
	}
	return out, nil
}

var fieldNames = map[string]say.Text{
	"chain": say.T("chain", "产业链"), "company": say.T("company", "企业"), "companies": say.T("companies", "企业"), "project": say.T("project", "项目"), "name": say.T("name", "名称"),
	"sum": say.T("sum", "金额"), "from": say.T("day", "日期"), "to": say.T("last day", "返回日期"), "places": say.T("places", "地点"), "leader": say.T("leader", "带队领导"),
	"people": say.T("head count", "人数"), "withdrawn": say.T("withdrawn", "撤回"), "claim": say.T("claim", "首报认定"), "same": say.T("same batch", "同一批次"), "joined": say.T("units taking part", "参加单位"),
	"confirmed": say.T("confirmed", "确认成行"), "steps": say.T("stages", "进展"), "contract": say.T("contract sum", "合同额"), "total": say.T("total investment", "总投资"), "increases": say.T("increases", "增资"),
	"contacts": say.T("contacts", "联系记录"), "closed": say.T("done", "办结"), "due": say.T("due day", "时限"), "owner": say.T("owner", "责任人"), "put": say.T("extension", "延期"), "offered": say.T("hand-over", "转交"),
	"judged": say.T("judgement", "研判"), "released": say.T("submitted", "呈报"), "answered": say.T("answer", "答复"), "what": say.T("what", "事项"), "unit": say.T("unit", "单位"), "hidden": say.T("confidentiality", "保密"),
	"ruling": say.T("ruling", "裁定"), "freed": say.T("claim released", "首报释放"), "title": say.T("title", "事项"), "stuck": say.T("what is stuck", "卡点"), "tried": say.T("what was tried", "已做工作"), "wanted": say.T("proposal", "建议"), "answer_by": say.T("answer-by day", "答复时限"),
	"origin": say.T("origin of the money", "资金来源"), "month": say.T("month", "月份"), "shown": say.T("put before the leader", "呈链长"), "order": say.T("given by", "交办"), "back": say.T("sent back", "退回"),
}

// changedFields names what a change changed.
func changedFields(e store.Entry) say.Text {
	before, after := fields(e.Before), fields(e.After)
	var keys []string
	for k := range fieldNames {
		if !bytes.Equal(before[k], after[k]) {
			keys = append(keys, k)
		}
	}
	slices.Sort(keys)
	var out []say.Text
	for _, k := range keys {
		out = append(out, fieldNames[k])
	}
	return say.Join(", ", "、", out...)
}

func fields(raw []byte) map[string]json.RawMessage {
	var e struct {
		D map[string]json.RawMessage `json:"d"`
	}
	if json.Unmarshal(raw, &e) != nil {
		return nil // a value that isn't an object has no fields
	}
	return e.D
}
