package workspace

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"unicode/utf8"
)

// Block Kit's rules are written as shapes: which fields an object has, which it must have, and what each may hold.
// Lengths are counted in Unicode characters. What breaks a rule is named with a JSON pointer, in Slack's words where
// they are known.

// A surface is where blocks are shown; some blocks and elements belong on some surfaces only.
type surface int

const (
	inMessage surface = iota
	inModal
	inHome
)

const (
	maxMessageBlocks = 50
	maxViewBlocks    = 100
	maxBlocksText    = 13_200 // characters in all blocks of a message: where Slack has been seen to refuse
)

// A checker collects what is wrong with blocks.
type checker struct {
	on       surface
	problems []string
	blockIDs map[string]bool
	focused  bool
	chars    int // characters of text seen
}

// A rule judges one value.
type rule func(c *checker, ptr string, x any)

// A shape says which fields an object has. A name that starts with "!" is a field that must be there.
type shape map[string]rule

func (c *checker) bad(ptr, format string, args ...any) {
	c.problems = append(c.problems, fmt.Sprintf(format, args...)+" [json-pointer:"+ptr+"]")
}

// readBlocks checks a JSON array of blocks for a message and gives every block its ID.
func readBlocks(raw json.RawMessage, on surface) ([]object, error) {
	if raw == nil {
		return nil, nil
	}
	var list []any
	if json.Unmarshal(raw, &list) != nil {
		return nil, refuse("invalid_blocks_format")
	}
	c := &checker{on: on, blockIDs: map[string]bool{}}
	c.blocks("/blocks", list)
	switch {
	case len(c.problems) > 0:
		return nil, refuse("invalid_blocks", c.problems...)
	case on == inMessage && c.chars > maxBlocksText:
		return nil, refuse("msg_blocks_too_long")
	}
	return nameBlocks(asBlocks(list)), nil
}

// nameBlocks gives an ID to each block that came without one.
func nameBlocks(blocks []object) []object {
	for _, b := range blocks {
		if b.str("block_id") == "" {
			b["block_id"] = random(lower, 5)
		}
		for _, el := range interactive(b) {
			if el.str("action_id") == "" {
				el["action_id"] = random(lower, 5)
			}
		}
	}
	return blocks
}

func (c *checker) blocks(ptr string, list []any) {
	most := maxViewBlocks
	if c.on == inMessage {
		most = maxMessageBlocks
	}
	if len(list) > most {
		c.bad(ptr, "no more than %d items allowed", most)
		return
	}
	tables := 0
	for i, x := range list {
		c.block(fmt.Sprintf("%s/%d", ptr, i), x)
		if asObject(x).str("type") == "table" {
			tables++
		}
	}
	if tables > 1 {
		c.bad(ptr, "only_one_table_allowed")
	}
}

func (c *checker) block(ptr string, x any) {
	o := asObject(x)
	if o == nil {
		c.bad(ptr, "must be an object")
		return
	}
	s := blockShape(o.str("type"), c.on)
	if s == nil {
		c.bad(ptr, "unsupported type: %s", o.str("type"))
		return
	}
	if id := o.str("block_id"); id != "" {
		if c.blockIDs[id] {
			c.bad(ptr+"/block_id", "`block_id` \"%s\" already exists", id)
		}
		c.blockIDs[id] = true
	}
	s["block_id"] = str(0, 255)
	c.object(ptr, o, s)
	c.either(ptr, o)
	c.uniqueActions(ptr, o)
}

func (c *checker) uniqueActions(ptr string, block object) {
	seen := map[string]bool{}
	for i, el := range block.list("elements") {
		id := el.str("action_id")
		if id != "" && seen[id] {
			c.bad(fmt.Sprintf("%s/elements/%d/action_id", ptr, i), "`action_id` \"%s\" already exists for block", id)
		}
		seen[id] = true
	}
}

// object checks an object against a shape. The field "type" is always allowed: who calls has looked at it.
func (c *checker) object(ptr string, o object, s shape) {
	for _, name := range slices.Sorted(maps.Keys(s)) {
		if name[0] == '!' {
			if x, ok := o[name[1:]]; !ok || x == nil {
				c.bad(ptr, "missing required field: %s", name[1:])
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(o)) {
		check := s["!"+name]
		if check == nil {
			check = s[name]
		}
		switch {
		case check != nil && o[name] != nil:
			check(c, ptr+"/"+name, o[name])
		case check == nil && name != "type":
			c.bad(ptr, "invalid additional property: %s", name)
		}
	}
}

// str is a string of some length.
func str(least, most int) rule {
	return func(c *checker, ptr string, x any) {
		s, ok := x.(string)
		n := utf8.RuneCountInString(s)
		switch {
		case !ok:
			c.bad(ptr, "must be a string")
		case n < least:
			c.bad(ptr, "must be more than %d characters", least-1)
		case n > most:
			c.bad(ptr, "must be less than %d characters", most+1)
		}
	}
}

// words is a string that is read by people.
func words(least, most int) rule {
	length := str(least, most)
	return func(c *checker, ptr string, x any) {
		length(c, ptr, x)
		s, _ := x.(string)
		c.chars += utf8.RuneCountInString(s)
	}
}

func boolean(c *checker, ptr string, x any) {
	if _, ok := x.(bool); !ok {
		c.bad(ptr, "must be a boolean")
	}
}

// number is a whole number within bounds.
func number(least, most float64) rule {
	return func(c *checker, ptr string, x any) {
		n, ok := x.(float64)
		switch {
		case !ok || n != float64(int64(n)):
			c.bad(ptr, "must be an integer")
		case n < least || n > most:
			c.bad(ptr, "must be between %.0f and %.0f", least, most)
		}
	}
}

func oneOf(allowed ...string) rule {
	return func(c *checker, ptr string, x any) {
		if s, ok := x.(string); !ok || !slices.Contains(allowed, s) {
			c.bad(ptr, "must be a valid enum value")
		}
	}
}

func listOf(least, most int, each rule) rule {
	return func(c *checker, ptr string, x any) {
		list, ok := x.([]any)
		switch {
		case !ok:
			c.bad(ptr, "must be an array")
		case len(list) < least:
			c.bad(ptr, "no fewer than %d items required", least)
		case len(list) > most:
			c.bad(ptr, "no more than %d items allowed", most)
		default:
			for i, x := range list {
				each(c, fmt.Sprintf("%s/%d", ptr, i), x)
			}
		}
	}
}

// shaped is an object of one shape.
func shaped(s shape) rule {
	return func(c *checker, ptr string, x any) {
		o := asObject(x)
		if o == nil {
			c.bad(ptr, "must be an object")
			return
		}
		c.object(ptr, o, s)
	}
}

// text is a text object, plain or with markup.
func text(least, most int) rule { return textOf(least, most, "plain_text", "mrkdwn") }

// plain is a text object without markup.
func plain(least, most int) rule { return textOf(least, most, "plain_text") }

func textOf(least, most int, kinds ...string) rule {
	return func(c *checker, ptr string, x any) {
		o := asObject(x)
		if o == nil {
			c.bad(ptr, "must be an object")
			return
		}
		s := shape{"!text": words(least, most), "!type": oneOf(kinds...)}
		switch o.str("type") {
		case "plain_text":
			s["emoji"] = boolean
		case "mrkdwn":
			s["verbatim"] = boolean
		}
		c.object(ptr, o, s)
	}
}
