package workspace

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// What is in the inputs of a view.

// A slot says under which name an element's value travels and starts, and what kind of value it is.
type slot struct {
	value, initial string
	kind           valueKind
	many           bool
}

type valueKind int

const (
	free valueKind = iota // text, dates, times
	choice
	person
	channelID
	seconds
)

var slots = map[string]slot{
	"plain_text_input":           {"value", "initial_value", free, false},
	"email_text_input":           {"value", "initial_value", free, false},
	"url_text_input":             {"value", "initial_value", free, false},
	"number_input":               {"value", "initial_value", free, false},
	"datepicker":                 {"selected_date", "initial_date", free, false},
	"timepicker":                 {"selected_time", "initial_time", free, false},
	"datetimepicker":             {"selected_date_time", "initial_date_time", seconds, false},
	"static_select":              {"selected_option", "initial_option", choice, false},
	"external_select":            {"selected_option", "initial_option", choice, false},
	"radio_buttons":              {"selected_option", "initial_option", choice, false},
	"overflow":                   {"selected_option", "", choice, false},
	"checkboxes":                 {"selected_options", "initial_options", choice, true},
	"multi_static_select":        {"selected_options", "initial_options", choice, true},
	"multi_external_select":      {"selected_options", "initial_options", choice, true},
	"users_select":               {"selected_user", "initial_user", person, false},
	"multi_users_select":         {"selected_users", "initial_users", person, true},
	"channels_select":            {"selected_channel", "initial_channel", channelID, false},
	"multi_channels_select":      {"selected_channels", "initial_channels", channelID, true},
	"conversations_select":       {"selected_conversation", "initial_conversation", channelID, false},
	"multi_conversations_select": {"selected_conversations", "initial_conversations", channelID, true},
}

// initialValues is the state of blocks before anybody touched them.
func initialValues(blocks []object) object {
	out := object{}
	for _, b := range blocks {
		for _, el := range interactive(b) {
			s, ok := slots[el.str("type")]
			if !ok || s.initial == "" {
				continue
			}
			actions := out.obj(b.str("block_id"))
			if actions == nil {
				actions = object{}
				out[b.str("block_id")] = actions
			}
			actions[el.str("action_id")] = s.holding(el, el[s.initial])
		}
	}
	return out
}

// holding is the state of an element with a value in it. Nothing in a choice of many is an empty list, else null.
func (s slot) holding(el object, x any) object {
	if x == nil && s.many {
		x = []any{}
	}
	return object{"type": el.str("type"), s.value: x}
}

// read turns what a person put in, or a script wrote, into the element's state. Options go by value or by text, people
// by ID or handle, channels by ID or #name.
func (w *Workspace) readValue(el object, in any) (object, error) {
	s, ok := slots[el.str("type")]
	if !ok {
		return nil, fmt.Errorf("nothing can be put into a %s", el.str("type"))
	}
	if in == nil || in == "" {
		return s.holding(el, nil), nil
	}
	if !s.many {
		if list, ok := in.([]any); ok {
			if len(list) == 0 {
				return s.holding(el, nil), nil
			}
			in = list[0]
		}
		x, err := w.readOne(s, el, in)
		return s.holding(el, x), err
	}
	list, ok := in.([]any)
	if !ok {
		list = []any{in}
	}
	out := []any{}
	for _, one := range list {
		x, err := w.readOne(s, el, one)
		if err != nil {
			return nil, err
		}
		out = append(out, x)
	}
	return s.holding(el, out), nil
}

