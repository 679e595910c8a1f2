"""Names of units and posts by their grammar: every row is a list as documents write it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from wording import who

from bot.duty import Role
from bot.reading.names import parts_of, read_names


def names(text: str) -> list[str] | None:
    found = read_names(text)
    return None if found is None else [name.text for name in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "住建、水利、城管等部门", ["住建部门", "水利部门", "城管部门"], id="等部门 belongs to every stem"
        ),
        pytest.param(
            "住建、水利、城管部门", ["住建部门", "水利部门", "城管部门"], id="so does 部门 without 等"
        ),
        pytest.param("住建、水利等3个部门", ["住建部门", "水利部门"], id="a count inside 等3个部门"),
        pytest.param("发改、财政等有关部门", ["发改部门", "财政部门"], id="等有关部门"),
        pytest.param(
            "住建、农业农村等部门", ["住建部门", "农业农村部门"], id="农业农村 is a stem, not a village"
        ),
        pytest.param(
            "区住建局、交警大队等单位", ["区住建局", "交警大队"], id="full names keep their own ending"
        ),
        pytest.param(
            "区住建局、区水利局等", ["区住建局", "区水利局"], id="等 alone ends a list of full names"
        ),
        pytest.param("生态环境、水利部门", ["生态环境部门", "水利部门"], id="two stems share one ending"),
        pytest.param(
            "住建、城管等部门和各镇街", ["住建部门", "城管部门", "各镇街"], id="a group, then 和 a body"
        ),
        pytest.param(
            "各镇街和住建、城管等部门", ["各镇街", "住建部门", "城管部门"], id="a body, then 和 a group"
        ),
        pytest.param(
            "公安、交通等部门及松坪街道", ["公安部门", "交通部门", "松坪街道"], id="a group, then 及 a street"
        ),
        pytest.param("区水利局和区住建局", ["区水利局", "区住建局"], id="和 between two names splits"),
        pytest.param("区水利局以及松坪街道", ["区水利局", "松坪街道"], id="以及 splits"),
        pytest.param("松坪镇、石桥镇和青溪乡", ["松坪镇", "石桥镇", "青溪乡"], id="和 before the last"),
        pytest.param("区发展和改革局", ["区发展和改革局"], id="和 inside a name does not split"),
        pytest.param(
            "区城市管理和综合执法局", ["区城市管理和综合执法局"], id="和 inside a long name does not split"
        ),
        pytest.param("区农业农村和水利局", ["区农业农村和水利局"], id="a merged office stays one"),
        pytest.param("区生环委及其办公室", ["区生环委", "区生环委办公室"], id="及其办公室 is written out"),
        pytest.param("各街道、镇", ["各街道、镇"], id="各 reaches over the 、"),
        pytest.param("各镇（乡）、街道", ["各镇（乡）、街道"], id="brackets do not end what 各 reaches"),
        pytest.param("各镇党委、政府", ["各镇党委、政府"], id="政府 alone belongs to the name before"),
        pytest.param(
            "松坪街道书记、主任", ["松坪街道书记、主任"], id="主任 alone belongs to the post before"
        ),
        pytest.param("属地镇街", ["属地镇街"], id="镇街 is a body"),
        pytest.param("村（居）委会", ["村（居）委会"], id="a committee written in two kinds"),
        pytest.param("区委组织部", ["区委组织部"], id="组织 inside 组织部 is no verb"),
        pytest.param("市生态环境局青溪分局", ["市生态环境局青溪分局"], id="a branch"),
        pytest.param(" 区住建局 、 区水利局 ", ["区住建局", "区水利局"], id="blanks do not matter"),
    ],
)
def test_a_list_of_units(text, expected):
    assert names(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("加快推进污水管网", id="an order"),
        pytest.param("污水处理厂提标改造", id="a matter that holds a unit's word"),
        pytest.param("会议要求", id="a speaker"),
        pytest.param("工作部署", id="署 of 部署 is no office"),
        pytest.param("北部地区", id="a stretch of land"),
        pytest.param("东山片区", id="a part of town"),
        pytest.param("老城区", id="the old town"),
        pytest.param("鼓励企业", id="what is done to enterprises"),
        pytest.param("指导镇街", id="what is done to towns"),
        pytest.param("责任单位", id="a label"),
        pytest.param("待明确", id="a blank filled with words"),
        pytest.param("局", id="one character"),
        pytest.param("", id="nothing"),
        pytest.param("区住建局、问题清单", id="one false name spoils the list"),
        pytest.param("住建、加快推进等部门", id="a verb among the stems spoils the list"),
        pytest.param("区住建局" + "、区水利局" * 30, id="longer than any list is"),
    ],
)
def test_what_is_not_a_list_of_units(text):
    assert read_names(text) is None


@pytest.mark.parametrize(
    ("text", "generic"),
    [
        pytest.param("各责任单位", True, id="各 is everybody"),
        pytest.param("有关部门", True, id="有关部门 is nobody in particular"),
        pytest.param("区直有关部门", True, id="有关 inside counts too"),
        pytest.param("沿河各镇", True, id="沿河各镇 is everybody along the river"),
        pytest.param("全区上下", True, id="全区上下"),
        pytest.param("松坪镇", False, id="a town with a name"),
        pytest.param("区住建局", False, id="an office"),
        pytest.param("施工单位", False, id="whoever builds is somebody in particular"),
    ],
)
def test_generic_names_are_told(text, generic):
    assert [name.generic for name in read_names(text)] == [generic]


@pytest.mark.parametrize(
    ("text", "role", "expected"),
    [
        pytest.param("区住建局", None, "责任 区住建局", id="one unit is responsible"),
        pytest.param(
            "区住建局、区水利局", None, "列名 区住建局、区水利局", id="several are listed, none leads"
        ),
        pytest.param("区住建局", Role.LEAD, "牵头 区住建局", id="a given role is kept"),
        pytest.param("区级领导", None, "责任 区级领导 · 领导 区级领导", id="a post answers and leads"),
        pytest.param("区级领导", Role.SUPPORTING, "配合 区级领导", id="a post that supports does not lead"),
        pytest.param("副区长李大有", None, "领导 李大有", id="a named person leads, and is no unit"),
        pytest.param("李大有副区长", None, "领导 李大有", id="the name may stand first"),
        pytest.param("李大有同志", None, "领导 李大有同志", id="同志"),
        pytest.param(
            "区委常委、副区长李大有", None, "领导 李大有", id="two posts of one person are one person"
        ),
        pytest.param("松坪河区级河长、副区长李大有", None, "领导 李大有", id="a river chief with a name"),
        pytest.param(
            "松坪街道书记、主任",
            None,
            "领导 松坪街道书记、主任",
            id="heads of a place lead, the place is not named",
        ),
        pytest.param("各镇镇长", None, "领导 各镇镇长", id="各镇 is nobody's name"),
        pytest.param("区水利局局长", None, "领导 区水利局局长", id="the head of an office leads"),
        pytest.param("区总河长办公室", None, "责任 区总河长办公室", id="办公室 is nobody's name"),
        pytest.param(
            "松坪镇党政主要负责同志", None, "责任 松坪镇", id="the heads of a town stand for the town"
        ),
    ],
)
def test_parts_of_names(text, role, expected):
    assert who(parts_of(read_names(text), role)) == expected


@given(st.text(alphabet="区镇街道局委办和及与、，等部门各（）“” 一要某", max_size=95))
@settings(max_examples=100, deadline=None)
def test_any_text_is_read_without_harm(text):
    found = read_names(text)

    assert found is None or all(name.text for name in found)
