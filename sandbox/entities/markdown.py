"""Telegram's MarkdownV2 style, with its refusals word for word."""

from __future__ import annotations

from dataclasses import dataclass, field

from sandbox.entities.spans import ParsedText, Span, byte_offset, cannot_parse, utf16_length

RESERVED = frozenset("_*[]()~`>#+-=|{}.!")
# mark -> (kind, Telegram's name for it in errors)
_MARKS = {
    "__": ("underline", "Underline"),
    "||": ("spoiler", "Spoiler"),
    "```": ("pre", "Pre"),
    "*": ("bold", "Bold"),
    "_": ("italic", "Italic"),
    "~": ("strikethrough", "Strikethrough"),
    "`": ("code", "Code"),
    "[": ("text_link", "TextUrl"),
}
_LONGEST_FIRST = sorted(_MARKS, key=len, reverse=True)


@dataclass(slots=True)
class _Open:
    mark: str
    offset: int
    begin: int
    text_from: int
    language: str = ""


@dataclass(slots=True)
class _Reader:
    raw: str
    at: int = 0
    pieces: list[str] = field(default_factory=list)
    length: int = 0
    nested: list[_Open] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    quote_from: int | None = None

    @property
    def inside(self) -> str:
        return self.nested[-1].mark if self.nested else ""

    def sees(self, mark: str) -> bool:
        return self.raw.startswith(mark, self.at)

    def append(self, letter: str) -> None:
        self.pieces.append(letter)
        self.length += utf16_length(letter)
        self.at += 1


def parse_markdown_v2(raw: str) -> ParsedText:
    """Read Telegram's MarkdownV2 style.

    Raises:
        BotApiError: A mark is not closed, or a reserved character is not escaped.
    """
    reader = _Reader(raw)
    while reader.at < len(raw):
        _read_next(reader)
    if reader.nested:
        left = reader.nested[-1]
        where = byte_offset(raw, left.begin)
        name = _MARKS[left.mark][1]
        raise cannot_parse(f"Can't find end of {name} entity at byte offset {where}")
    _end_quote(reader)
    return ParsedText("".join(reader.pieces), reader.spans)


def _read_next(reader: _Reader) -> None:
    letter = reader.raw[reader.at]
    following = reader.raw[reader.at + 1 : reader.at + 2]
    if letter == "\\" and following and 0 < ord(following) < 127:
        reader.at += 1
        reader.append(following)
    elif reader.inside in ("`", "```"):
        _read_code(reader)
    elif letter == "\n":
        _end_quote(reader)
        reader.append(letter)
    elif letter not in RESERVED:
        reader.append(letter)
    else:
        _read_mark(reader, letter)


def _read_code(reader: _Reader) -> None:
    if reader.sees(reader.inside):
        _close(reader)
    else:
        reader.append(reader.raw[reader.at])


def _read_mark(reader: _Reader, letter: str) -> None:
    at_line_start = reader.at == 0 or reader.raw[reader.at - 1] == "\n"
    if letter == ">" and at_line_start and not reader.nested:
        reader.quote_from = reader.length
        reader.at += 1
    elif letter == "]" and reader.inside == "[":
        _close_link(reader)
    elif reader.inside in _MARKS and reader.inside != "[" and reader.sees(reader.inside):
        # Telegram reads "__" as underline first, wherever it stands.
        if reader.inside == "_" and reader.sees("__"):
            _open(reader, "__")
        else:
            _close(reader)
    else:
        _open_or_refuse(reader, letter)


def _open_or_refuse(reader: _Reader, letter: str) -> None:
    mark = next((m for m in _LONGEST_FIRST if reader.sees(m)), None)
    if mark is None:
        raise cannot_parse(
            f"Character '{letter}' is reserved and must be escaped with the preceding '\\'"
        )
    _open(reader, mark)


def _open(reader: _Reader, mark: str) -> None:
    opened = _Open(mark, reader.length, reader.at, len(reader.pieces))
    reader.at += len(mark)
    if mark == "```":
        line_end = reader.raw.find("\n", reader.at)
        language = reader.raw[reader.at : line_end] if line_end >= 0 else ""
        if language and not set(language) & set("` \t"):
            opened.language = language
            reader.at = line_end + 1
        elif reader.sees("\n"):
            reader.at += 1
    reader.nested.append(opened)


def _close(reader: _Reader, extra: dict[str, str] | None = None) -> None:
    opened = reader.nested.pop()
    reader.at += len(opened.mark) if opened.mark != "[" else 0
    length = reader.length - opened.offset
    extra = extra or ({"language": opened.language} if opened.language else {})
    if length > 0:
        reader.spans.append(Span(_MARKS[opened.mark][0], opened.offset, length, extra))


def _close_link(reader: _Reader) -> None:
    opened = reader.nested[-1]
    reader.at += 1
    if not reader.sees("("):
        _close(reader, {"url": "".join(reader.pieces[opened.text_from :])})
        return
    where = byte_offset(reader.raw, reader.at)
    reader.at += 1
    address: list[str] = []
    while reader.at < len(reader.raw) and reader.raw[reader.at] != ")":
        if reader.raw[reader.at] == "\\" and reader.at + 1 < len(reader.raw):
            reader.at += 1
        address.append(reader.raw[reader.at])
        reader.at += 1
    if reader.at >= len(reader.raw):
        raise cannot_parse(f"Can't find end of a URL at byte offset {where}")
    reader.at += 1
    _close(reader, {"url": "".join(address)})


def _end_quote(reader: _Reader) -> None:
    if reader.quote_from is None:
        return
    length = reader.length - reader.quote_from
    if length > 0:
        reader.spans.append(Span("blockquote", reader.quote_from, length))
    reader.quote_from = None
