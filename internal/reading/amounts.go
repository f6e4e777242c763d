package reading

import (
	"regexp"
	"slices"
	"strings"

	"chainlead/internal/money"
)

// A roleRule says what a sum is for by the nearest words before it, or right behind it.
type roleRule struct {
	role  Role
	words []string
}

// roleRules give sums their roles. The word that ends nearest to the sum wins; of two that end together the longer. The role
// "" is for sums that are no investment: a rent, a subsidy, registered capital.
var roleRules = []roleRule{
	{TotalInvestment, strings.Fields("总投资 投资总额 计划投资 拟投资 拟投 投资额 投资 意向投资 预计投资 估算投资 概算 计划总投资 总投资额 项目投资 投 追加投资 增资 investment invest")},
	{FixedAssets, strings.Fields("固定资产投资 固定资产 固投 固定投资 设备投资 固资")},
	{ContractInvestment, strings.Fields("合同投资额 合同投资 合同额 合同金额 合同总投资 签约额 签约金额 协议投资 协议投资额 协议总投资 协议金额 合同总额 合同引资 合同引资额")},
	{Arrived, strings.Fields("到位资金 到位 资金到位 实际到位 已到位 到账 到资 已到账 到账资金 实际到账 首笔到位 到位金额 实到 到款 打款 拨付到位 注资 实缴")},
	{CompletedInvestment, strings.Fields("完成投资 已完成投资 累计完成投资 累计完成 完成固定资产投资 完成固投 已投资 已投入 累计投入 实际投资 实际完成投资 完成投资额 已完成固定资产投资 已完成")},
	{WorkingCapital, strings.Fields("流动资金 铺底流动资金 铺底资金 周转资金")},
	{Phase1, strings.Fields("一期投资 一期投 首期投 一期 首期 首期投资 一期计划投资 一期拟投 一期总投资 一期拟投资 首期计划投资 一期工程投资 一期项目投资 一期先投 先期投资 先期 一期追加投资")},
	{Phase2, strings.Fields("二期投 二期投资 二期 二期计划投资 二期拟投 二期总投资 二期拟投资 二期追加 二期追加投资 二期再投")},
	{AnnualOutput, strings.Fields("年产值 产值 年销售收入 销售收入 年营业收入 营业收入 营收 年营收 年销售额 销售额 年可实现产值 可实现年产值 主营收入")},
	{AnnualTax, strings.Fields("年税收 年税 税收 年纳税 纳税 利税 年利税 税金 年缴税 缴税 上缴税收 上缴税金 年上缴税收 综合税收")},
	{"", strings.Fields("租金 月租金 年租金 报价 单价 售价 价格 补贴 奖励 奖补 融资 贷款 授信 注册资本 注册资金 基金规模 基金 估值 市值 罚款 押金 保证金 运费 电价 气价 蒸汽 费用 成本 工资 年薪 月薪 安家费 补助 地价 土地款 订单 采购额 负债 利润 净利润 以上项目 节约 税费 电费 认缴 诚意金 差旅")},
}

// outOfProvince are words before a sum that say where the money comes from.
var outOfProvince = []string{"省外资金", "省外到位", "省外境内资金", "外省资金", "利用省外", "省外"}

// outsiders takes out the words that say where somebody comes from, and not the money.
var outsiders = strings.NewReplacer("省外企业", "", "省外客商", "", "省外项目", "")

// readAmounts gives the sums of the line their roles. The wrong sum of a correction (不是1亿是1000万) is left out.
func (r *reader) readAmounts() {
	r.findBadSums()
	for i, f := range r.sums {
		r.use(f.Start, f.End)
		if r.wrongSum(i) || r.threshold(f) {
			continue
		}
		role, ok := r.roleOf(i)
		if !ok {
			r.doubt("amounts", r.raw(f.Start, f.End), "no investment")
			continue
		}
		if n := len(r.out.Amounts); n > 0 && hasAnySuffix(r.s[:f.Start], "按") && hasAnyPrefix(r.s[f.End:], "记", "报", "登记") && r.out.Amounts[n-1].Minor == f.Sum.Minor {
			continue // 后来说改投1亿,按1亿记
		}
		s := eitherSum(r.s[f.Start:f.End], f.Sum)
		s.Words = r.raw(f.Start, f.End)
		s.Approx = s.Approx || containsAny(r.clauseBefore(f.Start)[max(0, len(r.clauseBefore(f.Start))-18):], "大概", "大约", "差不多", "约莫", "估计")
		r.out.Amounts = append(r.out.Amounts, Amount{Sum: s, Role: role, Company: r.companyOf(i)})
	}
}

// sumAt tells whether a sum begins at i.
func (r *reader) sumAt(i int) bool {
	return slices.ContainsFunc(r.sums, func(f money.Found) bool { return f.Start == i })
}

// hugeUnit is what follows a number that may be a sum of money too large to be one.
var hugeUnit = regexp.MustCompile(`^(?:万?亿| ?(?:billion|bn|trillion))`)

