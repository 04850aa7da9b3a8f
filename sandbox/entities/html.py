"""Telegram's HTML style, with its refusals word for word."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from sandbox.entities.spans import ParsedText, Span, byte_offset, cannot_parse, utf16_length

_KINDS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "tg-emoji": "custom_emoji",
}
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_CHARACTER = re.compile(r"&(#x[0-9a-fA-F]+|#[0-9]+|lt|gt|amp|quot);?")
_ATTRIBUTE = re.compile(
    r"\s*(?P<name>[^\s=>/]+)(?:\s*=\s*(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'"
    r"|(?P<bare>[^\s>]*)))?"
)
_TAG_NAME = re.compile(r"[^\s>]*")


@dataclass(slots=True)
class _Open:
    tag: str
    offset: int
    text_from: int
    attributes: dict[str, str]


@dataclass(slots=True)
class _Reader:
    raw: str
    at: int = 0
    pieces: list[str] = field(default_factory=list)
    length: int = 0
    nested: list[_Open] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)

    def append(self, text: str) -> None:
        self.pieces.append(text)
        self.length += utf16_length(text)


def parse_html(raw: str) -> ParsedText:
    """Read Telegram's HTML style.

    Raises:
        BotApiError: A tag is unknown, not closed or closed in the wrong order.
    """
    reader = _Reader(raw)
    while reader.at < len(raw):
        _read_next(reader)
    if reader.nested:
        tag = reader.nested[-1].tag
        raise cannot_parse(f'Can\'t find end tag corresponding to start tag "{tag}"')
    return ParsedText("".join(reader.pieces), reader.spans)


def _read_next(reader: _Reader) -> None:
    letter = reader.raw[reader.at]
    if letter == "<":
        is_end = reader.raw.startswith("</", reader.at)
        (_read_end_tag if is_end else _read_start_tag)(reader)
    elif letter == "&" and (match := _CHARACTER.match(reader.raw, reader.at)):
        reader.append(_decode(match.group(1)))
        reader.at = match.end()
    else:
        reader.append(letter)
        reader.at += 1


def _decode(name: str) -> str:
    if not name.startswith("#"):
        return _NAMED[name]
    number = int(name[2:], 16) if name[1] == "x" else int(name[1:])
    return chr(number) if 0 < number < 0x110000 else ""


def _read_start_tag(reader: _Reader) -> None:
    begin = reader.at
    where = byte_offset(reader.raw, begin)
    match = _TAG_NAME.match(reader.raw, begin + 1)
    if match is None or match.end() == len(reader.raw):
        raise cannot_parse(f"Unclosed start tag at byte offset {where}")
    tag = match.group().lower()
    if tag not in _KINDS:
        raise cannot_parse(f'Unsupported start tag "{tag}" at byte offset {where}')
    reader.at = match.end()
    attributes = _read_attributes(reader, where)
    if tag == "span" and attributes.get("class") != "tg-spoiler":
        raise cannot_parse(f'Tag "span" must have class "tg-spoiler" at byte offset {where}')
    reader.nested.append(_Open(tag, reader.length, len(reader.pieces), attributes))


def _read_attributes(reader: _Reader, where: int) -> dict[str, str]:
    found: dict[str, str] = {}
    raw = reader.raw
    while True:
        while reader.at < len(raw) and (raw[reader.at].isspace() or raw[reader.at] == "/"):
            reader.at += 1
        if reader.at >= len(raw):
            raise cannot_parse(f"Unclosed start tag at byte offset {where}")
        if raw[reader.at] == ">":
            reader.at += 1
            return found
        match = _ATTRIBUTE.match(raw, reader.at)
        if match is None:
            raise cannot_parse(f"Empty attribute name in the tag at byte offset {where}")
        value = match["double"] or match["single"] or match["bare"] or ""
        found[match["name"].lower()] = _CHARACTER.sub(lambda m: _decode(m.group(1)), value)
        reader.at = match.end()


def _read_end_tag(reader: _Reader) -> None:
    begin = reader.at
    where = byte_offset(reader.raw, begin)
    if not reader.nested:
        raise cannot_parse(f"Unexpected end tag at byte offset {where}")
    close = reader.raw.find(">", begin)
    if close < 0:
        raise cannot_parse(f"Unclosed end tag at byte offset {where}")
    name = reader.raw[begin + 2 : close].strip().lower()
    opened = reader.nested.pop()
    if name not in ("", opened.tag):
        raise cannot_parse(
            f'Unmatched end tag at byte offset {where}, expected "</{opened.tag}>", '
            f'found "</{name}>"'
        )
    reader.at = close + 1
    _close(reader, opened)


def _close(reader: _Reader, opened: _Open) -> None:
    length = reader.length - opened.offset
    if length == 0:
        return
    kind = _KINDS[opened.tag]
    extra = {}
    if kind == "text_link":
        inside = "".join(reader.pieces[opened.text_from :])
        extra = {"url": opened.attributes.get("href") or inside}
        # Telegram shows a link without a usable address as plain text.
        if not _is_address(extra["url"]):
            return
    if kind == "blockquote" and "expandable" in opened.attributes:
        kind = "expandable_blockquote"
    reader.spans.append(Span(kind, opened.offset, length, extra))


def _is_address(url: str) -> bool:
    return not re.search(r"\s", url) and ("." in url or "://" in url)
