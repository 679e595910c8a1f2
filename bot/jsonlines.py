"""The public machine interface: values as JSON Lines objects (UTF-8, one object a line)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bot.duty import Deadline, Duty
from bot.errors import Misuse, why


def duty_json(duty: Duty) -> dict[str, Any]:
    """Return *duty* as the object that ``duban extract`` and ``duban ask`` print."""
    return {
        "source": duty.source.file,
        "span": list(duty.source.span),
        "place": duty.source.place,
        "matter": duty.matter,
        "quote": duty.quote,
        "lead": duty.lead,
        "support": duty.support,
        "leaders": duty.leaders,
        "roles": [{"unit": p.unit, "role": p.role.value, "generic": p.generic} for p in duty.parts],
        "deadline": deadline_json(duty.deadline),
        "target": duty.target,
        "strength": duty.strength.value,
        "region": duty.region,
        "meeting_date": duty.document_date.isoformat() if duty.document_date else None,
        "damage": list(duty.source.damage),
    }


def deadline_json(deadline: Deadline | None) -> dict[str, Any] | None:
    """Return *deadline* as an object with ISO dates, or None where none is stated."""
    if deadline is None:
        return None
    return {
        "text": deadline.text,
        "due": deadline.due.isoformat() if deadline.due else None,
        "literal": deadline.literal.isoformat() if deadline.literal else None,
        "start": deadline.start.isoformat() if deadline.start else None,
        "recurring": deadline.recurring,
        "certain": deadline.certain,
        "note": deadline.note,
        "milestones": [{"text": m.text, "due": m.due.isoformat()} for m in deadline.milestones],
    }


def line(value: object) -> str:
    """Return *value* as one line of JSON, Chinese left readable."""
    return json.dumps(value, ensure_ascii=False)


def batch(path: Path, *needed: str) -> Iterator[dict[str, Any]]:
    """Yield the objects of a JSON Lines file.

    Raises:
        Misuse: the file cannot be read, or a line is not an object with the *needed* text keys.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise Misuse(f"无法读取 {path}：编码不是 UTF-8；请给出 UTF-8 编码的 JSON Lines 文件。") from error
    except OSError as error:
        raise Misuse(f"无法读取 {path}：{why(error)}；请给出 UTF-8 编码的 JSON Lines 文件。") from error
    for number, row in enumerate(text.split("\n"), 1):
        if not row.strip():
            continue
        try:
            value = json.loads(row)
        except (ValueError, RecursionError) as error:
            raise Misuse(f"{path}:{number}: 不是合法的 JSON，请改为每行一个对象。") from error
        for key in needed:
            if not isinstance(value, dict) or not isinstance(value.get(key), str):
                raise Misuse(f"{path}:{number}: 缺少文字键 “{key}”，请改为每行一个带该键的对象。")
        yield value
