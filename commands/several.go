package commands

import (
	"errors"
	"regexp"
	"slices"
	"strings"

	"chainlead/internal/say"
	"chainlead/store"
)

// A piece is one of several reports in a message, with the command it means.
type piece struct {
	command, text string
	free          bool // no command's line
}

// numberedLine begins an item of a list: 1、, （2）, ③.
var numberedLine = regexp.MustCompile(`(?:^|[\n；;。])\s*(?:[（(]?\d{1,2}[）)、.．]|[①②③④⑤⑥⑦⑧⑨])\s*`)

// several cuts a message that holds more than one report, one a line or in a numbered list; nil where it is one, or where the kind of
// any part isn't plain.
func several(tx *store.Tx, p store.Person, text string) ([]piece, error) {
	lines := strings.Split(text, "\n")
	if items := numberedLine.Split(text, -1); len(items) > 2 {
		lines = items
	}
	var out []piece
	for _, line := range lines {
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		part, err := plainly(tx, p, line)
		if err != nil || part.command == "" {
			return nil, err
		}
		out = append(out, part)
	}
	if len(out) < 2 {
		return nil, nil
	}
	return out, nil
}

// plainly is the command that a line names, or that its kind makes plain.
func plainly(tx *store.Tx, p store.Person, line string) (piece, error) {
	word, after := firstWord(line)
	if cmd := Find(word); cmd != nil && slices.Contains([]string{"trip", "visit", "lead", "project", "followup"}, cmd.Name) {
		return piece{cmd.Name, after, false}, nil
	}
	name, err := meant(tx, p, line)
	return piece{name, line, true}, err
}

// together records several reports, all or none, and shows them all.
func together(tx *store.Tx, c Call, parts []piece) (Reply, error) {
	m := say.Message{Title: say.T("Recorded: %d", "已登记%d条", len(parts))}
	for i, part := range parts {
		call := *c.then(part.command, part.text)
		call.who, call.Free, call.Again = c.who, part.free, true // a doubt is said with each, and doesn't hold up the others
		r, err := Find(part.command).Run(tx, call)
		var p say.Problem
		switch {
		case errors.As(err, &p):
			return Reply{}, say.Problemf("No. %d of the message: %s Nothing of it was recorded.", "第%d条：%s本条消息均未登记。", i+1, p.Text)
		case err != nil:
			return Reply{}, err
		case r.Form != nil || r.Then != nil:
			return Reply{}, say.Problemf("No. %d of the message lacks something: %s Nothing of it was recorded.", "第%d条内容不全：%s本条消息均未登记。", i+1, r.Title)
		}
		lines := append([]say.Text{r.Title}, r.Lines...)
		m.Items = append(m.Items, say.Item{Lines: lines, Buttons: slices.DeleteFunc(r.Buttons, func(b say.Button) bool { return strings.HasPrefix(b.Command, "/undo ") })})
	}
	if ids := tx.Created(); len(ids) > 0 {
		m.Buttons = append(m.Buttons, say.Button{Label: say.T("Undo all", "全部撤销"), Command: "/undo " + ids[0]})
	}
	return Reply{Message: m}, nil
}
