"""The directory of units: how a written name is tied to a known unit."""

from __future__ import annotations

import pytest

from bot import general
from bot.reading.units import Directory, level

LOCAL = """
place = "青溪区"
place_aliases = ["青溪"]

[[unit]]
name = "青溪区住房和城乡建设局"
kind = "住房和城乡建设局"
level = "区"

[[unit]]
name = "云州市生态环境局青溪分局"
aliases = ["区生态环境局"]
former = ["区环保局"]
kind = "生态环境局"
level = "区"

[[unit]]
name = "松坪渔场"
aliases = ["青溪区国营松坪渔场"]
sectors = ["网箱养殖"]
"""


def load(local: str | None = None):
    return Directory.load(general.text("units.toml"), local)


@pytest.fixture(scope="module")
def directory() -> Directory:
    found, problems = load(LOCAL)

    assert problems == []
    return found


@pytest.mark.parametrize(
    ("name", "key"),
    [
        pytest.param("区住建局", "住房和城乡建设局", id="the short name with its level"),
        pytest.param("住建部门", "住房和城乡建设局", id="the stem in a group"),
        pytest.param("住建", "住房和城乡建设局", id="the stem alone"),
        pytest.param("云岭县住房和城乡建设局", "住房和城乡建设局", id="the full name of another place"),
        pytest.param("青溪区住房和城乡建设局", "住房和城乡建设局", id="a local unit folds to its kind"),
        pytest.param("市生态环境局青溪分局", "生态环境局", id="a branch folds to its office"),
        pytest.param("“区住建局”", "住房和城乡建设局", id="quotes do not matter"),
        pytest.param("松坪渔场", "松坪渔场", id="a local unit of no kind is its own key"),
        pytest.param("青溪区国营松坪渔场", "松坪渔场", id="by an alias"),
        pytest.param("云岭县某某促进局", "某某促进局", id="an unknown unit keeps its bare name"),
    ],
)
def test_a_name_folds_to_its_kind(directory, name, key):
    assert directory.key(name) == key


@pytest.mark.parametrize(
    ("name", "now"),
    [
        pytest.param("区环保局", "云州市生态环境局青溪分局", id="a former name of a local unit"),
        pytest.param("区建设局", "青溪区住房和城乡建设局", id="the district has one of that kind"),
        pytest.param("云岭县环境保护局", "生态环境局", id="of another place, only the kind is known"),
        pytest.param("市国土资源局", "自然资源和规划局", id="of another level, only the kind is known"),
        pytest.param("区生态环境局", "", id="the name it has"),
        pytest.param("区住建局", "", id="a short name"),
        pytest.param("某某促进局", "", id="an unknown unit"),
    ],
)
def test_a_unit_named_as_before_a_reform_is_tied_to_its_successor(directory, name, now):
    assert directory.successor(name) == now


@pytest.mark.parametrize(
    ("name", "known"),
    [
        pytest.param("住建", True, id="a stem"),
        pytest.param("区住建局", True, id="a short name"),
        pytest.param("松坪渔场", True, id="a local unit"),
        pytest.param("某某促进局", False, id="an unknown unit"),
        pytest.param("清淤", False, id="a matter"),
        pytest.param("", False, id="nothing"),
    ],
)
def test_known(directory, name, known):
    assert directory.known(name) is known


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        pytest.param("区住建局", "区", id="a bare level"),
        pytest.param("云岭县住建局", "县", id="a place"),
        pytest.param("市场监管局", "", id="市 of 市场 is no level"),
        pytest.param("县政府", "县", id="a government"),
        pytest.param("市政府", "市", id="a city's government"),
        pytest.param("市政管理局", "", id="市 of 市政 is no level"),
        pytest.param("住建局", "", id="none"),
    ],
)
def test_level(name, expected):
    assert level(name) == expected


def test_units_are_found_in_a_question(directory):
    found = [(m.text, m.key) for m in directory.find("区住建局和水利部门谁负责松坪渔场")]

    assert [key for _, key in found] == ["住房和城乡建设局", "水利局", "松坪渔场"]


def test_the_longest_sector_is_offered_first(directory):
    assert directory.regulators("松坪湖网箱养殖清理")[0] == ("松坪渔场", "网箱养殖")
    assert directory.regulators("毫不相干") == []


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        pytest.param('place = "青溪区"\n[[unit]\nname = 1', 2, "TOML", id="no TOML: its line"),
        pytest.param(
            '[[unit]]\nname = "甲局"\n[[unit]]\nlevel = "区"', 3, "缺少 name", id="a unit without a name"
        ),
        pytest.param('[[unit]]\nname = "甲局"\ncolour = "红"', 1, "colour", id="an unknown key"),
        pytest.param(
            '[[unit]]\nname = "甲局"\nshort = ["甲"]\n[[unit]]\nname = "乙局"\nshort = ["甲"]',
            5,
            "甲",
            id="one name, two units",
        ),
        pytest.param('unit = "甲局"', 1, "[[unit]]", id="unit is no table"),
    ],
)
def test_what_is_wrong_in_the_local_file_is_reported_with_its_line(text, line, words):
    directory, problems = load(text)

    assert [(problem.path, problem.line) for problem in problems] == [("units.toml", line)]
    assert words in problems[0].message
    assert directory.known("住建局")


def test_a_faulty_unit_does_not_hide_the_others():
    directory, problems = load('[[unit]]\nlevel = "区"\n[[unit]]\nname = "松坪渔场"')

    assert len(problems) == 1
    assert directory.known("松坪渔场")
