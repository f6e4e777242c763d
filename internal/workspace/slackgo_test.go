package workspace_test

import (
	"context"
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/slack-go/slack"
	"github.com/slack-go/slack/socketmode"
)

// The real client library against the workspace: what it sends is understood, and what it gets it can read.

func client(h *house) *slack.Client {
	app := h.w.App()
	return slack.New(app.BotToken, slack.OptionAppLevelToken(app.AppToken), slack.OptionAPIURL(h.url+"/api/"))
}

func TestSlackGoPostsUpdatesAndFindsItsKey(t *testing.T) {
	h := open(t)
	api := client(h)
	auth := must(api.AuthTestContext(t.Context()))(t)
	if auth.UserID != h.w.App().BotUserID || auth.Team != "Testburg" {
		t.Fatalf("auth.test: %+v", auth)
	}
	meta := slack.MsgOptionMetadata(slack.SlackMetadata{EventType: "chainlead", EventPayload: map[string]any{"key": "due/F-1"}})
	section := slack.NewSectionBlock(slack.NewTextBlockObject(slack.PlainTextType, "今日跟进", false, false), nil, nil)
	button := slack.NewActionBlock("", slack.NewButtonBlockElement("done", "/done F-1", slack.NewTextBlockObject(slack.PlainTextType, "办结", false, false)))
	channel, ts, err := api.PostMessageContext(t.Context(), "U1", slack.MsgOptionText("今日跟进", false), slack.MsgOptionBlocks(section, button), meta)
	if err != nil {
		t.Fatal(err)
	}
	if _, _, _, err := api.UpdateMessageContext(t.Context(), channel, ts, slack.MsgOptionText("已办结", false)); err != nil {
		t.Fatal(err)
	}
	hist := must(api.GetConversationHistoryContext(t.Context(), &slack.GetConversationHistoryParameters{ChannelID: channel, IncludeAllMetadata: true}))(t)
	if len(hist.Messages) != 1 || hist.Messages[0].Text != "已办结" || hist.Messages[0].Metadata.EventPayload["key"] != "due/F-1" {
		t.Fatalf("history: %+v", hist.Messages)
	}
	hist = must(api.GetConversationHistoryContext(t.Context(), &slack.GetConversationHistoryParameters{ChannelID: channel}))(t)
	if hist.Messages[0].Metadata.EventPayload != nil {
		t.Errorf("metadata without include_all_metadata: %+v", hist.Messages[0].Metadata)
	}
}

func TestSlackGoReadsPeopleAndChannels(t *testing.T) {
	h := open(t)
	api := client(h)
	users := must(api.GetUsersContext(t.Context(), slack.GetUsersOptionLimit(2)))(t)
	if len(users) != 4 {
		t.Errorf("got %d users, want 4: pages of two", len(users))
	}
	u := must(api.GetUserInfoContext(t.Context(), "U1"))(t)
	if u.TZ != "Asia/Shanghai" || u.TZOffset != 8*3600 || u.Locale != "zh-CN" || u.Profile.Title != "招商专员" {
		t.Errorf("user: %+v", u)
	}
	rooms, _, err := api.GetConversationsContext(t.Context(), &slack.GetConversationsParameters{Types: []string{"public_channel", "private_channel"}})
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, r := range rooms {
		names = append(names, r.Name)
	}
	if diff := cmp.Diff([]string{"氢能", "全市", "old"}, names); diff != "" {
		t.Errorf("channels the bot sees (-want +got):\n%s", diff)
	}
	dm, _, _, err := api.OpenConversationContext(t.Context(), &slack.OpenConversationParameters{Users: []string{"U1"}})
	if err != nil || dm.ID[0] != 'D' {
		t.Errorf("conversations.open: %v, %v", dm, err)
	}
	if _, err := api.GetConversationInfoContext(t.Context(), &slack.GetConversationInfoInput{ChannelID: "CSECRET"}); err == nil || err.Error() != "channel_not_found" {
		t.Errorf("a private channel the bot isn't in: %v", err)
	}
}

