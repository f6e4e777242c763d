package main

import (
	"encoding/json"

	"github.com/slack-go/slack"

	"chainlead/commands"
	"chainlead/internal/say"
)

// scopes are what the bot's calls and events need, no more.
var scopes = []string{
	"commands",
	"chat:write",
	"channels:read", "groups:read", // who and where; archived, renamed, joined
	"channels:join",                                    // to post in the channels the registry names
	"channels:history", "groups:history", "im:history", // to look for a message whose outcome is unknown; messages to the bot
	"im:write",
	"users:read", "users:read.email", // the registry names people by e-mail address
}

// reportShortcut is the message shortcut that records any message.
const reportShortcut = "report"

// events are those that message.go and people.go serve. slack-go must know each: one it doesn't know can't be read.
var events = []string{
	"message.im",
	"user_change", "team_join",
	"channel_archive", "channel_unarchive", "channel_rename", "group_unarchive",
	"member_joined_channel",
}

// manifest is the Slack app's manifest, made from the commands there are.
func manifest() []byte {
	m := slack.Manifest{
		Metadata: slack.ManifestMetadata{MajorVersion: 2},
		Display: slack.Display{
			Name:            "双招助手",
			Description:     "双招双引登记、跟进、周报 / Records, follows up and tallies investment promotion",
			BackgroundColor: "#1f3a5f",
		},
		Features: slack.Features{
			AppHome:       slack.AppHome{MessagesTabEnabled: true},
			BotUser:       slack.BotUser{DisplayName: "chainlead", AlwaysOnline: true},
			SlashCommands: slashCommands(),
			Shortcuts: []slack.Shortcut{{
				Name: "记为招商报告 Record as report", CallbackID: reportShortcut, Type: slack.MessageShortcut,
				Description: "把这条消息登记为出差、来访、线索或项目进展 / Record this message as a trip, visit, lead or progress",
			}},
		},
		OAuthConfig: slack.OAuthConfig{Scopes: slack.OAuthScopes{Bot: scopes}},
		Settings: slack.Settings{
			EventSubscriptions: &slack.EventSubscriptions{BotEvents: events},
			Interactivity:      &slack.Interactivity{IsEnabled: true},
			SocketModeEnabled:  true,
		},
	}
	raw, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		panic("bot: manifest: " + err.Error()) // constants of our own
	}
	return append(raw, '\n')
}

func slashCommands() []slack.ManifestSlashCommand {
	var out []slack.ManifestSlashCommand
	for _, c := range commands.All() {
		if c.Hidden {
			continue
		}
		out = append(out, slack.ManifestSlashCommand{
			Command:      "/" + c.Name,
			Description:  both(c.Short),
			UsageHint:    both(c.Usage),
			ShouldEscape: true,
		})
	}
	return out
}

// both is a text in Chinese and English: a manifest has one language for everyone.
func both(t say.Text) string {
	zh, en := t.Plain(say.ZH), t.Plain(say.EN)
	if zh == en || en == "" {
		return zh
	}
	return zh + " / " + en
}
