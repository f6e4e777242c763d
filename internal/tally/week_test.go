package tally_test

import (
	"cmp"
	"encoding/json"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"

	"chainlead/internal/calendar"
	"chainlead/internal/money"
	"chainlead/internal/say"
	"chainlead/internal/tally"
	"chainlead/store"
	"chainlead/store/storetest"
)

// testdata/week.json is a week worked by hand: what was recorded when, and what the tally of it must come to. The tests play it on a real
// store and compare every figure and every text.
type sample struct {
	Chains   []string
	Previous struct {
		Slices map[string]struct{ Week, YTD sums }
	} `json:"previous_tally"`
	Zero []struct {
		Unit string
		At   time.Time `json:"recorded_at"`
	} `json:"zero_reports"`
	Trips    []sampleBatch
	Visits   []sampleBatch
	Leads    []sampleLead
	Projects []sampleProject
	Talks    []sampleTalk `json:"talks_last_contact"`
	Funds    []sampleFunds
	Requests []sampleRequest
	Promises []samplePromise `json:"followups"`
	Expected struct {
		Slices map[string]expected
		Units  map[string]struct{ Trips, Led, Joined, Visits, Leads int }
		Zero   []string `json:"declared_zero"`
		Silent []string `json:"not_reported"`
	}
	Reporting []string `json:"reporting_units"`
}

type sums struct {
	Trips, Led, Visits, Persons, Leads, Signed int
	Amount                                     int64 `json:"signed_amount"`
}

func (s sums) store() store.Sums {
	return store.Sums{Trips: s.Trips, Led: s.Led, Visits: s.Visits, Persons: s.Persons, Leads: s.Leads, Signed: s.Signed, SignedSum: s.Amount * 100}
}

type expected struct {
	Week struct {
		sums
		NoHeads  int   `json:"visits_without_persons"`
		LeadsSum int64 `json:"leads_amount"`
		NoSum    int   `json:"leads_without_amount"`
	}
	Late, Withdrawn, Adjusted *sums
	YTD                       sums
}

type sampleBatch struct {
	ID        string
	At        time.Time `json:"recorded_at"`
	Unit      string
	Joined    []string
	Hosts     []string `json:"co_hosts"`
	Chain     string
	Also      []string     `json:"also_chains"`
	From      calendar.Day `json:"date"`
	To        calendar.Day `json:"date_end"`
	Places    []string
	Post      string `json:"leader_post"`
	Level     string `json:"leader_level"`
	Companies []string
	People    *int
	Same      *struct {
		ID string
		At time.Time `json:"decided_at"`
	} `json:"same_as"`
}

type sampleLead struct {
	ID        string
	At        time.Time `json:"recorded_at"`
	Unit      string
	Chain     *string
	Company   string
	Amount    *int64
	Claim     string
	Withdrawn *time.Time `json:"withdrawn_at"`
	Judged    *struct{ At time.Time }
}

type sampleProject struct {
	ID, Unit, Chain, Name string
	Stages                []struct {
		Stage string
		Day   calendar.Day
		At    time.Time `json:"recorded_at"`
	}
	Contract []struct {
		Value int64
		At    time.Time
	} `json:"contract_investment"`
	Framework int64 `json:"framework_amount"`
}

type sampleTalk struct {
	ID, Chain, Unit, Name string
	Last                  calendar.Day `json:"last_contact"`
}

type sampleFunds struct {
	ID        string
	At        time.Time `json:"recorded_at"`
	Project   string
	Chain     string
	Month     string
	Origin    string
	Increment int64
}

type sampleRequest struct {
	ID       string
	At       time.Time `json:"recorded_at"`
	Unit     string
	Chain    string
	Title    string
	Tried    string
	Wanted   string
	AnswerBy calendar.Day `json:"answer_by"`
}

type samplePromise struct {
	ID, Chain, Unit, Task, Owner string
	Due                          calendar.Day
	Closed                       *time.Time `json:"closed_at"`
}

// A week is the worked week on a store, with the numbers its records got.
type week struct {
	t      *testing.T
	s      *store.Store
	clock  *storetest.Clock
	in     sample
	number map[string]string // of the sample's IDs
	name   map[string]string // and back
	events []event
}

type event struct {
	at time.Time
	do func(*store.Tx) error
}

var units = map[string]store.UnitID{
	"华龙区": "hualong", "清丰县": "qingfeng", "南乐县": "nanle", "台前县": "taiqian", "濮阳工业园区": "indpark", "市发展和改革委员会": "drc",
}

