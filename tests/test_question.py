"""Questions as typed → what they ask."""

from __future__ import annotations

from datetime import date

import pytest

from bot.asking.periods import Period, read_period
from bot.asking.places import elsewhere, known_places, place_names, stem
from bot.asking.question import LONGEST, Kind, Piece, fold, read_question
from bot.asking.spellings.letters import split
from bot.asking.spellings.shapes import alike
from bot.asking.spellings.sounds import initials, same, sound, sounds
from bot.duty import Role
from tests.asking_county import TODAY, VOCABULARY


def ask(text):
    return read_question(text, VOCABULARY, TODAY)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        pytest.param("粪污谁负责", Kind.WHO, id="谁 asks who"),
        pytest.param("油烟归哪个部门管", Kind.WHO, id="哪个部门 asks who"),
        pytest.param("散煤清零责任单位", Kind.WHO, id="责任单位 at the end asks who"),
        pytest.param("油烟", Kind.WHO, id="a bare matter asks who"),
        pytest.param("管网什么时候修完", Kind.WHEN, id="什么时候 asks when"),
        pytest.param("养殖场关闭期限", Kind.WHEN, id="期限 asks when"),
        pytest.param("县住建局负责什么", Kind.UNIT, id="a unit and 负责什么 asks for its duties"),
        pytest.param("住建局的任务", Kind.UNIT, id="a unit and 的任务 asks for its duties"),
        pytest.param("农业农村局", Kind.UNIT, id="a bare unit asks for its duties"),
        pytest.param("管网修复是住建局和谁负责", Kind.WHO, id="谁 beside a unit still asks who"),
        pytest.param("本月到期的有哪些", Kind.DUE, id="到期 asks what is due"),
        pytest.param("已逾期的", Kind.DUE, id="逾期 asks what is overdue"),
        pytest.param("散煤清零什么时候到期", Kind.WHEN, id="到期 of one matter asks when"),
        pytest.param("松岭区有哪些任务", Kind.PLACE, id="a place and 有哪些 asks for its matters"),
        pytest.param("youyan shei fuze", Kind.WHO, id="letters ask who"),
        pytest.param("guanwang shenme shihou wancheng", Kind.WHEN, id="letters ask when"),
        pytest.param("zhujianju fuze shenme", Kind.UNIT, id="letters ask for a unit's duties"),
        pytest.param("songlingqu you naxie renwu", Kind.PLACE, id="letters ask for a place's matters"),
    ],
)
def test_what_is_asked(text, kind):
    assert ask(text).kind == kind


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        pytest.param("请问畜禽粪污由谁来负责啊？", "畜禽粪污", id="talk, asking and particles go"),
        pytest.param("畜禽糞污由誰負責", "畜禽粪污", id="traditional script is folded"),
        pytest.param("ＰＭ２.５谁管", "pm2.5", id="full-width letters are folded"),
        pytest.param("“散煤清零”谁牵头？", "散煤清零", id="quotes go"),
        pytest.param("柳河县污水管网修复谁牵头", "污水管网修复", id="the place goes"),
        pytest.param("县住建局的管网任务是什么", "的管网", id="the unit goes"),
        pytest.param("谁是安全生产第一责任人", "是安全生产第一责任人", id="第一责任人 is a matter"),
        pytest.param("年底前谁处理完粉尘", "处理完粉尘", id="处 behind 谁 is no office"),
        pytest.param("你好", "", id="a greeting asks nothing"),
        pytest.param("？？？", "", id="marks ask nothing"),
    ],
)
def test_what_is_left_is_the_matter(text, topic):
    assert ask(text).topic == topic


@pytest.mark.parametrize(
    ("text", "names"),
    [
        pytest.param("县住建局负责什么", ["县住建局"], id="as the document writes it"),
        pytest.param("建设局负责什么", ["建设局"], id="a former name of the directory"),
        pytest.param("柳水公司负责什么", ["柳河水务公司"], id="an abbreviation of a documents' name"),
        pytest.param("住建和城管都要做什么", ["城管"], id="a stem counts where asking follows it"),
        pytest.param("乡镇污水管网谁负责", [], id="乡镇 in a matter is no unit"),
        pytest.param("松岭区执法局和发改局负责哪些", ["区城管执法局", "发改局"], id="two units"),
    ],
)
def test_units_named(text, names):
    assert [u.name for u in ask(text).units] == names


