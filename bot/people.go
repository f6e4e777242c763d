package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/slack-go/slack"
	"github.com/slack-go/slack/slackevents"

	"chainlead/internal/say"
	"chainlead/store"
)

const (
	syncEvery  = 24 * time.Hour
	syncRetry  = 10 * time.Minute
	pageSize   = 200
	meetWithin = time.Second / 2 // someone new waits for an answer meanwhile
)

// A directory is who and what Slack had when it was last asked, for a registry that names people by e-mail address and channels by name.
type directory struct {
	People   map[string]store.PersonID  // by e-mail address, in lower case
	Channels map[string]store.ChannelID // by name, with the #
	shared   map[store.ChannelID]bool   // with other organisations: nothing is said there
	joinable map[store.ChannelID]bool   // public, and the bot isn't in it
}

// directory returns what the last sync found; empty before the first.
func (b *Bot) directory() directory {
	if d := b.dir.Load(); d != nil {
		return *d
	}
	return directory{}
}

func (b *Bot) shared(id store.ChannelID) bool { return b.directory().shared[id] }

// keepUp joins the channels the registry names, and brings people and channels up to date once a day by the store's clock; events
// do the rest.
func (b *Bot) keepUp(ctx context.Context) {
	b.joinNamed(ctx)
	next := b.synced.Add(syncEvery)
	for b.sleep(ctx, next) {
		if b.Store.Now().Before(next) {
			continue
		}
		next = b.Store.Now().Add(syncEvery)
		err := b.sync(ctx)
		if err == nil {
			err = b.registered() // it may name someone who has just come
		}
		if err != nil && ctx.Err() == nil {
			b.Log.Error("people and channels not brought up to date", "err", err)
			next = b.Store.Now().Add(syncRetry)
		}
		b.joinNamed(ctx)
	}
}

// sleep waits until a time, or until the clock is moved; false when ctx is done.
func (b *Bot) sleep(ctx context.Context, until time.Time) bool {
	timer := time.NewTimer(b.until(until, syncRetry))
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-b.peopleWake:
	case <-timer.C:
	}
	return true
}

// sync asks Slack who and what there is, and stores what is new. What can't be learnt stays as it was.
func (b *Bot) sync(ctx context.Context) error {
	users, noPeople := b.users(ctx)
	channels, noChannels := b.channels(ctx)
	d, old := newDirectory(users, channels), b.directory()
	if noPeople != nil {
		d.People, noPeople = old.People, fmt.Errorf("list of people: %w", noPeople)
	}
	if noChannels != nil {
		d.Channels, d.shared, d.joinable, noChannels = old.Channels, old.shared, old.joinable, fmt.Errorf("list of channels: %w", noChannels)
	}
	b.dir.Store(d)
	return errors.Join(noPeople, noChannels, b.remember(users))
}

func newDirectory(users []slack.User, channels []slack.Channel) *directory {
	d := directory{
		People: map[string]store.PersonID{}, Channels: map[string]store.ChannelID{},
		shared: map[store.ChannelID]bool{}, joinable: map[store.ChannelID]bool{},
	}
	for _, u := range users {
		if u.Profile.Email != "" && !u.Deleted {
			d.People[strings.ToLower(u.Profile.Email)] = store.PersonID(u.ID)
		}
	}
	for _, c := range channels {
		if c.IsArchived {
			continue
		}
		id := store.ChannelID(c.ID)
		d.Channels["#"+c.Name] = id
		d.shared[id] = c.IsExtShared || c.IsPendingExtShared
		d.joinable[id] = !c.IsMember && !c.IsPrivate && !d.shared[id]
	}
	return &d
}

func (b *Bot) users(ctx context.Context) (all []slack.User, err error) {
	for p := b.api.GetUsersPaginated(slack.GetUsersOptionLimit(pageSize)); ; {
		var next slack.UserPagination
		err := patiently(ctx, func() (err error) { next, err = p.Next(ctx); return err })
		if next.Done(err) {
			return all, nil
		}
		if err != nil {
			return nil, err
		}
		p = next
		all = append(all, p.Users...)
	}
}

func (b *Bot) channels(ctx context.Context) (all []slack.Channel, err error) {
	ask := slack.GetConversationsParameters{Limit: pageSize, Types: []string{"public_channel", "private_channel"}}
	for {
		var page []slack.Channel
		err := patiently(ctx, func() (err error) { page, ask.Cursor, err = b.api.GetConversationsContext(ctx, &ask); return err })
		if err != nil {
			return nil, err
		}
		all = append(all, page...)
		if ask.Cursor == "" {
			return all, nil
		}
	}
}

// patiently calls again for as long as Slack says that it was too soon.
func patiently(ctx context.Context, call func() error) error {
	for {
		err := call()
		var limited *slack.RateLimitedError
		if !errors.As(err, &limited) {
			return err
		}
		pause(ctx, max(limited.RetryAfter, time.Second))
		if ctx.Err() != nil {
			return ctx.Err()
		}
	}
}

// remember stores what Slack says about people: those who are new and those who have changed.
func (b *Bot) remember(users []slack.User) error {
	var back []store.PersonID
	err := b.Store.Update(store.Robot("people"), func(tx *store.Tx) error {
		back = nil
		for _, u := range users {
			was, err := tx.Person(store.PersonID(u.ID))
			isNew := err == store.ErrNotFound
			if err != nil && !isNew {
				return err
			}
			is := b.person(was, u, isNew)
			switch {
			case !isPersonal(u), isNew && u.Deleted, !isNew && same(is, was):
				continue
			case was.Left && !is.Left:
				back = append(back, is.ID)
			}
			if err := tx.PutPerson(&is); err != nil {
				return err
			}
		}
		return nil
	})
	for _, id := range back {
		b.reachable(store.Address{Person: id})
	}
	return err
}

