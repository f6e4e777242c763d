package workspace

import "slices"

// blockShape is the shape of a kind of block, nil if this surface has no such block.
func blockShape(kind string, on surface) shape {
	switch kind {
	case "section":
		return shape{"text": text(1, 3000), "fields": listOf(1, 10, text(1, 2000)), "accessory": accessory, "expand": boolean}
	case "header":
		return shape{"!text": plain(1, 150), "level": number(1, 4)}
	case "context":
		return shape{"!elements": listOf(1, 10, contextElement)}
	case "actions":
		return shape{"!elements": listOf(1, 25, action)}
	case "divider":
		return shape{}
	case "input":
		return shape{"!label": plain(1, 2000), "!element": inputElement, "hint": plain(1, 2000), "optional": boolean, "dispatch_action": boolean}
	case "image":
		return shape{"image_url": str(1, 3000), "slack_file": shaped(shape{"id": str(1, 255), "url": str(1, 3000)}),
			"!alt_text": words(1, 2000), "title": plain(1, 2000)}
	case "rich_text":
		return shape{"!elements": listOf(0, 1000, richElement)}
	case "markdown":
		if on == inMessage {
			return shape{"!text": words(1, 12_000)}
		}
	case "table":
		if on == inMessage {
			return tableShape()
		}
	}
	return nil
}

func tableShape() shape {
	column := shaped(shape{"align": oneOf("left", "center", "right"), "is_wrapped": boolean})
	return shape{"!rows": listOf(1, 100, listOf(1, 20, cell)), "column_settings": listOf(0, 20, column)}
}

func cell(c *checker, ptr string, x any) {
	o := asObject(x)
	switch o.str("type") {
	case "raw_text":
		c.object(ptr, o, shape{"!text": words(1, 3000)})
	case "rich_text":
		c.object(ptr, o, shape{"!elements": listOf(1, 100, richElement)})
	default:
		c.bad(ptr, "unsupported type: %s", o.str("type"))
	}
}

func contextElement(c *checker, ptr string, x any) {
	if o := asObject(x); o.str("type") == "image" {
		c.object(ptr, o, imageElement())
		return
	}
	text(1, 2000)(c, ptr, x)
}

// richElement is a part of a rich text: a paragraph, a list, a quotation, or preformatted text.
func richElement(c *checker, ptr string, x any) {
	o := asObject(x)
	most := 1000
	switch o.str("type") {
	case "rich_text_section":
		c.object(ptr, o, shape{"!elements": listOf(0, most, richInline)})
	case "rich_text_preformatted":
		c.object(ptr, o, shape{"!elements": listOf(0, most, richInline), "border": number(0, 1), "language": str(0, 100)})
	case "rich_text_quote":
		c.object(ptr, o, shape{"!elements": listOf(0, most, richInline), "border": number(0, 1)})
	case "rich_text_list":
		section := func(c *checker, ptr string, x any) {
			if asObject(x).str("type") != "rich_text_section" {
				c.bad(ptr, "unsupported type: %s", asObject(x).str("type"))
				return
			}
			richElement(c, ptr, x)
		}
		c.object(ptr, o, shape{"!elements": listOf(0, most, section), "!style": oneOf("bullet", "ordered"),
			"indent": number(0, 8), "offset": number(0, 1e6), "border": number(0, 1)})
	default:
		c.bad(ptr, "unsupported type: %s", o.str("type"))
	}
}

// richInline is a run of a rich text.
func richInline(c *checker, ptr string, x any) {
	o := asObject(x)
	s := richShape(o.str("type"))
	if s == nil {
		c.bad(ptr, "unsupported type: %s", o.str("type"))
		return
	}
	s["style"] = shaped(shape{"bold": boolean, "italic": boolean, "strike": boolean, "code": boolean, "underline": boolean,
		"highlight": boolean, "client_highlight": boolean, "unlink": boolean})
	c.object(ptr, o, s)
}

func richShape(kind string) shape {
	id := str(1, 255)
	switch kind {
	case "text":
		return shape{"!text": words(1, 1e6)}
	case "link":
		return shape{"!url": str(1, 3000), "text": words(0, 1e6), "unsafe": boolean}
	case "user":
		return shape{"!user_id": id}
	case "channel":
		return shape{"!channel_id": id}
	case "usergroup":
		return shape{"!usergroup_id": id}
	case "team":
		return shape{"!team_id": id}
	case "emoji":
		return shape{"!name": id, "unicode": id, "skin_tone": number(1, 6)}
	case "broadcast":
		return shape{"!range": oneOf("here", "channel", "everyone")}
	case "color":
		return shape{"!value": id}
	case "date":
		return shape{"!timestamp": number(0, 1e12), "!format": str(1, 255), "url": str(1, 3000), "fallback": words(1, 3000)}
	}
	return nil
}

// section and image blocks have a rule that shapes can't say: of two fields one must be there.
func (c *checker) either(ptr string, o object) {
	switch o.str("type") {
	case "section":
		if o["text"] == nil && o["fields"] == nil {
			c.bad(ptr, "missing required field: text or fields")
		}
	case "image":
		if (o["image_url"] == nil) == (o["slack_file"] == nil) {
			c.bad(ptr, "must have one of image_url and slack_file")
		}
	}
}

// interactive lists the elements of a block that a person can use.
func interactive(block object) []object {
	var out []object
	switch block.str("type") {
	case "actions":
		out = block.list("elements")
	case "section":
		out = []object{block.obj("accessory")}
	case "input":
		out = []object{block.obj("element")}
	}
	return slices.DeleteFunc(out, func(el object) bool { return el == nil || el.str("type") == "image" })
}

// checkView checks a view for a modal or a Home tab.
func checkView(v object, on surface) error {
	c := &checker{on: on, blockIDs: map[string]bool{}}
	s := shape{
		"!blocks":          (*checker).viewBlocks,
		"private_metadata": str(0, 3000), "callback_id": str(0, 255), "external_id": str(0, 255), "submit_disabled": boolean,
	}
	want := "home"
	if on == inModal {
		want = "modal"
		s["!title"], s["submit"], s["close"] = plain(1, 24), plain(1, 24), plain(1, 24)
		s["clear_on_close"], s["notify_on_close"] = boolean, boolean
	}
	if v.str("type") != want {
		c.bad("/view/type", "must be a valid enum value")
	}
	c.object("/view", v, s)
	if on == inModal && v["submit"] == nil && hasInput(v) {
		c.bad("/view", "missing required field: submit")
	}
	if len(c.problems) > 0 {
		return refuse("invalid_arguments", c.problems...)
	}
	return nil
}

func (c *checker) viewBlocks(ptr string, x any) {
	if list, ok := x.([]any); ok {
		c.blocks(ptr, list)
		return
	}
	c.bad(ptr, "must be an array")
}

func hasInput(v object) bool {
	return slices.ContainsFunc(v.list("blocks"), func(b object) bool { return b.str("type") == "input" })
}
