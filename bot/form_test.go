package main

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/slack-go/slack"

	"chainlead/internal/say"
)

func tripForm() say.Form {
	chains := []say.Option{{Value: "hydrogen", Label: say.T("Hydrogen", "氢能")}, {Value: "coatings", Label: say.T("Coatings", "绿色涂料")}}
	return say.Form{
		Title:   say.T("Record a trip", "登记出差"),
		Notes:   []say.Text{say.T("Where to is missing.", "缺少目的地。")},
		Command: "/trip D-3",
		Inputs: []say.Input{
			{Name: "where", Label: say.T("Where", "地点"), Kind: say.OneLine, Value: "深圳"},
			{Name: "day", Label: say.T("Day", "日期"), Kind: say.PickDay, Value: "2022-11-08"},
			{Name: "chain", Label: say.T("Chain", "产业链"), Kind: say.PickOne, Options: chains, Value: "hydrogen", Optional: true},
			{Name: "owner", Label: say.T("Owner", "责任人"), Kind: say.PickWho, Value: "U2", More: true},
			{Name: "rest", Label: say.T("Notes", "备注"), Hint: say.T("Anything", "任意内容"), Kind: say.ManyLines, More: true, Optional: true},
		},
	}
}

func TestFormAsModal(t *testing.T) {
	v := form(tripForm(), say.ZH, "form/K", false)
	want := strings.TrimSpace(`
| 缺少目的地。
地点 where: {"type":"plain_text_input","action_id":"v","initial_value":"深圳","max_length":3000}
日期 day: {"type":"datepicker","action_id":"v","initial_date":"2022-11-08"}
产业链 chain: {"type":"static_select","action_id":"v","options":[{"text":{"type":"plain_text","text":"氢能"},"value":"hydrogen"},{"text":{"type":"plain_text","text":"绿色涂料"},"value":"coatings"}],"initial_option":{"text":{"type":"plain_text","text":"氢能"},"value":"hydrogen"}}
[更多] more /trip D-3`)
	if diff := cmp.Diff(want, sketch(v.Blocks.BlockSet)); diff != "" {
		t.Error(diff)
	}
	if got, want := v.PrivateMetadata, `{"command":"/trip D-3","key":"form/K","rest":{"owner":"U2"}}`; got != want {
		t.Errorf("private metadata %s, want %s", got, want)
	}
	if v.Title.Text != "登记出差" || v.Submit.Text != "提交" || v.CallbackID != formID {
		t.Errorf("title %q, submit %q, callback %q", v.Title.Text, v.Submit.Text, v.CallbackID)
	}
}

func TestExpandedFormShowsEveryInput(t *testing.T) {
	s := sketch(form(tripForm(), say.EN, "form/K", true).Blocks.BlockSet)
	if strings.Contains(s, "[More]") || !strings.Contains(s, "Owner owner: ") || !strings.Contains(s, "Notes rest: ") {
		t.Error(s)
	}
}

func TestFormThatHoldsTooMuchUnseenIsExpanded(t *testing.T) {
	f := tripForm()
	f.Inputs[4].Value = strings.Repeat("长", 2000)
	if s := sketch(form(f, say.ZH, "form/K", false).Blocks.BlockSet); !strings.Contains(s, "备注 rest: ") {
		t.Error("the long value would be lost")
	}
}

// What a form holds is what is in its inputs, and what it held unseen; an emptied input is there, without a value.
func TestFilledForm(t *testing.T) {
	v := slack.View{State: &slack.ViewState{Values: map[string]map[string]slack.BlockAction{
		"where": {valueID: {Type: "plain_text_input", Value: "深圳、东莞"}},
		"day":   {valueID: {Type: "datepicker", SelectedDate: "2022-11-09"}},
		"chain": {valueID: {Type: "static_select", SelectedOption: slack.OptionBlockObject{Value: "coatings"}}},
		"note":  {valueID: {Type: "plain_text_input"}},
	}}}
	got := filled(v, memo{Rest: map[string]string{"owner": "U2", "where": "旧值"}})
	want := map[string][]string{"where": {"深圳、东莞"}, "day": {"2022-11-09"}, "chain": {"coatings"}, "note": {}, "owner": {"U2"}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestTypedValuesStayWhenMoreIsShown(t *testing.T) {
	f := holding(tripForm(), map[string][]string{"where": {"东莞"}, "chain": {}})
	if f.Inputs[0].Value != "东莞" || f.Inputs[2].Value != "" || f.Inputs[3].Value != "U2" {
		t.Errorf("%+v", f.Inputs)
	}
}

func TestListOfMoreThanAHundredIsGrouped(t *testing.T) {
	in := say.Input{Name: "unit", Kind: say.PickOne, Value: "u150"}
	for i := range 160 {
		in.Options = append(in.Options, say.Option{Value: fmt.Sprintf("u%d", i+1), Label: say.Words(fmt.Sprintf("单位%d", i+1))})
	}
	e := choice(in, say.ZH)
	if len(e.Options) != 0 || len(e.OptionGroups) != 2 || len(e.OptionGroups[1].Options) != 60 || e.InitialOption.Value != "u150" {
		t.Errorf("%d options, %d groups, initial %+v", len(e.Options), len(e.OptionGroups), e.InitialOption)
	}
}

func TestErrorStandsUnderAnInputThatIsShown(t *testing.T) {
	v := slack.View{Blocks: form(tripForm(), say.ZH, "form/K", false).Blocks}
	for field, want := range map[string]string{"day": "day", "owner": "where", "": "where"} {
		if got := fieldOf(v, field); got != want {
			t.Errorf("error about %q is shown under %q, want %q", field, got, want)
		}
	}
}

func TestEachFormHasItsOwnKey(t *testing.T) {
	if a, b := newKey(), newKey(); a == b || !strings.HasPrefix(a, "form/") {
		t.Errorf("keys %q and %q", a, b)
	}
}
