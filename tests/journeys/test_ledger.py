"""The ledger as people meet it: a duty's whole way to its sign-off, and what is said on the way."""

from __future__ import annotations

from datetime import date, datetime
from io import BytesIO
from zoneinfo import ZoneInfo

import pytest
from openpyxl import load_workbook
from PIL import Image

from bot.chat.ledger.caller import rules
from bot.duty import Deadline
from bot.ledger.entry import Entry, State
from bot.ledger.event import Facts, Step
from bot.ledger.people import Capacity, Person, Post
from bot.ledger.steps import take
from tests.ledger.office import order

HOUSING, ROADS = "住建局", "交通局"
SHANGHAI = ZoneInfo("Asia/Shanghai")


def picture(shade: int) -> bytes:
    file = BytesIO()
    Image.new("RGB", (64, 48), (shade, 90, 90)).save(file, "JPEG")
    return file.getvalue()


def on(chat, day: str, hour: int = 9) -> None:
    chat.now = datetime.fromisoformat(day).replace(hour=hour, tzinfo=SHANGHAI)


@pytest.fixture
async def office(chat):
    """Let people belong to the office: 李工 to 住建局, 王科 to 督查室."""
    people = chat.store.people
    since = date(2026, 1, 1)
    await people.admit(Person(21, "李工"), Post(Capacity.MEMBER, HOUSING, since=since), 23, chat.now)
    await people.admit(Person(22, "王科"), Post(Capacity.SUPERVISOR, "督查室", since=since), 23, chat.now)
    return chat


async def opened(chat, *units: str, **said) -> Entry:
    """Open an entry for 住建局, or for *units*."""
    (actor,) = Person(22, "王科", (Post(Capacity.SUPERVISOR, "督查室"),)).actors(chat.now.date())
    settings, facts = rules(chat.desk), Facts(order=order(*(units or (HOUSING,)), **said))
    (entry,) = await chat.store.ledger.open(
        [lambda number: take(Entry(number), Step.OPEN, actor, chat.now, settings, facts)], settings
    )
    return entry


async def state(chat, number: int = 1) -> State:
    entry = await chat.store.ledger.entry(number)
    return entry.state


