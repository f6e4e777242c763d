package workspace

import (
	"cmp"
	"encoding/json"
	"slices"
)

// What a person sees.

// visible lists what a person sees in a channel, the oldest first: what was said to all and what was said to them alone.
// The caller holds mu.
func (w *Workspace) visible(u *User, r *room) []*message {
	out := slices.Clone(r.messages)
	for _, m := range w.live.whispers[r.ID] {
		if m.For == u.ID {
			out = append(out, m)
		}
	}
	slices.SortStableFunc(out, func(a, b *message) int {
		x, _ := parseTS(a.TS)
		y, _ := parseTS(b.TS)
		return cmp.Compare(x, y)
	})
	return out
}

// maySee reports whether a person can look into a channel: their own, and every public one unless they are a guest.
func maySee(u *User, r *room) bool {
	return r.has(u.ID) || r.With == "" && !r.Private && !u.Guest && !u.Ultra && !u.Bot
}

// A shown message is a message as a person, or a script for them, sees it.
type shown struct {
	TS        string    `json:"ts"`
	Channel   string    `json:"channel"`
	User      string    `json:"user"`
	Name      string    `json:"name"` // the author's
	Bot       bool      `json:"bot"`
	Text      string    `json:"text"`
	Blocks    []object  `json:"blocks"`
	Plain     string    `json:"plain"`
	Ephemeral bool      `json:"ephemeral"`
	Edited    bool      `json:"edited"`
	ThreadTS  string    `json:"thread_ts,omitempty"`
	Metadata  *metadata `json:"metadata,omitempty"`
}

// show is a message with what it says as plain text. The caller holds mu.
func (w *Workspace) show(m *message) shown {
	return shown{
		TS: m.TS, Channel: m.Channel, User: m.User, Name: w.state.authorName(m.User), Bot: m.Bot, Text: m.Text,
		Blocks: nonNil(m.Blocks), Plain: w.plainMessage(m), Ephemeral: m.For != "", Edited: m.Edited != "",
		ThreadTS: m.ThreadTS, Metadata: m.Metadata,
	}
}

func (s *state) authorName(id string) string {
	if id == slackbot {
		return "Slackbot"
	}
	return s.personName(id)
}

// personName is how a person is called on the page and in plain text.
func (s *state) personName(id string) string {
	u := s.users[id]
	if u == nil {
		return id
	}
	return cmp.Or(u.RealName, u.Name)
}

// A shownView is a dialog or a Home tab as its person sees it.
type shownView struct {
	ID         string            `json:"id"`
	Type       string            `json:"type"`
	Title      string            `json:"title"`
	CallbackID string            `json:"callback_id"`
	Blocks     []object          `json:"blocks"`
	Values     object            `json:"values"`
	Errors     map[string]string `json:"errors,omitempty"`
	Plain      string            `json:"plain"`
}

func (w *Workspace) showView(v *view) *shownView {
	if v == nil {
		return nil
	}
	return &shownView{
		ID: v.id, Type: v.body.str("type"), Title: v.body.obj("title").str("text"), CallbackID: v.body.str("callback_id"),
		Blocks: nonNil(v.body.list("blocks")), Values: v.values.clone(), Errors: v.errors, Plain: w.plainView(v),
	}
}

// since lists what a person saw come and change after a certain change: not what they said themselves. The caller holds mu.
func (w *Workspace) since(u *User, mark int) (fresh, changed []shown) {
	for _, id := range w.state.rooms {
		r := w.state.channels[id]
		if !r.has(u.ID) {
			continue
		}
		for _, m := range w.visible(u, r) {
			switch {
			case m.born > mark && m.User != u.ID:
				fresh = append(fresh, w.show(m))
			case m.born <= mark && m.changed > mark:
				changed = append(changed, w.show(m))
			}
		}
	}
	return fresh, changed
}

// A Saying is one message of the bot's that stays, as Slack keeps it. Key is what its metadata says.
type Saying struct{ Channel, TS, Text, Key string }

// Said lists what the bot has said and not deleted, channel by channel in order.
func (w *Workspace) Said() []Saying {
	w.mu.Lock()
	defer w.mu.Unlock()
	var out []Saying
	for _, id := range w.state.rooms {
		r := w.state.channels[id]
		for _, m := range r.messages {
			if m.User != w.state.app.BotUserID {
				continue
			}
			where := r.ID
			if r.With != "" {
				where = "@" + r.With
			}
			out = append(out, Saying{where, m.TS, m.Text, m.key()})
		}
	}
	return out
}

// key is what a message's metadata names it by; "" where it has none.
func (m *message) key() string {
	var payload struct{ Key string }
	if m.Metadata == nil || json.Unmarshal(m.Metadata.EventPayload, &payload) != nil {
		return ""
	}
	return payload.Key
}
