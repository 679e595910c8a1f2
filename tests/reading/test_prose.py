"""Sentences → orders: who is told to do what, and what is told to nobody or is no order at all."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from wording import who

from bot.duty import Strength
from bot.reading.prose import read_orders, strength_of


def told(text: str, *, ordered: bool = False) -> list[str]:
    return [who(order.parts) for order in read_orders(text, ordered=ordered)]


def quoted(text: str, *, ordered: bool = False) -> list[str]:
    return [order.text for order in read_orders(text, ordered=ordered)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("区住建局要加快松坪片区管网改造。", ["责任 区住建局"], id="X要…"),
        pytest.param("区住建局负责松坪片区管网改造。", ["责任 区住建局"], id="X负责…"),
        pytest.param("区财政局统筹安排整治资金。", ["责任 区财政局"], id="X统筹…"),
        pytest.param("区整改办将于四季度组织回头看。", ["责任 区整改办"], id="X将于…"),
        pytest.param("区气象局每日提供扩散条件预报。", ["责任 区气象局"], id="X每日…"),
        pytest.param(
            "区住建局、区水利局要管住工地扬尘。", ["列名 区住建局、区水利局"], id="several are listed"
        ),
        pytest.param(
            "住建、城管等部门和各镇街要管住工地扬尘。",
            ["列名 住建部门、城管部门、各镇街"],
            id="a group and the towns",
        ),
        pytest.param("区水利局要牵头开展河道清淤。", ["牵头 区水利局"], id="X要牵头"),
        pytest.param(
            "区水利局牵头，区住建局配合，6月底前完成清淤。",
            ["牵头 区水利局 · 配合 区住建局"],
            id="X牵头，Y配合",
        ),
        pytest.param(
            "由区水利局牵头、区住建局配合，开展河道清淤。",
            ["牵头 区水利局 · 配合 区住建局"],
            id="由X牵头、Y配合",
        ),
        pytest.param(
            "请区水利局牵头，区住建局配合，完成河道清淤。", ["牵头 区水利局 · 配合 区住建局"], id="请X牵头"
        ),
        pytest.param("责成区水利局在15日内提出整改方案。", ["责任 区水利局"], id="责成X"),
        pytest.param("此项工作请区水利局于7月10日前报送方案。", ["责任 区水利局"], id="此项工作请X"),
        pytest.param(
            "河道清淤由区水利局牵头，松坪街道配合。", ["牵头 区水利局 · 配合 松坪街道"], id="Y由X牵头"
        ),
        pytest.param("秸秆禁烧由各镇管。", ["责任 各镇"], id="Y由X管"),
        pytest.param("秸秆禁烧由各镇负总责。", ["责任 各镇"], id="Y由X负总责"),
        pytest.param("以上任务由区大气办统一调度。", ["责任 区大气办"], id="Y由X统一调度"),
        pytest.param(
            "区住建局协助、区水利局牵头开展河道清淤。", ["牵头 区水利局 · 配合 区住建局"], id="X协助、Y牵头"
        ),
        pytest.param(
            "区交警大队配合区城管局查处渣土车。", ["责任 区城管局 · 配合 区交警大队"], id="X配合Y: Y answers"
        ),
        pytest.param(
            "区水利局会同区住建局对排口开展整治。", ["列名 区水利局、区住建局"], id="会同 lets neither lead"
        ),
        pytest.param(
            "区城管局会同松坪街道、石桥镇于8月底前拆除违建。",
            ["列名 区城管局、松坪街道、石桥镇"],
            id="会同 several",
        ),
        pytest.param(
            "区农业农村局要扛起禁烧主责，各镇要压实属地责任。",
            ["主责 区农业农村局 · 属地 各镇"],
            id="主责, and 属地 attached",
        ),
        pytest.param(
            "区水利局要抓好清淤，分管副区长包案督办。",
            ["责任 区水利局 · 领导 分管副区长"],
            id="a leader attached",
        ),
        pytest.param(
            "区水务集团要加快水厂改造；区住建局督促指导。",
            ["责任 区水务集团 · 督查 区住建局"],
            id="oversight attached",
        ),
        pytest.param(
            "区财政局要下达资金260万元；区督查室要对会上定的事逐条督办。",
            ["责任 区财政局", "督查 区督查室"],
            id="oversight with an object of its own stands alone",
        ),
        pytest.param("区督查室要加强督办，对推进不力的及时通报。", ["督查 区督查室"], id="who supervises"),
        pytest.param(
            "县领导包片、副县长包线，每周调度一次。",
            ["责任 县领导、副县长 · 领导 县领导、副县长"],
            id="posts that are assigned",
        ),
        pytest.param(
            "松坪街道书记、主任要到现场盯办。",
            ["领导 松坪街道书记、主任"],
            id="heads of a place lead only",
        ),
        pytest.param("云山水泥厂要在6月底前完成脱硝改造。", ["责任 云山水泥厂"], id="a firm by name"),
        pytest.param("要加快松坪污水处理厂扩建。", [""], id="要 with nobody before it"),
        pytest.param("严禁在禁燃区内销售散煤。", [""], id="a ban names nobody"),
        pytest.param("国庆节前要完成猪舍搬迁。", [""], id="a date, then 要"),
        pytest.param(
            "湖区内8家民宿，接管前一律不得新增床位。", [""], id="what holds for things in some state"
        ),
        pytest.param(
            "已经销号的要定期复查，坚决防止反弹。", [""], id="what is done, and what is to follow from it"
        ),
        pytest.param("关于老矿硐废水问题，责任主体暂不明确，提请区政府研究。", [""], id="a matter left open"),
    ],
)
def test_who_is_told(text, expected):
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "区水利局要抓好河道保洁。同时要开展排口整治。",
            ["责任 区水利局", "责任 区水利局"],
            id="to the next sentence",
        ),
        pytest.param(
            "住建、城管等部门要管住工地。裸土必须全部覆盖。要开展夜间巡查。",
            ["列名 住建部门、城管部门", "", "列名 住建部门、城管部门"],
            id="over what is ordered of a thing",
        ),
        pytest.param(
            "区水利局要抓好河道保洁，区住建局要抓好管网改造。要建立排口台账。",
            ["责任 区水利局", "责任 区住建局", ""],
            id="not from several subjects",
        ),
        pytest.param(
            "区督查室要加强督办。要建立整改台账。", ["督查 区督查室", ""], id="not from the inspectors"
        ),
        pytest.param(
            "区水利局要抓好河道保洁。要紧盯治气不放松。要开展工地扬尘整治。",
            ["责任 区水利局", ""],
            id="not over a slogan",
        ),
        pytest.param(
            "一是抓水。区水利局要抓好河道保洁。二是抓气。要开展工地扬尘整治。",
            ["责任 区水利局", ""],
            id="not into the next item",
        ),
        pytest.param(
            "全区上下要抓好环境整治。要开展工地扬尘巡查。", ["责任 全区上下", ""], id="not from everybody"
        ),
        pytest.param(
            "区水利局要抓好河道保洁。要坚持问题导向，开展排口整治。",
            ["责任 区水利局", ""],
            id="not to a sentence that opens a new topic",
        ),
        pytest.param(
            "松坪乡老硐废水汇入下游的问题，责任主体暂不明确，提请区政府另行研究。",
            [""],
            id="a place that is named is not responsible",
        ),
    ],
)
def test_the_subject_is_carried_over(text, expected):
    assert told(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "针对居民反映的噪声问题，公安、城管等部门要开展夜间巡查。",
            ["针对居民反映的噪声问题，公安、城管等部门要开展夜间巡查"],
            id="针对…问题 belongs to the order",
        ),
        pytest.param(
            "东岭那几处老硐，废水流了多年，必须尽快查清来源。",
            ["东岭那几处老硐，废水流了多年，必须尽快查清来源"],
            id="what leads in is kept from its first word",
        ),
        pytest.param(
            "同意区住建局的管网改造方案，由区住建局组织实施。",
            ["同意区住建局的管网改造方案，由区住建局组织实施"],
            id="由… is quoted with what it is about",
        ),
        pytest.param(
            "松坪乡老硐废水汇入下游的问题，涉及自然资源、水利、生态环境、应急等多个领域，历史成因复杂，责任主体暂不明确。",
            [
                "松坪乡老硐废水汇入下游的问题，涉及自然资源、水利、生态环境、应急等多个领域，历史成因复杂，责任主体暂不明确"
            ],
            id="a matter left open is quoted with its name",
        ),
        pytest.param(
            "区城管局要推进油烟治理。力争到年底，净化设施安装率达到90%。",
            ["区城管局要推进油烟治理。力争到年底，净化设施安装率达到90%"],
            id="the goal is joined to its order",
        ),
        pytest.param(
            "周明远强调，区水利局要抓好清淤。", ["区水利局要抓好清淤"], id="the speaker is left out"
        ),
        pytest.param(
            "会议要求区住建局抓紧完成管网改造。",
            ["区住建局抓紧完成管网改造"],
            id="会议要求 runs into the subject",
        ),
        pytest.param(
            "区水利局要抓好清淤；区住建局要抓好截污。",
            ["区水利局要抓好清淤", "区住建局要抓好截污"],
            id="a semicolon parts two orders",
        ),
        pytest.param(
            "区住建局要落实“围挡、覆盖，冲洗”措施，加密巡查。",
            ["区住建局要落实“围挡、覆盖，冲洗”措施，加密巡查"],
            id="marks inside quotes cut nothing",
        ),
    ],
)
def test_the_stretch_of_an_order(text, expected):
    assert quoted(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("区领导赵一、钱二，区直有关部门主要负责同志参加会议。", id="who attended"),
        pytest.param("区政协主席何敬之、区委副书记罗以宁等参加会议。", id="who attended, by post and name"),
        pytest.param(
            "区政府副秘书长孙某某、区水利局、松坪镇负责同志参加会议。", id="who attended, posts and units"
        ),
        pytest.param("各镇镇长及分管人员在分会场参加会议。", id="who attended elsewhere"),
        pytest.param("区委书记周怀远讲话，区长林书齐主持。", id="who spoke and who presided"),
        pytest.param("青政办发〔2026〕8号", id="the number of the document"),
        pytest.param("区整改办　　2026年7月31日", id="the signature"),
        pytest.param("区生环委专题会议纪要", id="a title"),
        pytest.param("区长现场督办河道清淤工作", id="a headline"),
        pytest.param("本方案由区整改办负责解释。", id="who explains the document"),
        pytest.param("区住建局、区水利局作了表态发言。", id="who spoke"),
        pytest.param(
            "过去一年，全区新建管网18公里。区城管局收缴炉具132台。", id="figures in a paragraph on the past"
        ),
        pytest.param("6个镇街的收集网点仍有2个未建成。", id="towns that are only counted"),
        pytest.param("会议由区长周明远主持。", id="who presided"),
        pytest.param("会上，区水利局负责同志汇报了河道治理情况。", id="who reported"),
        pytest.param("会议听取了区水利局关于松坪水库的汇报。", id="what was heard"),
        pytest.param("周明远一行来到石桥镇，实地察看了河道。", id="where they went"),
        pytest.param("去年以来，区住建局新建污水管网30公里。", id="what was built last year"),
        pytest.param("今年以来，区水利局全力推进河道治理，完成清淤12公里。", id="what was done this year"),
        pytest.param("近年来，区农业农村局加强秸秆利用，利用率达到92%。", id="what was done of late"),
        pytest.param("一年来，各镇严格落实河长制，河湖面貌明显改善。", id="what went well"),
        pytest.param("7月15日，区环境执法队组织对云山水泥厂开展了检查。", id="what was done on a day"),
        pytest.param("石桥镇建立了每日巡查制度。", id="what was set up"),
        pytest.param("截至9月底，区水利局已完成清淤12公里。", id="what is done by now"),
        pytest.param("督察组指出，石桥镇落实属地责任不到位。", id="what went wrong"),
        pytest.param("区住建局推进管网建设缓慢，落实要求打折扣。", id="what goes slowly"),
        pytest.param("今年1至8月，优良天数比例为88%，同比上升2个百分点。", id="a figure"),
        pytest.param("要提高政治站位，增强责任感和使命感。", id="an exhortation"),
        pytest.param("要坚持以人民为中心，久久为功。", id="an exhortation without an object"),
        pytest.param("个别单位重视不够，问题突出，必须高度警醒。", id="a warning"),
        pytest.param("要抓住关键环节，确保问题按期清零。", id="a slogan"),
        pytest.param("保护环境就是保护生产力。", id="an argument"),
        pytest.param("群众不得不关窗生活。", id="不得不 bans nothing"),
        pytest.param("推进绿色发展是一项长期任务。", id="a statement"),
        pytest.param("", id="nothing"),
    ],
)
def test_what_orders_nothing(text):
    assert read_orders(text) == []


@pytest.mark.parametrize(
    ("text", "ordered", "expected"),
    [
        pytest.param("完成河道清淤3公里。", True, [""], id="a bare imperative in a list of tasks"),
        pytest.param("完成河道清淤3公里。", False, [], id="the same words in running text tell of the past"),
        pytest.param(
            "区住建局要推动转型，年内新增绿色工厂3家。", False, ["责任 区住建局"], id="one task, one figure"
        ),
        pytest.param("会议部署了河道治理任务，抓好清淤截污。", False, [""], id="tasks that a meeting set"),
    ],
)
def test_bare_imperatives(text, ordered, expected):
    assert told(text, ordered=ordered) == expected


def test_an_item_bears_its_mark_and_title():
    orders = read_orders("一是严控工地扬尘。住建部门要落实围挡。二是整治油烟。城管部门要开展排查。")

    assert [(o.mark, o.title, who(o.parts)) for o in orders] == [
        ("一", "严控工地扬尘", "责任 住建部门"),
        ("二", "整治油烟", "责任 城管部门"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("力争年底前完成", Strength.AIM, id="力争"),
        pytest.param("鼓励企业先行先试", Strength.AIM, id="鼓励"),
        pytest.param("原则上由区住建局实施", Strength.AIM, id="原则上"),
        pytest.param("要开展排查", Strength.SHOULD, id="要"),
        pytest.param("确保年底前完成", Strength.MUST, id="确保"),
        pytest.param("一律不得供地", Strength.MUST, id="一律"),
        pytest.param("确保完成整改，力争提前", Strength.AIM, id="an aim beside 确保 stays an aim"),
        pytest.param("必须完成整改，力争提前", Strength.MUST, id="必须 beats an aim"),
        pytest.param("", Strength.SHOULD, id="nothing said"),
    ],
)
def test_strength(text, expected):
    assert strength_of(text) is expected


@given(
    st.text(
        alphabet="区水利局住建要由牵头配合，。；：一是第、“”（）请会同前年月底3负责推进河道不得的",
        max_size=120,
    )
)
@settings(max_examples=100, deadline=None)
def test_orders_lie_in_the_text_and_in_order(text):
    last = 0
    for order in read_orders(text, ordered=True):
        assert text[order.start : order.end] == order.text
        assert order.start >= last - len(order.text)
        last = order.end


@pytest.mark.parametrize("piece", ["责任、", "由", "区住建局、", "要", "（", "一是", "请区", "会同"])
def test_a_hostile_paragraph_is_read_in_one_go(piece):
    assert isinstance(read_orders(piece * 4000), list)


@pytest.mark.parametrize(
    "sentence",
    [
        pytest.param("县委常委张三、李四，副县长王五出席。", id="leaders"),
        pytest.param("各镇乡(街道)负责人等参加。", id="those in charge of many"),
        pytest.param("县直有关部门主要负责人、各镇乡（街道）负责人等参加会议。", id="a meeting"),
    ],
)
def test_who_was_there_has_nothing_to_do(sentence):
    assert told(sentence) == []


def test_who_takes_part_in_a_task_has_a_part_in_it():
    assert told("由区水利局牵头开展河道清障，区住建局参加。") == ["牵头 区水利局 · 配合 区住建局"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "两年来的外运联单，由县城管局组织核对。", ["责任 县城管局"], id="a time inside a matter"
        ),
        pytest.param(
            "县环卫所把上年的清运账目理清。", ["责任 县环卫所"], id="a past time inside what is done"
        ),
        pytest.param("已验收的复垦项目要管好苗木。", [""], id="a thing in some state"),
        pytest.param("泵站进水口堵塞——县排水公司负责疏通。", ["责任 县排水公司"], id="a dash parts them"),
        pytest.param("渡口采砂船的事，韩副县长管，五天碰一次头。", ["领导 韩副县长"], id="one word"),
        pytest.param("刘海同志牵个头，每月10号排个名。", ["领导 刘海同志"], id="a spoken 牵头"),
        pytest.param("县公安局督促公交公司更换旧车30台。", ["责任 县公安局"], id="公交 is no 交"),
        pytest.param("各镇、各单位确定一名信息员，5月20日前报送名单。", ["列名 各镇、各单位"], id="确定"),
        pytest.param(
            "县交投集团承建的隔音屏，原定2月底完工，目前仅立起立柱，要在5月20日前装上。",
            ["责任 县交投集团"],
            id="whoever has the thing",
        ),
        pytest.param("县里的垃圾焚烧站要尽快建起来。", [""], id="what is to be built bears nothing"),
        pytest.param("环境监测站要抓紧建成实验室。", ["责任 环境监测站"], id="who is to build bears it"),
        pytest.param("印染企业中水回用改造要提速，年底前达到五成。", [""], id="a matter by whose it is"),
        pytest.param("要让返黑河段少一处是一处。", [""], id="少一处 ends no name"),
        pytest.param("县文化馆三楼排练厅人声鼎沸。", [], id="a room is nobody"),
        pytest.param("检查中要轻车简从，不得增加基层负担。", [], id="how to behave"),
    ],
)
def test_who_has_it_and_what_only_names_it(text, expected):
    assert told(text) == expected


def test_tasks_counted_by_a_bare_figure_are_told_apart():
    text = "一要淘汰老旧渔船，年内基本退完；二要建好污水泵站；三要治好河边垃圾，见一处清一处。"
    assert quoted(text) == ["要淘汰老旧渔船，年内基本退完", "要建好污水泵站", "要治好河边垃圾，见一处清一处"]
