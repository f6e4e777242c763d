package commands

import (
	"slices"
	"strings"

	"chainlead/internal/say"
	"chainlead/store"
)

var _ = add(Command{
	Name: "claim", Hidden: true,
	Short: say.T("A second unit's claim on a lead", "同一企业的后报线索"),
	Run:   claim,
})

// claimExists answers the second unit on a company (首报): a claim exists, its content isn't shown, the office decides.
func claimExists(tx *store.Tx, p store.Person, l, first store.Lead) (Reply, error) {
	by := tx.Calendar().AddWorking(tx.Today(), tx.City().Settings.ClaimAnswer)
	if err := tellClaim(tx, l, first); err != nil {
		return Reply{}, err
	}
	id := string(l.ID)
	return Reply{Message: say.Message{
		Title: say.T("Your entry %s is saved, but not yet counted as a new lead.", "已收到您的登记 %s，内容已保存，暂不计入新增线索。", l.ID),
		Lines: []say.Text{
			say.T("Another unit registered this company earlier and is working on it. Under the first-report rule, its name and details are not shown for now.",
				"该企业已有单位先行登记并在跟进。按首报规定，登记单位和内容暂不公开。"),
			say.T("The office will answer by %s. Until then, please don't discuss terms with the company on your own.", "招商办将于%s前答复。答复前，请勿就该项目单独与企业商谈条件。", by),
		},
		Buttons: []say.Button{
			{Label: say.T("Ask to join", "申请参与"), Command: "/claim " + id + " join"},
			{Label: say.T("Ask the office to decide", "提请裁定"), Command: "/claim " + id + " ask"},
			{Label: say.T("Withdraw", "撤回登记"), Command: "/claim " + id + " drop"},
		},
	}}, nil
}

// tellClaim tells the office of a second claim, and the first unit that its own stands.
func tellClaim(tx *store.Tx, l, first store.Lead) error {
	office, err := tx.TheOffice()
	if err != nil {
		return err
	}
	item := claimItem(tx, l, first, say.Text{})
	for _, p := range office {
		m := say.Message{Items: []say.Item{item}}
		if err := tx.Send(store.Outgoing{Key: "claim/" + string(l.ID) + "/" + string(p.ID), To: store.Address{Person: p.ID}, Message: m, NotBefore: tx.WorkingMoment(tx.Now)}); err != nil {
			return err
		}
	}
	by := tx.Calendar().AddWorking(tx.Today(), tx.City().Settings.ClaimAnswer)
	m := say.Message{Buttons: []say.Button{{Label: say.T("Add the last contact", "补充最近联系"), Command: "/contact " + string(first.ID)}}}
	m.Title = say.T("Another unit has registered the same company as your %s. Your first report stands; please add when and about what you last spoke, by %s.",
		"有单位登记了与%s相同的企业。您的首报有效，请在%s前补充最近一次联系的时间和内容。", first.ID, by)
	return tx.Send(store.Outgoing{Key: "claimed/" + string(l.ID), To: store.Address{Person: first.Reporter}, Message: m, NotBefore: tx.WorkingMoment(tx.Now)})
}

// claimItem is what the office reads of a second claim; asked is what its unit wants.
func claimItem(tx *store.Tx, l, first store.Lead, asked say.Text) say.Item {
	id := string(l.ID)
	lines := []say.Text{
		say.T("Second claim %s (%s) on %s; first report %s (%s)", "后报线索%s（%s）与首报%[4]s（%[5]s）为同一企业：%[3]s",
			l.ID, tx.City().Unit(l.Unit).Title(), l.Company, first.ID, tx.City().Unit(first.Unit).Title()),
	}
	if n := len(first.Contacts); n > 0 {
		lines = append(lines, say.T("The first unit's last contact: %s, %s", "首报单位最近联系：%s，%s", first.Contacts[n-1].Day, first.Contacts[n-1].Words))
	}
	if !asked.Empty() {
		lines = append(lines, asked)
	}
	return say.Item{About: "claim/" + id, Lines: lines, Buttons: []say.Button{
		{Label: say.T("Another project: counts", "不是同一项目，予以登记"), Command: "/claim " + id + " separate"},
		{Label: say.T("Joins the first unit", "参与首报单位推进"), Command: "/claim " + id + " joined"},
	}}
}

func claim(tx *store.Tx, c Call) (Reply, error) {
	p := c.who
	id, what := cutRecord(c.Text)
	l, err := tx.Lead(store.LeadID(id))
	if err != nil {
		return Reply{}, missing(err, id)
	}
	if strings.TrimSpace(what) == "free" {
		return free(tx, c.who, l)
	}
	if l.Claim != store.PendingClaim || l.Withdrawn != nil {
		return Reply{Message: say.Lines(say.T("%s has been settled already.", "%s已处理完毕。", l.ID))}, nil
	}
	mine := store.Subject{People: []store.PersonID{l.Reporter}, Units: []store.UnitID{l.Unit}}
	switch what = strings.TrimSpace(what); {
	case slices.Contains([]string{"join", "ask", "drop"}, what) && (tx.May(p, store.MayChangeOwn, mine) || tx.May(p, store.MayChange, mine)):
		return claimWish(tx, l, what)
	case slices.Contains([]string{"separate", "joined"}, what) && tx.May(p, store.MayDecide, mine):
		return decide(tx, c, l, store.Claim(what))
	}
	return Reply{}, notYours()
}

