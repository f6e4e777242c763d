package reading

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// assemble fills the report from what was found and decided.
func (r *reader) assemble() {
	r.readUnits()
	r.readBase()
	r.readPlaces()
	r.readLeader()
	r.readAmounts()
	r.readTags()
	r.readOrigin()
	r.readFirstClaim()
	for _, c := range r.companies {
		r.addCompany(r.raw(c.from, c.to))
	}
	r.batches()
	r.readFollowUps()
	if r.c.Kind != "" || r.out.Kind == Lead {
		r.readSource()
	}
	if r.c.Kind != "" {
		r.fillFields()
		r.out.Doubts = slices.DeleteFunc(r.out.Doubts, func(d Doubt) bool {
			return d.Field == "companies" && slices.ContainsFunc(r.out.Companies, func(c string) bool { return strings.Contains(c, d.Words) })
		})
	}
	for _, t := range r.typos {
		r.doubt("typo", t.wrong, t.right)
	}
	r.out.Rest = r.unread()
}

func (r *reader) addCompany(name string) {
	known := slices.ContainsFunc(r.out.Companies, func(c string) bool { return strings.Contains(c, name) })
	if name != "" && !known {
		r.out.Companies = append(r.out.Companies, name)
	}
}

func (r *reader) readUnits() {
	for _, u := range r.units {
		ref := Ref{u.unit.ID, u.unit.Name}
		if r.insideCompany(u.from) || r.insideTitle(u) || r.out.Correction && strings.HasSuffix(r.s[:u.from], "不是") || slices.Contains(r.out.Units, ref) {
			continue
		}
		r.use(u.from, u.to)
		r.out.Units = append(r.out.Units, ref)
	}
}

// insideTitle tells whether a department is only a part of a post: 市委常委、组织部部长.
func (r *reader) insideTitle(u namedUnit) bool {
	return slices.ContainsFunc(r.titles, func(t title) bool { return t.from <= u.from && u.to <= t.to })
}

func (r *reader) readBase() {
	if len(r.bases) > 0 {
		b := r.bases[0]
		r.out.Base = Ref{b.base.ID, b.base.Name}
		r.use(b.from, b.to)
	}
}

// readLeader picks the post that leads the trip or receives the visitors: the one that 带队 follows, else the highest; one that
// only accompanies another is passed over.
func (r *reader) readLeader() {
	if r.out.Summary || r.out.Kind == Lead || r.out.Kind == Progress || r.out.Kind == FollowUpLine {
		return
	}
	best := -1
	for i, t := range r.titles {
		if r.asked(t) {
			continue
		}
		if best < 0 || r.outranks(t, r.titles[best]) {
			best = i
		}
	}
	if best < 0 {
		return
	}
	t := r.titles[best]
	r.use(r.surname(t.from), t.to)
	if k := strings.LastIndex(r.s[:t.from], "led by"); k >= 0 && t.from-k < 12 {
		r.use(k, t.from)
	}
	r.out.LeaderTitle, r.out.LeaderLevel, r.out.ToBeAsked = r.titleText(t), t.level, t.rule.ask
	why := LedWhy{Post: r.out.LeaderTitle, Level: t.level, Accompanying: r.accompanies(t)}
	if r.out.Kind == Trip {
		r.out.LedWhy, r.out.Led = why, t.level.Leads() && !why.Accompanying
	}
	if t.unsure {
		r.doubt("leader_level", t.text, "whose")
	}
}

// surname is where the surname before the post at i begins, or i: 王|县长.
func (r *reader) surname(i int) int {
	last, n := utf8.DecodeLastRuneInString(r.s[:i])
	if strings.ContainsRune(surnames, last) && r.tokenAt(i-n).to == i {
		return i - n
	}
	return i
}

// titleText is the post as typed; a department's name is a part of it, a county's is not.
func (r *reader) titleText(t title) string {
	from := t.from
	for _, u := range r.units {
		if u.to == t.from && !u.unit.local() {
			from = u.from
		}
	}
	return r.raw(from, t.to)
}

var ranks = map[Level]int{LevelCity: 3, LevelCountyMain: 2, LevelDeptMain: 2, LevelOther: 1}

