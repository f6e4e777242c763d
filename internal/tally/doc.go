// Package tally is what a week counts, and how it is said: one file a rule or a family of figures. The rules have the names
// R1 to R20; there is no public rule for counting a 批次, they are the city's own, and every number in them is in the registry.
//
//	cutoff.go     R2 cut-off, R3 period
//	rules.go      R4 counted at an instant, and why not
//	trips.go      R5 trips, R6 led by a leader
//	visits.go     R7 visits
//	leads.go      R8 new leads, judged valid
//	projects.go   R10 in talks, R11 signed
//	funds.go      R12 arrived money, R14 requests
//	followups.go  R13 closed, overdue, due
//	reporting.go  R19 zero reports, units that said nothing
//	count.go      R16 what moved between two cut-offs
//	totals.go     R16 the identity, R18 year to date
//	figures.go    R15 slices; this week, reported late, taken back, corrected
//	period.go     any other period
//	chain.go, leader.go, city.go, detail.go, draft.go  the texts; words.go what they share
//	post.go       R20 posting, and corrections
//
// R1 (time) is tx.Today and calendar; R9 (figures inside texts feed no count but R5's counterpart) is the commands'; R17 (last week's figures as
// posted) is Report.
package tally
