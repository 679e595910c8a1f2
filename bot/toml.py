"""TOML as people write it: what is wrong and where, in Chinese."""

from __future__ import annotations

import re
from typing import Any


class TomlFault(ValueError):
    """The text is not TOML; ``line`` says where, the sentence itself what."""

    def __init__(self, line: int, sentence: str) -> None:
        super().__init__(sentence)
        self.line = line


def parse(text: str) -> dict[str, Any]:
    """Return the tables of *text*.

    Raises:
        TomlFault: it is not TOML, or nested so deeply that no person wrote it.
    """
    import tomllib  # noqa: PLC0415 - ten milliseconds that only whoever reads TOML pays

    try:
        return tomllib.loads(text)
    except RecursionError:
        raise TomlFault(1, "括号嵌套过深") from None
    except tomllib.TOMLDecodeError as error:
        cause, _, place = str(error).partition(" (at ")
        found = re.match(r"line (\d+), column (\d+)", place)
        if found:
            raise TomlFault(int(found[1]), f"第 {found[2]} 列不合 TOML 的写法（{cause}）") from None
        raise TomlFault(text.count("\n") + 1, f"的末尾不合 TOML 的写法（{cause}）") from None
