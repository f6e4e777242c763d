package main

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/slack-go/slack/slackevents"

	"chainlead/internal/say"
	"chainlead/store"
	"chainlead/store/storetest"
)

var (
	toHydrogen = store.Address{Channel: hydrogen}
	toCadre    = store.Address{Person: cadre}
)

func wantRead(t *testing.T, d *desk, user, channel string, want ...string) {
	t.Helper()
	if diff := cmp.Diff(want, d.reads(user, channel)); diff != "" {
		t.Errorf("%s reads in %s (-want +got):\n%s\n%s", user, channel, diff, d.log.String())
	}
}

func TestQueuedMessagesArriveInOrder(t *testing.T) {
	d := newDesk(t)
	d.queue(toHydrogen, "one", "two", "three")
	d.queue(toCadre, "yours")
	d.settle()
	wantRead(t, d, cadre, hydrogen, "one", "two", "three")
	wantRead(t, d, cadre, cadre, "yours")
	p := d.posting("yours")
	if p.State != store.Posted || p.TS == "" || !strings.HasPrefix(string(p.Room), "D") {
		t.Errorf("posting %+v", p)
	}
	storetest.View(t, d.store, func(tx *store.Tx) error {
		if who, err := tx.Person(cadre); err != nil || who.DM != p.Room {
			t.Errorf("the DM isn't remembered: %+v, %v", who, err)
		}
		if tx.LastTS(p.Room) != p.TS {
			t.Errorf("last time stamp %s, want %s", tx.LastTS(p.Room), p.TS)
		}
		return nil
	})
}

func TestPostAcceptedButReplyLostIsNotPostedTwice(t *testing.T) {
	d := newDesk(t)
	d.faults.set(times(1, func(m string, _ url.Values, next func() (*http.Response, error)) (*http.Response, error) {
		if m != "chat.postMessage" {
			return nil, nil
		}
		if _, err := next(); err != nil {
			return nil, err
		}
		return nil, errors.New("connection reset by peer")
	}))
	d.queue(toHydrogen, "one", "two")
	d.settle()
	wantRead(t, d, cadre, hydrogen, "one")
	if p := d.posting("one"); p.State != store.Claimed {
		t.Errorf("outcome taken for known: %+v", p)
	}
	d.advance(retryFirst)
	wantRead(t, d, cadre, hydrogen, "one", "two")
	if p := d.posting("one"); p.State != store.Posted || p.TS == "" {
		t.Errorf("not found: %+v", p)
	}
}

func TestPostLostOnTheWayIsPostedOnceMore(t *testing.T) {
	d := newDesk(t)
	d.faults.set(times(1, func(m string, _ url.Values, _ func() (*http.Response, error)) (*http.Response, error) {
		if m != "chat.postMessage" {
			return nil, nil
		}
		return answer(http.StatusBadGateway, "<html>"), nil
	}))
	d.queue(toCadre, "one")
	d.settle()
	wantRead(t, d, cadre, cadre)
	d.advance(retryFirst)
	wantRead(t, d, cadre, cadre, "one")
}

// The program dies after Slack has the message and before the store knows.
func TestCrashBetweenPostAndConfirm(t *testing.T) {
	d := newDesk(t)
	d.queue(toHydrogen, "before")
	d.settle()
	d.halt()
	d.queue(toHydrogen, "one", "two")
	p := d.posting("one")
	claimed, l, err := d.bot.sender.claim(p.N, hydrogen)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.bot.sender.send(t.Context(), claimed, hydrogen, l); err != nil {
		t.Fatal(err)
	}
	d.start()
	d.settle()
	wantRead(t, d, cadre, hydrogen, "before", "one")
	d.advance(retryFirst)
	wantRead(t, d, cadre, hydrogen, "before", "one", "two")
}

