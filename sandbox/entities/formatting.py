"""Turns what the bot sends into plain text and Telegram's entities."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from sandbox.entities.html import parse_html
from sandbox.entities.markdown import parse_markdown_v2
from sandbox.entities.spans import ParsedText, Span, utf16_length
from sandbox.errors import bad_request
from sandbox.state import Json

_PARSERS = {"html": parse_html, "markdownv2": parse_markdown_v2}


@dataclass(frozen=True, slots=True)
class FormattedText:
    """Text as a person reads it, and where it is bold, a link and so on."""

    text: str
    entities: list[Json] = field(default_factory=list)


def read_text(raw: str, parse_mode: str | None, entities: list[Json] | None) -> FormattedText:
    """Read a text in one of Telegram's formats.

    Args:
        raw: The text as the bot sent it.
        parse_mode: HTML, MarkdownV2 or nothing.
        entities: Entities given beside the text; ignored when there is a parse mode.

    Raises:
        BotApiError: The formatting is wrong, in Telegram's words.
    """
    if parse_mode:
        parser = _PARSERS.get(parse_mode.lower())
        if parser is None:
            raise bad_request("unsupported parse_mode")
        return _trimmed(parser(raw))
    spans = [_given_span(entity, raw) for entity in entities or []]
    return _trimmed(ParsedText(raw, spans))


def _given_span(entity: Json, text: str) -> Span:
    """Check one entity that the bot has worked out itself."""
    kind, offset, length = (entity.get(key) for key in ("type", "offset", "length"))
    if not isinstance(kind, str) or not isinstance(offset, int) or not isinstance(length, int):
        raise bad_request('can\'t parse MessageEntity: Field "type" must be of type String')
    if offset < 0 or length <= 0 or offset + length > utf16_length(text):
        raise bad_request(
            f"entity beginning at UTF-16 offset {offset} ends after the end of the text "
            f"at UTF-16 offset {offset + length}"
        )
    extra: Json = {key: entity[key] for key in ("url", "language") if key in entity}
    return Span(kind, offset, length, extra)


def _trimmed(parsed: ParsedText) -> FormattedText:
    """Cut white space from both ends, as Telegram does, and move the entities along."""
    text = parsed.text.replace("\r", "")
    body = text.lstrip()
    cut = utf16_length(text) - utf16_length(body)
    body = body.rstrip()
    end = utf16_length(body)
    kept = (_shifted(span, cut, end) for span in parsed.spans)
    ordered = sorted((s for s in kept if s), key=lambda span: (span.offset, -span.length))
    return FormattedText(body, [span.as_json() for span in ordered])


def _shifted(span: Span, cut: int, end: int) -> Span | None:
    start = max(0, span.offset - cut)
    stop = min(end, span.offset + span.length - cut)
    return replace(span, offset=start, length=stop - start) if stop > start else None
