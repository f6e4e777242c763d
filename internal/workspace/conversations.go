package workspace

import (
	"cmp"
	"slices"
	"strings"
)

// The methods about channels: which there are, who is in them, what was said in them.

func conversationsList(w *Workspace, c *call) (object, error) {
	return w.listRooms(c, func(r *room) bool { return !r.Private && r.With == "" || r.has(w.state.app.BotUserID) })
}

func usersConversations(w *Workspace, c *call) (object, error) {
	w.mu.Lock()
	user := cmp.Or(c.str("user"), w.state.app.BotUserID)
	known := w.state.users[user] != nil
	w.mu.Unlock()
	if !known {
		return nil, refuse("user_not_found")
	}
	bot := w.App().BotUserID
	return w.listRooms(c, func(r *room) bool { return r.has(user) && (!r.Private || r.has(bot)) })
}

func (w *Workspace) listRooms(c *call, visible func(*room) bool) (object, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	kinds, err := w.wantedKinds(c.str("types"))
	if err != nil {
		return nil, err
	}
	var all []*room
	for _, id := range w.state.rooms {
		r := w.state.channels[id]
		if kinds[r.kind()] && visible(r) && !(r.Archived && c.yes("exclude_archived")) {
			all = append(all, r)
		}
	}
	some, next, err := page(c, all, func(r *room) string { return r.ID }, 100, 1000)
	if err != nil {
		return nil, err
	}
	out := make([]object, len(some))
	for i, r := range some {
		out[i] = w.wireRoom(r)
	}
	return object{"channels": out, "response_metadata": object{"next_cursor": next}}, nil
}

// wantedKinds reads a list of channel types, for each of which the app needs the scope to read it.
func (w *Workspace) wantedKinds(types string) (map[string]bool, error) {
	scopes := map[string]string{"public_channel": "channels", "private_channel": "groups", "im": "im", "mpim": "mpim"}
	kinds := map[string]bool{}
	for t := range strings.SplitSeq(cmp.Or(types, "public_channel"), ",") {
		kind, ok := scopes[strings.TrimSpace(t)]
		if !ok {
			return nil, refuse("invalid_types")
		}
		if scope := kind + ":read"; !w.state.manifest.grants(scope) {
			return nil, &slackError{code: "missing_scope", needed: scope}
		}
		kinds[kind] = true
	}
	return kinds, nil
}

// wireRoom is a channel as the Web API shows it to the bot. The caller holds mu.
func (w *Workspace) wireRoom(r *room) object {
	if r.With != "" {
		return object{"id": r.ID, "is_im": true, "user": r.With, "is_user_deleted": w.state.users[r.With].Deleted,
			"created": r.Created, "is_archived": false, "is_org_shared": false, "priority": 0,
			"context_team_id": w.state.team.ID}
	}
	return object{
		"id": r.ID, "name": r.Name, "name_normalized": r.Name, "created": r.Created, "creator": "USLACKBOT",
		"is_channel": !r.Private, "is_group": r.Private, "is_im": false, "is_mpim": false, "is_private": r.Private,
		"is_archived": r.Archived, "is_general": false, "is_member": r.has(w.state.app.BotUserID),
		"is_shared": r.Shared, "is_ext_shared": r.Shared, "is_org_shared": false, "is_pending_ext_shared": false,
		"context_team_id": w.state.team.ID, "num_members": len(r.Members), "unlinked": 0,
		"topic":   object{"value": r.Topic, "creator": "", "last_set": 0},
		"purpose": object{"value": "", "creator": "", "last_set": 0},
	}
}

func conversationsInfo(w *Workspace, c *call) (object, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	r, err := w.readable(c, "read")
	if err != nil {
		return nil, err
	}
	return object{"channel": w.wireRoom(r)}, nil
}

// readable finds the channel of a call that reads it. The caller holds mu.
func (w *Workspace) readable(c *call, what string) (*room, error) {
	r := w.state.channels[c.str("channel")]
	if r == nil || r.Private && !r.has(w.state.app.BotUserID) {
		return nil, refuse("channel_not_found")
	}
	return r, w.grantedFor(r, what)
}

func conversationsMembers(w *Workspace, c *call) (object, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	r, err := w.readable(c, "read")
	if err != nil {
		return nil, err
	}
	some, next, err := page(c, r.Members, func(id string) string { return id }, 100, 1000)
	return object{"members": nonNil(some), "response_metadata": object{"next_cursor": next}}, err
}

