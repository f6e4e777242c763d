// Chainlead (双招助手) coordinates a city's investment promotion in its Slack workspace. This is the program; here is how it hangs together.
//
// # The idea
//
// bot listens and speaks. commands is what people can ask. reminders is what the bot says unasked. store is what it remembers. A
// command and a reminder are both a function of one transaction: they read, write and queue messages; neither posts. One sender posts. Each
// third-party library has one door: slack-go here, cron in reminders, bbolt in store. deps_test.go keeps it so.
//
// # A line on its way
//
// Somebody types "/lead 鹏程氢动力 三个半亿 氢能 下周五前回访".
//
//  1. socket.go drains Slack's socket into a bounded pool (pool.go) that keeps each person's order.
//  2. slack.go and message.go make a commands.Call of the delivery. Its key is the delivery's own: a key takes effect once.
//  3. commands.Run (commands/commands.go) opens one store.Update. commands/lead.go reads the line through internal/reading, checks, writes the
//     lead and its follow-up, and returns a Reply made of say.Texts, in both languages.
//  4. The transaction commits: record, audit entry, follow-up, queued messages and the delivery's key, or nothing.
//  5. Only then render.go turns the reply into blocks and slack.go acknowledges with it.
//
// What is wrong with the line is a say.Problem: it rolls back, says what to do next, and what was typed is kept as a draft that the form opens
// with.
//
// # A morning
//
// ticking (bot.go) asks reminders.Tick whenever something may be due by the store's clock. reminders.go asks the schedule for the times since
// the last one accounted for, applies the reminder's rules (a day off, a time missed), runs it in one transaction and records each
// scheduled time as run or skipped. reminders/morning.go queues one message a person under a key that says what, whom and when; ladder.go tells others of
// what stays overdue. Once an hour reminders/audit.go compares what was promised with what was done.
//
// # A message on its way
//
// sender.go takes the first owed message of each address: claim (commit), post with the key in the metadata, confirm (commit). Where the
// outcome is unknown reconcile.go looks for the key in the channel's history before anything is posted again; parked.go keeps what can't be
// delivered and tells the office once.
//
// # Friday, 17:00
//
// In the morning reminders/cutoffday.go asks the units that have recorded nothing, later it sends check sheets and the office's draft. At the
// cut-off reminders/tally.go counts the week (internal/tally), freezes the figures, counts the totals again another way and queues the posts, all in one
// transaction; or leaves them for the office to release (commands/desk.go). internal/tally has one file a rule, each with the rule's number.
//
// # The demo
//
// demo.go starts internal/workspace, a Slack workspace with its own wire types, and connects this very bot to it over loopback. Their one clock
// (clock.go) can be played: play stops at each due time and lets the bot settle. e2e_test.go plays whole days through the workspace's
// control interface, and prints all that anybody sees.
package main
