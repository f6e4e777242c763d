package workspace

import (
	"encoding/json"
	"io"
	"net/http"
	"slices"
	"strings"
	"time"
)

const (
	replyUses  = 5
	replyLives = 30 * time.Minute // by the workspace's clock
)

// A replyURL lets the app answer an interaction without a token and without being a member.
type replyURL struct {
	channel string
	user    string
	ts      string // the message whose button was pressed, if it was a button
	until   time.Time
	uses    int
}

// newReplyURL hands out a response URL. The caller holds mu.
func (w *Workspace) newReplyURL(channel, user, ts string) string {
	key := random(lower, 24)
	w.live.replies[key] = &replyURL{channel: channel, user: user, ts: ts, until: w.clock.now().Add(replyLives)}
	return w.base + "/response/" + w.state.team.ID + "/" + random(digits, 12) + "/" + key
}

// An answer is what an app says through a response URL or in an acknowledgement.
type answer struct {
	Type     string          `json:"response_type"`
	Text     string          `json:"text"`
	Blocks   json.RawMessage `json:"blocks"`
	Metadata json.RawMessage `json:"metadata"`
	Replace  bool            `json:"replace_original"`
	Delete   bool            `json:"delete_original"`
	ThreadTS string          `json:"thread_ts"`
}

// response serves /response/…: 200 with "ok", or 404 with Slack's error.
func (w *Workspace) response(rw http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(http.MaxBytesReader(rw, r.Body, maxBody))
	if err == nil {
		err = w.respond(r.URL.Path[strings.LastIndexByte(r.URL.Path, '/')+1:], body)
	}
	x := exchange{From: "bot", What: "response_url", OK: err == nil, Body: jsonBody(json.RawMessage(body))}
	if err != nil {
		x.Error = err.Error()
		w.note(x)
		writeJSON(rw, http.StatusNotFound, w.failure(err))
		return
	}
	w.note(x)
	rw.Header().Set("Content-Type", "text/plain; charset=utf-8")
	io.WriteString(rw, "ok")
}

func (w *Workspace) respond(key string, body []byte) error {
	var a answer
	if json.Unmarshal(body, &a) != nil {
		return refuse("invalid_payload")
	}
	u, err := w.useReply(key)
	if err != nil {
		return err
	}
	return w.take(a, u)
}

func (w *Workspace) useReply(key string) (replyURL, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	u := w.live.replies[key]
	switch {
	case u == nil:
		return replyURL{}, refuse("invalid_url")
	case w.clock.now().After(u.until):
		return replyURL{}, refuse("expired_url")
	case u.uses >= replyUses:
		return replyURL{}, refuse("used_url")
	}
	u.uses++
	return *u, nil
}

// take does what an answer asks: says something privately or to all, replaces or deletes the message pressed on.
func (w *Workspace) take(a answer, u replyURL) error {
	d := draft{text: a.Text}
	raw := a.Blocks
	if string(raw) == "null" {
		raw = nil
	}
	var err error
	if d.blocks, err = readBlocks(raw, inMessage); err != nil {
		return err
	}
	if d.meta, err = readMetadata(a.Metadata); err != nil {
		return err
	}
	w.mu.Lock()
	said, err := w.takeDraft(a, d, u)
	w.mu.Unlock()
	if err == nil && said != nil {
		w.announce(said)
	}
	return err
}

// takeDraft returns the message that was posted for all to see, if it was.
func (w *Workspace) takeDraft(a answer, d draft, u replyURL) (*message, error) {
	switch {
	case a.Delete && u.ts != "":
		return nil, w.deleteOriginal(u)
	case d.text == "" && len(d.blocks) == 0:
		return nil, refuse("no_text")
	case a.Replace && u.ts != "":
		return nil, w.replaceOriginal(d, u)
	}
	m := w.botMessage(w.state.channels[u.channel], d)
	m.ThreadTS = a.ThreadTS
	if a.Type == "in_channel" {
		return m, w.commit(change{Post: m})
	}
	m.Metadata = nil
	w.whisper(m, u.user)
	return nil, nil
}

// whisper shows a message to one person. Like Slack's, it is gone after a restart. The caller holds mu.
func (w *Workspace) whisper(m *message, user string) {
	w.state.changes++
	m.For, m.born, m.changed = user, w.state.changes, w.state.changes
	w.live.whispers[m.Channel] = append(w.live.whispers[m.Channel], m)
	w.watch.changed()
}

func (w *Workspace) deleteOriginal(u replyURL) error {
	list := w.live.whispers[u.channel]
	if i := findTS(list, u.ts); i >= 0 {
		w.live.whispers[u.channel] = slices.Delete(slices.Clone(list), i, i+1)
		w.watch.changed()
		return nil
	}
	return w.commit(change{Delete: &place{u.channel, u.ts}})
}

func (w *Workspace) replaceOriginal(d draft, u replyURL) error {
	list := w.live.whispers[u.channel]
	if i := findTS(list, u.ts); i >= 0 {
		m := *list[i]
		w.state.changes++
		m.Text, m.Blocks, m.changed = d.text, d.blocks, w.state.changes
		list[i] = &m
		w.watch.changed()
		return nil
	}
	old := w.state.channels[u.channel].message(u.ts)
	if old == nil {
		return refuse("message_not_found")
	}
	m := *old
	m.Text, m.Blocks, m.Edited = d.text, d.blocks, w.clock.ts()
	return w.commit(change{Edit: &m})
}

func findTS(list []*message, ts string) int {
	return slices.IndexFunc(list, func(m *message) bool { return m.TS == ts })
}
