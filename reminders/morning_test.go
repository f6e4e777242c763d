package reminders

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"chainlead/internal/calendar"
	"chainlead/store"
	"chainlead/store/storetest"
)

// An office is a store with a moved clock and the promises people made in it.
type office struct {
	t     *testing.T
	s     *store.Store
	clock *storetest.Clock
	sent  uint64
}

func newOffice(t *testing.T, at string) *office {
	s, clock := storetest.New(t, at)
	o := &office{t: t, s: s, clock: clock}
	o.tick(at) // installing starts the history
	return o
}

// tick moves the clock, runs what is due and returns the messages queued since.
func (o *office) tick(at string) []string {
	o.t.Helper()
	o.clock.Set(o.t, at)
	if err := Tick(o.s); err != nil {
		o.t.Fatal(err)
	}
	var out []string
	storetest.View(o.t, o.s, func(tx *store.Tx) error {
		owed, err := tx.Owed()
		for _, p := range owed {
			if p.N > o.sent {
				out = append(out, p.To.String()+" "+strings.ReplaceAll(p.Message.Plain("zh"), "\n", " / "))
			}
		}
		for _, p := range owed {
			o.sent = max(o.sent, p.N)
		}
		return err
	})
	return out
}

// told lists everything owed.
func (o *office) told() []string {
	o.t.Helper()
	var out []string
	storetest.View(o.t, o.s, func(tx *store.Tx) error {
		owed, err := tx.Owed()
		for _, p := range owed {
			out = append(out, p.To.String()+" "+p.Message.Plain("zh"))
		}
		return err
	})
	return out
}

// says compares what the cadre who made the promises is told at a time.
func (o *office) says(at string, want ...string) {
	o.t.Helper()
	o.tells(at, "@U-qingfeng-a", want...)
}

// tells compares what a person is told at a time.
func (o *office) tells(at, to string, want ...string) {
	o.t.Helper()
	if d := cmp.Diff(want, onlyTo(o.tick(at), to)); d != "" {
		o.t.Errorf("at %s (-want +got):\n%s", at, d)
	}
}

func (o *office) promise(what string, due calendar.Day) store.FollowUpID {
	o.t.Helper()
	f := store.FollowUp{Filed: store.Filed{Unit: "qingfeng", Chain: "hydrogen"}, What: what, Due: due, Owner: "U-qingfeng-a"}
	storetest.Update(o.t, o.s, func(tx *store.Tx) error { return tx.PutFollowUp(&f) })
	return f.ID
}

func TestEachPromiseIsSaidOnceAsDueAndOnceAsOverdue(t *testing.T) {
	o := newOffice(t, "2022-11-09 10:00")
	o.promise("寄送测算资料", "2022-11-10")
	o.says("2022-11-10 08:59")
	o.says("2022-11-10 09:00", "@U-qingfeng-a 今日跟进　11月10日（周四） / 【今天到期】1件 / F-1 寄送测算资料 / [办结] [延期] [转交]")
	o.says("2022-11-10 09:01")
	o.says("2022-11-11 09:00", "@U-qingfeng-a 今日跟进　11月11日（周五） / 【超期】1件 / F-1 寄送测算资料 / 应于10日（周四）办结，超期1个工作日，今天告知单位负责人 / [办结] [延期] [转交] [提请协调]")
	o.says("2022-11-14 09:00")
	o.promise("答复用地需求", "2022-11-14")
	o.says("2022-11-15 09:00", "@U-qingfeng-a 今日跟进　11月15日（周二） / 【超期】2件"+
		" / F-1 寄送测算资料 / 应于10日（周四）办结，超期3个工作日，今天告知专班办公室；18日（周五）17:00前仍未办结的，列入氢能链周动态 / [办结] [延期] [转交] [提请协调]"+
		" / F-2 答复用地需求 / 应于14日（周一）办结，超期1个工作日，今天告知单位负责人；18日（周五）17:00前仍未办结的，列入氢能链周动态 / [办结] [延期] [转交] [提请协调]")
	o.promise("寄送样品", "2022-11-15")
	o.says("2022-11-16 09:00", "@U-qingfeng-a 今日跟进　11月16日（周三） / 【超期】1件"+
		" / F-3 寄送样品 / 应于15日（周二）办结，超期1个工作日，今天告知单位负责人；18日（周五）17:00前仍未办结的，列入氢能链周动态 / [办结] [延期] [转交] [提请协调] / 另有2件此前已超期，输入 /mine 查看")
}

