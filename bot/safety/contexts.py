"""What stands around a finding and softens it: denial, the past, other people, stories.

Each context takes a finding one or more steps down: from ``act`` to ``ask``, from ``ask`` to
``none``. How many steps is decided by each kind. None of them can make a finding graver.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from bot.safety import circumstances as c
from bot.safety import vocabulary as v
from bot.safety.phrases import Concept
from bot.safety.windows import Span, Window

_REACH_WORDS = 8
_LATER_REACH_WORDS = 6
_HIMSELF = frozenset({"i", "me", "myself", "mine", "us", "we", "im"})  # the writer


class Context(StrEnum):
    """A circumstance of a finding."""

    DENIED = "denied"
    PAST = "past"
    OTHER_PERSON = "other-person"
    TOLD = "told"
    STORY = "story"
    DREAM = "dream"
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
    yield from _of_whom(window, span)
    yield from _of_what_kind(window, span)
    if _is_denied(window, span):
        yield Context.DENIED
    if window.has(v.JOKE):
        yield Context.JOKE


def _of_whom(window: Window, span: Span) -> Iterator[Context]:
    """Yield what is said of whose danger it is, and when it was."""
    sentence = window.sentence(span)
    if _stands_alone(window, sentence, c.LONG_AGO, v.RIGHT_NOW, c.NO_LONGER) or (
        window.has(c.THAT_WAS) and not window.has(v.RIGHT_NOW, sentence)
    ):
        yield Context.PAST
    if _is_about_others(window, span) and not _is_acute(window):
        yield Context.OTHER_PERSON
        if _stands_alone(window, sentence, v.HAD_IT, v.RIGHT_NOW):
            yield Context.CHECKED
    if _is_told(window, span):
        yield Context.TOLD


def _of_what_kind(window: Window, span: Span) -> Iterator[Context]:
    """Yield whether it is real, and whether it is new."""
    sentence = window.sentence(span)
    if window.has(c.STORY, sentence) and not _is_first_person(window, span):
        yield Context.STORY
    if window.has(c.DREAM, sentence) and not window.has(c.WISHED_FOR, sentence):
        yield Context.DREAM
    if window.has(c.GENERAL_QUESTION, sentence):
        yield Context.GENERAL_QUESTION
    if _is_usual(window, span):
        yield Context.USUAL
    if window.has(c.CHECKED, sentence) and not _has_changed(window, sentence):
        yield Context.CHECKED


def _stands_alone(
    window: Window, where: Span, sign: Concept, against: Concept, unless: Concept | None = None
) -> bool:
    """Whether a sign holds: nothing speaks against it, or that too is overruled."""
    if not window.has(sign, where):
        return False
    if not window.has(against, where):
        return True
    return unless is not None and window.has(unless, where)


def _is_usual(window: Window, span: Span) -> bool:
    """Whether a sign is said to be as it always is.

    "Nothing new" counts only behind what it is said of: before it ("nothing new in the back, my
    leg is numb") it may be said of something else.
    """
    sentence = window.sentence(span)
    if not _has_changed(window, sentence):
        same = window.find(c.UNCHANGED)
        for sign in window.find(c.USUAL):
            said_so = any(whole.holds(sign) for whole in same)
            if sentence.holds(sign) and (sign.start >= span.end or not said_so):
                return True
    steady_after = any(sign.start >= span.end for sign in window.find(c.STEADY))
    return steady_after and not _has_changed(window, Span(0, len(window.words)))


def _has_changed(window: Window, where: Span) -> bool:
    """Whether something is said to be new; the "new" of "nothing new" says the opposite."""
    same = window.find(c.UNCHANGED)
    return any(
        where.holds(sign) and not any(whole.holds(sign) for whole in same)
        for sign in window.find(c.CHANGED)
    )


def _is_denied(window: Window, span: Span) -> bool:
    return (
        _is_denied_before(window, span.start)
        or _is_denied_after(window, span.end)
        or _is_asked_and_denied(window, span)
    )


def _is_asked_and_denied(window: Window, span: Span) -> bool:
    """Whether it only repeats a question that somebody put, and the answer was no."""
    if window.has(c.ANSWERED_YES):
        return False
    first = window.sentence(span).start
    asked = any(first <= s.start <= span.start for s in window.find(c.ASKED))
    return asked and any(s.start >= span.end for s in window.find(c.ANSWERED_NO))


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


def _is_about_others(window: Window, span: Span, people: Concept = v.OTHER_PERSON) -> bool:
    """Whether the nearest person named before the finding is somebody else.

    A finding that itself speaks of "me" or "my" is the writer's own.
    """
    if not v.FIRST_PERSON.isdisjoint(window.words[span.start : span.end]):
        return False
    others = [s for s in window.find(people) if s.start >= window.sentence(span).start]
    nearest = max((s.end for s in others if s.end <= span.start), default=-1)
    for place in range(span.start - 1, window.sentence(span).start - 1, -1):
        if place < nearest:
            return True
        if window.words[place] in v.WRITER:
            return False
    return nearest > 0


def _is_acute(window: Window) -> bool:
    """Whether it happens at this minute, so that it is no matter whose danger it is."""
    return window.has(c.ACUTE_NOW) and not (window.has(c.LONG_AGO) or window.has(c.STORY))


def _is_told(window: Window, span: Span) -> bool:
    """Whether somebody else's danger is told of that is over.

    That the writer is touched by it ("I could too"), or that it goes on, keeps it open.
    """
    if not window.has(c.OVER) or window.has(c.NOT_OVER) or _is_acute(window):
        return False
    return _names_only_others(window, span)


def _names_only_others(window: Window, span: Span) -> bool:
    """Whether the finding, or what stands before it, is of somebody else, and none of it of "me".

    "My" belongs to the other person in "my sister", and to the writer in "my throat".
    """
    inside = window.words[span.start : span.end]
    if not _HIMSELF.isdisjoint(inside):
        return False
    others = window.find(c.OTHER_PERSON)
    owned = {span.start + place for place, word in enumerate(inside) if word == "my"}
    if not all(any(s.start == place for s in others) for place in owned):
        return False
    first = window.sentence(span).start
    if any(first <= s.start and span.start <= s.start and s.end <= span.end for s in others):
        return True
    return _is_about_others(window, span, c.OTHER_PERSON)
