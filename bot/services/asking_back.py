"""What is said to words that were not understood: the likeliest meanings as buttons, or the menu.

A pressed guess has the effect that saying it clearly would have had: it goes to the engine as the
intent itself, on the way that every text takes. Nothing is learned from it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from bot.domain.messages import Button
from bot.domain.patients import Patient, PatientStatus
from bot.services import check_in, check_in_words, flows, menu
from bot.services.crisis import is_in_crisis
from bot.services.focus import open_check_in
from bot.services.hearing import INTENT_SIGN, UNCLEAR, Heard
from bot.services.help_numbers import number_lines
from bot.services.presses import Press, PressHandlers
from bot.services.speech import Choice, Saying, close_question, say
from bot.services.typed_words import says
from bot.services.work import Work

MOST_GUESSES = 3
FEWEST_GUESSES = 2  # one alone would be a leading question
OFFER_LASTS = timedelta(days=1)

# Never offered: they answer or accompany something, or only make sense while something is open.
NOT_OFFERED = frozenset(
    {
        "greet",
        "goodbye",
        "thanks",
        "affirm",
        "deny",
        "small_talk",
        "complaint",
        "out_of_scope",
        "skip",
        "repeat",
        "ask_why",
        "next_step",
        "stop_exercise",
    }
)

_CHOSEN = "guess.chosen"
_OTHER = "guess.other"


async def meet_unclear(work: Work, patient: Patient, heard: Heard) -> None:
    """Meet words that nobody understood; somebody in danger is shown the way to people."""
    patient.misses += 1
    if await is_in_crisis(work, patient):
        numbers = number_lines(work, patient, "crisis")
        await _say(work, patient, "safety.still_here", numbers=numbers)
    elif patient.focus is not None:
        await _say(work, patient, "general.not_understood")
        await flows.ask_again(work, patient)
    else:
        await _meet_idle(work, patient, heard)


def label_key(intent: str) -> str:
    """Return the key of a guess's label in content/messages/<language>/guess.yml."""
    return f"{intent}_label"


def words_of(button: Button) -> str | None:
    """Return what a pressed button says to the engine; None for one that does its work itself."""
    return f"{INTENT_SIGN}{button.payload['intent']}" if button.verb == _CHOSEN else None


async def _meet_idle(work: Work, patient: Patient, heard: Heard) -> None:
    """Ask back while nothing is open, never twice running in the same words."""
    if patient.misses > 1:
        patient.misses = 0
        numbers = number_lines(work, patient, "crisis")
        people = work.library.text("guess.people", patient.language, numbers=numbers)
        await menu.help_(work, patient, people)
    elif await open_check_in(work, patient) is not None:
        await _meet_beside_check_in(work, patient, heard)
    elif len(guesses := _guesses(work, patient, heard)) >= FEWEST_GUESSES:
        await _offer(work, patient, guesses)
    else:
        await _say(work, patient, "general.not_understood")


async def _meet_beside_check_in(work: Work, patient: Patient, heard: Heard) -> None:
    """Go on with the questions that were left, or show the way back to them."""
    if any(says(work, patient, key, heard.text) for key in ("next", "yes")):
        await check_in.resume(work, patient)
        return
    # Perhaps it was meant for those questions.
    await say(work, patient, check_in_words.still_open(work, patient))


def _guesses(work: Work, patient: Patient, heard: Heard) -> list[Choice]:
    if heard.intent != UNCLEAR or patient.status is not PatientStatus.ACTIVE:
        return []
    labels = work.library.messages(patient.language)
    named = {intent: labels.get(f"guess.{label_key(intent)}") for intent in _best(heard.ranking)}
    return [
        Choice(label, _CHOSEN, {"intent": intent})
        for intent, label in named.items()
        if label is not None
    ]


def _best(ranking: Sequence[str]) -> list[str]:
    return [intent for intent in ranking[:MOST_GUESSES] if intent not in NOT_OFFERED]


async def _offer(work: Work, patient: Patient, guesses: Sequence[Choice]) -> None:
    assert patient.chat_id is not None
    question = f"guess:{patient.id}"
    await close_question(work, patient.chat_id, question)  # an earlier offer is over
    other = work.library.text("guess.something_else_label", patient.language)
    saying = Saying(
        text=work.library.text("guess.not_sure", patient.language),
        rows=[[choice] for choice in (*guesses, Choice(other, _OTHER))],
        question=question,
        purpose="guess",
        buttons_expire_at=work.now + OFFER_LASTS,
    )
    await say(work, patient, saying)


async def _say(work: Work, patient: Patient, key: str, **params: object) -> None:
    text = work.library.text(key, patient.language, **params)
    await say(work, patient, Saying(text=text))


async def _chosen_pressed(work: Work, press: Press) -> str | None:
    """Leave it to the engine, whose turn comes next."""
    return None


async def _other_pressed(work: Work, press: Press) -> str | None:
    assert press.patient is not None
    text = work.library.text("guess.something_else", press.patient.language)
    await menu.show(work, press.patient, text)
    return None


PRESSES: PressHandlers = {_CHOSEN: _chosen_pressed, _OTHER: _other_pressed}
