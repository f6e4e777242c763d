package main

import (
	"cmp"
	"context"
	"errors"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/slack-go/slack"
	"golang.org/x/time/rate"

	"chainlead/internal/say"
)

// Connect finds out whether Slack takes the tokens and grants what the bot needs, and learns who and what there is. What a person can
// put right comes back as a say.Problem.
func (b *Bot) Connect(ctx context.Context, s Slack) error {
	b.prepare(s)
	err := b.knock(ctx)
	if ctx.Err() != nil {
		return ctx.Err() // told to stop; nobody is at fault
	}
	return err
}

func (b *Bot) knock(ctx context.Context) error {
	if err := b.greet(ctx); err != nil {
		return err
	}
	// slack-go would retry some of these for ever; by hand they fail loudly.
	if _, _, err := b.api.StartSocketModeContext(ctx); err != nil {
		return connectProblem(err, "SLACK_APP_TOKEN", "xapp-…")
	}
	b.synced = b.Store.Now()
	err := b.sync(ctx)
	switch judge(err) {
	case arrived:
	case stuck, refused:
		return connectProblem(err, "SLACK_BOT_TOKEN", "xoxb-…")
	default: // served all the same: who someone is can be learnt when they write
		b.Log.Warn("people and channels not learnt", "err", err)
	}
	return nil
}

// prepare makes the parts that don't need Slack's answer.
func (b *Bot) prepare(s Slack) {
	transport := b.transport
	if transport == nil {
		transport = http.DefaultTransport.(*http.Transport).Clone()
	}
	calm := &calmly{next: transport, limit: rate.NewLimiter(rate.Every(3*time.Second), 5)}
	b.http = &http.Client{Timeout: callWithin, Transport: calm}
	options := []slack.Option{slack.OptionAppLevelToken(s.AppToken), slack.OptionHTTPClient(b.http)}
	if s.APIURL != "" {
		options = append(options, slack.OptionAPIURL(strings.TrimRight(s.APIURL, "/")+"/"))
	}
	b.api = slack.New(s.BotToken, options...)
	b.socket = newSocket(b.api, cmp.Or(b.silence, silence))
	b.pool = newPool(workers, queueDepth)
	b.sender = newSender(b, !onThisMachine(s.APIURL))
	b.peopleWake, b.tickWake = make(chan struct{}, 1), make(chan struct{}, 1)
	b.tickAsk = make(chan chan struct{})
	b.connected, b.stopped = make(chan struct{}), make(chan struct{})
}

// calmly keeps slack-go from opening connections in a tight loop when each one drops at once.
type calmly struct {
	next  http.RoundTripper
	limit *rate.Limiter
}

// RoundTrip is http.RoundTripper's.
func (c *calmly) RoundTrip(r *http.Request) (*http.Response, error) {
	if strings.HasSuffix(r.URL.Path, "/apps.connections.open") {
		if err := c.limit.Wait(r.Context()); err != nil {
			return nil, err
		}
	}
	return c.next.RoundTrip(r)
}

// onThisMachine reports whether a URL is a loopback address.
func onThisMachine(raw string) bool {
	u, err := url.Parse(raw)
	if err != nil {
		return false
	}
	return u.Hostname() == "localhost" || net.ParseIP(u.Hostname()).IsLoopback()
}

// greet asks Slack who we are and what we may do.
func (b *Bot) greet(ctx context.Context) error {
	who, err := b.api.AuthTestContext(ctx)
	if err != nil {
		return connectProblem(err, "SLACK_BOT_TOKEN", "xoxb-…")
	}
	b.self, b.team, b.grid = who.UserID, who.TeamID, who.EnterpriseID != ""
	granted := who.Header.Get("X-OAuth-Scopes")
	if granted == "" {
		return nil // not every server says
	}
	if missing := without(scopes, strings.FieldsFunc(granted, func(r rune) bool { return r == ',' || r == ' ' })); len(missing) > 0 {
		return lacks(strings.Join(missing, ", "))
	}
	return nil
}

func without(want, have []string) []string {
	return slices.DeleteFunc(slices.Clone(want), func(s string) bool { return slices.Contains(have, s) })
}

func lacks(scopes string) say.Problem {
	return say.Problemf("The Slack app lacks these permissions: %s. Please update it with the output of “chainlead manifest” and install it again.",
		"Slack 应用缺少权限：%s。请用“chainlead manifest”的输出更新应用清单并重新安装。", scopes)
}

// connectProblem is what to do about a refused connection.
func connectProblem(err error, variable, form string) error {
	var answer slack.SlackErrorResponse
	if !errors.As(err, &answer) {
		return say.Problemf("Slack can't be reached (%s). Please check the network and SLACK_API_URL.",
			"无法连接 Slack（%s）。请检查网络和 SLACK_API_URL。", err.Error())
	}
	switch answer.Err {
	case "missing_scope":
		return lacks(answer.Needed)
	case "invalid_auth", "not_authed", "not_allowed_token_type", "token_revoked", "token_expired", "account_inactive":
		return say.Problemf("Slack refuses %s (%s). Please check that it is the whole token %s of this app, and that the app is installed.",
			"Slack 不接受 %s（%s）。请核对是否为本应用的完整令牌 %s，并确认应用已安装。", variable, answer.Err, form)
	}
	return say.Problemf("Slack refuses the connection (%s). Please check the app's settings: Socket Mode must be on.",
		"Slack 拒绝连接（%s）。请检查应用设置，并确认已启用 Socket Mode。", answer.Err)
}
