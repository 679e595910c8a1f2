"""Blocks of HTML → messages Telegram takes; buttons' data; plain text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.chat import render
from bot.chat.render import Message, callback, h, is_long, pack, plain, read_callback, size
from bot.sandbox.entities import parse_html, units

ANY_TEXT = st.text(st.characters(codec="utf-8") | st.sampled_from("。；\n<>&👍🏽𠮷督"), max_size=600)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        pytest.param("<script>&", "&lt;script&gt;&amp;", id="specials of HTML are escaped"),
        pytest.param("督\u202e办\u200f", "督办", id="direction overrides are dropped"),
        pytest.param("督\ud800办", "督办", id="a lone surrogate cannot be sent"),
        pytest.param("一\r\n二\r三\x07", "一\n二\n三", id="line ends are one kind, other controls go"),
        pytest.param(17, "17", id="numbers are text"),
    ],
)
def test_values_go_through_h(value, expected):
    assert h(value) == expected


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        pytest.param("督办", (2, 0), id="plain text"),
        pytest.param("<b>督办</b>&amp;", (3, 1), id="tags are not seen, a reference is one sign"),
        pytest.param("👍🏽𠮷", (6, 0), id="signs beyond the basic plane are two units"),
        pytest.param("a < b 1<2", (9, 0), id="a bare < is no tag"),
    ],
)
def test_what_a_reader_sees_is_counted(block, expected):
    assert size(block) == expected


def test_short_blocks_make_one_message_without_number():
    assert pack(["<b>一</b>", "", "二"]) == ["<b>一</b>\n二"]


def test_nothing_makes_no_message():
    assert pack(["", " \n "]) == []


def test_long_text_is_cut_at_full_stops_and_numbered():
    parts = pack(["督办事项很多。" * 1000])

    assert [part[-5:] for part in parts] == ["（1/2）", "（2/2）"]
    assert parts[0].removesuffix("\n（1/2）").endswith("。")


def test_a_cut_block_closes_its_tags_and_opens_them_again():
    parts = pack(["<blockquote expandable>" + "责任落实；" * 1000 + "</blockquote>"])

    assert len(parts) == 2
    assert all(part.startswith("<blockquote expandable>") for part in parts)
    assert all("</blockquote>\n（" in part for part in parts)


def test_many_entities_are_spread_over_messages():
    parts = pack([f"<b>{i}</b>" for i in range(200)])

    assert [size(part)[1] for part in parts] == [80, 80, 40]


def test_one_block_with_many_entities_is_cut_too():
    assert max(size(part)[1] for part in pack(["<b>一</b>" * 200])) <= 80


def test_a_composed_sign_is_not_torn():
    parts = pack(["👍🏽" * 1500])

    assert "".join(part.rpartition("\n")[0] for part in parts).count("👍🏽") == 1500


@settings(max_examples=60, deadline=None)
@given(st.lists(ANY_TEXT, max_size=5), st.integers(1, 12))
def test_whatever_is_said_telegram_takes_it(texts, times):
    blocks = [f"<b>{h(t)}</b>：<blockquote expandable>{h(t * times)}</blockquote>" for t in texts]

    for part in pack(blocks):
        text, entities = parse_html(part)
        assert 1 <= units(text) <= 4096
        assert len(entities) <= 100


@settings(max_examples=40, deadline=None)
@given(ANY_TEXT)
def test_no_word_is_lost_between_messages(text):
    words = "".join((text * 20).split())
    said = "".join(plain(part, "") for part in pack([h(words)]))
    said = said if len(pack([h(words)])) < 2 else said.replace("（", "").replace("）", "")

    for char in set(render.visible(words)) - set("（）0123456789/"):
        assert said.count(char) == render.visible(words).count(char)


@pytest.mark.parametrize(
    ("length", "expected"),
    [
        pytest.param(render.PARTS * 3000, False, id="five messages are sent as messages"),
        pytest.param(render.PARTS * 3900, True, id="more than five go as a file"),
        pytest.param(2_000_000, True, id="a book is not cut up first"),
    ],
)
def test_what_is_too_long_for_messages(length, expected):
    assert is_long(["督" * length]) is expected


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        pytest.param(
            "<b>一</b>\n<blockquote>二\n三</blockquote>\n四",
            "一\n　　二\n　　三\n四",
            id="quotes are indented",
        ),
        pytest.param("&lt;b&gt;&amp;amp;", "<b>&amp;", id="references are resolved once"),
    ],
)
def test_html_as_plain_text(block, expected):
    assert plain(block) == expected


def test_a_message_as_plain_text_has_all_blocks():
    assert Message(("<b>一</b>", "二")).plain() == "一\n二"


@pytest.mark.parametrize(
    "number",
    [
        pytest.param(0, id="zero"),
        pytest.param(35, id="one digit"),
        pytest.param(36, id="two digits"),
        pytest.param(2**41, id="as large as they get"),
    ],
)
def test_a_button_is_read_as_it_was_written(number):
    assert read_callback(callback("around", number)) == ("around", number)


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(None, id="no data at all"),
        pytest.param("", id="empty"),
        pytest.param("v0:hit:1", id="another version"),
        pytest.param("v1:hit:-1", id="a sign"),
        pytest.param("v1:hit:1\n", id="a line break"),
        pytest.param("v1:hit:" + "z" * 60, id="a number without end"),
    ],
)
def test_foreign_buttons_mean_nothing(data):
    assert read_callback(data) is None


@pytest.mark.parametrize("action", ["生态环境局", "a" * 60, "", "A"])
def test_a_button_that_does_not_fit_is_refused(action):
    with pytest.raises(ValueError, match="callback_data"):
        callback(action, 1)
