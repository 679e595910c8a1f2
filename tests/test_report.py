"""``duban check --report``: what each document says and leaves open, for people and for machines."""

from __future__ import annotations

import json
import tomllib
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.__main__ import main
from bot.commands.report import entry_for, nearest_unit, report_json, reports, told
from bot.duty import Repaired
from bot.reading.document import read_document
from bot.reading.folder import Knowledge, Reading, read_folder, read_rules
from bot.reading.repair import repair

MEETING = "标题：推进会纪要\n地区：青石县\n会议日期：2026-03-12\n---\n"
WHOLE = "县住建局要在6月底前完成北门河沿线雨污分流改造，完成管网改造12公里。\n"


@pytest.fixture
def read(tmp_path):
    """Write one document and return its report as an object."""

    def report(text: str, **settings: str) -> dict[str, Any]:
        (tmp_path / "纪要.txt").write_text(text, "utf-8")
        for name, content in settings.items():
            (tmp_path / f"{name}.toml").write_text(content, "utf-8")
        (found,) = reports(read_folder(tmp_path))
        return report_json(found)

    return report


@pytest.fixture
def screen(tmp_path, capsys):
    """Write one document and return the lines that ``duban check --report`` shows."""

    def lines(text: str) -> list[str]:
        (tmp_path / "纪要.txt").write_text(text, "utf-8")
        assert main(["check", "--report", str(tmp_path)]) == 0
        return capsys.readouterr().out.splitlines()

    return lines


def test_a_document_that_leaves_nothing_open_says_so(screen):
    assert screen(MEETING + WHOLE)[:6] == [
        "■ 纪要.txt",
        "  题目：推进会纪要",
        "  日期：2026-03-12（原文写明；文件头注明）",
        "  地区：青石县",
        "  事项：1 项",
        "  没有缺项、损坏、生疏的单位和未定的日期。",
    ]


def test_a_document_without_duties_is_still_told(screen):
    assert "  事项：0 项" in screen("标题：工作动态\n---\n今天天气晴朗。\n")


@pytest.mark.parametrize(
    ("text", "known", "day"),
    [
        pytest.param(MEETING + WHOLE, "stated", "2026-03-12", id="written at the head"),
        pytest.param(WHOLE, "unknown", None, id="nowhere"),
        pytest.param(
            "青石县召开推进会\n5月9日，全县推进会召开。今年1至4月，河水变清。县住建局要在2026年6月前完成改造。\n",
            "inferred",
            "2026-05-09",
            id="inferred",
        ),
    ],
)
def test_the_day_is_told_with_how_it_is_known(read, text, known, day):
    found = read(text)

    assert (found["day_known"], found["day"]) == (known, day)


@pytest.mark.parametrize(
    ("order", "missing"),
    [
        pytest.param(WHOLE, None, id="nothing"),
        pytest.param("要在6月底前完成管网改造12公里。\n", ["unit"], id="nobody is named"),
        pytest.param("县住建局要完成管网改造12公里。\n", ["date"], id="no day"),
        pytest.param("县住建局要在6月底前完成雨污分流改造。\n", ["target"], id="no measure"),
        pytest.param("县住建局要每月调度雨污分流改造。\n", ["target"], id="a rhythm is a limit"),
        pytest.param("要加快雨污分流改造。\n", ["unit", "date", "target"], id="everything"),
    ],
)
def test_what_a_duty_leaves_open(read, order, missing):
    found = read(MEETING + order)

    assert found["duties"] == 1
    assert [gap["missing"] for gap in found["open"]] == ([missing] if missing else [])


def test_a_gap_is_told_with_its_place_and_first_words(screen):
    rows = screen(MEETING + WHOLE + "要加快推进南门污水处理厂提标改造，实现通水见效，让群众放心满意。\n")

    assert "  缺项 1 项：缺责任单位 1，缺时限 1，缺可衡量的目标 1" in rows
    (row,) = (row for row in rows if "南门" in row)
    assert row.startswith("    第6行（")
    assert "“要加快推进南门污水处理厂提标改造" in row
    assert row.endswith("…”：缺责任单位、时限、可衡量的目标")


def test_damage_is_told_by_kind_with_its_lines(screen):
    rows = screen(MEETING + WHOLE + "〔...〕河要治理。\n〔...〕湖要治理。\n")

    assert "  损坏 2 处" in rows
    assert "    原文留空或被删去，2 处：第6行“〔...〕”、第7行“〔...〕”" in rows


def test_a_screen_shows_the_first_places_and_the_json_all(read, screen):
    text = MEETING + "〔...〕河要治理。\n" * 20

    assert len(read(text)["damage"]) == 20
    (row,) = (row for row in screen(text) if "原文留空" in row)
    assert row.count("〔...〕") == 6
    assert row.endswith("其余 14 处用 --json 查看")


def test_lines_are_those_of_the_file_not_of_its_repaired_words(read):
    found = read(MEETING + "县水(shuǐ)利局要清淤。\n\n\n县住建局要治理〔...〕河。\n")

    assert [gap["line"] for gap in found["open"]] == [5, 8]
    assert [damage["line"] for damage in found["damage"]] == [8]


