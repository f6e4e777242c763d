package reading

import (
	"regexp"
	"slices"
	"strings"
)

// readDate finds the record's own day.
func (r *reader) readDate() {
	moved := slices.ContainsFunc(r.whens, r.moved)
	for i, w := range r.whens {
		switch {
		case w.bad:
			r.out.Bad = append(r.out.Bad, Bad{NoSuchDay, r.raw(w.from, w.to)})
			r.use(w.from, w.to)
		case r.out.Date == "" && r.recordDate(w) && (!moved || r.moved(w)):
			r.setDate(i)
		}
	}
	for i, w := range r.whens {
		if r.out.Date == "" && r.lastResort(w) {
			r.setDate(i)
		}
	}
	for _, w := range r.whens {
		m := r.moment(w)
		switch {
		case r.out.Date == "":
		case r.out.DateEnd == "" && m.single() && w.past.first > r.out.Date && w.past.first <= r.c.Today && r.returns(w): // 1日出发|3日返回
			r.out.DateEnd = w.past.first
			r.use(w.from, w.to)
		case r.out.Summary && r.out.DateEnd != "" && r.until(w) && !w.past.none(): // 今年累计,截至10月底
			r.out.DateEnd = w.past.last
		case r.out.DateEnd == "" && m.first == r.out.Date && !m.single() && w.how == HowOn && !w.wide: // 明天带队赴嘉兴,时间11月10日至12日
			r.out.DateEnd = m.last
			r.use(w.from, w.to)
		}
	}
}

// returns tells whether w is when somebody comes back: 后天|回.
func (r *reader) returns(w when) bool {
	return hasAnyPrefix(r.s[w.to:], "返", "回来", "回程", "回到") || r.clauseAfter(w.to) == "回"
}

// setDate takes the i-th time for the record's own.
func (r *reader) setDate(i int) {
	w, m := r.whens[i], r.moment(r.whens[i])
	r.record, r.out.Date = i, m.first
	if w.odd(m) {
		r.doubt("date", r.raw(w.from, w.to), "weekday")
	}
	if !m.single() {
		r.out.DateEnd = m.last
	}
	r.use(w.from, w.to)
}

// lastResort tells whether w is the record's day if there is no better one: the week that a squad was out, 小分队上周在宁波驻点, or the day of the signing
// by which a project is known, 上月28日签约的冠冻冷链项目.
func (r *reader) lastResort(w when) bool {
	m := r.moment(w)
	if w.bad || m.none() || m.last > r.c.Today || r.out.Summary {
		return false
	}
	if r.out.Kind == Trip {
		return w.wide && m.last < r.c.Today && m.last.Sub(m.first) == 6 && len(r.clauseBefore(w.from)) == w.from
	}
	return r.out.Kind == Progress && !w.wide && m.single() && r.describes(w) && hasAnyPrefix(r.s[w.to:], "签的", "签约的")
}

// until tells whether w only ends the period that figures are of: 截至|10月底.
func (r *reader) until(w when) bool {
	return hasAnySuffix(r.s[:w.from], "截至", "截止", "截止到")
}

// dayOfStage takes, of several days, the one on which the stage was reached: 9月15日签约,今天上午|正式开工.
func (r *reader) dayOfStage() {
	k := slices.IndexFunc(stageRules, func(rule stageRule) bool { return rule.stage == r.out.Stage })
	if r.out.Kind != Progress || r.out.Date == "" || r.out.DateEnd != "" || k < 2 {
		return
	}
	for i, w := range r.whens {
		m := r.moment(w)
		own := !w.bad && !w.wide && w.how == HowOn && m.single() && !m.none() && m.first <= r.c.Today && !r.reportTime(w) && !r.describes(w)
		if own && i != r.record && r.statesIn(stageRules[k], w.to, w.to+len(r.clauseAfter(w.to))) {
			r.setDate(i)
		}
	}
}

// moved tells whether w is the new day of something put off, 原定今天，改到下周四, or the right one of a correction, 应为11月5日.
func (r *reader) moved(w when) bool {
	if r.out.Correction && (hasAnySuffix(r.s[:w.from], "应为", "应是", "实为") || strings.HasSuffix(r.s[:w.from], "是") && !strings.HasSuffix(r.s[:w.from], "不是")) {
		return true
	}
	trip := r.out.Kind == Trip || r.out.Kind == Visit
	return trip && hasAnySuffix(r.s[:w.from], "改到", "改至", "改在", "改成", "推到", "推至", "推迟到", "延期到", "延到", "改期到", "调整到", "推迟至")
}

