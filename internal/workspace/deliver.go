package workspace

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"time"
)

// ackWithin is how long, in real time, the app has to acknowledge a delivery.
const ackWithin = 3 * time.Second

// retryAfter is how long after a failed attempt an event is delivered again.
var retryAfter = []time.Duration{time.Second, 10 * time.Second, time.Minute}

func (w *Workspace) retries() []time.Duration {
	if w.conf.RetryAfter != nil {
		return w.conf.RetryAfter
	}
	return retryAfter
}

var (
	errNobody  = errors.New("dispatch_failed")   // no connection takes it
	errTimeout = errors.New("operation_timeout") // delivered, not acknowledged in time
)

// An envelope is one delivery over Socket Mode.
type envelope struct {
	ID      string `json:"envelope_id"`
	Type    string `json:"type"`
	Payload object `json:"payload"`
	Accepts bool   `json:"accepts_response_payload"`
	Attempt *int   `json:"retry_attempt,omitempty"`
	Reason  string `json:"retry_reason,omitempty"`
}

// deliver sends a command or an interaction and waits for the acknowledgement. It is sent once: Slack never
// delivers these again.
func (w *Workspace) deliver(ctx context.Context, kind string, payload object) (json.RawMessage, error) {
	e := envelope{ID: newUUID(), Type: kind, Payload: payload, Accepts: true}
	wait := w.hub.expect(e.ID)
	defer w.hub.forget(e.ID)
	if err := w.dispatch(e); err != nil {
		return nil, err
	}
	return w.await(ctx, wait)
}

func (w *Workspace) await(ctx context.Context, wait <-chan json.RawMessage) (json.RawMessage, error) {
	late := time.NewTimer(cmp.Or(w.conf.AckWithin, ackWithin))
	defer late.Stop()
	select {
	case payload := <-wait:
		return payload, nil
	case <-late.C:
	case <-ctx.Done():
	case <-w.ctx.Done():
	}
	return nil, errTimeout
}

// dispatch writes an envelope to one of the connections.
func (w *Workspace) dispatch(e envelope) error {
	x := exchange{From: "workspace", What: e.Type, ID: e.ID, OK: true, Body: jsonBody(e.Payload)}
	defer func() { w.note(x) }()
	if kind, ok := w.faults.forDelivery(); ok && kind != faultRedeliver {
		w.strikeSockets(kind)
	} else if ok {
		defer w.deliverAgain()
	}
	s := w.hub.pick()
	if s == nil {
		x.OK, x.Error = false, "no connection"
		return errNobody
	}
	if err := s.send(e); err != nil {
		x.OK, x.Error = false, err.Error()
		return errNobody
	}
	return nil
}

// emit tells the app about an event, if it subscribed to it. An event that isn't acknowledged is delivered again,
// up to three times. The first attempt is written before emit returns, so that events leave in their order.
func (w *Workspace) emit(subscription string, event object) {
	w.mu.Lock()
	m, t, app := &w.state.manifest, w.state.team, w.state.app
	hears := m.hears(subscription)
	w.mu.Unlock()
	if !hears || w.ctx.Err() != nil {
		return
	}
	payload := object{
		"token": "local", "team_id": t.ID, "context_team_id": t.ID, "api_app_id": app.ID, "type": "event_callback",
		"event": event, "event_id": newID("Ev"), "event_time": w.clock.now().Unix(), "is_ext_shared_channel": false,
		"authorizations": []object{{"team_id": t.ID, "user_id": app.BotUserID, "is_bot": true, "is_enterprise_install": false}},
	}
	e := envelope{ID: newUUID(), Type: "events_api", Payload: payload, Attempt: new(int)}
	wait := w.hub.expect(e.ID)
	w.last.Store(&e)
	first := w.dispatch(e)
	done := w.pending.add()
	w.wg.Go(func() {
		defer w.hub.forget(e.ID)
		defer done()
		w.insist(e, wait, first)
	})
}

// insist waits for an event's acknowledgement and delivers it again when that doesn't come.
func (w *Workspace) insist(e envelope, wait chan json.RawMessage, sent error) {
	for attempt := 0; ; attempt++ {
		if sent == nil {
			if _, err := w.await(w.ctx, wait); err == nil {
				return
			}
		}
		if attempt == len(w.retries()) {
			w.note(exchange{From: "workspace", What: e.Type, ID: e.ID, Error: "given up: never acknowledged"})
			return
		}
		select {
		case <-w.ctx.Done():
			return
		case <-wait: // late, but before it was sent again
			return
		case <-time.After(w.retries()[attempt]):
		}
		n := attempt + 1
		e.Attempt, e.Reason = &n, "timeout"
		wait = w.hub.expect(e.ID)
		sent = w.dispatch(e)
	}
}
