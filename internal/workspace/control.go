package workspace

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"slices"
)

// The control interface: what a person can do, for scripts and tests. A request that makes no sense gets status 400 and
// {ok: false, error}; what Slack itself would refuse gets status 200 and {ok: false, error, messages}.

// An order is a request to do something as somebody.
type order struct {
	User       string                    `json:"user"`
	Channel    string                    `json:"channel"`
	Command    string                    `json:"command"`
	Text       string                    `json:"text"`
	Wait       *bool                     `json:"wait"` // false: don't wait for what follows the acknowledgement
	TS         string                    `json:"ts"`
	ViewID     string                    `json:"view_id"`
	ActionID   string                    `json:"action_id"`
	BlockID    string                    `json:"block_id"`
	Label      string                    `json:"label"`
	Value      any                       `json:"value"`
	Values     map[string]map[string]any `json:"values"`
	ThreadTS   string                    `json:"thread_ts"`
	CallbackID string                    `json:"callback_id"`
	Tab        string                    `json:"tab"`

	who   *User
	where *room
}

// A result is what came of an order, as the person sees it.
type result struct {
	OK       bool       `json:"ok"`
	Error    string     `json:"error,omitempty"`
	TS       string     `json:"ts,omitempty"`      // of what was said
	Messages []shown    `json:"messages"`          // new ones
	Changed  []shown    `json:"changed,omitempty"` // older ones that look different now
	View     *shownView `json:"view,omitempty"`    // the dialog in front of the person, or the Home tab that was opened
}

func (w *Workspace) controlRoutes(mux *http.ServeMux) {
	mux.HandleFunc("GET /control/state", w.controlState)
	mux.HandleFunc("GET /control/messages", w.controlMessages)
	mux.HandleFunc("GET /control/log", w.controlLog)
	mux.HandleFunc("POST /control/clock", w.controlClock)
	mux.HandleFunc("POST /control/faults", w.controlFaults)
	orders := map[string]func(*Workspace, context.Context, *order, *result) error{
		"command": orderCommand, "action": orderAction, "submit": orderSubmit, "close": orderClose,
		"message": orderMessage, "edit": orderEdit, "delete": orderDelete, "shortcut": orderShortcut, "home": orderHome,
	}
	for name, run := range orders {
		mux.HandleFunc("POST /control/"+name, func(rw http.ResponseWriter, r *http.Request) { w.control(rw, r, run) })
	}
}

// control reads an order, carries it out, waits until the bot has done its part, and answers with what is to be seen.
func (w *Workspace) control(rw http.ResponseWriter, r *http.Request, run func(*Workspace, context.Context, *order, *result) error) {
	var o order
	if err := readJSON(r, &o); err != nil {
		controlError(rw, err)
		return
	}
	if err := w.resolve(&o); err != nil {
		controlError(rw, err)
		return
	}
	res, err := w.carryOut(r.Context(), &o, run)
	if err != nil {
		controlError(rw, err)
		return
	}
	writeJSON(rw, http.StatusOK, res)
}

func (w *Workspace) carryOut(ctx context.Context, o *order, run func(*Workspace, context.Context, *order, *result) error) (*result, error) {
	w.mu.Lock()
	mark := w.state.changes
	w.mu.Unlock()
	res := &result{OK: true}
	err := run(w, ctx, o, res)
	var m *mishap
	if err != nil && !errors.As(err, &m) {
		return nil, err
	}
	if m != nil {
		res.OK, res.Error = false, m.en
	}
	if o.Wait == nil || *o.Wait {
		if err := w.settle(ctx); err != nil {
			return nil, fmt.Errorf("waiting for the bot: %w", err)
		}
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	fresh, changed := w.since(o.who, mark)
	res.Messages, res.Changed = nonNil(fresh), changed
	if v := w.topView(o.who.ID); v != nil {
		res.View = w.showView(v)
	}
	return res, nil
}

// resolve finds the person and the channel an order names.
func (w *Workspace) resolve(o *order) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	u, err := w.actor(o.User)
	if err != nil {
		return err
	}
	o.who = u
	if o.Channel != "" {
		o.where, err = w.roomOf(u, o.Channel)
	}
	return err
}

// actor finds who is to do something. The caller holds mu.
func (w *Workspace) actor(name string) (*User, error) {
	u := w.state.user(name)
	switch {
	case name == "":
		return nil, errors.New("user is missing: give an ID or a handle")
	case u == nil:
		return nil, fmt.Errorf("there is no user %q", name)
	case u.Deleted:
		return nil, fmt.Errorf("%s is deactivated and can do nothing", u.Name)
	case u.Bot:
		return nil, fmt.Errorf("%s is a bot, not a person", u.Name)
	}
	return u, nil
}

