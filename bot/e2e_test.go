package main

import (
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write what is seen into the scripts")

// TestEndToEnd plays the scripts of testdata/e2e through the whole program: the demo city's workspace, Slack's wire over loopback, the bot
// and its store. A script begins with "start 2022-11-09 10:00"; then come blocks, each with one input:
//
//	清丰县经办人甲> /lead …          types a line where they talk to the bot; "NAME #channel> …" in a channel
//	清丰县经办人甲> [办结]           presses the newest button with that label that they see; "[办结] F-7" the one for F-7
//	清丰县经办人甲> {company=…; sum=…}  fills in the dialog in front of them and submits it
//	clock 2022-11-11 17:00          plays the time; "jump …" leaps as if the machine had slept
//	restart                         stops the bot and the workspace in order and starts them again on the same data
//	off until 2022-11-14 09:30      the same, with nothing running meanwhile
//
// What follows is all that anyone sees of it: the answer, the dialog, and below "→ WHERE" every message that has come or changed
// anywhere ("≈ WHERE" when it has changed). So a message that no line expects fails. What several get in the same words but for their
// chain's or unit's name stands once; an empty line of an answer is written "·".
func TestEndToEnd(t *testing.T) {
	files, err := filepath.Glob("testdata/e2e/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("no scripts", err)
	}
	for _, f := range files {
		t.Run(strings.TrimSuffix(filepath.Base(f), ".txt"), func(t *testing.T) { playScript(t, f) })
	}
}

func playScript(t *testing.T, file string) {
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	blocks := strings.Split(strings.TrimSpace(string(want)), "\n\n")
	c := newTown(t, strings.TrimPrefix(blocks[0], "start "))
	out := []string{strings.TrimSpace(blocks[0])}
	for _, b := range blocks[1:] {
		out = append(out, c.block(b))
	}
	got := strings.Join(out, "\n\n") + "\n"
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if d := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got, "\n")); d != "" {
		t.Errorf("%s (-want +got):\n%s", file, d)
	}
}

var inputOf = regexp.MustCompile(`^([^>#]+?)(?: (#\S+))?> (.*)$`)

// block plays one block and returns it with what was seen.
func (c *town) block(b string) string {
	var out []string
	for _, line := range strings.Split(b, "\n") {
		out = append(out, line)
		if !strings.HasPrefix(line, "# ") {
			out = append(out, c.play(line)...)
			break
		}
	}
	out = append(out, c.news()...)
	return strings.ReplaceAll(strings.Join(out, "\n"), "\n\n", "\n·\n")
}

// play plays one input and returns what the person who made it sees of it.
func (c *town) play(line string) []string {
	verb, arg, _ := strings.Cut(line, " ")
	switch {
	case verb == "clock":
		c.post("/control/clock", map[string]any{"to": c.time(arg).Format(time.RFC3339)}, nil)
	case verb == "jump":
		c.post("/control/clock", map[string]any{"jump": c.time(arg).Format(time.RFC3339)}, nil)
	case verb == "off":
		c.restart(c.time(strings.TrimPrefix(arg, "until ")))
	case line == "restart":
		c.restart(c.demo.clock.Now())
	default:
		m := inputOf.FindStringSubmatch(line)
		if m == nil {
			c.t.Fatalf("not understood: %q", line)
		}
		return c.do(m[1], m[2], strings.ReplaceAll(m[3], `\n`, "\n"))
	}
	return nil
}
