package reading

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"chainlead/internal/names"
)

// A company is the words of a firm, institute or association, with the tokens they are made of.
type company struct {
	from, to    int // in the line
	first, last int // tokens, last not included
}

// A run is tokens that stand together and may be a name: a place, then words that names are made of.
type run struct {
	first, last int // tokens, last not included
	head        int // the first token behind the place
	brand       int // how many characters of it are a name of its own
	end         class
	ends        bool // it ends like a company: 科技, 有限公司
	own         bool // it has characters of its own
	made        bool // it has a product or a company's ending
	cut         bool // a project's name follows it at once
}

// findCompanies finds the firms of the line: names with a company's ending, and names where a company is expected, behind 拜访 or
// before 一行. Better none than one that doesn't exist.
func (r *reader) findCompanies() {
	if r.english {
		r.findEnglishCompanies()
		return
	}
	runs := r.runs()
	taken := make([]bool, len(runs))
	for pass := range 3 {
		for i, n := range runs {
			if taken[i] || !r.accepts(n, pass) {
				continue
			}
			taken[i] = true
			if c := r.trim(n); !someone(r.s[c.from:]) {
				r.companies = append(r.companies, c)
			}
		}
	}
	slices.SortFunc(r.companies, func(a, b company) int { return a.from - b.from })
	r.partNames()
	r.companies = slices.DeleteFunc(r.companies, r.saidAgain)
}

// saidAgain tells whether a company is only the short name of one named before, or what a correction calls wrong: 楚威智能装备股份有限公司…由楚威公司, 误写为|成都荣居公司.
func (r *reader) saidAgain(c company) bool {
	if hasAnySuffix(r.s[:c.from], "误写为", "误报为", "误写成", "写成了", "错写成") {
		return true
	}
	if r.out.Correction && r.has("公司名", "企业名", "名称", "名字") && slices.ContainsFunc(r.companies, func(o company) bool {
		return o.from > c.from && hasAnySuffix(r.s[:o.from], "应为", "应是", "改为", "更正为", "实为")
	}) {
		return true
	}
	brand, short := strings.CutSuffix(r.s[c.from:c.to], "公司")
	return short && len(brand) >= 6 && len(brand) <= 12 && slices.ContainsFunc(r.companies, func(o company) bool {
		return o.from < c.from && o.to-o.from > c.to-c.from && strings.Contains(r.s[o.from:o.to], brand)
	})
}

// partNames cuts a name where another begins that the line names by itself: 叫苏南日升…叫昆联电气|苏南日升想投.
func (r *reader) partNames() {
	for i := range r.companies {
		c := &r.companies[i]
		for _, o := range r.companies {
			name := r.s[o.from:o.to]
			k := strings.Index(r.s[c.from:c.to], name)
			placed := slices.ContainsFunc(r.places, func(p names.FoundPlace) bool { return p.End == c.from+k }) // 天津|津能电池
			if k >= 9 && len(name) >= 9 && o.from != c.from && !placed {
				c.to = c.from + k
			}
			if brand := name[:min(6, len(name))]; o.from < c.from && c.to-c.from >= 15 && strings.HasSuffix(r.s[c.from:c.to], brand) {
				c.to -= len(brand) // 叫恒禾精密…叫泰朗电子|恒禾
			}
		}
	}
}

// nameClasses are what a company's name can be made of.
func nameClass(c class) bool {
	return c == unknown || c == product || c == kindOf || c == corp || c == legal || c == letters
}

// runs collects the runs of the line.
func (r *reader) runs() []run {
	var out []run
	for i := 0; i < len(r.tokens); {
		if n, ok := r.runAt(i); ok {
			n = r.beforeProject(n)
			out = append(out, n)
			i = n.last
			continue
		}
		i++
	}
	return out
}

