//go:build browser

package workspace_test

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"chainlead/internal/workspace"

	"github.com/chromedp/chromedp"
)

// A person uses the page in a real browser, on a desktop and on a phone; a small app plays the bot.

func TestPageInABrowser(t *testing.T) {
	shanghai := must(time.LoadLocation("Asia/Shanghai"))(t)
	h := openWith(t, workspace.Config{Seed: bigSeed(), At: start, Zone: shanghai})
	playBot(t, h)
	b := browse(t, 1280, 800)
	b.do(chromedp.Navigate(h.url+"/"), chromedp.WaitVisible("#find"))
	b.shot("people")
	b.do(chromedp.SendKeys("#find", "清丰 招商"))
	b.sees("清丰招商专员甲")
	b.lacks("华龙招商专员甲")
	b.do(chromedp.Click(`.group:not([hidden]) li:not([hidden]) a`), chromedp.WaitVisible("#text"), chromedp.SendKeys("#text", "/"))
	b.sees("[企业] [项目]")
	b.shot("hints")
	b.says("lead 鹏程氢动力 三个半亿 下周五前回访")
	b.sees("仅您可见")
	b.says(hostile)
	b.sees("收到：")
	b.shot("dm")
	b.press("撤销")
	b.sees("撤销 L-128？")
	b.shot("confirm")
	b.do(chromedp.Click("#ask-yes"))
	b.sees("已撤销 L-128。")
	b.form()
	b.do(chromedp.Click(".moves summary"))
	b.shot("clock")
	b.press("到周五 17:00")
	b.sees("11月11日")
	b.do(chromedp.Click(".tool[data-toggle=log]"))
	b.sees("chat.postMessage")
	b.shot("log")
	b.do(chromedp.Click(`.side .row[href*="C1"]`))
	b.sees("氢能链周动态")
	b.do(chromedp.Click(".tool[data-toggle=log]"))
	b.shot("channel")
	if title := b.eval("document.title"); strings.Contains(title, "pwned") {
		t.Error("text from a message ran as a script")
	}
	b.phone(h)
}

const hostile = `<img src=x onerror="document.title='pwned'"> *不是粗体* & <script>document.title='pwned'</script>`

// form fills a form wrongly twice, and gives up.
func (b *browser) form() {
	b.says("/form")
	b.do(chromedp.WaitVisible(".modal-body input[type=text]"))
	b.shot("form")
	b.press("提交")
	b.sees("请填写此必填项。")
	b.do(chromedp.SendKeys(".modal-body input[type=text]", "鹏程氢动力"))
	b.press("提交")
	b.sees("截止日期不能早于今天")
	if got := b.eval(`document.querySelector(".modal-body input[type=text]").value`); got != "鹏程氢动力" {
		b.t.Errorf("what was typed became %q", got)
	}
	b.shot("errors")
	b.press("取消")
	b.lacks("截止日期不能早于今天")
}

// phone looks at the same on a narrow screen.
func (b *browser) phone(h *house) {
	dm := h.url + "/?user=U1"
	b.do(chromedp.EmulateViewport(390, 844), chromedp.Navigate(dm), chromedp.WaitVisible("#text"))
	b.sees("今日跟进")
	b.shot("phone-dm")
	if width := b.eval("String(document.documentElement.scrollWidth)"); width != "390" {
		b.t.Errorf("the page is %s wide on a phone of 390", width)
	}
	b.do(chromedp.Click(".menu"), chromedp.WaitVisible(".veil"), chromedp.PollFunction[chromedp.Void](`() => document.querySelector("#side").getBoundingClientRect().left > -1`))
	b.shot("phone-side")
	b.do(chromedp.Navigate(dm + "&lang=en"))
	b.sees("Only visible to you")
	b.says("/form")
	b.do(chromedp.WaitVisible(".modal-body input[type=text]"))
	b.shot("phone-form")
	b.do(chromedp.Navigate(h.url+"/people"), chromedp.WaitVisible("#find"))
	b.shot("phone-people")
}

