package workspace

import (
	"encoding/base64"
	"slices"
	"strings"
)

// page cuts one page out of a list. A cursor names the first item of its page, so a list that grows meanwhile
// neither repeats nor skips.
func page[T any](c *call, all []T, key func(T) string, normal, most int) (some []T, next string, err error) {
	limit, err := c.limit(normal, most)
	if err != nil {
		return nil, "", err
	}
	start := 0
	if cursor := c.str("cursor"); cursor != "" {
		b, err := base64.StdEncoding.DecodeString(cursor)
		from, ok := strings.CutPrefix(string(b), "from:")
		start = slices.IndexFunc(all, func(x T) bool { return key(x) == from })
		if err != nil || !ok || start < 0 {
			return nil, "", refuse("invalid_cursor")
		}
	}
	end := min(start+limit, len(all))
	if end < len(all) {
		next = base64.StdEncoding.EncodeToString([]byte("from:" + key(all[end])))
	}
	return all[start:end], next, nil
}

// nonNil makes an empty list show as [] and not as null.
func nonNil[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}
