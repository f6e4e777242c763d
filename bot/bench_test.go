package main

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"chainlead/internal/say"
	"chainlead/internal/workspace"
	"chainlead/store"
	"chainlead/store/storetest"
)

// A bench is a bot connected to a local workspace over loopback, on the machine's own clock.
type bench struct {
	store *store.Store
	w     *workspace.Workspace
	bot   *Bot
	url   string
}

func newBench(b *testing.B) *bench {
	s, _ := storetest.New(b, "2022-11-09 10:00")
	s.Now = time.Now
	w, err := workspace.Open(workspace.Config{Seed: wholeSeed()})
	if err != nil {
		b.Fatal(err)
	}
	server := httptest.NewServer(w)
	w.SetURL(server.URL)
	bot := &Bot{Store: s, Log: slog.New(slog.NewTextHandler(io.Discard, nil))}
	app := w.App()
	if err := bot.Connect(b.Context(), Slack{BotToken: app.BotToken, AppToken: app.AppToken, APIURL: server.URL + "/api"}); err != nil {
		b.Fatal(err)
	}
	stopped := make(chan error, 1)
	ctx, stop := context.WithCancel(context.Background())
	go func() { stopped <- bot.Run(ctx) }()
	if err := bot.Settle(b.Context()); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		stop()
		if err := <-stopped; err != nil {
			b.Error(err)
		}
		if err := w.Close(); err != nil {
			b.Error(err)
		}
		server.Close()
	})
	return &bench{s, w, bot, server.URL}
}

func (x *bench) typed(b *testing.B, who, command, text string) {
	body := fmt.Sprintf(`{"user":%q,"channel":%q,"command":%q,"text":%q,"wait":false}`, who, who, command, text)
	resp, err := http.Post(x.url+"/control/command", "application/json", strings.NewReader(body))
	if err != nil {
		b.Error(err)
		return
	}
	defer resp.Body.Close()
	if out, err := io.ReadAll(resp.Body); err != nil || !strings.Contains(string(out), `"ok":true`) {
		b.Errorf("%s: %s %v", text, out, err)
	}
}

// quantiles reports the middle and the 99th of a hundred of some durations.
func quantiles(b *testing.B, took []time.Duration) {
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Microseconds()), "p50-µs")
	b.ReportMetric(float64(took[len(took)*99/100].Microseconds()), "p99-µs")
}

// BenchmarkDueToPosted is how long a message takes from the commit that queues it to Slack's answer, on disk; Slack's limit of a message a second is left out.
func BenchmarkDueToPosted(b *testing.B) {
	x := newBench(b)
	var took []time.Duration
	n := 0
	for b.Loop() {
		n++
		began := time.Now()
		storetest.Update(b, x.store, func(tx *store.Tx) error {
			return tx.Send(store.Outgoing{Key: fmt.Sprintf("bench/%d", n), To: store.Address{Person: cadre}, Message: say.Lines(say.Words("到期"))})
		})
		if err := x.bot.Settle(b.Context()); err != nil {
			b.Fatal(err)
		}
		took = append(took, time.Since(began))
	}
	quantiles(b, took)
}

// BenchmarkCommand is how long a typed lead takes to be on disk and acknowledged, with one and with 64 people typing at once.
func BenchmarkCommand(b *testing.B) {
	for _, atOnce := range []int{1, 64} {
		b.Run(fmt.Sprintf("in flight=%d", atOnce), func(b *testing.B) {
			x := newBench(b)
			var mu sync.Mutex
			var took []time.Duration
			n := 0
			for b.Loop() {
				var people sync.WaitGroup
				for i := range atOnce {
					n++
					line := fmt.Sprintf("第%d企业 电堆 3.5亿 氢能链 下周五前回访", n)
					who := []string{"U-qingfeng-a", "U-qingfeng-b", "U-nanle-a", "U-nanle-b", "U-hualong-a", "U-hualong-b", "U-taiqian-a", "U-taiqian-b"}[i%8]
					people.Go(func() {
						began := time.Now()
						x.typed(b, who, "/lead", line)
						mu.Lock()
						took = append(took, time.Since(began))
						mu.Unlock()
					})
				}
				people.Wait()
			}
			quantiles(b, took)
		})
	}
}
