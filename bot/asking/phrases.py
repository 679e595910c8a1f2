"""The words of asking: what shows who, when, which duties is asked, and what says nothing.

Every pattern is bounded and has no repetition inside a repetition (rule R45).
"""

from __future__ import annotations

import re

from bot.duty import Role
from bot.pattern import Pattern

_BODY = (
    r"(?:责任|牵头|配合|主管|主责|职能)?"
    r"(?:部门|单位|机构|科室|领导|同志|人|地方|局|委|处|乡镇|镇街|街道|镇|公司|企业|集团|队|所|站|中心|办(?![理结好成完]))?"
)
_ACTS = (
    r"(?:牵头|负责|主管|分管|管理|主抓|主办|承办|协办|配合|协助|承担|管|抓|办|做|弄|搞|干|"
    r"落实|包保|出面|动手|执行)?"
)

WHO = Pattern(
    r"谁|哪个(?!月|季|问题|任务|条)|哪位|哪几?家|哪(?:些|几个)?(?:部门|单位|局|领导|乡镇|镇街)|什么(?:部门|单位)|归口|"
    r"(?<!第一)(?:责任|牵头|主管|主责|负责|配合|协办|承办|监管|验收)(?:部门|单位|人)(?:都?是)?(?=$|[\s?!,.。])|(?:没|有没有|没有|有)人管"
)

#: Asks for one of a kind of unit: 哪个分局, 哪家企业; but 哪个局 is said of any office.
KIND_OF_UNIT = Pattern(
    r"(?:哪一?[个家些]|哪几[个家]|什么)(分局|公司|企业|集团|厂|中心|站|所|大队|支队|学校|医院)"
)
#: Which kinds are as good as the one asked for.
FIRMS = ("公司", "企业", "集团", "厂", "矿")

#: What of the asking after who is taken off: 应该由哪个部门来负责.
WHO_OFF = Pattern(
    r"(?:到底|究竟|应该|应当|应|该|要|都|是|由|归|属于|属|找|请|让|被|跟|和){0,3}"
    rf"(?:谁和谁|谁|(?:哪几个|哪一个|哪个|哪些|哪位|哪几家|哪家|哪|什么){_BODY})(?:一起|共同|联合|应该|该|要|来|去|在){{0,2}}{_ACTS}"
    r"(?:的(?:职责|责任|事|任务|活))?"
    r"|(?<!第一)(?:责任|牵头|主管|主责|负责|配合|协办|承办|监管)(?:部门|单位|人)(?:都?是)?(?=$|[\s?!,.。])|(?:没|有没有|没有|有)人管"
)

WHEN = Pattern(
    r"(?:要|应|该|得|在|于|到|最晚|最迟|限|须|计划){0,2}"
    r"(?:什么时候|什么时间|啥时候|啥时间|何时|几时|哪一?天|哪年|几月份?|几号(?![线楼门路院馆])|(?<![哪有第])几点(?!建议|要求|意见|体会)|多久|多长时间|多少天|截止|"
    r"(?:完成|整改|办理|办结)?(?:时限|期限)(?:是)?)(?:之前|以前|前|底|内|能|才|一次|必须|要){0,2}"
)

_VERB = (
    r"(?:负责|牵头|承担|主管|分管|管|抓|干|做|办|完成|落实|配合|布置|交办|安排|明确|领|参与|建|要|"
    r"包案|包保|包抓|包联)"
)
_THINGS = r"(?:重点)?(?:任务|工作|职责|事情|事项|事|活|责任|整改|问题)"
#: Asks for a unit's or a place's duties outright.
DUTIES = Pattern(
    rf"{_VERB}(?:了|着|的)?些?(?:什么|哪些|哪几|啥|多少)(?:方面)?(?:的)?{_THINGS}?|有(?:什么|哪些|啥|哪几|几项|多少){_THINGS}|"
    rf"的?{_THINGS}(?:清单|都?有哪些|是什么|是啥|一览)?(?=$|[\s?!,.。])|{_VERB}(?:的)?(?=$|[\s?!,.。])"
)
#: Asks of a unit which of its duties: 要签什么, 负责哪一块, 还有几件没办完.
WHICH = Pattern(
    r"(?:什么|啥)(?!时|部门|单位|地方|人)|哪(?:一|几|两)?(?:些(?!部门|单位|乡镇|镇街|领导)|块|段|件|条|项|方面|个方面)|"
    r"[几多](?:少|条|项|件|座|户|台|处|个|次|批|里)"
)
#: Asks what is demanded; taken off first, because 要 begins other forms.
DEMAND = Pattern(
    r"(?:有|是)?(?:什么|哪些|啥)(?:要求|标准|目标|措施|规定)|(?:要求|标准|目标)是(?:什么|啥)|要求(?=$|[\s?!,.。])"
)
#: Further words of asking that are no matter.
ASIDE = Pattern(
    r"是?(?:什么|哪些|哪几个|哪两个|哪个|哪(?:一|几|两)?(?:条|项|件|块|段|方面)|啥|一共多少|多少|几[项条件]|还有(?=没))|"
    r"\d{4}年(?:度)?|今年|本年度?|去年|明年|本月|这个?月|下个?月|月底|本周|这周|下周|本季度?|年底前?|年内|年末|目前|现在|当前|最近|"
    r"任务表里?|会上|方案里|方案中|文件里|令里|第\d+号|(?:这|那|该)(?:件|个|些|条)?|给(?=\s)|里(?=\s)"
)

