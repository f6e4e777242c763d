package names

import "strings"

// everyday are names of places that are words of their own, or of several places; in running text only a longer form is a place.
var everyday = words(`来宾 日照 白银 东方 黄山 三沙 海东 海西 海北 黄南 阿里 山南 文山 玉树 定西 和田 新星 双河 北屯 白杨 昆玉 合作 天门
	城区 郊区 矿区 新城区 老城区 新市区 城中区 市中区 古城区 西市区 海港区 港口区 高港区 新城 老城 新市 朝阳 大同`)

// countyCities are county-level cities that trips go to, whose short names are no other words.
var countyCities = words(`江阴 宜兴 常熟 张家港 昆山 太仓 丹阳 溧阳 邳州 高邮 仪征 慈溪 余姚 义乌 诸暨 嵊州 桐乡 海宁 温岭 乐清 玉环 桐庐 福清 石狮 晋江 武夷山 瑞金 共青城
	胶州 寿光 诸城 青州 滕州 曲阜 邹城 邹平 肥城 招远 莱州 巩义 荥阳 新郑 新密 长垣 林州 禹州 邓州 永城 长葛 枝江 宜都 大冶 枣阳 浏阳 醴陵 都江堰 彭州 简阳 邛崃 绵竹
	敦煌 库尔勒 霍尔果斯 满洲里 二连浩特 迁安 任丘 涿州 高碑店 霸州 定州 敦化 延吉 珲春 瓦房店 潜江 仙桃 济源`)

// betterKnown says which city is meant by a district that several have.
var betterKnown = map[string]string{
	"朝阳区": "北京市", "通州区": "北京市", "通州": "北京市", "和平区": "天津市", "宝山区": "上海市", "宝山": "上海市", "普陀区": "上海市", "鼓楼区": "南京市",
	"西湖区": "杭州市", "西湖": "杭州市", "白云区": "广州市", "南山区": "深圳市", "南山": "深圳市", "龙华区": "深圳市", "长安区": "西安市", "青山区": "武汉市", "铁西区": "沈阳市",
}

// disguises are everyday phrases that hold a place's short name: 县长春节前走访 is no trip to 长春. A phrase counts only where its place isn't
// right behind another place: 郑州长沙 are two.
var disguises = func() map[string][]disguise {
	m := map[string][]disguise{}
	add := func(phrase, place string) {
		m[place] = append(m[place], disguise{phrase, strings.Index(phrase, place)})
	}
	for pair := range strings.FieldsSeq(disguised) {
		phrase, place, _ := strings.Cut(pair, "/")
		add(phrase, place)
	}
	for post := range strings.FieldsSeq("县 市 区 局 部 处 科 院 校 厂 组 会 队 行 司 社 省 所 站 馆 委 乡 镇 村") {
		for _, p := range []string{"长春", "长沙", "长治", "长垣", "长葛"} {
			add(post+p, p)
		}
	}
	for before := range strings.FieldsSeq("今 昨 明 当 前 后 近 每 即 某 首 0 1 2 3 4 5 6 7 8 9 节 工 周 假") {
		add(before+"日本", "日本")
	}
	return m
}()

// A disguise is a phrase with the offset of a place's name in it.
type disguise struct {
	phrase string
	at     int
}

const disguised = `黄河源/河源 以上海外/上海 线上海外/上海 网上海外/上海 马上海运/上海 推广元/广元 推广安/广安 招商洛/商洛 外商洛/商洛 通化工/通化 流通化/通化 融通化/通化 贯通化/通化 通化解/通化 确保定/保定
	大连锁/大连 大连片/大连 大连续/大连 最大连/大连 东营销/东营 东营业/东营 东营运/东营 大庆典/大庆 重大庆/大庆 四平方/四平 四平米/四平 三明治/三明 顺延安/延安 拖延安/延安 推延安/延安 迟延安/延安
	今天水/天水 每天水/天水 明天水/天水 平衡水/衡水 均衡水/衡水 美丽水/丽水 秀丽水/丽水 壮丽水/丽水 承包头/包头 面包头/包头 红包头/包头 复合肥/合肥 混合肥/合肥 化合肥/合肥 配合肥/合肥
	内江苏/内江 内江西/内江 集中山/中山 其中山/中山 中山东/中山 中山西/中山 完成都/成都 建成都/成都 变成都/成都 形成都/成都 达成都/成都 促成都/成都 资金华/金华 基金华/金华 合金华/金华 现金华/金华
	乡镇江/镇江 镇江苏/镇江 镇江西/镇江 营运城/运城 货运城/运城 客运城/运城 航运城/运城 优惠州/惠州 快乐山/乐山 国泰安/泰安 和平安/平安 出海口/海口 入海口/海口 适宜春/宜春 适宜宾/宜宾 益阳光/益阳
	新乡村/新乡 新乡镇/新乡 新乡贤/新乡 创新乡/新乡 大理石/大理 大理念/大理 普洱茶/普洱 哈密瓜/哈密 长白山/白山 太白山/白山 安康杯/安康 南平台/南平 南平均/南平 隆重庆/重庆 今天津/天津
	黄河北/河北 运河北/河北 沿河北/河北 黄河南/河南 沿河南/河南 沿海南/海南 太行山西/山西 泰山东/山东 泰山西/山西 洞庭湖南/湖南 洞庭湖北/湖北 长江西/江西 江门窗/江门 东莞香/东莞`
