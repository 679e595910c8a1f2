"""The ledger as people meet it: a duty's whole way to its sign-off, told day by day."""

from __future__ import annotations

from datetime import date
from io import BytesIO

from openpyxl import load_workbook

from bot.duty import Deadline
from bot.ledger.entry import State
from tests.journeys.staff import on, opened, picture, state

#: Day, who, what they write, 〔press〕 or ［photo］ send; what they hear, and how far it then is.
WORK = """
2026-09-01 | 李工 | /mine                                      | 等您办的：共1项
           | 李工 | 1号签收                                    | 台账第 1 项：李工签收，现为“整改中” | 整改中
2026-09-03 | 李工 | ［1］/report 1 已进场施工 60%              | 已收到证明材料1份
           | 李工 | ［2］                                      |
           | 李工 | 〔发完了〕                                 | 完成比例：60%；材料：照片2件
2026-09-05 | 李工 | 1号要延期到10月20日，因为汛期无法施工      | 李工申请延期
           | 王科 | 同意1号延期                                | 请核对
           | 王科 | 〔确认批准延期〕                           | 延到：2026年10月20日 | 整改中
"""
HANDING_IN = """
2026-09-20 | 李工 | 1号已完成，垃圾已全部清运                  | 具备了哪些销号条件？
           | 李工 | 〔☐ 措施全部完成〕                         |
           | 李工 | 〔☐ 违法行为查处到位〕                     |
           | 李工 | 〔☐ 整改效果达标〕                         |
           | 李工 | 〔☐ 举一反三〕                             |
           | 李工 | 〔下一步〕                                 | 请发送照片或文件
           | 李工 | ［3］                                      | 已收到证明材料1份
           | 李工 | 〔发完了〕                                 | 还缺“长效机制” | 整改中
           | 李工 | 〔☐ 长效机制〕                             |
           | 李工 | 〔下一步〕                                 | 已收到：照片1件
           | 李工 | 〔发完了〕                                 | 李工申请销号 | 待验收
2026-09-21 | 王科 | 1号不予销号，现场仍有垃圾，9月30日前重新整改 | 王科不予销号 | 整改中
2026-09-25 | 李工 | 1号申请销号：已复查整改到位                | 具备了哪些销号条件？
           | 李工 | 〔全部〕                                   | 请发送照片或文件
           | 李工 | ［4］                                      | 已收到证明材料1份
           | 李工 | 〔发完了〕                                 | 李工申请销号 | 待验收
"""
#: Ten working days from the day after 26 September: 10 October is one, made up for the National Day.
JUDGING = """
2026-09-26 | 李工 | 1号验收通过                                | 不能办“验收” | 待验收
           | 王科 | /entry 1                                   | 待验收
           | 王科 | 〔验收〕                                   | 请核对
           | 王科 | 〔确认验收〕                               | 王科验收 | 已验收
           | 王科 | 1号公示                                    | 请核对
           | 王科 | 〔确认公示〕                               | 公示：2026年9月26日至2026年10月15日 | 公示中
           | 王科 | 1号销号                                    | 公示到2026年10月15日才满 | 公示中
2026-10-19 | 王科 | 1号销号                                    | 请核对
           | 王科 | 〔确认销号〕                               | 回头看：2027年1月19日 | 已销号
"""
LOOKING_BACK = """
2027-01-20 | 王科 | 1号又反弹了，河边又堆放垃圾，2027年2月10日前整改 | 没有可以点“跳过” |
           | 王科 | 〔跳过〕                                   | 王科认定反弹 | 整改中
           | 李工 | 1号申请销号：再次清运完毕                  | 具备了哪些销号条件？
           | 李工 | 〔全部〕                                   | 请发送照片或文件
           | 李工 | ［5］                                      | 已收到证明材料1份
           | 李工 | 〔发完了〕                                 | 李工申请销号 | 待验收
2027-01-25 | 王科 | 1号验收通过                                | 请核对
           | 王科 | 〔确认验收〕                               | 王科验收 | 已验收
2027-01-26 | 王科 | 1号公示                                    | 请核对
           | 王科 | 〔确认公示〕                               | 王科公示 | 公示中
2027-02-28 | 王科 | 1号销号                                    | 请核对
           | 王科 | 〔确认销号〕                               | 王科销号 | 已销号
"""
ALL_OF_IT = "签收 60% 申请延期 批准延期 汛期无法施工 不予销号 现场仍有垃圾 验收 公示 认定反弹 销号".split()


async def test_from_a_duty_to_its_sign_off_and_again(office):
    on(office, "2026-09-01")
    await opened(office, deadline=Deadline("9月底前", date(2026, 9, 30)))
    for part in (WORK, HANDING_IN, JUDGING, LOOKING_BACK):
        await _told(office, part)

    entry = await office.store.ledger.entry(1)
    (track,) = entry.tracks
    assert (entry.relapses, entry.original, track.term.extensions) == (1, date(2026, 9, 30), 1)
    told, cells = await _history(office), await _sheet(office)
    assert [word for word in ALL_OF_IT if word not in told or word not in cells] == []


async def _told(chat, story: str) -> None:
    for line in story.strip().split("\n"):
        day, who, does, hears, *after = (cell.strip() for cell in line.split("|"))
        if day:
            on(chat, day)
        chat.heard()
        await _does(chat, who, does)
        assert hears in "\n".join(chat.heard()), line
        if after and after[0]:
            assert await state(chat) is State(after[0]), line


async def _does(chat, who: str, does: str) -> None:
    if does.startswith("〔"):
        await chat.presses(who, does.strip("〔〕"))
    elif does.startswith("［"):
        shade, _, caption = does[1:].partition("］")
        await chat.shows(who, picture(int(shade)), caption, album="a")
    else:
        await chat.says(who, does)


async def _history(chat) -> str:
    chat.heard()
    await chat.presses("王科", "查看第 1 项")
    await chat.presses("王科", "办理经过")
    return "\n".join(chat.heard())


async def _sheet(chat) -> str:
    await chat.says("王科", "/export 1")
    *_, (_, sent) = chat.world.files.items()
    book = load_workbook(BytesIO(sent.content))
    return "\n".join(str(cell.value) for sheet in book for row in sheet for cell in row if cell.value)
