"""An invented county's ledger as of a day: entries in every state, with what makes a list hard to print."""

from __future__ import annotations

from datetime import date

from office import CHEN, CHILDREN, HOUSING, LI, MAY, PHOTO, ROADS, WANG, ZHAO, Story, order, submit

from bot.duty import Deadline, Part, Role
from bot.ledger.entry import Entry
from bot.ledger.event import Correction, Step
from bot.ledger.order import Child, Order, Origin, Quote, Tier

TODAY = date(2026, 6, 26)  # a Friday
WEEDS = (
    "完成沙河镇段河道沿线生活垃圾和建筑垃圾清理整治，恢复岸线生态，建立“日巡查、周清理、月通报”长效管护机制"
)
SPEECH = Quote(
    "全县生态环境突出问题整改推进会讲话",
    "二、（一）第3项",
    "县住建局牵头，县交通局、县水利局配合，要在6月底前完成沙河镇段河道沿线生活垃圾和建筑垃圾清理整治，"
    "恢复岸线生态，建立“日巡查、周清理、月通报”长效管护机制，确保断面水质稳定达到Ⅲ类。",
    date(2026, 4, 28),
)


#: What these orders have in common.
GIVEN = {"quote": SPEECH, "origin": Origin.DOCUMENT}


def opened(number: int, *units: str, due: date | None = date(2026, 6, 30), **facts: object) -> Story:
    """Return a story of *units* that was opened on 6 May and acknowledged the day after by the first."""
    deadline = Deadline(f"{due.month}月底前", due) if due else None
    given = {"deadline": deadline, **GIVEN, **facts}
    story = Story(number).at(MAY, Step.OPEN, WANG, order=order(*units, **given))
    return story.at("05-07", Step.ACKNOWLEDGE, ZHAO if units[:1] == (ROADS,) else LI)


def joint() -> Story:
    """Two units, one extended, the other behind, objects with plans of their own."""
    order_ = {
        "matter": WEEDS,
        "measures": ("逐段排查建账", "清运存量垃圾约320吨", "岸线复绿1.2公里"),
        "target": "岸线无裸露垃圾，断面水质稳定达到Ⅲ类",
        "level": "省级",
        "tier": Tier.INSPECTION,
        "place": "沙河大桥至入湖口",
        "children": (*CHILDREN, Child("3号临时堆点", unit=ROADS)),
        "parts": (
            *(Part(HOUSING, Role.LEAD), Part(ROADS, Role.RESPONSIBLE), Part("县水利局", Role.SUPPORTING)),
            *(Part("沙河镇人民政府", Role.TERRITORY), Part("县生态环境局", Role.ACCEPTS)),
        ),
    }
    story = opened(1, HOUSING, ROADS, **order_).at("05-08", Step.ACKNOWLEDGE, ZHAO)
    story.at("05-20", Step.REPORT, LI, text="已进场施工，清运垃圾180吨", share=60, evidence=(PHOTO,))
    story.at("06-10", Step.ASK_EXTENSION, LI, reason="汛期水位高，岸线复绿无法施工", until=date(2026, 7, 31))
    story.at("06-12", Step.GRANT_EXTENSION, WANG, unit=HOUSING)
    story.at("06-15", Step.REPORT, ZHAO, text="3号临时堆点已清空，正在平整场地", share=85)
    fixed = Correction(4, "地磅单重复计了一车")
    return story.at(
        "06-16",
        Step.CORRECT,
        LI,
        corrects=fixed,
        text="已进场施工，清运垃圾165吨",
        share=55,
        evidence=(PHOTO,),
    )


def relapsed() -> Story:
    """Signed off, found dirty again on the look-back, and worked on anew."""
    story = submit(opened(2, HOUSING, town="白云镇", matter="整治老城区餐饮油烟直排"), "05-11")
    story.at("05-12", Step.ACCEPT, WANG).at("05-13", Step.PUBLISH, WANG).at("05-28", Step.SIGN_OFF, WANG)
    reason = "回头看发现3家餐馆净化器未运行"
    story.at("06-20", Step.REOPEN, WANG, reason=reason, until=date(2026, 7, 3))
    return story.at("06-23", Step.REPORT, LI, text="3家餐馆已恢复净化器，正在逐家检测", share=40)