func conversationsOpen(w *Workspace, c *call) (object, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if id := c.str("channel"); id != "" {
		r := w.state.channels[id]
		if r == nil || r.With == "" {
			return nil, refuse("channel_not_found")
		}
		return w.opened(c, r, true), nil
	}
	names := c.str("users")
	if names == "" {
		return nil, refuse("users_list_not_supplied")
	}
	if strings.Contains(names, ",") {
		return nil, refuse("not_enough_users", "this workspace has no group DMs")
	}
	u := w.state.users[names]
	if u == nil {
		return nil, refuse("user_not_found")
	}
	there := w.state.dms[u.ID] != ""
	r, err := w.openDM(u)
	if err != nil {
		return nil, err
	}
	return w.opened(c, r, there), nil
}

func (w *Workspace) opened(c *call, r *room, there bool) object {
	out := object{"channel": object{"id": r.ID}}
	if c.yes("return_im") {
		out["channel"] = w.wireRoom(r)
	}
	if there {
		out["no_op"], out["already_open"] = true, true
	}
	return out
}

func conversationsJoin(w *Workspace, c *call) (object, error) {
	w.mu.Lock()
	r, err := w.roomFor(c.str("channel"))
	bot := w.state.app.BotUserID
	var out object
	news := false
	switch {
	case err != nil:
	case r.With != "" || r.Private && !r.has(bot):
		err = refuse("method_not_supported_for_channel_type")
	case r.Archived:
		err = refuse("is_archived")
	case r.has(bot):
		out = object{"channel": w.wireRoom(r), "warning": "already_in_channel",
			"response_metadata": object{"warnings": []string{"already_in_channel"}}}
	default:
		err, news = w.join(r, bot), true
		out = object{"channel": w.wireRoom(w.state.channels[r.ID])}
	}
	w.mu.Unlock()
	if err == nil && news {
		w.emitJoined(r.ID, bot, "")
	}
	return out, err
}

func conversationsHistory(w *Workspace, c *call) (object, error) {
	return w.history(c, func(m *message) bool { return m.ThreadTS == "" || m.ThreadTS == m.TS })
}

func conversationsReplies(w *Workspace, c *call) (object, error) {
	root := c.str("ts")
	out, err := w.history(c, func(m *message) bool { return m.TS == root || m.ThreadTS == root })
	if err != nil {
		return nil, err
	}
	list, _ := out["messages"].([]object)
	if len(list) == 0 {
		return nil, refuse("thread_not_found")
	}
	slices.Reverse(list)
	return out, nil
}

// history answers with messages, the newest first, that lie between oldest and latest.
func (w *Workspace) history(c *call, wanted func(*message) bool) (object, error) {
	within, err := c.span()
	if err != nil {
		return nil, err
	}
	list, err := w.saidIn(c, func(m *message) bool { return wanted(m) && within(m.TS) })
	if err != nil {
		return nil, err
	}
	some, next, err := page(c, list, func(m *message) string { return m.TS }, 100, 999)
	if err != nil {
		return nil, err
	}
	out := make([]object, len(some))
	for i, m := range some {
		out[i] = w.wire(m, c.yes("include_all_metadata"))
	}
	answer := object{"messages": out, "has_more": next != "", "pin_count": 0}
	if next != "" {
		answer["response_metadata"] = object{"next_cursor": next}
	}
	return answer, nil
}

func (w *Workspace) saidIn(c *call, wanted func(*message) bool) ([]*message, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	r, err := w.readable(c, "history")
	if err != nil {
		return nil, err
	}
	if !r.has(w.state.app.BotUserID) {
		return nil, refuse("not_in_channel")
	}
	var out []*message
	for _, m := range slices.Backward(r.messages) {
		if wanted(m) {
			out = append(out, m)
		}
	}
	return out, nil
}

// span reads oldest, latest and inclusive.
func (c *call) span() (func(ts string) bool, error) {
	oldest, ok1 := parseTS(cmp.Or(c.str("oldest"), "0"))
	latest, ok2 := parseTS(cmp.Or(c.str("latest"), "99999999999"))
	if !ok1 {
		return nil, refuse("invalid_ts_oldest")
	}
	if !ok2 {
		return nil, refuse("invalid_ts_latest")
	}
	inclusive := c.yes("inclusive")
	return func(ts string) bool {
		n, _ := parseTS(ts)
		return n > oldest && n < latest || inclusive && (n == oldest || n == latest)
	}, nil
}
