package reading

import (
	"slices"
	"strings"
)

// accepts decides whether a run is a company. In the second pass it may lean on its neighbours in a list, in the third on being on record.
func (r *reader) accepts(n run, pass int) bool {
	left, right := r.leftOf(n), r.rightOf(n)
	switch {
	case slices.ContainsFunc(noFirms, func(is func(*reader, run) bool) bool { return is(r, n) }), r.workshop(n, left):
		return false
	case pass == 2:
		return n.brand >= 2 && r.c.Known != nil && !r.recommends(right) && r.c.Known(r.raw(r.tokens[n.head].from, r.tokens[n.last-1].to))
	case r.institute(n), n.first < n.head && n.ends && n.end != kindOf && n.brand == 0 && (n.last-n.head > 1 || r.s[r.tokens[n.head].from:r.tokens[n.head].to] == "投资集团"):
		return !r.recommends(right) && !(r.bringsTalent() && levelAt(r.s, right.from) != "") // 江南大学|教授1名
	case n.first < n.head && n.last-n.head == 1 && strings.HasSuffix(r.s[:right.from], "业") && meetsFirms[r.s[left.from:left.to]]: // 见了|厦门钨业
		return r.ended(right)
	case n.brand == 0, n.brand < 2 && !n.made:
		return false
	case n.end == legal, r.foreignEnding(n), n.ends && n.own && right.class != project && n.brand+n.last-n.head > 2:
		return true
	case right.class == project, left.class == making, hasAnyPrefix(r.s[right.from:], "叫", "名叫"), r.about(right), r.recommends(right), r.projectsFollow(right):
		return false
	case pass == 1:
		return r.listed(n, left, right)
	}
	return r.expected(n, left, right)
}

// A sign is what the neighbours of a run say for its being a company.
type sign struct {
	example string // with bars around the run
	says    func(r *reader, n run, left, right token) bool
}

// bareSigns make a company even of words without a trade: 中原化投.
var bareSigns = []sign{
	{"接待德国客商|Nordwerk Kunststoff|2人", func(r *reader, n run, left, _ token) bool {
		first := r.tokens[n.head]
		return n.end == letters && n.last-n.head > 2 && (left.class == place || left.class == meet) && capital(r.raw(first.from, first.to))
	}},
	{"|绿筑涂料|总经理一行", func(r *reader, n run, _, right token) bool {
		return right.class == who && n.brand >= 2 && (r.named(n, right) || r.word(right) != "等")
	}},
	{"跟|中原化投|签了", func(_ *reader, n run, left, right token) bool {
		return left.class == and && n.brand >= 3 && n.brand <= 8 && n.end == unknown && (right.class == stageW || right.class == talk)
	}},
	{"拜访|鹏程氢动力|,", func(r *reader, n run, left, right token) bool {
		bare := brands[r.words(n)] || n.brand >= 3 && n.brand <= 8 && meetsFirms[r.word(left)]
		return left.class == meet && (r.named(n, right) || bare && r.ended(right))
	}},
	{"昨天|绿筑涂料|3人来访", func(r *reader, n run, left, right token) bool { return n.brand >= 2 && r.sends(left, right) }},
	{"北京|京储时代|有意", func(r *reader, n run, left, right token) bool {
		return n.first < n.head && n.end == unknown && n.brand >= 3 && n.brand <= 6 && right.class == will && left.class != going
	}},
}

