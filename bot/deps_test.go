package main

import (
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// rooms is who may import whom (docs/decisions.md says why): a room's other rooms of this module, and the libraries it may import itself.
// Every room may import the standard library. Tests may import more.
var rooms = map[string][]string{
	"internal/calendar":  {},
	"internal/money":     {"golang.org/x/text/"},
	"internal/names":     {"golang.org/x/text/", "github.com/mozillazg/go-pinyin"},
	"internal/say":       {"internal/calendar", "internal/money"},
	"internal/reading":   {"internal/calendar", "internal/money", "internal/names", "golang.org/x/text/"},
	"store":              {"internal/say", "internal/calendar", "internal/money", "internal/names", "go.etcd.io/bbolt"},
	"store/storetest":    {"store", "internal/calendar"},
	"internal/tally":     {"store", "internal/say", "internal/calendar", "internal/money"},
	"commands":           {"store", "internal/say", "internal/reading", "internal/tally", "internal/calendar", "internal/money"},
	"reminders":          {"store", "internal/say", "internal/tally", "internal/calendar", "github.com/robfig/cron/v3"},
	"internal/workspace": {"github.com/gorilla/websocket"},
	"bot": {
		"commands", "reminders", "store", "internal/", "github.com/slack-go/slack", "github.com/gorilla/websocket", "golang.org/x/time/",
		"github.com/alecthomas/kong", "github.com/goccy/go-yaml",
	},
}

func TestEveryRoomImportsOnlyWhatItMay(t *testing.T) {
	out, err := exec.Command("go", "list", "-json=ImportPath,Imports", "chainlead/...").Output()
	if err != nil {
		t.Fatal(err)
	}
	d := json.NewDecoder(strings.NewReader(string(out)))
	for {
		var p struct {
			ImportPath string
			Imports    []string
		}
		if err := d.Decode(&p); errors.Is(err, io.EOF) {
			return
		} else if err != nil {
			t.Fatal(err)
		}
		room := strings.TrimPrefix(p.ImportPath, "chainlead/")
		allowed, ok := rooms[room]
		if !ok {
			t.Errorf("%s is a room that the plan doesn't have", room)
			continue
		}
		for _, i := range p.Imports {
			if forbidden(i, allowed) {
				t.Errorf("%s imports %s", room, i)
			}
		}
	}
}

func forbidden(imported string, allowed []string) bool {
	own, isOwn := strings.CutPrefix(imported, "chainlead/")
	first, _, _ := strings.Cut(imported, "/")
	if !isOwn && !strings.Contains(first, ".") {
		return false // the standard library
	}
	return !slices.ContainsFunc(allowed, func(a string) bool {
		return own == a || strings.HasPrefix(own+"/", strings.TrimSuffix(a, "/")+"/") && (strings.HasSuffix(a, "/") || !isOwn)
	})
}
