// Package money is sums with their currency: how office prose writes them (3.5亿元, CNY 350 million) and how people type them.
package money

import (
	"fmt"
	"strconv"
	"strings"
)

// A Currency is an ISO 4217 code.
type Currency string

// The currencies that are read and written.
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

// A Sum is an amount in hundredths of its currency's unit (fen, cent; also where the currency has no smaller coin), with the words it
// was typed in. Sums in different currencies are never added.
type Sum struct {
	Minor    int64    `json:"minor"` // 3.5亿元 = 35_000_000_000 fen
	Currency Currency `json:"currency"`
	Words    string   `json:"words,omitempty"`  // as typed
	Approx   bool     `json:"approx,omitempty"` // 约, 左右, about
	Bound    string   `json:"bound,omitempty"`  // "gt" for 多, 超, over; "lt" for 不超过, up to
	Max      int64    `json:"max,omitempty"`    // the upper end of a range
}

const (
	minor = 100 // fen in a yuan
	wan   = 10_000
	yi    = 100_000_000
)

// Most is the largest sum that is taken for real, in units of its currency: 10万亿.
const Most = 100_000 * yi

// Yuan is n yuan.
func Yuan(n int64) Sum { return Sum{Minor: n * minor, Currency: CNY} }

// IsZero reports whether there is no amount.
func (s Sum) IsZero() bool { return s.Minor == 0 && s.Max == 0 }

// Units is the amount in units of the currency (yuan, dollars), cut off.
func (s Sum) Units() int64 { return s.Minor / minor }

var unitZH = map[Currency]string{CNY: "元", USD: "美元", EUR: "欧元", HKD: "港元", JPY: "日元", GBP: "英镑", KRW: "韩元", TWD: "新台币"}

// Zh is the sum as office Chinese writes it: 亿 from 1亿 up, else 万 from 1万 up, at most two decimals, half up: 3.5亿元, 5000万元, 500万欧元,
// 约3.5亿元, 5亿元以上, 3亿元—5亿元.
func (s Sum) Zh() string {
	unit := unitZH[s.Currency]
	out := ShortZh(s.Minor) + unit
	switch {
	case s.Max > 0:
		out += "—" + ShortZh(s.Max) + unit
	case s.Bound == "gt":
		return out + "以上"
	case s.Bound == "lt":
		return out + "以内"
	}
	if s.Approx {
		return "约" + out
	}
	return out
}

// ShortZh is an amount in hundredths without its currency's word: 27.9亿, 800万, 5000.
func ShortZh(fen int64) string {
	switch abs := max(fen, -fen); {
	case abs >= yi*minor:
		return decimal(fen, yi*minor) + "亿"
	case abs >= wan*minor:
		if whole := decimal(fen, wan*minor); whole != "10000" { // 9999.995万 is 1亿
			return whole + "万"
		}
		return "1亿"
	}
	return decimal(fen, minor)
}

// En is the sum in English: CNY 350 million, CNY 2.79 billion, CNY 800, at most two decimals, half up.
func (s Sum) En() string {
	out := string(s.Currency) + " " + shortEN(s.Minor)
	switch {
	case s.Max > 0:
		out += "–" + shortEN(s.Max)
	case s.Bound == "gt":
		return "over " + out
	case s.Bound == "lt":
		return "up to " + out
	}
	if s.Approx {
		return "about " + out
	}
	return out
}

func shortEN(n int64) string {
	const million, billion = 1_000_000 * minor, 1_000_000_000 * minor
	switch abs := max(n, -n); {
	case abs >= billion:
		return decimal(n, billion) + " billion"
	case abs >= million:
		if whole := decimal(n, million); whole != "1000" {
			return whole + " million"
		}
		return "1 billion"
	}
	whole, frac, _ := strings.Cut(decimal(n, minor), ".")
	for i := len(whole) - 3; i > 0 && whole[i-1] != '-'; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if frac != "" {
		return whole + "." + frac
	}
	return whole
}

// decimal is n/unit with at most two decimals, half up (away from zero), without trailing zeros.
func decimal(n, unit int64) string {
	sign := ""
	if n < 0 {
		sign, n = "-", -n
	}
	whole, rest := n/unit, n%unit
	cents := (rest*100 + unit/2) / unit
	if cents == 100 {
		whole, cents = whole+1, 0
	}
	frac := strings.TrimRight(fmt.Sprintf("%02d", cents), "0")
	if frac == "" {
		return sign + strconv.FormatInt(whole, 10)
	}
	return sign + strconv.FormatInt(whole, 10) + "." + frac
}
