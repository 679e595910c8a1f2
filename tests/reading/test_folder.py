"""A knowledge folder → everything it holds; what is bad in it hides nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.duty import Severity
from bot.errors import Unreadable
from bot.reading import folder
from bot.reading.folder import Knowledge, read_folder, read_settings

GOOD = "标题：青溪区清河方案\n地区：青溪区\n会议日期：2026-03-12\n---\n区水利局要在6月底前完成松坪河清淤。\n"
TRADITIONAL = "青溪區清河方案\n2026年3月12日\n區水利局要在6月底前完成松坪河清淤，嚴格監管，落實責任。\n"
SPUN = (
    "青溪区召开整改推进会。总通知对青溪区生态情况看护反馈题目整改事情作出重要唆使，党中间高度看重。"
    "会议永别听取了报告请示，要求增强熟悉，强化责任担负，果断打好攻坚战。赌博娱乐城官网注册送彩金。\n"
)


def write(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        (folder / name.replace("__", ".")).write_text(text, encoding="utf-8")
    return folder


def found(knowledge: Knowledge) -> list[tuple[str, int]]:
    return [(problem.path, problem.line) for problem in knowledge.reading.problems]


def test_a_bad_file_hides_no_good_one(tmp_path):
    write(tmp_path, 甲__txt=GOOD, 丙__txt=GOOD)
    (tmp_path / "乙.txt").write_bytes(b"\xff\xfe\x00\xd8" + b"\x80\x00" * 3)
    reading = read_folder(tmp_path).reading

    assert [document.file for document in reading.documents] == ["丙.txt", "甲.txt"]
    assert len(reading.duties) == 2
    assert [(problem.path, problem.line, problem.severity) for problem in reading.problems] == [
        ("乙.txt", 1, Severity.ERROR)
    ]


@pytest.mark.parametrize(
    ("code", "words"),
    [
        pytest.param(b"", "空", id="an empty file"),
        pytest.param(b"PK\x03\x04rest", "另存为", id="a Word file in disguise"),
        pytest.param("区水利局要清淤".encode()[:-1], "截断", id="a file that is cut off"),
    ],
)
def test_what_is_wrong_with_a_file_is_said(tmp_path, code, words):
    (tmp_path / "坏.txt").write_bytes(code)
    problems = read_folder(tmp_path).reading.problems

    assert problems[0].path == "坏.txt"
    assert words in problems[0].message


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        pytest.param(GOOD, "utf-8", id="UTF-8"),
        pytest.param(GOOD, "utf-8-sig", id="UTF-8 with a byte order mark"),
        pytest.param(GOOD, "gb18030", id="GB18030"),
        pytest.param(GOOD, "utf-16", id="UTF-16 with a byte order mark"),
        pytest.param(TRADITIONAL, "big5hkscs", id="Big5"),
    ],
)
def test_every_encoding_gives_the_same_duty(tmp_path, text, encoding):
    (tmp_path / "方案.txt").write_bytes(text.encode(encoding))
    reading = read_folder(tmp_path).reading

    assert [duty.lead for duty in reading.duties] == [["区水利局"]]
    assert [str(duty.deadline.due) for duty in reading.duties] == ["2026-06-30"]
    assert reading.problems == ()


def test_every_kind_of_file_is_read_and_no_other(tmp_path):
    write(
        tmp_path,
        甲__txt=GOOD,
        乙__md="# 青溪区清河方案\n- 牵头单位：区水利局\n",
        丙__html="<html><body><h1>青溪区清河会</h1><p>3月12日，青溪区召开会议。区水利局要完成松坪河清淤。</p></body></html>",
        丁__csv="区水利局要完成清淤",
        README__md="区水利局要完成清淤。",
    )
    (tmp_path / ".git").mkdir()
    write(tmp_path / ".git", 戊__txt=GOOD)
    (tmp_path / "2026").mkdir()
    write(tmp_path / "2026", 己__txt=GOOD)

    assert [document.file for document in read_folder(tmp_path).reading.documents] == [
        "2026/己.txt",
        "丙.html",
        "乙.md",
        "甲.txt",
    ]


def test_a_spun_page_is_refused(tmp_path):
    write(tmp_path, 转载__txt=SPUN * 3, 甲__txt=GOOD)
    reading = read_folder(tmp_path).reading

    assert [document.file for document in reading.documents] == ["甲.txt"]
    assert [(problem.path, "官方原件" in problem.message) for problem in reading.problems] == [
        ("转载.txt", True)
    ]


def test_units_that_are_no_toml_do_not_hide_the_documents(tmp_path):
    write(tmp_path, 甲__txt=GOOD, units__toml='place = "青溪区"\n[[unit]\n')
    knowledge = read_folder(tmp_path)

    assert found(knowledge) == [("units.toml", 2)]
    assert len(knowledge.reading.duties) == 1
    assert knowledge.rules.directory.known("区水利局")


def test_settings_in_another_encoding_are_read_too(tmp_path):
    write(tmp_path, 甲__txt=GOOD)
    (tmp_path / "units.toml").write_bytes('place = "青溪区"\n[[unit]]\nname = "松坪渔场"\n'.encode("gb18030"))
    knowledge = read_folder(tmp_path)

    assert found(knowledge) == []
    assert knowledge.rules.directory.known("松坪渔场")


def test_settings_that_cannot_be_read_do_not_hide_the_documents(tmp_path):
    write(tmp_path, 甲__txt=GOOD)
    (tmp_path / "units.toml").write_bytes(b"\x81\xff\xff\x00" * 3)
    (tmp_path / "terms.toml").mkdir()
    knowledge = read_folder(tmp_path)

    assert found(knowledge) == [("units.toml", 1), ("terms.toml", 1)]
    assert len(knowledge.reading.duties) == 1


def test_missing_settings_are_no_fault(tmp_path):
    assert read_settings(tmp_path / "units.toml") == (None, [])


def test_an_empty_folder_says_what_to_put_there(tmp_path):
    knowledge = read_folder(tmp_path)

    assert (knowledge.reading.documents, knowledge.reading.duties) == ((), ())
    assert ".txt" in knowledge.reading.problems[0].message


@pytest.mark.parametrize("name", ["nowhere", "file.txt"])
def test_what_is_no_folder_is_refused(tmp_path, name):
    write(tmp_path, file__txt=GOOD)
    with pytest.raises(Unreadable, match="知识文件夹"):
        read_folder(tmp_path / name)


def test_the_digest_tells_whether_anything_changed(tmp_path):
    write(tmp_path, 甲__txt=GOOD, units__toml='place = "青溪区"\n')
    digests = [read_folder(tmp_path).reading.digest for _ in range(2)]
    write(tmp_path, 甲__txt=GOOD + "\n")
    digests.append(read_folder(tmp_path).reading.digest)
    write(tmp_path, units__toml='place = "石桥县"\n')
    digests.append(read_folder(tmp_path).reading.digest)
    (tmp_path / "甲.txt").rename(tmp_path / "乙.txt")
    digests.append(read_folder(tmp_path).reading.digest)
    write(tmp_path, terms__toml="[topics]\n")
    digests.append(read_folder(tmp_path).reading.digest)

    assert digests[0] == digests[1]
    assert len(set(digests)) == 5


def test_a_problem_is_written_as_file_line_and_sentence(tmp_path):
    write(tmp_path, 甲__txt="标题：甲\n会议日期：去年\n---\n区水利局要完成清淤。\n")
    problem = read_folder(tmp_path).reading.problems[0]

    assert str(problem).startswith("甲.txt:2: ")


def test_a_file_that_has_not_changed_is_not_read_again(tmp_path, monkeypatch):
    (tmp_path / "一.txt").write_text("区水利局要抓好河道清淤。\n", encoding="utf-8")
    (tmp_path / "二.txt").write_text("区住建局要管住工地扬尘。\n", encoding="utf-8")
    before = read_folder(tmp_path)
    (tmp_path / "二.txt").write_text("区城管局要管住工地扬尘。\n", encoding="utf-8")
    read = []
    again = folder.read_path
    monkeypatch.setattr(folder, "read_path", lambda path, *rest: read.append(path.name) or again(path, *rest))

    after = read_folder(tmp_path, before)

    assert read == ["二.txt"]
    assert after.reading == read_folder(tmp_path).reading


def test_every_file_is_read_again_when_the_units_change(tmp_path):
    (tmp_path / "一.txt").write_text("区水利局要抓好河道清淤。\n", encoding="utf-8")
    before = read_folder(tmp_path)
    (tmp_path / "units.toml").write_text('place = "青溪区"\n', encoding="utf-8")

    after = read_folder(tmp_path, before)

    assert after.reading.documents[0] is not before.reading.documents[0]


def test_progress_is_told_after_every_file(tmp_path):
    for name in ("一.txt", "二.txt"):
        (tmp_path / name).write_text("区水利局要抓好河道清淤。\n", encoding="utf-8")
    told = []

    read_folder(tmp_path, progress=lambda done, of: told.append((done, of)))

    assert told == [(1, 2), (2, 2)]
