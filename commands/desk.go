package commands

import (
	"errors"
	"slices"
	"strings"

	"chainlead/internal/calendar"
	"chainlead/internal/say"
	"chainlead/internal/tally"
	"chainlead/store"
)

var _ = add(Command{
	Name: "desk", Hidden: true,
	Short: say.T("Decide on a weekly update before it is posted", "审定周动态"),
	Run:   desk,
})

// desk is the office's word on a cut-off's posting: "2022-11-11 post", "hold", "hide F-35", "show F-35".
func desk(tx *store.Tx, c Call) (Reply, error) {
	if !tx.May(c.who, store.MayRunTally, store.Subject{}) {
		return Reply{}, notYours()
	}
	args := strings.Fields(c.Text)
	if len(args) < 2 {
		return Reply{}, say.Problemf("Please use the buttons of the draft.", "请使用草稿中的按钮。")
	}
	cutoff := calendar.Day(args[0])
	d, err := tx.Desk(cutoff)
	if err != nil {
		return Reply{}, err
	}
	if !d.Posted.IsZero() {
		return Reply{}, say.Problemf("That update has been posted. To correct it: /correct and the number.", "该期周动态已发布。如需更正，请用 /correct 加编号。")
	}
	id := ""
	if len(args) > 2 {
		id = strings.ToUpper(args[2])
	}
	switch what := args[1]; {
	case what == "post":
		return release(tx, d)
	case what == "hold":
		d.Held, d.Approved = true, false
		return decided(tx, d, say.T("Held: nothing is posted until you say so.", "已暂缓，放行前不发布。"))
	case what == "hide" && id != "":
		if !d.Hides(id) {
			d.Hidden = append(d.Hidden, id)
		}
		if err := tx.Amend("named/"+string(cutoff)+"/"+id, say.Item{Lines: []say.Text{say.T("%s is taken out of the posts.", "%s已隐去，不在频道点名。", id)},
			Buttons: []say.Button{{Label: say.T("Put it back", "恢复"), Command: "/desk " + string(cutoff) + " show " + id}}}); err != nil {
			return Reply{}, err
		}
		return decided(tx, d, say.T("%s will be named nowhere in the posts; the figures stay.", "%s不再点名列出，数字不变。", id))
	case what == "show" && id != "":
		d.Hidden = slices.DeleteFunc(d.Hidden, func(h string) bool { return h == id })
		return decided(tx, d, say.T("%s is back.", "%s已恢复。", id))
	}
	return Reply{}, say.Problemf("Please use the buttons of the draft.", "请使用草稿中的按钮。")
}

// release lets an update be posted: at its time, or at once where that has passed.
func release(tx *store.Tx, d store.Desk) (Reply, error) {
	d.Held, d.Approved = false, true
	if err := tx.PutDesk(d); err != nil {
		return Reply{}, err
	}
	t, err := tx.TallyOf(d.Cutoff)
	if errors.Is(err, store.ErrNotFound) {
		return decided(tx, d, say.T("It will be posted at %s.", "将于%s按时发布。", tx.City().Settings.TallyAt.String()))
	}
	if err != nil {
		return Reply{}, err
	}
	if err := tally.Post(tx, t); err != nil {
		return Reply{}, err
	}
	if d, err = tx.Desk(d.Cutoff); err != nil {
		return Reply{}, err
	}
	return decided(tx, d, say.T("It is being posted.", "已放行，正在发布。"))
}

// decided stores what the office said and shows it in every draft.
func decided(tx *store.Tx, d store.Desk, said say.Text) (Reply, error) {
	if err := tx.PutDesk(d); err != nil {
		return Reply{}, err
	}
	return Reply{Message: say.Lines(said)}, tx.Amend("desk/"+string(d.Cutoff), tally.DeskItem(tx, d.Cutoff, d))
}

var _ = add(Command{
	Name: "correct", Alias: "更正", Needs: store.MayRunTally,
	Usage: say.T("P-27, or a number and what is right", "P-27，或编号加更正内容"),
	Short: say.T("Post a correction of a posted weekly update", "对已发布的周动态发布更正（招商办）"),
	Run:   correct,
})

// correct posts a correction beside the update it corrects, which stays.
func correct(tx *store.Tx, c Call) (Reply, error) {
	id, words := cutRecord(c.Text)
	if id == "" && words != "" { // 更正：昨天报的…: a correction of one's own record
		if r, ok, err := corrected(tx, c.who, "更正："+words); err != nil || ok {
			return r, err
		}
	}
	switch office := tx.May(c.who, store.MayRunTally, store.Subject{}); {
	case !office && id == "":
		return Reply{}, say.Problemf("Which record is wrong? Please name its number or the company as it was recorded, such as L-128.", "更正哪一条？请写明编号（如 L-128）或登记时的企业名称。")
	case !office && id[0] == 'P' && words != "":
		return Reply{Then: c.then("project", id+" 更正 "+words)}, nil
	case !office:
		return Reply{Then: c.then("edit", id)}, nil
	}
	if id == "" {
		return Reply{}, say.Problemf("Which record? Please give its number, such as P-27.", "更正哪一条？请写编号，如 P-27。")
	}
	f, err := tx.Filed(id)
	if err != nil {
		return Reply{}, missing(err, id)
	}
	t, was, err := postedWith(tx, id)
	if err != nil {
		return Reply{}, err
	}
	if was == nil {
		return Reply{}, say.Problemf("%s hasn't been in a posted update, or not otherwise than it is now; there is nothing to correct.", "已发布的周动态中没有%s，或与现值一致，无需更正。", id)
	}
	text := func(to store.Audience) (say.Text, error) {
		s, err := store.ShowID(tx, id, to)
		if err != nil {
			return say.Text{}, err
		}
		if words != "" {
			return say.T("%s: %s", "%s：%s", id, s.Words(words)), nil
		}
		return signingCorrected(tx, id, s, *was)
	}
	if _, err := text(store.To(c.who)); err != nil {
		return Reply{}, err
	}
	if err := tally.Correct(tx, t, f.Chain, id+"/"+tx.Now.Format("20060102T150405"), text); err != nil {
		return Reply{}, err
	}
	return Reply{Message: say.Lines(say.T("The correction is being posted to %s.", "更正正在发往%s频道和链长专送。", tx.City().Chain(f.Chain).Title()))}, nil
}

// postedWith is the latest posted update that counted a record, and how.
func postedWith(tx *store.Tx, id string) (store.Tally, *store.Counted, error) {
	before := calendar.Day("9999-12-31")
	for {
		t, ok, err := tx.TallyBefore(before)
		if err != nil || !ok {
			return t, nil, err
		}
		for _, m := range t.Moves {
			if m.ID == id && m.As != store.TalksFigure && m.Is != nil {
				return t, m.Is, nil
			}
		}
		before = t.Cutoff
	}
}

// signingCorrected is what was said of a signing, and what is right.
func signingCorrected(tx *store.Tx, id string, s store.Shown, was store.Counted) (say.Text, error) {
	v, err := tx.Project(store.ProjectID(id))
	if err != nil {
		return say.Text{}, say.Problemf("What is right? Please write it after the number.", "请在编号后写明更正内容。")
	}
	now := v.SignedSum()
	if now == nil || now.Minor == was.Sum {
		return say.Text{}, say.Problemf("What is right? Please write it after the number.", "请在编号后写明更正内容。")
	}
	return say.T("%[1]s was signed for %[3]s, not %[2]s.", "%[1]s签约额%[2]s，应为%[3]s。", s.Words(v.Name), tally.Yuan(was.Sum), *now), nil
}
