"""Lines that were only broken at the margin are whole again."""

from __future__ import annotations

import pytest

from bot.reading.outline import read_lines

FULL = "为持续改善全区水环境质量和生态环境状况结合"  # as long as a line of the page below


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        pytest.param("1.清理河道，\n拆除网围。", 1, id="a comma does not end a line"),
        pytest.param("责任单位：区水利局、\n区住建局", 1, id="nor does 、"),
        pytest.param("1.清理河道，\n2.拆除网围。", 2, id="a number begins something of its own"),
        pytest.param("1.清理河道，\n责任单位：区水利局", 2, id="so does a label"),
        pytest.param("清理河道，\n\n拆除网围。", 2, id="and an empty line"),
        pytest.param("1\t清淤，\n2\t截污，", 2, id="rows of a table stay rows"),
        pytest.param("清理河道\n拆除网围", 2, id="without a margin a line is a line"),
        pytest.param("\n".join([FULL] * 4 + ["实际。"]), 1, id="lines that all end at the margin are one"),
        pytest.param("\n".join([FULL + "。"] * 5), 5, id="sentences that happen to be as long are not"),
    ],
)
def test_which_lines_are_one(text, lines):
    found = read_lines(text)

    assert len(found) == lines
    assert all(text[line.start : line.end].replace("\n", " ") == line.text for line in found)
