package workspace

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// A person submits or closes a dialog.

var errTrouble = mishapf("We had some trouble connecting. Try again?", "连接时遇到问题，要再试一次吗？")

// submit puts values into a dialog and submits it. What the app says is wrong stands in the view afterwards.
func (w *Workspace) submit(ctx context.Context, u *User, viewID string, values map[string]map[string]any) error {
	w.mu.Lock()
	v, payload, err := w.submission(u, viewID, values)
	w.mu.Unlock()
	if err != nil {
		return err
	}
	ack, err := w.deliver(ctx, "interactive", payload)
	if err != nil {
		w.note(exchange{From: "workspace", What: "view_submission", Error: err.Error()})
		return errTrouble
	}
	w.mu.Lock()
	err = w.takeSubmitAck(v, ack)
	w.mu.Unlock()
	if err != nil {
		w.note(exchange{From: "workspace", What: "ack ignored", Error: err.Error()})
		return errTrouble
	}
	return nil
}

func (w *Workspace) submission(u *User, viewID string, values map[string]map[string]any) (*view, object, error) {
	v := w.openedView(viewID)
	if v == nil || v.user != u.ID || v.body.str("type") != "modal" {
		return nil, nil, fmt.Errorf("%s has no open form %s", u.Name, viewID)
	}
	if err := w.merge(v, values); err != nil {
		return nil, nil, err
	}
	v.trouble = ""
	v.errors = v.missing(!strings.HasPrefix(u.Locale, "en"))
	if len(v.errors) > 0 {
		w.state.changes++
		w.watch.changed()
		return nil, nil, v.unfilled()
	}
	payload := w.interaction("view_submission", u)
	payload["trigger_id"], payload["view"], payload["response_urls"] = w.newTrigger(u.ID, v.id), w.wireView(v), []object{}
	return v, payload, nil
}

// unfilled is the mishap of a form that Slack's client doesn't let go yet.
func (v *view) unfilled() *mishap {
	var what []string
	for _, b := range v.body.list("blocks") {
		if e := v.errors[b.str("block_id")]; e != "" {
			what = append(what, b.obj("label").str("text")+": "+e)
		}
	}
	return mishapf("The form was not sent: %s", "表单没有提交：%s", strings.Join(what, "; "))
}

// takeSubmitAck does to the dialogs what the acknowledgement says. The caller holds mu.
func (w *Workspace) takeSubmitAck(v *view, ack json.RawMessage) error {
	var a struct {
		Action string            `json:"response_action"`
		View   json.RawMessage   `json:"view"`
		Errors map[string]string `json:"errors"`
	}
	if len(ack) > 0 && json.Unmarshal(ack, &a) != nil {
		return fmt.Errorf("the acknowledgement of a submission is not an object")
	}
	v.errors = nil
	w.state.changes++
	w.watch.changed()
	switch a.Action {
	case "":
		w.dropView(v)
	case "clear":
		w.live.stacks[v.user] = nil
	case "errors":
		return v.takeErrors(a.Errors)
	case "update", "push":
		return w.takeSubmitView(v, a.Action, a.View)
	default:
		return fmt.Errorf("unknown response_action %q", a.Action)
	}
	return nil
}

// takeErrors shows errors under inputs. A key that isn't the block of an input spoils them all.
func (v *view) takeErrors(errors map[string]string) error {
	inputs := map[string]bool{}
	for _, b := range v.body.list("blocks") {
		inputs[b.str("block_id")] = b.str("type") == "input"
	}
	if len(errors) == 0 {
		return fmt.Errorf("response_action errors without errors")
	}
	for _, key := range slices.Sorted(maps.Keys(errors)) {
		if !inputs[key] {
			return fmt.Errorf("errors: %q is not the block_id of an input block", key)
		}
	}
	v.errors = errors
	return nil
}

func (w *Workspace) takeSubmitView(v *view, action string, raw json.RawMessage) error {
	body, err := readView(raw, inModal)
	if err != nil {
		return err
	}
	if action == "update" {
		v.fill(body, v.values)
		return nil
	}
	if len(w.live.stacks[v.user]) >= maxStack {
		return refuse("push_limit_reached")
	}
	w.stack(v.user, body)
	return nil
}

// closeView closes a dialog, and all below it if it says so, and tells the app if it wants to know.
func (w *Workspace) closeView(ctx context.Context, u *User, viewID string) error {
	w.mu.Lock()
	v := w.openedView(viewID)
	if v == nil || v.user != u.ID {
		w.mu.Unlock()
		return fmt.Errorf("%s has no open form %s", u.Name, viewID)
	}
	cleared := v.body.yes("clear_on_close")
	if cleared {
		w.live.stacks[u.ID] = nil
	}
	w.dropView(v)
	payload := w.interaction("view_closed", u)
	payload["view"], payload["is_cleared"] = w.wireView(v), cleared
	w.mu.Unlock()
	if v.body.yes("notify_on_close") {
		w.deliver(ctx, "interactive", payload) // nothing is shown to anyone whatever comes of it
	}
	return nil
}

// closeAll closes what a person has open, as they must before they can do anything else.
func (w *Workspace) closeAll(ctx context.Context, u *User) {
	for {
		w.mu.Lock()
		v := w.topView(u.ID)
		w.mu.Unlock()
		if v == nil || w.closeView(ctx, u, v.id) != nil {
			return
		}
	}
}
