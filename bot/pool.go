package main

import (
	"context"
	"hash/maphash"
	"sync"
)

// A pool serves deliveries: several at once, but those of one person in the order they came. Its queues are
// bounded; what doesn't fit is refused at once, so that the connection is always read.
type pool struct {
	queues []chan func()
	seed   maphash.Seed

	mu     sync.Mutex
	closed bool
	open   int           // taken and not finished
	count  int           // taken since the start
	quiet  chan struct{} // closed while open is 0
}

func newPool(workers, depth int) *pool {
	p := &pool{seed: maphash.MakeSeed(), quiet: make(chan struct{})}
	close(p.quiet)
	for range workers {
		p.queues = append(p.queues, make(chan func(), depth))
	}
	return p
}

// offer takes a job on behalf of a person, or refuses it: their queue is full, or the pool is closed.
func (p *pool) offer(who string, job func()) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed {
		return false
	}
	select {
	case p.queues[maphash.String(p.seed, who)%uint64(len(p.queues))] <- job:
	default:
		return false
	}
	if p.open == 0 {
		p.quiet = make(chan struct{})
	}
	p.open++
	p.count++
	return true
}

// run serves until the pool is closed and all it took is done.
func (p *pool) run() {
	var workers sync.WaitGroup
	for _, q := range p.queues {
		workers.Go(func() {
			for job := range q {
				job()
				p.finished()
			}
		})
	}
	workers.Wait()
}

func (p *pool) finished() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.open--
	if p.open == 0 {
		close(p.quiet)
	}
}

// close refuses everything from now on; run ends when what was taken is done.
func (p *pool) close() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed {
		return
	}
	p.closed = true
	for _, q := range p.queues {
		close(q)
	}
}

// taken is how many jobs were taken since the start.
func (p *pool) taken() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.count
}

// idle waits until nothing is queued or in work.
func (p *pool) idle(ctx context.Context) error {
	p.mu.Lock()
	quiet := p.quiet
	p.mu.Unlock()
	select {
	case <-quiet:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
