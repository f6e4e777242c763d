package reading

import (
	"strings"
	"testing"
)

// told prints the parts of a report that a command's line fills, one word each, so that a test reads like the answer.
func told(r Report) string {
	var out []string
	add := func(name, v string) {
		if v != "" {
			out = append(out, name+"="+v)
		}
	}
	add("date", string(r.Date))
	add("to", string(r.DateEnd))
	add("places", strings.Join(r.Places, "+"))
	add("companies", strings.Join(r.Companies, "+"))
	add("project", r.Project)
	add("chain", r.Chain.Name)
	add("hint", r.ChainHint.Name)
	add("leader", r.LeaderTitle)
	if r.Led {
		add("led", "yes")
	}
	var units []string
	for _, u := range r.Units {
		units = append(units, u.Name)
	}
	add("units", strings.Join(units, "+"))
	for _, a := range r.Amounts {
		add("sum", a.Words)
	}
	add("source", r.Source)
	add("base", r.Base.Name)
	for _, f := range r.FollowUps {
		add("then", f.Task+"/"+string(f.Due)+"/"+string(f.How)+"/"+f.Owner+f.OwnerPerson+f.OwnerUnit)
	}
	for _, b := range r.Bad {
		add("bad", b.Words)
	}
	for _, w := range r.Who {
		add("who", strings.Join(w.People, "+"))
	}
	add("rest", strings.Join(r.Rest, "|"))
	return strings.Join(out, " ")
}

func TestCommandLines(t *testing.T) {
	colleagues := []Person{
		{ID: "U1", Name: "李经办", Post: "经办人甲", Unit: "qingfeng"},
		{ID: "U2", Name: "王经办", Post: "经办人乙", Unit: "qingfeng"},
		{ID: "U3", Name: "赵经办", Post: "经办人丙", Unit: "qingfeng"},
		{ID: "U4", Name: "赵联络", Post: "联络员", Unit: "qingfeng"},
	}
	for _, tt := range []struct {
		kind       Kind
		line, want string
	}{
		{Lead, "鹏程氢动力 燃料电池电堆 三个半亿 氢能 深圳基地推荐 下周五前回访", "companies=鹏程氢动力 project=燃料电池电堆 chain=氢能 sum=三个半亿 source=深圳基地 base=粤港澳大湾区 then=回访/2022-11-18/before/"},
		{Lead, "鹏程氢动力，燃料电池电堆，3.5亿，#氢能，下周五前回访", "companies=鹏程氢动力 project=燃料电池电堆 chain=氢能 sum=3.5亿 then=回访/2022-11-18/before/"},
		{Lead, "恒塑新材料", "companies=恒塑新材料"},
		{Lead, "绿筑涂料 5000万 涂料链", "companies=绿筑涂料 chain=绿色涂料 sum=5000万"},
		{Lead, "明晟光电 2亿美元", "companies=明晟光电 hint=新一代信息技术 sum=2亿美元"},
		{Trip, "深圳 鹏程氢动力、湾区储能 县长带队 昨天", "date=2022-11-08 places=深圳市 companies=鹏程氢动力+湾区储能 leader=县长 led=yes"},
		{Trip, "11月8日-9日 上海 沪氢膜材 区长带队 氢能", "date=2022-11-08 to=2022-11-09 places=上海市 companies=沪氢膜材 chain=氢能 leader=区长 led=yes"},
		{Trip, "深圳 鹏程氢动力", "places=深圳市 companies=鹏程氢动力 hint=氢能"},
		{Trip, "下周二 佛山 副县长带队 粤彩涂料", "date=2022-11-15 places=佛山市 companies=粤彩涂料 hint=绿色涂料 leader=副县长"},
		{Trip, "昨天县长带队赴深圳拜访鹏程氢动力，洽谈燃料电池系统项目，总投资3.5亿，对方下周五来清丰回访", "date=2022-11-08 places=深圳市 companies=鹏程氢动力 project=燃料电池系统项目 hint=氢能 leader=县长 led=yes units=清丰县 sum=3.5亿 then=对方来清丰回访/2022-11-18/on/"},
		{FollowUpLine, "寄用地资料 绿筑涂料 周四前 经办人乙", "companies=绿筑涂料 hint=绿色涂料 then=寄用地资料/2022-11-10/before/经办人乙U2qingfeng"},
		{FollowUpLine, "给绿筑涂料寄用地资料 周四前 小李跟进", "companies=绿筑涂料 hint=绿色涂料 then=给绿筑涂料寄用地资料/2022-11-10/before/小李U1qingfeng"},
		{FollowUpLine, "寄用地资料 3个工作日内 <@U2|wang>", "then=寄用地资料/2022-11-14/within_workdays/<@U2|wang>U2qingfeng"},
		{FollowUpLine, "寄用地资料 周四前 小赵", "then=寄用地资料/2022-11-10/before/小赵 who=U3+U4"},
		{FollowUpLine, "答复电价 11月31日前", "then=答复电价//none/ bad=11月31日前"},
		{Trip, "11月31日 深圳 鹏程氢动力", "places=深圳市 companies=鹏程氢动力 hint=氢能 bad=11月31日"},
		{FollowUpLine, "供气价格方案 周三前 工业园区", "units=濮阳工业园区 then=供气价格方案/2022-11-16/before/工业园区indpark"},
		{Lead, "Pengcheng Hydrogen Power, fuel-cell stacks, CNY 350 million, hydrogen, call on them by next Friday", "companies=Pengcheng Hydrogen Power project=fuel-cell stacks chain=氢能 sum=CNY 350 million then=call on them/2022-11-18/before/"},
		{Trip, "Shenzhen, Pengcheng Hydrogen Power, led by the county head, Nov 8-9", "date=2022-11-08 to=2022-11-09 places=深圳市 companies=Pengcheng Hydrogen Power hint=氢能 leader=county head led=yes"},
		{Trip, "Ningbo, lvzhu coatings, coatings, yesterday", "date=2022-11-08 places=宁波市 companies=lvzhu coatings chain=绿色涂料"},
		{FollowUpLine, "send the land papers to Lvzhu Coatings by Thursday <@U2>", "companies=Lvzhu Coatings hint=绿色涂料 then=send the land papers to Lvzhu Coatings/2022-11-10/before/<@U2>U2qingfeng"},
	} {
		c := wednesday(t)
		c.Kind, c.Unit, c.People = tt.kind, "qingfeng", colleagues
		if got := told(Read(tt.line, c)); got != tt.want {
			t.Errorf("%s %s\n got %s\nwant %s", tt.kind, tt.line, got, tt.want)
		}
	}
}