// claimWish passes on what the second unit wants.
func claimWish(tx *store.Tx, l store.Lead, what string) (Reply, error) {
	if what == "drop" {
		return withdrawn(tx, string(l.ID), say.T("claim withdrawn", "撤回后报登记").Plain(say.ZH))
	}
	first, err := tx.Lead(l.Against)
	if err != nil {
		return Reply{}, err
	}
	asked := say.T("%s asks to join.", "%s申请参与。", tx.City().Unit(l.Unit).Title())
	if what == "ask" {
		asked = say.T("%s asks the office to decide.", "%s提请裁定。", tx.City().Unit(l.Unit).Title())
	}
	return Reply{Message: say.Lines(say.T("The office has been told; you will hear from it here.", "已转招商办，答复后在此告知您。"))},
		tx.Amend("claim/"+string(l.ID), claimItem(tx, l, first, asked))
}

// decide records what was decided of a second claim, with the paper it rests on, and tells both units.
func decide(tx *store.Tx, c Call, l store.Lead, as store.Claim) (Reply, error) {
	if c.Form == nil {
		return rulingForm(l, as), nil
	}
	l.Claim, l.Decided = as, tx.Now
	l.Ruling = &store.Ruling{Paper: strings.TrimSpace(c.value("paper")), Split: strings.TrimSpace(c.value("split")), By: c.User}
	if err := tx.PutLead(&l); err != nil {
		return Reply{}, err
	}
	said := say.T("%s is a project of its own: counted as a new lead from today.", "%s不属同一项目，自今日起计入新增线索。", l.ID)
	if as == store.JoinedClaim {
		said = say.T("%s is worked on together with the first unit; the lead is counted there.", "%s与首报单位共同推进，线索计入首报单位。", l.ID)
	}
	lines := rulingLines(l)
	if err := tx.Amend("claim/"+string(l.ID), say.Item{Lines: append([]say.Text{said}, lines...)}); err != nil {
		return Reply{}, err
	}
	first, err := tx.Lead(l.Against)
	if err != nil {
		return Reply{}, err
	}
	told := map[store.PersonID]say.Text{l.Reporter: said}
	if first.Reporter != l.Reporter {
		told[first.Reporter] = say.T("Decided on the other unit's claim to the company of your %s: %s", "与%s相同企业的后报已裁定：%s", first.ID, ruled(as))
	}
	for _, who := range []store.PersonID{l.Reporter, first.Reporter} {
		err := tx.Send(store.Outgoing{Key: "decided/" + string(l.ID) + "/" + string(who), To: store.Address{Person: who}, Message: say.Lines(told[who], lines...), NotBefore: tx.WorkingMoment(tx.Now)})
		if err != nil {
			return Reply{}, err
		}
	}
	return Reply{Message: say.Lines(said, lines...)}, nil
}

func ruled(as store.Claim) say.Text {
	if as == store.JoinedClaim {
		return say.T("they work on it with you", "对方参与推进，线索计入您单位")
	}
	return say.T("a project of its own", "不属同一项目，各自推进")
}

func rulingForm(l store.Lead, as store.Claim) Reply {
	inputs := []say.Input{{Name: "paper", Label: say.T("Decided by (paper's number)", "依据（文号或会议）"), Hint: say.T("Office minutes 12 of 2022", "濮招办〔2022〕12号"), Kind: say.OneLine, Optional: true}}
	if as == store.JoinedClaim {
		inputs = append(inputs, say.Input{Name: "split", Label: say.T("Split of the credit", "业绩分成"), Hint: say.T("5:5", "5:5"), Kind: say.OneLine, Optional: true})
	}
	return Reply{
		Message: say.Lines(say.T("What does the decision on %s rest on?", "%s的裁定依据是什么？", l.ID)),
		Form:    &say.Form{Title: say.T("Record the decision", "登记裁定"), Command: "/claim " + string(l.ID) + " " + string(as), Inputs: inputs},
	}
}

func rulingLines(l store.Lead) []say.Text {
	var out []say.Text
	if l.Ruling != nil && l.Ruling.Paper != "" {
		out = append(out, say.T("Decided by: %s", "依据：%s", l.Ruling.Paper))
	}
	if l.Ruling != nil && l.Ruling.Split != "" {
		out = append(out, say.T("Credit: %s", "业绩分成：%s", l.Ruling.Split))
	}
	return out
}

// free releases a claim that nobody has kept alive: others may register the company. What was counted stays.
func free(tx *store.Tx, p store.Person, l store.Lead) (Reply, error) {
	switch {
	case !tx.May(p, store.MayDecide, store.Subject{}):
		return Reply{}, notYours()
	case !l.Holds():
		return Reply{Message: say.Lines(say.T("%s has been settled already.", "%s已处理完毕。", l.ID))}, nil
	}
	l.Freed = tx.Now
	if err := tx.PutLead(&l); err != nil {
		return Reply{}, err
	}
	said := say.T("The claim of %s is released: other units may register the company.", "%s的首报已释放，其他单位可登记该企业。", l.ID)
	if err := tx.Amend("idle/"+string(l.ID), say.Item{Lines: []say.Text{said}}); err != nil {
		return Reply{}, err
	}
	return Reply{Message: say.Message{Title: said, Buttons: []say.Button{{Label: say.T("Undo", "撤销"), Command: "/undo " + string(l.ID)}}}}, tx.Send(store.Outgoing{
		Key: "freed/" + string(l.ID) + "/" + string(tx.Today()), To: store.Address{Person: l.Reporter}, Message: say.Lines(said), NotBefore: tx.WorkingMoment(tx.Now)})
}
