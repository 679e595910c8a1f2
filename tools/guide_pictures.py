"""The pictures of the guides: the work of an office told once on the page, with a picture at each task.

Only the messages of a task are taken, not the page around them, so that each picture stays small.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import FloatRect, Locator, Page

from bot.sandbox.cast import GROUPS, PEOPLE

TOOLS = Path(__file__).resolve().parent
DOCUMENT = TOOLS.parent / "bot" / "sandbox" / "samples" / "鹤汀夜市整治专题会议纪要.txt"
#: Drawn, so that it shows nobody and no place.
PHOTO = TOOLS / "施工现场.jpg"
NUMBERS = {person.name: person.number for person in PEOPLE}
#: As wide as a phone, and high enough that nothing of a task scrolls away.
WINDOW = {"width": 420, "height": 1800}
_AROUND = 5  # pixels
_BUTTONS = ".message:not(.mine) button.key"

OFFICIAL, SUPERVISOR, ADMINISTRATOR = "何汀", "罗青", "苏禾"


class Office:
    """The page, and what people do on it."""

    def __init__(self, page: Page, shot: Callable[[str, FloatRect], None]):
        self.page, self._shot = page, shot

    def is_now(self, name: str, group: int | None = None) -> None:
        """Go to a person's own chat, or to a group as that person."""
        number = NUMBERS[name]
        self.page.evaluate(f"location.hash = '#/{number}/{group or number}'")
        self.page.locator("#who", has_text=name).wait_for()

    def says(self, text: str, answer: str) -> None:
        self.page.locator("#text").fill(text)
        self.page.locator("#text").press("Enter")
        self.hears(answer)

    def shows(self, answer: str, text: str = "", file: Path = PHOTO) -> None:
        """Send a photo, or a document, with words or without."""
        self.page.locator("#file").set_input_files(file)
        self.page.locator("#text").fill(text)
        self.page.locator("#send").click()
        self.hears(answer)

    def presses(self, label: str, answer: str) -> None:
        self.page.locator(_BUTTONS, has_text=re.compile(f"^{re.escape(label)}")).last.click()
        self.hears(answer)

    def hears(self, answer: str) -> None:
        """Wait for the bot's answer, which is the newest message then."""
        self.page.locator(".message:not(.mine)", has_text=answer).last.wait_for()
        self.page.wait_for_timeout(250)  # until it has its place

    def moves(self, to: str) -> None:
        """Set the clock."""
        self.page.evaluate(
            """(to) => {
                document.getElementById("date").value = to;
                document.getElementById("clock-form").requestSubmit();
            }""",
            to,
        )
        self.page.wait_for_timeout(250)

    def shot(self, name: str, since: str = "") -> None:
        """Take what was said from the last message with *since* in it, or the last of the person's own."""
        self.page.evaluate("document.activeElement.blur()")
        self.page.mouse.move(0, 0)
        self.page.wait_for_timeout(400)
        everything = self.page.locator(".message")
        first = everything.filter(has_text=since).last if since else self.page.locator(".message.mine").last
        top, end = (_box(message) for message in (first, everything.last))
        y = max(top["y"] - _AROUND, 0)
        height = end["y"] + end["height"] + _AROUND - y
        self._shot(name, FloatRect(x=0, y=y, width=WINDOW["width"], height=height))


def _box(message: Locator) -> FloatRect:
    found = message.bounding_box()
    if found is None:
        raise LookupError("the message is not on the page")
    return found


def tell(office: Office) -> None:
    """Tell the whole of it; each part goes on from the one before."""
    _ask(office)
    _join(office)
    _accept(office)
    _report(office)
    _extend(office)
    _apply(office)
    _judge(office)
    _publish(office)
    _look_back(office)
    _find(office)
    _administer(office)


def _ask(office: Office) -> None:
    office.is_now("陈苇")
    office.says("餐饮油烟谁负责", "管住餐饮油烟")
    office.shot("ask")


def _join(office: Office) -> None:
    office.is_now("沈岸")
    office.says("/join 区水利局", "已提交申请")
    office.shot("join")
    office.is_now(ADMINISTRATOR)
    office.hears("加入申请")
    office.shot("admit", since="加入申请")
    office.presses("批准", "已由")
    office.says("/people", "没有待批的加入申请")
    office.shot("people")


def _accept(office: Office) -> None:
    office.is_now(OFFICIAL)
    office.says("/mine", "等您办的")
    office.presses("2", "待签收")
    office.shot("mine", since="/mine")
    office.says("2号签收", "现为“整改中”")
    office.shot("accept")


def _report(office: Office) -> None:
    office.moves("2026-10-26T10:00")
    office.shows("已收到证明材料1份", "/report 2 已进场施工 60%")
    office.presses("发完了，登记", "报进展，现为")
    office.shot("report", since="/report")


