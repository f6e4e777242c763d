package reading

import (
	"regexp"
	"slices"
	"strings"
)

// resolve decides what the finds mean, in the order in which one needs the other.
func (r *reader) resolve() {
	r.persons = r.findPeople()
	r.readFlags()
	r.findCompanies()
	r.readKind()
	r.readCounts()
	r.readSummary()
	r.readDate()
	r.readTalent()
	r.readPlan()
	r.readStage()
	r.dayOfStage()
	r.findProject()
	r.readChain()
}

// readSummary tells whether the figures are cumulative: a month's or year's, or 累计.
func (r *reader) readSummary() {
	total := r.has("累计", "共计", "合计", "总计", "今年以来", "截至目前", "截止目前", "汇总", "小结")
	wide := r.has("截至", "截止") || slices.ContainsFunc(r.whens, func(w when) bool { return w.wide && w.past.first <= r.c.Today })
	if len(r.out.Counts) == 0 { // 1-10月累计到位省外资金126.5亿元, 10月累计引进博士2名
		r.out.Summary = total && wide && len(r.companies) == 0 && !r.namesProject() && (len(r.sums) > 0 || r.bringsTalent()) && r.c.Kind == ""
		return
	}
	flows := 0
	for k := range r.out.Counts {
		flows += boolInt(k != "companies_visited" && k != "leads_valid")
	}
	total = total || r.has("截至", "截止") && r.has("今年", "全年", "年内")
	both := r.out.Counts["trips"]*r.out.Counts["visits"] > 1 || r.has("周报", "月报", "旬报")
	r.out.Summary = flows > 0 && (total || wide) || flows > 1 && both || r.has("累计") && wide
	if day := slices.ContainsFunc(r.whens, func(w when) bool { return !w.wide && w.past == w.next && w.past.single() && w.past.first <= r.c.Today }); day && !wide && len(r.companies) > 1 {
		r.out.Summary = false // 今天集中签约…3个项目,合计14亿
		delete(r.out.Counts, "signed")
		delete(r.out.Counts, "started")
	}
	if r.has("周报", "月报") && wide && r.out.Counts["leads_valid"] > 0 {
		r.out.Summary = true
	}
	if n := r.out.Counts["signed"] + r.out.Counts["started"]; flows == 1 && n == 1 && !total { // 本月签约一个：预制菜中央厨房
		r.out.Summary, r.out.Counts = false, nil
	}
	if r.c.Kind != "" { // a line typed after a command is one record unless it says otherwise
		r.out.Summary = flows > 0 && total
	}
}

// namesProject tells whether a project is named, and not only 签约项目 or 3个项目.
func (r *reader) namesProject() bool {
	for k, t := range r.tokens {
		if t.class == project && k > 0 && r.tokens[k-1].to == t.from && (nameClass(r.tokens[k-1].class) || r.tokens[k-1].class == noun) {
			return true
		}
	}
	return false
}

// readDate finds the record's own day.
func (r *reader) readDate() {
	moved := slices.ContainsFunc(r.whens, r.moved)
	for i, w := range r.whens {
		if w.bad {
			r.out.Bad = append(r.out.Bad, Bad{NoSuchDay, r.raw(w.from, w.to)})
			r.use(w.from, w.to)
			continue
		}
		if r.out.Date == "" && r.recordDate(w) && (!moved || r.moved(w)) {
			r.record = i
			r.out.Date = r.moment(w).first
			if w.odd(r.moment(w)) {
				r.doubt("date", r.raw(w.from, w.to), "weekday")
			}
			if m := r.moment(w); !m.single() {
				r.out.DateEnd = m.last
			}
			r.use(w.from, w.to)
		}
	}
	for i, w := range r.whens { // 小分队上周在宁波驻点
		if m := r.moment(w); r.out.Date == "" && r.out.Kind == Trip && !r.out.Summary && w.wide && m.last < r.c.Today && m.last.Sub(m.first) == 6 && len(r.clauseBefore(w.from)) == w.from {
			r.record, r.out.Date, r.out.DateEnd = i, m.first, m.last
			r.use(w.from, w.to)
		}
	}
	for i, w := range r.whens { // 上月28日签约的冠冻冷链项目,合同约定…
		if m := r.moment(w); r.out.Date == "" && r.out.Kind == Progress && r.describes(w) && hasAnyPrefix(r.s[w.to:], "签的", "签约的") && !w.bad && !w.wide && m.single() && m.first <= r.c.Today {
			r.record, r.out.Date = i, m.first
			r.use(w.from, w.to)
		}
	}
	for _, w := range r.whens { // 截至10月底,今年累计
		if r.out.Summary && r.out.DateEnd != "" && hasAnySuffix(r.s[:w.from], "截至", "截止", "截止到") && !w.past.none() {
			r.out.DateEnd = w.past.last
		}
	}
	for _, w := range r.whens { // 明天带队赴嘉兴,时间11月10日至12日
		if m := r.moment(w); r.out.Date != "" && r.out.DateEnd == "" && m.first == r.out.Date && !m.single() && w.how == HowOn && !w.wide {
			r.out.DateEnd = m.last
			r.use(w.from, w.to)
		}
	}
}

