"""Page furniture: lines that belong to the web page or the printed page, not to the document."""

from __future__ import annotations

import re
from functools import cache

#: Whole lines. Each must be unmistakable: a sentence of a document never looks like this.
_LINES = (
    r"[—–\-－·]{1,3} ?\d{1,4} ?[—–\-－·]{1,3}",  # — 31 —
    r"第 ?\d{1,4} ?页(?: ?[,，/]? ?共 ?\d{1,4} ?页)?",
    r"\d{1,4} ?/ ?\d{1,4}",
    r"\{\{.{0,200}\}\}",
    r"[\"'})\];]{2,12}",  # the rest of a script
    r"(?:当前位置|您(?:现在|当前)?(?:所在)?的?位置|您现在的位置)(?:是)?[:：].{0,120}",
    r"首页(?: ?(?:>|»|/|›|&gt;|-) ?[^。；]{1,20}){1,8}",
    r"首页(?:\s{1,4}[^。；，\s]{2,8}){1,10}",
    r"(?:分享|转发|扫一扫|扫码)(?:到|至|[:：]| |微信|微博|QQ空间|朋友圈|打开|进入|关注|分享|手机版?){0,10}",
    r"(?:在客户端内查看|提示|打印本页|关闭窗口|打印|关闭|返回顶部|返回列表|加入收藏|收藏|点赞|猜你想看|猜你喜欢|相关阅读|相关链接|相关推荐|推荐阅读|热门推荐|更多精彩)[>》…]{0,3}",
    r"分\w步打开.{0,20}客户端",
    r"[①-⑩1-9][.、]?(?:点|选|点击|选择).{0,30}(?:菜单|浏览器中?打开”?|右上角)",
    r"(?:安装|打开|下载).{1,16}(?:客户端|APP|app)(?:看更多|查看更多|阅读全文|查看全文).{0,8}",
    r"试读到此.{0,40}",
    r".{0,10}开通(?:会员|VIP)查看.{0,20}",
    r"(?:编辑|小编)收集整理.{0,30}",
    r"以下是(?:网友|小编)为您?整理.{0,100}",
    r"(?:上一篇|下一篇|上一页|下一页|上一条|下一条)(?:[:：].{0,60})?",
    r"(?:责任编辑|责编|审核|校对|编校)[:：][^。；]{1,20}",
    r"关注 ?[·•] ?.{1,20}",
    r"(?:【?字体[:：] ?)?(?:大 中 小|\[?大\]? ?\[?中\]? ?\[?小\]?)】?(?: ?打印)?(?: ?关闭)?",
    r"(?:版权所有|Copyright|©|主办单位[:：].{0,30}承办单位|[^。]{0,6}ICP备).{0,80}",
    r"网站标识码.{0,40}",
)


@cache
def _lines() -> tuple[re.Pattern[str], ...]:
    return tuple(map(re.compile, _LINES))


def furniture(line: str) -> bool:
    """Is *line* page furniture and nothing else? In doubt it is not.

    >>> furniture("— 31 —"), furniture("首页 > 政务公开 > 督察整改"), furniture("一、总体要求")
    (True, True, False)
    """
    bare = line.strip()
    if not bare or len(bare) > 160:
        return False
    return any(pattern.fullmatch(bare) for pattern in _lines())
