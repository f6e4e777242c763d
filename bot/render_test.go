package main

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/slack-go/slack"
	"pgregory.net/rapid"

	"chainlead/internal/say"
)

// digest is a morning's message: a title, headings, two records with a button each.
func digest() say.Message {
	item := func(id string, line say.Text) say.Item {
		return say.Item{About: id, Lines: []say.Text{line}, Buttons: []say.Button{{Label: say.T("Done", "办结"), Command: "/done " + id}}}
	}
	return say.Message{
		Title: say.T("Your follow-ups", "今日跟进"),
		Items: []say.Item{
			{Lines: []say.Text{say.T("[Overdue] %d", "【超期】%d件", 2)}},
			item("F-35", say.T("F-35 %s, with %s", "F-35 %s，协办%s", "厂房租金 <报价> & 方案", say.Person("U2", "经办甲"))),
			item("F-28", say.T("F-28 see %s", "F-28 见%s", say.Room("C7", "氢能链"))),
			{Lines: []say.Text{say.T("More with /mine.", "更多见 /mine。")}},
		},
	}
}

// sketch writes blocks as a reader sees them: paragraphs as text, buttons with their commands.
func sketch(bs []slack.Block) string {
	var out []string
	for _, b := range bs {
		switch b := b.(type) {
		case *slack.RichTextBlock:
			out = append(out, "| "+strings.ReplaceAll(textOf(b), "\n", "\n| "))
		case *slack.ActionBlock:
			for _, e := range b.Elements.ElementSet {
				e := e.(*slack.ButtonBlockElement)
				out = append(out, "["+e.Text.Text+"] "+e.ActionID+" "+e.Value)
			}
		case *slack.InputBlock:
			raw, _ := json.Marshal(b.Element)
			out = append(out, b.Label.Text+" "+b.BlockID+": "+string(raw))
		}
	}
	return strings.Join(out, "\n")
}

func TestMessageAsBlocks(t *testing.T) {
	want := strings.TrimSpace(`
| 今日跟进
| 【超期】2件
| F-35 厂房租金 <报价> & 方案，协办@U2
[办结] b1 /done F-35
| F-28 见#C7
[办结] b2 /done F-28
| 更多见 /mine。`)
	if diff := cmp.Diff(want, sketch(blocks(digest(), say.ZH))); diff != "" {
		t.Error(diff)
	}
}

func TestMessageAsPlainText(t *testing.T) {
	want := strings.TrimSpace(`
Your follow-ups
[Overdue] 2
F-35 厂房租金 &lt;报价&gt; &amp; 方案, with <@U2>
F-28 see <#C7>
More with /mine.`)
	if diff := cmp.Diff(want, plain(digest(), say.EN)); diff != "" {
		t.Error(diff)
	}
}

func TestLongMessageIsCutAndSaysSo(t *testing.T) {
	m := say.Message{Title: say.T("Your follow-ups", "今日跟进"), Buttons: []say.Button{{Label: say.T("All", "全部"), Command: "/mine"}}}
	for range 40 {
		m.Items = append(m.Items, digest().Items[1])
	}
	p := posted(m, say.ZH)
	if len(p.Blocks) > maxBlocks {
		t.Errorf("%d blocks", len(p.Blocks))
	}
	lines := strings.Split(sketch(p.Blocks), "\n")
	want := []string{"| 另有17条", "[全部] b24 /mine"}
	if diff := cmp.Diff(want, lines[len(lines)-2:]); diff != "" {
		t.Error(diff)
	}
}

func TestAcknowledgementOfManyLinesIsCut(t *testing.T) {
	m := say.Message{Title: say.T("Tally", "周动态")}
	for range 600 {
		m.Lines = append(m.Lines, say.T("one line of a long tally", "氢能 外出3批次（领导带队2）接待3批次19人次"))
	}
	w := private(m, say.ZH)
	if n := size(w); n > maxAck {
		t.Errorf("acknowledgement of %d bytes", n)
	}
	text := sketch(w.Blocks.BlockSet)
	if !strings.Contains(text, "另有") || !strings.Contains(text, "周动态") {
		t.Errorf("title or the rest isn't named: %.80s … %s", text, text[len(text)-80:])
	}
}

