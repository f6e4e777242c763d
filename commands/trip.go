package commands

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"chainlead/internal/calendar"
	"chainlead/internal/reading"
	"chainlead/internal/say"
	"chainlead/store"
)

var _ = add(Command{
	Name: "trip", Alias: "出差", HasForm: true,
	Usage: say.T("where, whom you met, when, who led, next step", "地点 对接企业 日期 带队领导 下一步"),
	Short: say.T("Record an outward trip", "登记外出招商"),
	Run:   trip,
})

func trip(tx *store.Tx, c Call) (Reply, error) {
	p := c.who
	if !mayRecord(tx, p) {
		return Reply{}, notYours()
	}
	if c.blank() {
		return tripForm(tx, p, c)
	}
	line := c.line("where", "leader", "words")
	r, err := read(tx, p, reading.Trip, line)
	if err != nil {
		return Reply{}, err
	}
	if err := formSteps(tx, p, c, &r); err != nil {
		return Reply{}, err
	}
	t, err := tripFrom(tx, p, r, line, c)
	if err != nil {
		return Reply{}, err
	}
	if len(t.Places)+len(t.Companies)+len(t.Others)+t.Met == 0 && c.Form == nil {
		return tripForm(tx, p, c)
	}
	return recordTrip(tx, p, t, r)
}

// tripFrom makes a trip of what was read; the form's own fields win over what its words say.
func tripFrom(tx *store.Tx, p store.Person, r reading.Report, line string, c Call) (store.Trip, error) {
	t := store.Trip{
		Filed: filed(tx, p, r, line),
		From:  r.Date, To: r.DateEnd, Places: r.Places, Companies: r.Companies, Met: r.Counts["companies_visited"],
		Project: r.Project, Sum: investment(r),
	}
	for _, firm := range unnamed.FindAllString(line, -1) {
		if !slices.Contains(t.Companies, firm) {
			t.Others = append(t.Others, firm)
		}
	}
	t.Rest = without(t.Rest, t.Others)
	if d := calendar.Day(c.value("from")); d != "" {
		t.From, t.To = d, calendar.Day(c.value("to"))
	}
	if ch := c.value("chain"); ch != "" {
		t.Chain, t.Implied = store.ChainID(ch), false
	}
	t.Also = also(tx, line, t.Chain)
	t.Leader = leaderOf(tx, t.Unit, r)
	for _, u := range r.Units {
		unit := tx.City().Unit(store.UnitID(u.ID))
		switch {
		case unit.ID == t.Unit || slices.Contains(t.Joined, unit.ID):
		case tookPart(line, unit):
			t.Joined = append(t.Joined, unit.ID)
		case inCity(tx.City(), unit.Name) && !strings.Contains(r.LeaderTitle, unit.Name):
			t.Places = append(t.Places, unit.Name)
		}
	}
	t.Away = slices.ContainsFunc(t.Places, func(place string) bool { return !inCity(tx.City(), place) })
	if t.From == "" {
		return t, nil // today; said in the answer
	}
	return t, checkDays(tx, t)
}

// without takes words that were understood after all out of the rest.
func without(rest string, words []string) string {
	for _, w := range words {
		rest = strings.Replace(rest, w, "", 1)
	}
	return strings.TrimSpace(rest)
}

// tookPart reports whether a line says that a unit went along: 会同华龙区, 华龙区、工业园区参加.
func tookPart(line string, u store.Unit) bool {
	for _, name := range append([]string{u.Name}, u.Aliases...) {
		for rest, found := line, true; found; {
			var before string
			before, rest, found = strings.Cut(rest, name)
			if found && (withUnit.MatchString(before) || wentAlong.MatchString(rest)) {
				return true
			}
		}
	}
	return false
}

var (
	withUnit  = regexp.MustCompile(`(?:会同|联合|携|与|和|同)(?:[^，,。；;]*、)?$`)
	wentAlong = regexp.MustCompile(`^(?:[、和及][^，,。；;]{2,12})*(?:等)?(?:一同|一起|共同|联合|参加|参与|同行|陪同)`)
)

func checkDays(tx *store.Tx, t store.Trip) error {
	switch today := tx.Today(); {
	case t.From < today.Add(-farthest):
		return say.Problemf("%s is more than three years ago. Please check the date.", "%s在三年以前，请核对日期。", say.DateSeen(t.From, today)).In("from")
	case t.From > today.Add(366):
		return say.Problemf("%s is more than a year away. Please check the date.", "%s在一年以后，请核对日期。", say.DateSeen(t.From, today)).In("from")
	}
	return nil
}

