package workspace_test

import (
	"strings"
	"testing"
)

// Block Kit's limits: what breaks them is named with a pointer.
func TestBlocksThatSlackRefuses(t *testing.T) {
	h := open(t)
	long := func(n int) string { return strings.Repeat("字", n) }
	section := func(text any) args { return args{"type": "section", "text": text} }
	actions := func(els ...any) args { return args{"type": "actions", "elements": append([]any{}, els...)} }
	richText := func(els ...any) args {
		return args{"type": "rich_text", "elements": []any{args{"type": "rich_text_section", "elements": els}}}
	}
	option := func(value string) args { return args{"text": plainText("选项"), "value": value} }
	choose := func(more args) args {
		el := args{"type": "static_select", "action_id": "a"}
		for k, v := range more {
			el[k] = v
		}
		return actions(el)
	}
	for _, c := range []struct {
		name  string
		block args
		want  string // "" means that it is good
	}{
		{"a full section", section(plainText(long(3000))), ""},
		{"a section too long", section(plainText(long(3001))), "must be less than 3001 characters [json-pointer:/blocks/0/text/text]"},
		{"an empty section", section(plainText("")), "must be more than 0 characters [json-pointer:/blocks/0/text/text]"},
		{"a section of nothing", args{"type": "section"}, "missing required field: text or fields [json-pointer:/blocks/0]"},
		{"a text of an unknown kind", section(args{"type": "html", "text": "x"}), "must be a valid enum value [json-pointer:/blocks/0/text/type]"},
		{"a field of our own", args{"type": "divider", "colour": "red"}, "invalid additional property: colour [json-pointer:/blocks/0]"},
		{"a header with markup", args{"type": "header", "text": args{"type": "mrkdwn", "text": "x"}}, "must be a valid enum value [json-pointer:/blocks/0/text/type]"},
		{"a header too long", args{"type": "header", "text": plainText(long(151))}, "must be less than 151 characters [json-pointer:/blocks/0/text/text]"},
		{"an input in a message", args{"type": "input", "label": plainText("x"), "element": args{"type": "email_text_input"}}, "unsupported type: email_text_input [json-pointer:/blocks/0/element]"},
		{"a button", actions(button("办结", "done", "primary")), ""},
		{"a label too long", actions(button(long(76), "done", "")), "must be less than 76 characters [json-pointer:/blocks/0/elements/0/text/text]"},
		{"a style of our own", actions(button("x", "done", "quiet")), "must be a valid enum value [json-pointer:/blocks/0/elements/0/style]"},
		{"two buttons alike", actions(button("x", "done", ""), button("y", "done", "")), "`action_id` \"done\" already exists for block [json-pointer:/blocks/0/elements/1/action_id]"},
		{"a text input among buttons", actions(args{"type": "plain_text_input", "action_id": "a"}), "unsupported type: plain_text_input [json-pointer:/blocks/0/elements/0]"},
		{"no buttons", actions(), "no fewer than 1 items required [json-pointer:/blocks/0/elements]"},
		{"a choice", choose(args{"options": []any{option("1")}, "initial_option": option("1")}), ""},
		{"a choice without options", choose(args{}), "must have one of options and option_groups [json-pointer:/blocks/0/elements/0]"},
		{"an initial option of its own", choose(args{"options": []any{option("1")}, "initial_option": option("2")}), "initial option \"2\" must be one of the options [json-pointer:/blocks/0/elements/0]"},
		{"a date that isn't", actions(args{"type": "datepicker", "action_id": "a", "initial_date": "2022-11-31"}), "must be a valid date in the format YYYY-MM-DD [json-pointer:/blocks/0/elements/0/initial_date]"},
		{"rich text", richText(args{"type": "text", "text": "粗", "style": args{"bold": true}}, args{"type": "user", "user_id": "U1"}), ""},
		{"rich text of nothing", richText(args{"type": "text", "text": ""}), "must be more than 0 characters [json-pointer:/blocks/0/elements/0/elements/0/text]"},
		{"rich text in no style", richText(args{"type": "text", "text": "x", "style": args{"blink": true}}), "invalid additional property: blink [json-pointer:/blocks/0/elements/0/elements/0/style]"},
		{"a list of strings", args{"type": "rich_text", "elements": []any{args{"type": "rich_text_list", "style": "bullet", "elements": []any{"x"}}}}, "unsupported type:  [json-pointer:/blocks/0/elements/0/elements/0]"},
		{"a context", args{"type": "context", "elements": []any{plainText("x")}}, ""},
		{"a table", args{"type": "table", "rows": []any{[]any{args{"type": "raw_text", "text": "x"}}}}, ""},
		{"a table cell of nothing known", args{"type": "table", "rows": []any{[]any{args{"type": "raw_number", "value": 1}}}}, "unsupported type: raw_number [json-pointer:/blocks/0/rows/0/0]"},
		{"an alert in a message", args{"type": "alert", "text": plainText("x")}, "unsupported type: alert [json-pointer:/blocks/0]"},
	} {
		got := h.call("chat.postMessage", args{"channel": "C1", "text": "x", "blocks": []any{c.block}})
		switch {
		case c.want == "" && got["ok"] != true:
			t.Errorf("%s: got %v, want it posted", c.name, got)
		case c.want != "" && (got["error"] != "invalid_blocks" || got["errors"].([]any)[0] != c.want):
			t.Errorf("%s:\n got %v %v\nwant invalid_blocks [%s]", c.name, got["error"], got["errors"], c.want)
		}
	}
}

