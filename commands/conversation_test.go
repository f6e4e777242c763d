package commands

import (
	"flag"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"chainlead/internal/say"
	"chainlead/store"
	"chainlead/store/storetest"
)

var update = flag.Bool("update", false, "write what the bot says into the conversations")

// A conversation is a text file: "now 2022-11-09 10:00" moves the clock, "speaks NAME en" sets a language,
// "NAME> /lead …" types a line, "NAME> [撤销]" presses a button of the bot's last answer to them, "NAME> {unit=qingfeng}"
// submits the form that is open. What follows, up to a blank line, is the answer; "→ NAME:" is a message queued for someone.
func TestConversations(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("no conversations", err)
	}
	for _, f := range files {
		t.Run(strings.TrimSuffix(filepath.Base(f), ".txt"), func(t *testing.T) { converse(t, f) })
	}
}

func converse(t *testing.T, file string) {
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	s, clock := storetest.New(t, "2022-11-09 10:00")
	tk := &talk{t: t, s: s, clock: clock, last: map[store.PersonID]Reply{}}
	var out []string
	for _, block := range strings.Split(strings.TrimSpace(string(want)), "\n\n") {
		out = append(out, tk.block(block))
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

type talk struct {
	t     *testing.T
	s     *store.Store
	clock *storetest.Clock
	last  map[store.PersonID]Reply
	n     int
	sent  uint64
}

// block plays one block: comments and directives, then at most one input, whose answer replaces what followed.
func (k *talk) block(b string) string {
	var out []string
	for _, line := range strings.Split(b, "\n") {
		switch {
		case strings.HasPrefix(line, "#"):
		case strings.HasPrefix(line, "now "):
			k.clock.Set(k.t, strings.TrimPrefix(line, "now "))
		case strings.HasPrefix(line, "speaks "):
			k.speaks(strings.Fields(line))
		case inputLine.MatchString(line):
			m := inputLine.FindStringSubmatch(line)
			return strings.Join(append(out, line, k.say(k.person(m[1]), m[2])), "\n")
		default:
			k.t.Fatalf("not understood: %q", line)
		}
		out = append(out, line)
	}
	return strings.Join(out, "\n")
}

var inputLine = regexp.MustCompile(`^([^>\s]+)> (.*)$`)

func (k *talk) person(name string) store.PersonID {
	id := store.PersonID(name)
	storetest.View(k.t, k.s, func(tx *store.Tx) error {
		all, err := tx.People()
		for _, p := range all {
			if p.Name == name {
				id = p.ID
			}
		}
		return err
	})
	return id
}

func (k *talk) speaks(f []string) {
	storetest.Update(k.t, k.s, func(tx *store.Tx) error {
		p, err := tx.Someone(k.person(f[1]))
		p.Lang = say.Lang(f[2])
		if err != nil {
			return err
		}
		return tx.PutPerson(&p)
	})
}

// say plays one input and returns what the bot said.
func (k *talk) say(who store.PersonID, input string) string {
	k.n++
	c := Call{Key: fmt.Sprintf("call-%d", k.n), User: who, Channel: "C-city"}
	switch {
	case strings.HasPrefix(input, "["):
		k.press(&c, strings.Trim(input, "[]"))
	case strings.HasPrefix(input, "{"):
		k.submit(&c, strings.Trim(input, "{}"))
	case strings.HasPrefix(input, "/"):
		c.Name, c.Text, _ = strings.Cut(input[1:], " ")
	default: // a direct message
		c.Name, c.Text = Spoken(input)
	}
	r := Run(k.s, slog.New(slog.DiscardHandler), c)
	k.last[who] = r
	return strings.Join(slices.DeleteFunc([]string{r.Plain(r.Lang), formText(r), k.queued()}, func(s string) bool { return s == "" }), "\n")
}

func (k *talk) press(c *Call, label string) {
	var buttons []say.Button
	r := k.last[c.User]
	buttons = append(buttons, r.Buttons...)
	for _, it := range r.Items {
		buttons = append(buttons, it.Buttons...)
	}
	storetest.View(k.t, k.s, func(tx *store.Tx) error {
		owed, err := tx.Owed()
		for _, p := range owed {
			if p.To.Person == c.User {
				buttons = append(buttons, p.Message.Buttons...)
			}
			for _, it := range p.Message.Items {
				if p.To.Person == c.User {
					buttons = append(buttons, it.Buttons...)
				}
			}
		}
		return err
	})
	for _, b := range buttons {
		if b.Label.Plain(say.ZH) == label || b.Label.Plain(say.EN) == label {
			c.Name, c.Text, _ = strings.Cut(strings.TrimPrefix(b.Command, "/"), " ")
			return
		}
	}
	k.t.Fatalf("%s sees no button [%s] in\n%s", c.User, label, r.Plain(say.ZH))
}

func (k *talk) submit(c *Call, values string) {
	f := k.last[c.User].Form
	if f == nil {
		k.t.Fatalf("%s has no form open", c.User)
	}
	c.Name, c.Text, _ = strings.Cut(strings.TrimPrefix(f.Command, "/"), " ")
	c.Form = map[string][]string{}
	for _, in := range f.Inputs {
		if in.Value != "" {
			c.Form[in.Name] = []string{in.Value}
		}
	}
	for _, kv := range strings.Split(values, "; ") {
		name, v, _ := strings.Cut(kv, "=")
		c.Form[name] = []string{v}
	}
}

func formText(r Reply) string {
	if r.Form == nil {
		return ""
	}
	out := []string{"form: " + r.Form.Title.Plain(r.Lang)}
	for _, in := range r.Form.Inputs {
		if !in.More {
			out = append(out, fmt.Sprintf("  %s: %s", in.Label.Plain(r.Lang), in.Value))
		}
	}
	return strings.Join(out, "\n")
}

// queued lists the messages queued since the last input.
func (k *talk) queued() string {
	var out []string
	storetest.View(k.t, k.s, func(tx *store.Tx) error {
		owed, err := tx.Owed()
		slices.SortFunc(owed, func(a, b store.Posting) int { return int(a.N) - int(b.N) })
		for _, p := range owed {
			if p.N <= k.sent {
				continue
			}
			k.sent = p.N
			to, err := tx.Someone(p.To.Person)
			if err != nil {
				return err
			}
			out = append(out, fmt.Sprintf("→ %s: %s", to.Name, p.Message.Plain(to.Speaks())))
		}
		return err
	})
	return strings.Join(out, "\n")
}
