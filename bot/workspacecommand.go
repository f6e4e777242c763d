package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"time"

	"chainlead/internal/workspace"
)

type workspaceCommand struct {
	Listen string `help:"Address of the workspace." default:"127.0.0.1:8065" placeholder:"HOST:PORT"`
	Data   string `help:"Keep the workspace here between runs." placeholder:"DIR"`
	At     string `help:"Where its clock starts; the machine's time unless given." placeholder:"TIME"`
}

// Run starts the local workspace alone and prints the environment that run needs.
func (c workspaceCommand) Run(ctx context.Context, p program) error {
	zone, err := p.zone()
	if err != nil {
		return err
	}
	var at time.Time
	if c.At != "" {
		if at, err = parseTime(c.At, zone); err != nil {
			return err
		}
	}
	r, err := parseRegistry(demoRegistry)
	if err != nil {
		return fmt.Errorf("demo registry: %w", err)
	}
	l, err := listen(c.Listen)
	if err != nil {
		return err
	}
	clock := newClock(at)
	w, err := workspace.Open(workspace.Config{Dir: c.Data, Seed: r.seed(), Now: clock.Now, Zone: zone, Log: p.log(slog.LevelWarn),
		Play: func(_ context.Context, to time.Time) error { clock.Forward(to); return nil },
		Jump: func(to time.Time) error { clock.Forward(to); return nil },
	})
	if err != nil {
		return errors.Join(err, l.Close())
	}
	clock.Forward(w.LastTime())
	url := urlOf(l)
	w.SetURL(url)
	app := w.App()
	fmt.Fprintf(p.Out, "# The workspace is at %s; in another terminal: 工作区已启动，在另一终端设置：\nexport SLACK_API_URL=%s/api/\nexport SLACK_BOT_TOKEN=%s\nexport SLACK_APP_TOKEN=%s\n",
		url, url, app.BotToken, app.AppToken)
	web := &http.Server{Handler: w, ReadHeaderTimeout: 10 * time.Second}
	go func() { <-ctx.Done(); web.Close() }() //nolint:errcheck // closing twice is no matter
	if err := web.Serve(l); !errors.Is(err, http.ErrServerClosed) {
		return errors.Join(err, w.Close())
	}
	return w.Close()
}
