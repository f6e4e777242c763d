package workspace

import (
	"cmp"
	"encoding/json"
	"math/rand/v2"
	"net/http"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gorilla/websocket"
)

const (
	maxSockets  = 10               // connections an app may have at once
	pingEvery   = 5 * time.Second  // Slack's own pace isn't documented; clients give up after 30 s of silence
	deafAfter   = 30 * time.Second // without a pong for so long, a connection is dropped
	writeWithin = 5 * time.Second
	ticketLives = 30 * time.Second
	maxAck      = 20_480 // acknowledgements of this size and more are dropped without a word, as Slack does
)

// A hub holds the app's Socket Mode connections and the deliveries that wait for an acknowledgement.
type hub struct {
	mu      sync.Mutex
	closed  bool
	sockets []*socket
	tickets map[string]time.Time
	waiting map[string]chan json.RawMessage // by envelope ID
}

// A socket is one Socket Mode connection.
type socket struct {
	ws     *websocket.Conn
	mu     sync.Mutex  // one writer at a time
	silent atomic.Bool // it is open, and nothing passes any more
}

func newHub() *hub {
	return &hub{tickets: map[string]time.Time{}, waiting: map[string]chan json.RawMessage{}}
}

// ticket makes the secret part of a connection's address: it opens one connection, soon.
func (h *hub) ticket() string {
	h.mu.Lock()
	defer h.mu.Unlock()
	t := newUUID()
	h.tickets[t] = time.Now().Add(ticketLives)
	return t
}

func (h *hub) punch(ticket string) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	until, ok := h.tickets[ticket]
	delete(h.tickets, ticket)
	return ok && time.Now().Before(until)
}

// join adds a connection and says how many there are now.
func (h *hub) join(s *socket) (int, bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.closed || len(h.sockets) >= maxSockets {
		return len(h.sockets), false
	}
	h.sockets = append(h.sockets, s)
	return len(h.sockets), true
}

func (h *hub) leave(s *socket) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.sockets = slices.DeleteFunc(h.sockets, func(x *socket) bool { return x == s })
}

func (h *hub) count() int {
	h.mu.Lock()
	defer h.mu.Unlock()
	return len(h.sockets)
}

// Connections is how many Socket Mode connections the app has.
func (w *Workspace) Connections() int { return w.hub.count() }

// pick returns one of the connections; which one, nobody is promised.
func (h *hub) pick() *socket {
	h.mu.Lock()
	defer h.mu.Unlock()
	if len(h.sockets) == 0 {
		return nil
	}
	return h.sockets[rand.N(len(h.sockets))]
}

func (h *hub) close() {
	h.mu.Lock()
	h.closed = true
	h.mu.Unlock()
	for _, s := range h.all() {
		s.shut()
	}
}

func (h *hub) all() []*socket {
	h.mu.Lock()
	defer h.mu.Unlock()
	return slices.Clone(h.sockets)
}

func (s *socket) send(frame any) error {
	if s.silent.Load() {
		return nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.ws.SetWriteDeadline(time.Now().Add(writeWithin)); err != nil {
		return err
	}
	return s.ws.WriteJSON(frame)
}

func (s *socket) shut() {
	bye := websocket.FormatCloseMessage(websocket.CloseNormalClosure, "")
	s.ws.WriteControl(websocket.CloseMessage, bye, time.Now().Add(time.Second))
	s.ws.Close()
}

// link serves /link: the app's end of Socket Mode. The address was handed out by apps.connections.open.
func (w *Workspace) link(rw http.ResponseWriter, r *http.Request) {
	if !w.hub.punch(r.URL.Query().Get("ticket")) {
		http.Error(rw, "invalid ticket", http.StatusNotFound)
		return
	}
	if w.hub.count() >= maxSockets {
		http.Error(rw, "too_many_websockets", http.StatusConflict)
		return
	}
	up := websocket.Upgrader{CheckOrigin: func(*http.Request) bool { return true }} // the ticket is what lets one in
	ws, err := up.Upgrade(rw, r, nil)
	if err != nil {
		return // Upgrade has answered
	}
	s := &socket{ws: ws}
	n, ok := w.hub.join(s)
	if !ok {
		s.send(object{"type": "disconnect", "reason": "too_many_websockets"})
		s.shut()
		return
	}
	w.wg.Go(func() { w.attend(s, n) })
}

// attend greets a connection, pings it, and reads from it until it ends.
func (w *Workspace) attend(s *socket, n int) {
	done := make(chan struct{})
	var pings sync.WaitGroup
	pings.Go(func() { s.ping(cmp.Or(w.conf.PingEvery, pingEvery), done) })
	w.greet(s, n)
	w.listen(s)
	close(done)
	s.ws.Close()
	pings.Wait()
	w.hub.leave(s)
	w.note(exchange{From: "bot", What: "disconnected", OK: true})
}

func (w *Workspace) greet(s *socket, n int) {
	hello := object{
		"type": "hello", "num_connections": n,
		"connection_info": object{"app_id": w.App().ID},
		"debug_info":      object{"host": "applink-local", "build_number": 1, "approximate_connection_time": 18060},
	}
	err := s.send(hello)
	w.note(exchange{From: "workspace", What: "hello", OK: err == nil, Body: jsonBody(hello)})
}

func (s *socket) ping(every time.Duration, done <-chan struct{}) {
	tick := time.NewTicker(every)
	defer tick.Stop()
	for {
		select {
		case <-done:
			return
		case <-tick.C:
			if s.silent.Load() {
				continue
			}
			s.ws.WriteControl(websocket.PingMessage, []byte("Ping from applink-local"), time.Now().Add(writeWithin))
		}
	}
}

// listen reads acknowledgements until the connection ends.
func (w *Workspace) listen(s *socket) {
	alive := func() { s.ws.SetReadDeadline(time.Now().Add(deafAfter)) }
	s.ws.SetPongHandler(func(string) error { alive(); return nil })
	alive()
	for {
		_, frame, err := s.ws.ReadMessage()
		if err != nil {
			return
		}
		alive()
		if !s.silent.Load() {
			w.hearAck(frame)
		}
	}
}

func (w *Workspace) hearAck(frame []byte) {
	var ack struct {
		ID      string          `json:"envelope_id"`
		Payload json.RawMessage `json:"payload"`
	}
	e := exchange{From: "bot", What: "ack", OK: true}
	err := json.Unmarshal(frame, &ack)
	e.ID, e.Body = ack.ID, ack.Payload
	switch {
	case len(frame) >= maxAck:
		e.OK, e.Error, e.Body = false, "dropped: 20 KB or more", nil
	case err != nil:
		e.OK, e.Error, e.Body = false, "not an acknowledgement: "+err.Error(), nil
	case !w.hub.acked(ack.ID, ack.Payload):
		e.OK, e.Error = false, "nothing waits for this acknowledgement"
	}
	w.note(e)
}

// acked passes an acknowledgement on to the delivery that waits for it.
func (h *hub) acked(id string, payload json.RawMessage) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	wait, ok := h.waiting[id]
	if ok {
		wait <- payload
		delete(h.waiting, id)
	}
	return ok
}

func (h *hub) expect(id string) chan json.RawMessage {
	h.mu.Lock()
	defer h.mu.Unlock()
	c := make(chan json.RawMessage, 1)
	h.waiting[id] = c
	return c
}

func (h *hub) forget(id string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	delete(h.waiting, id)
}
