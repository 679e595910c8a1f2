"""Time limits by the rules of the project: every row is a phrasing an official would write."""

from __future__ import annotations

import argparse
import json
from datetime import date
from pathlib import Path

import pytest

from bot.commands import deadlines as command
from bot.duty import Deadline
from bot.errors import Misuse
from bot.reading.deadlines import read_day, read_deadline
from bot.reading.workdays import Calendar

GENERAL = Path(__file__).parent.parent / "bot" / "general" / "calendar.toml"


@pytest.fixture(scope="module")
def calendar() -> Calendar:
    found, problems = Calendar.load(GENERAL.read_text(encoding="utf-8"))

    assert problems == []
    return found


def day(word: str | None) -> date | None:
    return date.fromisoformat(word) if word else None


def due(text: str, ref: str | None, calendar: Calendar, cell: bool = False) -> str | None:
    found = read_deadline(text, day(ref), calendar, cell=cell)
    return found.due.isoformat() if found and found.due else None


def row(rule: str, text: str, ref: str, expected: str | None) -> object:
    return pytest.param(text, ref, expected, id=f"{rule}: {text}")


SENTENCES = [
    row("day", "各镇于2025年4月18日前报送排查清单。", "2025-03-20", "2025-04-18"),
    row("day", "请在2025/7/8前反馈意见。", "2025-06-20", "2025-07-08"),
    row("day", "验收时间不迟于2025年11月5日。", "2025-09-01", "2025-11-05"),
    row("day", "最晚2025年11月5日完成移交。", "2025-09-01", "2025-11-05"),
    row("day", "报名截止日期：2025年3月9日。", "2025-02-01", "2025-03-09"),
    row("day", "材料报送截止到3月25日。", "2025-03-01", "2025-03-25"),
    row("day", "于20250930前完成数据上传。", "2025-08-01", "2025-09-30"),
    row("day", "9月6日24时前完成转移。", "2025-09-04", "2025-09-06"),
    row("day", "5月20日17:30前报送电子版。", "2025-05-12", "2025-05-20"),
    row("day", "5月20日上午10点前报送电子版。", "2025-05-12", "2025-05-20"),
    row("day", "7月1日0时前全部停用旧系统。", "2025-05-12", "2025-06-30"),
    row("day", "7月1日零点之前全部停用旧系统。", "2025-05-12", "2025-06-30"),
    row("day", "10月15日前（含15日）完成交接。", "2025-09-12", "2025-10-15"),
    row("day", "10月15日前（不含15日）完成交接。", "2025-09-12", "2025-10-14"),
    row("day", "请于25日前把材料交到督查室。", "2025-09-12", "2025-09-25"),
    row("day", "请于8日前把材料交到督查室。", "2025-09-12", "2025-10-08"),
    row("day", "本月18号以前完成清淤。", "2025-09-12", "2025-09-18"),
    row("day", "下月10日前完成清淤。", "2025-12-12", "2026-01-10"),
    row("day", "2月15日前完成整改。", "2025-12-12", "2026-02-15"),
    row("day", "明年3月1日前完成整改。", "2025-05-12", "2026-03-01"),
    row("day", "按要求应于2021年9月30日前完成，但至今未动工。", "2022-05-12", "2021-09-30"),
    row("day", "该企业未按要求于8月31日前拆除，至今仍在生产。", "2022-11-12", "2022-08-31"),
    row("bare unit", "2026年4月前建成投用。", "2025-05-12", "2026-04-30"),
    row("bare unit", "二季度前完成立项。", "2025-02-12", "2025-06-30"),
    row("bare unit", "8月中旬前完成招标。", "2025-02-12", "2025-08-20"),
    row("bare unit", "2028年以前完成改造。", "2025-02-12", "2028-12-31"),
    row("bare unit", "明年上半年前完成改造。", "2025-02-12", "2026-06-30"),
    row("period", "年内完成主体工程。", "2025-02-12", "2025-12-31"),
    row("period", "2026年年中前完成主体工程。", "2025-02-12", "2026-06-30"),
    row("period", "2026年中建成。", "2025-02-12", "2026-06-30"),
    row("period", "年中前完成评估。", "2025-02-12", "2025-06-30"),
    row("period", "本年度内完成评估。", "2025-02-12", "2025-12-31"),
    row("period", "2025年度内完成评估。", "2025-02-12", "2025-12-31"),
    row("period", "下半年完成评估。", "2025-02-12", "2025-12-31"),
    row("period", "明年一季度完成评估。", "2025-10-12", "2026-03-31"),
    row("period", "2026年第一季度末前完成评估。", "2025-10-12", "2026-03-31"),
    row("period", "季度末前完成评估。", "2025-10-12", "2025-12-31"),
    row("period", "本季度内完成评估。", "2025-08-12", "2025-09-30"),
    row("period", "下季度完成评估。", "2025-11-12", "2026-03-31"),
    row("period", "月内完成评估。", "2025-11-12", "2025-11-30"),
    row("period", "这个月底之前交整改办。", "2025-11-12", "2025-11-30"),
    row("period", "下个月中旬完成评估。", "2025-11-12", "2025-12-20"),
    row("period", "6月中完成评估。", "2025-05-12", "2025-06-15"),
    row("period", "9月末前完成评估。", "2025-05-12", "2025-09-30"),
    row("period", "2027年末完成评估。", "2025-05-12", "2027-12-31"),
    row("period", "后年底前完成评估。", "2025-05-12", "2027-12-31"),
    row("period", "4月份完成评估。", "2025-02-12", "2025-04-30"),
    row("period", "2025年化肥利用率提高到43%，基本覆盖。", "2025-02-12", "2025-12-31"),
    row("period", "缺口资金在三季度预算调剂中解决。", "2025-05-12", "2025-09-30"),
    row("period", "将完成率纳入四季度考核。", "2025-05-12", "2025-12-31"),
    row("period", "在4月的最后一天前完成。", "2025-03-12", "2025-04-30"),
    row("week", "本周五前报送。", "2025-09-10", "2025-09-12"),
    row("week", "周三前报送。", "2025-09-11", "2025-09-17"),
    row("week", "下周三下班前报送。", "2025-09-11", "2025-09-17"),
    row("week", "下下周一前报送。", "2025-09-11", "2025-09-22"),
    row("week", "请在星期日前完成。", "2025-09-11", "2025-09-14"),
    row("week", "本周内完成。", "2025-09-11", "2025-09-14"),
    row("week", "明日18时前完成。", "2025-09-11", "2025-09-12"),
    row("week", "大后天前完成。", "2025-09-11", "2025-09-14"),
    row("week", "今天下班前报送。", "2025-09-11", "2025-09-11"),
    row("duration", "20日内完成整治。", "2025-09-11", "2025-10-01"),
    row("duration", "在半个月内完成整治。", "2025-09-11", "2025-09-26"),
    row("duration", "半年内完成整治。", "2025-08-31", "2026-02-28"),
    row("duration", "一年半内完成整治。", "2025-08-31", "2027-02-28"),
    row("duration", "两个半月内完成整治。", "2025-08-10", "2025-10-25"),
    row("duration", "两周之内完成整治。", "2025-08-10", "2025-08-24"),
    row("duration", "一个星期内完成整治。", "2025-08-10", "2025-08-17"),
    row("duration", "三个月以内完成整治。", "2025-08-10", "2025-11-10"),
    row("duration", "一个季度内完成整治。", "2025-08-10", "2025-11-10"),
    row("duration", "限期30天完成整治。", "2025-08-10", "2025-09-09"),
    row("duration", "责令限期三十日内完成整治。", "2025-08-10", "2025-09-09"),
    row("duration", "整改期限为60日。", "2025-08-10", "2025-10-09"),
    row("duration", "7至10日内完成整治。", "2025-08-10", "2025-08-20"),
    row("duration", "48小时内完成处置。", "2025-08-10", "2025-08-12"),
    row("duration", "72小时之内完成处置。", "2025-08-10", "2025-08-13"),
    row("duration", "今后三年内完成搬迁。", "2025-08-10", "2028-08-10"),
    row("duration", "不得超过15日。", "2025-08-10", "2025-08-25"),
    row("duration", "15日内完成，遇法定节假日顺延。", "2025-09-18", "2025-10-09"),
    row("anchor known", "自本方案印发之日起30日内完成备案。", "2025-08-10", "2025-09-09"),
    row("anchor known", "会后10日内拿出方案。", "2025-08-10", "2025-08-20"),
    row("anchor known", "会议结束后三天内拿出方案。", "2025-08-10", "2025-08-13"),
    row("anchor known", "即日起一个月内拿出方案。", "2025-08-10", "2025-09-10"),
    row("anchor known", "通知下发后5日内完成传达。", "2025-08-10", "2025-08-15"),
    row("anchor unknown", "接到交办单后3日内反馈。", "2025-08-10", None),
    row("anchor unknown", "自受理之日起30日内作出决定。", "2025-08-10", None),
    row("anchor unknown", "验收合格后15个工作日内公示。", "2025-08-10", None),
    row("anchor unknown", "合同签订之日起6个月内完工。", "2025-08-10", None),
    row("anchor unknown", "问题发现后2小时内上报。", "2025-08-10", None),
    row("anchor unknown", "接报后30分钟内到场。", "2025-08-10", None),
    row("anchor unknown", "每次专题会议，纪要在会后3日内印发。", "2025-08-10", None),
    row("anchor unknown", "整改方案批准后，一个月内启动施工。", "2025-08-10", None),
    row("anchor unknown", "督察反馈之日起1个月内上报方案。", "2025-08-10", None),
    row("workday", "3个工作日内报送。", "2026-02-12", "2026-02-24"),
    row("workday", "十个工作日内报送。", "2025-09-22", "2025-10-11"),
    row("workday", "七个工作日之内报送。", "2025-06-03", "2025-06-12"),
    row("workday", "端午节后首个工作日报送。", "2025-05-20", "2025-06-03"),
    row("workday", "春节后第2个工作日前报送。", "2026-01-20", "2026-02-25"),
    row("workday", "2月最后一个工作日前报送。", "2026-02-10", "2026-02-28"),
    row("workday", "下月第一个工作日前报送。", "2025-09-10", "2025-10-09"),
    row("workday", "本周最后一个工作日报送。", "2025-09-10", "2025-09-12"),
    row("numeral", "二〇二六年五月廿日前完成。", "2025-09-10", "2026-05-20"),
    row("numeral", "二○二六年五月底前完成。", "2025-09-10", "2026-05-31"),
    row("numeral", "十二月三十一日前完成。", "2025-09-10", "2025-12-31"),
    row("numeral", "四十五日内完成。", "2025-09-10", "2025-10-25"),
    row("numeral", "一百二十天内完成。", "2025-09-10", "2026-01-08"),
    row("plan", "“十五五”期间建成。", "2026-03-10", "2030-12-31"),
    row("plan", "“十四五”末全部达标。", "2024-03-10", "2025-12-31"),
    row("plan", "十三五末全部达标。", "2019-03-10", "2020-12-31"),
    row("plan", "“十五五”前三年完成治理。", "2026-03-10", "2028-12-31"),
    row("plan", "到2035年，水生态根本好转。", "2026-03-10", "2035-12-31"),
    row("plan", "“十四五”规划期内建成。", "2024-03-10", "2025-12-31"),
    row("festival", "元旦前清欠完毕。", "2025-11-10", "2025-12-31"),
    row("festival", "清明节前完成巡查。", "2026-02-10", "2026-04-04"),
    row("festival", "中秋节前完成巡查。", "2026-02-10", "2026-09-24"),
    row("festival", "“十一”前完成巡查。", "2026-02-10", "2026-09-30"),
    row("festival", "国庆节前全部关停到位。", "2026-02-10", "2026-09-30"),
    row("festival", "国庆长假前完成巡查。", "2026-02-10", "2026-09-30"),
    row("festival", "五一假期前完成巡查。", "2026-02-10", "2026-04-30"),
    row("festival", "五一假期结束前完成巡查。", "2026-02-10", "2026-05-05"),
    row("festival", "“七一”前完成巡查。", "2026-02-10", "2026-06-30"),
    row("festival", "元宵节前完成巡查。", "2026-02-10", "2026-03-02"),
    row("festival", "腊月二十三前发放到位。", "2026-01-10", "2026-02-10"),
    row("festival", "除夕前完成清运。", "2026-01-10", "2026-02-15"),
    row("festival", "农历新年前完成清运。", "2026-01-10", "2026-02-16"),
    row("festival", "今年国庆前通车。", "2026-01-10", "2026-09-30"),
    row("festival", "明年春节前通车。", "2026-01-10", "2027-02-05"),
    row("season", "入汛前完成除险加固。", "2026-01-10", "2026-05-31"),
    row("season", "2026年汛期前完成除险加固。", "2025-10-10", "2026-05-31"),
    row("season", "汛期来临前完成除险加固。", "2025-10-10", "2026-05-31"),
    row("season", "汛期结束前不得停工，完成清障。", "2026-07-10", "2026-09-30"),
    row("season", "采暖季前完成改造。", "2026-07-10", "2026-11-14"),
    row("season", "供暖期结束前完成改造。", "2026-01-10", "2026-03-15"),
    row("season", "秋季开学前完成改造。", "2026-05-10", "2026-08-31"),
    row("season", "雨季前完成改造。", "2026-03-10", None),
    row("season", "今冬明春完成改造。", "2026-09-10", None),
    row("season", "全省“两会”前办结。", "2025-11-10", None),
    row("rhythm", "每月10日前报送进展。", "2026-03-06", "2026-03-10"),
    row("rhythm", "每月25号前报送进展。", "2026-03-26", "2026-04-25"),
    row("rhythm", "每月底前报送进展。", "2026-02-06", "2026-02-28"),
    row("rhythm", "每周五下班前报送进展。", "2026-03-11", "2026-03-13"),
    row("rhythm", "每周一报送进展。", "2026-03-11", "2026-03-16"),
    row("rhythm", "每季度末月20日前报送进展。", "2026-03-11", "2026-03-20"),
    row("rhythm", "每季度末报送进展。", "2026-03-11", "2026-03-31"),
    row("rhythm", "每半年结束后15日内报送进展。", "2026-03-11", "2026-07-15"),
    row("rhythm", "每年12月10日前报送总结。", "2026-03-11", "2026-12-10"),
    row("rhythm", "每年1月底前报送总结。", "2026-03-11", "2027-01-31"),
    row("rhythm", "每日下班前报送。", "2026-03-11", "2026-03-11"),
    row("rhythm", "每个工作日17时前报送。", "2026-02-15", "2026-02-24"),
    row("rhythm", "逢双月5日前报送。", "2026-03-11", "2026-04-05"),
    row("rhythm", "每月1日、15日前报送。", "2026-03-11", "2026-03-15"),
    row("rhythm", "每月调度一次。", "2026-03-11", None),
    row("rhythm", "一周一督查。", "2026-03-11", None),
    row("rhythm", "按季度通报。", "2026-03-11", None),
    row("rhythm", "实行日调度、周通报。", "2026-03-11", None),
    row("standing", "长期坚持抓好管护。", "2026-03-11", None),
    row("standing", "6月底前完成，并长期坚持。", "2026-03-11", "2026-06-30"),
    row("standing", "立行立改，2026年8月底前全部到位。", "2026-03-11", "2026-08-31"),
    row("standing", "对三处倾倒点立即整改。", "2026-03-11", "2026-03-11"),
    row("standing", "发现问题立即整改。", "2026-03-11", None),
    row("range", "2025年3月至10月集中整治。", "2025-01-11", "2025-10-31"),
    row("range", "2025年3—10月集中整治。", "2025-01-11", "2025-10-31"),
    row("range", "3-10月集中整治。", "2025-01-11", "2025-10-31"),
    row("range", "今年11月至明年3月集中整治。", "2025-10-11", "2026-03-31"),
    row("range", "11月至次年3月集中整治。", "2025-10-11", "2026-03-31"),
    row("range", "12月1日至次年2月28日集中整治。", "2025-10-11", "2026-02-28"),
    row("range", "即日起至12月20日集中整治。", "2025-10-11", "2025-12-20"),
    row("range", "从即日起至年底集中整治。", "2025-10-11", "2025-12-31"),
    row("range", "2025年9月1日—15日集中整治。", "2025-08-11", "2025-09-15"),
    row("range", "9月1日至15日集中整治。", "2025-08-11", "2025-09-15"),
    row("range", "9月1—15日集中整治。", "2025-08-11", "2025-09-15"),
    row("range", "自2025年9月1日至春节前集中整治。", "2025-08-11", "2026-02-16"),
    row("range", "2025—2027年分年度完成。", "2025-02-11", "2027-12-31"),
    row("range", "二季度至三季度完成改造。", "2025-02-11", "2025-09-30"),
    row("range", "2025.3.1-2025.10.31完成改造。", "2025-02-11", "2025-10-31"),
    row("range", "整治时间：2025年6月至2025年3月。", "2025-02-11", None),
    row("none", "截至6月底，全县已建成管网41公里。", "2025-07-05", None),
    row("none", "截止目前，12个问题销号。", "2025-07-05", None),
    row("none", "上半年，全县空气质量优良率为88%。", "2025-07-15", None),
    row("none", "2024年，全县优良天数比例达到90%。", "2025-01-15", None),
    row("none", "上报2019年以来的整改台账。", "2025-01-15", None),
    row("none", "去年全面完成了清淤任务。", "2025-01-15", None),
    row("none", "去年底前已全部验收。", "2025-01-15", None),
    row("none", "对2020年底前建成的小水电逐座核查。", "2025-01-15", None),
    row("none", "对2021年及以前形成的欠账逐笔核查。", "2025-01-15", None),
    row("none", "三年前投运的设备已老化。", "2025-01-15", None),
    row("none", "前5个月完成投资3亿元。", "2025-06-15", None),
    row("none", "云政发〔2023〕12号", "2025-06-15", None),
    row("none", "《青溪区2025年大气攻坚方案》印发执行。", "2025-06-15", None),
    row("none", "本办法自2026年1月1日起施行。", "2025-06-15", None),
    row("none", "印发日期：2025年6月11日", "2025-06-15", None),
    row("none", "本证有效期至2027年5月31日。", "2025-06-15", None),
    row("none", "实行24小时值班监测。", "2025-06-15", None),
    row("none", "把专项监督作为今年工作重点。", "2025-06-15", None),
    row("none", "30日内未整改的，依法查封。", "2025-06-15", None),
    row("none", "12个月内累计两次的，从重处罚。", "2025-06-15", None),
    row("none", "5月20日召开了动员会议。", "2025-06-15", None),
    row("none", "按照5月20日专题会议精神抓好落实。", "2025-06-15", None),
    row("none", "每小时35蒸吨以下锅炉全部淘汰。", "2025-06-15", None),
    row("none", "目前正在推进，日前已反馈。", "2025-06-15", None),
    row("none", "设计日处理规模2万吨。", "2025-06-15", None),
    row("vague", "近期拿出方案。", "2025-06-15", None),
    row("vague", "适时开展评估。", "2025-06-15", None),
    row("vague", "两年左右基本解决。", "2025-06-15", None),
    row("vague", "几个月内完成。", "2025-06-15", None),
    row("vague", "大约半年时间完成。", "2025-06-15", None),
    row("vague", "条件成熟时启动。", "2025-06-15", None),
    row("invalid", "2月30日前报送。", "2025-01-15", None),
    row("invalid", "2025年2月29日前报送。", "2025-01-15", None),
    row("invalid", "2025年13月底前报送。", "2025-01-15", None),
    row("invalid", "11月31日之前报送。", "2025-01-15", None),
    row("invalid", "20XX年12月底前报送。", "2025-01-15", None),
    row("invalid", "×月×日前报送。", "2025-01-15", None),
    row("invalid", "2205年6月底前完成。", "2025-01-15", None),
    row("invalid", "20255年6月底前完成。", "2025-01-15", None),
    row("invalid", "确保xx月底前通水。", "2025-01-15", None),
    row("invalid", "    年  月  日前完成。", "2025-01-15", None),
    row("noise", "２０２５年１０月底前完成。", "2025-01-15", "2025-10-31"),
    row("noise", "2025 年 10 月 底 前 完成。", "2025-01-15", "2025-10-31"),
    row("noise", "2025年1O月底前完成。", "2025-01-15", "2025-10-31"),
    row("noise", "2O25年l0月底前完成。", "2025-01-15", "2025-10-31"),
    row("noise", "2025年10月31目前完成。", "2025-01-15", "2025-10-31"),
    row("noise", "2025年10月31前完成。", "2025-01-15", "2025-10-31"),
    row("noise", "2025．10．31前完成。", "2025-01-15", "2025-10-31"),
    row("noise", "10.31前完成。", "2025-01-15", "2025-10-31"),
    row("noise", "于'25年10月底前完成。", "2025-01-15", "2025-10-31"),
    row("noise", "2025年10⽉31⽇前完成。", "2025-01-15", "2025-10-31"),
    row("traditional", "兩個月內提交報告。", "2025-01-15", "2025-03-15"),
    row("traditional", "應於民國114年6月30日前完成。", "2025-01-15", "2025-06-30"),
    row("traditional", "民國一百十四年底前完成。", "2025-01-15", "2025-12-31"),
    row("traditional", "於本年國慶節前關閉。", "2025-01-15", "2025-09-30"),
    row("traditional", "須於10個工作天內答覆。", "2025-03-03", "2025-03-17"),
    row("traditional", "下週五或之前遞交。", "2025-03-03", "2025-03-14"),
    row("traditional", "預計明年第三季完成工程。", "2025-03-03", "2026-09-30"),
    row("several", "原计划2025年3月底完成，调整为2025年9月底完成。", "2025-02-15", "2025-09-30"),
    row("several", "原定9月底完成，现提前至7月31日。", "2025-02-15", "2025-07-31"),
    row("several", "由6月底推迟到8月底。", "2025-02-15", "2025-08-31"),
    row("several", "力争4月底前、确保6月底前完成。", "2025-02-15", "2025-06-30"),
    row("several", "原则上5月底前完成，最迟不超过6月20日。", "2025-02-15", "2025-06-20"),
    row("several", "4月10日前拿出方案，年内完成。", "2025-02-15", "2025-12-31"),
    row("several", "2025年5月20日（入汛前）完成。", "2025-02-15", "2025-05-20"),
    row("several", "10日内（2月25日前）完成。", "2025-02-15", "2025-02-25"),
    row("several", "于2025年6月18日（星期五）前报送。", "2025-02-15", "2025-06-18"),
    row("several", "利用年底前剩下的3个月时间完成。", "2025-09-15", "2025-12-31"),
    row("several", "3月底前完成方案编制，力争年内完成30处。", "2025-02-15", "2025-03-31"),
    row("range", "2025-03-15至2025-04-15集中整治。", "2025-03-05", "2025-04-15"),
    row("range", "3.15-4.15集中整治。", "2025-03-05", "2025-04-15"),
    row("range", "自4月1日起，利用三个月时间集中整治。", "2025-02-05", "2025-07-01"),
    row("range", "5月上旬至下旬开展行动。", "2025-04-05", "2025-05-31"),
    row("range", "一至三季度完成。", "2025-01-05", "2025-09-30"),
    row("range", "2000年至", "2025-01-05", None),
    row("anchor known", "自2025年3月10日起30日内完成。", "2025-03-03", "2025-04-09"),
    row("anchor known", "6月底后10个工作日内完成。", "2025-03-03", "2025-07-14"),
    row("anchor unknown", "发现问题24小时内处置到位。", "2025-02-25", None),
    row("anchor unknown", "对巡查发现的火点，各镇要在2小时内到场处置。", "2025-02-25", None),
    row("duration", "对检查发现的9个问题，要在48小时内改正。", "2025-08-10", "2025-08-12"),
    row("duration", "乙方须于签订之日起三个月内完成清运。", "2025-02-10", "2025-05-10"),
    row("anchor unknown", "合同签订之日起三个月内完成清运。", "2025-02-10", None),
    row("day", "该项目预计6月30日为最后期限。", "2025-03-03", "2025-06-30"),
    row("day", "到6月30日，全部完成。", "2025-03-05", "2025-06-30"),
    row("festival", "中秋、国庆前完成整治。", "2026-06-03", "2026-09-24"),
    row("festival", "春节前10个工作日完成。", "2026-01-05", "2026-02-03"),
    row("none", "为期一个月的督察正在进行。", "2025-02-25", None),
    row("none", "提前15日告知。", "2025-02-25", None),
    row("none", "5年内不得申报。", "2025-02-25", None),
    row("none", "2025年度工作计划已下达。", "2025-02-25", None),
    row("several", "截至3月底已整改12个，剩余3个4月底前整改到位。", "2025-04-05", "2025-04-30"),
    row("several", "已制定方案，将于5月20日前组织实施。", "2025-04-05", "2025-05-20"),
    row("several", "整改时限：2024年12月底（延期至2025年6月底）", "2025-01-05", "2025-06-30"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "ref", "expected"), SENTENCES)
