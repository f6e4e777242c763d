package reading

import "testing"

// The post that led a trip makes no owner of its next step; a word that gives it to someone does.
func TestLeaderIsNotOwner(t *testing.T) {
	for line, want := range map[string]string{
		"昨天 区长带队赴深圳拜访鹏程氢动力、湾区储能科技 氢能链 周五前寄送用地资料": "",
		"昨天 赴深圳拜访鹏程氢动力 周五前寄送用地资料，由区长负责":          "U-head",
		"昨天 区长带队赴深圳拜访鹏程氢动力 周五前寄送用地资料，华龙区经办人乙跟进":  "U-b",
	} {
		c := Context{
			City: demoCity(t), Today: "2022-11-09", Calendar: wednesday(t).Calendar, Unit: "hualong", Kind: Trip,
			People: []Person{{ID: "U-head", Name: "华龙区负责人", Post: "区长", Unit: "hualong"}, {ID: "U-b", Name: "华龙区经办人乙", Post: "经办人", Unit: "hualong"}},
		}
		r := Read(line, c)
		if len(r.FollowUps) != 1 || r.FollowUps[0].OwnerPerson != want {
			t.Errorf("%s: follow-ups %+v, want one of %q", line, r.FollowUps, want)
		}
	}
}
