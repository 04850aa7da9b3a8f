"""What is said to somebody who writes in a language that the coach cannot read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from bot.library.models.fields import Text, Title, shaped
from bot.library.models.header import Header

Code = Annotated[
    str,
    shaped("[a-z]{2}", "is no language code", 'use two small letters such as de, "no" in quotes'),
]


class OtherLanguages(Header):
    """A notice for each language that is recognised."""

    emergency_elsewhere: Title  # said where the country is not known
    notices: Mapping[Code, Text]
