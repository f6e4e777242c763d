package main

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"chainlead/internal/say"
	"chainlead/internal/workspace"
	"chainlead/store"
	"chainlead/store/storetest"
)

// A desk is a workspace with the test city's people in it and a bot connected to it over loopback. Time stands still until the
// test moves it.
type desk struct {
	t     *testing.T
	store *store.Store
	w     *workspace.Workspace
	url   string
	bot   *Bot
	faults
	log journal

	mu    sync.Mutex
	now   time.Time
	steps int // commits, before and after, until the program dies in one; 0: it lives
	died  chan struct{}
	stop  func() error
}

// Who and where the stories take place.
const (
	cadre    = "U-qingfeng-a"
	office   = "U-office"
	hydrogen = "C-chain-hydrogen"
	outside_ = "C-elsewhere" // a public channel the registry doesn't name
)

// newDesk makes a desk with a running bot, at 10:00 on a Wednesday.
func newDesk(t *testing.T) *desk {
	d := emptyDesk(t)
	d.start()
	return d
}

// emptyDesk makes a desk without a bot.
func emptyDesk(t *testing.T) *desk { return deskWith(t, workspace.Config{}) }

// deskWith makes one in a workspace that is special in some way; of its seed, the channels are added to the test city's.
func deskWith(t *testing.T, conf workspace.Config) *desk {
	s, c := storetest.New(t, "2022-11-09 10:00")
	d := &desk{t: t, store: s, now: c.Now(), stop: func() error { return nil }}
	s.Now, s.Step = d.clock, d.step
	var err error
	more := conf.Seed.Channels
	conf.Seed = seed()
	conf.Seed.Channels = append(conf.Seed.Channels, more...)
	conf.Now, conf.Settle, conf.Log = d.clock, d.settled, slog.New(slog.NewTextHandler(&d.log, nil))
	d.w, err = workspace.Open(conf)
	if err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(d.w)
	d.url = server.URL
	t.Cleanup(func() {
		d.halt()
		if err := d.w.Close(); err != nil {
			t.Error(err)
		}
		server.Close()
	})
	return d
}

func seed() workspace.Seed {
	s := workspace.Seed{Manifest: manifest()}
	city := storetest.City()
	for _, p := range storetest.People(city) {
		s.Users = append(s.Users, workspace.User{ID: string(p.ID), Name: strings.ToLower(string(p.ID)), RealName: p.Name, Email: string(p.ID) + "@puyang.test", Locale: "zh-CN"})
	}
	s.Users = append(s.Users, workspace.User{ID: "U-new", Name: "newcomer", RealName: "Newcomer", Locale: "en-US"},
		workspace.User{ID: "U-guest", Name: "guest", RealName: "访客", Guest: true},
		workspace.User{ID: "U-bot", Name: "chainlead", RealName: "双招助手", Bot: true})
	for _, ch := range city.Chains {
		s.Channels = append(s.Channels, workspace.Channel{ID: string(ch.Channel), Name: "chain-" + string(ch.ID), Members: []string{cadre, office, "U-bot"}})
	}
	s.Channels = append(s.Channels, workspace.Channel{ID: outside_, Name: "elsewhere", Members: []string{cadre}},
		workspace.Channel{ID: "C-shared", Name: "shared", Shared: true, Members: []string{cadre}})
	return s
}

// start connects a bot and runs it.
func (d *desk) start() {
	d.t.Helper()
	d.bot = &Bot{Store: d.store, Log: journalLog(&d.log), transport: &d.faults}
	if err := d.bot.Connect(d.t.Context(), d.slack()); err != nil {
		d.t.Fatal(err)
	}
	d.stop = runs(d.t, d.bot)
	d.settle()
}

func (d *desk) slack() Slack {
	app := d.w.App()
	return Slack{BotToken: app.BotToken, AppToken: app.AppToken, APIURL: d.url + "/api"}
}

// runs runs a bot until the returned function is called, which returns what Run did.
func runs(t *testing.T, b *Bot) (stop func() error) {
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- b.Run(ctx) }()
	return sync.OnceValue(func() error {
		cancel()
		return <-ended
	})
}

// halt stops the bot in order.
func (d *desk) halt() {
	d.t.Helper()
	if err := d.stop(); err != nil {
		d.t.Errorf("Run ended with %v", err)
	}
}

func (d *desk) clock() time.Time {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.now
}

// advance moves time and lets the bot do what is due then.
func (d *desk) advance(by time.Duration) {
	d.t.Helper()
	d.pass(by)
	d.settle()
}

func (d *desk) pass(by time.Duration) {
	d.mu.Lock()
	d.now = d.now.Add(by)
	d.mu.Unlock()
	d.bot.Wake()
}

// dieAfter has the sender die, as if killed, at the nth step from now: just before a commit or just after it.
func (d *desk) dieAfter(n int) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.steps, d.died = n, make(chan struct{})
}

func (d *desk) step(string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.steps == 0 {
		return
	}
	if d.steps--; d.steps == 0 {
		close(d.died)
		runtime.Goexit()
	}
}

func (d *desk) settle() {
	d.t.Helper()
	ctx, cancel := context.WithTimeout(d.t.Context(), 20*time.Second)
	defer cancel()
	if err := d.bot.Settle(ctx); err != nil {
		d.t.Fatalf("%v\n%s", err, d.log.String())
	}
}

func (d *desk) settled(ctx context.Context) error { return d.bot.Settle(ctx) }

// queue has the bot owe messages to an address, one for each key, which is also what it says.
func (d *desk) queue(to store.Address, keys ...string) {
	d.t.Helper()
	storetest.Update(d.t, d.store, func(tx *store.Tx) error {
		for _, k := range keys {
			if err := tx.Send(store.Outgoing{Key: k, To: to, Message: say.Lines(say.Words(k))}); err != nil {
				return err
			}
		}
		return nil
	})
}

