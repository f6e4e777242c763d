// Package tally is what a week counts, and how it is said: one file a rule or a family of figures. The rules have the names
// R1 to R20; there is no public rule for counting a 批次, they are the city's own, and every number in them is in the registry.
//
//	cutoff.go     R2 cut-off, R3 period
//	trips.go      R5 trips, R6 led by a leader
//	leads.go      R8 new leads
//	followups.go  R13 closed, overdue, due
//	count.go      R4 counted at an instant, R16 what moved between two
//	figures.go    R15 slices, R16 this week, reported late, taken back
//	period.go     any other period
//	chain.go, leader.go, city.go  the texts
//
// R1 (time) is tx.Today and calendar; R17 (last week's figures as posted) and R20 (posting) are the reminder's.
package tally
