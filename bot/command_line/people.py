"""``lindra patient``, ``export``, ``erase``, ``provider``, ``oncall``, ``alerts``."""

from __future__ import annotations

from datetime import time
from pathlib import Path

import click

from bot.command_line.office import at_office
from bot.domain.alerts import Alert
from bot.domain.local_time import parse_local_time
from bot.domain.patients import Patient
from bot.domain.providers import Position, Provider
from bot.errors import ConfigError
from bot.services import erasing, exporting, inviting
from bot.services.work import Work

POSITIONS = [position.value for position in Position]
DAYS = "1234567"


@click.group()
def patient() -> None:
    """Patients: invite one."""


@patient.command(name="invite")
def patient_invite() -> None:
    """Invite a patient: prints a reference for the providers, and the link for the patient."""

    async def invite(work: Work) -> tuple[str, str]:
        invited, code = await inviting.invite_patient(work, None)
        return invited.ref, inviting.invitation_link(work, code)

    ref, link = at_office(invite, asks_telegram=True)
    click.echo(f"{ref}  {link}")


@click.command(name="export")
@click.argument("ref")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), required=True)
def export(ref: str, out: Path) -> None:
    """Write everything that is kept of a patient into a zip, as /export gives it to them."""

    async def make(work: Work) -> bytes:
        return await exporting.make(work, await _patient(work, ref))

    made = at_office(make)
    out.unlink(missing_ok=True)  # an older file may be open to others
    out.touch(mode=0o600)
    out.write_bytes(made)
    click.echo(f"{out}: everything that is kept of {ref}. Keep it as safe as a record.")


@click.command(name="erase")
@click.argument("ref")
@click.option("--yes", "again", metavar="REF", help="The reference once more, not to be asked.")
def erase(ref: str, again: str | None) -> None:
    """Delete everything that is kept of a patient, for one who asks you for it: as /delete does."""

    async def begin(work: Work) -> str:
        erasure = await erasing.begin_for(work, await _patient(work, ref))
        if erasure is None:
            raise ConfigError(f"An alert about {ref} is open: nothing was deleted. Close it first.")
        return erasure.receipt

    if again is None:
        question = f"Everything that is kept of {ref} goes, and cannot be brought back. Type {ref}"
        again = click.prompt(question, type=str)
    if again.strip() != ref:
        raise ConfigError(f"That is not {ref}: nothing was deleted.")
    receipt = at_office(begin)
    click.echo(f"Receipt {receipt}. The coach deletes everything of {ref} in the next ten minutes.")
    click.echo("If it is not running, it does so at its next start. Backups are yours to look to.")


async def _patient(work: Work, ref: str) -> Patient:
    found = await work.uow.patients.by_ref(ref)
    if found is None:
        raise ConfigError(f"No patient {ref!r}; their reference stands in every alert.")
    return found


@click.group()
def provider() -> None:
    """Providers: add, list, disable."""


@provider.command(name="add")
@click.argument("name")
@click.option("--position", type=click.Choice(POSITIONS), default="first", show_default=True)
def provider_add(name: str, position: str) -> None:
    """Add a provider: prints the link that connects their Telegram chat."""

    async def add(work: Work) -> tuple[int | None, str]:
        added, code = await inviting.invite_provider(work, name, Position(position))
        return added.id, inviting.invitation_link(work, code)

    number, link = at_office(add, asks_telegram=True)
    click.echo(f"{number}  {link}")


@provider.command(name="list")
def provider_list() -> None:
    """List every provider, with their position and whether alerts reach them."""

    async def everyone(work: Work) -> list[Provider]:
        return list(await work.uow.providers.all())

    for one in at_office(everyone):
        click.echo(f"{one.id}  {one.display_name}  {one.position.value}  {_state(one)}")


def _state(one: Provider) -> str:
    if one.disabled_at is not None:
        return "disabled"
    if one.chat_id is None:
        return "has not opened the link"
    return "blocked the bot" if one.unreachable_since is not None else "reachable"


@provider.command(name="disable")
@click.argument("number", type=int)
def provider_disable(number: int) -> None:
    """End a provider's access; alerts that were theirs climb on."""

    async def disable(work: Work) -> str:
        one = await _provider(work, number)
        await inviting.disable_provider(work, one)
        return one.display_name

    click.echo(f"{at_office(disable)} has no access any more.")


@click.group()
def oncall() -> None:
    """Who reads alerts when."""


@oncall.command(name="list")
def oncall_list() -> None:
    """List the reading hours, in the clinic's time zone."""

    async def everyone(work: Work) -> list[Provider]:
        return list(await work.uow.providers.all())

    for one in at_office(everyone):
        hours = (
            "all day"
            if one.on_call_from == one.on_call_until
            else f"{one.on_call_from:%H:%M}-{one.on_call_until:%H:%M}"
        )
        click.echo(
            f"{one.id}  {one.display_name}  {one.position.value}  days {one.on_call_days}  {hours}"
        )


@oncall.command(name="set")
@click.argument("number", type=int)
@click.option("--position", type=click.Choice(POSITIONS), help="Their place on the ladder.")
@click.option("--days", default=DAYS, show_default=True, help="1 is Monday, 7 is Sunday.")
@click.option("--hours", default="", help="For example 08:00-16:00; nothing means all day.")
def oncall_set(number: int, position: str | None, days: str, hours: str) -> None:
    """Set when a provider reads alerts."""
    if not days or any(day not in DAYS for day in days):
        raise ConfigError("--days takes digits from 1 (Monday) to 7 (Sunday), such as 12345.")
    begins, ends = _read_hours(hours)

    async def change(work: Work) -> None:
        one = await _provider(work, number)
        reading = inviting.ReadingHours(days=days, from_=begins, until=ends)
        inviting.set_reading_hours(one, reading)
        one.position = Position(position) if position else one.position

    at_office(change)
    click.echo("Set.")


def _read_hours(hours: str) -> tuple[time, time]:
    if not hours:
        return time(0), time(0)
    begins, _, ends = hours.partition("-")
    first, last = parse_local_time(begins), parse_local_time(ends)
    if first is None or last is None:
        raise ConfigError("--hours takes two times of day, such as 08:00-16:00.")
    return first, last


@click.command()
def alerts() -> None:
    """List the open alerts, oldest first."""

    async def open_alerts(work: Work) -> list[tuple[Alert, str]]:
        found = await work.uow.alerts.open_all()
        return [(one, (await work.uow.patients.get(one.patient_id)).ref) for one in found]

    listed = at_office(open_alerts)
    for one, ref in listed:
        click.echo(
            f"{one.id}  {ref}  {one.cause}  {one.status.value}  {one.raised_at:%F %H:%M} UTC"
        )
    if not listed:
        click.echo("No open alerts.")


async def _provider(work: Work, number: int) -> Provider:
    for one in await work.uow.providers.all():
        if one.id == number:
            return one
    raise ConfigError(f"There is no provider {number}; `lindra provider list` shows the numbers.")
