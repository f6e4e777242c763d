package main

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/goccy/go-yaml"

	"chainlead/internal/calendar"
	"chainlead/internal/money"
	"chainlead/internal/say"
	"chainlead/store"
)

// A checker gathers the mistakes of a registry that its types can't catch: references to nothing, names used twice, times that don't exist.
type checker struct {
	r                     *registry
	units, chains, people map[string]int // the line of each ID
	bases, posts          map[string]int
	found                 []mistake
}

type mistake struct {
	line int
	what say.Text
}

// check returns the mistakes, joined, in the order of the file.
func (r *registry) check() error {
	c := &checker{r: r, units: map[string]int{}, chains: map[string]int{}, people: map[string]int{}, bases: map[string]int{}, posts: map[string]int{}}
	c.ids()
	c.city()
	c.links()
	c.offices()
	c.persons()
	c.settings()
	c.hours()
	c.opening()
	slices.SortStableFunc(c.found, func(a, b mistake) int { return cmp.Compare(a.line, b.line) })
	var errs []error
	for _, m := range c.found {
		errs = append(errs, say.Problemf("Line %d: %s", "第%d行：%s", m.line, m.what))
	}
	return errors.Join(errs...)
}

// line is the line of a path such as $.people[3].unit, or of what it would stand in; 0 if there is nothing like it.
func (c *checker) line(path string) int {
	for path != "$" && path != "" {
		p, err := yaml.PathString(path)
		if err == nil {
			if node, err := p.FilterFile(c.r.file); err == nil && node != nil {
				return node.GetToken().Position.Line
			}
		}
		path = path[:max(strings.LastIndexByte(path, '.'), 0)]
	}
	return 0
}

func (c *checker) wrong(path string, what say.Text) {
	c.found = append(c.found, mistake{c.line(path), what})
}

// ids checks what must be there once: IDs, and the names by which things are called in a typed line.
func (c *checker) ids() {
	names, channels, slack := map[string]int{}, map[string]int{}, map[string]int{}
	for i, u := range c.r.Units {
		at := fmt.Sprintf("$.units[%d]", i)
		c.once(at+".id", u.ID, c.units)
		c.called(at, u.Name, u.Aliases, names)
		c.onceIf(at+".channel", u.Channel, channels)
	}
	for i, ch := range c.r.Chains {
		at := fmt.Sprintf("$.chains[%d]", i)
		c.once(at+".id", ch.ID, c.chains)
		c.called(at, ch.Name, ch.Aliases, names)
		c.onceIf(at+".channel", ch.Channel, channels)
	}
	for i, b := range c.r.Bases {
		at := fmt.Sprintf("$.bases[%d]", i)
		c.once(at+".id", b.ID, c.bases)
		c.once(at+".name", b.Name, names)
		c.onceIf(at+".channel", b.Channel, channels)
	}
	for i, p := range c.r.People {
		at := fmt.Sprintf("$.people[%d]", i)
		c.once(at+".id", p.ID, c.people)
		c.once(at+".slack", strings.ToLower(p.Slack), slack)
	}
	c.onceIf("$.city.channel", c.r.City.Channel, channels)
}

func (c *checker) called(at, name string, aliases []string, names map[string]int) {
	c.once(at+".name", name, names)
	for j, a := range aliases {
		c.once(fmt.Sprintf("%s.aliases[%d]", at, j), a, names)
	}
}

// once checks that a value is there and not used before.
func (c *checker) once(path, v string, seen map[string]int) {
	if v == "" {
		field := path[strings.LastIndexByte(path, '.')+1:]
		c.wrong(path, say.T("“%s” is missing. Please fill it in.", "缺少“%s”，请填写。", field))
		return
	}
	c.onceIf(path, v, seen)
}

func (c *checker) onceIf(path, v string, seen map[string]int) {
	if v == "" {
		return
	}
	if before, twice := seen[v]; twice {
		c.wrong(path, say.T("“%s” is used already on line %d. Please change one of the two.", "“%s”与第%d行重复，请修改其中一处。", v, before))
		return
	}
	seen[v] = c.line(path)
}