def test_the_last_day_on_time(text: str, ref: str, expected: str | None, calendar: Calendar) -> None:
    assert due(text, ref, calendar) == expected


CELLS = [
    row("cell", "2026年5月", "2025-11-03", "2026-05-31"),
    row("a date and its occasion", "2026年10月20日供暖之前", "2026-03-02", "2026-10-20"),
    row("cell", "2026年6月底", "2025-11-03", "2026-06-30"),
    row("cell", "2026.12", "2025-11-03", "2026-12-31"),
    row("cell", "2026-3-5", "2025-11-03", "2026-03-05"),
    row("cell", "12.31", "2025-11-03", "2025-12-31"),
    row("cell", "202612", "2025-11-03", "2026-12-31"),
    row("cell", "2024年", "2025-11-03", "2024-12-31"),
    row("cell", "30天", "2025-11-03", "2025-12-03"),
    row("cell", "3个月", "2025-11-03", "2026-02-03"),
    row("cell", "15个工作日", "2025-11-03", "2025-11-24"),
    row("cell", "立行立改", "2025-11-03", "2025-11-03"),
    row("cell", "长期坚持", "2025-11-03", None),
    row("cell", "持续推进", "2025-11-03", None),
    row("cell", "2026年6月底前（已完成）", "2025-11-03", "2026-06-30"),
    row("cell", "2026年3月—8月", "2025-11-03", "2026-08-31"),
    row("cell", "2026年\n6月底前", "2025-11-03", "2026-06-30"),
    row("cell", "按上级部署", "2025-11-03", None),
    row("cell", "全年", "2025-11-03", "2025-12-31"),
    row("cell", "每季度末", "2025-11-03", "2025-12-31"),
]


