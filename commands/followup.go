package commands

import (
	"regexp"
	"strings"

	"chainlead/internal/calendar"
	"chainlead/internal/reading"
	"chainlead/internal/say"
	"chainlead/store"
)

var _ = add(Command{
	Name: "followup", Alias: "跟进", HasForm: true,
	Usage: say.T("what, by when, who, [L-128]", "事项 时限 责任人 [L-128]"),
	Short: say.T("Promise something: what, by when, who", "登记跟进事项，到期提醒"),
	Run:   followup,
})

func followup(tx *store.Tx, c Call) (Reply, error) {
	p := c.who
	if c.blank() {
		return followupForm(tx, p, c)
	}
	about, line := cut(followable, c.line("what", "who"))
	if c.overLine() && about == "" {
		about, _ = cut(followable, c.Text)
	}
	r, err := read(tx, p, reading.FollowUpLine, line)
	if err != nil {
		return Reply{}, err
	}
	f, ok := c.followUp(r)
	if !ok || c.unsure(r) {
		return followupForm(tx, p, c)
	}
	base, firms, err := aboutRecord(tx, p, about, r, line)
	if err != nil {
		return Reply{}, err
	}
	s, err := recordStep(tx, p, f, about, base, firms)
	if err != nil {
		return Reply{}, err
	}
	return followupAnswer(tx, p, s)
}

// followUp is the promise that was read, or that the form holds; false if a line lacks a what or a when.
func (c Call) followUp(r reading.Report) (reading.FollowUp, bool) {
	var f reading.FollowUp
	if len(r.FollowUps) > 0 {
		f = r.FollowUps[0]
	}
	if c.Form != nil {
		f.Task, f.Due, f.How = strings.TrimSpace(c.value("what")), calendar.Day(c.value("due")), reading.HowOn
		return f, true
	}
	return f, strings.TrimSpace(f.Task) != "" && (f.Due != "" || f.How == reading.HowASAP)
}

var recordID = regexp.MustCompile(`(?i)\b([LTVPARF]-\d+)\b`)

// followable are the records a follow-up is about; A-12 in its line is rather a plot of land.
var followable = regexp.MustCompile(`(?i)\b([LTVPF]-\d+)\b`)

// cutRecord takes the ID of the record a line is about out of it: at its start in any form, elsewhere as F-7.
func cutRecord(line string) (id, rest string) {
	if id, rest := reading.LeadingID(line); id != "" {
		return id, rest
	}
	return cut(recordID, line)
}

func cut(ids *regexp.Regexp, line string) (id, rest string) {
	at := ids.FindStringIndex(line)
	if at == nil {
		return "", line
	}
	return strings.ToUpper(line[at[0]:at[1]]), strings.TrimSpace(line[:at[0]] + " " + line[at[1]:])
}

// aboutRecord is what a follow-up takes from the record it is about: its chain and its firms.
func aboutRecord(tx *store.Tx, p store.Person, id string, r reading.Report, line string) (store.Filed, []string, error) {
	base := filed(tx, p, r, line)
	firms := r.Companies
	if id != "" {
		return aboutID(tx, id, base, firms)
	}
	return knownChain(tx, base, firms)
}

// knownChain gives a follow-up without a record the chain of the company's own lead, if there is one.
func knownChain(tx *store.Tx, base store.Filed, firms []string) (store.Filed, []string, error) {
	if base.Chain != "" || len(firms) == 0 {
		return base, firms, nil
	}
	known, err := tx.LeadsOf(firms[0])
	if err != nil || len(known) == 0 || known[0].Unit != base.Unit {
		return base, firms, err
	}
	base.Chain = known[0].Chain
	return base, firms, nil
}