DUE = Pattern(
    r"(?:快要?|即将|马上|就要)?到期|逾期|超期|过期|临期|到点|未按时|没按时|(?:必须|务必|该|要|需|须|应|得)要?(?:完成|办结|交)(?:的|哪些|什么|啥)|截止的"
)

#: With a unit named, this asks for its duties and for no period: 责任书里要完成哪些事.
ORDERED = Pattern(r"(?:该|要|需|须|应)完成(?:哪些|什么)(?!.{0,6}(?:到期|逾期))(?!.{0,8}[日月周年])")

#: Offices that go by one name together, and each by its own.
TOGETHER = (
    (Pattern(r"^两院(?=[要负牵有的管该应需都、和])"), "法院、检察院"),
    (Pattern(r"^两办(?=[要负牵有的管该应需都、和])"), "党委办公室、政府办公室"),
)

#: Follows the bare name of a person whose duties are asked for: 贺岩分管的, 倪斌包案的.
OF_PERSON = Pattern(
    r"(?:同志|[县区市镇乡]长|副[县区市镇乡]长|书记|主任|常委|委员){0,2}"
    r"(?:今年|现在|目前|手上|名下|那边|都|还){0,2}(?:分管|包案|包保|包抓|包联|包片|包线|包|挂点|挂联|联系|负责|牵头|管|抓|督办|有|要|的)"
)

#: Nothing but a greeting, thanks or good-bye, taken word by word; longer words stand first, for nothing is
#: given back.
TALK = Pattern(
    r"(?:你们好|你好|您好|大家好|哈喽|哈啰|嗨|早上好|上午好|中午好|下午好|晚上好|早安|晚安|在吗|在不在|在么|喂|hi|hello|"
    r"谢谢|多谢|感谢|谢了|辛苦|麻烦|打扰|收到|好的|好|明白|知道|清楚|可以|嗯|哦|ok|再见|拜拜|回见|没事|不用|(?:早点|好好)?休息|"
    r"你是谁|你是什么|你叫什么名字|你叫什么|你会做什么|你会什么|你能做什么|你能干什么|你能干嘛|怎么用|如何使用|帮助|测试|test|"
    r"你们|你|您|大家|各位|老师|同志|早|行|啊|呀|呢|吗|啦|哈|的|了|[\s!?,.。~、…])++",
    re.IGNORECASE,
)
_COURTESIES = (("谢", ("谢", "辛苦", "麻烦", "打扰")), ("别", ("再见", "拜拜", "回见")))
_RECEIVED = Pattern(r"(?:收到|好的?|明白|知道|清楚|嗯|哦|ok|没事|不用|了|的|啊|[\s!,.。~])++", re.IGNORECASE)


def courtesy(plain: str) -> str:
    """Tell small talk apart: 谢 for thanks, 别 for good-bye, 应 for an acknowledgement, else empty."""
    said = next((kind for kind, signs in _COURTESIES if any(sign in plain for sign in signs)), "")
    return said or ("应" if _RECEIVED.fullmatch(plain) else "")


def kind_of_unit(plain: str) -> tuple[str, ...]:
    """Return how the names of the units asked for may end; empty where any unit is asked for.

    >>> kind_of_unit("异味归哪个分局盯着"), kind_of_unit("异味归哪个局")
    (('分局',), ())
    """
    found = KIND_OF_UNIT.search(plain)
    return () if not found else FIRMS if found[1] in FIRMS else (found[1],)


#: Asks after a unit's duties only where it leads.
LEADING = Pattern(r"(?:牵头|主办|主抓)(?:了|着|的|负责)?(?:哪|什么|啥|几|多少|些|任务|事项|工作)")

