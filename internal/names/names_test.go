package names

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestSame(t *testing.T) {
	for _, tt := range []struct {
		a, b string
		want bool
	}{
		{"鹏程氢动力科技有限公司", "深圳鹏程氢动力科技", true},
		{"鹏程氢动力", "深圳鹏程氢动力科技有限公司", true},
		{"鹏 程 氢 动 力", "鹏程氢动力", true},
		{"江苏恒塑新材料", "恒塑新材料有限公司", true},
		{"台前羽丰羽绒", "羽丰羽绒", true},
		{"華為技術有限公司", "华为技术", true},
		{"富士康（郑州）科技", "富士康科技", true},
		{"Nordwerk Kunststoff GmbH", "nordwerk kunststoff", true},
		{"湾区储能科技", "湾区储能", true},
		{"ＡＢＣ材料有限公司", "abc材料", true},
		{"上海汽车集团", "广州汽车集团", false},
		{"河南能源集团", "山西能源集团", false},
		{"湾区储能科技", "沪东储能科技", false},
		{"绿筑涂料", "绿建涂料", false},
		{"京北电堆", "沪氢膜材", false},
		{"中国银行", "中国农业银行", false},
		{"泉城压缩机", "江城双极板", false},
		{"华为技术有限公司濮阳分公司", "华为技术", true},
		{"深圳华为", "华为", true},
		{"宁德时代新能源科技股份有限公司", "宁德时代", true},
		{"比亚迪股份有限公司", "比亚迪新能源", true},
		{"北京东方雨虹", "东方雨虹", true},
		{"郑州和平家居制造有限公司", "和平家居制造", true},
		{"广东鹏程氢动力科技", "深圳鹏程氢动力", true},
		{"Bayer AG", "bayer", true},
		{"Siemens Energy (China) Co., Ltd.", "Siemens Energy", true},
		{"㈱東レ", "(株)東レ", true},
		{"中塑新材料", "恒塑新材料", false},
		{"鸿程氢动力系统工程", "鹏程氢动力系统工程", false},
		{"和平家居制造", "朝阳家居制造", false},
		{"深圳鹏程氢动力", "郑州鹏程氢动力", false},
		{"富士康（郑州）", "富士康（深圳）", false},
		{"中国石油", "中国石油化工", false},
		{"中国农业银行", "中国工商银行", false},
		{"湖北能源", "武汉能源", false},
		{"上海电气", "上海电气风电", false},
		{"时代", "宁德时代", false},
		{"上海汽车", "汽车", false},
		{"", "", false},
	} {
		if got := Same(tt.a, tt.b); got != tt.want {
			t.Errorf("Same(%s, %s) = %v (%.2f; %+v, %+v), want %v", tt.a, tt.b, got, Like(tt.a, tt.b), Split(tt.a), Split(tt.b), tt.want)
		}
	}
}

func TestSplit(t *testing.T) {
	for _, tt := range []struct{ in, core, place string }{
		{"深圳鹏程氢动力科技有限公司", "鹏程氢动力", "深圳市"},
		{"台前羽丰羽绒", "羽丰羽绒", "濮阳市"},
		{"宁德时代", "宁德时代", "宁德市"},
		{"浙江省杭州市西子电梯制造有限公司", "西子电梯制造", "杭州市"},
		{"恒木家居", "恒木家居", ""},
		{"和平家居", "和平家居", ""},
		{"东方雨虹", "东方雨虹", ""},
		{"上海汽车集团", "上海汽车", "上海市"},
		{"江苏恒塑新材料科技有限公司", "恒塑新材料", "江苏省"},
		{"富士康（郑州）科技", "富士康科技", "郑州市"},
		{"華為技術有限公司", "华为技术", ""},
		{"华为技术有限公司濮阳分公司", "华为技术", ""},
		{"Nordwerk Kunststoff GmbH", "nordwerkkunststoff", ""},
		{"Swag", "swag", ""},
		{"公司", "公司", ""},
		{"", "", ""},
	} {
		if got := Split(tt.in); got != (Company{tt.core, tt.place}) {
			t.Errorf("Split(%s) = %+v, want %s of %s", tt.in, got, tt.core, tt.place)
		}
	}
}

