"""Whether the numbers of each country are whole, and shown as they are."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.library.cross_checks.corpus import Corpus
from bot.library.faults import Fault
from bot.library.place import Place

REQUIRED_COUNTRIES = ("no", "uk", "us", "eu", "elsewhere")
_LINES = ("for_crisis", "for_emergency", "for_urgent")
# A phone number, or an address such as soschat.no.
_CONTACT = re.compile(r"(?<!\w)(?:\d(?:[ -]?\d){2,}|[\w-]+(?:\.[\w-]+)+)(?!\w)")


def check(corpus: Corpus) -> Iterator[Fault]:
    """Return what is wrong with the numbers, and which countries lack them."""
    tops = corpus.tops("crisis_numbers")
    for top in tops:
        yield from _emergency(top)
        for key in _LINES:
            yield from _lines(top, top.at(key))
        yield from _somebody_to_talk_to(top)
    present = {top.document.stem for top in tops}
    for country in REQUIRED_COUNTRIES:
        if country not in present:
            yield from corpus.absent(
                f"crisis_numbers/{country}.yml", "add the numbers of this place"
            )


def _emergency(top: Place) -> Iterator[Fault]:
    number = top.at("emergency")
    if not number.text:
        return
    if top.at("id").text != "elsewhere" and not re.search(r"\d", number.text):
        yield number.fault("holds no number", "write the number to call in an emergency")
        return
    for key in _LINES:
        lines = [line.text or "" for line in top.at(key).entries()]
        shown = lines[:1] if key == "for_emergency" else lines
        if lines and not any(number.text in line for line in shown):
            where = "in its first line" if key == "for_emergency" else ""
            yield top.at(key).fault_without_value(
                f"lacks the emergency number {number.text} {where}".rstrip(), "add it"
            )


def _lines(top: Place, lines: Place) -> Iterator[Fault]:
    known, has_emergency = _contacts_of(top), bool(_contacts(str(top.at("emergency").value or "")))
    seen: set[str] = set()
    for line in lines.entries():
        for contact in _contacts(line.text or ""):
            if contact in seen:
                yield line.fault(f"lists {contact} twice", "say each number once")
            elif contact not in known and has_emergency:
                yield line.fault(
                    f"has {contact}, which is not among the numbers above",
                    "correct it here or there",
                )
            seen.add(contact)


def _somebody_to_talk_to(top: Place) -> Iterator[Fault]:
    lines = {
        contact for line in top.at("for_crisis").entries() for contact in _contacts(line.text or "")
    }
    support = {
        contact
        for entry in top.at("emotional_support").entries()
        for key in ("call", "write")
        for contact in _contacts(entry.at(key).text or "")
    }
    if lines and support and not lines & support:
        yield top.at("for_crisis").fault_without_value(
            "names nobody to talk or write to", "add a line from emotional_support"
        )


def _contacts_of(top: Place) -> set[str]:
    places = [top.at("emergency"), top.at("urgent_medical").at("number")]
    for entry in top.at("emotional_support").entries():
        places += [entry.at("call"), entry.at("write")]
    # A number without quotes is a fault of its own, and still the number that is meant.
    return {contact for place in places for contact in _contacts(str(place.value or ""))}


def _contacts(text: str) -> list[str]:
    return [re.sub(r"[ -](?=\d)", "", found) for found in _CONTACT.findall(text)]