func TestSlackGoOverSocketMode(t *testing.T) {
	h := open(t)
	api := client(h)
	sm := socketmode.New(api)
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- sm.RunContext(ctx) }()
	go answerWith(ctx, t, sm, api)
	h.awaitSocket()

	res := h.do("command", order{"user": "U1", "channel": "#氢能", "command": "/lead", "text": "鹏程 3.5亿 @clerk"})
	if got := res.plain(); got != "已登记 鹏程 3.5亿 @招商科员" {
		t.Errorf("answer: %q", got)
	}
	res = h.do("command", order{"user": "U1", "channel": "U1", "command": "/form"})
	if res.View == nil || res.View.Plain != "登记线索\n企业: []\n[提交]" {
		t.Fatalf("view: %+v", res.View)
	}
	res = h.do("submit", order{"user": "U1", "view_id": res.View.ID, "values": map[string]any{"company": map[string]any{"name": "鹏程"}}})
	if !res.OK || res.View != nil {
		t.Errorf("submit: %+v", res)
	}
	cancel()
	<-ended
}

// answerWith is a small bot.
func answerWith(ctx context.Context, t *testing.T, sm *socketmode.Client, api *slack.Client) {
	for {
		var e socketmode.Event
		select {
		case <-ctx.Done():
			return
		case e = <-sm.Events:
		}
		switch d := e.Data.(type) {
		case slack.SlashCommand:
			if d.Command == "/form" {
				if _, err := api.OpenViewContext(ctx, d.TriggerID, leadForm()); err != nil {
					t.Errorf("views.open: %v", err)
				}
				sm.Ack(*e.Request)
				continue
			}
			sm.Ack(*e.Request, map[string]any{"text": "已登记 " + d.Text})
		case slack.InteractionCallback:
			if got := d.View.State.Values["company"]["name"].Value; got != "鹏程" {
				t.Errorf("submitted: %q", got)
			}
			sm.Ack(*e.Request)
		}
	}
}

func leadForm() slack.ModalViewRequest {
	plain := func(s string) *slack.TextBlockObject {
		return slack.NewTextBlockObject(slack.PlainTextType, s, false, false)
	}
	input := slack.NewInputBlock("company", plain("企业"), nil, slack.NewPlainTextInputBlockElement(nil, "name"))
	return slack.ModalViewRequest{Type: slack.VTModal, Title: plain("登记线索"), Submit: plain("提交"),
		Blocks: slack.Blocks{BlockSet: []slack.Block{input}}}
}

func TestSlackGoAnswersThroughAResponseURL(t *testing.T) {
	h := open(t)
	app := h.connect()
	h.order("command", order{"user": "U1", "channel": "#氢能", "command": "/lead", "text": "x"})
	e := app.next()
	app.ack(e.ID, nil)
	var p struct {
		URL string `json:"response_url"`
	}
	if err := json.Unmarshal(e.Payload, &p); err != nil {
		t.Fatal(err)
	}
	if err := slack.PostWebhookContext(t.Context(), p.URL, &slack.WebhookMessage{Text: "稍后回复"}); err != nil {
		t.Fatal(err)
	}
	_, _, err := client(h).PostMessageContext(t.Context(), "C1", slack.MsgOptionText("又一条", false), slack.MsgOptionResponseURL(p.URL, slack.ResponseTypeEphemeral))
	if err != nil {
		t.Errorf("MsgOptionResponseURL: %v", err)
	}
	got := h.messages("U1", "C1")
	if len(got) != 2 || got[0].Plain != "稍后回复" || !got[0].Ephemeral {
		t.Errorf("messages: %+v", got)
	}
	if others := h.messages("U2", "C1"); len(others) != 0 {
		t.Errorf("somebody else sees %+v", others)
	}
}
