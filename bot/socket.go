package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"runtime/debug"
	"sync"
	"time"

	"github.com/gorilla/websocket"
	"github.com/slack-go/slack"
	"github.com/slack-go/slack/slackevents"
	"github.com/slack-go/slack/socketmode"

	"chainlead/internal/say"
	"chainlead/store"
)

const (
	workers    = 8
	queueDepth = 256
	ackWithin  = 2 * time.Second        // slack-go queues 20 acknowledgements; while the link is down the next would wait for ever
	doneWithin = 20 * time.Second       // for a whole delivery, slow Web API calls included
	silence    = 30 * time.Second       // without a ping of Slack's for so long, a connection is dead
	lastAcks   = 100 * time.Millisecond // for acknowledgements on their way when the connection is closed
)

// newSocket is the Socket Mode client. The API client's debug option must stay off: it makes Slack hang up every six minutes. Frames
// of more than the write buffer would be split, and Slack drops those.
func newSocket(api *slack.Client, silence time.Duration) *socketmode.Client {
	return socketmode.New(api, socketmode.OptionPingInterval(silence), socketmode.OptionDialer(&websocket.Dialer{
		Proxy:            http.ProxyFromEnvironment,
		HandshakeTimeout: 20 * time.Second,
		WriteBufferSize:  32 << 10,
	}))
}

// serve takes deliveries until ctx is done; then it takes no more, finishes those in work, and hangs up. It returns early if
// Slack won't have the bot back.
func (b *Bot) serve(ctx context.Context) error {
	hung, hangUp := context.WithCancel(context.WithoutCancel(ctx))
	defer hangUp()
	var parts sync.WaitGroup
	defer parts.Wait()
	parts.Go(b.pool.run)
	defer b.pool.close()
	parts.Go(func() { b.drain(hung) })

	ended := make(chan error, 1)
	parts.Go(func() { ended <- b.socket.RunContext(hung) })
	select {
	case err := <-ended:
		hangUp()
		return fmt.Errorf("socket: %w", err)
	case <-ctx.Done():
	}
	b.pool.close()
	b.finish()
	hangUp()
	return nil
}

// finish waits for deliveries in work, and then a moment for their acknowledgements to leave.
func (b *Bot) finish() {
	ctx, cancel := context.WithTimeout(context.Background(), ackWithin)
	defer cancel()
	if err := b.pool.idle(ctx); err != nil {
		b.Log.Warn("deliveries still in work at the end", "err", err)
		return
	}
	<-time.After(lastAcks)
}

// drain reads what slack-go has for us without ever waiting: if its queue of 50 fills up, it stops answering pings and
// the connection dies.
func (b *Bot) drain(ctx context.Context) {
	for {
		select {
		case e := <-b.socket.Events:
			b.heard(e)
		case <-ctx.Done():
			return
		}
	}
}

func (b *Bot) heard(e socketmode.Event) {
	switch data := e.Data.(type) {
	case slack.SlashCommand:
		b.take(e, data.UserID, func(ctx context.Context) { b.typed(ctx, e.Request.EnvelopeID, data) })
	case slack.InteractionCallback:
		b.take(e, data.User.ID, func(ctx context.Context) { b.clicked(ctx, e.Request.EnvelopeID, data) })
	case slackevents.EventsAPIEvent:
		b.take(e, eventUser(data), func(ctx context.Context) { b.happened(ctx, e.Request.EnvelopeID, data) })
	case *socketmode.ErrorBadMessage:
		b.unreadable(e, data)
	case *socketmode.ErrorWriteFailed:
		b.Log.Warn("acknowledgement not sent", "envelope", data.Response.EnvelopeID, "err", data.Cause)
	case *slack.ConnectionErrorEvent:
		b.Log.Warn("not connected to Slack", "attempt", data.Attempt, "again_in", data.Backoff, "err", data.ErrorObj)
	default:
		b.linkNews(e)
	}
}

