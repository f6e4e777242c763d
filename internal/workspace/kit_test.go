package workspace_test

// Small pieces of Block Kit for the tests.

func plainText(s string) map[string]any { return map[string]any{"type": "plain_text", "text": s} }

func button(label, action, style string) map[string]any {
	b := map[string]any{"type": "button", "action_id": action, "value": "/" + action, "text": plainText(label)}
	if style != "" {
		b["style"] = style
	}
	return b
}

func formView() map[string]any {
	input := func(block, label string, optional bool, el map[string]any) map[string]any {
		el["action_id"] = "x"
		return map[string]any{"type": "input", "block_id": block, "label": plainText(label), "optional": optional, "element": el}
	}
	option := func(s string) map[string]any { return map[string]any{"text": plainText(s), "value": s} }
	return map[string]any{
		"type": "modal", "callback_id": "lead", "title": plainText("登记线索"), "submit": plainText("提交"), "close": plainText("取消"),
		"blocks": []any{
			input("company", "企业", false, map[string]any{"type": "plain_text_input", "placeholder": plainText("企业全称或简称")}),
			input("chain", "产业链", true, map[string]any{"type": "static_select", "placeholder": plainText("请选择"), "options": []any{option("氢能"), option("绿色涂料")}}),
			input("due", "截止日期", false, map[string]any{"type": "datepicker", "initial_date": "2022-11-08"}),
			input("who", "责任人", true, map[string]any{"type": "users_select", "initial_user": "U1"}),
			input("note", "备注", true, map[string]any{"type": "plain_text_input", "multiline": true}),
		},
	}
}

func rich(lines ...string) map[string]any {
	var els []any
	for i, l := range lines {
		el := map[string]any{"type": "text", "text": l}
		if i == 0 {
			el["style"] = map[string]any{"bold": true}
		} else {
			el["text"] = "\n" + l
		}
		els = append(els, el)
	}
	return map[string]any{"type": "rich_text", "elements": []any{map[string]any{"type": "rich_text_section", "elements": els}}}
}

func leadBlocks() []any {
	undo := button("撤销", "undo", "danger")
	undo["confirm"] = map[string]any{"title": plainText("撤销 L-128？"), "text": plainText("线索和它的跟进都会撤回，记录保留。"),
		"confirm": plainText("撤销"), "deny": plainText("不撤销")}
	return []any{
		rich("已登记线索 L-128", "鹏程氢动力 燃料电池电堆项目", "氢能链｜意向投资3.5亿元｜来源：粤港澳大湾区基地", "清丰县首报，11月9日（周三）10:20，库内首次登记",
			"下一步：11月18日（周五）前回访，责任人：您", "到期当天上午提醒您。"),
		map[string]any{"type": "actions", "elements": []any{button("修改", "edit", ""), undo, button("转交", "hand", "")}},
	}
}
