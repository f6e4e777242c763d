package money

// A Currency is an ISO 4217 code.
type Currency string

// The currencies that come up in the trade. Others are read too, so that 2000万加元 isn't taken for yuan.
const (
	CNY Currency = "CNY"
	USD Currency = "USD"
	EUR Currency = "EUR"
	HKD Currency = "HKD"
	JPY Currency = "JPY"
	GBP Currency = "GBP"
	KRW Currency = "KRW"
	TWD Currency = "TWD"
)

// coinWords are the words of each currency, folded; the first is how it is written in Chinese.
var coinWords = map[Currency][]string{
	CNY:   {"元", "元人民币", "元整", "人民币", "人民币元", "块", "块钱", "rmb", "cny", "¥", "yuan", "renminbi"},
	USD:   {"美元", "美金", "美刀", "usd", "us$", "$", "dollar", "dollars", "us dollars"},
	EUR:   {"欧元", "欧", "eur", "€", "euro", "euros"},
	HKD:   {"港元", "港币", "港纸", "hkd", "hk$", "hong kong dollars"},
	JPY:   {"日元", "日币", "日圆", "円", "jpy", "yen"},
	GBP:   {"英镑", "gbp", "£", "pounds", "pound"},
	KRW:   {"韩元", "韩币", "韩圆", "krw", "won", "₩"},
	TWD:   {"新台币", "台币", "twd", "nt$", "ntd"},
	"CAD": {"加元", "加币", "cad", "c$"},
	"AUD": {"澳元", "澳币", "aud", "a$"},
	"SGD": {"新加坡元", "新元", "新币", "坡币", "sgd", "s$"},
	"CHF": {"瑞士法郎", "瑞郎", "chf", "swiss francs"},
	"MOP": {"澳门元", "澳门币", "mop"},
	"RUB": {"卢布", "rub", "roubles", "rubles"},
	"INR": {"卢比", "inr", "rupees"},
	"THB": {"泰铢", "thb", "baht"},
	"MYR": {"林吉特", "令吉", "马币", "myr"},
	"VND": {"越南盾", "vnd"},
	"IDR": {"印尼盾", "idr"},
	"AED": {"迪拉姆", "aed"},
}

// coins is every word with its currency.
var coins = func() map[string]Currency {
	m := map[string]Currency{}
	for c, words := range coinWords {
		for _, w := range words {
			m[w] = c
		}
	}
	return m
}()

// zh is the currency's Chinese word; its code if it has none here.
func (c Currency) zh() string {
	if words := coinWords[c]; words != nil {
		return words[0]
	}
	return string(c)
}
