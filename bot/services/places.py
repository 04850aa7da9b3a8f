"""Finds the time zone of a town by its name, or of a position; nothing is kept.

The towns are read from the file at each look-up, line by line: this is asked once or twice in
a patient's life, and a list in memory would cost more than all else the coach holds.
"""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.services.place_names import fold_name, is_one_slip_apart

CITIES = Path(__file__).parents[2] / "content" / "places" / "cities.tsv.gz"
MOST_CHOICES = 4  # more buttons than that are not read
LONGEST_TEXT = 60  # characters; more is no name of a town
MIN_SLIP_LENGTH = 5  # letters; in a shorter name one slip makes another name
_MAIN_NAME_WEIGHT = 10  # a town's own name counts for more than a nickname of a larger one
_UNLIKELY = 20  # a namesake this many times smaller is not offered

# Countries with one time zone for everybody who is likely to use the coach there.
ONE_ZONE = {"no": "Europe/Oslo", "uk": "Europe/London"}
COUNTRY_CODES = {
    "no": frozenset({"NO", "SJ"}),
    "uk": frozenset({"GB", "IM", "JE", "GG"}),
    "us": frozenset({"US", "PR", "GU", "VI", "AS", "MP"}),
    "eu": frozenset(
        [
            "AT",
            "BE",
            "BG",
            "CY",
            "CZ",
            "DE",
            "DK",
            "EE",
            "ES",
            "FI",
            "FR",
            "GR",
            "HR",
            "HU",
            "IE",
            "IT",
            "LT",
            "LU",
            "LV",
            "MT",
            "NL",
            "PL",
            "PT",
            "RO",
            "SE",
            "SI",
            "SK",
        ]
    ),
}
_Matcher = Callable[[bytes], Sequence[str]]  # the names of a line that are meant
_SHORT_HINTS = {"uk": "gb", "usa": "us", "america": "us"}


@dataclass(frozen=True)
class Place:
    """A town, as far as it is needed to know the time there."""

    name: str
    where: str  # region and country, as people say them
    country: str  # ISO code
    population: int
    zone: str  # IANA name
    is_main_name: bool = True  # it was found by its own name, not by another one

    @property
    def label(self) -> str:
        """The name by which a person can tell it from its namesakes."""
        region = self.where.partition(",")[0].partition(" (")[0]
        return self.name if region == self.name else f"{self.name}, {region}"

    @property
    def weight(self) -> int:
        """How likely it is that this place is meant."""
        return self.population * (_MAIN_NAME_WEIGHT if self.is_main_name else 1)


@dataclass(frozen=True)
class _Wish:
    """One way to read what was typed: a name, and words that say which one of that name."""

    name: str
    hint: str = ""
    is_strict: bool = False  # without the hint it is not this place


def find_city(text: str, country: str | None = None, *, forgives_slips: bool = True) -> list[Place]:
    """Return the towns that ``text`` may mean, the likeliest first.

    Args:
        text: "Bergen", "portland maine", "Paris, Texas".
        country: A key of the crisis numbers; towns there come first.
        forgives_slips: Whether a name may be one slip of the thumb away.
    """
    wishes = _wishes(text)
    found = _search(wishes, _exactly)
    if not found and forgives_slips:
        found = _search(wishes, _with_a_slip)
    mine = COUNTRY_CODES.get(country or "", frozenset())
    return sorted(
        dict.fromkeys(found), key=lambda place: (place.country not in mine, -place.weight)
    )


def choices(places: list[Place], country: str | None = None) -> list[Place]:
    """Return the places among which a person has to choose: one for each time zone."""
    mine = COUNTRY_CODES.get(country or "", frozenset())
    heaviest = max((place.weight for place in places), default=0)
    own_named = [place for place in places if place.is_main_name]
    by_zone: dict[str, Place] = {}
    for place in own_named or places:
        if place.country in mine or place.weight * _UNLIKELY >= heaviest:
            by_zone.setdefault(place.zone, place)
    return list(by_zone.values())[:MOST_CHOICES]


