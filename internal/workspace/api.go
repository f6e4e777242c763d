package workspace

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"
)

// A slackError is what Slack answers instead of a result.
type slackError struct {
	code     string
	messages []string // what exactly is wrong, with JSON pointers
	needed   string   // the scopes that are missing
}

func (e *slackError) Error() string {
	return strings.Join(append([]string{e.code}, e.messages...), "; ")
}

func refuse(code string, messages ...string) error {
	return &slackError{code: code, messages: messages}
}

// A tokenKind tells whose token a method takes.
type tokenKind int

const (
	noToken tokenKind = iota
	botToken
	appToken
)

// A method is one method of the Web API. Scopes that depend on the kind of channel are asked for by the method itself.
type method struct {
	token tokenKind
	scope string
	run   func(*Workspace, *call) (object, error)
}

// methods are the methods that this workspace has. Any other is unknown to it.
var methods = map[string]method{
	"api.test":              {noToken, "", apiTest},
	"auth.test":             {botToken, "", authTest},
	"apps.connections.open": {appToken, "connections:write", connectionsOpen},
	"chat.postMessage":      {botToken, "chat:write", chatPostMessage},
	"chat.postEphemeral":    {botToken, "chat:write", chatPostEphemeral},
	"chat.update":           {botToken, "chat:write", chatUpdate},
	"chat.delete":           {botToken, "chat:write", chatDelete},
	"conversations.list":    {botToken, "", conversationsList},
	"conversations.open":    {botToken, "im:write", conversationsOpen},
	"conversations.join":    {botToken, "channels:join", conversationsJoin},
	"conversations.info":    {botToken, "", conversationsInfo},
	"conversations.members": {botToken, "", conversationsMembers},
	"conversations.history": {botToken, "", conversationsHistory},
	"conversations.replies": {botToken, "", conversationsReplies},
	"users.list":            {botToken, "users:read", usersList},
	"users.info":            {botToken, "users:read", usersInfo},
	"users.lookupByEmail":   {botToken, "users:read.email", usersLookupByEmail},
	"users.conversations":   {botToken, "", usersConversations},
	"views.open":            {botToken, "", viewsOpen},
	"views.push":            {botToken, "", viewsPush},
	"views.update":          {botToken, "", viewsUpdate},
	"views.publish":         {botToken, "", viewsPublish},
}

// A call is one call of a method with its arguments, which came as a form or as JSON.
type call struct {
	args  map[string]json.RawMessage
	token string
	host  string // where the caller reached us
}

const maxBody = 4 << 20

// api serves /api/METHOD. Slack answers 200 to everything that it understood, errors included.
func (w *Workspace) api(rw http.ResponseWriter, r *http.Request) {
	name := strings.Trim(strings.TrimPrefix(r.URL.Path, "/api/"), "/")
	w.hear(rw, r, name, func(rw http.ResponseWriter) { w.serveCall(rw, r, name) })
}

// hear serves a call, unless it is to go wrong: this is the one door through which the bot's calls come.
func (w *Workspace) hear(rw http.ResponseWriter, r *http.Request, name string, serve func(http.ResponseWriter)) {
	around := w.conf.Around
	if around == nil {
		around = func(string, string) bool { return false }
	}
	if around("before", name) {
		hangUp(rw)
		return
	}
	answer := &held{ResponseWriter: rw}
	if w.strike(rw, r, name, serve) {
		return
	}
	serve(answer)
	if around("inside", name) {
		hangUp(rw)
		return
	}
	answer.release()
	around("after", name)
}

// A held answer is given when it is released.
type held struct {
	http.ResponseWriter
	status int
	body   bytes.Buffer
}

func (h *held) WriteHeader(status int)      { h.status = status }
func (h *held) Write(b []byte) (int, error) { return h.body.Write(b) }

func (h *held) release() {
	if h.status != 0 {
		h.ResponseWriter.WriteHeader(h.status)
	}
	h.ResponseWriter.Write(h.body.Bytes()) // the caller has gone if this fails
}

func (w *Workspace) serveCall(rw http.ResponseWriter, r *http.Request, name string) {
	c, err := readCall(r)
	var out object
	if err == nil {
		out, err = w.answer(name, c)
	}
	x := exchange{From: "bot", What: name, OK: err == nil, Body: jsonBody(c.args)}
	if err != nil {
		x.Error = err.Error()
		out = w.failure(err)
	} else {
		out["ok"] = true
	}
	w.note(x)
	writeJSON(rw, http.StatusOK, out)
}