// recordDate tells whether w is the day that the record is about.
func (r *reader) recordDate(w when) bool {
	if w.how != HowOn && w.how != HowRange || w.wide && !r.out.Summary || r.out.Summary && !w.wide && w.past.single() || r.reportTime(w) || r.c.Kind == FollowUpLine {
		return false
	}
	m := r.moment(w)
	if m.none() || r.missed(w) || r.describes(w) || r.answers(w) || hasAnySuffix(r.s[:w.from], "原定", "原计划") && (hasAnySuffix(r.s[:w.to], "底", "末") || r.out.Kind == Progress && r.has("推到", "推至", "改到", "改期", "推迟")) {
		return false
	}
	if m.first <= r.c.Today || r.out.Summary {
		return !(w.next != w.past && r.planned(w) && !r.mainClause(w))
	}
	return (r.out.Kind == Trip || r.out.Kind == Visit) && r.mainClause(w) && !r.told(w)
}

// answers tells whether w is only when the firm is to hear or to speak again: 周五|回话.
func (r *reader) answers(w when) bool {
	return hasAnyPrefix(r.s[w.to:], "回话", "给话", "给回话", "给信", "给准信", "给答复", "给个答复", "给个话", "再碰", "再谈", "再约", "再联系")
}

// told tells whether what stands behind a time has happened: 国庆后|去了宁波.
func (r *reader) told(w when) bool {
	return strings.HasSuffix(r.s[:w.to], "后") && containsAny(r.clauseAfter(w.to), "去了", "来了", "跑了", "见了")
}

// describes tells whether a time only says which project or firm is meant: 九月底签的|那个羽绒项目昨天开工了.
func (r *reader) describes(w when) bool {
	for _, o := range r.whens { // the day itself comes later
		if o.from > w.to && o.how == HowOn && !o.wide && !o.past.none() && o.past.first <= r.c.Today && o.past == o.next && describing.MatchString(r.s[w.to:o.from]) {
			return true
		}
	}
	return len(r.whens) > 1 && hasAnyPrefix(r.s[w.to:], "签的", "签约的", "谈的", "报的", "见的", "来的", "来过的", "来过一次的", "定的", "说的", "登记的", "上报的", "对接的")
}

// describing is what follows a day that only says who is meant: 上月26日|来清丰考察的沪上软体家居.
var describing = regexp.MustCompile(`^[^,;。、]{0,15}(?:来|考察|谈|签约|见过)[^,;。、]{0,9}的`)

// moment is what w means as the record's day: the past one, unless its clause is a plan.
func (r *reader) moment(w when) moment {
	if m, ok := r.inWeek(w); ok {
		return m
	}
	if w.past != w.next && r.ahead(w) {
		return w.next
	}
	return w.past
}

// ahead tells whether a time that may be over or to come is to come.
func (r *reader) ahead(w when) bool {
	text, after := intended.Replace(r.near(w)), r.clauseAfter(w.to)
	done := containsAny(text, "了", "已")
	switch {
	case r.out.Kind == Trip && r.has("行程请备案", "行程报备", "行程备案", "报备行程"):
		return true
	case r.arrives(w), containsAny(after, "将到", "将来", "将赴", "拟到", "拟来", "拟赴", "要来", "要到"):
		return true
	case r.out.Kind == Visit && w.next.first.Month() == r.c.Today.Month() && hasAnyPrefix(after, "来", "过来", "到访") && !done && !containsAny(text, "过", "来的", "时"):
		return true // 18号|来看厂子
	}
	return !done && containsAny(text, "拟", "将", "计划", "预计", "准备", "打算", "定于", "要来", "要到", "要过来", "安排", "能不能", "能否")
}

// intended takes out what is planned of the investment and not of the trip or visit: 来园区考察 8号 4人|拟投6000万; and 现将, 兹将.
var intended = strings.NewReplacer("拟投", "", "拟建", "", "拟租", "", "拟用", "", "计划投", "", "计划建", "", "预计投", "", "准备投", "", "打算投", "", "兹将", "", "现将", "")

