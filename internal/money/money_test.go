package money

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"
)

func TestParse(t *testing.T) {
	for _, tt := range []struct {
		in     string
		units  int64
		cur    Currency
		approx bool
		bound  string
		max    int64
	}{
		{"3.5亿", 350_000_000, CNY, false, "", 0},
		{"3.5个亿", 350_000_000, CNY, false, "", 0},
		{"三个半亿", 350_000_000, CNY, false, "", 0},
		{"3个半亿", 350_000_000, CNY, false, "", 0},
		{"10个亿", 1_000_000_000, CNY, false, "", 0},
		{"两亿", 200_000_000, CNY, false, "", 0},
		{"两个亿", 200_000_000, CNY, false, "", 0},
		{"一个亿", 100_000_000, CNY, false, "", 0},
		{"2亿美元", 200_000_000, USD, false, "", 0},
		{"$2 million", 2_000_000, USD, false, "", 0},
		{"US$200m", 200_000_000, USD, false, "", 0},
		{"RMB 1.2bn", 1_200_000_000, CNY, false, "", 0},
		{"CNY 350 million", 350_000_000, CNY, false, "", 0},
		{"350 million yuan", 350_000_000, CNY, false, "", 0},
		{"¥5000万", 50_000_000, CNY, false, "", 0},
		{"5000万", 50_000_000, CNY, false, "", 0},
		{"5000万元", 50_000_000, CNY, false, "", 0},
		{"五千万", 50_000_000, CNY, false, "", 0},
		{"一千二百万", 12_000_000, CNY, false, "", 0},
		{"十二亿五千万", 1_250_000_000, CNY, false, "", 0},
		{"1亿2000万", 120_000_000, CNY, false, "", 0},
		{"三点五亿", 350_000_000, CNY, false, "", 0},
		{"1,914.8亿", 191_480_000_000, CNY, false, "", 0},
		{"３．５亿元", 350_000_000, CNY, false, "", 0},
		{"3.5億元", 350_000_000, CNY, false, "", 0},
		{"500万欧元", 5_000_000, EUR, false, "", 0},
		{"8000万港币", 80_000_000, HKD, false, "", 0},
		{"3亿到5亿", 300_000_000, CNY, false, "", 500_000_000},
		{"3-5亿", 300_000_000, CNY, false, "", 500_000_000},
		{"3亿—5亿元", 300_000_000, CNY, false, "", 500_000_000},
		{"8000万到1亿", 80_000_000, CNY, false, "", 100_000_000},
		{"3个多亿", 300_000_000, CNY, true, "gt", 0},
		{"两个多亿", 200_000_000, CNY, true, "gt", 0},
		{"一亿左右", 100_000_000, CNY, true, "", 0},
		{"近10亿", 1_000_000_000, CNY, true, "", 0},
		{"约3.5亿元", 350_000_000, CNY, true, "", 0},
		{"200来万", 2_000_000, CNY, true, "", 0},
		{"超5亿", 500_000_000, CNY, false, "gt", 0},
		{"不低于1亿元", 100_000_000, CNY, false, "gt", 0},
		{"5亿元以上", 500_000_000, CNY, false, "gt", 0},
		{"不超过2亿", 200_000_000, CNY, false, "lt", 0},
		{"800元", 800, CNY, false, "", 0},
		{"35000美元", 35_000, USD, false, "", 0},
		{"10亿多", 1_000_000_000, CNY, true, "gt", 0},
		{"1.5万", 15_000, CNY, false, "", 0},
		{"三千万", 30_000_000, CNY, false, "", 0},
		{"3千万", 30_000_000, CNY, false, "", 0},
		{"两千三百万", 23_000_000, CNY, false, "", 0},
		{"一亿两千万", 120_000_000, CNY, false, "", 0},
		{"四万亿", 4_000_000_000_000, CNY, false, "", 0},
		{"about CNY 5 million", 5_000_000, CNY, true, "", 0},
		{"over US$1 billion", 1_000_000_000, USD, false, "gt", 0},
		{"CNY 300-500 million", 300_000_000, CNY, false, "", 500_000_000},
	} {
		got, ok := Parse(tt.in)
		if !ok {
			t.Errorf("Parse(%q): no sum; found %v", tt.in, Find(tt.in))
			continue
		}
		if got.Units() != tt.units || got.Currency != tt.cur || got.Approx != tt.approx || got.Bound != tt.bound || got.Max/minor != tt.max {
			t.Errorf("Parse(%q) = %+v, want %d %s approx %v bound %q max %d", tt.in, got, tt.units, tt.cur, tt.approx, tt.bound, tt.max)
		}
	}
}

