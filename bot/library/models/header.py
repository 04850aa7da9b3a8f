"""The header that every content file begins with."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from bot.library.models.fields import ContentModel, Id, Language, Text, Title, Version, shaped

# draft: being written, never loaded. reviewed: read through by the project, no clinic has signed it
# yet. approved: signed by the clinician who answers for it. retired: no longer offered; what is
# under way may be finished.
Status = Literal["draft", "reviewed", "approved", "retired"]


class Source(ContentModel):
    """Where a content file takes its knowledge from."""

    citation: Text
    doi: (
        Annotated[
            str,
            shaped(r"10\.\d{4,9}/\S+", "is not a DOI", "begin with 10., without an address before"),
        ]
        | None
    ) = None
    note: Text | None = None


class Header(ContentModel):
    """Who wrote a file, who answers for it, and until when it may be used."""

    schema_: str = Field(alias="schema")
    id: Id
    version: Version
    status: Status
    author: Title
    approved_by: Title | None = None
    approved_on: date | None = None
    review_due: date
    language: Language
    sources: tuple[Source, ...]

    @property
    def is_approved(self) -> bool:
        """Whether a clinic has signed this."""
        return self.status == "approved"

    @property
    def is_retired(self) -> bool:
        """Whether this is no longer offered to anybody."""
        return self.status == "retired"
