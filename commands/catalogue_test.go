package commands

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"chainlead/internal/say"
	"chainlead/store"
	"chainlead/store/storetest"
)

const catalogueFile = "testdata/catalogue/badinput.txt"

// The catalogue of bad input: what people get wrong, and the answer in both languages. Its blocks are "zh> LINE" or "en> LINE", typed by a cadre, or
// "zh NAME> LINE"; {paste} is 10,000 characters. Nothing may be recorded, and what was typed is kept as a draft or said back.
func TestTheCatalogueOfBadInput(t *testing.T) {
	want, err := os.ReadFile(catalogueFile)
	if err != nil {
		t.Fatal(err)
	}
	s, clock := storetest.New(t, "2022-11-09 10:00")
	k := &talk{t: t, s: s, clock: clock, last: map[store.PersonID]Reply{}}
	someoneLeft(t, s)
	for _, line := range []string{"/lead 鹏程氢动力 电堆 3.5亿 氢能链 周五前回访", "/trip 昨天赴深圳对接鹏程氢动力", "/visit 鹏程氢动力3人 今天", "/project 电堆项目 鹏程氢动力 氢能链 在谈"} {
		k.say("U-qingfeng-a", line)
	}
	var out []string
	for _, block := range strings.Split(strings.TrimSpace(string(want)), "\n\n") {
		out = append(out, wrongBlock(k, block))
	}
	got := strings.Join(out, "\n\n") + "\n"
	if *update {
		if err := os.WriteFile(catalogueFile, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if d := cmp.Diff(string(want), got); d != "" {
		t.Errorf("%s (-want +got):\n%s", catalogueFile, d)
	}
}

var paste = regexp.MustCompile(`(看了厂房，谈了用地，){3,}\S*`)

// someoneLeft adds a colleague who was deactivated, and a guest.
func someoneLeft(t *testing.T, s *store.Store) {
	storetest.Update(t, s, func(tx *store.Tx) error {
		gone := store.Person{ID: "U-gone", Name: "清丰县经办人丙", Unit: "qingfeng", Role: store.Cadre, Confirmed: true, Left: true}
		guest := store.Person{ID: "U-guest", Name: "来宾", Outside: true}
		if err := tx.PutPerson(&gone); err != nil {
			return err
		}
		return tx.PutPerson(&guest)
	})
}

// wrongBlock plays one entry and sees that it changed nothing and lost nothing.
func wrongBlock(k *talk, block string) string {
	k.t.Helper()
	var kept []string
	for _, line := range strings.Split(block, "\n") {
		head, input, ok := strings.Cut(line, "> ")
		lang, name, _ := strings.Cut(head, " ")
		if !ok || lang != "zh" && lang != "en" {
			if strings.HasPrefix(line, "#") {
				kept = append(kept, line)
			}
			continue
		}
		who := k.person(cmpOr(name, "清丰县经办人甲"))
		k.speaks([]string{"", string(who), lang})
		typed := strings.ReplaceAll(input, "{paste}", strings.Repeat("看了厂房，谈了用地，", 1000))
		before := changes(k.t, k.s)
		answer := k.say(who, typed)
		if after := changes(k.t, k.s); after != before {
			k.t.Errorf("%s: recorded something:\n%s", line, cutTo(answer, 300))
		}
		keptWords(k, who, typed, answer)
		if n := utf8.RuneCountInString(answer); n > 600 {
			k.t.Errorf("%s: an answer of %d characters", line, n)
		}
		return strings.Join(append(kept, line, paste.ReplaceAllString(answer, "{paste}")), "\n")
	}
	k.t.Fatalf("nothing is typed in\n%s", block)
	return ""
}

// keptWords sees that a line of several words is in a draft that a button or the open form leads to, or said back.
func keptWords(k *talk, who store.PersonID, typed, answer string) {
	k.t.Helper()
	_, words, _ := strings.Cut(typed, " ")
	if len(strings.Fields(words)) < 2 && utf8.RuneCountInString(words) < 100 || !strings.HasPrefix(typed, "/") {
		return
	}
	r := k.last[who]
	commands := []string{}
	for _, b := range r.Buttons {
		commands = append(commands, b.Command)
	}
	if r.Form != nil {
		commands = append(commands, r.Form.Command)
	}
	drafted := slices.ContainsFunc(commands, func(c string) bool {
		_, id, _ := strings.Cut(c, " ")
		found := false
		storetest.View(k.t, k.s, func(tx *store.Tx) error {
			d, err := tx.Draft(store.DraftID(id))
			found = err == nil && d.Text == words
			return nil
		})
		return found
	})
	inForm := r.Form != nil && slices.ContainsFunc(r.Form.Inputs, func(in say.Input) bool { return in.Value != "" && strings.Contains(words, in.Value) })
	if !drafted && !inForm && !strings.Contains(answer, string([]rune(words)[:min(20, utf8.RuneCountInString(words))])) && !strings.Contains(answer, "@") {
		k.t.Errorf("%s: what was typed is lost:\n%s", cutTo(typed, 60), cutTo(answer, 300))
	}
}

func TestATextCallsACommandByItsFirstWord(t *testing.T) {
	for _, tc := range []struct{ text, name, rest string }{
		{"线索 鹏程氢动力 三个半亿", "lead", "鹏程氢动力 三个半亿"},
		{"线索：鹏程氢动力", "lead", "鹏程氢动力"},
		{"　办结　F-7　已寄送", "done", "F-7　已寄送"},
		{"/mine", "mine", ""},
		{"trip\r\nShenzhen", "trip", "Shenzhen"},
		{"今天 带队赴深圳", "say", "今天 带队赴深圳"},
		{"resaid 线索", "say", "resaid 线索"},
		{"", "say", ""},
	} {
		if name, rest := Spoken(tc.text); name != tc.name || rest != tc.rest {
			t.Errorf("Spoken(%q) = %q, %q", tc.text, name, rest)
		}
	}
}
