package workspace

import (
	"encoding/json"
	"fmt"
	"time"
)

// newest is how many messages the page shows at first.
const newest = 120

// A pageMessage is a message on the page.
type pageMessage struct {
	TS, Author, Post, Time, Full, Day string
	AuthorID                          string
	Bot, Private, Edited, Follows     bool // Follows: by the same author as the one before, a moment later
	Thread                            bool
	Blocks                            []pageBlock
	Shortcuts                         []shortcut
	Vals                              string // the message's place, for what is done to it
}

// Messages are what the person sees in the channel; seeing them marks them as read.
func (v *visit) Messages() []pageMessage {
	w := v.w
	w.mu.Lock()
	defer w.mu.Unlock()
	list := w.visible(v.Who, v.Room)
	v.markRead(list)
	if len(list) > newest && !v.All {
		list = list[len(list)-newest:]
	}
	out := make([]pageMessage, len(list))
	var day string
	for i, m := range list {
		out[i] = v.pageMessage(m)
		if d := v.Day(timeOf(m.TS).In(w.conf.Zone)); d != day {
			day, out[i].Day = d, d
		} else if i > 0 {
			out[i].Follows = follows(list[i-1], m)
		}
	}
	return out
}

// More reports whether there are older messages than those shown.
func (v *visit) More() bool {
	v.w.mu.Lock()
	defer v.w.mu.Unlock()
	return !v.All && len(v.w.visible(v.Who, v.Room)) > newest
}

func follows(a, b *message) bool {
	return a.User == b.User && a.For == b.For && timeOf(b.TS).Sub(timeOf(a.TS)) < 5*time.Minute
}

func (v *visit) markRead(list []*message) {
	if len(list) == 0 || !v.Room.has(v.Who.ID) {
		return
	}
	last := list[len(list)-1].TS
	was, _ := parseTS(v.Room.read[v.Who.ID])
	if n, _ := parseTS(last); n > was {
		if err := v.w.commit(change{Read: &readMark{v.Room.ID, v.Who.ID, last}}); err != nil {
			v.w.log.Error("marking messages as read", "err", err)
		}
	}
}

func (v *visit) pageMessage(m *message) pageMessage {
	w := v.w
	t := timeOf(m.TS).In(w.conf.Zone)
	out := pageMessage{
		TS: m.TS, Author: w.state.authorName(m.User), AuthorID: m.User, Time: t.Format("15:04"), Full: t.Format(time.DateTime),
		Bot: m.Bot || m.User == slackbot, Private: m.For != "", Edited: m.Edited != "", Thread: m.ThreadTS != "" && m.ThreadTS != m.TS,
		Vals: vals(map[string]string{"ts": m.TS}),
	}
	if u := w.state.users[m.User]; u != nil && !u.Bot {
		out.Post = u.Title
	}
	if m.For == "" {
		for _, s := range w.state.manifest.Features.Shortcuts {
			if s.Type == "message" {
				out.Shortcuts = append(out.Shortcuts, s)
			}
		}
	}
	if len(m.Blocks) == 0 {
		out.Blocks = []pageBlock{{Type: "section", Text: v.spans(markup(m.Text, false))}}
		return out
	}
	b := builder{visit: v, place: map[string]string{"ts": m.TS}}
	out.Blocks = b.blocks(m.Blocks)
	return out
}

// vals is what htmx sends along, as JSON.
func vals(m map[string]string) string {
	b, err := json.Marshal(m)
	if err != nil {
		return "{}"
	}
	return string(b)
}

// A pageView is a dialog or a Home tab on the page.
type pageView struct {
	ID, Title, Submit, Close string
	Version                  string // changes whenever there is something new to show
	Depth                    int
	Trouble                  string
	Blocks                   []pageBlock
}

// Dialog is the dialog in front of the person, nil if there is none.
func (v *visit) Dialog() *pageView {
	v.w.mu.Lock()
	defer v.w.mu.Unlock()
	top := v.w.topView(v.Who.ID)
	if top == nil {
		return nil
	}
	out := v.pageView(top)
	out.Depth = len(v.w.live.stacks[v.Who.ID])
	return out
}

// HomeView is the person's Home tab, nil if the app hasn't published one.
func (v *visit) HomeView() *pageView {
	v.w.mu.Lock()
	defer v.w.mu.Unlock()
	h := v.w.homeView(v.Who.ID)
	if h == nil {
		return nil
	}
	return v.pageView(h)
}

func (v *visit) pageView(x *view) *pageView {
	b := builder{visit: v, place: map[string]string{"view_id": x.id}, view: x}
	return &pageView{
		ID: x.id, Title: x.body.obj("title").str("text"), Submit: x.body.obj("submit").str("text"), Close: x.body.obj("close").str("text"),
		Version: fmt.Sprint(x.id, x.hash, x.errors, x.trouble), Trouble: x.trouble, Blocks: b.blocks(x.body.list("blocks")),
	}
}

// A logLine is an exchange on the page.
type logLine struct {
	exchange
	Time, Short, Pretty string
}

// Log is what passed between the bot and the workspace, the newest first.
func (v *visit) Log() []logLine {
	all := v.w.talk.all()
	var out []logLine
	for i := len(all) - 1; i >= 0 && len(out) < 80; i-- {
		e := all[i]
		line := logLine{exchange: e, Time: e.At.In(v.w.conf.Zone).Format("15:04:05")}
		var o object
		if json.Unmarshal(e.Body, &o) == nil && o != nil {
			line.Short = gist(o)
			if b, err := json.MarshalIndent(o, "", "  "); err == nil {
				line.Pretty = string(b)
			}
		}
		out = append(out, line)
	}
	return out
}

// gist is the part of an exchange that tells it from others.
func gist(o object) string {
	event := o.obj("event")
	for _, s := range []string{
		joined(o.str("command"), o.str("text")), joined(event.str("type"), event.str("text")), joined(o.str("type"), o.obj("view").str("callback_id")),
		joined(o.str("channel"), o.str("text")), o.str("user"), o.str("users"), o.str("response_action"),
	} {
		if s != "" {
			return s
		}
	}
	return ""
}

func joined(a, b string) string {
	switch {
	case a == "":
		return ""
	case b == "":
		return a
	}
	return a + " " + b
}
