"""``duban export``: the whole ledger as a file, beside the running bot."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TypeVar

from bot import config
from bot.clock import Clock
from bot.commands.verify import add_places, data_folder
from bot.errors import Misuse, NotFound, StoreError, why
from bot.exports.kinds import Form, Kind, exported, file_name
from bot.exports.tables import Extract
from bot.ledger.entry import Entry
from bot.ledger.folding import fold
from bot.ledger.rules import Rules, configured
from bot.ledger.sight import Sight
from bot.reading.folder import read_rules
from bot.store import entries, lists, records, soundness
from bot.store.folder import DATABASE
from bot.toml import TomlFault

K = TypeVar("K", Kind, Form)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what ``duban export`` takes."""
    kinds = f"{'、'.join(Kind)}；默认{Kind.LEDGER}"
    parser.add_argument("kind", nargs="?", default=str(Kind.LEDGER), metavar="种类", help=kinds)
    parser.add_argument("--form", default=str(Form.XLSX), metavar="格式", help="xlsx、csv；到期日程另有 ics")
    parser.add_argument("--entry", type=int, metavar="编号", help="只导出这一项的办理经过")
    parser.add_argument("--out", type=Path, default=Path(), metavar="文件夹", help="放到哪个文件夹，默认当前")
    add_places(parser)


def run(args: argparse.Namespace) -> int:
    """Write the file and say where it is.

    Raises:
        Misuse: there is no such kind or form.
        NotFound: there is no database, or no such entry.
        StoreError: it cannot be read, or the file cannot be written.
    """
    kind = Kind.HISTORY if args.entry is not None else _one_of(Kind, args.kind, "种类")
    form = _one_of(Form, args.form.lower(), "格式")
    settings = config.chosen(args.config)
    today = Clock(settings.time.zone)().date()
    data = data_folder(args)
    with soundness.opened(data / DATABASE) as db:
        if args.entry is not None:
            found: list[Entry] = [one] if (one := entries.load(db, args.entry)) else []
            if not found:
                raise NotFound(f"台账里没有第 {args.entry} 项。")
        elif kind in (Kind.HISTORY, Kind.LEDGER):
            found = [fold(events) for events in records.histories(db)]
        else:
            found = list(lists.every(db, Sight(None)))
    extract = Extract(found, today, _rules(settings), "")
    path = args.out / file_name(kind, form, extract)
    content = exported(kind, form, extract)
    try:
        path.write_bytes(content)
    except OSError as error:
        raise StoreError(f"写不成 {path}（{why(error)}），请用 --out 另指文件夹。") from None
    print(f"已导出 {len(found)} 项：{path}")
    return 0


def _one_of(kinds: type[K], said: str, what: str) -> K:
    for one in kinds:
        if one == said:
            return one
    raise Misuse(f"没有“{said}”这种{what}，可以写：{'、'.join(kinds)}。")


def _rules(settings: config.Settings) -> Rules:
    path = settings.paths.knowledge / "calendar.toml"
    try:
        rules, _ = read_rules(None, path.read_text("utf-8") if path.is_file() else None)
    except (OSError, UnicodeDecodeError, TomlFault):
        rules, _ = read_rules()
    return configured(settings.ledger, rules.calendar)
