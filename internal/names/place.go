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

// A gazetteer is the country's places by their names.
type gazetteer struct {
	cities map[string]Place   // provinces and cities, full and short
	areas  map[string][]Place // counties and districts, full and short: the cities they belong to. 鼓楼区 is in four
	loose  map[string]Place   // the forms that are a place in running text
	short  map[string]bool    // short forms of counties and districts only

	countyNames map[string]string // county-level cities, full and short, by their full names
	heads       map[rune]int      // how long a form of loose or a country may be that begins with a character
	length      int               // of the longest form, in characters
}

var places = sync.OnceValue(func() *gazetteer {
	g := &gazetteer{cities: map[string]Place{}, areas: map[string][]Place{}, loose: map[string]Place{}, short: map[string]bool{}, heads: map[rune]int{}, countyNames: map[string]string{}}
	province := ""
	for line := range strings.Lines(divisionsData) {
		line = strings.TrimRight(line, "\r\n")
		if name, ok := strings.CutPrefix(line, "# "); ok {
			province = name
			g.addCity(province, Place{province, province})
			continue
		}
		city, areas, _ := strings.Cut(line, "\t")
		at := Place{city, province}
		if city == "-" {
			at = Place{province, province}
		} else {
			g.addCity(city, at)
		}
		g.addAreas(at, strings.Fields(areas))
	}
	g.loosen()
	return g
})

// addCity enters a province or a city. A province keeps a short name that it shares with a city: 吉林.
func (g *gazetteer) addCity(name string, p Place) {
	for _, f := range []string{name, shorten(name)} {
		if _, taken := g.cities[f]; !taken {
			g.cities[f] = p
		}
		g.length = max(g.length, len([]rune(f)))
	}
}

func (g *gazetteer) addAreas(city Place, areas []string) {
	for _, a := range areas {
		p := city
		if city.Name == city.Province && strings.HasSuffix(a, "市") {
			p = Place{a, city.Province} // a city right under its province: 济源市
		}
		for _, f := range []string{a, shorten(a)} {
			if len([]rune(f)) < 2 {
				continue
			}
			if strings.HasSuffix(a, "市") {
				g.countyNames[f] = a
			}
			if !slices.Contains(g.areas[f], p) {
				g.areas[f] = append(g.areas[f], p)
			}
			g.length = max(g.length, len([]rune(f)))
		}
	}
}

// loosen picks the forms that are a place in running text: all full names of three characters and more, short names of cities that aren't
// everyday words, and of the county cities people go to. Short names of counties and districts are understood behind their city only: 和平,
// 新华 and many others are everyday words.
func (g *gazetteer) loosen() {
	for f, p := range g.cities {
		if f == p.Name || !everyday[f] {
			g.loose[f] = p
		}
	}
	for f := range g.areas {
		_, isCity := g.cities[f]
		full := shorten(f) != f
		g.short[f] = !isCity && !full
		p, ok := g.area(f)
		if ok && !isCity && !everyday[f] && (full && len([]rune(f)) > 2 || countyCities[f]) {
			g.loose[f] = p
		}
	}
	for f := range g.loose {
		g.head(f)
	}
	for c := range countries {
		g.head(c)
	}
}

func (g *gazetteer) head(form string) {
	r := []rune(form)
	g.heads[r[0]] = max(g.heads[r[0]], len(r))
}

// area is the city of a county or district; false where several cities have one of the name and none is much better known.
func (g *gazetteer) area(word string) (Place, bool) {
	in := g.areas[word]
	if len(in) == 1 {
		return in[0], true
	}
	for _, p := range in {
		if p.Name == betterKnown[word] {
			return p, true
		}
	}
	return Place{}, false
}

// PlaceOf is the place a word names: 深圳, 深圳市, 广东, 萧山区; a county or district is its city. It is false for 鼓楼区 and the like, which
// several cities have.
func PlaceOf(word string) (Place, bool) {
	word = strings.TrimSpace(word)
	if p, ok := places().cities[word]; ok {
		return p, true
	}
	return places().area(word)
}

// CountyCity is the full name of the county-level city that a word names; "" for any other: 昆山 is 昆山市.
func CountyCity(word string) string {
	if _, city := places().cities[word]; city {
		return ""
	}
	return places().countyNames[word]
}

func isPlace(word string) bool {
	_, ok := PlaceOf(word)
	return ok
}

var suffixes = []string{"特别行政区", "维吾尔自治区", "壮族自治区", "回族自治区", "自治区", "地区", "自治州", "自治县", "新区", "省", "市", "盟", "县", "区"}

var peoples = strings.Fields("朝鲜族 土家族苗族 藏族羌族 苗族侗族 布依族苗族 哈尼族彝族 壮族苗族 傣族景颇族 藏族 彝族 苗族 侗族 布依族 傣族 白族 傈僳族 回族 蒙古族藏族 蒙古族 蒙古 哈萨克 柯尔克孜 土家族 壮族 瑶族 满族 畲族 黎族 仡佬族 羌族 景颇族")

// shorten is a place's short name: 内蒙古, 浦东, 恩施.
func shorten(name string) string {
	for _, e := range suffixes {
		short, ok := strings.CutSuffix(name, e)
		if !ok || len([]rune(short)) < 1 {
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
