package workspace

import (
	"cmp"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"slices"
	"strconv"
	"sync"
	"time"
)

// What can be made to go wrong with a call of the Web API, or of a response URL (whose method is called "response").
const (
	faultRateLimited = "ratelimited"      // 429 with Retry-After
	faultError       = "error"            // ok: false with a code
	faultHTTP500     = "http500"          // an answer that isn't Slack's
	faultReset       = "reset"            // the connection ends before the call is heard
	faultSlow        = "slow"             // the call is heard late
	faultDropped     = "accept_then_drop" // the call takes effect and its answer is lost
)

// What can be made to go wrong with Socket Mode.
const (
	faultSocketDrop    = "socket_drop"    // connections end without a word
	faultSocketRefresh = "socket_refresh" // Slack asks for a new one, and ends the old
	faultSocketSilent  = "socket_silent"  // connections stay open and say nothing any more
	faultRedeliver     = "redeliver"      // the last event is delivered again, as if it hadn't been acknowledged
	faultChaos         = "chaos"          // any of the above now and then
)

var (
	callFaults   = []string{faultRateLimited, faultError, faultHTTP500, faultReset, faultSlow, faultDropped}
	socketFaults = []string{faultSocketDrop, faultSocketRefresh, faultSocketSilent, faultRedeliver}
)

// A fault is a request to let something go wrong.
type fault struct {
	Kind   string  `json:"kind"`
	Method string  `json:"method"` // of the calls it strikes; "" is any
	Count  int     `json:"count"`  // how many; 0 is one
	Error  string  `json:"error"`  // the code of an error; internal_error unless given
	After  int     `json:"after"`  // seconds a rate limit lasts; 1 unless given
	Delay  int     `json:"delay"`  // milliseconds a slow call waits; 500 unless given
	Seed   uint64  `json:"seed"`   // of chaos: the same seed strikes the same calls
	Rate   float64 `json:"rate"`   // of chaos: how many of a thousand calls, events and deliveries, as 0.05; 0 ends it
}

// faults are those that haven't struck yet.
type faults struct {
	mu    sync.Mutex
	todo  []fault
	rate  float64
	luck  *rand.Rand
	drawn map[string]int // how often each kind has struck
}

// add takes a fault for calls to come.
func (f *faults) add(x fault) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.todo = append(f.todo, x)
}

// chaos starts, changes or ends the mode that draws faults.
func (f *faults) chaos(seed uint64, rate float64) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.rate, f.luck = rate, rand.New(rand.NewPCG(seed, 0))
}

// forCall is the fault that strikes a call of a method now, if any.
func (f *faults) forCall(method string) (fault, bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	i := slices.IndexFunc(f.todo, func(x fault) bool { return x.Method == "" || x.Method == method })
	if i >= 0 {
		x := f.todo[i]
		if f.todo[i].Count--; f.todo[i].Count <= 0 {
			f.todo = slices.Delete(f.todo, i, i+1)
		}
		return f.struck(x), true
	}
	if f.rate == 0 || f.luck.Float64() >= f.rate {
		return fault{}, false
	}
	return f.struck(fault{Kind: callFaults[f.luck.IntN(len(callFaults))]}), true
}

// forDelivery is what chaos does to the connections at a delivery, if anything.
func (f *faults) forDelivery() (kind string, ok bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.rate == 0 || f.luck.Float64() >= f.rate {
		return "", false
	}
	kinds := []string{faultSocketDrop, faultSocketRefresh, faultRedeliver}
	return f.struck(fault{Kind: kinds[f.luck.IntN(len(kinds))]}).Kind, true
}

func (f *faults) struck(x fault) fault {
	if f.drawn == nil {
		f.drawn = map[string]int{}
	}
	f.drawn[x.Kind]++
	return x
}

// Struck is how often each kind of fault has struck so far.
func (w *Workspace) Struck() map[string]int {
	w.faults.mu.Lock()
	defer w.faults.mu.Unlock()
	out := map[string]int{}
	for k, n := range w.faults.drawn {
		out[k] = n
	}
	return out
}

