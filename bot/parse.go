package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"chainlead/internal/calendar"
	"chainlead/internal/reading"
	"chainlead/internal/say"
)

type parseCommand struct {
	Now  string `help:"The time the texts were typed; the machine's unless given." placeholder:"TIME"`
	Unit string `help:"The typist's unit, by name or id." placeholder:"NAME"`
}

// longestLine is how long a text may be, in bytes: ten times the longest message people send.
const longestLine = 1 << 20

// Run reads texts, one a line, and prints what each means, one JSON object a line.
func (c parseCommand) Run(p program) error {
	reader, err := c.reader(p)
	if err != nil {
		return err
	}
	in := bufio.NewScanner(p.In)
	in.Buffer(nil, longestLine)
	out := bufio.NewWriter(p.Out)
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	for in.Scan() {
		if strings.TrimSpace(in.Text()) == "" {
			continue
		}
		if err := enc.Encode(reading.Read(in.Text(), reader)); err != nil {
			return fmt.Errorf("printing what was read: %w", err)
		}
	}
	if err := in.Err(); err != nil {
		return fmt.Errorf("reading the texts: %w", err)
	}
	return out.Flush()
}

// reader is the demo city at the given time, as someone of the given unit sees it.
func (c parseCommand) reader(p program) (reading.Context, error) {
	zone, err := p.zone()
	if err != nil {
		return reading.Context{}, err
	}
	now := time.Now().In(zone)
	if c.Now != "" {
		if now, err = parseTime(c.Now, zone); err != nil {
			return reading.Context{}, err
		}
	}
	r, err := parseRegistry(demoRegistry)
	if err != nil {
		return reading.Context{}, fmt.Errorf("demo registry: %w", err)
	}
	ctx := reading.Context{City: r.readingCity(), Today: calendar.DayOf(now.In(zone)), Calendar: calendar.China()}
	for _, u := range r.Units {
		if c.Unit == u.ID || c.Unit == u.Name {
			ctx.Unit = u.ID
		}
	}
	if c.Unit != "" && ctx.Unit == "" {
		return ctx, say.Problemf("There is no unit %s. Please use a name of the registry, such as 清丰县.", "没有单位“%s”，请使用名册中的名称，如 清丰县。", c.Unit)
	}
	return ctx, nil
}
