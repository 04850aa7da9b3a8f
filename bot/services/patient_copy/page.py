"""The page of a patient's copy: one file that needs nothing beside it, to read and to print."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Sequence
from pathlib import Path

from bot.library.markup import Markup, element, lone
from bot.services.patient_copy import sections
from bot.services.patient_copy.alerts import alerts
from bot.services.patient_copy.check_ins import check_ins
from bot.services.patient_copy.messages import messages
from bot.services.patient_copy.parts import Section, section
from bot.services.patient_copy.teller import Teller
from bot.services.speech import File

_LOOK = Path(__file__).with_name("page.css")
_ORDER = (
    sections.you,
    check_ins,
    sections.exercises,
    sections.favourites,
    sections.flare_ups,
    alerts,
    sections.safety_checks,
    sections.data_reads,
    sections.invitations,
    sections.prompts,
    messages,
)


def page(teller: Teller, pictures: Sequence[File]) -> str:
    """Return everything that is kept, in plain words."""
    listed = [_pictures(teller, pictures), *(make(teller) for make in _ORDER)]
    head = element(
        "head",
        lone("meta", charset="utf-8"),
        lone("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("title", teller.text("page_title")),
        element("style", Markup(_LOOK.read_text(encoding="utf-8"))),
    )
    parts = [_front(teller), _contents(teller, listed), *(section(teller, it) for it in listed)]
    body = element("body", element("main", *parts))
    return f"<!doctype html>\n{element('html', head, body, lang=teller.patient.language)}\n"


def _front(teller: Teller) -> Markup:
    work = teller.work
    about = teller.text("page_about", time=teller.moment(work.now), clinic=work.clinic.name)
    return element(
        "header",
        element("h1", teller.text("page_title")),
        element("p", about),
        element("p", teller.text("page_lead"), class_="soft"),
    )


def _contents(teller: Teller, listed: Sequence[Section]) -> Markup:
    links = []
    for each in listed:
        link = element("a", teller.text(f"section_{each.name}"), href=f"#{each.name}")
        count = "" if each.count is None else f" {each.count}"
        links.append(element("li", link, element("small", count)))
    return element("nav", element("ul", *links))


def _pictures(teller: Teller, pictures: Sequence[File]) -> Section:
    """Return the pictures inside the page, so that it can be read without unpacking the rest."""
    alt = teller.text("picture_alt")
    shown = [lone("img", alt=alt, src=_inlined(each)) for each in pictures]
    return Section("pictures", None, [element("div", *shown, class_="pictures")] if shown else [])


def _inlined(picture: File) -> str:
    return f"data:image/png;base64,{b64encode(picture.content).decode()}"
