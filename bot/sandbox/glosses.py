"""One English sentence on what the bot just said, for visitors of the page who read no Chinese.

By the words that the wording itself uses, so that a message that says something new has none
until somebody writes it here; a test asks for every suggestion on the page.
"""

from __future__ import annotations

import re

from bot.asking import replies
from bot.chat import wording
from bot.chat.wording import answers, duties, entries, people, proposals, questions, steps, uploads
from bot.sandbox.cast import PEOPLE
from bot.sandbox.world import Json

#: Words at the beginning of a message.
_BEGINNINGS = {
    wording.RELOAD_BEGUN: "Loading the documents again; questions go on being answered meanwhile.",
    "资料已重新加载": "Loaded: duties that are new (新增), changed (变更), gone (消失), then remarks.",
    "重新加载未成功": "Not loaded, for the reason given; the documents from before go on answering.",
    "已存入资料文件夹": "Read and kept in the knowledge folder. Send /reload, and it answers questions.",
    "您没有权限": "Refused: only an administrator may do that.",
    "资料文件夹里已有": "A document of that name is there already; nothing was overwritten.",
    "未保存": "Not saved, for the reason given.",
    uploads.IN_PRIVATE: "Files are not taken in a group; send it in private.",
    uploads.KIND: "This kind of file cannot be read.",
    uploads.LARGE: "The file is too large for a bot to fetch.",
    wording.RELOAD_IN_PRIVATE: "Reloading is done in private, not in a group.",
    wording.ONLY_TEXT: "The bot reads text only.",
    "已载入文件": "The documents that answers come from, the newest first.",
    "督办：": "What the bot is for, what can be asked, and what must never be sent to it.",
    "怎么问": "How to ask, and the commands.",
    "身份": "Who you are to the bot: your number and role.",
    questions.LISTED: "What people asked and did not find, as they reported it; for administrators only.",
    questions.NONE: "Nobody has reported a question without an answer.",
    wording.NO_MORE: "There is nothing more.",
    wording.UNKNOWN_COMMAND: "There is no such command; /help lists them.",
    "请在命令后写上": "The command needs words behind it; the message gives an example.",
    replies.TOO_GENERAL: "Asked too generally: the bot asks which matter is meant.",
    replies.WHICH_MATTER: "The bot asks which matter is meant.",
    replies.PERSONAL: "The bot gives no telephone numbers, addresses or other personal details.",
    wording.NOT_LOADED: "No documents are loaded yet, so there is nothing to answer from.",
    "来源：": "The passage in the document, with what stands before and after it.",
    "等您办的": "What waits for this person in the ledger, the soonest first; a number opens the entry.",
    entries.NOTHING_WAITS: "Nothing waits for this person in the ledger.",
    "待立项": "What the documents order and the ledger does not have yet: open all at once, or one by one.",
    "已立项": "Entered into the ledger; the units are to accept it.",
    proposals.NOTHING_PROPOSED: "Everything that the documents order is in the ledger.",
    "已记下现场发现": "Noted; a supervisor confirms it and names the unit before it becomes an entry.",
    "现场发现": "Found on the spot: the supervisor opens an entry for the unit proposed, or names another.",
    "没有登记": "Not recorded: what is missing is named and asked for again.",
    steps.CANCELLED: "Called off; nothing was changed.",
    people.NOBODY_ASKS: "Nobody asks to be admitted; below, who is admitted as what.",
    "加入申请": "Somebody asks to be admitted; the administrator decides with a button.",
    people.ASKED: "The administrators have been told; one of them decides.",
    "移交清单": "What a successor inherits: open entries with their dates, promises, obstacles, relapses.",
    "要导出哪一种": "Which sheet is wanted; each holds only what this person may see.",
    "台账：": "What the documents just loaded bring for the ledger.",
    "请发送照片或文件": "The bot waits for photos or files, or for 取消 (call it off).",
}
#: What is said of one entry of the ledger: 台账第 17 项…, by what follows.
_ENTRY = re.compile(r"台账第 \d+ 项")
_OF_ENTRY = (
    (re.compile(r"[^\n]*不能办"), "Refused: why, and what can be done instead."),
    (
        re.compile(r" · [^\n]*已收到"),
        "Kept as evidence; more may follow, then it is recorded with 发完了，登记.",
    ),
    (re.compile(r" · [^\n]*请核对"), "What will be recorded, to be confirmed first."),
    (re.compile(r" · "), "The bot asks for what the step still needs; 取消 calls it off."),
    (re.compile(r"[^\n]*共\d+步"), "All that happened to the entry, step by step, with who and when."),
    (re.compile("："), "Recorded: what is now the case, and who is next with what."),
    (
        re.compile(" "),
        "How far the entry is, who is next, its deadline and source. Buttons: what this person may do.",
    ),
)
#: Words within an answer; the first that is found.
_OUTCOMES = {
    duties.NOBODY_NAMED: "The document names nobody, and the answer says so.",
    duties.LISTED_ONLY: "Several units are listed; the document names none to lead.",
    "说法不一": "Two documents disagree; both are shown, the newer one marked.",
}
#: How a list begins: 本月到期的有哪些：共5项.
_LISTED = re.compile(r"[^\n]{1,80}：共\d+项")
#: Several questions in one message: 1. …
_SEVERAL = re.compile(r"1\. [^\n]+\n")
_MISSING = re.compile("没有查到|没有写到这件事|没有与提问完全对应|没有在此期间|^文件中没有")
_NOT_FOUND = "The documents do not say. The bot does not guess; it offers what comes near, if anything."
_ANSWER = "Who answers for it, by when, the sentence it rests on (the quote), and where that stands."
_LIST = "A list; a number opens that item with its quote and source."
_EMPTY_LIST = "The list is empty."
_FILE = "The file that was asked for; only what this person may see is in it."
_ONE_BY_ONE = "Several questions, answered one by one; a number opens that answer in full."
_BUTTONS = "Buttons: related matters, and the passage in context (前后文)."

_QUOTES = frozenset({"blockquote", "expandable_blockquote"})
_SUGGESTED = {s.text: s.english for person in PEOPLE for s in person.suggestions if s.text}


def of_bot(message: Json) -> str:
    """Return what *message* of the bot says, in one or two sentences; empty where that is not known."""
    text: str = message.get("text") or message.get("caption", "")
    if "document" in message:
        return _FILE
    if head := _ENTRY.match(text):
        return next((english for words, english in _OF_ENTRY if words.match(text, head.end())), "")
    for words, english in _BEGINNINGS.items():
        if text.startswith(words):
            return english
    if any(mark["type"] in _QUOTES for mark in message.get("entities", ())):
        outcome = next((english for words, english in _OUTCOMES.items() if words in text), "")
        return " ".join(filter(None, (outcome, _ANSWER, _BUTTONS if "reply_markup" in message else "")))
    if _LISTED.match(text):
        return _LIST
    if entries.NOTHING_LISTED in text:
        return _EMPTY_LIST
    if _SEVERAL.match(text) and answers.EACH in text:
        return _ONE_BY_ONE
    return _NOT_FOUND if _MISSING.search(text) else ""


def of_person(text: str, username: str) -> str:
    """Return what somebody said, where it was suggested to them."""
    return _SUGGESTED.get(text.removeprefix(f"@{username} "), "")
