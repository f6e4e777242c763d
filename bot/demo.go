package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"os"
	"path/filepath"
	"time"

	"chainlead/internal/calendar"
	"chainlead/internal/say"
	"chainlead/internal/workspace"
	"chainlead/store"
)

type demoCommand struct {
	Listen string `help:"Address of the page." default:"127.0.0.1:8065" placeholder:"HOST:PORT"`
	Data   string `help:"Keep everything here between runs; otherwise it is gone afterwards." placeholder:"DIR"`
	At     string `help:"Where the clock starts; 2022-11-09T10:00 unless given, 2022-10-08T10:00 with --full." placeholder:"TIME"`
	Full   bool   `help:"A city with three quarters of a year recorded: 675 trips, 1,605 visits, 1,334 projects. Takes some ten seconds."`
}

// Run starts the local workspace with the demo city, the bot connected to it.
func (c demoCommand) Run(ctx context.Context, p program) error {
	dir := c.Data
	if dir == "" {
		temp, err := os.MkdirTemp("", "chainlead-demo-")
		if err != nil {
			return err
		}
		defer os.RemoveAll(temp)
		dir = temp
	}
	zone, err := p.zone()
	if err != nil {
		return err
	}
	start := "2022-11-09T10:00"
	if c.Full {
		start = fullStart
	}
	at, err := parseTime(cmp.Or(c.At, start), zone)
	if err != nil {
		return err
	}
	if c.Full && calendar.DayOf(at) <= fullTo {
		return say.Problemf("The fuller city's records end on %s. Please start the clock after that.", "完整演示的数据截至%s，请将时钟设在其后。", fullTo)
	}
	d, err := openDemo(dir, c.Listen, at, c.Full, p.log(slog.LevelWarn))
	if err != nil {
		return err
	}
	fmt.Fprintf(p.Out, "双招助手演示：%s　按 Ctrl-C 停止\nChainlead demo: %s  Stop it with Ctrl-C.\n", d.url, d.url)
	if c.Data == "" {
		fmt.Fprintln(p.Out, "停止后不保留数据；如需保留，请加 --data 目录。 Nothing is kept; use --data DIR to keep it.")
	}
	<-ctx.Done()
	return d.close()
}

// A demo is the workspace, the bot and their clock in one process.
type demo struct {
	url   string
	full  bool
	clock *clock
	store *store.Store
	space *workspace.Workspace
	bot   *Bot
	web   *http.Server

	stop    context.CancelFunc
	stopped chan error // what the bot's Run returned; nil before it runs
}

// openDemo starts everything; when it returns, the page is served and the bot is connected.
func openDemo(dir, address string, at time.Time, full bool, log *slog.Logger) (*demo, error) {
	r, err := parseRegistry(demoRegistry)
	if err != nil {
		return nil, fmt.Errorf("demo registry: %w", err)
	}
	l, err := listen(address)
	if err != nil {
		return nil, err
	}
	d := &demo{url: urlOf(l), clock: newClock(at), full: full}
	if d.store, err = openStore(filepath.Join(dir, "bot")); err != nil {
		return nil, errors.Join(err, l.Close())
	}
	d.store.Now = d.clock.Now
	d.bot = newBot(d.store, log)
	if err := d.openSpace(dir, r, at.Location(), log); err != nil {
		return nil, errors.Join(err, d.store.Close(), l.Close())
	}
	d.web = &http.Server{Handler: d.space, ReadHeaderTimeout: 10 * time.Second}
	go d.web.Serve(l) //nolint:errcheck // it always ends with ErrServerClosed, on close
	if err := d.connect(); err != nil {
		return nil, errors.Join(err, d.close())
	}
	return d, nil
}

func (d *demo) openSpace(dir string, r *registry, zone *time.Location, log *slog.Logger) error {
	space, err := workspace.Open(workspace.Config{
		Dir: filepath.Join(dir, "workspace"), Seed: r.seed(), Now: d.clock.Now, Zone: zone,
		Play: d.play, Jump: d.jump, Settle: d.bot.Settle, Log: log,
	})
	if err != nil {
		return fmt.Errorf("workspace: %w", err)
	}
	d.space = space
	d.clock.Forward(space.LastTime())
	space.SetURL(d.url)
	return nil
}

// connect loads the city, unless one has been imported, and connects the bot over the loopback address, as it would to Slack.
func (d *demo) connect() error {
	err := d.store.Update(store.Robot("registry"), func(tx *store.Tx) error {
		if len(tx.RegistryFile()) > 0 {
			return nil
		}
		return tx.PutRegistryFile(demoRegistry)
	})
	if err != nil {
		return err
	}
	ctx, cancel := context.WithCancel(context.Background())
	d.stop = cancel
	app := d.space.App()
	if err := d.bot.Connect(ctx, Slack{BotToken: app.BotToken, AppToken: app.AppToken, APIURL: d.url + "/api/"}); err != nil {
		return err
	}
	if err := d.bot.registered(); err != nil {
		return err
	}
	if err := d.fill(); err != nil {
		return err
	}
	d.stopped = make(chan error, 1)
	go func() { d.stopped <- d.bot.Run(ctx) }()
	return d.bot.Settle(ctx) // what is typed at once finds the bot there
}

// fill records three quarters of a year, unless a year has been recorded.
func (d *demo) fill() error {
	if !d.full {
		return nil
	}
	filled := false
	err := d.store.View(func(tx *store.Tx) (err error) {
		_, filled, err = tx.TallyBefore(endless)
		return err
	})
	if err != nil || filled {
		return err
	}
	return fillCity(d.store, 1)
}

// play moves the clock, stopping wherever something is due, and lets the bot act there.
func (d *demo) play(ctx context.Context, to time.Time) error {
	return d.bot.play(ctx, to, d.clock.Forward)
}

// jump leaps, as if the machine had been off.
func (d *demo) jump(to time.Time) error {
	d.clock.Forward(to)
	d.bot.Wake()
	return d.bot.Settle(context.Background())
}

// close stops in order: the bot's connection, its reminders and sender; the workspace; the store.
func (d *demo) close() error {
	var err error
	if d.stop != nil {
		d.stop()
	}
	if d.stopped != nil {
		err = <-d.stopped
	}
	return errors.Join(err, d.space.Close(), d.web.Close(), d.store.Close())
}
