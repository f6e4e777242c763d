// Package calendar knows days, and which of them are working days.
//
// A promise, a reminder and the week's cut-off are all reckoned in working days, and in China these can't be computed: each autumn the
// General Office of the State Council announces for the year to come which weekdays are off for New Year, Spring Festival, Qingming, Labour
// Day, Dragon Boat, Mid-Autumn and National Day, and which Saturdays and Sundays are worked instead (调休). exceptions.json holds the days
// that differ from Monday to Friday, of the notices for 2022 to 2026: 25, 25, 27, 23 and 25 days.
//
// The rules:
//
//   - A day that is listed is what the list says; any other is worked from Monday to Friday.
//   - A year that isn't listed counts Monday to Friday and is said to be unknown: what is reckoned from it is provisional.
//   - New Year's Eve of the lunar calendar in 2024 (9 February) was formally worked, and counts so.
//   - "Within n working days" doesn't count the day it is said on. "n working days overdue" doesn't count the due day.
package calendar
