package reading

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// industryWords are product words that belong to an industry wherever it is, by the name of its chain; a city's own keywords
// come on top. A longer word wins over a shorter one inside it, so 加氢 keeps 加氢石油树脂 away from 氢能.
var industryWords = map[string]string{
	"氢能":        "氢动力 氢能源 燃料电池 电堆 膜电极 质子交换膜 质子膜 双极板 碳纸 气体扩散层 储氢 储氢瓶 制氢 加氢站 加氢机 加氢枪 电解槽 电解水 液氢 氢气 绿氢 副产氢 供氢 氢循环泵 氢重卡 氢燃料 运氢 氢瓶 氢阀 氢源 沪氢 氢科 氢云 氢芯 氢电 氢材 氢装备 氢 掺氢 绿氢装备 制氢装备 储氢装备 氢能装备 hydrogen",
	"绿色涂料":      "涂料 油漆 水性漆 粉末涂料 颜料 钛白粉 防腐涂料 木器漆 汽车漆 工业漆 乳胶漆 油墨 涂装 paint coating coatings",
	"高端聚烯烃":     "聚烯烃 聚乙烯 聚丙烯 改性料 改性塑料 uhmwpe 超高分子量 uhmwpe板材 茂金属 eva poe 管材 管业 pe管 pp管 polyolefin polyolefins",
	"电子化学品":     "电子化学 光刻胶 湿电子 电子级 电子特气 高纯试剂 封装胶 抛光液 蚀刻液 电子特种气体",
	"生物基及可降解材料": "聚乳酸 乳酸 丙交酯 可降解 降解 降解材料 降解塑料 降解膜 降解地膜 降解餐具 生物基 pla pbat pbs pha biodegradable",
	"装备制造":      "装备 石油装备 石油机械 钻采 钻机 钻头 数控 机床 阀业 阀门 锻机 锻造 锻件 重工 起重机 压力容器 机械 泵业 专用车 特种车 机器人 machinery",
	"风光储":       "光伏 风电 储能 光储 风光 组件 塔筒 逆变器 风机 叶片 储能电站 风力发电 太阳能 锂电 锂电池 钠电 钠电池 钠离子电池 电芯 solar wind storage",
	"绿色食品":      "食品 速冻 预制菜 油脂 粮油 面粉 面业 面制品 调味品 肉制品 肉鸭 乳制品 乳业 饮料 果蔬 休闲零食 方便面 辣条 烘焙 食用菌 大豆蛋白 屠宰 food",
	"现代家居":      "家居 家具 全屋定制 门窗 软体 五金 橱柜 衣柜 木门 门业 床垫 沙发 实木 木业 板式 板材 门业 卫浴 定制家居 furniture",
	"羽绒及服饰":     "羽绒 服饰 制衣 服装 水洗羽绒 羽绒服 羽绒制品 纺织 针织 家纺 面料 鞋业 羽毛 成衣 防寒服 down apparel garment",
	"节能环保":      "环保 净水 固废 循环利用 水处理 污水 再生资源 危废 余热 烟气 脱硫 脱硝 废旧 废塑料 资源化 垃圾 水务 environmental",
	"新一代信息技术":   "信息技术 数据标注 线路板 led 数据中心 光电 芯片 半导体 集成电路 人工智能 大数据 数据 云计算 算力 软件 电子信息 电子元器件 物联网 显示屏 显示面板 显示科技 显示模组 5g 电子 数字经济 传感器 software",
}

// falseWords hold a product word and mean something else, whatever the registry says.
var falseWords = []string{
	"氢氟酸", "加氢石油树脂", "加氢树脂", "加氢催化剂", "加氢裂化", "加氢精制", "加氢装置", "丙烷脱氢", "脱氢", "氢氧化钠", "氢氧化铝", "氢氧化镁", "氢氧化锂", "氢氧化", "氢化", "过氧化氢", "双氧水", "氯化氢", "硫化氢", "碳氢", "氢键", "石油树脂", "加氢尾油",
	"环保要求", "环保压力", "环保整治", "环保手续", "环保局", "生态环保", "环保问题", "环保审批", "环保指标", "环保容量", "环保验收", "生态环境局", "下半年", "冷链物流园区", "食品药品监管", "食品安全", "装备制造业协会", "循环经济",
	"食堂", "电子商务", "电子版", "电子邮件", "电子表格", "电子档", "数据填报", "数据报送", "数据核实", "数据台账", "蒸汽数据", "基础数据", "相关数据", "数据表", "装备水平", "设备", "数据统计", "信息员", "软件园路", "组件厂房", "光电集团路", "光电缆", "电子材料", "特钢管业", "无缝钢管", "down payment", "wind up", "windows",
}

