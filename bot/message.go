package main

import (
	"context"
	"strings"

	"github.com/slack-go/slack/slackevents"

	"chainlead/commands"
	"chainlead/store"
)

// happened serves an event. It is acknowledged when what it led to is on disk: until then Slack brings it again.
func (b *Bot) happened(ctx context.Context, envelope string, e slackevents.EventsAPIEvent) {
	switch ev := e.InnerEvent.Data.(type) {
	case *slackevents.MessageEvent:
		b.said(ctx, eventID(e, envelope), ev)
	default:
		if err := b.news(ctx, ev); err != nil {
			b.Log.Error("event not served", "type", e.InnerEvent.Type, "err", err)
			return
		}
	}
	b.ack(envelope, nil)
}

// said answers a message in the bot's DM by a queued message: the first word names a command, or the whole is a report.
func (b *Bot) said(ctx context.Context, key string, m *slackevents.MessageEvent) {
	if m.SubType == "message_changed" || m.SubType == "message_deleted" {
		b.resaid(ctx, key, m)
		return
	}
	text := unescape(m.Text)
	if !fromPerson(m) || m.User == b.self || strings.TrimSpace(text) == "" {
		return
	}
	name, rest := commands.Spoken(text)
	user := store.PersonID(m.User)
	b.call(ctx, commands.Call{
		Key:     key,
		User:    user,
		Channel: store.ChannelID(m.Channel),
		Name:    name,
		Text:    rest,
		Answer:  store.Address{Person: user},
		Source:  m.Channel + "/" + m.TimeStamp,
	})
}

// resaid follows a message of a person's that was changed or deleted: it may have become a record.
func (b *Bot) resaid(ctx context.Context, key string, m *slackevents.MessageEvent) {
	was := m.PreviousMessage
	if was == nil || was.User == "" || was.User == b.self || was.BotID != "" {
		return
	}
	text := ""
	if m.SubType == "message_changed" {
		if m.Message == nil || m.Message.Text == was.Text {
			return // only its look has changed
		}
		text = unescape(m.Message.Text)
	}
	user := store.PersonID(was.User)
	b.call(ctx, commands.Call{
		Key: key, User: user, Channel: store.ChannelID(m.Channel), Name: "resaid", Text: text,
		Answer: store.Address{Person: user}, Source: m.Channel + "/" + was.Timestamp,
	})
}

// fromPerson reports whether a message was typed to the bot by a person: not by a bot, not an edit, not in a channel.
func fromPerson(m *slackevents.MessageEvent) bool {
	typed := m.SubType == "" || m.SubType == "file_share"
	direct := m.IsIM() || m.ChannelType == "" && strings.HasPrefix(m.Channel, "D")
	return direct && typed && m.BotID == "" && m.User != ""
}

// eventID is the event's own ID, which stays the same when Slack brings the event again.
func eventID(e slackevents.EventsAPIEvent, envelope string) string {
	if outer, ok := e.Data.(*slackevents.EventsAPICallbackEvent); ok && outer.EventID != "" {
		return outer.EventID
	}
	return envelope
}

// eventUser is whose order an event keeps: the person's, or the channel's.
func eventUser(e slackevents.EventsAPIEvent) string {
	switch ev := e.InnerEvent.Data.(type) {
	case *slackevents.MessageEvent:
		return ev.User
	case *slackevents.UserChangeEvent:
		return ev.User.ID
	case *slackevents.MemberJoinedChannelEvent:
		return ev.Channel
	}
	return ""
}

// unescape turns Slack's wire form of a typed text into what was typed: links and channels become their labels, entities
// their characters. Mentions of people stay as <@U123>, for the reader.
func unescape(s string) string {
	var b strings.Builder
	for {
		i := strings.IndexByte(s, '<')
		if i < 0 {
			break
		}
		j := strings.IndexByte(s[i:], '>')
		if j < 0 {
			break
		}
		b.WriteString(entities.Replace(s[:i]))
		b.WriteString(token(s[i+1 : i+j]))
		s = s[i+j+1:]
	}
	return b.String() + entities.Replace(s)
}

// In one pass: "&amp;lt;" was typed as "&lt;".
var entities = strings.NewReplacer("&lt;", "<", "&gt;", ">", "&amp;", "&")

// token is what stands between < and >, as typed.
func token(t string) string {
	if strings.HasPrefix(t, "@") {
		return "<" + t + ">"
	}
	target, name, labelled := strings.Cut(t, "|")
	switch {
	case strings.HasPrefix(t, "#") && name != "":
		return "#" + entities.Replace(name)
	case strings.HasPrefix(t, "#"):
		return "<" + target + ">"
	case labelled && name != "":
		return entities.Replace(name)
	case strings.HasPrefix(t, "!"):
		return "@" + strings.TrimPrefix(target, "!") // @here
	}
	return entities.Replace(strings.TrimPrefix(target, "mailto:"))
}
