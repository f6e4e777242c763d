package names

import (
	"slices"
	"strings"
	"sync"

	"github.com/mozillazg/go-pinyin"
)

// Readings of characters that names have, other than the first of the dictionary: the only one, or a second one.
var (
	usual  = map[rune]string{'厦': "xia", '都': "du", '佛': "fo", '长': "chang", '会': "hui", '洗': "xi", '番': "fan"}
	second = map[rune]string{'长': "zhang", '重': "chong", '行': "hang", '乐': "yue", '朝': "zhao", '番': "pan", '车': "ju", '柏': "bo", '传': "zhuan", '调': "tiao"}
)

// syllables are the usual readings of some Han characters in pinyin; none where there are other characters.
func syllables(core []rune) []string {
	out := make([]string, 0, len(core))
	for _, r := range core {
		said := syllable(r)
		if said == "" {
			return nil
		}
		out = append(out, said)
	}
	return out
}

// said remembers the syllables of characters, for looking them up takes long.
var said sync.Map

func syllable(r rune) string {
	if s, ok := said.Load(r); ok {
		return s.(string)
	}
	s := usual[r]
	if readings := pinyin.SinglePinyin(r, pinyin.NewArgs()); s == "" && len(readings) > 0 {
		s = oneU.Replace(readings[0])
	}
	said.Store(r, s)
	return s
}

// otherwise are the syllables of some characters with the second readings of those that have one; nil if none has.
func otherwise(core []rune, said []string) []string {
	var out []string
	for i, r := range core {
		if s := second[r]; s != "" {
			if out == nil {
				out = slices.Clone(said)
			}
			out[i] = s
		}
	}
	return out
}

// oneU writes the ü of lü and nü as most people type it.
var oneU = strings.NewReplacer("lv", "lu", "nv", "nu", "ü", "u")

func initials(said []string) string {
	var b strings.Builder
	for _, s := range said {
		b.WriteByte(s[0])
	}
	return b.String()
}

func latin(s string) bool {
	return s != "" && !strings.ContainsFunc(s, func(r rune) bool { return r < 'a' || r > 'z' })
}
