"""``lindra content touches``: whom a change of content meets, before it is live."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import click

from bot.command_line.office import at_office
from bot.domain.content_versions import ContentKind
from bot.library.loader import load_library
from bot.services.content_touches import (
    Change,
    OldConsent,
    Touch,
    find_touches,
    old_consents,
)
from bot.services.work import Work


@click.command()
@click.option(
    "--content", "content_dir", type=click.Path(path_type=Path), help="Another content folder."
)
def touches(content_dir: Path | None) -> None:
    """Say how many people are in the middle of what was changed; writes nothing."""

    async def look(work: Work) -> tuple[Sequence[Touch], Sequence[OldConsent]]:
        if content_dir is not None:
            work = replace(work, library=load_library(content_dir))
        return await find_touches(work), await old_consents(work)

    found, consents = at_office(look)
    for line in _lines(found, consents):
        click.echo(line)


def _lines(found: Sequence[Touch], consents: Sequence[OldConsent]) -> Iterator[str]:
    unmet = [each for each in found if each.change is Change.NEW_FILE and not each.without_archive]
    for touch in found:
        if touch not in unmet:
            yield from _about(touch)
    if unmet:
        yield f"New: {_files(len(unmet))}. Nobody is in the middle of an older version of them."
    for language, version, people in consents:
        yield (
            f"consent ({language}): version {version} is in the files. {_people(people)} agreed "
            "to an older one, and will be told what is new and asked again."
        )
    if not found and not consents:
        yield "Nothing that people go through has changed since a coach was last started."


def _about(touch: Touch) -> Iterator[str]:
    kind, content_id, language, version = touch.key
    words = _WORDS[touch.change]
    yield f"{content_id} ({kind}, {language}): {words.head.format(version, version + 1)}"
    is_round = kind is ContentKind.QUESTIONNAIRE
    yield f"  {_in_middle(touch.in_middle, words, is_round=is_round)}"
    if touch.paused:
        yield f"  {_people(touch.paused)} stopped it within the last day, {words.paused}."
    if touch.without_archive:
        began = f"  {_people(touch.without_archive)} began before versions were kept, and will be"
        yield f"{began} {'asked what is asked now' if is_round else 'offered to begin anew'}."
    if touch.change is Change.NEW_VERSION:
        yield f"  {_people(touch.done)} finished an older version before."


@dataclass(frozen=True)
class _Words:
    """How a change is told."""

    head: str  # {0} is the version, {1} the next one
    in_middle: str
    round_open: str
    paused: str


_WORDS = {
    Change.NEW_FILE: _Words("version {0} is new here.", "", "", ""),
    Change.NEW_VERSION: _Words(
        "version {0} is new.",
        "and will finish the version they began",
        "and will be finished in the version it began with",
        "and can go on with the version they began",
    ),
    Change.SAME_NUMBER: _Words(
        "other words, and still version {0}. Write version: {1} into the file, and whoever is in "
        "the middle keeps the words they began with.",
        "and will meet the new words from the next message on",
        "and will go on in the new words",
        "and will meet the new words",
    ),
    Change.TAKEN_AWAY: _Words(
        "its file is gone. Write status: retired into it instead, and they may finish.",
        "and cannot finish it",
        "and ends here",
        "and cannot go on with it",
    ),
}


def _in_middle(count: int, words: _Words, *, is_round: bool) -> str:
    if not count:
        return "No check-in is open." if is_round else "Nobody is in the middle of it."
    if is_round:
        are = "1 check-in is open" if count == 1 else f"{count} check-ins are open"
        return f"{are}, {words.round_open}."
    are = "is" if count == 1 else "are"
    return f"{_people(count)} {are} in the middle of it, {words.in_middle}."


def _people(count: int) -> str:
    return {0: "Nobody", 1: "1 person"}.get(count, f"{count} people")


def _files(count: int) -> str:
    return "1 file" if count == 1 else f"{count} files"
