package commands

import (
	"strings"

	"chainlead/internal/say"
	"chainlead/store"
)

var _ = add(Command{
	Name: "zs", Alias: "招商", Anyone: true,
	Usage: say.T("a command by its Chinese name, or nothing for help", "出差、线索、跟进、办结、我的、周报"),
	Short: say.T("Help, and every command by its Chinese name", "帮助；命令都可用中文名"),
})

// Run is assigned here because help lists all commands, zs among them.
func init() { Find("zs").Run = zs }

func zs(tx *store.Tx, c Call) (Reply, error) {
	text := strings.ToLower(strings.TrimSpace(c.Text))
	if l, ok := languages[text]; ok {
		return speak(tx, c, l)
	}
	if text != "" && text != "帮助" && text != "help" {
		return offer(tx, c)
	}
	m := say.Message{Title: say.T("Type one line; I record it, remind you until it is done, and post the weekly tally.",
		"输入一行即可登记；到期提醒您，直到办结；每周自动汇总。")}
	for _, cmd := range all {
		if !cmd.Hidden && (cmd.Needs == "" || mayAnywhere(tx, c.who, cmd.Needs)) {
			m.Lines = append(m.Lines, helpLine(cmd))
		}
	}
	m.Lines = append(m.Lines,
		say.T("In a direct message to me no slash is needed: “lead Pengcheng Hydrogen Power, CNY 350 million, call on them by Friday”.",
			"私信本助手不必输入斜杠，如：线索 鹏程氢动力 燃料电池电堆 3.5亿 氢能 下周五前回访"),
		say.T("I answer you in English. 中文：/zs 中文", "我用中文回复您。English: /zs english"))
	return Reply{Message: m}, nil
}

var languages = map[string]say.Lang{
	"english": say.EN, "en": say.EN, "英文": say.EN, "英语": say.EN, "chinese": say.ZH, "zh": say.ZH, "中文": say.ZH, "汉语": say.ZH,
}

// speak sets the language in which a person is answered and reminded.
func speak(tx *store.Tx, c Call, l say.Lang) (Reply, error) {
	p := c.who
	p.Lang = l
	return Reply{Message: say.Lines(say.T("I answer you in English from now on.", "今后用中文回复您。"))}, tx.PutPerson(&p)
}

func helpLine(c *Command) say.Text {
	if c.Usage.Empty() {
		return say.T("/%[1]s: %[3]s", "%[2]s（/%[1]s）：%[3]s", c.Name, c.Alias, c.Short)
	}
	return say.T("/%[1]s %[4]s: %[3]s", "%[2]s（/%[1]s） %[4]s：%[3]s", c.Name, c.Alias, c.Short, c.Usage)
}
