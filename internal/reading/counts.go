package reading

import (
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"
)

// An amountOf is a number with its measure word: 5人, 60亩, 5000台套.
type amountOf struct {
	from, to int
	n        float64
	measure  string
	many     bool // 多, 余
}

// measures are the words that count things, longest first where one begins another.
var measures = []string{
	"人次", "余人", "个人", "人", "visitors", "people", "persons", "名", "位", "批次", "批", "拨", "趟", "场次", "场", "家", "条", "个项目", "个批次", "个", "项", "亩", "公顷", "台套", "台/套", "台", "套", "万吨", "吨", "平方米", "平方", "平米", "m2", "公里", "千米",
	"gwh", "mwh", "kwh", "gw", "mw", "kw", "%", "件", "次", "辆", "米", "立方米", "立方", "标方", "千瓦", "兆瓦", "吉瓦", "户", "栋", "层", "号楼", "号地块", "号", "倍", "小时", "分钟", "天", "年", "公斤", "千克", "元/平方米", "点", "艘", "架", "支", "只", "双", "片", "块", "张", "度", "座", "份", "轮", "处", "户次", "家次", "起", "宗", "组", "队", "类", "种", "页", "岁", "成",
}

// findQuantities finds the numbers that have a measure word. Those inside sums and times are left out by settle.
func findQuantities(s string) []amountOf {
	var out []amountOf
	for i := 0; i < len(s); {
		q, ok := quantityAt(s, i)
		if !ok {
			i += step(s, i)
			continue
		}
		out = append(out, q)
		i = q.to
	}
	return out
}

func quantityAt(s string, i int) (amountOf, bool) {
	n, end, ok := decimalAt(s, i)
	if !ok {
		return amountOf{}, false
	}
	q := amountOf{from: i, n: fiveOrSix(s[i:end], n)}
	for _, scale := range []struct {
		word string
		by   float64
	}{{"万", 1e4}, {"亿", 1e8}, {"千", 1e3}} {
		if strings.HasPrefix(s[end:], scale.word) && !strings.HasPrefix(s[end:], "千瓦") && !strings.HasPrefix(s[end:], "千米") {
			q.n, end = q.n*scale.by, end+len(scale.word)
			break
		}
	}
	for _, w := range []string{"余", "多", "来", "几"} {
		if strings.HasPrefix(s[end:], w) {
			q.many, end = true, end+len(w)
			break
		}
	}
	if strings.HasPrefix(s[end:], " ") {
		end++
	}
	for _, m := range measures {
		if strings.HasPrefix(s[end:], m) && !torn(s, end+len(m)) && !notMeasure(m, s[end+len(m):]) {
			q.measure, q.to = m, end+len(m)
			return q, true
		}
	}
	return amountOf{}, false
}

// fiveOrSix is the smaller of two numbers that stand together: 五六个人 are five or six, and not 56.
func fiveOrSix(words string, n float64) float64 {
	rs := []rune(words)
	if len(rs) != 2 {
		return n
	}
	a, b := chineseDigit[rs[0]], chineseDigit[rs[1]]
	if a == 0 || b != a+1 {
		return n
	}
	return float64(a)
}

// notMeasure tells whether what follows makes another word of a measure: 人大, 家具.
func notMeasure(m, rest string) bool {
	next, _ := utf8.DecodeRuneInString(rest)
	switch m {
	case "家":
		return strings.ContainsRune("具居纺装乡里", next) || strings.HasPrefix(rest, "电") && !containsAny(rest[:min(len(rest), 6)], "电子", "电气", "电池", "电力", "电商", "电缆", "电机", "电路")
	case "人", "个人":
		return strings.ContainsRune("大社才民", next)
	case "条":
		return strings.ContainsRune("件例", next)
	case "个":
		return strings.ContainsRune("月星礼半", next) || strings.HasPrefix(rest, "工作")
	case "名":
		return strings.ContainsRune("单称额", next)
	}
	return false
}

