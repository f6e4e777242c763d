package money

import (
	"cmp"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func TestParse(t *testing.T) {
	for _, tt := range []struct {
		in   string
		want Sum // units instead of hundredths; CNY unless said otherwise
	}{
		// as people type it
		{"3.5亿", Sum{Minor: 350_000_000 * minor}},
		{"3.5亿元", Sum{Minor: 350_000_000 * minor}},
		{"3.5 亿元", Sum{Minor: 350_000_000 * minor}},
		{"3.5个亿", Sum{Minor: 350_000_000 * minor}},
		{".5亿", Sum{Minor: 50_000_000 * minor}},
		{"0.35亿", Sum{Minor: 35_000_000 * minor}},
		{"10个亿", Sum{Minor: 1_000_000_000 * minor}},
		{"5000万", Sum{Minor: 50_000_000 * minor}},
		{"8000w", Sum{Minor: 80_000_000 * minor}},
		{"1亿出头", Sum{Minor: 100_000_000 * minor, Approx: true, Bound: "gt"}},
		{"三千万的样子", Sum{Minor: 30_000_000 * minor, Approx: true}},
		{"约投资1.5亿", Sum{Minor: 150_000_000 * minor, Approx: true}},
		{"5000万元", Sum{Minor: 50_000_000 * minor}},
		{"5000 万元", Sum{Minor: 50_000_000 * minor}},
		{"1.5万", Sum{Minor: 15_000 * minor}},
		{"3千万", Sum{Minor: 30_000_000 * minor}},
		{"5百万", Sum{Minor: 5_000_000 * minor}},
		{"1,914.8亿", Sum{Minor: 191_480_000_000 * minor}},
		{"12,000万元", Sum{Minor: 120_000_000 * minor}},
		{"800元", Sum{Minor: 800 * minor}},
		{"1,200元", Sum{Minor: 1_200 * minor}},
		{"5千元", Sum{Minor: 5_000 * minor}},
		{"0.55元", Sum{Minor: 55}},
		{"12万3456元", Sum{Minor: 123_456 * minor}},
		{"1亿2000万", Sum{Minor: 120_000_000 * minor}},
		{"3亿零500万", Sum{Minor: 305_000_000 * minor}},
		{"3万5千元", Sum{Minor: 35_000 * minor}},
		{"四万亿", Sum{Minor: 4_000_000_000_000 * minor}},
		{"3千亿", Sum{Minor: 300_000_000_000 * minor}},
		{"3万块", Sum{Minor: 30_000 * minor}},
		{"5000块钱", Sum{Minor: 5_000 * minor}},
		{"500w元", Sum{Minor: 5_000_000 * minor}},
		// half- and full-width, traditional, formal
		{"３．５亿元", Sum{Minor: 350_000_000 * minor}},
		{"１，９１４．８亿", Sum{Minor: 191_480_000_000 * minor}},
		{"3.5億元", Sum{Minor: 350_000_000 * minor}},
		{"５０００萬", Sum{Minor: 50_000_000 * minor}},
		{"兩億", Sum{Minor: 200_000_000 * minor}},
		{"叁亿伍仟万元整", Sum{Minor: 350_000_000 * minor}},
		{"贰佰万元", Sum{Minor: 2_000_000 * minor}},
		// by voice
		{"两亿", Sum{Minor: 200_000_000 * minor}},
		{"两个亿", Sum{Minor: 200_000_000 * minor}},
		{"一个亿", Sum{Minor: 100_000_000 * minor}},
		{"三个半亿", Sum{Minor: 350_000_000 * minor}},
		{"3个半亿", Sum{Minor: 350_000_000 * minor}},
		{"一亿半", Sum{Minor: 150_000_000 * minor}},
		{"半个亿", Sum{Minor: 50_000_000 * minor}},
		{"三点五亿", Sum{Minor: 350_000_000 * minor}},
		{"十亿", Sum{Minor: 1_000_000_000 * minor}},
		{"十二亿五千万", Sum{Minor: 1_250_000_000 * minor}},
		{"一亿两千万", Sum{Minor: 120_000_000 * minor}},
		{"一亿零五百万", Sum{Minor: 105_000_000 * minor}},
		{"三亿五", Sum{Minor: 350_000_000 * minor}},
		{"五千万", Sum{Minor: 50_000_000 * minor}},
		{"一千二百万", Sum{Minor: 12_000_000 * minor}},
		{"两千三百万", Sum{Minor: 23_000_000 * minor}},
		{"三千五百万元", Sum{Minor: 35_000_000 * minor}},
		{"一百二十三万四千五百元", Sum{Minor: 1_234_500 * minor}},
		{"八百元", Sum{Minor: 800 * minor}},
		{"三万五千亿", Sum{Minor: 3_500_000_000_000 * minor}},
		// currencies
		{"人民币3.5亿元", Sum{Minor: 350_000_000 * minor}},
		{"3.5亿人民币", Sum{Minor: 350_000_000 * minor}},
		{"3.5亿元人民币", Sum{Minor: 350_000_000 * minor}},
		{"¥5000万", Sum{Minor: 50_000_000 * minor}},
		{"￥5000万元", Sum{Minor: 50_000_000 * minor}},
		{"RMB3.5亿", Sum{Minor: 350_000_000 * minor}},
		{"2亿美元", Sum{Minor: 200_000_000 * minor, Currency: USD}},
		{"2000万美金", Sum{Minor: 20_000_000 * minor, Currency: USD}},
		{"35000美元", Sum{Minor: 35_000 * minor, Currency: USD}},
		{"美元2亿", Sum{Minor: 200_000_000 * minor, Currency: USD}},
		{"500万欧元", Sum{Minor: 5_000_000 * minor, Currency: EUR}},
		{"8000万港币", Sum{Minor: 80_000_000 * minor, Currency: HKD}},
		{"100亿日元", Sum{Minor: 10_000_000_000 * minor, Currency: JPY}},
		{"300万英镑", Sum{Minor: 3_000_000 * minor, Currency: GBP}},
		{"50亿韩元", Sum{Minor: 5_000_000_000 * minor, Currency: KRW}},
		{"2亿新台币", Sum{Minor: 200_000_000 * minor, Currency: TWD}},
		{"2000万加元", Sum{Minor: 20_000_000 * minor, Currency: "CAD"}},
		// English
		{"CNY 350 million", Sum{Minor: 350_000_000 * minor}},
		{"350 million yuan", Sum{Minor: 350_000_000 * minor}},
		{"350 million", Sum{Minor: 350_000_000 * minor}},
		{"RMB 1.2bn", Sum{Minor: 1_200_000_000 * minor}},
		{"CNY 800", Sum{Minor: 800 * minor}},
		{"CNY 123,456", Sum{Minor: 123_456 * minor}},
		{"$2 million", Sum{Minor: 2_000_000 * minor, Currency: USD}},
		{"$2m", Sum{Minor: 2_000_000 * minor, Currency: USD}},
		{"US$200m", Sum{Minor: 200_000_000 * minor, Currency: USD}},
		{"USD 1.5 billion", Sum{Minor: 1_500_000_000 * minor, Currency: USD}},
		{"2 million dollars", Sum{Minor: 2_000_000 * minor, Currency: USD}},
		{"EUR5m", Sum{Minor: 5_000_000 * minor, Currency: EUR}},
		{"€5 million", Sum{Minor: 5_000_000 * minor, Currency: EUR}},
		{"HK$30m", Sum{Minor: 30_000_000 * minor, Currency: HKD}},
		{"500k RMB", Sum{Minor: 500_000 * minor}},
		// ranges
		{"3亿到5亿", Sum{Minor: 300_000_000 * minor, Max: 500_000_000 * minor}},
		{"3-5亿", Sum{Minor: 300_000_000 * minor, Max: 500_000_000 * minor}},
		{"3～5亿元", Sum{Minor: 300_000_000 * minor, Max: 500_000_000 * minor}},
		{"3亿—5亿元", Sum{Minor: 300_000_000 * minor, Max: 500_000_000 * minor}},
		{"3亿元—5亿元", Sum{Minor: 300_000_000 * minor, Max: 500_000_000 * minor}},
		{"三到五个亿", Sum{Minor: 300_000_000 * minor, Max: 500_000_000 * minor}},
		{"8000万到1亿", Sum{Minor: 80_000_000 * minor, Max: 100_000_000 * minor}},
		{"8000万—1亿美元", Sum{Minor: 80_000_000 * minor, Currency: USD, Max: 100_000_000 * minor}},
		{"500至800元", Sum{Minor: 500 * minor, Max: 800 * minor}},
		{"CNY 300-500 million", Sum{Minor: 300_000_000 * minor, Max: 500_000_000 * minor}},
		{"CNY 300 million–500 million", Sum{Minor: 300_000_000 * minor, Max: 500_000_000 * minor}},
		{"US$1 million to 2 million", Sum{Minor: 1_000_000 * minor, Currency: USD, Max: 2_000_000 * minor}},
		{"七八千万", Sum{Minor: 70_000_000 * minor, Max: 80_000_000 * minor}},
		{"两三个亿", Sum{Minor: 200_000_000 * minor, Max: 300_000_000 * minor}},
		{"三五百万", Sum{Minor: 3_000_000 * minor, Max: 5_000_000 * minor}},
		{"约3亿元—5亿元", Sum{Minor: 300_000_000 * minor, Approx: true, Max: 500_000_000 * minor}},
		// not exactly
		{"约3.5亿元", Sum{Minor: 350_000_000 * minor, Approx: true}},
		{"大概3个亿", Sum{Minor: 300_000_000 * minor, Approx: true}},
		{"近10亿", Sum{Minor: 1_000_000_000 * minor, Approx: true}},
		{"一亿左右", Sum{Minor: 100_000_000 * minor, Approx: true}},
		{"5000万上下", Sum{Minor: 50_000_000 * minor, Approx: true}},
		{"200来万", Sum{Minor: 2_000_000 * minor, Approx: true}},
		{"10来个亿", Sum{Minor: 1_000_000_000 * minor, Approx: true}},
		{"3个多亿", Sum{Minor: 300_000_000 * minor, Approx: true, Bound: "gt"}},
		{"两个多亿", Sum{Minor: 200_000_000 * minor, Approx: true, Bound: "gt"}},
		{"10多个亿", Sum{Minor: 1_000_000_000 * minor, Approx: true, Bound: "gt"}},
		{"10亿多", Sum{Minor: 1_000_000_000 * minor, Approx: true, Bound: "gt"}},
		{"3000余万元", Sum{Minor: 30_000_000 * minor, Approx: true, Bound: "gt"}},
		{"十几亿", Sum{Minor: 1_000_000_000 * minor, Approx: true}},
		{"超5亿", Sum{Minor: 500_000_000 * minor, Bound: "gt"}},
		{"不低于1亿元", Sum{Minor: 100_000_000 * minor, Bound: "gt"}},
		{"5亿元以上", Sum{Minor: 500_000_000 * minor, Bound: "gt"}},
		{"5亿+", Sum{Minor: 500_000_000 * minor, Bound: "gt"}},
		{"不超过2亿", Sum{Minor: 200_000_000 * minor, Bound: "lt"}},
		{"2亿元以内", Sum{Minor: 200_000_000 * minor, Bound: "lt"}},
		{"about CNY 5 million", Sum{Minor: 5_000_000 * minor, Approx: true}},
		{"over US$1 billion", Sum{Minor: 1_000_000_000 * minor, Currency: USD, Bound: "gt"}},
		{"up to CNY 5 million", Sum{Minor: 5_000_000 * minor, Bound: "lt"}},
		// the largest
		{"10万亿元", Sum{Minor: 10_000_000_000_000 * minor}},
	} {
		want := tt.want
		want.Words, want.Currency = tt.in, cmp.Or(want.Currency, CNY)
		got, ok := Parse(tt.in)
		if diff := gocmp.Diff(want, got); !ok || diff != "" {
			t.Errorf("Parse(%q) %v (-want +got):\n%s%+v", tt.in, ok, diff, Find(tt.in))
		}
	}
}

func TestNoSum(t *testing.T) {
	for _, s := range []string{
		"", "很多", "5000台套", "60亩", "3万吨", "3万多吨", "5人", "11月8日", "12批次", "2022年", "二〇二二年", "A-12", "3万平方米", "2万㎡", "20万 kW", "1.2GW", "100MW", "5万套",
		"20万千瓦", "1000家", "3亿家", "三个工作日", "第3季度", "一行5人", "call on 3 firms", "12 m tall", "350 million units", "5万块组件", "10万级洁净车间",
		"几千万", "数千万", "几十亿", "数十亿元", "上亿", "千万不要", "百亿级产业", "千亿级集群", "三元材料", "一元化", "15万元/亩", "20万/亩", "0.6元/度", "30万吨/年",
		"10万亿亿", "999999999亿", "11万亿元", "99999999999999999999999999亿", "0.001元", "v2 million-row table", "13800138000", "2022-11-09", "F-12",
	} {
		if got := Find(s); len(got) != 0 {
			t.Errorf("Find(%q) = %+v, want none", s, got)
		}
	}
}

// What stands around a sum must neither hide it nor be taken for a part of it.
func TestFindInText(t *testing.T) {
	for _, tt := range []struct {
		in   string
		want []string
	}{
		{"总投资1.8亿（含流动资金2000万），占地60亩，年产5万套，外资500万欧元", []string{"1.8亿", "2000万", "500万欧元"}},
		{"昨天签约3.5亿元，最近5000万到位", []string{"3.5亿元", "5000万"}},
		{"一期8000w总的1.6亿，550w组件，灯具20w", []string{"8000w", "1.6亿"}},
		{"意向投资约3.5亿元", []string{"约3.5亿元"}},
		{"总投资3亿年产5000台", []string{"3亿"}},
		{"投资3亿项目落地", []string{"3亿"}},
		{"投资2亿家居项目", []string{"2亿"}},
		{"5000万家居", []string{"5000万"}},
		{"5000万 家居", []string{"5000万"}},
		{"5000万 条码设备", []string{"5000万"}},
		{"三亿半导体项目", []string{"三亿"}},
		{"3亿多晶硅项目", []string{"3亿"}},
		{"投资3亿来濮阳", []string{"3亿"}},
		{"拟投3亿台前县羽绒项目", []string{"3亿"}},
		{"投资2亿羽绒项目", []string{"2亿"}},
		{"投资3亿人才公寓", []string{"3亿"}},
		{"5亿元以上项目3个", []string{"5亿元以上"}},
		{"共5人，200万元", []string{"200万元"}},
		{"2022年500万元", []string{"500万元"}},
		{"2022-500万元", []string{"500万元"}},
		{"今年签约278个2136.4亿元", []string{"2136.4亿元"}},
		{"12月上旬到位1200万，累计2000万", []string{"1200万", "2000万"}},
		{"不是1亿是1000万", []string{"1亿", "1000万"}},
		{"合同额1.2亿港元(约合1.1亿人民币)", []string{"1.2亿港元", "1.1亿人民币"}},
		{"invest CNY 350 million, first phase 100 million", []string{"CNY 350 million", "100 million"}},
		{"spoke with 3 firms about US$200m of investment", []string{"about US$200m"}},
		{"L-128 3.5亿", []string{"3.5亿"}},
		{"甲3000万、乙五千万；丙2个亿", []string{"3000万", "五千万", "2个亿"}},
		{"a 30 million-yuan plant", nil},
		{"一期投三千万二期再投五千万", []string{"三千万", "五千万"}},
		{"投三到五个亿十天之内", []string{"三到五个亿"}},
		{"投资三亿五家企业参与", []string{"三亿"}},
		{"总投资10.5亿元人民币左右", []string{"10.5亿元人民币左右"}},
		{"注册资本１，０００万元", []string{"１，０００万元"}},
	} {
		var got []string
		for _, f := range Find(tt.in) {
			got = append(got, tt.in[f.Start:f.End])
			if f.Sum.Words != tt.in[f.Start:f.End] {
				t.Errorf("Find(%q): words %q", tt.in, f.Sum.Words)
			}
		}
		if diff := gocmp.Diff(tt.want, got); diff != "" {
			t.Errorf("Find(%q) (-want +got):\n%s", tt.in, diff)
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
		{Sum{Minor: 200_000_000 * minor, Bound: "lt", Currency: CNY}, "2亿元以内", "up to CNY 200 million"},
		{Yuan(9_999), "9999元", "CNY 9,999"},
		{Yuan(10_000), "1万元", "CNY 10,000"},
		{Yuan(12_345), "1.23万元", "CNY 12,345"},
		{Yuan(12_350), "1.24万元", "CNY 12,350"}, // half up
		{Yuan(999_999), "100万元", "CNY 999,999"},
		{Yuan(999_994_999), "10亿元", "CNY 999.99 million"},
		{Yuan(999_995_000), "10亿元", "CNY 1 billion"},
		{Yuan(0), "0元", "CNY 0"},
		{Sum{Minor: 55, Currency: CNY}, "0.55元", "CNY 0.55"},
		{Sum{Minor: 123_456_789_50, Currency: USD}, "1.23亿美元", "USD 123.46 million"},
		{Sum{Minor: 20_000_000 * minor, Currency: "CAD"}, "2000万加元", "CAD 20 million"},
	} {
		if tt.s.Zh() != tt.zh || tt.s.En() != tt.en {
			t.Errorf("%+v is written %q, %q; want %q, %q", tt.s, tt.s.Zh(), tt.s.En(), tt.zh, tt.en)
		}
	}
}

func TestShort(t *testing.T) {
	for fen, want := range map[int64]string{
		2_790_000_000 * minor: "27.9亿", 8_000_000 * minor: "800万", 5_000 * minor: "5000", 0: "0", -450_000_000 * minor: "-4.5亿", 99_999_999 * minor: "1亿",
	} {
		if got := ShortZh(fen); got != want {
			t.Errorf("ShortZh(%d) = %s, want %s", fen, got, want)
		}
	}
}

// anySum draws a sum of any size, in any currency, with any hedge.
func anySum(t *rapid.T) Sum {
	s := Sum{
		Minor:    rapid.Int64Range(1, 100_000).Draw(t, "n") * rapid.SampledFrom([]int64{1, 37, minor, wan * minor, yi * minor / 100}).Draw(t, "scale"),
		Currency: rapid.SampledFrom([]Currency{CNY, USD, EUR, HKD, JPY, GBP, KRW, TWD}).Draw(t, "currency"),
	}
	switch rapid.SampledFrom([]string{"", "range", "about", "gt", "lt"}).Draw(t, "hedge") {
	case "range":
		s.Max = s.Minor * rapid.Int64Range(2, 50).Draw(t, "times")
	case "about":
		s.Approx = true
	case "gt":
		s.Bound = "gt"
	case "lt":
		s.Bound = "lt"
	}
	return s
}

func TestWhatIsWrittenIsReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := anySum(t)
		for _, words := range []string{s.Zh(), s.En()} {
			got, ok := Parse(words)
			if !ok || got.Zh() != s.Zh() && words == s.Zh() || got.En() != s.En() && words == s.En() {
				t.Fatalf("%s is read back as %+v, %v", words, got, ok)
			}
			if got.Currency != s.Currency || got.Approx != s.Approx || got.Bound != s.Bound {
				t.Fatalf("%s is read back as %+v", words, got)
			}
		}
	})
}

func FuzzFind(f *testing.F) {
	for _, s := range []string{"3.5亿", "三个半亿", "US$200m", "3-5亿", "十二亿五千万", "９９９９９９９９９９９９９９９９亿", "约1,914.8亿元以上", "三万五千亿", "a 30 million-yuan\xff"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		last := 0
		for _, x := range Find(s) {
			if x.Start < last || x.End <= x.Start || x.End > len(s) || x.Sum.Units() > Most || x.Sum.Minor < 0 || x.Sum.Max < 0 || x.Sum.Words != s[x.Start:x.End] {
				t.Fatalf("Find(%q) = %+v", s, x)
			}
			last = x.End
		}
	})
}

func BenchmarkFind(b *testing.B) {
	for b.Loop() {
		Find("昨天县长带队赴深圳拜访鹏程氢动力科技有限公司，洽谈5000台套燃料电池系统项目，总投资3.5亿（含流动资金2000万），对方下周五来清丰回访")
	}
}
