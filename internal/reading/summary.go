package reading

import "slices"

// readSummary tells whether the figures are cumulative, a month's or a year's, so that they must not be stored as one record.
func (r *reader) readSummary() {
	total := r.has("累计", "共计", "合计", "总计", "今年以来", "截至目前", "截止目前", "汇总", "小结", "同比", "环比") || r.has("截至", "截止") && r.has("今年", "全年", "年内")
	wide := r.has("截至", "截止") || slices.ContainsFunc(r.whens, func(w when) bool { return w.wide && w.past.first <= r.c.Today })
	counts, flows := r.out.Counts, 0 // flows are figures that one record hasn't
	for k := range counts {
		flows += boolInt(k != "companies_visited" && k != "leads_valid")
	}
	switch {
	case r.c.Kind != "": // a line typed after a command is one record unless it says otherwise
		r.out.Summary = flows > 0 && total
	case len(counts) == 0: // 1-10月累计到位省外资金126.5亿元, 10月累计引进博士2名
		r.out.Summary = total && wide && len(r.companies) == 0 && !r.namesProject() && (len(r.sums) > 0 || r.bringsTalent())
	case flows == 1 && !total && counts["signed"]+counts["started"] == 1: // 本月签约一个:预制菜中央厨房
		r.out.Counts = nil
	case !wide && len(r.companies) > 1 && r.onOneDay(): // 今天集中签约…3个项目,合计14亿
		delete(counts, "signed")
		delete(counts, "started")
	default:
		both := counts["trips"]*counts["visits"] > 1 || r.has("周报", "月报", "旬报")
		valid := r.has("周报", "月报") && counts["leads_valid"] > 0
		r.out.Summary = flows > 0 && (total || wide) || flows > 1 && both || wide && (r.has("累计") || valid)
	}
}

// onOneDay tells whether the text speaks of a single day that is over.
func (r *reader) onOneDay() bool {
	return slices.ContainsFunc(r.whens, func(w when) bool { return !w.wide && w.past == w.next && w.past.single() && w.past.first <= r.c.Today })
}

// namesProject tells whether a project is named, and not only 签约项目 or 3个项目.
func (r *reader) namesProject() bool {
	for k, t := range r.tokens {
		if t.class == project && k > 0 && r.tokens[k-1].to == t.from && (nameClass(r.tokens[k-1].class) || r.tokens[k-1].class == noun && !someProjects[r.s[r.tokens[k-1].from:r.tokens[k-1].to]]) {
			return true
		}
	}
	return false
}

// someProjects are words before 项目 that name none of them.
var someProjects = wordSet("在建 招商 招商引资 在谈 重点 续建 新建 新签 全部 各类 产业 省外 亿元以上")
