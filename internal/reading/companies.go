package reading

import (
	"regexp"
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
	for pass := 0; pass < 3; {
		before := len(r.companies)
		runs = slices.DeleteFunc(runs, func(n run) bool {
			if !r.accepts(n, pass) {
				return false
			}
			if c := r.trim(n); !someone(r.s[c.from:]) {
				r.companies = append(r.companies, c)
			}
			return true
		})
		if pass != 1 || len(r.companies) == before { // a list grows in both directions
			pass++
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
	if n.brand >= 2 && r.nameEnds(n.last-1) || n.first < n.head && n.brand >= 2 && (n.end == unknown && r.tailed(n) || n.end == letters && n.own) {
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
	return t.class == corp || strings.HasSuffix(w, "业") || firmWords[w]
}

// firmWords are trades that end a firm's name more often than they begin a project's.
var firmWords = wordSet("食品 化工 家纺 光电 服饰 制衣 机械 重工 电子 电气 生物 家居 新材 材料 新材料 新能源 能源 环保 制药 医药 冷链 装备 智能 科技 包装 管业 光伏 半导体 氢能")

// tailed tells whether the last character of the run is one that trades end in: 徐州|淮海重锻.
func (r *reader) tailed(n run) bool {
	last, _ := utf8.DecodeLastRuneInString(r.s[:r.tokens[n.last-1].to])
	return strings.ContainsRune("锻药纺塑缆泵阀织芯", last) || n.brand > 2 && strings.ContainsRune("业材械服件铸器具钢铝铜纸胶漆膜瓷灯酒茶粮食牧渔电机车船能科厂品冷", last)
}

// stray tells whether the last token of the run is somebody behind the trade: 净水科技|张某.
func (r *reader) stray(n run) bool {
	t := r.tokens[n.last-1]
	return n.last-n.head > 2 && t.class == unknown && someone(r.s[t.from:t.to])
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
		amp := next.class == mark && r.s[next.from:next.to] == "&" || strings.HasSuffix(r.s[:t.from], "&") // GmbH & Co. KG
		return n.end == letters && (amp || next.class == letters || next.class == corp || next.class == legal) && t.to-t.from == 1
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
	if t.class == product && t.to-t.from == 3 {
		n.brand++ // 氢 of 氢途
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

// leftOf is the token before the run, with 了 and the like skipped.
func (r *reader) leftOf(n run) token {
	for i := n.first - 1; i >= 0; i-- {
		t := r.tokens[i]
		named := i > 0 && r.tokens[i-1].class == meet && r.s[t.from:t.to] == "为" // 拜访企业为
		if r.s[t.from:t.to] == ":" && hasAnySuffix(r.s[:t.from], "进展", "情况", "动态", "快报", "喜报", "通报", "简报", "汇报", "报告", "引才", "补报") {
			return token{class: stop} // 引才进展:
		}
		if t.class != blanks && r.s[t.from:t.to] != "了" && r.s[t.from:t.to] != ":" && r.s[t.from:t.to] != "\"" && !named {
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
	if t := r.tokens[n.last-1]; n.last-1 > n.head && r.s[t.from:t.to] == "总部" {
		last--
	}
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
	if u, ok := r.unitEnding(c.from); ok && n.end == legal && n.first == n.head && (u.to-u.from == len("南乐") || hasAnySuffix(r.s[:u.from], "名称", "名为", "名叫", "名字", "叫")) {
		c.from = u.from // 南乐|绿维新材料有限公司
	}
	r.use(c.from, c.to)
	return c
}

// abroad tells whether a token is a country.
func (r *reader) abroad(t token) bool {
	return slices.ContainsFunc(r.places, func(p names.FoundPlace) bool { return p.Start == t.from && p.Foreign })
}

// unitEnding is the county or zone whose name ends at i.
func (r *reader) unitEnding(i int) (namedUnit, bool) {
	for _, u := range r.units {
		if u.to == i && u.unit.local() {
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
