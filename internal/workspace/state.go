package workspace

import (
	"encoding/json"
	"slices"
	"strings"
	"time"
)

// state is what the workspace remembers. Only apply changes it, so that reading the journal again makes the same state.
type state struct {
	team     team
	app      App
	manifest manifest
	raw      json.RawMessage // the manifest as given
	users    map[string]*User
	people   []string // user IDs, in the order of their coming
	channels map[string]*room
	rooms    []string          // channel IDs, in the order of their coming
	dms      map[string]string // user → the ID of their DM with the bot
	homes    map[string]object // user → the Home tab published for them
	last     time.Time
	changes  int // how many changes have been made: every message knows at which it was born and last changed
}

type team struct {
	ID     string `json:"id"`
	Name   string `json:"name"`
	Domain string `json:"domain"`
}

// A room is a channel or a DM with what was said in it.
type room struct {
	Channel
	With     string `json:"with,omitempty"` // a DM: the person
	Created  int64  `json:"created"`
	messages []*message
	read     map[string]string // user → the ts up to which they have read
}

// A message is something said. Its fields are never changed in place: an edit replaces the message.
type message struct {
	TS       string    `json:"ts"`
	Channel  string    `json:"channel"`
	User     string    `json:"user"`
	Bot      bool      `json:"bot,omitempty"`
	Text     string    `json:"text"`
	Blocks   []object  `json:"blocks,omitempty"`
	Metadata *metadata `json:"metadata,omitempty"`
	ThreadTS string    `json:"thread_ts,omitempty"`
	Edited   string    `json:"edited,omitempty"` // the ts of the edit
	For      string    `json:"-"`                // a private answer: the one person who sees it
	born     int
	changed  int
}

type metadata struct {
	EventType    string          `json:"event_type"`
	EventPayload json.RawMessage `json:"event_payload,omitempty"`
}

// A change is one line of the journal. Exactly one of its fields besides At is set.
type change struct {
	At       time.Time       `json:"at"`
	Team     *team           `json:"team,omitempty"`
	App      *App            `json:"app,omitempty"`
	Manifest json.RawMessage `json:"manifest,omitempty"`
	User     *User           `json:"user,omitempty"` // new, or as it is now
	Room     *room           `json:"room,omitempty"` // new, or as it is now
	Post     *message        `json:"post,omitempty"`
	Edit     *message        `json:"edit,omitempty"`
	Delete   *place          `json:"delete,omitempty"`
	Read     *readMark       `json:"read,omitempty"`
	Home     *home           `json:"home,omitempty"`
	Clock    bool            `json:"clock,omitempty"` // time was moved to At
}

type place struct {
	Channel string `json:"channel"`
	TS      string `json:"ts"`
}

type readMark struct {
	Channel string `json:"channel"`
	User    string `json:"user"`
	TS      string `json:"ts"`
}

type home struct {
	User string `json:"user"`
	View object `json:"view"`
}

func newState() state {
	return state{users: map[string]*User{}, channels: map[string]*room{}, dms: map[string]string{}, homes: map[string]object{}}
}

func (s *state) apply(c change) {
	s.changes++
	s.last = later(s.last, c.At)
	switch {
	case c.Team != nil:
		s.team = *c.Team
	case c.App != nil:
		s.app = *c.App
	case c.Manifest != nil:
		s.raw = c.Manifest
		s.manifest, _ = readManifest(c.Manifest)
	case c.User != nil:
		s.putUser(*c.User)
	case c.Room != nil:
		s.putRoom(*c.Room)
	case c.Home != nil:
		s.homes[c.Home.User] = c.Home.View
	case c.Read != nil:
		if r := s.channels[c.Read.Channel]; r != nil {
			r.read[c.Read.User] = c.Read.TS
		}
	default:
		s.applyMessage(c)
	}
}

func (s *state) applyMessage(c change) {
	switch {
	case c.Post != nil:
		if r := s.channels[c.Post.Channel]; r != nil {
			m := *c.Post
			m.born, m.changed = s.changes, s.changes
			r.messages = append(r.messages, &m)
		}
	case c.Edit != nil:
		if r := s.channels[c.Edit.Channel]; r != nil {
			r.replace(*c.Edit, s.changes)
		}
	case c.Delete != nil:
		if r := s.channels[c.Delete.Channel]; r != nil {
			r.messages = slices.DeleteFunc(r.messages, func(m *message) bool { return m.TS == c.Delete.TS })
		}
	}
}

func (s *state) putUser(u User) {
	if s.users[u.ID] == nil {
		s.people = append(s.people, u.ID)
	}
	s.users[u.ID] = &u
}

func (s *state) putRoom(r room) {
	r.read = map[string]string{}
	if old := s.channels[r.ID]; old != nil {
		r.messages, r.read = old.messages, old.read
	} else {
		s.rooms = append(s.rooms, r.ID)
	}
	if r.With != "" {
		s.dms[r.With] = r.ID
	}
	s.channels[r.ID] = &r
}

func (r *room) replace(m message, at int) {
	for i, old := range r.messages {
		if old.TS == m.TS {
			m.born, m.changed = old.born, at
			r.messages[i] = &m
		}
	}
}

func (r *room) message(ts string) *message {
	for _, m := range slices.Backward(r.messages) {
		if m.TS == ts {
			return m
		}
	}
	return nil
}

func (r *room) has(user string) bool { return slices.Contains(r.Members, user) }

// user finds a person by ID or handle; a leading @ is allowed.
func (s *state) user(who string) *User {
	who = strings.TrimPrefix(who, "@")
	if u := s.users[who]; u != nil {
		return u
	}
	for _, id := range s.people {
		if s.users[id].Name == who {
			return s.users[id]
		}
	}
	return nil
}

// room finds a channel by ID or #name.
func (s *state) room(what string) *room {
	if r := s.channels[what]; r != nil {
		return r
	}
	name := strings.TrimPrefix(what, "#")
	for _, id := range s.rooms {
		if r := s.channels[id]; r.With == "" && r.Name == name {
			return r
		}
	}
	return nil
}
