"""A working copy of the knowledge folder, so that whoever tries things changes nothing of the original."""

from __future__ import annotations

import json
import shutil
from pathlib import Path


def refreshed(source: Path, copy: Path) -> Path:
    """Bring *copy* up to date with *source*, and return it.

    What was taken over before and is gone from *source* goes; what was added to the copy stays.
    Where there is no *source*, it is returned itself, for the refusal to name it.
    """
    if not source.is_dir():
        return source
    record = copy.with_name(f"{copy.name}.json")
    before = _taken_over(record)
    names = {
        path.relative_to(source).as_posix()
        for path in source.rglob("*")
        if path.is_file() and not path.is_symlink()
    }
    for name in before - names:
        (copy / name).unlink(missing_ok=True)
    for name in sorted(names):
        _take_over(source / name, copy / name)
    copy.mkdir(parents=True, exist_ok=True)
    record.write_text(json.dumps(sorted(names)), "utf-8")
    return copy


def _taken_over(record: Path) -> set[str]:
    """Return what was taken over before; nothing where the record is missing or was cut off."""
    try:
        return {str(name) for name in json.loads(record.read_text("utf-8"))}
    except (FileNotFoundError, TypeError, ValueError):
        return set()


def _take_over(original: Path, copy: Path) -> None:
    if copy.exists() and _stamp(copy) == _stamp(original):
        return
    copy.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy2(original, copy)


def _stamp(path: Path) -> tuple[int, int]:
    status = path.stat()
    return status.st_size, status.st_mtime_ns