// A productHit is a product word found in a line, with the chain it hints at; chain is -1 for a word that means something else.
type productHit struct {
	from, to int
	chain    int
	alias    bool // the chain's own name or alias
}

// A productWord is a word and the name of the chain it belongs to, "" for a word that means something else.
type productWord struct {
	words, chain string
	alias        bool
}

// A wordIndex is words by their first rune.
type wordIndex map[rune][]productWord

func (x wordIndex) add(chain string, alias bool, list ...string) {
	for _, w := range list {
		w = strings.ToLower(w)
		if r, n := utf8.DecodeRuneInString(w); n > 0 {
			x[r] = append(x[r], productWord{w, chain, alias})
		}
	}
}

// industryIndex are the words that belong to industries in any city.
var industryIndex = makeIndustryIndex()

func makeIndustryIndex() wordIndex {
	x := wordIndex{}
	for chain, list := range industryWords {
		x.add(chain, false, strings.Fields(list)...)
	}
	x.add("", false, falseWords...)
	return x
}

// productNames are the city's own words for its chains.
func (c *City) productNames() wordIndex {
	x := wordIndex{}
	for _, ch := range c.Chains {
		x.add(ch.Name, true, ch.Name, ch.EN)
		x.add(ch.Name, true, ch.Aliases...)
		x.add(ch.Name, false, ch.Keywords...)
		x.add("", false, ch.Not...)
	}
	return x
}

// findProducts finds the product words of a line; inside a longer word a shorter one isn't found.
func (r *reader) findProducts() []productHit {
	var out []productHit
	for i := 0; i < len(r.s); {
		if h, ok := r.productAt(i); ok {
			out = append(out, h)
			i = h.to
			continue
		}
		_, n := utf8.DecodeRuneInString(r.s[i:])
		i += n
	}
	return out
}

// productAt is the longest product word at i. Words of chains that the city doesn't have are none.
func (r *reader) productAt(i int) (productHit, bool) {
	first, _ := utf8.DecodeRuneInString(r.s[i:])
	best := productHit{from: i}
	for _, x := range []wordIndex{r.c.City.products, industryIndex} {
		for _, p := range x[first] {
			end := i + len(p.words)
			if end <= best.to || !strings.HasPrefix(r.s[i:], p.words) || torn(r.s, i) || torn(r.s, end) || r.plainWord(i, end) {
				continue
			}
			chain := r.c.City.chainIndex(p.chain)
			if chain >= 0 || p.chain == "" {
				best = productHit{i, end, chain, p.alias}
			}
		}
	}
	return best, best.to > i
}

// chainIndex is the place of the chain of that name, -1 if there is none.
func (c *City) chainIndex(name string) int {
	return slices.IndexFunc(c.Chains, func(ch Chain) bool { return ch.Name == name })
}

// plainWord tells whether an abbreviation like LED is only the English word led.
func (r *reader) plainWord(from, to int) bool {
	return r.english && to-from <= 4 && asciiLetter(r.s[from]) && r.raw(from, to) == r.s[from:to]
}

// chainEndings stand behind a chain's name where the text names the chain itself.
var chainEndings = []string{"产业链", "链长", "链专班", "链盟", "专班", "产业专班", "产业招商专班", "招商专班", "产业联盟", "链"}

// readChain sets the chain where the text names it, else the one that its products hint at.
func (r *reader) readChain() {
	hits := r.findProducts()
	for _, h := range hits {
		if h.chain >= 0 && h.alias && r.namesChain(h) {
			ch := r.c.City.Chains[h.chain]
			r.out.Chain = Ref{ch.ID, ch.Name}
			r.chain = segment{max(0, h.from-boolInt(strings.HasSuffix(r.s[:h.from], "#"))), r.chainEnd(h.to)}
			r.use(r.chain.from, r.chain.to)
			return
		}
	}
	if k := r.hint(hits); k >= 0 {
		ch := r.c.City.Chains[k]
		r.out.ChainHint = Ref{ch.ID, ch.Name}
	}
}

