"""Acts on danger: the fixed safety words, the alert, and the truth about the alert."""

from __future__ import annotations

from typing import Any

from bot.domain.alerts import Alert, Urgency
from bot.domain.escalation import Trigger, trigger_for_risk
from bot.domain.messages import Lane
from bot.domain.patients import Flow, Patient
from bot.library.placeholders import fill
from bot.safety.kinds import RiskKind
from bot.services import alert_news
from bot.services.alert_facts import safety_facts
from bot.services.alert_raising import Told, take_event
from bot.services.help_numbers import NumberSet, number_lines
from bot.services.speech import Saying, say
from bot.services.work import Work

PURPOSE = "safety"

# Why the coach acts, when the words of the patient alone do not say it. Each has a line for
# the provider ("alert.because_<reason>"); these also have other words for the patient.
_OTHER_WORDS = {"unanswered": "safety.not_heard", "unclear": "safety.unclear"}

_LINES = {
    Told.NOW: "sent",
    Told.AGAIN: "sent_again",
    Told.WAITING: "waiting",
    Told.OWNER: "owner_told_again",
    Told.OWNER_BEFORE: "owner_told_before",
    Told.NOBODY: "nobody_safety",
}


async def act(work: Work, patient: Patient, kind: RiskKind, because: str | None = None) -> None:
    """Give the safety words for a kind of risk and raise its alert, in one transaction."""
    words = work.library.safety_words(kind.value, patient.language)
    if because in _OTHER_WORDS:
        numbers = number_lines(work, patient, words.numbers)
        text = work.library.text(_OTHER_WORDS[because], patient.language, numbers=numbers)
    else:
        text = filled(work, patient, words.act, words.numbers)
    trigger = trigger_for_risk(work.library.policy, kind.value) or _any_safety_trigger(work)
    await _answer(
        work, patient, text, trigger, safety_facts(work.now, words.numbers, kind, because)
    )


def filled(work: Work, patient: Patient, text: str, numbers: NumberSet) -> str:
    """Return fixed safety words with the numbers of the patient's country."""
    lines = number_lines(work, patient, numbers)
    return fill(text, {"numbers": lines, "name": patient.called_name or ""})


async def act_without_screening(work: Work, patient: Patient) -> None:
    """Give the general safety words and raise an alert, because screening itself failed."""
    numbers = number_lines(work, patient, "crisis")
    text = work.library.text("safety.general", patient.language, numbers=numbers)
    crisis = trigger_for_risk(work.library.policy, RiskKind.SUICIDE_SELF_HARM.value)
    trigger = crisis or _any_safety_trigger(work)
    facts = safety_facts(work.now, "crisis", None, "screening_failed")
    await _answer(work, patient, text, trigger, facts)


def _any_safety_trigger(work: Work) -> Trigger:
    """Return a trigger for a kind that the policy forgot: no danger goes unreported."""
    for trigger in work.library.policy.triggers:
        if trigger.event == "safety":
            return trigger
    return Trigger(
        id="safety",
        event="safety",
        urgency=Urgency.IMMEDIATE,
        cool_down_h=0,
        title=work.library.text("alert.title_unnamed", "en"),
        risk_kinds=tuple(kind.value for kind in RiskKind),
    )


async def _answer(
    work: Work, patient: Patient, text: str, trigger: Trigger, facts: dict[str, Any]
) -> None:
    _set_aside(patient)
    await _say(work, patient, text)
    raised = await take_event(work, patient, trigger, facts)
    if raised.alert is not None and raised.told in _LINES:
        await _tell_about_alert(work, patient, raised.alert, raised.told)


def _set_aside(patient: Patient) -> None:
    """Set an open question aside: what is written next is not an answer to it."""
    patient.misses = 0
    if patient.focus is not Flow.ONBOARDING:
        patient.focus = None


async def _tell_about_alert(work: Work, patient: Patient, alert: Alert, told: Told) -> None:
    """Say where the alert stands: the patient must never wait for somebody who is not there."""
    owner = ""
    if alert.acknowledged_by is not None:
        owner = (await work.uow.providers.get(alert.acknowledged_by)).display_name
    text = work.library.text(
        f"alert-news.{_LINES[told]}",
        patient.language,
        provider=owner,
        next=await alert_news.next_words(work, patient),
    )
    await _say(work, patient, text)
    if told is Told.NOBODY:
        await alert_news.mark_nobody_told(work, alert)


async def _say(work: Work, patient: Patient, text: str) -> None:
    await say(work, patient, Saying(text=text.strip(), lane=Lane.SAFETY, purpose=PURPOSE))
