package reading

import (
	_ "embed"
	"math"
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

// readKind decides what kind of record the text is: by its heading, else by what was learned.
func (r *reader) readKind() {
	head, told := r.headKind()
	switch {
	case r.kind != "":
		r.out.Kind = r.kind
	case told:
		r.out.Kind = head
	case r.english:
		r.out.Kind = r.englishKind()
	default:
		var surely bool
		if r.out.Kind, surely = r.learnedKind(); !surely {
			r.doubt("kind", "", "close")
		}
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

// learnedKinds are those that weights were learned for.
var learnedKinds = [4]Kind{Trip, Visit, Lead, Progress}

//go:embed kinds.weights
var kindWeights weights

// kindSurely is how much higher than the second a kind must score to be taken without asking.
const kindSurely = 500

// learnedKind is the kind that scores highest.
func (r *reader) learnedKind() (k Kind, surely bool) {
	scores := kindScores(r.kindFeatures(), func(i uint32) int32 { return int32(int8(kindWeights[i])) })
	best := highest(scores)
	second := scores
	second[best] = math.MinInt32
	return learnedKinds[best], scores[best]-second[highest(second)] >= kindSurely
}

func highest(scores [len(learnedKinds)]int32) int {
	best := 0
	for k, s := range scores {
		if s > scores[best] {
			best = k
		}
	}
	return best
}

// kindScores are what the features say for each kind. Each has four weights, one for each.
func kindScores(f []uint32, weight func(uint32) int32) (out [len(learnedKinds)]int32) {
	for _, i := range f {
		for k := range out {
			out[k] += weight(kindWeight(i, k))
		}
	}
	return out
}

func kindWeight(feature uint32, k int) uint32 { return feature&^3 | uint32(k) }

// kindFeatures are the words of the line, by themselves, with their neighbours and by where they stand; firms, places and the like count only as such.
func (r *reader) kindFeatures() []uint32 {
	f := []uint32{feature(200), feature(208, uint64(min(len(r.companies), 2)), uint64(min(len(r.sums), 2)), uint64(min(len(r.places), 2))), feature(209, uint64(min(len(r.whens), 3)))}
	var two, one uint64 // the words before
	for i, w := range r.kindWords() {
		f = append(f, feature(201, w), feature(202, w, uint64(min(i/4, 2))), feature(203, w, uint64(min(i, 3))),
			feature(204, one, w), feature(205, two, w), feature(206, two, one, w))
		two, one = one, w
	}
	chars := []rune(r.s)
	for i := range len(chars) - 1 {
		f = append(f, feature(207, uint64(chars[i]), uint64(chars[i+1])))
	}
	slices.Sort(f)
	return slices.Compact(f)
}

// kindWords are numbers of the line's words. All firms have one, all products, and all numbers of people.
func (r *reader) kindWords() []uint64 {
	var out []uint64
	for _, t := range r.tokens {
		switch {
		case t.class == blanks:
		case r.insideCompany(t.from):
			if !r.insideCompany(t.from-1) || slices.ContainsFunc(r.companies, func(c company) bool { return c.from == t.from }) {
				out = append(out, firmWord)
			}
		case t.class == product || t.class == post:
			out = append(out, uint64(t.class)+1)
		case t.class == quantity:
			out = append(out, wordNumber(strings.TrimLeft(r.s[t.from:t.to], "0123456789.一二三四五六七八九十两多几-~约"), filler))
		default:
			out = append(out, wordNumber(r.s[t.from:t.to], t.class))
		}
	}
	return out
}

// firmWord is the number of any firm.
const firmWord = 1000

// englishWords for a trip and a visit.
var englishTrip, englishVisit = []string{"led a team", "trip to", "visited", "went to", "met with", "travelled to"}, []string{"received", "hosted", "hosting", "came to visit", "delegation from", "visitors from"}

// englishKind is the kind of an English line: a trip or a visit, whichever has the first word.
func (r *reader) englishKind() Kind {
	first := func(words []string) int {
		at := len(r.s)
		for _, w := range words {
			if i := strings.Index(r.s, w); i >= 0 {
				at = min(at, i)
			}
		}
		return at
	}
	switch trip, visit := first(englishTrip), first(englishVisit); {
	case trip < visit:
		return Trip
	case visit < trip:
		return Visit
	}
	return Progress
}

// arrives tells whether somebody comes here at a time still ahead: 李总他们周四下午到,.
func (r *reader) arrives(w when) bool {
	if w.wide {
		return false // 10月份共接待客商来访38批次
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

// promised tells whether the word at i speaks of a next step: after the first clause, behind a time to come.
func (r *reader) promised(i int) bool {
	before := r.clauseBefore(i)
	if len(before) == i || !r.futureClause(i) {
		return false
	}
	return true
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
	if r.has("协调不动", "协调不了", "解决不了", "协调未果", "定不了", "办不了") && r.has("请", "盼", "求", "往上报") || r.has("请示:") && r.has("请") {
		return true
	}
	for _, u := range r.units {
		if !u.unit.local() && hasAnySuffix(r.s[:u.from], "请", "恳请", "请求", "提请") && hasAnyPrefix(r.s[u.to:], "出面", "协调", "帮忙协调", "帮着协调", "帮助协调", "牵头协调", "帮着催", "帮忙催") {
			return true // 请|市发改委|出面协调一下
		}
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
