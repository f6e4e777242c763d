package main

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/slack-go/slack"
	"golang.org/x/time/rate"

	"chainlead/internal/say"
	"chainlead/store"
)

const (
	lanes       = 8                   // addresses served at once
	retryFirst  = 5 * time.Second     // before a failed message is tried again, twice as long each time
	retryMost   = 10 * time.Minute    // and then as often
	retryParked = 24 * time.Hour      // for what waits until someone changes something
	stopGrace   = 3 * time.Second     // for posts under way when the program stops
	metadata    = "chainlead_message" // the event type of our messages' metadata; its payload is the key
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