func TestCrashBetweenClaimAndPost(t *testing.T) {
	d := newDesk(t)
	d.halt()
	d.queue(toCadre, "one")
	dm, err := d.bot.sender.openDM(t.Context(), cadre)
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := d.bot.sender.claim(d.posting("one").N, dm); err != nil {
		t.Fatal(err)
	}
	d.pass(time.Hour)
	d.start()
	d.settle()
	wantRead(t, d, cadre, cadre)
	wantNext := func(wait time.Duration) {
		t.Helper()
		if want := d.clock().Add(wait); !d.bot.NextDue().Equal(want) {
			t.Errorf("next due %v, want %v", d.bot.NextDue(), want)
		}
	}
	wantNext(retryFirst)
	d.faults.set(says("conversations.history", "internal_error"))
	d.advance(retryFirst)
	wantNext(2 * retryFirst) // the hour it lay dead is no wait that grows
	d.faults.set()
	d.advance(2 * retryFirst)
	wantRead(t, d, cadre, cadre, "one")
}

func TestKilledBetweenAnyTwoStepsEachMessageIsSaidOnce(t *testing.T) {
	for n := 1; ; n++ {
		d := newDesk(t)
		storetest.Update(t, d.store, func(tx *store.Tx) error {
			for _, key := range []string{"one", "two"} {
				err := tx.Send(store.Outgoing{Key: key, To: toCadre, Message: say.Lines(say.Words(key)), NotBefore: tx.Now.Add(time.Minute)})
				if err != nil {
					return err
				}
			}
			return nil
		})
		d.settle()
		d.dieAfter(n)
		d.pass(time.Minute)
		settled := make(chan struct{})
		go func() { defer close(settled); d.bot.Settle(t.Context()) }()
		select {
		case <-d.died:
		case <-settled:
			if n < 8 {
				t.Errorf("all done in %d steps", n)
			}
			return
		}
		d.halt()
		<-settled
		d.start()
		d.advance(retryFirst)
		wantRead(t, d, cadre, cadre, "one", "two")
	}
}

func TestOneMessageASecondPerChannel(t *testing.T) {
	s := newSender(nil, true)
	ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	if err := errors.Join(s.waitTurn(ctx, "C1"), s.waitTurn(ctx, "C2")); err != nil {
		t.Errorf("the first message to a channel has to wait: %v", err)
	}
	if s.waitTurn(ctx, "C1") == nil {
		t.Error("two messages to one channel in a second")
	}
}

func TestRateLimitedKeepsOrder(t *testing.T) {
	d := newDesk(t)
	limited := func(m string, _ url.Values, _ func() (*http.Response, error)) (*http.Response, error) {
		if m != "chat.postMessage" {
			return nil, nil
		}
		r := answer(http.StatusTooManyRequests, `{"ok":false,"error":"ratelimited"}`)
		r.Header.Set("Retry-After", "30")
		return r, nil
	}
	d.faults.set(times(1, to(hydrogen, limited)))
	d.queue(toHydrogen, "one", "two")
	d.queue(toCadre, "yours")
	d.settle()
	wantRead(t, d, cadre, hydrogen)
	wantRead(t, d, cadre, cadre, "yours")
	d.queue(toHydrogen, "three")
	d.advance(29 * time.Second)
	wantRead(t, d, cadre, hydrogen)
	if due := d.bot.NextDue(); !due.Equal(d.clock().Add(time.Second)) {
		t.Errorf("next due %v at %v", due, d.clock())
	}
	d.advance(time.Second)
	wantRead(t, d, cadre, hydrogen, "one", "two", "three")
}

func TestMessageForLaterHoldsUpNothing(t *testing.T) {
	d := newDesk(t)
	storetest.Update(t, d.store, func(tx *store.Tx) error {
		return tx.Send(store.Outgoing{Key: "tomorrow", To: toCadre, Message: say.Lines(say.Words("tomorrow")), NotBefore: tx.Now.Add(time.Hour)})
	})
	d.queue(toCadre, "now")
	d.settle()
	wantRead(t, d, cadre, cadre, "now")
	d.advance(time.Hour)
	wantRead(t, d, cadre, cadre, "now", "tomorrow")
}

func TestArchivedChannelIsParkedAndOfficeTold(t *testing.T) {
	d := newDesk(t)
	d.faults.set(to(hydrogen, says("chat.postMessage", "is_archived")))
	d.queue(toHydrogen, "one", "two")
	d.settle()
	told := "发给#chain-hydrogen的消息无法送达：该频道已归档，请恢复频道或在名册中更换。\n消息已保留，问题解决后自动补发。"
	wantRead(t, d, office, office, told)
	d.queue(toHydrogen, "three")
	d.advance(retryParked)
	for _, key := range []string{"one", "two", "three"} {
		if p := d.posting(key); p.State != store.Parked {
			t.Errorf("%s is %s, not parked", key, p.State)
		}
	}
	wantRead(t, d, office, office, told)
	d.faults.set()
	d.advance(retryParked)
	wantRead(t, d, cadre, hydrogen, "one", "two", "three")
}