@pytest.mark.parametrize(("text", "ref", "expected"), CELLS)
def test_the_content_of_a_time_limit_field(
    text: str, ref: str, expected: str | None, calendar: Calendar
) -> None:
    assert due(text, ref, calendar, cell=True) == expected


@pytest.mark.parametrize("text", ["", "—", "/", "无", " "])
def test_an_empty_field_states_no_limit(text: str, calendar: Calendar) -> None:
    assert read_deadline(text, date(2025, 1, 1), calendar, cell=True) is None


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("全县优良天数比例同比上升2个百分点。", id="a figure"),
        pytest.param("2024年底前已全部关停。", id="the past"),
        pytest.param("《2025年攻坚方案》印发给你们。", id="a title"),
        pytest.param("各单位要压实责任、狠抓落实。", id="no time at all"),
        pytest.param("上级强调要加强日常监管。", id="a word with 日 in it"),
        pytest.param("8月16日，县里召开大会。", id="the head of a news report"),
        pytest.param("（2025年3月18日）", id="the date below a document"),
    ],
)
def test_no_limit_is_none(text: str, calendar: Calendar) -> None:
    assert read_deadline(text, date(2025, 8, 16), calendar) is None


def read(text: str, calendar: Calendar, ref: str | None = "2025-03-12") -> Deadline:
    found = read_deadline(text, day(ref), calendar)

    assert found is not None
    assert found.text in text
    return found


