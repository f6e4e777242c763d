package workspace_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/gorilla/websocket"
)

func TestATicketOpensOneConnection(t *testing.T) {
	h := open(t)
	u := h.socketURL()
	first, _, err := websocket.DefaultDialer.Dial(u, nil)
	if err != nil {
		t.Fatal(err)
	}
	defer first.Close()
	if _, resp, err := websocket.DefaultDialer.Dial(u, nil); err == nil || resp.StatusCode != 404 {
		t.Errorf("the second use of a ticket: %v", err)
	}
}

func TestTenConnectionsAndNoMore(t *testing.T) {
	h := open(t)
	for range 10 {
		h.connect()
	}
	if _, resp, err := websocket.DefaultDialer.Dial(h.socketURL(), nil); err == nil || resp.StatusCode != 409 {
		t.Errorf("the eleventh connection: %v", err)
	}
}

func TestEachDeliveryGoesToOneConnection(t *testing.T) {
	h := open(t)
	got := make(chan frame)
	for range 3 {
		a := h.connect()
		go func() {
			for {
				var f frame
				if a.ws.ReadJSON(&f) != nil {
					return
				}
				got <- f
				a.ws.WriteJSON(map[string]any{"envelope_id": f.ID})
			}
		}()
	}
	seen := map[string]bool{}
	for range 12 {
		res := h.order("command", order{"user": "U1", "channel": "C1", "command": "/form", "wait": false})
		f := <-got
		if seen[f.ID] {
			t.Errorf("%s was delivered twice", f.ID)
		}
		seen[f.ID] = true
		if r := <-res; !r.OK {
			t.Errorf("command: %+v", r)
		}
	}
}

func TestCommandsAreNeverDeliveredAgain(t *testing.T) {
	t.Parallel()
	h := open(t)
	a := h.connect()
	res := h.order("command", order{"user": "U1", "channel": "C1", "command": "/lead", "text": "x", "wait": false})
	if f := a.next(); f.Type != "slash_commands" || !f.Accepts {
		t.Fatalf("frame: %+v", f)
	}
	r := <-res
	if r.OK || r.Error != `/lead failed with the error "operation_timeout"` || r.plain() != `/lead 执行失败，错误：“operation_timeout”` {
		t.Errorf("without an acknowledgement: %+v", r)
	}
	again := h.order("command", order{"user": "U2", "channel": "C1", "command": "/lead", "text": "y", "wait": false})
	f := a.next()
	if !strings.Contains(string(f.Payload), `"text":"y"`) {
		t.Errorf("the command came again: %s", f.Payload)
	}
	a.ack(f.ID, nil)
	if r := <-again; !r.OK {
		t.Errorf("after that: %+v", r)
	}
}

func TestWithNobodyConnected(t *testing.T) {
	h := open(t)
	r := h.do("command", order{"user": "U2", "channel": "C1", "command": "/lead"})
	if r.OK || r.plain() != `/lead failed with the error "dispatch_failed"` || !r.Messages[0].Ephemeral {
		t.Errorf("got %+v", r)
	}
}

func TestEventsAreDeliveredAgain(t *testing.T) {
	t.Parallel()
	h := open(t)
	a := h.connect()
	h.do("message", order{"user": "U1", "channel": "U1", "text": "在吗", "wait": false})
	first := a.next()
	second := a.next()
	if first.Attempt != 0 || second.Attempt != 1 || second.Reason != "timeout" || string(first.Payload) != string(second.Payload) {
		t.Errorf("first %+v\nthen %+v", first, second)
	}
	a.ack(second.ID, nil)
	var p struct {
		Event struct {
			Type, Text, User string
			ChannelType      string `json:"channel_type"`
		}
		Type string
	}
	if err := json.Unmarshal(second.Payload, &p); err != nil || p.Event.Text != "在吗" || p.Event.ChannelType != "im" || p.Type != "event_callback" {
		t.Errorf("payload %s: %v", second.Payload, err)
	}
}