// dayOfStage takes, of several days, the one on which the stage was reached: 9月15日签约,今天上午|正式开工.
func (r *reader) dayOfStage() {
	if r.out.Kind != Progress || r.out.Date == "" || r.out.DateEnd != "" {
		return
	}
	for _, rule := range stageRules[2:] {
		if rule.stage != r.out.Stage {
			continue
		}
		for i, w := range r.whens {
			m := r.moment(w)
			if i == r.record || w.bad || w.wide || w.how != HowOn || !m.single() || m.none() || m.first > r.c.Today || r.reportTime(w) || r.describes(w) {
				continue
			}
			if after := r.clauseAfter(w.to); r.statesIn(rule, w.to, w.to+len(after)) {
				r.record, r.out.Date = i, m.first
				r.use(w.from, w.to)
			}
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
	if m.none() || r.missed(w) || r.describes(w) || hasAnySuffix(r.s[:w.from], "原定", "原计划") && hasAnySuffix(r.s[:w.to], "底", "末") {
		return false
	}
	if m.first <= r.c.Today || r.out.Summary {
		return !(w.next != w.past && r.planned(w) && !r.mainClause(w))
	}
	return (r.out.Kind == Trip || r.out.Kind == Visit) && r.mainClause(w) && !r.told(w)
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
	text := r.near(w)
	if w.past != w.next && r.arrives(w) {
		return w.next
	}
	if w.past != w.next && containsAny(text, "拟", "将", "计划", "预计", "准备", "打算", "定于", "要来", "要到", "要过来", "安排", "能不能", "能否") && !containsAny(text, "了", "已") {
		return w.next
	}
	return w.past
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
	before := r.s[:w.from]
	for _, earlier := range r.whens {
		if earlier.from < w.from && !earlier.wide && r.moment(earlier).first <= r.c.Today && !r.moment(earlier).none() {
			return false
		}
	}
	return !containsAny(before, "接待了", "拜访了", "走访了", "看了", "对方", "下一步", "约定", "敲定", "商定", "说好", "他们", "已", "完了")
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

// readPlan tells whether the trip or visit is still to come.
func (r *reader) readPlan() {
	if r.out.Kind != Trip && r.out.Kind != Visit || r.out.Summary {
		return
	}
	switch {
	case r.out.Date > r.c.Today:
		r.out.Planned = true
	case r.out.Date != "":
	default:
		r.out.Planned = r.plansFirst()
	}
	for _, done := range []string{"signed", "leads", "leads_valid"} { // hasn't been, of what is planned
		if r.out.Planned {
			delete(r.out.Counts, done)
		}
	}
}

// plansFirst tells whether the first clause is a plan: 拟于近期赴深圳.
func (r *reader) plansFirst() bool {
	first := r.clauseAfter(0)
	return containsAny(first, "拟赴", "拟于", "计划赴", "计划于", "将赴", "将于", "准备赴", "准备去", "打算去", "计划到", "拟到", "准备到", "计划", "拟", "预计", "定于") && !containsAny(first, "了", "已")
}
