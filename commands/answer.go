package commands

import (
	"strings"

	"chainlead/internal/say"
	"chainlead/store"
)

var _ = add(Command{
	Name: "answer", Hidden: true,
	Short: say.T("Submit or answer a request", "呈报或答复提请协调事项"),
	Run:   answer,
})

// answer is what becomes of a request: "R-7 release", "solved" and "back" by the task-force office; "show" by the leader's liaison; "seen",
// "agreed", "instruct" and "back" by the leader, or the liaison for them.
func answer(tx *store.Tx, c Call) (Reply, error) {
	id, what := cutRecord(c.Text)
	q, err := tx.Request(store.RequestID(id))
	if err != nil {
		return Reply{}, missing(err, id)
	}
	if !q.Open() {
		return Reply{Message: say.Lines(say.T("%s has been settled already.", "%s已处理完毕。", id))}, nil
	}
	what = strings.TrimSpace(what)
	subject := store.Subject{Chain: q.Chain}
	switch {
	case q.Released == nil && tx.May(c.who, store.MayRelease, subject):
		return settleBelow(tx, c, q, what)
	case q.Released != nil && tx.May(c.who, store.MayAnswer, subject):
		return settleAbove(tx, c, q, what)
	}
	return Reply{}, notYours()
}

// settleBelow is the task-force office's part: solve it, send it back, or submit it, to the liaison first.
func settleBelow(tx *store.Tx, c Call, q store.Request, what string) (Reply, error) {
	act := &store.Act{What: what, At: tx.Now, By: c.User}
	id := string(q.ID)
	switch what {
	case "release":
		q.Released = act
		if err := tx.PutRequest(&q); err != nil {
			return Reply{}, err
		}
		if err := submit(tx, q); err != nil {
			return Reply{}, err
		}
		return told(tx, q, say.T("%s has been submitted to the chain's leader.", "%s已呈报链长。", id))
	case store.Solved, store.SentBack:
		q.Answered = act
		if err := tx.PutRequest(&q); err != nil {
			return Reply{}, err
		}
		said := say.T("%s has been solved by the task-force office.", "%s已由专班办公室协调解决。", id)
		if what == store.SentBack {
			said = say.T("%s is sent back: please say more and ask again.", "%s已退回，请补充情况后重新提请。", id)
		}
		return told(tx, q, said)
	}
	return Reply{}, notYours()
}

// submit puts a request before the chain leader's liaison, or before the leader where there is none.
func submit(tx *store.Tx, q store.Request) error {
	post, ok := tx.City().ChainPost(q.Chain, tx.Today())
	if !ok {
		return say.Problemf("The chain has no leader in the registry. Please tell the office.", "名册中该产业链暂无链长，请联系招商办。")
	}
	return put(tx, q, post, post.First())
}

// put sends a request to a post's holder or liaison.
func put(tx *store.Tx, q store.Request, post store.Post, to store.PersonID) error {
	p, err := tx.Someone(to)
	if err != nil {
		return err
	}
	s, err := store.Show(tx, q, store.To(p))
	if err != nil {
		return err
	}
	lines := []say.Text{
		say.T("For the chain leader's decision: %s, %s", "提请链长协调　%s %s", tx.City().Chain(q.Chain).Title(), q.ID),
		s.Words(q.Title),
	}
	lines = append(append(lines, requestLines(tx, q, &s)...), say.T("Submitted by the investment promotion office; contact: task-force office", "市招商办呈报　联络：专班办公室"))
	item := say.Item{About: q.AnswerKey(to), Lines: lines, Buttons: q.AnswerButtons(post, to)}
	return tx.Send(store.Outgoing{Key: q.AnswerKey(to), To: store.Address{Person: to}, Message: say.Message{Items: []say.Item{item}}, NotBefore: tx.WorkingMoment(tx.Now)})
}

