"""Parts of one buffer by their names, and many texts in one part."""

from __future__ import annotations

from array import array

import pytest

from bot.asking.sections import Parts, Texts, packed, table

PARTS = {
    "empty": b"",
    "odd": b"abc",
    "eight": b"12345678",
    "numbers": memoryview(array("I", [1, 2, 3])),
    "名": "油烟".encode(),
}
TEXTS = ("餐饮油烟", "", "a", "\n\x1f", "𠀋", "\ud800", "长" * 3_000)


def whole(parts):
    return b"".join(packed(parts))


WHOLE = whole(PARTS)


def test_parts_come_back_by_name_in_their_order():
    parts = Parts(WHOLE)

    assert {name: bytes(part) for name, part in parts.items()} == {n: bytes(p) for n, p in PARTS.items()}
    assert list(parts) == list(PARTS)
    assert len(parts) == len(PARTS)


def test_a_part_can_be_looked_at_as_numbers():
    assert list(Parts(WHOLE)["numbers"].cast("I")) == [1, 2, 3]
    assert [WHOLE.index(PARTS[name]) % 8 for name in ("odd", "eight", "numbers", "名")] == [0] * 4


def test_a_part_that_is_not_there_is_told():
    with pytest.raises(KeyError):
        Parts(WHOLE)["none"]


def test_nothing_can_be_packed():
    assert dict(Parts(whole({}))) == {}


def test_the_parts_of_a_table_are_found_by_their_own_names():
    parts = Parts(whole({**table("units", {"a": b"1", "b": b"2"}), **table("unit", {"a": b"3"})}))

    assert {name: bytes(part) for name, part in parts.below("units").items()} == {"a": b"1", "b": b"2"}
    assert parts.below("uni") == {}


@pytest.mark.parametrize(
    ("damaged", "told"),
    [
        pytest.param(b"", "not a buffer", id="nothing"),
        pytest.param(b"\n" * 100, "not a buffer", id="something else"),
        pytest.param(WHOLE[:8], "not a buffer", id="only its first bytes"),
        pytest.param(WHOLE[:6] + b"\x02" + WHOLE[7:], "not a buffer", id="of another version"),
        pytest.param(WHOLE[:40], "head is damaged", id="cut in the head"),
        pytest.param(WHOLE[:30] + b"\x00" + WHOLE[31:], "head is damaged", id="a byte is wrong"),
        pytest.param(WHOLE[:9] + b"\xff" + WHOLE[10:], "head is damaged", id="too long a head"),
        pytest.param(WHOLE[:-1], "was cut", id="cut by a byte"),
        pytest.param(WHOLE + b"\x00", "was cut", id="a byte too many"),
        pytest.param(WHOLE[:8] + bytes(8), "head is damaged", id="an empty head"),
    ],
)
def test_what_was_not_packed_so_is_refused(damaged, told):
    with pytest.raises(ValueError, match=told):
        Parts(damaged)


# ---- texts


def test_texts_come_back_as_they_were_packed():
    texts = Texts(memoryview(Texts.packed(TEXTS)))

    assert tuple(texts) == TEXTS
    assert len(texts) == len(TEXTS)
    assert [texts[at] for at in range(len(TEXTS))] == list(TEXTS)


@pytest.mark.parametrize("part", [slice(1, 3), slice(None, None, 2), slice(5, 99), slice(3, 3)])
def test_several_texts_are_taken_like_those_of_a_list(part):
    assert Texts(memoryview(Texts.packed(TEXTS)))[part] == list(TEXTS)[part]


@pytest.mark.parametrize("at", [-1, len(TEXTS)])
def test_a_text_that_is_not_there_is_told(at):
    with pytest.raises(IndexError):
        Texts(memoryview(Texts.packed(TEXTS)))[at]


def test_no_texts_at_all():
    assert list(Texts(memoryview(Texts.packed(())))) == []


def test_a_long_text_is_read_from_the_file_and_nothing_beside_it():
    buffer = whole({"before": b"12345", "texts": Texts.packed(TEXTS)})
    asked = []

    def read(start, end):
        asked.append(end - start)
        return buffer[start:end]

    texts = Parts(buffer, read).texts("texts")
    assert asked == []
    assert (texts[6], texts[0], texts[1]) == (TEXTS[6], TEXTS[0], "")
    assert asked == [9_000, 12, 0]


@pytest.mark.parametrize("size", [0, 3, 8, 16])
def test_texts_that_were_cut_are_refused(size):
    with pytest.raises(ValueError, match="not a part of texts"):
        Texts(memoryview(Texts.packed(TEXTS))[:size])
