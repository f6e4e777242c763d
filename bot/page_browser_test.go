//go:build browser

package main

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
)

// A screen is a browser on the demo's page.
type screen struct {
	t   *testing.T
	ctx context.Context
	url string
}

func newScreen(t *testing.T, url string, width, height int) screen {
	path := "chromium"
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if p, err := exec.LookPath(name); err == nil {
			path = p
			break
		}
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.WindowSize(width, height), chromedp.Flag("disable-background-networking", true))
	ctx, cancel := chromedp.NewExecAllocator(t.Context(), options...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	ctx, cancel = context.WithTimeout(ctx, 8*time.Minute)
	t.Cleanup(cancel)
	s := screen{t, ctx, url}
	s.do(chromedp.EmulateViewport(int64(width), int64(height)))
	return s
}

func (s screen) do(steps ...chromedp.Action[chromedp.Void]) {
	s.t.Helper()
	if err := chromedp.Do(s.ctx, steps...); err != nil {
		s.shot("failed")
		s.t.Fatal(err)
	}
}

func (s screen) as(user string) {
	s.t.Helper()
	s.do(chromedp.Navigate(s.url+"/?user="+user), chromedp.WaitVisible("#text"))
}

// types types a line and sends it.
func (s screen) types(line string) {
	s.t.Helper()
	s.do(chromedp.SendKeys("#text", line), chromedp.Click("button.send"))
}

// sees waits until the page shows a text.
func (s screen) sees(text string) {
	s.t.Helper()
	if _, err := chromedp.Run(s.ctx, chromedp.PollFunction[bool](`(t) => document.body.innerText.includes(t)`, chromedp.WithPollingArgs(text), chromedp.WithPollingTimeout(2*time.Minute))); err != nil {
		s.shot("failed")
		s.t.Fatalf("the page doesn't show %q: %v", text, err)
	}
}

// presses presses the last button with a label.
func (s screen) presses(label string) {
	s.t.Helper()
	found, err := chromedp.Run(s.ctx, chromedp.Evaluate[bool](`(() => { const b = [...document.querySelectorAll("button")].filter(b => b.innerText.trim() === "`+label+`" && b.offsetParent).pop(); if (b) b.click(); return !!b; })()`))
	if err != nil || !found {
		s.shot("failed")
		s.t.Fatalf("no button %q: %v", label, err)
	}
}

// shot saves a picture where CHAINLEAD_SHOTS says; without it, none is kept.
func (s screen) shot(name string) {
	dir := os.Getenv("CHAINLEAD_SHOTS")
	if dir == "" {
		return
	}
	png, err := chromedp.Run(s.ctx, chromedp.CaptureScreenshot())
	if err != nil {
		s.t.Log("no picture:", err)
		return
	}
	if err := os.WriteFile(filepath.Join(dir, name+".png"), png, 0o644); err != nil {
		s.t.Error(err)
	}
}

func TestPage(t *testing.T) {
	c := newTown(t, "2022-11-09 10:00")
	s := newScreen(t, c.demo.url, 1180, 780)
	s.do(chromedp.Navigate(s.url), chromedp.WaitVisible("#find"), chromedp.SendKeys("#find", "清丰 甲"))
	s.sees("清丰县经办人甲")
	s.shot("people")
	s.as("UCADREAQINGFENG")
	s.types("线索 鹏程氢动力 燃料电池电堆 三个半亿 氢能 深圳基地推荐 周五前回访")
	s.sees("已登记线索 L-1")
	s.do(chromedp.SendKeys("#text", "/tr"))
	s.sees("登记外出招商 / Record an outward trip")
	s.types("ip")
	s.sees("地点和对接企业")
	s.shot("form")
	s.presses("更多")
	s.sees("返回日期")
	s.do(chromedp.SendKeys(`.modal-body input[type="text"]`, "佛山 湾区储能科技"))
	s.presses("提交")
	s.sees("已登记外出招商 T-1")
	s.shot("receipt")
	s.presses("关闭")
	s.sees("已登记线索 L-1")
	c.post("/control/clock", map[string]any{"to": c.time("2022-11-11 09:01")}, nil)
	s.sees("【今天到期】1件")
	s.shot("due")
	s.presses("办结")
	s.sees("已办结 11月11日（周五）")
	s.shot("done")
	s.do(chromedp.Navigate(s.url + "/?user=ULEADERHYDROGEN&channel=CCHAINHYDROGEN"))
	c.post("/control/clock", map[string]any{"to": c.time("2022-11-11 17:01")}, nil)
	s.sees("氢能链周动态")
	s.shot("tally")
	phone := newScreen(t, c.demo.url, 390, 800)
	phone.as("ULEADERHYDROGEN")
	phone.sees("链长专送")
	phone.shot("phone")
	phone.do(chromedp.Navigate(phone.url + "/?user=UCADREAQINGFENG&lang=en"))
	phone.sees("Only you and the bot")
	phone.shot("phone-en")
}
