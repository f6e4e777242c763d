package main

import (
	"bufio"
	"context"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"chainlead/store"
)

// A doomed program is the bot as a process of its own, that kills itself at a step of its store. Its time stands still until it is told to play to another;
// it says each time that it comes to, so that one started after it goes on from there.

const (
	doomedStep  = "DOOMED_STEP" // the step at which it dies; 0: it lives
	doomedStart = "DOOMED_AT"
)

// doomedMain is the child's main function: it reads lines "to TIME" and "quit", and answers each with "done", or with what went wrong.
func doomedMain() {
	if err := doomedRun(); err != nil {
		fmt.Println("failed", strings.ReplaceAll(err.Error(), "\n", " "))
		os.Exit(1)
	}
}

func doomedRun() error {
	at, err := time.Parse(time.RFC3339Nano, os.Getenv(doomedStart))
	if err != nil {
		return err
	}
	last, err := strconv.ParseInt(os.Getenv(doomedStep), 10, 64)
	if err != nil {
		return err
	}
	s, err := openStore(os.Getenv("CHAINLEAD_DATA"))
	if err != nil {
		return err
	}
	now := stillClock{at: at}
	var steps atomic.Int64
	s.Now = now.Now
	s.Step = func(string) {
		if steps.Add(1) == last {
			die()
		}
	}
	// The disk isn't waited for: a killed process loses nothing that it wrote, only a machine does.
	err = s.Bulk(func() error { return doomedServe(s, &now) })
	fmt.Println("steps", steps.Load())
	return err
}

func doomedServe(s *store.Store, now *stillClock) error {
	b := newBot(s, slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelError})))
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	if err := b.Connect(ctx, Slack{BotToken: os.Getenv("SLACK_BOT_TOKEN"), AppToken: os.Getenv("SLACK_APP_TOKEN"), APIURL: os.Getenv("SLACK_API_URL")}); err != nil {
		return err
	}
	ended := make(chan error, 1)
	go func() { ended <- b.Run(ctx) }()
	if err := b.Settle(ctx); err != nil {
		return err
	}
	fmt.Println("ready")
	for in := bufio.NewScanner(os.Stdin); in.Scan(); {
		if in.Text() == "quit" {
			break
		}
		to, err := time.Parse(time.RFC3339Nano, strings.TrimPrefix(in.Text(), "to "))
		if err != nil {
			return err
		}
		patient, stop := context.WithTimeout(ctx, 20*time.Second)
		err = b.play(patient, to, now.forward)
		stop()
		if err != nil {
			return err
		}
		fmt.Println("done")
	}
	cancel()
	return <-ended
}

// die ends the process as kill -9 and a power cut of its own do.
func die() {
	p, err := os.FindProcess(os.Getpid())
	if err == nil {
		p.Kill() //nolint:errcheck // there is nobody left to tell
	}
	select {}
}

// A stillClock stands until it is moved forward; it says where to.
type stillClock struct {
	mu sync.Mutex
	at time.Time
}

func (c *stillClock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.at
}

func (c *stillClock) forward(to time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if to.After(c.at) {
		c.at = to
		fmt.Println("at", to.UTC().Format(time.RFC3339Nano))
	}
}

// A child is a doomed program under a supervisor, who starts it again whenever it has died.
type child struct {
	env  []string
	time func() time.Time // where the next life begins
	at   func(time.Time)  // told of each time it comes to

	heardOut func() // returns when all that the last life said is heard

	mu    sync.Mutex
	cmd   *exec.Cmd
	in    *bufio.Writer
	lines chan string   // what it says; closed when it has died
	gone  chan struct{} // closed when it has died
	step  int           // of the next life
	lives int
	steps int // of the life that ended last, in order
	said  []string
}

// begin starts a life and waits until it is ready or has died.
func (c *child) begin() error {
	c.heardOut()
	c.mu.Lock()
	defer c.mu.Unlock()
	cmd := exec.Command("chainlead-doomed")
	cmd.Env = append(append(os.Environ(), c.env...), doomedStart+"="+c.time().UTC().Format(time.RFC3339Nano), fmt.Sprintf("%s=%d", doomedStep, c.step))
	c.step = 0
	in, err := cmd.StdinPipe()
	if err != nil {
		return err
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	var complaints strings.Builder
	cmd.Stderr = &complaints
	if err := cmd.Start(); err != nil {
		return err
	}
	c.cmd, c.in, c.lines = cmd, bufio.NewWriter(in), make(chan string, 100)
	c.gone = make(chan struct{})
	c.lives++
	lines, gone := c.lines, c.gone
	go func() {
		for r := bufio.NewScanner(out); r.Scan(); {
			c.heard(r.Text(), lines)
		}
		cmd.Wait() //nolint:errcheck // it was killed, or has said what went wrong
		c.mu.Lock()
		if complaints.Len() > 0 {
			c.said = append(c.said, complaints.String())
		}
		c.mu.Unlock()
		close(gone)
		close(lines)
	}()
	return nil
}

func (c *child) heard(line string, lines chan<- string) {
	word, rest, _ := strings.Cut(line, " ")
	switch word {
	case "at":
		if t, err := time.Parse(time.RFC3339Nano, rest); err == nil {
			c.at(t)
		}
	case "steps":
		n, err := strconv.Atoi(rest)
		if err == nil {
			c.mu.Lock()
			c.steps = n
			c.mu.Unlock()
		}
	default:
		if word == "failed" {
			c.mu.Lock()
			c.said = append(c.said, line)
			c.mu.Unlock()
		}
		lines <- line
	}
}

// alive makes sure that it runs and is ready, starting it again as often as it takes.
func (c *child) alive() error {
	for range 100 {
		c.mu.Lock()
		gone := c.gone
		c.mu.Unlock()
		if gone != nil && !closed(gone) {
			return nil
		}
		if err := c.begin(); err != nil {
			return err
		}
		if c.expect("ready") {
			return nil
		}
	}
	return fmt.Errorf("it doesn't stay alive: %s", strings.Join(c.said, "; "))
}

// expect reads until a line; false if it died first.
func (c *child) expect(want string) bool {
	c.mu.Lock()
	lines := c.lines
	c.mu.Unlock()
	for line := range lines {
		if line == want {
			return true
		}
	}
	return false
}

// tell gives it a line and waits for "done"; false if it died first.
func (c *child) tell(line string) bool {
	c.mu.Lock()
	_, err := c.in.WriteString(line + "\n")
	if err == nil {
		err = c.in.Flush()
	}
	c.mu.Unlock()
	if err != nil { // it is dying; the caller may begin the next life once it is dead
		c.dead()
		return false
	}
	return c.expect("done")
}

// dead waits until it has died.
func (c *child) dead() {
	c.mu.Lock()
	lines := c.lines
	c.mu.Unlock()
	for range lines {
	}
}

func closed(c chan struct{}) bool {
	select {
	case <-c:
		return true
	default:
		return false
	}
}

// kill ends it as kill -9 does, and returns when it is dead.
func (c *child) kill() {
	c.mu.Lock()
	cmd, gone := c.cmd, c.gone
	c.mu.Unlock()
	cmd.Process.Kill() //nolint:errcheck // it may be dead already
	<-gone
}

// quit has it stop in order.
func (c *child) quit() {
	c.mu.Lock()
	in := c.in
	c.mu.Unlock()
	if in == nil {
		return
	}
	in.WriteString("quit\n") //nolint:errcheck // it may be dead already
	in.Flush()               //nolint:errcheck
	c.dead()
}
