package commands

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"chainlead/internal/calendar"
	"chainlead/internal/reading"
	"chainlead/internal/say"
	"chainlead/store"
)

// batchFrom makes the part of a trip or a visit that both have of what was read; a form's own fields win.
func batchFrom(tx *store.Tx, f *store.Filed, r reading.Report, line string, c Call) store.Batch {
	b := store.Batch{From: r.Date, To: r.DateEnd, Places: r.Places, Companies: r.Companies, Project: r.Project, Sum: investment(r)}
	named := line
	if c.overLine() {
		named = c.value("where") + c.value("who")
	}
	for _, firm := range unnamed.FindAllString(named, -1) {
		if !slices.Contains(b.Companies, firm) {
			b.Others = append(b.Others, firm)
		}
	}
	f.Rest = without(f.Rest, b.Others)
	if d := calendar.Day(c.value("from")); d != "" {
		b.From, b.To = d, calendar.Day(c.value("to"))
	}
	b.Also = also(tx, line, f.Chain)
	b.Leader = leaderOf(tx, f.Unit, r)
	for _, u := range r.Units {
		if id := store.UnitID(u.ID); id != f.Unit && !slices.Contains(b.Joined, id) && tookPart(line, tx.City().Unit(id)) {
			b.Joined = append(b.Joined, id)
		}
	}
	return b
}

// openingNote says that a day lies in the opening balance.
func openingNote(tx *store.Tx, d calendar.Day) []say.Text {
	if open := tx.City().Opening.AsOf; open != "" && d <= open {
		return []say.Text{say.T("That day is in the opening balance; it isn't counted again.", "该日期已在期初数内，不再计入累计。")}
	}
	return nil
}

// askSame asks whether a batch is the same as another unit's (R5, R7).
func askSame(tx *store.Tx, m say.Message, id, other string, unit store.UnitID) say.Message {
	like := say.T("%s (%s) set out on the same day for the same place. Is it the same trip?", "与%s（%s）同日同地，可能是同一批次，请确认：", other, tx.City().Unit(unit).Title())
	if strings.HasPrefix(id, "V") {
		like = say.T("%s (%s) received the same firm on these days. Is it the same visit?", "与%s（%s）同期接待同一企业，可能是同一批次，请确认：", other, tx.City().Unit(unit).Title())
	}
	m.Lines = append(m.Lines, like)
	m.Buttons = append(m.Buttons,
		say.Button{Label: say.T("The same, we took part", "同一批次，我单位参加"), Command: "/same " + id + " " + other},
		say.Button{Label: say.T("Another one", "不是"), Command: "/same " + id + " " + other + " no"})
	return m
}

// without takes words that were understood after all out of the rest.
func without(rest string, words []string) string {
	for _, w := range words {
		rest = strings.Replace(rest, w, "", 1)
	}
	return strings.TrimSpace(rest)
}

// tookPart reports whether a line says that a unit went along: 会同华龙区, 华龙区、工业园区参加.
func tookPart(line string, u store.Unit) bool {
	for _, name := range append([]string{u.Name}, u.Aliases...) {
		for rest, found := line, true; found; {
			var before string
			before, rest, found = strings.Cut(rest, name)
			if found && (withUnit.MatchString(before) || wentAlong.MatchString(rest)) {
				return true
			}
		}
	}
	return false
}

var (
	withUnit  = regexp.MustCompile(`(?:会同|联合|携|与|和|同)(?:[^，,。；;]*、)?$`)
	wentAlong = regexp.MustCompile(`^(?:[、和及][^，,。；;]{2,12})*(?:等)?(?:一同|一起|共同|联合|参加|参与|同行|陪同)`)
)

func checkDays(tx *store.Tx, from calendar.Day) error {
	switch today := tx.Today(); {
	case from < today.Add(-farthest):
		return say.Problemf("%s is more than three years ago. Please check the date.", "%s在三年以前，请核对日期。", say.DateSeen(from, today)).In("from")
	case from > today.Add(366):
		return say.Problemf("%s is more than a year away. Please check the date.", "%s在一年以后，请核对日期。", say.DateSeen(from, today)).In("from")
	}
	return nil
}

// leaderOf is the leader's post in full, so that two trips can be compared by it: 区长 typed in 华龙区 is 华龙区区长.
func leaderOf(tx *store.Tx, unit store.UnitID, r reading.Report) *store.TripLeader {
	if r.LeaderTitle == "" {
		return nil
	}
	post := r.LeaderTitle
	english := post[0] < utf8.RuneSelf
	if name := tx.City().Unit(unit).Name; r.LeaderLevel != reading.LevelCity && !named(tx.City(), post) && !english {
		post = inFull(name, post)
	}
	return &store.TripLeader{Post: post, Level: string(r.LeaderLevel)}
}

// inFull puts a unit's name before a post: 华龙区 and 区委书记 is 华龙区委书记.
func inFull(unit, post string) string {
	for _, kind := range []string{"县", "区"} {
		if strings.HasSuffix(unit, kind) && strings.HasPrefix(post, kind+"委") {
			return unit + strings.TrimPrefix(post, kind)
		}
		if strings.HasSuffix(unit, kind) && (post == "书记" || post == "副书记") {
			return unit + "委" + post
		}
	}
	if strings.HasSuffix(unit, "园区") {
		post = strings.TrimPrefix(post, "园区")
	}
	return unit + post
}

func named(c *store.City, post string) bool {
	return slices.ContainsFunc(c.Units, func(u store.Unit) bool {
		return strings.Contains(post, u.Name) || slices.ContainsFunc(u.Aliases, func(a string) bool { return strings.Contains(post, a) })
	})
}

func metText(t store.Batch, met int) say.Text {
	firms := say.List(append(slices.Clone(t.Companies), t.Others...)...)
	switch {
	case !firms.Empty():
		return say.T("Met: %s", "对接：%s", firms)
	case met > 0:
		return say.T("Firms visited: %d", "走访企业%d家", met)
	}
	return say.Text{}
}

// talkText is what the trip talked about.
func talkText(t store.Batch) say.Text {
	switch {
	case t.Sum == nil && t.Project == "":
		return say.Text{}
	case t.Sum == nil:
		return say.T("Talked about: %s", "洽谈：%s", t.Project)
	case t.Project == "":
		return say.T("Talked about an investment of %s", "洽谈投资：%s", *t.Sum)
	}
	return say.T("Talked about: %s, %s", "洽谈：%s，%s", t.Project, *t.Sum)
}