// aboutID is the record with an ID that a follow-up is about.
func aboutID(tx *store.Tx, id string, base store.Filed, firms []string) (store.Filed, []string, error) {
	if strings.HasPrefix(id, "F") {
		return base, nil, say.Problemf("A follow-up is about a lead, a trip, a visit or a project, not about %s.", "跟进事项应针对线索、出差、来访或项目，不能针对%s。", id)
	}
	f, err := tx.Filed(id)
	if err != nil {
		return base, nil, missing(err, id)
	}
	own, err := tx.FirmsOf(id)
	return f, append(own, firms...), err
}

func missing(err error, id string) error {
	if err == store.ErrNotFound {
		return noSuch(id)
	}
	return err
}

func followupAnswer(tx *store.Tx, p store.Person, s step) (Reply, error) {
	owner, err := ownerName(tx, p, s.FollowUp)
	if err != nil {
		return Reply{}, err
	}
	shown, err := store.Show(tx, s.FollowUp, store.To(p))
	if err != nil {
		return Reply{}, err
	}
	day := say.DateSeen(s.Due, tx.Today())
	m := say.Message{Title: say.T("Follow-up %s recorded", "已登记跟进 %s", s.ID), Lines: []say.Text{
		shown.Title(),
		say.T("By %s, owner: %s", "%s前办结，责任人：%s", day, owner),
	}}
	if s.set {
		m.Lines[1] = say.T("No day given; set to %s, owner: %s", "未填时限，设定为%s前办结，责任人：%s", day, owner)
	}
	if s.About != "" {
		m.Lines = append(m.Lines, say.T("About %s", "关联%s", s.About))
	}
	if n := offDay(tx, s.Due); !n.Empty() {
		m.Lines = append(m.Lines, n)
	} else {
		m.Lines = append(m.Lines, remindLine(tx, []step{s}, p))
	}
	m.Buttons = editUndo(string(s.ID))
	if s.Owner == p.ID {
		m.Buttons = append(m.Buttons, say.Button{Label: say.T("Hand over", "转交"), Command: "/hand " + string(s.ID)})
	}
	return Reply{Message: m}, nil
}

// offDay says when a due day is a day off, or lies in a year whose calendar isn't published yet.
func offDay(tx *store.Tx, d calendar.Day) say.Text {
	c := tx.Calendar()
	switch {
	case !c.Known(d.Year()):
		return say.T("You will be reminded that morning. The holidays of %s aren't published yet, so its working days are provisional.", "到期当天上午提醒。%s年放假安排尚未公布，工作日暂按周一至周五计。", d[:4])
	case !c.Working(d):
		return say.T("That is a day off: you are reminded on the working day before, and it is overdue after %s.", "该日为休息日，提前一个工作日提醒，%s后仍未办结的按超期计。", say.DateAfter(c.Next(d), d))
	}
	return say.Text{}
}

func followupForm(tx *store.Tx, p store.Person, c Call) (Reply, error) {
	r, err := c.prefill(tx, p, reading.FollowUpLine)
	if err != nil {
		return Reply{}, err
	}
	var f reading.FollowUp
	if len(r.FollowUps) > 0 {
		f = r.FollowUps[0]
	}
	what := f.Task
	if what == "" {
		what = strings.Join(r.Rest, " ")
	}
	if what == "" && f.Due == "" {
		what = c.Text
	}
	return c.formOf(tx, r, say.T("A follow-up needs a what and a when.", "跟进事项需要写明做什么、什么时候办结。"), say.Form{
		Title: say.T("Add a follow-up", "登记跟进事项"),
		Inputs: []say.Input{
			{Name: "what", Label: say.T("What", "事项"), Hint: say.T("send the land papers to Lvzhu Coatings", "给绿筑涂料寄送用地资料"), Kind: say.OneLine, Value: c.orValue("what", what)},
			{Name: "due", Label: say.T("By", "时限"), Kind: say.PickDay, Value: c.orValue("due", string(f.Due))},
			{Name: "who", Label: say.T("Owner", "责任人"), Hint: say.T("left empty: you", "不填即为本人"), Kind: say.OneLine, Value: c.orValue("who", f.Owner), Optional: true},
		},
	})
}