func (w *Workspace) readOne(s slot, el object, in any) (any, error) {
	str := fmt.Sprint(in)
	if n, ok := in.(float64); ok {
		str = strconv.FormatFloat(n, 'f', -1, 64)
	}
	switch s.kind {
	case choice:
		for _, op := range allOptions(el) {
			if op.str("value") == str || op.obj("text").str("text") == str {
				return op, nil
			}
		}
		return nil, fmt.Errorf("%q is not one of the options of %s", str, el.str("action_id"))
	case person:
		if u := w.state.user(str); u != nil {
			return u.ID, nil
		}
		return nil, fmt.Errorf("there is no user %s", str)
	case channelID:
		if r := w.state.room(str); r != nil {
			return r.ID, nil
		}
		return nil, fmt.Errorf("there is no channel %s", str)
	case seconds:
		n, err := strconv.ParseInt(str, 10, 64)
		return n, err
	}
	return str, typedRight(el, str)
}

func typedRight(el object, s string) error {
	bad := []string(nil)
	c := &checker{}
	switch el.str("type") {
	case "datepicker":
		date(c, "", s)
	case "timepicker":
		clockTime(c, "", s)
	}
	if bad = c.problems; len(bad) > 0 {
		return fmt.Errorf("%s: %s", el.str("action_id"), strings.TrimSuffix(bad[0], " [json-pointer:]"))
	}
	return nil
}

// merge puts given values into a view. The caller holds mu.
func (w *Workspace) merge(v *view, given map[string]map[string]any) error {
	next := v.values.clone()
	for block, actions := range given {
		for action, in := range actions {
			el := findElement(v.body.list("blocks"), block, action)
			if el == nil {
				return fmt.Errorf("the form has no input %s in block %s", action, block)
			}
			x, err := w.readValue(el, in)
			if err != nil {
				return err
			}
			next.obj(block)[action] = x
		}
	}
	v.values = next
	return nil
}

func findElement(blocks []object, block, action string) object {
	for _, b := range blocks {
		for _, el := range interactive(b) {
			if b.str("block_id") == block && el.str("action_id") == action {
				return el
			}
		}
	}
	return nil
}

// missing says which inputs a person must still fill or correct before the form goes anywhere: Slack's client itself
// sees to that.
func (v *view) missing(zh bool) map[string]string {
	out := map[string]string{}
	for _, b := range v.body.list("blocks") {
		el := b.obj("element")
		if b.str("type") != "input" {
			continue
		}
		held := v.values.obj(b.str("block_id")).obj(el.str("action_id"))[slots[el.str("type")].value]
		if m := complaint(el, held, b.yes("optional")); m != nil {
			out[b.str("block_id")] = m.en
			if zh {
				out[b.str("block_id")] = m.zh
			}
		}
	}
	return out
}

func complaint(el object, held any, optional bool) *mishap {
	list, many := held.([]any)
	if held == nil || many && len(list) == 0 {
		if optional {
			return nil
		}
		return mishapf("Please complete this required field.", "请填写此必填项。")
	}
	s, typed := held.(string)
	n := utf8.RuneCountInString(s)
	least, most := int(el.num("min_length")), int(el.num("max_length"))
	switch {
	case typed && n < least:
		return mishapf("Please use at least %d characters.", "请至少输入 %d 个字符。", least)
	case typed && most > 0 && n > most:
		return mishapf("Please use at most %d characters.", "请最多输入 %d 个字符。", most)
	case el.str("type") == "number_input" && !isNumber(s, el.yes("is_decimal_allowed")):
		return mishapf("Please enter a number.", "请输入数字。")
	case el.str("type") == "email_text_input" && !strings.Contains(s, "@"):
		return mishapf("Please enter a valid email address.", "请输入有效的电子邮箱。")
	case el.str("type") == "url_text_input" && !strings.Contains(s, "://"):
		return mishapf("Please enter a valid URL.", "请输入有效的网址。")
	case many && el.num("max_selected_items") > 0 && len(list) > int(el.num("max_selected_items")):
		return mishapf("Please choose fewer.", "所选项过多。")
	}
	return nil
}

func isNumber(s string, decimal bool) bool {
	_, err := strconv.ParseFloat(s, 64)
	return err == nil && (decimal || !strings.ContainsAny(s, ".eE")) && !slices.Contains([]string{"NaN", "Inf"}, s)
}
