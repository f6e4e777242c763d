package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/socketmode"

	"chainlead/internal/say"
	"chainlead/store"
)

const (
	callWithin = 15 * time.Second // one Web API call
	tickEvery  = 15 * time.Second // of real time, whatever the clock does
	auditEvery = time.Hour        // by the store's clock
)

// A Bot is the program connected to one workspace.
type Bot struct {
	Store *store.Store
	Log   *slog.Logger
	// Tick runs the reminders that are due; Next is when the next is (zero: none). Nil means no reminders.
	Tick func() error
	Next func() time.Time
	// Audit says what was promised and isn't done; it is asked on start and once an hour by the store's clock.
	Audit func(began time.Time) ([]say.Text, error)

	transport http.RoundTripper // nil: as usual. Tests put faults in here.
	silence   time.Duration     // of a connection before it is given up; 0: as usual

	api    *slack.Client
	http   *http.Client
	socket *socketmode.Client
	pool   *pool
	sender *sender

	self, team string // the bot's own user, its workspace
	grid       bool   // the workspace belongs to an organisation of several
	dir        atomic.Pointer[directory]
	synced     time.Time // when Connect asked for people and channels
	began      time.Time // when Run was called
	crowd      time.Time // since when Slack has counted several connections; zero: it doesn't
	audited    time.Time // when Audit was last asked

	peopleWake, tickWake chan struct{}
	tickAsk              chan chan struct{}
	connected, stopped   chan struct{} // closed when that has happened
	connect              sync.Once
	fail                 context.CancelCauseFunc
}

// Slack says which workspace to connect to. APIURL is empty for Slack's own, else any Slack-compatible server's.
type Slack struct{ BotToken, AppToken, APIURL string }

// lost ends Run: Slack doesn't take the bot's token any more.
func (b *Bot) lost(err error) { b.fail(connectProblem(err, "SLACK_BOT_TOKEN", "xoxb-…")) }

// Run serves until ctx is done, then stops in order: connection, reminders, sender. It returns when all has stopped; the caller closes
// the store. What ends it early, such as a revoked token, comes back as a say.Problem.
func (b *Bot) Run(ctx context.Context) error {
	ctx, b.fail = context.WithCancelCause(ctx)
	defer b.fail(nil)
	defer close(b.stopped)
	b.began = b.Store.Now()
	b.tick()
	stopSending := launch(b.sender.run)
	stopTicking := launch(b.ticking)
	stopPeople := launch(b.keepUp)
	stopServing := launch(func(ctx context.Context) {
		if err := b.serve(ctx); err != nil {
			b.fail(connectProblem(err, "SLACK_APP_TOKEN", "xapp-…"))
		}
	})
	<-ctx.Done()
	stopServing()
	stopPeople()
	stopTicking()
	stopSending()
	var p say.Problem
	if errors.As(context.Cause(ctx), &p) {
		return p
	}
	return nil
}

// launch runs f, and returns how to stop it and wait until it has.
func launch(f func(context.Context)) (stop func()) {
	ctx, cancel := context.WithCancel(context.Background())
	var wg sync.WaitGroup
	wg.Go(func() { f(ctx) })
	return func() { cancel(); wg.Wait() }
}

// ticking runs the reminders whenever one may be due.
func (b *Bot) ticking(ctx context.Context) {
	var asked []chan struct{}
	for {
		timer := time.NewTimer(b.tickWait())
		select {
		case <-ctx.Done():
			timer.Stop()
			return
		case <-b.tickWake:
		case c := <-b.tickAsk:
			asked = append(asked, c)
		case <-timer.C:
		}
		timer.Stop()
		b.tick()
		for _, c := range asked {
			close(c)
		}
		asked = nil
	}
}

func (b *Bot) nextTick() time.Time {
	if b.Next == nil {
		return time.Time{}
	}
	return b.Next()
}

