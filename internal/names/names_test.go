package names

import (
	"fmt"
	"slices"
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
	} {
		if got := Split(tt.in); got != (Company{tt.core, tt.place}) {
			t.Errorf("Split(%s) = %+v, want %s of %s", tt.in, got, tt.core, tt.place)
		}
	}
}

func TestMask(t *testing.T) {
	m := NewMasker([]string{"鹏程氢动力", "深圳湾区储能科技有限公司", "Nordwerk Kunststoff GmbH", "华为"})
	for _, tt := range []struct{ in, want string }{
		{"厂房租金报价（鹏程氢动力）", "厂房租金报价"},
		{"厂房租金报价(鹏程氢动力科技有限公司)", "厂房租金报价"},
		{"给鹏程氢动力寄资料", "给某企业寄资料"},
		{"给深圳鹏程氢动力科技有限公司寄资料", "给深圳某企业寄资料"},
		{"拜访鵬程 氫動力，再访湾区储能", "拜访某企业，再访某企业"},
		{"call NORDWERK  kunststoff", "call 某企业"},
		{"与华为洽谈", "与某企业洽谈"},
		{"环评容量说明", "环评容量说明"},
		{"", ""},
	} {
		if got := m.Zh(tt.in); got != tt.want {
			t.Errorf("Zh(%s) = %s, want %s", tt.in, got, tt.want)
		}
	}
}

func TestMaskedTextNeverHoldsTheName(t *testing.T) {
	m := NewMasker([]string{"鹏程氢动力"})
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.String().Draw(t, "before") + "鹏程氢动力" + rapid.String().Draw(t, "after")
		if got := m.Zh(s); slices.Contains([]string{s}, got) || NewMasker([]string{"鹏程氢动力"}).Zh(got) != got {
			t.Fatalf("Zh(%q) = %q", s, got)
		}
	})
}

func TestPlaces(t *testing.T) {
	for word, want := range map[string]Place{
		"深圳": {"深圳市", "广东省"}, "深圳市": {"深圳市", "广东省"}, "广东": {"广东省", "广东省"}, "萧山": {"杭州市", "浙江省"},
		"北京": {"北京市", "北京市"}, "朝阳区": {"北京市", "北京市"}, "内蒙古": {"内蒙古自治区", "内蒙古自治区"}, "香港": {"香港特别行政区", "香港特别行政区"},
		"濮阳县": {"濮阳市", "河南省"}, "济源": {"济源市", "河南省"},
	} {
		if got, ok := PlaceOf(word); !ok || got != want {
			t.Errorf("PlaceOf(%s) = %+v, want %+v", word, got, want)
		}
	}
	if p, ok := PlaceOf("二期厂房"); ok {
		t.Error("二期厂房 is a place:", p)
	}
}

func TestFindPlaces(t *testing.T) {
	for s, want := range map[string]string{
		"到杭州萧山考察羽丰羽绒":     "[杭州市]",
		"在广州、中山、江门驻点":     "[广州市 中山市 江门市]",
		"接待德国客商2人":        "[德国]",
		"接待来宾5人，看日照情况":    "[]",
		"赴浙江省杭州市和上海市":     "[杭州市 上海市]",
		"洽谈燃料电池项目":        "[]",
		"和平、新华两家企业":       "[]",
		"went to Hamburg": "[]",
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

func TestPinyin(t *testing.T) {
	full, initials := Pinyin("重庆厦门")
	if !slices.Contains(full, "chongqingxiamen") || !slices.Contains(initials, "cqxm") {
		t.Error(full, initials)
	}
}

func BenchmarkSplit(b *testing.B) {
	for b.Loop() {
		Split("深圳鹏程氢动力科技有限公司")
	}
}

func BenchmarkMask10000(b *testing.B) {
	var firms []string
	for i := range 10_000 {
		firms = append(firms, fmt.Sprintf("企业%c%c%d新材料", '一'+rune(i%200), '丁'+rune(i/200), i))
	}
	m := NewMasker(firms)
	for b.Loop() {
		m.Zh("给鹏程氢动力寄送用地资料，并与企业一丁0新材料商定下周五前回访的时间")
	}
}

func BenchmarkFindPlaces(b *testing.B) {
	for b.Loop() {
		FindPlaces("昨天县长带队赴深圳拜访鹏程氢动力科技有限公司、湾区储能科技，洽谈5000台套燃料电池系统项目，总投资3.5亿，对方下周五来清丰回访")
	}
}
