package reading

import (
	"regexp"
	"slices"
	"strings"

	"chainlead/internal/money"
)

// A kindRule says which kind of record a word speaks for.
type kindRule struct {
	kind  Kind
	words string
}

// headRules are words in the heading of a report, before the first colon or in brackets, that settle its kind.
var headRules = []kindRule{
	{Lead, "招才线索 引才线索 抢注 线索超期"},
	{Progress, "引才 招才 进展 问题 项目进展 到位 签约 开工 投产 入统 诉求 困难 进度 项目动态 求助 求援 超期 督办"},
	{Lead, "线索 首报 首谈 意向 首次报 首次上报 冲突 撞单 抢先登记"},
	{Visit, "接待 来访 接访 陪同考察 客商来访 到访 来客"},
	{Trip, "外出 出差 出访 赴外 外出招商 驻点 走访 拜访 小分队"},
	{Lead, "登记"},
}

// bodyRules are words anywhere; ~ is a space. Among trips and visits the one that stands first wins; a lead's word counts only without them.
var bodyRules = []kindRule{
	{Trip, "外出 出去招商 出去了 带队赴 带队到 带队去 率队赴 赴 前往 驻点 拜访 走访 登门 上门 出差 小分队 带队在 远赴 出发去 率团 拜会 led~a~team trip~to visited went~to met~with travelled~to"},
	{Visit, "接待 来访 到访 来我市 来我县 来我区 来我园 来我开发区 来园区 来区 来县 来市 来濮 迎来 又来了 客商要来 接访 到我市 到我县 到我区 到我园 到我开发区 到园区 来考察 来过 踏勘 来的是 来回访 来人看 来实地考察 来看 莅临 一行来 过来看 过来再看 过来考察 过来谈 到县里 到我单位 前来 来洽谈 来座谈 来对接 会见 会晤 陪客商 陪同客商 陪着 客商一行 来我单位 迎接 参访团 到我局 视频接待 见了 来的客商 企业来了 客商来了 送走 received hosted hosting came~to~visit delegation~from visitors~from"},
	{Lead, "线索 首报 首谈 意向 有意 推荐 友牵线 乡牵线 会牵线 介绍的 想做 有个大单 接到消息 得到消息 碰到 扩产打算 在打听 有个消息 寻求 外迁 信息一条 选址建 听说 介绍了 认识了 得到的信 撮合 要找 收集到一个 搬出来 迁址 搭上线 转来一条 正在选址 想回乡 想来 想回来 想在 想投 想租 想找 局备案 请备案 登记备案 拟在我 拟投 寻求 正在找 初步接触 考虑在 考虑来 拟外迁 愿意来 投资意愿 感兴趣 抓紧联系 赶紧联系 来电咨询 来电询问 打电话咨询 要搬出来 想搬 准备搬 准备外迁 搬厂 往内地搬"},
}

// readKind decides what kind of record the text is.
func (r *reader) readKind() {
	if r.out.Kind = r.kind; r.kind != "" {
		return
	}
	if k, ok := r.headKind(); ok {
		r.out.Kind = k
		return
	}
	if strings.HasPrefix(r.s, "线索") {
		r.out.Kind = Lead
		return
	}
	switch r.out.Kind = r.bodyKind(); {
	case r.out.Kind != "":
	case r.out.Correction && len(r.companies) > 0 && r.has("报的") && !r.has("签约", "开工", "投产", "到位", "入统"): // 前天报的沧州渤沅防腐,不是3000万是3个亿
		r.out.Kind = Lead
	default:
		r.out.Kind = Progress
	}
}

// headKind reads the heading: 接待：…, 【线索】…, 线索更正:….
func (r *reader) headKind() (Kind, bool) {
	head := r.s
	if i := strings.IndexAny(head, ":]"); i >= 0 && i <= 36 {
		head = head[:i]
	} else if i := strings.IndexAny(head, " ,"); i >= 0 && i <= 12 {
		head = head[:i]
	} else {
		return "", false
	}
	for _, rule := range headRules {
		if containsAny(head, strings.Fields(rule.words)...) {
			return rule.kind, true
		}
	}
	return "", false
}