#: Asks how a person or an office is reached: none of what documents order.
PERSONAL = Pattern(
    r"(?:手机号码?|电话号码?|电话|座机号?|联系方式|邮箱|微信号?|住址|身份证号码?)"
    r"(?:是)?(?:多少|什么|几号|哪个|啥)?[\s?!。吗呢啊]*$"
    r"|(?:地址|名字|姓名|年龄|简历|生日|住哪)(?:是)?(?:多少|什么|在哪里?|哪里|啥)[\s?!。吗呢啊]*$|叫什么(?:名字)?[\s?!。呢啊]*$"
    r"|(?:举报|投诉|信访|上访)(?:的)?人(?:员)?(?:是谁|叫|的?(?:名字|姓名|名单|身份|信息|住址|电话))"
)
#: Asks how something is done, where, for how much, whether: a citizen's errand, seldom a duty.
ERRAND = Pattern(
    r"怎么|如何|咋|(?<!找)哪里|(?<!找)哪儿|在哪(?!个|些|家|位)|多少钱|能不能|可不可以|要不要|好不好|行不行|为什么|为啥|几点|多少|挂哪|有什么好|好吃|推荐"
)

MARKS = Pattern(
    r"[\s?!,;:、。;~…·()\[\]{}<>《》〈〉【】〔〕「」—\-+*/\\|=#@$^&_`]+|(?:吗|呢|啊|呀|吧|嘛|哦|哈|啦)(?=$|[\s?!,。])"
)
HERE = Pattern(
    r"^(?:在|关于|有关|对于)?(?:我们|咱们|咱|我|本|全)?(?:这里|这边|[市县区](?:里|上)|全[市县区]|本[市县区]|我[市县区])的?"
)

ROLES = (
    (
        Role.SUPPORTING,
        Pattern(
            r"(?:谁|哪些?(?:部门|单位|个部门|个单位)|哪家)(?:来|去|要)?(?:配合|协助|协办)|(?:配合|协办)(?:单位|部门)"
        ),
    ),
    (
        Role.LEADER,
        Pattern(
            r"[河湖路林田]长(?:制?领导)?(?:都|分别)?(?:是谁|是哪[位些个]|有哪[些位]|由谁)|谁是[一-龥]{0,8}[河湖路林田]长|"
            r"(?:哪位|哪个|谁|什么)(?:县|区|市)?领导|(?:谁|哪位)来?(?:包保|包片|包线|包抓)|(?:包保|包片|包线)领导"
        ),
    ),
    (Role.TERRITORY, Pattern(r"属地(?:责任|单位)?(?:是谁|归谁|是哪)|哪个(?:镇|乡|街道)")),
    (
        Role.SUPERVISES,
        Pattern(r"(?:谁|哪个部门|哪个单位)(?:来|去)?(?:监督|督查|督办)|(?:监督|督查|督办)单位"),
    ),
    (
        Role.ACCEPTS,
        Pattern(
            r"(?:谁|哪个部门|哪个单位)(?:来|去)?(?:组织)?验收|"
            r"验收(?:工作)?(?:单位|部门|人|是?由?归?(?:谁|哪个?(?:部门|单位)))"
        ),
    ),
)

# The same in letters. 谁 is typed shui or shei; shui may as well be 水, so it must stand at an end.
LETTER_WHO = Pattern(
    r"(?:^|(?<=\s))(?:(?:you|gui|zhao|shi|gai)\s?)?"
    r"(?:shui|shei|na\s?(?:ge|xie)\s?(?:bumen|bu men|danwei|dan wei|ju))"
    r"(?:\s?(?:lai|qu|yao))?(?:\s?(?:fu\s?ze|qian\s?tou|zhu\s?guan|guan|zhua|ban|zuo|nong|luo\s?shi|pei\s?he))?$"
    r"|^(?:shui|shei)\s(?:lai\s)?(?:fu\s?ze|qian\s?tou|guan)\b"
    r"|(?:you|gui)?(?:shui|shei)(?:fuze|qiantou|peihe)$|(?:gui)?sheiguan$|(?:zeren|qiantou|peihe)\s?danwei$|\b(?:fu\s?ze|qian\s?tou)$"
)
LETTER_WHEN = Pattern(
    r"\b(?:she?n?me\s?shi\s?hou|sha\s?shi\s?hou|he\s?shi|duo\s?jiu)(?:\s?(?:wan\s?cheng|dao\s?qi))?\b"
)
LETTER_DUTIES = Pattern(
    r"\b(?:fu\s?ze|guan|qian\s?tou|you)\s?(?:she?n?me|sha|na\s?xie)(?:\s?(?:ren\s?wu|shi))?$|\b(?:de\s)?ren\s?wu$"
)

#: Words of speech that no document's matter has: such a question is worded unlike the documents.
EVERYDAY = Pattern(r"[的那些啊又太没给把被让得]|一?下|到底|边上|里的")

#: Characters of grammar: they carry no weight and join no words.
PARTICLES = frozenset(
    "的了着把被给将也还就都要在从向和与及或是由归对于之所个些那这我你他们到去来里上下中吗呢有没不能会该应想"
)