// settleAbove is the leader's part. The liaison who presses acts for the leader, and is named so in the log.
func settleAbove(tx *store.Tx, c Call, q store.Request, what string) (Reply, error) {
	post, _ := tx.City().ChainPost(q.Chain, tx.Today())
	act := &store.Act{What: what, At: tx.Now, By: c.User}
	if post.Person != c.User {
		act.For = post.Title
	}
	id := string(q.ID)
	by := say.T("%s", "%s", c.who.At())
	if act.For != "" {
		by = say.T("%s, for the chain leader", "%s代链长", c.who.At())
	}
	switch what {
	case "show":
		if post.Person == "" {
			return Reply{}, say.Problemf("The chain's leader isn't in this workspace. Please show it to them yourself, and record the answer here for them.",
				"链长不在本工作区，请当面呈报，再在此代为登记答复。")
		}
		q.Shown = act
		if err := tx.PutRequest(&q); err != nil {
			return Reply{}, err
		}
		return Reply{Message: say.Lines(say.T("%s has been put before the leader.", "%s已呈链长。", id))}, put(tx, q, post, post.Person)
	case store.Seen:
		q.Shown = act
		return told(tx, q, say.T("%s has been seen (%s); an answer is still to come.", "%s已阅（%s），待答复。", id, by))
	case store.Agreed, store.SentBack:
		q.Answered = act
		said := say.T("%s: a meeting is agreed to (%s).", "%s：同意召开协调会（%s）。", id, by)
		if what == store.SentBack {
			said = say.T("%s is sent back: please say more and ask again (%s).", "%s退回补充（%s），请补充情况后重新提请。", id, by)
		}
		return told(tx, q, said)
	case store.Instructed:
		return instruct(tx, c, q, act, by)
	}
	return Reply{}, notYours()
}

// instruct asks for the leader's words, and passes them on.
func instruct(tx *store.Tx, c Call, q store.Request, act *store.Act, by say.Text) (Reply, error) {
	words := strings.TrimSpace(c.value("words"))
	if c.Form == nil || words == "" {
		return Reply{Message: say.Lines(say.T("What is the instruction on %s?", "请填写对%s的批示。", q.ID)),
			Form: &say.Form{Title: say.T("Instruct", "批示"), Command: "/answer " + string(q.ID) + " " + store.Instructed,
				Inputs: []say.Input{{Name: "words", Label: say.T("Instruction", "批示内容"), Kind: say.ManyLines}}}}, nil
	}
	act.Words = words
	q.Answered = act
	return told(tx, q, say.T("%s: instruction (%s): %s", "%s批示（%s）：%s", q.ID, by, words))
}

// lastAct names what was last done to a request.
func lastAct(q store.Request) string {
	for _, a := range []*store.Act{q.Answered, q.Shown, q.Released} {
		if a != nil {
			return a.What
		}
	}
	return ""
}

// told stores a request as it now is, shows what was said wherever it stands, and tells who asked and the task-force office.
func told(tx *store.Tx, q store.Request, said say.Text) (Reply, error) {
	if err := tx.PutRequest(&q); err != nil {
		return Reply{}, err
	}
	id := string(q.ID)
	done := say.Item{Lines: []say.Text{say.T("%s %s", "%s %s", q.ID, q.Title), said}}
	post, _ := tx.City().ChainPost(q.Chain, tx.Today())
	settled := []string{"release/" + id}
	if q.Answered != nil {
		settled = append(settled, q.AnswerKey(post.Person), q.AnswerKey(post.Liaison))
	}
	for _, about := range settled {
		if err := tx.Amend(about, done); err != nil {
			return Reply{}, err
		}
	}
	to, err := taskForce(tx, q.Chain)
	if err != nil {
		return Reply{}, err
	}
	told := map[store.PersonID]bool{tx.By().Person: true}
	asker, err := tx.Someone(q.Reporter)
	if err != nil {
		return Reply{}, err
	}
	for _, p := range append([]store.Person{asker}, to...) {
		if told[p.ID] {
			continue
		}
		told[p.ID] = true
		key := "told/" + id + "/" + string(p.ID) + "/" + lastAct(q)
		if err := tx.Send(store.Outgoing{Key: key, To: store.Address{Person: p.ID}, Message: say.Lines(said), NotBefore: tx.WorkingMoment(tx.Now)}); err != nil {
			return Reply{}, err
		}
	}
	return Reply{Message: say.Lines(said)}, nil
}
