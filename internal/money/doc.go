// Package money is sums with their currency: how people type them, and how the bot writes them.
//
// Sums are kept in hundredths of the currency's unit, so that a sum of sums is exact, and they are never converted: sums in different
// currencies are never added.
//
// # Reading
//
// Find and Parse read what is typed and what voice input makes of it: 3.5亿, 三个半亿, 十二亿五千万, 叁亿伍仟万元整, 两个多亿, 七八千万, 3-5亿,
// 500万欧元, RMB 1.2bn, US$200m, CNY 300-500 million, half- or full-width, simplified or traditional. A number is a sum only with 亿 or 万, with
// a currency, or with million or billion at the end of a clause; what is counted (5000台套, 60亩, 3万吨, 20万千瓦, 15万元/亩) is none. 几千万 and 数亿
// say no number and are no sums. A sum beyond Most is a slip of the keyboard and is none either.
//
// # Writing
//
// Every rounding is half up (away from zero) to at most two decimals, from the exact sum, and drops trailing zeros:
//
//	Zh   from 1亿 up 3.5亿元; from 1万 up 5000万元; below 800元
//	En   from a billion up CNY 2.79 billion; from a million up CNY 350 million; below CNY 123,456
//
// A sum that rounds up to the next unit is written in that: 9999.999万 is 1亿.
package money