@pytest.mark.parametrize(
    ("units", "near", "entry"),
    [
        pytest.param(
            '[[unit]]\nname = "青石县蓝湾水务公司"\naliases = ["蓝湾公司"]\n',
            "青石县蓝湾水务公司",
            {"aliases": ["蓝湾公司", "蓝湾水务公司"]},
            id="another name of a local unit: one line",
        ),
        pytest.param(
            "", "水务集团", {"unit": [{"name": "蓝湾水务公司", "kind": "水务集团"}]}, id="like a general kind"
        ),
        pytest.param(
            '[[unit]]\nname = "青石县水务公司"\n[[unit]]\nname = "青石县"\n',
            "青石县水务公司",
            {"aliases": ["蓝湾水务公司"]},
            id="a local unit goes before a general kind",
        ),
    ],
)
def test_an_unknown_unit_is_told_with_an_entry_to_paste(read, units, near, entry):
    found = read(
        MEETING + "蓝湾水务公司要在6月底前完成清淤。\n\n蓝湾水务公司要在8月底前完成补水。\n", units=units
    )
    (unit,) = found["unknown_units"]

    assert (unit["name"], unit["times"], unit["line"], unit["near"]) == ("蓝湾水务公司", 2, 5, near)
    assert tomllib.loads(unit["entry"]) == entry


def test_a_unit_like_nothing_known_gets_an_entry_of_its_own(screen):
    rows = screen(MEETING + "鹿鸣渡联运社要在6月底前完成码头清理。\n")

    at = rows.index("    “鹿鸣渡联运社” 1 处，首见第5行；如确有此单位，在 units.toml 末尾添：")
    assert rows[at + 1 : at + 3] == ["      [[unit]]", '      name = "鹿鸣渡联运社"']


def test_the_entry_of_a_general_kind_makes_the_name_known():
    directory = read_rules()[0].directory
    entry = "\n".join(entry_for("生态坏境局", nearest_unit("生态坏境局", directory)))

    assert not directory.known("生态坏境局")
    rules, problems = read_rules(entry)
    assert problems == []
    assert rules.directory.key("生态坏境局") == rules.directory.key("生态环境局")


ORDERS = (
    "区供排水集团有限公司要在6月底前完成清淤。",
    "青溪区水利工程管理站要在7月底前完成检修。",
    "区园林绿化管理所要在8月底前完成补绿。",
    "鹿鸣渡联运社要在9月底前完成清理。",
)
UNITS = """\
[[unit]]
name = "青溪区排水有限公司"
short = "区排水公司"
aliases = ["排水公司"]

[[unit]]
name = "青溪区水利局"
short = "区水利局"
"""


def pasted(units: str, found: dict) -> str:
    """Do with an entry what the report says: put it in the place of aliases, or at the end."""
    if not found["entry"].startswith("aliases"):
        return f"{units}\n{found['entry']}\n"
    blocks = units.split("[[unit]]\n")
    at = next(n for n, block in enumerate(blocks) if f'name = "{found["near"]}"' in block)
    rows = [row for row in blocks[at].split("\n") if row and not row.startswith("aliases")]
    blocks[at] = "\n".join([*rows, found["entry"], "", ""])
    return "[[unit]]\n".join(blocks)


def test_every_entry_that_is_pasted_is_found_again(tmp_path, capsys):
    """Entry after entry, as an administrator would: each file loads without a finding and resolves a name."""
    (tmp_path / "纪要.txt").write_text(MEETING + "\n\n".join(ORDERS) + "\n", "utf-8")
    units = UNITS
    for left in range(len(ORDERS), 0, -1):
        (tmp_path / "units.toml").write_text(units, "utf-8")
        main(["check", "--report", "--json", str(tmp_path)])
        out, err = capsys.readouterr()
        report = json.loads(out)
        assert (len(report["unknown_units"]), err) == (left, "")
        units = pasted(units, report["unknown_units"][0])
    (tmp_path / "units.toml").write_text(units, "utf-8")

    assert main(["check", "--report", "--json", str(tmp_path)]) == 0
    out, err = capsys.readouterr()
    assert (json.loads(out)["unknown_units"], err) == ([], "")


@settings(max_examples=50)
@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
def test_an_entry_is_sound_toml_whatever_the_name(name):
    assert tomllib.loads("\n".join(entry_for(name, None))) == {"unit": [{"name": name}]}


@pytest.mark.parametrize(
    "order",
    [
        pytest.param("市级各部门要在6月底前完成自查。", id="all of a level"),
        pytest.param("县直有关部门要在6月底前完成自查。", id="whoever is concerned"),
    ],
)
def test_everybody_in_general_is_no_unknown_unit(read, order):
    assert read(MEETING + order + "\n")["unknown_units"] == []


