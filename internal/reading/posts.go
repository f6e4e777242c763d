package reading

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// A postRule gives the level of a post by its words. The longest rule that fits at a place wins; so 副县长 never reads as 县长.
type postRule struct {
	words string // a pattern
	level Level
	in    string // the kinds of unit the post must be in: "dept", "zone", "county"; "" for any
	ask   bool   // the city has yet to decide (待定)
}

// postRules are the posts of a Chinese city. The level of a post in a unit that isn't typed comes from the typist's own unit.
var postRules = []postRule{
	// City leaders: the four leading bodies (四大班子) and the standing committee.
	{words: "(市委|)(副书记、市长|副书记、代市长)", level: LevelCity},
	{words: "(市委书记|市长|代市长|市委副书记|市委专职副书记|市委常务副书记|常务副市长|副市长|市委秘书长|市委常委、秘书长)", level: LevelCity},
	{words: "(市委常委|市委常委、组织部部长|市委常委、组织部长|市委常委、宣传部部长|市委常委、宣传部长|市委常委、统战部部长|市委常委、统战部长|市委常委、政法委书记|市纪委书记|市委常委、市纪委书记)", level: LevelCity},
	{words: "(市人大常委会|市人大|人大常委会)(党组书记、主任|主任|副主任|党组副书记、副主任)", level: LevelCity},
	{words: "(市政协|)(党组书记、主席|主席|副主席|党组副书记、副主席)", level: LevelCity, in: "body"},
	{words: "(市领导|市级领导|市主要领导|市委主要领导|市政府主要领导|市委主要负责同志|市政府主要负责同志|市人大常委会主要负责同志|市政协主要负责同志|市政府党组副书记、常务副市长)", level: LevelCity},
	{words: "(总链长|副总链长|群链长|链长|副链长)", level: LevelCity},

	// Chiefs of counties, districts and zones.
	{words: "(县委|区委|)(副书记、县长|副书记、区长|副书记、代县长|副书记、代区长|副书记、县政府县长)", level: LevelCountyMain, in: "county"},
	{words: "(县委书记|区委书记|县长|区长|代县长|代区长|县政府县长|区政府区长|县主要领导|区主要领导|县党政主要领导|县委主要领导|县政府主要领导)", level: LevelCountyMain, in: "county"},
	{words: "(党工委书记|党工委书记、管委会主任|党工委副书记、管委会主任|管委会主任|园区主要领导)", level: LevelCountyMain, in: "zone"},

	// Heads of city departments; of a county's or a zone's own bureau they are not.
	{words: "(党组书记、局长|党组书记、主任|党委书记、局长|党委书记、院长|局长|主任|部长|党组书记|主要负责人|主要负责同志|副局长(主持工作)|副主任(主持工作)|副部长(主持工作)|代局长|书记)", level: LevelDeptMain, in: "dept"},

	// Deputies, staff and everyone else.
	{words: "(原|前|原任)(市委书记|市长|副市长|县委书记|县长|副县长|区委书记|区长|局长|主任|市政协主席|市人大主任)", level: LevelOther},
	{words: "(常务副县长|常务副区长|副县长|副区长|县委副书记|区委副书记|县委常委|区委常委|县级领导|县领导|区领导|副县级干部|副处级干部|正科级干部|挂职副县长|挂职副区长|县委副书记、统战部部长|县长助理|区长助理)", level: LevelOther},
	{words: "(县委常委|区委常委)(、副县长|副县长|副区长|、常务副县长|、副区长|、常务副区长|、组织部部长|、组织部长|、宣传部部长|、宣传部长|、统战部部长|、统战部长|、政法委书记|、办公室主任|、县委办主任|、开发区党工委书记)", level: LevelOther},
	{words: "(党工委副书记|管委会副主任|党工委委员|管委会领导|党工委副书记、副主任|党工委委员、管委会副主任|党工委副书记、管委会副主任)", level: LevelOther},
	{words: "(党组副书记、副局长|党组副书记、副主任|党组成员、副局长|党组成员、副主任|副局长|副主任|副部长|党组副书记|党组成员|副书记|总工程师|科长|副科长|处长|股长|主席团)", level: LevelOther},
	{words: "(组织部部长|组织部长|宣传部部长|宣传部长|统战部部长|统战部长|政法委书记|武装部部长|纪委书记)", level: LevelOther, in: "organ"},
	{words: "(部务委员|常务委员)", level: LevelOther},
	{words: "(市政府副秘书长|市委副秘书长|副秘书长|市长助理|一级调研员|二级调研员|三级调研员|四级调研员|调研员|副调研员|纪检组长)", level: LevelOther},
	{words: "(乡党委|镇党委|街道党工委|乡镇党委|党委|乡镇|镇|乡)(书记|副书记)", level: LevelOther},
	{words: "(镇长|乡长|副镇长|副乡长|街道办主任|街道办事处主任|村支书|社区书记)", level: LevelOther},
	{words: "(县|区|园区|开发区|经开区|管委会|)(商务局|招商局|招商和投资促进局|招商服务局|经发局|经济发展局|投资促进局|投促局|发改委|发改局|工信局|科工信局|科技局|自然资源局|财政局|人社局|生态环境局|环保局|住建局|农业农村局|文旅局)(局长|副局长|主任|副主任|党组书记|负责人)", level: LevelOther, in: "bureau"},
	{words: "(县|区|市|园区|)(招商中心|招商服务中心|投资促进中心|投促中心|招商引资服务中心|商务中心|招商办|招商促进中心)(主任|副主任|负责人)", level: LevelOther},
	{words: "(突击队队长|突击队长|突击队副队长|小分队队长|分队长|队长|组长|招商专员|招商干部|经办人|专员)", level: LevelOther},
	{words: "(驻京|驻沪|驻深|驻郑|驻外|)(联络处|办事处|基地)(主任|副主任|负责人)", level: LevelOther},
	{words: "(县政协主席|区政协主席|县人大主任|县人大常委会主任|区人大主任|区人大常委会主任|县政协|县人大常委会|区人大常委会)(、党组书记|)", level: LevelOther, ask: true},
	{words: "(市法院院长|市中级人民法院院长|市中院院长|市检察院检察长|市人民检察院检察长|市政府秘书长|秘书长|市政府党组成员|一级巡视员|二级巡视员|市政府党组成员、秘书长)", level: LevelOther, ask: true},
	{words: "(县政协副主席|县人大副主任|县人大常委会副主任|区政协副主席|区人大常委会副主任|区人大副主任)", level: LevelOther},
	// In English lines.
	{words: "(mayor|vice mayor|deputy mayor|executive vice mayor|city party secretary|city leader|chain leader)", level: LevelCity},
	{words: "(county head|county chief|county governor|county magistrate|head of the county|district head|district chief|district governor|county party secretary|party secretary|district party secretary|head of the management committee|park director|zone director)", level: LevelCountyMain},
	{words: "(head of the bureau|bureau head|bureau director|director of the bureau|bureau chief|department head|head of the department|director of the commission)", level: LevelDeptMain},
	{words: "(deputy county head|deputy county chief|vice county head|deputy district head|vice district head|deputy head|deputy director|deputy bureau head|deputy secretary)", level: LevelOther},
	{words: "(县委办主任|县政府办主任|政府办主任|党政办主任|办公室主任|综合办主任)", level: LevelOther},
}

