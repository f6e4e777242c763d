package store

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"chainlead/internal/calendar"
	"chainlead/internal/money"
	"chainlead/internal/names"
	"chainlead/internal/say"
)

// A ProjectID is a project's number: "P-31".
type ProjectID string

// A Stage is how far a project has come, by what was done.
type Stage string

// The stages in the order of progress, and the two that say that it doesn't go on. A framework agreement (框架协议) is no contract: it
// belongs to the talks.
const (
	StagePlanned      Stage = "planned"
	StageNegotiating  Stage = "negotiating"
	StageFramework    Stage = "framework"
	StageSigned       Stage = "signed"
	StageRegistered   Stage = "registered"
	StageStarted      Stage = "started"
	StageInStatistics Stage = "in_statistics"
	StageInProduction Stage = "in_production"
	StageAtCapacity   Stage = "at_capacity"
	StageSuspended    Stage = "suspended"
	StageTerminated   Stage = "terminated"
)

// Stages lists them.
var Stages = []Stage{
	StagePlanned, StageNegotiating, StageFramework, StageSigned, StageRegistered, StageStarted, StageInStatistics,
	StageInProduction, StageAtCapacity, StageSuspended, StageTerminated,
}

var stageNames = map[Stage]say.Text{
	StagePlanned: say.T("planned", "谋划"), StageNegotiating: say.T("in talks", "在谈"), StageFramework: say.T("framework agreement", "框架协议"),
	StageSigned: say.T("signed", "签约"), StageRegistered: say.T("registered", "注册"), StageStarted: say.T("started", "开工"),
	StageInStatistics: say.T("in statistics", "入统"), StageInProduction: say.T("in production", "投产"), StageAtCapacity: say.T("at capacity", "达产达效"),
	StageSuspended: say.T("suspended", "暂停"), StageTerminated: say.T("terminated", "终止"),
}

// Title is the stage in words.
func (s Stage) Title() say.Text { return stageNames[s] }

// A Progress is a stage that a project reached: on which day, by what evidence, and who said so when.
type Progress struct {
	Stage    Stage        `json:"stage"`
	Day      calendar.Day `json:"day"`
	Evidence string       `json:"evidence,omitempty"` // minutes, contract, licence, photo …
	At       time.Time    `json:"at"`
	By       PersonID     `json:"by,omitempty"`
}

// An Increase (增资) is what a signed project's contract was raised by: it adds its sum on its own day, and no number (R11).
type Increase struct {
	Sum money.Sum    `json:"sum"`
	Day calendar.Day `json:"day"`
	At  time.Time    `json:"at"`
}

// A Contact is a contact with the investor that was neither a visit nor a trip.
type Contact struct {
	Day   calendar.Day `json:"day"`
	Words string       `json:"words,omitempty"`
	At    time.Time    `json:"at"`
}

// An Asked is a change of a posted signing that a unit has asked for and the office has to confirm.
type Asked struct {
	Sum *money.Sum   `json:"sum,omitempty"`
	Day calendar.Day `json:"day,omitempty"`
	Why string       `json:"why,omitempty"`
	By  PersonID     `json:"by"`
	At  time.Time    `json:"at"`
}

// A Project (项目) is an investment under way: its stages, each with its day and evidence, and its sums, which are kept apart.
type Project struct {
	ID ProjectID `json:"id"`
	Filed
	Name      string     `json:"name"`
	Companies []string   `json:"companies,omitempty"`
	Lead      LeadID     `json:"lead,omitempty"`
	Joined    []UnitID   `json:"joined,omitempty"`
	Steps     []Progress `json:"steps,omitempty"`     // by day
	Contract  *money.Sum `json:"contract,omitempty"`  // contract investment
	Outside   *money.Sum `json:"outside,omitempty"`   // of it from other provinces
	Total     *money.Sum `json:"total,omitempty"`     // total investment
	Framework *money.Sum `json:"framework,omitempty"` // named in a framework agreement; counted nowhere
	Increases []Increase `json:"increases,omitempty"`
	Contacts  []Contact  `json:"contacts,omitempty"`
	Asked     *Asked     `json:"asked,omitempty"`
}

