package reading

import "testing"

// BenchmarkRead reads a report of the usual length. It must stay well under a millisecond.
func BenchmarkRead(b *testing.B) {
	c := wednesday(b)
	const text = "昨天县长带队赴深圳拜访鹏程氢动力科技有限公司、湾区储能科技，洽谈5000台套燃料电池系统项目，总投资3.5亿，对方下周五来清丰回访"
	for b.Loop() {
		Read(text, c)
	}
}
