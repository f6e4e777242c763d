package commands

import (
	"strings"

	"chainlead/internal/say"
	"chainlead/store"
)

var _ = add(Command{
	Name: "pause", Alias: "暂停", Needs: store.MayPause,
	Usage: say.T("on, or off", "开，或关"),
	Short: say.T("Pause everything said unasked", "暂停全部自动提醒和发布"),
	Run:   pause,
})

// pause is the one switch for everything the bot says unasked. What falls due meanwhile is made up when it is thrown back, as after an outage.
func pause(tx *store.Tx, c Call) (Reply, error) {
	if !tx.May(c.who, store.MayPause, store.Subject{}) {
		return Reply{}, notYours()
	}
	was, paused, err := tx.Paused()
	if err != nil {
		return Reply{}, err
	}
	switch word := strings.ToLower(strings.TrimSpace(c.Text)); word {
	case "on", "开", "暂停":
		return Reply{Message: say.Lines(say.T("Paused: no reminder, no tally until /pause off.", "已暂停全部自动提醒和发布，恢复请输入 /pause 关。"))}, tx.PutPause(true)
	case "off", "关", "恢复":
		return Reply{Message: say.Lines(say.T("Going on: what fell due meanwhile is said at the next working moment.", "已恢复，期间到期的提醒将在下一工作时段补发。"))}, tx.PutPause(false)
	}
	if !paused {
		return Reply{Message: say.Lines(say.T("Nothing is paused. To pause all reminders and tallies: /pause on", "当前未暂停。暂停全部自动提醒和发布请输入：/pause 开"))}, nil
	}
	by, err := tx.Someone(was.By)
	return Reply{Message: say.Lines(say.T("Paused by %s since %s. To go on: /pause off", "%s自%s起暂停。恢复请输入：/pause 关", by.At(), dayOf(tx, was.At)))}, err
}