// signs make a company of a brand of two characters or more and what its owner makes: 绿筑涂料.
var signs = []sign{
	{"来宾是|重庆渝佳食品", func(r *reader, n run, left, _ token) bool {
		return n.first < n.head && (left.class != going || r.word(left) == "由")
	}},
	{"经开区与|凌川半导体|40亿项目", func(r *reader, _ run, left, right token) bool {
		return left.class == and && r.unitBefore(left) && r.ended(right)
	}},
	{",与|羽晟服饰|、通绒制衣各签约", func(r *reader, _ run, left, _ token) bool { return left.class == and && r.opens(left) }},
	{"郑州经开区的|中原阀业|,", func(r *reader, _ run, left, right token) bool {
		return r.word(left) == "的" && (r.metBefore(left) && r.ended(right) || r.placeBefore(left))
	}},
	{"教授1名服务|绿禾种业|", func(r *reader, _ run, left, right token) bool {
		works := r.word(left) == "到" && hasAnyPrefix(r.s[right.from:], "工作", "上班", "任职", "报到")
		return r.bringsTalent() && (works || containsWhole([]string{"服务", "入职"}, r.word(left)))
	}},
	{"一家|鲁阳碳纤维|,", func(r *reader, n run, left, right token) bool {
		return r.ended(right) && (r.namesOne(left) || r.headed(n))
	}},
	{"企业名称应为|赣江绿能储能", func(r *reader, _ run, left, _ token) bool {
		return hasAnySuffix(r.s[:left.to], "名称应为", "企业应为", "名称为", "找的是", "看的是", "见的是", "跑的是", "那家", "这家", "有家")
	}},
	{"|睿通光电| 已经达产", func(r *reader, _ run, left, right token) bool {
		return left.class == stop && right.class == blanks && r.acts(r.tokenAt(right.to))
	}},
	{"关于|绿筑涂料|的", func(r *reader, _ run, left, right token) bool {
		return r.word(left) == "关于" && r.word(right) == "的"
	}},
	{"|宏远涂料|是两亿三", func(r *reader, _ run, _, right token) bool { return r.word(right) == "是" && r.sumAt(right.to) }},
	{"|金秾油脂|的总投资", func(r *reader, _ run, _, right token) bool {
		rest := r.s[right.to:]
		return r.word(right) == "的" && (hasAnyPrefix(rest, "合同", "协议", "总投资", "投资额", "投资应", "线索") || calledBoss(rest))
	}},
	{"一个是|豫锻重工|,", func(r *reader, _ run, left, right token) bool {
		is := strings.HasSuffix(r.word(left), "是") && r.introduces(left.to-len("是"))
		return is && (r.ended(right) || r.acts(right) || r.word(right) == "的")
	}},
	{"给|绿筑涂料|报价", func(r *reader, _ run, left, right token) bool {
		return r.given(left) && (right.class == ask || right.class == talk || right.class == filler || r.ended(right))
	}},
	{"签了3家:中漆新材1.2亿、|华彩树脂|8000万", func(r *reader, _ run, left, right token) bool {
		return right.class == sum && len(r.sums) > 1 && (left.class == comma || left.class == mark || left.class == stop)
	}},
	{"谈|绿筑涂料|和", func(_ *reader, _ run, left, right token) bool {
		return left.class == talk && (right.class == and || right.class == talk)
	}},
}

// expected tells whether the neighbours of the run say that it is a company.
func (r *reader) expected(n run, left, right token) bool {
	says := func(s sign) bool { return s.says(r, n, left, right) }
	switch {
	case slices.ContainsFunc(bareSigns, says):
		return true
	case !r.named(n, right):
		return false
	case n.brand >= 2 && slices.ContainsFunc(signs, says):
		return true
	case left.class == talk, r.given(left), strings.HasSuffix(r.word(left), "是"):
		return false
	case right.class == opening:
		return n.first < n.head || r.counted(right.to)
	case left.class == and && right.class == and, n.first < n.head:
		return true
	case left.class == stop || left.class == comma || r.dash(left) || left.class == unit || left.class == place || left.class == timed || left.class == and:
		return r.acts(right) || r.heads(n, left, right)
	}
	return r.acts(right) && right.class != stageW && (right.class != and || n.brand >= 2) || r.reported(left, right)
}

// named tells whether the run is more than words that no list knows: it has a trade, or is well known.
func (r *reader) named(n run, right token) bool {
	return n.made || n.end == letters && !n.own || right.class == will && brands[r.words(n)]
}

// given tells whether something is done for the run behind t: 给, 找.
func (r *reader) given(t token) bool {
	return containsWhole([]string{"给", "找", "向", "帮", "替"}, r.word(t))
}

