"""Formatting of message text, read as strictly as Telegram reads it."""

from sandbox.entities.formatting import FormattedText, read_text

__all__ = ["FormattedText", "read_text"]
