package money

import (
	"strings"
	"unicode/utf8"
)

// Words that say how a sum is meant, before and behind it.
var (
	aboutBefore = []string{"约", "约投资", "约总投资", "约投", "约为", "大约", "大概", "大致", "近", "将近", "接近", "差不多", "~", "≈", "about", "around", "approximately", "approx.", "approx", "roughly", "some", "nearly", "almost", "circa"}
	overBefore  = []string{"超", "超过", "逾", "不低于", "不少于", "不小于", "至少", "高于", "大于", "突破", "≥", ">", ">=", "over", "more than", "above", "at least", "no less than"}
	underBefore = []string{"不超过", "不高于", "不大于", "不到", "不足", "最多", "至多", "低于", "少于", "小于", "≤", "<", "<=", "under", "below", "up to", "at most", "less than", "no more than"}
	aboutAfter  = []string{"左右", "上下", "的样子", "or so"}
	overAfter   = []string{"以上", "及以上", "多", "余", "出头", "+", "or more", "plus"}
	underAfter  = []string{"以内", "之内", "以下", "or less"}
)

// noHedge are characters that make another word of 约 and 近: 签约3亿, 最近3亿.
const noHedge = "签节预合条契公履违邀特附最"

// qualify reads 约, 超过, 以上 and the like, and widens the candidate by them.
func (c *candidate) qualify(t text, q quantity, done int) {
	c.sum.Approx = c.sum.Approx || q.about || q.more
	if q.more {
		c.sum.Bound = "gt"
	}
	c.before(t, done)
	c.after(t)
}

func (c *candidate) before(t text, done int) {
	at := t.back(c.start)
	word, bound := "", ""
	for _, try := range []struct {
		words []string
		bound string
	}{{aboutBefore, ""}, {overBefore, "gt"}, {underBefore, "lt"}} {
		if w := t.endsWith(at, done, try.words); len(w) > len(word) {
			word, bound = w, try.bound
		}
	}
	if word == "" {
		return
	}
	c.start = at - utf8.RuneCountInString(word)
	if bound == "" {
		c.sum.Approx = true
	} else if c.sum.Bound == "" {
		c.sum.Bound = bound
	}
}

func (c *candidate) after(t text) {
	at := t.blanks(c.end)
	if w := t.startsWith(at, aboutAfter); w != "" {
		c.sum.Approx, c.end = true, at+utf8.RuneCountInString(w)
	} else if w := t.startsWith(at, overAfter); w != "" && !(w == "多" && t.in(at+1, "种层家个方功晶次样数元")) {
		c.sum.Bound, c.end = "gt", at+utf8.RuneCountInString(w)
		c.sum.Approx = c.sum.Approx || w == "多" || w == "余" || w == "出头"
	} else if w := t.startsWith(at, underAfter); w != "" {
		c.sum.Bound, c.end = "lt", at+utf8.RuneCountInString(w)
	}
}

// endsWith is the longest of the words that ends at i and begins at done or later.
func (t text) endsWith(i, done int, words []string) string {
	best := ""
	for _, w := range words {
		from := i - utf8.RuneCountInString(w)
		if from < done || !t.has(from, w) || t.torn(from) || t.torn(i) || len(w) <= len(best) {
			continue
		}
		if (strings.HasPrefix(w, "约") || w == "近") && t.in(from-1, noHedge) {
			continue
		}
		best = w
	}
	return best
}

// startsWith is the longest of the words that stands at i.
func (t text) startsWith(i int, words []string) string {
	best := ""
	for _, w := range words {
		if t.has(i, w) && len(w) > len(best) && !t.torn(i+utf8.RuneCountInString(w)) {
			best = w
		}
	}
	return best
}

// coinAt is the currency at i and the length of its word with the spaces before it; 0 if there is none. 块 and 欧 begin other words too:
// 5万块组件, 3亿欧洲订单.
func (t text) coinAt(i int) (Currency, int) {
	at := t.blanks(i)
	best := ""
	for w := range coins {
		if len(w) > len(best) && t.has(at, w) && !t.torn(at+utf8.RuneCountInString(w)) {
			best = w
		}
	}
	end := at + utf8.RuneCountInString(best)
	if (best == "块" || best == "欧") && isHan(t.rune(end)) && t.startsWith(end, append(aboutAfter, overAfter...)) == "" {
		return "", 0
	}
	if best == "" {
		return "", 0
	}
	return coins[best], end - i
}

