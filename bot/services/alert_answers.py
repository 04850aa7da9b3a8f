"""What providers do about an alert: take it, and close it with what came of it."""

from __future__ import annotations

from bot.domain.alerts import Alert, AlertStatus, ResolutionOutcome
from bot.domain.data_reads import DataKind
from bot.domain.escalation import acknowledge, resolve
from bot.domain.providers import Provider
from bot.services import alert_news, data_reading
from bot.services.alert_copies import refresh_copies
from bot.services.alert_journal import note
from bot.services.presses import Press, PressHandlers
from bot.services.provider_words import clinic_clock, words
from bot.services.work import Work


async def _acknowledge_pressed(work: Work, press: Press) -> str | None:
    provider, alert = press.provider, await _pressed_alert(work, press)
    if provider is None or alert is None or not _may_act(provider):
        return words(work, "alert.toast_no_access")
    if alert.status is AlertStatus.TRIGGERED:
        await _acknowledge(work, alert, provider)
        return words(work, "alert.toast_taken")
    return await _who_has_it(work, alert, provider)


async def _acknowledge(work: Work, alert: Alert, provider: Provider) -> None:
    assert provider.id is not None
    hours = alert.policy.get("acknowledgement_h", work.library.policy.acknowledgement_h)
    acknowledge(alert, provider.id, work.now, int(hours))
    await note(work, alert, "acknowledged", provider.id)
    await data_reading.note(work, alert.patient_id, provider, DataKind.ALERT)
    await refresh_copies(work, alert)
    await alert_news.tell_read(work, alert, provider)


async def _resolve_pressed(work: Work, press: Press) -> str | None:
    provider, alert = press.provider, await _pressed_alert(work, press)
    if provider is None or alert is None or not _may_act(provider):
        return words(work, "alert.toast_no_access")
    if alert.status is AlertStatus.TRIGGERED:
        # It climbs again, because something new happened or too much time went by. An outcome
        # of the time before must not close what nobody has looked at.
        return words(work, "alert.toast_take_first")
    if alert.status is AlertStatus.RESOLVED or alert.acknowledged_by != provider.id:
        return await _who_has_it(work, alert, provider)
    await _resolve(work, alert, provider, ResolutionOutcome(press.button.payload["outcome"]))
    return words(work, "alert.toast_resolved")


async def _resolve(
    work: Work, alert: Alert, provider: Provider, outcome: ResolutionOutcome
) -> None:
    assert provider.id is not None
    resolve(alert, provider.id, outcome, work.now)
    await note(work, alert, "resolved", provider.id, outcome=outcome.value)
    await refresh_copies(work, alert)
    await alert_news.tell_closed(work, alert, provider)


async def _pressed_alert(work: Work, press: Press) -> Alert | None:
    return await work.uow.alerts.get(press.button.payload["alert_id"])


def _may_act(provider: Provider) -> bool:
    # Asked again on every press: a button stays in the chat after a provider has left.
    return provider.disabled_at is None


async def _who_has_it(work: Work, alert: Alert, provider: Provider) -> str:
    if alert.status is AlertStatus.RESOLVED:
        assert alert.resolved_by is not None
        assert alert.resolved_at is not None
        closed_by = await work.uow.providers.get(alert.resolved_by)
        return words(
            work,
            "alert.toast_was_resolved",
            provider=closed_by.display_name,
            time=clinic_clock(work, alert.resolved_at),
        )
    if alert.acknowledged_by == provider.id:
        return words(work, "alert.toast_taken")
    assert alert.acknowledged_by is not None
    assert alert.acknowledged_at is not None
    owner = await work.uow.providers.get(alert.acknowledged_by)
    return words(
        work,
        "alert.toast_has_owner",
        provider=owner.display_name,
        time=clinic_clock(work, alert.acknowledged_at),
    )


PRESSES: PressHandlers = {
    "alert.acknowledge": _acknowledge_pressed,
    "alert.resolve": _resolve_pressed,
}