func (r *reader) runAt(i int) (run, bool) {
	n := run{first: i, head: i}
	for n.head < len(r.tokens) && r.tokens[n.head].class == place {
		n.head++
	}
	n.last = n.head
	for n.last < len(r.tokens) && r.extends(n, r.tokens[n.last]) {
		n.add(r.tokens[n.last])
		n.last++
		if n.end == legal && n.own || n.end == corp && strings.HasSuffix(r.s[:r.tokens[n.last-1].to], "公司") {
			break
		}
	}
	for n.last > n.head && (r.tokens[n.last-1].class == blanks || r.tokens[n.last-1].class == mark || r.stray(n)) {
		n.last--
	}
	if n.last == n.head {
		return run{}, false
	}
	n.end = r.tokens[n.last-1].class
	if n.brand >= 2 && r.nameEnds(n.last-1) || n.first < n.head && n.brand >= 2 && n.end == unknown && r.tailed(n) {
		n.made = true
	}
	return n, true
}

// beforeProject cuts the project off that stands right behind the firm of a lead: 厦门鹭稔食品集团|预制菜中央厨房|项目.
func (r *reader) beforeProject(n run) run {
	if n.first == n.head || n.last == len(r.tokens) || r.tokens[n.last].class != project || r.tokens[n.head].class != unknown || r.leftOf(n).class == going || !r.hasOf("线索 首报 首谈 首次报") {
		return n
	}
	firm := run{first: n.first, head: n.head, last: n.head}
	for k := n.head; k < n.last; k++ {
		t := r.tokens[k]
		more := t.class == corp || containsWhole([]string{"材料", "新材料", "实业", "制造", "装备", "设备"}, r.s[t.from:t.to])
		if firm.made && !more && r.firmWord(r.tokens[k-1]) {
			if strings.Count(r.s, r.s[r.tokens[n.first].from:r.tokens[n.head].to]) > 1 {
				return n // named in full elsewhere
			}
			firm.cut = true
			return firm
		}
		firm.add(t)
		firm.last = k + 1
	}
	return n
}

// firmWord tells whether a firm's name ends with t rather than a project's begins: 化工, but 聚丙烯.
func (r *reader) firmWord(t token) bool {
	w := r.s[t.from:t.to]
	return t.class == corp || strings.HasSuffix(w, "业") || containsWhole(strings.Fields("食品 化工 家纺 光电 服饰 制衣 机械 重工 电子 电气 生物 家居 新材 材料 新材料 新能源 能源 环保 制药 医药 冷链 装备 智能 科技 包装 管业 光伏 半导体 氢能"), w)
}

// tailed tells whether the last character of the run is one that trades end in: 徐州|淮海重锻.
func (r *reader) tailed(n run) bool {
	last, _ := utf8.DecodeLastRuneInString(r.s[:r.tokens[n.last-1].to])
	return strings.ContainsRune("锻药纺塑缆泵阀织芯", last) || n.brand > 2 && strings.ContainsRune("业材械服件铸器具钢铝铜纸胶漆膜瓷灯酒茶粮食牧渔电机车船能科厂品冷", last)
}

// stray tells whether the last token of the run is a character behind the trade, a verb most likely: 远桥数控|问.
func (r *reader) stray(n run) bool {
	if n.last-n.head < 3 {
		return false
	}
	t, before := r.tokens[n.last-1], r.tokens[n.last-2]
	c, size := utf8.DecodeRuneInString(r.s[t.from:])
	if someone(r.s[t.from:t.to]) {
		return t.class == unknown // 净水科技|张某
	}
	return t.class == unknown && t.from+size == t.to && (before.class == product || before.class == corp) && strings.ContainsRune("问嫌说报找摸催让叫给投拟想要", c)
}

// nameEnds tells whether the token k, which else goes before a product, ends a name: 沪新|智能, but 沪新|智能|装备.
func (r *reader) nameEnds(k int) bool {
	t := r.tokens[k]
	return containsWhole([]string{"智能", "数字", "智慧", "精密", "生态"}, r.s[t.from:t.to]) && r.ended(r.tokenAt(t.to))
}

