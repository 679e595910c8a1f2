"""The whole state machine, one line a step: from which states, to which, by whom, saying what.

What is not here is refused. docs/ledger.md shows the same table, made by `make tables`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from bot.ledger.entry import State
from bot.ledger.event import Step
from bot.ledger.people import Capacity


class Reach(StrEnum):
    """Whose entries a capacity reaches with a step; the value is told in refusals."""

    OWN = "限本单位承办的"
    OTHER = "须非承办单位、非经办人"  # who did the work does not judge it: neither unit nor person
    ACCEPTING = "限文件指定的验收单位"
    WORDS = "须有权办原来那一步"  # whose words may be put right: see corrections
    ANY = ""


class Concerns(StrEnum):
    """What a step moves."""

    UNIT = "一家单位"
    ALL = "全部单位"  # all are that far, or nothing is waited for from them
    ENTRY = "本项"  # no state changes but that of a new entry


@dataclass(frozen=True, slots=True)
class Line:
    """One step. ``after`` None: the state stays. *needs*: what must be said, by the field of `Facts`."""

    before: tuple[State, ...]
    after: State | None
    who: Mapping[Capacity, Reach]
    needs: Mapping[str, str] = field(default_factory=dict)
    concerns: Concerns = Concerns.UNIT


_S = State
_UNIT = {Capacity.MEMBER: Reach.OWN}
_JUDGES = {Capacity.SUPERVISOR: Reach.OTHER, Capacity.LEADER: Reach.OTHER}
_ACCEPTS = {**_JUDGES, Capacity.MEMBER: Reach.ACCEPTING}
_UNBLOCKS = {**_UNIT, Capacity.SUPERVISOR: Reach.ANY, Capacity.LEADER: Reach.ANY}
_OFFICE = {Capacity.SUPERVISOR: Reach.ANY, Capacity.ADMINISTRATOR: Reach.ANY}
_AMENDS = {Capacity.SUPERVISOR: Reach.OTHER, Capacity.ADMINISTRATOR: Reach.ANY}
_WRITERS = dict.fromkeys(
    (Capacity.MEMBER, Capacity.SUPERVISOR, Capacity.LEADER, Capacity.ADMINISTRATOR), Reach.WORDS
)
_DOING = (_S.UNDER_WAY, _S.BLOCKED)
_NOT_STARTED = (_S.RETURNED, _S.ISSUED)
_HANDED_IN = (_S.SUBMITTED, _S.ACCEPTED, _S.ON_NOTICE)
_STARTED = tuple(state for state in State if state is not State.NEW)

TABLE: Mapping[Step, Line] = {
    Step.OPEN: Line((_S.NEW,), _S.ISSUED, _OFFICE, {"order": "整改事项"}, Concerns.ENTRY),
    Step.ACKNOWLEDGE: Line((_S.ISSUED,), _S.UNDER_WAY, _UNIT),
    Step.RETURN: Line((_S.ISSUED,), _S.RETURNED, _UNIT, {"reason": "退回的理由"}),
    Step.TRANSFER: Line((*_NOT_STARTED, *_DOING), _S.ISSUED, _JUDGES, {"to": "转给哪个单位"}),
    Step.REPORT: Line((*_DOING, _S.PARKED), None, _UNIT, {"text": "进展情况"}),
    Step.BLOCK: Line((_S.UNDER_WAY,), _S.BLOCKED, _UNIT, {"reason": "受阻的原因", "to": "需要由谁协调解决"}),
    Step.UNBLOCK: Line((_S.BLOCKED,), _S.UNDER_WAY, _UNBLOCKS, {"text": "怎样解决的"}),
    Step.ASK_EXTENSION: Line(_DOING, None, _UNIT, {"reason": "延期的理由", "until": "申请延到哪一天"}),
    Step.GRANT_EXTENSION: Line(_DOING, None, _JUDGES),
    Step.REFUSE_EXTENSION: Line(_DOING, None, _JUDGES, {"reason": "不批的理由"}),
    Step.SUBMIT: Line((_S.UNDER_WAY,), _S.SUBMITTED, _UNIT, {"text": "整改情况"}),
    Step.ACCEPT: Line((_S.SUBMITTED,), _S.ACCEPTED, _ACCEPTS),
    Step.REFUSE: Line(
        _HANDED_IN, _S.UNDER_WAY, _ACCEPTS, {"reason": "不予销号的理由", "until": "新的完成期限"}
    ),
    Step.PUBLISH: Line((_S.ACCEPTED,), _S.ON_NOTICE, _JUDGES, {}, Concerns.ALL),
    Step.SIGN_OFF: Line((_S.ON_NOTICE,), _S.SIGNED_OFF, _JUDGES, {}, Concerns.ALL),
    Step.PARK: Line(_DOING, _S.PARKED, _JUDGES, {"reason": "挂账的理由", "until": "挂到哪一天"}),
    Step.SUSPEND: Line(
        (*_NOT_STARTED, *_DOING, _S.PARKED, _S.SUBMITTED, _S.ACCEPTED),
        _S.SUSPENDED,
        _JUDGES,
        {"reason": "中止的理由"},
    ),
    Step.RESUME: Line((_S.PARKED, _S.SUSPENDED), _S.UNDER_WAY, _JUDGES),
    Step.CONFIRM: Line((_S.SIGNED_OFF,), None, _ACCEPTS, {"text": "回头看的情况"}, Concerns.ALL),
    Step.REOPEN: Line(
        (_S.SIGNED_OFF,), _S.UNDER_WAY, _ACCEPTS, {"reason": "反弹的情况", "until": "新的完成期限"}
    ),
    Step.CORRECT: Line(_STARTED, None, _WRITERS, {"corrects": "更正第几步、为什么"}, Concerns.ENTRY),
    Step.AMEND: Line(
        (*_NOT_STARTED, *_DOING, _S.PARKED, _S.SUBMITTED),
        None,
        _AMENDS,
        {"order": "变更后的事项", "reason": "变更的依据"},
        Concerns.ENTRY,
    ),
}

#: (state, step) → the state after it.
NEXT: Mapping[tuple[State, Step], State] = {
    (state, step): line.after or state for step, line in TABLE.items() for state in line.before
}

#: state → the steps that leave from it or may be taken in it.
FROM: Mapping[State, tuple[Step, ...]] = {
    state: tuple(step for step in TABLE if state in TABLE[step].before) for state in State
}

#: step → who may take it, and whose.
WHO: Mapping[Step, Mapping[Capacity, Reach]] = {step: line.who for step, line in TABLE.items()}

#: What is waited for in each state; whoever may take that step has to act next. 中止 waits for nothing.
AWAITED: Mapping[State, Step] = {
    State.NEW: Step.OPEN,
    State.RETURNED: Step.TRANSFER,
    State.ISSUED: Step.ACKNOWLEDGE,
    State.BLOCKED: Step.UNBLOCK,
    State.UNDER_WAY: Step.SUBMIT,
    State.PARKED: Step.RESUME,
    State.SUBMITTED: Step.ACCEPT,
    State.ACCEPTED: Step.PUBLISH,
    State.ON_NOTICE: Step.SIGN_OFF,
    State.SIGNED_OFF: Step.CONFIRM,
}


def who_may(step: Step, accepting: bool = True) -> str:
    """Return who may take *step*, in words: 督查、领导（须非承办单位、非经办人）、……

    *accepting* False leaves out the units named for acceptance, where the document names none.
    """
    by_reach: dict[Reach, list[str]] = {}
    for who, reach in WHO[step].items():
        if accepting or reach is not Reach.ACCEPTING:
            by_reach.setdefault(reach, []).append(who)
    return "、".join("、".join(who) + (f"（{reach}）" if reach else "") for reach, who in by_reach.items())