// answer runs a method.
func (w *Workspace) answer(name string, c *call) (object, error) {
	m, ok := methods[name]
	if !ok {
		return nil, refuse("unknown_method")
	}
	if err := w.authorize(m, c); err != nil {
		return nil, err
	}
	return m.run(w, c)
}

func (w *Workspace) authorize(m method, c *call) error {
	app := w.App()
	switch {
	case m.token == noToken:
		return nil
	case c.token == "":
		return refuse("not_authed")
	case c.token != app.BotToken && c.token != app.AppToken:
		return refuse("invalid_auth")
	case (c.token == app.AppToken) != (m.token == appToken):
		return refuse("not_allowed_token_type")
	case m.token == botToken && m.scope != "":
		return w.needs(m.scope)
	}
	return nil
}

// needs refuses a call for which the app lacks a scope.
func (w *Workspace) needs(scope string) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.state.manifest.grants(scope) {
		return nil
	}
	return &slackError{code: "missing_scope", needed: scope}
}

func (w *Workspace) failure(err error) object {
	var e *slackError
	if !errors.As(err, &e) {
		w.log.Error("answering the bot", "err", err)
		e = &slackError{code: "internal_error"}
	}
	out := object{"ok": false, "error": e.code}
	if len(e.messages) > 0 {
		shown := make([]string, len(e.messages))
		for i, m := range e.messages {
			shown[i] = "[ERROR] " + m
		}
		out["errors"], out["response_metadata"] = e.messages, object{"messages": shown}
	}
	if e.needed != "" {
		w.mu.Lock()
		out["needed"], out["provided"] = e.needed, strings.Join(w.state.manifest.OAuth.Scopes.Bot, ",")
		w.mu.Unlock()
	}
	return out
}

// readCall takes a call's arguments from wherever Slack allows them: query, form or JSON body; the token from the
// header or the body.
func readCall(r *http.Request) (*call, error) {
	c := &call{args: map[string]json.RawMessage{}, host: r.Host}
	c.token = strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer ")
	r.Body = http.MaxBytesReader(nil, r.Body, maxBody)
	if strings.HasPrefix(r.Header.Get("Content-Type"), "application/json") {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			return c, refuse("request_timeout")
		}
		if len(body) > 0 && json.Unmarshal(body, &c.args) != nil {
			return c, refuse("invalid_json")
		}
	} else if err := readForm(r, c); err != nil {
		return c, err
	}
	if t, ok := c.args["token"]; ok {
		delete(c.args, "token")
		if c.token == "" {
			json.Unmarshal(t, &c.token)
		}
	}
	return c, nil
}

func readForm(r *http.Request, c *call) error {
	err := r.ParseMultipartForm(maxBody)
	if err != nil && !errors.Is(err, http.ErrNotMultipart) {
		return refuse("invalid_form_data")
	}
	for k, v := range r.Form {
		c.args[k] = jsonBody(v[0])
	}
	return nil
}

// str is an argument as text; a number or a truth value in a JSON body is taken as its text.
func (c *call) str(key string) string {
	raw := c.args[key]
	var s string
	if json.Unmarshal(raw, &s) == nil {
		return s
	}
	return strings.Trim(string(raw), `"`)
}

func (c *call) yes(key string) bool { return slices.Contains([]string{"1", "true"}, c.str(key)) }

// raw is an argument that is itself JSON; in a form it is JSON in a string. Absent and null are nil.
func (c *call) raw(key string) json.RawMessage {
	raw := c.args[key]
	var s string
	if json.Unmarshal(raw, &s) == nil {
		raw = json.RawMessage(strings.TrimSpace(s))
	}
	if len(raw) == 0 || string(raw) == "null" {
		return nil
	}
	return raw
}

// limit reads the page size.
func (c *call) limit(normal, most int) (int, error) {
	s := c.str("limit")
	if s == "" || s == "0" {
		return normal, nil
	}
	n, err := strconv.Atoi(s)
	if err != nil || n < 0 {
		return 0, refuse("invalid_limit")
	}
	return min(n, most), nil
}

func writeJSON(rw http.ResponseWriter, status int, x any) {
	rw.Header().Set("Content-Type", "application/json; charset=utf-8")
	rw.WriteHeader(status)
	e := json.NewEncoder(rw)
	e.SetEscapeHTML(false)
	e.Encode(x) // the caller has gone if this fails
}
