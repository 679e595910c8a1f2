"""The public machine interface: values as JSON Lines, and batches of questions read from them."""

from __future__ import annotations

import json
from datetime import date

import pytest

from bot.duty import Deadline, Duty, Milestone, Part, Role, Source, Strength
from bot.errors import Misuse
from bot.jsonlines import batch, deadline_json, duty_json, line

DUTY = Duty(
    "松坪河清淤",
    "区水利局牵头，松坪镇配合，6月底前完成松坪河清淤",
    Source("甲.txt", (3, 27), (3, 27), "第2段", ("guess",)),
    (
        Part("区水利局", Role.LEAD),
        Part("松坪镇", Role.SUPPORTING),
        Part("李大有", Role.LEADER),
        Part("各部门", Role.SHARED, generic=True),
    ),
    Deadline("6月底前", date(2026, 6, 30)),
    "清淤3公里",
    Strength.MUST,
    "青溪区",
    date(2026, 3, 12),
)


def test_a_duty_is_printed_with_everything_the_interface_promises():
    assert duty_json(DUTY) == {
        "source": "甲.txt",
        "span": [3, 27],
        "place": "第2段",
        "matter": "松坪河清淤",
        "quote": "区水利局牵头，松坪镇配合，6月底前完成松坪河清淤",
        "lead": ["区水利局"],
        "support": ["松坪镇", "各部门"],
        "leaders": ["李大有"],
        "roles": [
            {"unit": "区水利局", "role": "牵头", "generic": False},
            {"unit": "松坪镇", "role": "配合", "generic": False},
            {"unit": "李大有", "role": "领导", "generic": False},
            {"unit": "各部门", "role": "责任单位", "generic": True},
        ],
        "deadline": {
            "text": "6月底前",
            "due": "2026-06-30",
            "literal": None,
            "start": None,
            "recurring": None,
            "certain": True,
            "note": "",
            "milestones": [],
        },
        "target": "清淤3公里",
        "strength": "must",
        "region": "青溪区",
        "meeting_date": "2026-03-12",
        "damage": ["guess"],
    }


def test_what_a_duty_does_not_say_is_null_or_empty():
    printed = duty_json(Duty("清淤", "要清淤", Source("甲.txt", (0, 3), (0, 3))))

    assert (printed["lead"], printed["support"], printed["leaders"], printed["damage"]) == ([], [], [], [])
    assert (printed["deadline"], printed["target"], printed["region"], printed["meeting_date"]) == (
        None,
        None,
        None,
        None,
    )


@pytest.mark.parametrize(
    ("role", "lead"),
    [
        pytest.param(Role.SUPERVISES, ["区督查室"], id="who supervises answers where nobody else does"),
        pytest.param(Role.TERRITORY, [], id="territory never answers"),
    ],
)
def test_who_answers(role, lead):
    printed = duty_json(Duty("督办", "督办", Source("甲.txt", (0, 2), (0, 2)), (Part("区督查室", role),)))

    assert printed["lead"] == lead


def test_a_deadline_with_milestones_and_a_literal_reading():
    deadline = Deadline(
        "6月前",
        date(2026, 6, 30),
        literal=date(2026, 5, 31),
        start=date(2026, 4, 1),
        milestones=(Milestone("4月底前", date(2026, 4, 30)),),
    )
    printed = deadline_json(deadline)

    assert (printed["due"], printed["literal"], printed["start"]) == (
        "2026-06-30",
        "2026-05-31",
        "2026-04-01",
    )
    assert printed["milestones"] == [{"text": "4月底前", "due": "2026-04-30"}]


def test_no_deadline_is_null():
    assert deadline_json(None) is None


def test_a_line_is_one_line_and_leaves_chinese_readable():
    assert line({"quote": "甲\n乙“丙”\u2028"}) == '{"quote": "甲\\n乙“丙”\u2028"}'
    assert json.loads(line(duty_json(DUTY))) == duty_json(DUTY)


def test_a_batch_is_read_line_by_line(tmp_path):
    path = tmp_path / "问题.jsonl"
    path.write_text(
        '\ufeff{"question": "甲"}\n\n  \n{"question": "乙\u2028丙", "n": 1}\r\n', encoding="utf-8"
    )

    assert list(batch(path, "question")) == [{"question": "甲"}, {"question": "乙\u2028丙", "n": 1}]


@pytest.mark.parametrize(
    ("text", "where"),
    [
        pytest.param('{"question": "甲"}\n{"question": ', ":2:", id="no JSON"),
        pytest.param('{"question": "甲"}\n[1]', ":2:", id="no object"),
        pytest.param('{"text": "甲"}', ":1:", id="the key is missing"),
        pytest.param('{"question": 1}', ":1:", id="the key holds no text"),
        pytest.param("[" * 100_000, ":1:", id="brackets without end"),
    ],
)
def test_a_line_that_cannot_be_used_is_told_with_its_number(tmp_path, text, where):
    path = tmp_path / "问题.jsonl"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(Misuse, match=where):
        list(batch(path, "question"))


@pytest.mark.parametrize(
    ("code", "words"),
    [
        pytest.param(None, "问题.jsonl", id="no such file"),
        pytest.param("问题".encode("gb18030"), "UTF-8", id="another encoding"),
    ],
)
def test_a_file_that_cannot_be_read_is_told(tmp_path, code, words):
    path = tmp_path / "问题.jsonl"
    if code is not None:
        path.write_bytes(code)
    with pytest.raises(Misuse, match=words):
        list(batch(path, "question"))