type browser struct {
	t   *testing.T
	ctx context.Context
}

func browse(t *testing.T, width, height int) *browser {
	opts := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.NoSandbox, chromedp.DisableGPU, chromedp.WindowSize(width, height),
		chromedp.Flag("disable-background-networking", true))
	ctx, stop := chromedp.NewExecAllocator(t.Context(), opts...)
	t.Cleanup(stop)
	ctx, end := chromedp.NewContext(ctx)
	t.Cleanup(end)
	ctx, late := context.WithTimeout(ctx, 8*time.Minute)
	t.Cleanup(late)
	b := &browser{t, ctx}
	// The browser lives as long as the context of the first thing it does, so that has no limit of its own.
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(int64(width), int64(height))); err != nil {
		t.Fatal(err)
	}
	return b
}

func (b *browser) do(steps ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	for i, s := range steps {
		ctx, cancel := context.WithTimeout(b.ctx, 2*time.Minute)
		err := chromedp.Do(ctx, s)
		cancel()
		if err != nil {
			b.shot("failed")
			b.t.Fatalf("step %d: %v", i, err)
		}
	}
}

// says types and sends.
func (b *browser) says(text string) {
	b.t.Helper()
	b.do(chromedp.SendKeys("#text", text), chromedp.Click("button.send"))
}

func (b *browser) eval(js string) string {
	b.t.Helper()
	s, err := chromedp.Run(b.ctx, chromedp.Evaluate[string](js))
	if err != nil {
		b.t.Fatal(err)
	}
	return s
}

// sees waits until the page shows a text, lacks until it doesn't.
func (b *browser) sees(text string)  { b.t.Helper(); b.awaits(text, true) }
func (b *browser) lacks(text string) { b.t.Helper(); b.awaits(text, false) }

func (b *browser) awaits(text string, there bool) {
	b.t.Helper()
	look := chromedp.PollFunction[bool](`(t, there) => document.body.innerText.includes(t) === there`,
		chromedp.WithPollingArgs(text, there), chromedp.WithPollingTimeout(30*time.Second))
	_, err := chromedp.Run(b.ctx, look)
	for range 3 {
		if err == nil {
			return
		}
		_, err = chromedp.Run(b.ctx, look) // the page may have been left while it was looked at
	}
	if err != nil {
		b.shot("failed")
		b.t.Fatalf("waiting for %q to be there: %v: %v", text, there, err)
	}
}

// press clicks the last visible button with a label.
func (b *browser) press(label string) {
	b.t.Helper()
	b.sees(label)
	if b.eval(`(() => { const b = [...document.querySelectorAll("button")].filter(b => b.innerText.trim() === "`+label+`" && b.offsetParent).pop(); if (b) b.click(); return String(!!b); })()`) != "true" {
		b.shot("failed")
		b.t.Fatalf("there is no button %q", label)
	}
}

// shot takes a picture of the page; go test -artifacts keeps it.
func (b *browser) shot(name string) {
	png, err := chromedp.Run(b.ctx, chromedp.CaptureScreenshot())
	if err == nil {
		err = os.WriteFile(filepath.Join(b.t.ArtifactDir(), name+".png"), png, 0o600)
	}
	if err != nil {
		b.t.Error(err)
	}
}

func bigSeed() workspace.Seed {
	s := seed()
	s.TeamName = "示例市双招双引"
	var m map[string]any
	if err := json.Unmarshal(s.Manifest, &m); err != nil {
		panic(err)
	}
	s.Users = nil
	for _, unit := range []string{"清丰", "华龙", "南乐", "台前"} {
		for _, post := range []string{"主要负责人", "联络员", "招商专员甲", "招商专员乙"} {
			s.Users = append(s.Users, workspace.User{RealName: unit + post, Title: unit + "县·" + post, TZ: "Asia/Shanghai", Locale: "zh-CN",
				Name: unit + post})
		}
	}
	s.Users[2].ID = "U1"
	s.Users[6].ID = "U2"
	for _, id := range []string{"氢能产业链", "绿色涂料产业链", "现代家居", "粤港澳大湾区基地"} {
		s.Channels = append(s.Channels, workspace.Channel{Name: id, Members: []string{"U1", "U2"}})
	}
	return s
}

