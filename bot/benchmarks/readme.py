"""The parts of the READMEs that the program itself writes: tables of figures, and answers shown.

Each stands between two comments that no reader of the page sees::

    <!-- bench:cold -->    … <!-- /bench:cold -->          a table
    <!-- shown:ask 餐饮油烟谁负责 --> … <!-- /shown -->     a command and what it prints
"""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

from bot.benchmarks.figures import Result, machine, markdown
from bot.benchmarks.sample import ROOT
from bot.errors import Misuse

#: The pages, and whether they are in English.
PAGES = {"README.md": True, "README.zh-CN.md": False}

_SHOWN = re.compile(r"<!-- shown:([^\n]+?) -->\n(.*?)<!-- /shown -->", re.DOTALL)


def write(results: list[Result], root: Path = ROOT) -> list[str]:
    """Refresh both pages; returns the names of those that changed.

    A benchmark that was skipped, or for which something was not installed, leaves its table as it is.

    Raises:
        Misuse: a page is missing, or has no place for one of the results.
    """
    changed = []
    whole = [result for result in results if result.whole]
    for english in PAGES.values():
        for picture in (picture for result in whole for picture in result.pictures):
            (root / picture.path(english=english)).write_bytes(picture.draw(english))
    for name, english in PAGES.items():
        path = root / name
        if not path.is_file():
            raise Misuse(f"找不到 {path}；--write 只能在源码文件夹里使用。")
        old = path.read_text("utf-8")
        new = with_shown(with_tables(old, results, name, english=english))
        if new != old:
            path.write_text(new, "utf-8")
            changed.append(name)
    return changed


#: Measured on what readers do not have, so they could not reproduce it. (So is the comparison with peers; but
#: its figures mean something beside one another, and the READMEs say what they were measured on.)
UNWRITTEN = frozenset({"accuracy"})


def with_tables(page: str, results: list[Result], name: str, *, english: bool) -> str:
    """Return *page* with the tables of *results* in their places."""
    for result in results:
        if not result.whole or result.name in UNWRITTEN:
            continue
        page = _placed(page, f"bench:{result.name}", markdown(result, english=english), name)
    return _placed(page, "bench:machine", machine(), name)


def with_shown(page: str) -> str:
    """Return *page* with every shown command followed by what it prints now."""
    return _SHOWN.sub(lambda found: shown(found[1]), page)


def shown_commands(page: str) -> list[tuple[str, str]]:
    """Return each command shown on *page*, with all that stands between its marks."""
    return [(found[1], found[0]) for found in _SHOWN.finditer(page)]


def shown(command: str) -> str:
    """Run ``duban COMMAND`` in the checkout and return the passage that shows it."""
    done = subprocess.run(  # noqa: S603 - this program's own command
        [sys.executable, "-m", "bot", *shlex.split(command)],
        capture_output=True,
        encoding="utf-8",
        check=False,
        cwd=ROOT,
    )
    printed = (done.stdout + done.stderr).strip()
    return f"<!-- shown:{command} -->\n```console\n$ duban {command}\n{printed}\n```\n<!-- /shown -->"


def _placed(page: str, mark: str, words: str, name: str) -> str:
    begin, end = f"<!-- {mark} -->", f"<!-- /{mark} -->"
    if page.count(begin) != 1 or page.count(end) != 1:
        raise Misuse(f"{name} 里应有且只有一处 {begin} … {end}；请补上后再运行。")
    head, rest = page.split(begin)
    _, tail = rest.split(end)
    return f"{head}{begin}\n{words}\n{end}{tail}"
