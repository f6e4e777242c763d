package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"time"

	"chainlead/internal/say"
	"chainlead/reminders"
	"chainlead/store"
)

type runCommand struct {
	Data string `help:"Data folder (CHAINLEAD_DATA, else ./data)." placeholder:"DIR"`
	At   string `help:"Start the clock at this time and let it run on; only with a SLACK_API_URL on this machine." placeholder:"TIME"`
}

// Run connects to Slack and serves until it is told to stop.
func (c runCommand) Run(ctx context.Context, p program) error {
	conn := Slack{BotToken: p.Env("SLACK_BOT_TOKEN"), AppToken: p.Env("SLACK_APP_TOKEN"), APIURL: p.Env("SLACK_API_URL")}
	if conn.BotToken == "" || conn.AppToken == "" {
		return say.Problemf("Please set SLACK_BOT_TOKEN (xoxb-…) and SLACK_APP_TOKEN (xapp-…); docs/setup.md says where to find them.", "请设置环境变量 SLACK_BOT_TOKEN（xoxb-…）和 SLACK_APP_TOKEN（xapp-…），获取方法见 docs/setup.md。")
	}
	now, err := c.clock(p, conn)
	if err != nil {
		return err
	}
	s, err := openStore(p.dataDir(c.Data))
	if err != nil {
		return err
	}
	s.Now = now
	return errors.Join(serve(ctx, s, p.log(slog.LevelInfo), conn, p), s.Close())
}

// clock is the machine's, or one that starts at --at.
func (c runCommand) clock(p program, conn Slack) (func() time.Time, error) {
	if c.At == "" {
		return time.Now, nil
	}
	if !onThisMachine(conn.APIURL) {
		return nil, say.Problemf("--at is for a workspace on this machine only. Please leave it out, or set SLACK_API_URL to a loopback address.", "--at 仅用于本机工作区，请去掉该参数，或将 SLACK_API_URL 设为本机地址。")
	}
	zone, err := p.zone()
	if err != nil {
		return nil, err
	}
	at, err := parseTime(c.At, zone)
	return newClock(at).Now, err
}

// serve runs a bot on a store until ctx is done.
func serve(ctx context.Context, s *store.Store, log *slog.Logger, conn Slack, p program) error {
	b := newBot(s, log)
	if err := b.Connect(ctx, conn); err != nil {
		return err
	}
	if err := b.registered(); err != nil {
		return err
	}
	if b.strange() {
		p.say(say.T("No registry is loaded, so nobody's unit is known. Stop the bot, import one with “chainlead registry import FILE” (bot/registry.yaml is a model), and start it again.",
			"尚未导入名册，无法识别任何单位。请停止本程序，用“chainlead registry import 文件”导入名册（可参照 bot/registry.yaml），再重新启动。"))
	}
	welcomed := launch(func(ctx context.Context) {
		if b.happens(ctx, b.connected) == nil {
			p.say(say.T("Chainlead is connected. Stop it with Ctrl-C.", "双招助手已连接，按 Ctrl-C 停止。"))
		}
	})
	defer welcomed()
	return b.Run(ctx)
}

// newBot is a bot with its reminders.
func newBot(s *store.Store, log *slog.Logger) *Bot {
	return &Bot{
		Store: s, Log: log,
		Tick:  func() error { return reminders.Tick(s) },
		Audit: func(began time.Time) ([]say.Text, error) { return reminders.Audit(s, began) },
		Next: func() time.Time {
			next, err := reminders.Next(s)
			if err != nil {
				log.Error("next reminder", "err", err)
			}
			return next
		},
	}
}

// strange reports whether the bot is in a city it knows nothing of: no registry has been imported.
func (b *Bot) strange() bool {
	var text []byte
	err := b.Store.View(func(tx *store.Tx) error { text = tx.RegistryFile(); return nil })
	return err == nil && len(text) == 0
}

// registered applies the imported registry to the people and channels Slack has just named.
func (b *Bot) registered() error {
	d := b.directory()
	return b.Store.Update(store.Robot("registry"), func(tx *store.Tx) error {
		if err := tx.PutDirectory(store.Directory{People: d.People, Channels: d.Channels}); err != nil {
			return err
		}
		text := tx.RegistryFile()
		if len(text) == 0 {
			b.Log.Warn("no registry is loaded")
			return nil
		}
		r, err := parseRegistry(text)
		if err != nil {
			return fmt.Errorf("stored registry: %w", err)
		}
		done, err := r.apply(tx)
		if len(done.Missing) > 0 {
			b.Log.Warn("in the registry, not in Slack", "names", strings.Join(done.Missing, " "))
		}
		return err
	})
}
