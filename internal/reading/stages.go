package reading

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// A stageRule says which stage a word states, if it was done.
type stageRule struct {
	stage Stage
	words []string
}

// stageRules stand in the order of progress: the furthest stage that a text states counts.
var stageRules = []stageRule{
	{StageLead, strings.Fields("有意向 意向 有意 线索 首报 首谈 首次报备 首次报告 首次上报 初步接触")},
	{StageNegotiating, strings.Fields("洽谈 商谈 在谈 谈判 磋商 洽商 会谈 面谈 详谈 深谈 考察选址 选址考察 实地选址 框架协议 战略合作协议 合作备忘录 意向协议 意向书 框架合作协议 谈")},
	{StageSigned, strings.Fields("签约 签订投资协议 签订投资合同 签署投资协议 签署投资合同 签的那个 刚签了 签了, 签了! 签的约 签了约 签完约 签订合同 签了合同 签了投资协议 签了投资合同 签订正式合同 签订正式协议 签署正式协议 签署合作协议 签订合作协议 签署协议 签订协议 合同已签 协议已签 签下")},
	{StageRegistered, strings.Fields("注册成立 完成注册 已注册 注册登记 工商注册 公司注册 注册公司 完成工商登记 办理营业执照 拿到营业执照 营业执照拿到 执照办好 拿到执照 拿了执照 执照办下来 领取营业执照 取得营业执照 领了营业执照 办结营业执照 营业执照已办 注册落地 项目公司已成立 注册了项目公司 注册了公司 注册完成 注册")},
	{StageStarted, strings.Fields("开工 动工 奠基 破土 开建 进场施工 打桩")},
	{StageInStatistics, strings.Fields("入统 纳统 入库纳统 完成入库")},
	{StageInProduction, strings.Fields("投产 正式生产 试生产 竣工投产 投入生产 下线 点火")},
	{StageAtCapacity, strings.Fields("达产 达效 满产")},
	{StageSuspended, strings.Fields("暂停 停工 搁置 暂缓 停滞 中止")},
	{StageTerminated, strings.Fields("终止 项目不来了 项目取消 项目已取消 项目被取消 不做了 另选他处 改投外省 改投他处 落户外地 取消投资 放弃投资 不投了 谈崩 黄了 撤资 放弃了 解除合同 解约 不再投资 取消该项目 取消了该项目")},
}

// undone are the words before a stage word in its clause that mean it wasn't done.
var undone = strings.Fields("急着 本来 就等 等着 只等 正在办 已申报 正在申报 别写成 别报成 想 原定 原计划 意向 拟 将 计划 预计 准备 打算 有望 争取 力争 预定 约定 即将 未 没 尚未 还没 暂未 取消 不 无 非 待 届时 要 明年 后年 下月 下个月 下周 年底前 请 尽快 抓紧 推动 推进 促进 确保 条件 具备 建议 提出 希望 如 若 能否 申请 加快 有待 等待 距 定于 安排 目标 早日 尽早 影响 明天 后天")

// notStage are words right behind a stage word that mean something else: 开工率, 签约前, 投产后.
var notStage = []string{"意向", "地", "率", "资", "承诺", "申请", "地址", "商标", "证", "前", "后", "仪式在即", "仪式由", "仪式定于", "仪式将", "仪式拟", "仪式推迟", "仪式定在", "额", "条件", "手续", "材料", "资料", "时间", "计划", "在即", "事宜", "准备", "的问题", "日期", "之前", "之后", "项目库"}

// readStage finds the furthest stage that the text says was reached.
func (r *reader) readStage() {
	if r.out.Summary {
		return
	}
	for _, rule := range stageRules {
		if r.states(rule) {
			r.out.Stage = rule.stage
		}
	}
	if st := r.secondPhase(); st != "" {
		r.out.Stage = st
	}
	if r.out.Stage == "" && r.out.Kind == Lead && r.c.Kind == "" && !r.has("意向", "有意", "不投") {
		r.out.Stage = StageLead
	}
}

