"""Meets what a provider sent."""

from __future__ import annotations

from bot.chat import strangers
from bot.chat.incoming import Incoming, Kind
from bot.chat.providers.commands import handle_provider_text
from bot.domain.providers import Provider
from bot.services.alert_climbing import release_alerts_of
from bot.services.provider_words import words
from bot.services.speech import Saying, tell
from bot.services.work import Work


async def meet(work: Work, provider: Provider, incoming: Incoming) -> None:
    """Answer a provider; one who blocks the coach lets go of their alerts."""
    if incoming.kind is Kind.BLOCKED:
        provider.unreachable_since = provider.unreachable_since or work.now
        await work.uow.flush()
        await release_alerts_of(work, provider)
        return
    if incoming.kind is Kind.UNBLOCKED:
        provider.unreachable_since = None
        return
    if provider.disabled_at is None and (code := strangers.start_code(incoming.text)):
        await strangers.open_link(work, incoming, code)
        return
    await handle_provider_text(work, provider, incoming.text)


async def say_sorry(work: Work, provider: Provider) -> None:
    """Say plainly that something went wrong on our side."""
    await tell(work, provider, Saying(text=words(work, "general.our_fault")))