func (b *Bot) tick() {
	if b.Tick == nil {
		return
	}
	b.safely("reminders", func() {
		if err := b.Tick(); err != nil {
			b.Log.Error("reminders", "err", err)
		}
		if err := b.Store.Backup(); err != nil {
			b.Log.Error("daily copy of the data not made", "err", err)
		}
		b.audit()
	})
}

// audit logs what was promised and isn't done. What was missed while the program was off has had its turn before.
func (b *Bot) audit() {
	now := b.Store.Now()
	if b.Audit == nil || now.Sub(b.audited) < auditEvery && !b.audited.IsZero() {
		return
	}
	b.audited = now
	differences, err := b.Audit(b.began)
	if err != nil {
		b.Log.Error("self-audit", "err", err)
	}
	for _, d := range differences {
		b.Log.Error("self-audit: promised and not done", "what", d.Plain(say.EN))
	}
}

// tickWait is how long until a reminder may be due. One that is due and didn't run is no reason to hurry.
func (b *Bot) tickWait() time.Duration {
	next := b.nextTick()
	if !next.After(b.Store.Now()) {
		return tickEvery
	}
	return b.until(next, tickEvery)
}

// until is how long to sleep until a time of the store's clock, at most the given while; zero is never.
func (b *Bot) until(t time.Time, most time.Duration) time.Duration {
	if t.IsZero() {
		return most
	}
	return min(max(t.Sub(b.Store.Now()), time.Millisecond), most)
}

// Wake says that the clock was moved: everything that waits looks again.
func (b *Bot) Wake() {
	for _, c := range []chan struct{}{b.peopleWake, b.tickWake, b.sender.wake} {
		select {
		case c <- struct{}{}:
		default: // it hasn't looked since it was last told
		}
	}
}

// Settle returns when the bot is connected, no delivery is queued or in work, the reminders that are due have run, and nothing more can
// be posted now by the store's clock.
func (b *Bot) Settle(ctx context.Context) error {
	if err := b.happens(ctx, b.connected); err != nil {
		return fmt.Errorf("settle: connection: %w", err)
	}
	for {
		before := b.pool.taken()
		if err := b.pool.idle(ctx); err != nil {
			return fmt.Errorf("settle: deliveries: %w", err)
		}
		if err := b.answered(ctx, b.tickAsk); err != nil {
			return fmt.Errorf("settle: reminders: %w", err)
		}
		if err := b.answered(ctx, b.sender.ask); err != nil {
			return fmt.Errorf("settle: sender: %w", err)
		}
		if b.pool.taken() == before {
			return nil
		}
	}
}

var errStopped = errors.New("the bot has stopped")

// answered asks and waits for the answer.
func (b *Bot) answered(ctx context.Context, ask chan chan struct{}) error {
	done := make(chan struct{})
	select {
	case ask <- done:
		return b.happens(ctx, done)
	case <-b.stopped:
		return errStopped
	case <-ctx.Done():
		return ctx.Err()
	}
}

// happens waits for a channel to be closed.
func (b *Bot) happens(ctx context.Context, done <-chan struct{}) error {
	select {
	case <-done:
		return nil
	case <-b.stopped:
		return errStopped
	case <-ctx.Done():
		return ctx.Err()
	}
}

// NextDue is the next time at which something will happen by itself: a reminder, or a message that waits. Zero if nothing will.
func (b *Bot) NextDue() time.Time {
	next := b.sender.next()
	if t := b.nextTick(); t.After(b.Store.Now()) {
		next = earlier(next, t)
	}
	return next
}

// play moves the store's clock by forward, stopping wherever something is due, and lets the bot act there.
func (b *Bot) play(ctx context.Context, to time.Time, forward func(time.Time)) error {
	at := func(t time.Time) error {
		forward(t)
		b.Wake()
		return b.Settle(ctx)
	}
	for {
		next := b.NextDue()
		if next.IsZero() || !next.Before(to) {
			break
		}
		if err := at(next); err != nil {
			return err
		}
		if again := b.NextDue(); again.Equal(next) {
			break // it is due and can't be done now; time goes on
		}
	}
	return at(to)
}