func (r *reader) bodyKind() Kind {
	trip, visit := r.firstWord(bodyRules[0].words, Trip), r.firstWord(bodyRules[1].words, Visit)
	if i := r.goesTo(); i >= 0 && (trip < 0 || i < trip) {
		trip = i
	}
	if i := r.comesHere(); i >= 0 && (visit < 0 || i < visit) {
		visit = i
	}
	if m := arrivals.FindStringIndex(r.s); m != nil && (visit < 0 || m[0] < visit) {
		visit = m[0]
	}
	for _, w := range r.whens {
		if r.arrives(w) && (visit < 0 || w.from < visit) {
			visit = w.from
		}
	}
	switch {
	case trip >= 0 && (visit < 0 || trip < visit):
		return Trip
	case visit >= 0, r.picksUp(), r.has("一行", "客商", "专家组", "陪") && (r.has("考察", "来看", "看了", "参观") || r.has("陪") && r.has("看")) && !r.has("线索", "首报"):
		return Visit
	case r.has("那趟", "带队", "率队"):
		return Trip
	case r.has(conflictWords...) && !r.has("重复一下", "再重复"):
		return Lead
	case r.doneSomething():
		return Progress
	case r.firstWord(bodyRules[2].words, Lead) >= 0:
		return Lead
	}
	return ""
}

// arrivals are people who came: 来了两个人, 过来三个人, 又来2人.
var arrivals = regexp.MustCompile(`(?:来了|过来)[\d一二两三四五六七八九十几俩仨位个]|拨人来|来客?\d+[个位名]?人|带\d+人来`)

// picksUp tells whether visitors are fetched: 明早8点接北京客商.
func (r *reader) picksUp() bool {
	for i := indexFrom(r.s, "接", 0); i >= 0; i = indexFrom(r.s, "接", i+len("接")) {
		after := r.clauseAfter(i + len("接"))
		if k := strings.Index(after, "客商"); k >= 0 && k <= 18 {
			return true
		}
		if strings.HasSuffix(after, "一行") && !hasAnyPrefix(after, "待", "到") {
			return true
		}
	}
	return false
}

