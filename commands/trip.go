package commands

import (
	"slices"
	"strings"

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
	r, line, err := c.read(tx, reading.Trip, "where", "leader")
	if err != nil {
		return Reply{}, err
	}
	if r.Summary && c.Form == nil {
		return statement(tx, c, r, line)
	}
	t, err := tripFrom(tx, p, r, line, c)
	if err != nil {
		return Reply{}, err
	}
	if len(t.Places)+len(t.Companies)+len(t.Others)+t.Met == 0 && c.Form == nil || c.unsure(r) {
		return tripForm(tx, p, c)
	}
	return recordTrip(tx, p, t, r)
}

// tripFrom makes a trip of what was read; the form's own fields win over what its words say.
func tripFrom(tx *store.Tx, p store.Person, r reading.Report, line string, c Call) (store.Trip, error) {
	t := store.Trip{Filed: filed(tx, p, r, line), Met: r.Counts["companies_visited"]}
	t.Batch = batchFrom(tx, &t.Filed, r, line, c)
	for _, u := range r.Units {
		unit := tx.City().Unit(store.UnitID(u.ID))
		if unit.ID != t.Unit && !slices.Contains(t.Joined, unit.ID) && inCity(tx.City(), unit.Name) && !strings.Contains(r.LeaderTitle, unit.Name) {
			t.Places = append(t.Places, unit.Name)
		}
	}
	t.Away = slices.ContainsFunc(t.Places, func(place string) bool { return !inCity(tx.City(), place) })
	if t.From == "" {
		return t, nil // today; said in the answer
	}
	return t, checkDays(tx, t.From)
}

// inCity reports whether a place lies in the city's own area: a trip there is no outward trip (R5a).
func inCity(c *store.City, place string) bool {
	return place == c.Name || place == c.Short || slices.ContainsFunc(c.Units, func(u store.Unit) bool {
		return u.Name == place && (u.Kind == store.County || u.Kind == store.District || u.Kind == store.Zone)
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
	answer, err := tripAnswer(tx, p, t, steps, undated)
	if err != nil {
		return answer, err
	}
	answer.Buttons = append(answer.Buttons, askUp(r, string(t.ID))...)
	return sameStay(tx, t, answer)
}

// sameStay joins a second report of an outpost's stay to the first: a stay is one batch, on its first day (R5).
func sameStay(tx *store.Tx, t store.Trip, answer Reply) (Reply, error) {
	o, found, err := tx.SameStay(t)
	if err != nil || !found {
		return answer, err
	}
	t.Same = &store.Same{As: string(o.ID), At: tx.Now}
	answer.Lines = append(answer.Lines, say.T("The same stay as %s: counted once.", "与%s为同一次驻点，只计一批次。", o.ID))
	answer.Buttons = append(answer.Buttons, say.Button{Label: say.T("Another stay", "不是同一次"), Command: "/same " + string(t.ID) + " " + string(o.ID) + " no"})
	return answer, tx.PutTrip(&t)
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
	if met := metText(t.Batch, t.Met); !met.Empty() {
		m.Lines = append(m.Lines, say.Cat(met, knownText(tx, t.Companies)))
	}
	if talk := talkText(t.Batch); !talk.Empty() {
		m.Lines = append(m.Lines, talk)
	}
	m.Lines = append(m.Lines, ledText(t))
	if len(t.Joined) > 0 {
		m.Lines = append(m.Lines, say.T("Also took part: %s", "参加单位：%s", unitList(tx, t.Joined)))
	}
	m.Lines = append(m.Lines, tripGaps(t)...)
	m.Lines = append(m.Lines, openingNote(tx, t.From)...)
	lines, err := stepLines(tx, p, steps)
	if err != nil {
		return Reply{}, err
	}
	m.Lines = append(append(m.Lines, lines...), restLine(t.Filed)...)
	m.Buttons = recordedButtons(p, string(t.ID), t.Chain, steps)
	return sameTrip(tx, t, m)
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
	return Reply{Message: askSame(tx, m, string(t.ID), string(o.ID), o.Unit)}, nil
}

func tripForm(tx *store.Tx, p store.Person, c Call) (Reply, error) {
	r, err := c.prefill(tx, p, reading.Trip)
	if err != nil {
		return Reply{}, err
	}
	return c.formOf(tx, r, say.T("A trip needs a place or a company.", "登记外出招商需要地点或对接企业。"), say.Form{
		Title: say.T("Record a trip", "登记外出招商"),
		Inputs: []say.Input{
			{Name: "where", Label: say.T("Where and whom", "地点和对接企业"), Hint: say.T("Shenzhen, Pengcheng Hydrogen Power", "深圳 鹏程氢动力、湾区储能科技"), Kind: say.OneLine, Value: c.orValue("where", whereText(r, c.Text))},
			{Name: "from", Label: say.T("Set out on", "出发日期"), Kind: say.PickDay, Value: c.orValue("from", string(cmpOr(r.Date, tx.Today())))},
			{Name: "leader", Label: say.T("Led by (post)", "带队领导职务"), Hint: say.T("county head", "县长"), Kind: say.OneLine, Value: c.orValue("leader", r.LeaderTitle), Optional: true},
			{Name: "next", Label: say.T("Next step", "下一步"), Hint: say.T("what, by when, who: send the land papers by Friday", "事项、时限、责任人，如：周五前寄送用地资料"), Kind: say.OneLine, Value: c.orValue("next", nextText(r)), Optional: true},
			{Name: "to", Label: say.T("Back on", "返回日期"), Kind: say.PickDay, Value: c.orValue("to", string(r.DateEnd)), Optional: true, More: true},
			chainInput(tx, c.orValue("chain", cmpOr(r.Chain.ID, r.ChainHint.ID))),
			c.wordsInput(),
		},
	})
}

// whereText is where a trip went, or visitors came from, and whom it met, for a form.
func whereText(r reading.Report, line string) string {
	return strings.Join(slices.Concat(r.Places, r.Companies, unnamed.FindAllString(line, -1)), " ")
}
