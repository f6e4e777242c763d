package reminders

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"chainlead/store"
	"chainlead/store/storetest"
)

// morningOf lists everyone's digest of a morning, a line each.
func morningOf(o *office, at string) []string {
	o.t.Helper()
	return slices.DeleteFunc(o.tick(at), func(m string) bool { return !strings.Contains(m, "今日跟进") })
}

func TestWhatStaysOverdueClimbsTheLadderOneRungAtATime(t *testing.T) {
	o := newOffice(t, "2022-11-07 10:00")
	o.promise("厂房租金报价", "2022-11-07")
	for _, c := range []struct{ day, want string }{
		{"2022-11-08", `@U-qingfeng-a 今日跟进　11月8日（周二） / 【超期】1件 / F-1 厂房租金报价 / 应于7日（周一）办结，超期1个工作日，今天告知单位负责人；11日（周五）17:00前仍未办结的，列入氢能链周动态 / [办结] [延期] [转交] [提请协调]
@U-qingfeng-head 今日跟进　11月8日（周二） / 【本单位超期】1件 / 您收到本提醒：您是责任人的单位负责人。 / F-1 厂房租金报价 / 应于7日（周一）办结，超期1个工作日 / 责任人：@清丰县经办人甲 / 10日（周四）仍未办结的，告知专班办公室；11日（周五）17:00前仍未办结的，列入氢能链周动态 / [办结] [延期] [转交] [提请协调]`},
		{"2022-11-09", ""},
		{"2022-11-10", `@U-qingfeng-a 今日跟进　11月10日（周四） / 【超期】1件 / F-1 厂房租金报价 / 应于7日（周一）办结，超期3个工作日，今天告知专班办公室；11日（周五）17:00前仍未办结的，列入氢能链周动态 / [办结] [延期] [转交] [提请协调]
@U-taskforce-hydrogen 今日跟进　11月10日（周四） / 【本链超期】1件 / 您收到本提醒：您是该产业链专班办公室人员。 / F-1 厂房租金报价 / 应于7日（周一）办结，超期3个工作日 / 责任人：@清丰县经办人甲 / 14日（周一）仍未办结的，告知市招商办；11日（周五）17:00前仍未办结的，列入氢能链周动态 / [办结] [延期] [转交] [提请协调]`},
		{"2022-11-14", `@U-office 今日跟进　11月14日（周一） / 【长期超期】1件 / 您收到本提醒：您是市招商办人员。 / F-1 厂房租金报价 / 应于7日（周一）办结，超期5个工作日 / 责任人：@清丰县经办人甲 / 18日（周五）17:00前仍未办结的，列入氢能链周动态 / [办结] [延期] [转交] [提请协调]
@U-office-head 今日跟进　11月14日（周一） / 【长期超期】1件 / 您收到本提醒：您是市招商办人员。 / F-1 厂房租金报价 / 应于7日（周一）办结，超期5个工作日 / 责任人：@清丰县经办人甲 / 18日（周五）17:00前仍未办结的，列入氢能链周动态 / [办结] [延期] [转交] [提请协调]
@U-qingfeng-a 今日跟进　11月14日（周一） / 【超期】1件 / F-1 厂房租金报价 / 应于7日（周一）办结，超期5个工作日，今天告知市招商办；18日（周五）17:00前仍未办结的，列入氢能链周动态 / [办结] [延期] [转交] [提请协调]`},
		{"2022-11-15", ""}, {"2022-12-01", ""},
	} {
		if d := cmp.Diff(c.want, strings.Join(morningOf(o, c.day+" 09:00"), "\n")); d != "" {
			t.Errorf("on %s (-want +got):\n%s", c.day, d)
		}
	}
}

func TestAHeadIsNotToldOfTheirOwnAndAClosedOneClimbsNoFurther(t *testing.T) {
	o := newOffice(t, "2022-11-07 10:00")
	id := o.promise("厂房租金报价", "2022-11-07")
	own := store.FollowUp{Filed: store.Filed{Unit: "qingfeng"}, What: "带队回访", Due: "2022-11-07", Owner: "U-qingfeng-head"}
	storetest.Update(t, o.s, func(tx *store.Tx) error { return tx.PutFollowUp(&own) })
	o.tells("2022-11-08 09:00", "@U-qingfeng-head", "@U-qingfeng-head 今日跟进　11月8日（周二）"+
		" / 【超期】1件 / F-2 带队回访 / 应于7日（周一）办结，超期1个工作日 / [办结] [延期] [转交] [提请协调]"+
		" / 【本单位超期】1件 / 您收到本提醒：您是责任人的单位负责人。 / F-1 厂房租金报价 / 应于7日（周一）办结，超期1个工作日 / 责任人：@清丰县经办人甲"+
		" / 10日（周四）仍未办结的，告知专班办公室；11日（周五）17:00前仍未办结的，列入氢能链周动态 / [办结] [延期] [转交] [提请协调]")
	storetest.Update(t, o.s, func(tx *store.Tx) error {
		f, err := tx.FollowUp(id)
		if err != nil {
			return err
		}
		f.Closed = &store.Closing{At: tx.Now, By: f.Owner}
		return tx.PutFollowUp(&f)
	})
	o.tells("2022-11-10 09:00", "@U-taskforce-hydrogen")
}

