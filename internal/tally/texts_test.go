package tally_test

import (
	"testing"

	"chainlead/internal/say"
	"chainlead/internal/tally"
	"chainlead/store"
	"chainlead/store/storetest"
)

// The four texts of the worked week, in both languages, as their readers see them. What a user typed isn't translated.
func TestTextsOfTheWorkedWeek(t *testing.T) {
	w := theWeek(t)
	w.cutoff("2022-11-04")
	w.play("2022-11-11 15:00")
	early := w.open()
	w.says(early, store.To(w.person("U-hualong-liaison")), func(r tally.Report) (say.Message, error) { return r.CheckSheet("hualong") }, `华龙区本周报送核对（11月5日—11日，截至15:00）
外出招商1批次（区长带队）：T-101
参加1批次：T-103，计入市发展和改革委员会
接待1批次5人次：V-201
线索0条
未计入：T-104（与T-103为同一批次）、T-106（计划，未确认出发）、L-129（待协调）
有出入请在16:30前补报或更正，无误不必回复。`,
		`Hualong District: please check this week (5–11 November, as of 15:00)
Outward trips 1 (led by the district head): T-101
Took part in 1: T-103, counted under the Development and Reform Commission
Inward visits 1 with 5 visitors: V-201
Leads 0
Not counted: T-104 (same trip as T-103), T-106 (planned, departure not confirmed), L-129 (claim not decided)
Please add or correct by 16:30. If all is right, no answer is needed.`)
	got := w.cutoff("2022-11-11")
	w.says(got, store.ToChannel("C-chain-hydrogen"), func(r tally.Report) (say.Message, error) { return r.Chain("hydrogen") }, `氢能链周动态
11月5日—11日（截至周五17:00）
【请链长协调】1件
R-7 副产氢供气价格，18日（周五）前需答复（濮阳工业园区）
【本周】
外出招商3批次（上周5），领导带队2（上周1）
接待客商3批次19人次（上周4批次23人次），1批次未填人数
新增线索2条（上周3），意向投资4.7亿元；研判有效1条
签约1个3.5亿元（上周1个5亿元）
在谈21个（新进1、转签约1），60天以上未联系2个
报送到位资金800万元（待月度审核）
【跟进】
办结2件（按期1）；超期2件；18日（周五）前到期3件
F-35 厂房租金报价，超期4个工作日（濮阳工业园区）
【今年累计】
外出招商75批次（领导带队25），接待141批次750人次
线索47条，签约16个96.6亿元
到位省外资金6.2亿元（1—9月审核数）
【说明】补报外出招商1批次（领导带队）；核减线索1条；签约额更正减少4.5亿元；均已计入累计。另有1批次涉及本链，计入绿色涂料链。`,
		`Hydrogen chain: weekly update
5–11 November (as of Friday 17:00)
[For the chain leader] 1
R-7 副产氢供气价格: answer needed by Fri 18 Nov (Puyang Industrial Park)
[This week]
Outward trips 3 (last week 5), led by leaders 2 (last week 1)
Inward visits 3, visitors 19 (last week 4 and 23); 1 visit without a head count
New leads 2 (last week 3), intended investment CNY 470 million; judged valid 1
Signed 1, CNY 350 million (last week 1, CNY 500 million)
In talks 21 (1 new, 1 signed); 2 without contact for 60 days or more
Arrived money reported CNY 8 million (before the monthly audit)
[Follow-ups]
Closed 2 (1 on time); overdue 2; due by Fri 18 Nov 3
F-35 厂房租金报价: 4 working days overdue (Puyang Industrial Park)
[Year to date]
Outward trips 75 (led 25), inward visits 141, visitors 750
Leads 47, signed 16, CNY 9.66 billion
Out-of-province money arrived CNY 620 million (January–September, audited)
[Notes] 1 earlier trip reported late (led); 1 lead withdrawn; signed amount corrected by CNY −450 million; all included in the year to date. 1 more trip touched this chain and counts under green coatings.`)
	w.says(got, store.To(w.person("U-leader-hydrogen")), func(r tally.Report) (say.Message, error) { return r.Leader("hydrogen") }, `氢能链周动态（链长专送）
11月5日—11日（截至周五17:00）
【请您协调】1件
R-7 副产氢供气价格，18日（周五）前需答复
园区与供氢企业协商两次未果，建议召集供氢企业协调气价（濮阳工业园区）
【重点进展】
签约：储氢装备项目，3.5亿元（濮阳工业园区）
框架协议：绿氢一体化项目，50亿元，未计入签约（华龙区）
新线索：鹏程氢动力，意向3.5亿元（清丰县首报）
【卡点】
厂房租金报价，超期4个工作日（濮阳工业园区，经办人乙）
60天以上未联系：液氢储罐项目（华龙区）、氢气压缩机项目（濮阳工业园区）
【数字】
外出3批次（领导带队2），接待3批次19人次，线索2条
今年签约16个96.6亿元；上周所报膜电极项目5亿元更正为5000万元`,
		`Hydrogen chain: weekly update (for the chain leader)
5–11 November (as of Friday 17:00)
[Your decision] 1
R-7 副产氢供气价格: answer needed by Fri 18 Nov
园区与供氢企业协商两次未果; proposed: 召集供氢企业协调气价 (Puyang Industrial Park)
[What moved]
Signed: 储氢装备项目, CNY 350 million (Puyang Industrial Park)
Framework agreement: 绿氢一体化项目, CNY 5 billion, not counted as signed (Hualong District)
New lead: 鹏程氢动力, intends CNY 350 million (first reported by Qingfeng County)
[What is stuck]
厂房租金报价: 4 working days overdue (Puyang Industrial Park, 经办人乙)
No contact for 60 days or more: 液氢储罐项目 (Hualong District), 氢气压缩机项目 (Puyang Industrial Park)
[Figures]
Trips 3 (led 2), visits 3 with 19 visitors, leads 2
Signed this year 16, CNY 9.66 billion; last week's CNY 500 million (膜电极项目) is corrected to CNY 50 million`)
	w.says(got, store.ToChannel("C-city"), tally.Report.City, `全市双招双引周动态
11月5日—11日（截至周五17:00）
【全市】
外出招商4批次（上周18），领导带队2（上周5）
接待客商3批次19人次（上周41批次183人次），1批次未填人数
新增线索3条（上周13），意向投资4.7亿元，1条未填金额
签约1个3.5亿元（上周5个26.7亿元）
超期2件
【各链】
绿色涂料 外出1
氢能 外出3（带队2）接待3批19人 线索2 签约1个3.5亿 超期2
未归链 线索1
其余10链本周无记录
【报送】
零报告：南乐县
未报送：台前县
【今年累计】
外出招商763批次（领导带队236），接待1814批次8421人次
线索514条，签约279个2135.4亿元
【说明】补报外出招商1批次（领导带队）；核减线索1条；签约额更正减少4.5亿元；均已计入累计。`,
		`Whole city: weekly update
5–11 November (as of Friday 17:00)
[City]
Outward trips 4 (last week 18), led by leaders 2 (last week 5)
Inward visits 3, visitors 19 (last week 41 and 183); 1 visit without a head count
New leads 3 (last week 13), intended investment CNY 470 million, 1 without a sum
Signed 1, CNY 350 million (last week 5, CNY 2.67 billion)
Overdue 2
[By chain]
Green coatings: trips 1
Hydrogen: trips 3 (led 2), visits 3 with 19 visitors, leads 2, signed 1 (CNY 350 million), overdue 2
No chain: leads 1
10 other chains: nothing recorded this week
[Reporting]
Declared nothing to report: Nanle County
No report: Taiqian County
[Year to date]
Outward trips 763 (led 236), inward visits 1,814, visitors 8,421
Leads 514, signed 279, CNY 213.54 billion
[Notes] 1 earlier trip reported late (led); 1 lead withdrawn; signed amount corrected by CNY −450 million; all included in the year to date.`)
}

// open is the open week as it stands.
func (w *week) open() (t store.Tally) {
	storetest.View(w.t, w.s, func(tx *store.Tx) (err error) {
		t, err = tally.Count(tx, tally.Open(tx))
		return err
	})
	return t
}
