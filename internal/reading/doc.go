// Package reading is what a typed line means to the bot: dates, deadlines, sums, companies, places, people and chains, up to a
// whole report as cadres write them in a chat group. It knows nothing of records, Slack or the clock.
//
// # What it offers
//
//	Read(text, Context) Report       a free report (Context.Kind empty), or the line typed after a command (Context.Kind set)
//	Report.MarshalJSON               prints a report with the keys of the parse subcommand
//	Report.Rest                      the words that nothing was made of, in order, word for word
//	Report.Bad, .Who, .Doubts        what can't be, which names fit several colleagues, what couldn't be decided
//	City, Unit, Chain, Base, Person  the city's names; City.BaseOf finds the outpost for a place
//	Level.Leads                      whether a post of this level makes a trip led
//
// Behind a command the kind is the caller's and bare words fill its fields: for Lead the first unread words are the company,
// the next the project, then the task of a next step; for FollowUpLine what isn't a time or a person is the task of
// FollowUps[0]; for Trip and Visit what looks like a name is a company, as long as the line is bare words and no sentence. A
// chain's bare name is the chain. With Context.Free only the kind is the caller's: the text is read as the report that it is.
// A name that Context.Known knows is a company wherever it stands. Date is "" when no day was typed: the default is the
// caller's. Where a rule is unsure it leaves the field empty and adds a Doubt.
//
// # How it reads
//
// Read runs four passes over one line; read.go is the order of the first two, resolve.go and assemble.go of the others.
//
//  1. normalise (text.go): half width, simplified, lower case, usual typos mended; line.raw gives back what was typed.
//  2. find: each finder looks at the whole line for what it knows and returns spans: times (whens.go; the forms are tables in
//     dates.go, deadlines.go and english.go, written in the little language of pattern.go), sums (package money),
//     quantities (counts.go), places (places.go, englishnames.go), units (units.go), posts (posts.go), mentions (people.go).
//     lex.go settles which span wins where they overlap, and cuts the rest into words of the lexicon (words.go) and names.
//  3. resolve: flags (flags.go), companies (companies.go, by what firms.go learned), the kind (kinds.go, learned too), figures (counts.go), whether they are
//     cumulative (summary.go), the record's own day (days.go), plan or not, talents (talent.go), stage (stages.go), project (projects.go, learned before it is ruled), chain (chains.go).
//     The order is what needs what.
//  4. assemble: units, places, leader, sums with their roles (amounts.go), follow-ups (followups.go), and behind a command
//     its fields (fields.go); at last Rest (rest.go). json.go prints it.
//
// A time has two meanings, the last such day and the next one (type when): which of them counts is decided when its clause is
// known to be a record or a plan.
//
// # Adding a rule, or an example
//
// Nearly every rule is a line in a table: a date's form in dateRules, a post in postRules, a word for a stage in stageRules,
// a product in industryWords, a sum's role in roleRules, a figure in countRules, a typo in typos. Add the line, add an example to
// testdata/reports.jsonl that needs it, run go test.
//
// Firms, projects and kinds are learned (learned.go): where one is read wrongly, add the report to testdata/reports.jsonl, or only its text with the firms
// marked to testdata/firms.txt, and a few like it; then go test ./internal/reading -run Learn -update, and go test.
// A rule that cuts lines in other places changes what is learned, too; the test then asks for the same.
//
// testdata/heldout.jsonl is only measured with: don't tune on it. testdata/fuzz keeps odd inputs that fuzzing found.
package reading
