package reading

import (
	"sync"

	"chainlead/internal/calendar"
)

// A City is the names that reports use for the city's own things. It is built once per change of the registry,
// and never changed once a Read has used it.
type City struct {
	Name, Short string
	Units       []Unit
	Chains      []Chain
	Bases       []Base
	Ambiguous   map[string][]string // a word that may mean several units, like 园区, and what it may mean

	once     sync.Once // fills these
	names    []unitName
	products wordIndex
}

// prepare sorts the city's names for finding them, once.
func (c *City) prepare() {
	c.once.Do(func() { c.names, c.products = c.unitNames(), c.productNames() })
}

// A Unit is a county, zone, department, office, base staff or team that may report and be named.
type Unit struct {
	ID, Name string
	EN       string // the name in English lines: "Qingfeng County"
	Aliases  []string
	Kind     string // county, district, zone, department, office, base or team
}

// A Chain is one of the city's industry chains (产业链).
type Chain struct {
	ID, Name string
	EN       string   // the name in English lines: "hydrogen"
	Aliases  []string // 氢能: with 链, 产业链, 专班 or 链长 behind them they name the chain
	Keywords []string // product words that only hint at it: 电堆, 加氢站
	Not      []string // words that hold a keyword and mean something else: 氢氟酸
}

// A Base is one of the city's outposts (驻外基地); its areas are full names of cities and provinces.
type Base struct {
	ID, Name       string
	Aliases        []string // 深圳基地
	Core, Extended []string
}

// A Person is a colleague who may be named in a line.
type Person struct {
	ID, Name, Post string
	Unit           string // a unit ID
}

// A Context is what a reader of the line would know: who typed it, when, and in which city.
type Context struct {
	City     *City
	Today    calendar.Day
	Calendar *calendar.Calendar
	Unit     string                 // the typist's unit ID, "" if unknown
	People   []Person               // who may be named in the line; the typist's own unit first
	Known    func(name string) bool // whether a firm of that name is on record; nil where nobody knows
	Kind     Kind                   // set when the line was typed after a command; "" for a free report
	Free     bool                   // the text is a free report although its kind is set, as when its typist has chosen it
}

// unit returns the unit with the given ID or name.
func (c *City) unit(id string) (Unit, bool) {
	for _, u := range c.Units {
		if u.ID == id || u.Name == id {
			return u, true
		}
	}
	return Unit{}, false
}

// local tells whether u is a county, district or zone, which have bureaus of their own.
func (u Unit) local() bool { return u.Kind == "county" || u.Kind == "district" || u.Kind == "zone" }
