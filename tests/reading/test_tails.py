"""Who and by when, said behind a task in any form, and what only looks like it."""

from __future__ import annotations

import pytest
from wording import who

from bot.reading.bearers import Manner
from bot.reading.limits import is_only_limit, is_short_limit
from bot.reading.roles import read_said, says_nobody
from bot.reading.tails import tail_of

MANNER = Manner(lambda _: False)
TASK = "清理河道3公里"
ALL = ("牵头 区水利局 · 配合 区住建局、松坪镇", "6月底前")


def told(text: str, *, listed: bool = True) -> tuple[str, str, str | None] | None:
    """Return the task, who has which part, and the words of the limit; None where there is no tail."""
    tail = tail_of(text, MANNER, listed=listed)
    return (text[: tail.start].rstrip(" 。；;，,—→｜"), who(tail.parts), tail.limit) if tail else None


@pytest.mark.parametrize(
    "tail",
    [
        pytest.param("（区水利局牵头，区住建局、松坪镇配合，6月底前）", id="round brackets"),
        pytest.param(
            "[牵头：区水利局 参与：区住建局、松坪镇 时间：6月底前]", id="square brackets, blanks between"
        ),
        pytest.param(
            "【主办：区水利局；协办：区住建局、松坪镇；期限：6月底前】。", id="black brackets, full stop"
        ),
        pytest.param("〔区水利局主办、区住建局、松坪镇协办〕6月底前", id="the limit behind the bracket"),
        pytest.param(
            "（区水利局牵头；区住建局、松坪镇参与），6月底前。", id="the limit in a clause behind it"
        ),
        pytest.param(
            "（区住建局、松坪镇配合）；牵头单位：区水利局；时限：6月底前", id="a bracket and labels"
        ),
        pytest.param(
            "。牵头单位：区水利局。会办单位：区住建局、松坪镇。完成时限：6月底前。", id="labels, full stops"
        ),
        pytest.param("    牵头：区水利局    配合：区住建局、松坪镇    6月底前", id="wide blanks"),
        pytest.param("｜区水利局牵头，区住建局、松坪镇配合｜6月底前", id="bars"),
        pytest.param(" —— 区水利局牵头，区住建局、松坪镇配合；6月底前", id="a dash"),
        pytest.param(
            "。由区水利局主抓，区住建局、松坪镇协同，6月底前完成。".replace("完成", ""), id="clauses"
        ),
    ],
)
def test_one_tail_in_every_form(tail):
    assert told(TASK + tail) == (TASK, *ALL)


@pytest.mark.parametrize(
    ("tail", "expected"),
    [
        pytest.param("。区水利局、松坪镇共同负责。", ("列名 区水利局、松坪镇", None), id="共同负责"),
        pytest.param("。区水利局负总责。", ("责任 区水利局", None), id="负总责"),
        pytest.param(
            "。责任主体为区水利局，8月31日以前落实。", ("责任 区水利局", "8月31日以前落实"), id="责任主体为"
        ),
        pytest.param(
            "，区水利局牵头，2027年3月底收官。", ("牵头 区水利局", "2027年3月底收官"), id="a limit behind it"
        ),
        pytest.param(
            "（区房管局，12月31日到期）", ("责任 区房管局", "12月31日到期"), id="a bare name and a limit"
        ),
        pytest.param("〔城管、公安部门轮流牵头〕", ("牵头 城管部门、公安部门", None), id="轮流牵头"),
        pytest.param("（责任单位：待明确；10月底前）", ("", "10月底前"), id="nobody yet, but a limit"),
        pytest.param("。责任单位另行明确。", ("", None), id="nobody yet"),
        pytest.param(
            "（区水利局负责，区环境分局指导，区环委办验收）",
            ("责任 区水利局 · 督查 区环境分局 · 验收 区环委办", None),
            id="who guides and who accepts",
        ),
        pytest.param(
            "（技术指导：区环境分局；责任单位：松坪镇）",
            ("责任 松坪镇 · 督查 区环境分局", None),
            id="who guides, labelled",
        ),
        pytest.param("（各镇街）", ("责任 各镇街", None), id="everybody"),
        pytest.param("（白石镇、区水利局）", ("列名 白石镇、区水利局", None), id="a town's short name"),
        pytest.param("（长期坚持）", ("", "长期坚持"), id="a limit alone"),
    ],
)
def test_what_a_tail_says(tail, expected):
    found = told(TASK + tail)

    assert found == (TASK, *expected)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("清理河道3公里（含支流）", id="a remark"),
        pytest.param("清理河道3公里（2026年）", id="a year alone"),
        pytest.param("开展综合治理（三镇）", id="a number of towns"),
        pytest.param("清理河道3公里（略）", id="left out"),
        pytest.param("区水利局要清理河道，松坪镇配合", id="who helps belongs to the sentence"),
        pytest.param("清理河道，区水利局现场监督", id="who watches belongs to the sentence"),
        pytest.param("清理河道，6月底前建成湿地3处", id="a limit with a task of its own"),
        pytest.param("由区水利局负责，6月底前完成", id="nothing stands before it"),
    ],
)
def test_what_is_no_tail(text):
    assert told(text) is None


