"""What each kind of export holds, over the invented county, read back from its plain file."""

from __future__ import annotations

from datetime import date

import pytest
from county import ENTRIES
from office import HOUSING, ROADS, brought_to, opened

from bot.errors import Misuse
from bot.exports.kinds import TABLES, Form, Kind, exported, file_name, forms
from bot.exports.lists import LEDGER, NO_TOWN, WEEKLY
from bot.ledger.entry import State


def of_number(rows, number: int, **more: str):
    """Return the first row of the entry *number* that also holds *more*."""
    wanted = {"编号": str(number), **more}
    return next(row for row in rows if wanted.items() <= row.items())


def test_every_kind_has_its_tables_and_its_forms():
    assert set(TABLES) == set(Kind)
    assert [kind for kind in Kind if Form.ICS in forms(kind)] == [Kind.DAYS]


def test_a_form_that_a_kind_has_not_is_refused_with_what_it_has(county):
    with pytest.raises(Misuse, match="“整改台账”不能导出为 ics，可以导出为 xlsx、csv。"):
        exported(Kind.LEDGER, Form.ICS, county)


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("form", [Form.XLSX, Form.CSV])
def test_slim_entries_will_do_but_for_the_history(of, kind, form):
    slim = of(entry.slim() for entry in ENTRIES)
    if kind is Kind.HISTORY:
        with pytest.raises(ValueError, match="without its history"):
            exported(kind, form, slim)
    else:
        assert exported(kind, form, slim)


def test_a_file_is_named_after_what_it_is_and_its_day(county, of):
    assert file_name(Kind.LEDGER, Form.XLSX, county) == "整改台账-2026-06-26.xlsx"
    assert file_name(Kind.HISTORY, Form.CSV, of(ENTRIES[:1])) == "办理经过-第1项-2026-06-26.csv"


def test_the_ledger_has_a_row_for_each_unit_s_part(lines, county):
    rows = lines(Kind.LEDGER, county)

    assert tuple(rows[0]) == LEDGER
    assert len(rows) == sum(len(entry.tracks) for entry in ENTRIES)
    assert rows[0] == {
        "编号": "1",
        "整改事项": ENTRIES[0].order.matter,
        "责任单位": HOUSING,
        "配合单位": "县水利局、沙河镇人民政府",
        "包保领导": "陈县长",
        "镇街": "沙河镇",
        "点位": "沙河大桥至入湖口\n1号排口（未完成）\n2号排口（未完成）",
        "来源": "文件部署\n督察交办\n省级",
        "完成期限": "2026-07-31",
        "期限由来": "原文“6月底前”，原定2026年6月30日；2026年6月12日批准延期，定为2026年7月31日；延期1次",
        "状态": "整改中",
        "完成比例": "55%",
        "最近进展": "2026年5月20日：已进场施工，清运垃圾165吨",
        "预警": "绿灯：还剩35天",
        "销号日期": "",
        "回头看、反弹": "",
        "出处": (
            "《全县生态环境突出问题整改推进会讲话》（2026年4月28日）二、（一）第3项："
            f"“{ENTRIES[0].order.quote.text}”"
        ),
    }


@pytest.mark.parametrize(
    ("number", "column", "words"),
    [
        pytest.param(2, "回头看、反弹", "反弹1次", id="a relapse is counted"),
        pytest.param(
            2,
            "期限由来",
            "原文“6月底前”，原定2026年6月30日；2026年6月20日认定反弹，定为2026年7月3日",
            id="and its date told",
        ),
        pytest.param(6, "销号日期", "2026-06-24", id="a sign-off has its day"),
        pytest.param(6, "回头看、反弹", "下次2026年9月24日", id="the next look-back"),
        pytest.param(6, "预警", "逾期2天，2026年6月2日报送", id="late, and no light burns"),
        pytest.param(7, "来源", "现场发现\n区级抽查", id="a finding has its tier"),
        pytest.param(7, "出处", "现场发现，2026年5月6日立项", id="and no sentence"),
        pytest.param(8, "预警", "红灯：逾期16天", id="overdue"),
        pytest.param(
            9, "最近进展", "【受阻】用地批复未下达（须由县自然资源局协调）", id="what stands in the way"
        ),
        pytest.param(10, "预警", "挂账至2026年10月15日", id="parked"),
        pytest.param(11, "期限由来", "原文“长期坚持”", id="a standing duty in the document's words"),
    ],
)
def test_a_cell_of_the_ledger(lines, county, number, column, words):
    assert of_number(lines(Kind.LEDGER, county), number)[column] == words


def test_without_its_history_an_entry_tells_only_when_something_was_said(lines, of):
    assert lines(Kind.LEDGER, of([ENTRIES[0].slim()]))[0]["最近进展"] == "2026年6月16日有办理记录"


