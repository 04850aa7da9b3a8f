"""sendPhoto, sendAnimation, sendDocument."""

from __future__ import annotations

from sandbox.bot_api.params import Params
from sandbox.bot_api.pictures import gif_duration_ms, read_picture
from sandbox.bot_api.sending import new_message, send
from sandbox.bot_api.targets import open_chat
from sandbox.bot_api.texts import read_caption
from sandbox.errors import bad_request
from sandbox.state import Json, StoredFile
from sandbox.world import World

MAX_PHOTO_BYTES = 10 * 1024 * 1024
MAX_SIDES = 10_000
MAX_RATIO = 20


async def send_photo(world: World, params: Params) -> Json:
    """Send a picture, uploaded or named by an earlier file's id."""
    return _send_file(world, params, "photo")


async def send_animation(world: World, params: Params) -> Json:
    """Send a GIF that plays by itself, uploaded or named by an earlier file's id."""
    return _send_file(world, params, "animation")


async def send_document(world: World, params: Params) -> Json:
    """Send a file, uploaded or named by an earlier file's id."""
    return _send_file(world, params, "document")


def _send_file(world: World, params: Params, kind: str) -> Json:
    chat = open_chat(world, params)
    words = read_caption(params)
    stored = _stored(world, params, kind)
    content = _CONTENTS[kind](stored)
    message = new_message(world, chat, params)
    message.content = content
    message.caption, message.entities = words.text or None, words.entities
    return send(world, chat, message, params)


def _stored(world: World, params: Params, kind: str) -> StoredFile:
    upload = params.upload(kind)
    if upload is not None:
        if not upload.data:
            raise bad_request("file must be non-empty")
        # What the first bytes say counts, as bots seldom name the kind of a picture.
        picture = read_picture(upload.data)
        kind_of_data = picture.mime_type if picture else upload.mime_type
        return world.files.put(upload.name, kind_of_data, upload.data)
    named = params.text(kind)
    if not named:
        raise bad_request(f"there is no {kind} in the request")
    if named.startswith(("http://", "https://")):
        # The sandbox reaches nothing outside.
        raise bad_request("failed to get HTTP URL content")
    stored = world.files.get(named)
    if stored is None:
        raise bad_request("wrong file identifier/HTTP URL specified")
    return stored


def _photo(stored: StoredFile) -> Json:
    picture = read_picture(stored.data)
    if len(stored.data) > MAX_PHOTO_BYTES:
        raise bad_request("file is too big for a photo")
    if picture is None:
        raise bad_request("IMAGE_PROCESS_FAILED")
    sides = sorted((picture.width, picture.height))
    if sides[0] == 0 or sum(sides) > MAX_SIDES or sides[1] > MAX_RATIO * sides[0]:
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    return {"photo": [_file(stored) | {"width": picture.width, "height": picture.height}]}


def _animation(stored: StoredFile) -> Json:
    """Return an animation; the document beside it is for bots that know no animations."""
    picture = read_picture(stored.data)
    if picture is None or picture.mime_type != "image/gif":
        raise bad_request("IMAGE_PROCESS_FAILED")
    shown = {"width": picture.width, "height": picture.height}
    shown["duration"] = round(gif_duration_ms(stored.data) / 1000)
    document = _document(stored)
    return {"animation": document["document"] | shown, **document}


def _document(stored: StoredFile) -> Json:
    named = {"file_name": stored.name, "mime_type": stored.mime_type}
    return {"document": _file(stored) | named}


def _file(stored: StoredFile) -> Json:
    unique = f"unique-{stored.file_id}"
    return {"file_id": stored.file_id, "file_unique_id": unique, "file_size": len(stored.data)}


_CONTENTS = {"photo": _photo, "animation": _animation, "document": _document}
