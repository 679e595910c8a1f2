"""An invented county to ask about: a few documents with duties of every kind, built without reading files."""

from __future__ import annotations

from array import array
from datetime import date

from bot import general
from bot.asking.answer import Answerer
from bot.asking.question import Vocabulary
from bot.asking.terms import Terms, load_terms
from bot.duty import Deadline, Document, Duty, Known, Part, Reading, Repaired, Role, Source
from bot.reading.units import Directory

TODAY = date(2025, 6, 10)

DIRECTORY, _ = Directory.load(general.text("units.toml"))

TERMS, _ = load_terms(
    """
small_talk = ["请问", "劳驾"]
[topics."畜禽"]
"猪粪" = ["畜禽粪污"]
"养猪场" = ["规模养殖场"]
[topics."餐饮"]
"烧烤店" = ["餐饮服务单位"]
"冒烟" = ["油烟"]
"""
)


def document(file: str, title: str, region: str | None, day: date | None, text: str = "") -> Document:
    body = text or f"{title}\n"
    known = Known.STATED if day else Known.UNKNOWN
    return Document(file, title, Repaired(body, body, array("l")), region=region, day=day, day_known=known)


def duty(
    file: str,
    matter: str,
    *parts: Part,
    quote: str = "",
    region: str | None = "柳河县",
    day: date | None = date(2024, 3, 5),
    deadline: Deadline | None = None,
    start: int = 0,
    heading: str = "",
) -> Duty:
    words = quote or f"{'、'.join(p.unit for p in parts)}{matter}"
    span = (start, start + len(words))
    return Duty(
        matter,
        words,
        Source(file, span, span),
        parts,
        deadline,
        region=region,
        document_date=day,
        heading=heading,
    )


def lead(name: str) -> Part:
    return Part(name, Role.LEAD)


def listed(name: str) -> Part:
    return Part(name, Role.LISTED)


def helps(name: str) -> Part:
    return Part(name, Role.SUPPORTING)


PLAN, TALK, OTHER, LOOSE = "plan.txt", "talk.txt", "other.txt", "loose.txt"
LATER = date(2025, 2, 20)

DOCUMENTS = (
    document(PLAN, "柳河县2024年畜禽养殖污染整治方案", "柳河县", date(2024, 3, 5)),
    document(TALK, "柳河县环保督察整改推进会", "柳河县", LATER),
    document(OTHER, "松岭区大气攻坚任务表", "松岭区", date(2024, 9, 1)),
    document(LOOSE, "在整改调度会上的讲话", None, None),
)

DUTIES = (
    duty(
        PLAN,
        "规模养殖场畜禽粪污资源化利用",
        lead("县农业农村局"),
        helps("县生态环境分局"),
        deadline=Deadline("6月底前", date(2025, 6, 30)),
        start=10,
    ),
    duty(
        PLAN,
        "禁养区内养殖场关闭搬迁",
        lead("各乡镇"),
        deadline=Deadline("去年底", date(2024, 12, 31)),
        start=90,
    ),
    duty(PLAN, "病死畜禽无害化处理", start=150, quote="要规范病死畜禽无害化处理,建立收集网点"),
    duty(
        TALK,
        "餐饮服务单位油烟净化设施安装",
        listed("城管部门"),
        listed("市场监管部门"),
        day=LATER,
        start=20,
        deadline=Deadline("7月15日前", date(2025, 7, 15)),
    ),
    duty(TALK, "涵洞积水点排水改造", lead("县住建局"), day=LATER, start=80),
    duty(TALK, "县城污水管网修复", lead("县住建局"), helps("柳河水务公司"), day=LATER, start=140),
    duty(TALK, "石材加工企业粉尘治理", lead("石桥镇"), day=LATER, start=200),
    duty(
        OTHER,
        "餐饮油烟在线监控全覆盖",
        lead("区城管执法局"),
        region="松岭区",
        day=date(2024, 9, 1),
        start=5,
    ),
    duty(OTHER, "散煤清零", lead("区发改局"), region="松岭区", day=date(2024, 9, 1), start=60),
    duty(LOOSE, "档案卷宗归集移交", lead("县档案馆"), region=None, day=None, start=3),
)

READING = Reading(DOCUMENTS, DUTIES)

PLACES = ("柳河县", "松岭区")
UNITS = tuple(dict.fromkeys(p.unit for d in DUTIES for p in d.parts))
VOCABULARY = Vocabulary.of(DIRECTORY, TERMS.small_talk, PLACES, UNITS)


def answerer(reading: Reading = READING, terms: Terms = TERMS) -> Answerer:
    return Answerer.over(reading, DIRECTORY, terms)
