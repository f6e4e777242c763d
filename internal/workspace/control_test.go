package workspace_test

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"chainlead/internal/workspace"
)

func (h *house) clock(move args) string {
	h.t.Helper()
	resp := must(http.Post(h.url+"/control/clock", "application/json", bytes.NewReader(must(json.Marshal(move))(h.t))))(h.t)
	defer resp.Body.Close()
	var out struct{ Now, Error string }
	if err := json.NewDecoder(resp.Body).Decode(&out); err != nil {
		h.t.Fatal(err)
	}
	return out.Now + out.Error
}

func (h *house) log() string {
	h.t.Helper()
	resp := must(http.Get(h.url + "/control/log"))(h.t)
	defer resp.Body.Close()
	return string(must(io.ReadAll(resp.Body))(h.t))
}

// bot answers every delivery with what the function says, until the test ends.
func (h *house) bot(answer func(f frame) any) {
	a := h.connect()
	done := make(chan struct{})
	go func() {
		defer close(done)
		for {
			var f frame
			if a.ws.ReadJSON(&f) != nil {
				return
			}
			payload := answer(f)
			m := map[string]any{"envelope_id": f.ID}
			if payload != nil {
				m["payload"] = payload
			}
			if a.ws.WriteJSON(m) != nil {
				return
			}
		}
	}()
	h.t.Cleanup(func() { a.ws.Close(); <-done })
}

func TestWhatIsTypedReachesTheAppInMarkup(t *testing.T) {
	h := open(t)
	for _, c := range []struct{ command, typed, want string }{
		{"/lead", "鹏程 3.5亿 @clerk 跟进", "鹏程 3.5亿 <@U2|clerk> 跟进"},
		{"/lead", "请@招商科员跟进", "请<@U2|clerk>跟进"},
		{"/lead", "转 #氢能 和 #secret", "转 <#C1|氢能> 和 <#CSECRET|>"},
		{"/lead", "A&B <x> @nobody #nowhere", "A&amp;B &lt;x&gt; @nobody #nowhere"},
		{"/lead", "见 https://example.org/a?b=1&c=2 。", "见 <https://example.org/a?b=1&amp;c=2> 。"},
		{"/lead", "@clerks mail@clerk.example", "@clerks mail<@U2|clerk>.example"},
		{"/form", "A&B <x> @clerk", "A&B <x> @clerk"},
	} {
		a := h.connect()
		res := h.order("command", order{"user": "U1", "channel": "C1", "command": c.command, "text": c.typed, "wait": false})
		f := a.next()
		a.ack(f.ID, nil)
		<-res
		a.ws.Close()
		var p struct {
			Text string `json:"text"`
		}
		if err := json.Unmarshal(f.Payload, &p); err != nil || p.Text != c.want {
			t.Errorf("%s %s: got %q, want %q", c.command, c.typed, p.Text, c.want)
		}
		h.gone()
	}
}

// gone waits until no app is connected.
func (h *house) gone() {
	h.t.Helper()
	for range 500 {
		var s struct{ Apps []struct{ Connected int } }
		resp := must(http.Get(h.url + "/control/state"))(h.t)
		err := json.NewDecoder(resp.Body).Decode(&s)
		resp.Body.Close()
		if err == nil && s.Apps[0].Connected == 0 {
			return
		}
		<-time.After(5 * time.Millisecond)
	}
	h.t.Fatal("the app is still connected")
}

func TestOrdersThatMakeNoSense(t *testing.T) {
	h := open(t)
	for _, c := range []struct {
		what string
		o    order
		want string
	}{
		{"command", order{"channel": "C1", "command": "/lead"}, "user is missing"},
		{"command", order{"user": "U404", "channel": "C1", "command": "/lead"}, `there is no user "U404"`},
		{"command", order{"user": "gone", "channel": "C1", "command": "/lead"}, "gone is deactivated"},
		{"command", order{"user": "U1", "command": "/lead"}, "channel is missing"},
		{"command", order{"user": "clerk", "channel": "#secret", "command": "/lead"}, `clerk sees no channel "#secret"`},
		{"command", order{"user": "U1", "channel": "COLD", "command": "/lead"}, "cadre is not in #old"},
		{"command", order{"user": "U1", "channel": "C1"}, "command is missing"},
		{"command", order{"user": "U1", "channel": "C1", "comand": "/lead"}, "unknown field"},
		{"action", order{"user": "U1", "channel": "C1"}, "action_id or label is missing"},
		{"action", order{"user": "U1", "channel": "C1", "label": "办结"}, "sees no such button"},
		{"submit", order{"user": "U1", "view_id": "V404"}, "has no open form V404"},
		{"message", order{"user": "U1", "channel": "C1"}, "text is missing"},
		{"shortcut", order{"user": "U1", "callback_id": "nothing"}, "has no shortcut"},
		{"shortcut", order{"user": "U1", "callback_id": "note"}, "needs the channel and ts"},
		{"clock", order{"advance": "soon"}, "not a span of time"},
		{"clock", order{"to": "2022-11-09T01:00:00Z"}, "time never goes back"},
		{"clock", order{}, "give one of"},
	} {
		status, r := h.try(c.what, c.o)
		if status != http.StatusBadRequest || r.OK || !strings.Contains(r.Error, c.want) {
			t.Errorf("%s %v: got %d %q, want 400 and %q", c.what, c.o, status, r.Error, c.want)
		}
	}
}

