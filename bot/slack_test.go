package main

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/slack-go/slack/socketmode"

	"chainlead/internal/say"
	"chainlead/store"
	"chainlead/store/storetest"
)

// reply is the newest message of those a person got after what they did.
func reply(t *testing.T, d *desk, got did) seen {
	t.Helper()
	if !got.OK || len(got.Messages) == 0 {
		t.Fatalf("no answer: %+v\n%s", got, d.log.String())
	}
	return got.Messages[len(got.Messages)-1]
}

func wantView(t *testing.T, d *desk, got did, parts ...string) string {
	t.Helper()
	if !got.OK || got.View == nil {
		t.Fatalf("no view: %+v\n%s", got, d.log.String())
	}
	for _, p := range parts {
		if !strings.Contains(got.View.Plain, p) {
			t.Errorf("view lacks %q:\n%s", p, got.View.Plain)
		}
	}
	return got.View.ID
}

func TestSlashCommandIsAnsweredToItsTypistOnly(t *testing.T) {
	d := newDesk(t)
	m := reply(t, d, d.types(cadre, hydrogen, "/zs", ""))
	if !m.Ephemeral || m.Text == "" {
		t.Errorf("answer %+v", m)
	}
	if others := d.reads(office, hydrogen); len(others) != 0 {
		t.Errorf("others read %q", others)
	}
}

func TestCommandAloneOpensItsForm(t *testing.T) {
	d := newDesk(t)
	got := d.types(cadre, hydrogen, "/followup", "")
	wantView(t, d, got, "[提交]")
	if len(got.Messages) != 0 {
		t.Errorf("and said %+v", got.Messages)
	}
}

func TestFormThatCantBeOpenedBecomesAButton(t *testing.T) {
	d := newDesk(t)
	d.faults.set(times(1, says("views.open", "expired_trigger_id")))
	m := reply(t, d, d.types(cadre, hydrogen, "/followup", ""))
	if !m.Ephemeral || !strings.Contains(m.Plain, "[打开表单]") {
		t.Fatalf("answer %+v", m)
	}
	got := d.control("action", map[string]any{"user": cadre, "channel": hydrogen, "label": "打开表单"})
	wantView(t, d, got, "[提交]")
}

// fill is a follow-up form filled in.
func fill(what, day string) map[string]any {
	return map[string]any{"what": map[string]any{valueID: what}, "due": map[string]any{valueID: day}}
}

func TestSubmittedFormBecomesAReceipt(t *testing.T) {
	d := newDesk(t)
	id := wantView(t, d, d.types(cadre, hydrogen, "/followup", ""))
	got := d.control("submit", map[string]any{"user": cadre, "view_id": id, "values": fill("寄送用地资料", "2022-11-18")})
	wantView(t, d, got, "已登记", "寄送用地资料", "11月18日", "[关闭]")
}

func TestErrorStandsUnderTheInputItIsAbout(t *testing.T) {
	d := newDesk(t)
	id := wantView(t, d, d.types(cadre, hydrogen, "/followup", ""))
	got := d.control("submit", map[string]any{"user": cadre, "view_id": id, "values": fill("寄送用地资料", "2019-01-01")})
	if got.View == nil || got.View.Errors["due"] == "" {
		t.Fatalf("no error under the day: %+v", got)
	}
	got = d.control("submit", map[string]any{"user": cadre, "view_id": id, "values": fill("寄送用地资料", "2022-11-18")})
	wantView(t, d, got, "已登记")
}

func TestMoreShowsAllInputsAndKeepsWhatWasTyped(t *testing.T) {
	d := newDesk(t)
	got := d.types(cadre, hydrogen, "/lead", "")
	id := wantView(t, d, got, "[更多]")
	before := strings.Count(got.View.Plain, "\n")
	got = d.control("action", map[string]any{"user": cadre, "view_id": id, "action_id": moreID,
		"values": map[string]any{"company": map[string]any{valueID: "鹏程氢动力"}}})
	wantView(t, d, got, "鹏程氢动力")
	if strings.Contains(got.View.Plain, "[更多]") || strings.Count(got.View.Plain, "\n") <= before {
		t.Errorf("not all inputs are shown:\n%s", got.View.Plain)
	}
}