def test_in_running_text_only_brackets_are_tails():
    assert told(f"{TASK}。由区水利局牵头。", listed=False) is None
    assert told(f"{TASK}。（区水利局牵头）", listed=False) == (TASK, "牵头 区水利局", None)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        pytest.param(
            "区水利局牵头，区住建局、松坪镇配合", "牵头 区水利局 · 配合 区住建局、松坪镇", id="commas"
        ),
        pytest.param("由区水利局牵头、区住建局配合", "牵头 区水利局 · 配合 区住建局", id="由 and 、"),
        pytest.param(
            "区水利局负责，区住建局、松坪镇按职责抓好落实",
            "责任 区水利局 · 责任单位 区住建局、松坪镇",
            id="others share",
        ),
        pytest.param(
            "区水利局，区住建局负责", "列名 区水利局、区住建局", id="names before those that are told"
        ),
        pytest.param("推进河道治理", "", id="nobody"),
    ],
)
def test_what_is_said_behind_names(words, expected):
    assert who(read_said(words).parts) == expected


@pytest.mark.parametrize(
    ("words", "nobody"),
    [
        *(
            (words, True)
            for words in ("/", "—", "无", "待定", "（待明确）", "待县政府研究后补列", "未落实", "另行确定")
        ),
        *(
            (words, True)
            for words in ("待定（区工信局与园区意见不一）", "暂未明确（由区政府办协调）", "责任单位另行明确")
        ),
        *((words, False) for words in ("区水利局", "未央区住建局", "无锡市水务局", "待区", "")),
    ],
)
def test_who_is_nobody(words, nobody):
    assert says_nobody(words) is nobody


@pytest.mark.parametrize(
    ("words", "short", "only"),
    [
        pytest.param("6月底前", True, True, id="a month's end"),
        pytest.param("三季度完成", True, True, id="a quarter"),
        pytest.param("主汛期前", True, True, id="a season"),
        pytest.param("2026/6/30", True, True, id="figures"),
        pytest.param("经批准延至2027年1月20日", True, True, id="延至"),
        pytest.param("2026年6月底建成投运", True, True, id="with what is done then"),
        pytest.param("持续推进", True, True, id="standing"),
        pytest.param("6月底前建成湿地3处", True, False, id="with a task"),
        pytest.param("2026年", False, True, id="a bare year could be anything"),
        pytest.param("区水利局", False, False, id="a name"),
        pytest.param("1.8万吨", False, False, id="a quantity"),
    ],
)
def test_what_looks_like_a_limit(words, short, only):
    assert (is_short_limit(words), is_only_limit(words)) == (short, only)