func TestAnUnknownCommand(t *testing.T) {
	h := open(t)
	r := h.do("command", order{"user": "clerk", "channel": "C1", "command": "/lunch"})
	if r.OK || !strings.HasPrefix(r.Error, "/lunch is not a valid command. In Slack, all messages that start with") || len(r.Messages) != 1 {
		t.Errorf("got %+v", r)
	}
}

func TestButtons(t *testing.T) {
	h := open(t)
	pressed := make(chan string, 1)
	h.bot(func(f frame) any {
		var p struct {
			Actions     []struct{ Value string }
			ResponseURL string              `json:"response_url"`
			Container   struct{ TS string } `json:"container"`
		}
		json.Unmarshal(f.Payload, &p)
		if f.Type == "interactive" {
			pressed <- p.Actions[0].Value
			h.post(p.ResponseURL, args{"replace_original": true, "text": "已办结"})
		}
		return nil
	})
	two := []any{
		args{"type": "actions", "block_id": "F-1", "elements": []any{button("办结", "done", "")}},
		args{"type": "actions", "block_id": "F-2", "elements": []any{button("办结", "done2", ""), button("延期", "later", "")}},
	}
	ts := h.call("chat.postMessage", args{"channel": "C1", "text": "今日跟进", "blocks": two})["ts"]
	if got := h.messages("U1", "C1")[0].Plain; got != "[办结]\n[办结] [延期]" {
		t.Errorf("plain: %q", got)
	}
	if status, r := h.try("action", order{"user": "U1", "channel": "C1", "label": "办结"}); status != 400 || !strings.Contains(r.Error, "2 buttons match") {
		t.Errorf("two buttons of one name: %d %s", status, r.Error)
	}
	r := h.do("action", order{"user": "U1", "channel": "C1", "ts": ts, "label": "办结", "block_id": "F-2"})
	if got := <-pressed; got != "/done2" {
		t.Errorf("pressed %s", got)
	}
	if !r.OK || len(r.Messages) != 0 || len(r.Changed) != 1 || r.Changed[0].Plain != "已办结" || !r.Changed[0].Edited {
		t.Errorf("after pressing: %+v", r)
	}
}

func TestAForm(t *testing.T) {
	h := open(t)
	steps := []any{
		args{"response_action": "errors", "errors": args{"due": "不能早于今天"}},
		args{"response_action": "errors", "errors": args{"nowhere": "?"}},
		args{"response_action": "update", "view": args{"type": "modal", "title": plainText("坏"), "blocks": []any{args{"type": "marquee"}}}},
		args{"response_action": "push", "view": formView()},
		nil,
		args{"response_action": "clear"},
	}
	h.bot(func(f frame) any {
		var p struct {
			Type    string
			Trigger string `json:"trigger_id"`
		}
		json.Unmarshal(f.Payload, &p)
		if f.Type == "slash_commands" {
			h.call("views.open", args{"trigger_id": p.Trigger, "view": formView()})
			return nil
		}
		next := steps[0]
		steps = steps[1:]
		return next
	})
	v := h.do("command", order{"user": "U2", "channel": "C1", "command": "/form"}).View
	if v.Plain != "登记线索\n企业: [企业全称或简称]\n产业链 (optional): [请选择]\n截止日期: [2022-11-08]\n责任人 (optional): [@招商专员甲]\n备注 (optional): []\n[提交]\n[取消]" {
		t.Errorf("plain: %s", v.Plain)
	}
	submit := func(values args) reply {
		t.Helper()
		return h.do("submit", order{"user": "U2", "view_id": v.ID, "values": values})
	}
	if r := submit(nil); r.OK || r.View.Errors["company"] != "Please complete this required field." {
		t.Errorf("with nothing in it: %+v", r)
	}
	r := submit(args{"company": args{"x": "鹏程"}, "chain": args{"x": "氢能"}, "who": args{"x": "clerk"}})
	if !r.OK || r.View.Errors["due"] != "不能早于今天" || r.View.Values["who"]["x"]["selected_user"] != "U2" {
		t.Errorf("what the app says is wrong: %+v", r.View)
	}
	if r := submit(nil); r.OK || r.Error != "We had some trouble connecting. Try again?" {
		t.Errorf("errors for no input: %+v", r)
	}
	if r := submit(nil); r.OK || !strings.Contains(h.log(), "unsupported type: marquee") {
		t.Errorf("a bad view: %+v", r)
	}
	r = submit(nil)
	if !r.OK || r.View == nil || r.View.ID == v.ID {
		t.Fatalf("a view on top: %+v", r.View)
	}
	if r := h.do("submit", order{"user": "U2", "view_id": r.View.ID, "values": args{"company": args{"x": "甲"}}}); r.View == nil || r.View.ID != v.ID {
		t.Errorf("the one below: %+v", r.View)
	}
	if r := submit(nil); !r.OK || r.View != nil {
		t.Errorf("after clearing: %+v", r)
	}
}

