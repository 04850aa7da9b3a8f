"""The escalation policy in words, and the lists that texts are checked against."""

from __future__ import annotations

from bot.library.markup import Markup, element, joined
from bot.library.models import ForbiddenWordsList, PlaceholderList, Policy
from bot.library.models.policy import PolicyRule, PolicyStep, PolicyTrigger
from bot.library.review.measures import SCORES, Names, at_or_beyond, named
from bot.library.review.parts import counted, day, in_words, note, table

_POSITIONS = {"first": "the first provider", "backup": "the back-up"}


def policy(item: Policy, names: Names) -> Markup:
    """Return when a provider is told, who, and in which order."""
    signed = [f"{each.name}, {day(each.on)}" for each in item.approvals]
    return joined(
        [
            note("Approvals (two are needed): ", "; ".join(signed) or "none yet", "."),
            element("h4", "What raises an alert"),
            table(
                ("The provider reads", "Raised when", "Urgency", "Pause after it"),
                [_trigger(trigger, names) for trigger in item.triggers],
            ),
            element("h4", "Who is told of an alert that is immediate"),
            _ladder(item.ladders.immediate),
            element("h4", "Who is told of an alert that is soon"),
            _ladder(item.ladders.soon),
            note(
                "The last step repeats until somebody takes the alert. A step that reaches nobody ",
                "is skipped at once. An alert that was taken and not closed climbs again after ",
                f"{counted(item.acknowledgement_h, 'hour')}.",
            ),
        ]
    )


def _ladder(steps: tuple[PolicyStep, ...]) -> Markup:
    rows = [
        (
            str(number),
            " and ".join(_POSITIONS[position] for position in step.notify),
            counted(step.wait_min, "minute"),
        )
        for number, step in enumerate(steps, start=1)
    ]
    return table(("Step", "Who is told", "Then it waits"), rows)


def _trigger(trigger: PolicyTrigger, names: Names) -> tuple[str, str, str, str]:
    cool_down = counted(trigger.cool_down_h, "hour") if trigger.cool_down_h else "none"
    return trigger.title, _raised_when(trigger, names), trigger.urgency, cool_down


def _raised_when(trigger: PolicyTrigger, names: Names) -> str:
    if trigger.event == "safety":
        kinds = ", ".join(in_words(kind) for kind in trigger.risk_kinds)
        return f"screening finds words about {kinds}"
    if trigger.event == "contact":
        return "a person asks for contact"
    if trigger.event == "flare_up":
        return "a person has a flare-up and wants the care team to know"
    return _pattern(trigger.rule, names) if trigger.rule else "no pattern is given"


def _pattern(rule: PolicyRule, names: Names) -> str:
    measure, limit = named(rule.measure, names), at_or_beyond(rule.operator, rule.value)
    what = "round" if rule.measure in SCORES else "check-in"
    running = f"in {counted(rule.check_ins, what)} running"
    if rule.kind == "run":
        return f"{measure} is {limit} {running}"
    if rule.kind == "missed_after":
        missed = counted(rule.missed, "check-in is", "check-ins are")
        return f"{measure} was {limit} in the last check-in, and then {missed} missed"
    side = "above" if rule.operator == ">=" else "below"
    usual = f"the person's own mean of the last {counted(rule.baseline_days, 'day')}"
    return f"{measure} is {counted(rule.value, 'point')} or more {side} {usual}, {running}"


def forbidden_words(item: ForbiddenWordsList) -> Markup:
    """Return the words that no text may hold."""
    rows = [
        (", ".join(group.phrases), group.reason, group.instead, ", ".join(group.not_in) or "-")
        for group in item.groups
    ]
    return table(("Words", "Why not", "Instead", "Allowed in"), rows)


def placeholders(item: PlaceholderList) -> Markup:
    """Return what each placeholder becomes."""
    rows = [(f"{{{name}}}", meaning) for name, meaning in item.placeholders.items()]
    return table(("Placeholder", "What it becomes"), rows)
