package workspace

import (
	"context"
	"sync"
	"time"
)

// pending counts events that have been delivered and not yet acknowledged.
type pending struct {
	mu   sync.Mutex
	n    int
	zero chan struct{} // closed when n falls to zero; nil when it is zero
}

func (p *pending) add() (done func()) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.n == 0 {
		p.zero = make(chan struct{})
	}
	p.n++
	return func() {
		p.mu.Lock()
		defer p.mu.Unlock()
		if p.n--; p.n == 0 {
			close(p.zero)
			p.zero = nil
		}
	}
}

func (p *pending) wait(ctx context.Context) {
	p.mu.Lock()
	zero := p.zero
	p.mu.Unlock()
	if zero == nil {
		return
	}
	select {
	case <-zero:
	case <-ctx.Done():
	}
}

const (
	quiet    = 150 * time.Millisecond // nothing said for so long, and the bot seems to have finished
	patience = 2 * time.Second        // the longest wait for it
	settling = 30 * time.Second       // the longest wait for a bot that tells when it has finished
)

// settle waits for what follows an acknowledgement. A bot that can tell is asked; otherwise quiet is taken for an end.
func (w *Workspace) settle(ctx context.Context) error {
	if w.conf.Settle == nil {
		w.hush(ctx)
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, settling)
	defer cancel()
	for range 10 { // settling may itself say something, and what is said is an event again
		acks, end := context.WithTimeout(ctx, ackWithin)
		w.pending.wait(acks)
		end()
		before := w.talk.count()
		if err := w.conf.Settle(ctx); err != nil {
			return err
		}
		if w.talk.count() == before {
			return nil
		}
	}
	return nil
}

// hush waits until nothing has passed between the bot and the workspace for a moment.
func (w *Workspace) hush(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	for n := -1; n != w.talk.count() && ctx.Err() == nil; {
		n = w.talk.count()
		select {
		case <-ctx.Done():
		case <-time.After(quiet):
		}
	}
}
