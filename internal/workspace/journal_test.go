package workspace_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"chainlead/internal/workspace"

	"github.com/google/go-cmp/cmp"
)

// What the bot was told is there after a kill: a workspace that is never closed is opened again from its folder.

// killed opens a workspace on a copy of another's folder, as it was at that moment.
func (h *house) killed(dir string, damage func([]byte) []byte) *house {
	h.t.Helper()
	data := must(os.ReadFile(filepath.Join(dir, "workspace.jsonl")))(h.t)
	if damage != nil {
		data = damage(data)
	}
	copied := h.t.TempDir()
	if err := os.WriteFile(filepath.Join(copied, "workspace.jsonl"), data, 0o600); err != nil {
		h.t.Fatal(err)
	}
	return openWith(h.t, workspace.Config{Dir: copied, Seed: seed(), At: start})
}

func TestWhatWasAnsweredSurvives(t *testing.T) {
	dir := t.TempDir()
	h := openWith(t, workspace.Config{Dir: dir, Seed: seed(), At: start})
	h.call("conversations.join", args{"channel": "C2"})
	meta := args{"event_type": "chainlead", "event_payload": args{"key": "due/F-1"}}
	posted := h.call("chat.postMessage", args{"channel": "U1", "text": "今日跟进", "metadata": meta, "blocks": leadBlocks()})
	edited := h.call("chat.postMessage", args{"channel": "C1", "text": "原文"})
	h.call("chat.update", args{"channel": "C1", "ts": edited["ts"], "text": "改过"})
	h.call("chat.delete", args{"channel": "C1", "ts": h.call("chat.postMessage", args{"channel": "C1", "text": "错的"})["ts"]})
	h.do("message", order{"user": "U1", "channel": "C1", "text": "收到 @clerk"})
	h.clock(args{"advance": "49h"})
	again := h.killed(dir, nil)
	if diff := cmp.Diff(h.w.App(), again.w.App()); diff != "" {
		t.Errorf("the app changed (-before +after):\n%s", diff)
	}
	for _, room := range []string{"U1", "C1", "C2"} {
		if diff := cmp.Diff(h.messages("U1", room), again.messages("U1", room)); diff != "" {
			t.Errorf("%s (-before +after):\n%s", room, diff)
		}
	}
	for _, method := range []string{"conversations.list", "conversations.history", "users.list"} {
		a := args{"channel": posted["channel"], "types": "public_channel,private_channel,im", "include_all_metadata": true}
		if diff := cmp.Diff(h.call(method, a), again.call(method, a), cmp.FilterPath(cached, cmp.Ignore())); diff != "" {
			t.Errorf("%s (-before +after):\n%s", method, diff)
		}
	}
	if got := again.w.LastTime(); got.Before(start.Add(49 * time.Hour)) {
		t.Errorf("time went back to %s", got)
	}
}

// cached is what tells when an answer was made and not what is in it.
func cached(p cmp.Path) bool { return p.Last().String() == `["cache_ts"]` }

func TestATornLastLineIsDropped(t *testing.T) {
	dir := t.TempDir()
	h := openWith(t, workspace.Config{Dir: dir, Seed: seed(), At: start})
	h.call("chat.postMessage", args{"channel": "C1", "text": "甲"})
	h.call("chat.postMessage", args{"channel": "C1", "text": "乙"})
	for cut := 1; cut < 120; cut += 17 {
		again := h.killed(dir, func(b []byte) []byte { return b[:len(b)-cut] })
		if got := again.messages("U1", "C1"); len(got) != 1 || got[0].Text != "甲" {
			t.Errorf("%d bytes short: %+v", cut, got)
		}
		again.call("chat.postMessage", args{"channel": "C1", "text": "丙"})
		if got := again.messages("U1", "C1"); len(got) != 2 || got[1].Text != "丙" {
			t.Errorf("%d bytes short, then posted: %+v", cut, got)
		}
	}
}

func TestADamagedJournalIsRefused(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "workspace.jsonl"), []byte("{\"at\":\n{}\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := workspace.Open(workspace.Config{Dir: dir}); err == nil {
		t.Error("a journal with a broken line in the middle was opened")
	}
}

func TestOneFolderOneWorkspace(t *testing.T) {
	dir := t.TempDir()
	openWith(t, workspace.Config{Dir: dir, Seed: seed()})
	if w, err := workspace.Open(workspace.Config{Dir: dir}); err == nil {
		w.Close()
		t.Error("two workspaces opened one folder")
	}
}

func TestALongJournalIsCompacted(t *testing.T) {
	dir := t.TempDir()
	h := openWith(t, workspace.Config{Dir: dir, Seed: seed(), At: start})
	ts := h.call("chat.postMessage", args{"channel": "C1", "text": "0"})["ts"]
	for range 200 {
		h.call("chat.update", args{"channel": "C1", "ts": ts, "text": "一次又一次"})
	}
	before := h.messages("U1", "C1")
	if err := h.w.Close(); err != nil {
		t.Fatal(err)
	}
	size := must(os.Stat(filepath.Join(dir, "workspace.jsonl")))(t).Size()
	again := openWith(t, workspace.Config{Dir: dir, Seed: seed(), At: start})
	if got := must(os.Stat(filepath.Join(dir, "workspace.jsonl")))(t).Size(); got > size/4 {
		t.Errorf("%d bytes became %d", size, got)
	}
	if diff := cmp.Diff(before, again.messages("U1", "C1")); diff != "" {
		t.Errorf("messages (-before +after):\n%s", diff)
	}
}

func TestANewSeedAddsWhatIsNew(t *testing.T) {
	dir := t.TempDir()
	h := openWith(t, workspace.Config{Dir: dir, Seed: seed(), At: start})
	app := h.w.App()
	if err := h.w.Close(); err != nil {
		t.Fatal(err)
	}
	s := seed()
	s.Users = append(s.Users, workspace.User{ID: "U9", Name: "newcomer"})
	s.Channels = append(s.Channels, workspace.Channel{ID: "C9", Name: "new", Members: []string{"newcomer"}})
	again := openWith(t, workspace.Config{Dir: dir, Seed: s})
	if again.w.App() != app {
		t.Error("the app changed")
	}
	again.do("message", order{"user": "newcomer", "channel": "#new", "text": "大家好"})
}
