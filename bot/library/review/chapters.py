"""Which files belong together, and in which order a person meets them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from bot.library.models import (
    CrisisNumbers,
    Exercise,
    Header,
    Lesson,
    Module,
    Policy,
    Questionnaire,
    SafetyWords,
)
from bot.library.review.parts import in_words
from bot.safety.kinds import RiskKind

Files = dict[str, Header]  # by file

_MESSAGES = (
    *("invitation", "onboarding", "consent", "hours", "menu", "commands", "prompt", "check-in"),
    *("questionnaires", "progress"),
    *(
        "exercise",
        "flare-up",
        "goals",
        "programme",
        "guess",
        "general",
        "media",
        "contact",
        "pause",
        "erase",
    ),
    *("safety", "alert-news"),
)
_FOR_PROVIDERS = ("alert", "provider", "provider-commands")
_COUNTRIES_LAST = ("eu", "elsewhere")
_RISKS = [kind.value for kind in RiskKind]
_WORD_LISTS = ("words",)  # what people write; nobody is shown these


@dataclass(frozen=True)
class Chapter:
    """Some files that are read together."""

    title: str
    lead: str
    files: Files = field(default_factory=dict)


def chapters(items: Mapping[str, Header]) -> list[Chapter]:
    """Return every file in a chapter; chapters without files are left out."""
    listed = [
        Chapter("Consent", "What a person reads and agrees to before anything else."),
        Chapter(
            "The check-in",
            "What is asked each day or now and then, and what is said about the answers.",
        ),
        Chapter("Exercises", "Each from the invitation to the closing words, step by step."),
        Chapter("Lessons", "Each module, and its lessons in their order."),
        Chapter("Short texts", "All else that the coach says to a person."),
        Chapter("Words about danger", "Fixed words, one file for each kind of danger."),
        Chapter("Numbers to call", "One file for each country. Try each number before you sign."),
        Chapter("In other languages", "Said to people who write what the coach cannot read."),
        Chapter("When a provider is told", "Two people sign a change of this chapter."),
        Chapter("Texts for providers", "What providers read in alerts and lists."),
        Chapter("Lists behind the texts", "Read by the coach and by the check, shown to nobody."),
    ]
    by_title = {chapter.title: chapter for chapter in listed}
    for file, item in sorted(items.items(), key=_place(items)):
        by_title[_chapter_of(item, file)].files[file] = item
    return [chapter for chapter in listed if chapter.files]


def title_of(item: Header) -> str:
    """Return what a file is called on the page."""
    name = getattr(item, "title", None) or getattr(item, "country_name", None)
    if isinstance(item, Policy):
        name = f"Escalation policy: {item.id}"
    shown = name or in_words(item.id).capitalize()
    return shown if item.language == "en" else f"{shown} ({item.language})"


def _chapter_of(item: Header, file: str) -> str:
    folder = file.split("/")[1]
    if folder == "messages" and item.id in _FOR_PROVIDERS:
        return "Texts for providers"
    if folder == "messages" and item.id in _WORD_LISTS:
        return "Lists behind the texts"
    return {
        "consent": "Consent",
        "questionnaires": "The check-in",
        "exercises": "Exercises",
        "modules": "Lessons",
        "lessons": "Lessons",
        "messages": "Short texts",
        "safety": "Words about danger",
        "crisis_numbers": "Numbers to call",
        "other_languages": "In other languages",
        "escalation": "When a provider is told",
        "style": "Lists behind the texts",
    }[folder]


def _place(items: Mapping[str, Header]) -> Callable[[tuple[str, Header]], tuple[object, ...]]:
    """Return what files are sorted by: their language, their own order, their name."""
    lessons = {
        lesson: (module.number, index)
        for module in items.values()
        if isinstance(module, Module)
        for index, lesson in enumerate(module.lessons, start=1)
    }

    def order(entry: tuple[str, Header]) -> tuple[object, ...]:
        file, item = entry
        own: tuple[int, ...] = (0,)
        if isinstance(item, Exercise):
            own = (item.minutes,)
        elif isinstance(item, Module):
            own = (item.number, 0)
        elif isinstance(item, Lesson):
            own = lessons.get(item.id, (len(items), 0))  # in no module: at the end
        elif isinstance(item, SafetyWords):
            own = (_index(_RISKS, item.kind),)
        elif isinstance(item, CrisisNumbers):
            own = (_index(("", *_COUNTRIES_LAST), item.id) % (len(_COUNTRIES_LAST) + 1),)
        elif not isinstance(item, Questionnaire):
            own = (_index(_MESSAGES, item.id),)
        return (item.language != "en", item.language, own, file)

    return order


def _index(order: tuple[str, ...] | list[str], name: str) -> int:
    return order.index(name) if name in order else len(order)
