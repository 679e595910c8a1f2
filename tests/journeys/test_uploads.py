"""A document sent to the bot: into the knowledge folder, or refused in one sentence."""

from __future__ import annotations

import os

import pytest

from bot.sandbox.faults import Fault
from bot.sandbox.refusals import bad_request

MINUTES = "白鹭县专题会议纪要\n\n2026年4月1日\n\n由县林业局牵头开展砚山矿山复绿，6月底前完成。\n"


def documents(chat) -> list[str]:
    folder = chat.folder / "documents"
    return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []


async def test_an_administrator_adds_a_document_and_loads_it(chat):
    await chat.sends("管理员", "纪要.txt", MINUTES.encode())
    assert chat.heard() == [
        "已存入资料文件夹：《白鹭县专题会议纪要》，读出1项。\n"
        "文件：documents/纪要.txt\n发送 /reload 载入后，即可查询。"
    ]

    await chat.says("李工", "砚山矿山复绿谁负责")
    assert "资料中没有查到" in chat.heard()[0]

    await chat.says("管理员", "/reload")
    assert "新增1项" in chat.heard()[1]
    await chat.says("李工", "砚山矿山复绿谁负责")
    assert chat.first_line() == "开展砚山矿山复绿：县林业局（牵头）"
    assert (chat.folder / "documents" / "纪要.txt").read_bytes() == MINUTES.encode()


@pytest.mark.parametrize(
    ("who", "group", "expected"),
    [
        pytest.param(
            "李工",
            None,
            "您没有权限添加文件。如需办理，请把 /whoami 显示的编号告知管理员，由其写入配置文件。",
            id="others",
        ),
        pytest.param("管理员", "整改群", "文件不在群里接收，请私聊机器人发送。", id="in a group"),
    ],
)
async def test_who_may_not_and_where_not(chat, who, group, expected):
    await chat.sends(who, "纪要.txt", MINUTES.encode(), group, caption="@duban_bot" if group else "")

    assert chat.heard() == [expected]
    assert documents(chat) == []


async def test_a_file_in_a_group_that_is_not_meant_for_the_bot_is_left_alone(chat):
    await chat.sends("管理员", "纪要.txt", MINUTES.encode(), "整改群")

    assert chat.heard() == []


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        pytest.param(
            "程序.exe",
            b"MZ",
            "不能读取这种文件，请另存为 .docx、.xlsx、.pdf、.txt、.md、.html 或 .csv 后再发送。",
            id="another kind",
        ),
        pytest.param(
            "坏.docx",
            b"PK\x03\x04",
            "坏.docx：文件已损坏或没有下载完整，请用原软件打开，另存为 .docx 或 .xlsx 后再放入。",
            id="half a Word file",
        ),
        pytest.param("空.txt", b" ", "空.txt：文件是空的，请确认保存无误后再放入。", id="nothing in it"),
        pytest.param(
            "旧.doc",
            b"\xd0\xcf\x11\xe0",
            "旧.doc：文件已加密或为旧版 .doc/.xls，请取消密码，另存为 docx 或 xlsx 后再放入。",
            id="an old format",
        ),
    ],
)
async def test_what_cannot_be_read_is_not_kept(chat, name, content, expected):
    await chat.sends("管理员", name, content)

    assert chat.heard() == [expected]
    assert documents(chat) == []


async def test_a_file_too_large_is_refused_before_it_is_fetched(chat):
    await chat.sends("管理员", "大.txt", b"a" * (20 * 2**20 + 1))

    assert chat.heard() == ["文件超过 20 MB，机器人取不到，请直接放进服务器上的资料文件夹。"]
    assert documents(chat) == []
    assert "getFile" not in {call.method for call in chat.api.calls}


async def test_what_stands_there_is_never_written_over(chat):
    await chat.sends("管理员", "纪要.txt", MINUTES.encode())
    chat.heard()
    await chat.sends("管理员", "纪要.txt", MINUTES.replace("林业", "水利").encode())

    assert chat.heard() == ["资料文件夹里已有“纪要.txt”，为免覆盖未保存，请改名后再发送。"]
    assert documents(chat) == ["纪要.txt"]
    assert "林业" in (chat.folder / "documents" / "纪要.txt").read_text("utf-8")


async def test_a_name_leads_nowhere_else(chat):
    await chat.sends("管理员", "../../units.toml\u202e/..\\纪<b>要.txt", MINUTES.encode())

    assert documents(chat) == ["纪b要.txt"]


async def test_a_file_telegram_no_longer_has_is_asked_for_again(chat):
    chat.api.faults.add("getFile", Fault(refusal=bad_request("file is temporarily unavailable")))
    await chat.sends("管理员", "纪要.txt", MINUTES.encode())

    assert chat.heard() == ["文件没有取到，请重新发送。"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
async def test_a_folder_that_cannot_be_written_is_told(chat):
    (chat.folder / "documents").mkdir()
    (chat.folder / "documents").chmod(0o500)
    await chat.sends("管理员", "纪要.txt", MINUTES.encode())

    assert chat.heard() == ["未保存：没有权限，请管理员检查资料文件夹的磁盘和权限。"]


async def test_something_else_in_the_place_of_the_folder_is_told(chat):
    chat.writes("documents", "不是文件夹")
    await chat.sends("管理员", "纪要.txt", MINUTES.encode())

    assert chat.heard() == ["未保存：同名文件占了位置，请管理员检查资料文件夹的磁盘和权限。"]
