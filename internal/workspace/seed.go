package workspace

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
)

// sow brings what is new in the seed into the workspace: everything, if it is empty.
func (w *Workspace) sow(s Seed) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, r := range w.state.channels {
		for _, m := range r.messages {
			w.clock.seen(m.TS)
		}
	}
	if err := w.sowApp(s); err != nil {
		return err
	}
	for _, u := range s.Users {
		if err := w.sowUser(u); err != nil {
			return err
		}
	}
	for _, c := range s.Channels {
		if err := w.sowChannel(c); err != nil {
			return err
		}
	}
	return nil
}

// sowApp installs the app: its tokens are made once and stay; its manifest may change from run to run.
func (w *Workspace) sowApp(s Seed) error {
	var changes []change
	if w.state.team.ID == "" {
		t := team{cmp.Or(s.TeamID, newID("T")), cmp.Or(s.TeamName, "Workspace"), cmp.Or(s.Domain, "workspace")}
		id := newID("A")
		app := App{ID: id, BotToken: newBotToken(), AppToken: newAppToken(id), BotUserID: newID("U"), BotID: newID("B")}
		if i := slices.IndexFunc(s.Users, func(u User) bool { return u.Bot && u.ID != "" }); i >= 0 {
			app.BotUserID = s.Users[i].ID
		}
		changes = append(changes, change{Team: &t}, change{App: &app})
	}
	raw, m, err := compactManifest(s.Manifest)
	if err != nil {
		return err
	}
	if raw != nil && string(raw) != string(w.state.raw) {
		changes = append(changes, change{Manifest: raw})
	}
	if len(changes) > 0 {
		if err := w.commit(changes...); err != nil {
			return err
		}
	}
	return w.sowBot(s, m)
}

// sowBot makes sure that the app's bot user exists, with the name in the manifest unless the seed has one.
func (w *Workspace) sowBot(s Seed, m manifest) error {
	if w.state.users[w.state.app.BotUserID] != nil || slices.ContainsFunc(s.Users, func(u User) bool { return u.Bot }) {
		return nil
	}
	name := cmp.Or(m.Features.BotUser.DisplayName, "bot")
	bot := User{ID: w.state.app.BotUserID, Name: name, RealName: cmp.Or(m.Display.Name, name), Bot: true}
	return w.commit(change{User: &bot})
}

func compactManifest(raw []byte) (json.RawMessage, manifest, error) {
	if len(raw) == 0 {
		return nil, manifest{}, nil
	}
	m, err := readManifest(raw)
	if err != nil {
		return nil, m, err
	}
	var o object
	if err := json.Unmarshal(raw, &o); err != nil {
		return nil, m, fmt.Errorf("reading the app manifest: %w", err)
	}
	out, err := json.Marshal(o)
	return out, m, err
}

func (w *Workspace) sowUser(u User) error {
	if u.ID == "" && u.Name == "" {
		return fmt.Errorf("a user has neither an ID nor a name")
	}
	if w.state.users[u.ID] != nil || u.ID == "" && w.state.user(u.Name) != nil {
		return nil
	}
	if u.ID == "" {
		u.ID = newID("U")
		if u.Bot {
			u.ID = w.state.app.BotUserID
		}
	}
	u.Name = cmp.Or(u.Name, u.ID)
	return w.commit(change{User: &u})
}

func (w *Workspace) sowChannel(c Channel) error {
	if w.state.channels[c.ID] != nil || c.ID == "" && w.state.room(c.Name) != nil {
		return nil
	}
	c.ID = cmp.Or(c.ID, newID("C"))
	c.Members = slices.Clone(c.Members)
	for i, m := range c.Members {
		u := w.state.user(m)
		if u == nil {
			return fmt.Errorf("channel %s: there is no user %s", c.Name, m)
		}
		c.Members[i] = u.ID
	}
	return w.commit(change{Room: &room{Channel: c, Created: w.clock.now().Unix()}})
}
