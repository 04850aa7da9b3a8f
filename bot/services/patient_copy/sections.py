"""What is kept besides answers, alerts and messages, on the page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from bot.domain.exercises import ExerciseSession
from bot.domain.patients import FOR_EVER
from bot.domain.providers import Invitation
from bot.library.markup import Markup, element
from bot.services.help_numbers import country_name
from bot.services.patient_copy.parts import Section, entry, listed, pair
from bot.services.patient_copy.teller import Teller


def you(teller: Teller) -> Section:
    """Return who they are to the clinic, their settings, and what they agreed to."""
    told = [pair(teller.text(f"you_{name}"), value) for name, value in _about(teller) if value]
    return Section("you", None, [element("dl", *told, class_="you")])


def _about(teller: Teller) -> Iterator[tuple[str, str]]:
    patient, text = teller.patient, teller.text
    yield "ref", patient.ref
    yield "called_name", patient.called_name or ""
    yield "status", teller.code(patient.status)
    yield "chat_id", str(patient.chat_id or "")
    yield "language", teller.work.library.text("settings.language_name", patient.language)
    yield "country", country_name(teller.work, patient) if patient.country else ""
    yield "timezone", patient.timezone or ""
    yield "check_in_at", f"{patient.check_in_at:%H:%M}" if patient.check_in_at else ""
    yield "prompt_every_days", str(patient.prompt_every_days)
    yield "quiet", f"{patient.quiet_from:%H:%M}-{patient.quiet_until:%H:%M}"
    yield "is_discreet", text("yes" if patient.is_discreet else "no")
    yield "lighter_until", _moment(teller, patient.lighter_until)
    yield "paused_until", _moment(teller, patient.paused_until)
    yield "created_at", _moment(teller, patient.created_at)
    yield "consented_at", _consent(teller)
    yield "onboarded_at", _moment(teller, patient.onboarded_at)
    yield "left_at", _moment(teller, patient.left_at)
    yield "unreachable_since", _moment(teller, patient.unreachable_since)


def _consent(teller: Teller) -> str:
    patient = teller.patient
    if patient.consented_at is None:
        return ""
    version = patient.consent_version or ""
    return teller.text("consent", time=teller.moment(patient.consented_at), version=version)


def _moment(teller: Teller, moment: datetime | None) -> str:
    if moment is None:
        return ""
    return teller.text("open_end") if moment == FOR_EVER else teller.moment(moment)


def exercises(teller: Teller) -> Section:
    """Return what was begun and done, the newest first, with ratings and own words."""
    told = [_exercise(teller, each) for each in reversed(teller.file.exercise_sessions)]
    return Section("exercises", len(told), told)


def _exercise(teller: Teller, session: ExerciseSession) -> Markup:
    about = f"{teller.moment(session.started_at)} · {teller.code(session.status)}"
    body = []
    for name in ("rating_before_nrs", "rating_after_nrs"):
        points = getattr(session, name)
        if points is not None:
            body.append(pair(teller.text(name), str(points), "points"))
    if session.choices:
        body.append(pair(teller.text("choices"), "; ".join(session.choices.values())))
    return entry(teller.script_title(session.exercise_id), about, element("dl", *body))


def favourites(teller: Teller) -> Section:
    """Return the exercises that are kept at hand, the one kept last first."""
    rows = [
        (teller.moment(each.kept_at), teller.script_title(each.exercise_id))
        for each in reversed(teller.file.favourites)
    ]
    return listed("favourites", rows)


def flare_ups(teller: Teller) -> Section:
    """Return the flare-ups, the newest first."""
    rows = [
        (
            teller.moment(each.begun_at),
            teller.text("lighter_until", time=teller.moment(each.ended_at or each.ends_at)),
            teller.text("team_told") if each.team_told_at else "",
        )
        for each in reversed(teller.file.flare_ups)
    ]
    return listed("flare_ups", rows)


def safety_checks(teller: Teller) -> Section:
    """Return the direct questions of screening, the newest first."""
    library, language = teller.work.library, teller.patient.language
    rows = [
        (
            teller.moment(each.asked_at),
            library.text(f"alert.kind_{each.kind}", language),
            teller.code(each.answer or "none", "answer_"),
        )
        for each in reversed(teller.file.safety_checks)
    ]
    return listed("safety_checks", rows)


def data_reads(teller: Teller) -> Section:
    """Return who looked, the newest first."""
    rows = [
        (
            teller.moment(each.read_at),
            teller.provider(each.provider_id),
            teller.code(each.kind, "read_"),
        )
        for each in reversed(teller.file.data_reads)
    ]
    return listed("data_reads", rows)


def invitations(teller: Teller) -> Section:
    """Return the invitations, the newest first."""
    rows = [
        (
            teller.moment(each.created_at),
            _made_by(teller, each),
            teller.text("used", time=teller.moment(each.used_at)) if each.used_at else "",
        )
        for each in reversed(teller.file.invitations)
    ]
    return listed("invitations", rows)


def _made_by(teller: Teller, invitation: Invitation) -> str:
    provider = teller.provider(invitation.created_by)
    return teller.text("made_by", provider=provider) if provider else ""


def prompts(teller: Teller) -> Section:
    """Return when the coach asked, the newest first."""
    rows = [
        (teller.moment(each.due_at), teller.code(each.kind), teller.code(each.status, "prompt_"))
        for each in reversed(teller.file.prompts)
    ]
    return listed("prompts", rows)