def find_country(text: str) -> str | None:
    """Return the crisis numbers' key for the name of a country or a region.

    None when nothing is called so, or when the name stands for two countries ("Georgia").
    """
    wanted = fold_name(text)
    codes = {code for part, code in _regions() if part == wanted}
    if len(codes) != 1:
        return None
    return key_of_country(codes.pop())


def key_of_country(code: str) -> str:
    """Return the crisis numbers' key for a country's ISO code."""
    return next((key for key, known in COUNTRY_CODES.items() if code in known), "elsewhere")


def zone_of(latitude: float, longitude: float) -> str | None:
    """Return the IANA zone of a position; None for none on Earth."""
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        return None
    # Its map takes 35 MB: only those who share a location need it.
    from tzfpy import get_tz

    return known_zone(get_tz(longitude, latitude))


def known_zone(name: str) -> str | None:
    """Return ``name`` when it is a time zone on this machine."""
    try:
        return ZoneInfo(name).key
    except (ValueError, ZoneInfoNotFoundError):
        return None


def _wishes(text: str) -> list[_Wish]:
    if len(text) > LONGEST_TEXT:
        return []
    name, comma, rest = text.partition(",")
    if comma and fold_name(name):
        return [_Wish(fold_name(name), fold_name(rest))]
    words = fold_name(text).split()
    whole = [_Wish(" ".join(words))] if words else []
    split = range(len(words) - 1, max(0, len(words) - 3), -1)
    return whole + [
        _Wish(" ".join(words[:at]), " ".join(words[at:]), is_strict=True) for at in split
    ]


def _search(wishes: Sequence[_Wish], matcher: Callable[[str], _Matcher]) -> list[Place]:
    """Read the file once, for all wishes."""
    sought = [(wish, matcher(wish.name), list[Place]()) for wish in wishes]
    for line in _lines() if sought else ():
        for _, match, found in sought:
            found += [_read(line, name) for name in match(line)]
    return [place for wish, _, found in sought for place in _hinted(found, wish)]


def _exactly(name: str) -> _Matcher:
    wanted, found = f"|{name}|".encode(), (name,)
    return lambda line: found if wanted in line else ()


def _with_a_slip(name: str) -> _Matcher:
    # One slip leaves the first or the last third of the name as it was.
    third = len(name) // 3
    head, tail = f"|{name[:third]}".encode(), f"{name[-third:]}|".encode()

    def match(line: bytes) -> Sequence[str]:
        if head not in line and tail not in line:
            return ()
        return [near for near in _names(line) if is_one_slip_apart(name, near)]

    return match if len(name) >= MIN_SLIP_LENGTH else lambda line: ()


def _hinted(found: list[Place], wish: _Wish) -> list[Place]:
    fitting = [place for place in found if _fits(place, wish.hint)]
    return fitting if fitting or wish.is_strict else found


def _fits(place: Place, hint: str) -> bool:
    hint = _SHORT_HINTS.get(hint, hint)
    parts = [fold_name(part) for part in place.where.replace("(", ",").split(",")]
    return place.country.casefold() == hint or any(part.startswith(hint) for part in parts)


def _regions() -> Iterator[tuple[str, str]]:
    """Yield each region and country by its folded name, with the country's code."""
    seen = set()
    for line in _lines():
        _, where, code, *_ = line.split(b"\t", 3)
        if where not in seen:
            seen.add(where)
            for part in where.decode().replace(")", "").replace("(", ",").split(","):
                yield fold_name(part), code.decode()


def _lines() -> Iterable[bytes]:
    with gzip.open(CITIES, "rb") as file:
        yield from file


def _names(line: bytes) -> list[str]:
    return line.decode().rstrip("\n").rsplit("\t", 1)[1].strip("|").split("|")


def _read(line: bytes, found_by: str) -> Place:
    name, where, country, population, zone, names = line.decode().rstrip("\n").split("\t")
    is_main_name = names.startswith(f"|{found_by}|")
    return Place(name, where, country, int(population), zone, is_main_name)