func TestTheBotHearsItself(t *testing.T) {
	h := open(t)
	a := h.connect()
	h.call("chat.postMessage", args{"channel": "U1", "text": "早上好"})
	f := a.next()
	a.ack(f.ID, nil)
	if !strings.Contains(string(f.Payload), `"bot_id"`) {
		t.Errorf("its own message came as %s", f.Payload)
	}
}

func TestAcknowledgementsOfTwentyKilobytesAreDropped(t *testing.T) {
	t.Parallel()
	h := open(t)
	a := h.connect()
	res := h.order("command", order{"user": "U1", "channel": "C1", "command": "/lead", "wait": false})
	a.ack(a.next().ID, map[string]any{"text": strings.Repeat("x", 20_480)})
	if r := <-res; r.OK || !strings.Contains(r.Error, "operation_timeout") {
		t.Errorf("got %+v", r)
	}
}

func TestABadBlockInAnAcknowledgementIsSilent(t *testing.T) {
	h := open(t)
	a := h.connect()
	res := h.order("command", order{"user": "U1", "channel": "C1", "command": "/lead"})
	a.ack(a.next().ID, map[string]any{"text": "x", "blocks": []any{args{"type": "marquee"}}})
	if r := <-res; !r.OK || len(r.Messages) != 0 {
		t.Errorf("the person sees %+v", r)
	}
	if log := h.log(); !strings.Contains(log, "unsupported type: marquee") {
		t.Errorf("the log doesn't tell: %s", log)
	}
}

func TestResponseURLs(t *testing.T) {
	h := open(t)
	a := h.connect()
	res := h.order("command", order{"user": "U1", "channel": "CSECRET", "command": "/lead"})
	f := a.next()
	a.ack(f.ID, nil)
	<-res
	var p struct {
		URL string `json:"response_url"`
	}
	if err := json.Unmarshal(f.Payload, &p); err != nil {
		t.Fatal(err)
	}
	if code, body := h.post(p.URL, args{"blocks": []any{args{"type": "marquee"}}}); code != 404 || !strings.Contains(body, `"error":"invalid_blocks"`) {
		t.Errorf("bad blocks: %d %s", code, body)
	}
	for i := range 4 {
		if code, body := h.post(p.URL, args{"text": "好", "response_type": "in_channel"}); code != 200 || body != "ok" {
			t.Errorf("use %d: %d %s", i, code, body)
		}
	}
	if code, body := h.post(p.URL, args{"text": "好"}); code != 404 || !strings.Contains(body, "used_url") {
		t.Errorf("the sixth use: %d %s", code, body)
	}
	if got := h.messages("U1", "CSECRET"); len(got) != 4 || got[0].Ephemeral {
		t.Errorf("in a channel where the bot isn't: %+v", got)
	}
	res = h.order("command", order{"user": "U1", "channel": "C1", "command": "/lead"})
	f = a.next()
	a.ack(f.ID, nil)
	<-res
	json.Unmarshal(f.Payload, &p)
	h.clock(args{"advance": "31m"})
	if code, body := h.post(p.URL, args{"text": "晚了"}); code != 404 || !strings.Contains(body, "expired_url") {
		t.Errorf("after half an hour: %d %s", code, body)
	}
}

func TestTriggersWorkOnceAndSoon(t *testing.T) {
	h := open(t)
	a := h.connect()
	res := h.order("command", order{"user": "U1", "channel": "C1", "command": "/form"})
	f := a.next()
	a.ack(f.ID, nil)
	var p struct {
		Trigger string `json:"trigger_id"`
	}
	json.Unmarshal(f.Payload, &p)
	if got := h.call("views.open", args{"trigger_id": p.Trigger, "view": formView()}); got["ok"] != true {
		t.Fatalf("views.open: %v", got)
	}
	if got := h.call("views.open", args{"trigger_id": p.Trigger, "view": formView()})["error"]; got != "exchanged_trigger_id" {
		t.Errorf("the second use: %v", got)
	}
	if r := <-res; r.View == nil || r.View.Title != "登记线索" {
		t.Errorf("the person sees %+v", r.View)
	}
}
