package workspace

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// The control calls that look, and the one that moves time.

// An appState is the app in /control/state.
type appState struct {
	App
	Name      string         `json:"name"`
	Commands  []slashCommand `json:"commands"`
	Shortcuts []shortcut     `json:"shortcuts"`
	Connected int            `json:"connected"` // Socket Mode connections
}

func (w *Workspace) controlState(rw http.ResponseWriter, _ *http.Request) {
	w.mu.Lock()
	defer w.mu.Unlock()
	s := &w.state
	users, channels := []User{}, []Channel{}
	for _, id := range s.people {
		users = append(users, *s.users[id])
	}
	for _, id := range s.rooms {
		if r := s.channels[id]; r.With == "" {
			channels = append(channels, r.Channel)
		}
	}
	app := appState{App: s.app, Name: s.manifest.Display.Name, Commands: nonNil(s.manifest.Features.Commands),
		Shortcuts: nonNil(s.manifest.Features.Shortcuts), Connected: w.hub.count()}
	writeJSON(rw, http.StatusOK, object{"ok": true, "now": w.clock.now(), "zone": w.conf.Zone.String(), "team": s.team,
		"users": users, "channels": channels, "apps": []appState{app}})
}

func (w *Workspace) controlMessages(rw http.ResponseWriter, r *http.Request) {
	w.mu.Lock()
	defer w.mu.Unlock()
	list, err := w.messagesFor(r.FormValue("user"), r.FormValue("channel"))
	if err != nil {
		controlError(rw, err)
		return
	}
	writeJSON(rw, http.StatusOK, object{"ok": true, "messages": list})
}

func (w *Workspace) messagesFor(user, channel string) ([]shown, error) {
	u, err := w.actor(user)
	if err != nil {
		return nil, err
	}
	if channel == "" {
		return nil, errors.New("channel is missing: give an ID, a #name, or the user's own ID for the DM with the bot")
	}
	r, err := w.roomOf(u, channel)
	if err != nil {
		return nil, err
	}
	out := []shown{}
	for _, m := range w.visible(u, r) {
		out = append(out, w.show(m))
	}
	return out, nil
}

func (w *Workspace) controlLog(rw http.ResponseWriter, _ *http.Request) {
	writeJSON(rw, http.StatusOK, object{"ok": true, "entries": nonNil(w.talk.all())})
}

// A move is a request to move time: by a span, to a time, or in a leap as if the machine had been off.
type move struct {
	Advance string `json:"advance"`
	To      string `json:"to"`
	Jump    string `json:"jump"`
}

func (w *Workspace) controlClock(rw http.ResponseWriter, r *http.Request) {
	m, err := readMove(r)
	if err == nil {
		err = w.moveClock(r.Context(), m)
	}
	if err != nil {
		controlError(rw, err)
		return
	}
	writeJSON(rw, http.StatusOK, object{"ok": true, "now": w.clock.now()})
}

// readMove reads JSON, whatever its content type says (curl -d calls everything a form), or the form that the page sends.
func readMove(r *http.Request) (move, error) {
	body, err := io.ReadAll(http.MaxBytesReader(nil, r.Body, maxBody))
	if err != nil {
		return move{}, fmt.Errorf("reading the request: %w", err)
	}
	if form, err := url.ParseQuery(string(body)); err == nil && !bytes.HasPrefix(bytes.TrimSpace(body), []byte("{")) {
		return move{form.Get("advance"), form.Get("to"), form.Get("jump")}, nil
	}
	var m move
	r.Body = io.NopCloser(bytes.NewReader(body))
	err = readJSON(r, &m)
	return m, err
}

func (w *Workspace) moveClock(ctx context.Context, m move) error {
	to, err := w.target(m)
	if err != nil {
		return err
	}
	now := w.clock.now()
	switch own := w.conf.Now == nil; {
	case to.Before(now):
		return fmt.Errorf("it is %s already, and time never goes back", now.In(w.conf.Zone).Format(time.DateTime))
	case m.Jump != "" && w.conf.Jump != nil:
		err = w.conf.Jump(to)
	case m.Jump == "" && w.conf.Play != nil:
		err = w.conf.Play(ctx, to)
	case own:
		w.clock.set(to)
	default:
		return errors.New("this workspace's clock is not its own and can't be moved from here")
	}
	if err != nil {
		return fmt.Errorf("moving time to %s: %w", to.Format(time.RFC3339), err)
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.commit(change{Clock: true})
}

// target is the time a move leads to. A time without a zone is in the workspace's.
func (w *Workspace) target(m move) (time.Time, error) {
	if m.Advance != "" {
		d, err := time.ParseDuration(m.Advance)
		if err != nil {
			return time.Time{}, fmt.Errorf("advance: %q is not a span of time like 72h or 90m", m.Advance)
		}
		return w.clock.now().Add(d), nil
	}
	s := m.To + m.Jump
	if s == "" || m.To != "" && m.Jump != "" {
		return time.Time{}, errors.New("give one of advance, to and jump")
	}
	if t, ok := nextTime(w.clock.now().In(w.conf.Zone), s); ok {
		return t, nil
	}
	if d, err := time.ParseDuration(s); err == nil {
		return w.clock.now().Add(d), nil
	}
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04:05", "2006-01-02 15:04:05", "2006-01-02T15:04", "2006-01-02 15:04"} {
		if t, err := time.ParseInLocation(layout, s, w.conf.Zone); err == nil {
			return t, nil
		}
	}
	return time.Time{}, fmt.Errorf("%q is not a time like 2022-11-14T09:00:00+08:00 or 2022-11-14 09:00", s)
}

// nextTime reads "09:00" and "Fri 17:00" as the next such time after now.
func nextTime(now time.Time, s string) (time.Time, bool) {
	day, clock, named := strings.Cut(s, " ")
	if !named {
		clock = s
	}
	hm, err := time.Parse("15:04", clock)
	if err != nil {
		return time.Time{}, false
	}
	for i := range 8 {
		t := time.Date(now.Year(), now.Month(), now.Day()+i, hm.Hour(), hm.Minute(), 0, 0, now.Location())
		if t.After(now) && (!named || strings.EqualFold(t.Format("Mon"), day)) {
			return t, true
		}
	}
	return time.Time{}, false
}
