"""What stands above each file: who wrote it, who signed it, and what it rests on."""

from __future__ import annotations

from bot.library.markup import Markup, element
from bot.library.models import Header, Source
from bot.library.review.parts import day

_STATUS = {
    "draft": "draft",
    "reviewed": "reviewed by the project, signed by no clinic",
    "approved": "approved",
    "retired": "retired, no longer offered",
}


def file_head(file: str, item: Header) -> Markup:
    """Return the header of a file."""
    facts = {
        "File": file,
        "Version": str(item.version),
        "Language": item.language,
        "Status": _STATUS[item.status],
        "Review due": day(item.review_due),
        "Id": item.id,
        "Author": item.author,
        "Approved by": item.approved_by or "-",
        "Approved on": day(item.approved_on),
    }
    shown = [
        element("div", element("dt", name), element("dd", value)) for name, value in facts.items()
    ]
    return element("div", element("dl", *shown), _sources(item.sources), class_="head")


def _sources(sources: tuple[Source, ...]) -> Markup:
    if not sources:
        return element("p", "Sources: none")
    entries = [element("li", *_source(source)) for source in sources]
    return element("div", element("p", "Sources"), element("ul", *entries), class_="sources")


def _source(source: Source) -> list[str]:
    parts: list[str] = [source.citation]
    if source.doi:
        parts.append(f", DOI {source.doi}")
    if source.note:
        parts += [". ", element("em", source.note)]
    return parts
