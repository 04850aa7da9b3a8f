"""The messages of the check-in, ready to be queued."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.check_ins import DAILY_CHECK_IN_ID, CheckIn
from bot.domain.patients import Patient
from bot.library.models.questionnaire import Item, ItemOption
from bot.services.help_numbers import number_lines
from bot.services.speech import Choice, Saying
from bot.services.work import Work

_FIRST_ROW = 6  # 0-5, then 6-10: two rows that a thumb can hit


def question_name(check_in: CheckIn, item_id: str) -> str:
    """Name the open question, so that one answer closes all its buttons."""
    return f"check_in:{check_in.id}:{item_id}"


def question(
    work: Work, patient: Patient, check_in: CheckIn, item: Item, *, can_go_back: bool
) -> Saying:
    """Ask an item."""
    text = item.question
    if item.kind == "nrs":
        text = f"{text}\n{_scale(work, patient, item)}"
    extras = [_skip(work, patient, check_in, item)] if item.optional else []
    if can_go_back:
        extras.append(_go_back(work, patient))
    return _asking(check_in, item, text, extras)


def re_ask(
    work: Work, patient: Patient, check_in: CheckIn, item: Item, *, said: Sequence[str]
) -> Saying:
    """Ask an item again after an unclear answer, with ways out.

    Args:
        work: The work at hand.
        patient: Who is asked.
        check_in: The open check-in.
        item: The open item.
        said: How it was asked so far; the same words never come twice running.
    """
    is_choice = item.kind == "choice"
    key = "questionnaires.still_unclear" if is_choice else "check-in.still_unclear"
    still_unclear = work.library.text(key, patient.language)
    words = [item.re_ask, still_unclear]
    last = next((text for text in reversed(said) if text in words), still_unclear)
    extras = [_skip(work, patient, check_in, item), _later(work, patient)]
    return _asking(check_in, item, words[1 - words.index(last)], extras)


def set_aside(work: Work, patient: Patient, check_in: CheckIn, *, times: int) -> Saying:
    """Leave a check-in whose question got two unclear answers; show what else there is.

    Args:
        work: The work at hand.
        patient: Whose check-in it is.
        check_in: The check-in.
        times: How often it was set aside before; the words change each time.
    """
    language = patient.language
    words = work.library.text("check-in.set_aside", language)
    if times % 2:
        words = work.library.text("check-in.set_aside_again", language)
    numbers = number_lines(work, patient, "crisis")
    people = work.library.text("guess.people", language, numbers=numbers)
    go_on = Choice(work.library.text("check-in.continue_label", language), "check_in.resume")
    shown = (
        ("exercises_label", "exercise.list"),
        ("team_label", "contact.wish"),
        ("pause_label", "pause.offer"),
    )
    menu = [Choice(work.library.text(f"menu.{key}", language), verb) for key, verb in shown]
    return Saying(
        text=f"{words}\n\n{people}",
        rows=[[go_on, menu[0]], menu[1:]],
        purpose="check_in",
        dedup_key=set_aside_key(check_in, times),
    )


def set_aside_key(check_in: CheckIn, times: int) -> str:
    """Name the message that sets a check-in aside for the nth time."""
    return f"check_in_set_aside:{check_in.id}:{times}"


def left(work: Work, patient: Patient) -> Saying:
    """Say that the check-in waits, without any hurry."""
    return _way_back(work, patient, "left")


def still_open(work: Work, patient: Patient) -> Saying:
    """Say that words were not understood while a check-in waits, and offer to go on with it."""
    return _way_back(work, patient, "still_open")


def _way_back(work: Work, patient: Patient, key: str) -> Saying:
    label = work.library.text("check-in.continue_label", patient.language)
    return Saying(
        text=work.library.text(f"check-in.{key}", patient.language),
        rows=[[Choice(label, "check_in.resume")]],
        question="check_in:left",
        purpose="check_in",
    )


def already_done(work: Work, patient: Patient, check_in: CheckIn) -> Saying:
    """Say that today's round is complete, and offer to change it."""
    is_daily = check_in.questionnaire_id == DAILY_CHECK_IN_ID
    key = "check-in.already_done" if is_daily else "questionnaires.already_done"
    return Saying(
        text=work.library.text(key, patient.language),
        rows=[[change_choice(work, patient, check_in)]],
        purpose="check_in",
    )


def change_choice(work: Work, patient: Patient, check_in: CheckIn) -> Choice:
    """Return the button that lets a person change an answer of today."""
    label = work.library.text("check-in.change_label", patient.language)
    return Choice(label, "check_in.correct", {"check_in_id": check_in.id})


def which_to_correct(
    work: Work, patient: Patient, check_in: CheckIn, items: Sequence[Item]
) -> Saying:
    """Ask which answer to change."""
    rows = [
        [Choice(item.short, "check_in.correct", {"check_in_id": check_in.id, "item_id": item.id})]
        for item in items
    ]
    return Saying(
        text=work.library.text("check-in.which_to_change", patient.language),
        rows=rows,
        question=f"check_in:{check_in.id}:change",
        purpose="check_in",
    )


def _asking(check_in: CheckIn, item: Item, text: str, extras: Sequence[Choice]) -> Saying:
    rows: list[list[Choice]] = []
    if item.kind == "nrs":
        points = [_point(check_in, item, value) for value in range(item.min, item.max + 1)]
        rows = [points[:_FIRST_ROW], points[_FIRST_ROW:]]
    if item.kind == "choice":
        rows = [[_option(check_in, item, option)] for option in item.options]
    if extras:
        rows.append(list(extras))
    return Saying(
        text=text,
        rows=rows,
        question=question_name(check_in, item.id),
        purpose="check_in",
        buttons_expire_at=check_in.closes_at,
    )


def _scale(work: Work, patient: Patient, item: Item) -> str:
    return work.library.text(
        "check-in.scale",
        patient.language,
        min=item.min,
        low=item.low_label,
        max=item.max,
        high=item.high_label,
    )


def _point(check_in: CheckIn, item: Item, value: int) -> Choice:
    payload = {"check_in_id": check_in.id, "item_id": item.id, "value": value}
    return Choice(str(value), "check_in.answer", payload)


def _option(check_in: CheckIn, item: Item, option: ItemOption) -> Choice:
    payload = {"check_in_id": check_in.id, "item_id": item.id, "value": option.value}
    return Choice(option.label, "check_in.answer", payload)


def _skip(work: Work, patient: Patient, check_in: CheckIn, item: Item) -> Choice:
    label = work.library.text("check-in.skip_label", patient.language)
    return Choice(label, "check_in.answer", {"check_in_id": check_in.id, "item_id": item.id})


def _go_back(work: Work, patient: Patient) -> Choice:
    return Choice(work.library.text("check-in.back_label", patient.language), "check_in.correct")


def _later(work: Work, patient: Patient) -> Choice:
    return Choice(work.library.text("check-in.later_label", patient.language), "check_in.later")
