package main

import (
	"context"
	"sync"
	"testing"
)

func TestPoolKeepsEachPersonsOrder(t *testing.T) {
	p := newPool(4, 150) // all three may share a queue
	var mu sync.Mutex
	got := map[string][]int{}
	for i := range 50 {
		for _, who := range []string{"U1", "U2", "U3"} {
			if !p.offer(who, func() { mu.Lock(); defer mu.Unlock(); got[who] = append(got[who], i) }) {
				t.Fatal("refused")
			}
		}
	}
	p.close()
	p.run()
	for who, order := range got {
		for i, n := range order {
			if i != n {
				t.Fatalf("%s was served in the order %v", who, order)
			}
		}
	}
	if len(got["U1"]) != 50 {
		t.Errorf("%d of 50 jobs done", len(got["U1"]))
	}
}

func TestFullPoolRefusesAtOnce(t *testing.T) {
	p := newPool(1, 2)
	nothing := func() {}
	if !p.offer("U1", nothing) || !p.offer("U2", nothing) {
		t.Fatal("refused with room left")
	}
	if p.offer("U3", nothing) {
		t.Error("took more than its queue holds")
	}
	p.close()
	if p.offer("U1", nothing) {
		t.Error("took a job when closed")
	}
	p.run()
}

func TestPoolIsIdleWhenAllIsDone(t *testing.T) {
	p := newPool(2, 10)
	var workers sync.WaitGroup
	workers.Go(p.run)
	defer workers.Wait()
	defer p.close()
	if err := p.idle(t.Context()); err != nil {
		t.Errorf("an unused pool isn't idle: %v", err)
	}
	release := make(chan struct{})
	p.offer("U1", func() { <-release })
	over, cancel := context.WithCancel(t.Context())
	cancel()
	if err := p.idle(over); err == nil {
		t.Error("idle while a job is in work")
	}
	close(release)
	if err := p.idle(t.Context()); err != nil {
		t.Errorf("not idle when the job is done: %v", err)
	}
}