@pytest.mark.parametrize(
    ("text", "place", "foreign"),
    [
        pytest.param("柳河县油烟谁管", "柳河县", "", id="in full"),
        pytest.param("柳合县油烟谁管", "柳河县", "", id="by the same sound"),
        pytest.param("柳河油烟谁管", "柳河县", "", id="by its stem"),
        pytest.param("songlingqu youyan shei guan", "松岭区", "", id="in letters"),
        pytest.param("songling youyan shei guan", "松岭区", "", id="in letters by its stem"),
        pytest.param("油烟谁管", None, "", id="none"),
        pytest.param("襄阳油烟谁管", None, "襄阳", id="a city elsewhere"),
        pytest.param("白水县油烟谁管", None, "白水县", id="a county elsewhere"),
        pytest.param("工业园区废水谁管", None, "", id="园区 is no place"),
        pytest.param("我县油烟谁管", None, "", id="我县 is here"),
    ],
)
def test_places_named(text, place, foreign):
    question = ask(text)

    assert (question.place.name if question.place else None, question.foreign) == (place, foreign)


def test_a_unit_keeps_the_first_character_it_shares_with_the_place():
    vocabulary = type(VOCABULARY).of(VOCABULARY.directory, VOCABULARY.small_talk, ["金沙市"], [])

    question = read_question("金沙市监局负责什么", vocabulary, TODAY)

    assert (question.place and question.place.name, [u.name for u in question.units]) == (
        "金沙市",
        ["市监局"],
    )


@pytest.mark.parametrize(
    ("text", "role"),
    [
        pytest.param("散煤清零由谁配合", Role.SUPPORTING, id="配合"),
        pytest.param("散煤清零哪位领导包保", Role.LEADER, id="包保领导"),
        pytest.param("散煤清零谁来验收", Role.ACCEPTS, id="验收"),
        pytest.param("散煤清零谁监督", Role.SUPERVISES, id="监督"),
        pytest.param("验收谁负责", Role.ACCEPTS, id="验收 before 谁"),
        pytest.param("验收工作由哪个部门负责", Role.ACCEPTS, id="验收工作"),
        pytest.param("白石河河长是谁", Role.LEADER, id="河长"),
        pytest.param("谁是白石河的河长", Role.LEADER, id="河长 behind 谁"),
        pytest.param("河长巡河谁负责", None, id="河长 in a matter"),
        pytest.param("散煤清零谁负责", None, id="no role in particular"),
    ],
)
def test_the_role_asked_for(text, role):
    assert ask(text).role == role


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("本月", ((2025, 6, 1), (2025, 6, 30)), id="this month"),
        pytest.param("下个月", ((2025, 7, 1), (2025, 7, 31)), id="next month"),
        pytest.param("下周", ((2025, 6, 16), (2025, 6, 22)), id="next week begins on Monday"),
        pytest.param("本周", ((2025, 6, 9), (2025, 6, 15)), id="this week"),
        pytest.param("今天", ((2025, 6, 10), (2025, 6, 10)), id="today"),
        pytest.param("12月", ((2025, 12, 1), (2025, 12, 31)), id="a month by number"),
        pytest.param("2024年2月", ((2024, 2, 1), (2024, 2, 29)), id="a month of a year, leap day in"),
        pytest.param("本季度", ((2025, 4, 1), (2025, 6, 30)), id="this quarter"),
        pytest.param("下个季度", ((2025, 7, 1), (2025, 9, 30)), id="the next quarter"),
        pytest.param("第四季度", ((2025, 10, 1), (2025, 12, 31)), id="a quarter by its number"),
        pytest.param("2026年1季度", ((2026, 1, 1), (2026, 3, 31)), id="a quarter of a year"),
        pytest.param("下半年", ((2025, 7, 1), (2025, 12, 31)), id="a half of the year"),
        pytest.param("年底前", ((2025, 1, 1), (2025, 12, 31)), id="this year"),
        pytest.param("未来10天内", ((2025, 6, 10), (2025, 6, 20)), id="so many days"),
        pytest.param("三天内", ((2025, 6, 10), (2025, 6, 13)), id="so many days in words"),
        pytest.param("已逾期", ((1, 1, 1), (2025, 6, 9)), id="overdue ends yesterday"),
    ],
)
def test_periods(text, expected):
    period = read_period(text, TODAY)

    assert period is not None
    assert (period.start, period.end) == (date(*expected[0]), date(*expected[1]))


def test_a_month_that_does_not_exist_is_no_period():
    assert read_period("13月到期的", TODAY) is None


