"""Everything deleted, at the patient's wish: asked twice, done everywhere, with a receipt.

The receipt has to reach the patient, and its message is itself something that is kept; so the wish
is written down first, and a tick deletes everything, that message too, once it has left.
"""

from __future__ import annotations

import logging
import secrets

from bot.domain.erasure import Erasure
from bot.domain.patients import Patient
from bot.services import pausing
from bot.services.presses import Press, PressHandlers
from bot.services.speech import Choice, Saying, say
from bot.services.work import Work

PURPOSE = "erasure"
# Without letters and digits that are taken for one another when they are read aloud.
_SIGNS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
log = logging.getLogger(__name__)


async def offer(work: Work, patient: Patient) -> None:
    """Say what deletion means, and ask for the first time.

    While an alert is open it stays, with what providers need to reach the person (an alert is never
    lost); the patient is told so.
    """
    assert patient.id is not None
    if await _has_open_alert(work, patient.id):
        await _say(work, patient, "alert_open", clinic=work.clinic.name)
        return
    await _ask(work, patient, "first", "erase.first")


async def begin_for(work: Work, patient: Patient) -> Erasure | None:
    """Begin the deletion for somebody who asked the clinic for it; None while an alert is open.

    As after their own last press: they get the receipt, too, and the tick does the rest. Asked for
    twice, it is one deletion.
    """
    assert patient.id is not None
    if await _has_open_alert(work, patient.id):
        return None
    under_way = await work.uow.erasures.open_of(patient.id)
    return under_way or await _begin(work, patient)


async def erase_due(work: Work) -> int:
    """Delete what is kept of everybody who asked for it and has the receipt; return how many."""
    done = 0
    for erasure in await work.uow.erasures.open_all():
        assert erasure.patient_id is not None
        has_unsent = await work.uow.outbox.has_unsent(erasure.patient_id)
        # One may have been raised since they asked: it keeps them until somebody has closed it.
        has_alert = await _has_open_alert(work, erasure.patient_id)
        if erasure.is_due(work.now, has_unsent=has_unsent) and not has_alert:
            await _erase(work, erasure)
            done += 1
    return done


async def let_go(work: Work, patient: Patient) -> bool:
    """Delete everything of somebody who left long ago, and tell nobody; say whether it was done.

    At once and not through the tick: between a wish and its fulfilment they could come back. Not
    while a word of theirs, or one to them, is on its way: it may be of danger, or the way back.
    """
    assert patient.id is not None
    if await _is_in_touch(work, patient) or await _has_open_alert(work, patient.id):
        return False
    erasure = Erasure(receipt=_new_receipt(), patient_id=patient.id, asked_at=work.now)
    work.uow.add(erasure)
    await _erase(work, erasure)
    return True


async def _erase(work: Work, erasure: Erasure) -> None:
    await work.uow.erasures.erase(erasure, work.now)
    log.info("patient erased", extra={"event": "patient_erased"})


async def _is_in_touch(work: Work, patient: Patient) -> bool:
    """Whether something of theirs or for them has still to be dealt with."""
    assert patient.id is not None
    if await work.uow.outbox.has_unsent(patient.id):
        return True
    return patient.chat_id is not None and await work.uow.inbox.has_open(patient.chat_id)


async def _ask(work: Work, patient: Patient, key: str, verb: str) -> None:
    rows = [
        [Choice(_text(work, patient, "keep_label"), "erase.keep")],
        [Choice(_text(work, patient, f"{key}_label"), verb)],
    ]
    words = _text(work, patient, key, clinic=work.clinic.name)
    question = f"{verb}:{patient.id}"
    await say(work, patient, Saying(text=words, rows=rows, question=question, purpose=PURPOSE))


async def _begin(work: Work, patient: Patient) -> Erasure:
    """Stop everything, give the receipt, and leave the rest to the tick."""
    assert patient.id is not None
    await pausing.end_contact(work, patient)
    erasure = Erasure(receipt=_new_receipt(), patient_id=patient.id, asked_at=work.now)
    work.uow.add(erasure)
    await work.uow.flush()
    await _say(work, patient, "receipt", receipt=erasure.receipt, clinic=work.clinic.name)
    return erasure


def _new_receipt() -> str:
    """Return a number that nobody can guess, such as ``K7QM-2XWD``."""
    signs = "".join(secrets.choice(_SIGNS) for _ in range(8))
    return f"{signs[:4]}-{signs[4:]}"


async def _has_open_alert(work: Work, patient_id: int) -> bool:
    return any(alert.patient_id == patient_id for alert in await work.uow.alerts.open_all())


async def _say(work: Work, patient: Patient, key: str, **params: object) -> None:
    text = _text(work, patient, key, **params)
    await say(work, patient, Saying(text=text, purpose=PURPOSE))


def _text(work: Work, patient: Patient, key: str, **params: object) -> str:
    return work.library.text(f"erase.{key}", patient.language, **params)


async def _offer_pressed(work: Work, press: Press) -> str | None:
    assert press.patient is not None
    await offer(work, press.patient)
    return None


async def _first_pressed(work: Work, press: Press) -> str | None:
    assert press.patient is not None
    await _ask(work, press.patient, "second", "erase.second")
    return None


async def _second_pressed(work: Work, press: Press) -> str | None:
    patient = press.patient
    assert patient is not None
    assert patient.id is not None
    if await _has_open_alert(work, patient.id):
        await offer(work, patient)
    elif await work.uow.erasures.open_of(patient.id) is None:
        await _begin(work, patient)
    return None


async def _keep_pressed(work: Work, press: Press) -> str | None:
    assert press.patient is not None
    await _say(work, press.patient, "kept")
    return None


PRESSES: PressHandlers = {
    "erase.offer": _offer_pressed,
    "erase.first": _first_pressed,
    "erase.second": _second_pressed,
    "erase.keep": _keep_pressed,
}
