package workspace_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"chainlead/internal/workspace"

	"github.com/google/go-cmp/cmp"
)

type args = map[string]any

// What the Web API refuses, and in which words.
func TestRefusals(t *testing.T) {
	h := open(t)
	own := h.call("chat.postMessage", args{"channel": "C1", "text": "原文"})["ts"]
	theirs := h.do("message", order{"user": "U1", "channel": "C1", "text": "同事说的"}).TS
	for _, c := range []struct {
		method string
		args   args
		want   string
	}{
		{"chat.nothing", args{}, "unknown_method"},
		{"chat.postMessage", args{"channel": "C404", "text": "x"}, "channel_not_found"},
		{"chat.postMessage", args{"channel": "CSECRET", "text": "x"}, "channel_not_found"},
		{"chat.postMessage", args{"channel": "C2", "text": "x"}, "not_in_channel"},
		{"chat.postMessage", args{"channel": "COLD", "text": "x"}, "is_archived"},
		{"chat.postMessage", args{"channel": "U3", "text": "x"}, "user_disabled"},
		{"chat.postMessage", args{"channel": "C1"}, "no_text"},
		{"chat.postMessage", args{"channel": "C1", "blocks": []any{}}, "no_text"},
		{"chat.postMessage", args{"channel": "C1", "text": strings.Repeat("字", 40_001)}, "msg_too_long"},
		{"chat.postMessage", args{"channel": "C1", "blocks": args{"type": "divider"}}, "invalid_blocks_format"},
		{"chat.postMessage", args{"channel": "C1", "blocks": []any{args{"type": "marquee"}}}, "invalid_blocks"},
		{"chat.postMessage", args{"channel": "C1", "blocks": longBlocks(5)}, "msg_blocks_too_long"},
		{"chat.postMessage", args{"channel": "C1", "text": "x", "thread_ts": "1.000001"}, "thread_not_found"},
		{"chat.postMessage", args{"channel": "C1", "text": "x", "metadata": "now"}, "invalid_metadata_format"},
		{"chat.postMessage", args{"channel": "C1", "text": "x", "metadata": args{"event_type": "x"}}, "invalid_metadata_format"},
		{"chat.postMessage", args{"channel": "C1", "text": "x", "metadata": args{"event_type": "x", "event_payload": args{"k": strings.Repeat("k", 9000)}}}, "metadata_too_large"},
		{"chat.update", args{"channel": "C1", "ts": own, "text": strings.Repeat("字", 4001)}, "msg_too_long"},
		{"chat.update", args{"channel": "C1", "ts": "1.000001", "text": "x"}, "message_not_found"},
		{"chat.update", args{"channel": "C1", "ts": theirs, "text": "x"}, "cant_update_message"},
		{"chat.update", args{"channel": "U1", "ts": own, "text": "x"}, "channel_not_found"},
		{"chat.update", args{"channel": "C1", "ts": own}, "no_text"},
		{"chat.delete", args{"channel": "C1", "ts": theirs}, "cant_delete_message"},
		{"conversations.open", args{"users": "U404"}, "user_not_found"},
		{"conversations.open", args{"users": "U3"}, "user_disabled"},
		{"conversations.open", args{}, "users_list_not_supplied"},
		{"conversations.join", args{"channel": "COLD"}, "is_archived"},
		{"conversations.join", args{"channel": "CSECRET"}, "channel_not_found"},
		{"conversations.history", args{"channel": "C2"}, "not_in_channel"},
		{"conversations.history", args{"channel": "C1", "cursor": "later"}, "invalid_cursor"},
		{"conversations.history", args{"channel": "C1", "oldest": "yesterday"}, "invalid_ts_oldest"},
		{"conversations.list", args{"types": "secret_channel"}, "invalid_types"},
		{"conversations.list", args{"types": "mpim"}, "missing_scope"},
		{"conversations.list", args{"limit": "many"}, "invalid_limit"},
		{"conversations.members", args{"channel": "CSECRET"}, "channel_not_found"},
		{"users.info", args{"user": "U404"}, "user_not_found"},
		{"users.lookupByEmail", args{"email": "cadre@example.org"}, "missing_scope"},
		{"views.open", args{"trigger_id": "1.2.3", "view": formView()}, "invalid_trigger_id"},
		{"views.open", args{"trigger_id": "1.2.3", "view": args{"type": "modal"}}, "invalid_arguments"},
		{"views.update", args{"view_id": "V404", "view": formView()}, "not_found"},
	} {
		got := h.call(c.method, c.args)
		if got["error"] != c.want {
			t.Errorf("%s %.120s: got %v, want %s", c.method, fmt.Sprint(c.args), got["error"], c.want)
		}
	}
}

// longBlocks are n sections of 3000 characters.
func longBlocks(n int) []any {
	var out []any
	for range n {
		out = append(out, args{"type": "section", "text": plainText(strings.Repeat("字", 3000))})
	}
	return out
}