func TestButtonIsAnsweredPrivatelyAndItsItemChanges(t *testing.T) {
	d := newDesk(t)
	var f store.FollowUp
	storetest.Update(t, d.store, func(tx *store.Tx) error {
		f = store.FollowUp{What: "寄送用地资料", Due: "2022-11-18", Owner: cadre}
		f.Unit, f.Reporter = "qingfeng", cadre
		return tx.PutFollowUp(&f)
	})
	button := say.Button{Label: say.T("Done", "办结"), Command: "/done " + string(f.ID)}
	item := say.Item{About: string(f.ID), Lines: []say.Text{say.Words("寄送用地资料")}, Buttons: []say.Button{button}}
	storetest.Update(t, d.store, func(tx *store.Tx) error {
		return tx.Send(store.Outgoing{Key: "due", To: toCadre, Message: say.Message{Items: []say.Item{item}}})
	})
	d.settle()
	got := d.control("action", map[string]any{"user": cadre, "channel": cadre, "label": "办结"})
	if got.View == nil && len(got.Messages) == 0 {
		t.Fatalf("silence: %+v\n%s", got, d.log.String())
	}
}

func TestPrivateAnswerThatSlackRefusesGoesToTheDM(t *testing.T) {
	d := newDesk(t)
	storetest.Update(t, d.store, func(tx *store.Tx) error {
		b := say.Button{Label: say.T("Help", "帮助"), Command: "/zs"}
		return tx.Send(store.Outgoing{Key: "x", To: toHydrogen, Message: say.Message{Title: say.Words("x"), Buttons: []say.Button{b}}})
	})
	d.settle()
	d.faults.set(func(m string, _ url.Values, _ func() (*http.Response, error)) (*http.Response, error) {
		if strings.Contains(m, ".") {
			return nil, nil // a Web API method
		}
		return answer(http.StatusNotFound, "expired_url"), nil
	})
	d.control("action", map[string]any{"user": cadre, "channel": hydrogen, "label": "帮助"})
	d.settle()
	if dm := d.reads(cadre, cadre); len(dm) != 1 {
		t.Errorf("in the DM: %q\n%s", dm, d.log.String())
	}
}

func TestMessageToTheBotIsAnsweredInTheDM(t *testing.T) {
	d := newDesk(t)
	for _, text := range []string{"招商", "今天去了一趟深圳", "/mine"} {
		got := d.control("message", map[string]any{"user": cadre, "channel": cadre, "text": text})
		if m := reply(t, d, got); m.Plain == "" {
			t.Errorf("%q is answered by nothing", text)
		}
	}
}

func TestGuestIsServedNothing(t *testing.T) {
	d := newDesk(t)
	got := d.control("message", map[string]any{"user": "U-guest", "channel": "U-guest", "text": "招商"})
	if m := reply(t, d, got); !strings.Contains(m.Plain, "仅供本市工作人员使用") {
		t.Errorf("a guest is told %q", m.Plain)
	}
}

func TestSomeoneNewIsAskedForTheirUnitInTheirLanguage(t *testing.T) {
	d := newDesk(t)
	got := d.control("message", map[string]any{"user": "U-new", "channel": "U-new", "text": "mine"})
	if m := reply(t, d, got); !strings.Contains(m.Plain, "[Open the form]") {
		t.Errorf("answer %q", m.Plain)
	}
}

// The newcomer's own line has a mistake: joining stands, and the line can be mended.
func TestMistakeInWhatANewcomerTypedIsShownAfterJoining(t *testing.T) {
	d := newDesk(t)
	got := d.control("message", map[string]any{"user": "U-new", "channel": "U-new", "text": "followup send the papers by 2022-11-31"})
	reply(t, d, got)
	got = d.control("action", map[string]any{"user": "U-new", "channel": "U-new", "label": "Open the form"})
	id := wantView(t, d, got, "Your unit")
	got = d.control("submit", map[string]any{"user": "U-new", "view_id": id, "values": map[string]any{"unit": map[string]any{valueID: "qingfeng"}}})
	wantView(t, d, got, "Please check", "[Open the form]")
}

func TestFullPoolLeavesDeliveryUnacknowledged(t *testing.T) {
	d := emptyDesk(t)
	d.bot = &Bot{Store: d.store, Log: journalLog(&d.log)}
	d.bot.prepare(d.slack())
	d.bot.pool = newPool(1, 1)
	d.bot.socket = nil // an acknowledgement would panic
	e := socketmode.Event{Request: &socketmode.Request{EnvelopeID: "E1", Type: "slash_commands"}}
	d.bot.take(e, cadre, nil)
	e.Request.EnvelopeID = "E2"
	d.bot.take(e, cadre, nil)
	if log := d.log.String(); !strings.Contains(log, "delivery not taken") || !strings.Contains(log, "envelope=E2") || strings.Contains(log, "envelope=E1") {
		t.Errorf("log: %s", log)
	}
}

func TestPanicInADeliveryIsLoggedAndTheNextOneServed(t *testing.T) {
	d := newDesk(t)
	e := socketmode.Event{Request: &socketmode.Request{EnvelopeID: "E1"}}
	d.bot.take(e, cadre, nil) // calling nil panics
	reply(t, d, d.types(cadre, hydrogen, "/zs", ""))
	if log := d.log.String(); !strings.Contains(log, "panic") || !strings.Contains(log, "delivery E1") {
		t.Errorf("log: %s", log)
	}
}

