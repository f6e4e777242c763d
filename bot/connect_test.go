package main

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"
	"golang.org/x/time/rate"

	"chainlead/internal/say"
	"chainlead/internal/workspace"
	"chainlead/store/storetest"
)

func TestWrongTokensAreOneClearSentence(t *testing.T) {
	d := emptyDesk(t)
	for _, tc := range []struct {
		name string
		s    func(*Slack)
		f    fault
		want string
	}{
		{"a bad bot token", func(s *Slack) { s.BotToken = "xoxb-wrong" }, nil, "SLACK_BOT_TOKEN"},
		{"a bad app token", func(s *Slack) { s.AppToken = "xapp-wrong" }, nil, "SLACK_APP_TOKEN"},
		{"the tokens swapped", func(s *Slack) { s.BotToken, s.AppToken = s.AppToken, s.BotToken }, nil, "SLACK_BOT_TOKEN"},
		{"no server there", func(s *Slack) { s.APIURL = "http://127.0.0.1:1/api/" }, nil, "SLACK_API_URL"},
		{"a missing scope", func(*Slack) {}, func(m string, _ url.Values, _ func() (*http.Response, error)) (*http.Response, error) {
			if m != "users.list" {
				return nil, nil
			}
			return answer(http.StatusOK, `{"ok":false,"error":"missing_scope","needed":"users:read","provided":"commands"}`), nil
		}, "users:read"},
	} {
		d.faults.set()
		if tc.f != nil {
			d.faults.set(tc.f)
		}
		s := d.slack()
		tc.s(&s)
		b := &Bot{Store: d.store, Log: journalLog(&d.log), transport: &d.faults}
		var p say.Problem
		err := b.Connect(t.Context(), s)
		if !errors.As(err, &p) || !strings.Contains(p.Plain(say.ZH), tc.want) || !strings.Contains(p.Plain(say.EN), tc.want) {
			t.Errorf("%s: %v", tc.name, err)
		}
	}
}

func TestBotStartsWhileListsCantBeRead(t *testing.T) {
	d := emptyDesk(t)
	d.faults.set(says("conversations.list", "internal_error"))
	d.start()
	reply(t, d, d.types(cadre, hydrogen, "/zs", ""))
}

func TestDirectoryNamesPeopleAndChannels(t *testing.T) {
	d := newDesk(t)
	dir := d.bot.directory()
	if got := dir.People["u-qingfeng-a@puyang.test"]; got != cadre {
		t.Errorf("by e-mail: %q", got)
	}
	if got := dir.Channels["#chain-hydrogen"]; got != hydrogen {
		t.Errorf("by name: %q", got)
	}
	d.bot.renamed(hydrogen, "chain-h2")
	dir = d.bot.directory()
	if dir.Channels["#chain-h2"] != hydrogen || dir.Channels["#chain-hydrogen"] != "" {
		t.Errorf("after a rename: %v", dir.Channels)
	}
}

func TestPeopleAreListedPageByPageThroughRateLimits(t *testing.T) {
	d := emptyDesk(t)
	d.faults.set(times(1, func(m string, _ url.Values, _ func() (*http.Response, error)) (*http.Response, error) {
		if m != "users.list" {
			return nil, nil
		}
		r := answer(http.StatusTooManyRequests, `{"ok":false,"error":"ratelimited"}`)
		r.Header.Set("Retry-After", "1")
		return r, nil
	}))
	d.start()
	if len(d.bot.directory().People) == 0 {
		t.Error("nobody was listed")
	}
}

func TestListsAreReadAgainTheNextDay(t *testing.T) {
	d := newDesk(t)
	asked := make(chan string, 10)
	d.faults.set(func(m string, _ url.Values, _ func() (*http.Response, error)) (*http.Response, error) {
		if m == "users.list" {
			asked <- m
		}
		return nil, nil
	})
	d.advance(syncEvery)
	<-asked
}

// tinySlack is a server that speaks just enough Socket Mode to send odd frames: it sends each one and returns the
// acknowledgements.
func tinySlack(t *testing.T, frames ...string) (url string, acks <-chan string) {
	got := make(chan string, 10)
	mux := http.NewServeMux()
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	mux.HandleFunc("/api/apps.connections.open", func(w http.ResponseWriter, _ *http.Request) {
		json.NewEncoder(w).Encode(map[string]any{"ok": true, "url": "ws" + strings.TrimPrefix(server.URL, "http") + "/link"})
	})
	mux.HandleFunc("/api/", func(w http.ResponseWriter, _ *http.Request) {
		w.Write([]byte(`{"ok":true,"user_id":"U-bot","team_id":"T1"}`))
	})
	mux.HandleFunc("/link", func(w http.ResponseWriter, r *http.Request) {
		up := websocket.Upgrader{CheckOrigin: func(*http.Request) bool { return true }}
		c, err := up.Upgrade(w, r, nil)
		if err != nil {
			return
		}
		defer c.Close()
		for _, f := range frames {
			c.WriteMessage(websocket.TextMessage, []byte(f))
		}
		for {
			_, raw, err := c.ReadMessage()
			if err != nil {
				return
			}
			got <- strings.TrimSpace(string(raw))
		}
	})
	return server.URL, got
}