func TestValuesStayWhereAnUpdateKeepsTheirPlaces(t *testing.T) {
	h := open(t)
	a := h.connect()
	res := h.order("command", order{"user": "U1", "channel": "C1", "command": "/form"})
	f := a.next()
	var p struct {
		Trigger string `json:"trigger_id"`
	}
	json.Unmarshal(f.Payload, &p)
	opened := h.call("views.open", args{"trigger_id": p.Trigger, "view": formView()})["view"].(map[string]any)
	a.ack(f.ID, nil)
	v := (<-res).View
	sub := h.order("submit", order{"user": "U1", "view_id": v.ID, "values": args{"company": args{"x": "鹏程"}}})
	f = a.next()
	a.ack(f.ID, args{"response_action": "errors", "errors": args{"due": "早了"}})
	<-sub
	if got := h.call("views.update", args{"view_id": v.ID, "view": formView(), "hash": "0.old"})["error"]; got != "hash_conflict" {
		t.Errorf("an old hash: %v", got)
	}
	got := h.call("views.update", args{"view_id": v.ID, "view": formView(), "hash": opened["hash"]})["view"].(map[string]any)
	company := got["state"].(map[string]any)["values"].(map[string]any)["company"].(map[string]any)["x"].(map[string]any)
	if company["value"] != "鹏程" {
		t.Errorf("what was typed became %v", company)
	}
}

func TestShortcutsAndHome(t *testing.T) {
	h := open(t)
	got := make(chan string, 2)
	h.bot(func(f frame) any {
		var p struct {
			Type    string
			Message struct{ Text string }
			Event   struct{ Type, Tab string }
		}
		json.Unmarshal(f.Payload, &p)
		got <- p.Type + " " + p.Message.Text + p.Event.Type + " " + p.Event.Tab
		return nil
	})
	ts := h.do("message", order{"user": "U1", "channel": "C1", "text": "鹏程想来看看"}).TS
	h.do("shortcut", order{"user": "U1", "callback_id": "note", "channel": "C1", "ts": ts})
	h.do("shortcut", order{"user": "U1", "callback_id": "new"})
	h.do("home", order{"user": "U1"})
	for _, want := range []string{"message_action 鹏程想来看看 ", "shortcut  ", "event_callback app_home_opened home"} {
		if g := <-got; g != want {
			t.Errorf("got %q, want %q", g, want)
		}
	}
}

func TestInvitingTheBot(t *testing.T) {
	h := open(t)
	if got := h.call("chat.postMessage", args{"channel": "CSECRET", "text": "x"})["error"]; got != "channel_not_found" {
		t.Fatalf("before: %v", got)
	}
	h.do("command", order{"user": "U1", "channel": "CSECRET", "command": "/invite", "text": "@chainlead"})
	if got := h.call("chat.postMessage", args{"channel": "CSECRET", "text": "x"}); got["ok"] != true {
		t.Errorf("after: %v", got)
	}
}

func TestTimeMoves(t *testing.T) {
	shanghai := must(time.LoadLocation("Asia/Shanghai"))(t)
	h := openWith(t, workspace.Config{Seed: seed(), At: start, Zone: shanghai})
	for _, c := range []struct {
		move args
		want string
	}{
		{args{"advance": "30m"}, "2022-11-09T10:30"},
		{args{"to": "09:00"}, "2022-11-10T09:00"},
		{args{"to": "Fri 17:00"}, "2022-11-11T17:00"},
		{args{"to": "2022-11-12 08:00"}, "2022-11-12T08:00"},
		{args{"jump": "2022-11-14T09:00:00+08:00"}, "2022-11-14T09:00"},
	} {
		got := must(time.Parse(time.RFC3339, h.clock(c.move)))(t).In(shanghai).Format("2006-01-02T15:04")
		if got != c.want {
			t.Errorf("%v: it is %s, want %s", c.move, got, c.want)
		}
	}
	before := h.call("chat.postMessage", args{"channel": "C1", "text": "x"})["ts"].(string)
	after := h.call("chat.postMessage", args{"channel": "C1", "text": "x"})["ts"].(string)
	if after <= before || !strings.HasPrefix(before, "1668387600.") {
		t.Errorf("ts %s, then %s", before, after)
	}
}