// extends tells whether t may go on the run n: words that names are made of, and the spaces inside an English name.
func (r *reader) extends(n run, t token) bool {
	if t.class == blanks {
		next := r.tokenAt(t.to)
		if n.end == letters && r.s[t.from-1] == ',' {
			return true
		}
		return n.end == letters && (next.class == letters || next.class == corp || next.class == legal) && t.to-t.from == 1
	}
	if t.class == comma && n.end == letters && n.last > n.head {
		return strings.HasSuffix(r.s[:t.from], "co.") && strings.HasPrefix(strings.TrimLeft(r.s[t.to:], " "), "ltd")
	}
	if t.class == mark && n.end == letters {
		return strings.Contains("&.", r.s[t.from:t.to])
	}
	return nameClass(t.class)
}

func (n *run) add(t token) {
	switch t.class {
	case unknown:
		n.brand += (t.to - t.from) / 3
		n.own = true
	case letters:
		n.brand += 2
	case corp, legal:
		n.ends = true
	}
	if t.class == product || t.class == corp || t.class == legal {
		n.made = true
	}
	if t.class != blanks && t.class != mark && t.class != comma {
		n.end = t.class
	}
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

// accepts decides whether a run is a company. In the second pass it may lean on its neighbours in a list, in the third on being on record.
func (r *reader) accepts(n run, pass int) bool {
	left, right := r.leftOf(n), r.rightOf(n)
	switch {
	case r.shout(n), r.chemical(n), r.office(n), n.first == n.head && r.tokens[n.head].class == corp, r.thing(n), r.leadsToProject(n), r.site(n), r.phrase(n), r.workshop(n, left), someone(r.s[r.tokens[n.head].from:]):
		return false
	case pass == 2:
		return n.brand >= 2 && r.c.Known != nil && !r.recommends(right) && r.c.Known(r.raw(r.tokens[n.head].from, r.tokens[n.last-1].to))
	case r.institute(n), n.first < n.head && n.ends && n.end != kindOf && n.brand == 0 && (n.last-n.head > 1 || r.s[r.tokens[n.head].from:r.tokens[n.head].to] == "投资集团"):
		return !r.recommends(right) && !(r.bringsTalent() && levelAt(r.s, right.from) != "") // 江南大学|教授1名
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

// someone tells whether a text begins with nobody's name: 某企业, 张某, 经某商会.
func someone(s string) bool {
	first, n := utf8.DecodeRuneInString(s)
	return first == '某' || strings.HasPrefix(s[n:], "某") && strings.ContainsRune(surnames+"经由据", first)
}

// unnamely are characters that names hardly have: a run with one of them is a phrase that no list knows.
const unnamely = "占把被也没不就还很吗呢们哪谁啥咋么您我你他她它这那其几嫌问盼吧呀哦"

// phrase tells whether the run's own words are no name.
func (r *reader) phrase(n run) bool {
	return n.end != legal && slices.ContainsFunc(r.tokens[n.head:n.last], func(t token) bool { return t.class == unknown && strings.ContainsAny(r.s[t.from:t.to], unnamely) })
}

// thing tells whether the run is a product with some words behind it: 丙交酯|装置.
func (r *reader) thing(n run) bool {
	t := r.tokens[n.head]
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
	return n.first == n.head && n.end == corp && strings.HasSuffix(r.s[:last.to], "厂") && left.class != meet && left.class != unit && left.class != timed
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

// leftOf is the token before the run, with 了 and the like skipped.
func (r *reader) leftOf(n run) token {
	for i := n.first - 1; i >= 0; i-- {
		t := r.tokens[i]
		named := i > 0 && r.tokens[i-1].class == meet && r.s[t.from:t.to] == "为" // 拜访企业为
		if r.s[t.from:t.to] == ":" && hasAnySuffix(r.s[:t.from], "进展", "情况", "动态", "快报", "喜报", "通报", "简报", "汇报", "报告", "引才", "补报") {
			return token{class: stop} // 引才进展:
		}
		if t.class != blanks && r.s[t.from:t.to] != "了" && r.s[t.from:t.to] != ":" && !named {
			return t
		}
	}
	return token{class: stop}
}

func (r *reader) rightOf(n run) token {
	if n.last < len(r.tokens) {
		return r.tokens[n.last]
	}
	return token{from: len(r.s), to: len(r.s), class: stop}
}

// expected tells whether the neighbours of the run say that it is a company.
func (r *reader) expected(n run, left, right token) bool {
	named := n.made || n.end == letters && !n.own || right.class == will && brands[r.s[r.tokens[n.head].from:r.tokens[n.last-1].to]]
	switch {
	case n.end == letters && n.last-n.head > 2 && (left.class == place || left.class == meet) && capital(r.raw(r.tokens[n.head].from, r.tokens[n.head].to)):
		return true
	case right.class == who && n.brand >= 2:
		return true
	case left.class == and && n.brand >= 3 && n.brand <= 8 && n.end == unknown && (right.class == stageW || right.class == talk): // 跟|中原化投|签了
		return true
	case left.class == meet:
		return named || brands[r.s[r.tokens[n.head].from:r.tokens[n.last-1].to]] && r.ended(right) || n.brand >= 3 && n.brand <= 8 && r.ended(right) && meetsFirms[r.s[left.from:left.to]]
	case n.brand >= 2 && r.sends(left, right):
		return true
	case !named:
		return false
	case n.first < n.head && n.brand >= 2 && (left.class != going || r.s[left.from:left.to] == "由"): // 来宾是|重庆渝佳食品
		return true
	case left.class == and && n.brand >= 2 && r.unitBefore(left) && r.ended(right): // 经开区与|凌川半导体|40亿项目
		return true
	case r.s[left.from:left.to] == "的" && n.brand >= 2 && r.metBefore(left) && r.ended(right): // 顺访郑州经开区的|中原阀业
		return true
	case n.brand >= 2 && r.bringsTalent() && containsWhole([]string{"服务", "入职"}, r.s[left.from:left.to]):
		return true
	case n.brand >= 2 && r.ended(right) && (r.namesOne(left) || r.headed(n)):
		return true
	case left.to > 0 && hasAnySuffix(r.s[:left.to], "那家", "这家", "有家"):
		return n.brand >= 2
	case left.to > 0 && r.s[left.from:left.to] == "关于" && r.s[right.from:right.to] == "的":
		return n.brand >= 2
	case r.s[right.from:right.to] == "是" && r.sumAt(right.to): // 宏远涂料是两亿三
		return n.brand >= 2
	case r.s[right.from:right.to] == "的" && (strings.HasPrefix(r.s[right.to:], "合同") || strings.HasPrefix(r.s[right.to:], "线索") || calledBoss(r.s[right.to:])):
		return n.brand >= 2
	case strings.HasSuffix(r.s[left.from:left.to], "是"):
		return r.introduces(left.to-len("是")) && n.brand >= 2 && (r.ended(right) || r.acts(right) || r.s[right.from:right.to] == "的")
	case containsWhole([]string{"给", "找", "向", "帮", "替"}, r.s[left.from:left.to]):
		return n.brand >= 2 && (right.class == ask || right.class == talk || r.ended(right) || right.class == filler)
	case right.class == sum && len(r.sums) > 1 && (left.class == comma || left.class == mark || left.class == stop): // 签了3家:中漆新材|1.2亿、华彩树脂|8000万
		return n.brand >= 2
	case left.class == talk:
		return n.brand >= 2 && (right.class == and || right.class == talk)
	case right.class == opening:
		return n.first < n.head || r.counted(right.to)
	case left.class == and && right.class == and, n.first < n.head:
		return true
	case left.class == stop || left.class == comma || r.dash(left) || left.class == unit || left.class == place || left.class == timed || left.class == and:
		return r.acts(right) || r.heads(n, left, right)
	}
	return r.acts(right) && right.class != stageW && (right.class != and || n.brand >= 2) || r.reported(left, right)
}

// namesOne tells whether the words before a run say that it is who is spoken of: 一家|鲁阳碳纤维, 对方|冀东锻机.
func (r *reader) namesOne(left token) bool {
	return containsWhole([]string{"一家", "1家", "另一家", "对方"}, r.s[left.from:left.to])
}

// headed tells whether a colon before the run and a sum or a plan behind it make it an item: 签订框架协议1个:|楚峰锻机,拟投2.6亿; or a bare list, 刚签了,|佰翎制衣,1.2亿.
func (r *reader) headed(n run) bool {
	before, after := strings.TrimRight(r.s[:r.tokens[n.first].from], " "), strings.TrimLeft(r.s[r.tokens[n.last-1].to:], " ")
	if !strings.HasSuffix(before, ":") && !hasAnySuffix(before, "签了,", "签约,", "谈妥,") || !strings.HasPrefix(after, ",") {
		return false
	}
	next := r.tokenAt(len(r.s) - len(after) + 1)
	return next.class == sum || next.class == will
}

// dash tells whether t is the dash behind a heading: 生物医药线索——|冀康制药.
func (r *reader) dash(t token) bool { return t.class == mark && r.s[t.from:t.to] == "-" && r.has("线索", "首报") }

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
	return hasAnySuffix(r.s[:i], ",", "客商", "企业", "公司", "投资方", "个", "家", "对方", "那批", "都", "还", "重点", "见的", "对接的", "拜访的", "谈的", "一批", "一", "二", "三")
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
	case making:
		return hasAnyPrefix(r.s[t.from:], "想", "拟")
	case quantity:
		return levelAt(r.s, t.to) != "" || strings.HasSuffix(r.s[t.from:t.to], "家") // 森雅木业|两家
	case filler: // 鹏程氢动力|来|看地
		return hasAnyPrefix(r.s[t.from:], "来", "落在")
	case noun:
		return strings.Contains(" 意见 到位 到位资金 资金到位 到账 到资 实际到位 全职 引进 增资 投资 投资额 我县 我市 我区 我单位 省外资金 合同额 合同投资额 签约额 总投资 追加 累计 又 已 也 ", " "+r.s[t.from:t.to]+" ")
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
		if c.to == left.to && strings.HasPrefix(r.s[left.to:], " ") && right.class == quantity || beside(left) && c.to == left.from || beside(right) && c.from == right.to {
			return true
		}
	}
	return false
}

// trim makes a company of a run. A place that a trip goes to is not part of a short name: 赴深圳|鹏程氢动力.
func (r *reader) trim(n run) company {
	first := n.first
	if first < n.head && r.tokens[n.head].class == letters && r.abroad(r.tokens[n.head-1]) {
		first = n.head // 法国|Verdane Foods SAS
	}
	if first < n.head && first > 0 && r.tokens[first-1].class == going && r.s[r.tokens[first-1].from:r.tokens[first-1].to] != "由" && n.end != legal && !r.institute(n) {
		first = n.head
	}
	for first+1 < n.last && r.tokens[first].class == kindOf {
		first++
	}
	last := n.last
	if t := r.tokens[last-1]; last-1 > first && r.s[t.from:t.to] == "投" && r.rightOf(n).class == sum {
		last-- // 齐鲁风塔|投2.2亿
	}
	for last-1 > first && r.tokens[last-1].class == kindOf && !r.nameEnds(last-1) {
		last--
	}
	c := company{r.tokens[first].from, r.tokens[last-1].to, first, last}
	if n.end == letters && strings.HasPrefix(r.s[c.to:], ".") {
		c.to++
	}
	if n.end == letters && strings.HasPrefix(r.s[c.to:], "/s") { // A/S
		c.to += len("/s")
	}
	if u, ok := r.unitEnding(c.from); ok && n.end == legal && n.first == n.head {
		c.from = u.from // 南乐|绿维新材料有限公司
	}
	r.use(c.from, c.to)
	return c
}

// abroad tells whether a token is a country.
func (r *reader) abroad(t token) bool {
	return slices.ContainsFunc(r.places, func(p names.FoundPlace) bool { return p.Start == t.from && p.Foreign })
}

// unitEnding is the county, named by its short name, that ends at i.
func (r *reader) unitEnding(i int) (namedUnit, bool) {
	for _, u := range r.units {
		if u.to == i && u.unit.local() && u.to-u.from == len("南乐") {
			return u, true
		}
	}
	return namedUnit{}, false
}

// capital tells whether the typed word begins with a capital letter.
func capital(word string) bool {
	c, _ := utf8.DecodeRuneInString(word)
	return unicode.IsUpper(c)
}
