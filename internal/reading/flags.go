package reading

import (
	"slices"
	"strings"

	"chainlead/internal/money"
)

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
	{"out_of_province", "省外的钱 来自省外 来源:省外 来源省外 外省投资 外省企业 省外企业 省外资金 外省来的 外省资金 省外投资 省外企业投资 省外项目 省外客商 省外到位 省外境内"},
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
