package workspace

import "sync"

// A watch wakes those who show the workspace when something in it has changed. Signals that come faster than they are
// taken run together into one.
type watch struct {
	mu    sync.Mutex
	wakes map[chan struct{}]bool
}

func newWatch() *watch { return &watch{wakes: map[chan struct{}]bool{}} }

// open returns a channel that gets a value after every change until it is closed by the function.
func (w *watch) open() (<-chan struct{}, func()) {
	c := make(chan struct{}, 1)
	w.mu.Lock()
	defer w.mu.Unlock()
	w.wakes[c] = true
	return c, func() {
		w.mu.Lock()
		defer w.mu.Unlock()
		delete(w.wakes, c)
	}
}

func (w *watch) changed() {
	w.mu.Lock()
	defer w.mu.Unlock()
	for c := range w.wakes {
		select {
		case c <- struct{}{}:
		default:
		}
	}
}
