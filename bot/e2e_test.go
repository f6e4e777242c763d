package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
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
//	清丰县经办人甲> [办结]           presses the newest button with that label that they see
//	清丰县经办人甲> {company=…; sum=…}  fills in the dialog in front of them and submits it
//	clock 2022-11-11 17:00          plays the time; "jump …" leaps as if the machine had been off
//	restart                         stops the bot and the workspace in order and starts them again on the same data
//
// What follows is all that anyone sees of it: the answer, the dialog, and below "→ WHERE" every message that has come or changed
// anywhere. So a message that no line expects fails.
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
	out := blocks[:1]
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
	if d := cmp.Diff(string(want), got); d != "" {
		t.Errorf("%s (-want +got):\n%s", file, d)
	}
}

// A town is the demo city in a test, seen only through the control interface.
type town struct {
	t     *testing.T
	dir   string
	demo  *demo
	users map[string]string // by real name
	rooms []townRoom
	seen  map[string]string // what each message last looked like
	view  map[string]townView
}

type townRoom struct{ ID, Name, Member string }

type townMessage struct {
	TS, Channel, Plain string
	Ephemeral          bool
}

type townView struct{ ID, Plain string }

type townAnswer struct {
	OK       bool
	Error    string
	Messages []townMessage
	View     *townView
}

func newTown(t *testing.T, at string) *town {
	c := &town{t: t, dir: t.TempDir(), seen: map[string]string{}, view: map[string]townView{}}
	c.start(at)
	t.Cleanup(func() {
		if err := c.demo.close(); err != nil {
			t.Error("stopping:", err)
		}
	})
	c.learn()
	c.news() // the bot's own first steps are nobody's business
	return c
}

func (c *town) start(at string) {
	c.t.Helper()
	now, err := parseTime(at, shanghai(c.t))
	if err != nil {
		c.t.Fatal(err)
	}
	c.demo, err = openDemo(c.dir, "127.0.0.1:0", now, slog.New(slog.DiscardHandler))
	if err != nil {
		c.t.Fatal(err)
	}
}