func (c *checker) city() {
	if c.r.City.Name == "" {
		c.wrong("$.city.name", say.T("the city has no name. Please fill it in.", "缺少城市名称，请填写。"))
	}
	if _, err := time.LoadLocation(c.r.City.Zone); err != nil || c.r.City.Zone == "" {
		c.wrong("$.city.zone", say.T("there is no time zone “%s”. Please use one such as Asia/Shanghai.", "时区“%s”不存在，请改为 Asia/Shanghai 等有效时区。", c.r.City.Zone))
	}
	kinds := []string{store.County, store.District, store.Zone, store.Department, store.Office, store.Outpost, store.YouthTeam}
	for i, u := range c.r.Units {
		c.oneOf(fmt.Sprintf("$.units[%d].kind", i), u.Kind, kinds...)
	}
}

// links checks the references of chains and bases.
func (c *checker) links() {
	for i, ch := range c.r.Chains {
		at := fmt.Sprintf("$.chains[%d]", i)
		c.refers(at+".lead_unit", ch.LeadUnit, c.units, say.Both("unit", "单位"))
		for j, h := range ch.Hosts {
			c.refers(fmt.Sprintf("%s.host_units[%d]", at, j), h, c.units, say.Both("unit", "单位"))
		}
	}
	for i, b := range c.r.Bases {
		c.refers(fmt.Sprintf("$.bases[%d].unit", i), b.Unit, c.units, say.Both("unit", "单位"))
	}
}

// offices checks the posts: who holds them, and that nobody holds one together with somebody else.
func (c *checker) offices() {
	for i, p := range c.r.Posts {
		at := fmt.Sprintf("$.posts[%d]", i)
		c.refers(at+".unit", p.Unit, c.units, say.Both("unit", "单位"))
		c.refers(at+".chain", p.Chain, c.chains, say.Both("chain", "产业链"))
		c.refers(at+".base", p.Base, c.bases, say.Both("base", "基地"))
		c.refers(at+".person", p.Person, c.people, say.Both("person", "人员"))
		c.refers(at+".liaison", p.Liaison, c.people, say.Both("person", "人员"))
		c.oneOf(at+".level", p.Level, store.LevelCity, store.LevelCounty, store.LevelDept, store.LevelOther)
		if !c.day(at+".from", p.From) || p.To != "" && !c.day(at+".to", p.To) {
			continue
		}
		if p.To != "" && p.To < p.From {
			c.wrong(at+".to", say.T("the post ends on %s, before it begins on %s. Please correct one of the two.", "任职截止日%s早于起始日%s，请核对。", p.To, p.From))
		}
		j := slices.IndexFunc(c.r.Posts[:i], func(o registryPost) bool {
			return o.Post == p.Post && o.Unit == p.Unit && o.From <= cmp.Or(p.To, endless) && p.From <= cmp.Or(o.To, endless)
		})
		if j >= 0 {
			c.wrong(at, say.T("“%s” is held by somebody else at the same time (line %d). Please give the earlier one an end: to.",
				"“%s”与第%d行任职时间重叠，请填写前一任的截止日 to。", p.Post, c.line(fmt.Sprintf("$.posts[%d]", j))))
		}
	}
}

// endless is after the end of every post that has none.
const endless = "9999-12-31"

func (c *checker) persons() {
	roles := make([]string, len(store.Roles))
	for i, role := range store.Roles {
		roles[i] = string(role)
	}
	for i, p := range c.r.People {
		at := fmt.Sprintf("$.people[%d]", i)
		c.refers(at+".unit", p.Unit, c.units, say.Both("unit", "单位"))
		c.refers(at+".base", p.Base, c.bases, say.Both("base", "基地"))
		for j, ch := range p.Chains {
			c.refers(fmt.Sprintf("%s.chains[%d]", at, j), ch, c.chains, say.Both("chain", "产业链"))
		}
		c.oneOf(at+".role", p.Role, roles...)
		c.refers(at+".leave.stand_in", p.Leave.StandIn, c.people, say.Both("person", "人员"))
		if l := p.Leave; l.From+l.To != "" && c.day(at+".leave.from", l.From) && c.day(at+".leave.to", l.To) && l.To < l.From {
			c.wrong(at+".leave", say.T("the leave ends before it begins. Please check the days.", "请假截止日早于起始日，请核对。"))
		}
		if p.Lang != "" {
			c.oneOf(at+".lang", p.Lang, string(say.ZH), string(say.EN))
		}
	}
}