func TestAnOutageClimbsEveryRungInOneMessageAPerson(t *testing.T) {
	o := newOffice(t, "2022-11-07 10:00")
	o.promise("厂房租金报价", "2022-11-07")
	var to []string
	for _, m := range morningOf(o, "2022-11-21 08:30") {
		who, _, _ := strings.Cut(m, " ")
		to = append(to, who)
	}
	want := []string{"@U-office", "@U-office-head", "@U-qingfeng-a", "@U-qingfeng-head", "@U-taskforce-hydrogen"}
	if d := cmp.Diff(want, to); d != "" {
		t.Errorf("told of it (-want +got):\n%s", d)
	}
}

func TestTheWeeksFirstMorningAlsoNamesWhatFallsDueInIt(t *testing.T) {
	o := newOffice(t, "2022-11-09 10:00")
	o.promise("答复用地需求", "2022-11-14")
	o.promise("寄送测算资料", "2022-11-16")
	o.promise("下周再说", "2022-11-21")
	o.says("2022-11-14 09:00", "@U-qingfeng-a 今日跟进　11月14日（周一） / 【今天到期】1件 / F-1 答复用地需求 / [办结] [延期] [转交] / 【本周到期】1件 / F-2 寄送测算资料 / 16日（周三）到期 / [办结] [延期] [转交]")
	o.says("2022-11-16 09:00", "@U-qingfeng-a 今日跟进　11月16日（周三） / 【超期】1件 / F-1 答复用地需求 / 应于14日（周一）办结，超期2个工作日，今天告知单位负责人；18日（周五）17:00前仍未办结的，列入氢能链周动态 / [办结] [延期] [转交] [提请协调] / 【今天到期】1件 / F-2 寄送测算资料 / [办结] [延期] [转交]")
}

func TestAnOpenRequestFollowsTheLeadersPost(t *testing.T) {
	o := newOffice(t, "2022-11-10 10:00")
	q := store.Request{Filed: store.Filed{Unit: "indpark", Chain: "hydrogen"}, Title: "副产氢供气价格", AnswerBy: "2022-11-18"}
	storetest.Update(t, o.s, func(tx *store.Tx) error {
		q.Released = &store.Act{What: "release", At: tx.Now, By: "U-office"}
		if err := tx.PutRequest(&q); err != nil {
			return err
		}
		return tx.Send(store.Outgoing{Key: q.AnswerKey("U-liaison-hydrogen"), To: store.Address{Person: "U-liaison-hydrogen"}})
	})
	if got := morningOf(o, "2022-11-11 09:00"); len(got) > 0 {
		t.Errorf("while the post is the same: %q", got)
	}
	storetest.Update(t, o.s, func(tx *store.Tx) error {
		post, _ := tx.City().ChainPost("hydrogen", tx.Today())
		post.Liaison, post.From = "U-miit-liaison", "2022-11-14"
		return tx.PutPost(post)
	})
	o.tells("2022-11-14 09:00", "@U-miit-liaison", "@U-miit-liaison 今日跟进　11月14日（周一） / 【接任后待答复】1件"+
		" / R-1 副产氢供气价格（氢能链） / 濮阳工业园区提请，18日（周五）前需答复；详情：/find R-1 / [呈链长] [已阅] [同意召开协调会] [批示] [退回补充]")
	o.tells("2022-11-15 09:00", "@U-miit-liaison")
	storetest.Update(t, o.s, func(tx *store.Tx) error {
		post, _ := tx.City().ChainPost("hydrogen", tx.Today())
		post.Person, post.Liaison, post.From = "U-miit-a", "", "2022-11-16"
		return tx.PutPost(post)
	})
	o.tells("2022-11-16 09:00", "@U-miit-a", "@U-miit-a 今日跟进　11月16日（周三） / 【接任后待答复】1件"+
		" / R-1 副产氢供气价格（氢能链） / 濮阳工业园区提请，18日（周五）前需答复；详情：/find R-1 / [已阅] [同意召开协调会] [批示] [退回补充]")
}

