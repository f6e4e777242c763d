package workspace

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"
)

// The frame of the page: who and where one can be, and what time it is.

// A place in the sidebar.
type sideRoom struct {
	ID, Name, Link   string
	Private, Current bool
	Unread           int
}

// TeamName is the workspace's name.
func (v *visit) TeamName() string {
	v.w.mu.Lock()
	defer v.w.mu.Unlock()
	return v.w.state.team.Name
}

// BotName is the name of the bot.
func (v *visit) BotName() string {
	v.w.mu.Lock()
	defer v.w.mu.Unlock()
	return v.w.state.personName(v.w.state.app.BotUserID)
}

// BotID is the bot's user ID.
func (v *visit) BotID() string { return v.w.App().BotUserID }

// DM is the person's DM with the bot.
func (v *visit) DM() sideRoom {
	v.w.mu.Lock()
	defer v.w.mu.Unlock()
	r, err := v.w.openDM(v.Who)
	if err != nil {
		return sideRoom{}
	}
	return v.sideRoom(r)
}

// Rooms are the person's channels.
func (v *visit) Rooms() []sideRoom {
	v.w.mu.Lock()
	defer v.w.mu.Unlock()
	var out []sideRoom
	for _, id := range v.w.state.rooms {
		if r := v.w.state.channels[id]; r.With == "" && !r.Archived && r.has(v.Who.ID) {
			out = append(out, v.sideRoom(r))
		}
	}
	return out
}

func (v *visit) sideRoom(r *room) sideRoom {
	out := sideRoom{ID: r.ID, Name: r.Name, Link: v.At(r.ID), Private: r.Private, Current: v.Room != nil && v.Room.ID == r.ID}
	seen, _ := parseTS(r.read[v.Who.ID])
	for _, m := range v.w.visible(v.Who, r) {
		if n, _ := parseTS(m.TS); n > seen && m.User != v.Who.ID {
			out.Unread++
		}
	}
	return out
}

// A peopleGroup is people whose posts begin with the same words: 清丰县·招商专员 and 清丰县·联络员.
type peopleGroup struct {
	Name   string
	People []pagePerson
}

type pagePerson struct{ ID, Name, Handle, Post, Link string }

// People are all who can be chosen, in the groups that their posts name, in the order of their coming.
func (v *visit) People() []peopleGroup {
	v.w.mu.Lock()
	defer v.w.mu.Unlock()
	var out []peopleGroup
	for _, id := range v.w.state.people {
		u := v.w.state.users[id]
		if u.Bot || u.Deleted {
			continue
		}
		name, post := splitTitle(u.Title)
		i := slices.IndexFunc(out, func(g peopleGroup) bool { return g.Name == name })
		if i < 0 {
			out = append(out, peopleGroup{Name: name})
			i = len(out) - 1
		}
		link := (&visit{Who: u, Lang: v.Lang}).link("/")
		out[i].People = append(out[i].People, pagePerson{u.ID, cmp.Or(u.RealName, u.Name), u.Name, post, link})
	}
	return out
}

// splitTitle takes a title apart into what one belongs to and one's post.
func splitTitle(title string) (group, post string) {
	for _, sep := range []string{"·", "｜", "|", " ", "　"} {
		if a, b, ok := strings.Cut(title, sep); ok && b != "" {
			return strings.TrimSpace(a), strings.TrimSpace(b)
		}
	}
	return "", title
}

// Post is the person's title.
func (v *visit) Post() string { return v.Who.Title }

// Name is the person's name.
func (v *visit) Name() string { return cmp.Or(v.Who.RealName, v.Who.Name) }

// Commands are what the app can be asked.
func (v *visit) Commands() []slashCommand {
	v.w.mu.Lock()
	defer v.w.mu.Unlock()
	return v.w.state.manifest.Features.Commands
}

// Shortcuts are the app's shortcuts of a type: global or message.
func (v *visit) Shortcuts(kind string) []shortcut {
	v.w.mu.Lock()
	defer v.w.mu.Unlock()
	return slices.DeleteFunc(slices.Clone(v.w.state.manifest.Features.Shortcuts), func(s shortcut) bool { return s.Type != kind })
}

// HasHome reports whether the app has a Home tab.
func (v *visit) HasHome() bool {
	v.w.mu.Lock()
	defer v.w.mu.Unlock()
	return v.w.state.manifest.Features.AppHome.Home
}

// IsDM reports whether the visit is in the DM with the bot.
func (v *visit) IsDM() bool { return v.Room != nil && v.Room.With != "" }

// Members is how many people are in the channel.
func (v *visit) Members() int { return len(v.Room.Members) }

// MaySpeak reports whether the person can write here.
func (v *visit) MaySpeak() bool { return v.Room.has(v.Who.ID) && !v.Room.Archived && !v.Home }

// Now is the workspace's time.
func (v *visit) Now() time.Time { return v.w.clock.now().In(v.w.conf.Zone) }

// Epoch is the workspace's time in milliseconds, for the clock that ticks in the page.
func (v *visit) Epoch() int64 { return v.Now().UnixMilli() }

// Zone is the workspace's zone.
func (v *visit) Zone() string { return v.w.conf.Zone.String() }

// Day is a day as the page writes it.
func (v *visit) Day(t time.Time) string {
	if v.Lang == "en" {
		return t.Format("Mon 2 January 2006")
	}
	return fmt.Sprintf("%d年%d月%d日　%s", t.Year(), t.Month(), t.Day(), weekday(t))
}

func weekday(t time.Time) string {
	return [...]string{"周日", "周一", "周二", "周三", "周四", "周五", "周六"}[t.Weekday()]
}

// Connected reports whether the bot is there.
func (v *visit) Connected() bool { return v.w.hub.count() > 0 }
