package reading

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"
)

// A unitName is one way of writing a unit.
type unitName struct {
	words string
	unit  Unit
	full  bool // the canonical name
}

// unitNames are all ways of writing the city's units, longest first.
func (c *City) unitNames() []unitName {
	var out []unitName
	for _, u := range c.Units {
		out = append(out, unitName{strings.ToLower(u.Name), u, true})
		if short, ok := strings.CutPrefix(u.Name, "市"); ok && u.Kind == "department" && !strings.HasPrefix(short, "委") {
			out = append(out, unitName{short, u, false})
		}
		for _, a := range append(slices.Clone(u.Aliases), strings.ToLower(u.EN)) {
			if a != "" {
				out = append(out, unitName{strings.ToLower(a), u, false})
			}
		}
	}
	slices.SortStableFunc(out, func(a, b unitName) int { return cmp.Compare(len(b.words), len(a.words)) })
	return out
}

// A namedUnit is a unit found in a line.
type namedUnit struct {
	from, to int
	unit     Unit
	full     bool
}

// findUnits finds the units a line names. A county's own bureau or zone belongs to the county.
func (r *reader) findUnits() []namedUnit {
	var out []namedUnit
	taken := make([]bool, len(r.s)+1)
	for _, n := range r.c.City.names {
		for i := indexFrom(r.s, n.words, 0); i >= 0; i = indexFrom(r.s, n.words, i+len(n.words)) {
			if taken[i] || taken[i+len(n.words)-1] || torn(r.s, i) || torn(r.s, i+len(n.words)) || r.otherName(n, i) {
				continue
			}
			for k := i; k < i+len(n.words); k++ {
				taken[k] = true
			}
			out = append(out, namedUnit{i, i + len(n.words), n.unit, n.full})
		}
	}
	slices.SortFunc(out, func(a, b namedUnit) int { return a.from - b.from })
	return r.mergeBureaus(out)
}

func indexFrom(s, sub string, i int) int {
	if i > len(s) {
		return -1
	}
	if k := strings.Index(s[i:], sub); k >= 0 {
		return i + k
	}
	return -1
}

// mergeBureaus drops a department or zone that stands right behind a county's name or the character 县 or 区.
func (r *reader) mergeBureaus(in []namedUnit) []namedUnit {
	out := in[:0]
	for _, u := range in {
		if n := len(out); n > 0 && out[n-1].unit.local() && !u.full && between(r.s, out[n-1].to, u.from) {
			out[n-1].to = u.to
			continue
		}
		if hasAnySuffix(r.s[:u.from], "县", "区") && !u.full && !u.unit.local() {
			continue
		}
		if r.unsureUnit(u, in) {
			r.doubt("units", r.raw(u.from, u.to), "which")
			continue
		}
		out = append(out, u)
	}
	return out
}

// unsureUnit tells whether a short name that the registry calls ambiguous may mean another unit's: 开发区 typed by a county, or
// in a text about one, is the county's own zone more likely.
func (r *reader) unsureUnit(u namedUnit, all []namedUnit) bool {
	if _, ambiguous := r.c.City.Ambiguous[r.s[u.from:u.to]]; !ambiguous {
		return false
	}
	if typist, ok := r.c.City.unit(r.c.Unit); ok && typist.ID != u.unit.ID && (typist.Kind == "county" || typist.Kind == "district") {
		return true
	}
	listed := strings.HasSuffix(r.s[:u.from], "、") || strings.HasPrefix(r.s[u.to:], "、")
	county := slices.ContainsFunc(all, func(o namedUnit) bool { return o.unit.Kind == "county" || o.unit.Kind == "district" })
	return county && !listed
}

// between tells whether only 县, 区 or nothing lies between two names.
func between(s string, a, b int) bool {
	return a <= b && containsWhole([]string{"", "县", "区", "县先进制造业", "先进制造业"}, s[a:b])
}

func containsWhole(list []string, w string) bool { return slices.Contains(list, w) }

// otherName tells whether a short name at i is a part of another word: a firm's name, or another area's zone.
func (r *reader) otherName(n unitName, i int) bool {
	end := i + len(n.words)
	rest := r.s[end:]
	if last, _ := utf8.DecodeLastRuneInString(r.s[:i]); strings.HasPrefix(n.words, "范") && strings.ContainsRune("示模师典规防", last) {
		return true // 示范|县
	}
	if n.full {
		return false
	}
	for _, w := range []string{"科技", "集团", "实业", "股份", "控股", "公司", "新材料公司", "新材料科技", "新材料有限", "新能源有限", "新能源公司", "机械有限", "机械公司", "重工有限", "食品有限", "家具有限"} {
		if strings.HasPrefix(rest, w) && len(n.words) <= 6 && n.unit.local() {
			return true
		}
	}
	if n.unit.Kind == "department" && hasAnySuffix(r.s[:i], "省", "国家") {
		return true // 省|发改委
	}
	if n.unit.Kind == "zone" && len(n.words) < 15 {
		return containsAny(r.s[max(0, i-21):i], "产业集聚区") || endsInPlace(r, i)
	}
	return false
}

// endsInPlace tells whether a place outside the city, or an adjective, ends at i: 苏州工业园区 is not ours.
func endsInPlace(r *reader, i int) bool {
	for _, p := range r.places {
		if p.Start < i && p.End >= i {
			return true
		}
	}
	for _, w := range []string{"化工", "先进制造业", "高新", "当地", "该", "各", "国家级"} {
		if strings.HasSuffix(r.s[:i], w) {
			return true
		}
	}
	return false
}

// unitEndingAt is the unit whose name ends at i, or, for 县委书记 behind 清丰, whose short name does.
func (r *reader) unitEndingAt(i int, post string) Unit {
	last, size := utf8.DecodeLastRuneInString(r.s[:i])
	named := strings.ContainsRune(surnames, last) && strings.HasSuffix(post, "长") // 商务局|王|局长
	for _, u := range r.units {
		if u.to == i || named && u.to == i-size || u.from < i && u.to > i && u.to <= i+len("县") {
			return u.unit
		}
	}
	return Unit{}
}
