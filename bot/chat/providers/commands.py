"""The commands of a provider's chat."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from bot.domain.providers import Provider
from bot.services import provider_desk
from bot.services.work import Work

Command = Callable[[Work, Provider, str], Awaitable[object]]


async def _help(work: Work, provider: Provider, rest: str) -> None:
    await provider_desk.send_help(work, provider)


async def _invite(work: Work, provider: Provider, rest: str) -> None:
    await provider_desk.send_invitation(work, provider)


async def _alerts(work: Work, provider: Provider, rest: str) -> None:
    await provider_desk.send_open_alerts(work, provider)


async def _patients(work: Work, provider: Provider, rest: str) -> None:
    await provider_desk.send_patients(work, provider)


async def _summary(work: Work, provider: Provider, rest: str) -> None:
    await provider_desk.send_summary(work, provider, rest)


COMMANDS: dict[str, Command] = {
    "alerts": _alerts,
    "patients": _patients,
    "summary": _summary,
    "invite": _invite,
    "help": _help,
    "start": _help,
}


SHOWN_COMMANDS = tuple(name for name in COMMANDS if name != "start")  # Telegram shows that itself


async def handle_provider_text(work: Work, provider: Provider, text: str) -> None:
    """Do what a provider asks for; anything unknown is answered with what there is."""
    if provider.disabled_at is not None:
        await provider_desk.send_access_ended(work, provider)
        return
    provider.unreachable_since = None  # whoever writes can be reached
    name, rest = _read(text)
    command = COMMANDS.get(name)
    if command is None:
        await provider_desk.send_help(work, provider, is_puzzled=True)
        return
    await command(work, provider, rest)


def _read(text: str) -> tuple[str, str]:
    """Return a command's name and what follows it; an empty name for other words."""
    first, _, rest = text.strip().partition(" ")
    if not first.startswith("/"):
        return "", ""
    return first[1:].split("@")[0].lower(), rest.strip()
