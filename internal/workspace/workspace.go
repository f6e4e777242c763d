package workspace

import (
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// A User is a person in the workspace, or the bot. An empty ID is filled in.
type User struct {
	ID       string `json:"id"`
	Name     string `json:"name"` // the handle, after the @
	RealName string `json:"real_name,omitempty"`
	Email    string `json:"email,omitempty"`
	Title    string `json:"title,omitempty"` // the person's post
	TZ       string `json:"tz,omitempty"`
	Locale   string `json:"locale,omitempty"`
	Owner    bool   `json:"owner,omitempty"`
	Guest    bool   `json:"guest,omitempty"`
	Ultra    bool   `json:"ultra,omitempty"` // a guest of a single channel
	Deleted  bool   `json:"deleted,omitempty"`
	Bot      bool   `json:"bot,omitempty"`
}

// A Channel is a channel of the workspace. Members are user IDs, in a Seed also handles.
type Channel struct {
	ID       string   `json:"id"`
	Name     string   `json:"name"`
	Topic    string   `json:"topic,omitempty"`
	Private  bool     `json:"private,omitempty"`
	Archived bool     `json:"archived,omitempty"`
	Shared   bool     `json:"shared,omitempty"`
	Members  []string `json:"members,omitempty"`
}

// A Seed is what a workspace starts with.
type Seed struct {
	TeamID, TeamName, Domain string
	Users                    []User
	Channels                 []Channel
	Manifest                 []byte // the app's manifest as JSON; without one every scope, event and no command is granted
}

// A Config says what a workspace is made of. The zero Config is an empty workspace in memory on the machine's clock.
type Config struct {
	Dir  string           // where the journal lives; "" keeps everything in memory
	Seed Seed             // used when the journal is empty; what is new in it is added when it isn't
	Now  func() time.Time // the clock; nil means an own clock
	At   time.Time        // with an own clock: where it starts, unless the journal's last time is later
	Zone *time.Location   // how the page shows times; nil means UTC

	// Play moves time to a later one, letting the bot act at each due time; nil: the own clock is simply moved.
	Play func(ctx context.Context, to time.Time) error
	// Jump moves time as if the machine had been off; nil: the own clock is simply moved.
	Jump func(to time.Time) error
	// Settle waits until the connected bot has nothing left to do; nil: follow-up work gets a short wait.
	Settle func(ctx context.Context) error

	// In real time. Zero values are Slack's own, as far as they are known.
	AckWithin  time.Duration   // how long a delivery waits for its acknowledgement
	RetryAfter []time.Duration // when an event that wasn't acknowledged is delivered again
	PingEvery  time.Duration   // how often connections are pinged

	// Around, if set, is called before, inside and after each call of the bot's: before it is heard, when it has taken effect and isn't
	// answered, and when it is. Tests kill the bot there; before and inside, true ends the connection instead of going on.
	Around func(when, method string) (lost bool)

	Log *slog.Logger // nil: nothing is logged
}

// An App is the one app that is installed in the workspace, with what it needs to connect.
type App struct {
	ID        string `json:"id"`
	BotToken  string `json:"bot_token"`
	AppToken  string `json:"app_token"`
	BotUserID string `json:"bot_user_id"`
	BotID     string `json:"bot_id"`
}

// A Workspace is a Slack workspace on this machine. It is an http.Handler; make one with Open.
type Workspace struct {
	conf    Config
	clock   *clock
	log     *slog.Logger
	handler http.Handler
	hub     *hub
	talk    *talk // the log of what passed between the bot and the workspace
	watch   *watch
	pending pending // events that wait for their acknowledgement
	faults  faults
	last    atomic.Pointer[envelope] // the last event delivered

	ctx  context.Context // ends with Close; what the workspace's own goroutines and long answers live on
	stop context.CancelFunc
	wg   sync.WaitGroup

	mu    sync.Mutex // guards what follows
	base  string
	state state
	book  *journal
	live  live
}

// live is what lives only as long as the process: the things that Slack, too, forgets.
type live struct {
	triggers map[string]*trigger
	replies  map[string]*replyURL // response URLs by their secret
	stacks   map[string][]*view   // open dialogs by user, the topmost last
	whispers map[string][]*message
}

// Open makes a workspace from its journal and the seed.
func Open(conf Config) (*Workspace, error) {
	w := &Workspace{conf: conf, log: conf.Log, hub: newHub(), talk: &talk{}, watch: newWatch(), state: newState()}
	w.live = live{map[string]*trigger{}, map[string]*replyURL{}, map[string][]*view{}, map[string][]*message{}}
	if w.log == nil {
		w.log = slog.New(slog.DiscardHandler)
	}
	if w.conf.Zone == nil {
		w.conf.Zone = time.UTC
	}
	book, err := openJournal(conf.Dir, &w.state)
	if err != nil {
		return nil, fmt.Errorf("opening the workspace: %w", err)
	}
	w.book = book
	w.clock = newClock(conf.Now, later(conf.At, w.state.last))
	if err := w.sow(conf.Seed); err != nil {
		w.book.close()
		return nil, fmt.Errorf("seeding the workspace: %w", err)
	}
	w.ctx, w.stop = context.WithCancel(context.Background())
	w.handler = w.routes()
	return w, nil
}

// SetURL tells the workspace where it is reached, for the links that it hands out.
func (w *Workspace) SetURL(base string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.base = strings.TrimRight(base, "/")
}

// App returns the installed app.
func (w *Workspace) App() App {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.state.app
}

// LastTime is the newest time in the journal, zero if there is none.
func (w *Workspace) LastTime() time.Time {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.state.last
}

// Close closes the sockets, waits for everything the workspace started, and closes the journal. What is said afterwards
// is refused.
func (w *Workspace) Close() error {
	w.stop()
	w.hub.close()
	w.wg.Wait()
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.book.close()
}

// commit writes changes to the journal and then makes them. The caller holds mu.
func (w *Workspace) commit(changes ...change) error {
	now := w.clock.now()
	for i := range changes {
		changes[i].At = now
	}
	if err := w.book.write(changes...); err != nil {
		w.log.Error("writing the workspace's journal", "err", err)
		return fmt.Errorf("writing the journal: %w", err)
	}
	for _, c := range changes {
		w.state.apply(c)
	}
	w.watch.changed()
	return nil
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}