@pytest.mark.parametrize(
    ("text", "literal"),
    [
        pytest.param("6月前完成。", "2025-05-31", id="bare month"),
        pytest.param("2027年前完成。", "2026-12-31", id="bare year"),
        pytest.param("三季度前完成。", "2025-06-30", id="bare quarter"),
        pytest.param("6月底前完成。", None, id="month end has one reading"),
        pytest.param("6月5日前完成。", None, id="a day has one reading"),
        pytest.param("6月前（含6月）完成。", None, id="said to include it"),
    ],
)
def test_the_literal_reading_is_kept_where_there_are_two(
    text: str, literal: str | None, calendar: Calendar
) -> None:
    found = read(text, calendar)

    assert found.literal == day(literal)
    assert found.certain == (literal is None)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("请于 6 月 底 前 完成整治。", "6 月 底 前", id="blanks inside"),
        pytest.param("务必在６月底前完成。", "６月底前", id="full width"),
        pytest.param("應於兩個月內完成。", "兩個月內", id="traditional"),
        pytest.param("自印发之日起30日内完成。", "印发之日起30日内", id="with its anchor"),
        pytest.param("于6月20日（星期五）17时前报送。", "6月20日（星期五）17时前", id="with its hour"),
    ],
)
def test_the_words_are_those_of_the_text(text: str, words: str, calendar: Calendar) -> None:
    assert read(text, calendar).text == words


