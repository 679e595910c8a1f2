"""Landmarks: what gives away the document a question means."""

from __future__ import annotations

import pytest

from bot.asking.landmarks import places_in, speaker, speaker_key, speakers_in, waters_in


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("云岭日报讯", ["云岭"], id="a newspaper's name holds the stem"),
        pytest.param("云岭发布 云岭县召开会议", ["云岭县"], id="the full name where the text has it"),
        pytest.param("人民日报刊文", [], id="a national paper is no place"),
        pytest.param("在市广播电视台录制", [], id="the town's own station has no name"),
        pytest.param("在青衣河边开会", ["青衣河"], id="a river"),
        pytest.param("对泾河沿线排查", ["泾河"], id="a river of one character"),
        pytest.param("污水入河,各级河长巡河", [], id="words with 河 that are no names"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_places_in_a_text(text, expected):
    assert places_in(text) == expected


def test_waters_are_named_once():
    assert waters_in("青衣河治理,青衣河保洁") == ["青衣河"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("段县长说病猪谁查", ("段", "县长"), id="surname and post"),
        pytest.param("李副市长要求的事谁办", ("李", "市长"), id="a deputy"),
        pytest.param("县长热线谁接", None, id="a post without a name"),
        pytest.param("总河长巡河", None, id="a river chief is no county chief"),
    ],
)
def test_a_speaker_in_a_question(text, expected):
    found = speaker(text)

    assert (found[2:] if found else None) == expected


@pytest.mark.parametrize(
    ("text", "appears"),
    [
        pytest.param("县长　段海洋", True, id="the name behind the post"),
        pytest.param("县长 马海洋", False, id="another one"),
        pytest.param("段海洋县长强调", True, id="the post behind the name"),
        pytest.param("段落、县长", False, id="a word that begins like a name"),
    ],
)
def test_a_speaker_is_found_where_post_and_name_stand_together(text, appears):
    assert (speaker_key("段", "县长") in speakers_in(text)) == appears
