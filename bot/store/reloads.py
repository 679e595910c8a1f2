"""The log of reloads: who, when, and what came of it. Nothing in it is ever changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from sqlite_utils import Database

from bot.codec import from_json, stamp, to_json


class Outcome(Enum):
    """What came of a reload; the store keeps the name, the value is what an official reads."""

    PUBLISHED = "已生效"
    UNCHANGED = "无变化"
    FAILED = "未生效，仍用原有内容"


@dataclass(frozen=True, slots=True)
class Reload:
    at: datetime
    outcome: Outcome
    person: int | None = None  # Telegram's id; None: at start or from the terminal
    generation: int | None = None  # the one that serves since
    documents: int = 0
    duties: int = 0
    new: int = 0
    changed: int = 0
    gone: int = 0
    problems: int = 0
    note: str = ""


def record(db: Database, reload: Reload) -> None:
    db.table("reload_log").insert({**to_json(reload), "at": stamp(reload.at)})


def latest(db: Database, count: int) -> list[Reload]:
    """Return the last *count* reloads, the newest first."""
    rows = list(db.query("SELECT * FROM reload_log ORDER BY id DESC LIMIT ?", [count]))
    return [from_json(Reload, {name: row[name] for name in row if name != "id"}) for row in rows]
