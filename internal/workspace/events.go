package workspace

import "strings"

// announce tells the app that something was said where it is a member. It hears its own messages too, as in Slack.
func (w *Workspace) announce(m *message) {
	w.mu.Lock()
	r := w.state.channels[m.Channel]
	bot := w.state.app.BotUserID
	hears, kind := r.has(bot), r.kind()
	w.mu.Unlock()
	if !hears {
		return
	}
	e := w.wire(m, false)
	e["channel"], e["event_ts"] = m.Channel, m.TS
	e["channel_type"] = strings.TrimSuffix(kind, "s") // channel, group, im
	w.emit("message."+kind, e)
	if !m.Bot && kind != "im" && strings.Contains(m.Text, "<@"+bot) {
		mention := e.clone()
		mention["type"] = "app_mention"
		delete(mention, "channel_type")
		w.emit("app_mention", mention)
	}
}

// emitJoined tells the app that someone, perhaps itself, came into a channel.
func (w *Workspace) emitJoined(channel, user, inviter string) {
	w.emitMembership("member_joined_channel", channel, user, inviter)
}

func (w *Workspace) emitMembership(event, channel, user, inviter string) {
	w.mu.Lock()
	r, team := w.state.channels[channel], w.state.team.ID
	kind := "C"
	if r.Private {
		kind = "G"
	}
	hears := r.has(w.state.app.BotUserID) || user == w.state.app.BotUserID
	w.mu.Unlock()
	if !hears {
		return
	}
	e := object{"type": event, "user": user, "channel": channel, "channel_type": kind, "team": team, "event_ts": w.clock.ts()}
	if inviter != "" {
		e["inviter"] = inviter
	}
	w.emit(event, e)
}
