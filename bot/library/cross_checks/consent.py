"""Whether the versions of the consent can be told apart, and each is told to those who agreed."""

from __future__ import annotations

from collections.abc import Iterator

from bot.library.cross_checks.corpus import Corpus, repeated
from bot.library.faults import Fault
from bot.library.kinds import BASE_LANGUAGE
from bot.library.place import Place

FIRST_VERSION = 1  # nobody agreed to anything before it


def check(corpus: Corpus) -> Iterator[Fault]:
    """Return untold changes, and versions that do not fit together."""
    for top in corpus.tops("consent"):
        yield from _changes(top)
    yield from _same_version(corpus)
    yield from _needed(corpus)


def _changes(top: Place) -> Iterator[Fault]:
    """Return a fault for each version without its change, and each change without its version."""
    newest = top.at("version").number
    if newest is None:
        return
    told = [change.at("version") for change in top.at("changes").entries()]
    yield from repeated(iter(told), "version", "say all that is new in a version in one text")
    for version in told:
        if version.number is not None and not FIRST_VERSION < version.number <= newest:
            yield version.fault(
                "is no later version of this consent", "name one from the second to the file's own"
            )
    numbers = {version.number for version in told}
    for version_number in range(FIRST_VERSION + 1, newest + 1):
        if version_number not in numbers:
            yield top.at("changes").fault_without_value(
                f"lack version {version_number}",
                "say what is new: those who agreed before are told so, and asked anew",
            )


def _same_version(corpus: Corpus) -> Iterator[Fault]:
    """Return a fault where a translation counts its versions otherwise than the English.

    Which version somebody agreed to is kept without its language.
    """
    newest = _newest(corpus)
    for top in corpus.tops("consent"):
        version = top.at("version")
        is_own = top.at("language").text == BASE_LANGUAGE
        if not is_own and None not in (newest, version.number) and version.number != newest:
            yield version.fault("is not the version of the English consent", f"use {newest}")


def _needed(corpus: Corpus) -> Iterator[Fault]:
    """Return a fault where a questionnaire waits for a consent that nobody can agree to."""
    newest = _newest(corpus)
    for top in corpus.tops("questionnaires"):
        needed = top.at("needs_consent")
        if newest is not None and needed.number is not None and needed.number > newest:
            yield needed.fault(
                f"is above the version of the consent ({newest})",
                "name in the consent what is new, and raise its version first",
            )


def _newest(corpus: Corpus) -> int | None:
    found = [top.at("version").number for top in corpus.tops_in("consent")]
    return found[0] if found else None