func isPersonal(u slack.User) bool { return !u.IsBot && u.ID != "USLACKBOT" && u.ID != "" }

// person is what we know of someone brought in step with Slack. The registry's own name for a person stays, and a language is taken from
// Slack only for someone new.
func (b *Bot) person(p store.Person, u slack.User, isNew bool) store.Person {
	p.ID = store.PersonID(u.ID)
	if p.Key == "" || p.Name == "" || p.Name == u.ID {
		p.Name = cmp.Or(u.Profile.DisplayName, u.Profile.RealName, u.RealName, u.ID)
	}
	if isNew {
		p.Lang = langOf(u.Locale)
	}
	p.Left = u.Deleted
	p.Outside = u.IsRestricted || u.IsUltraRestricted || u.IsStranger || b.foreign(u.TeamID)
	if p.Role == "" && u.IsOwner && !p.Outside { // the workspace's owners are administrators until the office says otherwise
		p.Role, p.Confirmed = store.Admin, true
	}
	return p
}

// foreign reports whether a team isn't ours. In an organisation of several workspaces a colleague's team may be another.
func (b *Bot) foreign(team string) bool {
	return team != "" && b.team != "" && team != b.team && !b.grid
}

func langOf(locale string) say.Lang {
	switch l, _, _ := strings.Cut(locale, "-"); l {
	case "en":
		return say.EN
	case "zh":
		return say.ZH
	}
	return ""
}

func same(a, b store.Person) bool {
	return a.Name == b.Name && a.Left == b.Left && a.Outside == b.Outside && a.Role == b.Role
}

// meet looks someone up whom the store doesn't know, so that guests and strangers are known for what they are. Whoever
// can't be looked up is served all the same.
func (b *Bot) meet(ctx context.Context, id store.PersonID) {
	err := b.Store.View(func(tx *store.Tx) error { _, err := tx.Person(id); return err })
	if err != store.ErrNotFound {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, meetWithin)
	defer cancel()
	u, err := b.api.GetUserInfoContext(ctx, string(id))
	if err == nil {
		err = b.remember([]slack.User{*u})
	}
	if err != nil {
		b.Log.Warn("someone new not looked up", "user", id, "err", err)
	}
}

// joinNamed joins the public channels the registry names, so that posting there works.
func (b *Bot) joinNamed(ctx context.Context) {
	var city *store.City
	if err := b.Store.View(func(tx *store.Tx) error { city = tx.City(); return nil }); err != nil {
		b.Log.Error("registry not read", "err", err)
		return
	}
	for id, joinable := range b.directory().joinable {
		if _, named := city.Room(id); !named || !joinable || ctx.Err() != nil {
			continue
		}
		err := patiently(ctx, func() error { _, _, _, err := b.api.JoinConversationContext(ctx, string(id)); return err })
		if err != nil {
			b.Log.Warn("channel not joined", "channel", id, "err", explain(err))
		}
	}
}

// news keeps the store in step with an event about people or channels.
func (b *Bot) news(ctx context.Context, event any) error {
	switch e := event.(type) {
	case *slackevents.UserChangeEvent:
		return b.remember([]slack.User{userOf(e.User)})
	case *slackevents.TeamJoinEvent:
		if e.User != nil {
			return b.remember([]slack.User{*e.User})
		}
	case *slackevents.ChannelUnarchiveEvent:
		b.reachable(store.Address{Channel: store.ChannelID(e.Channel)})
	case *slackevents.GroupUnarchiveEvent:
		b.reachable(store.Address{Channel: store.ChannelID(e.Channel)})
	case *slackevents.ChannelArchiveEvent:
		b.Log.Warn("channel archived; what is posted there waits", "channel", e.Channel)
	case *slackevents.ChannelRenameEvent:
		b.renamed(e.Channel.ID, e.Channel.Name)
	case *slackevents.MemberJoinedChannelEvent:
		if e.User == b.self {
			b.reachable(store.Address{Channel: store.ChannelID(e.Channel)})
		}
	}
	return nil
}

// reachable has messages that were parked for an address tried again.
func (b *Bot) reachable(to store.Address) {
	if waiting, err := b.sender.waitingFor(to); err == nil && !waiting {
		return
	}
	if _, err := b.sender.resume(to); err != nil {
		b.Log.Error("parked messages not resumed", "to", to.String(), "err", err)
	}
}

// renamed puts a channel's new name into a copy of the directory.
func (b *Bot) renamed(id, name string) {
	old := b.directory()
	d := old
	d.Channels = map[string]store.ChannelID{"#" + name: store.ChannelID(id)}
	for n, c := range old.Channels {
		if c != store.ChannelID(id) {
			d.Channels[n] = c
		}
	}
	b.dir.Store(&d)
}

// userOf is an event's user as the Web API gives it.
func userOf(u slackevents.User) slack.User {
	return slack.User{
		ID: u.ID, TeamID: u.TeamID, Deleted: u.Deleted, RealName: u.RealName, Locale: u.Locale,
		IsBot: u.IsBot, IsRestricted: u.IsRestricted, IsUltraRestricted: u.IsUltraRestricted,
		Profile: slack.UserProfile{DisplayName: u.Profile.DisplayName, RealName: u.Profile.RealName},
	}
}
