"""A message within a conversation: several questions at once, and what leans on the answer before it.

那配合单位呢, 什么时候, 原文 ask for more of the duty just told; 那渣土呢, 青溪区呢 and 不是油烟，是扬尘 ask
the same again about something else. What can be understood by itself is no such thing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from bot.asking import phrases
from bot.asking.answers import Answer, Outcome
from bot.asking.kinds import Kind
from bot.asking.question import Question, fold
from bot.duty import Role
from bot.pattern import Pattern

#: So many questions of one message are answered.
MOST_QUESTIONS = 5
#: What is longer is understood by itself.
_SHORT = 24

#: Ends a question; a comma does where a question stands on either side of it.
_ENDS = Pattern(r"[?？!！;；\n]+")
_COMMA = Pattern(r"[,，、]")
_ASKS = (phrases.WHO, phrases.WHEN, phrases.DUE, phrases.DUTIES)

_LEAD = Pattern(r"^(?:那么|那|然后|另外|还有|再问一?下?|请问|顺便问一?下?)[,\s]*(?=.)")
_TAIL = Pattern(r"的?[\s?!,.。~…]*(?:呢|吗|啊|呀|吧|嘛)?[\s?!,.。~…]*$")
_LEANS = Pattern(r"^(?:那么?|然后|另外|还有)|呢[\s?!,.。~…]*$")
_ORIGINAL = Pattern(
    r"(?:我?想?要?看看?|发|给我|有没有|查)?(?:一下|下)?(?:它的|这个的|这条的)?"
    r"(?:文件)?(?:原文|原话|出处|依据|来源|前后文|上下文|哪份文件|哪个文件|哪里写的|哪写的|文件里怎么写的)"
    r"(?:是什么|怎么说的?|怎么写的?|在哪里?|发一下|看看|给我)?(?:说的|写的)?"
)
_MORE = Pattern(
    r"(?:还有|其他|其它|其余|更多|下一页|继续|后面)(?:的)?(?:哪些|什么|别的|其他的?|更多)?(?:事项|事|结果)?"
)
#: Says of a matter only that it is to be done: 什么时候完成.
_GENERAL = Pattern(
    r"最[急早近先]|[修建改装拆清种搬关验整治](?:好|完|成|掉|走|上|通)|完成|办结|整改|到位|办完|做完|弄完|办好|落实|[办做弄搞要前底]|\s"
)
#: Asks for the part of towns and streets: 那乡镇呢.
_LOCAL = Pattern(r"各?(?:乡镇|镇街|镇乡|镇村|街道|属地|镇里|村里)(?:负责)?(?:什么|啥|做什么|干什么)?")
_IN_A_ROLE = Pattern(r"验收|监督|督查|督办|包保|包片|包线|包抓|配合|协助|协办|领导|组织")
_CORRECTED = Pattern(
    r"^(?:不对|不是|错了|搞错了|弄错了|说错了|打错了)[,\s]*(?:[^,]{1,12}?[,\s]+)?(?:我)?(?:问|说|查|要问|想问)?(?:的)?(?:应该)?是(.+)$"
    r"|^我?(?:问|说|查|要问|想问|是问|是说)(?:的)?(?:应该)?是(.+)$|^(?:应该是|是问|是说|改成|换成)(.+)$"
)

#: How a question of each kind is asked about another matter.
_WORDED = {
    Role.SUPPORTING: "谁配合",
    Role.LEADER: "哪位领导包保",
    Role.TERRITORY: "属地是谁",
    Role.SUPERVISES: "谁监督",
    Role.ACCEPTS: "谁验收",
}


class Sight(Enum):
    """Something of the answer before that is to be shown."""

    ORIGINAL = "original"
    MORE = "more"


@dataclass(frozen=True, slots=True)
class Aspect:
    """Another side of the duty just told: when, or who in some role (None: who answers for it)."""

    kind: Kind
    role: Role | None = None


@dataclass(frozen=True, slots=True)
class Anew:
    """The question that is meant, in words that can be understood by themselves."""

    text: str


Turn = Sight | Aspect | Anew


def parted(text: str) -> list[str]:
    """Return the questions of one message, at most ``MOST_QUESTIONS``; one that asks nothing is not parted.

    >>> parted("餐饮油烟谁负责？渣土呢？")
    ['餐饮油烟谁负责', '渣土呢']
    >>> parted("河边有垃圾！谁去清？")
    ['河边有垃圾！谁去清？']
    """
    found: list[str] = []
    for piece in (part for sentence in _ENDS.split(text) for part in _at_commas(sentence)):
        if not piece.strip() or phrases.TALK.fullmatch(fold(piece)):
            continue
        if found and not _is_question(found[-1]):
            found[-1] = f"{found[-1]}，{piece.strip()}"  # what it is about; what is asked follows
        else:
            found.append(piece.strip())
    if len(found) > 1 and not (_is_question(found[-1]) or _LEANS.search(found[-1])):
        found[-2:] = [f"{found[-2]}，{found[-1]}"]
    return found[:MOST_QUESTIONS] if len(found) > 1 else [text]


def _at_commas(sentence: str) -> list[str]:
    """Part a sentence at the commas that have a whole question on either side."""
    found: list[str] = []
    for piece in _COMMA.split(sentence):
        if found and not (_is_question(found[-1]) and _is_question(piece) and _has_a_matter(piece)):
            found[-1] += f"，{piece}"
        else:
            found.append(piece)
    return found


def _is_question(text: str) -> bool:
    return any(form.search(fold(text)) for form in _ASKS)


def _has_a_matter(piece: str) -> bool:
    """Tell whether a question says what it is about, so that it stands by itself."""
    left = fold(piece)
    for form in (phrases.WHEN, phrases.WHO_OFF, phrases.DUTIES, _GENERAL, phrases.MARKS):
        left = form.sub("", left)
    return len(left) > 1


def turn(text: str, before: Answer, read: Callable[[str], Question]) -> Turn | None:
    """Return what *text* means after an answer; None where it is to be understood by itself.

    Args:
        text: as typed.
        before: the answer that was given last.
        read: reads a question.
    """
    plain = fold(text)
    if len(plain) > _SHORT:
        return None
    said = _TAIL.sub("", plain)
    bare = _LEAD.sub("", said)
    if before.hits and (_ORIGINAL.fullmatch(bare) or _MORE.fullmatch(said)):
        return Sight.ORIGINAL if _ORIGINAL.fullmatch(bare) else Sight.MORE
    was = read(before.question)
    if corrected := _CORRECTED.match(said):
        return Anew(_about(next(filter(None, corrected.groups())), was, before))
    asked = read(bare)
    topic = _IN_A_ROLE.sub("", asked.topic) if asked.role else asked.topic
    if _LOCAL.fullmatch(bare) or not (_GENERAL.sub("", topic) or asked.units or asked.place or asked.foreign):
        return _aspect(asked, bare, before, was)
    return _instead(bare, asked, before, was) if _LEANS.search(plain) else None


def _aspect(asked: Question, bare: str, before: Answer, was: Question) -> Turn | None:
    """Return which side of the duty is asked for; of a list, what of it is due."""
    if asked.kind is Kind.DUE:
        whose = [*(unit.name for unit in was.units), *([was.place.name] if was.place else [])]
        return Anew(f"{''.join(whose)}{bare}") if whose else None
    if before.kind not in (Kind.WHO, Kind.WHEN):
        return None
    role = Role.TERRITORY if _LOCAL.fullmatch(bare) else asked.role
    if not (asked.kind is Kind.WHEN or role or phrases.WHO.search(bare)):
        return None
    if before.outcome is Outcome.NOT_FOUND:  # which matter is meant is as open as before
        return (
            Anew(f"{was.place.name if was.place else ''}{was.topic}{_ending(asked)}") if was.topic else None
        )
    return Aspect(Kind.WHEN) if asked.kind is Kind.WHEN else Aspect(Kind.WHO, role)


def _instead(bare: str, asked: Question, before: Answer, was: Question) -> Turn | None:
    """Return the question before, asked about another place, unit or matter."""
    if _is_question(bare):
        return None
    if asked.place and not asked.pieces and not asked.units:
        if was.units and before.kind is Kind.UNIT:
            return Anew(f"{asked.place.name}{was.units[0].name}负责什么")
        return Anew(f"{asked.place.name}{_matter(was, before)}{_ending(was)}")
    if asked.units and not asked.pieces:
        return Anew(f"{bare}负责什么" if before.kind is Kind.UNIT else f"{bare}{_matter(was, before)}")
    return Anew(_about(bare, was, before)) if before.kind in (Kind.WHO, Kind.WHEN) else None


def _about(matter: str, was: Question, before: Answer) -> str:
    """Return the question *was*, about *matter* instead; what asks for itself stays as it is."""
    if _is_question(matter) or before.kind not in (Kind.WHO, Kind.WHEN):
        return matter
    place = was.place.name if was.place and was.place.name not in matter else ""
    return f"{place}{matter}{_ending(was)}"


def _matter(was: Question, before: Answer) -> str:
    """Return what was asked about; typed in letters, it is called as the documents do."""
    typed = all(piece.chars for piece in was.pieces)
    return was.topic if typed or not before.hits else before.hits[0].duty.matter


def _ending(was: Question) -> str:
    """Return the words in which the same is asked."""
    if was.kind is Kind.WHEN:
        return "什么时候完成"
    return _WORDED.get(was.role, "谁负责") if was.role else "谁负责"
