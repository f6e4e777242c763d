package main

import (
	"crypto/rand"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/slack-go/slack"

	"chainlead/internal/calendar"
	"chainlead/internal/say"
)

// Limits of forms.
const (
	maxTitle    = 24   // characters of a title or of the submit and close buttons
	maxQuestion = 2000 // characters of a label or a hint
	maxValue    = 3000 // characters of a typed value
	maxOption   = 75   // characters of an option's text and of its value
	maxGroup    = 100  // options in a group
	maxMemo     = 3000 // characters of private_metadata
)

// Names that Slack sends back.
const (
	formID  = "form" // callback_id of a form
	valueID = "v"    // action_id of each input; its block_id is the input's name
	moreID  = "more" // action_id of the button that shows all inputs
)

// A memo travels with a form through Slack: what to call when it is submitted, under which key, and the values of
// inputs that aren't shown.
type memo struct {
	Command string            `json:"command"`
	Key     string            `json:"key"`
	Rest    map[string]string `json:"rest,omitempty"`
}

// newKey is a form's own ID, made when it is opened: the form takes effect once, however often it is submitted.
func newKey() string { return "form/" + rand.Text() }

// form renders a form as a modal. Inputs marked More are shown when it is expanded; what they hold goes along unseen
// until then, or shows them at once if there is no room for it.
func form(f say.Form, l say.Lang, key string, expanded bool) slack.ModalViewRequest {
	note := memo{Command: f.Command, Key: key}
	if !expanded {
		note.Rest = unseen(f)
	}
	raw, err := json.Marshal(note)
	if err != nil {
		panic("bot: a memo that can't be encoded: " + err.Error()) // strings only
	}
	if len(raw) > maxMemo && !expanded {
		return form(f, l, key, true)
	}
	return slack.ModalViewRequest{
		Type:            slack.VTModal,
		CallbackID:      formID,
		Title:           label(f.Title, l, maxTitle),
		Submit:          label(say.T("Submit", "提交"), l, maxTitle),
		Close:           label(say.T("Cancel", "取消"), l, maxTitle),
		Blocks:          slack.Blocks{BlockSet: questions(f, l, expanded)},
		PrivateMetadata: string(raw),
	}
}

func unseen(f say.Form) map[string]string {
	rest := map[string]string{}
	for _, in := range f.Inputs {
		if in.More && in.Value != "" {
			rest[in.Name] = in.Value
		}
	}
	return rest
}

func questions(f say.Form, l say.Lang, expanded bool) []slack.Block {
	out := blocks(say.Message{Lines: f.Notes}, l)
	folded := false
	for _, in := range f.Inputs {
		if in.More && !expanded {
			folded = true
			continue
		}
		out = append(out, question(in, l))
	}
	if folded {
		more := slack.NewButtonBlockElement(moreID, clip(f.Command, maxCommand), label(say.T("More", "更多"), l, maxLabel))
		out = append(out, slack.NewActionBlock("", more))
	}
	return out
}

func question(in say.Input, l say.Lang) *slack.InputBlock {
	var hint *slack.TextBlockObject
	if !in.Hint.Empty() {
		hint = label(in.Hint, l, maxQuestion)
	}
	return slack.NewInputBlock(in.Name, label(in.Label, l, maxQuestion), hint, answerBox(in, l)).WithOptional(in.Optional)
}

func answerBox(in say.Input, l say.Lang) slack.BlockElement {
	switch {
	case in.Kind == say.PickDay:
		e := slack.NewDatePickerBlockElement(valueID)
		if d, ok := calendar.ParseDay(in.Value); ok {
			e.InitialDate = string(d)
		}
		return e
	case in.Kind == say.PickWho:
		e := slack.NewOptionsSelectBlockElement(slack.OptTypeUser, nil, valueID)
		if isPerson.MatchString(in.Value) {
			e.InitialUser = in.Value
		}
		return e
	case in.Kind == say.PickOne && len(in.Options) > 0:
		return choice(in, l)
	}
	e := slack.NewPlainTextInputBlockElement(nil, valueID).WithMaxLength(maxValue).WithInitialValue(clip(in.Value, maxValue))
	return e.WithMultiline(in.Kind == say.ManyLines || slices.Contains([]rune(in.Value), '\n'))
}

// choice is a list to pick one of; Slack takes a hundred at a time, more in groups.
func choice(in say.Input, l say.Lang) *slack.SelectBlockElement {
	e := slack.NewOptionsSelectBlockElement(slack.OptTypeStatic, nil, valueID)
	for i, o := range in.Options {
		option := slack.NewOptionBlockObject(o.Value, label(o.Label, l, maxOption), nil)
		e.Options = append(e.Options, option)
		if o.Value == in.Value && in.Value != "" {
			e.InitialOption = e.Options[i]
		}
	}
	if len(e.Options) <= maxGroup {
		return e
	}
	from := 1
	for group := range slices.Chunk(e.Options, maxGroup) {
		name := labelled(fmt.Sprintf("%d–%d", from, from+len(group)-1), maxOption)
		e.OptionGroups = append(e.OptionGroups, slack.NewOptionGroupBlockElement(name, group...))
		from += len(group)
	}
	e.Options = nil
	return e
}

// receipt shows a message where a form was.
func receipt(title say.Text, m say.Message, l say.Lang) slack.ModalViewRequest {
	v := slack.ModalViewRequest{
		Type:  slack.VTModal,
		Title: label(title, l, maxTitle),
		Close: label(say.T("Close", "关闭"), l, maxTitle),
	}
	p := fit(m, l, func(p page) bool { return len(p.Blocks) <= maxBlocks && size(p.Blocks) <= maxAck-1024 })
	v.Blocks.BlockSet = p.Blocks
	return v
}

// readMemo is what a form's private metadata says; false for a view of another kind.
func readMemo(v slack.View) (memo, bool) {
	var n memo
	err := json.Unmarshal([]byte(v.PrivateMetadata), &n)
	return n, err == nil && n.Command != ""
}

// filled is what a form holds: a value for each input that was shown, none for one left empty, and what it held unseen.
func filled(v slack.View, n memo) map[string][]string {
	values := map[string][]string{}
	for name, s := range n.Rest {
		values[name] = []string{s}
	}
	if v.State == nil {
		return values
	}
	for name, actions := range v.State.Values {
		values[name] = []string{}
		if s := picked(actions[valueID]); s != "" {
			values[name] = []string{s}
		}
	}
	return values
}

func picked(a slack.BlockAction) string {
	switch string(a.Type) {
	case string(slack.METDatepicker):
		return a.SelectedDate
	case slack.OptTypeUser:
		return a.SelectedUser
	case slack.OptTypeStatic:
		return a.SelectedOption.Value
	}
	return a.Value
}

// holding returns the form with the values in its inputs.
func holding(f say.Form, values map[string][]string) say.Form {
	f.Inputs = slices.Clone(f.Inputs)
	for i, in := range f.Inputs {
		if vs, ok := values[in.Name]; ok {
			f.Inputs[i].Value = ""
			if len(vs) > 0 {
				f.Inputs[i].Value = vs[0]
			}
		}
	}
	return f
}