// findBadSums notes what is no sum: numbers of 亿 or billion that nobody has so much of, and sums below zero.
func (r *reader) findBadSums() {
	for i := 0; i < len(r.s); i += step(r.s, i) {
		_, end, ok := decimalAt(r.s, i)
		unit := ""
		if ok {
			unit = hugeUnit.FindString(r.s[end:])
		}
		if unit == "" || r.insideSum(when{from: i}) {
			continue
		}
		to := end + len(unit)
		r.out.Bad = append(r.out.Bad, Bad{NoSuchSum, r.raw(i, to)})
		r.use(i, to)
	}
	for _, f := range r.sums {
		if minus.MatchString(r.s[:f.Start]) {
			r.out.Bad = append(r.out.Bad, Bad{NoSuchSum, "-" + r.raw(f.Start, f.End)})
		}
	}
}

// minus before a sum makes it less than nothing; a dash after a word only separates.
var minus = regexp.MustCompile(`(?:^|[\s:]|(?:cny|rmb|usd|eur|hkd|[¥$€])\s*)-$|负$`)

// eitherSum reads 七八千万 as 7000万 to 8000万.
func eitherSum(words string, s money.Sum) money.Sum {
	rs := []rune(words)
	if len(rs) < 3 || s.Max != 0 {
		return s
	}
	a, b := chineseDigit[rs[0]], chineseDigit[rs[1]]
	if a == 0 || b != a+1 {
		return s
	}
	s.Max = s.Minor
	s.Minor = s.Minor / int64(b) * int64(a)
	return s
}

// roleOf is the role of the i-th sum; false if it is no investment.
func (r *reader) roleOf(i int) (Role, bool) {
	f := r.sums[i]
	before := r.lead(i)
	best, at, size := TotalInvestment, -1, 0
	for _, rule := range roleRules {
		for _, w := range rule.words {
			k := strings.LastIndex(before, w)
			if k >= 0 && (k+len(w) > at || k+len(w) == at && len(w) > size) {
				best, at, size = rule.role, k+len(w), len(w)
			}
		}
	}
	if best == ContractInvestment && strings.HasSuffix(before[:at], "协议总投资") && hasAnySuffix(before[:at-len("协议总投资")], "投资", "了", "订", "署") {
		best = TotalInvestment // 签了投资协议|总投资四亿五
	}
	if best == ContractInvestment && containsAny(before, "框架", "战略合作", "意向协议", "意向书") {
		best = TotalInvestment // no contract yet
	}
	if at < 0 && i > 0 && strings.HasSuffix(before, "累计") && slices.ContainsFunc(r.out.Amounts, func(a Amount) bool { return a.Role == Arrived || a.Role == ArrivedOutOfProvince }) {
		return Arrived, true // the total of what has arrived
	}
	if at < 0 && r.sameAsBefore(i) {
		return r.out.Amounts[len(r.out.Amounts)-1].Role, true
	}
	if at < 0 {
		best = r.roleBehind(f)
	} else if best == "" && r.roleBehind(f) == Arrived {
		best = Arrived
	} else if end := f.Start - len(before) + at; f.Start-end < 12 {
		r.use(end-size, end)
	}
	before = outsiders.Replace(before)
	behind := strings.HasPrefix(r.s[f.End:], "省外资金") && !r.sumAt(f.End+len("省外资金")) || strings.HasPrefix(r.s[f.End:], "(省外")
	if containsAny(before, outOfProvince...) || behind && (at < 0 || best == Arrived) {
		best = r.fromOutside(best, at)
	}
	return best, best != ""
}

// monthBetween is all that stands between two sums of one kind: 9月3000万、|10月|4500万, 分别为1.2亿|、|9000万.
var monthBetween = regexp.MustCompile(`^(?:、|,|和|;) ?(?:\d{1,2}月份?)?$`)

// sameAsBefore tells whether the i-th sum is the next month's of what the sum before it was.
func (r *reader) sameAsBefore(i int) bool {
	return i > 0 && len(r.out.Amounts) > 0 && monthBetween.MatchString(r.s[r.sums[i-1].End:r.sums[i].Start])
}

// lead is the text before the i-th sum that may speak of it: from the last sum or full stop, at most three clauses.
func (r *reader) lead(i int) string {
	start, k := 0, i-1
	for k >= 0 && r.wrongSum(k) {
		k--
	}
	if k >= 0 {
		start = r.sums[k].End
	}
	text := r.s[start:r.sums[i].Start]
	if k := strings.LastIndexAny(text, "。;!?\n①②③④⑤⑥"); k >= 0 {
		text = text[k:]
	}
	return text
}

