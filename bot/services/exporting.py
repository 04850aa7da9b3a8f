"""The patient's own copy of everything that is kept of them, as a file in the chat."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from bot.domain.patients import Patient
from bot.services import progress
from bot.services.patient_copy import Teller, pack
from bot.services.presses import Press, PressHandlers
from bot.services.progress_view import SPANS_DAYS, look_at
from bot.services.speech import Choice, File, Saying, say
from bot.services.work import Work

FILE_NAME = "lindra-copy.zip"
PURPOSE = "export"
COPY_PURPOSE = "export_copy"
# Making one is work for the whole clinic's machine, and little changes in an hour.
ONE_IN = timedelta(hours=1)
LARGEST_BYTES = 50_000_000  # of a file that a bot may send


async def offer(work: Work, patient: Patient) -> None:
    """Say what the file holds and which way it comes, and ask."""
    rows = [
        [Choice(_text(work, patient, "send_label"), "export.send")],
        [Choice(_text(work, patient, "not_now_label"), "export.not_now")],
    ]
    words = _text(work, patient, "offer", clinic=work.clinic.name)
    question = f"export:{patient.id}"
    await say(work, patient, Saying(text=words, rows=rows, question=question, purpose=PURPOSE))


async def send(work: Work, patient: Patient) -> None:
    """Send the file, unless one came or is coming."""
    if await _has_new_one(work, patient):
        await say(work, patient, Saying(text=_text(work, patient, "too_soon"), purpose=PURPOSE))
        return
    made = await make(work, patient)
    if len(made) > LARGEST_BYTES:
        await say(work, patient, Saying(text=_text(work, patient, "too_large"), purpose=PURPOSE))
        return
    file = File(FILE_NAME, made)
    words = _text(work, patient, "sent")
    await say(work, patient, Saying(text=words, file=file, purpose=COPY_PURPOSE))


async def _has_new_one(work: Work, patient: Patient) -> bool:
    assert patient.id is not None
    last = await work.uow.outbox.last_queued_at(patient.id, COPY_PURPOSE)
    return last is not None and work.now < last + ONE_IN


async def make(work: Work, patient: Patient) -> bytes:
    """Return a zip with everything that is kept: a page, tables and pictures."""
    file = await work.uow.exports.of(patient)
    names = {each.id: each.display_name for each in await work.uow.providers.all()}
    drawn = [
        await progress.draw(work, patient, await look_at(work, patient, days))
        for days in SPANS_DAYS
    ]
    pictures = [picture for picture in drawn if picture is not None]
    # Writing and packing months of messages takes a while, in which others are answered.
    return await asyncio.to_thread(pack, Teller(work, file, names), pictures)


def _text(work: Work, patient: Patient, key: str, **params: object) -> str:
    return work.library.text(f"export.{key}", patient.language, **params)


async def _offer_pressed(work: Work, press: Press) -> str | None:
    assert press.patient is not None
    await offer(work, press.patient)
    return None


async def _send_pressed(work: Work, press: Press) -> str | None:
    assert press.patient is not None
    await send(work, press.patient)
    return None


async def _not_now_pressed(work: Work, press: Press) -> str | None:
    assert press.patient is not None
    return _text(work, press.patient, "not_now")


PRESSES: PressHandlers = {
    "export.offer": _offer_pressed,
    "export.send": _send_pressed,
    "export.not_now": _not_now_pressed,
}