// word is a token's text, words that of a run without its place.
func (r *reader) word(t token) string { return r.s[t.from:t.to] }

func (r *reader) words(n run) string { return r.s[r.tokens[n.head].from:r.tokens[n.last-1].to] }

// namesOne tells whether the words before a run say that it is who is spoken of: 一家|鲁阳碳纤维, 对方|冀东锻机.
func (r *reader) namesOne(left token) bool {
	return containsWhole([]string{"一家", "1家", "另一家", "对方"}, r.s[left.from:left.to])
}

// headed tells whether a colon before the run and a sum or a plan behind it make it an item: 签订框架协议1个:|楚峰锻机,拟投2.6亿; or a bare list, 刚签了,|佰翎制衣,1.2亿.
func (r *reader) headed(n run) bool {
	before, after := strings.TrimRight(r.s[:r.tokens[n.first].from], " "), strings.TrimLeft(r.s[r.tokens[n.last-1].to:], " ")
	if !strings.HasPrefix(after, ",") {
		return false
	}
	next := r.tokenAt(len(r.s) - len(after) + 1)
	switch {
	case strings.HasSuffix(before, ":"), hasAnySuffix(before, "签了,", "签约,", "谈妥,"):
		return next.class == sum || next.class == will
	}
	return strings.HasSuffix(before, "的") && next.class == will // 做五金的|永固五金,想搬出来
}

// dash tells whether t is the dash behind a heading: 生物医药线索——|冀康制药.
func (r *reader) dash(t token) bool {
	return t.class == mark && r.s[t.from:t.to] == "-" && r.has("线索", "首报")
}

// opens tells whether 与 at t begins its clause, so that it joins nothing.
func (r *reader) opens(t token) bool {
	return hasAnySuffix(r.s[:t.from], ",", "。", ";") && containsWhole([]string{"与", "和", "同", "跟"}, r.s[t.from:t.to])
}

// placeBefore tells whether a place stands before t.
func (r *reader) placeBefore(t token) bool {
	return slices.ContainsFunc(r.tokens, func(p token) bool { return p.to == t.from && p.class == place })
}

// unitBefore tells whether one of ours stands before t.
func (r *reader) unitBefore(t token) bool {
	return slices.ContainsFunc(r.tokens, func(u token) bool { return u.to == t.from && (u.class == unit || u.class == post) })
}

// metBefore tells whether a verb of meeting stands a few words before the 的 at t, with only a place between.
func (r *reader) metBefore(t token) bool {
	k := slices.IndexFunc(r.tokens, func(u token) bool { return u.from == t.from })
	for i := k - 1; i >= max(0, k-4); i-- {
		switch c := r.tokens[i].class; {
		case c == meet:
			return true
		case c != place && c != unknown && c != noun && c != unit:
			return false
		}
	}
	return false
}

// sends tells whether the run is of whom some visitors come: 昨天|绿筑涂料|3人来访.
func (r *reader) sends(left, right token) bool {
	if r.c.Kind != Visit && !r.hasOf("来访 接待 来看 来考察 来县 来区 来园区") {
		return false
	}
	people := right.class == quantity && (strings.HasSuffix(r.s[right.from:right.to], "人") || strings.HasSuffix(r.s[right.from:right.to], "名") || strings.HasSuffix(r.s[right.from:right.to], "位"))
	return people && (r.s[left.from:left.to] == "其中" || left.class == stop || left.class == timed || left.class == comma || left.class == blanks || left.class == place)
}

// introduces tells whether the 是 at i names a firm: 一个是豫锻重工, 客商是….
func (r *reader) introduces(i int) bool {
	return hasAnySuffix(r.s[:i], ",", "名应该", "名称应该", "客商", "企业", "公司", "投资方", "个", "家", "对方", "那批", "都", "还", "重点", "见的", "对接的", "拜访的", "谈的", "一批", "一", "二", "三")
}

