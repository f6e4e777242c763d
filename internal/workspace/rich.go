package workspace

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// richSpans takes the runs of a rich text's paragraph apart.
func richSpans(section object) []span {
	var out []span
	for _, e := range section.list("elements") {
		s := richSpan(e)
		style := e.obj("style")
		s.bold, s.italic, s.strike, s.code = style.yes("bold"), style.yes("italic"), style.yes("strike"), style.yes("code")
		out = append(out, s)
	}
	return out
}

func richSpan(e object) span {
	switch e.str("type") {
	case "user":
		return span{kind: spanUser, id: e.str("user_id")}
	case "channel":
		return span{kind: spanChannel, id: e.str("channel_id")}
	case "link":
		return span{kind: spanLink, id: e.str("url"), text: cmp.Or(e.str("text"), e.str("url"))}
	case "broadcast":
		return span{kind: spanSpecial, text: "@" + e.str("range")}
	case "emoji":
		return span{text: emoji(e)}
	case "date":
		id := fmt.Sprintf("!date^%d^%s", int64(e.num("timestamp")), e.str("format"))
		return span{kind: spanSpecial, id: id, text: e.str("fallback")}
	case "color":
		return span{text: e.str("value")}
	case "usergroup":
		return span{text: "@" + e.str("usergroup_id")}
	}
	return span{text: e.str("text")}
}

// emoji is an emoji as its character, if the app sent that along, else by its name.
func emoji(e object) string {
	var out strings.Builder
	for code := range strings.SplitSeq(e.str("unicode"), "-") {
		n, err := strconv.ParseInt(code, 16, 32)
		if err != nil {
			return ":" + e.str("name") + ":"
		}
		out.WriteRune(rune(n))
	}
	return out.String()
}

// dateSpan shows <!date^unix^format|fallback>.
func (w *Workspace) dateSpan(s span) string {
	parts := strings.SplitN(s.id, "^", 4)
	if len(parts) < 3 {
		return s.text
	}
	unix, err := strconv.ParseInt(parts[1], 10, 64)
	if err != nil {
		return s.text
	}
	return w.dateText(unix, parts[2])
}

// dateText fills a date format the way a reader in the workspace's zone sees it.
func (w *Workspace) dateText(unix int64, format string) string {
	t := time.Unix(unix, 0).In(w.conf.Zone)
	return strings.NewReplacer(
		"{date_num}", t.Format("2006-01-02"), "{date}", t.Format("January 2, 2006"), "{date_short}", t.Format("Jan 2, 2006"),
		"{date_long}", t.Format("Monday, January 2, 2006"), "{date_pretty}", t.Format("January 2, 2006"),
		"{date_short_pretty}", t.Format("Jan 2, 2006"), "{date_long_pretty}", t.Format("Monday, January 2, 2006"),
		"{time}", t.Format("15:04"), "{time_secs}", t.Format("15:04:05"), "{ago}", t.Format("2006-01-02 15:04"),
	).Replace(format)
}
