from __future__ import annotations

import json
from array import array
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.reading.html import main_text
from bot.reading.repair import repair, repair_with_log, spun

CASES = Path(__file__).parents[2] / "shared" / "evaluation" / "dev" / "repairs.jsonl"


def kinds(text: str) -> set[str]:
    return {flag.kind for flag in repair(text).flags}


@pytest.mark.parametrize(
    ("damaged", "sound"),
    [
        pytest.param(
            "縣水務(wù)局負(fù)責(zé)河道清淤", "县水务局负责河道清淤", id="readings behind characters"
        ),
        pytest.param("縣水務(wù )局負( fù)責 (zé)清淤", "县水务局负责清淤", id="blanks around a reading"),
        pytest.param("廣（ɡuǎnɡ）泛開（kāi）展", "广泛开展", id="full-width brackets, IPA letters"),
        pytest.param("局長(cháng)、鎮長(zhǎng)", "局长、镇长", id="either reading of a heteronym"),
        pytest.param("區(qu)域環(huan)境", "区域环境", id="no tones"),
        pytest.param("河(he)(he)长(zhang)巡(xun)河(he)", "河长巡河", id="simplified, repeated"),
        pytest.param(
            "责(zé)任单(dān)位按时(shí)完成", "责任单位按时完成", id="simplified, only a tool's characters"
        ),
        pytest.param(
            "本周內報(bào)送,。逾期,、漏報的，，通報", "本周内报送。逾期、漏报的，通报", id="inserted commas"
        ),
        pytest.param("⼈⺠政府、⻓效机制、⻋辆⻔禁", "人民政府、长效机制、车辆门禁", id="radicals"),
        pytest.param("２０２５年达９５％，﹝2025﹞３号", "2025年达95%，〔2025〕3号", id="full-width figures"),
        pytest.param("河\u200b道\ufeff清\xad淤\u202e", "河道清淤", id="invisible characters"),
        pytest.param("甲\xa0乙\u3000丙\r\n丁", "甲 乙 丙\n丁", id="blanks and line ends"),
        pytest.param("\uf0b7 加强巡查", "加强巡查", id="a bullet of a symbol font"),
        pytest.param("劣Ⅴ類①㎡〔2021〕", "劣Ⅴ类①㎡〔2021〕", id="no NFKC"),
    ],
)
def test_damage_is_undone(damaged, sound):
    assert repair(damaged).text == sound


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("成都市郫(pí)都区、四川省珙(gǒng)县", id="notes on rare characters"),
        pytest.param("行(háng)业与银行(háng)，长(zhǎng)江", id="notes on heteronyms"),
        pytest.param("陕西省乾县、著名专家编著", id="weak characters"),
        pytest.param("责任单位：县水务局（牵头），县住建局；完成时限：6月底前。", id="full-width marks"),
        pytest.param("Ⅳ类水、①②、35㎡、PM2.5、CO₂、μg/m³", id="symbols"),
        pytest.param("国务院令〔2021〕第5号（略）(a)(b)", id="brackets"),
        pytest.param("序号,任务,,单位\n1,清淤,,县水务局", id="empty cells of a table"),
        pytest.param("真的吗?是的!怎么办?!马上办??", id="ASCII question marks"),
        pytest.param("Café Müller、αβγδ、Привет мир", id="other scripts"),
        pytest.param(
            "全市少年宫、社区少年、一区二区三区、上门服务、棋牌室噪声、娱乐场所、返水、外围网箱",
            id="near-spam",
        ),
        pytest.param("市中心环保站、党员中心户、理论学习中心组、领导班子成员", id="near-spun"),
    ],
)
def test_sound_text_is_left_alone(text):
    repaired = repair(text)

    assert repaired.text == text
    assert repaired.flags == ()
    assert list(repaired.origin) == list(range(len(text) + 1))


@pytest.mark.parametrize(
    ("codec", "wrong"),
    [
        pytest.param("gb18030", "latin-1", id="GBK read byte by byte"),
        pytest.param("gb18030", "cp1252", id="GBK read as Windows-1252"),
        pytest.param("utf-8", "latin-1", id="UTF-8 read byte by byte"),
        pytest.param("gb18030", "big5hkscs", id="GBK read as Big5"),
    ],
)
def test_a_wrong_codec_is_undone(codec, wrong):
    sound = "关于限期整改的通知"
    try:
        damaged = sound.encode(codec).decode(wrong)
    except UnicodeDecodeError:
        pytest.skip("this codec loses bytes here")

    assert repair(damaged).text == sound
    assert "mojibake" in kinds(damaged)


