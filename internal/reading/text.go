package reading

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
	"golang.org/x/text/width"

	"chainlead/internal/names"
)

// A line is a text made easy to read by rules, with the way back to what was typed. All offsets in this package are byte
// offsets in s.
type line struct {
	typed string
	s     string // half width, simplified, lower case, usual typos mended, no spaces inside 11 月 8 日
	at    []int  // at[i] is the offset in typed of byte i of s; one longer than s
	typos []typo // the ones that were mended, in order
}

// normalise makes a line of what was typed.
func normalise(typed string) *line {
	l := &line{typed: typed}
	var b strings.Builder
	for i, r := range typed {
		n := b.Len()
		b.WriteString(plain(r))
		for range b.Len() - n {
			l.at = append(l.at, i)
		}
	}
	l.s, l.at = b.String(), append(l.at, len(typed))
	l.mend()
	l.close()
	return l
}

// raw returns the typed words behind s[i:j], trimmed.
func (l *line) raw(i, j int) string {
	return strings.TrimFunc(l.typed[l.at[i]:l.at[j]], blank)
}

// plain returns the plain form of one rune: half width, simplified, lower case. Circled numbers stay: they head the items of a list.
func plain(r rune) string {
	switch {
	case r < utf8.RuneSelf:
		return string(unicode.ToLower(r))
	case r == utf8.RuneError, unicode.Is(unicode.Cf, r):
		return ""
	case '①' <= r && r <= '⑳':
		return string(r)
	case unicode.Is(unicode.Han, r):
		return names.Fold(string(r))
	}
	if p, ok := marks[r]; ok {
		return p
	}
	return strings.ToLower(norm.NFKC.String(width.Narrow.String(string(r))))
}

// marks are signs that people type for a plainer one.
var marks = map[rune]string{
	'。': "。", '、': "、", '，': ",", '；': ";", '：': ":", '！': "!", '？': "?", '（': "(", '）': ")", '【': "[", '】': "]",
	'—': "-", '–': "-", '－': "-", '―': "-", '−': "-", '～': "~", '〜': "~", '∼': "~", '“': "\"", '”': "\"", '＂': "\"", '「': "\"", '」': "\"",
	'《': "\"", '》': "\"", '‘': "'", '’': "'", '·': "·", '•': "·", '．': ".", '　': " ", '\u00a0': " ", '㎡': "平方米",
}

func blank(r rune) bool { return unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) }

// A typo is a slip of the input method that is common in reports, and the word meant. Both are equally long.
type typo struct{ wrong, right string }

var typos = []typo{
	{"败访", "拜访"}, {"白访", "拜访"}, {"恰谈", "洽谈"}, {"洽淡", "洽谈"}, {"恰淡", "洽谈"}, {"恰商", "洽商"}, {"冶谈", "洽谈"},
	{"考查", "考察"}, {"走仿", "走访"}, {"走坊", "走访"}, {"拜仿", "拜访"}, {"拜防", "拜访"}, {"回仿", "回访"}, {"回防", "回访"}, {"接侍", "接待"}, {"接带", "接待"}, {"接代", "接待"}, {"来坊", "来访"}, {"柔姓", "柔性"}, {"进渡", "进度"}, {"签约仪试", "签约仪式"}, {"开弓", "开工"},
	{"带对", "带队"}, {"代队", "带队"}, {"签定", "签订"}, {"签属", "签署"}, {"鉴约", "签约"}, {"签月", "签约"}, {"开功", "开工"}, {"开公", "开工"}, {"头产", "投产"}, {"到为资金", "到位资金"},
	{"总投姿", "总投资"}, {"总头资", "总投资"}, {"链常", "链长"}, {"莲长", "链长"}, {"清风县", "清丰县"}, {"青丰县", "清丰县"}, {"台钱县", "台前县"}, {"抬前县", "台前县"}, {"南勒县", "南乐县"}, {"花龙区", "华龙区"},
	{"工作曰", "工作日"}, {"报被", "报备"}, {"项木", "项目"}, {"线锁", "线索"}, {"先索", "线索"}, {"座淡", "座谈"}, {"招尚", "招商"}, {"客伤", "客商"}, {"注测", "注册"}, {"营业职照", "营业执照"},
}

// mend puts right the usual slips, in place.
func (l *line) mend() {
	for _, t := range typos {
		if strings.Contains(l.s, t.wrong) {
			l.s = strings.ReplaceAll(l.s, t.wrong, t.right)
			l.typos = append(l.typos, t)
		}
	}
}

// close takes out the spaces inside dates and quantities: 11 月 8 日, 3.5 亿, 5 人.
func (l *line) close() {
	var b strings.Builder
	at := l.at[:0]
	for i := range len(l.s) {
		if l.s[i] == ' ' && l.loose(i) {
			continue
		}
		b.WriteByte(l.s[i])
		at = append(at, l.at[i])
	}
	l.s, l.at = b.String(), append(at, l.at[len(l.at)-1])
}

// loose tells whether the space at i stands between a number and its unit.
func (l *line) loose(i int) bool {
	if i == 0 || i+1 >= len(l.s) {
		return false
	}
	before, _ := utf8.DecodeLastRuneInString(l.s[:i])
	after, _ := utf8.DecodeRuneInString(l.s[i+1:])
	if digit(before) {
		return strings.ContainsRune("年月日号亿万千百个天周批亩", after)
	}
	return digit(after) && strings.ContainsRune("年月第", before)
}

func digit(r rune) bool  { return '0' <= r && r <= '9' }
func letter(r rune) bool { return 'a' <= r && r <= 'z' || r >= 0xc0 && r < 0x250 }
func han(r rune) bool    { return unicode.Is(unicode.Han, r) }
