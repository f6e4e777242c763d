package commands

import (
	"strings"

	"chainlead/internal/say"
	"chainlead/store"
)

var _ = add(Command{
	Name: "merge", Alias: "合并", Needs: store.MayDecide,
	Usage: say.T("one company = another; to part them again add: not", "企业甲＝企业乙；要拆开时在后面写“不是”"),
	Short: say.T("Say that two names are one company", "两个名称按同一企业处理"),
	Run:   mergeFirms,
})

// mergeFirms says that two names are one company, or no longer: claims and searches take them together. The records keep their own words.
func mergeFirms(tx *store.Tx, c Call) (Reply, error) {
	if !tx.May(c.who, store.MayDecide, store.Subject{}) {
		return Reply{}, notYours()
	}
	text, part := strings.CutSuffix(strings.TrimSpace(c.Text), "不是")
	if !part {
		text, part = strings.CutSuffix(text, " not")
	}
	names := strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune("=＝、，,；;", r) })
	if len(names) != 2 {
		return Reply{}, say.Problemf("Which two? Please write one company = another.", "哪两家？请写成“企业甲＝企业乙”。")
	}
	var firms [2]store.Company
	for i, n := range names {
		f, ok, err := tx.FirmNamed(n)
		if err != nil {
			return Reply{}, err
		}
		if !ok {
			return Reply{}, say.Problemf("The register knows no company “%s”, or more than one. Please write its whole name.", "库内没有“%s”，或有多家相近，请写企业全称。", strings.TrimSpace(n))
		}
		firms[i] = f
	}
	if part {
		for _, f := range firms {
			if err := tx.MergeFirms(f.Core, ""); err != nil {
				return Reply{}, err
			}
		}
		return Reply{Message: say.Lines(say.T("%s and %s are two companies again.", "%s与%s已恢复为两家企业。", firms[0].Name, firms[1].Name))}, nil
	}
	if err := tx.MergeFirms(firms[0].Core, firms[1].Core); err != nil {
		return Reply{}, err
	}
	return Reply{Message: say.Lines(
		say.T("%s and %s are one company from now on: claims and searches take them together.", "%s与%s自即日起按同一企业处理，首报认定和查找合并计算。", firms[0].Name, firms[1].Name),
		say.T("To part them: the same line with “not” at its end.", "拆开：在同一行末尾加“不是”。"))}, nil
}