func (c *checker) settings() {
	s := c.r.Settings
	for _, v := range []struct{ path, clock string }{
		{"workday.from", s.Workday.From}, {"workday.noon_from", s.Workday.NoonFrom}, {"workday.noon_to", s.Workday.NoonTo},
		{"workday.to", s.Workday.To}, {"digest_at", s.DigestAt}, {"tally.time", s.Tally.Time}, {"tally.nudge_at", s.Tally.NudgeAt},
		{"tally.check_at", s.Tally.CheckAt}, {"tally.draft_at", s.Tally.DraftAt},
	} {
		if _, err := store.ParseClock(v.clock); err != nil {
			c.wrong("$.settings."+v.path, say.T("“%s” is no time of day. Please write it as 09:00.", "“%s”不是有效钟点，请写成 09:00。", v.clock))
		}
	}
	for _, v := range []struct {
		path string
		n    int
	}{
		{"tally.list_from", s.Tally.ListFrom}, {"tally.list_most", s.Tally.ListMost}, {"days.next_contact", s.Days.NextContact},
		{"days.claim_answer", s.Days.ClaimAnswer}, {"days.idle", s.Days.Idle}, {"minutes.undo", s.Minutes.Undo}, {"minutes.retype", s.Minutes.Retype},
	} {
		if v.n <= 0 {
			c.wrong("$.settings."+v.path, say.T("%d is too small. Please write 1 or more.", "%d过小，请写 1 或以上。", v.n))
		}
	}
	c.ladder()
}

// ladder checks that an overdue item climbs: each rung later than the one below, or left out.
func (c *checker) ladder() {
	below := 0
	for _, v := range []struct {
		path string
		n    int
	}{{"tell_head", c.r.Settings.Days.TellHead}, {"tell_task_force", c.r.Settings.Days.TellTaskForce}, {"tell_office", c.r.Settings.Days.TellOffice}} {
		switch {
		case v.n == 0:
		case v.n <= below:
			c.wrong("$.settings.days."+v.path, say.T("%d must be more than %d, the step before. Please write a later day, or 0 for never.", "%d须大于上一级的%d，请改为更晚的天数；不告知写 0。", v.n, below))
		default:
			below = v.n
		}
	}
}

// hours checks that a working day runs forward: outside its hours nothing is said.
func (c *checker) hours() {
	w := c.r.Settings.Workday
	var minutes []int
	for _, v := range []string{w.From, w.NoonFrom, w.NoonTo, w.To} {
		t, err := store.ParseClock(v)
		if err != nil {
			return // said already
		}
		minutes = append(minutes, t.Hour*60+t.Min)
	}
	if !slices.IsSorted(minutes) || minutes[0] == minutes[3] {
		c.wrong("$.settings.workday", say.T("the times of the working day aren't in order: from, noon_from, noon_to, to.", "工作时间先后有误，应依次为 from、noon_from、noon_to、to。"))
	}
}

func (c *checker) refers(path, v string, known map[string]int, kind say.Text) {
	if _, ok := known[v]; v != "" && !ok {
		c.wrong(path, say.T("there is no %[1]s “%[2]s”. Please correct the id, or add it.", "没有编号为“%[2]s”的%[1]s，请核对编号或补充。", kind, v))
	}
}

func (c *checker) oneOf(path, v string, allowed ...string) {
	if !slices.Contains(allowed, v) {
		c.wrong(path, say.T("“%s” isn't one of %s.", "“%s”不在可选值之内：%s。", v, strings.Join(allowed, ", ")))
	}
}

