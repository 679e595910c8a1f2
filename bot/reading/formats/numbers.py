"""Excel's numbers as the sheet shows them: by number format a day, a share, an amount."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

#: Number formats that have no code in the file (ECMA-376 18.8.30; 27–36 and 50–58 as in Chinese Excel).
BUILT_IN = {
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    14: "yyyy-m-d",
    15: "yyyy-m-d",
    16: "m-d",
    17: "yyyy-m",
    18: "h:mm",
    19: "h:mm",
    20: "h:mm",
    21: "h:mm",
    22: "yyyy-m-d h:mm",
    27: "yyyy-m",
    28: "m-d",
    29: "m-d",
    30: "m-d",
    31: "yyyy-m-d",
    32: "h:mm",
    33: "h:mm",
    34: "h:mm",
    35: "h:mm",
    36: "yyyy-m",
    37: "#,##0",
    38: "#,##0",
    39: "#,##0.00",
    40: "#,##0.00",
    45: "h:mm",
    46: "h:mm",
    47: "h:mm",
    50: "yyyy-m",
    51: "m-d",
    52: "yyyy-m",
    53: "m-d",
    54: "m-d",
    55: "h:mm",
    56: "h:mm",
    57: "yyyy-m",
    58: "m-d",
}

_DECORATION = re.compile(r'"([^"]*)"|\\(.)|[_*].|\[[^\]]*\]', re.DOTALL)
_DIGITS = re.compile(r"[#0?][#0?,]*(?:\.[#0?]*)?")
_WORDS = re.compile(r"[年月日号]?+([一-鿿]{1,6})$")
_LAST_DAY = 2_958_465  # 9999-12-31


def shown(number: float, code: str, *, since_1904: bool = False) -> str:
    """Write a number as its format *code* shows it.

    >>> [shown(46203, "yyyy-m-d"), shown(46203, 'yyyy"年"m"月"'), shown(0.15, "0%"), shown(480, '0.0"万元"')]
    ['2026年6月30日', '2026年6月', '15%', '480.0万元']
    """
    code = code.split(";", maxsplit=1)[0][:200]
    bare = _DECORATION.sub("", code).lower()
    if bare in ("", "general", "@", "g/通用格式"):
        return f"{number:.15g}"
    if any(mark in bare for mark in "ymdhs"):
        return _moment(number, bare, since_1904) + _behind(code)
    return _amount(number, code)


def _moment(number: float, code: str, since_1904: bool) -> str:
    """Write a day or a time; what it does not show, such as the day in 2026年6月, is not said."""
    if not 0 <= number <= _LAST_DAY:
        return f"{number:.15g}"
    # day 60 of the 1900 system is a 29 February that never was
    epoch = date(1904, 1, 1) if since_1904 else date(1899, 12, 30 if number >= 60 else 31)
    try:
        at = datetime(epoch.year, epoch.month, epoch.day) + timedelta(seconds=round(number * 86_400))  # noqa: DTZ001 - a day in a table has no zone
    except OverflowError:
        return f"{number:.15g}"
    has_day = "d" in code
    has_month = "m" in code.replace("mm:", "").replace(":m", "") and (
        "y" in code or has_day or "h" not in code
    )
    words = f"{at.year}年" if "y" in code else ""
    words += f"{at.month}月" if has_month else ""
    words += f"{at.day}日" if has_day else ""
    clock = f"{at:%H:%M}" if "h" in code or not words else ""
    return " ".join(filter(None, (words, clock)))


def _behind(code: str) -> str:
    """Return the words that a format puts behind a day: 底前 in m"月底前"."""
    bare = _DECORATION.sub(lambda m: "\0" * len(m[0]), code)
    last = max(bare.lower().rfind(mark) for mark in "ymdhs")
    found = _WORDS.match(_literal(code[last + 1 :]).strip())
    return found[1] if found else ""


def _amount(number: float, code: str) -> str:
    """Write an amount with its decimals, and the words its format puts around it (万元)."""
    bare = _DECORATION.sub(lambda m: "\0" * len(m[0]), code)
    found = _DIGITS.search(bare)
    if not found:
        return f"{number:.15g}"
    percent = "%" in bare
    decimals = len(found[0].partition(".")[2])
    grouped = "," if "," in found[0].rstrip(",") else ""
    value = number * 100 if percent else number
    digits = f"{value:{grouped}.{decimals}f}" if "E" not in bare else f"{value:.15g}"
    return _literal(code[: found.start()]) + digits + _literal(code[found.end() :])


def _literal(code: str) -> str:
    kept = _DECORATION.sub(lambda m: m[1] or m[2] or "", code)
    return re.sub(r"[#0?,.]", "", kept)
