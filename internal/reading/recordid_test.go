package reading

import "testing"

func TestLeadingID(t *testing.T) {
	for _, c := range []struct{ line, id, rest string }{
		{"F-7 图纸已寄出", "F-7", "图纸已寄出"}, {"f7 done", "F-7", "done"}, {"Ｆ－７　已办", "F-7", "已办"}, {"F 7", "F-7", ""}, {" L-128", "L-128", ""}, {"t31改为深圳", "T-31", "改为深圳"},
		{"图纸 F-7", "", "图纸 F-7"}, {"P5级材料", "P-5", "级材料"}, {"L5x", "", "L5x"}, {"F", "", "F"}, {"", "", ""},
	} {
		if id, rest := LeadingID(c.line); id != c.id || rest != c.rest {
			t.Errorf("LeadingID(%q) = %q, %q, want %q, %q", c.line, id, rest, c.id, c.rest)
		}
	}
}
