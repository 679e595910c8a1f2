"""What is asked for, laid out position by position, and what each weighs."""

from __future__ import annotations

import pytest

from bot.asking.cover import GAP, LETTER
from bot.asking.kinds import Piece
from bot.asking.matters import Matters, Said, gathered
from bot.asking.meanings import Meanings
from bot.asking.question import Question
from bot.asking.spellings.letters import classes
from bot.asking.spellings.sounds import sound
from bot.asking.terms import load_terms
from bot.asking.weighing import Weighing

TERMS, _ = load_terms('[topics."动作"]\n"查" = ["检查"]\n[topics."渣土"]\n"拉土车" = ["渣土运输车辆"]\n')


def weighing(*matters):
    said = [Said(matter, matter) for matter in matters]
    parts = {name: memoryview(part) for name, part in gathered(said).items()}
    return Weighing(Matters(parts), Meanings.of(TERMS))


WEIGHING = weighing(
    "渣土车辆管控", "餐饮油烟管控", "扬尘管控", "噪声管控", "夜市油烟管控", "方案编制", "反恐演练", "档案卷宗"
)


def typed(*pieces):
    return Question("", pieces=tuple(Piece(chars, (sound(chars),)) for chars in pieces))


def lettered(*ways, initials=""):
    return Piece("", tuple(classes(way) for way in ways), initials)


def weights(chars, weighing=WEIGHING):
    wanted = weighing.wanted(typed(chars))
    return dict(zip(wanted.chars, wanted.weights, strict=True))


def test_pieces_are_laid_out_with_a_gap_between_them():
    wanted = WEIGHING.wanted(typed("油烟", "管控"))

    assert wanted.chars == f"油烟{GAP}管控"
    assert wanted.sounds == sound(wanted.chars)
    assert wanted.weights[2] == 0
    assert wanted.total == wanted.weight == sum(wanted.weights)


def test_nothing_asked_weighs_nothing():
    assert WEIGHING.wanted(typed()).total == 0


def test_what_many_matters_have_weighs_less():
    assert weights("地铁")["地"] > weights("扬尘")["扬"] > weights("油烟")["油"] > 0


def test_what_no_matter_has_weighs_most():
    assert weights("地铁") == {"地": 1, "铁": 1}


@pytest.mark.parametrize(
    ("chars", "char", "weight"),
    [
        pytest.param("的", "的", 0, id="a particle"),
        pytest.param("地", "地", 0.5, id="a character that stands alone"),
        pytest.param("地9", "9", 0.3, id="a digit"),
        pytest.param("地铁处理", "处", 0.3, id="a general word"),
        pytest.param("地铁很多", "很", 0.1, id="a word of speech"),
        pytest.param("查", "查", 0.15, id="one character that says what is done"),
    ],
)
def test_what_weighs_less(chars, char, weight):
    assert weights(chars)[char] == pytest.approx(weight)


def test_a_pair_with_a_particle_in_it_weighs_nothing():
    assert weights("铁的地") == {"铁": 0.5, "的": 0, "地": 0.5}


@pytest.mark.parametrize(
    ("often", "rare"),
    [
        pytest.param(0, 1, id="what none has"),
        pytest.param(1, 0.83, id="what one has"),
        pytest.param(8, 0.46, id="what all have"),
    ],
)
def test_how_rare_something_is(often, rare):
    assert WEIGHING.rare(often) == pytest.approx(rare, abs=0.01)


def test_without_matters_everything_is_rare():
    assert weighing().rare(0) == 1
    assert weights("油烟", weighing()) == {"油": 1, "烟": 1}


def test_a_look_alike_that_no_matter_has_is_put_right():
    wanted = WEIGHING.wanted(typed("渣士车辆"))

    assert (wanted.chars, wanted.sounds) == ("渣土车辆", sound("渣土车辆"))


# ---- letters


def test_syllables_stand_as_letters_with_their_sounds():
    wanted = WEIGHING.wanted(Question("", pieces=(lettered(("you", "yan")),)))

    assert (wanted.chars, wanted.sounds) == (LETTER * 2, sound("油烟"))
    assert all(wanted.weights)


@pytest.mark.parametrize("ways", [(("fan", "gan"), ("fang", "an")), (("fang", "an"), ("fan", "gan"))])
def test_of_two_readings_the_one_that_the_documents_know_is_meant(ways):
    assert WEIGHING.wanted(Question("", pieces=(lettered(*ways),))).sounds == sound("方案")


def test_letters_keep_their_sounds_where_another_piece_is_put_right():
    piece = Piece("渣士", (sound("渣士"),))
    wanted = WEIGHING.wanted(Question("", pieces=(piece, lettered(("dang", "an")))))

    assert wanted.chars == f"渣土{GAP}{LETTER * 2}"
    assert wanted.sounds == f"{sound('渣土')}{GAP}{sound('档案')}"


def test_letters_among_characters_keep_their_sounds_too():
    heard = sound("渣士车") + classes(("liang",))
    wanted = WEIGHING.wanted(Question("", pieces=(Piece(f"渣士车{LETTER}", (heard,)),)))

    assert (wanted.chars, wanted.sounds) == (f"渣土车{LETTER}", sound("渣土车辆"))


@pytest.mark.parametrize(
    ("row", "chars", "initials"),
    [
        pytest.param("cyyy", "", ("cyyy",), id="a row that a matter has"),
        pytest.param("ltc", "拉土车", (), id="a row that only a term has"),
        pytest.param("xyz", "", ("xyz",), id="a row that nothing has"),
    ],
)
def test_initials_stand_for_a_matter_or_else_for_a_term(row, chars, initials):
    wanted = WEIGHING.wanted(Question("", pieces=(Piece("", (), row),)))

    assert (wanted.chars, wanted.initials) == (chars, initials)
    assert wanted.total == pytest.approx(wanted.weight + len("".join(initials)))


def test_letters_that_may_be_syllables_are_no_initials():
    wanted = WEIGHING.wanted(Question("", pieces=(lettered(("can",), initials="can"),)))

    assert wanted.initials == ()


def test_what_a_term_stands_for_comes_with_what_was_asked():
    wanted = WEIGHING.wanted(typed("拉土车"))

    assert [(one.start, one.end, one.words) for one in wanted.alternatives] == [
        (0, 3, ("拉土车", "渣土运输车辆"))
    ]
    assert wanted.meant == {0, 1, 2}
