package main

import (
	"cmp"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	"chainlead/commands"
	"chainlead/internal/calendar"
	"chainlead/internal/tally"
	"chainlead/store"
)

// The article's figures: what the city came to in the first three quarters of 2022. The fuller demo comes to exactly these.
const (
	fullTrips    = 675
	fullLed      = 207
	fullQingfeng = 24 // of the trips
	fullVisits   = 1605
	fullEvents   = 45 // whose leads are registered
	fullPlanned  = 506
	fullTalks    = 579
	fullSigned   = 249
	fullAmount   = 19148 // 千万元: 1914.8亿
	fullArrived  = 3120  // 千万元: 312亿

	fullFrom  = calendar.Day("2022-01-04")
	fullTo    = calendar.Day("2022-09-30")
	fullStart = "2022-10-08T10:00" // the first working day after
)

// fillCity writes three quarters of a city's life into a store, as its people would have typed it, line by line through the commands; each week is
// counted and frozen at its cut-off. The same seed writes the same.
func fillCity(s *store.Store, seed uint64) error {
	g := &generator{s: s, rand: rand.New(rand.NewPCG(seed, 2022)), zone: s.Zone(), firms: map[string]bool{}}
	if err := s.View(g.meet); err != nil {
		return err
	}
	now := s.Now
	defer func() { s.Now = now }()
	s.Now = func() time.Time { return g.now }
	g.plan()
	return s.Bulk(g.run)
}

// A generator makes up lines and types them.
type generator struct {
	s      *store.Store
	rand   *rand.Rand
	zone   *time.Location
	now    time.Time
	days   []calendar.Day // working days
	units  []fullUnit     // that travel and receive
	chains []store.Chain
	firms  map[string]bool
	lines  []typedLine
	weeks  []calendar.Day
}

type fullUnit struct {
	store.Unit
	cadres   []store.PersonID
	liaison  store.PersonID
	leader   string // who leads, as typed
	deputy   string
	district bool
}

// A typedLine is a line to be typed.
type typedLine struct {
	at   time.Time
	by   store.PersonID
	text string
}

// meet learns the city's people, chains and working days.
func (g *generator) meet(tx *store.Tx) error {
	g.chains = tx.City().Chains
	for _, u := range tx.City().Units {
		if u.Kind == store.Office || u.Kind == store.YouthTeam || u.Kind == store.Outpost {
			continue
		}
		f := fullUnit{Unit: u, leader: "局长", deputy: "副局长"}
		switch u.Kind {
		case store.County:
			f.leader, f.deputy, f.district = "县长", "副县长", true
		case store.District:
			f.leader, f.deputy, f.district = "区长", "副区长", true
		case store.Zone:
			f.leader, f.deputy, f.district = "管委会主任", "管委会副主任", true
		}
		if strings.HasSuffix(u.Name, "委员会") {
			f.leader, f.deputy = "主任", "副主任"
		}
		if strings.HasSuffix(u.Name, "部") {
			continue
		}
		people, err := tx.Colleagues(u.ID)
		if err != nil {
			return err
		}
		for _, p := range people {
			switch p.Role {
			case store.Cadre:
				f.cadres = append(f.cadres, p.ID)
			case store.Liaison:
				f.liaison = p.ID
			}
		}
		if len(f.cadres) > 0 && f.liaison != "" {
			g.units = append(g.units, f)
		}
	}
	if len(g.units) == 0 {
		return fmt.Errorf("the registry has no unit with a cadre and a liaison")
	}
	for d := fullFrom; d <= fullTo; d = d.Add(1) {
		if tx.Calendar().Working(d) {
			g.days = append(g.days, d)
		}
		if cut, ok := tally.Cutoff(d, tx.Calendar()); ok && cut == d {
			g.weeks = append(g.weeks, d)
		}
	}
	return nil
}

// plan makes up all lines, in the order of their time.
func (g *generator) plan() {
	g.trips()
	g.visits()
	g.leads()
	g.projects()
	slices.SortStableFunc(g.lines, func(a, b typedLine) int { return a.at.Compare(b.at) })
}

func (g *generator) say(at time.Time, by store.PersonID, format string, args ...any) {
	g.lines = append(g.lines, typedLine{at, by, fmt.Sprintf(format, args...)})
}

// moment is a time on a working day.
func (g *generator) moment(d calendar.Day) time.Time {
	hour := []int{8, 9, 10, 11, 14, 15, 16}[g.rand.IntN(7)]
	return d.At(hour, g.rand.IntN(60), g.zone).Add(time.Duration(g.rand.IntN(60)) * time.Second)
}

func (g *generator) day() calendar.Day { return pick(g, g.days) }

func pick[T any](g *generator, from []T) T { return from[g.rand.IntN(len(from))] }

// unit is a unit, counties and zones more often.
func (g *generator) unit() fullUnit {
	u := pick(g, g.units)
	if !u.district && g.rand.IntN(3) > 0 {
		u = pick(g, g.units)
	}
	return u
}

