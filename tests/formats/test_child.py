"""The child: every file is parsed in it; started when needed, one for many files.

Gone, and replaced, when a file was too much for it.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import writing

from bot.duty import Severity
from bot.errors import Unreadable
from bot.reading.files import Child, read_file
from bot.reading.folder import read_folder

TEXT = "2026年3月12日，青溪区召开会议。区水利局要在6月底前完成清淤。"
DOCX = writing.docx([TEXT])
linux = pytest.mark.skipif(
    sys.platform != "linux", reason="looks the child up in /proc; the limits are Linux's"
)


def process_of(child: Child) -> int | None:
    return child._process.pid if child._process else None


def test_one_child_serves_many_files():
    with Child() as child:
        pids = {(child.parse(DOCX, "a.docx"), process_of(child))[1] for _ in range(5)}
        (pid,) = pids
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_a_child_that_died_is_replaced():
    with Child() as child:
        child.parse(DOCX, "a.docx")
        child._process.kill()
        child._process.wait()

        assert child.parse(DOCX, "a.docx").text == TEXT + "\n"


def test_a_file_that_takes_too_long_is_one_refusal():
    with Child(patience=0.001) as child:
        with pytest.raises(Unreadable, match=r"^a\.docx：解析用时或占用内存超过上限") as caught:
            child.parse(DOCX, "a.docx")

        assert str(caught.value).count("。") == 1
        assert process_of(child) is None


def run(script: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - our own script
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parents[2],
    )


@linux
def test_memory_is_limited():
    done = run(
        "from bot.reading.formats import child\nchild._limit_memory()\n"
        "child.parse = lambda code, suffix: bytearray(2 << 30)\nprint(child.answer(b'x'))"
    )

    assert "超出解析所需内存的上限" in done.stdout
    assert "'last': True" in done.stdout


@linux
def test_processor_time_is_limited_for_each_file_anew():
    done = run(
        "from bot.reading.formats import child\nchild.SECONDS = 0\nchild._limit_seconds()\n"
        "print('begins', flush=True)\nwhile True: pass"
    )

    assert done.stdout == "begins\n"
    assert done.returncode < 0  # ended by a signal


@linux
def test_the_child_learns_no_secrets(monkeypatch):
    monkeypatch.setenv("DUBAN_TOKEN", "123:secret")
    with Child() as child:
        child.parse(DOCX, "a.docx")
        environment = Path(f"/proc/{process_of(child)}/environ").read_bytes()

    assert b"secret" not in environment


#: A file of each format that is text.
TEXTS = {
    "甲.txt": TEXT,
    "乙.md": f"# 清淤\n\n- **{TEXT}**",
    "丙.html": f"<html><title>清淤</title><p>{TEXT}",
    "丁.csv": "任务,单位\n清淤,区水利局",
}


def in_one_folder(folder: Path) -> Path:
    for name, text in TEXTS.items():
        (folder / name).write_text(text, "utf-8")
    return folder


def test_what_takes_text_apart_is_loaded_by_the_child_alone(tmp_path):
    done = run(
        "import sys\nfrom pathlib import Path\nfrom bot.reading.folder import read_folder\n"
        f"read = read_folder(Path({str(in_one_folder(tmp_path))!r})).reading\nprint(len(read.documents))\n"
        "print(sorted({'bot.reading.html', 'bot.reading.markdown',\n"
        "              'html.parser', 'zipfile', 'xml.etree.ElementTree'} & set(sys.modules)))"
    )

    assert done.stdout == "4\n[]\n"


def test_a_folder_in_which_nothing_changed_starts_no_child(tmp_path, monkeypatch):
    before = read_folder(in_one_folder(tmp_path))
    monkeypatch.setattr(Child, "_running", lambda _: pytest.fail("a child was started"))

    assert read_folder(tmp_path, before).reading == before.reading


def test_a_folder_of_many_files_starts_one_child(tmp_path, monkeypatch):
    started = []
    popen = subprocess.Popen
    monkeypatch.setattr(subprocess, "Popen", lambda *a, **k: started.append(popen(*a, **k)) or started[-1])
    read_folder(in_one_folder(tmp_path))

    assert len(started) == 1


@pytest.mark.parametrize("name", TEXTS)
def test_words_come_back_with_their_places(tmp_path, child, name):
    path = in_one_folder(tmp_path) / name
    raw = read_file(path, child)
    words, origin = (
        (raw.extract.text, raw.extract.origin) if raw.extract else (raw.text, range(len(raw.text) + 1))
    )

    assert raw.text == TEXTS[name]
    assert len(origin) == len(words) + 1
    assert all(not char.strip() or raw.text[at] == char for at, char in zip(origin, words, strict=False))


@linux
def test_a_parent_that_once_needed_much_memory_keeps_its_child():
    """On Linux a process starts with the peak of the one that started it, over fork and exec."""
    done = run(
        "from bot.reading.files import Child\nfrom bot.reading.formats import child as limits\n"
        "spent = bytearray(limits.HELD + (64 << 20))\ndel spent\n"
        "with Child() as child:\n"
        "    print(*(bool(child.parse(b'%d' % n, 'a.txt')) and child._process is not None for n in range(3)))"
    )

    assert done.stdout == "True True True\n"


@linux
def test_a_child_that_holds_much_memory_is_given_back():
    done = run(
        "from io import BytesIO\nfrom bot.reading.formats import child\n"
        "held = []\n"
        "def answer(code, suffix):\n    held.append(bytearray(child.HELD))\n    return {}\n"
        "child.answer, told = answer, BytesIO()\n"
        "child.serve(BytesIO(b'1 .txt\\na1 .txt\\nb'), told)\nprint(told.getvalue())"
    )

    assert done.stdout == "b'{\"last\": true}\\n'\n"


def test_a_system_that_starts_no_process_is_one_refusal(monkeypatch):
    def refuse(*_: object, **__: object) -> None:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(subprocess, "Popen", refuse)
    with Child() as child, pytest.raises(Unreadable, match=r"^甲\.txt：系统内存或进程数不足") as caught:
        child.parse(TEXT.encode(), "甲.txt")

    assert str(caught.value).count("。") == 1


def test_a_folder_of_every_format(tmp_path):
    header = ["任务", "牵头单位", "完成时限"]
    grid = [header, ["松坪河清淤", "区水利局", "2026年6月底前"]]
    (tmp_path / "甲.docx").write_bytes(writing.docx(["任务表", grid]))
    (tmp_path / "乙.xlsx").write_bytes(writing.xlsx(["任务表", grid]))
    (tmp_path / "丙.pdf").write_bytes(writing.pdf(["任务表", grid]))
    (tmp_path / "丁.csv").write_bytes(writing.csv_file(["任务表", grid]))
    (tmp_path / "戊.htm").write_bytes(writing.html(["任务表", grid]))
    (tmp_path / "己.doc").write_bytes(b"\xd0\xcf\x11\xe0" * 200)
    (tmp_path / "庚.xlsx").write_bytes(b"PK\x03\x04" * 200)
    reading = read_folder(tmp_path).reading

    assert [(d.file, d.source.file) for d in reading.documents if not d.digest] == []
    assert {(d.matter, *d.lead, str(d.deadline.due)) for d in reading.duties} == {
        ("松坪河清淤", "区水利局", "2026-06-30")
    }
    assert len(reading.duties) == 5
    assert [(p.path, p.severity) for p in reading.problems] == [
        ("己.doc", Severity.ERROR),
        ("庚.xlsx", Severity.ERROR),
    ]


def test_a_duty_of_a_word_file_is_found_again_in_its_words(tmp_path):
    (tmp_path / "甲.docx").write_bytes(writing.docx(["关于清淤的通知", TEXT]))
    reading = read_folder(tmp_path).reading
    (duty,) = reading.duties
    start, end = duty.source.span

    assert reading.documents[0].repaired.raw[start:end] == duty.quote


def test_notes_become_warnings(tmp_path):
    (tmp_path / "甲.docx").write_bytes(
        writing.docx_of(writing.paragraph(TEXT) + "<w:p><w:ins><w:r><w:t>另加。</w:t></w:r></w:ins></w:p>")
    )
    (problem,) = read_folder(tmp_path).reading.problems

    assert (problem.path, problem.line, problem.severity) == ("甲.docx", 1, Severity.WARNING)
    assert problem.message.startswith("含未接受的修订")