// theWeek plays the sample up to an instant.
func theWeek(t *testing.T) *week {
	s, clock := storetest.New(t, "2022-08-01 09:00")
	w := &week{t: t, s: s, clock: clock, number: map[string]string{}, name: map[string]string{}}
	raw, err := os.ReadFile("testdata/week.json")
	if err == nil {
		err = json.Unmarshal(raw, &w.in)
	}
	if err != nil {
		t.Fatal(err)
	}
	storetest.Update(t, s, func(tx *store.Tx) error { return tx.PutCity(w.city()) })
	w.before()
	w.record()
	slices.SortStableFunc(w.events, func(a, b event) int { return a.at.Compare(b.at) })
	return w
}

// city is the test city with the sample's twelve chains, its reporting units and its opening balance: what had been counted before the
// week of 29 October.
func (w *week) city() store.City {
	c := storetest.City()
	known := c.Chains
	c.Chains = nil
	for i, name := range w.in.Chains {
		ch := store.Chain{ID: store.ChainID(fmt.Sprintf("c%02d", i+1)), Name: name, EN: fmt.Sprintf("Chain %d", i+1)}
		if j := slices.IndexFunc(known, func(k store.Chain) bool { return k.Name == name }); j >= 0 {
			ch = known[j]
		}
		c.Chains = append(c.Chains, ch)
	}
	for i := range c.Units {
		c.Units[i].Reports = slices.Contains(w.in.Reporting, c.Units[i].Name)
	}
	c.Opening = store.Opening{AsOf: "2022-10-28", Audited: "2022-09", Chains: map[store.ChainID]store.Balance{}, Units: map[store.UnitID]store.Balance{}}
	var all store.Sums
	for name, s := range w.in.Previous.Slices {
		if name == "全市" {
			continue
		}
		b := store.Balance{Sums: s.YTD.store().Plus(s.Week.store(), -1)}
		if name == "氢能" {
			b.Arrived = 620_000_000 * 100
		}
		c.Opening.Chains[w.chain(name)] = b
		all = all.Plus(b.Sums, 1)
	}
	c.Opening.Units["hualong"] = store.Balance{Sums: all}
	return c
}

// chain is a chain's ID; "others" is one of them, 未归链 none.
func (w *week) chain(name string) store.ChainID {
	switch name {
	case "未归链", "":
		return ""
	case "others":
		return "c01"
	case "氢能":
		return "hydrogen"
	case "绿色涂料":
		return "coatings"
	}
	w.t.Fatalf("chain %s", name)
	return ""
}

func (w *week) at(t time.Time, do func(*store.Tx) error) { w.events = append(w.events, event{t, do}) }

// play does what happened up to an instant.
func (w *week) play(until string) {
	w.t.Helper()
	w.clock.Set(w.t, until)
	end := w.clock.Now()
	for len(w.events) > 0 && !w.events[0].at.After(end) {
		e := w.events[0]
		w.events = w.events[1:]
		w.clock.Set(w.t, e.at.In(storetest.Shanghai).Format("2006-01-02 15:04"))
		storetest.Update(w.t, w.s, e.do)
	}
	w.clock.Set(w.t, until)
}

func (w *week) is(sampleID, id string) { w.number[sampleID], w.name[id] = id, sampleID }

func when(s string) time.Time {
	t, err := time.ParseInLocation("2006-01-02 15:04", s, storetest.Shanghai)
	if err != nil {
		panic(err)
	}
	return t
}

