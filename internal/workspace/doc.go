// Package workspace is a Slack workspace on this machine: what the bot talks to in the demo and in the tests.
//
// To the bot it is Slack: the Web API under /api/, Socket Mode under /link, response URLs under /response/.
// It is strict where Slack is strict (tokens, scopes, memberships, Block Kit's limits, triggers, acknowledgements),
// because a bot that only ever met a lenient copy fails on the first day with the real one. It has its own wire
// types and never imports the client library that the bot uses, so it checks that library instead of agreeing with it.
//
// To a person it is the page at /, and to scripts and tests the JSON calls under /control/. Both do the same things
// through the same functions: a person types (type.go), presses (press.go), submits a form (submit.go) or says
// something (speak.go), and sees (see.go) what is theirs to see.
//
// Reading on: workspace.go (what it is made of), state.go and journal.go (what it remembers, and how that survives),
// api.go and the files named after Slack's families (chat.go, conversations.go, users.go, views.go, auth.go),
// socket.go and deliver.go (Socket Mode), validate.go, blocks.go and elements.go (Block Kit's rules), plain.go (what a
// message says), control.go, page.go.
//
// What is kept: people, channels, memberships, messages with their edits and metadata, tokens, DMs, read marks,
// Home tabs and the clock. As in Slack, private answers are gone after a restart; so are open dialogs, triggers,
// response URLs, the log of exchanges, and events that were not yet acknowledged.
//
// What is left out: files, group DMs, reactions, user groups, link previews, search, and rate limits of its own.
package workspace
