"""Regular expressions that are compiled when first used: starting the program must cost nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator


class Pattern:
    """A regular expression, compiled on first use; the methods are those of ``re.Pattern``.

    From then on they *are* those of the compiled expression: a folder takes millions of matches, and
    a call through a wrapper would cost as much as most of them.
    """

    match: Callable[..., re.Match[str] | None]
    search: Callable[..., re.Match[str] | None]
    finditer: Callable[..., Iterator[re.Match[str]]]

    def __init__(self, source: str) -> None:
        self.source = source

    def __getattr__(self, name: str) -> Callable[..., object]:
        if name not in ("match", "search", "finditer"):
            raise AttributeError(name)
        compiled = re.compile(self.source)
        self.match, self.search, self.finditer = compiled.match, compiled.search, compiled.finditer
        return getattr(compiled, name)  # type: ignore[no-any-return]
