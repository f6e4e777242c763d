package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/socketmode"
	"golang.org/x/time/rate"

	"chainlead/internal/say"
	"chainlead/store"
)

const (
	callWithin = 15 * time.Second // one Web API call
	tickEvery  = 15 * time.Second // of real time, whatever the clock does
)

// A Bot is the program connected to one workspace.
type Bot struct {
	Store *store.Store
	Log   *slog.Logger
	// Tick runs the reminders that are due; Next is when the next is (zero: none). Nil means no reminders.
	Tick func() error
	Next func() time.Time

	transport http.RoundTripper // nil: as usual. Tests put faults in here.

	api    *slack.Client
	http   *http.Client
	socket *socketmode.Client
	pool   *pool
	sender *sender

	self, team string // the bot's own user, its workspace
	grid       bool   // the workspace belongs to an organisation of several
	dir        atomic.Pointer[directory]
	synced     time.Time // when Connect asked for people and channels

	peopleWake, tickWake chan struct{}
	tickAsk              chan chan struct{}
	connected, stopped   chan struct{} // closed when that has happened
	connect              sync.Once
	fail                 context.CancelCauseFunc
}

// Slack says which workspace to connect to. APIURL is empty for Slack's own, else any Slack-compatible server's.
type Slack struct{ BotToken, AppToken, APIURL string }

// Connect finds out whether Slack takes the tokens and grants what the bot needs, and learns who and what there is. What a person can
// put right comes back as a say.Problem.
func (b *Bot) Connect(ctx context.Context, s Slack) error {
	b.prepare(s)
	if err := b.greet(ctx); err != nil {
		return err
	}
	// slack-go would retry some of these for ever; by hand they fail loudly.
	if _, _, err := b.api.StartSocketModeContext(ctx); err != nil {
		return connectProblem(err, "SLACK_APP_TOKEN", "xapp-…")
	}
	b.synced = b.Store.Now()
	err := b.sync(ctx)
	switch v := judge(err); {
	case v == stuck || v == refused:
		return connectProblem(err, "SLACK_BOT_TOKEN", "xoxb-…")
	case err != nil && ctx.Err() != nil:
		return ctx.Err()
	case err != nil: // served all the same: who someone is can be learnt when they write
		b.Log.Warn("people and channels not learnt", "err", err)
	}
	return nil
}

// prepare makes the parts that don't need Slack's answer.
func (b *Bot) prepare(s Slack) {
	transport := b.transport
	if transport == nil {
		transport = http.DefaultTransport.(*http.Transport).Clone()
	}
	b.http = &http.Client{Timeout: callWithin, Transport: &calmly{next: transport, limit: rate.NewLimiter(rate.Every(3*time.Second), 5)}}
	options := []slack.Option{slack.OptionAppLevelToken(s.AppToken), slack.OptionHTTPClient(b.http)}
	if s.APIURL != "" {
		options = append(options, slack.OptionAPIURL(strings.TrimRight(s.APIURL, "/")+"/"))
	}
	b.api = slack.New(s.BotToken, options...)
	b.socket = newSocket(b.api)
	b.pool = newPool(workers, queueDepth)
	b.sender = newSender(b, !onThisMachine(s.APIURL))
	b.peopleWake, b.tickWake = make(chan struct{}, 1), make(chan struct{}, 1)
	b.tickAsk = make(chan chan struct{})
	b.connected, b.stopped = make(chan struct{}), make(chan struct{})
}

// calmly keeps slack-go from opening connections in a tight loop when each one drops at once.
type calmly struct {
	next  http.RoundTripper
	limit *rate.Limiter
}

// RoundTrip is http.RoundTripper's.
func (c *calmly) RoundTrip(r *http.Request) (*http.Response, error) {
	if strings.HasSuffix(r.URL.Path, "/apps.connections.open") {
		if err := c.limit.Wait(r.Context()); err != nil {
			return nil, err
		}
	}
	return c.next.RoundTrip(r)
}

// onThisMachine reports whether a URL is a loopback address.
func onThisMachine(raw string) bool {
	u, err := url.Parse(raw)
	if err != nil {
		return false
	}
	return u.Hostname() == "localhost" || net.ParseIP(u.Hostname()).IsLoopback()
}

// greet asks Slack who we are and what we may do.
func (b *Bot) greet(ctx context.Context) error {
	who, err := b.api.AuthTestContext(ctx)
	if err != nil {
		return connectProblem(err, "SLACK_BOT_TOKEN", "xoxb-…")
	}
	b.self, b.team, b.grid = who.UserID, who.TeamID, who.EnterpriseID != ""
	granted := who.Header.Get("X-OAuth-Scopes")
	if granted == "" {
		return nil // not every server says
	}
	if missing := without(scopes, strings.FieldsFunc(granted, func(r rune) bool { return r == ',' || r == ' ' })); len(missing) > 0 {
		return lacks(strings.Join(missing, ", "))
	}
	return nil
}

func without(want, have []string) []string {
	return slices.DeleteFunc(slices.Clone(want), func(s string) bool { return slices.Contains(have, s) })
}

func lacks(scopes string) say.Problem {
	return say.Problemf("The Slack app lacks these permissions: %s. Please update it with the output of “chainlead manifest” and install it again.",
		"Slack 应用缺少权限：%s。请用“chainlead manifest”的输出更新应用清单并重新安装。", scopes)
}

// connectProblem is what to do about a refused connection.
func connectProblem(err error, variable, form string) error {
	var answer slack.SlackErrorResponse
	if !errors.As(err, &answer) {
		return say.Problemf("Slack can't be reached (%s). Please check the network and SLACK_API_URL.",
			"无法连接 Slack（%s）。请检查网络和 SLACK_API_URL。", err.Error())
	}
	switch answer.Err {
	case "missing_scope":
		return lacks(answer.Needed)
	case "invalid_auth", "not_authed", "not_allowed_token_type", "token_revoked", "token_expired", "account_inactive":
		return say.Problemf("Slack refuses %s (%s). Please check that it is the whole token %s of this app, and that the app is installed.",
			"Slack 不接受 %s（%s）。请核对是否为本应用的完整令牌 %s，并确认应用已安装。", variable, answer.Err, form)
	}
	return say.Problemf("Slack refuses the connection (%s). Please check the app's settings: Socket Mode must be on.",
		"Slack 拒绝连接（%s）。请检查应用设置，并确认已启用 Socket Mode。", answer.Err)
}

// lost ends Run: Slack doesn't take the bot's token any more.
func (b *Bot) lost(err error) { b.fail(connectProblem(err, "SLACK_BOT_TOKEN", "xoxb-…")) }

// Run serves until ctx is done, then stops in order: connection, reminders, sender. It returns when all has stopped; the caller closes
// the store. What ends it early, such as a revoked token, comes back as a say.Problem.
func (b *Bot) Run(ctx context.Context) error {
	ctx, b.fail = context.WithCancelCause(ctx)
	defer b.fail(nil)
	defer close(b.stopped)
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
	})
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
