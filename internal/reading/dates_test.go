package reading

import (
	"testing"

	"chainlead/internal/calendar"
)

// TestRecordDays reads the same words in records typed on different days.
func TestRecordDays(t *testing.T) {
	for _, tt := range []struct {
		today      calendar.Day
		words      string
		date, last calendar.Day
	}{
		{"2022-11-09", "今天", "2022-11-09", ""},
		{"2022-11-09", "昨晚", "2022-11-08", ""},
		{"2022-11-09", "前天", "2022-11-07", ""},
		{"2022-11-09", "周三", "2022-11-09", ""},
		{"2022-11-09", "周五", "2022-11-04", ""},
		{"2022-11-09", "星期天", "2022-11-06", ""},
		{"2022-11-09", "上周五", "2022-11-04", ""},
		{"2022-11-09", "上周日", "2022-11-06", ""},
		{"2022-11-09", "礼拜一", "2022-11-07", ""},
		{"2022-11-09", "8号", "2022-11-08", ""},
		{"2022-11-09", "20号", "2022-10-20", ""},
		{"2022-11-09", "上月28日", "2022-10-28", ""},
		{"2022-11-09", "11.8", "2022-11-08", ""},
		{"2022-11-09", "11/8", "2022-11-08", ""},
		{"2022-11-09", "11-8", "2022-11-08", ""},
		{"2022-11-09", "2022-11-08", "2022-11-08", ""},
		{"2022-11-09", "2022.11.8", "2022-11-08", ""},
		{"2022-11-09", "2022年11月8号", "2022-11-08", ""},
		{"2022-11-09", "20221108", "2022-11-08", ""},
		{"2022-11-09", "十一月八日", "2022-11-08", ""},
		{"2022-11-09", "１１月８日", "2022-11-08", ""},
		{"2022-11-09", "11 月 8 日", "2022-11-08", ""},
		{"2022-11-09", "11月8日（周二）", "2022-11-08", ""},
		{"2022-11-09", "三天前", "2022-11-06", ""},
		{"2022-11-09", "11月1日-5日", "2022-11-01", "2022-11-05"},
		{"2022-11-09", "11月1日至11月3日", "2022-11-01", "2022-11-03"},
		{"2022-11-09", "11.1-11.3", "2022-11-01", "2022-11-03"},
		{"2022-11-09", "11.1-3", "2022-11-01", "2022-11-03"},
		{"2022-11-09", "11月7、8日", "2022-11-07", "2022-11-08"},
		{"2022-11-09", "7-8号", "2022-11-07", "2022-11-08"},
		{"2022-11-09", "7号到8号", "2022-11-07", "2022-11-08"},
		{"2022-11-09", "10月30日—11月2日", "2022-10-30", "2022-11-02"},
		{"2022-11-09", "上周三到周五", "2022-11-02", "2022-11-04"},
		{"2022-11-09", "周一至周三", "2022-11-07", "2022-11-09"},
		{"2022-11-09", "2022-11-07至2022-11-08", "2022-11-07", "2022-11-08"},
		{"2022-11-09", "11月31日", "", ""},
		{"2022-11-09", "2月30日", "", ""},
		{"2023-01-04", "12月31日", "2022-12-31", ""},
		{"2023-01-04", "12月30日至1月2日", "2022-12-30", "2023-01-02"},
		{"2023-01-04", "上月28日", "2022-12-28", ""},
		{"2023-01-04", "28号", "2022-12-28", ""},
		{"2024-03-01", "2月29日", "2024-02-29", ""},
		{"2023-03-01", "去年11月8日", "2022-11-08", ""},
	} {
		c := wednesday(t)
		c.Today = tt.today
		text := tt.words + "赴深圳拜访了鹏程氢动力"
		if r := Read(text, c); r.Date != tt.date || r.DateEnd != tt.last {
			t.Errorf("%s typed on %s: %s to %s, want %s to %s", text, tt.today, r.Date, r.DateEnd, tt.date, tt.last)
		}
	}
}

// TestDeadlines reads deadlines typed on different days, make-up workdays and holidays among them.
func TestDeadlines(t *testing.T) {
	for _, tt := range []struct {
		today calendar.Day
		words string
		due   calendar.Day
		how   How
	}{
		{"2022-11-09", "3个工作日内", "2022-11-14", HowWithinWorkdays},
		{"2022-11-09", "限5个工作日", "2022-11-16", HowWithinWorkdays},
		{"2022-11-09", "一周内", "2022-11-16", HowWithinDays},
		{"2022-11-09", "本周内", "2022-11-11", HowWithinWeek},
		{"2022-11-09", "下周内", "2022-11-18", HowWithinWeek},
		{"2022-11-09", "周五前", "2022-11-11", HowBefore},
		{"2022-11-09", "周三前", "2022-11-16", HowBefore},
		{"2022-11-09", "本周三前", "2022-11-09", HowBefore},
		{"2022-11-09", "下周三前", "2022-11-16", HowBefore},
		{"2022-11-09", "周四下班前", "2022-11-10", HowBefore},
		{"2022-11-09", "11月15日下午5点前", "2022-11-15", HowBefore},
		{"2022-11-09", "月底前", "2022-11-30", HowBefore},
		{"2022-11-09", "本月内", "2022-11-30", HowBefore},
		{"2022-11-09", "年底前", "2022-12-31", HowBefore},
		{"2022-11-09", "5号前", "2022-12-05", HowBefore},
		{"2022-11-09", "1月15日前", "2023-01-15", HowBefore},
		{"2022-11-09", "12月上旬", "2022-12-10", HowRange},
		{"2022-11-09", "下月初", "2022-12-10", HowRange},
		{"2022-11-09", "明天", "2022-11-10", HowOn},
		{"2022-11-09", "三天后", "2022-11-12", HowOn},
		{"2022-11-09", "尽快", "", HowASAP},
		{"2022-09-28", "国庆前", "2022-09-30", HowBefore},
		{"2022-09-28", "国庆后", "2022-10-08", HowOn},
		{"2022-09-28", "5个工作日内", "2022-10-10", HowWithinWorkdays},
		{"2022-11-09", "元旦前", "2022-12-30", HowBefore},
		{"2022-11-09", "春节前", "2023-01-20", HowBefore},
		{"2022-12-28", "3日前", "2023-01-03", HowBefore},
		{"2022-12-28", "一周内", "2023-01-04", HowWithinDays},
		{"2022-11-12", "本周内", "2022-11-13", HowWithinWeek},
	} {
		c := wednesday(t)
		c.Today, c.Kind = tt.today, FollowUpLine
		f := Read(tt.words+" 答复用电报价", c).FollowUps[0]
		if f.Due != tt.due || f.How != tt.how {
			t.Errorf("%s typed on %s: %s %s, want %s %s", tt.words, tt.today, f.Due, f.How, tt.due, tt.how)
		}
	}
}