// meetsFirms are the verbs behind which even a bare name is a firm's; 考察 takes other things as well.
var meetsFirms = wordSet("对接 对接了 对接的 洽谈对接 看了 调研 拜访 拜访了 走访 走访了 接待 接待了 会见 会见了 拜会 登门 登门拜访 上门拜访 约见 见了 见到 访问 回访 叫 名叫 叫做 名为 投资方 投资主体 出资方 客商 公司名称 企业名称 先后拜访 分别拜访 重点拜访 实地走访 先后走访")

// brands are well-known names; the lexer keeps them whole.
var brands = wordSet(words[unknown])

// ended tells whether a bare name may end before t.
func (r *reader) ended(t token) bool {
	switch t.class {
	case stop, comma, and, talk, who, opening, closing, blanks, mark, sum, will, ask, quantity, timed:
		return true
	}
	return r.s[t.from:t.to] == "等" || r.s[t.from:t.to] == "对方" || hasAnyPrefix(r.s[t.from:], "一个", "一家", "一批", "另一家", "另一个")
}

// acts tells whether the word behind a run is what a firm does or has done to it.
func (r *reader) acts(t token) bool {
	switch t.class {
	case will, ask, talk, meet, stageW, timed, and, not, unit:
		return true
	case going: // 顺和涂料|到|今天
		return r.tokenAt(t.to).class == timed
	case making:
		return hasAnyPrefix(r.s[t.from:], "想", "拟")
	case quantity:
		return levelAt(r.s, t.to) != "" || strings.HasSuffix(r.s[t.from:t.to], "家") // 森雅木业|两家
	case filler: // 鹏程氢动力|来|看地
		return hasAnyPrefix(r.s[t.from:], "来", "落在", "还是", "那边", "这边", "天天")
	case noun:
		return strings.Contains(" 意见 先 初步 营业执照 协议 到位 到位资金 资金到位 到账 到资 实际到位 全职 引进 增资 投资 投资额 我县 我市 我区 我单位 省外资金 合同额 合同投资额 签约额 总投资 追加 累计 又 已 也 ", " "+r.s[t.from:t.to]+" ")
	}
	return strings.Contains(" 今日 已 又 现 再次 首次 已于 柔性 全职 那个 那边 ", " "+r.s[t.from:t.to]+" ")
}

// reported tells whether the run is what was reported before: 昨天报的明晟光电,.
func (r *reader) reported(left, right token) bool {
	if r.s[left.from:left.to] != "的" || right.class != comma && right.class != stop && right.class != blanks && right.class != sum && right.class != will {
		return false
	}
	return containsAny(r.s[max(0, left.from-12):left.from], "报", "推荐", "介绍", "登记", "提到")
}

// counted tells whether a number of people or a sum follows within a few words: (4人, 拟投3000万).
func (r *reader) counted(i int) bool {
	for _, t := range r.tokens {
		if t.from >= i && t.from < i+24 && (t.class == quantity || t.class == sum) {
			return true
		}
	}
	return false
}

// heads tells whether the run heads a list item or a lead.
func (r *reader) heads(n run, left, right token) bool {
	return (left.class == stop || left.class == place || left.class == unit || r.dash(left) || left.class == comma && r.unitBefore(left)) && (right.class == blanks || right.class == comma || right.class == sum || right.class == stop) && (r.hasOf("线索 首报 意向 接访 接待") || strings.Count(r.s, " ") > 3)
}

// listed tells whether the run stands in a list beside a company: A、B和C.
func (r *reader) listed(n run, left, right token) bool {
	if n.end == unknown && n.brand < 2 {
		return false
	}
	beside := func(t token) bool { return t.class == and || t.class == comma && r.s[t.from:t.to] == "、" }
	for _, c := range r.companies {
		if left.class == and && c.to < left.from && strings.Trim(r.s[c.to:left.from], " ,、") == "" {
			return true // 津塑聚丙烯,还有|冀润环保
		}
		if c.to == left.to && strings.HasPrefix(r.s[left.to:], " ") && right.class == quantity || beside(left) && c.to == left.from || beside(right) && c.from == right.to {
			return true
		}
	}
	return false
}