// outranks tells whether a is the leader rather than b.
func (r *reader) outranks(a, b title) bool {
	if x, y := r.accompanies(a), r.accompanies(b); x != y {
		return y
	}
	if ranks[a.level] != ranks[b.level] {
		return ranks[a.level] > ranks[b.level]
	}
	return r.leads(a) && !r.leads(b)
}

func (r *reader) leads(t title) bool {
	return containsAny(r.s[t.to:min(len(r.s), t.to+24)], "带队", "率队", "率", "带领")
}

// accompanies tells whether the post only goes along: 县长陪同副市长, 由副县长陪同.
func (r *reader) accompanies(t title) bool {
	after := r.s[t.to:]
	for _, other := range r.titles {
		if other.from >= t.to {
			after = r.s[t.to:other.from]
			break
		}
	}
	for _, w := range []string{"陪同", "参加", "随行", "等陪同", "参与", "一同参加"} {
		if strings.HasPrefix(after, w) {
			return !containsAny(after, "带队", "率队")
		}
	}
	return false
}

// asked tells whether the post is only asked for something or reported to: 请县长协调, 向市长汇报.
func (r *reader) asked(t title) bool {
	before := r.s[:t.from]
	for _, w := range []string{"没在", "不在", "没来", "没空", "未参加", "没参加", "未去", "没去", "因故", "未出席", "不参加"} {
		if strings.HasPrefix(r.s[t.to:], w) {
			return true
		}
	}
	if strings.HasSuffix(before, "是否安排") {
		return true
	}
	if hasAnyPrefix(r.s[t.to:], "陪同", "出面陪同", "会见", "接待", "出面接待") {
		return false
	}
	for _, w := range []string{"请", "提请", "恳请", "向", "建议", "报请", "希望", "由省", "不是", "并非"} {
		if strings.HasSuffix(before, w) {
			return true
		}
	}
	return containsAny(r.s[t.to:min(len(r.s), t.to+12)], "协调", "顶格", "批示")
}

// readFirstClaim finds the unit that claims to have been first: 工业园区首谈.
func (r *reader) readFirstClaim() {
	for _, w := range []string{"首谈", "首报", "首次登记", "最先接触", "最先对接", "率先对接", "先谈", "首次报备", "首次报告", "登记在先", "报在先"} {
		i := strings.Index(r.s, w)
		if i >= 0 && r.has("我们", "我县", "我区", "我方", "我单位") && containsAny(r.clauseBefore(i), "我们", "我县", "我区", "我方", "我单位") && r.signedBy() {
			return
		}
		if i < 0 || hasAnySuffix(r.s[:i], "裁定", "认定", "明确", "都报了", "都报", "各说各是", "核实", "不是", "谁", "以", "都说", "均称", "都称", "都说是自己", "自己", "请") {
			continue
		}
		for k := len(r.units) - 1; k >= 0; k-- {
			if u := r.units[k]; u.to <= i && i-u.to < 30 && !hasAnySuffix(r.s[:u.from], "请", "恳请", "由") {
				r.out.FirstClaim = Ref{u.unit.ID, u.unit.Name}
				return
			}
		}
		if len(r.out.Units) > 0 && r.out.FirstClaim.ID == "" {
			r.out.FirstClaim = r.out.Units[0]
		}
	}
}

// signedBy takes the unit that signs at the text's end for the one that speaks of itself: 我们10月12日先谈的——工业园区.
func (r *reader) signedBy() bool {
	n := len(r.units)
	if n == 0 || strings.Trim(r.s[r.units[n-1].to:], " 。.)") != "" {
		return false
	}
	u := r.units[n-1].unit
	r.out.FirstClaim = Ref{u.ID, u.Name}
	return true
}

// batches moves the batches of a single report out of the figures: 接待2批 is two visits, not a statistic.
func (r *reader) batches() {
	if r.out.Summary {
		return
	}
	for _, key := range []string{"trips", "visits"} {
		if n, ok := r.out.Counts[key]; ok {
			r.out.Batches += n
			delete(r.out.Counts, key)
		}
	}
}
