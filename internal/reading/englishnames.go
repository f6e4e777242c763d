package reading

import (
	"slices"
	"strings"
	"unicode"

	"chainlead/internal/names"
)

// englishPlaces are the cities, provinces and countries that English lines name, with their full Chinese names.
var englishPlaces = map[string]string{
	"beijing": "北京市", "shanghai": "上海市", "tianjin": "天津市", "chongqing": "重庆市", "shenzhen": "深圳市", "guangzhou": "广州市", "dongguan": "东莞市", "foshan": "佛山市", "zhongshan": "中山市", "zhuhai": "珠海市", "huizhou": "惠州市", "jiangmen": "江门市",
	"hangzhou": "杭州市", "ningbo": "宁波市", "wenzhou": "温州市", "jiaxing": "嘉兴市", "huzhou": "湖州市", "shaoxing": "绍兴市", "nanjing": "南京市", "suzhou": "苏州市", "wuxi": "无锡市", "changzhou": "常州市", "nantong": "南通市", "xuzhou": "徐州市", "hefei": "合肥市",
	"wuhan": "武汉市", "changsha": "长沙市", "zhengzhou": "郑州市", "luoyang": "洛阳市", "xinxiang": "新乡市", "anyang": "安阳市", "kaifeng": "开封市", "jinan": "济南市", "qingdao": "青岛市", "yantai": "烟台市", "zibo": "淄博市", "weifang": "潍坊市", "dongying": "东营市", "liaocheng": "聊城市", "linyi": "临沂市",
	"shijiazhuang": "石家庄市", "tangshan": "唐山市", "handan": "邯郸市", "taiyuan": "太原市", "xi'an": "西安市", "xian": "西安市", "chengdu": "成都市", "kunming": "昆明市", "nanchang": "南昌市", "fuzhou": "福州市", "xiamen": "厦门市", "quanzhou": "泉州市", "dalian": "大连市", "shenyang": "沈阳市", "harbin": "哈尔滨市", "changchun": "长春市",
	"guangdong": "广东省", "zhejiang": "浙江省", "jiangsu": "江苏省", "shandong": "山东省", "anhui": "安徽省", "fujian": "福建省", "hebei": "河北省", "hubei": "湖北省", "hunan": "湖南省", "sichuan": "四川省", "hong kong": "香港特别行政区", "macao": "澳门特别行政区",
	"germany": "德国", "japan": "日本", "korea": "韩国", "france": "法国", "italy": "意大利", "spain": "西班牙", "singapore": "新加坡", "united states": "美国",
}

// findEnglishPlaces finds the places that the words of an English line name.
func findEnglishPlaces(s string) []names.FoundPlace {
	var out []names.FoundPlace
	for i := 0; i < len(s); {
		end := wordsEnd(s, i)
		for _, e := range []int{wordsEnd(s, min(len(s), end+1)), end} {
			if full, ok := englishPlaces[strings.TrimSuffix(s[i:e], "'s")]; ok {
				out = append(out, names.FoundPlace{Start: i, End: e, Place: names.Place{Name: full}})
				end = e
				break
			}
		}
		i = max(end, i+1)
	}
	return out
}

// wordsEnd is the end of the word of letters at i.
func wordsEnd(s string, i int) int {
	for i < len(s) && (asciiLetter(s[i]) || s[i] == '\'') {
		i++
	}
	return i
}

// notNames are capitalised words of English lines that are no part of a firm's name.
var notNames = wordSet("the a an send call visit visited met meet meeting trip lead led by to in on at with from of for and or we they he she it our their please ask asked reply quote give bring arrange talk talked talks discuss discussed negotiate signed sign host hosted hosting receive received will plan planned after before until next last this monday tuesday wednesday thursday friday saturday sunday mon tue wed thu fri sat sun january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec cny rmb usd us eur hkd yuan county district city mayor vice deputy head party secretary governor director bureau chain asap gw mw led pla yesterday today tomorrow hydrogen coatings")

// findEnglishCompanies finds runs of capitalised words: at least two, or one behind met, visited, to or with.
func (r *reader) findEnglishCompanies() {
	words := r.englishWords()
	for i := 0; i < len(words); {
		j := i
		if words[i].class == place && (i+1 == len(words) || !r.nameWord(words[i+1], false) || words[i+1].class == place || r.behindTo(words[i])) {
			i++
			continue
		}
		for j < len(words) && r.nameWord(words[j], j > i) && (j == i || gap(r.s[words[j-1].to:words[j].from])) {
			j++
		}
		for j > i && !r.nameWord(words[j-1], false) && r.s[words[j-1].from:words[j-1].to] == "of" {
			j--
		}
		if j-i >= 2 || j-i == 1 && i > 0 && containsWhole([]string{"met", "visited", "with", "hosted", "visit"}, r.s[words[i-1].from:words[i-1].to]) {
			c := company{from: words[i].from, to: words[j-1].to}
			if strings.HasPrefix(r.s[c.to:], ".") && containsWhole([]string{"ltd", "co", "inc", "corp"}, r.s[words[j-1].from:c.to]) {
				c.to++
			}
			r.companies = append(r.companies, c)
			r.use(c.from, c.to)
		}
		i = max(j, i+1)
	}
}

// behindTo tells whether a place is where somebody goes: to Shenzhen.
func (r *reader) behindTo(t token) bool {
	return containsAny(r.s[max(0, t.from-4):t.from], "to ", "in ", "at ")
}

// gap tells whether s may stand between two words of a firm's name.
func gap(s string) bool { return s == " " || s == " & " || s == "., " }

// englishWords are the tokens of letters.
func (r *reader) englishWords() []token {
	return slices.DeleteFunc(slices.Clone(r.tokens), func(t token) bool { return t.class != letters && t.class != place })
}

// nameWord tells whether a word is capitalised and may be a part of a firm's name. Inside a name the trade's words may stand.
func (r *reader) nameWord(t token, inside bool) bool {
	w := r.s[t.from:t.to]
	typed := r.raw(t.from, t.to)
	if typed == "" || !unicode.IsUpper([]rune(typed)[0]) {
		return inside && w == "of"
	}
	return !notNames[w] || inside && (w == "hydrogen" || w == "coatings" || w == "chain")
}