// inCity reports whether a place lies in the city's own area: a trip there is no outward trip (R5a).
func inCity(c *store.City, place string) bool {
	return place == c.Name || place == c.Short || slices.ContainsFunc(c.Units, func(u store.Unit) bool {
		return u.Name == place && (u.Kind == store.County || u.Kind == store.District || u.Kind == store.Zone)
	})
}

// leaderOf is the leader's post in full, so that two trips can be compared by it: 区长 typed in 华龙区 is 华龙区区长.
func leaderOf(tx *store.Tx, unit store.UnitID, r reading.Report) *store.TripLeader {
	if r.LeaderTitle == "" {
		return nil
	}
	post := r.LeaderTitle
	english := post[0] < utf8.RuneSelf
	if name := tx.City().Unit(unit).Name; r.LeaderLevel != reading.LevelCity && !named(tx.City(), post) && !english {
		post = inFull(name, post)
	}
	return &store.TripLeader{Post: post, Level: string(r.LeaderLevel)}
}

// inFull puts a unit's name before a post: 华龙区 and 区委书记 is 华龙区委书记.
func inFull(unit, post string) string {
	for _, kind := range []string{"县", "区"} {
		if strings.HasSuffix(unit, kind) && strings.HasPrefix(post, kind+"委") {
			return unit + strings.TrimPrefix(post, kind)
		}
	}
	if strings.HasSuffix(unit, "园区") {
		post = strings.TrimPrefix(post, "园区")
	}
	return unit + post
}

func named(c *store.City, post string) bool {
	return slices.ContainsFunc(c.Units, func(u store.Unit) bool {
		return strings.Contains(post, u.Name) || slices.ContainsFunc(u.Aliases, func(a string) bool { return strings.Contains(post, a) })
	})
}

func recordTrip(tx *store.Tx, p store.Person, t store.Trip, r reading.Report) (Reply, error) {
	undated := t.From == ""
	if undated {
		t.From = tx.Today()
	}
	if err := tx.PutTrip(&t); err != nil {
		return Reply{}, err
	}
	steps, err := recordSteps(tx, p, r, string(t.ID), t.Filed, t.Companies)
	if err != nil {
		return Reply{}, err
	}
	return tripAnswer(tx, p, t, steps, undated)
}

func tripAnswer(tx *store.Tx, p store.Person, t store.Trip, steps []step, undated bool) (Reply, error) {
	m := say.Message{Title: say.T("Trip %s recorded", "已登记外出招商 %s", t.ID)}
	if t.Planned {
		m.Title = say.T("Plan %s recorded; it counts once you have left. Only its members, your unit's liaison and the office see it.",
			"已记为计划 %s，出发后计入。仅同行人员、本单位联络员和招商办可见。", t.ID)
	}
	when := say.Stay(t.From, t.To, tx.Today())
	if undated {
		when = say.T("%s, no date given, so today", "%s，未填日期按今天", when)
	}
	m.Lines = append(m.Lines, say.Join(" | ", "｜", when, say.List(t.Places...), tx.City().Unit(t.Unit).Title(), chainText(tx, t.Filed)))
	if met := metText(t); !met.Empty() {
		m.Lines = append(m.Lines, met)
	}
	if talk := talkText(t); !talk.Empty() {
		m.Lines = append(m.Lines, talk)
	}
	m.Lines = append(m.Lines, ledText(t))
	if len(t.Joined) > 0 {
		m.Lines = append(m.Lines, say.T("Also took part: %s", "参加单位：%s", unitList(tx, t.Joined)))
	}
	m.Lines = append(m.Lines, tripGaps(t)...)
	lines, err := stepLines(tx, p, steps)
	if err != nil {
		return Reply{}, err
	}
	m.Lines = append(append(m.Lines, lines...), restLine(t.Filed)...)
	m.Buttons = recordedButtons(string(t.ID), t.Chain)
	return sameTrip(tx, t, m)
}

func metText(t store.Trip) say.Text {
	firms := say.List(append(slices.Clone(t.Companies), t.Others...)...)
	switch {
	case !firms.Empty():
		return say.T("Met: %s", "对接：%s", firms)
	case t.Met > 0:
		return say.T("Firms visited: %d", "走访企业%d家", t.Met)
	}
	return say.Text{}
}

// talkText is what the trip talked about.
func talkText(t store.Trip) say.Text {
	switch {
	case t.Sum == nil && t.Project == "":
		return say.Text{}
	case t.Sum == nil:
		return say.T("Talked about: %s", "洽谈：%s", t.Project)
	case t.Project == "":
		return say.T("Talked about an investment of %s", "洽谈投资：%s", *t.Sum)
	}
	return say.T("Talked about: %s, %s", "洽谈：%s，%s", t.Project, *t.Sum)
}

