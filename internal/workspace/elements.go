package workspace

import (
	"maps"
	"slices"
	"time"
)

// The elements of Block Kit that people press, choose from and type into.

// placement says in which blocks an element may stand.
var placement = map[string]struct{ section, actions, input bool }{
	"button": {true, true, false}, "overflow": {true, true, false}, "image": {true, false, false},
	"static_select": {true, true, true}, "external_select": {true, true, true},
	"users_select": {true, true, true}, "conversations_select": {true, true, true}, "channels_select": {true, true, true},
	"multi_static_select": {true, true, true}, "multi_external_select": {true, true, true},
	"multi_users_select": {true, true, true}, "multi_conversations_select": {true, true, true}, "multi_channels_select": {true, true, true},
	"datepicker": {true, true, true}, "timepicker": {true, true, true}, "datetimepicker": {false, true, true},
	"checkboxes": {true, true, true}, "radio_buttons": {true, true, true},
	"plain_text_input": {false, false, true}, "number_input": {false, false, true},
	"email_text_input": {false, false, true}, "url_text_input": {false, false, true},
}

func accessory(c *checker, ptr string, x any) {
	c.element(ptr, x, placement[asObject(x).str("type")].section)
}

func action(c *checker, ptr string, x any) {
	c.element(ptr, x, placement[asObject(x).str("type")].actions)
}

func inputElement(c *checker, ptr string, x any) {
	kind := asObject(x).str("type")
	ok := placement[kind].input
	if c.on != inModal && (kind == "number_input" || kind == "email_text_input" || kind == "url_text_input") {
		ok = false
	}
	c.element(ptr, x, ok)
}

func (c *checker) element(ptr string, x any, allowed bool) {
	o := asObject(x)
	if o == nil {
		c.bad(ptr, "must be an object")
		return
	}
	s := elementShape(o.str("type"))
	if !allowed || s == nil {
		c.bad(ptr, "unsupported type: %s", o.str("type"))
		return
	}
	if o.str("type") == "image" {
		c.object(ptr, o, s)
		return
	}
	s["action_id"], s["confirm"] = str(1, 255), confirm
	c.object(ptr, o, s)
	c.options(ptr, o)
	if o.yes("focus_on_load") {
		if c.focused {
			c.bad(ptr+"/focus_on_load", "only one element may have focus_on_load")
		}
		c.focused = true
	}
}

func confirm(c *checker, ptr string, x any) {
	shaped(shape{"!title": plain(1, 100), "!text": text(1, 300), "!confirm": plain(1, 30), "!deny": plain(1, 30),
		"style": oneOf("primary", "danger")})(c, ptr, x)
}

func imageElement() shape {
	return shape{"image_url": str(1, 3000), "slack_file": shaped(shape{"id": str(1, 255), "url": str(1, 3000)}), "!alt_text": words(1, 2000)}
}

// elementShape is the shape of a kind of element, but for action_id and confirm, which all have.
func elementShape(kind string) shape {
	switch kind {
	case "image":
		return imageElement()
	case "button":
		return shape{"!text": plain(1, 75), "value": str(0, 2000), "url": str(1, 3000), "style": oneOf("primary", "danger"),
			"accessibility_label": str(1, 75)}
	case "overflow":
		return shape{"!options": listOf(1, 5, option)}
	case "checkboxes":
		return focus(shape{"!options": listOf(1, 10, option), "initial_options": listOf(1, 10, option)})
	case "radio_buttons":
		return focus(shape{"!options": listOf(1, 10, option), "initial_option": option})
	case "datepicker":
		return focus(shape{"initial_date": date, "placeholder": plain(1, 150)})
	case "timepicker":
		return focus(shape{"initial_time": clockTime, "placeholder": plain(1, 150), "timezone": str(1, 100)})
	case "datetimepicker":
		return focus(shape{"initial_date_time": number(1e9, 9_999_999_999)})
	}
	if s := selectShape(kind); s != nil {
		return focus(s)
	}
	return typedShape(kind)
}

func focus(s shape) shape {
	s["focus_on_load"] = boolean
	return s
}

