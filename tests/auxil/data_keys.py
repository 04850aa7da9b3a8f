"""Data keys that seal nothing but what tests write."""

from __future__ import annotations

import base64


def a_data_key(number: int) -> str:
    """One of many keys, always the same for a number."""
    return base64.urlsafe_b64encode(bytes([number]) * 32).decode().rstrip("=")


DATA_KEY = a_data_key(1)
OTHER_DATA_KEY = a_data_key(2)
