"""Why an answer is what it is, in words that a person can follow."""

from __future__ import annotations

import pytest

from bot.asking.confidence import NEAR, SURE
from tests.asking_county import TODAY, answerer

COUNTY = answerer()


def explained(text):
    return "\n".join(COUNTY.explain(text, TODAY).lines())


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param("餐饮油烟谁负责", "问的是谁负责", id="who"),
        pytest.param("餐饮油烟什么时候装好", "问的是什么时候", id="when"),
        pytest.param("县住建局负责什么", "单位 县住建局", id="a unit"),
        pytest.param("松岭区散煤谁管", "地方 松岭区", id="a place of the documents"),
        pytest.param("石家庄散煤谁管", "地方 石家庄（文件外）", id="a place of none"),
        pytest.param("石桥镇粉尘谁管", "单位 石桥镇", id="a town that has a part"),
        pytest.param("畜禽粪污谁配合", "角色 配合", id="a role"),
        pytest.param("本月到期的有哪些", "（没有写明事项）", id="no matter"),
        pytest.param("猪粪谁管", "猪粪 也作：畜禽粪污", id="another word for it"),
        pytest.param("cyyy", "问的是谁负责", id="initials"),
        pytest.param("", "问的是谁负责", id="nothing at all"),
    ],
)
def test_how_a_question_is_read(text, told):
    assert told in explained(text)


def test_the_nearest_are_told_with_how_they_fit():
    lines = explained("松岭区散煤谁管").split("\n")

    assert any(line.startswith("  候选") and "散煤清零" in line for line in lines)


def test_sureness_is_told_with_its_bars_and_what_it_is_made_of():
    text = explained("餐饮油烟谁负责")

    assert f"{SURE:.2f} 起作答，{NEAR:.2f} 起反问" in text
    assert "提问中被这一项写到的部分" in text
    assert "写明了地方 0.00" in text


def test_a_list_needs_no_sureness():
    assert "把握" not in explained("县住建局负责什么")
