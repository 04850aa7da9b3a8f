"""What stands around a finding and softens it: denial, the past, other people, stories.

Each context takes a finding one or more steps down: from ``act`` to ``ask``, from ``ask`` to
``none``. How many steps is decided by each kind. None of them can make a finding graver.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from bot.safety import vocabulary as v
from bot.safety.phrases import Concept
from bot.safety.windows import Span, Window

_REACH_WORDS = 8
_LATER_REACH_WORDS = 6


class Context(StrEnum):
    """A circumstance of a finding."""

    DENIED = "denied"
    PAST = "past"
    OTHER_PERSON = "other-person"
    STORY = "story"
    GENERAL_QUESTION = "general-question"
    USUAL = "usual"
    CHECKED = "checked"
    JOKE = "joke"


def contexts(window: Window, span: Span) -> Iterator[Context]:
    """Yield the contexts of the words in ``span``.

    Source:
        The project's own judgement, awaiting a clinician's sign-off. Handling of denial, history,
        other people and stable known pain follows the safety notes on NICE NG225 (no labels, the
        same path for any disclosure) and the NHS advice on back pain (new or changed signs).
    """
    sentence = window.sentence(span)
    if _is_denied(window, span):
        yield Context.DENIED
    if _stands_alone(window, sentence, v.LONG_AGO, v.RIGHT_NOW, v.NO_LONGER):
        yield Context.PAST
    if _is_about_others(window, span):
        yield Context.OTHER_PERSON
        if _stands_alone(window, sentence, v.HAD_IT, v.RIGHT_NOW):
            yield Context.CHECKED
    if window.has(v.STORY, sentence) and not _is_first_person(window, span):
        yield Context.STORY
    if window.has(v.GENERAL_QUESTION, sentence):
        yield Context.GENERAL_QUESTION
    if _stands_alone(window, sentence, v.USUAL, v.CHANGED):
        yield Context.USUAL
    if _stands_alone(window, sentence, v.CHECKED, v.CHANGED):
        yield Context.CHECKED
    if window.has(v.JOKE):
        yield Context.JOKE


def _stands_alone(
    window: Window, where: Span, sign: Concept, against: Concept, unless: Concept | None = None
) -> bool:
    """Whether a sign holds: nothing speaks against it, or that too is overruled."""
    if not window.has(sign, where):
        return False
    if not window.has(against, where):
        return True
    return unless is not None and window.has(unless, where)


def _is_denied(window: Window, span: Span) -> bool:
    return _is_denied_before(window, span.start) or _is_denied_after(window, span.end)


def _is_denied_before(window: Window, start: int) -> bool:
    """Walk back from the finding over filling words; a negation met there denies it.

    Any other word ends the walk, so "I do not know whether I want to die" denies nothing.
    """
    listed = False  # behind "or", a negation holds for all that it lists
    for place in range(start - 1, max(start - 1 - _REACH_WORDS, -1), -1):
        if place + 1 in window.commas:
            return False
        word = window.words[place]
        if word in v.NEGATIONS:
            return not _is_mere_turn(window, place)
        listed = listed or word in {"or", "nor"}
        if not listed and word not in v.FILLERS:
            return False
    return False


def _is_mere_turn(window: Window, place: int) -> bool:
    """Whether the negation belongs to a turn that denies nothing, such as "why not"."""
    return any(s.start <= place < s.end for s in window.find(v.EMPTY_NEGATIONS))


def _is_denied_after(window: Window, end: int) -> bool:
    reach = Span(end, min(end + _LATER_REACH_WORDS, len(window.words)))
    return any(
        found.start <= end + 1 and found.end <= reach.end and found.start >= end
        for found in window.find(v.DENIED_AFTERWARDS)
    )


def _is_first_person(window: Window, span: Span) -> bool:
    """Whether "I" or "me" stands in the finding or right before it."""
    start = max(span.start - 2, 0)
    return not v.WRITER.isdisjoint(window.words[start : span.end])


def _is_about_others(window: Window, span: Span) -> bool:
    """Whether the nearest person named before the finding is somebody else.

    A finding that itself speaks of "me" or "my" is the writer's own.
    """
    if not v.FIRST_PERSON.isdisjoint(window.words[span.start : span.end]):
        return False
    others = [s for s in window.find(v.OTHER_PERSON) if s.start >= window.sentence(span).start]
    nearest = max((s.end for s in others if s.end <= span.start), default=-1)
    for place in range(span.start - 1, window.sentence(span).start - 1, -1):
        if place < nearest:
            return True
        if window.words[place] in v.WRITER:
            return False
    return nearest > 0