// before records what the last tally counted: as many records of each kind as it says, and the projects in talks.
func (w *week) before() {
	for _, name := range []string{"氢能", "绿色涂料", "未归链", "others"} {
		s, chain := w.in.Previous.Slices[name].Week, w.chain(name)
		leads, signed, amount := s.Leads, s.Signed, s.Amount
		if name == "氢能" {
			leads, signed, amount = leads-1, signed-1, amount-500_000_000 // L-120 and P-27 are among the sample's own
		}
		w.at(when("2022-11-01 09:00"), func(tx *store.Tx) error {
			for i := range s.Trips {
				v := store.Trip{Filed: store.Filed{Unit: "qingfeng", Chain: chain}, Batch: store.Batch{From: "2022-10-31", Places: []string{"上海市"}, Companies: []string{"某企业"}}, Away: true}
				if i < s.Led {
					v.Leader = &store.TripLeader{Post: "县长", Level: store.LevelCounty}
				}
				if err := tx.PutTrip(&v); err != nil {
					return err
				}
			}
			for i := range s.Visits {
				v := store.Visit{Filed: store.Filed{Unit: "qingfeng", Chain: chain}, Batch: store.Batch{From: "2022-10-31", Companies: []string{"某企业"}}, People: 1}
				if i == 0 {
					v.People = s.Persons - s.Visits + 1
				}
				if err := tx.PutVisit(&v); err != nil {
					return err
				}
			}
			for i := range leads {
				if err := tx.PutLead(&store.Lead{Filed: store.Filed{Unit: "qingfeng", Chain: chain}, Company: fmt.Sprintf("%s企业%d", name, i)}); err != nil {
					return err
				}
			}
			for i := range signed {
				sum := money.Yuan(amount / int64(signed))
				p := store.Project{Filed: store.Filed{Unit: "qingfeng", Chain: chain}, Name: fmt.Sprintf("%s项目%d", name, i), Contract: &sum,
					Steps: []store.Progress{{Stage: store.StageSigned, Day: "2022-11-01", At: tx.Now}}}
				if err := tx.PutProject(&p); err != nil {
					return err
				}
			}
			return nil
		})
	}
	w.at(when("2022-10-20 09:00"), func(tx *store.Tx) error {
		for i := range 17 { // with P-19, 22, 23 and 31: 21 in talks
			p := store.Project{Filed: store.Filed{Unit: "hualong", Chain: "hydrogen"}, Name: fmt.Sprintf("在谈项目%d", i), Steps: []store.Progress{{Stage: store.StageNegotiating, Day: "2022-10-20", At: tx.Now}}}
			if err := tx.PutProject(&p); err != nil {
				return err
			}
		}
		return nil
	})
}

// record turns the sample's records into what was done when.
func (w *week) record() {
	for _, b := range w.in.Trips {
		w.at(b.At, func(tx *store.Tx) error {
			t := store.Trip{Filed: w.filed(b.Unit, b.Chain), Batch: w.batch(b), Away: true}
			err := tx.PutTrip(&t)
			w.is(b.ID, string(t.ID))
			return err
		})
		if b.Same != nil {
			w.at(b.Same.At, func(tx *store.Tx) error {
				t, err := tx.Trip(store.TripID(w.number[b.ID]))
				t.Same = &store.Same{As: w.number[b.Same.ID], At: tx.Now}
				if err != nil {
					return err
				}
				return tx.PutTrip(&t)
			})
		}
	}
	for _, b := range w.in.Visits {
		w.at(b.At, func(tx *store.Tx) error {
			v := store.Visit{Filed: w.filed(b.Unit, b.Chain), Batch: w.batch(b)}
			if b.People != nil {
				v.People = *b.People
			}
			err := tx.PutVisit(&v)
			w.is(b.ID, string(v.ID))
			return err
		})
	}
	for _, l := range w.in.Leads {
		w.lead(l)
	}
	for _, p := range w.in.Projects {
		w.project(p)
	}
	for _, k := range w.in.Talks {
		w.at(when("2022-09-14 09:00"), func(tx *store.Tx) error {
			p := store.Project{Filed: w.filed(k.Unit, k.Chain), Name: k.Name, Steps: []store.Progress{{Stage: store.StageNegotiating, Day: k.Last, At: tx.Now}}}
			err := tx.PutProject(&p)
			w.is(k.ID, string(p.ID))
			return err
		})
	}
	for _, f := range w.in.Funds {
		w.at(f.At, func(tx *store.Tx) error {
			p, err := tx.Project(store.ProjectID(w.number[f.Project]))
			if err != nil {
				return err
			}
			return tx.PutFunds(&store.Funds{Filed: store.Filed{Unit: p.Unit, Chain: p.Chain}, Project: p.ID, Month: f.Month, Origin: f.Origin, Sum: money.Yuan(f.Increment)})
		})
	}
	for _, r := range w.in.Requests {
		w.at(r.At, func(tx *store.Tx) error {
			q := store.Request{Filed: w.filed(r.Unit, r.Chain), Title: r.Title, Tried: r.Tried, Wanted: r.Wanted, AnswerBy: r.AnswerBy, Released: &store.Act{At: tx.Now}}
			err := tx.PutRequest(&q)
			w.is(r.ID, string(q.ID))
			return err
		})
	}
	for _, p := range w.in.Promises {
		w.promise(p)
	}
	for _, z := range w.in.Zero {
		w.at(z.At, func(tx *store.Tx) error {
			_, err := tx.PutZeroReport(units[z.Unit], "2022-11-11")
			return err
		})
	}
}

func (w *week) filed(unit, chain string) store.Filed {
	return store.Filed{Unit: units[unit], Chain: w.chain(chain), Reporter: store.PersonID("U-" + units[unit] + "-a")}
}