func shanghai(t *testing.T) *time.Location {
	zone, err := time.LoadLocation("Asia/Shanghai")
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

// learn asks the workspace who and what there is.
func (c *town) learn() {
	var state struct {
		Users []struct {
			ID       string
			RealName string `json:"real_name"`
			Bot      bool
		}
		Channels []struct {
			ID, Name string
			Members  []string
		}
	}
	c.get("/control/state", &state)
	c.users = map[string]string{}
	for _, u := range state.Users {
		if !u.Bot {
			c.users[u.RealName] = u.ID
			c.rooms = append(c.rooms, townRoom{u.ID, u.RealName, u.ID})
		}
	}
	for _, r := range state.Channels {
		for _, m := range r.Members {
			if c.person(m) != "" {
				c.rooms = append(c.rooms, townRoom{r.ID, "#" + r.Name, m})
				break
			}
		}
	}
	slices.SortFunc(c.rooms, func(a, b townRoom) int { return strings.Compare(a.Name, b.Name) })
}

func (c *town) person(id string) string {
	for name, u := range c.users {
		if u == id {
			return name
		}
	}
	return ""
}

var inputOf = regexp.MustCompile(`^([^\s>]+)(?: (#\S+))?> (.*)$`)

// block plays one block and returns it with what was seen.
func (c *town) block(b string) string {
	var out []string
	for _, line := range strings.Split(b, "\n") {
		out = append(out, line)
		verb, arg, _ := strings.Cut(line, " ")
		switch {
		case strings.HasPrefix(line, "# "):
			continue
		case verb == "clock":
			c.post("/control/clock", map[string]any{"to": c.time(arg)}, nil)
		case verb == "jump":
			c.post("/control/clock", map[string]any{"jump": c.time(arg)}, nil)
		case line == "restart":
			c.restart()
		case inputOf.MatchString(line):
			m := inputOf.FindStringSubmatch(line)
			out = append(out, c.do(m[1], m[2], m[3])...)
		default:
			c.t.Fatalf("not understood: %q", line)
		}
		break
	}
	return strings.Join(append(out, c.news()...), "\n")
}

func (c *town) time(s string) string {
	t, err := parseTime(s, shanghai(c.t))
	if err != nil {
		c.t.Fatal(err)
	}
	return t.Format(time.RFC3339)
}

func (c *town) restart() {
	now := c.demo.clock.Now()
	if err := c.demo.close(); err != nil {
		c.t.Error("stopping:", err)
	}
	c.start(now.In(shanghai(c.t)).Format("2006-01-02 15:04"))
}

// do plays what one person does and returns what they see of it themselves.
func (c *town) do(who, room, input string) []string {
	id, ok := c.users[who]
	if !ok {
		c.t.Fatalf("there is no %s", who)
	}
	if room == "" {
		room = id
	}
	var a townAnswer
	switch {
	case strings.HasPrefix(input, "["):
		c.press(id, room, strings.Trim(input, "[]"), &a)
	case strings.HasPrefix(input, "{"):
		c.post("/control/submit", map[string]any{"user": id, "view_id": c.view[id].ID, "values": fields(strings.Trim(input, "{}"))}, &a)
	case strings.HasPrefix(input, "/"):
		name, text, _ := strings.Cut(input, " ")
		c.post("/control/command", map[string]any{"user": id, "channel": room, "command": name, "text": text}, &a)
	default:
		c.post("/control/message", map[string]any{"user": id, "channel": room, "text": input}, &a)
	}
	return c.answer(id, a)
}

// press presses the newest button with a label: in the dialog, else in the messages the person sees.
func (c *town) press(id, room, label string, a *townAnswer) {
	if v := c.view[id]; strings.Contains(v.Plain, "["+label+"]") {
		c.post("/control/action", map[string]any{"user": id, "view_id": v.ID, "label": label}, a)
		return
	}
	for _, r := range []string{room, id} {
		messages := c.messages(r, id)
		for _, m := range slices.Backward(messages) {
			if strings.Contains(m.Plain, "["+label+"]") {
				c.post("/control/action", map[string]any{"user": id, "channel": r, "ts": m.TS, "label": label}, a)
				return
			}
		}
	}
	c.t.Fatalf("%s sees no button [%s]", c.person(id), label)
}

// fields are a dialog's values: "company=绿筑涂料; sum=五千万".
func fields(s string) map[string]map[string]any {
	out := map[string]map[string]any{}
	for _, kv := range strings.Split(s, "; ") {
		name, v, _ := strings.Cut(kv, "=")
		out[name] = map[string]any{"v": v}
	}
	return out
}

func (c *town) answer(id string, a townAnswer) []string {
	var out []string
	if a.Error != "" {
		out = append(out, "! "+a.Error)
	}
	for _, m := range a.Messages {
		if m.Ephemeral {
			out = append(out, m.Plain)
		}
	}
	delete(c.view, id)
	if a.View != nil {
		c.view[id] = *a.View
		out = append(out, "┌ "+strings.ReplaceAll(a.View.Plain, "\n", "\n│ "))
	}
	return out
}

// news is every message that has come or changed anywhere since it was last asked for.
func (c *town) news() []string {
	var out []string
	for _, r := range c.rooms {
		for _, m := range c.messages(r.ID, r.Member) {
			key := r.ID + m.TS
			was, known := c.seen[key]
			if m.Ephemeral || known && was == m.Plain {
				continue
			}
			c.seen[key] = m.Plain
			mark := "→ "
			if known {
				mark = "≈ "
			}
			out = append(out, mark+r.Name+"\n"+m.Plain)
		}
	}
	return out
}

func (c *town) messages(room, user string) []townMessage {
	var a struct{ Messages []townMessage }
	c.get("/control/messages?"+url.Values{"channel": {room}, "user": {user}}.Encode(), &a)
	return a.Messages
}

func (c *town) get(path string, into any) {
	c.t.Helper()
	r, err := http.Get(c.demo.url + path)
	if err != nil {
		c.t.Fatal(err)
	}
	c.decode(path, r, into)
}

func (c *town) post(path string, body, into any) {
	c.t.Helper()
	raw, err := json.Marshal(body)
	if err != nil {
		c.t.Fatal(err)
	}
	r, err := http.Post(c.demo.url+path, "application/json", bytes.NewReader(raw))
	if err != nil {
		c.t.Fatal(err)
	}
	c.decode(path+" "+string(raw), r, into)
}

func (c *town) decode(what string, r *http.Response, into any) {
	c.t.Helper()
	defer r.Body.Close()
	var b bytes.Buffer
	if _, err := b.ReadFrom(r.Body); err != nil {
		c.t.Fatal(err)
	}
	if r.StatusCode != http.StatusOK {
		c.t.Fatalf("%s: %s %s", what, r.Status, b.String())
	}
	if into == nil {
		return
	}
	if err := json.Unmarshal(b.Bytes(), into); err != nil {
		c.t.Fatal(fmt.Errorf("%s: %w: %s", what, err, b.String()))
	}
}