// controlFaults serves POST /control/faults.
func (w *Workspace) controlFaults(rw http.ResponseWriter, r *http.Request) {
	var x fault
	if err := readJSON(r, &x); err != nil {
		controlError(rw, err)
		return
	}
	x.Count = max(x.Count, 1)
	switch {
	case slices.Contains(callFaults, x.Kind):
		if _, ok := methods[x.Method]; !ok && x.Method != "" && x.Method != "response" {
			controlError(rw, fmt.Errorf("there is no method %q", x.Method))
			return
		}
		w.faults.add(x)
	case x.Kind == faultChaos && x.Rate >= 0 && x.Rate <= 1:
		w.faults.chaos(x.Seed, x.Rate)
	case x.Kind == faultChaos:
		controlError(rw, errors.New("the rate of chaos is a part of one, such as 0.05"))
		return
	case slices.Contains(socketFaults, x.Kind):
		w.strikeSockets(x.Kind)
	default:
		controlError(rw, fmt.Errorf("there is no fault %q", x.Kind))
		return
	}
	writeJSON(rw, http.StatusOK, object{"ok": true, "struck": w.Struck()})
}

// strike lets a call go wrong. It reports whether the call has been dealt with: heard is what would serve it.
func (w *Workspace) strike(rw http.ResponseWriter, r *http.Request, method string, heard func(http.ResponseWriter)) (done bool) {
	x, ok := w.faults.forCall(method)
	if !ok {
		return false
	}
	w.note(exchange{From: "workspace", What: method, Error: "fault: " + x.Kind})
	switch x.Kind {
	case faultRateLimited:
		rw.Header().Set("Retry-After", strconv.Itoa(max(x.After, 1)))
		writeJSON(rw, http.StatusTooManyRequests, object{"ok": false, "error": "ratelimited"})
	case faultError:
		writeJSON(rw, http.StatusOK, object{"ok": false, "error": cmp.Or(x.Error, "internal_error")})
	case faultHTTP500:
		http.Error(rw, "upstream connect error", http.StatusInternalServerError)
	case faultReset:
		hangUp(rw)
	case faultSlow:
		select {
		case <-time.After(time.Duration(cmp.Or(x.Delay, 500)) * time.Millisecond):
		case <-r.Context().Done():
			return true // whoever called has gone meanwhile, and the call with them
		}
		return false
	case faultDropped:
		heard(nowhere{})
		hangUp(rw)
	}
	return true
}

// hangUp ends a connection without an answer.
func hangUp(rw http.ResponseWriter) {
	conn, _, err := http.NewResponseController(rw).Hijack()
	if err != nil {
		panic(http.ErrAbortHandler) // which ends it too
	}
	conn.Close()
}

// nowhere is where an answer goes that is lost.
type nowhere struct{}

func (nowhere) Header() http.Header         { return http.Header{} }
func (nowhere) Write(b []byte) (int, error) { return len(b), nil }
func (nowhere) WriteHeader(int)             {}

// strikeSockets lets something go wrong with the connections that are there now.
func (w *Workspace) strikeSockets(kind string) {
	w.note(exchange{From: "workspace", What: "socket", Error: "fault: " + kind})
	if kind == faultRedeliver {
		w.deliverAgain()
		return
	}
	for _, s := range w.hub.all() {
		switch kind {
		case faultSocketDrop:
			s.ws.Close()
		case faultSocketRefresh:
			s.send(object{"type": "disconnect", "reason": "refresh_requested", "debug_info": object{"host": "applink-local"}})
			s.shut()
		case faultSocketSilent:
			s.silent.Store(true)
		}
	}
}

// deliverAgain sends the last event once more, with what Slack adds when it hasn't heard an acknowledgement.
func (w *Workspace) deliverAgain() {
	e := w.last.Load()
	if e == nil {
		return
	}
	again, n := *e, 1
	again.Attempt, again.Reason = &n, "timeout"
	wait := w.hub.expect(again.ID)
	if w.dispatch(again) != nil {
		w.hub.forget(again.ID)
		return
	}
	done := w.pending.add()
	w.wg.Go(func() {
		defer w.hub.forget(again.ID)
		defer done()
		w.await(w.ctx, wait) //nolint:errcheck // whether it was acknowledged is in the log
	})
}