func TestParkedMessagesGoOutWhenTheChannelIsBack(t *testing.T) {
	d := newDesk(t)
	d.faults.set(to(hydrogen, says("chat.postMessage", "is_archived")))
	d.queue(toHydrogen, "one")
	d.settle()
	d.faults.set()
	if err := d.bot.news(t.Context(), &slackevents.ChannelUnarchiveEvent{Channel: hydrogen}); err != nil {
		t.Fatal(err)
	}
	d.settle()
	wantRead(t, d, cadre, hydrogen, "one")
}

func TestBotJoinsAPublicChannelItIsntIn(t *testing.T) {
	d := newDesk(t)
	d.queue(store.Address{Channel: outside_}, "one")
	d.settle()
	wantRead(t, d, cadre, outside_, "one")
}

func TestNothingIsSaidInASharedChannel(t *testing.T) {
	d := newDesk(t)
	d.queue(store.Address{Channel: "C-shared"}, "one")
	d.settle()
	wantRead(t, d, cadre, "C-shared")
	if p := d.posting("one"); p.State != store.Parked {
		t.Errorf("posting is %s", p.State)
	}
}

func TestWhoHasLeftGetsNothingUntilTheyAreBack(t *testing.T) {
	d := newDesk(t)
	left := slackevents.User{ID: cadre, RealName: "经办人甲", Deleted: true}
	if err := d.bot.news(t.Context(), &slackevents.UserChangeEvent{User: left}); err != nil {
		t.Fatal(err)
	}
	d.queue(toCadre, "one")
	d.settle()
	wantRead(t, d, cadre, cadre)
	wantRead(t, d, office, office, "发给@清丰县经办人甲的消息无法送达：该账号已停用，请在名册中更换人员。\n消息已保留，问题解决后自动补发。")
	left.Deleted = false
	if err := d.bot.news(t.Context(), &slackevents.UserChangeEvent{User: left}); err != nil {
		t.Fatal(err)
	}
	d.settle()
	wantRead(t, d, cadre, cadre, "one")
}

func TestRefusedBlocksGoOutAsPlainText(t *testing.T) {
	d := newDesk(t)
	d.faults.set(func(m string, form url.Values, _ func() (*http.Response, error)) (*http.Response, error) {
		if m != "chat.postMessage" || len(form.Get("blocks")) < 3 {
			return nil, nil
		}
		return answer(http.StatusOK, `{"ok":false,"error":"invalid_blocks","response_metadata":{"messages":["[ERROR] no [json-pointer:/blocks/0]"]}}`), nil
	})
	d.queue(toHydrogen, "one")
	d.settle()
	wantRead(t, d, cadre, hydrogen, "one")
	if !strings.Contains(d.log.String(), "json-pointer:/blocks/0") {
		t.Error("what Slack said isn't in the log")
	}
}

func TestMessageThatCannotBeSentDoesntHoldUpOthers(t *testing.T) {
	d := newDesk(t)
	d.faults.set(func(m string, form url.Values, _ func() (*http.Response, error)) (*http.Response, error) {
		if m != "chat.postMessage" || form.Get("text") != "bad" {
			return nil, nil
		}
		return answer(http.StatusOK, `{"ok":false,"error":"msg_too_long"}`), nil
	})
	d.queue(toHydrogen, "bad", "good")
	d.settle()
	wantRead(t, d, cadre, hydrogen, "good")
	if p := d.posting("bad"); p.State != store.Dropped {
		t.Errorf("posting is %s", p.State)
	}
}

// due queues a reminder about a follow-up, with its button.
func due(d *desk, key string, to store.Address) {
	item := say.Item{About: "F-7", Lines: []say.Text{say.Words("F-7 寄送资料")}, Buttons: []say.Button{{Label: say.T("Done", "办结"), Command: "/done F-7"}}}
	storetest.Update(d.t, d.store, func(tx *store.Tx) error {
		return tx.Send(store.Outgoing{Key: key, To: to, Message: say.Message{Title: say.Words(key), Items: []say.Item{item}}})
	})
}

