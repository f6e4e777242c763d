package store

import (
	"unicode"
	"unicode/utf8"

	"chainlead/internal/calendar"
	"chainlead/internal/say"
)

// A ChainID names an industry chain in the registry: "hydrogen". "" is no chain, 未归链.
type ChainID string

// A Chain is an industry chain (产业链) with its leader (链长), alliance president (盟会长) and task force (专班).
type Chain struct {
	ID        ChainID   `json:"id"`
	Name      string    `json:"name"`
	EN        string    `json:"en"`
	Aliases   []string  `json:"aliases,omitempty"`
	Keywords  []string  `json:"keywords,omitempty"` // product words that imply the chain
	Not       []string  `json:"not,omitempty"`      // words that hold a keyword and don't imply it: 氢氟酸
	LeadUnit  UnitID    `json:"lead_unit,omitempty"`
	Leader    string    `json:"leader,omitempty"` // the post
	President string    `json:"president,omitempty"`
	Channel   ChannelID `json:"channel,omitempty"`
}

// Title is 氢能链 / Hydrogen chain, or 未归链 / No chain.
func (c Chain) Title() say.Text {
	if c.ID == "" {
		return say.T("No chain", "未归链")
	}
	return say.T("%s chain", "%s链", c.Short())
}

// Short is 氢能 / Hydrogen, or 未归链 / No chain: the form of a list of chains.
func (c Chain) Short() say.Text {
	if c.ID == "" {
		return say.T("No chain", "未归链")
	}
	return say.Both(c.EN, c.Name)
}

// Within is the chain's name inside an English sentence: hydrogen.
func (c Chain) Within() say.Text {
	t := c.Short()
	r, n := utf8.DecodeRuneInString(c.EN)
	if c.EN == "" {
		return t
	}
	return say.Both(string(unicode.ToLower(r))+c.EN[n:], c.Name)
}

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

// ChainPost is the post of a chain's leader on a day; false while nobody holds it.
func (c *City) ChainPost(id ChainID, d calendar.Day) (Post, bool) {
	for _, p := range c.Posts {
		if p.Chain == id && id != "" && p.Held(d) {
			return p, true
		}
	}
	return Post{}, false
}
