"""What is said beside an answer, or where there is none: sentences that are the same for every folder."""

from __future__ import annotations

#: To small talk, by its kind (``phrases.courtesy``).
TALK = {
    "": "您好！可以直接问：哪件事谁负责、什么时候完成、某单位负责什么、本月到期的有哪些。",
    "谢": "不客气！还有要问的，直接发来就行。",
    "别": "再见！有需要随时来问。",
    "应": "好的，有需要随时来问。",
}
PERSONAL = "这里只答文件部署的事项，不提供电话、地址等个人和联系信息。"
WHICH_MATTER = "请说明要问的是哪件事，例如：餐饮油烟谁负责。"
TOO_GENERAL = "问得太笼统，请说明是哪件事。"
NOT_SPOKEN = "文件中没有查到{}的讲话。"
#: Nothing was asked that could be found or missed.
UNCLEAR = (WHICH_MATTER, TOO_GENERAL)
NEAREST = "没有与提问完全对应的写法，以下是最接近的一项，请对照原文核实。"
WHICH_ONE = "没有与提问完全对应的事项，您问的是不是下面哪一件？"
PERIODS = "时段可写：本月、下周、10月、10月底前、2026-12、已逾期。"
#: Documents may report that something is done; nothing here reads that out of them.
BY_THE_WORDS = "按文件所写时限计算，是否办结以台账或公示为准。"
#: A month was asked for without its year, and this year has nothing.
EARLIER_YEAR = "{asked}没有到期的事项；以下是{told}的。"
LEADS_NOTHING = "文件中没有写明由其牵头或负责的事项，以下是其参与的事项。"

#: Below what a unit leads.
JOINTLY = "其中{count}项文件列了几家、没有写明谁牵头，排在后面。"
TAKES_PART = "另有{count}项是参与（列名、配合、验收等），未列在内。"