func TestUnshowableMentionIsText(t *testing.T) {
	m := say.Lines(say.T("%s %s %s", "%s %s %s", say.Person("someone", "甲"), say.Room("", "氢能链"), say.Link("javascript:alert(1)", "点我")))
	for _, got := range []string{plain(m, say.ZH), strings.TrimPrefix(sketch(blocks(m, say.ZH)), "| ")} {
		if got != "@甲 #氢能链 点我" {
			t.Errorf("got %q", got)
		}
	}
}

// hostile draws text that tries to ping people, break out of markup or be too long.
func hostile() *rapid.Generator[string] {
	part := rapid.OneOf(
		rapid.SampledFrom([]string{"<!channel>", "<!here|x>", "<@U1>", "<#C1|a>", "<!subteam^S1>", "&lt;!channel&gt;", "@here", "<", ">", "&", "|",
			"*b*", "`", "\n", "\x00", "\u202e", "😀", "<http://x|y>", "&amp;lt;", "%s", "{}", "濮阳"}),
		rapid.String(),
		rapid.Map(rapid.IntRange(0, 2000), func(n int) string { return strings.Repeat("长", n) }),
	)
	return rapid.Map(rapid.SliceOfN(part, 0, 6), func(parts []string) string { return strings.Join(parts, "") })
}

func hostileMessage(t *rapid.T) say.Message {
	text := func() say.Text { return say.Words(hostile().Draw(t, "words")) }
	buttons := func() []say.Button {
		n := rapid.SampledFrom([]int{0, 1, 3, 30}).Draw(t, "buttons")
		return make([]say.Button, n)
	}
	m := say.Message{Title: text(), Buttons: buttons()}
	for range rapid.IntRange(0, 5).Draw(t, "lines") {
		m.Lines = append(m.Lines, text())
	}
	for range rapid.IntRange(0, 60).Draw(t, "items") {
		b := buttons()
		for i := range b {
			b[i] = say.Button{Label: text(), Command: "/done F-1"}
		}
		m.Items = append(m.Items, say.Item{About: "F-1", Lines: []say.Text{text()}, Buttons: b})
	}
	return m
}

func TestHostileTextNeverPingsNorExceedsALimit(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := hostileMessage(t)
		for _, p := range []page{posted(m, say.EN), {private(m, say.EN).Text, private(m, say.EN).Blocks.BlockSet}, {Blocks: receipt(m.Title, m, say.EN).Blocks.BlockSet}} {
			if strings.ContainsAny(p.Text, "<>") {
				t.Fatalf("markup in text: %q", p.Text)
			}
			if rest := entities.Replace(p.Text); strings.Contains(p.Text, "&") && rest == p.Text {
				t.Fatalf("half an entity in text: %q", p.Text)
			}
			checkLimits(t, p)
		}
		if n := size(private(m, say.EN)); n > maxAck {
			t.Fatalf("acknowledgement of %d bytes", n)
		}
	})
}

func checkLimits(t *rapid.T, p page) {
	if len(p.Blocks) > maxBlocks || utf8.RuneCountInString(p.Text) > maxText {
		t.Fatalf("%d blocks, %d characters", len(p.Blocks), utf8.RuneCountInString(p.Text))
	}
	ids := map[string]bool{}
	for _, b := range p.Blocks {
		switch b := b.(type) {
		case *slack.RichTextBlock:
			for _, e := range b.Elements[0].(*slack.RichTextSection).Elements {
				if x, ok := e.(*slack.RichTextSectionTextElement); !ok || x.Text == "" {
					t.Fatalf("a user's words became %#v", e)
				}
			}
		case *slack.ActionBlock:
			if len(b.Elements.ElementSet) > maxActions {
				t.Fatalf("%d buttons in a row", len(b.Elements.ElementSet))
			}
			for _, e := range b.Elements.ElementSet {
				x := e.(*slack.ButtonBlockElement)
				if n := utf8.RuneCountInString(x.Text.Text); n == 0 || n > maxLabel || ids[x.ActionID] {
					t.Fatalf("button %q %q", x.ActionID, x.Text.Text)
				}
				ids[x.ActionID] = true
			}
		}
	}
}

func TestClippedMarkupStaysWhole(t *testing.T) {
	for _, tc := range []struct{ in, want string }{
		{"a &amp; b", "a …"},
		{"ab <@U123>", "ab …"},
		{"<@U1> and more", "<@U1> …"},
		{"short", "short"},
	} {
		if got := clipMarkup(tc.in, 7); got != tc.want {
			t.Errorf("clipMarkup(%q) = %q, want %q", tc.in, got, tc.want)
		}
	}
}
