package names

import (
	_ "embed"
	"slices"
	"strings"
	"sync"
)

// divisions lists the provinces ("# 河南省"), under each its cities, and behind each city, after a tab, its counties and districts. A
// city "-" means that they belong to the province itself.
//
//go:embed data/divisions.txt
var divisionsData string

// A Place is a city, or a province where no city is meant. Name is the full name: 深圳市; of a province Name and Province are the same.
type Place struct{ Name, Province string }

// A FoundPlace is a place in a text, by byte offsets. Foreign places are countries.
type FoundPlace struct {
	Start, End int
	Place      Place
	Foreign    bool
}

type gazetteer struct {
	exact  map[string]Place // every full and short form
	loose  map[string]Place // those that may stand in running text
	areas  map[string]bool  // short forms of counties and districts, understood right behind their city
	length int              // of the longest form, in runes
}

var places = sync.OnceValue(func() *gazetteer {
	g := &gazetteer{exact: map[string]Place{}, loose: map[string]Place{}, areas: map[string]bool{}}
	province := ""
	for line := range strings.Lines(divisionsData) {
		line = strings.TrimSpace(line)
		if name, ok := strings.CutPrefix(line, "# "); ok {
			province = name
			g.add(province, Place{province, province}, true)
			continue
		}
		city, areas, _ := strings.Cut(line, "\t")
		g.addCity(province, city, strings.Fields(areas))
	}
	return g
})

func (g *gazetteer) addCity(province, city string, areas []string) {
	at := Place{city, province}
	if city == "-" {
		at = Place{province, province}
	} else {
		g.add(city, at, true)
	}
	for _, a := range areas {
		p := at
		if city == "-" && strings.HasSuffix(a, "市") {
			p = Place{a, province} // a city right under its province
		}
		g.add(a, p, false)
	}
}

// add enters a place's full form and its short one. Short forms of counties and districts stand in running text only behind their city:
// 和平, 新华 and many others are everyday words.
func (g *gazetteer) add(name string, p Place, city bool) {
	short := shorten(name)
	for _, form := range []string{name, short} {
		if len([]rune(form)) < 2 {
			continue
		}
		if old, taken := g.exact[form]; !taken || city && old.Name != old.Province {
			g.exact[form] = p
		}
		g.length = max(g.length, len([]rune(form)))
		if form == name || city && !slices.Contains(everyday, form) {
			if _, taken := g.loose[form]; !taken {
				g.loose[form] = p
			}
		}
		g.areas[form] = g.areas[form] || !city
	}
}

// everyday are short forms of cities that are words of their own; only their full form is a place in running text.
var everyday = []string{"来宾", "日照", "白银", "东方", "中山装", "延边", "海东", "海南州", "黄山", "三沙", "五家渠"}

var endings = []string{"特别行政区", "维吾尔自治区", "壮族自治区", "回族自治区", "自治区", "地区", "自治州", "自治县", "省", "市", "盟", "县", "区"}

var peoples = strings.Fields("朝鲜族 土家族苗族 藏族羌族 苗族侗族 布依族苗族 哈尼族彝族 壮族苗族 傣族景颇族 藏族 彝族 苗族 侗族 布依族 傣族 白族 傈僳族 回族 蒙古族藏族 蒙古族 蒙古 哈萨克 柯尔克孜 土家族 壮族 瑶族 满族 畲族 黎族 仡佬族 羌族 景颇族")

func shorten(name string) string {
	for _, e := range endings {
		short, ok := strings.CutSuffix(name, e)
		if !ok {
			continue
		}
		if e == "自治州" || e == "自治县" {
			for _, p := range peoples {
				if s, ok := strings.CutSuffix(short, p); ok && s != "" {
					return s
				}
			}
		}
		return short
	}
	return name
}

// PlaceOf is the place a word names: 深圳, 深圳市, 广东, 萧山区; a county or district is its city.
func PlaceOf(word string) (Place, bool) {
	p, ok := places().exact[strings.TrimSpace(word)]
	return p, ok
}

var countries = strings.Fields("德国 美国 日本 韩国 法国 英国 意大利 西班牙 荷兰 瑞士 瑞典 奥地利 比利时 丹麦 芬兰 挪威 俄罗斯 新加坡 马来西亚 泰国 越南 印度尼西亚 印尼 印度 阿联酋 沙特 以色列 土耳其 加拿大 巴西 墨西哥 澳大利亚 新西兰 南非 埃及 哈萨克斯坦 乌兹别克斯坦 白俄罗斯 波兰 捷克 匈牙利")

// FindPlaces lists the places in a text, in order, the longest form first. A county or district right behind its city is part of it.
func FindPlaces(s string) []FoundPlace {
	g := places()
	var out []FoundPlace
	for i := 0; i < len(s); {
		if f, ok := g.at(s, i); ok {
			f.End = g.absorb(s, f)
			i = f.End
			if n := len(out) - 1; n >= 0 && out[n].End == f.Start && inside(f.Place, out[n].Place) {
				f.Start, out = out[n].Start, out[:n] // 浙江省杭州市 is one place
			}
			out = append(out, f)
			continue
		}
		i += runeLen(s[i:])
	}
	return out
}

func inside(p, province Place) bool {
	return province.Name == province.Province && p.Province == province.Name
}

// at is the longest place that starts at i.
func (g *gazetteer) at(s string, i int) (FoundPlace, bool) {
	best := FoundPlace{}
	for n, end := 0, i; n < g.length && end < len(s); n++ {
		end += runeLen(s[end:])
		if p, ok := g.loose[s[i:end]]; ok {
			best = FoundPlace{Start: i, End: end, Place: p}
		}
	}
	for _, c := range countries {
		if len(c) > best.End-i && strings.HasPrefix(s[i:], c) {
			best = FoundPlace{Start: i, End: i + len(c), Place: Place{c, c}, Foreign: true}
		}
	}
	return best, best.End > 0
}

// absorb is where a place ends with the county or district of it that follows: 杭州萧山, 浙江省杭州市.
func (g *gazetteer) absorb(s string, f FoundPlace) int {
	end := f.End
	for n, to := 0, f.End; n < 6 && to < len(s); n++ {
		to += runeLen(s[to:])
		if p, ok := g.exact[s[f.End:to]]; ok && p == f.Place && g.areas[s[f.End:to]] {
			end = to
		}
	}
	return end
}

func runeLen(s string) int {
	for i := range s {
		if i > 0 {
			return i
		}
	}
	return len(s)
}