// decimalAt reads 12, 1.5, 三十.
func decimalAt(s string, i int) (float64, int, bool) {
	n, end, ok := numberAt(s, i)
	if !ok {
		return 0, 0, false
	}
	if digit(rune(s[i])) && end+1 < len(s) && s[end] == '.' && digit(rune(s[end+1])) {
		k := end + 1
		for k < len(s) && digit(rune(s[k])) {
			k++
		}
		f, err := strconv.ParseFloat(s[i:end]+s[end:k], 64)
		return f, k, err == nil
	}
	return float64(n), end, true
}

// A countRule says which figure a quantity is: the nearest of its words before (or close behind) the quantity decides.
type countRule struct {
	key      string
	measures string
	words    []string
}

// countRules are the figures that texts carry. Of several whose words stand before the quantity the nearest word wins.
var countRules = []countRule{
	{"trips_led", "批次 批 次 个批次 趟", []string{"带队外出", "领导带队", "带队", "主要领导", "主要负责同志", "党政主要"}},
	{"trips", "批次 批 次 个批次 趟", []string{"外出招商", "外出", "出去", "小分队", "走出去", "赴外", "外出考察", "外出拜访", "招商小分队"}},
	{"visits", "批次 批 次 个批次", []string{"接待", "接访", "来访", "来了", "接待客商", "请进来", "客商来访", "接洽", "考察团"}},
	{"companies_visited", "家", []string{"走访", "拜访", "对接", "考察", "看了", "拜会", "跑", "走了", "跑了", "会见", "联系"}},
	{"leads_valid", "条 个 项 个项目", []string{"有效线索", "有效", "研判有效"}},
	{"leads", "条 个 项 个项目", []string{"线索", "新增线索", "招商线索"}},
	{"in_talks", "个 项 个项目", []string{"在谈项目", "在谈", "洽谈项目"}},
	{"signed", "个 项 个项目", []string{"签约项目", "签约", "新签约"}},
	{"started", "个 项 个项目", []string{"开工项目", "开工", "新开工"}},
	{"in_production", "个 项 个项目", []string{"投产项目", "投产"}},
	{"events", "场次 场 次", []string{"活动", "推介会", "招商活动", "座谈会"}},
}

// readCounts gives each quantity of a report its meaning: figures, head counts, land, percent.
func (r *reader) readCounts() {
	for _, q := range r.quantities {
		if strings.HasSuffix(r.s[:q.from], "第") {
			continue // 第三次来了
		}
		if key := r.figure(q); key != "" {
			r.count(key, int(q.n)*r.each(q))
			r.use(q.from, q.to)
			continue
		}
		if r.otherQuantity(q) {
			r.use(r.wordBefore(q.from), q.to)
		}
	}
	if m := percentInWords.FindStringSubmatchIndex(r.s); m != nil && r.out.Percent == 0 {
		r.out.Percent, _, _ = decimalAt(r.s, m[2])
		r.use(m[0], m[1])
	}
	r.readHeads()
}

// percentInWords is 百分之六十五.
var percentInWords = regexp.MustCompile(`百分之([\d.一二三四五六七八九十]+)`)

// each is of how many firms a quantity is said: 草漫生物、黍禾生物各|1批.
func (r *reader) each(q amountOf) int {
	if !strings.HasSuffix(r.s[:q.from], "各") {
		return 1
	}
	n, from := 0, q.from-len(r.clauseBefore(q.from))
	for _, c := range r.companies {
		n += boolInt(c.from >= from && c.to <= q.from)
	}
	if n > 0 {
		return n
	}
	for _, p := range r.places { // 杭州、绍兴客商|各一批
		n += boolInt(p.Start >= from && p.End <= q.from)
	}
	return max(n, 1)
}

func (r *reader) count(key string, n int) {
	if r.out.Counts == nil {
		r.out.Counts = map[string]int{}
	}
	if _, ok := r.out.Counts[key]; !ok {
		r.out.Counts[key] = n
	}
}

