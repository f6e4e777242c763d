package names

import (
	"fmt"
	"testing"
)

// ways are how people write one firm.
var ways = []string{
	"深圳鹏程氢动力科技有限公司", "鹏程氢动力", "鹏程氢动力公司", "深圳鹏程氢动力", "深圳市鹏程氢动力科技股份有限公司", "鹏程氢动力（深圳）有限公司",
	"鵬程氫動力", "鹏程　氢动力", "ＰＥＮＧＣＨＥＮＧＱＩＮＧＤＯＮＧＬＩ", "pengchengqingdongli", "pcqdl", "鹏城氢动力", "朋程氢动力", "鹏程氢动利", "鹏程氢能动力",
}

func TestAFirmIsFoundTenWays(t *testing.T) {
	x := NewIndex(append(tenThousand(), ways[0], "上海鹏远氢能科技有限公司", "鹏程物流", "上海汽车集团", "广州汽车集团"))
	for _, w := range ways {
		found := x.Find(w)
		if len(found) == 0 || found[0].Firm != ways[0] || found[0].Like < SameFrom {
			t.Errorf("%s: found %v", w, found[:min(3, len(found))])
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
	if found := x.Find("鹏程"); len(found) != 1 || found[0].Like != Part {
		t.Errorf("鹏程: %v", found)
	}
}

func BenchmarkIndexFind(b *testing.B) {
	for _, n := range []int{10_000, 100_000} {
		firms := make([]string, n)
		for i := range firms {
			firms[i] = fmt.Sprintf("%s%c%c%c新材料科技有限公司", []string{"深圳", "上海", "", "杭州"}[i%4], '一'+rune(i%331), '丁'+rune(i/331%331), '中'+rune(i%97))
		}
		x := NewIndex(append(firms, ways[0]))
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for i := 0; b.Loop(); i++ {
				x.Find(ways[i%len(ways)])
			}
		})
		b.Run(fmt.Sprintf("%d, of the many", n), func(b *testing.B) {
			for i := 0; b.Loop(); i++ {
				x.Find(firms[i%n])
			}
		})
	}
}
