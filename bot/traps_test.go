package main

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"chainlead/internal/say"
	"chainlead/internal/workspace"
	"chainlead/store"
	"chainlead/store/storetest"
)

// Traps that other bots fell into, each as a test named after it; docs/reliability.md lists them all.

func TestTrapStampedAsRemindedThoughTheSendFailed(t *testing.T) {
	d := newDesk(t)
	d.faults.set(times(3, func(m string, _ url.Values, _ func() (*http.Response, error)) (*http.Response, error) {
		if m != "chat.postMessage" {
			return nil, nil
		}
		return answer(http.StatusOK, `{"ok":false,"error":"team_added_to_org"}`), nil
	}))
	d.queue(toCadre, "due")
	d.settle()
	wantRead(t, d, cadre, cadre)
	for range 3 {
		d.advance(retryMost)
	}
	wantRead(t, d, cadre, cadre, "due")
}

func TestTrapASlowHandlerIsRetriedBySlackAndRunsTwice(t *testing.T) {
	d := newDesk(t)
	d.control("message", map[string]any{"user": cadre, "channel": cadre, "text": "线索 恒木家居 3亿"})
	for range 3 {
		d.control("faults", map[string]any{"kind": "redeliver"})
		d.settle()
	}
	storetest.View(t, d.store, func(tx *store.Tx) error {
		if _, err := tx.Lead("L-2"); err != store.ErrNotFound {
			t.Errorf("a second lead: %v", err)
		}
		return nil
	})
	if n := strings.Count(strings.Join(d.reads(cadre, cadre), "\n"), "已登记线索"); n != 1 {
		t.Errorf("answered %d times", n)
	}
}

func TestTrapAHundredThousandRedrawsAreQueued(t *testing.T) {
	d := newDesk(t)
	due(d, "due", toCadre)
	d.settle()
	updates := 0
	d.faults.set(func(m string, _ url.Values, _ func() (*http.Response, error)) (*http.Response, error) {
		if m == "chat.update" {
			updates++
		}
		return nil, nil
	})
	storetest.Update(t, d.store, func(tx *store.Tx) error {
		for i := range 1000 {
			if err := tx.Amend("F-7", say.Item{Lines: []say.Text{say.Words(fmt.Sprintf("F-7 第%d次", i))}}); err != nil {
				return err
			}
		}
		return nil
	})
	d.settle()
	wantRead(t, d, cadre, cadre, "due\nF-7 第999次")
	if updates != 1 {
		t.Errorf("%d updates, want one", updates)
	}
}

func TestTrapTheListOfChannelsIsTooLongAndRateLimited(t *testing.T) {
	var many workspace.Config
	for i := range 5000 {
		many.Seed.Channels = append(many.Seed.Channels, workspace.Channel{ID: fmt.Sprintf("CMANY%d", i), Name: fmt.Sprintf("many-%d", i)})
	}
	d := deskWith(t, many)
	d.faults.set(times(1, func(m string, _ url.Values, _ func() (*http.Response, error)) (*http.Response, error) {
		if m != "conversations.list" {
			return nil, nil
		}
		r := answer(http.StatusTooManyRequests, `{"ok":false,"error":"ratelimited"}`)
		r.Header.Set("Retry-After", "1")
		return r, nil
	}))
	d.start()
	if n := len(d.bot.directory().Channels); n < 5000 {
		t.Errorf("%d channels known", n)
	}
}
