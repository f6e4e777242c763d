package reading

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// A timeRule is a dateRule with its form compiled.
type timeRule struct {
	pattern
	form string
	read func(Context, match) when
}

// timeRules are all rules for times, compiled once, by what they may begin with.
var timeRules = compileRules(slices.Concat(dateRules, deadlineRules, monthRules, englishDates))

func compileRules(rules []dateRule) map[rune][]*timeRule {
	out := map[rune][]*timeRule{}
	for _, d := range rules {
		t := &timeRule{compile(d.form), d.form, d.read}
		for _, r := range t.firsts() {
			if !slices.Contains(out[r], t) {
				out[r] = append(out[r], t)
			}
		}
	}
	return out
}

// findWhens finds the times in a line, in order, with the words that belong to them: 前, 内, the hour, a weekday beside it.
func findWhens(l *line, c Context) []when {
	var out []when
	for i := 0; i < len(l.s); {
		w, ok := whenAt(l.s, i, c)
		if !ok {
			i += step(l.s, i)
			continue
		}
		w = behindBy(l.s, extend(l.s, w, c))
		out = append(out, w)
		i = w.to
	}
	return out
}

// step is the length of what stands at i: a whole number, a whole word of letters, or one rune.
func step(s string, i int) int {
	end := i
	for end < len(s) && digit(rune(s[end])) {
		end++
	}
	if end > i {
		return end - i
	}
	for end < len(s) && asciiLetter(s[end]) {
		end++
	}
	if end > i {
		return end - i
	}
	_, size := utf8.DecodeRuneInString(s[i:])
	return size
}

// whenAt reads the longest time that begins at i.
func whenAt(s string, i int, c Context) (when, bool) {
	r, _ := utf8.DecodeRuneInString(s[i:])
	best := longestWhen(when{}, timeRules[r], s, i, c)
	if k := key(r); k != r {
		best = longestWhen(best, timeRules[k], s, i, c)
	}
	return best, best.to > 0
}

func longestWhen(best when, rules []*timeRule, s string, i int, c Context) when {
	for _, rule := range rules {
		m, ok := rule.at(s, i)
		if !ok || m.to <= best.to || !plausible(s, rule.form, m) {
			continue
		}
		if w := rule.read(c, m); w.how != "" {
			w.from, w.to = m.from, m.to
			best = w
		}
	}
	return best
}

// numberedThings is the rest of a list of things with numbers: 1号|、2号车间.
var numberedThings = regexp.MustCompile(`^[、,和]\d+号[地楼厂车线院馆机门井库塔]`)

func chineseDigitOrTen(r rune) bool {
	_, ok := chineseDigit[r]
	return ok || r == '十'
}

// notDays are what may stand behind a number that looks like a date and isn't one: 3.5亿, 12号地块.
const notDays = "亿万元家人个条批亩吨台套倍米平楼栋期天周小时点多余公克升千百度%‰地车厂线院馆会机"

// plausible keeps numbers from being dates: 3.5亿, 12号地块, 第8号.
func plausible(s, form string, m match) bool {
	before, _ := utf8.DecodeLastRuneInString(s[:m.from])
	after, _ := utf8.DecodeRuneInString(s[m.to:])
	switch form {
	case "{m}.{d}", "{m}/{d}", "{m}-{d}", "{m}.{d}-{d}":
		return m.holes[1] <= 31 && m.holes[2] <= 31 && asciiDigits(m.text) && (free(before) || inRange(s[:m.from]) || strings.ContainsRune(":长", before) && (setsOut(s[m.to:]) || dateFollows(s[m.to:])) || hasAnySuffix(s[:m.from], "时间:", "日期:")) && !digit(after) && !letter(after) && (!strings.ContainsRune(notDays+"./-", after) || after == '.' && hanAfter(s[m.to:]) || dateFollows(s[m.to:]))
	case "(前天|前日)":
		return before != '台' // 台前|天羽羽绒服
	case "(今)":
		return hasAnyPrefix(s[m.to:], "接待", "赴", "到", "有", "拜访", "与", "签") && before != '如' && before != '至'
	case "(下下周|下下星期){w}":
		return before != '一' // 约一下|下周四
	case "(上个星期|上个礼拜|上周|上星期|上礼拜){w}", "(下个星期|下个礼拜|下周|下星期|下礼拜){w}", "(这个星期|这个礼拜|本周|这周|这星期|这礼拜|本星期){w}":
		return !strings.ContainsRune("个家批组", after) // 本周|三个小组
	case "{d}(日|号)":
		if numberedThings.MatchString(s[m.to:]) {
			return false
		}
		fallthrough
	case "{d}(日|号|)(、|和|至|到|-|~){d}(日|号)":
		return (!strings.ContainsRune("第no.月-#", before) || before == '-' && inRange(s[:m.from])) && !digit(before) && !letter(before) && !strings.ContainsRune("地楼厂车线院馆机门井文令产用", after)
	case "{n}":
		return !digit(before) && !letter(before) && !letter(after) && !strings.ContainsRune("元万亿", after)
	case "{m}月{d}(日|号|)", "{m}月{d}(日|号|)(、|和|至|到|-|~){d}(日|号|)":
		return closed(m.text) || !strings.ContainsRune(notDays+"月.", after)
	case "{m}月(份|)", "(今年|本年|明年|去年|){m}月(份|)(上旬|中旬|下旬|初|中|底|末)":
		return !strings.ContainsRune("个-", before)
	}
	return true
}