@pytest.mark.parametrize(
    ("text", "start"),
    [
        pytest.param("2025年4月至6月集中整治。", "2025-04-01", id="a range"),
        pytest.param("即日起至年底集中整治。", "2025-03-12", id="from now"),
        pytest.param("“十五五”期间建成。", "2026-01-01", id="a plan"),
        pytest.param("本办法自2025年7月1日起施行。", "2025-07-01", id="in force from"),
        pytest.param("6月底前完成。", None, id="a deadline has no start"),
    ],
)
def test_a_window_has_a_start(text: str, start: str | None, calendar: Calendar) -> None:
    assert read(text, calendar).start == day(start)


@pytest.mark.parametrize(
    ("text", "rhythm"),
    [
        pytest.param("每日17时前报送。", "daily", id="daily"),
        pytest.param("每周五前报送。", "weekly", id="weekly"),
        pytest.param("一旬一通报。", "ten-day", id="ten-day"),
        pytest.param("每半月通报一次。", "half-monthly", id="half-monthly"),
        pytest.param("按月调度。", "monthly", id="monthly"),
        pytest.param("每季度首月5日前报送。", "quarterly", id="quarterly"),
        pytest.param("每半年评估一次。", "half-yearly", id="half-yearly"),
        pytest.param("每年开展一次评估。", "yearly", id="yearly"),
        pytest.param("常态化开展巡查。", "long-term", id="standing"),
        pytest.param("6月底前完成，并长期坚持。", "long-term", id="dated and standing"),
        pytest.param("6月底前完成。", None, id="once"),
    ],
)
def test_rhythms_are_named(text: str, rhythm: str | None, calendar: Calendar) -> None:
    assert read(text, calendar).recurring == rhythm


