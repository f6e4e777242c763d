package reading

import (
	"chainlead/internal/calendar"
	"chainlead/internal/money"
)

// A Kind is what sort of record a text is.
type Kind string

// The kinds of record. FollowUpLine is only ever given by a caller: a line typed after the follow-up command.
const (
	Trip         Kind = "trip"
	Visit        Kind = "visit"
	Lead         Kind = "lead"
	Progress     Kind = "progress"
	FollowUpLine Kind = "followup"
)

// A Stage is how far a project has come, by what was done and not by what is planned.
type Stage string

// The stages that a text can state.
const (
	StageLead         Stage = "lead"
	StageNegotiating  Stage = "negotiating"
	StageSigned       Stage = "signed"
	StageRegistered   Stage = "registered"
	StageStarted      Stage = "started"
	StageInStatistics Stage = "in_statistics"
	StageInProduction Stage = "in_production"
	StageAtCapacity   Stage = "at_capacity"
	StageSuspended    Stage = "suspended"
	StageTerminated   Stage = "terminated"
)

// A Level is the rank of a post, as far as it matters for "led by a leader" (领导带队).
type Level string

// The levels. Only the first three make a trip led.
const (
	LevelCity       Level = "city"
	LevelCountyMain Level = "county_main"
	LevelDeptMain   Level = "dept_main"
	LevelOther      Level = "other"
)

// Leads tells whether a trip headed by a post of this level counts as led by a leader.
func (l Level) Leads() bool { return l == LevelCity || l == LevelCountyMain || l == LevelDeptMain }

// A How is the way a deadline was worded.
type How string

// The ways of wording a deadline.
const (
	HowOn             How = "on"              // 下周五
	HowBefore         How = "before"          // 周四前
	HowWithinDays     How = "within_days"     // 三天内
	HowWithinWorkdays How = "within_workdays" // 3个工作日内
	HowWithinWeek     How = "within_week"     // 本周内
	HowRange          How = "range"           // 12月上旬
	HowASAP           How = "asap"            // 尽快
	HowNone           How = "none"            // a next step with no time
)

// A Role is what a sum is for.
type Role string

// The roles of a sum; a sum with no word of its own is the total investment.
const (
	TotalInvestment       Role = "total_investment"
	FixedAssets           Role = "fixed_assets"
	ContractInvestment    Role = "contract_investment"
	ContractOutOfProvince Role = "contract_out_of_province"
	Arrived               Role = "arrived"
	ArrivedOutOfProvince  Role = "arrived_out_of_province"
	CompletedInvestment   Role = "completed_investment"
	WorkingCapital        Role = "working_capital"
	Phase1                Role = "phase1"
	Phase2                Role = "phase2"
	AnnualOutput          Role = "annual_output"
	AnnualTax             Role = "annual_tax"
)

// A Ref names something in the registry.
type Ref struct{ ID, Name string }

// A Report is what a text means. A zero field was not said.
type Report struct {
	Kind       Kind
	Summary    bool // cumulative figures, never to be stored as one record
	Planned    bool // a visit or trip still to come
	Correction bool // it corrects an earlier message

	Date, DateEnd calendar.Day // as typed; "" when no day was, the default is the caller's
	Units         []Ref
	Base          Ref
	Chain         Ref // only where the text says so: 氢能链, #氢能
	ChainHint     Ref // from product words, when Chain is empty

	LeaderTitle string // the post that leads or receives, as typed
	LeaderLevel Level
	Led         bool // trips only
	LedWhy      LedWhy

	Places    []string // full names: 深圳市
	Companies []string // as typed
	Project   string
	Stage     Stage
	Amounts   []Amount
	People    int
	Batches   int
	Counts    map[string]int // companies_visited, leads_valid, trips, trips_led, visits …
	LandMu    float64
	Percent   float64
	Tags      []string

	CapitalOrigin string // foreign, out_of_province, in_province
	FirstClaim    Ref    // the unit that claims to have found the investor first
	Conflict      bool   // two units on one investor
	Confidential  bool
	Overdue       bool
	Escalate      bool // a call for help upward
	Talent        []Talent
	FollowUps     []FollowUp

	Source    string      // who or what recommended the lead, as typed: 深圳基地
	Doubts    []Doubt     // what couldn't be decided; the rest may be relied on
	Bad       []Bad       // what can't be: 11月31日
	Who       []Ambiguity // names that fit several colleagues
	Rest      []string    // what wasn't understood, in order, word for word
	ToBeAsked bool        // LeaderLevel depends on a decision of the city's (待定)
}

// LedWhy is the reason for Led: which post, of which level, and whether it only accompanied.
type LedWhy struct {
	Post         string
	Level        Level
	Accompanying bool // 陪同 is not 带队
}

// An Amount is a sum with what it is for.
type Amount struct {
	money.Sum
	Role    Role
	Company string // whose, when a message lists several
}

// A Talent is one group of people brought in by 招才引智.
type Talent struct {
	Level  string `json:"level"`
	Count  int    `json:"count"`
	Mode   string `json:"mode"`   // full_time, flexible
	Status string `json:"status"` // intent, negotiating, signed, arrived
}

// A FollowUp is a promise found in the text.
type FollowUp struct {
	Due     calendar.Day // "" for asap or none
	DueFrom calendar.Day // first day of a range
	Clock   string       // "15:00" when an hour was typed
	Raw     string       // the words of the deadline
	How     How
	Task    string
	Owner   string // as typed

	OwnerPerson string // a Person ID, when the words fit exactly one colleague
	OwnerUnit   string // a Unit ID
}

// A Doubt is something that couldn't be decided: the field, the words, and why. Why is the word meant, of a typo; else which
// (several units fit), whose (a post without its unit), weekday (it contradicts the day), past (a deadline that is over),
// no investment (a rent, a subsidy), several chains, a firm (words that may be a firm's name and aren't among the companies), close (the
// kind of the report).
type Doubt struct{ Field, Words, Why string }

// BadKind is what is impossible about words.
type BadKind string

// What can be wrong with words beyond doubt.
const (
	NoSuchDay BadKind = "no_such_day" // 11月31日
	NoSuchSum BadKind = "no_such_sum" // 100000亿亿
)

// A Bad is something typed that can't be, kept so that one sentence can say so.
type Bad struct {
	Kind  BadKind
	Words string
}

// An Ambiguity is a name that fits several colleagues.
type Ambiguity struct {
	Words  string
	People []string // Person IDs
}
