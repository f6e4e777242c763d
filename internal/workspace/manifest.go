package workspace

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// A manifest is the part of an app manifest that a workspace acts on.
type manifest struct {
	Display struct {
		Name        string `json:"name"`
		Description string `json:"description"`
	} `json:"display_information"`
	Features struct {
		BotUser struct {
			DisplayName string `json:"display_name"`
		} `json:"bot_user"`
		AppHome struct {
			Home     bool  `json:"home_tab_enabled"`
			Messages *bool `json:"messages_tab_enabled"`
			ReadOnly bool  `json:"messages_tab_read_only_enabled"`
		} `json:"app_home"`
		Commands  []slashCommand `json:"slash_commands"`
		Shortcuts []shortcut     `json:"shortcuts"`
	} `json:"features"`
	OAuth struct {
		Scopes struct {
			Bot []string `json:"bot"`
		} `json:"scopes"`
	} `json:"oauth_config"`
	Settings struct {
		Events struct {
			Bot []string `json:"bot_events"`
		} `json:"event_subscriptions"`
	} `json:"settings"`

	given bool // false: there is no manifest, and nothing is refused for want of a scope or a subscription
}

type slashCommand struct {
	Command     string `json:"command"`
	Description string `json:"description"`
	UsageHint   string `json:"usage_hint"`
	Escape      bool   `json:"should_escape"`
}

type shortcut struct {
	Name        string `json:"name"`
	Type        string `json:"type"` // message or global
	CallbackID  string `json:"callback_id"`
	Description string `json:"description"`
}

func readManifest(raw []byte) (manifest, error) {
	var m manifest
	if err := json.Unmarshal(raw, &m); err != nil {
		return m, fmt.Errorf("reading the app manifest: %w", err)
	}
	m.given = true
	return m, nil
}

func (m *manifest) command(name string) (slashCommand, bool) {
	i := slices.IndexFunc(m.Features.Commands, func(c slashCommand) bool { return strings.EqualFold(c.Command, name) })
	if i < 0 {
		return slashCommand{}, false
	}
	return m.Features.Commands[i], true
}

func (m *manifest) shortcut(callbackID string) (shortcut, bool) {
	i := slices.IndexFunc(m.Features.Shortcuts, func(s shortcut) bool { return s.CallbackID == callbackID })
	if i < 0 {
		return shortcut{}, false
	}
	return m.Features.Shortcuts[i], true
}

func (m *manifest) grants(scope string) bool {
	return !m.given || slices.Contains(m.OAuth.Scopes.Bot, scope)
}

func (m *manifest) hears(event string) bool {
	return !m.given || slices.Contains(m.Settings.Events.Bot, event)
}

// messagesTab reports whether people may write to the bot in its DM.
func (m *manifest) messagesTab() bool {
	h := m.Features.AppHome
	return !m.given || (h.Messages == nil || *h.Messages) && !h.ReadOnly
}