// TestTheWeekdayBesideADay is a day said twice, or two days that only stand side by side; a doubt where the two names don't agree.
func TestTheWeekdayBesideADay(t *testing.T) {
	for _, tt := range []struct {
		line      string
		date, due calendar.Day
		doubt     string // the field
	}{
		{"11月8日（周二）赴深圳对接鹏程氢动力", "2022-11-08", "", ""},
		{"11月8日（周五）赴深圳对接鹏程氢动力", "2022-11-08", "", "date"},
		{"11月8日周二赴深圳对接鹏程氢动力", "2022-11-08", "", ""},
		{"11月8日星期五赴深圳对接鹏程氢动力", "2022-11-08", "", "date"},
		{"周五11月4日赴深圳对接鹏程氢动力", "2022-11-04", "", ""},
		{"昨天11月8日接待恒木家居3人", "2022-11-08", "", ""},
		{"昨天（11月7日）接待恒木家居3人", "2022-11-07", "", "date"},
		{"1月9日（周一）恒木家居拟来访", "2023-01-09", "", ""}, // a Monday next year, a Sunday this year
		{"1月9日（周二）恒木家居拟来访", "2023-01-09", "", "date"},
		{"下周一（14日）恒木家居来考察", "2022-11-14", "", ""}, // and not the 14th of October
		{"14日周一恒木家居来考察", "2022-11-14", "", ""},
		{"接待恒木家居3人，11月18日周五前答复", "", "2022-11-18", ""},
		{"接待恒木家居3人，11月18日周四前答复", "", "2022-11-18", "followups"},
		{"接待恒木家居3人，11月18日（周四）前答复", "", "2022-11-18", "followups"},
		{"接待恒木家居3人 11月8日 周五前答复", "2022-11-08", "2022-11-11", ""}, // two days
		{"接待恒木家居3人 11月8日周五前答复", "2022-11-08", "2022-11-11", ""},
		{"Tue 8 Nov trip to Hefei, met Hechu Co., Ltd.", "2022-11-08", "", ""},
		{"8 Nov (Fri) trip to Hefei, met Hechu Co., Ltd.", "2022-11-08", "", "date"},
		{"Fri 8 Nov trip to Hefei, met Hechu Co., Ltd.", "2022-11-08", "", "date"},
	} {
		r := Read(tt.line, wednesday(t))
		var due calendar.Day
		if len(r.FollowUps) == 1 {
			due = r.FollowUps[0].Due
		}
		doubt := ""
		for _, d := range r.Doubts {
			if d.Why == "weekday" {
				doubt += d.Field
			}
		}
		if r.Date != tt.date || due != tt.due || doubt != tt.doubt || len(r.FollowUps) > 1 {
			t.Errorf("%s: %s, due %s, doubt %q, %d next steps; want %s, %s, %q", tt.line, r.Date, due, doubt, len(r.FollowUps), tt.date, tt.due, tt.doubt)
		}
	}
}

// TestNotDates are numbers that look like dates.
func TestNotDates(t *testing.T) {
	for _, text := range []string{
		"看中A-12地块", "12号地块60亩", "投资3.5亿", "3.5-5亿元", "第8号文件", "3号楼二层", "增长11.8%", "5G基站", "1.2万台", "电话010-12345678", "10-15人", "11.5公里", "3-5家企业",
	} {
		if found := findWhens(normalise(text), wednesday(t)); len(found) > 0 {
			for _, w := range found {
				if w.past.none() && w.next.none() {
					continue
				}
				if r := Read("拜访鹏程氢动力"+text, wednesday(t)); r.Date != "" || len(r.FollowUps) > 0 {
					t.Errorf("%s: read as %s", text, r.Date)
				}
			}
		}
	}
}

func TestClock(t *testing.T) {
	for words, clock := range map[string]string{"明天下午3点": "15:00", "明天上午9点半": "09:30", "11月15日15:30": "15:30", "周五晚上8点": "20:00", "明天": ""} {
		c := wednesday(t)
		c.Kind = FollowUpLine
		if got := Read(words+" 回访绿筑涂料", c).FollowUps[0].Clock; got != clock {
			t.Errorf("%s: %q, want %q", words, got, clock)
		}
	}
}
