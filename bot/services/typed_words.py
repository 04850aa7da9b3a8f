"""Short answers in words: "yes please" as good as the button that says so.

The words themselves are content (content/messages/<language>/words.yml).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache

from bot.domain.number_words import NUMBER_WORDS, fold_text
from bot.domain.patients import Patient
from bot.services.work import Work

_LONGEST_LEAD = 8  # words before an answer; a long text is not searched for more
_NOT_A_WORD = re.compile(r"[^\w']+")
_PARTS = re.compile(r"[,.;:!?\n]+|\s-\s")
_NUMBER = re.compile(r"(?<![\w.,-])\d+(?:[.,]0+)?(?![\w%]|[.,]\d)")
_TENS_AND_UNITS = re.compile(r"\b(?P<tens>\w+ty)[ -](?P<units>\w+)\b")


def says(work: Work, patient: Patient, key: str, text: str) -> bool:
    """Whether the whole of ``text`` is one of the phrases of a list."""
    listed = _as_typed(_list(work, patient, key))
    said = _without_politeness(work, patient, text)
    return _bare(said) in listed or _bare(plain(after(work, patient, "fillers", said))) in listed


def says_among(work: Work, patient: Patient, key: str, text: str) -> bool:
    """Whether a part of ``text``, between signs, is one of the phrases of a list."""
    return any(says(work, patient, key, part) for part in _PARTS.split(text) if part.strip())


def says_within(work: Work, patient: Patient, key: str, text: str) -> bool:
    """Whether one of the phrases of a list stands anywhere in ``text``, in whole words."""
    said = plain(text)
    return any(_is_part(phrase, said) for phrase in phrases(work, patient, key))


def is_small_talk(work: Work, patient: Patient, text: str) -> bool:
    """Whether the whole of ``text`` is a greeting or thanks, which answer no question."""
    return any(says(work, patient, key, text) for key in ("greetings", "polite"))


def phrases(work: Work, patient: Patient, key: str) -> tuple[str, ...]:
    """Return the phrases of a list, plain, the longest first."""
    return _phrases(_list(work, patient, key))


def after(work: Work, patient: Patient, key: str, text: str) -> str:
    """Return ``text`` without the words of a list before it: "my name is Kim" is "Kim"."""
    words = text.split()
    longest = min(len(words) - 1, _LONGEST_LEAD)
    for count in range(longest, 0, -1):
        lead = plain(" ".join(words[:count]))
        if _bare(lead) in _as_typed(_list(work, patient, key)):
            return " ".join(words[count:])
    return text


def pick(work: Work, patient: Patient, text: str, labels: Mapping[str, str]) -> str | None:
    """Return the one value whose label is meant by ``text``; None for none or several.

    Args:
        work: The work at hand.
        patient: Whose words these are.
        text: "closed", "eyes closed please", "Oregon".
        labels: What each value is called on its button.
    """
    said = _without_politeness(work, patient, text)
    for value, label in labels.items():
        if said in (plain(label), plain(value)):
            return value
    found = [value for value, label in labels.items() if _is_part(said, plain(label))]
    found = found or [value for value, label in labels.items() if _is_part(plain(label), said)]
    return found[0] if len(found) == 1 else None


def is_label(work: Work, patient: Patient, text: str, labels: Iterable[str]) -> bool:
    """Whether the whole of ``text`` is what stands on a button, with or without a "please"."""
    return plain(without_politeness(work, patient, text)) in {plain(label) for label in labels}


def whole_number(text: str) -> int | None:
    """Return the only whole number in ``text``, in digits or words; None for none or several."""
    folded = _TENS_AND_UNITS.sub(_together, fold_text(text))
    digits = " ".join(_digits(word) for word in folded.split())
    found = {int(float(match[0].replace(",", "."))) for match in _NUMBER.finditer(digits)}
    return found.pop() if len(found) == 1 else None


def plain(text: str) -> str:
    """Return ``text`` in small letters without signs."""
    return " ".join(_NOT_A_WORD.sub(" ", fold_text(text)).split())


def _digits(word: str) -> str:
    bare = word.strip(".,!?;:")
    return str(NUMBER_WORDS[bare]) if bare in NUMBER_WORDS else word.rstrip(".,!?;:")


def _together(match: re.Match[str]) -> str:
    tens, units = (NUMBER_WORDS.get(match[part]) for part in ("tens", "units"))
    is_number = tens is not None and units is not None and 0 < units < 10 <= tens
    return str(tens + units) if is_number and tens and units else match[0]


def without_politeness(work: Work, patient: Patient, text: str) -> str:
    """Return ``text`` as it was written, without a "please" or "thanks" at its end."""
    words = text.split()
    polite = _phrases(_list(work, patient, "polite"))
    for count in range(1, len(words)):
        if plain(" ".join(words[count:])) in polite:
            return " ".join(words[:count])
    return text


def _without_politeness(work: Work, patient: Patient, text: str) -> str:
    said = plain(text)
    if said in _phrases(_list(work, patient, "polite")):
        return said
    for polite in _phrases(_list(work, patient, "polite")):
        said = said.removesuffix(f" {polite}")
    return said


def _is_part(part: str, whole: str) -> bool:
    return bool(part) and f" {part} " in f" {whole} "


def _list(work: Work, patient: Patient, key: str) -> str:
    return work.library.text(f"words.{key}", patient.language)


def _bare(said: str) -> str:
    """Return plain words without apostrophes, which thumbs leave out: "im", "dont"."""
    return said.replace("'", "")


@lru_cache(maxsize=128)
def _as_typed(listed: str) -> frozenset[str]:
    return frozenset(_bare(phrase) for phrase in _phrases(listed))


@lru_cache(maxsize=128)
def _phrases(listed: str) -> tuple[str, ...]:
    # The longest first: "thank you very much" before "thank you".
    return tuple(sorted((plain(phrase) for phrase in listed.split(",")), key=len, reverse=True))
