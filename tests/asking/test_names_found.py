"""Names in a question: as written, by their sound, mistyped, and by what they begin with."""

from __future__ import annotations

import pytest

from bot.asking.names import PARTS, Found, Names, packed
from bot.asking.spellings.sounds import sound

FORMS = {
    "柳河县": ("柳河县", "柳河"),
    "柳林县": ("柳林县", "柳林"),
    "永林县": ("永林县", "永林"),
    "重阳县": ("重阳县",),
    "长岭县水利局": ("长岭县水利局", "水利局"),
    "县水利局": ("县水利局", "水利局"),
    "青": ("青",),
    "pm治理办": ("pm治理办",),
    "㙍肚镇": ("㙍肚镇",),
    "永阳河流域管理中心": ("永阳河流域管理中心",),
}
NAMES = Names.of(FORMS)


def found(text, heard="", names=NAMES):
    return [(hit.form, hit.start, hit.written) for hit in names.found(text, heard)]


def names_of(text, end, names=NAMES):
    return [(hit.name, hit.start, hit.end) for hit in names.mistyped(text, end)]


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        pytest.param("", [], id="nothing"),
        pytest.param("县", [], id="one character"),
        pytest.param("油烟谁管", [], id="no name"),
        pytest.param("重阳县", [("重阳县", 0, True)], id="all of it"),
        pytest.param("在重阳县的", [("重阳县", 1, True)], id="in the middle"),
        pytest.param("柳河县", [("柳河县", 0, True), ("柳河", 0, True)], id="each of its forms"),
        pytest.param("柳河镇", [("柳河", 0, True)], id="the one form that stands there"),
        pytest.param("重阳县和重阳县", [("重阳县", 0, True), ("重阳县", 4, True)], id="twice"),
        pytest.param("柳何县", [("柳河县", 0, False), ("柳河", 0, False)], id="by its sound"),
        pytest.param("流河县", [("柳河县", 0, False), ("柳河", 0, False)], id="by the sound of its first"),
        pytest.param("中阳县", [("重阳县", 0, False)], id="by the commonest sound of 重"),
        pytest.param("虫阳县", [("重阳县", 0, False)], id="by its other sound"),
        pytest.param("刘林现", [("柳林县", 0, False), ("柳林", 0, False)], id="every character wrong"),
        pytest.param("柳 河县", [], id="a blank between"),
        pytest.param("青", [], id="names of one character are none"),
        pytest.param("找pm治理办", [("pm治理办", 1, True)], id="letters in it"),
        pytest.param("在㙍肚镇", [("㙍肚镇", 1, True)], id="a character without a sound in it"),
    ],
)
def test_where_a_name_is_found(text, forms):
    assert found(text) == forms


def test_a_form_of_two_names_is_found_for_both():
    hits = [(hit.form, hit.name) for hit in NAMES.found("问水利局")]

    assert hits == [("水利局", "长岭县水利局"), ("水利局", "县水利局")]


def test_a_name_typed_in_letters_is_found_by_the_sounds_alone():
    heard = sound("找柳林")

    assert found(heard, heard) == [("柳林", 1, False)]
    assert found("找\x01\x01", heard) == [("柳林", 1, False)]


def test_a_form_given_twice_is_kept_once():
    assert found("柳河", names=Names.of({"柳河": ("柳河", "柳河")})) == [("柳河", 0, True)]


@pytest.mark.parametrize(
    ("text", "end", "names"),
    [
        pytest.param("水林县", 3, [("永林县", 0, 3)], id="a look-alike at the head"),
        pytest.param("在水林县的", 4, [("永林县", 1, 4)], id="behind other words"),
        pytest.param("水林县", 2, [("永林县", 0, 2)], id="the form that ends there"),
        pytest.param("冰林县", 3, [], id="what looks otherwise"),
        pytest.param("永林县", 3, [], id="as written, nothing is mistyped"),
        pytest.param("水永林县", 4, [], id="only what is part of the name may be wrong"),
        pytest.param("水木县", 3, [], id="two characters wrong"),
        pytest.param("水阳河流域管理中心", 9, [], id="a long name is not looked for"),
        pytest.param("", 0, [], id="nothing"),
    ],
)
def test_a_name_with_one_character_mistaken_for_a_look_alike(text, end, names):
    assert names_of(text, end) == names


def test_what_a_mistyped_name_gives_is_what_was_typed_there():
    assert NAMES.mistyped("问水林县", 4) == [Found(1, 4, "永林县", "永林县")]


@pytest.mark.parametrize(
    ("char", "names"),
    [
        pytest.param("县", ["县水利局"], id="a form begins with it"),
        pytest.param("水", ["长岭县水利局", "县水利局"], id="forms of two names"),
        pytest.param("税", ["长岭县水利局", "县水利局"], id="by its sound"),
        pytest.param("湖", [], id="none begins so"),
        pytest.param("。", [], id="no word"),
    ],
)
def test_names_by_their_first_character(char, names):
    assert list(NAMES.beginning(char)) == names


def test_names_keep_the_order_in_which_they_were_given():
    assert list(NAMES) == list(FORMS)
    assert len(NAMES) == len(FORMS)


def test_a_sorted_name_has_a_number():
    names = Names.of({name: (name,) for name in sorted(FORMS)})

    assert [names.number(name) for name in sorted(FORMS)] == list(range(len(FORMS)))


@pytest.mark.parametrize("name", ["", "柳", "柳河", "龙河县"])
def test_what_is_no_name_has_no_number(name):
    names = Names.of({name: (name,) for name in sorted(FORMS)})

    with pytest.raises(KeyError):
        names.number(name)


def test_no_names_at_all():
    names = Names.of({})

    assert (len(names), list(names), found("柳河县", names=names)) == (0, [], [])
    assert list(names.beginning("柳")) == []


def test_a_name_without_a_form_is_kept_and_never_found():
    names = Names.of({"柳河县": ()})

    assert (list(names), found("柳河县", names=names)) == (["柳河县"], [])


def test_the_parts_are_those_that_are_announced():
    assert tuple(packed(FORMS)) == PARTS
