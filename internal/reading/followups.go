package reading

import (
	"slices"
	"strings"
)

// readFollowUps makes a follow-up of each time that is a promise: a deadline, or a day to come that isn't the record's own.
func (r *reader) readFollowUps() {
	for _, w := range r.whens {
		if !r.promise(w) {
			continue
		}
		r.out.FollowUps = append(r.out.FollowUps, r.followUp(w))
		r.use(w.from, w.to)
	}
	r.dropASAP()
	if len(r.out.FollowUps) == 0 && r.c.Kind == "" {
		r.nextStep()
	}
}

// promise tells whether w is the time of a next step.
func (r *reader) promise(w when) bool {
	if w.bad || r.told(w) || r.isRecordDate(w) || r.out.Summary && (w.how == HowOn || w.how == HowRange || w.wide) || hasAnySuffix(r.s[:w.from], "原定", "原计划") && !r.missed(w) || r.until(w) || strings.HasSuffix(r.s[:w.from], "不是") {
		return false
	}
	switch {
	case r.out.Overdue && (w.how == HowWithinDays || w.how == HowWithinWorkdays) && r.has("已超期", "已逾期", "未办结", "还没办结") && containsAny(r.clauseBefore(w.from), "承诺", "答应"):
		return false // 承诺10个工作日办结,至今未办结: counted from another day
	case r.missed(w):
		return true
	case r.returns(w):
		return false
	case hasAnyPrefix(r.s[w.to:], "不", "了", "作废", "取消", "推迟", "改到", "改为", "调整到", "延期", "报的", "发的", "说的", "登记的", "签约的", "签的", "开工的"):
		return false
	}
	switch w.how {
	case HowASAP:
		return true
	case HowOn, HowRange:
		if w.wide && !r.planned(w) {
			return false
		}
		m := r.due(w)
		return !m.none() && m.last > r.c.Today && (r.planned(w) || r.theyCome(w) || w.past.last > r.c.Today)
	}
	return !w.soft || r.limited(w)
}

// limited tells whether 限 or the like makes a deadline of 5个工作日.
func (r *reader) limited(w when) bool {
	return containsAny(r.clauseBefore(w.from), "限", "要求", "时限", "期限", "给", "需", "承诺", "必须", "须", "答复", "反馈", "办结") || containsAny(r.clauseAfter(w.to), "答复", "反馈", "给", "办结", "完成", "回复")
}

// planned tells whether the words around w speak of the future.
func (r *reader) planned(w when) bool {
	if w.wide {
		return r.plannedPeriod(w)
	}
	text := r.near(w)
	return containsAny(text, "拟", "将", "计划", "预计", "准备", "打算", "约定", "约好", "约了", "定于", "要来", "来考察", "来回访", "再来", "回访", "到岗", "届时", "回话", "等他们", "等对方", "等企业", "等客商", "安排", "力争", "争取", "有望", "答应", "承诺", "再谈", "要", "完成", "确保", "约", "再", "报", "提供", "给", "寄", "送", "答复")
}

// plannedPeriod tells whether a month or more is when something will be done: 预计明年3月投产.
func (r *reader) plannedPeriod(w when) bool {
	before := strings.NewReplacer("原计划", "", "原定", "").Replace(r.clauseBefore(w.from))
	if containsAny(before[max(0, len(before)-24):], "拟", "将", "计划", "预计", "准备", "力争", "争取", "有望", "确保") {
		return true
	}
	for _, p := range []string{"拟", "将", "计划", "预计"} {
		if strings.HasPrefix(r.s[w.to:], p) {
			return w.next.first > r.c.Today
		}
	}
	over := !w.past.none() && w.past != w.next && w.past.last < r.c.Today && w.past.last.Year() == r.c.Today.Year() // 10月签约, said in November
	for _, p := range []string{"投产", "开工", "签约"} {
		if strings.HasPrefix(r.s[w.to:], p) {
			return w.next.first > r.c.Today && !over
		}
	}
	return false
}

// due is the moment that w means as a deadline.
func (r *reader) due(w when) moment {
	if !w.next.none() {
		return w.next
	}
	return w.past
}

func (r *reader) followUp(w when) FollowUp {
	f := FollowUp{Raw: r.raw(w.from, w.to), How: w.how, Clock: w.clock}
	if m := r.due(w); !m.none() {
		f.Due = m.last
		if w.how == HowRange {
			f.DueFrom = m.first
		}
	}
	if r.out.Overdue && !w.past.none() && w.past.last < r.c.Today && (w.how == HowBefore || r.missed(w)) {
		f.Due = w.past.last
	}
	if w.odd(r.due(w)) {
		r.doubt("followups", f.Raw, "weekday")
	}
	from, to := r.stretch(w)
	f.Task = r.task(w, from, to)
	if f.Due != "" && f.Due < r.c.Today && !r.out.Overdue {
		r.doubt("followups", f.Raw, "past")
	}
	r.findOwner(&f, from, to)
	for _, verb := range []string{"负责跟进", "跟进", "负责", "落实", ""} {
		if f.Owner != "" && f.OwnerPerson+f.OwnerUnit != "" {
			f.Task = strings.Trim(strings.Replace(f.Task, f.Owner+verb, "", 1), " ，,")
		}
	}
	r.use(from, to)
	return f
}

