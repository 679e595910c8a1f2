"""What can be exported, in which forms: one table, and one function that makes the file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum

from bot.errors import Misuse
from bot.exports import accounts, lists
from bot.exports.tables import Extract, Table


class Kind(StrEnum):
    """What an office asks for; the value is its word."""

    LEDGER = "整改台账"
    BY_UNIT = "一部门一清单"
    BY_TOWN = "一镇街一清单"
    GAPS = "缺项清单"
    WEEK = "周调度表"
    NOTICE = "销号公示"
    HISTORY = "办理经过"
    DAYS = "到期日程"


class Form(StrEnum):
    """As what; the value is the ending of the file's name."""

    XLSX = "xlsx"
    CSV = "csv"
    ICS = "ics"


#: Kind → the tables it has.
TABLES: Mapping[Kind, Callable[[Extract], tuple[Table, ...]]] = {
    Kind.LEDGER: lists.ledger,
    Kind.BY_UNIT: lists.unit_lists,
    Kind.BY_TOWN: lists.town_lists,
    Kind.GAPS: lists.gaps,
    Kind.WEEK: lists.week,
    Kind.NOTICE: accounts.public_notice,
    Kind.HISTORY: accounts.histories,
    Kind.DAYS: accounts.days_ahead,
}


def forms(kind: Kind) -> tuple[Form, ...]:
    """Return the forms *kind* can be had in; only days make a calendar."""
    return tuple(Form) if kind is Kind.DAYS else (Form.XLSX, Form.CSV)


def exported(kind: Kind, form: Form, extract: Extract) -> bytes:
    """Return the file: *kind* of what is in *extract*, as *form*.

    The entries are taken as they come: that whoever gets the file may see them has been decided before.

    Raises:
        Misuse: *kind* cannot be had as *form*.
        ValueError: the history of an entry is asked for that was loaded without it.
    """
    if form not in forms(kind):
        raise Misuse(f"“{kind}”不能导出为 {form}，可以导出为 {'、'.join(forms(kind))}。")
    if form is Form.ICS:
        from bot.exports.ics import calendar  # noqa: PLC0415 - a tenth of a second that only a calendar needs

        return calendar(extract)
    tables = TABLES[kind](extract)
    if form is Form.CSV:
        from bot.exports.delimited import delimited  # noqa: PLC0415 - as above

        return delimited(tables)
    from bot.exports.sheets import workbook  # noqa: PLC0415 - as above

    return workbook(tables)


def file_name(kind: Kind, form: Form, extract: Extract) -> str:
    """Return the name an office would give the file: 整改台账-2026-06-29.xlsx."""
    number = f"-第{extract.entries[0].number}项" if kind is Kind.HISTORY and len(extract.entries) == 1 else ""
    return f"{kind}{number}-{extract.today.isoformat()}.{form}"
