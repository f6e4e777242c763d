package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/alecthomas/kong"

	"chainlead/internal/say"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // pressed again, Ctrl-C ends the program at once
	p := program{Args: os.Args[1:], Env: os.Getenv, In: os.Stdin, Out: os.Stdout, Err: os.Stderr}
	os.Exit(p.run(ctx))
}

// A program is the bot's command line: a value, so that tests can run it.
type program struct {
	Args     []string
	Env      func(string) string
	In       io.Reader
	Out, Err io.Writer
}

// The command line. Secrets come from the environment only.
type commandLine struct {
	Demo      demoCommand      `cmd:"" help:"Start a local workspace with a demo city and the bot in it. 启动本机演示。"`
	Run       runCommand       `cmd:"" help:"Connect to Slack (Socket Mode). 连接 Slack 运行。"`
	Workspace workspaceCommand `cmd:"" help:"Start the local workspace alone. 只启动本机工作区。"`
	Manifest  manifestCommand  `cmd:"" help:"Print the Slack app manifest. 输出 Slack 应用清单。"`
	Parse     parseCommand     `cmd:"" help:"Read texts, one a line, and print what they mean as JSON. 逐行解析文字。"`
	Registry  registryCommand  `cmd:"" help:"Import or export the city's registry. 导入或导出名册。"`
}

const about = `Chainlead (双招助手) records what an investment promotion campaign does, reminds people of what they promised, and posts each
chain's weekly tally. Environment: SLACK_BOT_TOKEN, SLACK_APP_TOKEN, SLACK_API_URL (Slack's own unless set), CHAINLEAD_DATA (./data unless
set), CHAINLEAD_TZ (the zone of times on the command line, Asia/Shanghai unless set).`

// run parses the command line and carries it out. It returns the exit code: 0, 1 for what went wrong, 2 for a wrong command line.
func (p program) run(ctx context.Context) int {
	var cli commandLine
	exited := -1
	k, err := kong.New(&cli, kong.Name("chainlead"), kong.Description(about), kong.Writers(p.Out, p.Err),
		kong.Exit(func(code int) { exited = code }), kong.UsageOnError())
	if err != nil {
		return p.fail(err)
	}
	args := p.Args
	if len(args) == 0 {
		args = []string{"--help"}
	}
	c, err := k.Parse(args)
	switch {
	case exited >= 0:
		return exited
	case err != nil:
		fmt.Fprintln(p.Err, err)
		return 2
	}
	c.BindTo(ctx, (*context.Context)(nil))
	if err := c.Run(p); err != nil && !errors.Is(err, context.Canceled) {
		return p.fail(err)
	}
	return 0
}

// fail says what went wrong, one line each: a problem in both languages, anything else as it is.
func (p program) fail(err error) int {
	var problem say.Problem
	switch several, ok := err.(interface{ Unwrap() []error }); {
	case ok:
		for _, e := range several.Unwrap() {
			p.fail(e)
		}
	case errors.As(err, &problem):
		bilingual(p.Err, problem.Text)
	default:
		fmt.Fprintln(p.Err, "chainlead:", err)
	}
	return 1
}

// say prints a line in both languages.
func (p program) say(t say.Text) { bilingual(p.Out, t) }

func bilingual(w io.Writer, t say.Text) {
	fmt.Fprintf(w, "%s / %s\n", t.Plain(say.EN), t.Plain(say.ZH))
}

// log is the program's log: one line an event on standard error.
func (p program) log(level slog.Level) *slog.Logger {
	return slog.New(slog.NewTextHandler(p.Err, &slog.HandlerOptions{Level: level}))
}

// parseTime reads a time of the command line in a zone: 2022-11-09 10:00, 2022-11-09T10:00, or with a zone of its own.
func parseTime(s string, zone *time.Location) (time.Time, error) {
	for _, layout := range []string{"2006-01-02 15:04", "2006-01-02T15:04", "2006-01-02 15:04:05", "2006-01-02"} {
		if t, err := time.ParseInLocation(layout, s, zone); err == nil {
			return t, nil
		}
	}
	if t, err := time.Parse(time.RFC3339, s); err == nil {
		return t, nil
	}
	return time.Time{}, say.Problemf("%s is no time; please write it as 2022-11-09T10:00.", "“%s”不是有效时间，请写成 2022-11-09T10:00。", s)
}
