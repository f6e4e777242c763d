package main

import (
	"encoding/json"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/slackevents"
)

// Names that Slack keeps for itself: one of them and it rejects the whole manifest.
const reserved = ` /status /me /join /away /dnd /shrug /remind /msg /feed /who /collapse /expand /leave /open /search /topic /mute /pro /shortcuts
	/help /invite /archive /apps /call /canvas /dm `

func TestManifestIsOneThatSlackTakes(t *testing.T) {
	var m slack.Manifest
	if err := json.Unmarshal(manifest(), &m); err != nil {
		t.Fatal(err)
	}
	within(t, "name", m.Display.Name, 1, 35)
	within(t, "description", m.Display.Description, 1, 140)
	within(t, "bot name", m.Features.BotUser.DisplayName, 1, 80)
	if n := len(m.Features.SlashCommands); n == 0 || n > 50 {
		t.Errorf("%d slash commands", n)
	}
	for _, c := range m.Features.SlashCommands {
		within(t, c.Command, c.Command, 2, 32)
		within(t, c.Command+" description", c.Description, 1, 2000)
		within(t, c.Command+" usage", c.UsageHint, 0, 1000)
		if !regexp.MustCompile(`^/[a-z]+$`).MatchString(c.Command) || strings.Contains(reserved, " "+c.Command+" ") {
			t.Errorf("%s is not a name that Slack takes", c.Command)
		}
		if !c.ShouldEscape {
			t.Errorf("%s: mentions would arrive as plain names", c.Command)
		}
	}
	switch {
	case !m.Settings.SocketModeEnabled, !m.Settings.Interactivity.IsEnabled:
		t.Error("Socket Mode or interactivity is off")
	case !m.Features.AppHome.MessagesTabEnabled, m.Features.AppHome.MessagesTabReadOnlyEnabled:
		t.Error("people couldn't write to the bot")
	case m.Settings.TokenRotationEnabled:
		t.Error("tokens would expire every twelve hours")
	}
}

func within(t *testing.T, what, s string, least, most int) {
	t.Helper()
	if n := utf8.RuneCountInString(s); n < least || n > most {
		t.Errorf("%s has %d characters, want %d to %d: %q", what, n, least, most, s)
	}
}

func TestEverySubscribedEventIsKnownToTheLibrary(t *testing.T) {
	for _, e := range events {
		name, _, _ := strings.Cut(e, ".")
		if _, ok := slackevents.EventsAPIInnerEventMapping[slackevents.EventsAPIType(name)]; !ok {
			t.Errorf("%s can't be read", e)
		}
	}
}

// Events come only with the scope that lets the app see what they are about.
func TestManifestHasTheScopesOfItsEvents(t *testing.T) {
	need := map[string]string{"message.im": "im:history", "user_change": "users:read", "team_join": "users:read", "channel_archive": "channels:read",
		"channel_unarchive": "channels:read", "channel_rename": "channels:read", "group_unarchive": "groups:read", "member_joined_channel": "groups:read"}
	for _, e := range events {
		if missing := without([]string{need[e]}, scopes); len(missing) > 0 {
			t.Errorf("%s needs %v", e, missing)
		}
	}
}
