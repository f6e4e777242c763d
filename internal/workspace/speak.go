package workspace

import (
	"context"
	"errors"
	"regexp"
	"strings"
)

// A person says something, uses a shortcut, or opens the app's Home.

var mentionName = regexp.MustCompile(`<@(\w+)\|[^>]*>`)

// speak says something in a channel and returns the message.
func (w *Workspace) speak(u *User, r *room, text, threadTS string) (*message, error) {
	w.mu.Lock()
	if r.With != "" && !w.state.manifest.messagesTab() {
		w.mu.Unlock()
		return nil, mishapf("Sending messages to this app has been turned off.", "已关闭向此应用发送消息的功能。")
	}
	text = mentionName.ReplaceAllString(w.state.escape(text), "<@$1>")
	m := &message{TS: w.clock.ts(), Channel: r.ID, User: u.ID, Text: text, ThreadTS: threadTS}
	m.Blocks = nameBlocks([]object{typedBlock(text)})
	err := w.commit(change{Post: m}, change{Read: &readMark{r.ID, u.ID, m.TS}})
	w.mu.Unlock()
	if err != nil {
		return nil, err
	}
	w.announce(m)
	return m, nil
}

// reword changes a person's own message, or deletes it where nothing is left, and tells the app.
func (w *Workspace) reword(u *User, r *room, ts, text string) error {
	w.mu.Lock()
	old, now, err := w.reworded(u, r, ts, text)
	at := w.clock.ts()
	w.mu.Unlock()
	if err != nil {
		return err
	}
	if !r.has(w.App().BotUserID) {
		return nil
	}
	event := object{"type": "message", "subtype": "message_deleted", "deleted_ts": ts, "channel": r.ID, "hidden": true, "ts": at, "event_ts": at,
		"channel_type": strings.TrimSuffix(r.kind(), "s"), "previous_message": w.wire(old, false)}
	if now != nil {
		delete(event, "deleted_ts")
		event["subtype"], event["message"] = "message_changed", w.wire(now, false)
	}
	w.emit("message."+r.kind(), event)
	return nil
}

// reworded makes the change; now is nil where the message is deleted. The caller holds mu.
func (w *Workspace) reworded(u *User, r *room, ts, text string) (old, now *message, err error) {
	if r != nil {
		old = r.message(ts)
	}
	if old == nil || old.User != u.ID {
		return nil, nil, errors.New("only a message of one's own is changed or deleted: give its channel and ts")
	}
	if text == "" {
		return old, nil, w.commit(change{Delete: &place{r.ID, ts}})
	}
	m := *old
	m.Text, m.Edited = mentionName.ReplaceAllString(w.state.escape(text), "<@$1>"), w.clock.ts()
	m.Blocks = nameBlocks([]object{typedBlock(m.Text)})
	return old, &m, w.commit(change{Edit: &m})
}

// typedBlock is the rich text that Slack makes of a typed message.
func typedBlock(text string) object {
	var parts []any
	for _, s := range markup(text, true) {
		switch s.kind {
		case spanUser:
			parts = append(parts, object{"type": "user", "user_id": s.id})
		case spanChannel:
			parts = append(parts, object{"type": "channel", "channel_id": s.id})
		case spanLink:
			parts = append(parts, object{"type": "link", "url": s.id})
		default:
			parts = append(parts, object{"type": "text", "text": s.text})
		}
	}
	return object{"type": "rich_text", "elements": []any{object{"type": "rich_text_section", "elements": nonNil(parts)}}}
}

// useShortcut uses a global shortcut, or a message shortcut on a message.
func (w *Workspace) useShortcut(ctx context.Context, u *User, s shortcut, r *room, m *message) error {
	w.mu.Lock()
	kind := "shortcut"
	if m != nil {
		kind = "message_action"
	}
	payload := w.interaction(kind, u)
	payload["callback_id"], payload["trigger_id"], payload["action_ts"] = s.CallbackID, w.newTrigger(u.ID, ""), w.clock.ts()
	if m != nil {
		payload["channel"] = object{"id": r.ID, "name": r.nameForApp()}
		payload["response_url"] = w.newReplyURL(r.ID, u.ID, "")
		payload["message_ts"] = m.TS
	}
	w.mu.Unlock()
	if m != nil {
		payload["message"] = w.wire(m, false)
	}
	_, err := w.deliver(ctx, "interactive", payload)
	return pressFailed(err)
}

func (r *room) nameForApp() string {
	if r.With != "" {
		return "directmessage"
	}
	return r.Name
}

// openHome opens one of the tabs of the app's Home for a person: home or messages.
func (w *Workspace) openHome(u *User, tab string) error {
	w.mu.Lock()
	r, err := w.openDM(u)
	if err != nil {
		w.mu.Unlock()
		return err
	}
	e := object{"type": "app_home_opened", "user": u.ID, "channel": r.ID, "tab": tab, "event_ts": w.clock.ts()}
	if v := w.homeView(u.ID); v != nil && tab == "home" {
		e["view"] = w.wireView(v)
	}
	w.mu.Unlock()
	w.emit("app_home_opened", e)
	return nil
}
