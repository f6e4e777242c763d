package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"chainlead/internal/workspace"
	"chainlead/store"
	"chainlead/store/storetest"
)

var (
	sweepPoints = flag.Int("sweep", 30, "how many points of the kill sweep to try")
	sweepSeeds  = flag.Int("sweep.stories", 4, "how many different stories they are spread over")
	chaosRuns   = flag.Int("chaos", 4, "how many stories to play under chaos and random kills")
)

// The kill sweep. A story is played to a real process of the bot: people record, mornings and a Friday pass, buttons are pressed. It is played once undisturbed, and then once
// for each point at which the process can be killed: before and after each commit of its store, and before, inside and after each call it makes. After each death it is started
// again, as a supervisor would; people type again what wasn't answered. In the end everything must stand as if nothing had happened: each message there once, each record once,
// nothing owed.
func TestKillSweep(t *testing.T) {
	tried := map[string]int{}
	var mu sync.Mutex
	for seed := range uint64(*sweepSeeds) {
		want := playUndisturbed(t, seed)
		for _, p := range want.points(seed, *sweepPoints / *sweepSeeds) {
			t.Run(fmt.Sprintf("%d/%s", seed, p), func(t *testing.T) {
				t.Parallel()
				got := play(t, seed, p, 0)
				want.compare(t, got)
				mu.Lock()
				defer mu.Unlock()
				if got.lives > 1 {
					tried[p.kind]++
				} else {
					tried["(not reached: what runs side by side came in another order)"]++
				}
			})
		}
	}
	t.Cleanup(func() {
		for _, k := range slices.Sorted(maps.Keys(tried)) { // seen when the tests are run in this folder, with or without -v
			fmt.Printf("killed %-40s %5d times\n", k, tried[k])
		}
	})
}

// The same under chaos: calls fail, connections drop, events come twice, and the process is killed at a random point; it all comes to the same in the end.
func TestChaosAndKills(t *testing.T) {
	for seed := range uint64(*chaosRuns) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			want := playUndisturbed(t, seed)
			at := want.points(seed+1000, 1)[0]
			got := play(t, seed, at, 0.1)
			want.compare(t, got)
			fmt.Printf("story %d, killed at %s, struck: %v\n", seed, at, got.struck)
		})
	}
}

// A point is where the process is killed: the nth step of its store, or the nth time the workspace hears, has done or has answered a call.
type point struct {
	kind string // "step", or "before", "inside" or "after" with the call's method
	n    int    // of steps, or of calls
	when string
}

func (p point) String() string {
	return fmt.Sprintf("%s_%d", strings.ReplaceAll(p.kind, " ", "_"), p.n)
}

// An outcome is all that counts once a story has been told.
type outcome struct {
	said     []string // every message of the bot that stays, by channel, as often as it is there
	doubled  []string // keys that are there more than once
	records  []string
	owed     []string
	occurred []string
	steps    int
	calls    []string // the methods called, in order
	struck   map[string]int
	lives    int
}

// points are some of the points of a story at which the process can be killed, drawn by a seed; all of them if there are fewer.
func (o outcome) points(seed uint64, n int) []point {
	var all []point
	for i := range o.steps {
		all = append(all, point{"step", i + 1, ""})
	}
	for i, method := range o.calls {
		for _, when := range []string{"before", "inside", "after"} {
			all = append(all, point{when + " " + method, i + 1, when})
		}
	}
	r := rand.New(rand.NewPCG(seed, 1))
	r.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	return all[:min(max(n, 1), len(all))]
}

func (o outcome) compare(t *testing.T, got outcome) {
	t.Helper()
	if len(got.doubled) > 0 {
		t.Errorf("said twice: %q", got.doubled)
	}
	if len(got.owed) > 0 {
		t.Errorf("still owed: %q", got.owed)
	}
	for _, d := range []struct {
		what      string
		want, got []string
	}{{"messages", o.said, got.said}, {"records", o.records, got.records}, {"occurrences", o.occurred, got.occurred}} {
		if diff := cmp.Diff(d.want, d.got); diff != "" {
			t.Errorf("%s (-undisturbed +killed):\n%s", d.what, diff)
		}
	}
}

// A stage is where a story is played: a workspace in this process, the bot in another.
type stage struct {
	t    *testing.T
	w    *workspace.Workspace
	url  string
	data string
	bot  *child
	open connections

	mu    sync.Mutex
	now   time.Time
	calls []string
	kill  point
}

