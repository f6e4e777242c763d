package reading

import (
	"slices"
	"strings"
	"unicode/utf8"

	"chainlead/internal/names"
)

// A namedBase is an outpost found in a line.
type namedBase struct {
	from, to int
	base     Base
}

// baseEndings stand behind a region's or a city's name where the outpost is meant: 大湾区基地, 深圳基地.
var baseEndings = []string{"双招双引基地", "招商基地", "基地小分队", "基地", "招商小分队", "小分队", "突击队", "招商分队", "驻点", " outpost", " base"}

// findBases finds the outposts that the line names: by name or alias with 基地 behind, or by the city of their office.
func (r *reader) findBases() []namedBase {
	var out []namedBase
	for _, b := range r.c.City.Bases {
		for _, w := range append([]string{b.Name, "大湾区"}, b.Aliases...) {
			if w == "大湾区" && !strings.Contains(b.Name, w) {
				continue
			}
			if n, ok := r.baseNamed(strings.ToLower(w), b); ok {
				out = append(out, n)
				break
			}
		}
	}
	for _, p := range r.places {
		n := r.baseEnding(p.End)
		if b, ok := r.c.City.baseOf(p.Place.Name, p.Place.Province); ok && n > 0 && (strings.HasSuffix(r.s[:p.End+n], "基地") || r.s[p.End] == ' ') {
			out = append(out, namedBase{p.Start, p.End + n, b})
		}
	}
	return out
}

func (r *reader) baseNamed(w string, b Base) (namedBase, bool) {
	for i := indexFrom(r.s, w, 0); i >= 0; i = indexFrom(r.s, w, i+len(w)) {
		end := i + len(w)
		n := r.baseEnding(end)
		if n > 0 || strings.HasSuffix(w, "基地") || strings.HasSuffix(r.s[:i], "驻") || latin(w) && !torn(r.s, i) && !torn(r.s, end) {
			return namedBase{i, end + n, b}, true
		}
	}
	return namedBase{}, false
}

// baseEnding is the length of the ending at i, 0 if there is none.
func (r *reader) baseEnding(i int) int {
	for _, e := range baseEndings {
		if strings.HasPrefix(r.s[i:], e) {
			if strings.HasSuffix(e, "基地") || strings.Contains(e, "基地") {
				return strings.Index(e, "基地") + len("基地")
			}
			return 0 + len(e)*boolInt(e == "驻点" || e == "突击队" || e == "小分队" || e == "招商小分队" || e == "招商分队" || e[0] == ' ')
		}
	}
	return 0
}

// baseOf is the outpost whose area a place lies in; core areas go before extended ones.
func (c *City) baseOf(names ...string) (Base, bool) {
	for _, area := range []func(Base) []string{func(b Base) []string { return b.Core }, func(b Base) []string { return b.Extended }} {
		for _, b := range c.Bases {
			for _, n := range names {
				if n != "" && slices.Contains(area(b), n) {
					return b, true
				}
			}
		}
	}
	return Base{}, false
}

// BaseOf is the outpost in whose area the first of the given places lies, by full names of cities or provinces.
func (c *City) BaseOf(places ...string) (Base, bool) { return c.baseOf(places...) }

// findPlaces finds the places of a line. 和县 is a county only behind a verb of going: 市级领导和县区 has none.
func findPlaces(s string) []names.FoundPlace {
	known := knownPlaces(s)
	out := append(append(known, countyPlaces(s)...), shortProvinces(s)...)
	for k := 0; k < len(out); k++ { // 福建晋江、石狮
		for _, sep := range []string{"", "、", "和"} {
			from := out[k].End + len(sep)
			if !strings.HasPrefix(s[out[k].End:], sep) || slices.ContainsFunc(out, func(p names.FoundPlace) bool { return p.Start <= from && from < p.End }) {
				continue
			}
			if p, ok := countyAt(s, from); ok && !(sep == "" && names.CountyCity(s[p.Start:p.End]) == "" && inBrand(s, p.End)) && (sep != "" || p.Place.Province == out[k].Place.Province) {
				out = append(out, p)
			}
		}
	}
	slices.SortFunc(out, func(a, b names.FoundPlace) int { return a.Start - b.Start })
	return out
}

// inBrand tells whether the district that ends at i is more likely the brand of a firm, for its trade follows: 山东|岱岳|管业.
func inBrand(s string, i int) bool {
	if i >= len(s) {
		return false
	}
	t := wordAt(s, i)
	return t.class == product || t.class == corp
}

// provinces are their one-character names.
var provinces = map[rune]string{
	'京': "北京市", '津': "天津市", '沪': "上海市", '渝': "重庆市", '冀': "河北省", '晋': "山西省", '辽': "辽宁省", '吉': "吉林省", '黑': "黑龙江省", '苏': "江苏省", '浙': "浙江省", '皖': "安徽省", '闽': "福建省",
	'赣': "江西省", '鲁': "山东省", '鄂': "湖北省", '湘': "湖南省", '粤': "广东省", '琼': "海南省", '川': "四川省", '黔': "贵州省", '滇': "云南省", '陕': "陕西省", '桂': "广西壮族自治区",
}

