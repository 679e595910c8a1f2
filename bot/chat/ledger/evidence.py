"""Pictures and files that people send → the evidence folder (rule R21)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from telegram import Document, Message, PhotoSize, Video
from telegram.error import BadRequest, TelegramError

from bot.chat.desk import Context
from bot.chat.wording import presses as wording
from bot.errors import Misuse
from bot.ledger.event import Kind
from bot.store.evidence import LARGEST, Piece

#: Characters of a file's name that are kept.
_LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Attached:
    """What came with a message."""

    file: PhotoSize | Video | Document
    kind: Kind
    name: str = ""

    @property
    def ending(self) -> str:
        """The ending under which it is kept."""
        return ".jpg" if isinstance(self.file, PhotoSize) else Path(self.name).suffix.lower()


def attached(received: Message) -> Attached | None:
    """Return the picture or file that came with a message."""
    if received.photo:
        return Attached(received.photo[-1], Kind.PHOTO)
    if received.video:
        return Attached(received.video, Kind.VIDEO, (received.video.file_name or "")[-_LONGEST_NAME:])
    if received.document:
        return Attached(
            received.document, Kind.DOCUMENT, (received.document.file_name or "")[-_LONGEST_NAME:]
        )
    return None


async def kept(context: Context, sent: Attached) -> Piece:
    """Fetch a file and put it into the evidence folder.

    Raises:
        Misuse: it is too large, or Telegram has it no more.
        StoreError: it is not saved.
    """
    if (sent.file.file_size or 0) > LARGEST:
        raise Misuse(wording.FILE_LARGE.format(most=LARGEST // 2**20))
    try:
        content = bytes(await (await sent.file.get_file()).download_as_bytearray())
    except BadRequest:
        raise Misuse(wording.FILE_GONE) from None
    except TelegramError:  # the net: nothing else would tell the person that this one is missing
        raise Misuse(wording.NOT_RECEIVED) from None
    return await context.desk.store.ledger.keep(content, sent.ending)
