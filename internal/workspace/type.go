package workspace

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
)

// A person types a slash command.

// slackbot is who tells a person that something went wrong.
const slackbot = "USLACKBOT"

// A mishap is what Slack shows a person when a thing they did came to nothing.
type mishap struct{ en, zh string }

func (m *mishap) Error() string { return m.en }

func mishapf(en, zh string, args ...any) *mishap {
	return &mishap{fmt.Sprintf(en, args...), fmt.Sprintf(zh, args...)}
}

// typeCommand types a command in a channel and waits for the acknowledgement. The error is what Slack would show.
func (w *Workspace) typeCommand(ctx context.Context, u *User, r *room, command, text string) error {
	command, text = splitCommand(command, text)
	if builtin := builtins[command]; builtin != nil {
		return builtin(w, u, r, text)
	}
	w.mu.Lock()
	def, known := w.state.manifest.command(command)
	if !known {
		w.mu.Unlock()
		return w.tell(u, r, mishapf(
			"%s is not a valid command. In Slack, all messages that start with the \"/\" character are interpreted as commands.\n\nIf you are trying to send a message and not run a command, try preceding the \"/\" with an empty space.",
			"%s 不是有效的命令。以“/”开头的消息都会被当作命令。\n\n如果您想发送消息而不是执行命令，请在“/”前加一个空格。", command))
	}
	payload := w.commandPayload(u, r, def, text)
	reply := replyURL{channel: r.ID, user: u.ID}
	w.mu.Unlock()
	ack, err := w.deliver(ctx, "slash_commands", payload)
	if err != nil {
		return w.tell(u, r, mishapf("%s failed with the error \"%s\"", "%s 执行失败，错误：“%s”", command, err))
	}
	w.takeAck(ack, reply, command+" "+text)
	return nil
}

// splitCommand allows the whole line in either place.
func splitCommand(command, text string) (string, string) {
	command = strings.TrimSpace(command)
	if name, rest, ok := strings.Cut(command, " "); ok {
		command, text = name, strings.TrimSpace(rest+" "+text)
	}
	if !strings.HasPrefix(command, "/") {
		command = "/" + command
	}
	return command, text
}

func (w *Workspace) commandPayload(u *User, r *room, def slashCommand, text string) object {
	if def.Escape {
		text = w.state.escape(text)
	}
	name := r.Name
	switch {
	case r.With != "":
		name = "directmessage"
	case r.Private:
		name = "privategroup"
	}
	return object{
		"token": "local", "team_id": w.state.team.ID, "team_domain": w.state.team.Domain, "channel_id": r.ID,
		"channel_name": name, "user_id": u.ID, "user_name": u.Name, "command": def.Command, "text": text,
		"api_app_id": w.state.app.ID, "is_enterprise_install": "false",
		"response_url": w.newReplyURL(r.ID, u.ID, ""), "trigger_id": w.newTrigger(u.ID, ""),
	}
}

// takeAck shows what came with the acknowledgement of a command. What is wrong with it, the app never learns.
func (w *Workspace) takeAck(ack json.RawMessage, u replyURL, typed string) {
	if len(ack) == 0 || string(ack) == "null" || string(ack) == "{}" {
		return
	}
	var a answer
	if err := json.Unmarshal(ack, &a); err != nil {
		var text string
		if json.Unmarshal(ack, &text) != nil {
			w.note(exchange{From: "workspace", What: "ack ignored", Error: err.Error()})
			return
		}
		a.Text = text
	}
	if a.Type == "in_channel" {
		w.echo(u, typed)
	}
	if a.Text == "" && len(a.Blocks) == 0 {
		return
	}
	a.Replace, a.Delete = false, false
	if err := w.take(a, u); err != nil {
		w.note(exchange{From: "workspace", What: "ack ignored", Error: err.Error()})
	}
}

// echo shows to all what was typed, as an in_channel answer does.
func (w *Workspace) echo(u replyURL, typed string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	m := &message{TS: w.clock.ts(), Channel: u.channel, User: u.user, Text: escapeText(strings.TrimSpace(typed))}
	if err := w.commit(change{Post: m}); err != nil {
		w.log.Error("showing a command", "err", err)
	}
}

// tell shows a mishap to the person it happened to, in their language, and returns it.
func (w *Workspace) tell(u *User, r *room, m *mishap) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	text := m.en
	if !strings.HasPrefix(u.Locale, "en") {
		text = m.zh
	}
	w.whisper(&message{TS: w.clock.ts(), Channel: r.ID, User: slackbot, Text: escapeText(text)}, u.ID)
	return m
}

// builtins are the few commands of Slack itself that a demo needs: to bring the bot into a channel and out of it.
var builtins = map[string]func(*Workspace, *User, *room, string) error{
	"/invite": (*Workspace).invite,
	"/remove": (*Workspace).remove,
}

func (w *Workspace) invite(u *User, r *room, text string) error {
	w.mu.Lock()
	whom := w.state.user(strings.TrimSpace(text))
	if whom == nil || r.With != "" || r.has(whom.ID) {
		w.mu.Unlock()
		return w.tell(u, r, mishapf("Nobody was invited: %s", "没有邀请任何人：%s", text))
	}
	err := w.join(r, whom.ID)
	w.mu.Unlock()
	if err == nil {
		w.emitJoined(r.ID, whom.ID, u.ID)
	}
	return err
}

func (w *Workspace) remove(u *User, r *room, text string) error {
	w.mu.Lock()
	whom := w.state.user(strings.TrimSpace(text))
	if whom == nil || r.With != "" || !r.has(whom.ID) {
		w.mu.Unlock()
		return w.tell(u, r, mishapf("Nobody was removed: %s", "没有移除任何人：%s", text))
	}
	err := w.leave(r, whom.ID)
	w.mu.Unlock()
	if err == nil {
		w.emitMembership("member_left_channel", r.ID, whom.ID, "")
	}
	return err
}
