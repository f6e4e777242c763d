package reading

import "encoding/json"

// reportJSON is the form that the parse subcommand prints: what is missing is null, [] or false.
type reportJSON struct {
	Kind          *string        `json:"kind"`
	Summary       bool           `json:"summary"`
	Planned       bool           `json:"planned"`
	Correction    bool           `json:"correction"`
	Date          *string        `json:"date"`
	DateEnd       *string        `json:"date_end"`
	Units         []string       `json:"units"`
	Base          *string        `json:"base"`
	Chain         *string        `json:"chain"`
	ChainHint     *string        `json:"chain_hint"`
	LeaderTitle   *string        `json:"leader_title"`
	LeaderLevel   *string        `json:"leader_level"`
	Led           *bool          `json:"led"`
	Places        []string       `json:"places"`
	Companies     []string       `json:"companies"`
	Project       *string        `json:"project"`
	Stage         *string        `json:"stage"`
	Amounts       []amountJSON   `json:"amounts"`
	People        *int           `json:"people"`
	Batches       *int           `json:"batches"`
	Counts        map[string]int `json:"counts"`
	LandMu        *float64       `json:"land_mu"`
	Percent       *float64       `json:"percent"`
	Tags          []string       `json:"tags"`
	CapitalOrigin *string        `json:"capital_origin"`
	FirstClaim    *string        `json:"first_claim"`
	Conflict      bool           `json:"conflict"`
	Confidential  bool           `json:"confidential"`
	Overdue       bool           `json:"overdue"`
	Escalate      bool           `json:"escalate"`
	Talent        []talentJSON   `json:"talent"`
	FollowUps     []followUpJSON `json:"followups"`
	Ambiguous     []string       `json:"ambiguous"`
}

type amountJSON struct {
	Raw      string `json:"raw"`
	Role     Role   `json:"role"`
	Currency string `json:"currency"`
	Value    int64  `json:"value"`
	Approx   bool   `json:"approx"`
	Bound    string `json:"bound,omitempty"`
	ValueMax int64  `json:"value_max,omitempty"`
	Company  string `json:"company,omitempty"`
}

type talentJSON struct {
	Level  string  `json:"level"`
	Count  int     `json:"count"`
	Mode   *string `json:"mode"`
	Status *string `json:"status"`
}

type followUpJSON struct {
	Due     *string `json:"due"`
	DueFrom string  `json:"due_from,omitempty"`
	Raw     *string `json:"raw"`
	How     How     `json:"how"`
	Task    *string `json:"task"`
	Owner   string  `json:"owner,omitempty"`
}

// MarshalJSON prints the report with the keys and forms of the samples.
func (r Report) MarshalJSON() ([]byte, error) {
	out := reportJSON{
		Kind: text(r.Kind), Summary: r.Summary, Planned: r.Planned, Correction: r.Correction,
		Date: text(r.Date), DateEnd: text(r.DateEnd), Units: refNames(r.Units), Base: text(r.Base.Name),
		Chain: text(r.Chain.Name), ChainHint: text(r.ChainHint.Name),
		LeaderTitle: text(r.LeaderTitle), LeaderLevel: text(r.LeaderLevel),
		Places: list(r.Places), Companies: list(r.Companies), Project: text(r.Project), Stage: text(r.Stage),
		Amounts: make([]amountJSON, 0, len(r.Amounts)), People: count(r.People), Batches: count(r.Batches), Counts: r.Counts,
		LandMu: count(r.LandMu), Percent: count(r.Percent), Tags: list(r.Tags),
		CapitalOrigin: text(r.CapitalOrigin), FirstClaim: text(r.FirstClaim.Name),
		Conflict: r.Conflict, Confidential: r.Confidential, Overdue: r.Overdue, Escalate: r.Escalate,
		Talent: make([]talentJSON, 0, len(r.Talent)), FollowUps: make([]followUpJSON, 0, len(r.FollowUps)), Ambiguous: r.doubts(),
	}
	if r.Kind == Trip && r.LeaderTitle != "" {
		out.Led = &r.Led
	}
	if out.Counts == nil {
		out.Counts = map[string]int{}
	}
	for _, a := range r.Amounts {
		out.Amounts = append(out.Amounts, a.json())
	}
	for _, t := range r.Talent {
		out.Talent = append(out.Talent, talentJSON{t.Level, t.Count, text(t.Mode), text(t.Status)})
	}
	for _, f := range r.FollowUps {
		out.FollowUps = append(out.FollowUps, followUpJSON{text(f.Due), string(f.DueFrom), text(f.Raw), f.How, text(f.Task), f.Owner})
	}
	return json.Marshal(out)
}

func (a Amount) json() amountJSON {
	high := a.Sum
	high.Minor = a.Max
	return amountJSON{
		Raw: a.Words, Role: a.Role, Currency: string(a.Currency), Value: a.Units(), Approx: a.Approx,
		Bound: a.Bound, ValueMax: high.Units(), Company: a.Company,
	}
}

// doubts are the doubts as one string each.
func (r Report) doubts() []string {
	out := []string{}
	for _, d := range r.Doubts {
		s := d.Field + ": "
		if d.Words != "" {
			s += d.Words + ": "
		}
		out = append(out, s+d.Why)
	}
	for _, b := range r.Bad {
		out = append(out, string(b.Kind)+": "+b.Words)
	}
	return out
}

// text is nil for an empty string.
func text[S ~string](s S) *string {
	if s == "" {
		return nil
	}
	t := string(s)
	return &t
}

// count is nil for zero.
func count[N int | float64](n N) *N {
	if n == 0 {
		return nil
	}
	return &n
}

func list(s []string) []string {
	if s == nil {
		return []string{}
	}
	return s
}

func refNames(refs []Ref) []string {
	out := make([]string, 0, len(refs))
	for _, r := range refs {
		out = append(out, r.Name)
	}
	return out
}
