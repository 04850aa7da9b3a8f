"""Reads the two kinds of form bodies that bots send."""

from __future__ import annotations

from dataclasses import dataclass
from email.message import Message as Headers
from email.parser import HeaderParser
from urllib.parse import parse_qsl

from sandbox.errors import bad_request


@dataclass(frozen=True, slots=True)
class Upload:
    """One file inside a form."""

    name: str
    mime_type: str
    data: bytes


Form = dict[str, str | Upload]


def read_urlencoded(body: bytes) -> Form:
    """Read an application/x-www-form-urlencoded body."""
    return dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))


def read_multipart(body: bytes, content_type: str) -> Form:
    """Read a multipart/form-data body.

    Raises:
        BotApiError: The body has no boundary, or a part has no name.
    """
    boundary = _headers(f"Content-Type: {content_type}").get_boundary()
    if not boundary:
        raise bad_request("the multipart body has no boundary")
    form: Form = {}
    for part in (b"\r\n" + body).split(b"\r\n--" + boundary.encode())[1:]:
        if part.startswith(b"--"):
            break
        name, value = _read_part(part)
        form[name] = value
    return form


def _read_part(part: bytes) -> tuple[str, str | Upload]:
    head, _, data = part.removeprefix(b"\r\n").partition(b"\r\n\r\n")
    headers = _headers(head.decode("utf-8", "replace"))
    name = headers.get_param("name", header="content-disposition")
    if not isinstance(name, str):
        raise bad_request("a part of the multipart body has no name")
    file_name = headers.get_filename()
    if file_name is None:
        return name, data.decode("utf-8", "replace")
    return name, Upload(file_name, headers.get_content_type(), data)


def _headers(text: str) -> Headers:
    return HeaderParser().parsestr(text)