// roomOf finds a channel for a person: by ID or #name, or their own ID for their DM with the bot. The caller holds mu.
func (w *Workspace) roomOf(u *User, name string) (*room, error) {
	if x := w.state.user(name); x != nil && (x.ID == u.ID || x.ID == w.state.app.BotUserID) {
		return w.openDM(u)
	}
	r := w.state.room(name)
	if r == nil || !maySee(u, r) {
		return nil, fmt.Errorf("%s sees no channel %q", u.Name, name)
	}
	return r, nil
}

// here is the channel of an order that needs one its person is in.
func (o *order) here() (*room, error) {
	switch {
	case o.where == nil:
		return nil, errors.New("channel is missing: give an ID, a #name, or the user's own ID for the DM with the bot")
	case !o.where.has(o.who.ID):
		return nil, fmt.Errorf("%s is not in #%s", o.who.Name, o.where.Name)
	case o.where.Archived:
		return nil, fmt.Errorf("#%s is archived", o.where.Name)
	}
	return o.where, nil
}

func orderCommand(w *Workspace, ctx context.Context, o *order, _ *result) error {
	r, err := o.here()
	if err != nil {
		return err
	}
	if o.Command == "" {
		return errors.New("command is missing")
	}
	w.closeAll(ctx, o.who)
	return w.typeCommand(ctx, o.who, r, o.Command, o.Text)
}

func orderAction(w *Workspace, ctx context.Context, o *order, _ *result) error {
	p := press{o.ActionID, o.BlockID, o.Label, o.Value, o.Values}
	if o.ActionID == "" && o.Label == "" {
		return errors.New("action_id or label is missing")
	}
	if o.ViewID != "" {
		return w.pressView(ctx, o.who, o.ViewID, p)
	}
	if o.where == nil {
		return errors.New("channel or view_id is missing")
	}
	w.closeAll(ctx, o.who)
	return w.pressMessage(ctx, o.who, o.where, o.TS, p)
}

func orderSubmit(w *Workspace, ctx context.Context, o *order, _ *result) error {
	return w.submit(ctx, o.who, o.ViewID, o.Values)
}

func orderClose(w *Workspace, ctx context.Context, o *order, _ *result) error {
	return w.closeView(ctx, o.who, o.ViewID)
}

func orderMessage(w *Workspace, ctx context.Context, o *order, res *result) error {
	r, err := o.here()
	if err != nil {
		return err
	}
	if o.Text == "" {
		return errors.New("text is missing")
	}
	w.closeAll(ctx, o.who)
	if o.Text[0] == '/' && o.ThreadTS == "" {
		return w.typeCommand(ctx, o.who, r, o.Text, "")
	}
	m, err := w.speak(o.who, r, o.Text, o.ThreadTS)
	if err == nil {
		res.TS = m.TS
	}
	return err
}

func orderEdit(w *Workspace, ctx context.Context, o *order, _ *result) error {
	if o.Text == "" {
		return errors.New("text is missing")
	}
	return w.reword(o.who, o.where, o.TS, o.Text)
}

func orderDelete(w *Workspace, _ context.Context, o *order, _ *result) error {
	return w.reword(o.who, o.where, o.TS, "")
}

func orderShortcut(w *Workspace, ctx context.Context, o *order, _ *result) error {
	w.mu.Lock()
	s, ok := w.state.manifest.shortcut(o.CallbackID)
	var m *message
	if ok && s.Type == "message" && o.where != nil {
		i := slices.IndexFunc(w.visible(o.who, o.where), func(m *message) bool { return m.TS == o.TS && m.For == "" })
		if i >= 0 {
			m = w.visible(o.who, o.where)[i]
		}
	}
	w.mu.Unlock()
	switch {
	case !ok:
		return fmt.Errorf("the app has no shortcut %q", o.CallbackID)
	case s.Type == "message" && m == nil:
		return errors.New("a message shortcut needs the channel and ts of a message that all can see")
	}
	w.closeAll(ctx, o.who)
	return w.useShortcut(ctx, o.who, s, o.where, m)
}

func orderHome(w *Workspace, ctx context.Context, o *order, _ *result) error {
	w.closeAll(ctx, o.who)
	tab := o.Tab
	if tab == "" {
		tab = "home"
	}
	return w.openHome(o.who, tab)
}

func readJSON(r *http.Request, into any) error {
	d := json.NewDecoder(http.MaxBytesReader(nil, r.Body, maxBody))
	d.DisallowUnknownFields()
	if err := d.Decode(into); err != nil {
		return fmt.Errorf("reading the request: %w", err)
	}
	return nil
}

func controlError(rw http.ResponseWriter, err error) {
	writeJSON(rw, http.StatusBadRequest, object{"ok": false, "error": err.Error()})
}
