package reading

import (
	"slices"
	"strings"
	"testing"
)

// TestPosts holds the city's table of posts: which level each is, and so whether a trip that it heads is led by a leader.
func TestPosts(t *testing.T) {
	for level, rows := range map[Level]string{
		LevelCity: `市委书记 市长 市委副书记 常务副市长 副市长 市委常委、组织部部长 市委秘书长 市委常委 市人大常委会主任 市人大常委会副主任 市政协主席 市政协副主席 链长
			市委副书记、市长 市委常委、常务副市长 市委常委、市委秘书长 市委常委、宣传部部长 市人大主任 市领导`,
		LevelCountyMain: `清丰县委书记 清丰县县长 县长 县委书记 县委副书记、县长 代县长 区长 区委书记 华龙区区长 经开区党工委书记 工业园区管委会主任 党工委副书记、管委会主任 濮阳县县长 范县县长
			示范区党工委书记、管委会主任`,
		LevelDeptMain: `市商务局局长 市发改委主任 市商务局党组书记、局长 市工信局副局长（主持工作） 发改委主任 市教育局局长 市财政局局长 市委组织部部长`,
		LevelOther: `常务副县长 县委副书记 县委常委、副县长 挂职副县长 管委会副主任 市商务局副局长 市商务局党组副书记、副局长 副县长 副区长
			市政府副秘书长 市长助理 四级调研员 原县长 乡镇党委书记 园区招商局局长 县商务局局长 清丰县商务局局长 县招商中心主任 突击队队长 驻京联络处主任
			县人大常委会主任 县政协主席 市中级人民法院院长 市人民检察院检察长 市政府秘书长 市政府党组成员 二级巡视员 县委常委、组织部部长 县委办主任`,
	} {
		for post := range strings.FieldsSeq(rows) {
			r := Read("11月8日"+post+"带队赴深圳拜访鹏程氢动力", wednesday(t))
			if r.LeaderLevel != level || r.Led != level.Leads() {
				t.Errorf("%s: level %q led %v, want %q", post, r.LeaderLevel, r.Led, level)
			}
		}
	}
}

// TestWhoseHead is a post without its unit: a department's own head is plain, so is a county's bureau head; a county's 书记 may be the county's or a bureau's.
func TestWhoseHead(t *testing.T) {
	for _, tt := range []struct {
		post, unit string
		level      Level
		doubt      bool
	}{
		{"局长", "commerce", LevelDeptMain, false}, {"主任", "drc", LevelDeptMain, false}, {"书记", "commerce", LevelDeptMain, false}, {"局长", "qingfeng", LevelOther, false},
		{"书记", "qingfeng", LevelCountyMain, true}, {"主任", "qingfeng", LevelOther, true}, {"县长", "qingfeng", LevelCountyMain, false}, {"书记", "", LevelOther, true}, {"局长", "", LevelOther, true},
	} {
		c := wednesday(t)
		c.Unit = tt.unit
		r := Read(tt.post+"带队赴深圳拜访鹏程氢动力", c)
		doubt := slices.ContainsFunc(r.Doubts, func(d Doubt) bool { return d.Why == "whose" })
		if r.LeaderLevel != tt.level || doubt != tt.doubt {
			t.Errorf("%s of %q: %s, doubt %v; want %s, %v", tt.post, tt.unit, r.LeaderLevel, doubt, tt.level, tt.doubt)
		}
	}
}

// TestUndecidedPosts are the posts of which the city has yet to decide: not led, and said to be open.
func TestUndecidedPosts(t *testing.T) {
	for _, post := range []string{"县人大常委会主任", "县政协主席", "市法院院长", "市检察院检察长", "市政府秘书长", "市政府党组成员", "二级巡视员"} {
		if r := Read(post+"带队赴深圳", wednesday(t)); r.Led || !r.ToBeAsked {
			t.Errorf("%s: led %v, to be asked %v", post, r.Led, r.ToBeAsked)
		}
	}
}

// TestWhoLeads has several posts in one line: who accompanies doesn't lead, and the highest who leads counts once.
func TestWhoLeads(t *testing.T) {
	for _, tt := range []struct {
		line, unit, title string
		level             Level
		led               bool
	}{
		{"县长陪同副市长赴深圳拜访鹏程氢动力", "", "副市长", LevelCity, true},
		{"副市长带队、县长参加，赴深圳拜访鹏程氢动力", "", "副市长", LevelCity, true},
		{"市人大主任、清丰县县长赴深圳拜访鹏程氢动力", "", "市人大主任", LevelCity, true},
		{"市商务局局长带队赴深圳，副县长参加", "", "市商务局局长", LevelDeptMain, true},
		{"副县长带队赴深圳，县长陪同客商", "", "副县长", LevelOther, false},
		{"跟县长到深圳看了鹏程氢动力", "", "县长", LevelCountyMain, true},
		{"局长带队赴深圳", "commerce", "局长", LevelDeptMain, true},
		{"局长带队赴深圳", "qingfeng", "局长", LevelOther, false},
		{"书记带队赴深圳", "qingfeng", "书记", LevelCountyMain, true},
		{"主任带队赴深圳", "indpark", "主任", LevelCountyMain, true},
		{"主任带队赴深圳", "drc", "主任", LevelDeptMain, true},
		{"赴深圳拜访鹏程氢动力，回来向市长汇报", "", "", "", false},
		{"赴深圳拜访鹏程氢动力，请县长协调用地", "", "", "", false},
	} {
		c := wednesday(t)
		c.Unit = tt.unit
		r := Read(tt.line, c)
		if r.LeaderTitle != tt.title || r.LeaderLevel != tt.level || r.Led != tt.led {
			t.Errorf("%s (typed by %q): %q %q led %v, want %q %q led %v", tt.line, tt.unit, r.LeaderTitle, r.LeaderLevel, r.Led, tt.title, tt.level, tt.led)
		}
	}
}
