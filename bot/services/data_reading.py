"""Notes which provider looked at what of a patient, for the patient to see."""

from __future__ import annotations

from datetime import timedelta

from bot.domain.data_reads import DataKind, DataRead
from bot.domain.providers import Provider
from bot.services.work import Work

ONE_LOOK = timedelta(minutes=10)  # taps that follow one another are one look


async def note(work: Work, patient_id: int, provider: Provider, kind: DataKind) -> None:
    """Note a look, unless it belongs to one that is noted already."""
    assert provider.id is not None
    for earlier in await work.uow.data_reads.of(patient_id, work.now - ONE_LOOK):
        if (earlier.provider_id, earlier.kind) == (provider.id, kind):
            return
    work.uow.add(
        DataRead(patient_id=patient_id, provider_id=provider.id, kind=kind, read_at=work.now)
    )
