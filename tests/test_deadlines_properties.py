"""What holds for every text: no crash, no invention, no runaway expression."""

from __future__ import annotations

import importlib
import pkgutil
import resource
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.pattern import Pattern
from bot.reading import deadlines
from bot.reading.deadlines import read_day, read_deadline
from bot.reading.workdays import Calendar

GENERAL = (Path(__file__).parent.parent / "bot" / "general" / "calendar.toml").read_text(encoding="utf-8")
CALENDAR, _ = Calendar.load(GENERAL)
PIECES = (
    "2025年", "二〇二五年", "25年", "113年", "今年", "明年", "年", "底", "末", "内", "前", "之前",
    "以前", "后", "起", "之日起", "至", "到", "-", "—", "~", "6月", "十二月", "月", "上旬", "中旬",
    "15日", "三十一日", "日", "号", "曰", "周", "星期", "五", "每", "每月", "每季度", "逢", "按",
    "首月", "工作日", "个", "个月", "半", "两", "三", "十", "0", "1", "31", "99", "X", "春节", "国庆",
    "汛期", "“十五五”", "期间", "末", "收到", "印发", "会后", "即日", "已", "完成", "确保", "力争",
    "截至", "《", "》", "〔", "〕", "（", "）", "(", ")", "，", "。", "、", "：", "24时", "零时",
    "下班", "含", "不含", "延期至", "调整为", "长期", "立即", "尽快", "次年", "上", "下", "本", "当",
    "\n", "\u3000", ".", "/", "·",
)  # fmt: skip
texts = st.one_of(st.text(max_size=60), st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
days = st.one_of(
    st.none(), st.dates(date(1990, 1, 1), date(2060, 12, 31)), st.sampled_from([date.min, date.max])
)
#: Halves of characters that a limit can be made of; a text without any of them sets none.
TIMELESS = "云岭县压实责任狠抓落实确保群众满意强化担当作风过硬方向清晰，。；、"
PATTERNS = [
    pytest.param(pattern, id=f"{module.name}.{name}")
    for module in pkgutil.iter_modules(deadlines.__path__)
    for name, pattern in vars(importlib.import_module(f"bot.reading.deadlines.{module.name}")).items()
    if isinstance(pattern, Pattern)
]


@settings(max_examples=100, deadline=None)
@given(texts, days, st.booleans())
def test_no_text_raises_and_every_answer_is_sound(text: str, ref: date | None, cell: bool) -> None:
    found = read_deadline(text, ref, CALENDAR, cell=cell)

    if found is not None:
        assert found.text in text
        assert found.text.strip()
        assert found.due is None or found.start is None or found.start <= found.due
        assert found.due is None or found.literal is None or found.literal < found.due
        assert all(found.due is not None and stone.due < found.due for stone in found.milestones)
        assert found.due is not None or found.note


@settings(max_examples=100, deadline=None)
@given(texts, st.dates(date(1990, 1, 1), date(2060, 12, 31)))
def test_width_of_digits_changes_nothing(text: str, ref: date) -> None:
    wide = text.translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    narrow = text.translate(str.maketrans("０１２３４５６７８９", "0123456789"))
    one, other = read_deadline(wide, ref, CALENDAR), read_deadline(narrow, ref, CALENDAR)

    assert (one and (one.due, one.start, one.recurring)) == (
        other and (other.due, other.start, other.recurring)
    )


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=TIMELESS, max_size=80), st.dates(date(1990, 1, 1), date(2060, 12, 31)))
def test_no_date_comes_out_of_words_without_time(text: str, ref: date) -> None:
    found = read_deadline(text, ref, CALENDAR)

    assert found is None or found.due is None


@settings(max_examples=60, deadline=None)
@given(st.dates(date(2000, 1, 1), date(2060, 12, 31)), st.dates(date(2000, 1, 1), date(2060, 12, 31)))
def test_a_whole_date_is_read_back_whatever_the_reference(wanted: date, ref: date) -> None:
    found = read_deadline(
        f"各单位要于{wanted.year}年{wanted.month}月{wanted.day}日前报送方案。", ref, CALENDAR
    )

    assert found is not None
    assert found.due == wanted


@settings(max_examples=60, deadline=None)
@given(st.dates(date(2000, 1, 1), date(2060, 12, 31)), st.integers(1, 400))
def test_days_are_counted_from_the_day_after(ref: date, count: int) -> None:
    found = read_deadline(f"{count}日内完成整治。", ref, CALENDAR)

    assert found is not None
    assert found.due is not None
    assert (found.due - ref).days == count


@settings(max_examples=60, deadline=None)
@given(texts, st.one_of(st.none(), st.integers(1990, 2060)))
def test_reading_a_day_never_raises(text: str, year: int | None) -> None:
    found = read_day(text, year)

    assert found is None or found.year >= 1912


HOSTILE = [
    "责任、",
    "年年月月日日前前",
    "1",
    "二〇",
    "每月",
    "2025年",
    "(",
    "至",
    " ",
    "\n",
    "第",
    "个工作日",
    "《",
    "之日起",
    "十五",
    "每季度结束后",
    "-",
    "已",
    "内",
]


def test_there_are_patterns_to_attack() -> None:
    assert len(PATTERNS) > 60


@pytest.mark.parametrize("seed", HOSTILE, ids=repr)
def test_a_hostile_text_of_50_kb_takes_bounded_work(seed: str) -> None:
    """Run every pattern and the reader in a child that the kernel stops after 20 seconds of work."""
    program = (
        "import sys, pkgutil, importlib\n"
        "from datetime import date\n"
        "from bot.reading import deadlines\n"
        "from bot.pattern import Pattern\n"
        "from bot.reading.workdays import Calendar\n"
        "text = (sys.argv[1] * 50_000)[:17_000]\n"
        "for module in pkgutil.iter_modules(deadlines.__path__):\n"
        "    for value in vars(importlib.import_module('bot.reading.deadlines.' + module.name)).values():\n"
        "        if isinstance(value, Pattern):\n"
        "            for _ in value.finditer(text): pass\n"
        "            value.match(text); value.search(text + '。')\n"
        "for cell in (False, True):\n"
        "    deadlines.read_deadline(text, date(2025, 1, 1), Calendar(), cell=cell)\n"
        "    deadlines.read_day(text, 2025)\n"
        "print('done')\n"
    )
    found = subprocess.run(  # noqa: S603 - our own interpreter and program
        [sys.executable, "-c", program, seed],
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU, (20, 20)),
    )

    assert (found.returncode, found.stdout.strip(), found.stderr) == (0, "done", "")
