package names

import (
	"strings"
)

// A Company is a firm's name taken apart: the core by which it is known, and the place in front of it, if one was written.
type Company struct{ Core, Place string }

// legal are the endings that say what kind of firm it is; trade are generic words before them. Both go, the longest first, as long as a
// core of at least three characters stays.
var (
	legal = strings.Fields("股份有限公司 有限责任公司 集团有限公司 控股有限公司 有限公司 股份公司 集团公司 总公司 分公司 子公司 公司 集团 控股 股份 gmbh ag co.,ltd. co.,ltd co.ltd. co.ltd corporation corp. corp inc. inc ltd. ltd llc limited company group")
	trade = strings.Fields("科技发展 科技 实业 技术 发展 投资 工贸 贸易 商贸 企业")
)

// shortest is how many characters a core keeps at least when a trade word or a place would be taken off.
const (
	shortestLegal = 2
	shortestTrade = 4
	shortestPlace = 4
)

// Split takes a firm's name apart, folded: 深圳鹏程氢动力科技有限公司 is 鹏程氢动力 of 深圳市. A place stays part of the core where hardly anything
// else would be left of it: 宁德时代.
func Split(company string) Company {
	name := Fold(company)
	c := Company{}
	name = c.brackets(name)
	name = trim(name, legal, shortestLegal)
	name = trim(name, trade, shortestTrade)
	name = trim(name, legal, shortestLegal)
	if place, rest, ok := leadingPlace(name); ok {
		c.Place = place
		if len([]rune(rest)) >= shortestPlace {
			name = rest
		}
	}
	c.Core = name
	return c
}

// brackets takes out （中国）, （郑州） and the like, noting a place.
func (c *Company) brackets(name string) string {
	for {
		open := strings.IndexByte(name, '(')
		end := strings.IndexByte(name[max(open, 0):], ')')
		if open < 0 || end < 0 {
			return name
		}
		inside := name[open+1 : open+end]
		p, ok := PlaceOf(inside)
		if !ok && inside != "中国" && inside != "china" && inside != "集团" {
			return strings.NewReplacer("(", "", ")", "").Replace(name)
		}
		if ok {
			c.Place = p.Name
		}
		name = name[:open] + name[open+end+1:]
	}
}

func trim(name string, words []string, least int) string {
	for again := true; again; {
		again = false
		for _, w := range words {
			if rest, ok := strings.CutSuffix(name, w); ok && len([]rune(rest)) >= least {
				name, again = rest, true
			}
		}
	}
	return name
}

// leadingPlace is the place a folded name begins with: 浙江省杭州市…, 台前….
func leadingPlace(name string) (place, rest string, ok bool) {
	r := []rune(name)
	for n := min(len(r), places().length); n >= 2; n-- {
		p, found := places().exact[string(r[:n])]
		if !found {
			continue
		}
		rest = string(r[n:])
		if more, after, ok := leadingPlace(rest); ok && p.Name == p.Province {
			return more, after, true
		}
		return p.Name, rest, true
	}
	return "", name, false
}

// SameFrom is the likeness from which two names are taken for one firm. Different firms of one trade that share a word come to about
// 0.5 on the names tried; one firm's spellings to 0.8 and more.
const SameFrom = 0.75

// Like is how alike two firms' names are, from 0 to 1: the Dice coefficient of their cores' pairs of characters; 1 for one core; 0 where
// both name a place and the places differ, for 上汽 is not 广汽.
func Like(a, b string) float64 {
	x, y := Split(a), Split(b)
	switch {
	case x.Core == "" || y.Core == "":
		return 0
	case x.Place != "" && y.Place != "" && x.Place != y.Place && !within(x.Place, y.Place):
		return 0
	case x.Core == y.Core:
		return 1
	}
	return dice([]rune(x.Core), []rune(y.Core))
}

// within reports whether one place is the province of the other.
func within(a, b string) bool {
	p, q := places().exact[a], places().exact[b]
	return p.Province == q.Province && (p.Name == p.Province || q.Name == q.Province)
}

// Same reports whether two written names are taken for one firm.
func Same(a, b string) bool { return Like(a, b) >= SameFrom }

func dice(a, b []rune) float64 {
	if len(a) < 2 || len(b) < 2 {
		return 0
	}
	pairs := map[[2]rune]int{}
	for i := range len(a) - 1 {
		pairs[[2]rune{a[i], a[i+1]}]++
	}
	common := 0
	for i := range len(b) - 1 {
		p := [2]rune{b[i], b[i+1]}
		if pairs[p] > 0 {
			pairs[p]--
			common++
		}
	}
	return 2 * float64(common) / float64(len(a)+len(b)-2)
}
