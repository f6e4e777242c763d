package store

import "chainlead/internal/say"

// A BaseID names an outpost in the registry: "gba".
type BaseID string

// A Base is one of the city's regional outposts (驻外招商基地) with the area it covers.
type Base struct {
	ID       BaseID    `json:"id"`
	Name     string    `json:"name"`
	EN       string    `json:"en"`
	Aliases  []string  `json:"aliases,omitempty"`
	Core     []string  `json:"core"`
	Extended []string  `json:"extended,omitempty"`
	Unit     UnitID    `json:"unit"`
	Channel  ChannelID `json:"channel,omitempty"`
}

// Title is 粤港澳大湾区基地 / Greater Bay Area outpost.
func (b Base) Title() say.Text { return say.T("%s outpost", "%s基地", say.Both(b.EN, b.Name)) }