// roleBehind reads 1200万到位, 5亿的固定资产投资.
func (r *reader) roleBehind(f money.Found) Role {
	after := strings.TrimLeft(r.clauseAfter(f.End), "的资金已(")
	near := after[:min(len(after), 30)]
	next := r.sums[min(len(r.sums)-1, 1+slices.Index(r.sums, f))]
	ofNext := next.Start > f.End && hasAnySuffix(r.s[f.End:next.Start], "到账", "到位", "到位资金") // 2.2亿 已|到位300万
	if containsAny(near, "到账", "到位") && !ofNext && !containsAny(near, "未", "没", "前", "率") {
		return Arrived
	}
	best, size := TotalInvestment, 0
	for _, rule := range roleRules {
		for _, w := range rule.words {
			if strings.HasPrefix(after, w) && len(w) > size {
				best, size = rule.role, len(w)
			}
		}
	}
	return best
}

// fromOutside is the role of money from outside the province: arrived if that is said, else contracted.
func (r *reader) fromOutside(role Role, at int) Role {
	switch {
	case role == Arrived:
		return ArrivedOutOfProvince
	case at < 0 && r.arrivedBefore():
		return ArrivedOutOfProvince
	case role == ContractInvestment, role == TotalInvestment && at < 0 && r.has("合同", "签约"):
		return ContractOutOfProvince
	case role == TotalInvestment && at < 0 && r.has("到位", "到账", "到资"):
		return ArrivedOutOfProvince
	}
	return role
}

// arrivedBefore tells whether the sum before is of money that came: 到位资金11.2亿元,|其中省外资金9.8亿元.
func (r *reader) arrivedBefore() bool {
	n := len(r.out.Amounts)
	return n > 0 && r.out.Amounts[n-1].Role == Arrived
}

// wrongSum tells whether the i-th sum is the old, wrong one of a correction.
func (r *reader) wrongSum(i int) bool {
	f := r.sums[i]
	before, after := r.clauseBefore(f.Start), r.s[f.End:]
	if i+1 < len(r.sums) && (strings.HasSuffix(before, "由") || strings.HasSuffix(before, "从")) && containsAny(after[:min(len(after), 15)], "调整", "改为", "变更", "提到", "涨到", "加到", "升到", "增至", "增加到", "提高到", "降", "减", "调为") {
		return true
	}
	if hasAnySuffix(before, "原来说", "原说", "原先说", "之前说", "本来说", "先报") && i+1 < len(r.sums) {
		return true // 原来说5000万,现在准备投8000万
	}
	if !r.out.Correction {
		return false
	}
	if hasAnySuffix(before, "原报", "原填", "误报", "误填") || len(r.sums) > 1 && hasAnySuffix(before, "填的", "报的", "写的", "登记的") && hasAnyPrefix(after, "有误", "写错", "错了", "打错", "报错", "是错") {
		return true
	}
	for _, w := range []string{"不是", "并非", "非", "误报为", "误写为", "误填为", "错报为", "写成了", "写成", "报成了", "报成", "误报成", "填成", "打成了", "打成", "误报", "误写", "误填", "错写成", "错写为", "误登记为", "误记为"} {
		if strings.HasSuffix(before, w) {
			return true
		}
	}
	if i+1 >= len(r.sums) {
		return false
	}
	for _, w := range []string{"由", "从", "把", "将", "原报", "原来的", "原来", "原为", "上报的", "之前报的", "昨天报的", "前报", "原填", "原报的", "之前报", "昨天报", "上次报的"} {
		if strings.HasSuffix(strings.TrimRight(before, "约为的是投资总额:"), w) {
			return true
		}
	}
	for _, w := range []string{"应为", "改为", "更正为", "改成", "应该是", "应是", "实为", "有误", "写错", "打错", "报错", "调整为", "修改为", "不对", "错了"} {
		if strings.HasPrefix(strings.TrimLeft(after, ",的元 ("), w) {
			return true
		}
	}
	return false
}

// threshold tells whether a sum is only a class of projects: 5亿元以上项目3个.
func (r *reader) threshold(f money.Found) bool {
	after := r.s[f.End:]
	for _, w := range []string{"以上项目", "以上的项目", "以上工业项目", "以上制造业", "以上签约", "级项目", "元以上项目", "元级"} {
		if strings.HasPrefix(after, w) {
			return true
		}
	}
	return strings.HasSuffix(r.s[:f.End], "以上") && strings.HasPrefix(after, "项目")
}

// companyOf is the company that the i-th sum belongs to when the message lists several: ①甲(拟投3000万)②乙(拟投五千万). It must be
// the only one since the last full stop, item or sum.
func (r *reader) companyOf(i int) string {
	if len(r.companies) < 2 || len(r.sums) < 2 {
		return ""
	}
	start := strings.LastIndexAny(r.s[:r.sums[i].Start], "。;!?\n①②③④⑤⑥⑦⑧⑨") + 1
	if i > 0 {
		start = max(start, r.sums[i-1].End)
	}
	name, n := "", 0
	for _, c := range r.companies {
		if start <= c.to && c.to <= r.sums[i].Start {
			name, n = r.raw(c.from, c.to), n+1
		}
	}
	if n != 1 {
		return ""
	}
	return name
}
