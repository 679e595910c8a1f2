"""What gives away the document a question means: the place in its source, a river in it, who spoke.

Some documents never write 云岭县 but are published by 云岭日报 or speak of the river that everybody knows;
and people ask for what 王县长 said.
"""

from __future__ import annotations

from collections.abc import Iterator

from bot.pattern import Pattern

#: A place by who publishes or writes there: 云岭日报, 云岭发布.
_SOURCE = Pattern(r"([一-龥]{2})(?:日报|晚报|发布|融媒|新闻网|政府网|广播电视|电视台)")
_NO_PLACE = frozenset(
    "人民 新华 中国 光明 经济 法制 法治 环境 环保 今日 本报 农民 工人 科技 青年 政府 信息 新闻".split()
)

#: 在市广播电视台 is the place's own station, of whatever name.
_OWN_LEVEL = frozenset("省市县区在的")

#: Waters by their form, one character (沣河) only where it is a river's; of two, none may be of those that
#: such words are joined with (沿河, 各级河长).
_RIVERS = (
    "沣洛渭泾汾淮洮涪沅澧湟沂沭泗漳滏洺淇沁汶潍泌灞涝沮浑滦沱汝颍涡浍濉洹泺洨沔浔洣渌淦灌沩涟涞浉潢"
    "沙汉湘赣瓯漓浈湄沧"
)
_NO_NAME = (
    "河湖江溪库渠水入沿跨各级总巡护治管清爱全本该此每条长黑臭中小大型的了在和与对是把将要及或区市县镇乡村"
    "落实立建下不复老成展设施开击好订于由到固令拒食次田"
)
_WATER = Pattern(
    rf"([{_RIVERS}](?:河|江|水)(?![一二三]级)|(?:(?![{_NO_NAME}])[一-龥]){{2}}(?:河|湖|江|溪|水库))(?![长道流段湖库])"
)

#: A water or a village by its form in a question, for the documents to know: 砚湖边上, 荷叶沟, 清水村.
_LANDMARK = Pattern(
    rf"(?=((?:(?![{_NO_NAME}])[一-龥]){{1,2}})(水库|河|湖|江|溪))|"
    rf"(?=((?:(?![{_NO_NAME}])[一-龥]){{2}})(沟|塘|渠|湾|港|潭|村))"
)
#: Stands before 村, 沟 or 塘 and names none: there may be one of the kind anywhere.
_ANY_ONE = Pattern(
    r"行政|自然|示范|贫困|移民|搬迁|空心|试点|重点|有些|有的|其他|[一二三四五六七八九十几两每多][个座]|.[农业乡池鱼坑]|截洪|排洪|生态|排污"
)

#: The posts whose holders speak at meetings.
_POSTS = "县长|区长|市长|镇长|乡长|书记|主任|局长"
SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙马高方胡朱林何郭罗梁宋郑谢韩唐冯董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常"
    "武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦向柳邢路岳齐梅莫庄辛管祝左涂谷祁舒耿牟卜詹关苗凌费纪靳盛童欧甄项曲游阳裴席卫查屈鲍覃霍翁隋植甘景薄单司柏宁柯阮桂"
    "闵解强柴华车冉房边辜吉饶刁瞿戚丘古米池滕晋苑邬臧畅宫嵺苟褚廉简娄盖符奚穆党燕郎邸冀谈姬屠连郜晏栾郁蒙喻揭窦迟宇敖糜鄢冷卓仇艾蓝巩稽井练仲乐虞卞竺冼衣楚佟栗匡宗巫鞠僧桑荆谌银扬沙伏岑"
    "习胥蔺"
)
_SPEAKER = Pattern(
    rf"([{SURNAMES}])(?:副)?({_POSTS})(?:在?会上)?(?:说|讲|要求|强调|提到|点名|指出|提出|部署|布置|交代|安排)?(?:过|了|的|要|让)?"
)


def places_in(text: str) -> list[str]:
    """Return the names that tell where a document without a place of its own is from.

    >>> places_in("云岭日报讯 云岭县举行会议，要求清理青衣河岸线")
    ['云岭县', '青衣河']
    """
    sources = (stem for stem in _SOURCE.findall(text) if stem not in _NO_PLACE)
    stems = dict.fromkeys(stem for stem in sources if _OWN_LEVEL.isdisjoint(stem))
    named = [next((stem + s for s in "市县区" if stem + s in text), stem) for stem in stems]
    return [*named, *waters_in(text)]


def waters_in(text: str) -> list[str]:
    """Return the rivers and lakes that *text* names, each once."""
    return list(dict.fromkeys(_WATER.findall(text)))


def landmarks(text: str) -> Iterator[tuple[int, int, str, bool]]:
    """Yield where *text* may name a water or a village: its own part, the whole name, whether by form alone.

    Of a lake that is named in different lengths (边砚湖, 砚湖) each is yielded, for the caller to ask the
    documents which they know. Names by form alone (排污沟, 前进村) may also be words for any such thing.
    """
    for found in _LANDMARK.finditer(text):
        own, kind = (found[1], found[2]) if found[1] else (found[3], found[4])
        if found[1] or not _ANY_ONE.fullmatch(own):
            yield found.start(), found.start() + len(own), own + kind, found[1] is None


def speaker(text: str) -> tuple[int, int, str, str] | None:
    """Return where *text* names a speaker (段县长说), with surname and post; None where it names none."""
    found = _SPEAKER.search(text)
    return (found.start(), found.end(), found[1], found[2]) if found else None


#: A holder of a post named in a document: 县长段明, 段副县长, 段明县长.
_NAMED = Pattern(rf"({_POSTS})\s{{0,6}}([{SURNAMES}])|([{SURNAMES}])[一-龥]{{1,2}}({_POSTS})")


def speakers_in(text: str) -> set[str]:
    """Return the keys of those who appear in *text* with their post (see ``speaker_key``)."""
    found = (m.groups() for m in _NAMED.finditer(text))
    return {speaker_key(surname or other, post or its) for post, surname, other, its in found}


def speaker_key(surname: str, post: str) -> str:
    """Return how a holder of *post* is looked up by the surname."""
    return f"{surname}{post}"
