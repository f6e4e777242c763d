package names

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"
)

// A FoundPlace is a place in a text, by byte offsets. Foreign places are countries.
type FoundPlace struct {
	Start, End int
	Place      Place
	County     string // the full name of the county-level city that was named alone: 昆山市, in 苏州市
	Area       int    // where the short name of a district that follows begins, 0 for none: 长沙|岳麓
	Foreign    bool
}

// Name is the full name of the place that was named.
func (f FoundPlace) Name() string { return cmp.Or(f.County, f.Place.Name) }

var countries = words(`德国 美国 日本 韩国 法国 英国 意大利 西班牙 葡萄牙 荷兰 瑞士 瑞典 奥地利 比利时 丹麦 芬兰 挪威 爱尔兰 卢森堡 希腊 波兰 捷克 匈牙利 罗马尼亚 塞尔维亚 乌克兰 俄罗斯 白俄罗斯
	哈萨克斯坦 乌兹别克斯坦 吉尔吉斯斯坦 塔吉克斯坦 土库曼斯坦 蒙古国 新加坡 马来西亚 泰国 越南 老挝 柬埔寨 缅甸 菲律宾 文莱 印度尼西亚 印尼 印度 巴基斯坦 孟加拉国 斯里兰卡 尼泊尔 阿联酋 沙特 沙特阿拉伯
	卡塔尔 科威特 阿曼 伊朗 伊拉克 以色列 约旦 土耳其 埃及 摩洛哥 阿尔及利亚 尼日利亚 肯尼亚 埃塞俄比亚 坦桑尼亚 南非 加拿大 墨西哥 巴西 阿根廷 智利 秘鲁 哥伦比亚 澳大利亚 新西兰`)

// FindPlaces lists the places in a text, in order, the longest form first. A county or district right behind its city is part of it, and so
// is a city behind its province.
func FindPlaces(s string) []FoundPlace {
	g := places()
	var out []FoundPlace
	end := 0
	for i := 0; i < len(s); {
		f, ok := g.at(s, i, end)
		if !ok {
			i += runeLen(s[i:])
			continue
		}
		if end := g.absorb(s, f); end > f.End {
			if g.short[s[f.End:end]] {
				f.Area = f.End
			}
			f.End = end
		}
		if n := len(out) - 1; n >= 0 && out[n].End == f.Start && inside(f.Place, out[n].Place) {
			f.Start, out = out[n].Start, out[:n] // 浙江省杭州市 is one place
		}
		out = append(out, f)
		i, end = f.End, f.End
	}
	return out
}

func inside(p, province Place) bool {
	return province.Name == province.Province && p.Province == province.Name
}

// at is the longest place that starts at i. Behind the end of another place no disguise is looked for.
func (g *gazetteer) at(s string, i, behind int) (FoundPlace, bool) {
	best := FoundPlace{}
	head, _ := utf8.DecodeRuneInString(s[i:])
	for n, end := 0, i; n < g.heads[head] && end < len(s); n++ {
		end += runeLen(s[end:])
		w := s[i:end]
		if countries[w] {
			best = FoundPlace{Start: i, End: end, Place: Place{w, w}, Foreign: true}
		} else if p, ok := g.loose[w]; ok {
			best = FoundPlace{Start: i, End: end, Place: p, County: g.countyNames[w]}
		}
	}
	if best.End == 0 || (i == 0 || i != behind) && disguisedAt(s, i, best.End) {
		return FoundPlace{}, false
	}
	return best, true
}

// disguisedAt reports whether the name from i to end is only a part of an everyday phrase.
func disguisedAt(s string, i, end int) bool {
	return slices.ContainsFunc(disguises[s[i:end]], func(d disguise) bool {
		from := i - d.at
		return from >= 0 && strings.HasPrefix(s[from:], d.phrase)
	})
}

// absorb is where a place ends with the county or district of it that follows: 杭州萧山, 徐州鼓楼区.
func (g *gazetteer) absorb(s string, f FoundPlace) int {
	end := f.End
	for n, to := 0, f.End; n < 6 && to < len(s); n++ {
		to += runeLen(s[to:])
		word := s[f.End:to]
		if _, city := g.cities[word]; slices.Contains(g.areas[word], f.Place) && !f.Foreign && !city { // 天津河北 are two
			end = to
		}
	}
	return end
}

func runeLen(s string) int {
	_, n := utf8.DecodeRuneInString(s)
	return n
}