// stretch is the clause around w: up to a comma, a full stop, a sum or another time on either side.
func (r *reader) stretch(w when) (from, to int) {
	k := slices.IndexFunc(r.tokens, func(t token) bool { return t.from >= w.from })
	if k < 0 {
		return w.from, w.to
	}
	a, b := k, k
	for a > 0 && !r.ends(r.tokens[a-1]) {
		a--
	}
	for b < len(r.tokens) && (r.tokens[b].from < w.to || !r.ends(r.tokens[b])) {
		b++
	}
	return r.tokens[a].from, r.tokens[b-1].to
}

func (r *reader) ends(t token) bool {
	switch t.class {
	case stop, comma, sum, timed, opening, closing:
		return true
	case mark:
		return strings.Contains(":-—", r.s[t.from:t.to])
	case blanks:
		return r.c.Kind != "" && !r.english
	}
	return false
}

// task is what is to be done: the words of the clause without the time and without who asked.
func (r *reader) task(w when, from, to int) string {
	for r.english && from < w.from && (r.used[from] || r.s[from] == ' ') {
		from++
	}
	before, after := r.raw(from, w.from), r.raw(w.to, to)
	before = askedFor(before)
	after = strings.TrimLeft(after, "，,、：: 的把")
	if r.english {
		before += " "
	}
	if t := strings.TrimSpace(before + after); len([]rune(t)) > 1 || r.c.Kind != "" {
		return t
	}
	return askedFor(strings.TrimSpace(r.clauseEndingAt(from)))
}

// askedFor leaves out who asked, and the words for asking, before what is asked.
func askedFor(s string) string {
	for _, who := range []string{"对方", "企业方", "企业", "客商", "公司", "他们", "客户", "双方"} {
		for _, how := range []string{"明确要求", "要求我们", "要求我方", "要求我县", "要求", "希望我们", "希望", "提出", "需要", "需", "请我们", "让我们", "让", "催", "等"} {
			if rest, ok := strings.CutPrefix(s, who+how); ok {
				return strings.TrimSpace(rest)
			}
		}
	}
	for _, item := range []string{"一是", "二是", "三是", "四是", "五是", "1.", "2.", "3.", "1、", "2、", "3、"} {
		s = strings.TrimSpace(strings.TrimPrefix(s, item))
	}
	for _, how := range []string{"让我们", "让咱们", "让咱", "让我", "叫我们", "要求", "下一步", "下步", "后续", "并", "请在", "请于", "限", "务必", "须", "需在", "应在", "请"} {
		if rest, ok := strings.CutPrefix(s, how); ok {
			return strings.TrimLeft(strings.TrimSpace(rest), "：:，,")
		}
	}
	return s
}

// clauseEndingAt is the clause before the sign at i.
func (r *reader) clauseEndingAt(i int) string {
	end := len(strings.TrimRight(r.s[:i], " ,;:。、()"))
	return r.raw(end-len(r.clauseBefore(end)), end)
}

// findOwner finds who is to do it: a colleague, a unit, or a post in the clause or the one behind it.
func (r *reader) findOwner(f *FollowUp, from, to int) {
	for _, n := range r.persons {
		if n.from >= from && n.from < to+40 && (len(n.people) > 0 && !r.byPost(n) || r.responsible(n)) {
			r.ownedBy(f, n)
			return
		}
	}
	for _, t := range r.titles {
		if t.rule != nil && strings.Contains(t.text, "链长") && containsAny(r.s[max(0, t.from-9):t.from], "请") {
			f.Owner = r.raw(t.from, t.to)
			return
		}
	}
}

// byPost tells whether a colleague was named by a post alone: 区长带队 makes no owner of the district's head.
func (r *reader) byPost(n named) bool {
	return slices.ContainsFunc(r.titles, func(t title) bool { return t.from < n.to && n.from < t.to })
}

// responsible tells whether the words around an unknown 小李 make him the owner.
func (r *reader) responsible(n named) bool {
	return r.pastVerb(n.to) > n.to || containsAny(r.s[max(0, n.from-15):n.from], "责任人", "由", "请", "跟进人", "联系人", "经办")
}

func (r *reader) ownedBy(f *FollowUp, n named) {
	f.Owner = r.raw(n.from, n.to)
	r.use(n.from, n.to)
	switch len(n.people) {
	case 1:
		f.OwnerPerson, f.OwnerUnit = n.people[0].ID, n.people[0].Unit
	case 0:
	default:
		a := Ambiguity{Words: f.Owner}
		for _, p := range n.people {
			a.People = append(a.People, p.ID)
		}
		r.out.Who = append(r.out.Who, a)
	}
}

// dropASAP leaves out 尽快 where another follow-up has a day.
func (r *reader) dropASAP() {
	dated := func(f FollowUp) bool { return f.How != HowASAP }
	if slices.ContainsFunc(r.out.FollowUps, dated) {
		r.out.FollowUps = slices.DeleteFunc(r.out.FollowUps, func(f FollowUp) bool { return !dated(f) })
	}
}

// nextStep reads 下一步： with no time.
func (r *reader) nextStep() {
	for _, w := range []string{"下一步", "下步", "后续", "待办"} {
		i := strings.Index(r.s, w)
		if i < 0 || hasAnySuffix(r.s[:i], "无", "没有") {
			continue
		}
		rest := strings.TrimLeft(r.clauseAfter(i+len(w)), ":,计划将拟工作打算")
		if len(rest) < 6 {
			continue
		}
		end := i + len(w) + len(r.clauseAfter(i+len(w)))
		r.out.FollowUps = append(r.out.FollowUps, FollowUp{How: HowNone, Task: r.raw(end-len(rest), end)})
		return
	}
}