// figure is the key of the rule whose word stands nearest before the quantity in its clause, or right behind it.
func (r *reader) figure(q amountOf) string {
	before, after := r.clauseBefore(q.from), r.clauseAfter(q.to)
	best, at := "", -1
	for _, rule := range countRules {
		if !hasWord(rule.measures, q.measure) {
			continue
		}
		for _, w := range rule.words {
			if i := strings.LastIndex(before, w); i >= 0 && i+len(w) > at {
				best, at = rule.key, i+len(w)
			}
			if at < 0 && strings.HasPrefix(after, w) {
				best = rule.key
			}
		}
	}
	if best == "" && strings.Contains(q.measure, "批") && containsAny(before, "共", "合计") {
		best = map[Kind]string{Trip: "trips", Visit: "visits"}[r.out.Kind] // (4人)共3批9人
	}
	if q.measure == "趟" && q.n == 1 {
		return "" // 去了一趟
	}
	if best == "visits" && q.measure == "次" && (strings.HasPrefix(after, "来访") || strings.HasSuffix(before, "来访")) {
		return "" // 二次来访
	}
	if best == "" && (q.measure == "批" || q.measure == "拨") && q.n > 1 && r.out.Kind == Visit {
		return "visits" // 今天来了两拨人
	}
	if best == "leads" && q.n == 1 && r.out.Kind == Lead {
		r.use(q.from, q.to)
		return "" // 线索一条: the one that is reported
	}
	if _, met := r.out.Counts["companies_visited"]; met && q.measure == "家" && hasAnySuffix(before, "共", "共计", "合计") {
		delete(r.out.Counts, "companies_visited") // 走访LED企业6家、线路板企业4家,共|10家
		return "companies_visited"
	}
	if best == "" && q.measure == "家" && (strings.HasSuffix(before, "等企业") || strings.HasSuffix(before, "企业") && strings.Contains(before, "见了")) && r.out.Kind == Trip {
		return "companies_visited"
	}
	if best == "" && r.c.Kind == Trip && q.measure == "家" && strings.HasPrefix(after, "企业") && r.has("走访", "拜访", "对接", "考察") {
		return "companies_visited"
	}
	return best
}

func hasWord(list, w string) bool { return strings.Contains(" "+list+" ", " "+w+" ") }

// otherQuantity reads head counts, land and percent. It tells whether the quantity was one of them.
func (r *reader) otherQuantity(q amountOf) bool {
	before := r.clauseBefore(q.from)
	switch q.measure {
	case "个":
		guests := hasAnyPrefix(r.s[q.to:], "客商", "客人", "老板") || strings.HasSuffix(before, "一行") || r.out.Kind == Visit && r.endsClause(q.to) && (before == "" || hasAnySuffix(before, "就", "一共", "总共", "共", "才", "的人来了", "来人了 ", "来了"))
		if guests {
			r.headCounts, r.totals = append(r.headCounts, int(q.n)), append(r.totals, false)
		}
		return guests
	case "人", "名", "位", "人次", "余人", "个人", "visitors", "people", "persons":
		if !r.visitors(q, before) {
			return false
		}
		r.headCounts = append(r.headCounts, int(q.n))
		right := r.out.Correction && hasAnySuffix(before, "应为", "改为", "应是", "实为")
		r.totals = append(r.totals, right || containsAny(before[max(0, len(before)-12):], "共", "合计", "总计", "一行共"))
		return true
	case "亩":
		if r.out.LandMu == 0 && !strings.HasSuffix(before, "每") && !(r.out.Correction && (strings.HasSuffix(before, "不是") || strings.HasSuffix(before, "由") && hasAnyPrefix(r.s[q.to:], "改为", "调整为", "变更为"))) {
			r.out.LandMu = q.n
			return true
		}
	case "成":
		if r.out.Percent == 0 && hasAnySuffix(before, "进度", "进度都", "完成", "进度到") {
			half, _ := utf8.DecodeRuneInString(r.s[q.to:])
			r.out.Percent = 10*q.n + float64(chineseDigit[half]) // 进度都六成了, 六成五
			return true
		}
	case "%":
		if r.out.Percent == 0 {
			r.out.Percent = q.n
			return true
		}
	}
	return false
}