def test_the_list_of_a_unit_holds_its_own_parts_and_nobody_else_s(lines, county):
    rows = lines(Kind.BY_UNIT, county)
    roads = [int(row["编号"]) for row in rows if row["表"] == ROADS]

    assert roads == [entry.number for entry in ENTRIES if ROADS in entry.units]
    assert of_number(rows, 1, 表=ROADS)["完成比例"] == "85%"


def test_the_list_of_a_town_holds_its_entries_and_what_has_no_town_comes_last(lines, county):
    rows = lines(Kind.BY_TOWN, county)
    towns = list(dict.fromkeys(row["表"] for row in rows))

    assert {row["编号"] for row in rows if row["表"] == "白云镇"} == {
        str(entry.number) for entry in ENTRIES if entry.order.town == "白云镇"
    }
    assert towns[-1] == NO_TOWN


def test_the_gaps_are_put_together_by_sort_and_unit(lines, county):
    rows = lines(Kind.GAPS, county)

    assert of_number(rows, 7)["缺什么、与哪项有出入"] == (
        "未定完成期限；没有整改措施；没有整改目标；未定包保领导；没有原文出处"
    )
    assert (
        of_number(rows, 4, 类别="举一反三")["缺什么、与哪项有出入"]
        == "同类事项还有第13项（青石街道），请一并对照"
    )
    assert not [row for row in rows if row["编号"] == "6"]


@pytest.mark.parametrize(
    ("word", "numbers"),
    [
        pytest.param("本周销号", [6], id="signed off this week"),
        pytest.param("本周到期", [9], id="due by Sunday"),
        pytest.param("逾期", [8], id="overdue"),
        pytest.param("久未更新", [1, 1, 7, 8, 9, 11, 12, 13], id="no news for a week or more"),
        pytest.param("待验收", [3], id="waiting for the verifier"),
    ],
)
def test_the_week(lines, county, word, numbers):
    rows = lines(Kind.WEEK, county)

    assert [int(row["编号"]) for row in rows if row["类别"] == word] == numbers
    assert {row["类别"] for row in rows} == set(WEEKLY)


def test_the_week_ends_on_sunday(lines, of):
    entry = opened().entry  # due on Tuesday, 30 June

    assert lines(Kind.WEEK, of([entry], date(2026, 6, 28)))[0]["类别"] != "本周到期"
    assert lines(Kind.WEEK, of([entry], date(2026, 6, 29)))[0]["类别"] == "本周到期"


def test_a_public_notice_has_the_seven_columns_and_nobody_s_name(lines, county):
    rows = lines(Kind.NOTICE, county)

    assert [row["表"] for row in rows] == ["公示至2026-06-30", "待公示"]
    assert rows[0] == {
        "表": "公示至2026-06-30",
        "序号": "1",
        "整改任务": "关停拆除沙河镇散乱污企业5家",
        "责任单位": HOUSING,
        "整改目标": "全部断水断电、清除原料、清除产品、清除设备",
        "整改措施": "1. 联合执法取缔\n2. 拆除设备并复垦\n3. 纳入网格日常巡查",
        "整改时限": "2026年6月30日",
        "整改完成情况": "5家企业均已拆除到位，场地已复垦，附照片12张。",
    }


def test_a_history_tells_every_step_and_what_was_corrected(lines, county):
    rows = [row for row in lines(Kind.HISTORY, county) if row["表"] == "第1项"]

    assert [row["步骤"] for row in rows] == [event.step for event in ENTRIES[0].history]
    assert (rows[3]["完成比例"], rows[3]["更正"]) == ("60%", "已由第8步更正")
    assert (rows[7]["完成比例"], rows[7]["更正"]) == ("55%", "更正第4步：地磅单重复计了一车")
    assert rows[4]["内容"] == "理由：汛期水位高，岸线复绿无法施工"
    assert rows[4]["经办"] == "县住建局李工（单位成员）"


def test_a_history_tells_the_working_of_a_notice_and_the_look_backs(lines, of):
    rows = lines(Kind.HISTORY, of([brought_to(State.SIGNED_OFF).entry]))
    told = {row["步骤"]: row["内容"] for row in rows}

    assert told["公示"].startswith("公示：2026年5月25日次日起数10个工作日")
    assert told["销号"] == "回头看：2026年9月9日、2026年12月9日、2027年6月9日"


def test_the_days_ahead_come_soonest_first(lines, county):
    rows = lines(Kind.DAYS, county)

    assert [row["日期"] for row in rows] == sorted(row["日期"] for row in rows)
    assert (rows[0]["编号"], rows[0]["还剩天数"]) == ("8", "已过16天")
    assert of_number(rows, 5)["事由"] == "公示期满"
    assert of_number(rows, 6)["事由"] == "第1次回头看"