async def test_from_a_duty_to_its_sign_off_and_again(office):
    chat = office
    on(chat, "2026-09-01")
    await opened(chat, deadline=Deadline("9月底前", date(2026, 9, 30)))

    await chat.says("李工", "/mine")
    assert chat.first_line() == "等您办的：共1项"
    await chat.says("李工", "1号签收")
    assert chat.first_line() == "台账第 1 项：李工签收，现为“整改中”。"

    on(chat, "2026-09-03")
    chat.heard()
    await chat.shows("李工", picture(1), "/report 1 已进场施工 60%", album="a")
    await chat.shows("李工", picture(2), album="a")
    assert len([text for text in chat.heard() if "已收到" in text]) == 1  # an album is answered once
    await chat.presses("李工", "发完了")
    assert "记下：情况：已进场施工 60%；完成比例：60%；材料：照片2件" in chat.heard()[0]

    on(chat, "2026-09-05")
    await chat.says("李工", "1号要延期到10月20日，因为汛期无法施工")
    assert "申请延期" in chat.first_line()
    await chat.says("王科", "同意1号延期")
    await chat.presses("王科", "确认批准延期")
    assert "批准延期" in "".join(chat.heard())
    entry = await chat.store.ledger.entry(1)
    assert entry.tracks[0].term.current == date(2026, 10, 20) and entry.original == date(2026, 9, 30)

    on(chat, "2026-09-20")
    await chat.says("李工", "1号已完成，垃圾已全部清运")
    chat.heard()
    for condition in ("措施全部完成", "违法行为查处到位", "整改效果达标", "举一反三"):
        await chat.presses("李工", f"☐ {condition}")
    await chat.presses("李工", "下一步")
    await chat.shows("李工", picture(3))
    await chat.presses("李工", "发完了")
    assert "还缺“长效机制”" in chat.heard()[-1]
    assert await state(chat) is State.UNDER_WAY
    await chat.presses("李工", "☐ 长效机制")
    await chat.presses("李工", "下一步")
    await chat.presses("李工", "发完了")
    assert await state(chat) is State.SUBMITTED

    on(chat, "2026-09-21")
    await chat.says("王科", "1号不予销号，现场仍有垃圾，9月30日前重新整改")
    assert await state(chat) is State.UNDER_WAY
    assert "不予销号" in chat.heard()[-1]

    on(chat, "2026-09-25")
    await chat.says("李工", "1号申请销号：已复查整改到位")
    await chat.presses("李工", "全部")
    await chat.shows("李工", picture(4))
    await chat.presses("李工", "发完了")
    assert await state(chat) is State.SUBMITTED

    on(chat, "2026-09-26")
    await chat.says("李工", "1号验收通过")  # who did the work does not judge it
    assert "不能办“验收”" in chat.heard()[-1] and await state(chat) is State.SUBMITTED
    await chat.says("王科", "/entry 1")
    await chat.presses("王科", "验收")
    await chat.presses("王科", "确认验收")
    await chat.says("王科", "/entry 1")
    await chat.presses("王科", "公示")
    await chat.presses("王科", "确认公示")
    entry = await chat.store.ledger.entry(1)
    # Ten working days from the day after 26 September: 10 October is one, made up for the National Day
    assert (entry.state, entry.notice.last) == (State.ON_NOTICE, date(2026, 10, 15))
    assert "10月10日" in entry.notice.working
    chat.heard()

    await chat.says("王科", "1号销号")
    assert "公示到2026年10月15日才满" in chat.heard()[-1]
    on(chat, "2026-10-19")
    await chat.says("王科", "1号销号")
    await chat.presses("王科", "确认销号")
    assert await state(chat) is State.SIGNED_OFF

    on(chat, "2027-01-20")
    await chat.says("王科", "1号又反弹了，河边又堆放垃圾，2027年2月10日前整改")
    await chat.presses("王科", "跳过")
    assert await state(chat) is State.UNDER_WAY
    await chat.says("李工", "1号申请销号：再次清运完毕")
    await chat.presses("李工", "全部")
    await chat.shows("李工", picture(5))
    await chat.presses("李工", "发完了")
    for day, step in (("2027-01-25", "验收"), ("2027-01-26", "公示"), ("2027-02-28", "销号")):
        on(chat, day)
        await chat.says("王科", "/entry 1")
        await chat.presses("王科", step)
        await chat.presses("王科", f"确认{step}")
    entry = await chat.store.ledger.entry(1)
    assert (entry.state, entry.relapses, entry.tracks[0].term.extensions) == (State.SIGNED_OFF, 1, 1)

    chat.heard()
    await chat.presses("王科", "查看第 1 项")
    await chat.presses("王科", "办理经过")
    told = "\n".join(chat.heard())
    for word in (
        "签收",
        "60%",
        "申请延期",
        "批准延期",
        "不予销号",
        "现场仍有垃圾",
        "公示",
        "认定反弹",
        "销号",
    ):
        assert word in told

    await chat.says("王科", "/export 1")
    sent = [file for _, file in chat.world.files.items()][-1]
    book = load_workbook(BytesIO(sent.content))
    cells = "\n".join(str(cell.value) for sheet in book for row in sheet for cell in row if cell.value)
    for word in ("批准延期", "不予销号", "认定反弹", "汛期无法施工"):
        assert word in cells


async def test_duties_become_entries(office):
    chat = office
    await chat.says("李工", "/open")
    print(chat.heard())
    await chat.says("王科", "/open")
    print("\n".join(chat.heard()), chat.labels("王科"))
    await chat.presses("王科", "逐项")
    print("\n".join(chat.heard()), chat.labels("王科"))
    await chat.presses("王科", "立项")
    print("\n".join(chat.heard()), chat.labels("王科"))
    await chat.says("王科", "/open")
    await chat.presses("王科", "全部立项")
    print("\n".join(chat.heard()), chat.labels("王科"))
    await chat.says("王科", "/list")
    print("\n".join(chat.heard()), chat.labels("王科"))
    await chat.says("李工", "/finding 沙河镇三组河边餐饮油烟直排 属地巡查")
    print("\n".join(chat.heard()), chat.labels("王科"))
    await chat.says("王科", "/open 清理河道垃圾 住建局 9月30日")
    print("\n".join(chat.heard()), chat.labels("王科"))
    assert 0
