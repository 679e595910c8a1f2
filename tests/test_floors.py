"""The map of the house: what stands on which floor, what may import what, how big a piece may be.

Imports point down only. Pure modules neither touch the machine nor ask what time it is. Whoever adds a
module gives it a floor here; whoever needs an exception writes its reason beside it.
"""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
BOT = ROOT / "bot"

#: From the ground up; a part imports its own floor's own package and the floors below.
FLOORS = (
    {"", "errors", "duty", "clock", "codec", "toml", "config", "jsonlines", "general", "pattern"},
    {"reading"},
    {"asking", "ledger"},
    {"exports"},
    {"notices"},
    {"store"},
    {"chat"},
    {"sandbox"},
    {"benchmarks"},
    {"commands"},
    {"__main__"},
)
FLOOR = {name: height for height, names in enumerate(FLOORS) for name in names}

#: Pure: the same arguments give the same answer, and nothing else happens.
PURE = ("reading", "asking", "ledger", "exports", "notices", "duty", "errors")
#: These two of reading open files.
NOT_PURE = {"reading/files.py", "reading/folder.py"}
IMPURE = {
    *("telegram", "sqlite3", "sqlite_utils", "asyncio", "threading"),
    *("os", "time", "random", "secrets", "socket", "subprocess"),
}

#: Where the clock may be read, and why there.
CLOCK = {"clock.py": "Clock is the program's clock; everything else is given the time"}
CLOCKS = {
    *("datetime.now", "datetime.utcnow", "datetime.today", "date.today"),
    *("time.time", "time.time_ns", "time.localtime", "time.gmtime", "time.ctime", "time.strftime"),
}

LONGEST_FILE, LONGEST_FUNCTION = 400, 50
#: file or file:function → why it may be longer.
LONGER: dict[str, str] = {}

NAMELESS = {
    "utils",
    "util",
    "helpers",
    "helper",
    "manager",
    "managers",
    "service",
    "services",
    "data",
    "info",
}

MODULES = sorted(path.relative_to(BOT).as_posix() for path in BOT.rglob("*.py"))


def tree(module: str) -> ast.Module:
    return ast.parse((BOT / module).read_text("utf-8"), module)


def part(module: str) -> str:
    """Return which part of the house a file belongs to: reading/units.py → reading, duty.py → duty."""
    first = module.split("/", maxsplit=1)[0].removesuffix(".py")
    return "" if first == "__init__" else first


def imports(module: str) -> Iterator[tuple[str, int]]:
    """Yield every imported module with its line, also those imported inside functions."""
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"bot/{module}:{node.lineno} imports relatively; write the full name"
            yield node.module or "", node.lineno
            if node.module == "bot":
                yield from ((f"bot.{alias.name}", node.lineno) for alias in node.names)


def is_pure(module: str) -> bool:
    return part(module) in PURE and module not in NOT_PURE


def dotted(node: ast.AST) -> str:
    """Return the last two names of an attribute: datetime.datetime.now → datetime.now."""
    if not isinstance(node, ast.Attribute):
        return ""
    owner = node.value
    name = owner.attr if isinstance(owner, ast.Attribute) else owner.id if isinstance(owner, ast.Name) else ""
    return f"{name}.{node.attr}"


def test_every_module_has_a_floor():
    assert [m for m in MODULES if part(m) not in FLOOR] == []


@pytest.mark.parametrize("module", MODULES)
def test_imports_point_down(module):
    own = part(module)
    upward = []
    for name, number in imports(module):
        if name.split(".")[0] != "bot":
            continue
        other = name.split(".")[1] if "." in name else ""
        if other not in FLOOR:  # a name of bot/__init__.py itself, such as __version__
            other = ""
        if other != own and (FLOOR[other] > FLOOR[own] or (FLOOR[other] == FLOOR[own] > 0)):
            upward.append(f"bot/{module}:{number} imports {name}")
    assert upward == []


@pytest.mark.parametrize("module", [m for m in MODULES if is_pure(m)])
def test_a_pure_module_leaves_the_machine_alone(module):
    found = [
        f"bot/{module}:{number} imports {n}" for n, number in imports(module) if n.split(".")[0] in IMPURE
    ]
    assert found == []


@pytest.mark.parametrize("module", [m for m in MODULES if m not in CLOCK])
def test_only_its_owner_reads_the_clock(module):
    found = [
        f"bot/{module}:{node.lineno} reads {dotted(node)}"
        for node in ast.walk(tree(module))
        if dotted(node) in CLOCKS
    ]
    assert found == []


def test_an_exception_for_the_clock_is_still_needed():
    unused = [m for m in CLOCK if not any(dotted(node) in CLOCKS for node in ast.walk(tree(m)))]
    assert unused == []


@pytest.mark.parametrize("module", [m for m in MODULES if part(m) != "store"])
def test_only_the_store_touches_the_connection(module):
    """Rule R26: ``db.conn`` opens transactions that sqlite-utils does not know of."""
    found = [
        f"bot/{module}:{node.lineno}"
        for node in ast.walk(tree(module))
        if isinstance(node, ast.Attribute) and node.attr == "conn"
    ]
    assert found == []


@pytest.mark.parametrize("module", MODULES)
def test_a_module_is_named_after_what_it_is_about(module):
    assert NAMELESS.isdisjoint(module.removesuffix(".py").split("/"))


@pytest.mark.parametrize("module", MODULES)
def test_a_module_says_what_it_is_for(module):
    assert ast.get_docstring(tree(module)), f"bot/{module} has no first line"


def test_files_stay_short():
    lengths = {m: len((BOT / m).read_text("utf-8").splitlines()) for m in MODULES}
    assert {m: n for m, n in lengths.items() if n > LONGEST_FILE and m not in LONGER} == {}


def test_functions_fit_a_screen():
    long = {}
    for module in MODULES:
        for node in ast.walk(tree(module)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or 0) - node.lineno + 1
                if lines > LONGEST_FUNCTION and f"{module}:{node.name}" not in LONGER:
                    long[f"{module}:{node.name}"] = lines
    assert long == {}


@pytest.mark.skipif(sys.platform == "win32", reason="the limit of processor time is a matter of POSIX")
def test_no_pattern_runs_away():
    """Rule R45: every regular expression goes through 50 kB of hostile text in processor time to spare."""
    done = subprocess.run(  # noqa: S603 - our own script
        [sys.executable, str(Path(__file__).with_name("every_pattern.py"))],
        capture_output=True,
        encoding="utf-8",
        check=False,
        cwd=ROOT,
    )
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0, f"stopped at {told[-1:]}: {done.stderr[-500:]}"

    ends = [(row["seconds"], row["ends"]) for row in told if "ends" in row]
    print(f"{len(ends)} patterns; the slowest: {max(ends)}")  # noqa: T201 - shown by pytest -s
    assert len(ends) > 50
    assert [(seconds, name) for seconds, name in ends if seconds > 3] == []
