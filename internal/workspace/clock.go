package workspace

import (
	"fmt"
	"sync"
	"time"
)

// A clock is the workspace's time: somebody else's, or its own, which runs at the machine's pace from where it was set.
type clock struct {
	given func() time.Time

	mu     sync.Mutex
	offset time.Duration
	last   int64 // the newest ts handed out, in microseconds
}

func newClock(given func() time.Time, at time.Time) *clock {
	c := &clock{given: given}
	if !at.IsZero() {
		c.offset = time.Until(at)
	}
	return c
}

func (c *clock) now() time.Time {
	if c.given != nil {
		return c.given()
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	return time.Now().Add(c.offset).Round(0)
}

// set moves an own clock.
func (c *clock) set(to time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.offset = time.Until(to)
}

// ts returns the next message time: "seconds.microseconds", later than every one before.
func (c *clock) ts() string {
	now := c.now().UnixMicro()
	c.mu.Lock()
	defer c.mu.Unlock()
	c.last = max(c.last+1, now)
	return formatTS(c.last)
}

// seen tells the clock about a ts in the journal.
func (c *clock) seen(ts string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if n, ok := parseTS(ts); ok {
		c.last = max(c.last, n)
	}
}

func formatTS(micro int64) string { return fmt.Sprintf("%d.%06d", micro/1e6, micro%1e6) }

// parseTS reads "1668000000.000100", also with fewer or no decimals, as microseconds.
func parseTS(s string) (int64, bool) {
	var sec, frac, scale int64 = 0, 0, 1_000_000
	dot, digits := false, 0
	for _, r := range s {
		switch {
		case r == '.' && !dot:
			dot = true
		case r < '0' || r > '9':
			return 0, false
		case dot && scale > 1:
			scale /= 10
			frac += int64(r-'0') * scale
			digits++
		case !dot:
			sec = sec*10 + int64(r-'0')
			digits++
			if sec > 1e11 {
				return 0, false
			}
		}
	}
	return sec*1e6 + frac, digits > 0
}

// timeOf is the time that a ts stands for.
func timeOf(ts string) time.Time {
	n, _ := parseTS(ts)
	return time.UnixMicro(n)
}
