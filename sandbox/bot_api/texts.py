"""Text and captions, within Telegram's limits."""

from __future__ import annotations

from sandbox.bot_api.params import Params
from sandbox.entities import FormattedText, read_text
from sandbox.errors import bad_request

MAX_TEXT = 4096
MAX_CAPTION = 1024


def read_message_text(params: Params) -> FormattedText:
    """Read the text of a message: 1 to 4096 characters after its formatting is read."""
    raw = params.text("text")
    if not raw:
        raise bad_request("message text is empty")
    parsed = read_text(raw, params.text("parse_mode"), params.objects("entities"))
    if not parsed.text:
        raise bad_request("text must be non-empty")
    if len(parsed.text) > MAX_TEXT:
        raise bad_request("message is too long")
    return parsed


def read_caption(params: Params) -> FormattedText:
    """Read the caption of a picture or a file: up to 1024 characters."""
    raw = params.text("caption")
    parsed = read_text(raw, params.text("parse_mode"), params.objects("caption_entities"))
    if len(parsed.text) > MAX_CAPTION:
        raise bad_request("message caption is too long")
    return parsed