// hanAfter tells whether a full stop and a Chinese word follow: 11/2|.法国客商.
func hanAfter(rest string) bool {
	next, _ := utf8.DecodeRuneInString(rest[1:])
	return han(next)
}

// inRange tells whether a dash behind a number leads to the end of a range: 11.7-|11.8.
func inRange(before string) bool {
	n := len(before)
	return n > 1 && before[n-1] == '-' && (digit(rune(before[n-2])) || hasAnySuffix(before[:n-1], "日", "号"))
}

// dateFollows tells whether -11.8 or the like stands behind a date.
func dateFollows(rest string) bool {
	m, ok := dashDate.at(rest, 0)
	return ok && m.holes[1] <= 31 && !strings.ContainsAny(rest[m.to:min(len(rest), m.to+3)], "亿万%")
}

var dashDate = compile("(-|~|至|到){m}(.|/|月){d}")

func closed(words string) bool {
	return strings.HasSuffix(words, "日") || strings.HasSuffix(words, "号")
}

func asciiDigits(words string) bool {
	return words[0] < utf8.RuneSelf && words[len(words)-1] < utf8.RuneSelf
}

// setsOut tells whether what stands behind a number says that it is a day: 南乐县:11.8|赴济南.
func setsOut(rest string) bool {
	if next, _ := utf8.DecodeRuneInString(strings.TrimPrefix(rest, " ")); strings.HasPrefix(rest, " ") && han(next) && !strings.ContainsRune(notDays, next) {
		return true // 接待:11.3 杭州之江环保
	}
	for _, w := range []string{"赴", "去", "在", "到", "收到", "开工", "签约", "投产", "召开", "接待", "拜访", "走访", "上午", "下午", "带队"} {
		if strings.HasPrefix(strings.TrimLeft(rest, " "), w) {
			return true
		}
	}
	return false
}

// free tells whether a number behind r may be a date: not inside a code or a decimal.
func free(r rune) bool {
	return r == utf8.RuneError || !digit(r) && !letter(r) && !strings.ContainsRune(".-/$¥:第约达为长比", r)
}

// extend adds what belongs to a time: the end of a range, the weekday beside it, the hour, 前 and 内.
func extend(s string, w when, c Context) when {
	w = extendRange(s, w, c)
	w = extendBeside(s, w, c)
	w = extendRange(s, w, c) // 下周四(17日)至下周六
	w = extendClock(s, w)
	return extendHow(s, w, c)
}

// behindBy takes in the words before an English day: by Thursday is a deadline, on Thursday is not.
func behindBy(s string, w when) when {
	if !asciiLetter(s[w.from]) && !digit(rune(s[w.from])) {
		return w
	}
	for _, by := range englishBefore {
		if i := w.from - len(by) - 1; i >= 0 && s[i:w.from] == by+" " && (i == 0 || !asciiLetter(s[i-1])) {
			w.from = i
			if w.how == HowOn || w.how == HowRange || w.how == HowWithinWeek {
				w.how = HowBefore
			}
			return w
		}
	}
	if i := w.from - 3; i >= 0 && s[i:w.from] == "on " {
		w.from = i
	}
	return w
}

func extendRange(s string, w when, c Context) when {
	if w.bad || w.wide || w.how != HowOn || !w.past.single() {
		return w
	}
	if m, ok := forDays.at(s, w.to); ok && m.holes[0] > 1 && m.holes[0] < 32 { // 下周一起三天
		n := m.holes[0] - 1
		w.to, w.past, w.next = m.to, w.past.days(n), w.next.days(n)
		return w
	}
	for _, sep := range []string{"至", "到", "--", "-", "~", " - ", " to ", "——"} {
		if !strings.HasPrefix(s[w.to:], sep) {
			continue
		}
		if e, ok := whenAt(s, w.to+len(sep), c); ok && e.how == HowOn && !e.wide && e.past.single() {
			to := e.to
			if e = join(w, e); !e.past.none() || e.bad {
				e.from, e.to = w.from, to
				return e
			}
		}
	}
	return w
}

// forDays is 起三天 behind a day.
var forDays = compile("(起|开始){n}天")

// days is a span of the moment's first day and some more.
func (m moment) days(more int) moment {
	if m.none() {
		return m
	}
	return span(m.first, m.first.Add(more))
}

