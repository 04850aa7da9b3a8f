"""Whether the escalation policy catches every risk once, and is signed by two."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from bot.library.cross_checks.corpus import Corpus, repeated
from bot.library.cross_checks.exercises import known_measure
from bot.library.cross_checks.instruments import watched_scores
from bot.library.faults import Fault
from bot.library.place import Place

APPROVALS_NEEDED = 2
# Somebody who writes of danger again must not be unheard for long.
SAFETY_COOL_DOWN_MAX_H = 4
_WISHES = ("contact", "flare_up")  # raised by a person's own tap


def check(corpus: Corpus, risk_kinds: Sequence[str]) -> Iterator[Fault]:
    """Return what is wrong with the policy."""
    tops = corpus.tops("escalation")
    measures = corpus.measures()
    scores = watched_scores(corpus) if measures else {}
    for top in tops:
        yield from _approvals(top)
        for ladder in top.at("ladders").entries():
            for step in ladder.entries():
                yield from repeated(step.at("notify").entries(), "entry", "name a position once")
        triggers = list(top.at("triggers").entries())
        yield from repeated((trigger.at("id") for trigger in triggers), "id")
        for trigger in triggers:
            yield from _trigger(trigger)
            yield from known_measure(trigger.at("rule").at("measure"), measures | scores)
            yield from _score_rule(trigger.at("rule"), scores)
        yield from _risks(top, triggers, risk_kinds)
        if triggers and not any(each.at("event").text == "contact" for each in triggers):
            yield top.at("triggers").fault_without_value(
                "never hear a wish for contact", "add a trigger with event: contact"
            )
    yield from _one_policy(corpus, tops)


def _one_policy(corpus: Corpus, tops: list[Place]) -> Iterator[Fault]:
    in_use = [top for top in tops if top.at("status").text != "retired"]
    if not in_use and corpus.can_read_all_of("escalation"):
        yield from corpus.absent(
            "escalation/default.yml", "add a policy in use, or nobody is ever told"
        )
    for top in in_use[1:]:
        yield top.at("status").fault(
            f"is a second policy in use beside {in_use[0].document.file}",
            "write retired in one of them",
        )


def _approvals(top: Place) -> Iterator[Fault]:
    names = [approval.at("name") for approval in top.at("approvals").entries()]
    yield from repeated(iter(names), "name")
    different = {name.text for name in names if name.text}
    if top.at("status").text == "approved" and len(different) < APPROVALS_NEEDED:
        yield top.at("approvals").fault_without_value(
            f"holds {len(different)} of {APPROVALS_NEEDED} names",
            "have two people sign with name and date, or write status: reviewed",
        )


def _trigger(trigger: Place) -> Iterator[Fault]:
    event, rule, kinds = trigger.at("event").text, trigger.at("rule"), trigger.at("risk_kinds")
    if event == "trend" and rule.is_missing:
        yield rule.fault("is missing in a trend trigger", "add a line that begins with rule:")
    if event in ("safety", *_WISHES) and not rule.is_missing:
        yield rule.fault_without_value("has no use here", "take it out, or write event: trend")
    if event == "safety" and not kinds.value:
        yield kinds.fault_without_value("names no kind of risk", "list at least one kind")
    if event in ("trend", *_WISHES) and kinds.value:
        yield kinds.fault_without_value("has no use here", "take it out, or write event: safety")
    if event == "safety" and (trigger.at("cool_down_h").number or 0) > SAFETY_COOL_DOWN_MAX_H:
        yield trigger.at("cool_down_h").fault(
            f"is above {SAFETY_COOL_DOWN_MAX_H} for a safety trigger",
            f"use 0 to {SAFETY_COOL_DOWN_MAX_H} hours, so that nobody in danger is unheard",
        )
    yield from _rule(rule)


def _rule(rule: Place) -> Iterator[Fault]:
    kind, missed, value = rule.at("kind").text, rule.at("missed"), rule.at("value")
    if kind == "missed_after" and not missed.value:
        yield missed.fault(
            "is not at least 1", "say how many check-ins were missed, such as missed: 3"
        )
    if kind in ("run", "above_baseline") and missed.number:
        yield missed.fault("has no use here", "take it out, or write kind: missed_after")
    if kind == "above_baseline" and value.number == 0:
        yield value.fault("is no rise at all", "use at least 1 point above the own mean")


def _score_rule(rule: Place, scores: Mapping[str, str]) -> Iterator[Fault]:
    """Return a fault for a rule about a score that could never match."""
    is_score = rule.at("measure").text in scores
    if is_score and rule.at("kind").text == "missed_after":
        yield rule.at("kind").fault(
            "has no use with a score", "use run or above_baseline; a score is never missed"
        )


def _risks(top: Place, triggers: list[Place], risk_kinds: Sequence[str]) -> Iterator[Fault]:
    named = [kind for trigger in triggers for kind in trigger.at("risk_kinds").entries()]
    for kind in named:
        if kind.text and kind.text not in risk_kinds:
            yield kind.fault("is not a kind of risk", f"use one of {', '.join(risk_kinds)}")
    yield from repeated(iter(named), "risk kind", "keep it in one trigger")
    missing = [kind for kind in risk_kinds if kind not in {each.text for each in named}]
    if triggers and missing:
        yield top.at("triggers").fault_without_value(
            f"raise no alert for {', '.join(missing)}", "add it to the risk_kinds of one trigger"
        )
