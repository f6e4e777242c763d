package reading

import (
	"regexp"
	"slices"
	"strings"
)

// A company is the words of a firm, institute or association in the line.
type company struct{ from, to int }

// findCompanies finds the firms of the line: what is learned to be a name, and of what nearly is one what is on record.
func (r *reader) findCompanies() {
	if r.english {
		r.findEnglishCompanies()
		return
	}
	surely := alone
	if r.c.Kind != "" {
		surely = awaited
	}
	v := newView(r.s, r.tokens)
	all := v.stretches()
	scores := v.scores(all, firmWeights.of)
	for i, n := range all {
		scores[i] -= perhaps
		if near := -nearly < scores[i] && scores[i] < surely-perhaps; near && r.c.Known != nil && r.c.Known(r.raw(v.at[n.from], v.at[n.to])) {
			scores[i] += nearly + surely - perhaps
		}
	}
	var unsure []company
	for _, i := range v.choose(all, scores) {
		c := company{v.at[all[i].from], v.at[all[i].to]}
		if scores[i] < surely-perhaps {
			unsure = append(unsure, c)
			continue
		}
		r.companies = append(r.companies, c)
	}
	for _, c := range unsure {
		name := r.s[c.from:c.to]
		if slices.ContainsFunc(r.companies, func(o company) bool { return r.s[o.from:o.to] == name }) {
			r.companies = append(r.companies, c) // the line names it once more
			continue
		}
		r.doubt("companies", r.raw(c.from, c.to), "a firm")
	}
	slices.SortFunc(r.companies, func(a, b company) int { return a.from - b.from })
	r.companies = slices.DeleteFunc(r.companies, r.saidAgain)
	for _, c := range r.companies {
		r.use(c.from, c.to)
	}
}

// How much higher than nothing a stretch must score to be a name perhaps, and surely: in a report, and behind a command, where a firm is awaited. What is on
// record is one even if it nearly scores so.
const perhaps, alone, awaited, nearly int32 = 150, 350, 200, 400

// saidAgain tells whether a company is only the short name of one named before, or what a correction calls wrong: 楚威智能装备股份有限公司…由楚威公司, 误写为|成都荣居公司.
func (r *reader) saidAgain(c company) bool {
	if hasAnySuffix(r.s[:c.from], "误写为", "误报为", "误写成", "写成了", "错写成") {
		return true
	}
	if r.out.Correction && r.has("公司名", "企业名", "名称", "名字") && slices.ContainsFunc(r.companies, func(o company) bool {
		return o.from > c.from && hasAnySuffix(strings.TrimRight(r.s[:o.from], "\""), "应为", "应是", "改为", "更正为", "实为")
	}) {
		return true
	}
	if putRight.MatchString(r.s[c.to:]) || r.out.Correction && hasAnyPrefix(strings.TrimLeft(r.s[c.to:], "\""), "应为", "应是", "更正为") {
		return true
	}
	brand, short := strings.CutSuffix(r.s[c.from:c.to], "公司")
	return short && len(brand) >= 6 && len(brand) <= 12 && slices.ContainsFunc(r.companies, func(o company) bool {
		return o.from < c.from && o.to-o.from > c.to-c.from && strings.Contains(r.s[o.from:o.to], brand)
	})
}

// putRight is what follows a firm that is put right at once: 见了华联光电|哦不对是华莲光电.
var putRight = regexp.MustCompile(`^[ ,]*(?:哦|噢|啊)?[ ,]*(?:不对|说错了|错了)[ ,]*(?:应该)?是`)

// nameClass tells whether names are made of words of a class.
func nameClass(c class) bool {
	return c == unknown || c == product || c == kindOf || c == corp || c == legal || c == letters
}

// tokenAt is the token that begins at byte i.
func (r *reader) tokenAt(i int) token {
	for _, t := range r.tokens {
		if t.from >= i {
			return t
		}
	}
	return token{from: len(r.s), to: len(r.s), class: stop}
}

// about tells whether the word behind some others makes them a trade or a thing: 涂料产业, 家具市场.
func (r *reader) about(t token) bool {
	return strings.Contains(" 产业园 物流园 科技园 工业园 产业 产业链 产业集群 产业集聚区 集群 市场 企业 家企业 企业家 生产线 产线 产品 技术 基地 总部基地 行业 人才 原料 原材料 订单 展会 博览会 大会 峰会 论坛 车间 厂房 设备 配件 零部件 资源 优势 工艺 ", " "+r.s[t.from:t.to]+" ")
}
