package reading

import (
	"regexp"
	"strings"

	"golang.org/x/text/width"
)

// typedID is a record's number as people type it at the start of a line: F-7, f7, Ｆ－７.
var typedID = regexp.MustCompile(`(?i)^\s*([LTVPARFＬＴＶＰＡＲＦ])\s?[-－—–]?\s?([0-9０-９]{1,9})(?:$|[^0-9a-z０-９])`)

// LeadingID takes a record's number off the start of a line; "" where there is none.
func LeadingID(line string) (id, rest string) {
	m := typedID.FindStringSubmatchIndex(line)
	if m == nil {
		return "", line
	}
	letter, number := width.Narrow.String(line[m[2]:m[3]]), width.Narrow.String(line[m[4]:m[5]])
	return strings.ToUpper(letter) + "-" + number, strings.TrimSpace(line[m[5]:])
}
