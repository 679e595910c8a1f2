"""What can go wrong, and what the person is told.

BotError
├── ConfigError      config.toml cannot be used; the program refuses to start
├── Misuse           the command line or a chat command cannot be read; says how to write it
├── Unreadable       a file cannot be read; says which, why and what to do
├── NotFound         no such duty, document or answer any more
├── NotAllowed       this person may not do that
├── TooMany          questions come faster than a person types
├── Refusal          the ledger refuses a step
│   ├── WrongState   the step does not fit how far the entry is
│   ├── NotEntitled  this person may not take this step (also a NotAllowed)
│   ├── Incomplete   something the step needs is missing or cannot be
│   └── Conflict     somebody else was first
└── StoreError       the store cannot be used, or the change was not saved
    └── AlreadyRunning   another instance holds the data directory
"""

from __future__ import annotations

import errno


class BotError(Exception):
    """Base of every error raised on purpose.

    ``str(error)`` is one whole Chinese sentence: what was refused, why, what to do next.
    It never holds a token or a traceback.
    """


class ConfigError(BotError):
    """config.toml cannot be used; the sentence names file, key and the way out."""


class Misuse(BotError):
    """The command line or a chat command cannot be read; the sentence shows how to write it."""


class Unreadable(BotError):
    """A file cannot be read; the sentence names it, the reason and what to do."""


class NotFound(BotError):
    """What was asked for is not there (any more)."""


class NotAllowed(BotError):
    """This person may not do that here."""


class TooMany(BotError):
    """Questions come faster than a person types."""


class Refusal(BotError):
    """The ledger refuses a step: what, why, and what can be done instead."""


class WrongState(Refusal):
    """The step does not fit how far the entry is, or its time has not come."""


class NotEntitled(Refusal, NotAllowed):
    """This person may not take this step on this entry."""


class Incomplete(Refusal):
    """Something the step needs is missing or cannot be."""


class Conflict(Refusal):
    """Somebody else changed the entry meanwhile; nothing was recorded."""


class StoreError(BotError):
    """The store cannot be used, or a change was not saved."""


class AlreadyRunning(StoreError):
    """Another instance holds the data directory."""


def why(error: OSError) -> str:
    """Return what the operating system refused, in words an administrator reads."""
    return _WHY.get(error.errno or 0, f"系统错误 {error.errno}")


_WHY = {
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EROFS: "磁盘只读",
    errno.ENOSPC: "磁盘已满",
    errno.EDQUOT: "磁盘配额已用完",
    errno.EEXIST: "同名文件占了位置",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.EISDIR: "是文件夹而不是文件",
    errno.ENOENT: "没有这个路径",
    errno.ENAMETOOLONG: "名称过长",
    errno.ENOLCK: "文件系统不支持锁",
    errno.EIO: "磁盘读写出错",
}


NO_FOLDER = "找不到知识文件夹 {folder}；请检查路径（config.toml 的 [paths] knowledge，或 --knowledge）。"