// coinBefore is the currency that ends before i, and the length of its word with the spaces behind it.
func (t text) coinBefore(i, done int) (Currency, int) {
	at := t.back(i)
	best := ""
	for w := range coins {
		from := at - utf8.RuneCountInString(w)
		if len(w) > len(best) && from >= done && t.has(from, w) && !t.torn(from) && w != "元" && w != "块" && w != "欧" {
			best = w
		}
	}
	if best == "" {
		return "", 0
	}
	return coins[best], i - at + utf8.RuneCountInString(best)
}

// counters are units of things that aren't money, each with the characters that make another word of it when they follow: 3亿家 is a
// count, 3亿家居项目 is a sum for a furniture project.
var counters = map[string]string{
	"吨": "", "台": "资商前湾州式", "套": "现", "亩": "", "平方": "", "平米": "", "平": "台均安顶", "㎡": "", "m²": "", "m2": "", "m³": "", "m3": "", "㎥": "", "立方": "", "方": "案式面向便可法能才",
	"人": "民才工力家", "家": "居具电纺庭装乡", "条": "件款例", "批": "复准", "次": "年日月", "件": "", "只": "要有是投能需", "羽": "绒毛丰", "头": "部期雁", "户": "外",
	"辆": "", "片": "区", "米": "业粉面", "公里": "", "千米": "", "里": "", "瓦": "", "千瓦": "", "兆瓦": "", "吉瓦": "", "kw": "", "gw": "", "mw": "", "kwh": "", "mwh": "", "gwh": "",
	"kva": "", "伏": "", "千伏": "", "安时": "", "ah": "", "度": "假", "枚": "", "支": "持付撑援", "张": "总家", "颗": "", "粒": "", "名": "企牌单优", "项": "目", "个": "", "字": "", "级": "",
	"份": "额", "单": "位体品", "株": "", "棵": "", "箱": "", "瓶": "", "袋": "", "斤": "", "公斤": "", "克": "", "千克": "", "kg": "", "t": "", "升": "级", "公顷": "", "根": "据", "卷": "", "桶": "", "艘": "",
	"座": "谈", "栋": "", "间": "", "幢": "", "册": "", "双": "招方", "组": "织建", "标箱": "", "teu": "", "位": "于", "人次": "", "台套": "", "套件": "", "尾": "", "例": "如", "km": "", "cm": "", "mm": "", "%": "", "％": "", "l": "", "ml": "",
	"people": "", "units": "", "tonnes": "", "tons": "", "sets": "", "mu": "", "块": "", "大卡": "", "千卡": "", "匹": "", "篇": "", "门": "窗业", "期": "货望待间限许", "盒": "", "码": "头", "步": "",
}

// counted reports whether what stands at i makes the number before it a count of something else: 3万吨, 5万套, 20万 kW. A Chinese unit
// stands right behind its number: in 5000万 条码设备 there is a sum.
func (t text) counted(i int) bool {
	if t.in(i, "多余") && !t.in(i+1, "元") {
		i++
	}
	spaced := t.blanks(i)
	for w, except := range counters {
		at := i
		if w[0] < 0x80 {
			at = spaced
		}
		end := at + utf8.RuneCountInString(w)
		if t.has(at, w) && !t.torn(end) && !t.in(end, except) {
			return true
		}
	}
	return false
}

// priced reports whether a sum is the price of a unit: 15万元/亩, 0.6元/度.
func (t text) priced(i int) bool {
	i = t.blanks(i)
	switch {
	case t.in(i, "/每"):
		return t.counted(t.blanks(i+1)) || t.has(i+1, "平")
	case t.has(i, "一亩"), t.has(i, "per mu"), t.has(i, "a tonne"), t.has(i, "per tonne"):
		return true
	}
	return false
}

// clauseEnds reports whether a clause ends at i, or goes on with a word that may follow a sum: 350 million, investment.
func (t text) clauseEnds(i int) bool {
	i = t.blanks(i)
	return i == len(t.r) || t.in(i, ",.;:)!?\n，。；：）、！？") || isHan(t.rune(i)) && !t.counted(i) || t.startsWith(i, []string{"investment", "in investment", "total", "in total", "planned"}) != ""
}
