"""The copies of an alert in the providers' chats: each provider has one that is live."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.alerts import Alert, AlertStatus
from bot.domain.messages import Lane, OutboxMessage, OutboxStatus
from bot.domain.providers import Provider
from bot.services.alert_words import alert_text, sent_again_text, standing
from bot.services.speech import Saying, edit, tell
from bot.services.work import Work

PURPOSE = "alert"
_ARRIVED_OR_MAY = frozenset(
    {OutboxStatus.PENDING, OutboxStatus.SENDING, OutboxStatus.SENT, OutboxStatus.UNKNOWN}
)


async def live_copies(work: Work, alert: Alert) -> dict[int, OutboxMessage]:
    """Return each provider's latest copy by provider id; failed ones are left out."""
    assert alert.id is not None
    return {
        copy.provider_id: copy
        for copy in await work.uow.outbox.of_alert(alert.id)
        if copy.provider_id is not None and copy.status in _ARRIVED_OR_MAY
    }


async def send_copy(
    work: Work, alert: Alert, provider: Provider, key: str | None = None, *, lead: str = ""
) -> bool:
    """Queue a copy for a provider and take the buttons off their last one.

    Returns:
        False when a copy with the same key was queued before.
    """
    assert provider.id is not None
    patient = await work.uow.patients.get(alert.patient_id)
    before = (await live_copies(work, alert)).get(provider.id)
    end, rows = standing(work, alert, provider, await _owner(work, alert))
    text = alert_text(work, alert, patient, lead=lead, end=end)
    saying = Saying(
        text=text,
        rows=rows,
        lane=Lane.SAFETY,
        purpose=PURPOSE,
        dedup_key=key,
        alert_id=alert.id,
    )
    if await tell(work, provider, saying) is None:
        return False
    await work.uow.flush()
    if before is not None:
        await edit(work, before, sent_again_text(work, alert, patient))
    return True


async def refresh_copies(work: Work, alert: Alert, *, lead: str = "") -> None:
    """Edit every live copy to show where the alert stands now."""
    patient = await work.uow.patients.get(alert.patient_id)
    owner = await _owner(work, alert)
    by_id = {provider.id: provider for provider in await work.uow.providers.all()}
    for provider_id, copy in (await live_copies(work, alert)).items():
        reader = by_id[provider_id]
        if not reader.is_linked or reader.chat_id != copy.chat_id:
            continue  # nobody who may read it is behind that chat any more
        end, rows = standing(work, alert, reader, owner)
        await edit(work, copy, alert_text(work, alert, patient, lead=lead, end=end), rows)


async def holders(work: Work, alert: Alert, readers: Sequence[Provider]) -> list[Provider]:
    """Return those of ``readers`` who have a live copy in front of them."""
    copies = await live_copies(work, alert)
    return [reader for reader in readers if reader.id in copies]


async def _owner(work: Work, alert: Alert) -> Provider | None:
    is_resolved = alert.status is AlertStatus.RESOLVED
    owner_id = alert.resolved_by if is_resolved else alert.acknowledged_by
    return None if owner_id is None else await work.uow.providers.get(owner_id)
