"""A step that needs words: what is missing is asked for, one thing at a time, and can be called off."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from bot.chat.desk import Context
from bot.chat.ledger import draft as drafts
from bot.chat.ledger import keys, taking
from bot.chat.ledger.caller import Caller, entry_of
from bot.chat.ledger.draft import GRAVE, LONGEST, Draft, questions
from bot.chat.render import Message, plain
from bot.chat.wording import dialogues
from bot.chat.wording import presses as wording
from bot.chat.wording import steps as told
from bot.errors import BotError, Incomplete, Misuse, NotFound, Refusal
from bot.ledger.entry import Entry
from bot.ledger.event import Correction, Facts, Kind, Step
from bot.ledger.folding import effective
from bot.ledger.said.values import read_day, read_objects, read_share, read_unit
from bot.ledger.table import TABLE
from bot.store.evidence import Piece

#: Pieces of evidence that come with one step.
MOST_PIECES = 20

#: “第3步，完成比例录错”: which step, and why.
_STEP = re.compile(r"第?\s*(\d{1,4})\s*步?[，,：:\s]*(.*)", re.DOTALL)
#: A longer answer than this also gives the words anew.
_ONLY_A_SHARE = 12

#: What is asked for again where the whole was refused.
_AGAIN = ("until", "to", "objects", "met", "evidence")


async def begin(
    context: Context,
    caller: Caller,
    entry: Entry,
    step: Step,
    facts: Facts,
    *,
    sure: bool = True,
    whole: bool = True,
) -> Message:
    """Begin a step: take it, where nothing is missing; else ask for what is, or for a yes.

    Args:
        context: of the update.
        caller: who begins it.
        entry: with its history.
        step: what is to be done.
        facts: what is said already.
        sure: False, where it was only understood from plain words, and is asked for once more.
        whole: ask for what makes the step whole too (pictures of a report), not only for what it needs.

    Raises:
        Refusal: it cannot be taken now, whatever is said.
    """
    if (done := await taking.already(context, caller, entry, step)) is not None:
        return done
    if max(map(len, (facts.text, facts.reason, facts.to))) > LONGEST:
        raise Misuse(wording.TOO_LONG.format(most=LONGEST))
    unit, needed = await taking.begin(context, caller, entry, step, facts)
    facts = replace(facts, unit=unit)
    needed = _date_too(caller, entry, step, facts, needed)
    left = questions(entry, step, unit, facts, needed) if whole else needed
    begun = Draft(entry.number, entry.seq, step, unit, facts, left, heard=caller.heard)
    if not left and sure and step not in GRAVE:
        return await _finished(context, caller, begun, entry)
    if left and not caller.private:
        return Message((wording.in_private(entry, step, context.bot.username),))
    before = await drafts.find(context, caller)
    if before and before.entry != begun.entry and before.pieces:
        raise Misuse(wording.FIRST_THIS.format(number=before.entry, step=before.step))
    await drafts.put(context, caller, begun)
    return asked(begun, entry, caller)


def _date_too(
    caller: Caller, entry: Entry, step: Step, facts: Facts, needed: tuple[str, ...]
) -> tuple[str, ...]:
    """Ask for a day too, where work is taken up again after its day has passed."""
    track = entry.track(facts.unit)
    due = track.term.current if track else None
    if step is Step.RESUME and due is not None and due < caller.today and facts.until is None:
        return (*needed, "until")
    return needed


def asked(begun: Draft, entry: Entry, caller: Caller) -> Message:
    """Return the question for what is missing next, or the one whether all is right."""
    if begun.asking:
        blocks = dialogues.ask(entry, begun.step, begun.asking, caller.today, caller.rules, begun.facts)
    else:
        foreseen = taking.foreseen(caller, entry, begun.step, begun.facts)
        blocks = dialogues.preview(entry, begun.step, foreseen)
    return Message(tuple(blocks), keys.of_draft(begun, entry, caller.rules))


async def current(context: Context, caller: Caller) -> tuple[Draft, Entry] | None:
    """Return what the caller has begun in this chat, with its entry as it is now.

    Raises:
        Conflict: somebody else changed the entry meanwhile; the draft is dropped.
    """
    begun = await drafts.find(context, caller)
    if begun is None:
        return None
    try:
        entry = await entry_of(context, caller, begun.entry)
        taking.unchanged(entry, begun.seq, caller, begun.step)
    except BotError:
        await drafts.drop(context, caller)
        raise
    return begun, entry


async def heard(context: Context, caller: Caller, begun: Draft, entry: Entry, text: str) -> Message:
    """Take *text* as the answer to what was asked.

    Raises:
        Misuse: it is none; the sentence says what one looks like.
    """
    if begun.last == caller.heard:  # taken already, before the program was stopped
        return asked(begun, entry, caller)
    if text.strip() in wording.CANCELS:
        return await called_off(context, caller)
    if len(text) > LONGEST:
        raise Misuse(wording.TOO_LONG.format(most=LONGEST))
    return await _on(context, caller, _answered(context, caller, begun, entry, text.strip()), entry)


def _answered(context: Context, caller: Caller, begun: Draft, entry: Entry, text: str) -> Draft:
    match begun.asking:
        case "until":
            return begun.said(until=_day(caller, begun, entry, text))
        case "to" if begun.step is Step.TRANSFER:
            return begun.said(to=_unit(context, text))
        case "text" if begun.step is Step.REPORT:
            return begun.said(text=text, share=read_share(text))
        case "corrects":
            return begun.said(corrects=_correction(entry, text))
        case drafts.RIGHT:
            return replace(begun, facts=_right(caller, begun, entry, text), left=begun.left[1:])
        case "met" if text in wording.ALL:
            return begun.said(met=caller.rules.conditions)
        case "objects":
            return begun.said(objects=_objects(begun, entry, text))
        case "evidence" if text in wording.DONE:
            return begun.passed()
        case "" if text in wording.YES:
            return begun
        case "" | "met" | "evidence" as field:
            raise Misuse({"": wording.YES_OR_NO, "met": wording.BY_BUTTONS}.get(field, wording.SEND_FILES))
        case field:
            return begun.said(**{field: text})


def _day(caller: Caller, begun: Draft, entry: Entry, text: str) -> date:
    """Return the day that *text* names; one that cannot be is refused before more is asked."""
    day = read_day(text, caller.today, caller.rules.calendar)
    if day is None:
        raise Misuse(plain(dialogues.not_read(begun.step, "until", text)[0]))
    if day < caller.today:
        raise Misuse(plain(dialogues.past(day)[0]))
    track = entry.track(begun.unit)
    due = track.term.current if track else None
    if begun.step is Step.ASK_EXTENSION and due is not None and day <= due:
        raise Misuse(plain(dialogues.not_later(day, due)[0]))
    return day


def _unit(context: Context, text: str) -> str:
    served = context.desk.served
    unit = read_unit(text, served.rules.directory) if served else None
    if unit is None:
        raise Misuse(wording.NO_UNIT.format(text=text[:20]))
    return unit


def _correction(entry: Entry, text: str) -> Correction:
    found = _STEP.match(text)
    if found is None or not 1 <= int(found[1]) <= entry.seq or len(found[2]) < 2:
        raise Misuse(wording.CORRECT_HOW.format(last=entry.seq))
    return Correction(int(found[1]), found[2])


def _right(caller: Caller, begun: Draft, entry: Entry, text: str) -> Facts:
    """Return what the corrected step should have said: the day, the share or the words put right."""
    corrects = begun.facts.corrects
    if corrects is None or not 1 <= corrects.seq <= entry.seq:
        raise NotFound(wording.BUTTON_GONE)
    was = effective(entry.history)[corrects.seq - 1].facts
    right = replace(was, corrects=corrects)
    day, share = read_day(text, caller.today, caller.rules.calendar), read_share(text)
    if was.until is not None and day is not None:
        return replace(right, until=day)
    if was.share is not None and share is not None:
        return replace(right, share=share, text=text if len(text) > _ONLY_A_SHARE else was.text)
    return replace(right, reason=text) if was.reason else replace(right, text=text)


def _objects(begun: Draft, entry: Entry, text: str) -> tuple[str, ...]:
    done = read_objects(text, [child.name for child in entry.order.children])
    if text in wording.ALL:
        done = entry.open_children(begun.unit)
    if not done:
        raise Misuse(wording.BY_BUTTONS)
    return done


async def sent(
    context: Context, caller: Caller, begun: Draft, file: Piece, kind: Kind, name: str, album: str
) -> Message | None:
    """Add a file to what was begun; None, where it is one more of an album that was answered already."""
    more = begun.with_piece(file, kind, name, album)
    await drafts.put(context, caller, more)
    if album and album == begun.album:
        return None
    entry, count = await entry_of(context, caller, begun.entry), len(more.facts.evidence)
    question = asked(more, entry, caller)
    if more.asking != "evidence":  # it came before its turn
        return replace(question, blocks=(wording.FILE_EARLY.format(count=count), *question.blocks))
    kept = wording.FILE_KEPT.format(title=told.title(entry), step=more.step, count=count)
    return replace(question, blocks=(kept,))


def room_for_more(begun: Draft) -> None:
    """Refuse a file beyond what may come with one step, before it is fetched.

    Raises:
        Misuse: there are enough.
    """
    if len(begun.facts.evidence) >= MOST_PIECES:
        raise Misuse(wording.ENOUGH_FILES.format(most=MOST_PIECES))


async def ticked(context: Context, caller: Caller, begun: Draft, entry: Entry, number: int) -> Draft:
    """Turn a condition or a point over: met or not, done or not."""
    field = begun.asking
    names = caller.rules.conditions if field == "met" else keys.objects_of(begun, entry)
    if field not in ("met", "objects") or number >= len(names):
        raise NotFound(wording.BUTTON_GONE)
    name, held = names[number], getattr(begun.facts, field)
    now = tuple(one for one in names if (one in held) != (one == name))
    facts = replace(begun.facts, met=now) if field == "met" else replace(begun.facts, objects=now)
    begun = replace(begun, facts=facts)
    await drafts.put(context, caller, begun)
    return begun


async def ticked_all(context: Context, caller: Caller, begun: Draft, entry: Entry) -> Message:
    """Take all conditions as met, or all points as done, and go on."""
    if begun.asking == "met":
        return await _on(context, caller, begun.said(met=caller.rules.conditions), entry)
    if begun.asking == "objects":
        return await _on(context, caller, begun.said(objects=keys.objects_of(begun, entry)), entry)
    raise NotFound(wording.BUTTON_GONE)


async def passed(context: Context, caller: Caller, begun: Draft, entry: Entry) -> Message:
    """Go on to what is asked for next: the ticks are set, the files sent, or it is passed over."""
    return await _on(context, caller, begun.passed() if begun.asking else begun, entry)


async def called_off(context: Context, caller: Caller) -> Message:
    """Forget what was begun."""
    await drafts.drop(context, caller)
    return Message((told.CANCELLED,))


async def _on(context: Context, caller: Caller, begun: Draft, entry: Entry) -> Message:
    if begun.left:
        await drafts.put(context, caller, begun)
        return asked(begun, entry, caller)
    return await _finished(context, caller, begun, entry)


async def _finished(context: Context, caller: Caller, begun: Draft, entry: Entry) -> Message:
    try:
        after, event = await taking.took(context, caller, entry, begun.facts, begun.step, begun.pieces)
    except Incomplete as refusal:
        every = questions(entry, begun.step, begun.unit, Facts(), tuple(TABLE[begun.step].needs))
        again = tuple(field for field in _AGAIN if field in every)
        if not again or not caller.private:
            raise
        again_asked = replace(begun, left=again)
        await drafts.put(context, caller, again_asked)
        message = asked(again_asked, entry, caller)
        return replace(message, blocks=(wording.refused(refusal), *message.blocks))
    except Refusal:  # somebody was faster, or it is no longer theirs: there is nothing left to say
        await drafts.drop(context, caller)
        raise
    await drafts.drop(context, caller)
    blocks = told.taken(after, event, caller.today, caller.rules)
    return Message(tuple(blocks), keys.after(after))
