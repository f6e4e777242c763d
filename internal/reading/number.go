package reading

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// chineseDigit is what one character counts in a number written in characters.
var chineseDigit = map[rune]int{
	'零': 0, '〇': 0, '一': 1, '二': 2, '两': 2, '三': 3, '四': 4, '五': 5, '六': 6, '七': 7, '八': 8, '九': 9, '俩': 2, '仨': 3,
}

var chineseUnit = map[rune]int{'十': 10, '百': 100, '千': 1000, '万': 10000}

// numberAt reads a whole number in digits or in characters from s[i:]: 12, 1,200, 十二, 二十, 两百三.
func numberAt(s string, i int) (v, end int, ok bool) {
	if i < len(s) && digit(rune(s[i])) {
		return digitsAt(s, i)
	}
	return charactersAt(s, i)
}

func digitsAt(s string, i int) (v, end int, ok bool) {
	start := i
	for i < len(s) && i-start < 12 {
		switch {
		case digit(rune(s[i])):
			v = v*10 + int(s[i]-'0')
		case s[i] == ',' && thousands(s[i+1:]) && i > start:
		default:
			return v, i, i > start
		}
		i++
	}
	return v, i, i > start && (i == len(s) || !digit(rune(s[i])))
}

// thousands tells whether t begins with exactly three digits, as behind the comma of 1,200.
func thousands(t string) bool {
	for k := range 3 {
		if k >= len(t) || !digit(rune(t[k])) {
			return false
		}
	}
	return len(t) == 3 || !digit(rune(t[3]))
}

// charactersAt reads a number in characters. 十五 is 15, 二零二二 is 2022, 三十 is 30.
func charactersAt(s string, i int) (v, end int, ok bool) {
	total, last, seen, spelt := 0, 0, false, 0
	end = i
	for end < len(s) {
		r, n := utf8.DecodeRuneInString(s[end:])
		if d, is := chineseDigit[r]; is {
			if spelt++; spelt > 1 {
				d += last * 10
			}
			last, seen = d, true
		} else if u, is := chineseUnit[r]; is && (seen || u == 10) && spelt < 4 {
			total, last = times(total, last, u, seen), 0
			seen, spelt = true, 0
		} else {
			break
		}
		if end += n; end-i > 24 {
			return 0, 0, false
		}
	}
	return total + last, end, seen
}

// times adds the digits before a unit character to the total: 三 before 十, nothing before 十.
func times(total, last, u int, seen bool) int {
	switch {
	case u == 10000:
		return (total + last) * u
	case last == 0 && !seen:
		return total + u
	case last == 0:
		return total + u*boolInt(total == 0)
	}
	return total + last*u
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

var weekdays = map[rune]int{
	'一': 1, '二': 2, '三': 3, '四': 4, '五': 5, '六': 6, '日': 7, '天': 7, '末': 0,
	'1': 1, '2': 2, '3': 3, '4': 4, '5': 5, '6': 6, '7': 7,
}

// weekdayAt reads the character of a weekday: 1 is Monday, 7 Sunday.
func weekdayAt(s string, i int) (v, end int, ok bool) {
	r, n := utf8.DecodeRuneInString(s[i:])
	v, ok = weekdays[r]
	if next, _ := utf8.DecodeRuneInString(s[i+n:]); ok && digit(r) && digit(next) {
		return 0, 0, false
	}
	return v, i + n, ok && v > 0
}

// yearAt reads a year of four digits, or of two after 2000.
func yearAt(s string, i int) (v, end int, ok bool) {
	v, end, ok = numberAt(s, i)
	switch {
	case !ok:
		return 0, 0, false
	case 20 <= v && v <= 50 && end-i <= 6:
		return 2000 + v, end, true
	}
	return v, end, 2000 <= v && v <= 2100
}

func hasAnyPrefix(s string, words ...string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return strings.HasPrefix(s, w) })
}

func hasAnySuffix(s string, words ...string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return strings.HasSuffix(s, w) })
}

// containsAny tells whether s contains one of the words.
func containsAny(s string, words ...string) bool {
	for _, w := range words {
		if strings.Contains(s, w) {
			return true
		}
	}
	return false
}