// posting is what became of the message with a key.
func (d *desk) posting(key string) (found store.Posting) {
	d.t.Helper()
	storetest.View(d.t, d.store, func(tx *store.Tx) error {
		for n := uint64(1); ; n++ {
			p, err := tx.Posting(n)
			if err != nil {
				return nil
			}
			if p.Key == key {
				found = p
			}
		}
	})
	return found
}

// A seen message is one as the workspace shows it to a person.
type seen struct {
	TS        string `json:"ts"`
	Plain     string `json:"plain"`
	Text      string `json:"text"`
	Ephemeral bool   `json:"ephemeral"`
	Edited    bool   `json:"edited"`
}

// A did is what a person sees after they did something.
type did struct {
	OK       bool   `json:"ok"`
	TS       string `json:"ts"`
	Error    string `json:"error"`
	Messages []seen `json:"messages"`
	View     *struct {
		ID     string            `json:"id"`
		Plain  string            `json:"plain"`
		Errors map[string]string `json:"errors"`
	} `json:"view"`
}

// control does something in the workspace.
func (d *desk) control(what string, order map[string]any) did {
	d.t.Helper()
	body, err := json.Marshal(order)
	if err != nil {
		d.t.Fatal(err)
	}
	r, err := http.Post(d.url+"/control/"+what, "application/json", bytes.NewReader(body))
	if err != nil {
		d.t.Fatal(err)
	}
	defer r.Body.Close()
	var out did
	if err := json.NewDecoder(r.Body).Decode(&out); err != nil {
		d.t.Fatal(err)
	}
	if r.StatusCode != http.StatusOK {
		d.t.Fatalf("%s %s: %s", what, body, out.Error)
	}
	return out
}

// types types a command and returns what the person then sees.
func (d *desk) types(user, channel, command, text string) did {
	d.t.Helper()
	return d.control("command", map[string]any{"user": user, "channel": channel, "command": command, "text": text})
}

// reads lists what a person reads in a channel; their own ID is their DM with the bot.
func (d *desk) reads(user, channel string) (plain []string) {
	d.t.Helper()
	for _, m := range d.messages(user, channel) {
		plain = append(plain, m.Plain)
	}
	return plain
}

func (d *desk) messages(user, channel string) []seen {
	d.t.Helper()
	r, err := http.Get(d.url + "/control/messages?" + url.Values{"user": {user}, "channel": {channel}}.Encode())
	if err != nil {
		d.t.Fatal(err)
	}
	defer r.Body.Close()
	var out did
	if err := json.NewDecoder(r.Body).Decode(&out); err != nil {
		d.t.Fatal(err)
	}
	return out.Messages
}

// faults stand between the bot and the workspace: the first one that takes a call decides it.
type faults struct {
	mu   sync.Mutex
	list []fault
}

// A fault takes a call, or leaves it by returning nil and no error. Next passes the call on.
type fault func(method string, form url.Values, next func() (*http.Response, error)) (*http.Response, error)

// RoundTrip is http.RoundTripper's.
func (f *faults) RoundTrip(r *http.Request) (*http.Response, error) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, err
	}
	next := func() (*http.Response, error) {
		again := r.Clone(r.Context())
		again.Body = io.NopCloser(bytes.NewReader(body))
		return http.DefaultTransport.RoundTrip(again)
	}
	form, err := url.ParseQuery(string(body))
	if err != nil {
		form = nil // JSON
	}
	f.mu.Lock()
	list := f.list
	f.mu.Unlock()
	for _, fault := range list {
		if resp, err := fault(r.URL.Path[strings.LastIndexByte(r.URL.Path, '/')+1:], form, next); resp != nil || err != nil {
			return resp, err
		}
	}
	return next()
}

// set replaces the faults.
func (f *faults) set(list ...fault) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.list = list
}

// times makes a fault happen the first n times it takes a call.
func times(n int, f fault) fault {
	var mu sync.Mutex
	return func(method string, form url.Values, next func() (*http.Response, error)) (*http.Response, error) {
		mu.Lock()
		defer mu.Unlock()
		if n == 0 {
			return nil, nil
		}
		resp, err := f(method, form, next)
		if resp != nil || err != nil {
			n--
		}
		return resp, err
	}
}

// says makes a method answer with an error of Slack's.
func says(method, code string) fault {
	return func(m string, _ url.Values, _ func() (*http.Response, error)) (*http.Response, error) {
		if m != method {
			return nil, nil
		}
		return answer(http.StatusOK, `{"ok":false,"error":"`+code+`"}`), nil
	}
}

// to limits a fault to calls about a channel.
func to(channel string, f fault) fault {
	return func(m string, form url.Values, next func() (*http.Response, error)) (*http.Response, error) {
		if form.Get("channel") != channel {
			return nil, nil
		}
		return f(m, form, next)
	}
}

func answer(status int, body string) *http.Response {
	h := http.Header{"Content-Type": {"application/json"}}
	return &http.Response{StatusCode: status, Status: http.StatusText(status), Header: h, Body: io.NopCloser(strings.NewReader(body))}
}

// A journal is a log that several write to.
type journal struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

// Write is io.Writer's.
func (j *journal) Write(b []byte) (int, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.buf.Write(b)
}

// String is what was written so far.
func (j *journal) String() string {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.buf.String()
}

func journalLog(j *journal) *slog.Logger {
	return slog.New(slog.NewTextHandler(j, &slog.HandlerOptions{Level: slog.LevelDebug}))
}
