package reading

import (
	_ "embed"
	"slices"
	"strings"
)

// projectTails end a project's name where the text has no 项目.
var projectTails = []string{"生产线", "产业园", "小镇", "物流园", "科技园", "工业园", "生产基地", "研发中心", "总部基地", "中试基地", "产线", "基地", "工厂", "条线"}

//go:embed projects.weights
var projectWeights weights

// learnedProject takes the stretch for the project's name that scores highest by what was learned, if any scores better than nothing.
func (r *reader) learnedProject() bool {
	if r.english {
		return false
	}
	v := r.projectView()
	all := v.stretches()
	best := highestOf(v.scores(all, projectWeights.of))
	if best < 0 {
		return false
	}
	from, to := v.at[all[best].from], v.at[all[best].to]
	r.out.Project, r.project = r.raw(from, to), segment{from, to}
	r.use(from, to)
	return true
}

// highestOf is the index of the highest score above nothing, -1 if there is none.
func highestOf(scores []int32) int {
	best := -1
	for i, s := range scores {
		if s > 0 && (best < 0 || s > scores[best]) {
			best = i
		}
	}
	return best
}

// projectView is the line with each firm as one word.
func (r *reader) projectView() *view {
	var tokens []token
	for _, t := range r.tokens {
		if i := slices.IndexFunc(r.companies, func(c company) bool { return c.from < t.to && t.from < c.to }); i >= 0 {
			t = token{r.companies[i].from, r.companies[i].to, legal}
		}
		if n := len(tokens); n > 0 {
			t.from = max(t.from, tokens[n-1].to)
		}
		if t.from < t.to {
			tokens = append(tokens, t)
		}
	}
	v := newView(r.s, tokens)
	v.amounts = true
	return v
}

// findProject finds the project: what a form says, what was learned to be one, else words that end in 项目 or 二期, else what was talked about (谈高端聚烯烃改性料), else what is
// to be built (建设储氢瓶生产线). It gives the token range.
func (r *reader) findProject() {
	if r.labelledProject() {
		return
	}
	if r.learnedProject() {
		return
	}
	if a, b, ok := r.projectByEnd(); ok {
		r.setProject(a, b)
		return
	}
	if a, b, ok := r.projectByTail(); ok {
		r.setProject(a, b)
		return
	}
	for _, before := range []class{talk, making} {
		if a, b, ok := r.projectBehind(before); ok {
			r.setProject(a, b)
			return
		}
	}
}

// labelledProject reads a form's line: 项目：污泥资源化；.
func (r *reader) labelledProject() bool {
	for _, label := range []string{"项目名称:", "项目:"} {
		i := strings.Index(r.s, label)
		if i < 0 || i > 0 && !strings.Contains(",;。\n |", r.s[i-1:i]) {
			continue
		}
		from := i + len(label)
		name := r.clauseAfter(from)
		if k := strings.Index(name, " "); k > 0 && (strings.Contains(name[k:], ":") || strings.Contains(name[k:], "投资")) {
			name = name[:k] // the next line of the form
		}
		to := from + len(name)
		if to > from {
			r.out.Project, r.project = r.raw(from, to), segment{from, to}
			r.use(from, to)
			return true
		}
	}
	return false
}

func (r *reader) setProject(a, b int) {
	if a > 0 && r.tokens[a-1].class == place && r.tokens[a-1].to == r.tokens[a].from && (a == 1 || r.tokens[a-2].class != going) && r.tokens[a].class == unknown {
		a--
	}
	from, to := r.tokens[a].from, r.tokens[b-1].to
	from = r.pastChain(from, to)
	if rest, ok := strings.CutPrefix(r.s[from:to], "个"); ok && rest != "" { // 谈了个|小家电项目
		from += len("个")
	}
	r.project = segment{from, to}
	r.out.Project = r.raw(from, to)
	r.use(from, to)
}

