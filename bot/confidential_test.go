package main

import (
	"slices"
	"strings"
	"testing"
)

// A firm marked 保密: in a week of doing with it (a visit, a second claim, promises handed on, a request, the tallies and the office's draft) nobody reads its name
// but its typist, the unit's head, the chain's leader, liaison and task-force office, and the promotion office.
func TestAConfidentialNameStaysWhereItMay(t *testing.T) {
	c := newTown(t, "2022-11-09 10:00")
	typed := func(who, line string) {
		c.do(who, "", line)
	}
	const typist = "清丰县经办人甲"
	typed(typist, "/lead 天工氢能科技有限公司 液氢项目 10亿 氢能链 保密 今天前回访")
	typed(typist, "/visit 今天接待天工氢能一行5人 氢能链 保密")
	typed(typist, "/trip 昨天县长带队赴深圳拜访天工氢能科技 氢能链 保密 周五前寄送用地资料")
	typed(typist, "/project 天工氢能液氢项目 天工氢能科技有限公司 氢能链 保密 正在洽谈")
	typed(typist, "/request 天工氢能液氢项目用地指标 氢能链 保密 18日前需答复，已对接两次未果，建议召开协调会")
	typed(typist, "/hand F-1 市发改委")
	typed("台前县经办人甲", "/lead 天工氢能 3亿 氢能链")
	for _, who := range []string{"清丰县经办人乙", "清丰县联络员", "台前县经办人甲", "市发展和改革委员会联络员", "绿色涂料链链长"} {
		for _, line := range []string{"/find 天工氢能", "/find L-1", "/find T-1", "/tally 氢能链", "/tally 清丰县 明细", "/mine"} {
			typed(who, line)
		}
	}
	c.play("clock 2022-11-18 17:30")
	allowed := []string{typist, "清丰县负责人", "氢能链链长", "氢能链链长联络员", "氢能链专班办公室", "市招商办经办人", "市招商办负责人"}
	read := 0
	for _, r := range c.rooms {
		if slices.Contains(allowed, r.Name) {
			continue
		}
		for _, m := range c.messages(r.ID, r.Member) {
			read++
			text := m.Plain
			if r.Name == "台前县经办人甲" { // who typed the name themselves, and is answered about their own lead
				continue
			}
			if strings.Contains(text, "天工") {
				t.Errorf("%s reads: %s", r.Name, text)
			}
		}
	}
	if read < 40 {
		t.Errorf("only %d messages were looked at", read)
	}
}
