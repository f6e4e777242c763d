package names

import (
	"strings"
	"unicode/utf8"
)

// A Company is a firm's name taken apart: the core by which it is known, and the place in front of it, if one was written.
type Company struct{ Core, Place string }

// How many characters stay at least when an ending or a place is taken off.
const (
	shortestLegal   = 2
	shortestGeneric = 4
	shortestPlace   = 4
)

// Split takes a firm's name apart, folded: 深圳鹏程氢动力科技有限公司 is 鹏程氢动力 of 深圳市. A place stays part of the core where hardly anything
// else would be left of it (宁德时代), and is then only told if it can't be another word: 和平家居 is of no place.
func Split(company string) Company {
	n := part(company)
	switch {
	case !n.ok:
		return Company{Core: n.name, Place: n.noted}
	case utf8.RuneCountInString(n.rest) >= shortestPlace:
		return Company{Core: n.rest, Place: n.place.Name}
	case n.sure:
		return Company{Core: n.name, Place: n.place.Name}
	}
	return Company{Core: n.name, Place: n.noted}
}

// A parted name is a firm's name without its endings, with the place it begins with.
type parted struct {
	name  string // without endings
	noted string // the place in brackets: 富士康（郑州）
	leading
}

func part(company string) parted {
	n := parted{name: Fold(withoutLatinEnding(company))}
	n.brackets()
	n.name = withoutBranch(n.name)
	n.name = trim(n.name, legal, shortestLegal)
	n.name = trim(n.name, generic, shortestGeneric)
	n.name = trim(n.name, legal, shortestLegal)
	n.leading = leadingPlace(n.name)
	return n
}

// withoutLatinEnding takes off GmbH, Co., Ltd. and the like, which only their spaces tell from the name: Bayer AG, but Swag.
func withoutLatinEnding(company string) string {
	fields := strings.FieldsFunc(strings.ToLower(company), func(r rune) bool { return r == ' ' || r == ',' || r == '，' || r == '　' || r == '\u00a0' })
	for len(fields) > 1 && legalWords[strings.TrimRight(fields[len(fields)-1], ".")] {
		fields = fields[:len(fields)-1]
	}
	return strings.Join(fields, " ")
}

// brackets takes out （中国）, （郑州） and the like, noting a place.
func (n *parted) brackets() {
	for {
		open := strings.IndexByte(n.name, '(')
		end := strings.IndexByte(n.name[max(open, 0):], ')')
		if open < 0 || end < 0 {
			return
		}
		inside := n.name[open+1 : open+end]
		p, ok := PlaceOf(inside)
		if !ok && inside != "中国" && inside != "china" && inside != "集团" {
			n.name = strings.NewReplacer("(", "", ")", "").Replace(n.name)
			return
		}
		if ok {
			n.noted = p.Name
		}
		n.name = n.name[:open] + n.name[open+end+1:]
	}
}

// withoutBranch cuts what follows a legal ending: 华为技术有限公司濮阳分公司.
func withoutBranch(name string) string {
	for _, b := range branch {
		if !strings.HasSuffix(name, b) {
			continue
		}
		if i := strings.Index(name, "公司"); i > 0 && i+len("公司") < len(name) {
			return name[:i+len("公司")]
		}
	}
	return name
}

func trim(name string, endings []string, least int) string {
	for again := true; again; {
		again = false
		for _, w := range endings {
			if rest, ok := strings.CutSuffix(name, w); ok && utf8.RuneCountInString(rest) >= least {
				name, again = rest, true
				break
			}
		}
	}
	return name
}

// leading is the place a name begins with and what follows it. It is sure unless the place's word is a county's short name, which may
// be any word: 台前, but also 和平 and 大方.
type leading struct {
	place Place
	rest  string
	sure  bool
	ok    bool
}

// leadingPlace reads 浙江省杭州市…, 台前….
func leadingPlace(name string) leading {
	r := []rune(name)
	for n := min(len(r)-2, places().length); n >= 2; n-- {
		word := string(r[:n])
		p, ok := PlaceOf(word)
		if !ok || everyday[word] {
			continue
		}
		l := leading{place: p, rest: string(r[n:]), sure: !places().short[word], ok: true}
		if more := leadingPlace(l.rest); more.ok && p.Name == p.Province && more.place.Province == p.Province {
			return more
		}
		return l
	}
	return leading{}
}
