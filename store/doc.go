// Package store is what the bot remembers: one file per kind of record, holding its type, its rules, its bucket
// and its queries. It is the only door to bbolt.
//
// Buckets. Each record kind has one bucket of JSON values in an envelope {"v":1,"d":…}; numbered records are keyed by
// their big-endian number (L-128 is 128), others by their name. An index lives in a bucket "kind/by-what" under
// value 0x00 key. Beside the records stand
//
//	audit       record 0x00 number → who changed it, when, in which call, before and after
//	audit/call  call 0x00 number → the record, for Undo
//	outbox      number → a message to be posted, amended or already posted; outbox/key, outbox/open and outbox/about index it
//	seen        a delivery's key → the answer it got
//	said        what has been said once and isn't to be said again: "due/F-7/2022-11-18"
//	zero        period and unit → the word that there is nothing to report
//	desk        cut-off day → what the office decided of its posting
//	statement   S-3 → what a unit said it has come to (申报数); compared, never counted
//	tally       cut-off day → the figures as frozen
//	draft       D-3 → what someone typed that has not become a record yet
//	occurrence  reminder 0x00 scheduled time → run, or skipped and why
//
// Writes happen in one Update: the record, its audit entry, its follow-ups, the queued messages and the delivery's key
// exist together or not at all. Time is UTC; a day is a calendar.Day in the city's zone.
package store
