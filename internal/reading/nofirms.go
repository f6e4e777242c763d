package reading

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// noFirms are what a run may be that reads like a name and is no company.
var noFirms = []func(*reader, run) bool{
	(*reader).shout,          // PLA
	(*reader).chemical,       // 烧碱
	(*reader).office,         // 省商务厅
	(*reader).ending,         // 总公司
	(*reader).thing,          // 丙交酯装置
	(*reader).leadsToProject, // 湘塑聚丙烯|耐磨板项目
	(*reader).site,           // 冷链园
	(*reader).nobody,         // 某企业
}

// ending tells whether the run is only what ends names.
func (r *reader) ending(n run) bool { return n.first == n.head && r.tokens[n.head].class == corp }

// nobody tells whether the run names nobody.
func (r *reader) nobody(n run) bool {
	name := r.s[r.tokens[n.head].from:r.tokens[n.last-1].to]
	return someone(name) || hasAnySuffix(name, "某", "某大学", "某学院", "某高校")
}

// someone tells whether a text begins with nobody's name: 某企业, 张某, 经某商会.
func someone(s string) bool {
	first, n := utf8.DecodeRuneInString(s)
	return first == '某' || strings.HasPrefix(s[n:], "某") && strings.ContainsRune(surnames+"经由据", first)
}

// thing tells whether the run is a product with some words behind it, 丙交酯|装置, or of a material: PBAT|改性.
func (r *reader) thing(n run) bool {
	t := r.tokens[n.head]
	if word := r.raw(t.from, t.to); n.first == n.head && n.end == product && !n.own && t.class == letters && word == strings.ToUpper(word) {
		return true
	}
	return n.first == n.head && n.end == unknown && t.class == product && t.to-t.from > 3
}

// leadsToProject tells whether the words behind the run go on to the end of a project's name: 湘塑聚丙烯|耐磨板|项目.
func (r *reader) leadsToProject(n run) bool {
	if n.cut || n.end == legal || hasAnySuffix(r.s[:r.tokens[n.last-1].to], "公司", "集团") {
		return false
	}
	k := n.last
	for k < len(r.tokens) && (nameClass(r.tokens[k].class) || r.s[r.tokens[k].from:r.tokens[k].to] == "\"") {
		k++
	}
	return k > n.last && k < len(r.tokens) && r.tokens[k].class == project
}

// workshop tells whether the run is only what someone builds or has: 整装工厂, 羽绒服代工厂.
func (r *reader) workshop(n run, left token) bool {
	last := r.tokens[n.last-1]
	return n.first == n.head && (n.end == corp || n.end == unknown) && strings.HasSuffix(r.s[:last.to], "厂") && left.class != meet && left.class != unit && left.class != timed && left.class != and
}

// recommends tells whether the run is only who brought the lead: 商会推荐的杭羽制衣.
func (r *reader) recommends(t token) bool {
	return containsWhole([]string{"推荐", "介绍", "提供", "牵线"}, r.s[t.from:t.to])
}

// about tells whether the word behind a run makes it a trade or a thing, and no firm: 涂料产业, 家具市场.
func (r *reader) about(t token) bool {
	return strings.Contains(" 产业园 物流园 科技园 工业园 产业 产业链 产业集群 产业集聚区 集群 市场 企业 家企业 企业家 生产线 产线 产品 技术 基地 总部基地 行业 人才 原料 原材料 订单 展会 博览会 大会 峰会 论坛 车间 厂房 设备 配件 零部件 资源 优势 工艺 ", " "+r.s[t.from:t.to]+" ")
}

// calledBoss tells whether a surname with 总 or the like begins the text: 李总.
func calledBoss(s string) bool {
	first, n := utf8.DecodeRuneInString(s)
	return strings.ContainsRune(surnames, first) && hasAnyPrefix(s[n:], "总", "董", "经理", "老板", "厂长", "主任", "工")
}

// projectsFollow tells whether what was listed are projects: 就储能电站、储能电池回收|等|3个项目洽谈.
func (r *reader) projectsFollow(t token) bool {
	after, found := strings.CutPrefix(r.s[t.from:], "等")
	return found && strings.HasPrefix(strings.TrimLeft(after, "0123456789一二三四五六七八九十两几多个 "), "项目")
}

// institute tells whether the run is a university, an institute or a chamber with its place: 郑州大学材料学院.
func (r *reader) institute(n run) bool {
	if n.first == n.head {
		return false
	}
	return slices.ContainsFunc(r.tokens[n.head:n.last], r.instituteWord)
}

func (r *reader) instituteWord(t token) bool {
	return t.class == corp && containsWhole([]string{"大学", "师大", "理工大", "科大", "农大", "工大", "医大", "财大", "交大", "学院", "研究院", "研究所", "商会", "协会", "设计院", "学会", "联合会", "促进会"}, r.s[t.from:t.to])
}

// foreignEnding tells whether an English name ends as firms do: GmbH, Co., Ltd.
func (r *reader) foreignEnding(n run) bool {
	if n.end != letters || n.last-n.head < 2 {
		return false
	}
	t := r.tokens[n.last-1]
	return strings.Contains(" gmbh inc ltd llc corp corporation ag co co.ltd limited plc sa s.a s.l s.p.a spa bv b.v nv kg pte sdn bhd sas gmbh&co holdings group company kk ab oy as ", " "+r.s[t.from:t.to]+" ")
}

// site tells whether a run is a place and no firm: 冷链园, 二号线.
func (r *reader) site(n run) bool {
	last, _ := utf8.DecodeLastRuneInString(r.s[:r.tokens[n.last-1].to])
	return n.end == unknown && !n.ends && (strings.ContainsRune("园馆站场节线路桥群城们", last) || last == '链' && n.brand < 4)
}

// office tells whether a run is a government body: 省商务厅.
func (r *reader) office(n run) bool {
	first, _ := utf8.DecodeRuneInString(r.s[r.tokens[n.head].from:])
	last, _ := utf8.DecodeLastRuneInString(r.s[:r.tokens[n.last-1].to])
	return n.end == unknown && strings.ContainsRune("厅局委办处署", last) || n.first == n.head && strings.ContainsRune("省市县区", first)
}

// chemical tells whether a run is only a substance: 氢氟酸, 烧碱.
func (r *reader) chemical(n run) bool {
	if n.ends || n.first < n.head || n.end != unknown {
		return false
	}
	last, _ := utf8.DecodeLastRuneInString(r.s[:r.tokens[n.last-1].to])
	return strings.ContainsRune("酸碱烷烯醇酮醛酯胺苯酐腈醚酚钠钾锂硅氟氯硫氮剂膜料", last)
}

// shout tells whether the run is only an abbreviation: PLA, LED.
func (r *reader) shout(n run) bool {
	if n.last-n.head != 1 || n.end != letters {
		return false
	}
	t := r.tokens[n.head]
	word := r.raw(t.from, t.to)
	return word == strings.ToUpper(word) && utf8.RuneCountInString(word) <= 6
}