// endsClause tells whether nothing more follows in the clause at i.
func (r *reader) endsClause(i int) bool {
	return strings.TrimLeft(r.s[i:], " ") == "" || r.clauseAfter(i) == "" || r.s[i] == ' '
}

// wordBefore is where the word begins that says what the quantity at i is of: 用地|60亩.
func (r *reader) wordBefore(i int) int {
	for _, w := range []string{"拟用地", "用地约", "用地", "占地约", "占地", "需用地", "需", "一行", "共", "约"} {
		if strings.HasSuffix(r.s[:i], w) {
			return i - len(w)
		}
	}
	return i
}

// mostVisitors is the most people that travel or come together.
const mostVisitors = 500

// visitors tells whether a number of people is of visitors or travellers, and not of staff, jobs or talents.
func (r *reader) visitors(q amountOf, before string) bool {
	switch {
	case q.measure == "人次":
		return true
	case r.out.Kind == Progress && r.has("到岗", "引进") && r.bringsTalent():
		return false
	case q.n > mostVisitors && r.c.Kind == "":
		return false
	case r.out.Correction && containsAny(before[max(0, len(before)-12):], "不是", "误报", "写成", "报成"):
		return false
	}
	after := r.clauseAfter(q.to)
	for _, l := range talentLevels {
		if r.bringsTalent() && strings.HasSuffix(before, l) {
			return false
		}
	}
	return !strings.HasSuffix(before, "招") && !hasAnySuffix(before, "规模", "规模约") && !strings.HasPrefix(after, "的团队") && !containsAny(before, "各派", "派一", "派员", "派人", "招工", "用工", "就业", "带动", "工人", "缺", "员工", "职工", "人才", "引进", "招聘", "解决") && !containsAny(after, "就业", "岗位") && (levelAt(r.s, q.to) == "" || !r.bringsTalent())
}

// readHeads sums the people of the text; a total that is also listed in parts counts once.
func (r *reader) readHeads() {
	sum := 0
	for i, n := range r.headCounts {
		if r.totals[i] {
			r.out.People = n
			return
		}
		sum += n
	}
	if len(r.headCounts) > 2 && r.headCounts[0]*2 == sum {
		sum /= 2
	}
	if m := labelledHeads.FindStringSubmatch(r.s); sum == 0 && m != nil {
		sum, _ = strconv.Atoi(m[1])
	}
	if r.out.People = sum; sum == 0 && r.out.Kind == Visit {
		r.out.People = r.pair()
	}
}

// labelledHeads is a form's line: 人数：3.
var labelledHeads = regexp.MustCompile(`人数[:-]*(\d{1,3})\b`)

// pair counts visitors who came as 来了俩 or 来了仨.
func (r *reader) pair() int {
	for _, w := range []string{"来了俩", "来了仨"} {
		if strings.Contains(r.s, w) {
			return chineseDigit[[]rune(w)[2]]
		}
	}
	return 0
}

// clauseBefore is the text from the last sign before i up to i.
func (r *reader) clauseBefore(i int) string {
	start := strings.LastIndexAny(r.s[:i], ",;。!?\n|()①②③④⑤⑥⑦⑧⑨")
	if start < 0 {
		return r.s[:i]
	}
	_, n := utf8.DecodeRuneInString(r.s[start:])
	return r.s[start+n : i]
}

// clauseAfter is the text from i up to the next sign.
func (r *reader) clauseAfter(i int) string {
	end := strings.IndexAny(r.s[i:], ",;。!?\n|()")
	if end < 0 {
		return r.s[i:]
	}
	return r.s[i : i+end]
}