func TestTokens(t *testing.T) {
	h := open(t)
	app := h.w.App()
	for _, c := range []struct{ token, method, want string }{
		{"", "auth.test", "not_authed"},
		{"xoxb-1-2-wrong", "auth.test", "invalid_auth"},
		{app.AppToken, "auth.test", "not_allowed_token_type"},
		{app.BotToken, "apps.connections.open", "not_allowed_token_type"},
	} {
		if got := h.callAs(c.token, c.method, nil)["error"]; got != c.want {
			t.Errorf("%s with %q: got %v, want %s", c.method, c.token, got, c.want)
		}
	}
	resp := must(http.PostForm(h.url+"/api/auth.test", url.Values{"token": {app.BotToken}}))(t)
	if resp.StatusCode != http.StatusOK {
		t.Errorf("a token in the form: %s", resp.Status)
	}
	resp.Body.Close()
	got := h.call("users.lookupByEmail", args{"email": "cadre@example.org"})
	if got["needed"] != "users:read.email" || !strings.Contains(fmt.Sprint(got["provided"]), "chat:write") {
		t.Errorf("missing_scope doesn't say what is needed and provided: %v", got)
	}
}

func TestUpdateKeepsAndClears(t *testing.T) {
	h := open(t)
	meta := args{"event_type": "chainlead", "event_payload": args{"key": "k"}}
	divider := []any{args{"type": "divider"}}
	post := args{"channel": "C1", "text": "原文", "blocks": divider, "metadata": meta}
	for _, c := range []struct {
		name   string
		change args
		text   string
		blocks bool
		meta   bool
	}{
		{"text alone drops the blocks", args{"text": "新"}, "新", false, true},
		{"blocks alone keep the text", args{"blocks": divider}, "原文", true, true},
		{"empty blocks clear them", args{"text": "新", "blocks": []any{}}, "新", false, true},
		{"metadata alone keeps the rest", args{"metadata": meta}, "原文", true, true},
		{"empty metadata removes it", args{"text": "新", "metadata": args{}}, "新", false, false},
	} {
		c.change["channel"], c.change["ts"] = "C1", h.call("chat.postMessage", post)["ts"]
		if got := h.call("chat.update", c.change); got["ok"] != true {
			t.Fatalf("%s: %v", c.name, got)
		}
		hist := h.call("conversations.history", args{"channel": "C1", "limit": 1, "include_all_metadata": true})
		m := hist["messages"].([]any)[0].(map[string]any)
		if m["text"] != c.text || (m["blocks"] != nil) != c.blocks || (m["metadata"] != nil) != c.meta || m["edited"] == nil {
			t.Errorf("%s: got %v", c.name, m)
		}
	}
}

func TestPagesCoverEverythingOnce(t *testing.T) {
	h := open(t)
	var want []string
	for i := range 7 {
		want = append([]string{fmt.Sprint("第", i)}, want...)
		h.call("chat.postMessage", args{"channel": "C1", "text": fmt.Sprint("第", i)})
	}
	var got []string
	last := ""
	for cursor := ""; ; {
		page := h.call("conversations.history", args{"channel": "C1", "limit": 3, "cursor": cursor})
		for _, m := range page["messages"].([]any) {
			got = append(got, m.(map[string]any)["text"].(string))
			if ts := m.(map[string]any)["ts"].(string); last != "" && ts >= last {
				t.Errorf("ts %s does not come before %s", ts, last)
			}
			last = m.(map[string]any)["ts"].(string)
		}
		if page["has_more"] != true {
			break
		}
		cursor = page["response_metadata"].(map[string]any)["next_cursor"].(string)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("history in pages of three (-want +got):\n%s", diff)
	}
}

func TestJoiningMakesAMember(t *testing.T) {
	h := open(t)
	if got := h.call("conversations.join", args{"channel": "C2"}); got["ok"] != true {
		t.Fatalf("join: %v", got)
	}
	if got := h.call("conversations.join", args{"channel": "C2"})["warning"]; got != "already_in_channel" {
		t.Errorf("joining again: %v", got)
	}
	if got := h.call("chat.postMessage", args{"channel": "#全市", "text": "到了"}); got["channel"] != "C2" {
		t.Errorf("posting by name: %v", got)
	}
}

func TestOnlyThisMachineIsServed(t *testing.T) {
	h := open(t)
	for _, c := range []struct {
		host, origin string
		want         int
	}{
		{"127.0.0.1:8065", "", 200}, {"localhost:8065", "", 200}, {"[::1]:8065", "", 200},
		{"workspace.example.org", "", 403}, {"10.0.0.7:8065", "", 403},
		{"127.0.0.1:8065", "https://example.org", 403},
	} {
		req := must(http.NewRequest(http.MethodPost, h.url+"/control/command", strings.NewReader(`{"user":"U1","channel":"C1","command":"/invite","text":"@clerk"}`)))(t)
		req.Host = c.host
		if c.origin != "" {
			req.Header.Set("Origin", c.origin)
		}
		resp := must(http.DefaultClient.Do(req))(t)
		resp.Body.Close()
		if resp.StatusCode != c.want {
			t.Errorf("host %q, origin %q: got %d, want %d", c.host, c.origin, resp.StatusCode, c.want)
		}
	}
}

func TestWithoutAManifestNothingIsMissing(t *testing.T) {
	s := seed()
	s.Manifest = nil
	s.Channels = []workspace.Channel{{ID: "C1", Name: "氢能", Members: []string{"U1"}}}
	h := openWith(t, workspace.Config{Seed: s})
	if got := h.call("chat.postMessage", args{"channel": "C1", "text": "x"}); got["ok"] != true {
		t.Errorf("chat.postMessage: %v", got)
	}
}
