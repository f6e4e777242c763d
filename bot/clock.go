package main

import (
	"sync"
	"time"
)

// A clock is a time that runs on from where it was set. The demo plays it; run takes one with --at.
type clock struct {
	mu    sync.Mutex
	at    time.Time // the clock's time …
	since time.Time // … when the machine's was this
}

// newClock starts at a time; the zero time is the machine's own.
func newClock(at time.Time) *clock {
	now := time.Now()
	if at.IsZero() {
		at = now
	}
	return &clock{at: at, since: now}
}

// Now is the clock's time.
func (c *clock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at.Add(time.Since(c.since))
}

// Forward moves the clock to a later time; an earlier one leaves it as it is.
func (c *clock) Forward(to time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	now := time.Now()
	if to.After(c.at.Add(now.Sub(c.since))) {
		c.at, c.since = to, now
	}
}
