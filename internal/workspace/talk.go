package workspace

import (
	"encoding/json"
	"slices"
	"sync"
	"time"
)

// An exchange is one thing that passed between the bot and the workspace.
type exchange struct {
	N     int             `json:"n"`
	At    time.Time       `json:"at"`
	From  string          `json:"from"` // bot or workspace
	What  string          `json:"what"` // a method, an envelope's type, ack, hello …
	ID    string          `json:"id,omitempty"`
	OK    bool            `json:"ok"`
	Error string          `json:"error,omitempty"`
	Body  json.RawMessage `json:"body,omitempty"` // without tokens
}

// keptExchanges is how many of the newest exchanges are kept.
const keptExchanges = 2000

// talk is the log of exchanges.
type talk struct {
	mu   sync.Mutex
	n    int
	list []exchange
}

func (t *talk) add(e exchange) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.n++
	e.N = t.n
	t.list = append(t.list, e)
	if len(t.list) > keptExchanges {
		t.list = slices.Clone(t.list[len(t.list)-keptExchanges:])
	}
}

func (t *talk) all() []exchange {
	t.mu.Lock()
	defer t.mu.Unlock()
	return slices.Clone(t.list)
}

func (t *talk) count() int {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.n
}

// note logs an exchange with the workspace's time.
func (w *Workspace) note(e exchange) {
	e.At = w.clock.now()
	w.talk.add(e)
	if e.Error != "" {
		w.log.Info("exchange", "from", e.From, "what", e.What, "error", e.Error)
	}
	w.watch.changed()
}

// jsonBody is x as JSON for the log; what can't be shown is left out.
func jsonBody(x any) json.RawMessage {
	b, err := json.Marshal(x)
	if err != nil {
		return nil
	}
	return b
}
