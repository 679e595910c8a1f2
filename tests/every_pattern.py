"""Search hostile text with every regular expression of bot.reading, bot.asking and bot.ledger (rule R45).

Run by test_floors.py in a process of its own, which the kernel stops after LIMIT seconds of work:
a pattern that backtracks without end holds the interpreter, so no timer inside it could stop it.
Prints one line of JSON before each pattern and one after it.

Patterns are collected in two ways: all that are made while every module is imported, the sample
knowledge is read and questions are asked; and all that stand as plain texts in the source.
"""

from __future__ import annotations

import ast
import importlib
import json
import re
import resource
import sys
import time
from datetime import date
from pathlib import Path
from typing import Any

from bot.pattern import Pattern

ROOT = Path(__file__).parents[1]
PARTS = ("reading", "asking", "ledger")
LIMIT = 30
SIZE = 50_000  # bytes, as in rule R45
TEXTS = ("责任、", "年月日前", "由、牵头")
FUNCTIONS = ("search", "match", "fullmatch", "sub", "subn", "split", "findall", "finditer", "compile")
QUESTIONS = (
    "餐饮油烟谁负责",
    "城管局负责什么",
    "本月到期的有哪些",
    "canyin youyan shei fuze",
    "砚湖镇有哪些事",
    "",
)

sources = sorted(path for part in PARTS for path in (ROOT / "bot" / part).rglob("*.py"))
ours = frozenset(sources)
#: (pattern, flags) → where it was first seen.
found: dict[tuple[str, int], str] = {}


def record() -> None:
    """From now on note each pattern that these packages hand to ``re``, and where."""
    for name in FUNCTIONS:
        setattr(re, name, recording(getattr(re, name)))
    made = Pattern.__init__

    def noted(self: Pattern, source: str, flags: int = 0) -> None:
        at = sys._getframe(1)
        name = Path(at.f_code.co_filename).relative_to(ROOT)
        found.setdefault((source, int(flags)), f"{name}:{at.f_lineno}")
        made(self, source, flags)

    Pattern.__init__ = noted  # type: ignore[method-assign]


def recording(function: Any) -> Any:
    def noted(pattern: Any, *args: Any, **kwargs: Any) -> Any:
        caller = sys._getframe(1)
        at = Path(caller.f_code.co_filename)
        if at in ours and isinstance(pattern, str):
            flags = kwargs.get("flags", args[0] if args and function.__name__ == "compile" else 0)
            found.setdefault((pattern, int(flags)), f"{at.relative_to(ROOT)}:{caller.f_lineno}")
        return function(pattern, *args, **kwargs)

    noted.__name__ = function.__name__
    return noted


def run_everything() -> None:
    """Import every module, read the sample knowledge, ask: lazily made patterns are made."""
    for path in sources:
        name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        importlib.import_module(name.removesuffix(".__init__"))
    known = sys.modules["bot.reading.folder"].read_folder(ROOT / "knowledge")
    general = sys.modules["bot.general"].text("terms.toml")
    terms, _ = sys.modules["bot.asking.terms"].load_terms(general, known.local.terms)
    answerer = sys.modules["bot.asking.answer"].Answerer.over(known.reading, known.rules.directory, terms)
    for question in QUESTIONS:
        answerer.answer(question, date(2026, 6, 1))


def read_sources() -> None:
    """Note the patterns that stand as plain texts in calls such as re.sub(r"…", …) or Pattern(r"…")."""
    for path in sources:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            match node:
                case ast.Call(
                    func=ast.Attribute(value=ast.Name(id="re")) | ast.Name(id="Pattern"),
                    args=[ast.Constant(value=str(text)), *_],
                ):
                    found.setdefault((text, 0), f"{path.relative_to(ROOT)}:{node.lineno}")


def tell(row: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(row) + "\n")
    sys.stdout.flush()


def main() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (LIMIT, LIMIT))
    record()
    run_everything()
    read_sources()
    hostile = [text * (SIZE // len(text.encode())) for text in TEXTS]
    for (pattern, flags), name in list(found.items()):
        tell({"starts": name})
        began = time.process_time()
        for text in hostile:
            for _ in re.compile(pattern, flags).finditer(text):
                pass
        tell({"ends": name, "seconds": time.process_time() - began})


if __name__ == "__main__":
    main()
