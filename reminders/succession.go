package reminders

import (
	"chainlead/internal/say"
	"chainlead/store"
)

// inherited puts the requests that a chain's leader hasn't answered before whoever holds the post now, if they went to another: first the liaison,
// else the leader.
func inherited(tx *store.Tx, of func(store.PersonID) *digest) error {
	open, err := tx.RequestsOpen(tx.Now)
	if err != nil {
		return err
	}
	for _, q := range open {
		post, held := tx.City().ChainPost(q.Chain, tx.Today())
		to := post.First()
		if !held || to == "" {
			continue
		}
		key := q.AnswerKey(to)
		sent, err := tx.Sent(key)
		if err != nil {
			return err
		}
		fresh, err := tx.Once(key)
		if err != nil {
			return err
		}
		if fresh && !sent {
			d := of(to)
			d.asked = append(d.asked, q)
		}
	}
	return nil
}

// askedItems are the requests a person has come to answer, with the buttons that answer them.
func askedItems(tx *store.Tx, p store.Person, list []store.Request) ([]say.Item, error) {
	if len(list) == 0 {
		return nil, nil
	}
	out := []say.Item{{Lines: []say.Text{say.T("[Taken over with the post, to be answered] %d", "【接任后待答复】%d件", len(list))}}}
	for _, q := range list {
		s, err := store.Show(tx, q, store.To(p))
		if err != nil {
			return nil, err
		}
		post, _ := tx.City().ChainPost(q.Chain, tx.Today())
		out = append(out, say.Item{
			About: q.AnswerKey(p.ID),
			Lines: []say.Text{
				say.T("%s %s (%s)", "%s %s（%s）", q.ID, s.Words(q.Title), tx.City().Chain(q.Chain).Title()),
				say.T("asked by %s, to be answered by %s; all of it: /find %s", "%s提请，%s前需答复；详情：/find %s", tx.City().Unit(q.Unit).Within(), say.DateAfter(q.AnswerBy, tx.Today()), q.ID),
			},
			Buttons: q.AnswerButtons(post, p.ID),
		})
	}
	return out, nil
}
