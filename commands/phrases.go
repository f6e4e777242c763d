package commands

import (
	"cmp"
	"strings"
	"time"

	"chainlead/internal/calendar"
	"chainlead/internal/reading"
	"chainlead/internal/say"
	"chainlead/store"
)

func cmpOr[T comparable](a, b T) T { return cmp.Or([]T{a, b}...) }

func dayOf(tx *store.Tx, t time.Time) calendar.Day { return calendar.DayOf(tx.Local(t)) }

// mayRecord reports whether someone may record for their unit, or in the name of a chain's leader.
func mayRecord(tx *store.Tx, p store.Person) bool { return mayAnywhere(tx, p, store.MayRecord) }

// mayAnywhere reports whether someone may do something in their unit or in one of their chains.
func mayAnywhere(tx *store.Tx, p store.Person, a store.Action) bool {
	for _, c := range append(tx.ChainsOf(p, tx.Today()), "") {
		if tx.May(p, a, store.Subject{Units: []store.UnitID{p.Unit}, Chain: c}) {
			return true
		}
	}
	return false
}

func notYours() error {
	return say.Problemf("You have no right to do that here. Please ask your unit's liaison or the office.", "您没有此项权限，请联系本单位联络员或市招商办。")
}

func noSuch(id string) error {
	return say.Problemf("There is no %s. /mine lists yours.", "没有%s，输入 /mine 可查看您的事项。", id)
}

// chainText is a record's chain: said, read from product words, or none.
func chainText(tx *store.Tx, f store.Filed) say.Text {
	switch {
	case f.Chain == "":
		return say.T("no chain given", "未填产业链，暂列“未归链”")
	case f.Implied:
		return say.T("%s (read from the product)", "%s（按产品判断）", tx.City().Chain(f.Chain).Title())
	}
	return tx.City().Chain(f.Chain).Title()
}

// knownText says which of a new record's firms the register has met before.
func knownText(tx *store.Tx, firms []string) say.Text {
	fresh := tx.NewFirms(firms)
	switch {
	case len(firms) == 0:
		return say.Text{}
	case len(fresh) == 0:
		return say.T(" (in the register)", "（库内已有）")
	case len(fresh) == len(firms):
		return say.T(" (new to the register)", "（库内首次登记）")
	}
	return say.T(" (new to the register: %s)", "（首次登记：%s）", say.List(fresh...))
}

// restLine shows what wasn't understood; it stays in the record's own words.
func restLine(f store.Filed) []say.Text {
	out := doubtLines(f.Doubts)
	if f.Rest == "" {
		return out
	}
	return append(out, say.T("Kept as typed: %s", "原文留存：%s", cutTo(f.Rest, echoMost)))
}

func unitList(tx *store.Tx, ids []store.UnitID) say.Text {
	var out []say.Text
	for _, id := range ids {
		out = append(out, tx.City().Unit(id).Title())
	}
	return say.Join(", ", "、", out...)
}

func editUndo(id string) []say.Button {
	return []say.Button{{Label: say.T("Edit", "修改"), Command: "/edit " + id}, {Label: say.T("Undo", "撤销"), Command: "/undo " + id}}
}

// recordedButtons go with what was just recorded; a single next step that is the typist's own can be handed over at once.
func recordedButtons(p store.Person, id string, chain store.ChainID, steps []step) []say.Button {
	out := editUndo(id)
	if chain == "" {
		out = append(out, say.Button{Label: say.T("Choose a chain", "选产业链"), Command: "/chain " + id})
	}
	if len(steps) == 1 && steps[0].Owner == p.ID {
		out = append(out, say.Button{Label: say.T("Hand over", "转交"), Command: "/hand " + string(steps[0].ID)})
	}
	return out
}

// askUp offers to put before the chain's leader what a report asks of those above, beside the record that it is first of all.
func askUp(r reading.Report, id string) []say.Button {
	if !r.Escalate {
		return nil
	}
	return []say.Button{{Label: say.T("Ask upward", "提请协调"), Command: "/request " + id}}
}

func chainInput(tx *store.Tx, value string) say.Input {
	in := say.Input{Name: "chain", Label: say.T("Chain", "产业链"), Kind: say.PickOne, Value: value, Optional: true, More: true}
	for _, c := range tx.City().Chains {
		in.Options = append(in.Options, say.Option{Value: string(c.ID), Label: c.Title()})
	}
	return in
}

// nextText is the words of the next steps that were read, for a form.
func nextText(r reading.Report) string {
	var out []string
	for _, f := range r.FollowUps {
		out = append(out, strings.TrimSpace(f.Raw+" "+f.Task+" "+f.Owner))
	}
	return strings.Join(out, "；")
}
