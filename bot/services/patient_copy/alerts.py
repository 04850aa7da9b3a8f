"""The alerts about a patient on the page: what the care team read, and what became of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from bot.domain.alerts import Alert, AlertLogEntry
from bot.library.markup import Markup, element
from bot.services.alert_words import fact_lines, title_of
from bot.services.patient_copy.parts import Section, entry, lines
from bot.services.patient_copy.teller import Teller


def alerts(teller: Teller) -> Section:
    """Return every alert, the newest first, each with its history."""
    history: dict[int, list[AlertLogEntry]] = defaultdict(list)
    for each in teller.file.alert_log:
        history[each.alert_id].append(each)
    told = [_alert(teller, each, history[each.id or 0]) for each in reversed(teller.file.alerts)]
    return Section("alerts", len(told), told)


def _alert(teller: Teller, alert: Alert, history: Sequence[AlertLogEntry]) -> Markup:
    about = [
        teller.moment(alert.raised_at),
        teller.code(alert.urgency, "urgency_"),
        teller.code(alert.status),
        teller.code(alert.outcome) if alert.outcome else "",
    ]
    facts = [element("p", line) for line in fact_lines(teller.work, alert)]
    became = lines((teller.moment(each.at), _event(teller, each)) for each in history)
    return entry(title_of(alert), " · ".join(filter(None, about)), *facts, became)


def _event(teller: Teller, each: AlertLogEntry) -> str:
    return teller.code(each.event, "event_", provider=teller.provider(each.provider_id))