func TestUnknownEnvelopesAreAcknowledged(t *testing.T) {
	url, acks := tinySlack(t,
		`{"type":"hello","num_connections":2,"connection_info":{"app_id":"A1"}}`,
		`not JSON`,
		`{"type":"telepathy","envelope_id":"E1","payload":{}}`,
		`{"type":"events_api","envelope_id":"E2","payload":{"type":"event_callback","event_id":"Ev1","event":{"type":"never_heard_of"}}}`,
		`{"type":"events_api","envelope_id":"E3","payload":{"type":"event_callback","event_id":"Ev2","event":{"type":"message","channel_type":"channel","user":"U1","text":"hi"}}}`,
		`{"type":"interactive","envelope_id":"E4","accepts_response_payload":true,"payload":{"type":"shortcut","user":{"id":"U1"}}}`,
	)
	s, _ := storetest.New(t, "2022-11-09 10:00")
	log := &journal{}
	b := &Bot{Store: s, Log: journalLog(log)}
	if err := b.Connect(t.Context(), Slack{BotToken: "xoxb-1", AppToken: "xapp-1", APIURL: url + "/api"}); err != nil {
		t.Fatal(err)
	}
	stop := runs(t, b)
	defer stop()
	want := map[string]bool{`{"envelope_id":"E1"}`: true, `{"envelope_id":"E2"}`: true, `{"envelope_id":"E3"}`: true, `{"envelope_id":"E4"}`: true}
	for len(want) > 0 {
		select {
		case a := <-acks:
			if !want[a] {
				t.Errorf("unexpected acknowledgement %s", a)
			}
			delete(want, a)
		case <-time.After(10 * time.Second):
			t.Fatalf("never acknowledged: %v\n%s", want, log.String())
		}
	}
	if !strings.Contains(log.String(), "more than one connection") {
		t.Error("a second connection isn't warned of")
	}
}

func TestConnectionThatDropsAtOnceIsntHammered(t *testing.T) {
	d := emptyDesk(t)
	calm := calmly{next: &d.faults, limit: rate.NewLimiter(rate.Every(time.Hour), 2)}
	opens := func(within time.Duration) error {
		ctx, cancel := context.WithTimeout(t.Context(), within)
		defer cancel()
		r, err := http.NewRequestWithContext(ctx, http.MethodPost, d.url+"/api/apps.connections.open", http.NoBody)
		if err != nil {
			t.Fatal(err)
		}
		resp, err := calm.RoundTrip(r)
		if err == nil {
			resp.Body.Close()
		}
		return err
	}
	if err := errors.Join(opens(time.Minute), opens(time.Minute)); err != nil {
		t.Errorf("the first connections have to wait: %v", err)
	}
	if opens(time.Minute) == nil {
		t.Error("a third connection within the hour")
	}
}

// Slack's pings are what a connection is known to live by: here they come every 10 ms and 300 ms of silence are too much, instead of some seconds and half a minute.
func TestASilentConnectionIsNoticedAndReplaced(t *testing.T) {
	d := deskWith(t, workspace.Config{PingEvery: 10 * time.Millisecond, AckWithin: 300 * time.Millisecond})
	d.bot = &Bot{Store: d.store, Log: journalLog(&d.log), transport: &d.faults, silence: 300 * time.Millisecond}
	if err := d.bot.Connect(t.Context(), d.slack()); err != nil {
		t.Fatal(err)
	}
	d.stop = runs(t, d.bot)
	d.settle()
	d.control("faults", map[string]any{"kind": "socket_silent"})
	for try := range 100 {
		if d.control("command", map[string]any{"user": cadre, "channel": cadre, "command": "/mine", "text": ""}).OK {
			if try == 0 {
				t.Error("the silent connection answered")
			}
			return
		}
	}
	t.Errorf("never answered again\n%s", d.log.String())
}

func TestSeveralConnectionsAreToldOnceADay(t *testing.T) {
	d := newDesk(t)
	d.bot.counted(2) // a connection that was replaced is counted for a moment
	d.settle()
	wantRead(t, d, office, office)
	for range 2 {
		d.advance(crowdedFor)
		d.bot.counted(2)
		d.settle()
	}
	wantRead(t, d, office, office, "Slack 显示本应用有2个连接，落到其他连接上的命令没有回应。程序异常退出后短时出现属正常；否则请检查是否有另一程序在使用相同令牌。")
}

func TestRunStopsInOrderAndTwiceIsHarmless(t *testing.T) {
	d := newDesk(t)
	d.queue(toHydrogen, "one")
	d.settle()
	d.halt()
	d.halt()
	if err := d.bot.Settle(t.Context()); !errors.Is(err, errStopped) {
		t.Errorf("Settle after the end: %v", err)
	}
}

func TestRemindersRunBeforeAnythingIsServedAndWhenTheClockMoves(t *testing.T) {
	d := emptyDesk(t)
	ticks := make(chan time.Time, 10)
	d.bot = &Bot{Store: d.store, Log: journalLog(&d.log), Tick: func() error { ticks <- d.clock(); return nil }, Next: func() time.Time { return d.clock().Add(time.Hour) }}
	if err := d.bot.Connect(t.Context(), d.slack()); err != nil {
		t.Fatal(err)
	}
	d.stop = runs(t, d.bot)
	<-ticks
	d.settle()
	if got, want := d.bot.NextDue(), d.clock().Add(time.Hour); !got.Equal(want) {
		t.Errorf("next due %v, want %v", got, want)
	}
	d.advance(time.Hour)
	for at := range ticks {
		if at.Equal(d.clock()) {
			return
		}
	}
}