def test_utf8_read_as_gbk_keeps_what_it_lost_marked():
    damaged = "河道清淤工作方案".encode()[:-1].decode("gb18030", "replace")
    repaired = repair(damaged)

    assert repaired.text.startswith("河道清淤工作方")
    assert repaired.text.endswith("□")
    assert {"mojibake", "guess"} <= kinds(damaged)


@pytest.mark.parametrize(
    ("damaged", "sound"),
    [
        pytest.param("何琴?gòu)?qiáng)調(diào)紀律", "何琴强调纪律", id="two characters share a hit"),
        pytest.param("會(huì)議結(jié)束?,F(xiàn)場督辦", "会议结束。现场督办", id="a comma across 。"),
        pytest.param(
            "會(huì)議結(jié)束?，F(xiàn)場督辦", "会议结束。现场督办", id="a full-width comma left across 。"
        ),
        pytest.param(
            "縣里召開會(huì)議??h長(zhǎng)講話", "县里召开会议。县长讲话", id="a question mark across 。"
        ),
    ],
)
def test_shifted_bytes_are_paired_again(damaged, sound):
    assert repair(damaged).text == sound
    assert "misaligned" in kinds(damaged)


@pytest.mark.parametrize(
    ("damaged", "kind"),
    [
        pytest.param("整改\ufffd务", "lost-bytes", id="replacement character"),
        pytest.param("锟斤拷锟斤拷整改", "lost-bytes", id="锟斤拷"),
        pytest.param("县委书?强调，要抓好", "lost-bytes", id="a lone question mark"),
        pytest.param(
            "會(huì)議(yì)強調(diào)督查(gòu)", "annotation-mismatch", id="a reading of another character"
        ),
        pytest.param("區(qū)委?gòu)開會", "guess", id="shifted bytes that fit nothing"),
        pytest.param("甲\ue123乙", "private-use", id="a character of somebody's own"),
        pytest.param("优良天数比例为%，同比上升", "blank", id="a figure cut out"),
        pytest.param("在〔...〕区，拆除xx处", "blank", id="places cut out"),
        pytest.param("某某棋牌下载整改任务完成", "spam", id="a betting site"),
        pytest.param("区水利局彩票网站召开推进会", "spam", id="another, inside a sentence"),
        pytest.param("副县长永别听取汇报", "spun-text", id="分别 spun"),
        pytest.param("贯彻党中心部署", "spun-text", id="党中央 spun"),
        pytest.param("学习总通知讲话", "spun-text", id="总书记 spun"),
        pytest.param("突出题目和生态情况", "spun-text", id="two doubtful words"),
    ],
)
def test_what_cannot_be_undone_is_flagged(damaged, kind):
    assert kind in kinds(damaged)


def test_lost_characters_are_marked_and_never_invented():
    assert repair("整改\ufffd\ufffd务").text == "整改□务"


def test_a_spun_page_is_refused_and_a_sound_one_is_not():
    assert spun(repair("县委学习党中心部署。"))
    assert spun(repair("棋牌下载 娱乐注册 体育官网"))
    assert not spun(repair("县委学习党中央部署。"))


def test_flags_and_origin_point_at_the_damage():
    raw = "縣水務(wù)局：比例为%，完成"
    repaired = repair(raw)
    flag = repaired.flags[0]

    assert repaired.text[flag.start : flag.end] == "%"
    assert raw[slice(*repaired.span(flag.start, flag.end))] == "%"
    assert raw[slice(*repaired.span(0, 4))] == "縣水務(wù)局"
    assert repaired.damage(0, 3) == ()


def test_weak_characters_follow_the_document():
    raw = "縣環境監測站開展專項執法檢查\n著力抓好"

    assert repair(raw).text.endswith("着力抓好")


def test_a_web_page_keeps_the_way_back_to_its_file():
    raw = "<p>縣水務(wù)局<b>負(fù)責(zé)</b></p>"
    page = main_text(raw)
    repaired = repair(page.text, origin=page.origin, raw=raw)

    assert repaired.text == "县水务局负责\n"
    assert repaired.raw == raw
    assert raw[slice(*repaired.span(4, 5))] == "負(fù)"


