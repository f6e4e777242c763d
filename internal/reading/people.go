package reading

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// A mentioned is an @mention as Slack sends it: <@U123> or <@U123|name>.
type mentioned struct {
	from, to int
	id       string
}

// findMentions finds the @mentions of a line. Slack's IDs come in capitals, which the line has lowered.
func findMentions(s string) []mentioned {
	var out []mentioned
	for i := indexFrom(s, "<@", 0); i >= 0; i = indexFrom(s, "<@", i+1) {
		end := strings.IndexByte(s[i:], '>')
		if end < 0 {
			break
		}
		id, _, _ := strings.Cut(s[i+2:i+end], "|")
		out = append(out, mentioned{i, i + end + 1, strings.ToUpper(id)})
	}
	return out
}

// surnames are the common ones, for 小李, 老王 and 李县长.
const surnames = "李王张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"

// A named is a colleague found in a line by a name, a post or a mention.
type named struct {
	from, to int
	people   []Person // one, or several that the words fit
}

// findPeople finds the colleagues that the line names.
func (r *reader) findPeople() []named {
	var out []named
	for _, m := range r.mentions {
		p := Person{ID: m.id}
		if i := slices.IndexFunc(r.c.People, func(p Person) bool { return strings.EqualFold(p.ID, m.id) }); i >= 0 {
			p = r.c.People[i]
		}
		out = append(out, named{m.from, m.to, []Person{p}})
	}
	called := r.callings()
	for i := 0; i < len(r.s); {
		n, ok := r.personAt(i, called)
		if !ok {
			_, size := utf8.DecodeRuneInString(r.s[i:])
			i += size
			continue
		}
		out = append(out, n)
		i = n.to
	}
	return out
}

// personAt reads the longest name or post of a colleague at i, or 小李.
func (r *reader) personAt(i int, called []calling) (named, bool) {
	best := named{from: i, to: i}
	for _, c := range called {
		if !strings.HasPrefix(r.s[i:], c.words) {
			continue
		}
		switch end := i + len(c.words); {
		case end > best.to:
			best = named{i, end, []Person{c.person}}
		case end == best.to && best.people[0].ID != c.person.ID:
			best.people = append(best.people, c.person)
		}
	}
	if best.to == i {
		return r.byeName(i)
	}
	return r.own(best), true
}

// A calling is what a colleague is called by.
type calling struct {
	words  string
	person Person
}

// callings are what colleagues are called: the name, to some the name without the unit's in front (清丰县经办人乙 is 经办人乙), and the post.
func (r *reader) callings() []calling {
	var out []calling
	for _, p := range r.c.People {
		u, _ := r.c.City.unit(p.Unit)
		for _, w := range []string{p.Name, strings.TrimPrefix(p.Name, u.Name), p.Post} {
			if w = strings.ToLower(w); utf8.RuneCountInString(w) >= 2 {
				out = append(out, calling{w, p})
			}
		}
	}
	return out
}

// byeName reads 小李 and 老王: the colleagues of that surname.
func (r *reader) byeName(i int) (named, bool) {
	rest := r.s[i:]
	if !strings.HasPrefix(rest, "小") && !strings.HasPrefix(rest, "老") {
		return named{}, false
	}
	name, size := utf8.DecodeRuneInString(rest[3:])
	if !strings.ContainsRune(surnames, name) {
		return named{}, false
	}
	n := named{from: i, to: i + 3 + size}
	for _, p := range r.c.People {
		if first, _ := utf8.DecodeRuneInString(p.Name); first == name {
			n.people = append(n.people, p)
		}
	}
	return r.own(n), true
}

// own prefers the colleagues of the typist's own unit.
func (r *reader) own(n named) named {
	if len(n.people) < 2 || r.c.Unit == "" {
		return n
	}
	var mine []Person
	for _, p := range n.people {
		if p.Unit == r.c.Unit {
			mine = append(mine, p)
		}
	}
	if len(mine) > 0 {
		n.people = mine
	}
	return n
}