func amendTo(d *desk, text string) {
	storetest.Update(d.t, d.store, func(tx *store.Tx) error { return tx.Amend("F-7", say.Item{Lines: []say.Text{say.Words(text)}}) })
}

func TestAmendedItemChangesWhereItStands(t *testing.T) {
	d := newDesk(t)
	due(d, "due", toCadre)
	due(d, "list", toHydrogen)
	d.settle()
	wantRead(t, d, cadre, cadre, "due\nF-7 寄送资料\n[办结]")
	amendTo(d, "F-7 已办结")
	d.settle()
	wantRead(t, d, cadre, cadre, "due\nF-7 已办结")
	wantRead(t, d, cadre, hydrogen, "list\nF-7 已办结")
	if p := d.posting("due"); p.Amended {
		t.Error("still owed after Slack has it")
	}
}

func TestAmendedAgainWhileSlackIsBeingTold(t *testing.T) {
	d := newDesk(t)
	due(d, "due", toCadre)
	d.settle()
	d.faults.set(times(1, func(m string, _ url.Values, next func() (*http.Response, error)) (*http.Response, error) {
		if m != "chat.update" {
			return nil, nil
		}
		amendTo(d, "F-7 二次更正")
		return next()
	}))
	amendTo(d, "F-7 一次更正")
	d.settle()
	wantRead(t, d, cadre, cadre, "due\nF-7 二次更正")
}

func TestAmendedWhileItIsBeingPosted(t *testing.T) {
	d := newDesk(t)
	d.faults.set(times(1, func(m string, _ url.Values, next func() (*http.Response, error)) (*http.Response, error) {
		if m != "chat.postMessage" {
			return nil, nil
		}
		amendTo(d, "F-7 已办结")
		return next()
	}))
	due(d, "due", toCadre)
	d.settle()
	wantRead(t, d, cadre, cadre, "due\nF-7 已办结")
}

func TestOneSilentChannelHoldsUpNoOther(t *testing.T) {
	d := newDesk(t)
	people := storetest.People(storetest.City())
	release, posts := make(chan struct{}), make(chan string, len(people))
	d.faults.set(func(m string, form url.Values, next func() (*http.Response, error)) (*http.Response, error) {
		switch {
		case form.Get("channel") == hydrogen:
			<-release
			return nil, errors.New("timeout")
		case m != "chat.postMessage":
			return nil, nil
		}
		defer func() { posts <- form.Get("text") }()
		return next()
	})
	d.queue(toHydrogen, "slow")
	for _, p := range people {
		d.queue(store.Address{Person: p.ID}, "to/"+string(p.ID))
	}
	for range people {
		<-posts
	}
	close(release)
	d.settle()
	for _, p := range people {
		wantRead(t, d, string(p.ID), string(p.ID), "to/"+string(p.ID))
	}
}

func TestWaitsGrowWhileTheNetworkIsDown(t *testing.T) {
	d := newDesk(t)
	d.faults.set(func(m string, _ url.Values, _ func() (*http.Response, error)) (*http.Response, error) {
		return nil, errors.New("no route to host")
	})
	d.queue(toCadre, "one")
	d.settle()
	var waits []time.Duration
	for range 9 {
		wait := d.bot.NextDue().Sub(d.clock())
		waits = append(waits, wait)
		d.advance(wait)
	}
	if !slices.IsSorted(waits) || waits[0] != retryFirst || waits[8] != retryMost {
		t.Errorf("waits %v", waits)
	}
	d.faults.set()
	d.advance(retryMost)
	wantRead(t, d, cadre, cadre, "one")
}

func TestRevokedTokenEndsRunWithAClearProblem(t *testing.T) {
	d := newDesk(t)
	d.faults.set(says("chat.postMessage", "token_revoked"))
	d.queue(toHydrogen, "one")
	<-d.bot.stopped
	var p say.Problem
	if err := d.stop(); !errors.As(err, &p) || !strings.Contains(p.Plain(say.ZH), "SLACK_BOT_TOKEN") {
		t.Errorf("Run ended with %v", err)
	}
	d.stop = func() error { return nil }
}
