package workspace

import "slices"

// What the bot may see and where it may speak. The caller holds mu in all of these.

// roomFor finds the channel that the bot means by an ID, a #name or a person's ID. A private channel that it isn't in
// does not exist for it. A person's ID means the DM with them, which comes into being.
func (w *Workspace) roomFor(what string) (*room, error) {
	if u := w.state.users[what]; u != nil {
		return w.openDM(u)
	}
	r := w.state.room(what)
	if r == nil || r.Private && !r.has(w.state.app.BotUserID) {
		return nil, refuse("channel_not_found")
	}
	return r, nil
}

// openDM returns the DM between the bot and a person.
func (w *Workspace) openDM(u *User) (*room, error) {
	switch {
	case u.Bot:
		return nil, refuse("cannot_dm_bot")
	case u.Deleted:
		return nil, refuse("user_disabled")
	}
	if id := w.state.dms[u.ID]; id != "" {
		return w.state.channels[id], nil
	}
	r := room{Channel: Channel{ID: newID("D"), Members: []string{u.ID, w.state.app.BotUserID}}, With: u.ID}
	r.Created = w.clock.now().Unix()
	if err := w.commit(change{Room: &r}); err != nil {
		return nil, err
	}
	return w.state.channels[r.ID], nil
}

// maySpeak says whether the bot may post into a channel.
func (w *Workspace) maySpeak(r *room) error {
	switch {
	case r.Archived:
		return refuse("is_archived")
	case r.With != "" && w.state.users[r.With].Deleted:
		return refuse("user_disabled")
	case r.With != "" || r.has(w.state.app.BotUserID) || w.state.manifest.grants("chat:write.public"):
		return nil
	}
	return refuse("not_in_channel")
}

// kind is the scope family of a channel: channels, groups or im.
func (r *room) kind() string {
	switch {
	case r.With != "":
		return "im"
	case r.Private:
		return "groups"
	}
	return "channels"
}

// grantedFor refuses a call for which the app lacks the scope of this kind of channel: channels:read, im:history …
func (w *Workspace) grantedFor(r *room, what string) error {
	scope := r.kind() + ":" + what
	if !w.state.manifest.grants(scope) {
		return &slackError{code: "missing_scope", needed: scope}
	}
	return nil
}

// join puts someone into a channel.
func (w *Workspace) join(r *room, user string) error {
	n := room{Channel: r.Channel, With: r.With, Created: r.Created}
	n.Members = append(slices.Clone(r.Members), user)
	return w.commit(change{Room: &n})
}

func (w *Workspace) leave(r *room, user string) error {
	n := room{Channel: r.Channel, With: r.With, Created: r.Created}
	n.Members = slices.DeleteFunc(slices.Clone(r.Members), func(m string) bool { return m == user })
	return w.commit(change{Room: &n})
}