func TestPromisesOfSomeoneAwayOrGoneReachWhoAnswersForThem(t *testing.T) {
	o := newOffice(t, "2022-11-09 10:00")
	o.promise("寄送测算资料", "2022-11-10")
	o.promise("答复用地需求", "2022-11-11")
	change := func(f func(*store.Person)) {
		storetest.Update(t, o.s, func(tx *store.Tx) error {
			p, err := tx.Person("U-qingfeng-a")
			if err != nil {
				return err
			}
			f(&p)
			return tx.PutPerson(&p)
		})
	}
	change(func(p *store.Person) {
		p.Leave = &store.Leave{From: "2022-11-10", To: "2022-11-10", StandIn: "U-qingfeng-b"}
	})
	o.tells("2022-11-10 09:00", "@U-qingfeng-b", "@U-qingfeng-b 今日跟进　11月10日（周四） / 【今天到期】1件 / F-1 寄送测算资料 / 责任人：@清丰县经办人甲（休假至10日（周四）） / [办结] [延期] [转交]")
	change(func(p *store.Person) { p.Left = true })
	want := "@U-qingfeng-liaison 今日跟进　11月11日（周五）" +
		" / 【超期】1件 / F-1 寄送测算资料 / 应于10日（周四）办结，超期1个工作日，今天告知单位负责人 / 责任人：@清丰县经办人甲（已离岗，请转交） / [办结] [延期] [转交] [提请协调]" +
		" / 【今天到期】1件 / F-2 答复用地需求 / 责任人：@清丰县经办人甲（已离岗，请转交） / [办结] [延期] [转交]"
	if d := cmp.Diff([]string{want}, onlyTo(morningOf(o, "2022-11-11 09:00"), "@U-qingfeng-liaison")); d != "" {
		t.Errorf("after they left (-want +got):\n%s", d)
	}
}

func TestAClaimNobodyKeepsAliveIsPutBeforeTheOfficeOnce(t *testing.T) {
	o := newOffice(t, "2022-09-01 10:00")
	l := store.Lead{Filed: store.Filed{Unit: "qingfeng", Chain: "hydrogen", Reporter: "U-qingfeng-a"}, Company: "鹏程氢动力"}
	kept := store.Lead{Filed: store.Filed{Unit: "nanle", Reporter: "U-nanle-a"}, Company: "恒木家居"}
	storetest.Update(t, o.s, func(tx *store.Tx) error {
		if err := tx.PutLead(&l); err != nil {
			return err
		}
		return tx.PutLead(&kept)
	})
	o.clock.Set(t, "2022-09-05 10:00")
	signed := store.Lead{Filed: store.Filed{Unit: "taiqian", Reporter: "U-taiqian-a"}, Company: "沪氢膜材"}
	storetest.Update(t, o.s, func(tx *store.Tx) error {
		if err := tx.PutLead(&signed); err != nil {
			return err
		}
		p := store.Project{Filed: store.Filed{Unit: "taiqian", Reporter: "U-taiqian-a"}, Name: "膜电极项目", Companies: []string{"沪氢膜材"}, Steps: []store.Progress{{Stage: store.StageSigned, Day: "2022-09-05", At: tx.Now}}}
		return tx.PutProject(&p)
	})
	o.clock.Set(t, "2022-10-20 10:00")
	storetest.Update(t, o.s, func(tx *store.Tx) error {
		visit := store.Visit{Filed: store.Filed{Unit: "nanle", Reporter: "U-nanle-a"}, Batch: store.Batch{From: "2022-10-20", Companies: []string{"恒木家居公司"}}}
		return tx.PutVisit(&visit)
	})
	digest := func(day string) string {
		for _, m := range onlyTo(morningOf(o, day+" 09:00"), "@U-office-head") {
			return m
		}
		return ""
	}
	if got := digest("2022-10-24"); got != "" {
		t.Errorf("after 53 days: %s", got)
	}
	want := "@U-office-head 今日跟进　10月31日（周一） / 【拟释放】1件，60天以上未联系 / L-1 鹏程氢动力（清丰县），最近联系9月1日（周四） / [释放]"
	if got := digest("2022-10-31"); got != want {
		t.Errorf("after 60 days:\n%s\nwant\n%s", got, want)
	}
	if got := digest("2022-11-07"); got != "" {
		t.Errorf("said again: %s", got)
	}
}