def finding() -> Story:
    """A finding made on the spot, without a document and without a day."""
    spot: dict[str, object] = {
        "matter": "=新建路工地裸土未覆盖、出入口未冲洗",  # somebody typed an equals sign first
        "quote": None,
        "origin": Origin.FINDING,
        "tier": Tier.DISTRICT,
        "town": "青石街道",
        "place": "新建路42号工地",
        "leader": "",
    }
    return opened(7, HOUSING, due=None, **spot)


def _settled() -> list[Story]:
    """What has been handed in: waiting, accepted, on notice, signed off this week."""
    waiting = submit(opened(3, HOUSING, matter="完成3座乡镇污水处理站提标改造", town="白云镇"), "06-22")
    accepted = submit(opened(4, ROADS, matter="整治国道沿线扬尘", town=""), "06-01", ZHAO).at(
        "06-05", Step.ACCEPT, WANG
    )
    public = {
        "matter": "关停拆除沙河镇散乱污企业5家",
        "target": "全部断水断电、清除原料、清除产品、清除设备",
        "measures": ("联合执法取缔", "拆除设备并复垦", "纳入网格日常巡查"),
    }
    on_notice = submit(
        opened(5, HOUSING, **public), "06-08", text="5家企业均已拆除到位，场地已复垦，附照片12张。"
    )
    on_notice.at("06-11", Step.ACCEPT, WANG).at("06-15", Step.PUBLISH, WANG)
    signed = submit(opened(6, HOUSING, matter="补建雨污分流管网2.3公里", due=date(2026, 5, 31)), "06-02")
    signed.at("06-03", Step.ACCEPT, WANG).at("06-04", Step.PUBLISH, WANG).at("06-24", Step.SIGN_OFF, WANG)
    return [waiting, accepted, on_notice, signed]


def _open() -> list[Story]:
    late = opened(8, ROADS, due=date(2026, 6, 10), matter="清理国道边沟淤积").at(
        "05-30", Step.REPORT, ZHAO, text="完成一半", share=50
    )
    blocked = opened(9, HOUSING, due=date(2026, 6, 28), matter="建设沙河镇垃圾中转站").at(
        "06-01", Step.BLOCK, LI, reason="用地批复未下达", to="县自然资源局"
    )
    parked = opened(10, HOUSING, due=date(2026, 6, 30), matter="白云水库岸线复绿", town="白云镇").at(
        "06-03", Step.PARK, CHEN, reason="汛期无法施工", until=date(2026, 10, 15)
    )
    standing = Deadline("长期坚持", recurring="long-term")
    kept = opened(11, HOUSING, matter="保持河道日常保洁", deadline=standing)
    far = opened(12, ROADS, due=date(2026, 12, 31), matter="完成农村公路绿化提升")
    soon = opened(13, ROADS, due=date(2026, 7, 20), matter="整治国道沿线扬尘", town="青石街道")
    returned = Story(14).at("06-24", Step.OPEN, WANG, order=order("县民政局", matter="清理散埋乱葬占用林地"))
    return [late, blocked, parked, kept, far, soon, returned]


def _orders() -> list[Order]:
    """Fresh entries of many units and towns, so that lists run over a page."""
    units = (
        "县农业农村局",
        "县城管局",
        "县水利局",
        "县林业局",
        "县市场监管局",
        "县工信局",
        "云岭经开区管委会",
    )
    towns = ("沙河镇", "白云镇", "青石街道", "黑石乡", "")
    matters = (
        "畜禽养殖粪污直排整治",
        "露天焚烧秸秆管控",
        "入河排口溯源整治",
        "非法占用林地恢复",
        "高污染燃料锅炉淘汰",
    )
    return [
        order(units[n % 7], matter=matters[n % 5], town=towns[n % 4 + (n > 20)], **GIVEN) for n in range(25)
    ]


def entries() -> list[Entry]:
    """Return the whole ledger, by number."""
    stories = [joint(), relapsed(), finding(), *_settled(), *_open()]
    stories += [Story(20 + n).at("06-22", Step.OPEN, WANG, order=o) for n, o in enumerate(_orders())]
    return sorted((story.entry for story in stories), key=lambda entry: entry.number)


ENTRIES = entries()