var projects = &table[Project]{name: "project", prefix: "P-", indexes: []index[Project]{
	{"company", func(p Project) []string { return cores(p.Companies) }},
	{"name", func(p Project) []string { return []string{names.Fold(p.Name)} }},
	{"pool", func(p Project) []string { return onlyIf(p.Pool() != "", string(p.Pool())) }},
	{"signed", func(p Project) []string {
		var days []string
		if s, ok := p.Signed(); ok {
			days = append(days, string(s.Day))
		}
		for _, i := range p.Increases {
			days = append(days, string(i.Day))
		}
		slices.Sort(days)
		return slices.Compact(days)
	}},
	{"changed", func(p Project) []string { return []string{instant(p.Changed)} }},
}}

// Project returns the project with the ID, or ErrNotFound.
func (tx *Tx) Project(id ProjectID) (Project, error) { return projects.get(tx, string(id)) }

// PutProject stores a project, its stages in the order of their days; a new one gets its number.
func (tx *Tx) PutProject(p *Project) error {
	if strings.TrimSpace(p.Name) == "" {
		return say.Problemf("Which project is it? Please add its name.", "是哪个项目？请补充项目名称。").In("name")
	}
	if p.ID == "" {
		id, err := projects.next(tx)
		if err != nil {
			return err
		}
		p.ID = ProjectID(id)
	}
	slices.SortStableFunc(p.Steps, func(a, b Progress) int { return cmp.Compare(a.Day, b.Day) })
	p.file(tx)
	if err := tx.knowCompanies(p.Companies); err != nil {
		return err
	}
	return save(tx, projects, string(p.ID), *p)
}

// Reached is the latest step that is a stage of progress; the zero Progress if there is none.
func (p Project) Reached() Progress {
	for _, s := range slices.Backward(p.Steps) {
		if s.Stage != StageSuspended && s.Stage != StageTerminated {
			return s
		}
	}
	return Progress{}
}

// Stopped is StageSuspended or StageTerminated where that was the last thing said of the project; "" while it goes on.
func (p Project) Stopped() Stage {
	if n := len(p.Steps); n > 0 && (p.Steps[n-1].Stage == StageSuspended || p.Steps[n-1].Stage == StageTerminated) {
		return p.Steps[n-1].Stage
	}
	return ""
}

// A Pool (项目库) is where a project that goes on stands: planned, in talks, or signed and beyond.
type Pool string

// The three pools.
const (
	PlannedPool Pool = "planned" // 谋划
	TalksPool   Pool = "talks"   // 在谈
	SignedPool  Pool = "signed"  // 签约
)

// Pool is the project's pool; "" for one that doesn't go on. In talks (R10) are those whose latest stage is negotiating or framework.
func (p Project) Pool() Pool {
	switch s := p.Reached().Stage; {
	case p.Withdrawn != nil || p.Stopped() != "" || s == "":
		return ""
	case s == StagePlanned:
		return PlannedPool
	case s == StageNegotiating || s == StageFramework:
		return TalksPool
	}
	return SignedPool
}

// Step is the first step of a stage; false if it wasn't reached.
func (p Project) Step(st Stage) (Progress, bool) {
	for _, s := range p.Steps {
		if s.Stage == st {
			return s, true
		}
	}
	return Progress{}, false
}

// Signed is the signing of its contract (签约, R11): the first one, on the contract day.
func (p Project) Signed() (Progress, bool) { return p.Step(StageSigned) }

// SignedSum is the sum a signing counts with: the contract investment, else the total; nil if neither is known.
func (p Project) SignedSum() *money.Sum {
	if p.Contract != nil {
		return p.Contract
	}
	return p.Total
}

