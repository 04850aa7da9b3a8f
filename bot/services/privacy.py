"""Who can read what, who of the care team has looked, and the ways to a copy and to the end."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from bot.domain.data_reads import DataRead
from bot.domain.patients import Patient
from bot.domain.retention import SILENCE_DAYS
from bot.services import reading_hours
from bot.services.clock_words import patient_clock
from bot.services.presses import Press, PressHandlers
from bot.services.speech import Choice, Rows, Saying, say
from bot.services.work import Work

SHOWN_LOOKS = 5
PAGE_LOOKS = 15  # looks that fit on a screen
LOOK_BACK = timedelta(days=90)
PURPOSE = "privacy"


async def show(work: Work, patient: Patient) -> None:
    """Say who reads what, how long it is kept and who has looked; offer a copy and the end."""
    who_reads = await reading_hours.who_reads(work, patient.language)
    text = _text(work, patient, "who_reads", clinic=work.clinic.name, reading=who_reads)
    kept = _text(work, patient, "kept", days=SILENCE_DAYS, **work.retention.in_days())
    looks = await _looks(work, patient)
    seen = await _lines(work, patient, looks[:SHOWN_LOOKS])
    rows = _rows(work, patient, has_more=len(looks) > SHOWN_LOOKS)
    await say(work, patient, Saying(text=f"{text}\n\n{kept}\n\n{seen}", rows=rows, purpose=PURPOSE))


async def show_looks(work: Work, patient: Patient, first: int = 0) -> None:
    """Show all looks of the last months, some at a time."""
    looks = await _looks(work, patient)
    seen = await _lines(work, patient, looks[first : first + PAGE_LOOKS])
    rows: Rows = []
    if len(looks) > first + PAGE_LOOKS:
        payload = {"first": first + PAGE_LOOKS}
        rows = [[Choice(_text(work, patient, "more_label"), "privacy.looks", payload)]]
    await say(work, patient, Saying(text=seen, rows=rows, purpose=PURPOSE))


async def _looks(work: Work, patient: Patient) -> Sequence[DataRead]:
    assert patient.id is not None
    return await work.uow.data_reads.of(patient.id, work.now - LOOK_BACK)


async def _lines(work: Work, patient: Patient, looks: Sequence[DataRead]) -> str:
    if not looks:
        return _text(work, patient, "nobody_looked")
    names = {each.id: each.display_name for each in await work.uow.providers.all()}
    lines = [
        _text(
            work,
            patient,
            f"look_{look.kind.value}",
            time=patient_clock(work, patient, look.read_at),
            provider=names[look.provider_id],
        )
        for look in looks
    ]
    return "\n".join([_text(work, patient, "looks"), *lines])


def _rows(work: Work, patient: Patient, *, has_more: bool) -> Rows:
    rows = [
        [Choice(_text(work, patient, "copy_label"), "export.offer")],
        [Choice(_text(work, patient, "delete_label"), "erase.offer")],
    ]
    if has_more:
        rows.insert(0, [Choice(_text(work, patient, "all_label"), "privacy.looks")])
    return rows


def _text(work: Work, patient: Patient, key: str, **params: object) -> str:
    return work.library.text(f"privacy.{key}", patient.language, **params)


async def _looks_pressed(work: Work, press: Press) -> str | None:
    assert press.patient is not None
    await show_looks(work, press.patient, press.button.payload.get("first", 0))
    return None


PRESSES: PressHandlers = {"privacy.looks": _looks_pressed}
