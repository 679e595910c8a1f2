"""The methods of the Bot API that move files: documents and photos out, what people sent in.

Faithful: limits of size, dimensions of photos, captions, sending again by file_id, getFile and its
path. Not modelled: files by address, thumbnails, albums, and the sizes that Telegram makes of a photo.
"""

from __future__ import annotations

from pathlib import PurePath
from typing import Any

from bot.sandbox import calls, entities, pictures
from bot.sandbox.calls import Call
from bot.sandbox.refusals import Refused, bad_request
from bot.sandbox.shelf import File
from bot.sandbox.world import Json, World

UPLOAD = 50 * 2**20
PHOTO = 10 * 2**20
DOWNLOAD = 20 * 2**20
_SIDES, _RATIO = 10_000, 20


async def send_document(world: World, call: Call) -> Json:
    room = calls.room(world, call)
    number = _number(world, call, "document")
    return world.post(room, {"document": world.document(number)} | _around(world, call))


async def send_photo(world: World, call: Call) -> Json:
    room = calls.room(world, call)
    number = _number(world, call, "photo")
    return world.post(room, {"photo": world.photo(number)} | _around(world, call))


def _around(world: World, call: Call) -> Json:
    caption = calls.formatted(call, "caption", entities.LIMIT_CAPTION)
    return caption | calls.answering(calls.room(world, call), call) | calls.keyboard(call)


def _number(world: World, call: Call, kind: str) -> str:
    """Return the file that is sent: one in the request, put on the shelf, or one that is there already."""
    given = call.params.get(kind, f"attach://{kind}")
    if not given.startswith("attach://"):
        if given not in world.files:
            raise bad_request("wrong file identifier/HTTP URL specified")
        return given
    file = call.files.get(given.removeprefix("attach://"))
    if file is None:
        raise bad_request(f"there is no {kind} in the request")
    if not file.content:
        raise bad_request("file must be non-empty")
    if len(file.content) > UPLOAD:
        raise Refused(413, "Request Entity Too Large")
    if kind == "photo":
        _check_photo(file)
    return world.files.add(file)


def _check_photo(file: File) -> None:
    size = len(file.content)
    if size > PHOTO:
        raise bad_request(
            f"file of size {size} bytes is too big for a photo; the maximum size is {PHOTO} bytes"
        )
    extent = pictures.extent(file.content)
    if extent is None:
        raise bad_request("IMAGE_PROCESS_FAILED")
    if min(extent) < 1 or sum(extent) > _SIDES or max(extent) > _RATIO * min(extent):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")


async def get_file(world: World, call: Call) -> Json:
    number = call.params.get("file_id", "")
    if not number:
        raise bad_request("file_id not specified")
    if number not in world.files:
        raise bad_request("invalid file_id")
    file = world.files[number]
    if len(file.content) > DOWNLOAD:
        raise bad_request("file is too big")
    return world.described(number, file) | {"file_path": f"documents/{number}{PurePath(file.name).suffix}"}


def content(world: World, path: str) -> bytes:
    """Return the bytes behind a ``file_path`` of :func:`get_file`.

    Raises:
        Refused: 404, there is no such file (any more).
    """
    file: Any = world.files.get(PurePath(path).stem)
    if file is None:
        raise Refused(404, "Not Found")
    return bytes(file.content)
