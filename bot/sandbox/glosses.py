"""One English sentence on what the bot just said, for visitors of the page who read no Chinese.

By the words that the wording itself uses, so that a message that says something new has none
until somebody writes it here; a test asks for every suggestion on the page.
"""

from __future__ import annotations

import re

from bot.asking import replies
from bot.chat import wording
from bot.chat.wording import answers, duties, questions, uploads
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
}
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
_ONE_BY_ONE = "Several questions, answered one by one; a number opens that answer in full."
_BUTTONS = "Buttons: related matters, and the passage in context (前后文)."

_QUOTES = frozenset({"blockquote", "expandable_blockquote"})
_SUGGESTED = {s.text: s.english for person in PEOPLE for s in person.suggestions if s.text}


def of_bot(message: Json) -> str:
    """Return what *message* of the bot says, in one or two sentences; empty where that is not known."""
    text: str = message.get("text") or message.get("caption", "")
    for words, english in _BEGINNINGS.items():
        if text.startswith(words):
            return english
    if any(mark["type"] in _QUOTES for mark in message.get("entities", ())):
        outcome = next((english for words, english in _OUTCOMES.items() if words in text), "")
        return " ".join(filter(None, (outcome, _ANSWER, _BUTTONS if "reply_markup" in message else "")))
    if _LISTED.match(text):
        return _LIST
    if _SEVERAL.match(text) and answers.EACH in text:
        return _ONE_BY_ONE
    return _NOT_FOUND if _MISSING.search(text) else ""


def of_person(text: str, username: str) -> str:
    """Return what somebody said, where it was suggested to them."""
    return _SUGGESTED.get(text.removeprefix(f"@{username} "), "")
