"""What providers ask for in their chat: open alerts, their patients, one patient, help."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta

from bot.domain.alerts import Alert, Urgency
from bot.domain.data_reads import DataKind
from bot.domain.patients import Patient
from bot.domain.providers import Provider
from bot.services import data_reading
from bot.services.alert_copies import send_copy
from bot.services.inviting import (
    PURPOSE,
    ReadingHours,
    disable_provider,
    invite_patient,
    invite_provider,
    invite_provider_again,
    send_invitation,
    set_reading_hours,
)
from bot.services.patient_summary import LOOK_BACK_DAYS, summary_words
from bot.services.presses import PressHandlers
from bot.services.provider_words import PROVIDER_LANGUAGE, day_words, words
from bot.services.reading_hours import who_reads
from bot.services.speech import Saying, tell
from bot.services.work import Work

__all__ = [
    "PRESSES",
    "ReadingHours",
    "disable_provider",
    "invite_patient",
    "invite_provider",
    "invite_provider_again",
    "send_access_ended",
    "send_help",
    "send_invitation",
    "send_open_alerts",
    "send_patients",
    "send_summary",
    "set_reading_hours",
    "welcome",
]

SHOWN_ALERTS = 5
SHOWN_PATIENTS = 25  # lines that still fit into one message

PRESSES: PressHandlers = {}  # the buttons in a provider's chat all belong to alerts


async def welcome(work: Work, provider: Provider) -> None:
    """Greet a provider whose chat is linked now, with who reads when."""
    await work.uow.flush()  # the hours are read from the database, with this provider
    reading = await who_reads(work, PROVIDER_LANGUAGE)
    greeting = words(
        work,
        "provider.welcome",
        provider=provider.display_name,
        clinic=work.clinic.name,
        reading=reading,
    )
    await _tell(work, provider, f"{greeting}\n\n{words(work, 'provider.help')}")


async def send_help(work: Work, provider: Provider, *, is_puzzled: bool = False) -> None:
    """Say what can be done here; ``is_puzzled`` when something else was written."""
    lead = f"{words(work, 'provider.not_understood')}\n\n" if is_puzzled else ""
    await _tell(work, provider, f"{lead}{words(work, 'provider.help')}")


async def send_access_ended(work: Work, provider: Provider) -> None:
    """Say that this provider's access has ended."""
    text = words(work, "provider.access_ended", clinic=work.clinic.name)
    await _tell(work, provider, text)


async def send_open_alerts(work: Work, provider: Provider) -> None:
    """Send the open alerts anew, the urgent and old ones first, each with its buttons."""
    alerts = sorted(await work.uow.alerts.open_all(), key=_urgent_and_old_first)
    if not alerts:
        await _tell(work, provider, words(work, "provider.no_alerts"))
        return
    await _tell(work, provider, words(work, "provider.alerts_title", count=len(alerts)))
    for alert in alerts[:SHOWN_ALERTS]:
        await data_reading.note(work, alert.patient_id, provider, DataKind.ALERT)
        await send_copy(work, alert, provider)
    if len(alerts) > SHOWN_ALERTS:
        more = len(alerts) - SHOWN_ALERTS
        await _tell(work, provider, words(work, "provider.alerts_more", count=more))


def _urgent_and_old_first(alert: Alert) -> tuple[bool, object]:
    return alert.urgency is not Urgency.IMMEDIATE, alert.raised_at


async def send_patients(work: Work, provider: Provider) -> None:
    """List the active patients: the last check-in, and how many alerts are open."""
    patients = await work.uow.patients.active()
    if not patients:
        await _tell(work, provider, words(work, "provider.no_patients"))
        return
    lines = [words(work, "provider.patients_title", count=len(patients))]
    lines += await _patient_lines(work, patients[:SHOWN_PATIENTS])
    if len(patients) > SHOWN_PATIENTS:
        more = len(patients) - SHOWN_PATIENTS
        lines.append(words(work, "provider.patients_more", count=more))
    await _tell(work, provider, "\n".join(lines))


async def _patient_lines(work: Work, patients: Sequence[Patient]) -> list[str]:
    open_alerts = Counter(alert.patient_id for alert in await work.uow.alerts.open_all())
    lines = []
    for patient in patients:
        assert patient.id is not None
        line = await _last_check_in(work, patient, patient.id)
        if count := open_alerts[patient.id]:
            line = words(work, "provider.patient_line_alerts", line=line, count=count)
        lines.append(line)
    return lines


async def _last_check_in(work: Work, patient: Patient, patient_id: int) -> str:
    since = (work.now - timedelta(days=LOOK_BACK_DAYS)).date()
    completed = await work.uow.check_ins.completed_since(patient_id, since)
    if not completed:
        return words(work, "provider.patient_line_none", ref=patient.ref)
    day = day_words(work, completed[-1].on_date)
    return words(work, "provider.patient_line", ref=patient.ref, day=day)


async def send_summary(work: Work, provider: Provider, ref: str) -> None:
    """Send one patient's last check-ins and open alerts."""
    if not ref:
        await _tell(work, provider, words(work, "provider.summary_usage"))
        return
    wanted = f"L-{ref.upper().removeprefix('L-')}"
    patient = await work.uow.patients.by_ref(wanted)
    if patient is None:
        await _tell(work, provider, words(work, "provider.summary_unknown", ref=wanted[:16]))
        return
    assert patient.id is not None
    await data_reading.note(work, patient.id, provider, DataKind.SUMMARY)
    await _tell(work, provider, await summary_words(work, patient))


async def _tell(work: Work, provider: Provider, text: str) -> None:
    await tell(work, provider, Saying(text=text, purpose=PURPOSE))