// ProjectsMoved lists the projects changed since an instant, each as it stood then and as it stood at a later one.
func (tx *Tx) ProjectsMoved(since, at time.Time) ([]Moved[Project], error) {
	return moved(tx, projects, since, at)
}

// ProjectsIn lists the projects that stood in a pool at an instant.
func (tx *Tx) ProjectsIn(pool Pool, at time.Time) ([]Project, error) {
	now, err := collect(projects.with(tx, "pool", string(pool)))
	if err != nil {
		return nil, err
	}
	return standing(tx, projects, now, at, func(p Project) bool { return p.Pool() == pool })
}

// ProjectsSigned lists the projects with a contract or an increase dated between two days, as they stood at an instant.
func (tx *Tx) ProjectsSigned(from, to calendar.Day, at time.Time) ([]Project, error) {
	now, err := collect(projects.between(tx, "signed", string(from), string(to)))
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(now, func(a, b Project) int { return cmp.Or(cmp.Compare(len(a.ID), len(b.ID)), cmp.Compare(a.ID, b.ID)) })
	now = slices.CompactFunc(now, func(a, b Project) bool { return a.ID == b.ID })
	return standing(tx, projects, now, at, func(p Project) bool {
		s, ok := p.Signed()
		in := ok && from <= s.Day && s.Day <= to
		return in || slices.ContainsFunc(p.Increases, func(i Increase) bool { return from <= i.Day && i.Day <= to })
	})
}

// ProjectsOf lists a company's projects that haven't been withdrawn, however its name is written.
func (tx *Tx) ProjectsOf(company string) ([]Project, error) {
	all, err := collect(projects.with(tx, "company", names.Split(company).Core))
	return slices.DeleteFunc(all, func(p Project) bool { return p.Withdrawn != nil || !commonCompany(p.Companies, []string{company}) }), err
}

// ProjectsNamed lists the projects with exactly this name that haven't been withdrawn.
func (tx *Tx) ProjectsNamed(name string) ([]Project, error) {
	all, err := collect(projects.with(tx, "name", names.Fold(name)))
	return slices.DeleteFunc(all, func(p Project) bool { return p.Withdrawn != nil }), err
}

// LastContact is the day of the last contact with a project's investor at an instant (R10): the latest of a visit, a finished trip, a
// logged contact or a closed follow-up that names it, else the day of its stage.
func (tx *Tx) LastContact(p Project, at time.Time) (calendar.Day, error) {
	last, today := p.Reached().Day, calendar.DayOf(tx.Local(at))
	seen := func(d calendar.Day, f Filed) {
		if f.Live(at) && d <= today {
			last = max(last, d)
		}
	}
	for _, c := range p.Contacts {
		if !c.At.After(at) {
			last = max(last, c.Day)
		}
	}
	for _, firm := range p.Companies {
		met, err := tx.TripsTo(firm)
		if err != nil {
			return last, err
		}
		for _, t := range met {
			if t.Happened() {
				seen(t.Last(), t.Filed)
			}
		}
		came, err := tx.VisitsBy(firm)
		if err != nil {
			return last, err
		}
		for _, v := range came {
			if v.Happened() {
				seen(v.Last(), v.Filed)
			}
		}
	}
	for _, about := range []string{string(p.ID), string(p.Lead)} {
		if about == "" {
			continue
		}
		steps, err := tx.FollowUpsOf(about)
		if err != nil {
			return last, err
		}
		for _, f := range steps {
			if f.Closed != nil && !f.Closed.At.After(at) {
				last = max(last, calendar.DayOf(tx.Local(f.Closed.At)))
			}
		}
	}
	return last, nil
}

// record is what Show needs of a project. Once signed, its investor may be named: the contract is public.
func (p Project) record() fileCard {
	_, signed := p.Signed()
	return fileCard{id: string(p.ID), filed: p.Filed, names: p.Companies, joined: p.Joined, title: p.Name, public: signed && !p.Hidden}
}