// secondPhase is the stage that is said of 二期 where one is said of 一期, too: 一期已投产,二期今天签约.
func (r *reader) secondPhase() Stage {
	first, second := Stage(""), Stage("")
	if !r.has("一期") || !r.has("二期") {
		return ""
	}
	for from := 0; from < len(r.s); {
		to := from + strings.IndexAny(r.s[from:]+"。", ",;。、")
		for _, rule := range stageRules[2:] {
			if !r.statesIn(rule, from, to) {
				continue
			}
			switch clause := r.s[from:to]; {
			case strings.Contains(clause, "二期"):
				second = rule.stage
			case strings.Contains(clause, "一期"):
				first = rule.stage
			}
		}
		_, n := utf8.DecodeRuneInString(r.s[min(to, len(r.s)):])
		from = to + max(n, 1)
	}
	if first == "" {
		return ""
	}
	return second
}

// statesIn tells whether the stage is stated between two places of the line.
func (r *reader) statesIn(rule stageRule, from, to int) bool {
	for _, w := range rule.words {
		if i := indexFrom(r.s, w, from); i >= 0 && i < to && r.done(rule.stage, w, i) {
			return true
		}
	}
	return false
}

func (r *reader) states(rule stageRule) bool {
	if rule.stage == StageSigned && r.signedPaper() {
		return true
	}
	for _, w := range rule.words {
		for i := indexFrom(r.s, w, 0); i >= 0; i = indexFrom(r.s, w, i+len(w)) {
			if r.done(rule.stage, w, i) {
				r.use(i, i+len(w))
				return true
			}
		}
	}
	return false
}

// signedPaper tells whether a contract or an agreement was signed, however it is called: 签订正式投资合同, 协议昨晚签了.
func (r *reader) signedPaper() bool {
	for _, w := range []string{"签订", "签署", "签了", "签下", "正式签", "已签", "签正式"} {
		for i := indexFrom(r.s, w, 0); i >= 0; i = indexFrom(r.s, w, i+len(w)) {
			clause := r.clauseBefore(i) + r.clauseAfter(i)
			counted := strings.HasPrefix(w, "签了") && i+len(w) < len(r.s) && digit(rune(r.s[i+len(w)])) // 签了3家
			if (counted || containsAny(clause, "合同", "协议")) && r.done(StageSigned, w, i) {
				r.use(i, i+len(w))
				return true
			}
		}
	}
	return false
}

// done tells whether the stage word w at i states something that was done.
func (r *reader) done(st Stage, w string, i int) bool {
	before, after := r.clauseBefore(i), r.s[i+len(w):]
	if r.insideCompany(i) || r.insideProduct(i) {
		return false // 婺江电|动工|具
	}
	for _, n := range notStage {
		if strings.HasPrefix(after, n) && !(r.out.Correction && containsWhole([]string{"额", "时间", "日期"}, n)) && !(st == StageNegotiating && n == "后") {
			return false
		}
	}
	switch {
	case hasAnyPrefix(after, "尚未", "还未", "还没", "未办", "未完成", "未果", "推迟", "推到", "推至", "改到", "现在推迟", "延期", "取消"):
		return false
	case st == StageAtCapacity && strings.HasPrefix(after, "年"): // 达产|年产值3.6亿
		return false
	case st == StageTerminated && (strings.HasPrefix(after, "签约") || strings.Contains(r.clauseAfter(i), "仪式")): // 项目取消|签约, 项目取消|了11月10日的签约仪式: it goes on without
		return false
	case st == StageSigned && r.agreement(i, w):
		return false
	case (st == StageSigned || st == StageRegistered) && r.talentText():
		return false
	case st == StageLead || st == StageNegotiating:
		return r.talked(w, i, before) && !(st == StageNegotiating && r.promised(i))
	case st == StageInProduction && r.has("没正式投产", "未正式投产", "尚未投产", "还没投产", "还未投产"): // 试生产,还没正式投产
		return false
	case r.futureClause(i):
		return false
	case st == StageSuspended || st == StageTerminated: // 没谈拢暂停了, 因环评未批停工: what wasn't done is why
		before, _, _ = strings.Cut(before, "因")
		before = strings.NewReplacer("没谈拢", "", "谈不拢", "", "没批", "", "没落实", "", "没到位", "", "没解决", "").Replace(before)
	}
	return !containsAny(negationsOnly.Replace(before), undone...)
}