// arrives tells whether somebody comes here at a time still ahead: 李总他们周四下午到,.
func (r *reader) arrives(w when) bool {
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

// firstWord is where the first of the words stands that isn't of a promise still to keep (下周来访); -1 if none.
func (r *reader) firstWord(list string, k Kind) int {
	best := -1
	for w := range strings.FieldsSeq(list) {
		w = strings.ReplaceAll(w, "~", " ")
		for i := indexFrom(r.s, w, 0); i >= 0; i = indexFrom(r.s, w, i+len(w)) {
			since := strings.HasPrefix(w, "来") && strings.HasSuffix(r.s[:i], "以") // 今年以来我县
			if w == "外地" && hasAnySuffix(r.s[:i], "转投", "落户", "投", "落到", "去了") {
				continue
			}
			if w == "出差" && hasAnySuffix(r.s[:i], "董事长", "总经理", "老板", "老总", "负责人", "对方", "企业", "客商") {
				continue
			}
			wish := k == Visit && strings.HasPrefix(w, "来") && hasAnySuffix(r.s[:i], "愿意", "有意", "希望") // who is willing to come hasn't come
			if (best < 0 || i < best) && !since && !wish && (k == Lead || !r.promised(i)) {
				best = i
			}
		}
	}
	return best
}

// promised tells whether the word at i speaks of a next step: after the first clause, behind a time to come.
func (r *reader) promised(i int) bool {
	before := r.clauseBefore(i)
	if len(before) == i || !r.futureClause(i) {
		return false
	}
	return true
}

// goesTo is where the text goes to a place outside the city: 到深圳, 去了杭州, 在广州.
func (r *reader) goesTo() int {
	for _, p := range r.places {
		for _, w := range []string{"到", "去", "去了", "到了", "飞", "飞赴", "跑", "跑了", "奔赴", "抵", "往", "去了趟", "去的", "到的", "去了两趟", "去了三趟", "跑了两趟", "去了一趟", "跑了趟", "跑了一趟", "去趟", "走了趟", "带队", "率队", "访问", "出访"} {
			if (strings.HasSuffix(r.s[:p.Start], w) || strings.HasSuffix(r.s[:p.Start], "从") && strings.HasPrefix(r.s[p.End:], "回来") || strings.HasSuffix(r.s[:p.Start], "在") && r.visits(p.End)) && !r.ownPlace(p.Place.Name) && (!r.insideCompany(p.Start) || w == "到" && !strings.HasPrefix(r.clauseAfter(0), "接")) && !hasAnySuffix(r.s[:p.Start], "接到", "收到", "碰到", "遇到", "见到", "联系到", "打听到", "了解到", "接触到", "看到", "听到", "决定去", "想去", "对方去", "对方去了", "企业去了", "他们去了", "项目去了", "对方到", "企业到") && !r.promised(p.Start) {
				return p.Start - len(w)
			}
		}
	}
	return -1
}

// visits tells whether firms are met in the clause behind i: 在郑州与豫鑫门窗洽谈.
func (r *reader) visits(i int) bool {
	text := r.clauseAfter(i)
	if i+len(text)+1 < len(r.s) {
		text += r.clauseAfter(i + len(text) + 1)
	}
	return containsAny(text, "见了", "会见", "转了", "跑了", "看了", "见到", "考察", "拜访", "走访", "对接", "洽谈", "招商", "参加", "推介", "座谈", "调研", "驻点", "见面", "签", "谈")
}

// comesHere is where somebody comes to one of the city's units: 来清丰考察, 到工业园区选址.
func (r *reader) comesHere() int {
	for _, u := range r.units {
		for _, w := range []string{"来", "到", "来到", "前来", "抵达", "莅临", "参观", "考察", "访问", "回访"} {
			if strings.HasSuffix(r.s[:u.from], w) && !hasAnySuffix(r.s[:u.from], "想来", "想到", "愿意来", "有意来", "有意到", "意向到", "意向来", "看到", "听到", "接到", "收到", "提到", "碰到", "打算来", "计划到", "考虑到") && !r.promised(u.from) && r.has("考察", "参观", "选址", "座谈", "洽谈", "看", "谈", "陪", "来过", "转", "客商", "回访", "对接", "调研", "一行", "访问") {
				return u.from - len(w)
			}
		}
		if strings.HasSuffix(r.s[:u.from], "在") && hasAnyPrefix(r.s[u.to:], "看", "考察", "参观", "选址") {
			return u.from
		}
	}
	return -1
}

// doneSomething tells whether a later stage than talks was reached, or money came.
func (r *reader) doneSomething() bool {
	for _, rule := range stageRules[2:] {
		if r.states(rule) {
			return true
		}
	}
	return r.has("框架协议", "战略合作协议") && r.has("签订", "签署", "签了") || r.has("到位", "到账", "到资", "完成投资", "卡在", "问题")
}

// The words that set a flag of the report, wherever they stand.
var (
	correctionWords   = strings.Fields("补正 麻烦改 改一下 更正 纠正 发错 打错 写错 报错 填错 笔误 有误 勘误 口误 说错 输错 误报 误写 误填 以此为准 应为 写成了 报成了 更改为 报重了")
	conflictWords     = strings.Fields("线索重复 又报 重复 撞单 冲突 重复登记 重复上报 重复报 同时上报 撞线索 撞车 争议 争抢 抢项目 也在谈 也在跟 也在对接 也在洽谈 也在接触 也报了 也登记了 也上报 都报了 先谈的 先接触的 归属 同一企业 同一家企业 已被登记 已有单位 已由 抢单 抢商 同时在谈 同时在跟 同时在对接 又去谈 又在谈 又去对接 都在报 两家单位 谁先谈 认定首谈 首谈权 首报权 裁定")
	confidentialWords = strings.Fields("保密 不要往外说 勿外传 不要外传 别外传 不外传 暂不公开 不公开 不便公开 不宜公开 先不公开 涉密 内部掌握 暂不对外 不对外 先不对外 别声张 先别说 先别往外 名字暂不报 先别公开 先别对外 别公开 暂不扩散 不扩散 只报 不要对外 勿对外 请勿扩散 不要扩散 敏感 勿转发 不要转发 别往外说 匿名 confidential")
	overdueWords      = strings.Fields("超期 逾期 过期 至今未 至今没 至今仍 到现在没 到现在还没 仍未 拖了 拖到 已拖 未按期 未按时 没按时 没按期 延误 已过期限 还没给 还没答复 还没回复 还没办 还未答复 还未给 还未办 一直没 一直未 早该 本应 overdue")
)

// readFlags sets what single words say about the whole text.
func (r *reader) readFlags() {
	r.out.Correction = r.has(correctionWords...) || r.has("改成") && !r.has("取消", "改期", "推迟") || r.has("作废") && r.has("原报", "报的", "登记") || r.has("不是") && len(r.sums) > 1 || r.has("改为") && len(r.sums) > 1
	r.out.Conflict = (r.flag(conflictWords) || r.bothTalk()) && !r.has("重复一下", "再重复", "避免撞单", "避免重复", "别撞", "防止撞单", "以免撞单", "避免冲突", "不要重复", "请勿重复")
	r.out.Confidential = r.flag(confidentialWords)
	r.out.Overdue = r.flag(overdueWords) && (!r.has("至今未签", "至今没签", "至今未开工", "至今没开工", "至今未注册", "至今未投产") || r.has("逾期", "超期")) && !(r.has("逾期将", "逾期则", "逾期不") && !r.has("已逾期", "超期"))
	r.out.Escalate = r.callsUpward()
}

// bothTalk tells whether two units talk to one firm; 都在谈 may also be said of two firms.
func (r *reader) bothTalk() bool {
	return (len(r.units) > 1 || r.has("两家单位", "两个县", "两县", "我县", "我区", "别的县", "别的区")) && r.flag([]string{"都在谈", "都在跟", "都在对接"})
}

// flag tells whether one of the words is there, and notes it as understood.
func (r *reader) flag(words []string) bool {
	for _, w := range words {
		if i := strings.Index(r.s, w); i >= 0 {
			r.use(i, i+len(w))
			return true
		}
	}
	return false
}

var (
	askers  = strings.Fields("请 提请 恳请 请求 希望 需 盼 建议 申请 求 呈请 望")
	highUps = strings.Fields("链长 县里 区里 市领导 市里 市级 市委 市政府 市长 书记 县领导 区领导 县长 区长 上级 分管领导 主要领导 领导 专班 市直 市县")
	helps   = strings.Fields("协调 顶格 出面 调度 帮忙 帮助解决 支持解决 研究解决 推动解决 批示 召开 专题 专题研究 高位推动 拍板 解决 支持 过问 督办")
)

// callsUpward tells whether the text asks someone above to step in: 请链长顶格协调.
func (r *reader) callsUpward() bool {
	if r.has("顶格协调", "顶格推进", "提级", "提请协调", "请求协调", "上级协调", "提请链长", "高位协调", "请予协调", "恳请协调", "ask upward") {
		return true
	}
	if r.has("协调不动", "协调不了", "解决不了", "协调未果") && r.has("请", "盼", "求") {
		return true
	}
	for _, up := range highUps {
		for i := indexFrom(r.s, up, 0); i >= 0; i = indexFrom(r.s, up, i+len(up)) {
			before := r.s[max(0, i-18):i]
			after := r.clauseAfter(i + len(up))
			if hasAnyPrefix(after, "陪同", "出面陪同", "出面接待") {
				continue
			}
			if containsAny(before, askers...) && containsAny(after[:min(len(after), 30)], helps...) {
				return true
			}
		}
	}
	return false
}

// A tagRule gives a company's or project's tag its words.
type tagRule struct{ tag, words string }

var tagRules = []tagRule{
	{"世界500强", "世界500强 世界五百强 全球500强 财富500强"},
	{"中国500强", "中国500强 中国五百强 国内500强 中国企业500强"},
	{"民企500强", "民企500强 民营企业500强 民营500强 中国民营企业500强"},
	{"央企", "央企 中央企业"},
	{"国企", "国企 国有企业"},
	{"上市公司", "上市公司 上市企业 主板上市 科创板 创业板 a股 港股 已上市 listed"},
	{"独角兽", "独角兽"},
	{"专精特新", "专精特新 小巨人"},
	{"单项冠军", "单项冠军"},
	{"行业百强", "行业百强 百强企业"},
	{"高新技术企业", "高新技术企业 国家高新技术 高企"},
	{"龙头企业", "龙头企业 行业龙头"},
	{"隐形冠军", "隐形冠军"},
	{"链主企业", "链主企业 链主"},
	{"固链", "固链"}, {"强链", "强链"}, {"延链", "延链"}, {"补链", "补链"},
}

func (r *reader) readTags() {
	text := strings.ReplaceAll(r.s, "国企业", "") // 美国企业 is no 国企
	for _, t := range tagRules {
		if containsAny(text, strings.Fields(t.words)...) {
			r.out.Tags = append(r.out.Tags, t.tag)
		}
	}
}

// originRules say where the capital comes from; the first that fits wins.
var originRules = []tagRule{
	{"foreign", "外资 外商投资 外商独资 国独资 港资 台资 合资外方 境外资金 境外投资 中外合资 外商 利用外资 德资 日资 韩资 美资 港商 台商"},
	{"out_of_province", "来源:省外 来源省外 外省投资 外省企业 省外企业 省外资金 外省来的 外省资金 省外投资 省外企业投资 省外项目 省外客商 省外到位 省外境内"},
	{"in_province", "省内资金 省内市外 市外省内"},
}

func (r *reader) readOrigin() {
	if slices.ContainsFunc(r.sums, func(f money.Found) bool { return hasAnySuffix(r.s[:f.Start], "省外的", "省外") }) {
		r.out.CapitalOrigin = "out_of_province"
		return
	}
	if r.has("省外资金没有", "没有省外资金", "无省外资金") {
		return
	}
	s := strings.ReplaceAll(r.s, "省外资", "省外 资")
	for _, o := range originRules {
		if containsAny(s, strings.Fields(o.words)...) || containsAny(r.s, strings.Fields(o.words)...) && o.tag != "foreign" {
			r.out.CapitalOrigin = o.tag
			return
		}
	}
}
