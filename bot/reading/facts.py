"""What a document says about itself: title, issuer, place, number, and the day it counts from.

A document may carry these facts at its head (标题：… 地区：… 会议日期：… above a line of ---). What it does
not carry is read from the text; what the text leaves only one reading for is inferred and marked so;
anything else stays unknown, and relative dates then stay unresolved.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.duty import Known, Problem
from bot.reading.labels import Kind, read_fields
from bot.reading.outline import Line
from bot.reading.regions import region_of

_HEAD = re.compile(r"^\s*(标题|印发单位|地区|会议日期|文号)\s*[：:]\s*(.*?)\s*$")
_END = re.compile(r"^\s*-{3,}\s*$")
_FULL = re.compile(r"((?:19|20)\d\d)\s*[年\-/.]\s*(\d{1,2})\s*[月\-/.]\s*(\d{1,2})(?!\d)\s*[日号]?")
_CN_FULL = re.compile(
    r"([二〇○零一九]{2}[〇○零一二三四五六七八九]{2})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日"
)
_LEAD = re.compile(
    r"(?:^|[。\n）)】\s])(?:本报讯|本网讯|[^。\n]{0,12}讯|"
    r"近日)?(?:[（(][^）)\n]{0,24}[）)])?\s*(?:(20\d\d)\s?年\s?)?(\d{1,2})\s?月\s?(\d{1,2})\s?日"
    r"(?:上午|下午|一?早上?|清[晨早]|早晨|凌晨|中午|午后|傍晚|深夜|夜[间里]?|当[天晚]|晚上?|晚间)?"
    r"(?=[，,]|[^，,。\n]{0,24}(?:召开|主持|举行|来到|深入|到|赴))"
)
#: A reporter's yesterday, counted from the day of the page.
_YESTERDAY = re.compile(r"(?:^|[。\n）)\s])(?:昨[天日]|昨晚)(?:上午|下午|晚上?|一?早|夜里?)?")
_YEAR = re.compile(r"((?:19|20)\d\d)年")
_LABELLED = re.compile(r"(?:时间|日期|发布|印发|编制|来源|签发|公布)[^\d\n]{0,12}$")
#: A date at the end that is no day of issue: a limit, a period of notice.
_NO_SIGNATURE = re.compile(r"公示期|[日月年]\s*(?:之|以)?前|日(?:至|起)|截至|截止")
#: The end of a title that its date follows at once.
_TITLE_ENDS = re.compile(r"(?:[表单账]|方案|通知|通报|纪要|要点|计划|报告|意见|[）)])[（(]?$")
#: A whole sentence, whose date tells of something else.
_SENTENCE = re.compile(r"[，。；]")
_ASIDE = re.compile(r"[（(][^（()）]{0,40}[）)]")
_FOOT = 8  # lines at the end among which the signature stands, before 抄送 and 联系人
_LONG_TITLE = 50  # characters of a title
_SHORT = 40  # characters: a longer line is a paragraph, whose first date may be the meeting's
_NUMBER = re.compile(
    r"[一-龥]{1,10}〔(?:19|20)\d\d〕\s?(?:第)?\d{1,4}号|[一-龥]{1,10}[(（\[]20\d\d[)）\]]\s?\d{1,4}号"
)


@dataclass(frozen=True, slots=True)
class Facts:
    """A document's own facts; ``body`` is where its words begin, behind the head."""

    title: str = ""
    issuer: str | None = None
    region: str | None = None
    number: str | None = None
    day: date | None = None
    known: Known = Known.UNKNOWN
    note: str = ""
    body: int = 0


def read_facts(text: str, lines: Sequence[Line], *, title: str = "", page_day: date | None = None) -> Facts:
    """Read the facts of a document.

    Args:
        text: its repaired words.
        lines: its lines without page furniture.
        title: what the page itself gives as its title, where it does (html).
        page_day: the day of publication that the page gives, where it does.
    """
    head, body = _head(text)
    lines = [line for line in lines if line.start >= body]
    title = head.get("标题") or _title(lines) or title
    region = head.get("地区") or region_of(title, lines)
    number = head.get("文号") or next((m[0] for line in lines[:8] if (m := _NUMBER.search(line.text))), None)
    stated = _day(_FULL.search(head.get("会议日期", "")))
    day, known, note = (
        (stated, Known.STATED, "文件头注明") if stated else _find_day(text[body:], lines, title, page_day)
    )
    return Facts(title, head.get("印发单位") or None, region, number, day, known, note, body)


