"""What every county has: kinds of departments, everyday words, the national calendar (data only)."""

from __future__ import annotations

from pathlib import Path


def text(name: str) -> str:
    """Return a data file of this package, such as ``units.toml``."""
    return (Path(__file__).parent / name).read_text(encoding="utf-8")