// insideProduct tells whether a product's word goes on at i: 电|动工具.
func (r *reader) insideProduct(i int) bool {
	return slices.ContainsFunc(r.tokens, func(t token) bool { return t.class == product && t.from < i && i < t.to })
}

// negationsOnly takes out the words that hold a character of undone and negate nothing: 无纺布项目黄了.
var negationsOnly = strings.NewReplacer("理想", "", "联想", "", "推动的", "", "促进的", "", "推进的", "", "无纺", "", "无人机", "", "无机", "", "无锡", "", "无缝", "", "无水", "", "不锈钢", "", "非标", "", "非织造", "", "未来", "", "将军", "", "要素", "", "待遇", "", "请柬", "")

// trades takes out the words that end in 能 and don't mean can: 湾区储能|谈.
var trades = strings.NewReplacer("储能", "", "氢能", "", "智能", "", "机能", "")

// promised tells whether the word at i speaks of a next step: after the first clause, behind a time to come.
func (r *reader) promised(i int) bool {
	return len(r.clauseBefore(i)) < i && r.futureClause(i)
}

// talked tells whether a word for talks or an intention counts: not negated, and a word of its own where it is short.
func (r *reader) talked(w string, i int, before string) bool {
	if r.out.Planned && w != "线索" && w != "首报" {
		return false
	}
	switch w {
	case "有意":
		if next, _ := utf8.DecodeRuneInString(r.s[i+len(w):]); strings.ContainsRune("见义思外", next) && !strings.HasPrefix(r.s[i+len(w):], "外迁") {
			return false
		}
	case "在谈":
		if after := r.s[i+len(w):]; strings.HasPrefix(after, "项目") && containsAny(after[:min(len(after), 15)], "清单", "库", "台账", "情况", "个") {
			return false
		}
	case "谈":
		if hasAnySuffix(trades.Replace(before), "能", "可以", "想", "要", "愿意") && !strings.HasSuffix(before, "主要") {
			return false
		}
		if r.tokenAt(i).class != talk {
			return false
		}
	case "线索", "首报", "首谈":
		if r.out.Kind != Lead {
			return false
		}
	}
	for _, n := range []string{"没什么", "没啥", "没多大", "无", "没", "未", "没有", "取消", "不"} {
		if strings.HasSuffix(strings.TrimRight(before, "任何有正式明确项目实质性具体合作投资进一步往深里细达成形落地"), n) {
			return false
		}
	}
	return true
}

// agreement tells whether the signing at i is of a framework or strategic agreement, which is no contract.
func (r *reader) agreement(i int, w string) bool {
	clause := r.clauseBefore(i) + w + r.clauseAfter(i+len(w))
	return containsAny(clause, "框架", "战略", "意向协议", "意向书", "备忘录", "意向性", "保密协议", "劳动合同", "引才", "人才")
}

func (r *reader) talentText() bool {
	return len(r.out.Talent) > 0 || r.has("引进") && r.has("人才", "博士", "硕士")
}

// futureClause tells whether a day still to come governs the clause of i.
func (r *reader) futureClause(i int) bool {
	before, after := r.clauseBefore(i), r.clauseAfter(i)
	for _, w := range r.whens {
		if w.from >= i-len(before) && w.to <= i+len(after) && w.from < i && r.isFuture(w) {
			return true
		}
	}
	return false
}

// isFuture tells whether a time lies ahead, or is a deadline.
func (r *reader) isFuture(w when) bool {
	if w.how != HowOn && w.how != HowRange {
		return !w.soft
	}
	return !w.past.none() && w.past.first > r.c.Today || w.wide && r.plannedPeriod(w)
}
