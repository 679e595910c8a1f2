"""Who is on the page: six invented people of the invented district, two groups, and what each may try."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bot.ledger.people import Capacity
from bot.sandbox.shelf import File
from bot.sandbox.world import World

_SAMPLES = Path(__file__).with_name("samples")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Something to try with one press: a text to say, or a sample to send with it, a picture as a photo.

    *label* is shown instead of the text where there is one; *english* says what it asks.
    """

    text: str
    english: str
    label: str = ""
    sample: str = ""

    def file(self) -> File:
        """Return the sample."""
        return File(self.sample, (_SAMPLES / self.sample).read_bytes())


@dataclass(frozen=True, slots=True)
class Person:
    """One of the cast; the name is in Chinese and in Latin letters, role and unit in both languages.

    *capacity* is in what capacity they are admitted for their unit.
    """

    number: int
    name: str
    latin: str
    role: tuple[str, str]
    unit: tuple[str, str]
    capacity: Capacity
    suggestions: tuple[Suggestion, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """A group; *sees* is what it is bound to, as an administrator would write it behind ``/bind``."""

    number: int
    title: str
    english: str
    sees: str


_OFFICIAL = ("干部", "official")

PEOPLE = (
    Person(
        10_001,
        "陈苇",
        "Chen Wei",
        _OFFICIAL,
        ("区城管局", "Urban Management"),
        Capacity.MEMBER,
        (
            Suggestion("餐饮油烟谁负责", "Who is responsible for cooking fumes?"),
            Suggestion("谁包保凤眼坑", "Which leader is assigned to the Fengyankeng landfill?"),
            Suggestion("城管局负责什么", "What does Urban Management have to do?"),
            Suggestion("/mine", "What waits for me in the ledger?"),
            Suggestion("1号签收", "Accept entry 1 of the ledger, in plain words"),
            Suggestion(
                "/report 1 已安装37家 30%",
                "Report progress on entry 1 with a photo",
                "报进展，附一张照片",
                "现场照片.jpg",
            ),
            Suggestion("1号已完成", "Say that entry 1 is done: the bot asks whether to apply for sign-off"),
        ),
    ),
    Person(
        10_002,
        "何汀",
        "He Ting",
        _OFFICIAL,
        ("区住建局", "Housing and Construction"),
        Capacity.MEMBER,
        (
            Suggestion("工地扬尘谁负责", "Who is responsible for dust at building sites?"),
            Suggestion("槐荫片区雨污混接什么时候完成", "By when are Huaiyin's mixed sewers mended?"),
            Suggestion("住建局负责什么", "What does Housing and Construction have to do?"),
            Suggestion("/mine", "What waits for me in the ledger?"),
            Suggestion("2号签收", "Accept entry 2 of the ledger, in plain words"),
            Suggestion("/report 2 已进场施工 60%", "Report progress on entry 2, with the share done"),
            Suggestion("2号要延期到12月20日，因为管线迁改还没有完成", "Ask for more time, with the reason"),
        ),
    ),
    Person(
        10_003,
        "沈岸",
        "Shen An",
        _OFFICIAL,
        ("砚池街道", "Yanchi Subdistrict"),
        Capacity.MEMBER,
        (
            Suggestion("石材加工谁负责", "Who is responsible for stone cutting? (two documents disagree)"),
            Suggestion("沿湖民宿污水接管谁负责", "Who connects the lakeside inns to the sewer?"),
            Suggestion("砚池街道负责什么", "What does Yanchi Subdistrict have to do?"),
            Suggestion("/mine", "What waits for me in the ledger?"),
            Suggestion(
                "/finding 砚池街道沿湖步道边堆放垃圾约2吨 属地巡查", "Report what was found on the spot"
            ),
        ),
    ),
    Person(
        10_004,
        "罗青",
        "Luo Qing",
        ("督查", "supervisor"),
        ("区督查室", "Supervision Office"),
        Capacity.SUPERVISOR,
        (
            Suggestion("本月到期的有哪些", "What falls due this month? (try again after moving the clock)"),
            Suggestion("已逾期的有哪些", "What is overdue?"),
            Suggestion("半岭老硐废水谁负责", "Who answers for the old mine's water? (nobody is named)"),
            Suggestion("/open", "What the documents order and the ledger does not have yet"),
            Suggestion("/list 逾期", "What is overdue in the ledger"),
            Suggestion("/list 待验收", "What waits to be accepted"),
        ),
    ),
    Person(
        10_005,
        "程立谦",
        "Cheng Liqian",
        ("包片领导", "leader"),
        ("区政府", "District Government"),
        Capacity.LEADER,
        (
            Suggestion("程立谦负责什么", "What is assigned to Cheng Liqian?"),
            Suggestion("砚湖水质谁负责", "Who is responsible for the water of Yan Lake?"),
            Suggestion("下个月到期的有哪些", "What falls due next month?"),
            Suggestion("/list 程立谦", "The entries that I am assigned to"),
        ),
    ),
    Person(
        10_006,
        "苏禾",
        "Su He",
        ("管理员", "administrator"),
        ("区整改办", "Rectification Office"),
        Capacity.ADMINISTRATOR,
        (
            Suggestion(
                "",
                "Send a sample document to the bot",
                "发一份新文件",
                "鹤汀夜市整治专题会议纪要.txt",
            ),
            Suggestion("/reload", "Load the documents again and see what changed"),
            Suggestion("鹤汀夜市噪声谁负责", "Ask what only the new document answers"),
            Suggestion("/people", "Who asks to be admitted, and who is what"),
            Suggestion("/export 整改台账", "The whole ledger as a sheet to print"),
        ),
    ),
)

GROUPS = (
    Group(-20_001, "青溪区整改工作群", "Rectification work group", "全部"),
    Group(-20_002, "砚湖治理专班", "Yan Lake task group", "砚池街道、砚湖管委会"),
)

ADMINISTRATORS = tuple(person.number for person in PEOPLE if person.capacity is Capacity.ADMINISTRATOR)


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
