"""A questionnaire: when it is offered, every question, and what is said at the end."""

from __future__ import annotations

from bot.library.markup import Markup, element, joined
from bot.library.models import Feedback, Item, Questionnaire
from bot.library.models.questionnaire import Comparison, Rhythm
from bot.library.review.parts import buttons, counted, note, row, said


def questionnaire(item: Questionnaire) -> Markup:
    """Return its rhythm, every question with what is said about its answer, and the end."""
    parts = _rhythm(item.rhythm) if item.rhythm else []
    if item.needs_consent:
        needed = f"version {item.needs_consent} of the consent, or a later one"
        parts.append(note(f"Only for those who have agreed to {needed}."))
    if item.instrument:
        parts.append(
            note(
                f"Scored by the published rules of {item.instrument.upper()}. ",
                "Its questions and answers keep their published words. ",
                "The score is shown to the care team and never to the person.",
            )
        )
    parts += [_item(number, each) for number, each in enumerate(item.items, start=1)]
    if item.thanks:
        parts.append(row("At the end", said(item.thanks)))
    return joined(parts + (_compared(item.compared) if item.compared else []))


def _rhythm(rhythm: Rhythm) -> list[Markup]:
    again = f"then {_every(rhythm.every_days)}" if rhythm.every_days else "and once only"
    first = f"first {counted(rhythm.first_after_days, 'day')} after the welcome"
    return [
        note(f"Offered at the end of a daily check-in: {first}, {again}."),
        row("Invitation", said(rhythm.invitation), buttons([rhythm.start_label])),
    ]


def _every(days: int) -> str:
    return f"{counted(days, 'day')} after each round"


def _compared(words: Comparison) -> list[Markup]:
    said_when = {
        "Better than last time": words.better,
        "As last time": words.same,
        "Worse than last time": words.worse,
    }
    return [row(when, said(text), hint="at the end") for when, text in said_when.items()]


def _item(number: int, item: Item) -> Markup:
    optional = ["May be skipped. "] if item.optional else []
    parts = [
        element("h4", f"Question {number}: {item.short}"),
        note(*optional, *_condition(item), f"Measure {item.measure}. ", _answer_wanted(item)),
        row("Question", said(item.question), *_options(item)),
        row("If not understood", said(item.re_ask)),
        row("If asked why", said(item.why)),
    ]
    if item.feedback:
        parts += _feedback(item.feedback)
    if item.cues:
        parts.append(row("Cues", ", ".join(item.cues), hint="words that name it"))
    return element("section", *parts, class_="item")


def _condition(item: Item) -> list[str]:
    return [
        f"Asked only after the answer {' or '.join(map(str, values))} to {asked}. "
        for asked, values in (item.only_if or {}).items()
    ]


def _answer_wanted(item: Item) -> str:
    if item.kind == "text":
        return "Asks for a few words."
    if item.kind == "choice":
        return f"One of these, kept as {', '.join(str(each.value) for each in item.options)}."
    ends = f"{item.min} = {item.low_label}, {item.max} = {item.high_label}"
    return f"A number: {ends}; higher is {item.higher_is}. Buttons {item.min} to {item.max}."


def _feedback(words: Feedback) -> list[Markup]:
    said_when = {
        "Better than usual": words.better,
        "As usual": words.same,
        "Worse than usual": words.worse,
        "First days": words.too_early,
    }
    return [row(when, said(text)) for when, text in said_when.items()]


def _options(item: Item) -> list[Markup]:
    return [buttons(each.label for each in item.options)] if item.options else []
