package store

import (
	"unicode"
	"unicode/utf8"

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
