package workspace

import (
	"context"
	"fmt"
	"strings"
)

// A person presses a button or picks a value.

// A press says which element is used. ActionID or Label finds it, BlockID or a button's value where that isn't enough.
type press struct {
	ActionID string
	BlockID  string
	Label    string
	Value    any
	Values   map[string]map[string]any // in a dialog: what else is in it by now
}

// A hit is an element that a press may mean.
type hit struct {
	block string
	el    object
	value any // for an overflow or a choice found by the label of its option
}

// pressMessage uses an element of a message.
func (w *Workspace) pressMessage(ctx context.Context, u *User, r *room, ts string, p press) error {
	w.mu.Lock()
	m, h, err := w.findPressed(u, r, ts, p)
	if err != nil {
		w.mu.Unlock()
		return err
	}
	act, err := w.actionOf(h, p)
	if err != nil {
		w.mu.Unlock()
		return err
	}
	payload := w.interaction("block_actions", u)
	payload["trigger_id"] = w.newTrigger(u.ID, "")
	payload["response_url"] = w.newReplyURL(r.ID, u.ID, m.TS)
	payload["channel"] = object{"id": r.ID, "name": r.nameForApp()}
	payload["container"] = object{"type": "message", "message_ts": m.TS, "channel_id": r.ID, "is_ephemeral": m.For != ""}
	payload["actions"] = []object{act}
	payload["state"] = object{"values": initialValues(m.Blocks)}
	w.mu.Unlock()
	if m.For == "" { // a private message isn't sent along
		payload["message"] = w.wire(m, false)
	}
	_, err = w.deliver(ctx, "interactive", payload)
	return pressFailed(err)
}

func pressFailed(err error) error {
	if err == nil {
		return nil
	}
	return mishapf("This app did not respond to the button (%s).", "应用没有响应（%s）。", err)
}

// pressView uses an element of a dialog or of the Home tab.
func (w *Workspace) pressView(ctx context.Context, u *User, viewID string, p press) error {
	w.mu.Lock()
	payload, err := w.viewPress(u, viewID, p)
	w.mu.Unlock()
	if err != nil {
		return err
	}
	_, err = w.deliver(ctx, "interactive", payload)
	return pressFailed(err)
}

func (w *Workspace) viewPress(u *User, viewID string, p press) (object, error) {
	v := w.openedView(viewID)
	if v == nil || v.user != u.ID {
		return nil, fmt.Errorf("%s has no open view %s", u.Name, viewID)
	}
	if err := w.merge(v, p.Values); err != nil {
		return nil, err
	}
	h, err := only(pressed(v.body.list("blocks"), p))
	if err != nil {
		return nil, err
	}
	act, err := w.actionOf(h, p)
	if err != nil {
		return nil, err
	}
	if s, ok := slots[h.el.str("type")]; ok && s.initial != "" {
		v.values.obj(h.block)[h.el.str("action_id")] = object{"type": h.el.str("type"), s.value: act[s.value]}
	}
	payload := w.interaction("block_actions", u)
	payload["trigger_id"] = w.newTrigger(u.ID, v.id)
	payload["container"] = object{"type": "view", "view_id": v.id}
	payload["view"] = w.wireView(v)
	payload["actions"] = []object{act}
	return payload, nil
}

// interaction is what all interactions have in common. The caller holds mu.
func (w *Workspace) interaction(kind string, u *User) object {
	t := w.state.team
	return object{
		"type": kind, "token": "local", "api_app_id": w.state.app.ID, "enterprise": nil, "is_enterprise_install": false,
		"team": object{"id": t.ID, "domain": t.Domain},
		"user": object{"id": u.ID, "username": u.Name, "name": u.Name, "team_id": t.ID},
	}
}

// actionOf is what was done to an element. The caller holds mu.
func (w *Workspace) actionOf(h hit, p press) (object, error) {
	kind := h.el.str("type")
	act := object{"type": kind, "action_id": h.el.str("action_id"), "block_id": h.block, "action_ts": w.clock.ts()}
	if kind == "button" {
		act["text"] = h.el["text"]
		for _, k := range []string{"value", "style", "url"} {
			if h.el[k] != nil {
				act[k] = h.el[k]
			}
		}
		return act, nil
	}
	in := p.Value
	if in == nil {
		in = h.value
	}
	held, err := w.readValue(h.el, in)
	if err != nil {
		return nil, err
	}
	act[slots[kind].value] = held[slots[kind].value]
	return act, nil
}

// findPressed finds the message and the element. Without a ts, the newest message that has the element. The caller holds mu.
func (w *Workspace) findPressed(u *User, r *room, ts string, p press) (*message, hit, error) {
	list := w.visible(u, r)
	for i := len(list) - 1; i >= 0; i-- {
		m := list[i]
		if !m.Bot || ts != "" && m.TS != ts {
			continue
		}
		hits := pressed(m.Blocks, p)
		if len(hits) == 0 && ts == "" {
			continue
		}
		h, err := only(hits)
		return m, h, err
	}
	if ts != "" {
		return nil, hit{}, fmt.Errorf("%s sees no message of the bot with ts %s there", u.Name, ts)
	}
	return nil, hit{}, fmt.Errorf("%s sees no such button there", u.Name)
}

// pressed lists the elements that a press may mean.
func pressed(blocks []object, p press) []hit {
	var out []hit
	for _, b := range blocks {
		if p.BlockID != "" && b.str("block_id") != p.BlockID {
			continue
		}
		for _, el := range interactive(b) {
			out = append(out, p.hits(b.str("block_id"), el)...)
		}
	}
	return out
}

func (p press) hits(block string, el object) []hit {
	switch {
	case p.ActionID != "" && el.str("action_id") != p.ActionID:
		return nil
	case p.ActionID != "" && el.str("type") == "button" && p.Value != nil && p.Value != el.str("value"):
		return nil
	case p.Label == "":
		return []hit{{block, el, nil}}
	case strings.TrimSpace(el.obj("text").str("text")) == strings.TrimSpace(p.Label):
		return []hit{{block, el, nil}}
	}
	for _, op := range allOptions(el) {
		if op.obj("text").str("text") == p.Label {
			return []hit{{block, el, op.str("value")}}
		}
	}
	return nil
}

func only(hits []hit) (hit, error) {
	switch len(hits) {
	case 0:
		return hit{}, fmt.Errorf("there is no such button or input")
	case 1:
		return hits[0], nil
	}
	var where []string
	for _, h := range hits {
		where = append(where, fmt.Sprintf("block_id %q action_id %q value %q", h.block, h.el.str("action_id"), h.el.str("value")))
	}
	return hit{}, fmt.Errorf("%d buttons match, say which: %s", len(hits), strings.Join(where, "; "))
}
