"""What the pages of the settings have in common: buttons in pairs, and when the coach asks next."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.domain.local_time import as_local
from bot.domain.patients import FOR_EVER, Patient
from bot.services import prompting
from bot.services.clock_words import patient_clock, patient_zone, weekday_words
from bot.services.speech import Choice, Saying, close_question, in_pairs, say
from bot.services.work import Work

_A_WEEK_DAYS = 7


def text(work: Work, patient: Patient, key: str, **params: object) -> str:
    """Return one of the settings' texts."""
    return work.library.text(f"settings.{key}", patient.language, **params)


def settings_choice(work: Work, patient: Patient) -> Choice:
    """Return the button that opens the settings."""
    return Choice(text(work, patient, "settings_label"), "settings.show")


def back_choice(work: Work, patient: Patient) -> Choice:
    """Return the button that goes back to the settings from one of their pages."""
    return Choice(text(work, patient, "back_label"), "settings.show")


async def open_page(work: Work, patient: Patient, words: str, choices: Sequence[Choice]) -> None:
    """Show a page of the settings; the page before it loses its buttons."""
    assert patient.chat_id is not None
    question = f"settings:{patient.id}"
    await close_question(work, patient.chat_id, question)
    saying = Saying(text=words, rows=in_pairs(choices), question=question, purpose="settings")
    await say(work, patient, saying)


async def confirm(work: Work, patient: Patient, said: str) -> None:
    """Let a changed setting have its effect on what is planned, and say what is true now."""
    await work.uow.flush()
    await prompting.replan(work, patient)
    words = await with_next(work, patient, said)
    await open_page(work, patient, words, [settings_choice(work, patient)])


async def with_next(work: Work, patient: Patient, said: str) -> str:
    """Return words, followed by when the next check-in comes."""
    following = await _next_words(work, patient)
    return f"{said}\n\n{following}" if following else said


def paused_words(work: Work, patient: Patient, key: str) -> str:
    """Return words about the pause: with its end, or with none."""
    assert patient.paused_until is not None
    if patient.paused_until >= FOR_EVER:
        return text(work, patient, f"{key}_open")
    return text(work, patient, key, day=patient_clock(work, patient, patient.paused_until))


def clock_city(work: Work, patient: Patient) -> str:
    """Return the city by which the patient's time zone is known."""
    return patient_zone(work, patient).key.rpartition("/")[2].replace("_", " ")


async def _next_words(work: Work, patient: Patient) -> str:
    if patient.is_paused(work.now):
        return paused_words(work, patient, "next_paused")
    due_at = await prompting.next_due_at(work, patient)
    if due_at is None:
        return ""
    return text(work, patient, "next_soon") if due_at <= work.now else _at(work, patient, due_at)


def _at(work: Work, patient: Patient, moment: datetime) -> str:
    local = as_local(moment, patient_zone(work, patient))
    today = as_local(work.now, patient_zone(work, patient)).date()
    at = f"{local:%H:%M}"
    days = (local.date() - today) // timedelta(days=1)
    if days <= 1:
        return text(work, patient, "next_tomorrow" if days else "next_today", time=at)
    day = weekday_words(work, local.date(), patient.language)
    if days >= _A_WEEK_DAYS:  # "Monday", said on a Monday, could be today
        day = f"{day}, {local:%Y-%m-%d},"
    return text(work, patient, "next_later", day=day, time=at)
