// Package say holds everything the bot can say, in Chinese and English, as meanings: texts, messages, forms and
// problems. It knows nothing of Slack; bot/render.go turns what is said here into blocks.
//
// House style: plain lines, 【】 for headings, full-width punctuation in Chinese, no emoji, no exclamation mark;
// dates 11月18日（周五） / Fri 18 Nov, the month once a message; sums 3.5亿元 / CNY 350 million. Chinese says 您 to
// one person and addresses nobody in a channel.
package say
