"""Somebody writes in a language that the coach cannot read: said kindly, in that language."""

from __future__ import annotations

from datetime import timedelta

from bot.domain.patients import Flow, Patient
from bot.services import flows
from bot.services.check_in_course import find_item
from bot.services.crisis import is_in_crisis
from bot.services.focus import open_check_in
from bot.services.speech import Saying, say
from bot.services.work import Work

PURPOSE = "other_language"
SAID_LASTS = timedelta(minutes=10)  # the same notice is not said twice in a row
# Steps of the onboarding that may be answered in any language.
_OWN_WORDS = frozenset({"name", "place", "place_choice"})


async def answer(work: Work, patient: Patient, text: str) -> bool:
    """Say the notice where ``text`` is in another language; return whether it was said.

    Words that an open question takes as they are (a name, a place, one good thing) are taken in
    any language, and somebody in danger is shown the way to people instead.
    """
    if work.languages is None:
        return False
    language = work.languages.other_than(patient.language, text)
    if language not in work.library.other_languages():
        return False
    if await _takes_own_words(work, patient):
        return False
    if await is_in_crisis(work, patient) or await _was_said(work, patient):
        return False
    notice = work.library.notice_in(str(language), patient.country)
    await say(work, patient, Saying(text=notice, purpose=PURPOSE))
    await flows.ask_again(work, patient)
    return True


async def _takes_own_words(work: Work, patient: Patient) -> bool:
    assert patient.id is not None
    if patient.focus is Flow.ONBOARDING:
        return (patient.onboarding_step or "").split(":")[0] in _OWN_WORDS
    if patient.focus is Flow.CHECK_IN:
        check_in = await open_check_in(work, patient)
        if check_in is None:
            return False
        item = await find_item(work, patient, check_in, check_in.item_id)
        return item is not None and item.kind == "text"
    return patient.focus is Flow.EXERCISE  # a step may ask for one's own words


async def _was_said(work: Work, patient: Patient) -> bool:
    assert patient.id is not None
    since = work.now - SAID_LASTS
    return await work.uow.outbox.count_sent(patient.id, "reply", since, PURPOSE) > 0