func playUndisturbed(t *testing.T, seed uint64) outcome {
	t.Helper()
	o := play(t, seed, point{}, 0)
	if len(o.doubled)+len(o.owed) > 0 || len(o.said) < 20 {
		t.Fatalf("undisturbed, said twice: %q; owed: %q; said %d", o.doubled, o.owed, len(o.said))
	}
	return o
}

// play tells a story, killing the process at a point, and returns what came of it.
func play(t *testing.T, seed uint64, kill point, chaos float64) outcome {
	t.Helper()
	s := newStage(t, kill)
	if chaos > 0 {
		s.control("faults", map[string]any{"kind": "chaos", "seed": seed, "rate": chaos})
	}
	tell(s, seed)
	if chaos > 0 {
		s.control("faults", map[string]any{"kind": "chaos", "rate": 0})
	}
	s.at("2022-11-14 14:00")
	s.bot.quit()
	return s.outcome()
}

func newStage(t *testing.T, kill point) *stage {
	s := &stage{t: t, kill: kill, now: time.Date(2022, 11, 9, 10, 0, 0, 0, storetest.Shanghai), data: filepath.Join(t.TempDir(), "bot")}
	writeCity(t, s.data, s.now)
	var err error
	s.w, err = workspace.Open(workspace.Config{
		Now: s.clock, Seed: wholeSeed(), Around: s.around,
		AckWithin: 700 * time.Millisecond, RetryAfter: []time.Duration{50 * time.Millisecond, 200 * time.Millisecond, 800 * time.Millisecond, 2 * time.Second, 4 * time.Second},
	})
	if err != nil {
		t.Fatal(err)
	}
	people, slack := httptest.NewServer(s.w), httptest.NewUnstartedServer(s.w)
	slack.Config.ConnState = s.open.note
	slack.Start()
	s.url = people.URL
	s.w.SetURL(slack.URL)
	app := s.w.App()
	s.bot = &child{time: s.clock, at: s.forward, heardOut: s.open.none, env: []string{
		"CHAINLEAD_DATA=" + s.data, "SLACK_BOT_TOKEN=" + app.BotToken, "SLACK_APP_TOKEN=" + app.AppToken, "SLACK_API_URL=" + slack.URL + "/api",
	}}
	if kill.kind == "step" {
		s.bot.step = kill.n
	}
	t.Cleanup(func() {
		s.bot.kill()
		if err := s.w.Close(); err != nil {
			t.Error(err)
		}
		people.Close()
		slack.Close()
	})
	return s
}

// connections are those of the bot to the workspace that are open, but for its socket.
type connections struct {
	mu   sync.Mutex
	open map[net.Conn]bool
}

func (c *connections) note(conn net.Conn, state http.ConnState) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.open == nil {
		c.open = map[net.Conn]bool{}
	}
	c.open[conn] = true
	if state == http.StateClosed || state == http.StateHijacked {
		delete(c.open, conn)
	}
}

// none waits until all that a dead process had said is heard. Slack hears it within the seconds that the next life waits before it looks for it; here
// those pass at once.
func (c *connections) none() {
	for range 1000 {
		c.mu.Lock()
		n := len(c.open)
		c.mu.Unlock()
		if n == 0 {
			return
		}
		<-time.After(5 * time.Millisecond)
	}
}

// writeCity makes the bot's data with the test city in it.
func writeCity(t *testing.T, dir string, at time.Time) {
	st, err := store.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	st.Now = func() time.Time { return at }
	storetest.Update(t, st, storetest.Load)
	if err := st.Close(); err != nil {
		t.Fatal(err)
	}
}

// wholeSeed is the workspace with every channel of the city.
func wholeSeed() workspace.Seed {
	s := seed()
	s.Channels = nil
	city := storetest.City()
	add := func(id store.ChannelID) {
		s.Channels = append(s.Channels, workspace.Channel{ID: string(id), Name: strings.ToLower(strings.TrimPrefix(string(id), "C-")), Members: []string{cadre, office, "U-bot"}})
	}
	add(city.Channel)
	for _, ch := range city.Chains {
		add(ch.Channel)
	}
	for _, u := range city.Units {
		add(u.Channel)
	}
	return s
}

func (s *stage) clock() time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.now
}

func (s *stage) forward(t time.Time) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if t.After(s.now) {
		s.now = t
	}
}

// around counts the calls, and kills where it is to.
func (s *stage) around(when, method string) (lost bool) {
	s.mu.Lock()
	if when == "before" {
		s.calls = append(s.calls, method)
	}
	now := s.kill.when == when && s.kill.n == len(s.calls)
	if now {
		s.kill = point{}
	}
	s.mu.Unlock()
	if now {
		s.bot.kill()
	}
	return now
}

