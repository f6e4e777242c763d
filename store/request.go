package store

import (
	"slices"
	"strings"
	"time"

	"chainlead/internal/calendar"
	"chainlead/internal/say"
)

// A RequestID is a request's number: "R-7".
type RequestID string

// What became of a request that was submitted to a chain's leader.
const (
	Seen       = "seen"     // 已阅; it stays open
	Agreed     = "agreed"   // 同意召开协调会
	Instructed = "instruct" // 批示
	SentBack   = "back"     // 退回补充
	Solved     = "solved"   // the task-force office has settled it below the leader
)

// An Act is what someone did to a request, and for whom where they act for a leader.
type Act struct {
	What  string    `json:"what,omitempty"`
	At    time.Time `json:"at"`
	By    PersonID  `json:"by"`
	For   string    `json:"for,omitempty"` // the leader's post
	Words string    `json:"words,omitempty"`
}

// A Request (诉求, 提请协调) asks the chain's leader for help. The task-force office, or the investment promotion office, submits it; until then
// it is theirs to solve.
type Request struct {
	ID RequestID `json:"id"`
	Filed
	Title     string       `json:"title"` // neutral: it is read in channels
	Stuck     string       `json:"stuck,omitempty"`
	Tried     string       `json:"tried,omitempty"`
	Wanted    string       `json:"wanted,omitempty"`
	AnswerBy  calendar.Day `json:"answer_by"`
	Companies []string     `json:"companies,omitempty"`
	About     string       `json:"about,omitempty"` // P-31, F-35, L-128
	Released  *Act         `json:"released,omitempty"`
	Shown     *Act         `json:"shown,omitempty"` // the liaison has put it before the leader
	Answered  *Act         `json:"answered,omitempty"`
}

var requests = &table[Request]{name: "request", prefix: "R-", indexes: []index[Request]{
	{"open", func(r Request) []string { return onlyIf(r.Open(), "y") }},
	{"changed", func(r Request) []string { return []string{instant(r.Changed)} }},
}}

// Open reports whether the request is still to be answered.
func (r Request) Open() bool { return r.Withdrawn == nil && r.Answered == nil }

// AnswerKey is the key of the message that puts the request before a leader or a liaison, and what its buttons are about.
func (r Request) AnswerKey(to PersonID) string { return "answer/" + string(r.ID) + "/" + string(to) }

// AnswerButtons are the choices of the one it is put before. A liaison may first put it before the post's holder, where there is one.
func (r Request) AnswerButtons(post Post, to PersonID) []say.Button {
	answer := "/answer " + string(r.ID) + " "
	buttons := []say.Button{
		{Label: say.T("Seen", "已阅"), Command: answer + Seen}, {Label: say.T("Agree to a meeting", "同意召开协调会"), Command: answer + Agreed},
		{Label: say.T("Instruct", "批示"), Command: answer + Instructed}, {Label: say.T("Send back", "退回补充"), Command: answer + SentBack},
	}
	if post.Person == "" || post.Person == to {
		return buttons
	}
	return append([]say.Button{{Label: say.T("Put before the leader", "呈链长"), Command: answer + "show"}}, buttons...)
}

// Request returns the request with the ID, or ErrNotFound.
func (tx *Tx) Request(id RequestID) (Request, error) { return requests.get(tx, string(id)) }

// PutRequest stores a request; a new one gets its number.
func (tx *Tx) PutRequest(r *Request) error {
	if strings.TrimSpace(r.Title) == "" {
		return say.Problemf("What is it about? Please give it a short title.", "需要协调什么？请用几个字写明事项。").In("title")
	}
	if r.ID == "" {
		id, err := requests.next(tx)
		if err != nil {
			return err
		}
		r.ID = RequestID(id)
	}
	r.file(tx)
	if err := tx.knowCompanies(r.Companies); err != nil {
		return err
	}
	return save(tx, requests, string(r.ID), *r)
}

// RequestsOpen lists the requests that were submitted to a leader and unanswered at an instant, the earliest answer-by first (R14).
func (tx *Tx) RequestsOpen(at time.Time) ([]Request, error) {
	now, err := collect(requests.with(tx, "open", "y"))
	if err != nil {
		return nil, err
	}
	out, err := standing(tx, requests, now, at, func(r Request) bool { return r.Open() && r.Released != nil })
	slices.SortStableFunc(out, func(a, b Request) int { return strings.Compare(string(a.AnswerBy), string(b.AnswerBy)) })
	return out, err
}

// record is what Show needs of a request.
func (r Request) record() fileCard {
	return fileCard{id: string(r.ID), filed: r.Filed, names: r.Companies, title: r.Title}
}