func (w *week) batch(b sampleBatch) store.Batch {
	out := store.Batch{From: b.From, To: b.To, Places: b.Places, Companies: b.Companies}
	for _, u := range append(b.Joined, b.Hosts...) {
		out.Joined = append(out.Joined, units[u])
	}
	for _, c := range b.Also {
		out.Also = append(out.Also, w.chain(c))
	}
	if b.Post != "" {
		out.Leader = &store.TripLeader{Post: b.Post, Level: b.Level}
	}
	return out
}

func (w *week) lead(l sampleLead) {
	chain := ""
	if l.Chain != nil {
		chain = *l.Chain
	}
	w.at(l.At, func(tx *store.Tx) error {
		v := store.Lead{Filed: w.filed(l.Unit, chain), Company: l.Company, Claim: store.Claim(l.Claim)}
		if l.Amount != nil {
			sum := money.Yuan(*l.Amount)
			v.Sum = &sum
		}
		err := tx.PutLead(&v)
		w.is(l.ID, string(v.ID))
		return err
	})
	if l.Withdrawn != nil {
		w.at(*l.Withdrawn, func(tx *store.Tx) error { return tx.Withdraw(w.number[l.ID], "误登") })
	}
	if l.Judged != nil {
		w.at(l.Judged.At, func(tx *store.Tx) error {
			v, err := tx.Lead(store.LeadID(w.number[l.ID]))
			v.Judge(store.Judgement{Valid: true, At: tx.Now})
			if err != nil {
				return err
			}
			return tx.PutLead(&v)
		})
	}
}

func (w *week) project(p sampleProject) {
	change := func(at time.Time, f func(*store.Tx, *store.Project)) {
		w.at(at, func(tx *store.Tx) error {
			v := store.Project{Filed: w.filed(p.Unit, p.Chain), Name: p.Name}
			if id, ok := w.number[p.ID]; ok {
				var err error
				if v, err = tx.Project(store.ProjectID(id)); err != nil {
					return err
				}
			}
			f(tx, &v)
			err := tx.PutProject(&v)
			w.is(p.ID, string(v.ID))
			return err
		})
	}
	for _, s := range p.Stages {
		change(s.At, func(tx *store.Tx, v *store.Project) {
			v.Steps = append(v.Steps, store.Progress{Stage: store.Stage(s.Stage), Day: s.Day, At: tx.Now})
			if p.Framework > 0 {
				sum := money.Yuan(p.Framework)
				v.Framework = &sum
			}
		})
	}
	for _, c := range p.Contract {
		change(c.At, func(_ *store.Tx, v *store.Project) {
			sum := money.Yuan(c.Value)
			v.Contract = &sum
		})
	}
}

func (w *week) promise(p samplePromise) {
	w.at(when("2022-10-20 10:00"), func(tx *store.Tx) error {
		f := store.FollowUp{Filed: w.filed(p.Unit, p.Chain), What: p.Task, Due: p.Due, Owner: store.PersonID("U-" + units[p.Unit] + "-b"), Companies: []string{"鹏程氢动力"}}
		err := tx.PutFollowUp(&f)
		w.is(p.ID, string(f.ID))
		return err
	})
	if p.Closed != nil {
		w.at(*p.Closed, func(tx *store.Tx) error {
			f, err := tx.FollowUp(store.FollowUpID(w.number[p.ID]))
			f.Closed = &store.Closing{At: tx.Now}
			if err != nil {
				return err
			}
			return tx.PutFollowUp(&f)
		})
	}
}

// cutoff plays up to a cut-off, counts it, checks it and freezes it.
func (w *week) cutoff(day string) store.Tally {
	w.t.Helper()
	w.play(day + " 17:00")
	var t store.Tally
	storetest.Update(w.t, w.s, func(tx *store.Tx) (err error) {
		if t, err = tally.Count(tx, tally.PeriodOf(tx, storetest.Day(day))); err != nil {
			return err
		}
		if err := tally.Check(tx, t); err != nil {
			w.t.Errorf("cut-off of %s: %v", day, err)
		}
		return tx.FreezeTally(&t)
	})
	return t
}

// ids gives the records in a text the sample's numbers.
func (w *week) ids(text string) string {
	return recordID.ReplaceAllStringFunc(text, func(id string) string { return cmp.Or(w.name[id], id) })
}

var recordID = regexp.MustCompile(`\b[LTVPARF]-\d+\b`)

