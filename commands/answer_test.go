package commands

import (
	"strings"
	"testing"

	"chainlead/store"
	"chainlead/store/storetest"
)

// Some posts have only a liaison in the workspace. A request can't be put before such a leader, and isn't said to have been.
func TestARequestIsNotPutBeforeALeaderOutsideTheWorkspace(t *testing.T) {
	s, _ := storetest.New(t, "2022-11-10 10:00")
	q := store.Request{Filed: store.Filed{Unit: "indpark", Chain: "hydrogen"}, Title: "副产氢供气价格", AnswerBy: "2022-11-18"}
	storetest.Update(t, s, func(tx *store.Tx) error {
		post, _ := tx.City().ChainPost("hydrogen", tx.Today())
		post.Person, post.From = "", "2022-11-10"
		if err := tx.PutPost(post); err != nil {
			return err
		}
		q.Released = &store.Act{What: "release", At: tx.Now, By: "U-office"}
		return tx.PutRequest(&q)
	})
	r := pressed(t, s, Call{Key: "show", User: "U-liaison-hydrogen", Name: "answer", Text: string(q.ID) + " show"})
	if r.Problem == nil || !strings.Contains(r.Problem.Plain("zh"), "请当面呈报") {
		t.Errorf("answered %q, problem %v", r.Plain("zh"), r.Problem)
	}
	storetest.View(t, s, func(tx *store.Tx) error {
		now, err := tx.Request(q.ID)
		if now.Shown != nil {
			t.Errorf("noted as shown: %+v", *now.Shown)
		}
		return err
	})
}