// ledText says whether the trip counts as led by a leader, and why.
func ledText(t store.Trip) say.Text {
	if t.Leader == nil {
		return say.T("No leader given: not counted as led by a leader", "未填带队领导，不计入领导带队")
	}
	switch t.Leader.Level {
	case store.LevelCity:
		return say.T("Led by %s (a city leader): counted as led by a leader", "%s带队（市级领导），计入领导带队", t.Leader.Post)
	case store.LevelCounty:
		return say.T("Led by %s (chief of a county, district or zone): counted as led by a leader", "%s带队（县区主要负责同志），计入领导带队", t.Leader.Post)
	case store.LevelDept:
		return say.T("Led by %s (head of a city department): counted as led by a leader", "%s带队（市直部门主要负责同志），计入领导带队", t.Leader.Post)
	}
	return say.T("Led by %s: not a principal head, so not counted as led by a leader", "%s带队，非主要负责同志，不计入领导带队", t.Leader.Post)
}

// tripGaps says what is missing for the trip to count (R5).
func tripGaps(t store.Trip) []say.Text {
	var out []say.Text
	switch {
	case len(t.Places) == 0:
		out = append(out, say.T("No place given: not counted until there is one outside the city", "未填地点，补充市外地点后计入批次"))
	case !t.Away:
		out = append(out, say.T("All places lie inside the city: kept, but not counted as an outward trip", "地点均在市内，已留存，不计入外出招商批次"))
	}
	if !t.MetSomeone() {
		out = append(out, say.T("No company or institution given: not counted until there is one", "未填对接企业或机构，补充后计入批次"))
	}
	return out
}

// sameTrip asks whether another unit has recorded the same batch (R5); both count until that is answered.
func sameTrip(tx *store.Tx, t store.Trip, m say.Message) (Reply, error) {
	like, err := tx.Lookalikes(t)
	if err != nil || len(like) == 0 {
		return Reply{Message: m}, err
	}
	o := like[0]
	m.Lines = append(m.Lines, say.T("%s (%s) set out on the same day for the same place. Is it the same trip?", "与%s（%s）同日同地，可能是同一批次，请确认：", o.ID, tx.City().Unit(o.Unit).Title()))
	m.Buttons = append(m.Buttons,
		say.Button{Label: say.T("Same trip, we took part", "同一批次，我单位参加"), Command: "/same " + string(t.ID) + " " + string(o.ID)},
		say.Button{Label: say.T("Another trip", "不是"), Command: "/same " + string(t.ID) + " " + string(o.ID) + " no"})
	return Reply{Message: m}, nil
}

func tripForm(tx *store.Tx, p store.Person, c Call) (Reply, error) {
	r, err := c.prefill(tx, p, reading.Trip)
	if err != nil {
		return Reply{}, err
	}
	where := strings.Join(append(slices.Clone(r.Places), r.Companies...), " ")
	command, err := c.formCommand(tx)
	return Reply{
		Message: say.Lines(say.T("A trip needs a place or a company.", "登记外出招商需要地点或对接企业。")),
		Form: &say.Form{Title: say.T("Record a trip", "登记外出招商"), Command: command, Inputs: []say.Input{
			{Name: "where", Label: say.T("Where and whom", "地点和对接企业"), Hint: say.T("Shenzhen, Pengcheng Hydrogen Power", "深圳 鹏程氢动力、湾区储能科技"), Kind: say.OneLine, Value: c.orValue("where", where)},
			{Name: "from", Label: say.T("Set out on", "出发日期"), Kind: say.PickDay, Value: c.orValue("from", string(cmpOr(r.Date, tx.Today())))},
			{Name: "leader", Label: say.T("Led by (post)", "带队领导职务"), Hint: say.T("county head", "县长"), Kind: say.OneLine, Value: c.orValue("leader", r.LeaderTitle), Optional: true},
			{Name: "next", Label: say.T("Next step: what, by when, who", "下一步：事项、时限、责任人"), Hint: say.T("send the land papers by Friday", "周五前寄送用地资料"), Kind: say.OneLine, Value: c.orValue("next", nextText(r)), Optional: true},
			{Name: "to", Label: say.T("Back on", "返回日期"), Kind: say.PickDay, Value: c.orValue("to", string(r.DateEnd)), Optional: true, More: true},
			chainInput(tx, c.orValue("chain", cmpOr(r.Chain.ID, r.ChainHint.ID))),
			{Name: "words", Label: say.T("Anything else", "其他情况"), Kind: say.ManyLines, Value: c.orValue("words", strings.Join(r.Rest, " ")), Optional: true, More: true},
		}},
	}, err
}