// playBot answers what is typed, pressed and submitted, as the real bot might.
func playBot(t *testing.T, h *house) {
	h.call("chat.postMessage", map[string]any{"channel": "C1", "text": "周动态", "blocks": tallyBlocks()})
	h.call("chat.postMessage", map[string]any{"channel": "U1", "text": "今日跟进", "blocks": dueBlocks()})
	a := h.connect()
	done := make(chan struct{})
	go func() {
		defer close(done)
		for {
			var f frame
			if a.ws.ReadJSON(&f) != nil {
				return
			}
			a.answer(h, f)
		}
	}()
	t.Cleanup(func() { a.ws.Close(); <-done })
}

func (a *rawApp) answer(h *house, f frame) {
	var p struct {
		Type        string
		Command     string
		Trigger     string `json:"trigger_id"`
		ResponseURL string `json:"response_url"`
		Event       struct{ Channel, Text, User, Bot_ID string }
	}
	json.Unmarshal(f.Payload, &p)
	switch {
	case p.Command == "/lead":
		a.ack(f.ID, map[string]any{"blocks": leadBlocks(), "text": "已登记线索 L-128"})
	case p.Command == "/form":
		a.ack(f.ID, nil)
		if out := h.call("views.open", map[string]any{"trigger_id": p.Trigger, "view": formView()}); out["ok"] != true {
			h.t.Errorf("views.open: %v", out)
		}
	case p.Type == "block_actions":
		a.ack(f.ID, nil)
		h.post(p.ResponseURL, map[string]any{"replace_original": true, "text": "已撤销 L-128。"})
	case p.Type == "view_submission":
		a.ack(f.ID, map[string]any{"response_action": "errors", "errors": map[string]string{"due": "截止日期不能早于今天"}})
	default:
		a.ack(f.ID, nil)
		if p.Event.User == "U1" {
			h.call("chat.postMessage", map[string]any{"channel": p.Event.Channel, "text": "收到：" + p.Event.Text})
		}
	}
}

func dueBlocks() []any {
	return []any{
		map[string]any{"type": "header", "text": plainText("今日跟进　11月9日（周三）")},
		rich("【超期】1件", "F-35 厂房租金报价（鹏程氢动力）", "应于7日（周一）办结，超期2个工作日"),
		map[string]any{"type": "actions", "elements": []any{button("办结", "done", "primary"), button("延期", "later", ""), button("转交", "hand", "")}},
		map[string]any{"type": "divider"},
		map[string]any{"type": "section", "text": map[string]any{"type": "mrkdwn", "text": "*今天到期* 1件\nF-40 提供环评容量说明，<@U1> 与 <@U2> 同办"}, "accessory": button("办结", "done2", "")},
		map[string]any{"type": "context", "elements": []any{plainText("不能按期的，请说明原因并改期；需要上级协调的，请点“提请协调”。")}},
	}
}

func tallyBlocks() []any {
	return []any{
		rich("氢能链周动态（11月5日—11日）", "外出招商3批次（上周2），领导带队2", "接待客商3批19人次，新增线索2条，签约1个3.5亿元", "超期2件"),
		map[string]any{"type": "rich_text", "elements": []any{map[string]any{"type": "rich_text_list", "style": "bullet", "elements": []any{
			map[string]any{"type": "rich_text_section", "elements": []any{map[string]any{"type": "text", "text": "F-35 厂房租金报价，超期2个工作日（濮阳工业园区）"}}},
			map[string]any{"type": "rich_text_section", "elements": []any{map[string]any{"type": "text", "text": "F-28 寄送用地资料，超期1个工作日"}}}}}}},
	}
}
