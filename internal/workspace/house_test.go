package workspace_test

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"chainlead/internal/workspace"

	"github.com/gorilla/websocket"
)

// A house is a workspace that is served on loopback, and what a test does with it.
type house struct {
	t   *testing.T
	w   *workspace.Workspace
	url string
}

// start is when the tests' workspaces begin: a Wednesday, ten o'clock in the city.
var start = time.Date(2022, 11, 9, 2, 0, 0, 0, time.UTC)

const manifest = `{
 "display_information": {"name": "双招助手"},
 "features": {
  "bot_user": {"display_name": "chainlead"},
  "app_home": {"home_tab_enabled": true, "messages_tab_enabled": true, "messages_tab_read_only_enabled": false},
  "slash_commands": [
   {"command": "/lead", "description": "线索", "usage_hint": "[企业] [项目]", "should_escape": true},
   {"command": "/form", "description": "表单", "should_escape": false}],
  "shortcuts": [
   {"name": "记线索", "type": "message", "callback_id": "note", "description": "从消息登记"},
   {"name": "登记", "type": "global", "callback_id": "new", "description": "登记"}]},
 "oauth_config": {"scopes": {"bot": ["commands", "chat:write", "channels:read", "channels:join", "channels:history",
  "groups:read", "groups:history", "im:read", "im:write", "im:history", "users:read"]}},
 "settings": {"event_subscriptions": {"bot_events": ["message.im", "app_home_opened", "member_joined_channel"]}}}`

func seed() workspace.Seed {
	return workspace.Seed{
		TeamID: "T1", TeamName: "Testburg", Domain: "testburg",
		Users: []workspace.User{
			{ID: "U1", Name: "cadre", RealName: "招商专员甲", Title: "招商专员", Email: "cadre@example.org", TZ: "Asia/Shanghai", Locale: "zh-CN"},
			{ID: "U2", Name: "clerk", RealName: "招商科员", Title: "科员", TZ: "Asia/Shanghai", Locale: "en-US"},
			{ID: "U3", Name: "gone", RealName: "已离任", Deleted: true},
		},
		Channels: []workspace.Channel{
			{ID: "C1", Name: "氢能", Topic: "氢能产业链", Members: []string{"U1", "U2", "chainlead"}},
			{ID: "C2", Name: "全市", Members: []string{"U1", "U2"}},
			{ID: "COLD", Name: "old", Archived: true, Members: []string{"chainlead"}},
			{ID: "CSECRET", Name: "secret", Private: true, Members: []string{"U1"}},
		},
		Manifest: []byte(manifest),
	}
}

func open(t *testing.T) *house { return openWith(t, workspace.Config{Seed: seed(), At: start}) }

func openWith(t *testing.T, conf workspace.Config) *house {
	t.Helper()
	w, err := workspace.Open(conf)
	if err != nil {
		t.Fatal(err)
	}
	s := httptest.NewServer(w)
	w.SetURL(s.URL)
	t.Cleanup(func() {
		if err := w.Close(); err != nil {
			t.Error(err)
		}
		s.Close()
	})
	return &house{t, w, s.URL}
}

type order map[string]any

// A reply is what /control answers.
type reply struct {
	OK       bool
	Error    string
	TS       string
	Messages []said
	Changed  []said
	View     *struct {
		ID, Title, Plain string
		Errors           map[string]string
		Values           map[string]map[string]map[string]any
	}
}

type said struct {
	TS, Channel, User, Text, Plain string
	Ephemeral, Bot, Edited         bool
}

func (r reply) plain() string {
	var out []string
	for _, m := range r.Messages {
		out = append(out, m.Plain)
	}
	return strings.Join(out, "\n--\n")
}

// do gives an order that must make sense, and returns what came of it.
func (h *house) do(what string, o order) reply {
	h.t.Helper()
	status, r := h.try(what, o)
	if status != http.StatusOK {
		h.t.Fatalf("%s %v: status %d: %s", what, o, status, r.Error)
	}
	return r
}

func (h *house) try(what string, o order) (int, reply) {
	h.t.Helper()
	body := must(json.Marshal(o))(h.t)
	resp := must(http.Post(h.url+"/control/"+what, "application/json", bytes.NewReader(body)))(h.t)
	defer resp.Body.Close()
	var r reply
	if err := json.NewDecoder(resp.Body).Decode(&r); err != nil {
		h.t.Fatalf("%s: %v", what, err)
	}
	return resp.StatusCode, r
}

