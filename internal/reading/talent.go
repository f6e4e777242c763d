package reading

import (
	"strings"
)

// talentLevels are the kinds of people that 招才引智 counts, longest first where one begins another.
var talentLevels = []string{
	"两院院士", "院士", "博士后", "博士研究生", "博士", "硕士研究生", "硕士", "副教授", "教授级高工", "教授", "高级工程师", "高级职称", "副高级职称", "正高级职称", "领军人才", "高层次人才", "高端人才", "急需紧缺人才", "紧缺人才", "高技能人才", "技能人才", "青年人才", "专家", "研究员", "本科生", "本科", "高级技师", "技师", "创新团队", "人才团队", "海归",
}

// talentNames are the shorter names that some levels are recorded under.
var talentNames = map[string]string{"博士研究生": "博士", "硕士研究生": "硕士", "两院院士": "院士", "本科生": "本科"}

// readTalent reads 全职引进博士3名、硕士7名. The way and the state carry over to the next group.
func (r *reader) readTalent() {
	if !r.bringsTalent() {
		return
	}
	mode := ""
	for i := 0; i < len(r.s); {
		level := levelAt(r.s, i)
		if level == "" {
			i += step(r.s, i)
			continue
		}
		n, from, to := r.headCount(i, i+len(level))
		if n > 0 && !(len(r.out.Talent) > 0 && strings.Contains(r.clauseBefore(from), "其中") && !r.out.Summary && !containsAny(r.clauseBefore(from), "全职", "柔性")) { // 其中光刻胶方向博士2名: counted already
			mode = r.talentMode(from, mode)
			name := level
			if short, ok := talentNames[level]; ok {
				name = short
			}
			r.out.Talent = append(r.out.Talent, Talent{Level: name, Count: n, Mode: mode, Status: r.talentStatusAt(from, to)})
			r.use(from, to)
		}
		i += len(level)
	}
	if mode == "" {
		for i := range r.out.Talent { // 教授1名签约，柔性引进
			r.out.Talent[i].Mode = r.onlyMode()
		}
	}
}

// onlyMode is the way that the text speaks of, if it is only one.
func (r *reader) onlyMode() string {
	switch flexible, full := r.has("柔性"), r.has("全职"); {
	case flexible && !full:
		return "flexible"
	case full && !flexible:
		return "full_time"
	}
	return ""
}

// bringsTalent tells whether the text is about people who are brought in, and not about visitors.
func (r *reader) bringsTalent() bool {
	return r.has("引进", "引才", "招才", "人才", "聘", "录用", "到岗", "报到", "入站", "入职")
}

func levelAt(s string, i int) string {
	for _, l := range talentLevels {
		if strings.HasPrefix(s[i:], l) {
			return l
		}
	}
	return ""
}

// headCount is the number of people of the level that stands at [from, to): 博士3名, 3名博士.
func (r *reader) headCount(from, to int) (n, a, b int) {
	for _, q := range r.quantities {
		if !containsWhole([]string{"名", "人", "位", "个"}, q.measure) {
			continue
		}
		if q.from == to || strings.TrimSpace(r.s[to:max(to, q.from)]) == "" && q.from >= to {
			return int(q.n), from, q.to
		}
		if q.to <= from && containsWhole([]string{"", "的", "全职", "柔性"}, r.s[q.to:from]) {
			return int(q.n), q.from, to
		}
	}
	return 0, 0, 0
}

// talentMode is the way said in the clause, or the one before it in the list.
func (r *reader) talentMode(i int, before string) string {
	clause := r.clauseBefore(i)
	flexible, full := strings.LastIndex(clause, "柔性"), strings.LastIndex(clause, "全职")
	if k := strings.LastIndex(clause, "兼职"); k > flexible {
		flexible = k
	}
	switch {
	case flexible > full:
		return "flexible"
	case full > flexible:
		return "full_time"
	}
	return before
}

// talentStatusAt is the state of the group at [from, to): 另有硕士5名|意向.
func (r *reader) talentStatusAt(from, to int) string {
	if hasAnyPrefix(r.s[to:], "意向") || containsAny(r.clauseBefore(from), "拟引进", "意向") {
		return "intent"
	}
	return r.talentStatus()
}

// signedPeople tells whether those who come have signed.
func (r *reader) signedPeople() bool {
	return !r.has("未签约", "未签订", "没签约", "还没签", "没签", "拟签") && r.has("签约", "签订", "签了", "签署", "录用", "签下", "签柔性", "签全职")
}

func (r *reader) talentStatus() string {
	switch {
	case r.has("已到岗", "到岗工作", "已入职", "正式入职", "已报到", "完成入职"):
		return "arrived"
	case r.signedPeople():
		return "signed"
	case r.has("谈", "面试", "商定"):
		return "negotiating"
	case r.has("拟引进", "计划引进", "预计引进", "引进意向", "意向引进", "拟全职", "拟柔性", "有意"):
		return "intent"
	case r.has("引进") && !r.has("尚未签", "还没签", "还未签"):
		return "signed"
	case r.has("对接"):
		return "negotiating"
	}
	return "intent"
}
