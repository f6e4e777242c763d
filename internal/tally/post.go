package tally

import (
	"fmt"
	"time"

	"chainlead/internal/say"
	"chainlead/store"
)

// tooLate is how long after the cut-off a posting counts as late.
const tooLate = 10 * time.Minute

// Post queues a frozen tally's messages (R20): each chain's to its channel, with a copy to its leader and liaison, all chains to the
// city's. One that is late says so, and goes out at the next working moment.
func Post(tx *store.Tx, t store.Tally) error {
	r, err := NewReport(tx, t, store.ToChannel(tx.City().Channel))
	if err != nil {
		return err
	}
	w := postman{tx: tx, t: t, report: r}
	if tx.Now.Sub(t.At) > tooLate {
		w.notBefore = tx.WorkingMoment(tx.Now)
		w.late = t.Made.Sub(t.At) > tooLate // it wasn't held: it couldn't be made in time
	}
	for _, c := range tx.City().Chains {
		if err := w.chain(c); err != nil {
			return fmt.Errorf("tally of %s: %w", c.ID, err)
		}
	}
	if city := tx.City().Channel; city != "" {
		if err := w.send("city", store.Address{Channel: city}, store.ToChannel(city), Report.City); err != nil {
			return err
		}
	}
	d, err := tx.Desk(t.Cutoff)
	if err != nil {
		return err
	}
	d.Posted, d.Held = tx.Now, false
	return tx.PutDesk(d)
}

// A postman queues one cut-off's messages.
type postman struct {
	tx        *store.Tx
	t         store.Tally
	report    Report
	late      bool
	notBefore time.Time
}

func (w postman) chain(c store.Chain) error {
	if c.Channel != "" {
		err := w.send("chain/"+string(c.ID), store.Address{Channel: c.Channel}, store.ToChannel(c.Channel),
			func(r Report) (say.Message, error) { return r.Chain(c.ID) })
		if err != nil {
			return err
		}
	}
	to, err := leaders(w.tx, c.ID, w.t)
	if err != nil {
		return err
	}
	for _, p := range to {
		err := w.send("leader/"+string(c.ID)+"/"+string(p.ID), store.Address{Person: p.ID}, store.To(p),
			func(r Report) (say.Message, error) { return r.Leader(c.ID) })
		if err != nil {
			return err
		}
	}
	return nil
}

// leaders are a chain's leader and liaison at a cut-off.
func leaders(tx *store.Tx, id store.ChainID, t store.Tally) ([]store.Person, error) {
	post, ok := tx.City().ChainPost(id, t.Cutoff)
	if !ok {
		return nil, nil
	}
	var out []store.Person
	for _, id := range []store.PersonID{post.Person, post.Liaison} {
		if id == "" {
			continue
		}
		p, err := tx.Someone(id)
		if err != nil {
			return nil, err
		}
		if !p.Left {
			out = append(out, p)
		}
	}
	return out, nil
}

func (w postman) send(what string, to store.Address, reader store.Audience, text func(Report) (say.Message, error)) error {
	m, err := text(w.report.To(reader))
	if err != nil {
		return err
	}
	if w.late {
		m.Items = append(m.Items, say.Item{Lines: []say.Text{say.T("[Posted late] The service was down at the cut-off.", "【补发】上期因停机未按时发布。")}})
	}
	return w.tx.Send(store.Outgoing{Key: fmt.Sprintf("tally/%s/%s", w.t.Cutoff, what), To: to, Message: m, NotBefore: w.notBefore, Bulk: true})
}

// Correct queues a correction of a posted tally (更正) beside the old message, which stays: to the chain's channel, its leader and liaison.
func Correct(tx *store.Tx, t store.Tally, chain store.ChainID, key string, text func(store.Audience) (say.Text, error)) error {
	c := tx.City().Chain(chain)
	send := func(to store.Address, reader store.Audience) error {
		line, err := text(reader)
		if err != nil {
			return err
		}
		next := Next(t.Cutoff, tx.Calendar())
		if day := tx.Today(); day > next {
			next = Open(tx).Cutoff
		}
		m := say.Message{
			Title: say.T("Correction to the update of %s, %s", "【更正】%s周动态（%s）", c.Title(), say.Days(t.From, t.Cutoff)),
			Lines: []say.Text{line,
				say.T("The year to date is corrected in the update of %s.", "今年累计相应更正，以%s周动态为准。", next),
				say.T("Investment promotion office", "市招商办")},
		}
		return tx.Send(store.Outgoing{Key: "correct/" + key + "/" + to.String(), To: to, Message: m})
	}
	if c.Channel != "" {
		if err := send(store.Address{Channel: c.Channel}, store.ToChannel(c.Channel)); err != nil {
			return err
		}
	}
	to, err := leaders(tx, chain, t)
	if err != nil {
		return err
	}
	for _, p := range to {
		if err := send(store.Address{Person: p.ID}, store.To(p)); err != nil {
			return err
		}
	}
	return nil
}