def head_problems(path: str, text: str) -> list[Problem]:
    """Report what cannot be read in the head of a document."""
    head, body = _head(text)
    written = head.get("会议日期")
    if body and written and not _day(_FULL.search(written)):
        line = next(n for n, row in enumerate(text.split("\n"), 1) if "会议日期" in row)
        return [Problem(path, line, f"会议日期“{written}”读不出，请写成 2026-03-12。")]
    return []


def _head(text: str) -> tuple[dict[str, str], int]:
    """Return the facts written above ---, and where the text behind them begins."""
    facts: dict[str, str] = {}
    at = 0
    for row in text.split("\n")[:8]:
        at += len(row) + 1
        if _END.match(row) and (facts or at > 4):
            return facts, min(at, len(text))
        found = _HEAD.match(row)
        if found:
            facts[found[1]] = found[2]
        elif row.strip():
            break
    return {}, 0


def _title(lines: Sequence[Line]) -> str:
    """Return the first line that looks like a title: short, no full stop, no date of its own."""
    for line in lines[:8]:
        words = line.text.strip().lstrip("#").strip()
        if (
            5 <= len(words) <= 60
            and not re.search(r"[。；：:\t]|^[（(]?附件|^\d{4}|>|日报|公报|来源|Menu|^第\s?\d", words)
            and re.search(r"[一-龥]{4}", words)
        ):
            return words
    first = re.split(r"[。，,\n]", lines[0].text.strip(), maxsplit=1)[0] if lines else ""
    return first[:40]


def _find_day(
    text: str, lines: Sequence[Line], title: str, page_day: date | None
) -> tuple[date | None, Known, str]:
    """Find the day the document counts from: the meeting's own before the page's or the signature's."""
    page = page_day or _page_day(lines)
    meeting = _LEAD.search(text[:1500])
    if meeting:
        day, known = _meeting_day(meeting, text, title, page)
        if day:
            return (
                day,
                known,
                f"正文“{meeting[2]}月{meeting[3]}日”"
                + ("" if known is Known.STATED else f"，年份据上下文推定为{day.year}年"),
            )
    if page and _YESTERDAY.search(text[:400]):
        return page - timedelta(days=1), Known.STATED, f"正文“昨天”，即{page.isoformat()}的前一日"
    if page:
        return page, Known.STATED, "文首日期"
    signed = _signature(lines)
    if signed:
        return signed, Known.STATED, "落款日期"
    return _inferred(text)


def _day(found: re.Match[str] | None) -> date | None:
    if not found:
        return None
    try:
        return date(*(int(found[i]) for i in (1, 2, 3)))
    except ValueError:
        return None


def _page_day(lines: Sequence[Line]) -> date | None:
    """Return the date at the head of a page: alone on its line, or behind 时间、印发、编制 …"""
    for line in lines[:10]:
        if any(field.kind is Kind.DEADLINE for field in read_fields(line.text)):
            continue
        if len(line.text) <= _SHORT and _NO_SIGNATURE.search(line.text):
            continue
        for found in _FULL.finditer(line.text):
            ahead, behind = line.text[: found.start()], line.text[found.end() :]
            if _NO_SIGNATURE.search(line.text[found.start() : found.end() + 3]):
                continue
            rest = ahead + behind
            if (
                len(rest.strip("（）() 　日印发")) <= 30
                and "公示期" not in line.text
                and "至" not in rest[:3]
                and not (line.depth is not None and _SENTENCE.search(_ASIDE.sub("", rest)))
                and (day := _day(found))
            ):
                return day
            if len(ahead) <= _LONG_TITLE and _TITLE_ENDS.search(ahead) and (day := _day(found)):
                return day
            if found.start() < 40 and _LABELLED.search(line.text[: found.start()]) and (day := _day(found)):
                return day
            if (
                found.start() < 4
                and len(line.text) > 40
                and re.match(r"(?:上午|下午)?[，,]", line.text[found.end() :])
                and (day := _day(found))
            ):
                return day
    return None


def _signature(lines: Sequence[Line]) -> date | None:
    """Return the date that closes the document."""
    for line in reversed(lines[-_FOOT:]):
        words = line.text.strip()
        if _NO_SIGNATURE.search(words) or any(f.kind is Kind.DEADLINE for f in read_fields(words)):
            continue
        found = _FULL.search(words)
        if found and (len(words) <= 40 or found.end() >= len(words) - 4) and (day := _day(found)):
            return day
        if spelled := _CN_FULL.search(words):
            year = int(
                "".join(
                    str("〇一二三四五六七八九".find(c.replace("○", "〇").replace("零", "〇")))
                    for c in spelled[1]
                )
            )
            return _day(_FULL.search(f"{year}年{_number(spelled[2])}月{_number(spelled[3])}日"))
    return None