func TestWeekendPromisesAreSaidOnFridayAndOverdueOnTuesday(t *testing.T) {
	o := newOffice(t, "2022-11-09 10:00")
	o.promise("陪同看厂房", "2022-11-12")
	o.says("2022-11-11 09:00", "@U-qingfeng-a 今日跟进　11月11日（周五） / 【休息日到期】1件 / F-1 陪同看厂房 / 12日（周六）到期 / [办结] [延期] [转交]")
	o.says("2022-11-12 09:00")
	o.says("2022-11-14 09:00")
	o.says("2022-11-15 09:00", "@U-qingfeng-a 今日跟进　11月15日（周二） / 【超期】1件 / F-1 陪同看厂房 / 应于12日（周六）办结，超期1个工作日，今天告知单位负责人；18日（周五）17:00前仍未办结的，列入氢能链周动态 / [办结] [延期] [转交] [提请协调]")
}

func TestMakeUpSaturdayIsAWorkingDayAndAHolidayIsNot(t *testing.T) {
	o := newOffice(t, "2022-09-29 18:00")
	o.promise("假期中到期", "2022-10-05")
	o.promise("调休日到期", "2022-10-08")
	o.says("2022-09-30 09:00", "@U-qingfeng-a 今日跟进　9月30日（周五） / 【休息日到期】1件 / F-1 假期中到期 / 10月5日（周三）到期 / [办结] [延期] [转交]")
	o.says("2022-10-03 09:00")
	o.says("2022-10-08 09:00", "@U-qingfeng-a 今日跟进　10月8日（周六） / 【今天到期】1件 / F-2 调休日到期 / [办结] [延期] [转交]")
	o.says("2022-10-09 09:00", "@U-qingfeng-a 今日跟进　10月9日（周日） / 【超期】2件 / F-1 假期中到期 / 应于5日（周三）办结，超期1个工作日，今天告知单位负责人 / [办结] [延期] [转交] [提请协调] / F-2 调休日到期 / 应于8日（周六）办结，超期1个工作日，今天告知单位负责人 / [办结] [延期] [转交] [提请协调]")
}

func TestAnOutageOfThirtyDaysMakesOneMessageAPerson(t *testing.T) {
	o := newOffice(t, "2022-11-09 10:00")
	for i := range 30 {
		o.promise(fmt.Sprintf("事项%02d", i), calendar.Day("2022-11-10").Add(i))
	}
	// back on a Friday evening: nothing outside working time
	if got := onlyTo(o.tick("2022-12-09 20:00"), "@U-qingfeng-a"); len(got) != 0 {
		t.Errorf("said after hours: %q", got)
	}
	if got := onlyTo(o.tick("2022-12-12 08:30"), "@U-qingfeng-a"); len(got) != 1 || !strings.Contains(got[0], "【超期】30件") {
		t.Errorf("said on the first working morning: %q", got)
	}
	if got := onlyTo(o.tick("2022-12-12 09:00"), "@U-qingfeng-a"); len(got) != 0 {
		t.Errorf("said again half an hour later: %q", got)
	}
	storetest.View(t, o.s, func(tx *store.Tx) error {
		all, err := tx.Occurrences("morning")
		if len(all) != 33 {
			t.Errorf("%d occurrences are accounted for, want 33", len(all))
		}
		return err
	})
}

func onlyTo(messages []string, to string) []string {
	var out []string
	for _, m := range messages {
		if strings.HasPrefix(m, to+" ") {
			out = append(out, m)
		}
	}
	return out
}

func TestNoonAndNightAreQuiet(t *testing.T) {
	o := newOffice(t, "2022-11-10 06:00")
	o.promise("寄送测算资料", "2022-11-10")
	o.says("2022-11-10 12:30")
	o.says("2022-11-10 14:30", "@U-qingfeng-a 今日跟进　11月10日（周四） / 【今天到期】1件 / F-1 寄送测算资料 / [办结] [延期] [转交]")
}

func TestAPlanIsAskedAboutTheMorningAfter(t *testing.T) {
	o := newOffice(t, "2022-11-09 10:00")
	trip := store.Trip{Filed: store.Filed{Unit: "qingfeng", Reporter: "U-qingfeng-a"}, Batch: store.Batch{From: "2022-11-15", Places: []string{"佛山市"}, Companies: []string{"某五金企业"}}, Away: true}
	storetest.Update(t, o.s, func(tx *store.Tx) error { return tx.PutTrip(&trip) })
	o.says("2022-11-15 09:00")
	o.says("2022-11-16 09:00", "@U-qingfeng-a 今日跟进　11月16日（周三） / 【请您确认】1件 / T-1 原定15日（周二）赴佛山市，是否成行？ / [已成行] [改期] [取消]")
	o.says("2022-11-17 09:00")
}