// says compares a text in both languages, as a reader of it sees it.
func (w *week) says(t store.Tally, to store.Audience, text func(tally.Report) (say.Message, error), zh, en string) {
	w.t.Helper()
	storetest.View(w.t, w.s, func(tx *store.Tx) error {
		r, err := tally.NewReport(tx, t, to)
		if err != nil {
			return err
		}
		m, err := text(r)
		if d := gocmp.Diff(strings.Split(zh, "\n"), strings.Split(w.ids(m.Plain(say.ZH)), "\n")); d != "" {
			w.t.Errorf("in Chinese (-want +got):\n%s", d)
		}
		if d := gocmp.Diff(strings.Split(en, "\n"), strings.Split(w.ids(m.Plain(say.EN)), "\n")); d != "" {
			w.t.Errorf("in English (-want +got):\n%s", d)
		}
		return err
	})
}

func (w *week) person(id string) (p store.Person) {
	storetest.View(w.t, w.s, func(tx *store.Tx) (err error) {
		p, err = tx.Person(store.PersonID(id))
		return err
	})
	return p
}

func TestWorkedWeek(t *testing.T) {
	w := theWeek(t)
	last := w.cutoff("2022-11-04")
	w.figures(last, "氢能", func(f tally.Figures) {
		w.equal("last week", f.Week.Sums, w.in.Previous.Slices["氢能"].Week.store())
		w.equal("last total", f.Year, w.in.Previous.Slices["氢能"].YTD.store())
	})
	got := w.cutoff("2022-11-11")
	for name, want := range w.in.Expected.Slices {
		w.figures(got, name, func(f tally.Figures) {
			w.equal(name+" week", f.Week.Sums, want.Week.store())
			w.equal(name+" details", [3]int64{int64(f.Week.NoHeads), f.Week.LeadsSum / 100, int64(f.Week.LeadsNoSum)}, [3]int64{int64(want.Week.NoHeads), want.Week.LeadsSum, int64(want.Week.NoSum)})
			w.equal(name+" year", f.Year, want.YTD.store())
			if want.Late != nil {
				w.equal(name+" late", f.Late.Sums, want.Late.store())
				w.equal(name+" withdrawn", f.Gone.Sums, want.Withdrawn.store())
				w.equal(name+" adjusted", f.Adjusted, want.Adjusted.store())
			}
		})
	}
	for name, want := range w.in.Expected.Units {
		f := tally.Of(got, tally.OfUnit(units[name]), store.Opening{})
		joined := 0
		for _, id := range f.Joined {
			if strings.HasPrefix(id, "T") {
				joined++
			}
		}
		w.equal(name, [5]int{f.Week.Trips, f.Week.Led, joined, f.Week.Visits, f.Week.Leads}, [5]int{want.Trips, want.Led, want.Joined, want.Visits, want.Leads})
	}
	w.equal("zero reports and silence", [2]any{got.Zero, got.Silent}, [2]any{[]store.UnitID{"nanle"}, []store.UnitID{"taiqian"}})
}

func (w *week) figures(t store.Tally, name string, f func(tally.Figures)) {
	s := tally.Slice{}
	if name != "全市" {
		s = tally.OfChain(w.chain(name))
	}
	storetest.View(w.t, w.s, func(tx *store.Tx) error {
		f(tally.Of(t, s, tx.City().Opening))
		return nil
	})
}

func (w *week) equal(what string, got, want any) {
	w.t.Helper()
	if d := gocmp.Diff(want, got); d != "" {
		w.t.Errorf("%s (-want +got):\n%s", what, d)
	}
}

func TestFridayAfterTheWorkedWeek(t *testing.T) {
	w := theWeek(t)
	w.cutoff("2022-11-04")
	w.cutoff("2022-11-11")
	f := tally.Of(w.cutoff("2022-11-18"), tally.OfChain("hydrogen"), w.city().Opening)
	w.equal("week", f.Week.Sums, store.Sums{})
	w.equal("late", f.Late.Sums, store.Sums{Visits: 1, Persons: 3})
	w.equal("year", f.Year, store.Sums{Trips: 75, Led: 25, Visits: 142, Persons: 753, Leads: 47, Signed: 16, SignedSum: 9_660_000_000_00})
	w.equal("overdue", w.promises(f.Overdue), []string{"F-35 9", "F-36 5", "F-37 2"})
	w.equal("closed", w.promises(f.Closed), []string{"F-40 0"})
	w.equal("on time", f.OnTime, 0)
	w.equal("due to the next cut-off", w.promises(f.Due), []string{"F-39 0", "F-38 0"})
	w.equal("requests", len(f.Asks), 1)
}

func (w *week) promises(ps []store.Promise) []string {
	var out []string
	for _, p := range ps {
		out = append(out, fmt.Sprintf("%s %d", w.name[string(p.ID)], p.Days))
	}
	return out
}