func TestMask(t *testing.T) {
	m := NewMasker([]string{
		"鹏程氢动力", "深圳湾区储能科技有限公司", "Nordwerk Kunststoff GmbH", "华为", "江苏恒塑新材料有限公司", "宁德时代", "绿色涂料有限公司", "上海汽车集团", "恒塑新材料股份有限公司", "ABC",
	})
	for _, tt := range []struct{ in, want string }{
		{"厂房租金报价（鹏程氢动力）", "厂房租金报价"},
		{"厂房租金报价(鹏程氢动力科技有限公司)", "厂房租金报价"},
		{"给鹏程氢动力寄资料", "给某企业寄资料"},
		{"给深圳鹏程氢动力科技有限公司寄资料", "给深圳某企业寄资料"},
		{"拜访鵬程 氫動力，再访湾区储能", "拜访某企业，再访某企业"},
		{"call NORDWERK  kunststoff", "call 某企业"},
		{"与华为洽谈", "与某企业洽谈"},
		{"环评容量说明", "环评容量说明"},
		{"厂房租金报价（鹏程氢动力、湾区储能）", "厂房租金报价"},
		{"厂房租金报价【 鹏 程 氢 动 力 】，下周", "厂房租金报价，下周"},
		{"厂房租金（鹏程氢动力二期）", "厂房租金（某企业二期）"},
		{"鹏程氢动力科技（深圳）有限公司来访", "某企业来访"},
		{"鹏程氢动力投资3亿", "某企业投资3亿"},
		{"鹏程－氢动力和“鹏程”氢动力", "某企业和“某企业"},
		{"ＮＯＲＤＷＥＲＫ Kunststoff GmbH来访", "某企业来访"},
		{"visit Nordwerk as planned", "visit 某企业 as planned"},
		{"Nordwerkstatt, ABCD and abc", "Nordwerkstatt, ABCD and 某企业"},
		{"恒塑总经理来访", "某企业总经理来访"},
		{"恒塑新材料与恒塑包装", "某企业与某企业包装"},
		{"與華為洽談", "與某企业洽談"},
		{"绿色涂料链推进会", "绿色涂料链推进会"},
		{"赴上海考察汽车和新材料", "赴上海考察汽车和新材料"},
		{"新时代，新材料", "新时代，新材料"},
		{"宁德时代储能项目", "某企业储能项目"},
		{" 前后空格 ", " 前后空格 "},
		{"", ""},
	} {
		if got := m.Zh(tt.in); got != tt.want {
			t.Errorf("Zh(%s) = %s, want %s", tt.in, got, tt.want)
		}
	}
}

func TestMaskInEnglish(t *testing.T) {
	m := NewMasker([]string{"鹏程氢动力"})
	if got := m.Mask("call 鹏程氢动力科技 (鹏程氢动力)", "a company"); got != "call a company" {
		t.Error(got)
	}
}

func TestMaskedTextNeverHoldsTheName(t *testing.T) {
	firms := []string{"深圳鹏程氢动力科技有限公司", "恒塑新材料", "Nordwerk Kunststoff GmbH"}
	m := NewMasker(firms)
	rapid.Check(t, func(t *rapid.T) {
		name := rapid.SampledFrom([]string{"鹏程氢动力", "恒塑", "恒塑新材料", "鵬程氫動力", "鹏程 氢动力", "深圳鹏程氢动力科技有限公司"}).Draw(t, "name")
		s := rapid.String().Draw(t, "before") + name + rapid.String().Draw(t, "after")
		got := m.Zh(s)
		for _, n := range []string{"鹏程氢动力", "恒塑"} {
			if strings.Contains(Fold(got), n) {
				t.Fatalf("Zh(%q) = %q", s, got)
			}
		}
		if m.Zh(got) != got {
			t.Fatalf("Zh(%q) = %q isn't all", s, got)
		}
	})
}