def _number(words: str) -> int:
    digits = "零一二三四五六七八九"
    tens, _, ones = words.rpartition("十")
    if "十" not in words:
        return digits.find(ones)
    return (digits.find(tens) if tens else 1) * 10 + (digits.find(ones) if ones else 0)


#: A year that is over is reviewed at the beginning of the next: 通报了2021年度考核结果.
_REVIEWED = re.compile(
    r"(?:通报|总结|回顾|宣读|公布)了?[^，,。；;]{0,6}?(20\d\d)年(?:度|全年)?[^，,。；;月]{0,16}(?:考核|评价|评比|总结|结果)"
)
_REVIEWS = 5  # the last month in which that is done


def _meeting_day(found: re.Match[str], text: str, title: str, page: date | None) -> tuple[date | None, Known]:
    """Give 8月16日 at the head of the text its year."""
    month, day = int(found[2]), int(found[3])
    if found[1]:
        return _made(int(found[1]), month, day), Known.STATED
    if page:
        for year in (page.year, page.year - 1):
            made = _made(year, month, day)
            if made and timedelta(0) <= page - made <= timedelta(days=200):
                return made, Known.STATED
    reviewed = _REVIEWED.search(text) if month <= _REVIEWS and not _YEAR.search(title) else None
    if reviewed:
        return _made(int(reviewed[1]) + 1, month, day), Known.INFERRED
    named = _YEAR.findall(title) or _YEAR.findall(text[: found.end() + 60])
    if named:
        return _made(int(named[0]), month, day), Known.INFERRED
    years = set(re.findall(r"《(20\d\d)年", text))
    return (_made(int(years.pop()), month, day), Known.INFERRED) if len(years) == 1 else (None, Known.UNKNOWN)


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _day_left(found: re.Match[str]) -> date | None:
    """Return the last day that is over where so many months or days are left of a year."""
    count = int(found[2]) if found[2].isdigit() else _number(found[2].replace("两", "二"))
    year = int(found[1])
    if found[3] == "天":
        return date(year, 12, 31) - timedelta(days=count) if count < 365 else None
    return date(year, 13 - count, 1) - timedelta(days=1) if 1 <= count <= 11 else None


_SO_FAR = re.compile(r"今年(?:以来[，,])?(?:1|一)(?:至|—|-|－|~|到)(\d{1,2})月")
_LEFT = re.compile(r"(?:年底前)?(?:还|仅|只)?(?:剩|剩余|剩下|余下)的?(?:最后)?(\d|[一二三四五六七八九])个月")
#: What is left of a year that is named: 2024年只剩下不到三个月, 距2025年底还有80天.
_YEAR_LEFT = re.compile(
    r"(20\d\d)年(?:年?底|全年|结束)?(?:只|仅|还|已|就|也|满打满算){0,3}(?:剩下?|剩余|余下|有)了?(?:最后)?(?:不到|不足|约|大约)?"
    r"(\d{1,3}|[一二两三四五六七八九十]{1,3})(?:多|来)?(个月|天)"
)
_AHEAD = re.compile(r"(?:确保|到|于|在|力争|，)?(20\d\d)年(\d{1,2})月(?:底|末|中旬|上旬|下旬)?(?:之|以)?前")


def _inferred(text: str) -> tuple[date | None, Known, str]:
    """Infer the day where the text leaves only one reading.

    今年1至7月 and 剩余的4个月 give the month; a deadline that carries its year (2026年6月前) although the
    text else says 今年 lies in the next year, if its month is over by then. The day is the last of the month
    that is over, which is early enough for every deadline that counts to a month's or year's end.
    """
    if (left := _YEAR_LEFT.search(text)) and (day := _day_left(left)):
        return day, Known.INFERRED, f"据文中“{left[0]}”推定为{day.year}年{day.month}月"
    months = {int(m) for m in _SO_FAR.findall(text)}
    months |= {
        12 - ("一二三四五六七八九".find(m) + 1 if not m.isdigit() else int(m)) for m in _LEFT.findall(text)
    }
    ahead = sorted((int(y), int(m)) for y, m in _AHEAD.findall(text))
    if not months or not ahead or "今年" not in text:
        return None, Known.UNKNOWN, "文中没有会议日期，也推不出年份；请在文件头补“会议日期：”"
    month = max(months)
    year, limit = ahead[0]
    if not 1 <= month <= 12 or limit > month or len({y for y, _ in ahead}) > 1:
        return None, Known.UNKNOWN, "文中没有会议日期，年份有多种可能；请在文件头补“会议日期：”"
    last = date(year - 1 + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    return (
        last,
        Known.INFERRED,
        f"据文中“今年1至{min(months)}月”“{year}年{limit}月前”推定为{last.year}年{last.month}月",
    )