func (c *checker) day(path, v string) bool {
	_, ok := calendar.ParseDay(v)
	if !ok {
		c.wrong(path, say.T("“%s” is no day. Please write it as 2022-01-31.", "“%s”不是有效日期，请写成 2022-01-31。", v))
	}
	return ok
}

// opening checks the opening balance: what it names, its sums, and that the chains and the units add up to the same (R18).
func (c *checker) opening() {
	o := c.r.Opening
	if o.AsOf == "" && len(o.Chains)+len(o.Units) == 0 {
		return
	}
	c.day("$.opening.as_of", o.AsOf)
	if _, ok := calendar.ParseDay(o.Audited + "-01"); o.Audited != "" && !ok {
		c.wrong("$.opening.audited_to", say.T("“%s” is no month. Please write it as 2022-09.", "“%s”不是有效月份，请写成 2022-09。", o.Audited))
	}
	var chains, units store.Balance
	for _, id := range slices.Sorted(maps.Keys(o.Chains)) {
		if id != noChainID {
			c.refers("$.opening.by_chain."+id, id, c.chains, say.Both("chain", "产业链"))
		}
		chains = c.balance("$.opening.by_chain."+id, o.Chains[id], chains)
	}
	for _, id := range slices.Sorted(maps.Keys(o.Units)) {
		c.refers("$.opening.by_unit."+id, id, c.units, say.Both("unit", "单位"))
		units = c.balance("$.opening.by_unit."+id, o.Units[id], units)
	}
	if chains.Sums != units.Sums {
		c.wrong("$.opening.by_unit", say.T("the units of the opening balance don't add up to its chains: %s by unit, %s by chain.", "期初数按单位与按产业链合计不一致：按单位%s，按产业链%s。", sumsText(units.Sums), sumsText(chains.Sums)))
	}
}

// noChainID stands for 未归链 in the opening balance.
const noChainID = "none"

func (c *checker) balance(path string, b registryBalance, sum store.Balance) store.Balance {
	v, err := b.balance()
	if err != nil {
		c.wrong(path, say.T("a sum isn't understood. Please write it as 97.6亿.", "金额无法识别，请写成“97.6亿”的形式。"))
	}
	sum.Sums = sum.Plus(v.Sums, 1)
	return sum
}

func (b registryBalance) balance() (store.Balance, error) {
	signed, err := fen(b.Amount)
	if err != nil {
		return store.Balance{}, err
	}
	arrived, err := fen(b.Arrived)
	return store.Balance{Arrived: arrived, Sums: store.Sums{
		Trips: b.Trips, Led: b.Led, Visits: b.Visits, Persons: b.Persons, Leads: b.Leads, Signed: b.Signed, SignedSum: signed,
	}}, err
}

func fen(typed string) (int64, error) {
	if typed == "" {
		return 0, nil
	}
	s, ok := money.Parse(typed)
	if !ok || s.Currency != money.CNY {
		return 0, fmt.Errorf("sum %q: want the form 97.6亿", typed)
	}
	return s.Minor, nil
}

func sumsText(s store.Sums) string {
	return fmt.Sprintf("%d/%d, %d/%d, %d, %d/%s", s.Trips, s.Led, s.Visits, s.Persons, s.Leads, s.Signed, money.Sum{Minor: s.SignedSum, Currency: money.CNY}.Zh())
}

// opening is the opening balance as the store keeps it; check has seen that it is good.
func (r *registry) opening() (store.Opening, error) {
	o := store.Opening{AsOf: calendar.Day(r.Opening.AsOf), Audited: r.Opening.Audited, Chains: map[store.ChainID]store.Balance{}, Units: map[store.UnitID]store.Balance{}}
	for id, b := range r.Opening.Chains {
		v, err := b.balance()
		if err != nil {
			return o, err
		}
		if id == noChainID {
			id = ""
		}
		o.Chains[store.ChainID(id)] = v
	}
	for id, b := range r.Opening.Units {
		v, err := b.balance()
		if err != nil {
			return o, err
		}
		o.Units[store.UnitID(id)] = v
	}
	return o, nil
}