func TestFold(t *testing.T) {
	for in, want := range map[string]string{
		"ＡＢＣ　材料": "abc材料", "華為技術": "华为技术", "a\u200bb\u202ec": "abc", "鹏 程\t氢\n动力": "鹏程氢动力", "（株）": "(株)", "㈱": "(株)", "": "",
	} {
		if got := Fold(in); got != want {
			t.Errorf("Fold(%q) = %q, want %q", in, got, want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.String().Draw(t, "s")
		if once := Fold(s); Fold(once) != once {
			t.Fatalf("Fold(%q) = %q, folded again %q", s, once, Fold(once))
		}
	})
}

func TestLikeIsTheSameBothWays(t *testing.T) {
	firms := []string{"鹏程氢动力", "深圳鹏程氢动力科技有限公司", "上海汽车", "广州汽车集团", "和平家居制造", "宁德时代", "时代", "Bayer AG", "富士康（郑州）科技", "汽车", "湖北能源", ""}
	for _, a := range firms {
		if a != "" && Like(a, a) != 1 {
			t.Errorf("Like(%s, %s) = %v", a, a, Like(a, a))
		}
		for _, b := range firms {
			if x, y := Like(a, b), Like(b, a); x != y || x < 0 || x > 1 {
				t.Errorf("Like(%s, %s) = %v, the other way %v", a, b, x, y)
			}
		}
	}
}

func TestPlaces(t *testing.T) {
	for word, want := range map[string]Place{
		"深圳": {"深圳市", "广东省"}, "深圳市": {"深圳市", "广东省"}, "广东": {"广东省", "广东省"}, "萧山": {"杭州市", "浙江省"},
		"北京": {"北京市", "北京市"}, "朝阳区": {"北京市", "北京市"}, "内蒙古": {"内蒙古自治区", "内蒙古自治区"}, "香港": {"香港特别行政区", "香港特别行政区"},
		"濮阳县": {"濮阳市", "河南省"}, "济源": {"济源市", "河南省"}, "昆山": {"苏州市", "江苏省"}, "浦东新区": {"上海市", "上海市"}, "吉林": {"吉林省", "吉林省"},
		"吉林市": {"吉林市", "吉林省"}, "朝阳": {"朝阳市", "辽宁省"}, "恩施": {"恩施土家族苗族自治州", "湖北省"}, "台湾": {"台湾省", "台湾省"}, "南山区": {"深圳市", "广东省"},
	} {
		if got, ok := PlaceOf(word); !ok || got != want {
			t.Errorf("PlaceOf(%s) = %+v, want %+v", word, got, want)
		}
	}
	for _, w := range []string{"二期厂房", "", "桥西区", "城区", "德国"} {
		if p, ok := PlaceOf(w); ok {
			t.Errorf("PlaceOf(%q) = %v", w, p)
		}
	}
}

func TestFindPlaces(t *testing.T) {
	for s, want := range map[string]string{
		"到杭州萧山考察羽丰羽绒":       "[杭州市]",
		"在广州、中山、江门驻点":       "[广州市 中山市 江门市]",
		"接待德国客商2人":          "[德国]",
		"接待来宾5人，看日照情况":      "[]",
		"赴浙江省杭州市和上海市":       "[杭州市 上海市]",
		"洽谈燃料电池项目":          "[]",
		"和平、新华两家企业":         "[]",
		"went to Hamburg":   "[]",
		"赴徐州鼓楼区，再赴南京市鼓楼区":   "[徐州市 南京市]",
		"赴郑州长沙两地":           "[郑州市 长沙市]",
		"县长春节前走访":           "[]",
		"局长沙龙":              "[]",
		"今日本县接待日本客商":        "[日本]",
		"打通化工产业链，推广元宇宙":     "[]",
		"赴广元、广安":            "[广元市 广安市]",
		"招商洛阳":              "[洛阳市]",
		"年产复合肥5万吨，赴合肥":      "[合肥市]",
		"国内江苏企业":            "[江苏省]",
		"主城区、新城区和矿区":        "[]",
		"赴昆山、义乌考察":          "[苏州市 金华市]",
		"朝阳产业，在朝阳区":         "[北京市]",
		"阿里云与新星企业":          "[]",
		"最大连锁，上海连锁":         "[上海市]",
		"赴山东省临沂市兰山区和江苏苏州":   "[临沂市 苏州市]",
		"美国、沙特阿拉伯和印度尼西亚的客商": "[美国 沙特阿拉伯 印度尼西亚]",
		"发文县区，建成县级平台":       "[]",
	} {
		var got []string
		for _, f := range FindPlaces(s) {
			got = append(got, f.Place.Name)
		}
		if fmt.Sprint(got) != want {
			t.Errorf("FindPlaces(%s) = %v, want %s", s, got, want)
		}
	}
}

func BenchmarkSplit(b *testing.B) {
	for b.Loop() {
		Split("深圳鹏程氢动力科技有限公司")
	}
}

func BenchmarkLike(b *testing.B) {
	for b.Loop() {
		Like("深圳鹏程氢动力科技有限公司", "鹏程氢动力")
	}
}

func BenchmarkPlaceOf(b *testing.B) {
	for b.Loop() {
		PlaceOf("萧山区")
	}
}

// tenThousand are firms of as many brands.
func tenThousand() []string {
	var firms []string
	for i := range 10_000 {
		firms = append(firms, fmt.Sprintf("深圳%c%c新材料科技有限公司", '一'+rune(i%200), '丁'+rune(i/200)))
	}
	return firms
}

func BenchmarkNewMasker10000(b *testing.B) {
	firms := tenThousand()
	for b.Loop() {
		NewMasker(firms)
	}
}

func BenchmarkMask10000(b *testing.B) {
	m := NewMasker(tenThousand())
	for b.Loop() {
		m.Zh("给鹏程氢动力寄送用地资料，并与一丁新材料商定下周五前回访的时间")
	}
}

func BenchmarkFindPlaces(b *testing.B) {
	for b.Loop() {
		FindPlaces("昨天县长带队赴深圳拜访鹏程氢动力科技有限公司、湾区储能科技，洽谈5000台套燃料电池系统项目，总投资3.5亿，对方下周五来清丰回访")
	}
}
