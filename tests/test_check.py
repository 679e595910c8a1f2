"""``duban check``: each kind of finding, where it is told, and the exit status that goes with it."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.commands.check import Finding, Level, check
from bot.errors import Unreadable

MEETING = "标题：推进会纪要\n地区：青石县\n会议日期：2026-03-12\n\n"
SOUND = MEETING + "县住建局要在6月底前完成北门河沿线雨污分流改造。\n"


@pytest.fixture
def folder(tmp_path) -> Path:
    (tmp_path / "纪要.txt").write_text(SOUND, "utf-8")
    return tmp_path


def grave(folder: Path, *levels: Level) -> list[tuple[str, int, str]]:
    """Return (file, line, message) of the findings of *levels*, else errors and warnings."""
    wanted = levels or (Level.ERROR, Level.WARNING)
    return [(f.path, f.line, f.message) for f in check(folder) if f.level in wanted]


def test_a_sound_folder_has_no_findings(folder):
    assert check(folder) == []


def test_the_sample_knowledge_has_no_errors():
    sample = Path(__file__).parents[1] / "knowledge"
    assert [str(f) for f in check(sample) if f.level is Level.ERROR] == []


@pytest.mark.parametrize(
    ("units", "line", "told"),
    [
        pytest.param('[[unit]]\nname = "a"\nshort = x\n', 3, "TOML", id="no TOML"),
        pytest.param('[[unit]]\nshort = "住建"\n', 1, "缺少 name", id="a unit without a name"),
        pytest.param('[[unit]]\nname = "县住建局"\ncolour = "红"\n', 1, "colour", id="an unknown key"),
        pytest.param(
            '[[unit]]\nname = "县住建局"\nparent = "县政俯"\n\n[[unit]]\nname = "县政府"\n',
            3,
            "上级“县政俯”不在本文件中，可能是“县政府”",
            id="a parent that does not exist, with the nearest",
        ),
        pytest.param(
            '[[unit]]\nname = "县住建局"\nparent = "县住建局"\n', 3, "自己的上级", id="a unit above itself"
        ),
        pytest.param(
            '[[unit]]\nname = "甲局"\nparent = "乙局"\n[[unit]]\nname = "乙局"\nparent = "甲局"\n',
            3,
            "自己的上级",
            id="two units above each other",
        ),
        pytest.param(
            '[[unit]]\nname = "县住建局"\n\n[[unit]]\nname = "县住建局"\n',
            4,
            "在第 1 行已有一条",
            id="a unit written twice",
        ),
        pytest.param(
            '[[unit]]\nname = "甲局"\nshort = "城建"\n[[unit]]\nname = "乙局"\nshort = "城建"\n',
            5,
            "“城建”同时指“甲局”和“乙局”",
            id="one short name for two units",
        ),
        pytest.param(
            '[[unit]]\nname = "县住建局"\nkind = "住房和城乡建社局"\n',
            3,
            "可能是“住房和城乡建设局”",
            id="a kind that does not exist, with the nearest",
        ),
    ],
)
def test_a_fault_in_units_is_told_at_its_line(folder, units, line, told):
    (folder / "units.toml").write_text(units, "utf-8")
    path, at, message = grave(folder)[0]

    assert (path, at) == ("units.toml", line)
    assert told in message


@pytest.mark.parametrize(
    ("terms", "line", "told"),
    [
        pytest.param('[topics."油烟"\n', 1, "TOML", id="no TOML"),
        pytest.param(
            '[topics."吃饭"]\n"馆子" = ["餐饮"]\n"油烟" = ["油烟"]\n', 3, "自身", id="a word for itself"
        ),
        pytest.param(
            '[topics."油烟"]\n"馆子" = ["餐饮"]\n[topics."吃饭"]\n"馆子" = ["饭店"]\n',
            4,
            "“油烟”和“吃饭”里各有一条",
            id="a word explained twice",
        ),
        pytest.param(
            'small_talk = ["馆子"]\n[topics."油烟"]\n"馆子" = ["餐饮"]\n',
            3,
            "small_talk",
            id="a word dropped before it is looked up",
        ),
        pytest.param('[topics."油烟"]\n"馆子" = "餐饮"\n', 2, "馆子", id="a word that is no list"),
        pytest.param('smalltalk = ["请问"]\n', 1, "smalltalk", id="an unknown key"),
    ],
)
def test_a_fault_in_terms_is_told_at_its_line(folder, terms, line, told):
    (folder / "terms.toml").write_text(terms, "utf-8")
    path, at, message = grave(folder)[0]

    assert (path, at) == ("terms.toml", line)
    assert told in message


def test_an_unknown_name_is_told_once_with_the_line_to_paste(folder):
    (folder / "units.toml").write_text(
        '[[unit]]\nname = "青石县蓝湾水务公司"\naliases = ["蓝湾公司"]\n', "utf-8"
    )
    (folder / "纪要.txt").write_text(
        MEETING + "蓝湾水务公司要在6月底前完成北门河清淤。\n\n蓝湾水务公司要在8月底前完成南门河清淤。\n",
        "utf-8",
    )
    ((path, line, message),) = grave(folder)

    assert (path, line) == ("纪要.txt", 5)
    assert "“蓝湾水务公司”（2 处）" in message
    row = message[message.index("aliases = ") :]
    assert tomllib.loads(row) == {"aliases": ["蓝湾公司", "蓝湾水务公司"]}


def test_a_name_that_resembles_nothing_gets_an_entry_of_its_own(folder):
    (folder / "纪要.txt").write_text(MEETING + "鹿鸣渡联运社要在6月底前完成码头清理。\n", "utf-8")
    ((_, line, message),) = grave(folder)

    assert line == 5
    assert message.endswith('[[unit]] 和 name = "鹿鸣渡联运社"')


@pytest.mark.parametrize(
    "order",
    [
        pytest.param("县直有关部门要在6月底前完成自查。", id="whoever is concerned"),
        pytest.param("各成员单位要在6月底前完成自查。", id="all members"),
    ],
)
def test_everybody_in_general_is_no_unknown_name(folder, order):
    (folder / "纪要.txt").write_text(MEETING + order + "\n", "utf-8")

    assert grave(folder) == []


def test_duties_that_name_nobody_are_counted_as_information(folder):
    (folder / "纪要.txt").write_text(SOUND + "要加快推进南门污水处理厂提标改造，年底前通水。\n", "utf-8")

    ((path, line, message),) = grave(folder, Level.NOTE)
    assert (path, line) == ("纪要.txt", 6)
    assert "读出 2 项，其中 1 项原文未写责任单位" in message


def test_one_bad_file_hides_no_other(folder):
    (folder / "坏.html").write_bytes(b"\x00\x01\x02PK")
    (folder / "units.toml").write_text("[[unit", "utf-8")
    (folder / "terms.toml").write_text("[topics", "utf-8")

    assert {path for path, _, _ in grave(folder)} == {"坏.html", "units.toml", "terms.toml"}


def test_a_settings_file_that_is_no_text_is_an_error(folder):
    (folder / "units.toml").write_bytes(b'[[unit]]\nname = "\xff\xfe"\n')

    assert [f.level for f in check(folder) if "units.toml" in str(f)] == [Level.ERROR]


def test_an_empty_folder_says_what_to_put_in(tmp_path):
    ((_, _, message),) = grave(tmp_path)

    assert ".txt" in message


def test_no_folder_is_a_refusal(tmp_path):
    with pytest.raises(Unreadable):
        check(tmp_path / "nowhere")


def test_findings_are_sorted_and_each_is_one_line(folder, capsys):
    (folder / "units.toml").write_text('[[unit]]\nname = "甲局"\nparent = "无"\n' * 3, "utf-8")
    (folder / "a.txt").write_text(MEETING + "鹿鸣渡联运社要在6月底前完成码头清理。\n", "utf-8")
    main(["check", str(folder)])
    *rows, closing = capsys.readouterr().out.splitlines()

    places = [(row.split(":")[0], int(row.split(":")[1])) for row in rows]
    assert places == sorted(places)
    assert len(rows) == len(check(folder))
    assert closing.startswith("检查完毕：错误 ")


def test_a_line_break_in_a_name_does_not_break_the_line():
    assert str(Finding("a\nb.txt", 1, Level.ERROR, "甲\r\n乙\u2028丙")) == "a b.txt:1: 错误：甲 乙 丙"


@pytest.mark.parametrize(
    ("name", "text", "status"),
    [
        pytest.param("纪要.txt", SOUND, 0, id="sound"),
        pytest.param("terms.toml", '[topics.a]\n"油烟" = ["油烟"]\n', 0, id="warnings only"),
        pytest.param("units.toml", "[[unit", 1, id="errors"),
    ],
)
def test_the_exit_status_tells_errors_from_warnings(folder, name, text, status):
    (folder / name).write_text(text, "utf-8")

    assert main(["check", str(folder)]) == status


def test_json_holds_every_finding(folder, capsys):
    (folder / "units.toml").write_text('[[unit]]\nname = "甲局"\nparent = "无"\n', "utf-8")
    main(["check", "--json", str(folder)])
    (found,) = map(json.loads, capsys.readouterr().out.splitlines())

    assert (found["path"], found["line"], found["severity"]) == ("units.toml", 3, "error")
    assert "上级“无”" in found["message"]
