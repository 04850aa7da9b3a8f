"""One direct, kind question where the words are not clear, and what its answer leads to."""

from __future__ import annotations

from datetime import timedelta
from typing import Literal

from bot.domain.alerts import SafetyCheck
from bot.domain.messages import Lane
from bot.domain.patients import Patient
from bot.safety.kinds import RiskKind
from bot.services.presses import Press, PressHandlers
from bot.services.safety_acting import PURPOSE, act, filled
from bot.services.speech import Choice, Saying, close_question, say
from bot.services.typed_words import plain
from bot.services.work import Work

ANSWER_WITHIN = timedelta(minutes=5)
ASK_AGAIN_AFTER = timedelta(minutes=10)  # nobody is asked the same thing twice within this time

Answer = Literal["yes", "no", "unclear"]


async def ask(work: Work, patient: Patient, kind: RiskKind) -> None:
    """Ask about a kind of risk once; act when it was asked a moment ago."""
    assert patient.id is not None
    open_check = await work.uow.safety_checks.open_of(patient.id)
    if open_check is not None or await _was_asked_just_now(work, patient, kind):
        await close_same(work, patient, kind)
        await act(work, patient, kind, because="asked_again")
        return
    check = SafetyCheck(
        patient_id=patient.id,
        kind=kind.value,
        asked_at=work.now,
        expires_at=work.now + ANSWER_WITHIN,
    )
    work.uow.add(check)
    await work.uow.flush()
    await _say_question(work, patient, kind, check)


async def _was_asked_just_now(work: Work, patient: Patient, kind: RiskKind) -> bool:
    assert patient.id is not None
    asked_at = await work.uow.outbox.last_sent_at(patient.id, _purpose(kind))
    return asked_at is not None and work.now < asked_at + ASK_AGAIN_AFTER


async def _say_question(work: Work, patient: Patient, kind: RiskKind, check: SafetyCheck) -> None:
    words = work.library.safety_words(kind.value, patient.language)
    text = filled(work, patient, words.ask, words.numbers)
    payload = {"check_id": check.id}
    rows = [
        [
            Choice(words.yes_label, "safety.yes", payload),
            Choice(words.no_label, "safety.no", payload),
        ]
    ]
    saying = Saying(
        text=text, rows=rows, question=_question(check), lane=Lane.SAFETY, purpose=_purpose(kind)
    )
    await say(work, patient, saying)


def _purpose(kind: RiskKind) -> str:
    return f"safety_ask:{kind.value}"


def _question(check: SafetyCheck) -> str:
    return f"safety:{check.id}"


async def close_same(work: Work, patient: Patient, kind: RiskKind) -> None:
    """Close an open question about a kind of risk that is acted on anyway."""
    assert patient.id is not None
    check = await work.uow.safety_checks.open_of(patient.id)
    if check is not None and check.kind == kind.value:
        await _close(work, patient, check, "none")


async def answer_check(work: Work, patient: Patient, text: str) -> bool:
    """Take a typed answer to the open question; return whether there was one.

    Anything but a clear no leads to the safe side. A command is no answer; the question stays.
    """
    assert patient.id is not None
    check = await work.uow.safety_checks.open_of(patient.id)
    if check is None or text.lstrip().startswith("/"):
        return False
    answer = read_answer(work, patient, RiskKind(check.kind), text)
    await _close(work, patient, check, answer)
    await _follow(work, patient, check, answer)
    return True


def read_answer(work: Work, patient: Patient, kind: RiskKind, text: str) -> Answer:
    """Return what a typed answer means; only whole, known answers are clear."""
    said, words = plain(text), work.library.safety_words(kind.value, patient.language)
    if said in _listed(work, patient, "words_yes") or said == plain(words.yes_label):
        return "yes"
    if said in _listed(work, patient, "words_no") or said == plain(words.no_label):
        return "no"
    begins = _listed(work, patient, "begins_no")
    hedges = _listed(work, patient, "words_unsure")
    is_no = any(said.startswith(f"{beginning} ") for beginning in begins)
    is_hedged = any(f" {hedge} " in f" {said} " for hedge in hedges)
    return "no" if is_no and not is_hedged else "unclear"


def _listed(work: Work, patient: Patient, key: str) -> frozenset[str]:
    listed = work.library.text(f"safety.{key}", patient.language)
    return frozenset(plain(entry) for entry in listed.split(","))


async def expire_checks(work: Work) -> int:
    """Act on questions that nobody answered in time; return how many."""
    overdue = await work.uow.safety_checks.overdue(work.now)
    for check in overdue:
        patient = await work.uow.patients.get(check.patient_id)
        # The buttons stay: whoever answers late is still heard.
        check.answered_at, check.answer = work.now, "none"
        await act(work, patient, RiskKind(check.kind), because="unanswered")
    return len(overdue)


async def _close(work: Work, patient: Patient, check: SafetyCheck, answer: str) -> None:
    check.answered_at, check.answer = work.now, answer
    await work.uow.flush()
    if patient.chat_id is not None:
        await close_question(work, patient.chat_id, _question(check))


async def _follow(work: Work, patient: Patient, check: SafetyCheck, answer: Answer) -> None:
    kind = RiskKind(check.kind)
    if answer != "no":
        await act(work, patient, kind, because=answer)
        return
    words = work.library.safety_words(kind.value, patient.language)
    text = filled(work, patient, words.after_no, words.numbers)
    await say(work, patient, Saying(text=text, lane=Lane.SAFETY, purpose=PURPOSE))


async def _yes_pressed(work: Work, press: Press) -> str | None:
    return await _pressed(work, press, "yes")


async def _no_pressed(work: Work, press: Press) -> str | None:
    return await _pressed(work, press, "no")


async def _pressed(work: Work, press: Press, answer: Answer) -> str | None:
    check = await work.uow.safety_checks.get(press.button.payload["check_id"])
    if press.patient is None or check is None or check.patient_id != press.patient.id:
        return None
    check.answered_at, check.answer = work.now, answer
    await _follow(work, press.patient, check, answer)
    return None


PRESSES: PressHandlers = {"safety.yes": _yes_pressed, "safety.no": _no_pressed}