// chainEnd is the end of the words that make a chain's name of the alias that ends at i.
func (r *reader) chainEnd(i int) int {
	for _, e := range chainEndings {
		if strings.HasPrefix(r.s[i:], e) {
			return i + len(e)
		}
	}
	return i
}

// namesChain tells whether the words around an alias make it the chain's name: #氢能, 氢能链, 氢能专班.
func (r *reader) namesChain(h productHit) bool {
	if strings.HasSuffix(r.s[:h.from], "#") {
		return true
	}
	rest := r.s[h.to:]
	for _, e := range chainEndings {
		if after, ok := strings.CutPrefix(rest, e); ok {
			next, _ := utf8.DecodeRuneInString(after)
			return e != "链" || !strings.ContainsRune("条主接锁", next)
		}
	}
	return strings.HasPrefix(rest, " chain") || r.bare(h)
}

// bare tells whether, behind a command, a chain's name stands alone between spaces.
func (r *reader) bare(h productHit) bool {
	if r.c.Kind == "" {
		return false
	}
	before, _ := utf8.DecodeLastRuneInString(r.s[:h.from])
	after, _ := utf8.DecodeRuneInString(r.s[h.to:])
	marks := " ,、;。\n\t"
	if r.english {
		before, _ = utf8.DecodeLastRuneInString(strings.TrimSpace(r.s[:h.from]))
		after, _ = utf8.DecodeRuneInString(strings.TrimSpace(r.s[h.to:]))
		marks = ",;\n"
		if !strings.Contains(r.s, ",") {
			return !r.insideCompany(h.from)
		}
	}
	edge := func(x rune) bool { return x == utf8.RuneError || strings.ContainsRune(marks, x) }
	return edge(before) && edge(after)
}

// vagueWords are product words that go with many industries; a plainer word beside them decides.
var vagueWords = wordSet("树脂 助剂 电子 数据 机械 装备 环保 五金 食品 防腐 组件 电芯 净水 材料")

// hint weighs the product words: what is made counts more than what a company is called. A draw is no hint.
func (r *reader) hint(hits []productHit) int {
	score := map[int]int{}
	for _, h := range hits {
		if h.chain < 0 {
			continue
		}
		score[h.chain] += r.weight(h)
	}
	best, top, draw := -1, 0, false
	for k := range r.c.City.Chains {
		switch v := score[k]; {
		case v > top:
			best, top, draw = k, v, false
		case v == top && v > 0:
			draw = true
		}
	}
	if draw || best >= 0 && r.chainsDiffer(hits, best) {
		r.doubt("chain_hint", "", "several chains")
		return -1
	}
	return best
}

// chainsDiffer tells whether the firms of a list belong to different chains, and nothing else speaks for the best one.
func (r *reader) chainsDiffer(hits []productHit, best int) bool {
	other, own := false, false
	for _, h := range hits {
		inside := r.insideCompany(h.from)
		other = other || inside && h.chain >= 0 && h.chain != best
		own = own || !inside && h.chain == best && !r.inItem(h.from)
	}
	return other && !own && len(r.companies) > 1
}

// listItem is the beginning of a list: ①, 1、.
var listItem = regexp.MustCompile(`①|(?:^|[:;,。])1[、.]`)

// inItem tells whether i stands in brackets behind a firm, or in an item of a list.
func (r *reader) inItem(i int) bool {
	open := strings.LastIndexAny(r.s[:i], "()")
	return open >= 0 && r.s[open] == '(' || listItem.MatchString(r.s[:i])
}

// weight is how much a product word says: most in the project's name, least in a company's.
func (r *reader) weight(h productHit) int {
	switch {
	case !r.insideCompany(h.from) && (containsAny(r.clauseBefore(h.from), "需", "要求", "解决") || hasAnyPrefix(r.s[h.to:], "意见", "问题", "指标", "手续", "费", "成本")):
		return 1 // 需蒸汽和|污水处理
	case r.insideCompany(h.from):
		return 2
	case r.project.from <= h.from && h.from < r.project.to:
		return 8 - boolInt(vagueWords[r.s[h.from:h.to]])
	case vagueWords[r.s[h.from:h.to]]:
		return 3
	}
	return 4
}

func (r *reader) insideCompany(i int) bool {
	for _, c := range r.companies {
		if c.from <= i && i < c.to {
			return true
		}
	}
	return false
}
