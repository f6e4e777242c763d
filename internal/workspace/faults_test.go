package workspace_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"chainlead/internal/workspace"
)

// shout says something as the bot, and returns Slack's answer: the status, the error, or that there was none.
func (h *house) shout(text string) string {
	h.t.Helper()
	body := must(json.Marshal(args{"channel": "C1", "text": text}))(h.t)
	r := must(http.NewRequest("POST", h.url+"/api/chat.postMessage", strings.NewReader(string(body))))(h.t)
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Authorization", "Bearer "+h.w.App().BotToken)
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}} // or it would try again by itself
	resp, err := client.Do(r)
	if err != nil {
		return "no answer"
	}
	defer resp.Body.Close()
	var a struct{ Error string }
	if resp.StatusCode != http.StatusOK {
		return resp.Status + " " + resp.Header.Get("Retry-After")
	}
	if err := json.NewDecoder(resp.Body).Decode(&a); err != nil {
		return err.Error()
	}
	return a.Error
}

func (h *house) texts() string {
	var out []string
	for _, m := range h.messages("U1", "C1") {
		out = append(out, m.Text)
	}
	return strings.Join(out, " ")
}

func TestACallGoesWrongAsAsked(t *testing.T) {
	for _, c := range []struct {
		fault  order
		answer string
		said   string // after a second try
	}{
		{order{"kind": "ratelimited", "method": "chat.postMessage", "after": 7}, "429 Too Many Requests 7", "text"},
		{order{"kind": "error", "error": "service_unavailable"}, "service_unavailable", "text"},
		{order{"kind": "error"}, "internal_error", "text"},
		{order{"kind": "http500"}, "500 Internal Server Error ", "text"},
		{order{"kind": "reset"}, "no answer", "text"},
		{order{"kind": "accept_then_drop"}, "no answer", "text text"},
		{order{"kind": "slow", "delay": 1}, "", "text text"},
		{order{"kind": "ratelimited", "method": "chat.update"}, "", "text text"},
	} {
		h := open(t)
		h.do("faults", c.fault)
		if got := h.shout("text"); got != c.answer {
			t.Errorf("%v: answered %q, want %q", c.fault, got, c.answer)
		}
		if got := h.shout("text"); got != "" {
			t.Errorf("%v: the next call went wrong too: %s", c.fault, got)
		}
		if got := h.texts(); got != c.said {
			t.Errorf("%v: the channel has %q, want %q", c.fault, got, c.said)
		}
	}
}

func TestFaultsThatMakeNoSense(t *testing.T) {
	h := open(t)
	for _, f := range []order{{"kind": "gremlins"}, {"kind": "reset", "method": "chat.shout"}, {"kind": "chaos", "rate": 1.5}} {
		if status, r := h.try("faults", f); status != http.StatusBadRequest || r.Error == "" {
			t.Errorf("%v: %d %q", f, status, r.Error)
		}
	}
}

func TestConnectionsGoWrongAsAsked(t *testing.T) {
	h := openWith(t, workspace.Config{Seed: seed(), At: start, PingEvery: 5 * time.Millisecond, AckWithin: 50 * time.Millisecond})
	a := h.connect()
	h.do("faults", order{"kind": "socket_drop"})
	if _, _, err := a.ws.ReadMessage(); err == nil {
		t.Error("the connection goes on")
	}
	b := h.connect()
	h.do("faults", order{"kind": "socket_refresh"})
	if _, raw, err := b.ws.ReadMessage(); err != nil || !strings.Contains(string(raw), "refresh_requested") {
		t.Errorf("told %s, %v", raw, err)
	}
	c := h.connect()
	pinged := make(chan struct{}, 1)
	c.ws.SetPingHandler(func(string) error { pinged <- struct{}{}; return nil })
	heard := make(chan error, 1)
	go func() { _, _, err := c.ws.ReadMessage(); heard <- err }()
	<-pinged
	h.do("faults", order{"kind": "socket_silent"})
	r := <-h.order("command", order{"user": "U1", "channel": "C1", "command": "/form"})
	if r.OK {
		t.Error("a silent connection answered")
	}
	select {
	case err := <-heard:
		t.Errorf("the silent connection says something: %v", err)
	default:
	}
	c.ws.Close()
}

func TestAnEventIsDeliveredAgainOnDemand(t *testing.T) {
	h := open(t)
	a := h.connect()
	h.order("message", order{"user": "U1", "channel": "U1", "text": "在吗", "wait": false})
	first := a.next()
	a.ack(first.ID, nil)
	h.order("faults", order{"kind": "redeliver"})
	second := a.next()
	if second.ID != first.ID || second.Attempt != 1 || string(second.Payload) != string(first.Payload) {
		t.Errorf("first %+v\nthen %+v", first, second)
	}
	a.ack(second.ID, nil)
}

func TestChaosOfOneSeedStrikesTheSameCalls(t *testing.T) {
	run := func() string {
		h := open(t)
		h.do("faults", order{"kind": "chaos", "seed": 7, "rate": 0.4})
		var out []string
		for range 20 {
			out = append(out, h.shout("text"))
		}
		return strings.Join(out, "|")
	}
	first := run()
	if second := run(); first != second {
		t.Errorf("first %s\nthen %s", first, second)
	}
	if strings.Trim(first, "|") == "" {
		t.Error("nothing went wrong")
	}
}
