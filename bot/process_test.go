package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"testing"
)

// A process is the program as it runs for a user, killed and started as a user would.
type process struct {
	t   *testing.T
	cmd *exec.Cmd
	out *bufio.Reader
	err bytes.Buffer
	url string
}

// startProcess runs a subcommand until it says something that matches.
func startProcess(t *testing.T, until string, env []string, args ...string) (*process, []string) {
	t.Helper()
	p := &process{t: t, cmd: exec.Command("chainlead", args...)}
	p.cmd.Env = append(os.Environ(), env...)
	out, err := p.cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	p.out, p.cmd.Stderr = bufio.NewReader(out), &p.err
	if err := p.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { p.cmd.Process.Kill(); p.cmd.Wait() }) //nolint:errcheck // it has mostly ended before
	var said []string
	for {
		line, err := p.out.ReadString('\n')
		said = append(said, line)
		if m := regexp.MustCompile(until).FindStringSubmatch(line); m != nil {
			p.url = m[0]
			break
		}
		if err != nil {
			t.Fatalf("%s: %v\n%s%s", args, err, strings.Join(said, ""), &p.err)
		}
	}
	return p, said
}

// kill ends it as kill -9 and a power cut do.
func (p *process) kill() {
	p.t.Helper()
	if err := p.cmd.Process.Kill(); err != nil {
		p.t.Fatal(err)
	}
	p.cmd.Wait() //nolint:errcheck // it was killed
}

// interrupt presses Ctrl-C and expects an orderly end.
func (p *process) interrupt() {
	p.t.Helper()
	if err := p.cmd.Process.Signal(os.Interrupt); err != nil {
		p.t.Fatal(err)
	}
	if _, err := io.Copy(io.Discard, p.out); err != nil {
		p.t.Fatal(err)
	}
	if err := p.cmd.Wait(); err != nil {
		p.t.Errorf("after Ctrl-C: %v", err)
	}
	if strings.Contains(p.err.String(), "level=ERROR") {
		p.t.Errorf("it logged errors:\n%s", &p.err)
	}
}

func (p *process) control(call string, body map[string]any) string {
	p.t.Helper()
	raw, err := json.Marshal(body)
	if err != nil {
		p.t.Fatal(err)
	}
	return p.read(http.Post(p.url+"/control/"+call, "application/json", bytes.NewReader(raw)))
}

// sees is a person's DM with the bot.
func (p *process) sees(user string) string {
	p.t.Helper()
	return p.read(http.Get(p.url + "/control/messages?" + url.Values{"user": {user}, "channel": {user}}.Encode()))
}

func (p *process) read(r *http.Response, err error) string {
	p.t.Helper()
	if err != nil {
		p.t.Fatal(err)
	}
	defer r.Body.Close()
	b, err := io.ReadAll(r.Body)
	if err != nil || r.StatusCode != http.StatusOK {
		p.t.Fatalf("%s %s: %v", r.Status, b, err)
	}
	return string(b)
}

const pageAddress = `http://127\.0\.0\.1:\d+`

// Whatever was acknowledged is there after kill -9, and what is owed is said once.
func TestKilledDemoGoesOnWhereItWas(t *testing.T) {
	const who = "UCADREAQINGFENG"
	demo := []string{"demo", "--listen", "127.0.0.1:0", "--data", t.TempDir()}
	p, _ := startProcess(t, pageAddress, nil, demo...)
	p.control("clock", map[string]any{"to": "2022-11-09 16:00"})
	answer := p.control("command", map[string]any{"user": who, "channel": who, "command": "/lead", "text": "鹏程氢动力 3.5亿 氢能 明天前回访", "wait": false})
	if !strings.Contains(answer, "已登记线索 L-1") {
		t.Fatalf("not acknowledged: %s", answer)
	}
	p.kill()

	p, _ = startProcess(t, pageAddress, nil, demo...)
	state := p.read(http.Get(p.url + "/control/state"))
	if !strings.Contains(state, `"now":"2022-11-09T16:`) {
		t.Errorf("time went back: %s", state[:min(len(state), 80)])
	}
	if mine := p.control("command", map[string]any{"user": who, "channel": who, "command": "/mine", "text": ""}); !strings.Contains(mine, "F-1 回访") {
		t.Errorf("what was acknowledged is gone: %s", mine)
	}
	p.control("clock", map[string]any{"to": "2022-11-10 09:30"})
	p.kill()

	p, _ = startProcess(t, pageAddress, nil, demo...)
	p.control("clock", map[string]any{"to": "2022-11-10 16:00"})
	if n := strings.Count(p.sees(who), `"plain":"今日跟进`); n != 1 {
		t.Errorf("the morning's message came %d times", n)
	}
	p.interrupt()
}

// The workspace alone prints the environment with which run finds it; both stop when told to.
func TestRunFindsTheWorkspaceByItsEnvironment(t *testing.T) {
	w, said := startProcess(t, "SLACK_APP_TOKEN=.*", nil, "workspace", "--listen", "127.0.0.1:0", "--at", "2022-11-09T10:00")
	var env []string
	for _, line := range said {
		if v, ok := strings.CutPrefix(strings.TrimSpace(line), "export "); ok {
			env = append(env, v)
		}
	}
	data := t.TempDir()
	n, warned := startProcess(t, "已连接", env, "run", "--data", data)
	if !strings.Contains(strings.Join(warned, ""), "registry import") {
		t.Errorf("without a registry it says only %q", warned)
	}
	n.interrupt()
	if out, err := exec.Command("chainlead", "registry", "import", "--data", data, "registry.yaml").CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	b, _ := startProcess(t, "已连接", env, "run", "--data", data, "--at", "2022-11-09T10:00")
	w.url = regexp.MustCompile(pageAddress).FindString(strings.Join(said, ""))
	if a := w.control("command", map[string]any{"user": "officer-ipo", "channel": "#u-ipo", "command": "/zs", "text": ""}); !strings.Contains(a, "输入一行即可登记") {
		t.Errorf("no help: %s", a)
	}
	b.interrupt()
	w.interrupt()
}
