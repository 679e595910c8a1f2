"""`duban verify`, `backup`, `restore`, `export`, `admin` as they are typed: what they print, how they end."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from openpyxl import load_workbook

sys.path.append(str(Path(__file__).parent / "store"))

from kept_ledger import change, files, fill, numbers


@pytest.fixture
def run(typed, tmp_path, monkeypatch):
    """Run one command line beside config.toml and a ledger with a photo; status, output, errors."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "config.toml").write_text('paths.data = "库"\n', "utf-8")
    fill(tmp_path / "库")
    return typed


def test_from_a_backup_to_the_way_back(run, tmp_path):
    assert run("verify") == (
        0,
        run("verify", "--data", "库")[1],
        "",
    )
    status, out, err = run("backup", "备份")
    (made,) = (tmp_path / "备份").glob("*.db")
    assert (status, out, err) == (0, f"已备份到 备份/{made.name}，证明材料新增 1 份。\n", "")
    assert run("verify", str(made))[0] == 0

    fill(tmp_path / "库", b"one more")
    status, out, err = run("restore", str(made))

    (aside,) = (tmp_path / "库").glob("before-restore-*")
    told = out.splitlines()
    assert (status, err, numbers(tmp_path / "库" / "duban.db")) == (0, "", [1])
    assert told[0] == f"已用 {made.name} 恢复 库，证明材料补回 0 份。"
    assert told[1].startswith(f"原来的数据存放在 库/{aside.name}，没有删除")
    assert told[-1] == "核对完毕：全部无误。"


def test_verify_tells_each_thing_that_is_wrong_in_a_line(run, tmp_path):
    change(tmp_path / "库" / "duban.db", "UPDATE record SET person = 99 WHERE id = 2")
    files(tmp_path / "库" / "evidence")[0].unlink()

    status, out, err = run("verify")

    assert (status, err) == (1, "")
    assert next(line for line in out.splitlines() if "✗" in line) == "  ✗ 第 2 条记录内容与封签不符，曾被改动"
    assert "证明材料：1 份，0.0 MB，1 处不对" in out
    assert out.splitlines()[-1].startswith("核对完毕：2 处不对。请停机，用 duban restore 恢复")
    status, out, _ = run("backup", "备份")
    assert status == 1
    assert out.splitlines()[-1] == "备份与原件一致，但原件有上述问题，请运行 duban verify 查看。"


def test_many_of_a_kind_are_told_as_so_many(run, tmp_path):
    fill(tmp_path / "库", *(b"photo %d" % number for number in range(24)))
    for photo in files(tmp_path / "库" / "evidence"):
        photo.unlink()

    told = run("verify")[1].splitlines()

    assert told[-2:] == [
        "  ✗ ……另有 5 处",
        "核对完毕：25 处不对，记录本身完好。缺失的材料可从备份文件夹的 evidence 中取回。",
    ]


def test_restore_names_the_evidence_that_is_missing(run, tmp_path):
    run("backup", "备份")
    (made,) = (tmp_path / "备份").glob("*.db")
    for folder in ("备份", "库"):
        files(tmp_path / folder / "evidence")[0].unlink()

    status, out, err = run("restore", str(made), "--data", "新库")

    assert (status, out.count("\n"), err.count("\n")) == (1, 1, 1)
    assert out.strip().endswith(".jpg")
    assert "没有恢复" in err and "--without-evidence" in err
    assert run("restore", str(made), "--data", "新库", "--without-evidence")[0] == 1
    assert numbers(tmp_path / "新库" / "duban.db") == [1]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        pytest.param(["verify", "no.db"], "no.db", id="verify of no file"),
        pytest.param(["verify", "a.db", "--data", "b"], "只能写一个", id="verify of two things"),
        pytest.param(["verify", "--data", "nowhere"], "没有数据库文件", id="verify of no folder"),
        pytest.param(["backup"], "缺少参数", id="backup to nowhere"),
        pytest.param(["backup", "b", "--data", "nowhere"], "没有数据库文件", id="backup of no folder"),
        pytest.param(["backup", "config.toml"], "备份失败", id="backup into a file"),
        pytest.param(["restore"], "缺少参数", id="restore from nothing"),
        pytest.param(["restore", "no.db"], "no.db", id="restore from no file"),
        pytest.param(["restore", "config.toml"], "有问题（数据库文件：", id="restore from some other file"),
        pytest.param(["restore", "库/duban.db"], "不是备份", id="restore from the database itself"),
        pytest.param(["admin", "now"], "不认识的参数", id="admin with a word too many"),
        pytest.param(["admin", "--data", "config.toml"], "未保存", id="admin in no folder"),
    ],
)
def test_misuse_is_told_in_one_line_with_status_2(run, words, told):
    status, out, err = run(*words)

    assert (status, out) == (2, "")
    assert err.count("\n") == 1
    assert told in err
    assert "Traceback" not in err


def test_the_ledger_is_exported_as_what_is_asked_for(run, tmp_path):
    status, out, err = run("export", "--out", str(tmp_path))
    (book,) = tmp_path.glob("整改台账-*.xlsx")
    assert (status, out, err) == (0, f"已导出 1 项：{book}\n", "")
    cells = [cell.value for sheet in load_workbook(book) for row in sheet for cell in row]
    assert "完成河道沿线垃圾整治" in cells

    assert run("export", "办理经过", "--form", "csv", "--out", str(tmp_path))[0] == 0
    (whole,) = tmp_path.glob("办理经过-*.csv")
    assert run("export", "--entry", "1", "--form", "csv", "--out", str(tmp_path))[0] == 0
    (one,) = tmp_path.glob("办理经过-第1项-*.csv")
    assert "签收" in whole.read_text("utf-8-sig") and "签收" in one.read_text("utf-8-sig")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["没有"], "没有“没有”这种种类，可以写：整改台账、"),
        (["--form", "pdf"], "没有“pdf”这种格式，可以写：xlsx、"),
        (["--form", "ics"], "“整改台账”不能导出为 ics"),
        (["--entry", "99"], "台账里没有第 99 项"),
        (["--data", "无"], "没有数据库文件"),
        (["--out", "无此文件夹"], "写不成"),
    ],
)
def test_what_cannot_be_exported_is_said_in_a_line(run, words, told):
    status, out, err = run("export", *words)
    assert (status, out) == (2, "") and told in err and err.count("\n") == 1
