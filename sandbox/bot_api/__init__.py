"""Telegram's Bot API, one family of methods a file."""
