package main

import (
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

// Whatever is typed, after any command or none: it is answered, pings nobody, breaks no layout and exceeds no limit. The workspace refuses what Slack
// would refuse; here the answer is looked at as its reader sees it.
func TestWhateverIsTypedIsAnsweredAndHarmless(t *testing.T) {
	c := newTown(t, "2022-11-09 10:00")
	who := c.users["清丰县经办人甲"]
	pieces := []string{
		"<!channel>", "<!here>", "<!everyone>", "<@UOFFICEHYDROGEN>", "<#CCITYUPDATES>", "<https://example.org|点这里>", "@channel", "`", "```", "*", "_", "~", ">", "&lt;!channel&gt;", "&", "\u202e", "\u2066", "\u200f", "\ufeff",
		"\x00", "\x07", "\t", "\n", "　", "🙂", "👨‍👩‍👧", "ｆｕｌｌ　ｗｉｄｔｈ", "鹏程氢动力", "三个半亿", "11月31日", "-5亿", "99999999亿亿", "L-999999", "F-0", "下周五前", "县长带队", "%s%d%!", "'; --", "😀" + strings.Repeat("长", 3000), "2022-13-45", "今天", "深圳",
	}
	commands := []string{"/trip", "/visit", "/lead", "/project", "/funds", "/request", "/followup", "/done", "/snooze", "/hand", "/mine", "/find", "/tally", "/zero", "/zs"}
	rapid.Check(t, func(rt *rapid.T) {
		text := strings.Join(rapid.SliceOfN(rapid.OneOf(rapid.SampledFrom(pieces), rapid.String()), 1, 6).Draw(rt, "text"), " ")
		if !utf8.ValidString(text) {
			return
		}
		var a struct {
			OK       bool
			Error    string
			Messages []townMessage
			View     *townView
		}
		c.post("/control/command", map[string]any{"user": who, "channel": who, "command": rapid.SampledFrom(commands).Draw(rt, "command"), "text": text}, &a)
		if !a.OK || len(a.Messages) == 0 && a.View == nil {
			rt.Fatalf("not answered: %s", a.Error)
		}
		for _, m := range a.Messages {
			for _, ping := range []string{"<!channel", "<!here", "<!everyone"} {
				if strings.Contains(m.Text, ping) {
					rt.Fatalf("pings: %s", m.Text)
				}
			}
			for _, r := range m.Plain {
				if r < ' ' && r != '\n' || r >= '\u202a' && r <= '\u202e' || r >= '\u2066' && r <= '\u2069' {
					rt.Fatalf("%U in %q", r, m.Plain)
				}
			}
			if n := utf8.RuneCountInString(m.Plain); n > 12_000 {
				rt.Fatalf("an answer of %d characters", n)
			}
		}
	})
}
