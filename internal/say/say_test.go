package say_test

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"chainlead/internal/money"
	. "chainlead/internal/say"
)

func TestTextsInBothLanguages(t *testing.T) {
	for _, tt := range []struct {
		text   Text
		en, zh string
	}{
		{T("Lead %s recorded", "已登记线索 %s", "L-128"), "Lead L-128 recorded", "已登记线索 L-128"},
		{T("%[2]s by %[1]s", "%[1]s前%[2]s", Date("2022-11-18"), "回访"), "回访 by Fri 18 Nov", "11月18日（周五）前回访"},
		{T("%d%%", "%d%%", 1854), "1,854%", "1854%"},
		{T("intends %s", "意向%s", money.Yuan(350_000_000)), "intends CNY 350 million", "意向3.5亿元"},
		{Count(1, "trip", "trips", "批次"), "1 trip", "1批次"},
		{Count(3, "trip", "trips", "批次"), "3 trips", "3批次"},
		{List("甲", "乙"), "甲, 乙", "甲、乙"},
		{T("%s", "%s", Person("U1", "经办人甲")), "@经办人甲", "@经办人甲"},
		{DateSeen("2023-01-05", "2022-11-09"), "Thu 5 Jan 2023", "2023年1月5日（周四）"},
		{DateAfter("2022-11-18", "2022-11-11"), "Fri 18", "18日（周五）"},
		{Days("2022-11-05", "2022-11-11"), "5–11 November", "11月5日—11日"},
		{Days("2022-10-29", "2022-11-04"), "29 October – 4 November", "10月29日—11月4日"},
		{Days("2022-12-31", "2023-01-06"), "31 December 2022 – 6 January 2023", "2022年12月31日—2023年1月6日"},
		{Stay("2022-11-08", "2022-11-09", "2022-11-09"), "Tue 8 – Wed 9 Nov", "11月8日（周二）—9日（周三）"},
		{Capital(T("overdue %d", "超期%d件", 2)), "Overdue 2", "超期2件"},
	} {
		if got := [2]string{tt.text.Plain(EN), tt.text.Plain(ZH)}; got != [2]string{tt.en, tt.zh} {
			t.Errorf("got %q, want %q and %q", got, tt.en, tt.zh)
		}
	}
}

// Whatever people type stays one plain span of one line: no markup, no mention, no control character.
func TestAUsersWordsStayWords(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.String().Draw(t, "words")
		text := T("kept: %s", "原文：%s", words)
		for _, l := range []Lang{EN, ZH} {
			for _, s := range text.In(l) {
				if s.Kind != Plain || s.ID != "" {
					t.Fatalf("%q became %+v", words, s)
				}
				for _, r := range s.Text {
					if r < ' ' || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 {
						t.Fatalf("%q keeps %U", words, r)
					}
				}
			}
		}
	})
}

func TestAMessageSurvivesTheStore(t *testing.T) {
	m := Message{
		Title: T("Due", "到期"), Lines: []Text{T("%s", "%s", Person("U1", "甲"))},
		Items:   []Item{{About: "F-1", Lines: []Text{Words("寄送资料")}, Buttons: []Button{{Label: T("Done", "办结"), Command: "/done F-1"}}}},
		Buttons: []Button{{Label: T("Undo", "撤销"), Command: "/undo L-1"}},
	}
	raw, err := json.Marshal(m)
	if err != nil {
		t.Fatal(err)
	}
	var back Message
	if err := json.Unmarshal(raw, &back); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(m, back); d != "" {
		t.Error(d)
	}
	if got, want := back.Plain(ZH), "到期\n@甲\n寄送资料\n[办结]\n[撤销]"; got != want {
		t.Errorf("plain: %q, want %q", got, want)
	}
}