// pastChain is where a project's name begins that has its chain before it: 氢能链投电堆项目.
func (r *reader) pastChain(from, to int) int {
	before, rest, ok := strings.Cut(r.s[from:to], "链")
	named := func(c Chain) bool { return c.Name == before || slices.Contains(c.Aliases, before) }
	if !ok || rest == "" || !slices.ContainsFunc(r.c.City.Chains, named) {
		return from
	}
	for _, w := range []string{"方面的", "领域的", "的", "投", "上", "做", "建"} {
		if bare, ok := strings.CutPrefix(rest, w); ok && bare != "" {
			rest = bare
			break
		}
	}
	return to - len(rest)
}

// projectByEnd finds 项目, 二期 with words of its own before it.
func (r *reader) projectByEnd() (a, b int, ok bool) {
	for k, t := range r.tokens {
		if t.class != project || k > 0 && r.tokens[k-1].class == project {
			continue
		}
		if a = r.backTo(k); a < k {
			return a, r.throughProject(k), true
		}
	}
	return 0, 0, false
}

// projectByTail finds a park or a line with a name of its own: 冰川冷链物流园.
func (r *reader) projectByTail() (a, b int, ok bool) {
	for k, t := range r.tokens {
		if !r.tail(t) {
			continue
		}
		if a = r.backTo(k); a < k && slices.ContainsFunc(r.tokens[a:k], func(t token) bool { return t.class == unknown }) {
			return a, r.throughProject(k + 1), true
		}
	}
	return 0, 0, false
}

// throughProject is the end of the project tokens from k on: 二期项目.
func (r *reader) throughProject(k int) int {
	for k < len(r.tokens) && r.tokens[k].class == project {
		k++
	}
	return k
}

// backTo extends a project's name from token k to the left, over names, products and quantities.
func (r *reader) backTo(k int) int {
	named := false
	a := k
	for a > 0 && r.inProject(r.tokens[a-1]) && !r.insideCompany(r.tokens[a-1].from) {
		a--
		named = named || nameClass(r.tokens[a].class)
	}
	if !named {
		return k
	}
	return a
}

// projectNouns are common nouns that stand inside a project's name: 钻机配件项目.
var projectNouns = wordSet("配件 零部件 零配件 部件 设备 产品 原料 原材料 辅料 配套 产线 生产线 基地 生产基地 产业 产业园 物流园 科技园 车间 技术 研发 中试 中试基地 实验室 展厅 仓库 平台 载体 孵化器 上下游 下游 上游")

// inProject tells whether a token may be a part of a project's name.
func (r *reader) inProject(t token) bool {
	if t.class == making {
		return strings.HasPrefix(r.s[t.from:t.to], "年")
	}
	if t.class == noun {
		return projectNouns[r.s[t.from:t.to]]
	}
	return nameClass(t.class) || t.class == quantity || t.class == number || t.class == project
}

// projectBehind finds the words behind a verb that are products and no company.
func (r *reader) projectBehind(c class) (a, b int, ok bool) {
	for k, t := range r.tokens {
		if t.class != c || c == making && !strings.Contains("建设 拟建 新建 扩建 投建 投资建设 投资新建 规划建设 打造 建 上马", r.s[t.from:t.to]) {
			continue
		}
		if a, b, ok := r.phraseAt(k + 1); ok {
			r.use(t.from, t.to)
			return a, b, true
		}
	}
	return 0, 0, false
}

// phraseAt collects a product phrase from token k on: a product must be in it, or one of the project tails at its end.
func (r *reader) phraseAt(k int) (a, b int, ok bool) {
	a = k
	for a < len(r.tokens) && r.tokens[a].class == blanks || a < len(r.tokens) && r.s[r.tokens[a].from:r.tokens[a].to] == "了" {
		a++
	}
	b = a
	for b < len(r.tokens) && (r.inProject(r.tokens[b]) || r.tail(r.tokens[b])) && !r.insideCompany(r.tokens[b].from) {
		ok = ok || r.tokens[b].class == product || r.tail(r.tokens[b])
		b++
	}
	if b < len(r.tokens) && r.about(r.tokens[b]) {
		return a, b, false
	}
	return a, b, ok && b > a
}

func (r *reader) tail(t token) bool {
	return t.class == noun && containsWhole(projectTails, r.s[t.from:t.to])
}