def test_an_origin_without_its_file_is_refused():
    with pytest.raises(ValueError, match="belong together"):
        repair("甲", origin=array("l", [0, 1]))


def test_the_log_names_each_step():
    _, fixes = repair_with_log("縣水務(wù)局,。")

    assert [(fix.step, fix.was) for fix in fixes] == [("annotation", "(wù)"), ("commas", ","), ("script", "")]


def test_hostile_text_is_done_soon_and_loses_no_place():
    for text in ("?!鎮" * 3000, "A(chǔ)" * 3000, "強?gòu)" * 3000, "(" * 20000, "責任、" * 8000, "é" * 20000):
        repaired = repair(text)

        assert len(repaired.origin) == len(repaired.text) + 1


def test_the_development_cases():
    if not CASES.exists():
        pytest.skip("the evaluation sets are not beside the repository")
    cases = [json.loads(line) for line in CASES.read_text("utf-8").splitlines()]
    exact = [c for c in cases if c["expect"] == "exact"]
    lossy = [c for c in cases if c["expect"] == "flag"]

    assert sum(repair(c["damaged"]).text == c["repaired"] for c in exact) >= 0.98 * len(exact)
    assert [c["damaged"] for c in lossy if not repair(c["damaged"]).flags] == []
    assert [c["damaged"] for c in cases if not set(c["must_flag"]) <= kinds(c["damaged"])] == []


# ---- the command


def test_batch_prints_one_object_per_case(tmp_path, capsys):
    path = tmp_path / "cases.jsonl"
    path.write_text('{"damaged": "縣(xiàn)長(zhǎng)"}\n\n{"damaged": "比例为%"}\n', encoding="utf-8")

    assert main(["repair", "--json", "--batch", str(path)]) == 0
    assert [json.loads(line) for line in capsys.readouterr().out.splitlines()] == [
        {"text": "县长", "flags": []},
        {"text": "比例为%", "flags": ["blank"]},
    ]


def test_a_text_is_shown_repaired_with_what_is_wrong_in_it(capsys):
    assert main(["repair", "縣(xiàn)長(zhǎng)講話：\n比例为%"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "县长讲话：",
        "比例为%",
        "",
        "已修复：注音2处、繁转简。",
        "第2行“%”：原文留空或被删去",
    ]


def test_sound_and_spun_texts_are_told_apart(capsys):
    main(["repair", "县水务局负责清淤"])
    assert "未发现需要修复之处。" in capsys.readouterr().out
    main(["repair", "县委贯彻党中心部署"])
    assert "整页文字不可信：请换用官方原件。" in capsys.readouterr().out


def test_a_web_page_is_repaired(tmp_path, capsys):
    path = tmp_path / "page.html"
    path.write_text("<h1>縣(xiàn)長(zhǎng)</h1><script>x</script>", encoding="utf-8")

    assert main(["repair", str(path), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"text": "县长\n", "flags": []}


@pytest.mark.parametrize(
    ("content", "says"),
    [
        pytest.param('{"damaged": "好"}\n{"text": "好"}', "cases.jsonl:2", id="a key is missing"),
        pytest.param("[1]", "cases.jsonl:1", id="no object"),
        pytest.param("{", "cases.jsonl:1", id="no JSON"),
    ],
)
def test_a_bad_batch_names_its_line(tmp_path, capsys, content, says):
    path = tmp_path / "cases.jsonl"
    path.write_text(content, encoding="utf-8")

    assert main(["repair", "--json", "--batch", str(path)]) == 2
    assert says in capsys.readouterr().err


@pytest.mark.parametrize(
    ("args", "says"),
    [
        pytest.param(["nothere.txt"], "没有这个文件", id="missing file"),
        pytest.param(["--batch", "nothere.jsonl"], "nothere.jsonl", id="missing batch"),
        pytest.param(["--batch", "a.jsonl", "b.txt"], "只能给一个", id="both"),
    ],
)
def test_misuse_is_refused_in_one_line(args, says, capsys):
    assert main(["repair", *args]) == 2
    assert says in capsys.readouterr().err
