package names

import (
	"fmt"
	"slices"
	"testing"
)

// ways are how people write some firms: the registered name first.
var ways = [][]string{
	{"深圳鹏程氢动力科技有限公司", "鹏程氢动力", "鹏程氢动力公司", "深圳鹏程氢动力", "深圳市鹏程氢动力科技股份有限公司", "鹏程氢动力（深圳）有限公司",
		"鵬程氫動力", "鹏程　氢动力", "ＰＥＮＧＣＨＥＮＧＱＩＮＧＤＯＮＧＬＩ", "pengchengqingdongli", "pcqdl", "鹏城氢动力", "朋程氢动力", "鹏程氢动利", "鹏程氢能动力"},
	{"江苏恒塑新材料股份有限公司", "恒塑新材料", "江苏恒塑", "恒塑", "恒塑新材", "江苏恒塑新材", "南京恒塑新材料", "恆塑新材料", "hengsuxincailiao", "hsxcl", "衡塑新材料", "恒朔新材料",
		"恒塑公司", "恒塑集团", "恒塑（江苏）新材料"},
	{"烟台冰川冷链物流有限公司", "冰川冷链", "烟台冰川", "冰川", "冰川冷链物流", "烟台冰川冷链", "bingchuanlenglianwuliu", "冰川冷連", "冰穿冷链", "山东冰川冷链", "烟台冰川物流", "兵川冷链物流"},
	{"上海绿筑涂料有限公司", "绿筑涂料", "上海绿筑", "绿筑", "绿竹涂料", "綠築塗料", "绿筑涂料（上海）", "绿筑涂料集团", "绿筑徐料", "LüZhuTuLiao", "lvzhutuliao", "luzhu tuliao", "lztl"},
	{"长岳锻机股份有限公司", "长岳锻机", "长岳", "zhangyueduanji", "changyue duanji", "cydj", "zydj", "长越锻机"},
}

// parts are ways of writing the same firms that leave a doubt.
var parts = [][]string{
	{"hengsu", "江苏恒塑新材料股份有限公司"}, {"bingchuan", "烟台冰川冷链物流有限公司"}, {"lvzhu", "上海绿筑涂料有限公司"},
	{"冰川物流", "烟台冰川冷链物流有限公司"}, {"山东冰川物流", "烟台冰川冷链物流有限公司"}, {"pengcheng", "深圳鹏程氢动力科技有限公司"}, {"绿竹", "上海绿筑涂料有限公司"},
}

func TestAFirmIsFoundTenWays(t *testing.T) {
	firms := append(tenThousand(), "上海鹏远氢能科技有限公司", "鹏程物流", "上海汽车集团", "广州汽车集团", "江苏恒力新材料有限公司", "上海绿建涂料有限公司")
	for _, w := range ways {
		firms = append(firms, w[0])
	}
	x := NewIndex(firms)
	for _, firm := range ways {
		for _, w := range firm[1:] {
			if found := x.Find(w); len(found) == 0 || found[0].Firm != firm[0] && found[0].Like > oneWrong || found[0].Like < SameFrom {
				t.Errorf("%s: found %v, want %s", w, found[:min(3, len(found))], firm[0])
			}
		}
	}
	for _, p := range parts {
		if found := x.Find(p[0]); !slices.Contains(found, Match{p[1], Part}) {
			t.Errorf("%s: found %v, want %s as a part", p[0], found[:min(3, len(found))], p[1])
		}
	}
}

func TestOtherFirmsAreNotFound(t *testing.T) {
	x := NewIndex([]string{"上海汽车集团", "深圳鹏程氢动力科技有限公司", "宁德时代", "中国石油", "濮阳中原化工有限公司"})
	for _, w := range []string{"广州汽车集团", "鹏远氢能", "上海鹏程氢动力科技有限公司", "中国石化", "时代氢能", "开封中原化工有限公司", "绿筑涂料", "", "a", "pc"} {
		for _, m := range x.Find(w) {
			if m.Like >= SameFrom {
				t.Errorf("%s is taken for %v", w, m)
			}
		}
	}
	if found := NewIndex([]string{"江苏恒塑新材料有限公司", "恒塑新材料"}).Find("恒塑"); len(found) != 2 || found[0].Like < SameFrom {
		t.Errorf("恒塑: %v, want one firm by two spellings", found)
	}
	if found := NewIndex([]string{"深圳鹏程氢动力科技有限公司", "鹏程物流"}).Find("鹏程"); len(found) != 2 || found[0].Like != Part || found[1].Like != Part {
		t.Errorf("鹏程: %v, want both as parts", found)
	}
}

func BenchmarkIndexFind(b *testing.B) {
	for _, n := range []int{10_000, 100_000} {
		firms := make([]string, n)
		for i := range firms {
			firms[i] = fmt.Sprintf("%s%c%c%c新材料科技有限公司", []string{"深圳", "上海", "", "杭州"}[i%4], '一'+rune(i%331), '丁'+rune(i/331%331), '中'+rune(i%97))
		}
		x := NewIndex(append(firms, ways[0][0]))
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for i := 0; b.Loop(); i++ {
				x.Find(ways[0][i%len(ways[0])])
			}
		})
		b.Run(fmt.Sprintf("%d, of the many", n), func(b *testing.B) {
			for i := 0; b.Loop(); i++ {
				x.Find(firms[i%n])
			}
		})
	}
}