func TestShortcutRecordsAnyMessageOnce(t *testing.T) {
	d := newDesk(t)
	d.w.SetURL(d.url)
	said := d.control("message", map[string]any{"user": office, "channel": hydrogen, "text": "今天清丰县接待了恒泽新材料一行5人，看了二期厂房"})
	if said.TS == "" {
		t.Fatal("nothing was said")
	}
	for _, want := range []string{"已登记接待 V-1", "该消息已登记：V-1"} {
		a := d.control("shortcut", map[string]any{"user": cadre, "callback_id": reportShortcut, "channel": hydrogen, "ts": said.TS})
		if len(a.Messages) != 1 || !a.Messages[0].Ephemeral || !strings.HasPrefix(a.Messages[0].Plain, want) {
			t.Errorf("answered %+v, want %s", a, want)
		}
	}
}

func TestChangedOrDeletedMessageOffersTheSameToItsRecord(t *testing.T) {
	d := newDesk(t)
	said := d.control("message", map[string]any{"user": cadre, "channel": cadre, "text": "线索 恒木家居 板材 5000万 现代家居链 周五前回访"})
	d.control("edit", map[string]any{"user": cadre, "channel": cadre, "ts": said.TS, "text": "线索 恒木家居 板材 8000万 现代家居链 周五前回访"})
	list := d.reads(cadre, cadre)
	if last := list[len(list)-1]; last != "原消息已修改，登记未变：L-1\n[按新内容重新登记] [修改 L-1]" {
		t.Fatalf("after the change: %s", last)
	}
	messages := d.messages(cadre, cadre)
	d.control("action", map[string]any{"user": cadre, "channel": cadre, "ts": messages[len(messages)-1].TS, "label": "按新内容重新登记"})
	storetest.View(t, d.store, func(tx *store.Tx) error {
		old, err := tx.Lead("L-1")
		if err != nil || old.Withdrawn == nil {
			t.Errorf("L-1 is not withdrawn: %v", err)
		}
		l, err := tx.Lead("L-2")
		if err != nil || l.Sum == nil || l.Sum.Zh() != "8000万元" {
			t.Errorf("L-2 is %+v, %v", l, err)
		}
		return nil
	})
	d.control("delete", map[string]any{"user": cadre, "channel": cadre, "ts": said.TS})
	list = d.reads(cadre, cadre)
	if last := list[len(list)-1]; last != "原消息已删除，登记仍保留：L-2\n[撤回 L-2]" {
		t.Errorf("after it was deleted: %s", last)
	}
	// A new text that lacks something leaves the record as it is.
	said = d.control("message", map[string]any{"user": cadre, "channel": cadre, "text": "线索 绿筑涂料 水性漆 涂料链 周五前回访"})
	d.control("edit", map[string]any{"user": cadre, "channel": cadre, "ts": said.TS, "text": "线索 8000万"})
	again := d.control("action", map[string]any{"user": cadre, "channel": cadre, "label": "按新内容重新登记"})
	if got := reply(t, d, again).Plain; !strings.HasPrefix(got, "新内容不全：登记线索需要企业名称。未作更改。") {
		t.Errorf("the lacking text is answered %q", got)
	}
	storetest.View(t, d.store, func(tx *store.Tx) error {
		if l, err := tx.Lead("L-3"); err != nil || l.Withdrawn != nil {
			t.Errorf("L-3 is %+v, %v", l, err)
		}
		return nil
	})
	// What became a record through its form follows its message too.
	said = d.control("message", map[string]any{"user": cadre, "channel": cadre, "text": "今天跟书记到合肥看了合储新能源"})
	opened := d.control("action", map[string]any{"user": cadre, "channel": cadre, "label": "打开表单"})
	id := wantView(t, d, opened, "登记外出招商", "带队领导职务（请核对）")
	d.control("submit", map[string]any{"user": cadre, "view_id": id, "values": map[string]any{"leader": map[string]any{valueID: "清丰县委书记"}}})
	d.control("delete", map[string]any{"user": cadre, "channel": cadre, "ts": said.TS})
	list = d.reads(cadre, cadre)
	if last := list[len(list)-1]; last != "原消息已删除，登记仍保留：T-1\n[撤回 T-1]" {
		t.Errorf("after it was deleted: %s", last)
	}
	talk := d.control("message", map[string]any{"user": cadre, "channel": cadre, "text": "你好"})
	n := len(d.reads(cadre, cadre))
	d.control("edit", map[string]any{"user": cadre, "channel": cadre, "ts": talk.TS, "text": "您好"})
	if got := d.reads(cadre, cadre); len(got) != n {
		t.Errorf("a message that became nothing is answered: %q", got[n:])
	}
}