// Made-up names, all placeholders: no firm is meant.
var (
	firstSyllables = strings.Split("恒 瑞 泰 嘉 宏 盛 华 鑫 隆 永 德 润 荣 昌 凯 天 晟 博 旭 启 诚 远 中 汇 通", " ")
	nextSyllables  = strings.Split("川 木 禾 洋 源 晖 桦 石 楠 岳 朗 帆 澜 峰 泽 越 涛 屹 杉 辰 麟 锋 棠 宁 曜", " ")
	trades         = map[store.ChainID]string{
		"polyolefin": "聚烯烃材料", "coatings": "涂料", "echem": "电子材料", "biobased": "生物材料", "equipment": "重工", "hydrogen": "氢能科技",
		"renewables": "储能科技", "food": "食品", "home": "家居", "down": "羽绒制品", "enviro": "环保科技", "ict": "信息科技",
	}
	works = map[store.ChainID]string{
		"polyolefin": "聚烯烃改性项目", "coatings": "水性涂料项目", "echem": "电子级试剂项目", "biobased": "聚乳酸制品项目", "equipment": "数控装备项目", "hydrogen": "储氢装备项目",
		"renewables": "储能电站项目", "food": "速冻食品项目", "home": "全屋定制项目", "down": "羽绒服装项目", "enviro": "固废利用项目", "ict": "数据标注项目",
	}
	fullCities = strings.Split("深圳 广州 佛山 东莞 上海 杭州 苏州 无锡 宁波 合肥 北京 天津 石家庄 青岛 武汉 长沙 西安 成都 重庆 郑州", " ")
)

// firm is a name that no other firm has.
func (g *generator) firm(c store.Chain) string {
	for {
		name := pick(g, firstSyllables) + pick(g, nextSyllables) + cmp.Or(trades[c.ID], "实业") + "有限公司"
		if !g.firms[name] {
			g.firms[name] = true
			return name
		}
	}
}

func (g *generator) trips() {
	i := slices.IndexFunc(g.units, func(u fullUnit) bool { return u.ID == "qingfeng" })
	led := g.rand.Perm(fullTrips)[:fullLed]
	isLed := map[int]bool{}
	for _, n := range led {
		isLed[n] = true
	}
	for n := range fullTrips {
		u := g.unit()
		for i >= 0 && u.ID == "qingfeng" {
			u = g.unit()
		}
		if i >= 0 && n < fullQingfeng {
			u = g.units[i]
		}
		g.trip(u, isLed[n])
	}
}

func (g *generator) trip(u fullUnit, led bool) {
	from, c := g.day(), pick(g, g.chains)
	stay := ""
	if days := g.rand.IntN(4); days > 0 && from.Add(days) <= fullTo {
		stay = fmt.Sprintf("至%s", shortDay(from.Add(days)))
	}
	who := ""
	switch {
	case led:
		who = u.leader + "带队"
	case g.rand.IntN(2) == 0:
		who = u.deputy + "带队"
	}
	at := g.moment(from)
	if late := g.days[min(slices.Index(g.days, from)+g.rand.IntN(3), len(g.days)-1)]; late > from {
		at = g.moment(late)
	}
	g.say(at, pick(g, u.cadres), "/trip %s%s %s赴%s拜访%s %s链", shortDay(from), stay, who, pick(g, fullCities), g.firm(c), c.Name)
}

func shortDay(d calendar.Day) string {
	return fmt.Sprintf("%d月%d日", int(d.Month()), d.DayOfMonth())
}

func (g *generator) visits() {
	for range fullVisits {
		u, d, c := g.unit(), g.day(), pick(g, g.chains)
		g.say(g.moment(d), pick(g, u.cadres), "/visit %s 接待%s%s一行%d人 %s链", shortDay(d), pick(g, fullCities), g.firm(c), 2+g.rand.IntN(9), c.Name)
	}
}

// leads are those of the events, three to eight each.
func (g *generator) leads() {
	for event := range fullEvents {
		d, place := g.day(), pick(g, fullCities)
		for range 3 + g.rand.IntN(6) {
			u, c := g.unit(), pick(g, g.chains)
			at := g.moment(d)
			due := d.Add(7 + g.rand.IntN(21))
			g.say(at, pick(g, u.cadres), "/lead %s %s %d千万 %s链 第%d场%s推介会推荐 %s前回访", g.firm(c), works[c.ID], 2+g.rand.IntN(60), c.Name, event+1, place, shortDay(due))
		}
	}
}

// projects fill the three pools: planned, in talks, signed, the signed ones with their contracts and what has arrived of them.
func (g *generator) projects() {
	for range fullPlanned {
		g.project("谋划储备", g.day())
	}
	for range fullTalks {
		g.project("正在洽谈", g.recent())
	}
	amounts, arrived := g.split(fullAmount, fullSigned), g.split(fullArrived, fullSigned/2)
	for n, sum := range amounts {
		u, c := g.unit(), pick(g, g.chains)
		name, by := g.firm(c), u.liaison
		d := g.day()
		project := strings.TrimSuffix(name, "有限公司") + strings.TrimPrefix(works[c.ID], trades[c.ID])
		if talks := d.Add(-30); talks >= fullFrom && n%2 == 0 {
			g.say(g.moment(workday(g, talks)), by, "/project %s %s %s链 %s开始洽谈", project, name, c.Name, shortDay(workday(g, talks)))
		}
		at := d.At(16, 59, g.zone)
		g.say(at, by, "/project %s %s %s链 %s正式签约，合同投资额%s", project, name, c.Name, shortDay(d), yi(sum))
		if n < len(arrived) {
			// what arrives, arrives within the year, after the signing
			g.say(at.Add(30*time.Second), by, "/funds %s %d月到位%s 省外资金", project, int(d.Month()), yi(arrived[n]))
		}
	}
}

