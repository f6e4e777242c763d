package workspace

import (
	"encoding/json"
	"slices"
)

const (
	maxView  = 250 << 10 // bytes of a view's JSON
	maxStack = 3         // dialogs on top of each other
)

// A view is an open dialog, or a Home tab.
type view struct {
	id     string
	user   string
	body   object // as the app gave it, with block IDs
	hash   string
	values object            // block → action → what is in it now
	root   string            // the first dialog of the stack
	prev   string            // the one below
	errors map[string]string // by block, what the app said is wrong

	trouble string // why the page couldn't submit it
}

// readView reads and checks a view argument.
func readView(raw json.RawMessage, on surface) (object, error) {
	if len(raw) > maxView {
		return nil, refuse("view_too_large")
	}
	var v object
	if raw == nil || json.Unmarshal(raw, &v) != nil || v == nil {
		return nil, refuse("invalid_arguments", "must provide an object [json-pointer:/view]")
	}
	if err := checkView(v, on); err != nil {
		return nil, err
	}
	nameBlocks(v.list("blocks"))
	return v, nil
}

func viewsOpen(w *Workspace, c *call) (object, error) { return w.openView(c, false) }

func viewsPush(w *Workspace, c *call) (object, error) { return w.openView(c, true) }

func (w *Workspace) openView(c *call, push bool) (object, error) {
	body, err := readView(c.raw("view"), inModal)
	if err != nil {
		return nil, err
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	if id := body.str("external_id"); id != "" && w.external(id) != nil {
		return nil, refuse("duplicate_external_id")
	}
	t, err := w.useTrigger(c.str("trigger_id"))
	if err != nil {
		return nil, err
	}
	stack := w.live.stacks[t.user]
	if push {
		if t.view == "" || len(stack) == 0 {
			return nil, refuse("invalid_trigger_id")
		}
		if len(stack) >= maxStack {
			return nil, refuse("push_limit_reached")
		}
	} else {
		w.live.stacks[t.user] = nil
	}
	return object{"view": w.wireView(w.stack(t.user, body))}, nil
}

// stack puts a dialog on top of those a person has open. The caller holds mu.
func (w *Workspace) stack(user string, body object) *view {
	v := &view{id: newID("V"), user: user}
	v.root = v.id
	stack := w.live.stacks[user]
	if n := len(stack); n > 0 {
		v.prev, v.root = stack[n-1].id, stack[0].id
	}
	v.fill(body, nil)
	w.live.stacks[user] = append(stack, v)
	w.state.changes++
	w.watch.changed()
	return v
}

// fill puts new contents into a view. What was typed stays where block and action keep their IDs.
func (v *view) fill(body object, old object) {
	v.body, v.hash, v.errors, v.trouble = body, random(digits, 10)+"."+random(lower, 8), nil, ""
	v.values = initialValues(body.list("blocks"))
	for block, actions := range v.values {
		for action := range asObject(actions) {
			if was := old.obj(block).obj(action); was != nil {
				asObject(actions)[action] = was
			}
		}
	}
}

func viewsUpdate(w *Workspace, c *call) (object, error) {
	body, err := readView(c.raw("view"), inModal)
	if err != nil {
		return nil, err
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	v := w.openedView(c.str("view_id"))
	if c.str("view_id") == "" {
		v = w.external(c.str("external_id"))
	}
	switch hash := c.str("hash"); {
	case v == nil:
		return nil, refuse("not_found")
	case hash != "" && hash != v.hash:
		return nil, refuse("hash_conflict")
	}
	v.fill(body, v.values)
	w.state.changes++
	w.watch.changed()
	return object{"view": w.wireView(v)}, nil
}

// viewsPublish sets a person's Home tab.
func viewsPublish(w *Workspace, c *call) (object, error) {
	body, err := readView(c.raw("view"), inHome)
	if err != nil {
		return nil, err
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	u := w.state.users[c.str("user_id")]
	switch m := w.state.manifest; {
	case u == nil:
		return nil, refuse("user_not_found")
	case m.given && !m.Features.AppHome.Home:
		return nil, refuse("not_enabled")
	}
	old := w.state.homes[u.ID]
	if hash := c.str("hash"); hash != "" && hash != old.str("hash") {
		return nil, refuse("hash_conflict")
	}
	body["id"], body["hash"] = old.str("id"), random(digits, 10)+"."+random(lower, 8)
	if old == nil {
		body["id"] = newID("V")
	}
	if err := w.commit(change{Home: &home{u.ID, body}}); err != nil {
		return nil, err
	}
	return object{"view": w.wireView(w.homeView(u.ID))}, nil
}

// homeView is a person's Home tab as a view, nil if none was published. The caller holds mu.
func (w *Workspace) homeView(user string) *view {
	body := w.state.homes[user]
	if body == nil {
		return nil
	}
	id := body.str("id")
	return &view{id: id, user: user, body: body, hash: body.str("hash"), root: id, values: initialValues(body.list("blocks"))}
}

// openedView finds an open dialog or a Home tab by its ID. The caller holds mu.
func (w *Workspace) openedView(id string) *view {
	for _, stack := range w.live.stacks {
		for _, v := range stack {
			if v.id == id {
				return v
			}
		}
	}
	for user, body := range w.state.homes {
		if body.str("id") == id && id != "" {
			return w.homeView(user)
		}
	}
	return nil
}

func (w *Workspace) external(id string) *view {
	for _, stack := range w.live.stacks {
		for _, v := range stack {
			if id != "" && v.body.str("external_id") == id {
				return v
			}
		}
	}
	return nil
}

// topView is the dialog in front of a person. The caller holds mu.
func (w *Workspace) topView(user string) *view {
	stack := w.live.stacks[user]
	if len(stack) == 0 {
		return nil
	}
	return stack[len(stack)-1]
}

// dropView closes one dialog. The caller holds mu.
func (w *Workspace) dropView(v *view) {
	w.live.stacks[v.user] = slices.DeleteFunc(w.live.stacks[v.user], func(x *view) bool { return x == v })
	w.state.changes++
	w.watch.changed()
}

// wireView is a view as the app sees it. The caller holds mu.
func (w *Workspace) wireView(v *view) object {
	var prev any
	if v.prev != "" {
		prev = v.prev
	}
	out := object{
		"id": v.id, "team_id": w.state.team.ID, "app_id": w.state.app.ID, "bot_id": w.state.app.BotID,
		"app_installed_team_id": w.state.team.ID, "hash": v.hash, "root_view_id": v.root, "previous_view_id": prev,
		"state": object{"values": v.values.clone()}, "private_metadata": "", "callback_id": "", "external_id": "",
		"clear_on_close": false, "notify_on_close": false, "title": nil, "submit": nil, "close": nil,
	}
	for k, x := range v.body {
		if k != "id" && k != "hash" {
			out[k] = x
		}
	}
	return out
}
