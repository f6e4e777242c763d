package main

import (
	"net/http/httptest"
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"chainlead/internal/workspace"
	"chainlead/store"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"chainlead": main, "chainlead-doomed": doomedMain})
}

// TestCommandLine runs the scripts of testdata/cli. Beside testscript's own commands, "hold DIR" is another process that has the data
// folder, and "slack" a workspace to connect to, with its environment.
func TestCommandLine(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:           "testdata/cli",
		UpdateScripts: *update,
		Setup: func(e *testscript.Env) error {
			registry, err := filepath.Abs("registry.yaml")
			e.Setenv("REGISTRY", registry)
			return err
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"hold": hold, "slack": startSlack},
	})
}

func hold(ts *testscript.TestScript, _ bool, args []string) {
	s, err := store.Open(ts.MkAbs(args[0]))
	ts.Check(err)
	ts.Defer(func() { s.Close() })
}

func startSlack(ts *testscript.TestScript, _ bool, _ []string) {
	r, err := parseRegistry(demoRegistry)
	ts.Check(err)
	w, err := workspace.Open(workspace.Config{Seed: r.seed()})
	ts.Check(err)
	server := httptest.NewServer(w)
	ts.Defer(func() { w.Close(); server.Close() })
	ts.Setenv("SLACK_API_URL", server.URL+"/api")
	ts.Setenv("SLACK_BOT_TOKEN", w.App().BotToken)
	ts.Setenv("SLACK_APP_TOKEN", w.App().AppToken)
}