// order gives an order while the test itself plays the app; what came of it is waited for at the end of the test.
func (h *house) order(what string, o order) <-chan reply {
	out := make(chan reply, 1)
	done := make(chan struct{})
	go func() {
		defer close(done)
		_, r := h.try(what, o)
		out <- r
	}()
	h.t.Cleanup(func() { <-done })
	return out
}

func (h *house) messages(user, channel string) []said {
	h.t.Helper()
	resp := must(http.Get(h.url + "/control/messages?" + url.Values{"user": {user}, "channel": {channel}}.Encode()))(h.t)
	defer resp.Body.Close()
	var r reply
	if err := json.NewDecoder(resp.Body).Decode(&r); err != nil || !r.OK {
		h.t.Fatalf("messages of %s for %s: %v %s", channel, user, err, r.Error)
	}
	return r.Messages
}

// call calls a method of the Web API with the bot's token.
func (h *house) call(method string, args map[string]any) map[string]any {
	h.t.Helper()
	return h.callAs(h.w.App().BotToken, method, args)
}

func (h *house) callAs(token, method string, args map[string]any) map[string]any {
	h.t.Helper()
	body := must(json.Marshal(args))(h.t)
	req := must(http.NewRequest(http.MethodPost, h.url+"/api/"+method, bytes.NewReader(body)))(h.t)
	req.Header.Set("Content-Type", "application/json; charset=utf-8")
	if token != "" {
		req.Header.Set("Authorization", "Bearer "+token)
	}
	resp := must(http.DefaultClient.Do(req))(h.t)
	defer resp.Body.Close()
	var out map[string]any
	if err := json.NewDecoder(resp.Body).Decode(&out); err != nil {
		h.t.Fatalf("%s: %v", method, err)
	}
	return out
}

// awaitSocket waits until an app is connected.
func (h *house) awaitSocket() {
	h.t.Helper()
	for range 500 {
		var s struct{ Apps []struct{ Connected int } }
		resp := must(http.Get(h.url + "/control/state"))(h.t)
		err := json.NewDecoder(resp.Body).Decode(&s)
		resp.Body.Close()
		if err == nil && s.Apps[0].Connected > 0 {
			return
		}
		<-time.After(10 * time.Millisecond)
	}
	h.t.Fatal("no app has connected")
}

// A rawApp is an app's end of Socket Mode without any library for it.
type rawApp struct {
	t  *testing.T
	ws *websocket.Conn
}

type frame struct {
	ID       string          `json:"envelope_id"`
	Type     string          `json:"type"`
	Payload  json.RawMessage `json:"payload"`
	Accepts  bool            `json:"accepts_response_payload"`
	Attempt  int             `json:"retry_attempt"`
	Reason   string          `json:"retry_reason"`
	NumConns int             `json:"num_connections"`
}

func (h *house) socketURL() string {
	h.t.Helper()
	out := h.callAs(h.w.App().AppToken, "apps.connections.open", nil)
	u, _ := out["url"].(string)
	if u == "" {
		h.t.Fatalf("apps.connections.open: %v", out)
	}
	return u
}

func (h *house) connect() *rawApp {
	h.t.Helper()
	ws, _, err := websocket.DefaultDialer.Dial(h.socketURL(), nil)
	if err != nil {
		h.t.Fatal(err)
	}
	h.t.Cleanup(func() { ws.Close() })
	a := &rawApp{h.t, ws}
	if f := a.next(); f.Type != "hello" || f.NumConns < 1 {
		h.t.Fatalf("the first frame is not hello: %+v", f)
	}
	return a
}

func (a *rawApp) next() frame {
	a.t.Helper()
	a.ws.SetReadDeadline(time.Now().Add(10 * time.Second))
	var f frame
	if err := a.ws.ReadJSON(&f); err != nil {
		a.t.Fatal(err)
	}
	return f
}

func (a *rawApp) ack(id string, payload any) {
	a.t.Helper()
	m := map[string]any{"envelope_id": id}
	if payload != nil {
		m["payload"] = payload
	}
	if err := a.ws.WriteJSON(m); err != nil {
		a.t.Fatal(err)
	}
}

func must[T any](x T, err error) func(testing.TB) T {
	return func(t testing.TB) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return x
	}
}

// post sends JSON to a response URL and returns the status and the body.
func (h *house) post(address string, body map[string]any) (int, string) {
	h.t.Helper()
	resp := must(http.Post(address, "application/json", bytes.NewReader(must(json.Marshal(body))(h.t))))(h.t)
	defer resp.Body.Close()
	b := must(io.ReadAll(resp.Body))(h.t)
	return resp.StatusCode, string(b)
}
