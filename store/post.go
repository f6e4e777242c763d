package store

import (
	"cmp"
	"slices"
	"strings"

	"chainlead/internal/calendar"
)

// A Post is who holds which office from when to when, and who acts for them. Posts change hands; records name posts.
type Post struct {
	Title   string       `json:"post"` // 清丰县县长
	Unit    UnitID       `json:"unit,omitempty"`
	Chain   ChainID      `json:"chain,omitempty"`
	Base    BaseID       `json:"base,omitempty"`
	Level   string       `json:"level"` // city, county_main, dept_main, other
	Person  PersonID     `json:"person,omitempty"`
	Liaison PersonID     `json:"liaison,omitempty"`
	From    calendar.Day `json:"from"`
	To      calendar.Day `json:"to,omitempty"`
}

// Held reports whether the post was held on the day.
func (p Post) Held(d calendar.Day) bool { return p.From <= d && (p.To == "" || d <= p.To) }

// First is who gets what is meant for the post: its liaison, or its holder where there is none.
func (p Post) First() PersonID { return cmp.Or(p.Liaison, p.Person) }

// posts are those that changed hands in Slack, beside the registry's.
var posts = &table[Post]{name: "post"}

// ChainPost is the post of a chain's leader on a day; false while nobody holds it.
func (c *City) ChainPost(id ChainID, d calendar.Day) (Post, bool) {
	for _, p := range c.Posts {
		if p.Chain == id && id != "" && p.Held(d) {
			return p, true
		}
	}
	return Post{}, false
}

// PutPost gives a post to someone from a day on: whoever held it until then holds it up to the day before. It stands until the registry names
// a holder from that day or a later one.
func (tx *Tx) PutPost(p Post) error {
	if err := save(tx, posts, p.Title+"/"+string(p.From), p); err != nil {
		return err
	}
	c := *tx.City()
	c.Posts = succeed(c.Posts, p)
	tx.city = &c
	return nil
}

// withSuccessors adds the posts that changed hands in Slack to the registry's.
func (tx *Tx) withSuccessors(registry []Post) ([]Post, error) {
	given, err := collect(posts.all(tx))
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(given, func(a, b Post) int { return strings.Compare(string(a.From), string(b.From)) })
	for _, p := range given {
		registry = succeed(registry, p)
	}
	return registry, nil
}

// succeed puts a new holder of a post among the others, unless one from that day or later is there.
func succeed(all []Post, p Post) []Post {
	out := slices.Clone(all)
	for i, o := range out {
		switch {
		case o.Title != p.Title:
		case o.From > p.From:
			return all
		case o.From == p.From:
			out[i] = p
			return out
		case o.To == "" || o.To >= p.From:
			out[i].To = p.From.Add(-1)
		}
	}
	return append(out, p)
}

// RolesOf are the roles a person acts in on a day: their own; a task force's member is a cadre of their own unit too; and whoever holds a
// chain leader's post, or acts for one who does, has that role while they do.
func (tx *Tx) RolesOf(p Person, d calendar.Day) []Role {
	out := []Role{p.Role}
	if p.Role == TaskForce || p.Role == TaskForceOffice {
		out = append(out, Cadre)
	}
	for _, post := range tx.City().Posts {
		if post.Chain == "" || !post.Held(d) {
			continue
		}
		if post.Person == p.ID {
			out = append(out, Leader)
		}
		if post.Liaison == p.ID {
			out = append(out, LeaderLiaison)
		}
	}
	return out
}
