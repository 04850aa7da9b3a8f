"""A consent that has changed since somebody agreed: they are told what is new, and asked anew.

It never comes between: not into danger, an open question or a talk with the care team. Until they
agree, what is new is left out; nothing else is held back.
"""

from __future__ import annotations

from datetime import timedelta

from bot.domain.messages import Lane, OutboxMessage
from bot.domain.patients import Patient, PatientStatus
from bot.library.models.consent import Consent
from bot.library.models.questionnaire import Questionnaire
from bot.services import contact, onboarding_consent, pausing
from bot.services.crisis import is_in_crisis
from bot.services.presses import Press, PressHandlers
from bot.services.speech import Choice, Saying, close_question, say
from bot.services.typed_words import is_label, says
from bot.services.work import Work

PURPOSE = "consent_anew"  # its last row is the memory of when it was asked
AGAIN_AFTER = timedelta(days=7)


async def ask_when_due(work: Work, patient: Patient) -> None:
    """Ask at the end of a turn, if the consent has changed and this is the moment for it."""
    if not _is_outdated(work, patient) or not await _is_good_moment(work, patient):
        return
    assert patient.id is not None
    asked_at = await work.uow.outbox.last_queued_at(patient.id, PURPOSE)
    if asked_at is None or work.now - asked_at >= AGAIN_AFTER:
        await ask(work, patient)


async def ask(work: Work, patient: Patient) -> None:
    """Say what is new, and ask whether that is all right."""
    assert patient.id is not None
    is_first = await work.uow.outbox.last_queued_at(patient.id, PURPOSE) is None
    changes = _consent(work, patient).changes_since(patient.consent_version or 0)
    new = await onboarding_consent.filled(work, patient, "\n\n".join(changes))
    words = _text(work, patient, "changed" if is_first else "changed_again", changes=new)
    read = Choice(_text(work, patient, "read_label"), "consent.read")
    await _ask(work, patient, words, [[read], *_answers(work, patient)])


async def take_words(work: Work, patient: Patient, text: str) -> bool:
    """Take plain words for the answer, while the question stands last in the chat."""
    if not await _is_asked(work, patient):
        return False
    if says(work, patient, "agree", text):
        await _close(work, patient, chosen=_text(work, patient, "agree_label"))
        await _agree(work, patient)
    elif says(work, patient, "decline", text):
        await _close(work, patient)
        await _say(work, patient, _text(work, patient, "not_now"))
    elif is_label(work, patient, text, [_text(work, patient, "read_label")]):
        await _read(work, patient)
    elif is_label(work, patient, text, [_text(work, patient, "stop_label")]):
        await _close(work, patient)
        await pausing.offer_stop(work, patient)
    else:
        return False
    return True


async def was_needed(work: Work, patient: Patient, asked: Questionnaire) -> bool:
    """Ask for the consent that a questionnaire needs, where it is lacking; say whether it was."""
    if patient.has_agreed_to(asked.needs_consent):
        return False
    await ask(work, patient)
    return True


def _consent(work: Work, patient: Patient) -> Consent:
    return work.library.consent(patient.language)


def _is_outdated(work: Work, patient: Patient) -> bool:
    """Whether somebody who takes part agreed to an earlier version; newcomers read the new one."""
    is_active = patient.status is PatientStatus.ACTIVE
    return is_active and not patient.has_agreed_to(_consent(work, patient).version)


async def _is_good_moment(work: Work, patient: Patient) -> bool:
    assert patient.id is not None
    assert patient.chat_id is not None
    return (
        patient.focus is None
        and not _is_more_urgent(await work.uow.outbox.newest(patient.id))
        and await work.uow.inbox.first_waiting(patient.chat_id) is None
        and await work.uow.safety_checks.open_of(patient.id) is None
        and not await is_in_crisis(work, patient)
    )


def _is_more_urgent(last: OutboxMessage | None) -> bool:
    """Whether what was said last is about danger or the care team, or waits for an answer."""
    if last is None:
        return False
    is_open = last.question is not None and bool(last.buttons)
    return is_open or last.lane is Lane.SAFETY or last.purpose == contact.PURPOSE


def _question(work: Work, patient: Patient) -> str:
    return f"consent_anew:{patient.id}:{_consent(work, patient).version}"


async def _is_asked(work: Work, patient: Patient) -> bool:
    assert patient.id is not None
    if patient.focus is not None or not _is_outdated(work, patient):
        return False
    last = await work.uow.outbox.newest(patient.id)
    return last is not None and last.question == _question(work, patient) and bool(last.buttons)


async def _ask(work: Work, patient: Patient, words: str, rows: list[list[Choice]]) -> None:
    await _close(work, patient)  # an earlier copy of it
    question = _question(work, patient)
    await say(work, patient, Saying(text=words, rows=rows, question=question, purpose=PURPOSE))


def _answers(work: Work, patient: Patient) -> list[list[Choice]]:
    version = {"version": _consent(work, patient).version}
    return [
        [Choice(_text(work, patient, "agree_label"), "consent.agree", version)],
        [Choice(_text(work, patient, "stop_label"), "consent.stop")],
    ]


async def _read(work: Work, patient: Patient) -> None:
    """Show every screen as a message of its own, and ask below the last."""
    *pages, last = _consent(work, patient).screens
    for page in pages:
        await _say(work, patient, await onboarding_consent.filled(work, patient, page.text))
    words = await onboarding_consent.filled(work, patient, last.text)
    await _ask(work, patient, words, _answers(work, patient))


async def _agree(work: Work, patient: Patient) -> None:
    patient.agree(_consent(work, patient).version, work.now)
    await _say(work, patient, _text(work, patient, "agreed"))


async def _close(work: Work, patient: Patient, chosen: str | None = None) -> None:
    assert patient.chat_id is not None
    await close_question(work, patient.chat_id, _question(work, patient), chosen)


async def _say(work: Work, patient: Patient, words: str) -> None:
    await say(work, patient, Saying(text=words, purpose="consent"))


def _text(work: Work, patient: Patient, key: str, **params: object) -> str:
    return work.library.text(f"consent.{key}", patient.language, **params)


async def _read_pressed(work: Work, press: Press) -> str | None:
    assert press.patient is not None
    await _read(work, press.patient)
    return None


async def _agree_pressed(work: Work, press: Press) -> str | None:
    patient = press.patient
    assert patient is not None
    if press.button.payload["version"] == _consent(work, patient).version:
        await _agree(work, patient)
    else:  # it has changed once more since these words were read
        await ask(work, patient)
    return None


async def _stop_pressed(work: Work, press: Press) -> str | None:
    assert press.patient is not None
    await pausing.offer_stop(work, press.patient)
    return None


PRESSES: PressHandlers = {
    "consent.read": _read_pressed,
    "consent.agree": _agree_pressed,
    "consent.stop": _stop_pressed,
}