def _extend(office: Office) -> None:
    office.says("2号要延期到12月20日，因为管线迁改还没有完成", "申请延期，现为")
    office.shot("extend")
    office.is_now(SUPERVISOR)
    office.says("/mine", "批复延期申请")
    office.presses("2", "待批延期")
    office.presses("批准延期", "请核对")
    office.presses("确认批准延期", "批准延期，现为")
    office.shot("grant", since="请核对")


def _apply(office: Office) -> None:
    office.moves("2026-12-14T10:00")
    office.is_now(OFFICIAL)
    office.says("2号已完成，9条支路管网全部建成", "具备了哪些销号条件")
    for condition in ("措施全部完成", "违法行为查处到位", "整改效果达标", "举一反三"):
        office.presses(f"☐ {condition}", f"☑ {condition}")
    office.shot("apply")
    office.presses("下一步", "请发送照片或文件")
    office.shows("已收到证明材料1份")
    office.presses("发完了，登记", "没有登记")
    office.shot("missing", since="没有登记")
    office.presses("☐ 长效机制", "☑ 长效机制")
    office.presses("下一步", "已收到：照片1件")
    office.presses("发完了，登记", "现为“待验收”")
    office.shot("applied", since="现为“待验收”")


def _judge(office: Office) -> None:
    office.is_now(SUPERVISOR)
    office.says("/list 待验收", "待验收：共1项")
    office.presses("2", "待验收（自")
    office.shot("judge", since="待验收（自")
    office.presses("不予销号", "不予销号的理由")
    office.says("有2条支路没有接户", "请写新的完成期限")
    office.says("12月25日", "不予销号，现为")
    office.shot("refuse", since="请写明不予销号的理由")
    office.moves("2026-12-24T10:00")
    office.is_now(OFFICIAL)
    office.says("2号申请销号：2条支路已接户", "具备了哪些销号条件")
    office.presses("全部", "请发送照片或文件")
    office.shows("已收到证明材料1份")
    office.presses("发完了，登记", "2条支路已接户")


def _publish(office: Office) -> None:
    office.moves("2026-12-25T10:00")
    office.is_now(SUPERVISOR)
    office.says("2号验收", "请核对")
    office.presses("确认验收", "现为“已验收”")
    office.presses("查看第 2 项", "已验收（自")
    office.presses("公示", "公示：请核对")
    office.presses("确认公示", "现为“公示中”")
    office.shot("publish", since="公示：请核对")
    office.says("2号销号", "不能办“销号”")
    office.shot("early")
    office.moves("2027-01-18T10:00")
    office.says("2号销号", "销号：请核对")
    office.presses("确认销号", "现为“已销号”")
    office.shot("sign_off", since="销号：请核对")


def _look_back(office: Office) -> None:
    office.moves("2027-04-19T10:00")
    office.says("/mine", "回头看")
    office.says("2号又反弹了，又有3处污水混接入河，5月31日前整改", "请发送照片或文件")
    office.presses("跳过", "认定反弹，现为")
    office.shot("relapse", since="2号又反弹了")
    office.presses("查看第 2 项", "反弹：1次")
    office.presses("办理经过", "共12步")
    office.shot("history", since="共12步")


def _find(office: Office) -> None:
    office.is_now("沈岸")
    office.says("/finding 砚池街道沿湖步道边堆放垃圾约2吨 属地巡查", "已记下现场发现")
    office.shot("finding")
    office.is_now(SUPERVISOR)
    office.hears("现场发现")
    office.says("/finding 1 砚池街道", "建议交")
    office.shot("finding_unit")
    office.presses("立项", "现为“待签收”")
    office.is_now("程立谦")
    office.says("/list 程立谦", "程立谦包保的事项")
    office.shot("leader")


def _administer(office: Office) -> None:
    office.is_now(SUPERVISOR)
    office.says("/open", "待立项")
    office.shot("open")
    office.presses("逐项确认", "待立项 1/")
    office.shot("open_one", since="待立项 1/")
    office.is_now(ADMINISTRATOR)
    office.shows("已存入资料文件夹", file=DOCUMENT)
    office.says("/reload", "资料已重新加载")
    office.shot("reload", since="已存入资料文件夹")
    office.says("/export", "要导出哪一种")
    office.presses("整改台账", "xlsx")
    office.shot("export", since="/export")
    office.says(f"/handover {NUMBERS[OFFICIAL]}", "移交清单")
    office.shot("handover")
    office.is_now(ADMINISTRATOR, GROUPS[1].number)
    office.says("/bind 砚池街道、砚湖管委会", "本群已绑定")
    office.shot("bind")
