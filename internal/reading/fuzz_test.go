package reading

import (
	"encoding/json"
	"testing"
	"unicode/utf8"
)

// FuzzRead reads anything at all: it must not panic, and what it prints must be JSON.
func FuzzRead(f *testing.F) {
	for _, s := range []string{
		"昨天县长带队赴深圳拜访鹏程氢动力科技有限公司，总投资3.5亿，对方下周五来清丰回访",
		"11月31日前 12月上旬 5号前 20221399 99月99日 0.0 1.1.1 -- 至 到",
		"<@U123|name> <@ <#C1> send by Thursday 8th nov 2022 to",
		"①②③ （（（ ））） ３．５亿 縣長 𠮷 \xff\xfe 三千万亿亿个",
		"前内的了和与同 公司集团有限公司 项目二期 县委常委、、",
	} {
		f.Add(s, uint8(0))
		f.Add(s, uint8(2))
	}
	c := wednesday(f)
	kinds := []Kind{"", Trip, Visit, Lead, Progress, FollowUpLine}
	f.Fuzz(func(t *testing.T, text string, kind uint8) {
		c := c
		c.Kind, c.Unit = kinds[int(kind)%len(kinds)], "qingfeng"
		c.People = []Person{{ID: "U1", Name: "李经办", Post: "经办人甲", Unit: "qingfeng"}}
		r := Read(text, c)
		if _, err := json.Marshal(r); err != nil {
			t.Errorf("printing what was read of %q: %v", text, err)
		}
		if r.Date != "" && len(r.Date) != 10 {
			t.Errorf("%q: the day %q", text, r.Date)
		}
		for _, w := range r.Rest {
			if utf8.ValidString(text) && !utf8.ValidString(w) {
				t.Errorf("%q: the rest %q is cut inside a character", text, w)
			}
		}
	})
}
