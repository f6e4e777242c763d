package main

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"
)

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

// A townRoom is a channel or somebody's DM with the bot, seen as one of its members; Whose is the chain, or a liaison's unit.
type townRoom struct{ ID, Name, Member, Whose string }

type townMessage struct {
	TS, Channel, Plain string
	Text               string
	Ephemeral          bool
	Blocks             []struct {
		BlockID   string `json:"block_id"`
		Elements  []townButton
		Accessory townButton
	}
}

type townButton struct {
	ActionID string `json:"action_id"`
	Value    string
	Text     townLabel
	block    string
}

// A townLabel is a button's text; other elements have none, or one of another shape.
type townLabel struct{ Text string }

// UnmarshalJSON reads what has the shape.
func (l *townLabel) UnmarshalJSON(raw []byte) error {
	var t struct{ Text string }
	if json.Unmarshal(raw, &t) == nil {
		l.Text = t.Text
	}
	return nil
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
	c.start(c.time(at))
	t.Cleanup(c.stop)
	c.learn()
	c.news() // the bot's own first steps are nobody's business
	return c
}

func (c *town) start(at time.Time) {
	c.t.Helper()
	d, err := openDemo(c.dir, "127.0.0.1:0", at, false, slog.New(slog.NewTextHandler(testLog{c.t}, &slog.HandlerOptions{Level: slog.LevelError})))
	if err != nil {
		c.t.Fatal(err)
	}
	c.demo = d
}

// A testLog fails a test for each line: nothing in these stories is an error.
type testLog struct{ t *testing.T }

func (l testLog) Write(b []byte) (int, error) {
	l.t.Errorf("logged: %s", b)
	return len(b), nil
}

func (c *town) stop() {
	if err := c.demo.close(); err != nil {
		c.t.Error("stopping:", err)
	}
}

// restart stops everything and starts it again at a time.
func (c *town) restart(at time.Time) {
	c.stop()
	c.start(at.In(shanghai(c.t)))
}

func shanghai(t *testing.T) *time.Location {
	zone, err := time.LoadLocation("Asia/Shanghai")
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

// time is a time of a script, in the city's zone.
func (c *town) time(s string) time.Time {
	at, err := parseTime(s, shanghai(c.t))
	if err != nil {
		c.t.Fatal(err)
	}
	return at
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
			ID, Name, Topic string
			Members         []string
		}
	}
	c.get("/control/state", &state)
	c.users = map[string]string{}
	for _, u := range state.Users {
		if !u.Bot {
			c.users[u.RealName] = u.ID
			whose := chainOf(u.RealName, "链长")
			if unit, ok := strings.CutSuffix(u.RealName, "联络员"); ok && whose == "" {
				whose = unit
			}
			c.rooms = append(c.rooms, townRoom{u.ID, u.RealName, u.ID, whose})
		}
	}
	for _, r := range state.Channels {
		for _, m := range r.Members {
			if c.person(m) != "" {
				c.rooms = append(c.rooms, townRoom{r.ID, "#" + r.Name, m, chainOf(r.Topic, "")})
				break
			}
		}
	}
	slices.SortFunc(c.rooms, func(a, b townRoom) int { return strings.Compare(a.Name, b.Name) })
}

// chainOf is the chain that a name begins with, before its ending: 氢能链 of 氢能链链长.
func chainOf(name, ending string) string {
	before, _, found := strings.Cut(name+" ", cmp.Or(ending, " "))
	if !found || !strings.HasSuffix(before, "链") {
		return ""
	}
	return before
}

func (c *town) person(id string) string {
	for name, u := range c.users {
		if u == id {
			return name
		}
	}
	return ""
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
		label, about, _ := strings.Cut(strings.TrimPrefix(input, "["), "]")
		c.press(id, room, label, strings.TrimSpace(about), &a)
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

// press presses the newest button with a label, and for one record if that is given: in the dialog, else in the messages the person sees.
func (c *town) press(id, room, label, about string, a *townAnswer) {
	if v := c.view[id]; strings.Contains(v.Plain, "["+label+"]") {
		c.post("/control/action", map[string]any{"user": id, "view_id": v.ID, "label": label}, a)
		return
	}
	for _, r := range []string{room, id} {
		for _, m := range slices.Backward(c.messages(r, id)) {
			if b, ok := m.button(label, about); ok {
				c.post("/control/action", map[string]any{"user": id, "channel": r, "ts": m.TS, "block_id": b.block, "action_id": b.ActionID}, a)
				return
			}
		}
	}
	a.Error = strings.TrimSpace("there is no button [" + label + "] " + about)
}

// button is a message's first button with a label, about a record if that is given.
func (m townMessage) button(label, about string) (townButton, bool) {
	for _, b := range m.Blocks {
		for _, e := range append(b.Elements, b.Accessory) {
			if e.Text.Text == label && strings.HasSuffix(e.Value, about) {
				e.block = b.BlockID
				return e, true
			}
		}
	}
	return townButton{}, false
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

// A heard is one thing said, and to whom.
type heard struct{ mark, to, words, common string }

// news is every message that has come or changed anywhere since it was last asked for.
func (c *town) news() []string {
	var all []heard
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
			all = addHeard(all, heard{mark, r.Name, m.Plain, strings.ReplaceAll(m.Plain, cmp.Or(r.Whose, "\x00"), "…")})
		}
	}
	var out []string
	for _, h := range all {
		out = append(out, h.mark+h.to+"\n"+h.words)
	}
	return out
}

// addHeard adds what is said, to what others are told in the same words but for their chain or unit.
func addHeard(all []heard, h heard) []heard {
	i := slices.IndexFunc(all, func(o heard) bool { return o.mark == h.mark && o.common == h.common && h.common != h.words })
	if i < 0 {
		return append(all, h)
	}
	all[i].to += "、" + h.to
	if all[i].words != h.words {
		all[i].words = h.common
	}
	return all
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
