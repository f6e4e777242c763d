package names

import (
	"strings"

	"github.com/mozillazg/go-pinyin"
)

// most is how many readings of one name are kept: heteronyms multiply.
const most = 16

// Pinyin is how a name may be typed in pinyin: all its readings in full (chongqing, zhongqing) and by their initials (cq, zq).
func Pinyin(s string) (full, initials []string) {
	full, initials = []string{""}, []string{""}
	args := pinyin.NewArgs()
	args.Heteronym = true
	for _, r := range Fold(s) {
		var whole, first []string
		for _, syllable := range pinyin.SinglePinyin(r, args) {
			whole = append(whole, syllable)
			first = append(first, syllable[:1])
		}
		if whole == nil {
			whole, first = []string{string(r)}, []string{string(r)}
		}
		full, initials = times(full, whole), times(initials, first)
	}
	return full, initials
}

// times appends each ending to each beginning, without repeats, up to most.
func times(begin, end []string) []string {
	var out []string
	seen := map[string]bool{}
	for _, b := range begin {
		for _, e := range end {
			if s := strings.Clone(b + e); !seen[s] && len(out) < most {
				seen[s] = true
				out = append(out, s)
			}
		}
	}
	return out
}

// usual is the pinyin of some Han characters by their usual readings, in full and by initials.
func usual(s string) (full, initials string) {
	args := pinyin.NewArgs()
	var whole, first strings.Builder
	for _, r := range s {
		readings := pinyin.SinglePinyin(r, args)
		if len(readings) == 0 {
			return "", ""
		}
		whole.WriteString(readings[0])
		first.WriteByte(readings[0][0])
	}
	return whole.String(), first.String()
}
