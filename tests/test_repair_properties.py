"""Laws of repair, and a forward model of the damage that it must undo."""

from __future__ import annotations

import unicodedata
from array import array

import pypinyin
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.duty import Flag, Repaired
from bot.reading.repair import repair
from bot.reading.script import simplify

LEVEL = bytes(b for lead in range(0xB0, 0xD8) for trail in range(0xA1, 0xFF) for b in (lead, trail))
COMMON = sorted(LEVEL.decode("gb2312", "ignore"))
MARKS = list("，。、；：！？“”（）《》—…0123456789AZaz \n")

SENTENCES = [
    "縣水務局負責河道清淤，確保年底前全部完成。",
    "會議強調，要壓實責任，嚴格監管，對問題單位約談問責。",
    "各鄉鎮黨委、政府要組織開展專項檢查，建立臺賬。",
    "區住建局牽頭，區城管局配合，推進雨污分流改造項目。",
    "環境質量穩定達標，羣衆滿意度顯著提高，經驗值得總結。",
]
LISTABLE = sorted({char for sentence in SENTENCES for char in sentence if simplify(char) != char})


def annotated(sentence: str, chosen: set[str], style: str) -> str:
    """Put readings behind the *chosen* characters, as the tool does: one list for the whole page."""
    bracket = {"tight": "({})", "blank": "({} )", "wide": "（{}）", "bare": "({})", "twice": "({0})({0})"}[
        style
    ]
    kind = pypinyin.Style.NORMAL if style == "bare" else pypinyin.Style.TONE
    reading = {char: pypinyin.pinyin(char, style=kind)[0][0] for char in chosen}
    return "".join(c + bracket.format(reading[c]) if c in chosen else c for c in sentence)


@settings(max_examples=100)
@given(
    st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=3),
    st.sets(st.sampled_from(LISTABLE), max_size=40),
    st.sampled_from(["tight", "blank", "wide", "bare", "twice"]),
)
def test_annotation_damage_is_undone_exactly(sentences, chosen, style):
    page = "\n".join(sentences)
    repaired = repair(annotated(page, chosen, style))

    assert repaired.text == simplify(page)
    assert repaired.flags == ()


def byte_damage(sentence: str, chosen: list[str]) -> str:
    """Replace in the bytes, blind to where characters begin, and decode with losses."""
    code = sentence.encode("gbk")
    for char in chosen:
        note = f"{char}({pypinyin.pinyin(char)[0][0]})"
        code = code.replace(char.encode("gbk"), note.encode("gbk"))
    out, i = "", 0
    while i < len(code):
        pair = code[i : i + 2]
        if pair[0] < 0x80:
            out, i = out + chr(pair[0]), i + 1
        elif len(pair) == 2 and pair[1] < 0x40:
            swallowed = pair[1] == ord("(") and pair[0] < 0xF8
            out, i = out + "?" * (pair[0] < 0xF8), i + 1 + swallowed
        else:
            out, i = out + pair.decode("gbk", "ignore"), i + 2
    return out


@settings(max_examples=100)
@given(
    st.sampled_from(SENTENCES), st.sampled_from(["購", "鎮", "試", "達", "藥", "臉", "擔", "議", "變", "費"])
)
def test_byte_damage_is_undone_or_flagged(sentence, hit):
    """What is not brought back exactly never passes for the document's words."""
    repaired = repair(byte_damage(sentence, [hit, "強", "責", "標"]))

    assert repaired.text == simplify(sentence) or {"guess", "lost-bytes"} & {f.kind for f in repaired.flags}


@settings(max_examples=100)
@given(st.text(st.sampled_from(COMMON + MARKS * 20), max_size=120))
def test_simplified_text_keeps_every_character(text):
    assert simplify(repair(text).text) == repair(text).text
    if not any(pair in text for pair in ("，，", "，。", "，、", "，；", "，：", "，！", "，？")):
        assert repair(text).text == text


ANY = st.text(
    st.one_of(
        st.characters(codec="utf-8"),
        st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF),
        st.sampled_from("?!,;:()（）〔〕qūgòu\r\n\ufffd\ue000\u200b⼈國強購"),
    ),
    max_size=80,
)


@settings(max_examples=100)
@given(ANY)
def test_the_way_back_is_always_inside_the_file(text):
    repaired = repair(text)
    origin = list(repaired.origin)

    assert len(origin) == len(repaired.text) + 1
    assert origin == sorted(origin)
    assert origin[-1] == len(text)
    assert all(0 <= flag.start < flag.end <= len(repaired.text) for flag in repaired.flags)


@settings(max_examples=100)
@given(ANY)
def test_nothing_invisible_is_left(text):
    left = {unicodedata.category(char) for char in repair(text).text if char not in "\n\t"}

    assert not left & {"Cc", "Co", "Cs"}


@given(
    st.lists(st.tuples(st.sampled_from(["guess", "blank", "spam"]), st.integers(0, 60), st.integers(1, 30))),
    st.integers(0, 70),
    st.integers(0, 20),
)
def test_the_damage_of_a_passage_is_that_of_every_flag_that_touches_it(flags, start, length):
    found = tuple(Flag(kind, at, at + wide) for kind, at, wide in sorted(flags, key=lambda f: f[1]))
    touching = [f.kind for f in found if f.start < start + length and start < f.end]

    assert Repaired("", "", array("l"), found).damage(start, start + length) == tuple(dict.fromkeys(touching))
