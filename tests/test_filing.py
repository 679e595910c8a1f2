"""The names under which documents are kept."""

from __future__ import annotations

import pytest

from bot.chat.filing import check, safe_name
from bot.errors import Misuse


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        pytest.param("05_纪要.docx", "05_纪要.docx", id="a plain name stays"),
        pytest.param("/etc/passwd.txt", "passwd.txt", id="folders go"),
        pytest.param("C:\\文件\\纪要.txt", "纪要.txt", id="folders of Windows go"),
        pytest.param("..txt", "文件.txt", id="nothing but dots"),
        pytest.param("", "文件", id="no name at all"),
        pytest.param(".隐藏.txt", "隐藏.txt", id="a hidden file is not hidden"),
        pytest.param("~$纪要.docx", "纪要.docx", id="Word's lock file is no lock file"),
        pytest.param("readme.md", "文件readme.md", id="the folder passes a README over"),
        pytest.param("纪\u202e要\x00\n\u200b.txt", "纪要.txt", id="what cannot be seen goes"),
        pytest.param("a" * 300 + ".txt", "a" * 80 + ".txt", id="300 letters"),
        pytest.param("督" * 300 + ".txt", "督" * 80 + ".txt", id="300 characters are 900 bytes"),
        pytest.param("<script>.txt", "script.txt", id="no name is markup"),
        pytest.param("cafe\u0301.txt", "café.txt", id="composed characters"),
    ],
)
def test_a_name_is_made_safe(name, expected):
    assert safe_name(name) == expected
    assert len(safe_name(name).encode()) <= 255


@pytest.mark.parametrize("name", ["a", "a.exe", "a.t/xt", "docx"])
def test_only_what_is_read_is_taken(name):
    with pytest.raises(Misuse, match="不能读取这种文件"):
        check(name, 1)


@pytest.mark.parametrize(("size", "taken"), [(20 * 2**20, True), (20 * 2**20 + 1, False)])
def test_20_megabytes_are_the_limit(size, taken):
    if taken:
        assert check("a.txt", size) == "a.txt"
    else:
        with pytest.raises(Misuse, match="20 MB"):
            check("a.txt", size)