// A title is a post found in a line.
type title struct {
	from, to int
	rule     *postRule
	text     string
	unit     Unit // the unit typed before it, if any
	level    Level
	unsure   bool // nothing says whose 主任 or 书记
}

type compiledPost struct {
	pattern
	rule *postRule
}

// compiledPosts are the post rules by what they may begin with.
var compiledPosts = compilePosts()

func compilePosts() map[rune][]compiledPost {
	out := map[rune][]compiledPost{}
	for i := range postRules {
		p := compiledPost{compile(escapeBrackets(postRules[i].words)), &postRules[i]}
		firsts := p.firsts()
		slices.Sort(firsts)
		for _, r := range slices.Compact(firsts) {
			out[r] = append(out[r], p)
		}
	}
	return out
}

// escapeBrackets lets the words 副局长(主持工作) stand in a pattern, whose own brackets mean a choice.
func escapeBrackets(words string) string {
	return strings.ReplaceAll(words, "(主持工作)", "<主持工作>")
}

// findTitles finds the posts in a line. 县委副书记、县长 is one.
func (r *reader) findTitles() []title {
	s := strings.NewReplacer("(主持工作)", "<主持工作>", "兼", "、").Replace(r.s)
	if len(s) != len(r.s) {
		s = r.s
	}
	var out []title
	for i := 0; i < len(s); {
		t, ok := r.titleAt(s, i)
		if !ok {
			i += step(s, i)
			continue
		}
		out = r.appendTitle(out, t)
		i = t.to
	}
	return out
}

// appendTitle adds a post, or joins it to the one that it follows directly: 县委书记、县长.
func (r *reader) appendTitle(out []title, t title) []title {
	if n := len(out); n > 0 && r.s[out[n-1].to:t.from] == "、" && out[n-1].rule.in == t.rule.in && out[n-1].level == t.level {
		out[n-1].to = t.to
		out[n-1].text = r.s[out[n-1].from:t.to]
		return out
	}
	return append(out, t)
}

