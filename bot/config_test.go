package main

import (
	"testing"
	"time"
)

func TestPageIsFoundFromThisMachine(t *testing.T) {
	for _, on := range []string{"127.0.0.1:0", "0.0.0.0:0", "[::]:0"} {
		l, err := listen(on)
		if err != nil {
			t.Fatal(err)
		}
		if url := urlOf(l); !onThisMachine(url) {
			t.Errorf("listening on %s, the page is at %s", on, url)
		}
		if err := l.Close(); err != nil {
			t.Error(err)
		}
	}
}

func TestTimesOfTheCommandLine(t *testing.T) {
	zone := time.FixedZone("CST", 8*3600)
	want := time.Date(2022, 11, 9, 10, 0, 0, 0, zone)
	for _, s := range []string{"2022-11-09 10:00", "2022-11-09T10:00", "2022-11-09 10:00:00", "2022-11-09T10:00:00+08:00", "2022-11-09T02:00:00Z"} {
		if got, err := parseTime(s, zone); err != nil || !got.Equal(want) {
			t.Errorf("%s is %v, %v; want %v", s, got, err, want)
		}
	}
	for _, s := range []string{"", "10:00", "2022-02-30 10:00", "tomorrow"} {
		if got, err := parseTime(s, zone); err == nil {
			t.Errorf("%q is %v, want a problem", s, got)
		}
	}
}

// The clock runs on from where it was set, and never back.
func TestClockNeverGoesBack(t *testing.T) {
	at := time.Date(2022, 11, 9, 10, 0, 0, 0, time.UTC)
	c := newClock(at)
	c.Forward(at.Add(-time.Hour))
	if now := c.Now(); now.Before(at) {
		t.Errorf("it went back to %v", now)
	}
	later := at.Add(72 * time.Hour)
	c.Forward(later)
	if now := c.Now(); now.Before(later) || now.After(later.Add(time.Minute)) {
		t.Errorf("set to %v, it says %v", later, now)
	}
}
