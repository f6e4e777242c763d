package commands

import (
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
	if c.Text != "" && c.Text != "帮助" && c.Text != "help" {
		return offer(tx, c)
	}
	m := say.Message{Title: say.T("Type one line; I record it, remind you until it is done, and post the weekly tally.",
		"输入一行即可登记；到期提醒您，直到办结；每周自动汇总。")}
	for _, cmd := range all {
		if !cmd.Hidden {
			m.Lines = append(m.Lines, helpLine(cmd))
		}
	}
	m.Lines = append(m.Lines,
		say.T("In a direct message to me no slash is needed: “lead Pengcheng Hydrogen Power, CNY 350 million, call on them by Friday”.",
			"私信本助手不必输入斜杠，如：线索 鹏程氢动力 燃料电池电堆 3.5亿 氢能 下周五前回访"))
	return Reply{Message: m}, nil
}

func helpLine(c *Command) say.Text {
	if c.Usage.Empty() {
		return say.T("/%[1]s: %[3]s", "%[2]s（/%[1]s）：%[3]s", c.Name, c.Alias, c.Short)
	}
	return say.T("/%[1]s %[4]s: %[3]s", "%[2]s（/%[1]s） %[4]s：%[3]s", c.Name, c.Alias, c.Short, c.Usage)
}