func (s *stage) control(call string, body map[string]any) (a struct {
	OK       bool
	Error    string
	Messages []townMessage
}) {
	s.t.Helper()
	raw, err := json.Marshal(body)
	if err != nil {
		s.t.Fatal(err)
	}
	resp, err := http.Post(s.url+"/control/"+call, "application/json", bytes.NewReader(raw))
	if err != nil {
		s.t.Fatal(err)
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	if err == nil {
		err = json.Unmarshal(text, &a)
	}
	if err != nil || resp.StatusCode != http.StatusOK {
		s.t.Fatalf("%s %v: %d %s %v", call, body, resp.StatusCode, text, err)
	}
	return a
}

// ready returns when the bot runs and its connection stands. That is a matter of real time: connections are not opened faster than Slack likes.
func (s *stage) ready() {
	s.t.Helper()
	for range 1000 {
		if err := s.bot.alive(); err != nil {
			s.t.Fatal(err)
		}
		if s.w.Connections() > 0 {
			return
		}
		<-time.After(20 * time.Millisecond)
	}
	s.t.Fatal("it never connected again")
}

// often is how often people try before they give up.
const often = 60

// typed types a command until it is answered.
func (s *stage) typed(who, line string) {
	s.t.Helper()
	command, text, _ := strings.Cut(line, " ")
	for range often {
		s.ready()
		if s.control("command", map[string]any{"user": who, "channel": who, "command": command, "text": text, "wait": false}).OK {
			s.to(s.clock())
			return
		}
	}
	s.t.Fatalf("%s: never answered", line)
}

// said writes to the bot; Slack brings it again until it is acknowledged.
func (s *stage) said(who, text string) {
	s.t.Helper()
	s.control("message", map[string]any{"user": who, "channel": who, "text": text, "wait": false})
	for range 1000 {
		s.ready()
		s.to(s.clock().Add(time.Second))
		if s.answered(who, text) {
			return
		}
		<-time.After(10 * time.Millisecond) // Slack brings it again in its own time
	}
	s.t.Fatalf("%s: never answered", text)
}

// answered reports whether the bot has said something after a text.
func (s *stage) answered(who, text string) bool {
	list := s.reads(who)
	i := slices.IndexFunc(list, func(m townMessage) bool { return m.Text == text })
	return i >= 0 && i < len(list)-1
}

// pressed presses a button of the newest message that has it, until it is gone.
func (s *stage) pressed(who, label string) {
	s.t.Helper()
	for range often {
		s.ready()
		list := s.reads(who)
		i := -1
		for k, m := range list {
			if strings.Contains(m.Plain, "["+label+"]") && !m.Ephemeral {
				i = k
			}
		}
		if i < 0 {
			return
		}
		a := s.control("action", map[string]any{"user": who, "channel": who, "ts": list[i].TS, "label": label, "wait": false})
		s.to(s.clock().Add(time.Minute))
		if a.OK && label == "办结" {
			return
		}
	}
	s.t.Fatalf("[%s] of %s: never answered", label, who)
}

func (s *stage) reads(who string) []townMessage {
	s.t.Helper()
	resp, err := http.Get(s.url + "/control/messages?" + url.Values{"user": {who}, "channel": {who}}.Encode())
	if err != nil {
		s.t.Fatal(err)
	}
	defer resp.Body.Close()
	var a struct{ Messages []townMessage }
	if err := json.NewDecoder(resp.Body).Decode(&a); err != nil {
		s.t.Fatal(err)
	}
	return a.Messages
}

// to plays time to a later one; a process that dies on the way goes on from where it had come to.
func (s *stage) to(t time.Time) {
	s.t.Helper()
	for range often {
		if err := s.bot.alive(); err != nil {
			s.t.Fatal(err)
		}
		if s.bot.tell("to " + t.Format(time.RFC3339Nano)) {
			return
		}
	}
	s.t.Fatalf("it never came to %s: %q", t, s.bot.said)
}

func (s *stage) at(local string) {
	s.t.Helper()
	t, err := time.ParseInLocation("2006-01-02 15:04", local, storetest.Shanghai)
	if err != nil {
		s.t.Fatal(err)
	}
	s.to(t)
}

// tell tells the story of a seed: what is recorded differs, the days are the same.
func tell(s *stage, seed uint64) {
	r := rand.New(rand.NewPCG(seed, 2))
	pick := func(lines ...string) string { return lines[r.IntN(len(lines))] }
	s.typed(cadre, pick("/lead 鹏程氢动力 电堆 3.5亿 氢能链 明天前回访", "/lead 绿筑涂料 树脂 2亿 涂料 明天前寄送资料", "/followup 寄送测算资料 明天前"))
	s.typed(cadre, pick("/trip 昨天赴深圳对接鹏程氢动力 氢能链 周五前给报价", "/visit 恒木家居3人 今天 现代家居链 周五前答复", "/followup 给恒木家居报价 周五前"))
	s.said("U-nanle-a", pick("今天接待某五金企业4人，下周三前回复", "线索 沪氢膜材 膜电极 8000万 氢能链 下周三前回访"))
	s.typed("U-hualong-a", pick("/lead 鹏程氢动力 电堆 3.5亿 氢能链", "/lead 沪氢膜材 膜电极 8000万 氢能链 周五前回访", "/project 储氢项目 氢能储运公司 氢能链 签约 合同额2亿"))
	s.at("2022-11-10 10:00")
	s.pressed(cadre, "办结")
	s.typed(cadre, "/snooze F-2 企业出差 下周三")
	s.at("2022-11-11 10:00")
	s.pressed("U-taiqian-liaison", "本周零报告")
	s.typed("U-indpark-a", pick("/request 副产氢供气价格 氢能链 18日前需答复企业，协商两次未果，建议召集协调", "/followup 报送材料 下周五前"))
	s.at("2022-11-11 18:00")
	s.typed(cadre, pick("/done F-2 已发出", "/withdraw F-2 不再需要", "/hand F-2 清丰县经办人乙"))
	s.at("2022-11-14 12:00")
}

// outcome reads what the workspace and the store hold.
func (s *stage) outcome() outcome {
	s.t.Helper()
	o := outcome{steps: s.bot.steps, struck: s.w.Struck(), lives: s.bot.lives}
	s.mu.Lock()
	o.calls = slices.Clone(s.calls)
	s.mu.Unlock()
	keys := map[string]int{}
	for _, m := range s.w.Said() {
		if rest, ok := strings.CutPrefix(m.Key, "answer/"); ok && !strings.HasPrefix(rest, "Ev") {
			continue // a private answer that Slack refused and that went to the DM instead
		}
		if strings.HasPrefix(m.Key, "crowded/") {
			continue // that chaos left connections behind
		}
		if m.Key != "" {
			keys[m.Key]++
		}
		o.said = append(o.said, m.Channel+": "+clockTime.ReplaceAllString(strings.ReplaceAll(m.Text, "\n", " / "), "…"))
	}
	slices.Sort(o.said)
	for k, n := range keys {
		if n > 1 {
			o.doubled = append(o.doubled, k)
		}
	}
	st, err := store.Open(s.data)
	if err != nil {
		s.t.Fatal(err)
	}
	defer st.Close()
	st.Now = s.clock
	storetest.View(s.t, st, func(tx *store.Tx) error { return o.read(tx) })
	return o
}

// clockTime is a time of day: what is tried again is done a little later.
var clockTime = regexp.MustCompile(`\b\d\d:\d\d\b`)

// volatile is what may differ between two tellings: instants, and the numbers of calls.
var volatile = regexp.MustCompile(`"(at|changed|by_call|call)":"[^"]*"`)

func (o *outcome) read(tx *store.Tx) error {
	for _, kind := range []string{"L", "T", "V", "P", "F", "R", "A"} {
		for i := 1; ; i++ {
			id := fmt.Sprintf("%s-%d", kind, i)
			log, err := tx.History(id)
			if err != nil || len(log) == 0 {
				break
			}
			o.records = append(o.records, fmt.Sprintf("%s changed %d times: %s", id, len(log), volatile.ReplaceAllString(string(log[len(log)-1].After), "")))
		}
	}
	owed, err := tx.Owed()
	if err != nil {
		return err
	}
	parked, err := tx.ParkedMessages()
	for _, p := range append(owed, parked...) {
		if !p.After.After(tx.Now.Add(24 * time.Hour)) {
			o.owed = append(o.owed, fmt.Sprintf("%s %s %s", p.Key, p.State, p.Why))
		}
	}
	if err != nil {
		return err
	}
	for _, r := range []string{"tally", "morning", "nudge", "check", "draft", "housekeeping"} {
		all, err := tx.Occurrences(r)
		if err != nil {
			return err
		}
		for _, x := range all {
			o.occurred = append(o.occurred, fmt.Sprintf("%s %s %s", r, x.At.In(storetest.Shanghai).Format("01-02 15:04"), x.Skipped))
		}
	}
	return nil
}