// shortProvinces finds the provinces behind 赴 and 驻 that only their characters name: 赴沪浙|招商.
func shortProvinces(s string) []names.FoundPlace {
	var out []names.FoundPlace
	for i, c := range s {
		if c != '赴' && c != '驻' {
			continue
		}
		var here []names.FoundPlace
		end := i + len("赴")
		for {
			c, n := utf8.DecodeRuneInString(s[end:])
			name, ok := provinces[c]
			if !ok {
				break
			}
			here = append(here, names.FoundPlace{Start: end, End: end + n, Place: names.Place{Name: name, Province: name}})
			end += n
		}
		next, _ := utf8.DecodeRuneInString(s[end:])
		if !han(next) || hasAnyPrefix(s[end:], "招商", "对接", "拜访", "考察", "走访", "洽谈", "开展", "参加", "推介", "驻点", "调研", "学习", "等地") {
			out = append(out, here...)
		}
	}
	return out
}

// countyAt is the county or county city whose short name stands at i.
func countyAt(s string, i int) (names.FoundPlace, bool) {
	for _, n := range []int{12, 9, 6} {
		if i+n > len(s) {
			continue
		}
		if p, ok := names.PlaceOf(s[i : i+n]); ok {
			return names.FoundPlace{Start: i, End: i + n, Place: p, County: names.CountyCity(s[i : i+n])}, true
		}
	}
	return names.FoundPlace{}, false
}

// countyPlaces finds the counties and county cities whose short names stand only behind a verb of going: 赴桐乡.
func countyPlaces(s string) []names.FoundPlace {
	var out []names.FoundPlace
	for i := indexFrom(s, "客商", 0); i >= 0; i = indexFrom(s, "客商", i+len("客商")) { // 接待|嘉善|客商
		for _, n := range []int{9, 6} {
			if i >= n && hasAnySuffix(s[:i-n], "接待", "接待了", "来了", "会见", "会见了") {
				if p, ok := countyAt(s, i-n); ok && p.End == i && len(knownPlaces(s[p.Start:p.End])) == 0 {
					out = append(out, p)
				}
			}
		}
	}
	for _, w := range []string{"赴", "到", "去", "前往", "去了", "到了", "去了趟", "去了一趟", "去趟", "跑了趟", "跑了一趟", "走了趟"} {
		for i := indexFrom(s, w, 0); i >= 0; i = indexFrom(s, w, i+len(w)) {
			if p, ok := countyAt(s, i+len(w)); ok && len(knownPlaces(s[p.Start:p.End])) == 0 {
				out = append(out, p)
			}
		}
	}
	return out
}

func knownPlaces(s string) []names.FoundPlace {
	found := names.FindPlaces(s)
	for i, p := range found {
		if p.Area > 0 && inBrand(s, p.End) {
			found[i].End = p.Area // 长沙|岳麓机器人
		}
	}
	return slices.DeleteFunc(found, func(p names.FoundPlace) bool {
		brand := func(o names.FoundPlace) bool { return o.End == p.Start && o.Place.Province != p.Place.Province }
		if slices.ContainsFunc(found, brand) && p.End < len(s) && wordAt(s, p.End).class == product {
			return true // 大连|辽源风电装备
		}
		return s[p.Start:p.End] == "和县" && !containsAny(s[max(0, p.Start-3):p.Start], "赴", "到", "在", "去")
	})
}

// readPlaces collects the places: not those that only begin a company's name, nor the city's own.
func (r *reader) readPlaces() {
	for _, p := range r.places {
		if r.insideCompany(p.Start) && !r.headedFor(p.Start) || r.insideBase(p.Start) || r.ownPlace(p.Place.Name) || r.project.from <= p.Start && p.Start < r.project.to {
			continue
		}
		if r.brings(p.End) || hasAnySuffix(r.s[:p.Start], "不是", "不在", "不去") {
			continue
		}
		r.use(p.Start, p.End)
		if !slices.Contains(r.out.Places, p.Name()) {
			r.out.Places = append(r.out.Places, p.Name())
		}
	}
	if len(r.out.Places) > 1 {
		r.dropProvinces()
	}
}

// headedFor tells whether the institute whose name begins at i is where the trip goes: 赴|长沙湘江新材料研究院.
func (r *reader) headedFor(i int) bool {
	return r.out.Kind == Trip && hasAnySuffix(r.s[:i], "赴", "前往") && slices.ContainsFunc(r.companies, func(c company) bool { return c.from == i })
}

// brings tells whether a place only names the chamber or the office that brought a lead: 芜湖|商会牵线.
func (r *reader) brings(i int) bool {
	for _, w := range []string{"商会", "同乡会", "校友会", "办事处", "联络处", "机构"} {
		if rest, ok := strings.CutPrefix(r.s[i:], w); ok {
			return hasAnyPrefix(rest, "推荐", "介绍", "提供", "牵线", "转来", "转介", "搭桥", "反馈")
		}
	}
	for _, p := range r.places { // 河南省|芜湖商会
		if p.Start == i {
			return r.brings(p.End)
		}
	}
	return false
}

// ownPlace tells whether a place is the city itself or one of its units, which the units already say.
func (r *reader) ownPlace(name string) bool {
	_, isUnit := r.c.City.unit(name)
	return isUnit || name == r.c.City.Name
}

func (r *reader) insideBase(i int) bool {
	for _, b := range r.bases {
		if b.from <= i && i < b.to {
			return true
		}
	}
	return false
}

// dropProvinces leaves out a province that only says where a city lies: 广东深圳.
func (r *reader) dropProvinces() {
	for i, p := range r.places {
		if i+1 < len(r.places) && p.End == r.places[i+1].Start && p.Place.Name == r.places[i+1].Place.Province {
			r.out.Places = slices.DeleteFunc(r.out.Places, func(n string) bool { return n == p.Place.Name })
		}
	}
}
