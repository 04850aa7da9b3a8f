"""Consent, short texts, and the fixed words about danger."""

from __future__ import annotations

from bot.library.markup import Markup, element, joined
from bot.library.models import (
    Consent,
    CrisisNumbers,
    Messages,
    OtherLanguages,
    SafetyWords,
)
from bot.library.review.parts import buttons, note, row, said, table

_LINES = {
    "crisis": "those for a crisis",
    "emergency": "those for an emergency",
    "urgent": "those for urgent help",
}


def consent(item: Consent) -> Markup:
    """Return what a person agrees to."""
    screens = [
        row(f"Screen {number}", said(screen.text), hint=screen.id)
        for number, screen in enumerate(item.screens, start=1)
    ]
    answers = row("Buttons", buttons([item.agree_label, item.decline_label]), hint="at the end")
    told = [
        row(f"New in version {change.version}", said(change.text), hint="for earlier agreements")
        for change in item.changes
    ]
    return joined([*screens, answers, *told])


def messages(item: Messages) -> Markup:
    """Return short texts by their key."""
    return joined(
        row(key, buttons([text]) if key.endswith("_label") else said(text), class_="row keyed")
        for key, text in item.texts.items()
    )


def safety_words(item: SafetyWords) -> Markup:
    """Return what is said about one kind of danger."""
    return joined(
        [
            note("{numbers} becomes lines of the person's country: ", _LINES[item.numbers], "."),
            row("When the words are clear", said(item.act)),
            row(
                "When they are not clear", said(item.ask), buttons([item.yes_label, item.no_label])
            ),
            row("After \u201cyes\u201d", note("As when the words are clear.")),
            row("After \u201cno\u201d", said(item.after_no)),
        ]
    )


def crisis_numbers(item: CrisisNumbers) -> Markup:
    """Return whom to call in one country, and the lines that people see."""
    urgent = item.urgent_medical
    people = [("Emergency", item.emergency, "", "")]
    people.append((f"Urgent medical help: {urgent.name}", urgent.number or "-", "", ""))
    people += [
        (f"To talk: {each.name}", each.call or "-", each.write or "-", each.hours or "-")
        for each in item.emotional_support
    ]
    return joined(
        [
            table(("Who", "Call", "Write", "Hours"), people),
            row("In a crisis", said("\n".join(item.for_crisis))),
            row("In an emergency", said("\n".join(item.for_emergency))),
            row("For urgent help", said("\n".join(item.for_urgent))),
        ]
    )


def other_languages(item: OtherLanguages) -> Markup:
    """Return the notice in each language that the coach cannot read."""
    lead = note(
        "{emergency} becomes the country's emergency number; ",
        f"where the country is not known: {item.emergency_elsewhere}.",
    )
    notices = [
        element("div", row(code, said(text), class_="row keyed"), lang=code)
        for code, text in item.notices.items()
    ]
    return joined([lead, *notices])
