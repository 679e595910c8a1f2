"""Who is on the page: six invented people of the invented district, two groups, and what each may try."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bot.sandbox.shelf import File
from bot.sandbox.world import World

_SAMPLES = Path(__file__).with_name("samples")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Something to try with one press: a text to say, or a sample document to send.

    *label* is shown instead of the text where there is one; *english* says what it asks.
    """

    text: str
    english: str
    label: str = ""
    sample: str = ""

    def file(self) -> File:
        """Return the sample document."""
        return File(self.sample, (_SAMPLES / self.sample).read_bytes())


@dataclass(frozen=True, slots=True)
class Person:
    """One of the cast; the name is in Chinese and in Latin letters, role and unit in both languages."""

    number: int
    name: str
    latin: str
    role: tuple[str, str]
    unit: tuple[str, str]
    suggestions: tuple[Suggestion, ...]
    administrator: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    number: int
    title: str
    english: str


_OFFICIAL = ("干部", "official")

PEOPLE = (
    Person(
        10_001,
        "陈苇",
        "Chen Wei",
        _OFFICIAL,
        ("区城管局", "Urban Management"),
        (
            Suggestion("餐饮油烟谁负责", "Who is responsible for cooking fumes?"),
            Suggestion("谁包保凤眼坑", "Which leader is assigned to the Fengyankeng landfill?"),
            Suggestion("城管局负责什么", "What does Urban Management have to do?"),
        ),
    ),
    Person(
        10_002,
        "何汀",
        "He Ting",
        _OFFICIAL,
        ("区住建局", "Housing and Construction"),
        (
            Suggestion("工地扬尘谁负责", "Who is responsible for dust at building sites?"),
            Suggestion("槐荫片区雨污混接什么时候完成", "By when are Huaiyin's mixed sewers mended?"),
            Suggestion("住建局负责什么", "What does Housing and Construction have to do?"),
        ),
    ),
    Person(
        10_003,
        "沈岸",
        "Shen An",
        _OFFICIAL,
        ("砚池街道", "Yanchi Subdistrict"),
        (
            Suggestion("石材加工谁负责", "Who is responsible for stone cutting? (two documents disagree)"),
            Suggestion("沿湖民宿污水接管谁负责", "Who connects the lakeside inns to the sewer?"),
            Suggestion("砚池街道负责什么", "What does Yanchi Subdistrict have to do?"),
        ),
    ),
    Person(
        10_004,
        "罗青",
        "Luo Qing",
        ("督查", "supervisor"),
        ("区督查室", "Supervision Office"),
        (
            Suggestion("本月到期的有哪些", "What falls due this month? (try again after moving the clock)"),
            Suggestion("已逾期的有哪些", "What is overdue?"),
            Suggestion("半岭老硐废水谁负责", "Who answers for the old mine's water? (nobody is named)"),
        ),
    ),
    Person(
        10_005,
        "程立谦",
        "Cheng Liqian",
        ("包片领导", "leader"),
        ("区政府", "District Government"),
        (
            Suggestion("程立谦负责什么", "What is assigned to Cheng Liqian?"),
            Suggestion("砚湖水质谁负责", "Who is responsible for the water of Yan Lake?"),
            Suggestion("下个月到期的有哪些", "What falls due next month?"),
        ),
    ),
    Person(
        10_006,
        "苏禾",
        "Su He",
        ("管理员", "administrator"),
        ("区整改办", "Rectification Office"),
        (
            Suggestion(
                "",
                "Send a sample document to the bot",
                "发一份新文件",
                "鹤汀夜市整治专题会议纪要.txt",
            ),
            Suggestion("/reload", "Load the documents again and see what changed"),
            Suggestion("鹤汀夜市噪声谁负责", "Ask what only the new document answers"),
        ),
        administrator=True,
    ),
)

GROUPS = (
    Group(-20_001, "青溪区整改工作群", "Rectification work group"),
    Group(-20_002, "砚湖治理专班", "Yan Lake task group"),
)

ADMINISTRATORS = tuple(person.number for person in PEOPLE if person.administrator)


def enter(world: World) -> None:
    """Let everybody and both groups exist in *world*."""
    for person in PEOPLE:
        world.person(person.number, person.name)
    for group in GROUPS:
        world.group(group.number, group.title, *(person.number for person in PEOPLE))


def suggestion(person: int, place: int) -> Suggestion | None:
    """Return the suggestion number *place* of *person*, None where there is no such."""
    found = next((one.suggestions for one in PEOPLE if one.number == person), ())
    return found[place] if 0 <= place < len(found) else None
