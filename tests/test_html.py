from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.reading.furniture import furniture
from bot.reading.html import main_text

PAGE = """<!DOCTYPE html><html><head><title>整改通知_青溪网</title>
<meta name="PubDate" content="2024-03-05 09:30">
<style>p{color:red}</style><script>document.write("<p>假的</p>")</script></head><body>
<nav><a>首页</a></nav><h1>关于整改的通知</h1><p>青整办〔2024〕7号</p>
<p>一、区水务局&amp;区住建局<b>负责</b>清淤，<br>6&#26376;底前完成。</p><div style="display: none">广告</div>
<table>
<tr><th>序号</th><th>任务</th></tr>
<tr><td>1</td><td></td>
<td><p>清淤</p><p>疏浚</p></td></tr></table>
<noscript>请启用脚本</noscript><template>模板</template><p hidden>藏</p>
<footer>版权所有</footer></body></html>"""


def test_a_page_becomes_plain_lines():
    page = main_text(PAGE)

    assert page.text.split("\n") == [
        "关于整改的通知",
        "青整办〔2024〕7号",
        "一、区水务局&区住建局负责清淤，",
        "6月底前完成。",
        "序号\t任务",
        "1\t\t清淤 疏浚",
        "",
    ]
    assert (page.title, page.day_text, page.number) == ("关于整改的通知", "2024-03-05", "青整办〔2024〕7号")


def test_every_character_knows_its_place_in_the_file():
    page = main_text(PAGE)
    place = page.text.index("6月底")

    assert PAGE[page.origin[place] : page.origin[place + 3]] == "6&#26376;底"
    place = page.text.index("&区")
    assert PAGE[page.origin[place] : page.origin[place + 1]] == "&amp;"


@pytest.mark.parametrize(
    ("html", "text"),
    [
        pytest.param("", "", id="empty"),
        pytest.param("没有标签的文字", "没有标签的文字\n", id="no tags"),
        pytest.param("<p>未闭合<div>下一段", "未闭合\n下一段\n", id="tags left open"),
        pytest.param("<b>甲</i></b>乙", "甲乙\n", id="tags crossed"),
        pytest.param("AT&T 5&lt 3 &nosuch; 完", "AT&T 5< 3 &nosuch; 完\n", id="references that are none"),
        pytest.param("<p>甲<!-- 乙 --></p><script>丙", "甲\n", id="comment and open script"),
        pytest.param("<p>甲 <a 乙", "甲 a 乙\n", id="a tag that never ends"),
        pytest.param("<pre>甲\n乙</pre>", "甲\n乙\n", id="preformatted"),
        pytest.param("<p>甲\n  乙</p>", "甲 乙\n", id="line breaks of the source"),
    ],
)
def test_odd_markup(html, text):
    assert main_text(html).text == text


@settings(max_examples=100)
@given(st.text("<>/&;#!-\"'= \n\tabptdrhscri整改", max_size=80))
def test_the_map_never_leaves_the_file(html):
    page = main_text(html)
    origin = list(page.origin)

    assert len(origin) == len(page.text) + 1
    assert origin == sorted(origin)
    assert origin[-1] == len(html)
    assert origin[0] >= 0


@pytest.mark.parametrize(
    "line",
    [
        "— 12 —",
        "- 3 -",
        "第 9 页",
        "第3页 共12页",
        "首页 > 政务公开 > 通知公告",
        "您的位置：首页>要闻",
        '{{include "head.tpl"}}',
        "试读到此为止，开通会员查看",
        "分享到：微信 微博",
        "扫码关注",
        "打印本页",
        "上一篇：关于清淤的通知",
        "责任编辑：张三",
    ],
)
def test_furniture(line):
    assert furniture(line)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "一、总体要求",
        "第9页至第12页所列问题由县水务局负责整改。",
        "首页新闻要及时更新，县融媒体中心负责。",
        "分享经验做法，6月底前完成。",
        "提示性问题由各乡镇负责。",
        "12",
        "责任单位：县水务局",
        "打印店油墨废物由县生态环境分局监管",
        "下一步：由县住建局牵头整改。",
    ],
)
def test_a_line_of_the_document_is_no_furniture(line):
    assert not furniture(line)
