"""What a provider reads about an alert, and the buttons beneath it.

Facts only: the patient's reference, the trigger, values and times. No name, and none of the
patient's own words, because a chat on a phone is no medical record.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

from bot.domain.alerts import Alert, AlertStatus, ResolutionOutcome, Urgency
from bot.domain.local_time import as_local
from bot.domain.patients import Patient
from bot.domain.providers import Provider
from bot.errors import CoachError
from bot.services.alert_facts import numbers_given
from bot.services.clock_words import clock_words, patient_zone
from bot.services.provider_words import (
    PROVIDER_LANGUAGE,
    clinic_clock,
    day_words,
    measure_words,
    words,
)
from bot.services.score_words import points_words
from bot.services.speech import Choice, Rows
from bot.services.work import Work

LENGTH_LIMIT = 1000  # characters; about one screen of a phone
_SHOWN_READINGS = 7
_SHOWN_EVENTS = 3
log = logging.getLogger(__name__)


def alert_text(work: Work, alert: Alert, patient: Patient, *, lead: str = "", end: str = "") -> str:
    """Return an alert in full; ``lead`` comes before it, ``end`` says where it stands."""
    urgency = "immediate" if alert.urgency is Urgency.IMMEDIATE else "soon"
    top = [
        words(work, f"alert.headline_{urgency}"),
        words(work, "alert.patient", ref=patient.ref, title=title_of(alert)),
    ]
    told = [*_told_lines(work, alert, patient), words(work, "alert.privacy")]
    blocks = [
        lead,
        "\n".join(top),
        "\n".join(fact_lines(work, alert)),
        "\n".join(_time_lines(work, alert, patient)),
        "\n".join(told),
        end,
    ]
    return "\n\n".join(block for block in blocks if block)[:LENGTH_LIMIT]


def sent_again_text(work: Work, alert: Alert, patient: Patient) -> str:
    """Return what is left of a copy once a newer one stands below it."""
    whose = words(work, "alert.patient", ref=patient.ref, title=title_of(alert))
    again = words(work, "alert.state_sent_again", time=clinic_clock(work, work.now))
    return f"{whose}\n\n{again}"


def title_of(alert: Alert) -> str:
    """Return the trigger's title, as it was when the alert was raised."""
    return str(alert.policy.get("title", alert.cause))


def fact_lines(work: Work, alert: Alert) -> list[str]:
    """Return what was seen, line by line."""
    try:
        if "flare_up" in alert.facts:
            day = _day(work, alert.facts["flare_up"]["begun_on"])
            return [words(work, "alert.flare_up", day=day)]
        if "events" in alert.facts:
            return [_event_line(work, event) for event in alert.facts["events"][-_SHOWN_EVENTS:]]
        return list(_trend_lines(work, alert.facts))
    except (CoachError, LookupError, TypeError, ValueError):
        # Facts that cannot be read are no reason to keep the alert itself from anybody.
        log.critical(
            "alert with unreadable facts",
            extra={"event": "alert_facts_unreadable", "alert_id": alert.id},
        )
        return [words(work, "alert.facts_unreadable")]


def _event_line(work: Work, event: dict[str, Any]) -> str:
    at = datetime.fromisoformat(event["at"]).astimezone(UTC)
    what = [words(work, f"alert.kind_{event['kind']}")] if event.get("kind") else []
    why = [words(work, f"alert.because_{event['because']}")] if event.get("because") else []
    return f"{clinic_clock(work, at)} {'. '.join([*what, *why])}"


def _trend_lines(work: Work, facts: dict[str, Any]) -> Iterator[str]:
    measure = measure_words(work, str(facts.get("measure", "")))
    readings = list(zip(facts.get("dates", ()), facts.get("values", ()), strict=True))
    for day, value in readings[-_SHOWN_READINGS:]:
        yield words(work, "alert.reading", day=_day(work, day), measure=measure, value=value)
    for day in facts.get("missed_dates", ())[-_SHOWN_READINGS:]:
        yield words(work, "alert.reading_missed", day=_day(work, day))
    if "baseline" in facts:
        yield words(work, "alert.usual", measure=measure, value=facts["baseline"])
    if "scores" in facts:
        yield words(work, "alert.scores", values=", ".join(points_words(work, facts["scores"])))


def _day(work: Work, iso_date: str) -> str:
    return day_words(work, date.fromisoformat(iso_date))


def _time_lines(work: Work, alert: Alert, patient: Patient) -> Iterator[str]:
    time, zone = clinic_clock(work, alert.raised_at), patient_zone(work, patient)
    clinic_offset = as_local(alert.raised_at, work.clinic.zone).utcoffset()
    if as_local(alert.raised_at, zone).utcoffset() == clinic_offset:
        yield words(work, "alert.raised", time=time)
    else:
        local = clock_words(work, alert.raised_at, PROVIDER_LANGUAGE, zone)
        yield words(work, "alert.raised_elsewhere", time=time, local=local)
    if alert.event_count > 1:
        latest = clinic_clock(work, alert.last_event_at)
        yield words(work, "alert.events", count=alert.event_count, time=latest)


def _told_lines(work: Work, alert: Alert, patient: Patient) -> Iterator[str]:
    country, given = _country(work, patient), numbers_given(alert)
    for which in given:
        yield words(work, f"alert.told_{which}", country=country)
    if not given:
        yield words(work, "alert.told_trend" if "measure" in alert.facts else "alert.told_contact")
    if patient.unreachable_since is not None:
        since = clinic_clock(work, patient.unreachable_since)
        yield words(work, "alert.patient_unreachable", time=since)


def _country(work: Work, patient: Patient) -> str:
    if patient.country not in work.library.countries():
        return words(work, "alert.no_country")
    return work.library.crisis_numbers(patient.country).country_name


def standing(
    work: Work, alert: Alert, reader: Provider, owner: Provider | None
) -> tuple[str, Rows]:
    """Return where an alert stands, to its reader, and the buttons that fit."""
    if alert.status is AlertStatus.TRIGGERED:
        return words(work, "alert.ask_to_take"), _take_rows(work, alert)
    if alert.status is AlertStatus.RESOLVED:
        return _resolved_words(work, alert, owner), ()
    assert alert.acknowledged_at is not None
    taken_at = clinic_clock(work, alert.acknowledged_at)
    if owner is not None and owner.id == reader.id:
        taken = words(work, "alert.state_taken_by_you", time=taken_at)
        return f"{taken} {words(work, 'alert.ask_outcome')}", _outcome_rows(work, alert)
    return words(work, "alert.state_taken", provider=name_of(owner), time=taken_at), ()


def _resolved_words(work: Work, alert: Alert, owner: Provider | None) -> str:
    assert alert.resolved_at is not None
    assert alert.outcome is not None
    return words(
        work,
        "alert.state_resolved",
        time=clinic_clock(work, alert.resolved_at),
        provider=name_of(owner),
        outcome=words(work, f"alert.outcome_{alert.outcome.value}").lower(),
    )


def name_of(provider: Provider | None) -> str:
    """Return a provider's name."""
    assert provider is not None  # whoever took or closed an alert stays in the books
    return provider.display_name


def _take_rows(work: Work, alert: Alert) -> Rows:
    label = words(work, "alert.take_label")
    return [[Choice(label, "alert.acknowledge", {"alert_id": alert.id})]]


def _outcome_rows(work: Work, alert: Alert) -> Rows:
    return [
        [
            Choice(
                words(work, f"alert.outcome_{outcome.value}"),
                "alert.resolve",
                {"alert_id": alert.id, "outcome": outcome.value},
            )
        ]
        for outcome in ResolutionOutcome
    ]
