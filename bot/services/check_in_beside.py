"""An answer with something else beside it: "6 but why do you ask", "6, can somebody call me".

The answer is kept, what is beside it is met, and then the next item is asked.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.check_ins import CheckIn
from bot.domain.clauses import clauses
from bot.domain.patients import Patient
from bot.domain.several_ratings import read_beside
from bot.library.models.questionnaire import Item
from bot.services import check_in_course, check_in_taking
from bot.services.check_in_course import TEXT_LIMIT, Given, find_item, questionnaire_of
from bot.services.check_in_reading import rated_items
from bot.services.hearing import INTERRUPTING_INTENTS, SURE, SURE_ENOUGH, Heard, Taken
from bot.services.speech import Saying, say
from bot.services.typed_words import is_label, phrases, pick, plain, says
from bot.services.work import Work

# Wishes that the next question fulfils: to keep the answer is all there is to do.
_FULFILLED = frozenset({"next_step", "resume", "start_check_in", "skip"})
# Wishes whose own number may stand alone, such as an hour: only a number with its item is a rating.
_TAKE_A_NUMBER = frozenset({"change_prompt_time", "pause_prompts", "correct_answer"})
# "2 solpadeine": what follows a number at once may be what it counts.
_COUNT_THINGS = frozenset({"ask_medication"})
_SENTENCE = re.compile(r"(?<=[.!?\n])\s+")
_NUMBER = re.compile(r"[\d.]+")


@dataclass(frozen=True)
class _Parts:
    """The answers in a message, by item, and what else it says."""

    given: Mapping[str, Given]
    rest: tuple[str, ...]


async def meet(
    work: Work, patient: Patient, check_in: CheckIn, item: Item, heard: Heard
) -> Taken | None:
    """Keep the answer in a message that also says something else, and meet that.

    Returns:
        What became of the words; None when they are not of both kinds.
    """
    parts = await _part(work, patient, check_in, item, heard)
    if not parts.given or not parts.rest:
        return None
    if any(_asks_why(work, patient, part) for part in parts.rest):
        await say(work, patient, Saying(text=item.why))
        return await check_in_taking.take_given(work, patient, check_in, parts.given)
    if any(says(work, patient, "skip_next", part) for part in parts.rest):
        return await _skip_next(work, patient, check_in, parts.given)
    if not _is_wish(heard):
        return None
    if heard.intent in _FULFILLED:
        return await check_in_taking.take_given(work, patient, check_in, parts.given)
    await check_in_taking.take_unasked(work, patient, check_in, parts.given)
    return Taken.BESIDE


async def why(work: Work, patient: Patient, standing: Item | None) -> str | None:
    """Return why an item is asked: the one that the same message answered, or else the open one."""
    for check_in in await check_in_course.changeable(work, patient):
        answers = await check_in_taking.standing_answers(work, check_in)
        now = [each.item_id for each in answers.values() if each.update_id == work.update_id]
        named = now[0] if now and work.update_id else None
        item = await find_item(work, patient, check_in, named)
        if item is not None:
            return item.why
    return None if standing is None else standing.why


async def _part(
    work: Work, patient: Patient, check_in: CheckIn, item: Item, heard: Heard
) -> _Parts:
    if item.kind == "text":
        return _part_sentences(work, patient, item, heard.text)
    if item.kind == "choice":
        return _part_labels(work, patient, item, heard.text)
    items = rated_items(await questionnaire_of(work, patient, check_in))
    may_lead = heard.intent not in _COUNT_THINGS
    beside = read_beside(heard.text, items, item.id, may_lead=may_lead)
    is_why = any(_asks_why(work, patient, part) for part in beside.rest)
    if not is_why and _is_wish(heard) and heard.intent in _TAKE_A_NUMBER:
        beside = read_beside(heard.text, items, None, may_lead=may_lead)
    given = {item_id: Given(nrs=points) for item_id, points in beside.ratings.items()}
    return _Parts(given, beside.rest)


def _part_sentences(work: Work, patient: Patient, item: Item, text: str) -> _Parts:
    """Part the question why from free words; any other sentence may belong to them."""
    sentences = _SENTENCE.split(text.strip())
    rest = [each for each in sentences if _asks_why(work, patient, each)]
    words = " ".join(each for each in sentences if each not in rest)[:TEXT_LIMIT]
    return _Parts({item.id: Given(text=words)} if rest and words else {}, tuple(rest))


def _part_labels(work: Work, patient: Patient, item: Item, text: str) -> _Parts:
    """Part the one clause that is the label of an option from the others."""
    labels = {str(option.value): option.label for option in item.options}
    said = [clause.text for clause in clauses(text, ())]
    named = [each for each in said if is_label(work, patient, each, labels.values())]
    picked = pick(work, patient, named[0], labels) if len(named) == 1 else None
    given = {} if picked is None else {item.id: Given(nrs=int(picked))}
    return _Parts(given, tuple(each for each in said if each not in named))


def _asks_why(work: Work, patient: Patient, part: str) -> bool:
    said = plain(_NUMBER.sub(" ", part))
    leads = phrases(work, patient, "why_leads")
    return says(work, patient, "why", said) or f"{said} ".startswith(
        tuple(f"{lead} " for lead in leads)
    )


def _is_wish(heard: Heard) -> bool:
    """Whether what stands beside the answer is a wish; a question mark makes it surer."""
    enough = SURE_ENOUGH if "?" in heard.text else SURE
    return heard.intent in INTERRUPTING_INTENTS and heard.confidence >= enough


async def _skip_next(
    work: Work, patient: Patient, check_in: CheckIn, given: Mapping[str, Given]
) -> Taken:
    """Keep answers, and leave the item that would be asked after them unanswered."""
    await check_in_taking.take_unasked(work, patient, check_in, given)
    item = await find_item(work, patient, check_in, check_in.item_id)
    if item is None:
        return Taken.DONE
    return await check_in_course.record(work, patient, check_in, item)
