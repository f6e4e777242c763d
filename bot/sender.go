package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/slack-go/slack"
	"golang.org/x/time/rate"

	"chainlead/internal/say"
	"chainlead/store"
)

const (
	lanes       = 8                // addresses served at once
	retryFirst  = 5 * time.Second  // before a failed message is tried again, twice as long each time
	retryMost   = 10 * time.Minute //
	retryParked = 24 * time.Hour   //
	stopGrace   = 3 * time.Second  // for posts under way when the program stops
	metadata    = "chainlead_message"
)

// A sender posts what the store owes: claim, post, confirm, each on disk before the next. Messages to one address keep
// their order; addresses don't wait for each other. Every wait is a time in the store, so that moving the clock moves it.
type sender struct {
	b    *Bot
	slow bool // keep Slack's one message a second per channel
	wake chan struct{}
	ask  chan chan struct{} // answered by closing once nothing more can be posted now

	mu   sync.Mutex
	pace map[store.ChannelID]*rate.Limiter
}

func newSender(b *Bot, slow bool) *sender {
	return &sender{b: b, slow: slow, wake: make(chan struct{}, 1), ask: make(chan chan struct{}), pace: map[store.ChannelID]*rate.Limiter{}}
}

// run posts until ctx is done, and then lets what is under way finish.
func (s *sender) run(ctx context.Context) {
	work, cancel := graceful(ctx, stopGrace)
	defer cancel()
	var wg sync.WaitGroup
	defer wg.Wait()
	if err := s.doubt(); err != nil {
		s.b.Log.Error("messages with an unknown outcome not found", "err", err)
	}
	d := &dispatch{s: s, busy: map[string]bool{}, done: make(chan string, lanes), stale: true}
	for ctx.Err() == nil {
		d.start(func(l lane) { wg.Go(func() { d.done <- s.lane(work, l) }) })
		d.wait(ctx)
	}
}

// graceful is a context that outlives ctx by a while.
func graceful(ctx context.Context, by time.Duration) (context.Context, context.CancelFunc) {
	work, cancel := context.WithCancel(context.WithoutCancel(ctx))
	stop := context.AfterFunc(ctx, func() { time.AfterFunc(by, cancel) })
	return work, func() { stop(); cancel() }
}

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
// behind it; one that was queued for later holds up nothing. Parked messages are tried again with the next one, and once a day.
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
			todo = append(todo, lane{to: p.To, messages: []uint64{p.N}})
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
			todo = append(todo, lane{to: p.To, parked: true})
		}
	}
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

// lane delivers to one address until one message has to wait. If the store itself fails, or we do, it holds on for a while.
func (s *sender) lane(ctx context.Context, l lane) string {
	done := false
	s.b.safely("sender to "+l.to.String(), func() {
		err := s.deliverAll(ctx, l)
		if err != nil {
			s.b.Log.Error("messages not delivered", "to", l.to.String(), "err", err)
		}
		done = err == nil
	})
	if !done {
		pause(ctx, retryFirst)
	}
	return l.to.String()
}

func pause(ctx context.Context, d time.Duration) {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-ctx.Done():
	}
}

func (s *sender) deliverAll(ctx context.Context, l lane) error {
	if l.parked {
		_, err := s.resume(l.to) // what was parked goes first
		return err
	}
	for _, n := range l.messages {
		if goOn, err := s.deliver(ctx, n); !goOn || err != nil || ctx.Err() != nil {
			return err
		}
	}
	return nil
}

// deliver takes one message a step further, and reports whether the next one may follow. Its errors are the store's; Slack's become
// the message's own state.
func (s *sender) deliver(ctx context.Context, n uint64) (goOn bool, err error) {
	p, now, err := s.look(n)
	switch {
	case err != nil:
		return false, err
	case p.After.After(now) || p.State == store.Dropped || p.State == store.Parked:
		return true, nil
	case p.State == store.Posted && p.Amended:
		return s.amend(ctx, p)
	case p.State == store.Posted:
		return true, nil
	}
	room, err := s.room(ctx, p)
	if err != nil {
		return s.failed(p, err)
	}
	if p.State == store.Claimed {
		ts, err := s.find(ctx, room, p)
		if err != nil {
			return s.failed(p, err)
		}
		if ts != "" {
			s.b.Log.Info("message had arrived after all", "key", p.Key)
			return true, s.confirm(p.N, room, ts)
		}
	}
	return s.post(ctx, p, room)
}

func (s *sender) look(n uint64) (p store.Posting, now time.Time, err error) {
	err = s.b.Store.View(func(tx *store.Tx) (err error) {
		now = tx.Now
		p, err = tx.Posting(n)
		return err
	})
	return p, now, err
}

// post claims a message and posts it; what Slack says to that is stored before anything else is done.
func (s *sender) post(ctx context.Context, p store.Posting, room store.ChannelID) (goOn bool, err error) {
	if s.waitTurn(ctx, room) != nil {
		return false, nil // the program is stopping
	}
	claimed, l, err := s.claim(p.N, room)
	if err != nil {
		return false, err
	}
	if claimed.State != store.Claimed {
		return true, nil // taken back in the meantime
	}
	ts, err := s.send(ctx, claimed, room, l)
	if err != nil {
		p.State = store.Claimed
		return s.failed(p, err)
	}
	return true, s.confirm(p.N, room, ts)
}

