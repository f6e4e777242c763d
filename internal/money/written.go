package money

import (
	"fmt"
	"strconv"
	"strings"
)

// Zh is the sum as office Chinese writes it: 亿 from 1亿 up, else 万 from 1万 up, at most two decimals, half up: 3.5亿元, 5000万元, 500万欧元,
// 约3.5亿元, 5亿元以上, 3亿元—5亿元.
func (s Sum) Zh() string {
	unit := s.Currency.zh()
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
	case s.Max > 0 && s.Minor < million:
		out += "–" + string(s.Currency) + " " + shortEN(s.Max) // else CNY 30,000–1.02 million would say 30,000 million
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

const million, billion = 1_000_000 * minor, 1_000_000_000 * minor

func shortEN(n int64) string {
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
