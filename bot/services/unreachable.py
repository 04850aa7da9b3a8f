"""People whom Telegram says we cannot reach: marked, and itself reported."""

from __future__ import annotations

from datetime import timedelta

from bot.domain.alerts import AlertLogEntry
from bot.domain.messages import Lane, OutboxMessage
from bot.domain.patients import Patient
from bot.domain.providers import Provider
from bot.services.alert_climbing import release_alerts_of
from bot.services.speech import Saying, tell
from bot.services.work import Work

HURRY_EVERY = timedelta(minutes=5)


async def note(work: Work, message: OutboxMessage) -> None:
    """Mark whoever blocked the coach, and tell those who should know."""
    if message.patient_id is not None:
        patient = await work.uow.patients.get(message.patient_id)
        await note_patient(work, patient)
    if message.provider_id is not None:
        provider = await work.uow.providers.get(message.provider_id)
        await _note_provider(work, provider)


async def _note_provider(work: Work, provider: Provider) -> None:
    """Mark a provider as unreachable; alerts that were theirs go to somebody else at once."""
    if provider.unreachable_since is not None:
        return
    provider.unreachable_since = work.now
    await work.uow.flush()
    await release_alerts_of(work, provider)


async def note_patient(work: Work, patient: Patient) -> None:
    """Mark a patient as unreachable; providers hear of it once."""
    if patient.unreachable_since is not None:
        return
    patient.unreachable_since = work.now
    text = work.library.text("provider.patient_unreachable", "en", ref=patient.ref)
    for provider in await work.uow.providers.all():
        if provider.is_linked:
            key = f"unreachable:{patient.id}:{provider.id}:{work.now:%Y%m%d%H%M%S}"
            saying = Saying(text=text, lane=Lane.BULK, purpose="unreachable", dedup_key=key)
            await tell(work, provider, saying)


async def climb_at_once(work: Work, alert_id: int, *, is_gone: bool) -> None:
    """A message about an alert reached nobody: do not wait for the step to end.

    Somebody who has gone is not asked again, so that ends by itself. Any other refusal may
    meet the next message as well, so it hurries the ladder only now and then.
    """
    alert = await work.uow.alerts.get(alert_id)
    if alert is None or not alert.is_open or alert.acknowledged_at is not None:
        return
    if not is_gone:
        for entry in await work.uow.alerts.log_of(alert_id):
            if entry.event == "undeliverable" and work.now - entry.at < HURRY_EVERY:
                return
    alert.next_step_at = work.now
    work.uow.add(AlertLogEntry(alert_id=alert_id, at=work.now, event="undeliverable"))