// send is the call itself, with a way around each refusal that has one: joining the channel, leaving the blocks out.
func (s *sender) send(ctx context.Context, p store.Posting, room store.ChannelID, l say.Lang) (ts string, err error) {
	show := posted(p.Message, l)
	key := slack.MsgOptionMetadata(slack.SlackMetadata{EventType: metadata, EventPayload: map[string]any{"key": p.Key}})
	for range 3 {
		_, ts, err = s.b.api.PostMessageContext(ctx, string(room), append(show.options(), key)...)
		switch judge(err) {
		case outside:
			if _, _, _, joined := s.b.api.JoinConversationContext(ctx, string(room)); joined != nil {
				return "", err
			}
		case broken:
			if show.Blocks == nil {
				return "", err
			}
			s.b.Log.Error("message refused, sent as plain text", "key", p.Key, "err", explain(err))
			show.Blocks = nil
		default:
			if err == nil && ts == "" {
				err = errNoAnswer
			}
			return ts, err
		}
	}
	return "", err
}

var errNoAnswer = errors.New("answer without a time stamp")

// options is the page as slack-go takes it. Without blocks it says so: an update would keep the old ones.
func (p page) options() []slack.MsgOption {
	return []slack.MsgOption{
		slack.MsgOptionText(p.Text, false),
		slack.MsgOptionBlocks(p.Blocks...),
		slack.MsgOptionDisableLinkUnfurl(),
		slack.MsgOptionDisableMediaUnfurl(),
	}
}

// claim says on disk that the message is being posted, and returns it as it then stands, with the language it is for.
func (s *sender) claim(n uint64, room store.ChannelID) (p store.Posting, l say.Lang, err error) {
	err = s.update(func(tx *store.Tx) error {
		if p, err = tx.Posting(n); err != nil || p.State != store.Queued && p.State != store.Claimed {
			return err
		}
		if l, err = speaks(tx, p.To); err != nil {
			return err
		}
		p.State, p.Room, p.Tried = store.Claimed, room, tx.Now
		p.Amended = false // the message as it is now is what goes out
		return tx.PutPosting(p)
	})
	return p, l, err
}

// speaks is the language of an address: a person's own, Chinese in channels.
func speaks(tx *store.Tx, to store.Address) (say.Lang, error) {
	if to.Person == "" {
		return say.ZH, nil
	}
	p, err := tx.Someone(to.Person)
	return p.Speaks(), err
}

// confirm stores where Slack put a message. It may have been amended while it was under way; then it stays owed.
func (s *sender) confirm(n uint64, room store.ChannelID, ts string) error {
	return s.update(func(tx *store.Tx) error {
		p, err := tx.Posting(n)
		if err != nil {
			return err
		}
		p.State, p.Room, p.TS, p.Why, p.After = store.Posted, room, ts, "", time.Time{}
		return errors.Join(tx.PutPosting(p), tx.PutLastTS(room, ts))
	})
}

// amend tells Slack what a posted message says now.
func (s *sender) amend(ctx context.Context, p store.Posting) (goOn bool, err error) {
	var l say.Lang
	if err := s.b.Store.View(func(tx *store.Tx) (err error) { l, err = speaks(tx, p.To); return err }); err != nil {
		return false, err
	}
	if s.waitTurn(ctx, p.Room) != nil {
		return false, nil // the program is stopping
	}
	show := posted(p.Message, l)
	_, _, _, err = s.b.api.UpdateMessageContext(ctx, string(p.Room), p.TS, show.options()...)
	if judge(err) == broken {
		s.b.Log.Error("amended message refused, sent as plain text", "key", p.Key, "err", explain(err))
		show.Blocks = nil
		_, _, _, err = s.b.api.UpdateMessageContext(ctx, string(p.Room), p.TS, show.options()...)
	}
	return s.amended(p, err)
}

// room is where an address is in Slack. A person's DM is opened once and remembered.
func (s *sender) room(ctx context.Context, p store.Posting) (store.ChannelID, error) {
	switch {
	case p.State == store.Claimed && p.Room != "":
		return p.Room, nil
	case p.To.Channel != "" && s.b.shared(p.To.Channel):
		return "", errShared
	case p.To.Channel != "":
		return p.To.Channel, nil
	}
	var who store.Person
	err := s.b.Store.View(func(tx *store.Tx) (err error) { who, err = tx.Someone(p.To.Person); return err })
	switch {
	case err != nil:
		return "", err
	case who.Left:
		return "", errLeft
	case who.DM != "":
		return who.DM, nil
	}
	return s.openDM(ctx, p.To.Person)
}

func (s *sender) openDM(ctx context.Context, id store.PersonID) (store.ChannelID, error) {
	ch, _, _, err := s.b.api.OpenConversationContext(ctx, &slack.OpenConversationParameters{Users: []string{string(id)}})
	if err != nil {
		return "", fmt.Errorf("open DM: %w", err)
	}
	if ch == nil || ch.ID == "" {
		return "", fmt.Errorf("open DM: %w", errNoAnswer)
	}
	err = s.update(func(tx *store.Tx) error {
		who, err := tx.Person(id)
		if err == store.ErrNotFound {
			return nil // met later; opening it again costs little
		}
		if err != nil {
			return err
		}
		who.DM = store.ChannelID(ch.ID)
		return tx.PutPerson(&who)
	})
	return store.ChannelID(ch.ID), err
}

// waitTurn keeps to one message a second per channel. It is a matter of real time: Slack's clock isn't ours.
func (s *sender) waitTurn(ctx context.Context, room store.ChannelID) error {
	if !s.slow {
		return nil
	}
	s.mu.Lock()
	limit := s.pace[room]
	if limit == nil {
		limit = rate.NewLimiter(1, 1)
		s.pace[room] = limit
	}
	s.mu.Unlock()
	return limit.Wait(ctx)
}

func (s *sender) update(f func(*store.Tx) error) error {
	return s.b.Store.Update(store.Robot("sender"), f)
}
