"""Tables of web pages: cells that reach over rows are said in each of them, wide ones once."""

from __future__ import annotations

import pytest

from bot.reading.html import main_text


@pytest.mark.parametrize(
    ("rows", "lines"),
    [
        pytest.param(
            "<tr><td>序号<td>任务<td>单位<tr><td>1<td rowspan=2>清淤<td rowspan=2>区水利局<tr><td>2",
            ["序号\t任务\t单位", "1\t清淤\t区水利局", "2\t清淤\t区水利局"],
            id="tall cells, tags left open",
        ),
        pytest.param(
            "<tr><td rowspan='3'>甲</td><td>1</td></tr><tr><td>2</td></tr>"
            "<tr><td>3</td></tr><tr><td>乙</td><td>4</td></tr>",
            ["甲\t1", "甲\t2", "甲\t3", "乙\t4"],
            id="a tall first cell",
        ),
        pytest.param(
            "<tr><td>甲</td><td rowspan=2>乙</td></tr><tr><td>丙</td></tr><tr><td>丁</td><td>戊</td></tr>",
            ["甲\t乙", "丙\t乙", "丁\t戊"],
            id="a tall last cell",
        ),
        pytest.param(
            "<tr><td>甲<td>乙<td>丙</tr><tr><td colspan=2>合计</td><td>丁</td></tr>",
            ["甲\t乙\t丙", "合计\t\t丁"],
            id="a wide cell",
        ),
        pytest.param(
            "<tr><td>甲<td>乙<td>丙</tr><tr><td></td><td>丁</td><td>戊</td></tr>",
            ["甲\t乙\t丙", "\t丁\t戊"],
            id="an empty first cell keeps its place",
        ),
        pytest.param(
            "<tr><td colspan=2>任务表</td></tr><tr><td>甲<td>乙</tr><tr><td colspan=2>二、大气</td></tr>"
            "<tr><td>丙<td>丁</tr><tr><td colspan=2>注：每月报送。</td></tr>",
            ["任务表", "甲\t乙", "二、大气\t", "丙\t丁", "注：每月报送。"],
            id="title and remark are lines, a heading between rows is a row",
        ),
        pytest.param(
            "<tr><th>任务<th>单位<tr><td><p>清淤</p><p>疏浚</p>护岸<br>绿化</td><td>区水利局</td></tr>",
            ["任务\t单位", "清淤 疏浚 护岸 绿化\t区水利局"],
            id="several paragraphs in a cell",
        ),
        pytest.param(
            "<tr><td>首页<br>要闻</td><td><p>各镇：</p><p>区水利局要清淤。</p><p>区住建局要改造。</p></td></tr>",
            ["首页", "要闻", "各镇：", "区水利局要清淤。", "区住建局要改造。"],
            id="a table that arranges the page",
        ),
        pytest.param(
            "<tr><td><p>各镇：</p><p>区水利局要清淤。</p></td></tr>",
            ["各镇：", "区水利局要清淤。"],
            id="a table of one cell is a frame",
        ),
        pytest.param(
            "<tr><td>页眉</td></tr><tr><td><p>各镇：</p><table><tr><td>甲<td>乙<tr><td>丙<td>丁</table>抄送<br>印发",
            ["页眉", "各镇：", "甲\t乙", "丙\t丁", "抄送", "印发"],
            id="a table inside a frame",
        ),
        pytest.param(
            "<tr><td colspan=2>注：1.报送<br>2.通报<tr><td>甲<td>乙",
            ["注：1.报送", "2.通报", "甲\t乙"],
            id="a remark of two lines",
        ),
        pytest.param(
            "<tr><td rowspan=x colspan=-2>甲</td><td>乙</td></tr>", ["甲\t乙"], id="spans that are no numbers"
        ),
    ],
)
def test_cells(rows, lines):
    page = main_text(f"<table>{rows}</table>")

    assert page.text.splitlines() == lines
    assert list(page.origin) == sorted(page.origin)


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param("<tr><td rowspan=60000>" + "清" * 1000 + "<td>" + "<tr><td>淤" * 20_000, id="tall"),
        pytest.param("<td colspan=99999>" * 50_000, id="wide"),
    ],
)
def test_spans_cannot_fill_the_memory(raw):
    assert len(main_text(raw).text) < 2_100_000


@pytest.mark.parametrize(
    ("body", "day"),
    [
        ("<p>发布时间：2026-03-13　来源：青溪融媒</p>", "2026-03-13"),
        ("<p>日期：2026年3月13日</p>", "2026年3月13日"),
        ("<p>2026-03-13 09:30</p>", "2026-03-13"),
        ("<p>完成时限：2026年5月31日前</p>", ""),
        ("<p>区水利局要在2026年5月31日前完成清淤。</p>", ""),
    ],
)
def test_a_limit_is_not_the_day_of_publication(body, day):
    assert main_text(body).day_text == day
