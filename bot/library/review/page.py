"""The page: a title, what the check says, a table of contents, and the chapters."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from bot.library.faults import Fault
from bot.library.markup import Markup, element
from bot.library.models import (
    Consent,
    CrisisNumbers,
    Exercise,
    ForbiddenWordsList,
    Header,
    Lesson,
    Messages,
    Module,
    OtherLanguages,
    PlaceholderList,
    Policy,
    Questionnaire,
    SafetyWords,
)
from bot.library.review import policy, questionnaires, scripts, texts
from bot.library.review.chapters import Chapter, Files, chapters, title_of
from bot.library.review.file_head import file_head
from bot.library.review.measures import Names, measure_names
from bot.library.review.parts import counted, day, note, sign_box

_LOOK = Path(__file__).with_name("page.css")


def review_page(items: Files, faults: Sequence[Fault], version: str, today: date) -> str:
    """Return all content as one page.

    Args:
        items: Every file.
        faults: What the check finds.
        version: The short name of exactly this content, so that a signature is for it.
        today: The date that is printed.
    """
    listed = chapters(items)
    names = measure_names(items.values())
    body = [
        _front(items, faults, version, today),
        _contents(listed),
        *(_chapter(number, each, names) for number, each in enumerate(listed, start=1)),
    ]
    head = element(
        "head",
        Markup('<meta charset="utf-8">'),
        Markup('<meta name="viewport" content="width=device-width, initial-scale=1">'),
        element("title", f"Content for review, {version}"),
        element("style", Markup(_LOOK.read_text(encoding="utf-8"))),
    )
    page = element("html", head, element("body", element("main", *body)), lang="en")
    return f"<!doctype html>\n{page}\n"


def _front(items: Files, faults: Sequence[Fault], version: str, today: date) -> Markup:
    signed = sum(item.is_approved for item in items.values())
    parts = [
        element("p", "Lindra", class_="brand"),
        element("h1", "Content for review"),
        element(
            "p",
            f"{counted(len(items), 'file')}, {signed} of them approved. ",
            f"Content {version}, printed on {day(today)}.",
        ),
        note(
            "Read what a person would read; change what does not fit; sign below each file. ",
            "A signature counts when the file itself says so: write status: approved, your name ",
            "at approved_by and the date at approved_on. Words in braces are filled in by the ",
            "coach. After any change the content has another name than the one above.",
        ),
        _found(faults),
    ]
    return element("header", *parts, class_="front")


def _found(faults: Sequence[Fault]) -> Markup:
    if not faults:
        return element("p", "The check finds no faults.")
    lines = [element("li", str(fault)) for fault in faults]
    lead = element("p", element("b", f"The check finds {counted(len(faults), 'fault')}:"))
    return element("div", lead, element("ul", *lines), class_="faults")


def _contents(listed: list[Chapter]) -> Markup:
    entries = []
    for chapter in listed:
        files = [
            element(
                "li",
                element("a", title_of(item), href=f"#{_anchor(file)}"),
                class_="part" if isinstance(item, Lesson) else "whole",
            )
            for file, item in chapter.files.items()
        ]
        entries.append(element("li", element("b", chapter.title), element("ul", *files)))
    return element("nav", element("h2", "Contents"), element("ol", *entries))


def _chapter(number: int, chapter: Chapter, names: Names) -> Markup:
    files = [_file(file, item, names) for file, item in chapter.files.items()]
    title = element("h2", f"{number}. {chapter.title}")
    return element("section", title, note(chapter.lead), *files, class_="chapter")


def _file(file: str, item: Header, names: Names) -> Markup:
    title = title_of(item)
    what = f"{title}, version {item.version}"
    which = ("first of two", "second of two") if isinstance(item, Policy) else ("",)
    return element(
        "article",
        element("h3", title),
        file_head(file, item),
        _words_of(item, names),
        *(sign_box(what, each) for each in which),
        id=_anchor(file),
        lang=item.language,
    )


def _words_of(item: Header, names: Names) -> Markup:
    match item:
        case Consent():
            return texts.consent(item)
        case Questionnaire():
            return questionnaires.questionnaire(item)
        case Exercise():
            return scripts.exercise(item, names)
        case Module():
            return scripts.module(item, names)
        case Lesson():
            return scripts.lesson(item)
        case Messages():
            return texts.messages(item)
        case SafetyWords():
            return texts.safety_words(item)
        case CrisisNumbers():
            return texts.crisis_numbers(item)
        case OtherLanguages():
            return texts.other_languages(item)
        case Policy():
            return policy.policy(item, names)
        case ForbiddenWordsList():
            return policy.forbidden_words(item)
        case PlaceholderList():
            return policy.placeholders(item)
    raise AssertionError(f"No page for {type(item).__name__}.")


def _anchor(file: str) -> str:
    return re.sub(r"[^\w-]+", "-", file.removesuffix(".yml"))