def test_earlier_dates_of_a_staged_limit_are_milestones(calendar: Calendar) -> None:
    found = read("5月底前完成设计，9月底前进场施工，年内建成投用。", calendar)

    assert found.due == date(2025, 12, 31)
    assert [(stone.text, stone.due) for stone in found.milestones] == [
        ("5月底前完成设计", date(2025, 5, 31)),
        ("9月底前进场施工", date(2025, 9, 30)),
    ]


@pytest.mark.parametrize(
    "text", ["三个月内完成。", "6月底前完成。", "年底前完成。", "本周五前报送。", "每月5日前报送。"]
)
def test_without_a_reference_nothing_relative_is_guessed(text: str, calendar: Calendar) -> None:
    found = read(text, calendar, ref=None)

    assert (found.due, found.certain) == (None, found.recurring is not None)
    assert "文件日期未知" in found.note


@pytest.mark.parametrize("text", ["2026年6月底前完成。", "2026年3月5日前完成。", "力争2026年底通车。"])
def test_a_whole_date_needs_no_reference(text: str, calendar: Calendar) -> None:
    assert read(text, calendar, ref=None).due is not None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param("5个工作日内报送。", "工作日", id="counted working days"),
        pytest.param("春节前完成。", "春节为2026年2月17日", id="the festival's day"),
        pytest.param("收到通知后5日内报送。", "起算日", id="the anchor that is missing"),
        pytest.param("2月30日前报送。", "没有2月30日", id="the day that does not exist"),
        pytest.param("雨季前完成。", "日历文件", id="where to fill in a season"),
        pytest.param("于2025年3月20日（星期三）前报送。", "不是星期三", id="date against weekday"),
        pytest.param("汛期前完成。", "请核对", id="a default of the calendar"),
        pytest.param("原定4月底完成，延期至5月底。", "调整后", id="which date was chosen"),
    ],
)
def test_the_note_shows_the_working(text: str, said: str, calendar: Calendar) -> None:
    assert said in read(text, calendar).note


