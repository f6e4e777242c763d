package main

import (
	"context"
	"slices"
	"time"

	"chainlead/store"
)

// A dispatch is the sender's loop: which addresses are in work, and which are next.
type dispatch struct {
	s     *sender
	busy  map[string]bool
	todo  []lane
	next  time.Time   // when the store owes something again; zero if it doesn't
	done  chan string // addresses whose lane has ended
	stale bool        // todo is to be read again
	asked []chan struct{}
}

// start begins the lanes there is room for, and answers who asked once there is nothing to do.
func (d *dispatch) start(begin func(lane)) {
	if d.stale {
		d.stale = false
		d.todo, d.next = d.s.due(d.busy)
	}
	for len(d.todo) > 0 && len(d.busy) < lanes {
		l := d.todo[0]
		d.todo = d.todo[1:]
		d.busy[l.to.String()] = true
		begin(l)
	}
	if len(d.busy) > 0 {
		return
	}
	for _, c := range d.asked {
		close(c)
	}
	d.asked = nil
}

// wait returns when there may be something to do. While every lane is taken, news can wait.
func (d *dispatch) wait(ctx context.Context) {
	timer := time.NewTimer(d.s.b.until(d.next, time.Minute))
	defer timer.Stop()
	news, owed := d.s.wake, d.s.b.Store.Wake()
	if len(d.todo) > 0 {
		news, owed = nil, nil
	}
	select {
	case <-ctx.Done():
	case <-news:
		d.stale = true
	case <-owed:
		d.stale = true
	case c := <-d.s.ask:
		d.asked = append(d.asked, c)
		d.stale = true
	case a := <-d.done:
		delete(d.busy, a)
		d.stale = d.stale || len(d.todo) == 0
	case <-timer.C:
		d.stale = true
	}
}

// A lane is what one address is owed now, in order.
type lane struct {
	to       store.Address
	messages []uint64
	bulk     bool // the first of them can wait
	parked   bool // messages of older days are set aside for it
}

// due is what can be posted now to addresses that aren't busy, and the next time at which there will be more.
func (s *sender) due(busy map[string]bool) (todo []lane, next time.Time) {
	var owed, parked []store.Posting
	var now time.Time
	err := s.b.Store.View(func(tx *store.Tx) (err error) {
		now = tx.Now
		owed, parked, err = outstanding(tx)
		return err
	})
	if err != nil {
		s.b.Log.Error("what is owed can't be read", "err", err)
		return nil, s.b.Store.Now().Add(retryFirst)
	}
	todo, next = lanesOf(owed, parked, now)
	return slices.DeleteFunc(todo, func(l lane) bool { return busy[l.to.String()] }), next
}

func outstanding(tx *store.Tx) (owed, parked []store.Posting, err error) {
	if owed, err = tx.Owed(); err != nil {
		return nil, nil, err
	}
	parked, err = tx.ParkedMessages()
	return owed, parked, err
}

// lanesOf sorts what is owed into lanes. The first message of an address that has to be tried again holds up those
// behind it; one that was queued for later holds up nothing. Parked messages are tried again with the next one, and once a day. What concerns
// one person goes before tallies.
func lanesOf(owed, parked []store.Posting, now time.Time) (todo []lane, next time.Time) {
	held := map[store.Address]bool{}
	for _, p := range owed {
		switch {
		case held[p.To]:
		case p.After.After(now):
			next = earlier(next, p.After)
			held[p.To] = p.State == store.Claimed || p.State == store.Queued && p.Why != ""
		case len(todo) > 0 && todo[len(todo)-1].to == p.To: // Owed is in order of address
			todo[len(todo)-1].messages = append(todo[len(todo)-1].messages, p.N)
		default:
			todo = append(todo, lane{to: p.To, messages: []uint64{p.N}, bulk: p.Bulk})
		}
	}
	for _, p := range parked {
		i := slices.IndexFunc(todo, func(l lane) bool { return l.to == p.To })
		switch {
		case i >= 0:
			todo[i].parked = true
		case p.After.After(now):
			next = earlier(next, p.After)
		default:
			todo = append(todo, lane{to: p.To, parked: true, bulk: true})
		}
	}
	slices.SortStableFunc(todo, func(a, b lane) int {
		switch {
		case a.bulk == b.bulk:
			return 0
		case b.bulk:
			return -1
		}
		return 1
	})
	return todo, next
}

// next is the next time at which something can be posted that can't be now.
func (s *sender) next() (next time.Time) {
	_, next = s.due(nil)
	return next
}

// earlier is the earlier of two times, of which zero is none.
func earlier(a, b time.Time) time.Time {
	if a.IsZero() || !b.IsZero() && b.Before(a) {
		return b
	}
	return a
}