// linkNews logs how the connection is doing. A second connection may be a dead one of ours that Slack still sends a share of
// the deliveries to.
func (b *Bot) linkNews(e socketmode.Event) {
	if e.Type != socketmode.EventTypeHello {
		b.Log.Debug("socket", "event", string(e.Type), "data", fmt.Sprint(e.Data))
		return
	}
	defer b.connect.Do(func() { close(b.connected) })
	if n := e.Request.NumConnections; n > 1 {
		b.Log.Warn("Slack counts more than one connection of this app; commands that land on another one get no answer", "connections", n)
		b.counted(n)
		return
	}
	b.crowd = time.Time{}
	b.Log.Info("connected to Slack", "host", e.Request.DebugInfo.Host)
}

// crowdedFor is how long Slack must have counted several connections before anybody is told: one that was just replaced is counted for a moment.
const crowdedFor = 10 * time.Minute

// counted notes that Slack counts several connections, as it does at each greeting; when it still does so later, it is told.
func (b *Bot) counted(n int) {
	now := b.Store.Now()
	switch {
	case b.crowd.IsZero():
		b.crowd = now
	case now.Sub(b.crowd) >= crowdedFor:
		b.crowded(n)
	}
}

// crowded tells the administrators, or the office where there are none, once a day.
func (b *Bot) crowded(n int) {
	err := b.Store.Update(store.Robot("socket"), func(tx *store.Tx) error {
		to, err := tx.Admins()
		if err == nil && len(to) == 0 {
			to, err = tx.TheOffice()
		}
		if err != nil {
			return err
		}
		m := say.Lines(say.T("Slack counts %d connections of this app. Commands that land on another one get no answer. After a crash this passes by itself; otherwise please see whether a second copy is running with the same tokens.",
			"Slack 显示本应用有%d个连接，落到其他连接上的命令没有回应。程序异常退出后短时出现属正常；否则请检查是否有另一程序在使用相同令牌。", n))
		for _, p := range to {
			key := "crowded/" + string(tx.Today()) + "/" + string(p.ID)
			if err := tx.Send(store.Outgoing{Key: key, To: store.Address{Person: p.ID}, Message: m, NotBefore: tx.WorkingMoment(tx.Now)}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		b.Log.Error("connections not reported", "err", err)
	}
}

// take gives a delivery to the pool. One that is refused stays unacknowledged: Slack brings an event again, and shows a
// person that their command failed.
func (b *Bot) take(e socketmode.Event, who string, serve func(context.Context)) {
	job := func() {
		ctx, cancel := context.WithTimeout(context.Background(), doneWithin)
		defer cancel()
		b.safely("delivery "+e.Request.EnvelopeID, func() { serve(ctx) })
	}
	if !b.pool.offer(who, job) {
		b.Log.Error("delivery not taken: too many are waiting, or the bot is stopping", "envelope", e.Request.EnvelopeID, "type", e.Request.Type)
	}
}

// safely runs f and logs its panic: one bad delivery mustn't end the program.
func (b *Bot) safely(what string, f func()) {
	defer func() {
		if r := recover(); r != nil {
			b.Log.Error("panic", "in", what, "panic", fmt.Sprint(r), "stack", string(debug.Stack()))
		}
	}()
	f()
}

// unreadable acknowledges an envelope slack-go can't read, such as an event it doesn't know: Slack would bring it three times more.
func (b *Bot) unreadable(e socketmode.Event, bad *socketmode.ErrorBadMessage) {
	var envelope struct {
		ID   string `json:"envelope_id"`
		Type string `json:"type"`
	}
	if err := json.Unmarshal(bad.Message, &envelope); err != nil || envelope.ID == "" {
		b.Log.Warn("unreadable frame", "err", bad.Cause)
		return
	}
	b.Log.Info("envelope of an unknown kind", "envelope", envelope.ID, "type", envelope.Type, "err", bad.Cause)
	e.Request = &socketmode.Request{EnvelopeID: envelope.ID, Type: envelope.Type}
	b.take(e, "", func(context.Context) { b.ack(envelope.ID, nil) })
}

// ack acknowledges an envelope, with a payload or without, and reports whether it could be queued.
func (b *Bot) ack(envelope string, payload any) bool {
	ctx, cancel := context.WithTimeout(context.Background(), ackWithin)
	defer cancel()
	if err := b.socket.AckCtx(ctx, envelope, payload); err != nil {
		b.Log.Warn("acknowledgement not queued", "envelope", envelope, "err", err)
		return false
	}
	return true
}