// extendBeside takes in the other name of a day that stands beside it: 11月18日(周五), 11月18日周五, 周五11月18日. Of the two the date wins; whether they agree is said once
// it is known which month or year is meant.
func extendBeside(s string, w when, c Context) when {
	if w.bad || w.wide || w.how != HowOn || !w.past.single() || w.to >= len(s) {
		return w
	}
	i := w.to
	space := s[i] == ' '
	i += boolInt(space)
	bracket := i < len(s) && s[i] == '('
	i += boolInt(bracket)
	e, ok := whenAt(s, i, c)
	if !ok || e.how != HowOn || e.wide || !e.bad && !e.past.single() || bracket && (e.to >= len(s) || s[e.to] != ')') {
		return w
	}
	if dated(s, w) == dated(s, e) && !bracket {
		return w // two days
	}
	day, other := w, e
	if dated(s, e) && !dated(s, w) {
		day, other = e, w
	}
	day.beside = other.name()
	past, next := !day.odd(day.past), !day.odd(day.next)
	if !bracket && !past && !next && (space || day.past.first < c.Today && setsTime(s[e.to:])) {
		return w // 11月8日 周五前答复: the day of a record and a deadline
	}
	switch { // 14日(周一): of the days that it may be, the one that is a Monday
	case past && !next:
		day.next = day.past
	case next && !past:
		day.past = day.next
	}
	day.from, day.to = w.from, e.to+boolInt(bracket)
	return day
}

// name is what a time says of the day that it stands beside: the day, or for 周五 any day of that weekday.
func (w when) name() moment {
	if w.past != w.next {
		return moment{first: w.past.first}
	}
	return w.past
}

// dated tells whether a time is a date and not a weekday or 昨天.
func dated(s string, w when) bool { return strings.ContainsAny(s[w.from:w.to], "0123456789月") }

// odd tells whether the day that was settled on isn't the one named beside it: another weekday, or another day than 昨天.
func (w when) odd(m moment) bool {
	switch {
	case w.beside.none() || m.none() || !m.single():
		return false
	case w.beside.last == "":
		return w.beside.first.Weekday() != m.first.Weekday()
	}
	return w.beside != m
}

func setsTime(rest string) bool {
	return strings.HasPrefix(rest, "前") || strings.HasPrefix(rest, "之前")
}

var dayParts = []string{"上午", "下午", "中午", "早上", "晚上", "晚间", "傍晚", "凌晨", "一早", "晚", "早"}

var clockForms = []pattern{compile("{n}(点|时){n}分"), compile("{n}(点半|时半)"), compile("{n}(点钟|点整|点|时)"), compile("{n}:{n}")}

// extendClock takes in 下午3点, 下班, 15:00.
func extendClock(s string, w when) when {
	i, part := w.to, ""
	for i < len(s) && s[i] == ' ' {
		i++
	}
	for _, p := range dayParts {
		if strings.HasPrefix(s[i:], p) {
			part, i = p, i+len(p)
			break
		}
	}
	for k, f := range clockForms {
		if m, ok := f.at(s, i); ok && m.holes[0] <= 24 && (k != 3 || m.holes[1] < 60) {
			w.to, w.clock = m.to, clockOf(k, m, part+s[max(w.from, w.to-6):w.to])
			return w
		}
	}
	if part != "" {
		w.to = i
	}
	for _, p := range []string{"下班", "中午", "当天"} {
		if strings.HasPrefix(s[w.to:], p) {
			w.to += len(p)
		}
	}
	return w
}

// clockOf makes 15:30 of 3点半 and 下午.
func clockOf(form int, m match, part string) string {
	hour, minute := m.holes[0], m.holes[1]
	if form == 1 {
		minute = 30
	}
	if hour < 12 && containsAny(part, "下午", "晚", "傍晚") {
		hour += 12
	}
	return fmt.Sprintf("%02d:%02d", hour, minute)
}

// extendHow takes in 前 and 内. The 前 of 前往 and 前期 is not a deadline's, and that of 前来 only behind a promise of a day to come.
func extendHow(s string, w when, c Context) when {
	for _, p := range []string{"之前", "以前", "前"} {
		if rest, ok := strings.CutPrefix(s[w.to:], p); ok {
			next, _ := utf8.DecodeRuneInString(rest)
			if p == "前" && !strings.HasSuffix(s[:w.to], "底") && !strings.HasSuffix(s[:w.to], "末") && (strings.ContainsRune("往期后台述", next) || strings.ContainsRune("来去", next) && !w.promisedIn(s, c) || strings.HasPrefix(rest, "提是") || strings.HasPrefix(rest, "提条件")) || w.how == HowASAP {
				return w
			}
			w.to, w.how, w.soft, w.wide = w.to+len(p), HowBefore, false, false
			return w
		}
	}
	for _, p := range []string{"之内", "以内", "内"} {
		if strings.HasPrefix(s[w.to:], p) && (w.wide || w.how == HowRange) {
			w.to, w.how, w.wide = w.to+len(p), HowBefore, false
			return w
		}
	}
	return w
}

// promisedIn tells whether the day is still to come, and the words before it are no plan for that very day: 约定11月20日|前来, but 定于11月20日|前来.
func (w when) promisedIn(s string, c Context) bool {
	before := s[:w.from]
	return w.next.first > c.Today && !strings.HasSuffix(before, "于") && (w.past == w.next || containsAny(before[max(0, len(before)-24):], "约定", "约好", "答应", "承诺", "要求"))
}
