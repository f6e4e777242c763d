package names

import (
	"slices"
	"strings"
	"sync"
)

// legal are the endings that say what kind of firm it is. They go from a name, the longest first, as long as two characters stay.
var legal = strings.Fields(`股份有限公司 有限责任公司 集团有限公司 控股有限公司 有限合伙企业 有限公司 股份公司 集团公司 总公司 分公司 子公司 公司 集团 控股 股份`)

// legalWords are the same in Latin letters, each a word of its own.
var legalWords = words("gmbh ag kg se sa spa s.p.a s.a sarl bv b.v nv plc llc llp lp ltd limited inc incorporated corp corporation co company group holdings holding pte pty sdn bhd kk oy ab as")

// generic are words that many firms have between the core and the legal ending. They go too, as long as four characters stay.
var generic = strings.Fields(`科技发展 科技 实业 技术 发展 投资 工贸 贸易 商贸 企业`)

// branch are the ends of a branch's name: 华为技术有限公司濮阳分公司.
var branch = strings.Fields(`分公司 子公司 办事处 代表处 研究院 营业部`)

// trade are words for what a firm does. Behind a brand they are no part of it: 恒塑新材料 is known as 恒塑.
var trade = words(`新材料 新能源 材料 能源 氢能 氢动力 动力 储能 储氢 制氢 燃料电池 电池 电堆 膜材 膜电极 双极板 压缩机 光伏 风电 风能 电力 电气 电器 电子 电子化学品 半导体 芯片
	光电 光学 通信 信息 信息技术 软件 数据 数字 智能 智能制造 智能装备 网络 互联网 装备 机械 重工 设备 制造 精密 仪器 仪表 阀业 阀门 锻机 汽车 汽配 零部件 特种车 车辆 轨道
	涂料 防腐涂料 化工 化学 石化 精细化工 树脂 助剂 颜料 塑料 塑业 包装 橡胶 高分子 聚合物 复合材料 纤维 纺织 家纺 服饰 服装 制衣 羽绒 羽绒制品 皮革 家居 家具 木业 门窗 五金
	建材 装饰 建设 建筑 工程 钢构 食品 食品加工 农业 农牧 牧业 粮油 油脂 饮料 调味品 冷链 物流 供应链 仓储 生物 生物科技 生物基 生物材料 医药 制药 药业 医疗 医疗器械 健康
	环保 环境 节能 水务 净水 固废 再生资源 循环 资源 矿业 冶金 金属 铝业 铜业 钢铁 玻璃 陶瓷 照明 显示 传媒 文化 文旅 旅游 教育 咨询 检测 资本 基金 金融 银行 保险 证券 地产
	置业 商业 商贸 百货 连锁 零售 电商 银行股份 系统 产业 产业园 研究院 研究所 大学 学院 协会 商会 中心 服务 管理 创新 高端 绿色 现代 科技 实业 技术 发展 投资 工贸 贸易 企业 集团 控股 股份 公司 有限公司`)

// common are everyday words that are brands of someone's, too. By themselves they name nobody.
var common = words(`中国 中华 中原 华夏 东方 西部 南方 北方 华北 华东 华南 华中 东南 东北 西南 西北 长江 黄河 大湾区 湾区 世界 国际 全球 环球 亚洲 亚太 欧洲 时代 新时代 未来 希望 阳光 光明 幸福 和平
	和谐 红星 新星 星空 太阳 月亮 大地 天空 海洋 蓝天 绿地 绿城 新城 新华 新兴 新型 新区 先锋 先进 领先 领航 一流 卓越 优秀 优质 诚信 信用 创新 创业 开放 合作 共赢 共享 联合 联盟 统一
	中央 国家 国有 人民 民生 城市 乡村 县域 区域 本地 总部 平台 项目 园区 基地 企业 工业 产业 行业 商务 招商 绿色 蓝色 红色 金色 生态 自然 清洁 安全 健康 智慧 智能 数字 数据 云计算
	人工智能 高新 高科 高端 精工 精密 机电 电机 综合 综合体 一体化 第一 第二 第三 黄金 白银 钢铁 金属 石油 天然气 煤炭 水泥 木材 粮食 蔬菜 水果 奶牛 速冻 预制菜 家园 家庭 生活 美好
	万家 百姓 大众 青年 少年 儿童 妇女 老年 春天 秋天 龙头 链主 头部 示范 标准 标杆 品牌 质量 服务 市场 客户 大家 我们 上市 央企 国企 民企 外企 双碳 低碳 零碳 氢气 电解水 副产氢 加氢站`)

func words(s string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(s) {
		m[w] = true
	}
	return m
}

// longestWord is the most characters a word of trade or common has.
var longestWord = sync.OnceValue(func() int {
	n := 0
	for _, m := range []map[string]bool{trade, common} {
		for w := range m {
			n = max(n, len([]rune(w)))
		}
	}
	return n
})

// ordinary reports whether a name is made of everyday words alone, so that hiding it would hide them. A name of three characters and more is
// so if it only says a trade (绿色涂料); 湾区储能 is somebody. A shorter one, or a brand, also if it is a place or in common: 上海, 时代.
func ordinary(name []rune, isBrand bool) bool {
	strict := isBrand || len(name) < 3
	return madeOf(name, func(w string) bool { return trade[w] || strict && (common[w] || isPlace(w)) })
}

func ofTrade(word string) bool { return trade[word] }

// vague are words that tell hardly anything of what a firm does.
func vague(word string) bool {
	return slices.Contains(generic, word) || word == "新能源" || word == "新材料" || word == "智能"
}

// madeOf reports whether a text can be cut into words that are all right.
func madeOf(text []rune, right func(word string) bool) bool {
	reached := make([]bool, len(text)+1)
	reached[0] = true
	for i := range text {
		if !reached[i] {
			continue
		}
		for n := 1; n <= longestWord() && i+n <= len(text); n++ {
			reached[i+n] = reached[i+n] || right(string(text[i:i+n]))
		}
	}
	return reached[len(text)]
}

// brand is a core without the words for what the firm does; the core itself if hardly anything else is left.
func brand(core []rune) []rune {
	for n := min(len(core)-2, longestWord()); n >= 2; n-- {
		if trade[string(core[len(core)-n:])] {
			return brand(core[:len(core)-n])
		}
	}
	return core
}
