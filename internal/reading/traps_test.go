package reading

import (
	"math/rand/v2"
	"os"
	"strings"
	"testing"
)

// TestProductTraps are everyday words of a petrochemical city that hold a chain's product word and mean something else.
func TestProductTraps(t *testing.T) {
	for text, want := range map[string]string{
		"氢氟酸项目":      "",
		"加氢石油树脂项目":   "",
		"石油树脂项目":     "",
		"丙烷脱氢项目":     "",
		"烧碱(氢氧化钠)项目": "",
		"双氧水项目":      "",
		"加氢裂化催化剂项目":  "",
		"环保手续办理":     "",
		"电子商务培训":     "",
		"储氢瓶项目":      "氢能",
		"加氢站项目":      "氢能",
		"工业副产氢提纯项目":  "氢能",
		"水性树脂涂料项目":   "绿色涂料",
		"光刻胶树脂项目":    "电子化学品",
		"聚乳酸项目":      "生物基及可降解材料",
		"UHMWPE纤维项目": "高端聚烯烃",
		"储能电站项目":     "风光储",
		"预制菜项目":      "绿色食品",
		"全屋定制项目":     "现代家居",
		"水洗羽绒项目":     "羽绒及服饰",
		"固废资源化项目":    "节能环保",
		"数据标注基地项目":   "新一代信息技术",
		"石油装备再制造项目":  "装备制造",
	} {
		if got := Read(text+"11月7日开工", wednesday(t)).ChainHint.Name; got != want {
			t.Errorf("%s hints at %q, want %q", text, got, want)
		}
	}
}

// TestNamedChains are the ways of naming a chain itself; behind a command a bare name is enough.
func TestNamedChains(t *testing.T) {
	for _, tt := range []struct {
		kind        Kind
		text, chain string
	}{
		{"", "氢能链储氢瓶项目", "氢能"},
		{"", "氢能产业链专班调度", "氢能"},
		{"", "#涂料 绿筑涂料", "绿色涂料"},
		{"", "装备制造链长调研", "装备制造"},
		{"", "氢能项目开工", ""},
		{"", "氢能链条企业", ""},
		{"", "链主企业来访", ""},
		{Lead, "鹏程氢动力 氢能", "氢能"},
		{Lead, "Pengcheng Power, hydrogen", "氢能"},
		{Lead, "鹏程氢能科技", ""},
		{Trip, "深圳 鹏程氢动力 可降解", "生物基及可降解材料"},
	} {
		c := wednesday(t)
		c.Kind = tt.kind
		if got := Read(tt.text, c).Chain.Name; got != tt.chain {
			t.Errorf("%s: chain %q, want %q", tt.text, got, tt.chain)
		}
	}
}

// TestNoInventedCompanies are sentences without a firm.
func TestNoInventedCompanies(t *testing.T) {
	for _, text := range []string{
		"走访涂料企业11家", "对接高端聚烯烃产业链上下游", "考察学习先进经验", "考察新能源汽车产业园", "接待客商三批", "看了二期标准化厂房和污水处理厂",
		"洽谈水性涂料项目", "建设年产5万吨水性环氧树脂生产线", "专班召开氢能产业链推进会", "向市商务厅汇报外资到位情况", "企业要求3天内答复电价",
		"走访中小微企业和个体工商户", "拜访省商务厅", "接待省发改委调研组", "参加世界制造业大会", "某五金企业拟投3000万", "对方下周五来清丰回访", "赴广东招商",
		"市领导调研重点项目建设", "召开双招双引工作例会", "接待央视记者采访", "到人社局对接用工", "考察碳纤维复合材料", "线索：丙烯酸酯扩产", "线索：氢氟酸，2亿",
	} {
		if got := Read(text, wednesday(t)).Companies; len(got) > 0 {
			t.Errorf("%s: companies %q", text, got)
		}
	}
}

// TestAFirmOnRecordIsKnownByItsBareName: a bare name is a firm where the register knows it.
func TestAFirmOnRecordIsKnownByItsBareName(t *testing.T) {
	c := wednesday(t)
	const line = "租金测算给阳光那边发过去，小王负责"
	if r := Read(line, c); len(r.Companies) > 0 {
		t.Errorf("without a register: %q", r.Companies)
	}
	c.Known = func(name string) bool { return name == "阳光" }
	if r := Read(line, c); len(r.Companies) != 1 || r.Companies[0] != "阳光" {
		t.Errorf("with it on record: %q", r.Companies)
	}
	c.Known = func(string) bool { return true } // even then a chain, a post or a thing is no firm
	if r := Read("昨天县长赴深圳谈储氢瓶，氢能链", c); len(r.Companies) > 0 {
		t.Errorf("read as firms: %q", r.Companies)
	}
}

// TestRestKeepsWords: what isn't understood behind a command is in Rest, word for word.
func TestRestKeepsWords(t *testing.T) {
	c := wednesday(t)
	c.Kind = Trip
	r := Read("深圳 鹏程氢动力 县长带队 昨天 晨曦ＡＢＣ计划", c)
	if got := strings.Join(r.Rest, " "); !strings.Contains(got, "晨曦ＡＢＣ计划") {
		t.Errorf("the rest is %q", r.Rest)
	}
}

// TestImpossible: what can't be is told and not used.
func TestImpossible(t *testing.T) {
	r := Read("11月31日赴深圳拜访鹏程氢动力，投资99999999亿", wednesday(t))
	if r.Date != "" || len(r.Amounts) > 0 || len(r.Bad) != 2 {
		t.Errorf("date %q, amounts %v, bad %v", r.Date, r.Amounts, r.Bad)
	}
}

// TestAmbiguousUnits: 开发区 is the city's zone, but not in a county's mouth.
func TestAmbiguousUnits(t *testing.T) {
	for _, tt := range []struct{ typist, text, want string }{
		{"", "开发区接待深圳鹏程氢动力5人", "濮阳经济技术开发区"},
		{"qingfeng", "接待深圳鹏程氢动力5人，看了开发区", ""},
		{"", "清丰县接待深圳鹏程氢动力5人，拟落户开发区", "清丰县"},
		{"", "清丰县先进制造业开发区", "清丰县"},
		{"", "华龙区、开发区组织", "华龙区 濮阳经济技术开发区"},
		{"", "濮阳县县长", "濮阳县"},
		{"", "清丰县商务局", "清丰县"},
		{"", "市商务局", "市商务局"},
		{"", "苏州工业园区", ""},
		{"", "台前羽丰羽绒", "台前县"},
	} {
		c := wednesday(t)
		c.Unit = tt.typist
		var got []string
		for _, u := range Read(tt.text, c).Units {
			got = append(got, u.Name)
		}
		if strings.Join(got, " ") != tt.want {
			t.Errorf("%s typed by %q: units %q, want %q", tt.text, tt.typist, got, tt.want)
		}
	}
}

// TestSplicedReports reads pieces of reports put together at random places: nothing may panic, and nothing take long.
func TestSplicedReports(t *testing.T) {
	data, err := os.ReadFile("testdata/reports.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	text := []rune(string(data))
	random := rand.New(rand.NewPCG(1, 2))
	kinds := []Kind{"", Trip, Visit, Lead, Progress, FollowUpLine}
	c := wednesday(t)
	for range 1500 {
		var b strings.Builder
		for range 1 + random.IntN(5) {
			i := random.IntN(len(text) - 40)
			b.WriteString(string(text[i : i+random.IntN(40)]))
		}
		c.Kind = kinds[random.IntN(len(kinds))]
		Read(b.String(), c)
	}
}
