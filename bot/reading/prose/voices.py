"""A document's lines → the voice of each: what kind of text it is, its sections, its speakers."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.reading.names import read_names
from bot.reading.outline import Line
from bot.reading.prose.heads import head_of
from bot.reading.prose.voice import Tone, Voice, office_in, time_of

_HEAD, _FOOT = 10, 5  # lines in which a document says what it is
#: A reporter's text: what it does not put into somebody's mouth, it tells.
_NEWS = re.compile(
    r"[本新]?[报网]讯|记者|通讯员|融媒|[日晚]报|新闻[网中]|(?:发布|资讯)\s*$|来源\s*[:：]|责任编辑|"
    r"编辑\s*[:：]|侧记|见闻|纪实"
)
#: What an office writes, even where a website shows it.
_OFFICIAL = re.compile(
    r"纪要|通知|通报$|[督交催]办|函$|讲话|意见$|批示|方案|责任书|简报|[总河湖林]长令|决定$|清单|台账|"
    r"任务|的通报|发言|承诺"
)
_REPLY = re.compile(r"答复|复函|回函|回复|整改(?:落实)?(?:情况)?报告")
_PLEDGE = re.compile(r"表态(?:发言|材料|讲话)?|检讨发言|承诺书?(?:$|汇编)|公开承诺")
#: Headings of sections that tell how things are.
_TELLS = re.compile(
    r".{0,6}(?:基本|总体|检查|督查|督察|工作|整改|落实|进展|完成|现场|核查|暗访|巡查|排查)(?:工作|进展|"
    r"开展|推进|落实|完成|整改)?情况$|"
    r".{0,4}(?:存在|发现|查出|暴露|主要|突出|反映|共性)的?(?:主要|突出|共性|具体|典型)?问题$|"
    r".{0,4}(?:主要|工作|经验|典型)做法|"
    r".{0,6}(?:成效|成绩|他山之石|亮点|要闻|预告|回顾|形势|动态|差距|典型案例|典型经验|经验交流|先说)"
)
_ASKS = re.compile(r"要求|措施|打算|意见|建议|任务|安排|下一?步|整改(?!情况)|交办|处理|怎么[办干改]|及")
_TITLE = 40  # characters of a heading
_BULLET = re.compile(r"^[\s◆●■★▲◎○☆◇□►※·•*#【（(〔]+|[】）)〕：:\s]+$")
_HEADED = re.compile(r"\s*【([^【】]{2,14})】")
_ADDRESSED = re.compile(r"\s*(?:承办|主办|责任|接收|主送|被督办|整改)单位\s*[:：]\s*([一-龥]{3,20})\s*$")
_SIGNED = re.compile(r"\s*(?:承诺|表态|发言)(?:单位|人)\s*[:：]\s*(\S{2,24})")


class Voices:
    """The voices of a document; ask for the one of a line."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._voices: dict[int, Voice] = {}
        titles = [line.text.strip() for line in lines[:4]]
        self._pledge = any(_PLEDGE.search(t) for t in titles if len(t) <= _TITLE and "。" not in t)
        tone = Tone.PLEDGES if self._pledge else _tone(lines)
        addressee = _addressee(lines)
        reply = any(_REPLY.search(t) for t in titles if len(t) <= _TITLE and "。" not in t)
        speaker = _signed(lines) if self._pledge else _issuer(lines) if reply else ""
        telling: int | None = None  # the depth of the heading whose section tells
        limit, limited = "", 0  # the time that a heading sets, and that heading's depth
        for line in lines:
            if title := _heading(line):
                depth = -1 if line.depth is None else line.depth
                if own := time_of(title):
                    limit, limited = own, depth
                elif depth <= limited:
                    limit = ""
                if telling is None or depth <= telling:
                    telling = depth if _TELLS.match(title) and not _ASKS.search(title) else None
                if self._pledge and (named := _speaker(title)):
                    speaker = named
            self._voices[line.start] = Voice(
                Tone.TELLS if telling is not None else tone, speaker, addressee, limit
            )

    def of(self, line: Line) -> Voice:
        return self._voices.get(line.start, Voice())


def _heading(line: Line) -> str:
    """Return the heading that *line* is or begins with; nothing where it is but a paragraph."""
    if headed := _HEADED.match(line.text):
        return headed[1]  # 【一线动态】某镇组织志愿者清理沟渠
    stop = line.words.find("。")
    if (line.depth is None and stop >= 0) or (stop if stop >= 0 else len(line.words)) > _TITLE:
        return ""
    return _BULLET.sub("", line.words[:stop] if stop >= 0 else line.words)


def _tone(lines: Sequence[Line]) -> Tone:
    head, foot = lines[:_HEAD], lines[-_FOOT:]
    titles = [line.text.strip() for line in head[:5]]
    if any(_OFFICIAL.search(title) for title in titles if len(title) <= _TITLE and "。" not in title):
        return Tone.ORDERS
    return Tone.NARRATES if any(_NEWS.search(line.text[:60]) for line in [*head, *foot]) else Tone.ORDERS


def _addressee(lines: Sequence[Line]) -> str:
    """Return to whom a letter is written that says 你局 or 贵局: 县水利局：."""
    if not any(re.search(r"[你贵][局镇乡办委院所站厂校单公街]|你们", line.text) for line in lines):
        return ""
    for line in lines[:14]:
        if found := _ADDRESSED.match(line.text):
            return found[1]
        words = line.text.strip()
        names = read_names(words[:-1]) if words[-1:] in ("：", ":") and len(words) <= _TITLE else None
        if names and len(names) == 1 and not names[0].generic:
            return names[0].text
    return ""


def _signed(lines: Sequence[Line]) -> str:
    """Return who makes the pledges, where the title or the signature says so."""
    for line in [*lines[:4], *lines[-4:]]:
        if found := _SIGNED.match(line.text):
            return found[1]
        head = head_of(line.text.strip()) if _PLEDGE.search(line.text) else None
        if (
            head
            and head.sure
            and len(head.names) == 1
            and len(head.names[0].text) < len(line.text.strip()) - 4
        ):
            return head.names[0].text
    return ""


def _issuer(lines: Sequence[Line]) -> str:
    """Return who signs: a line at the end that is a unit's name and nothing else."""
    for line in reversed(lines[-8:]):
        words = re.sub(r"[\d年月日\s\u3000]+$", "", line.text.strip())
        names = read_names(words) if 4 <= len(words) <= 24 else None
        if names and len(names) == 1 and not (names[0].post or names[0].person or names[0].generic):
            return names[0].text
    return ""


def _speaker(title: str) -> str:
    """Return the unit that speaks below *title*: ◆区水务局, 市城管局局长 孟祥云."""
    words = re.sub(r"(?:的)?(?:表态|检讨|交流)?发言$|[：:]$", "", title).strip()
    if not 2 <= len(words) <= 30:
        return ""
    if office := office_in(words):
        return office
    names = read_names(words)
    return names[0].text if names and len(names) == 1 and not names[0].generic and not names[0].post else ""