def test_local_seasons_move_the_date() -> None:
    local = '[seasons]\n"雨季" = { from = "06-10", to = "07-20" }\n[events]\n"区两会" = ["2026-01-14"]\n'
    calendar, _ = Calendar.load(GENERAL.read_text(encoding="utf-8"), local)

    assert due("雨季前完成。", "2025-03-12", calendar) == "2025-06-09"
    assert due("区“两会”前办结。", "2025-11-12", calendar) == "2026-01-13"


@pytest.mark.parametrize(
    ("text", "year", "expected"),
    [
        pytest.param("2021年3月18日", None, "2021-03-18", id="Arabic"),
        pytest.param("二〇二一年三月十八日", None, "2021-03-18", id="Chinese"),
        pytest.param("二○二一年十二月三十一日印发", None, "2021-12-31", id="the other zero"),
        pytest.param("发布时间：2022-08-30 09:15", None, "2022-08-30", id="ISO"),
        pytest.param("2022/8/30", None, "2022-08-30", id="slashes"),
        pytest.param("8月16日，我县召开会议", 2023, "2023-08-16", id="a given year"),
        pytest.param("8月16日，我县召开会议", None, None, id="no year"),
        pytest.param("2021年2月30日 2021年3月2日", None, "2021-03-02", id="the first that exists"),
        pytest.param("2021年3月", None, None, id="a month is no day"),
        pytest.param("云政发〔2021〕18号", None, None, id="a number of a paper"),
        pytest.param("投资3.15亿元", 2023, None, id="a figure"),
        pytest.param("", None, None, id="empty"),
    ],
)
def test_the_day_of_a_document(text: str, year: int | None, expected: str | None) -> None:
    assert read_day(text, year) == day(expected)