func TestNoSum(t *testing.T) {
	for _, s := range []string{
		"", "很多", "5000台套", "60亩", "3万吨", "5人", "11月8日", "12批次", "2022年", "A-12", "3万平方米", "10万亿亿", "999999999亿", "100MW", "5万套",
		"20万千瓦", "1000家", "三个工作日", "第3季度", "一行5人", "call on 3 firms", "12 m tall",
	} {
		if got := Find(s); len(got) != 0 {
			t.Errorf("Find(%q) = %+v, want none", s, got)
		}
	}
}

func TestFindInText(t *testing.T) {
	s := "总投资1.8亿（含流动资金2000万），占地60亩，年产5万套，外资500万欧元"
	var got []string
	for _, f := range Find(s) {
		got = append(got, s[f.Start:f.End])
	}
	if want := "[1.8亿 2000万 500万欧元]"; fmt.Sprint(got) != want {
		t.Errorf("Find(%q) = %v, want %s", s, got, want)
	}
}

func TestCompanyWordsAfterASum(t *testing.T) {
	for _, s := range []string{"5000万家居", "5000万 家居", "5000万 条码设备"} {
		if got := Find(s); len(got) != 1 || got[0].Sum.Units() != 50_000_000 {
			t.Errorf("Find(%q) = %+v", s, got)
		}
	}
}

func TestWritten(t *testing.T) {
	for _, tt := range []struct {
		s      Sum
		zh, en string
	}{
		{Yuan(350_000_000), "3.5亿元", "CNY 350 million"},
		{Yuan(2_790_000_000), "27.9亿元", "CNY 2.79 billion"},
		{Yuan(50_000_000), "5000万元", "CNY 50 million"},
		{Yuan(8_000_000), "800万元", "CNY 8 million"},
		{Yuan(800), "800元", "CNY 800"},
		{Yuan(123_456), "12.35万元", "CNY 123,456"},
		{Yuan(99_999_999), "1亿元", "CNY 100 million"},
		{Yuan(191_480_000_000), "1914.8亿元", "CNY 191.48 billion"},
		{Yuan(100_500_000), "1.01亿元", "CNY 100.5 million"},
		{Yuan(-450_000_000), "-4.5亿元", "CNY -450 million"},
		{Sum{Minor: 500_000_000, Currency: EUR}, "500万欧元", "EUR 5 million"},
		{Sum{Minor: 350_000_000 * minor, Currency: CNY, Approx: true}, "约3.5亿元", "about CNY 350 million"},
		{Sum{Minor: 300_000_000 * minor, Max: 500_000_000 * minor, Currency: CNY}, "3亿元—5亿元", "CNY 300 million–500 million"},
		{Sum{Minor: 500_000_000 * minor, Bound: "gt", Currency: CNY}, "5亿元以上", "over CNY 500 million"},
	} {
		if tt.s.Zh() != tt.zh || tt.s.En() != tt.en {
			t.Errorf("%+v is written %q, %q; want %q, %q", tt.s, tt.s.Zh(), tt.s.En(), tt.zh, tt.en)
		}
	}
}

func TestWhatIsWrittenIsReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := Yuan(rapid.Int64Range(1, 10_000).Draw(t, "n") * rapid.SampledFrom([]int64{1, 10_000, 1_000_000, 100_000_000}).Draw(t, "scale"))
		got, ok := Parse(s.Zh())
		if !ok || got.Zh() != s.Zh() {
			t.Fatalf("%s is read back as %+v, %v", s.Zh(), got, ok)
		}
	})
}

func FuzzFind(f *testing.F) {
	for _, s := range []string{"3.5亿", "三个半亿", "US$200m", "3-5亿", "十二亿五千万", "９９９９９９９９９９９９９９９９亿"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		last := 0
		for _, x := range Find(s) {
			if x.Start < last || x.End <= x.Start || x.End > len(s) || x.Sum.Units() > Most || x.Sum.Minor < 0 {
				t.Fatalf("Find(%q) = %+v", s, x)
			}
			last = x.End
		}
	})
}