@pytest.mark.parametrize(
    ("text", "start", "end", "label"),
    [
        pytest.param("10月底到期的", (2025, 10, 1), (2025, 10, 31), "2025年10月", id="the end of a month"),
        pytest.param("十月底到期的", (2025, 10, 1), (2025, 10, 31), "2025年10月", id="in Chinese numerals"),
        pytest.param("十二月份到期的", (2025, 12, 1), (2025, 12, 31), "2025年12月", id="twelve"),
        pytest.param("2026-12到期的", (2026, 12, 1), (2026, 12, 31), "2026年12月", id="with hyphen"),
        pytest.param("2026年2月到期的", (2026, 2, 1), (2026, 2, 28), "2026年2月", id="of a year"),
        pytest.param("10月底前到期的", (2025, 6, 10), (2025, 10, 31), "2025年10月底前", id="前 from today"),
        pytest.param("六月底前到期的", (2025, 6, 10), (2025, 6, 30), "2025年6月底前", id="前, this month"),
        pytest.param("三月前到期的", (2025, 1, 1), (2025, 3, 31), "2025年3月底前", id="前, past"),
        pytest.param("7月15日前到期的", (2025, 6, 10), (2025, 7, 15), "2025年7月15日前", id="by a day"),
        pytest.param("7月15日到期的", (2025, 7, 15), (2025, 7, 15), "2025年7月15日", id="on a day"),
    ],
)
def test_a_month_by_its_number(text, start, end, label):
    assert read_period(text, TODAY) == Period(date(*start), date(*end), label)


@pytest.mark.parametrize("text", ["2月30日到期的", "13月到期的", "2026-13到期的", "9999年12月到期的"])
def test_no_such_month(text):
    found = read_period(text, TODAY)

    assert found is None or "月" not in found.label


@pytest.mark.parametrize(
    "text",
    ["12月到期的有哪些", "十月底到期的", "六月份到期的有哪些", "2026-12到期的有哪些", "10月底前到期的"],
)
def test_a_month_is_no_matter(text):
    assert ask(text).pieces == ()


def test_next_month_in_december_is_january():
    assert read_period("下月", date(2025, 12, 31)) == Period(date(2026, 1, 1), date(2026, 1, 31), "下月")


def test_letters_fall_into_the_fewest_syllables_first():
    assert split("xianshi")[0] == ("xian", "shi")


def test_what_is_no_syllable_stays_letters():
    assert [p.chars for p in ask("vocs谁管").pieces] == ["vocs"]


def test_a_row_of_initials_is_kept_as_such():
    assert ask("cyyy").pieces == (Piece("", (), "cyyy"),)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("知", "资", id="zh and z"),
        pytest.param("您", "林", id="n and l, in and ing"),
        pytest.param("帮", "班", id="ang and an"),
        pytest.param("争", "怎", id="eng and en"),
    ],
)
def test_sounds_that_are_mixed_up_fold_to_one(one, other):
    assert sound(one) == sound(other)


def test_folding_keeps_the_length_and_is_idempotent():
    assert len(sound("长效机制abc，")) == len("长效机制abc，")
    assert sound(sound("长效机制")) == sound("长效机制")
    assert same(same("zhuang")) == same("zhuang")


def test_a_character_of_two_readings_is_found_by_either():
    assert sound("河掌") in sounds("河长")
    assert sound("常效") in sounds("长效")


def test_initials_and_lookalikes():
    assert initials("餐饮油烟") == "cyyy"
    assert alike("溯", "朔")
    assert not alike("溯", "源")


def test_places_by_name_stem_and_form():
    assert stem("青石街") == "青石街"
    assert [p.name for p in known_places("松岭区和柳河县", place_names(["柳河县", "松岭区"]))] == [
        "松岭区",
        "柳河县",
    ]
    assert elsewhere("乡镇污水处理厂谁管") == ""


def test_hidden_characters_and_length_do_not_matter():
    assert fold("油\u200b烟\x00谁管") == "油烟谁管"
    assert len(fold("烟" * 10_000)) == LONGEST


@pytest.mark.parametrize(
    ("text", "everyday", "errand"),
    [
        pytest.param("柳河那条臭渠谁管", True, False, id="words of speech"),
        pytest.param("柳河县油烟整治谁负责", False, False, id="the documents' own words"),
        pytest.param("柳河县公交卡在哪里充值", False, True, id="where something is done"),
        pytest.param("散煤怎么清零由谁负责", False, False, id="谁 asks who, whatever else is asked"),
    ],
)
def test_how_a_question_is_worded(text, everyday, errand):
    question = ask(text)

    assert (question.everyday, question.errand) == (everyday, errand)


def test_who_spoke_is_taken_out_of_the_matter():
    question = ask("段县长说病死猪让谁去查")

    assert question.speaker == ("段", "县长")
    assert "县长" not in question.topic


def test_a_longer_word_that_ends_like_a_place_is_no_foreign_place():
    assert ask("柳河菜市场吵人的事谁盯").foreign == ""
    assert ask("柳河县粪污谁负责").foreign == ""


def test_a_unit_and_what_it_has_to_complete_asks_for_its_duties():
    assert ask("住建局要完成哪些事").kind is Kind.UNIT
    assert ask("住建局本月要完成的有哪些").kind is Kind.DUE


@pytest.mark.parametrize("text", ["好的" * 140 + "x", "你好" * 149, "谢" * 300, "辛苦了" * 99 + "谁"])
def test_a_long_greeting_is_read_at_once(text):
    assert ask(text).text == text