func (r *reader) titleAt(s string, i int) (title, bool) {
	best := title{}
	first, _ := utf8.DecodeRuneInString(s[i:])
	for _, p := range compiledPosts[first] {
		if m, ok := p.at(s, i); ok && m.to > best.to && !((p.rule.in == "bureau" || p.rule.in == "organ") && (r.insideUnit(i) || strings.HasSuffix(s[:i], "市"))) {
			best = title{from: i, to: m.to, rule: p.rule}
		}
	}
	former := strings.HasPrefix(s[i:], "前") || strings.HasPrefix(s[i:], "原")
	if best.to > 0 && notPost(s, i, best.to) {
		return title{}, false
	}
	if best.to == 0 || former && slices.ContainsFunc(r.units, func(u namedUnit) bool { return u.from < i && i < u.to }) {
		return best, false // 台前|县长 is no former head
	}
	if hasAnySuffix(s[:i], "采购部", "市场部", "销售部", "技术部", "人事部", "投资部", "采购", "市场", "销售", "技术", "人事", "运营", "投资", "开发", "事业") && strings.HasPrefix(s[i:], "部长") {
		return best, false // a firm's own
	}
	return r.settleTitle(best)
}

// insideUnit tells whether a unit's name covers i and ends with the character there: 示范|区|招商局.
func (r *reader) insideUnit(i int) bool {
	return slices.ContainsFunc(r.units, func(u namedUnit) bool { return u.from <= i && i < u.to })
}

// notPost tells whether what reads like a post is a part of other words: 超|市长|期供货.
func notPost(s string, from, to int) bool {
	before, _ := utf8.DecodeLastRuneInString(s[:from])
	after, _ := utf8.DecodeRuneInString(s[to:])
	return strings.HasPrefix(s[from:], "市长") && strings.ContainsRune("超城都夜门", before) || strings.HasSuffix(s[:to], "长") && strings.ContainsRune("期远途达久效", after)
}

// settleTitle finds the unit of a post and, with it, the level.
func (r *reader) settleTitle(t title) (title, bool) {
	t.text, t.level = r.s[t.from:t.to], t.rule.level
	t.unit = r.unitEndingAt(t.from, t.text)
	switch t.rule.in {
	case "county":
		typist, _ := r.c.City.unit(r.c.Unit)
		t.unsure = t.unit.ID == "" && (typist.Kind == "district" && strings.Contains(t.text, "县") || typist.Kind == "county" && strings.Contains(t.text, "区"))
	case "dept":
		return r.settleHead(t)
	case "bureau":
		return t, t.unit.local() || !strings.HasPrefix(t.text, "商务局") && !r.aliasAt(t.from)
	case "body":
		if !strings.HasPrefix(t.text, "市") {
			return title{}, false
		}
	}
	return t, true
}

// cityDepartment tells whether a department that the registry doesn't know stands before i: 市教育局|局长.
func (r *reader) cityDepartment(i int) bool {
	before := r.clauseBefore(i)
	k := strings.LastIndex(before, "市")
	if k < 0 || len(before)-k > 36 {
		return false
	}
	for _, w := range []string{"局", "委", "办", "院", "部", "会", "社", "中心"} {
		if strings.HasSuffix(before, w) {
			return true
		}
	}
	return false
}

// heading is the unit in whose name the text is written: 市科技局：下周….
func (r *reader) heading() (Unit, bool) {
	for _, u := range r.units {
		if u.from == 0 && strings.HasPrefix(r.s[u.to:], ":") {
			return u.unit, true
		}
	}
	return Unit{}, false
}

// aliasAt tells whether a city department's name, long or short, begins at i or covers it.
func (r *reader) aliasAt(i int) bool {
	for _, u := range r.units {
		if u.from <= i && i < u.to && u.unit.Kind == "department" {
			return true
		}
	}
	return false
}

// settleHead decides 局长, 主任 and 书记, which mean nothing without a unit.
func (r *reader) settleHead(t title) (title, bool) {
	u, typed := t.unit, t.unit.ID != ""
	if !typed {
		u, _ = r.c.City.unit(r.c.Unit)
	}
	if !typed && r.cityDepartment(t.from) {
		return t, true
	}
	if h, ok := r.heading(); ok && !typed {
		u, typed = h, true
	}
	if n := len(r.units); !typed && n > 0 && hasAnySuffix(r.s[:t.from], "我委", "我局", "我办", "本局", "本委") {
		u, typed = r.units[n-1].unit, true // 我委|主任…——市发改委
	}
	bureau := containsAny(t.text, "局长", "部长")
	switch {
	case u.Kind == "department" || u.Kind == "office":
		t.level = LevelDeptMain
	case u.local() && !bureau && (strings.HasSuffix(t.text, "书记") || u.Kind == "zone"):
		t.level = LevelCountyMain
	default:
		t.level = LevelOther
	}
	own := u.Kind == "department" || u.Kind == "office" || u.local() && bureau // whose head is meant: a county's bureaus have no other
	t.unsure = !typed && !own
	return t, true
}
