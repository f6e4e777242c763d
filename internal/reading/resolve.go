package reading

// resolve decides what the finds mean, in the order in which one needs the other.
func (r *reader) resolve() {
	r.persons = r.findPeople()
	r.readFlags()
	r.findCompanies()
	r.readKind()
	r.readCounts()
	r.readSummary()
	r.readDate()
	r.readTalent()
	r.readPlan()
	r.readStage()
	r.dayOfStage()
	r.findProject()
	r.readChain()
}

// readPlan tells whether the trip or visit is still to come.
func (r *reader) readPlan() {
	if r.out.Kind != Trip && r.out.Kind != Visit || r.out.Summary {
		return
	}
	switch {
	case r.out.Date > r.c.Today:
		r.out.Planned = true
	case r.out.Date != "":
	default:
		r.out.Planned = r.plansFirst()
	}
	for _, done := range []string{"signed", "leads", "leads_valid"} { // hasn't been, of what is planned
		if r.out.Planned {
			delete(r.out.Counts, done)
		}
	}
}

// plansFirst tells whether the first clause is a plan: 拟于近期赴深圳.
func (r *reader) plansFirst() bool {
	first := r.clauseAfter(0)
	return containsAny(first, "拟赴", "拟于", "计划赴", "计划于", "将赴", "将于", "准备赴", "准备去", "打算去", "计划到", "拟到", "准备到", "计划", "拟", "预计", "定于") && !containsAny(first, "了", "已")
}