func selectShape(kind string) shape {
	base := shape{"placeholder": plain(1, 150)}
	with := func(more shape) shape { maps.Copy(base, more); return base }
	many := number(1, 100)
	id, ids := str(1, 255), listOf(0, 100, str(1, 255))
	filter := shaped(shape{"include": listOf(1, 4, oneOf("im", "mpim", "private", "public")),
		"exclude_external_shared_channels": boolean, "exclude_bot_users": boolean})
	switch kind {
	case "static_select":
		return with(shape{"options": listOf(1, 100, option), "option_groups": listOf(1, 100, group), "initial_option": option})
	case "multi_static_select":
		return with(shape{"options": listOf(1, 100, option), "option_groups": listOf(1, 100, group),
			"initial_options": listOf(1, 100, option), "max_selected_items": many})
	case "external_select":
		return with(shape{"initial_option": option, "min_query_length": number(0, 1000)})
	case "multi_external_select":
		return with(shape{"initial_options": listOf(1, 100, option), "min_query_length": number(0, 1000), "max_selected_items": many})
	case "users_select":
		return with(shape{"initial_user": id})
	case "multi_users_select":
		return with(shape{"initial_users": ids, "max_selected_items": many})
	case "channels_select":
		return with(shape{"initial_channel": id, "response_url_enabled": boolean})
	case "multi_channels_select":
		return with(shape{"initial_channels": ids, "max_selected_items": many})
	case "conversations_select":
		return with(shape{"initial_conversation": id, "response_url_enabled": boolean, "default_to_current_conversation": boolean, "filter": filter})
	case "multi_conversations_select":
		return with(shape{"initial_conversations": ids, "max_selected_items": many, "default_to_current_conversation": boolean, "filter": filter})
	}
	return nil
}

func typedShape(kind string) shape {
	dispatch := shaped(shape{"trigger_actions_on": listOf(1, 2, oneOf("on_enter_pressed", "on_character_entered"))})
	s := focus(shape{"placeholder": plain(1, 150), "dispatch_action_config": dispatch, "initial_value": str(0, 3000)})
	switch kind {
	case "plain_text_input":
		s["multiline"], s["min_length"], s["max_length"] = boolean, number(0, 3000), number(1, 3000)
	case "number_input":
		s["!is_decimal_allowed"], s["min_value"], s["max_value"] = boolean, str(1, 100), str(1, 100)
	case "email_text_input", "url_text_input":
	default:
		return nil
	}
	return s
}

func option(c *checker, ptr string, x any) {
	shaped(shape{"!text": text(1, 75), "!value": str(1, 150), "description": text(1, 75), "url": str(1, 3000)})(c, ptr, x)
}

func group(c *checker, ptr string, x any) {
	shaped(shape{"!label": plain(1, 75), "!options": listOf(1, 100, option)})(c, ptr, x)
}

func date(c *checker, ptr string, x any) {
	s, _ := x.(string)
	if _, err := time.Parse(time.DateOnly, s); err != nil {
		c.bad(ptr, "must be a valid date in the format YYYY-MM-DD")
	}
}

func clockTime(c *checker, ptr string, x any) {
	s, _ := x.(string)
	if _, err := time.Parse("15:04", s); err != nil {
		c.bad(ptr, "must be a valid time in the format HH:mm")
	}
}

// options checks what an element's options must be together: there at all, and the initial ones among them.
func (c *checker) options(ptr string, o object) {
	kind := o.str("type")
	if kind == "static_select" || kind == "multi_static_select" {
		if (o["options"] == nil) == (o["option_groups"] == nil) {
			c.bad(ptr, "must have one of options and option_groups")
			return
		}
	}
	if o["options"] == nil && o["option_groups"] == nil {
		return
	}
	all := allOptions(o)
	initial := o.list("initial_options")
	if one := o.obj("initial_option"); one != nil {
		initial = append(initial, one)
	}
	for _, i := range initial {
		if !slices.ContainsFunc(all, func(op object) bool { return sameOption(op, i) }) {
			c.bad(ptr, "initial option %q must be one of the options", i.str("value"))
		}
	}
}

func sameOption(a, b object) bool {
	return a.str("value") == b.str("value") && a.obj("text").str("text") == b.obj("text").str("text")
}

// allOptions are the options of an element, those in groups too.
func allOptions(el object) []object {
	out := el.list("options")
	for _, g := range el.list("option_groups") {
		out = append(out, g.list("options")...)
	}
	return out
}
