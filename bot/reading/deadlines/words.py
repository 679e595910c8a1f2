"""Words that set a limit without a date: 立行立改, 长期坚持, 尽快."""

from __future__ import annotations

from bot.pattern import Pattern
from bot.reading.deadlines.mention import NO_REFERENCE, Mention, Setting, full

_NOW = Pattern(
    r"立行立改|即知即改|即查即改|立查立改|立说立行|立整立改|立改立行|立接立改|即交即办|即接即办"
    r"|边查边改|边督边改|边学边改|边整边改|随交随办|随查随改|即行即改|马上就?[改办]"
    r"|立即(?:整改|停止|停产|拆除|清理|关停|开展|启动|组织|完成|上报|报告|落实|执行|办理|纠正|改正|清运"
    r"|封堵|处置|处理|到位)|即刻|马上整改|即时(?:整改|完成|办结)|立即$"
)
_CONDITION = Pattern(r"发现|一旦|如有|如遇|若|凡|遇到?|出现|对.{0,12}的,?$|要求|责令其")
_STANDING = Pattern(
    r"长期(?:坚持|推进|抓好|抓|实施|巩固|保持|开展|整改|任务|$)|长抓不懈|常抓不懈|常态化(?:长效)?"
    r"|纳入常态|动态清零|动态更新|经常性"
    r"|持续(?:推进|巩固|开展|加强|做好|深化|抓好|强化|整改|加大|整治|保持|实施|落实|进行|跟踪|监管|$)"
)
_STANDING_CELL = Pattern(r"长期|持续|常年|日常|永久|全程|动态|长效|常态|贯穿全年|始终")
_VAGUE = Pattern(
    r"尽快|尽早|近期内?|近日|适时|择机|短期内?(?![^,。;]{0,2}(?:目标|任务))"
    r"|限期(?!内?[0-9一二三四五六七八九十])|限时|规定(?:的)?(?:时限|时间|期限)内?|规定时间节点"
    r"|按(?:照)?(?:序时)?(?:时间)?进度(?:要求)?|按(?:时间)?节点|按[期时](?!段)|如期|待定|另行(?:通知"
    r"|确定|部署|明确)|年前|节前|条件成熟(?:时|后)|任期内|届内|合同期内"
)
_VAGUE_CELL = Pattern(
    r"抓紧|逐步|及时|不定期|视情|根据|按照|分步|分期|分阶段|同步|结合|待|未定|参照|另定|以.{1,12}为准"
)
_DONE_CELL = Pattern(r"(?:已|均已|全部)(?:经)?(?:完成|整改|办结|销号|落实|到位)|完成$|整改到位")


def word_at(text: str, at: int, setting: Setting) -> Mention | None:
    """Read a word that stands for a time limit at *at*: immediate, standing or vague."""
    if m := _NOW.match(text, at):
        if m[0].startswith("立即") and not setting.cell and _CONDITION.search(text, max(0, at - 24), at):
            return None
        reference = setting.reference
        note = f"“{m[0]}”没有写日期，按{full(reference)}起立即办理计" if reference else NO_REFERENCE
        return Mention(at, m.end(), "now", reference, certain=False, bound=True, note=note)
    if text[at - 1 : at] == "为" and not setting.cell:
        return None  # 为持续推进…, a purpose
    if m := _STANDING.match(text, at) or (_STANDING_CELL.match(text, at) if setting.cell else None):
        return Mention(at, m.end(), "standing", recurring="long-term", note="长期任务，没有完成日期")
    if m := _VAGUE.match(text, at) or (_VAGUE_CELL.match(text, at) if setting.cell else None):
        if m[0] in ("年前", "节前") and text[at - 1 : at] not in ("", ",", "于", "在", "。", "(", ":"):
            return None
        return Mention(at, m.end(), "vague", certain=False, note=f"“{m[0]}”没有确定的日期")
    if setting.cell and (m := _DONE_CELL.match(text, at)):
        return Mention(at, m.end(), "vague", certain=False, note="写的是完成情况，没有写时限")
    return None