def run(*words: str) -> int:
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    return command.run(parser.parse_args(words))


def test_the_command_prints_one_object_per_case(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cases = tmp_path / "cases.jsonl"
    cases.write_text(
        '{"text": "6月前完成。", "ref": "2025-03-12"}\n\n{"text": "优良率88%。", "ref": null}\n',
        encoding="utf-8",
    )

    assert run("--json", "--batch", str(cases)) == 0
    first, second = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert {k: first[k] for k in ("due", "literal", "expr", "certain")} == {
        "due": "2025-06-30",
        "literal": "2025-05-31",
        "expr": "6月前",
        "certain": False,
    }
    assert (second["due"], second["expr"], second["ref"]) == (None, "", None)


def test_the_command_speaks_to_people(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("5月底前立项，6月前完成。", "每月5日前报送。", "优良率88%。", "--ref", "2025-03-12") == 0

    said = capsys.readouterr().out
    assert "时限：2025-06-30，从严为2025-05-31，请核对" in said
    assert "节点：2025-05-31" in said
    assert "时限：2025-04-05，每月" in said
    assert "没有写时限" in said


@pytest.mark.parametrize(
    ("words", "said"),
    [
        pytest.param((), "没有要读的文字", id="nothing to read"),
        pytest.param(("6月前", "--ref", "2025-02-30"), "--ref", id="a day that does not exist"),
        pytest.param(("--batch", "/没有这个文件"), "没有这个文件", id="no such file"),
    ],
)
def test_a_command_line_that_cannot_be_read(words: tuple[str, ...], said: str) -> None:
    with pytest.raises(Misuse, match=said):
        run(*words)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        pytest.param('{"text": "6月前", "ref": "昨天"}', "昨天", id="a bad date"),
        pytest.param('{"text": "6月前", "ref": 3}', "ref", id="a date that is no text"),
        pytest.param('{"ref": "2025-01-01"}', ":1: ", id="no text"),
        pytest.param("{", ":1: ", id="no JSON"),
    ],
)
def test_a_batch_that_cannot_be_read(line: str, said: str, tmp_path: Path) -> None:
    cases = tmp_path / "cases.jsonl"
    cases.write_text(line + "\n", encoding="utf-8")

    with pytest.raises(Misuse, match=said):
        run("--batch", str(cases))