// arrives tells whether somebody comes here at a time still ahead: 李总他们周四下午到,.
func (r *reader) arrives(w when) bool {
	if w.wide {
		return false // 10月份共接待客商来访38批次
	}
	if r.theyCome(w) {
		return true
	}
	if w.next.first > r.c.Today && len(r.clauseBefore(w.from)) == w.from && !strings.Contains(r.clauseAfter(w.to), "了") && comesBy.MatchString(r.s[w.to:]) {
		return true
	}
	if !containsAny(r.clauseBefore(w.from), "总", "他们", "客商", "老板", "对方", "企业", "一行", "考察团") {
		return false
	}
	after := strings.TrimSpace(r.s[w.to:])
	for _, p := range []string{"到,", "到;", "到。", "过来", "抵达", "来,", "就到", "到我", "到一行", "到濮", "过来"} {
		if strings.HasPrefix(after, p) {
			return true
		}
	}
	return after == "到"
}

// comesBy is what follows the day on which somebody will come: 周五下午|晶泽光电王总过来.
var comesBy = regexp.MustCompile(`^[^,;。]{4,}?(?:要来|会来|来咱|的人来)|^[^,;。]{2,}?(?:总|老板|客商|一行|考察团|\d人)(?:要|会|再)?(?:过来|到濮|来濮|到我|来我|到县|来县|到访|来访|来考察|来回访|来看)`)

// theyCome tells whether it is said that the firm comes on w: 对方|21日|来考察.
func (r *reader) theyCome(w when) bool {
	return hasAnySuffix(r.s[:w.from], "对方", "他们", "企业", "客商") && hasAnyPrefix(r.s[w.to:], "来", "过来", "到我", "再来") && !containsAny(r.clauseAfter(w.to), "了", "过")
}

// inWeek is a bare weekday of the week that the text names before it: 上周在东莞驻点(周二到周五).
func (r *reader) inWeek(w when) (moment, bool) {
	if w.past.none() || w.next.none() || w.next.last.Sub(w.past.last) != 7 || w.how != HowOn {
		return moment{}, false
	}
	for _, o := range r.whens {
		if o.from >= w.from || !o.wide || o.past.none() || o.past != o.next || o.past.last.Sub(o.past.first) != 6 {
			continue
		}
		shift := o.past.first.Sub(w.past.first.Monday())
		return span(w.past.first.Add(shift), w.past.last.Add(shift)), true
	}
	return moment{}, false
}

// missed tells whether w is a deadline that was let pass: 应于11月4日办结，仍未办结.
func (r *reader) missed(w when) bool {
	if strings.HasSuffix(r.s[:w.from], "原定") && hasAnyPrefix(r.s[w.to:], "开工", "投产", "签约", "竣工", "达产") {
		return false // what was planned of a project is no promise
	}
	return r.out.Overdue && (containsAny(r.clauseBefore(w.from), "应", "原定", "承诺", "约定", "限") || strings.HasPrefix(r.s[w.to:], "到期") || strings.HasPrefix(r.s[w.to:], "截止"))
}

// near is the text of the clause close around a time.
func (r *reader) near(w when) string {
	before, after := r.clauseBefore(w.from), r.clauseAfter(w.to)
	if len(before) > 24 {
		before = before[len(before)-24:]
	}
	return before + after[:min(len(after), 30)]
}

// mainClause tells whether a plan's day belongs to the record itself, and not to a next step behind it.
func (r *reader) mainClause(w when) bool {
	if r.moved(w) || r.c.Kind == Trip || r.c.Kind == Visit {
		return true
	}
	before := strings.ReplaceAll(r.s[:w.from], "对方来函", "")
	for _, earlier := range r.whens {
		if earlier.from < w.from && !earlier.wide && r.moment(earlier).first <= r.c.Today && !r.moment(earlier).none() {
			return false
		}
	}
	return !containsAny(before, "接待了", "拜访了", "走访了", "看了", "见了", "跑了", "谈妥", "谈好", "回来", "对方", "下一步", "约定", "敲定", "商定", "说好", "他们", "已", "完了")
}

// reportTime tells whether w is only when it was reported: 昨天报的, 今天补报.
func (r *reader) reportTime(w when) bool {
	after := strings.TrimLeft(r.s[w.to:], " ,")
	for _, p := range []string{"报的", "上报", "补报", "填报", "登记的", "报送", "报了", "发的", "报过", "补录", "说的", "汇报", "已登记", "登记", "已报", "已首报", "就报", "又报", "首报", "录入"} {
		if strings.HasPrefix(after, p) {
			return true
		}
	}
	return false
}

// isRecordDate tells whether w was taken as the record's day.
func (r *reader) isRecordDate(w when) bool {
	return r.record >= 0 && r.whens[r.record].from == w.from
}
