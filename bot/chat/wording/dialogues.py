"""What a dialogue asks for, field by field, with an example; and what is wrong with an answer."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from bot.chat.render import h
from bot.chat.wording import duties
from bot.chat.wording.steps import materials, near, said, title, written
from bot.ledger.entry import Entry
from bot.ledger.event import Evidence, Facts, Step
from bot.ledger.rules import Rules
from bot.ledger.table import TABLE

CANCEL = "取消"
GO_ON = "下一步"
SKIP = "跳过"
FILES_DONE = "发完了，登记"
ONLY_YOURS = "这一步由别人在办，请用自己的按钮。"

#: What a field is called where the table does not need it, and how it is asked for.
_FIELDS = {
    "text": "情况",
    "reason": "理由",
    "until": "新的完成期限",
    "to": "单位",
    "share": "完成比例",
    "met": "销号条件",
    "evidence": "证明材料",
    "objects": "已完成的点位",
    "first": "公示的第一天",
    "unit": "哪家单位的部分",
    "corrects": "更正第几步、为什么",
    "right": "更正后的内容",
}
_EXAMPLES: Mapping[str, str] = {
    "until": "9月30日、月底前、下周五、2026-09-30",
    "share": "60%、六成、一半、三分之二",
    "first": "今天、6月15日",
    "corrects": "第3步，完成比例录错",
    "right": "50%；或更正后的日期、文字",
}
#: What no tick at all means.
_ALL_OF_THEM = {Step.REOPEN: "；一处不选即全部", Step.REFUSE: "；一处不选即全部"}
#: Examples of words, by step: they show how much is enough.
_WORDS: Mapping[Step, str] = {
    Step.RETURN: "该河段由县水利局管理，不属于我局职责",
    Step.REPORT: "已进场施工，清运垃圾12吨，完成60%",
    Step.BLOCK: "临时用地未批，不能进场",
    Step.UNBLOCK: "用地已批复，6月20日恢复施工",
    Step.ASK_EXTENSION: "汛期水位高，无法施工",
    Step.REFUSE_EXTENSION: "剩余工程量不大，按原期限可以完成",
    Step.SUBMIT: "垃圾已全部清运，护岸已修复，保洁制度已建立",
    Step.REFUSE: "现场仍有垃圾，照片与点位不符",
    Step.PARK: "冬季不能施工",
    Step.SUSPEND: "企业已关停搬迁",
    Step.CONFIRM: "现场整洁，没有新的垃圾",
    Step.REOPEN: "河边又堆放垃圾约2吨",
    Step.AMEND: "文件修订稿调整了责任单位",
}
_PEOPLE: Mapping[Step, str] = {Step.TRANSFER: "县交通局", Step.BLOCK: "县自然资源局、分管副县长"}
_SPECIAL = {
    (Step.REOPEN, "objects"): "反弹的点位",
    (Step.REFUSE, "objects"): "没有完成的点位",
    (Step.GRANT_EXTENSION, "until"): "批准延到哪一天",
}
_ECHO = 30  # characters of an answer that are repeated
_OPTIONAL = "没有可以点“跳过”。"


def field_name(step: Step, field: str) -> str:
    """Return what *field* is called with *step*: 延期的理由, 申请延到哪一天."""
    if special := _SPECIAL.get((step, field)):
        return special
    return TABLE[step].needs.get(field, _FIELDS.get(field, field))


def ask(
    entry: Entry, step: Step, field: str, today: date, rules: Rules, facts: Facts | None = None
) -> list[str]:
    """Return the question for one *field* of a step, with an example of an answer.

    *facts* are what was said so far: ticks and what was sent already are shown.
    """
    given = facts or Facts()
    lines = [f"<b>{title(entry)} · {step}</b>", _question(entry, step, field, today, given)]
    match field:
        case "met":
            return [*lines, checklist(rules.conditions, given.met)]
        case "objects":
            names = _objects(entry, step, given.unit)
            return [*lines, checklist(names, given.objects)]
        case "evidence":
            return [*lines, received(given.evidence)]
    example = _example(step, field)
    return [*lines, f"<i>例如：{example}</i>"] if example else lines


def _question(entry: Entry, step: Step, field: str, today: date, facts: Facts) -> str:
    name, optional = field_name(step, field), "" if field in TABLE[step].needs else _OPTIONAL
    match field:
        case "met":
            return "具备了哪些销号条件？点按打勾，各项齐全再申请。"
        case "objects":
            return f"{name}有哪些？点按打勾{_ALL_OF_THEM.get(step, '')}。"
        case "evidence":
            must = step is Step.SUBMIT  # without them there is no sign-off
            return f"请发送照片或文件，可以一次多张，发完点“{FILES_DONE}”。{'' if must else _OPTIONAL}"
        case "until":
            return (
                f"请写{name}。{_present(entry, step, facts.unit, today)}{_may_skip(entry, step, facts.unit)}"
            )
        case "share":
            return f"大约完成了多少？{_OPTIONAL}"
        case "first":
            return "公示从哪一天开始？不写就从今天开始。"
        case "unit":
            return f"有多家责任单位，请选择是哪一家：{h('、'.join(entry.units))}"
    return f"请写明{name}。{optional}"


def _present(entry: Entry, step: Step, unit: str, today: date) -> str:
    track = entry.track(unit) or (entry.tracks[0] if len(entry.tracks) == 1 else None)
    due = track.term.current if track else None
    word = "原来" if step is Step.REOPEN else "现在"
    return f"{word}的期限是{near(due, today)}。" if due else ""


def _may_skip(entry: Entry, step: Step, unit: str) -> str:
    """Return when the day may be left out: it is the one that was asked for, or has not passed yet."""
    track = entry.track(unit) or (entry.tracks[0] if len(entry.tracks) == 1 else None)
    if step is Step.GRANT_EXTENSION and track and track.asked:
        return f"单位申请延到{duties.day(track.asked.until)}，照此批准可以点“跳过”。"
    return "期限没有过的可以点“跳过”。" if step is Step.RESUME else ""


def _example(step: Step, field: str) -> str:
    if field in ("text", "reason"):
        return _WORDS.get(step, "")
    return _PEOPLE.get(step, "") if field == "to" else _EXAMPLES.get(field, "")


def _objects(entry: Entry, step: Step, unit: str) -> tuple[str, ...]:
    """Return the children to choose from: those still open, or, of a relapse, those that are done."""
    if step in (Step.REOPEN, Step.REFUSE):
        return tuple(c.name for c in entry.order.children if c.unit in ("", unit))
    return entry.open_children(unit)


def checklist(names: Sequence[str], ticked: Collection[str]) -> str:
    """Return *names* on a line each, those *ticked* with a tick."""
    return "\n".join(f"{'☑' if name in ticked else '☐'} {h(name)}" for name in names) or "（没有）"


def received(evidence: tuple[Evidence, ...]) -> str:
    """Return how much was sent so far."""
    return f"已收到：{materials(evidence)}" if evidence else "还没有收到材料。"


def preview(entry: Entry, step: Step, facts: Facts) -> list[str]:
    """Return what will be recorded, to be confirmed before it is."""
    lines = [f"{name}：{value}" for name, value in said(step, facts, units=len(entry.units) > 1).items()]
    return [f"<b>{title(entry)} · {step}</b>：请核对", h(entry.order.matter), *lines]


def meant(entry: Entry, step: Step, words: str = "") -> list[str]:
    """Ask whether words that may mean a step mean it: 17号已完成 → 申请销号?"""
    echo = f"“{written(words, _ECHO)}”，" if words else ""
    return [
        f"<b>{title(entry)}</b> {h(entry.order.matter)}：现为“{entry.state}”",
        f"{echo}要{_verb(step)}吗？",
    ]


def _verb(step: Step) -> str:
    return {Step.REPORT: "记为进展", Step.ACCEPT: "通过验收", Step.REOPEN: "认定反弹"}.get(step, str(step))


# ---- what is wrong with an answer


def not_read(step: Step, field: str, text: str) -> list[str]:
    """Say that an answer was not understood, and how to write it."""
    echo = written(" ".join(text.split()), _ECHO)
    what = {"until": "日期", "first": "日期", "share": "完成比例", "to": "单位"}.get(
        field, field_name(step, field)
    )
    example = _example(step, field)
    return [f"没有看懂{what}“{echo}”。" + (f"请写成：{example}" if example else "请再写一次。")]


def past(day: date) -> list[str]:
    """Say that a day is over."""
    return [f"{duties.day(day)}已经过去，请另写一个日期。"]


def not_later(day: date, due: date) -> list[str]:
    """Say that an extension must end later than the deadline."""
    return [f"{duties.day(day)}不晚于现在的期限{duties.day(due)}，请写更晚的日期。"]


def unknown_unit(text: str, near_ones: Sequence[str] = ()) -> list[str]:
    """Say that the directory has no such unit, and which are near."""
    offered = f"是不是：{h('、'.join(near_ones))}？" if near_ones else "请写单位名录里的名称。"
    return [f"单位名录里没有“{h(text.strip()[:30])}”。{offered}"]


def still_missing(names: Sequence[str]) -> list[str]:
    """Name the conditions and materials that an application lacks."""
    return [f"还缺{len(names)}样，暂不能申请销号：", *(f"☐ {h(name)}" for name in names)]