// recent is mostly a day of the last two months: talks that have had no contact for longer are few.
func (g *generator) recent() calendar.Day {
	if g.rand.IntN(12) == 0 {
		return g.day()
	}
	return g.days[len(g.days)-1-g.rand.IntN(36)]
}

func (g *generator) project(stage string, d calendar.Day) {
	u, c := g.unit(), pick(g, g.chains)
	name := g.firm(c)
	project := strings.TrimSuffix(name, "有限公司") + works[c.ID]
	g.say(g.moment(d), pick(g, u.cadres), "/project %s %s %s链 %s%s 总投资%s", project, name, c.Name, shortDay(d), stage, yi(5+g.rand.IntN(80)))
}

// workday is the last working day up to a day.
func workday(g *generator, d calendar.Day) calendar.Day {
	i, ok := slices.BinarySearch(g.days, d)
	if !ok {
		i--
	}
	return g.days[max(i, 0)]
}

// yi writes a number of 千万元 in 亿 or 万.
func yi(n int) string {
	if n < 10 {
		return fmt.Sprintf("%d000万元", n)
	}
	if n%10 == 0 {
		return fmt.Sprintf("%d亿元", n/10)
	}
	return fmt.Sprintf("%d.%d亿元", n/10, n%10)
}

// split divides a total into parts as unequal as real contracts are: many small, a few very large.
func (g *generator) split(total, parts int) []int {
	weights, sum := make([]float64, parts), 0.0
	for i := range weights {
		weights[i] = g.rand.ExpFloat64() * g.rand.ExpFloat64()
		sum += weights[i]
	}
	out, left := make([]int, parts), total
	for i, w := range weights {
		out[i] = max(1, int(float64(total-parts)*w/sum))
		left -= out[i]
	}
	for i := range out { // the rest goes to the first, a step at a time
		if left == 0 {
			break
		}
		step := min(max(left, -out[i]+1), left)
		out[i], left = out[i]+step, left-step
	}
	return out
}

// run types the lines in the order of their time; every evening most of what falls due is done, at every cut-off the week is counted.
func (g *generator) run() error {
	log := slog.New(slog.DiscardHandler)
	for i, day := 0, fullFrom; day <= fullTo; day = day.Add(1) {
		end := day.At(17, 0, g.zone)
		for ; i < len(g.lines) && !g.lines[i].at.After(end); i++ {
			if err := g.enter(log, i, g.lines[i]); err != nil {
				return err
			}
		}
		g.now = end
		if slices.Contains(g.weeks, day) {
			if err := g.freeze(day); err != nil {
				return err
			}
		}
		if err := g.evening(log, day); err != nil {
			return err
		}
	}
	return nil
}

// enter types one line, which must be recorded.
func (g *generator) enter(log *slog.Logger, n int, l typedLine) error {
	g.now = l.at
	name, text, _ := strings.Cut(strings.TrimPrefix(l.text, "/"), " ")
	r := commands.Run(g.s, log, commands.Call{Key: fmt.Sprintf("full/%d", n), User: l.by, Name: name, Text: text})
	if r.Problem != nil || r.Form != nil || len(r.Buttons) == 0 {
		return fmt.Errorf("line %d wasn't recorded: %s: %s", n, l.text, r.Message.Plain("zh"))
	}
	return nil
}

func (g *generator) freeze(day calendar.Day) error {
	return g.s.Update(store.Robot("tally"), func(tx *store.Tx) error {
		t, err := tally.Count(tx, tally.PeriodOf(tx, day))
		if err != nil {
			return err
		}
		if err := tally.Check(tx, t); err != nil {
			return err
		}
		return tx.FreezeTally(&t)
	})
}

// evening closes most of what falls due within two days.
func (g *generator) evening(log *slog.Logger, day calendar.Day) error {
	var due []store.FollowUp
	err := g.s.View(func(tx *store.Tx) (err error) {
		due, err = tx.OpenDue(day.Add(2))
		return err
	})
	if err != nil {
		return err
	}
	for _, f := range due {
		if g.rand.IntN(12) == 0 {
			continue // left for another evening
		}
		g.now = g.now.Add(time.Second)
		c := commands.Call{Key: "full/done/" + string(f.ID), User: f.Owner, Name: "done", Text: string(f.ID) + " 已办"}
		if r := commands.Run(g.s, log, c); r.Problem != nil {
			return fmt.Errorf("%s wasn't closed: %s", f.ID, r.Message.Plain("zh"))
		}
	}
	return nil
}
