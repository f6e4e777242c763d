package main

import "testing"

func TestTypedTextAsSlackSendsIt(t *testing.T) {
	for _, tc := range []struct{ wire, typed string }{
		{"鹏程氢动力 三个半亿", "鹏程氢动力 三个半亿"},
		{"A&amp;B &lt;3亿&gt;", "A&B <3亿>"},
		{"&amp;lt;", "&lt;"},
		{"请 <@U123|zhang> 和 <@U4> 跟进", "请 <@U123|zhang> 和 <@U4> 跟进"},
		{"<#C1|氢能> 线索", "#氢能 线索"},
		{"<#C1|> 线索", "<#C1> 线索"},
		{"见 <http://a.cn/x?a=1&amp;b=2|a.cn>", "见 a.cn"},
		{"见 <https://a.cn/x?a=1&amp;b=2>", "见 https://a.cn/x?a=1&b=2"},
		{"<mailto:a@b.cn|a@b.cn>", "a@b.cn"},
		{"<!here> 看", "@here 看"},
		{"<!subteam^S1|@专班> 看", "@专班 看"},
		{"3 < 5", "3 < 5"},
	} {
		if got := unescape(tc.wire); got != tc.typed {
			t.Errorf("unescape(%q) = %q, want %q", tc.wire, got, tc.typed)
		}
	}
}

func FuzzUnescape(f *testing.F) {
	f.Add("<@U1> &amp; <#C1|x> <http://a|b>")
	f.Add("<<>>|&&amp;")
	f.Fuzz(func(t *testing.T, s string) { unescape(s) })
}