@pytest.mark.parametrize(
    ("text", "due", "why"),
    [
        pytest.param(MEETING + "县住建局要尽快完成改造。\n", None, "尽快", id="no day in the words"),
        pytest.param(
            MEETING + "县住建局要在10月前完成改造。\n", "2026-10-31", "严格按字面", id="two readings"
        ),
        pytest.param(WHOLE, None, "", id="no day to count from"),
    ],
)
def test_a_day_in_doubt_is_told_with_its_reason(read, text, due, why):
    (found,) = read(text)["dates"]

    assert found["due"] == due
    assert why in found["note"]
    assert found["note"]


@pytest.mark.parametrize(
    "order",
    [
        pytest.param("县住建局要在2026年6月30日前完成改造。", id="a plain day"),
        pytest.param("县住建局要每月调度改造。", id="a rhythm has no day to settle"),
        pytest.param("县住建局要改造管网。", id="no limit at all is a gap, not a doubt"),
    ],
)
def test_a_day_that_is_settled_is_not_told(read, order):
    assert read(MEETING + order + "\n")["dates"] == []


def test_the_screen_tells_a_provisional_day_from_one_left_open(screen):
    rows = screen(MEETING + "县住建局要在10月前完成改造。\n\n县水利局要尽快完成清淤。\n")

    assert "  暂定或未定的日期 2 项" in rows
    assert sum("暂定 2026-10-31：" in row for row in rows) == 1
    assert sum("未定：“尽快”" in row for row in rows) == 1


def test_what_a_format_could_not_give_whole_is_told(tmp_path, capsys):
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    relations = "http://schemas.openxmlformats.org/package/2006/relationships"
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    main_part = f'<Relationship Id="r1" Type="{kind}" Target="word/document.xml"/>'
    body = "<w:p><w:ins><w:r><w:t>县住建局要在6月底前完成改造。</w:t></w:r></w:ins></w:p>"
    with zipfile.ZipFile(tmp_path / "方案.docx", "w") as archive:
        archive.writestr("_rels/.rels", f'<Relationships xmlns="{relations}">{main_part}</Relationships>')
        archive.writestr(
            "word/document.xml", f'<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>'
        )
    main(["check", "--report", str(tmp_path)])

    assert "    第1行 含未接受的修订" in capsys.readouterr().out


def test_machines_get_one_object_for_each_document(tmp_path, capsys):
    for name in ("甲.txt", "乙.txt"):
        (tmp_path / name).write_text(MEETING + WHOLE, "utf-8")
    (tmp_path / "坏.txt").write_bytes(b"")

    status = main(["check", "--report", "--json", str(tmp_path)])
    out, err = capsys.readouterr()
    assert [json.loads(row)["source"] for row in out.splitlines()] == ["乙.txt", "甲.txt"]
    assert "坏.txt:1: 错误：" in err
    assert status == 1


def test_a_file_that_was_not_read_stands_below_the_documents(tmp_path, capsys):
    (tmp_path / "纪要.txt").write_text(MEETING + WHOLE, "utf-8")
    (tmp_path / "坏.txt").write_bytes(b"")
    (tmp_path / "units.toml").write_text("[[unit", "utf-8")

    status = main(["check", "--report", str(tmp_path)])
    rows = capsys.readouterr().out.splitlines()
    assert status == 1
    assert [row.split(":")[0] for row in rows[-3:-1]] == ["units.toml", "坏.txt"]
    assert rows[-1].startswith("检查完毕：错误 2 条")


@pytest.mark.parametrize("more", [pytest.param(["--json"], id="json"), pytest.param([], id="for people")])
def test_warnings_do_not_change_the_exit_status(tmp_path, more):
    (tmp_path / "纪要.txt").write_text(MEETING + "鹿鸣渡联运社要在6月底前完成码头清理。\n", "utf-8")

    assert main(["check", "--report", *more, str(tmp_path)]) == 0


@settings(max_examples=50, deadline=None)
@given(st.text("县住建局要治理〔.…〕河尽快6月底前\n\t\x1b\u202e“”\ufffd□", max_size=80))
def test_hostile_words_keep_their_line_and_colour_no_screen(text):
    rules, _ = read_rules()
    repaired: Repaired = repair("标题：\x1b[31m纪要\n---\n" + text)
    document, duties, problems = read_document("纪要.txt", repaired, rules)
    knowledge = Knowledge(Reading((document,), tuple(duties), tuple(problems)), rules)
    (found,) = reports(knowledge)

    assert all(row.isprintable() for row in told(found).split("\n"))
    last = repaired.raw.count("\n") + 1
    assert all(1 <= damage.line <= last for damage in found.damages)


def test_the_sample_knowledge_is_told_whole(capsys):
    sample = Path(__file__).parents[1] / "knowledge"
    assert main(["check", "--report", "--json", str(sample)]) == 0
    told_documents = [json.loads(row) for row in capsys.readouterr().out.splitlines()]

    assert len(told_documents) == len(read_folder(sample).reading.documents)
    assert all(found["title"] and found["duties"] for found in told_documents)
