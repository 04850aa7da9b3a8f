"""What a person can send that is not text, as Telegram describes it."""

from __future__ import annotations

from collections.abc import Callable

from sandbox.errors import SimError
from sandbox.sim_api.bodies import Body
from sandbox.state import Json

_SIZES: dict[str, Json] = {
    "voice": {"duration": 4, "mime_type": "audio/ogg"},
    "audio": {"duration": 90, "mime_type": "audio/mpeg", "title": "Recording"},
    "video": {"duration": 8, "width": 640, "height": 360, "mime_type": "video/mp4"},
    "video_note": {"duration": 6, "length": 240},
    "animation": {"duration": 3, "width": 320, "height": 240, "mime_type": "video/mp4"},
    "document": {"file_name": "letter.pdf", "mime_type": "application/pdf"},
    "sticker": {
        "type": "regular",
        "width": 512,
        "height": 512,
        "is_animated": False,
        "is_video": False,
        "emoji": "🙂",
    },
}


def read_attachment(body: Body, number: int) -> Json:
    """Return Telegram's fields for what a script wants to send; empty for plain text."""
    for kind in _SIZES:
        if body.flag(kind):
            return {kind: _file(kind, number) | _SIZES[kind]}
    for kind, reader in _OTHERS.items():
        if body.values.get(kind):
            return {kind: reader(body, number)}
    return {}


def _file(kind: str, number: int) -> Json:
    name = f"{kind}-{number}"
    return {"file_id": f"sent-{name}", "file_unique_id": name, "file_size": 2048}


def _photo(body: Body, number: int) -> list[Json]:
    return [_file("photo", number) | {"width": 640, "height": 480}]


def _contact(body: Body, number: int) -> Json:
    return {"phone_number": "+4700000000", "first_name": "Somebody"}


def _dice(body: Body, number: int) -> Json:
    return {"emoji": "🎲", "value": 1 + number % 6}


def _location(body: Body, number: int) -> Json:
    place = body.values["location"]
    if not isinstance(place, dict):
        raise SimError(400, '"location" has to be an object with latitude and longitude.')
    latitude = Body(place).number("latitude")
    longitude = Body(place).number("longitude")
    if latitude is None or longitude is None or abs(latitude) > 90 or abs(longitude) > 180:
        raise SimError(400, "The location needs a latitude (-90..90) and longitude (-180..180).")
    return {"latitude": latitude, "longitude": longitude}


_OTHERS: dict[str, Callable[[Body, int], Json | list[Json]]] = {
    "photo": _photo,
    "contact": _contact,
    "dice": _dice,
    "location": _location,
}