func TestFiftyBlocksAndNoMore(t *testing.T) {
	h := open(t)
	var blocks []any
	for range 51 {
		blocks = append(blocks, args{"type": "divider"})
	}
	if got := h.call("chat.postMessage", args{"channel": "C1", "blocks": blocks[:50]}); got["ok"] != true {
		t.Errorf("50 blocks: %v", got)
	}
	got := h.call("chat.postMessage", args{"channel": "C1", "blocks": blocks})
	messages := got["response_metadata"].(map[string]any)["messages"].([]any)
	if messages[0] != "[ERROR] no more than 50 items allowed [json-pointer:/blocks]" {
		t.Errorf("51 blocks: %v", got)
	}
}

func TestViewsThatSlackRefuses(t *testing.T) {
	h := open(t)
	for _, c := range []struct {
		name, want string
		change     func(v args)
	}{
		{"a title too long", "must be less than 25 characters [json-pointer:/view/title/text]", func(v args) { v["title"] = plainText(strings.Repeat("字", 25)) }},
		{"inputs and no submit", "missing required field: submit [json-pointer:/view]", func(v args) { delete(v, "submit") }},
		{"metadata too long", "must be less than 3001 characters [json-pointer:/view/private_metadata]", func(v args) { v["private_metadata"] = strings.Repeat("x", 3001) }},
		{"no blocks", "missing required field: blocks [json-pointer:/view]", func(v args) { delete(v, "blocks") }},
		{"two blocks of one name", "`block_id` \"note\" already exists [json-pointer:/blocks/5/block_id]", func(v args) { v["blocks"] = append(v["blocks"].([]any), v["blocks"].([]any)[4]) }},
	} {
		v := formView()
		c.change(v)
		got := h.call("views.open", args{"trigger_id": "x", "view": v})
		problems, _ := got["errors"].([]any)
		if got["error"] != "invalid_arguments" || len(problems) == 0 || strings.ReplaceAll(problems[0].(string), "/view/blocks", "/blocks") != c.want {
			t.Errorf("%s:\n got %v\nwant %s", c.name, got, c.want)
		}
	}
	big := formView()
	big["blocks"] = []any{args{"type": "section", "text": plainText(strings.Repeat("x", 260<<10))}}
	if got := h.call("views.open", args{"trigger_id": "x", "view": big})["error"]; got != "view_too_large" {
		t.Errorf("260 KB: got %v", got)
	}
}
