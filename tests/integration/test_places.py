"""Towns and positions become time zones, and nothing else is kept."""

import re
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.services import places
from bot.services.place_names import fold_name, is_one_slip_apart
from bot.services.places import choices, find_city, find_country, known_zone, zone_of


def offered(text: str, country: str | None = None) -> list[tuple[str, str]]:
    return [(place.label, place.zone) for place in choices(find_city(text, country), country)]


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("Sydney", "Australia/Sydney"),
        ("tromso", "Europe/Oslo"),
        ("TROMSØ", "Europe/Oslo"),
        ("Aalesund", "Europe/Oslo"),
        ("Kiev", "Europe/Kyiv"),
        ("Kyiv", "Europe/Kyiv"),
        ("Muenchen", "Europe/Berlin"),
        ("köln", "Europe/Berlin"),
        ("Zurich", "Europe/Zurich"),
        ("São Paulo", "America/Sao_Paulo"),
        ("sao paulo", "America/Sao_Paulo"),
        ("NYC", "America/New_York"),
        ("new york", "America/New_York"),
        ("Las Palmas", "Atlantic/Canary"),
        ("Ponta Delgada", "Atlantic/Azores"),
        ("Honolulu", "Pacific/Honolulu"),
        ("Phoenix", "America/Phoenix"),
        ("Indianapolis", "America/Indiana/Indianapolis"),
    ],
)
def test_a_town_is_found_with_or_without_its_accents(typed, zone):
    assert find_city(typed)[0].zone == zone


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Bergn", "Bergen"),
        ("Begren", "Bergen"),
        ("San Fransisco", "San Francisco"),
        ("sydny", "Sydney"),
        ("Londonn", "London"),
    ],
)
def test_one_slip_of_the_thumb_is_forgiven(typed, name):
    assert name in [place.name for place in find_city(typed)]


@pytest.mark.parametrize(
    "typed", ["", "   ", ",", "?!", "asdfghjk", "i dont know", "😀", "東京", "a" * 4096]
)
def test_what_is_no_town_finds_nothing_and_breaks_nothing(typed):
    assert find_city(typed) == []


def test_namesakes_in_other_zones_are_offered_the_own_country_first():
    assert offered("Portland", "us") == [
        ("Portland, Oregon", "America/Los_Angeles"),
        ("Portland, Maine", "America/New_York"),
        ("Portland, Texas", "America/Chicago"),
    ]
    assert offered("Birmingham", "us")[0][0] == "Birmingham, Alabama"
    assert ("Birmingham, England", "Europe/London") in offered("Birmingham", "us")


@pytest.mark.parametrize(
    ("typed", "label"),
    [
        ("Portland, Oregon", "Portland, Oregon"),
        ("portland maine", "Portland, Maine"),
        ("Portland ME", "Portland, Maine"),
        ("Paris, Texas", "Paris, Texas"),
        ("paris france", "Paris, France"),
        ("London, Ontario", "London, Ontario"),
        ("London, uk", "London, England"),
        ("St. John's, Canada", "St. John's, Newfoundland"),
    ],
)
def test_a_region_or_country_beside_the_name_settles_which_one(typed, label):
    assert [name for name, _ in offered(typed, "us")] == [label]


def test_a_much_smaller_namesake_abroad_is_no_choice():
    assert offered("Paris", "eu") == [("Paris, France", "Europe/Paris")]
    assert offered("London", None) == [("London, England", "Europe/London")]


def test_there_are_never_more_choices_than_a_person_reads():
    for name in ("Richmond", "San Jose", "Santa Cruz", "Victoria", "Springfield"):
        assert 1 <= len(offered(name)) <= places.MOST_CHOICES


def test_choices_differ_in_their_zones_and_labels():
    found = offered("Richmond")
    assert len({zone for _, zone in found}) == len(found) == len({label for label, _ in found})


@pytest.mark.parametrize(
    ("typed", "country"),
    [
        ("Norway", "no"),
        ("scotland", "uk"),
        ("Texas", "us"),
        ("Germany", "eu"),
        ("the netherlands", "eu"),
        ("Canada", "elsewhere"),
        ("Ontario", "elsewhere"),
        ("Georgia", None),  # the country, or the state
        ("Narnia", None),
        ("", None),
    ],
)
def test_countries_and_regions_are_known_by_name(typed, country):
    assert find_country(typed) == country


def test_a_position_becomes_a_zone():
    assert zone_of(59.91, 10.75) == "Europe/Oslo"
    assert zone_of(-33.87, 151.21) == "Australia/Sydney"
    assert zone_of(28.12, -15.43) == "Atlantic/Canary"
    assert ZoneInfo(zone_of(0.0, -30.0) or "").key.startswith("Etc/")  # at sea


@pytest.mark.parametrize("position", [(91.0, 0.0), (0.0, 181.0), (float("nan"), 0.0)])
def test_a_position_off_the_earth_has_no_zone(position):
    assert zone_of(*position) is None


@pytest.mark.parametrize("name", ["", "Nowhere/Land", "../etc/passwd", "other", "a\0b"])
def test_only_real_zones_are_known(name):
    assert known_zone(name) is None


def test_every_town_in_the_file_is_whole_and_in_a_zone_of_this_machine():
    last = None
    zones = set()
    for line in places._lines():
        name, where, code, population, zone, names = line.decode().rstrip("\n").split("\t")
        assert name
        assert where
        assert re.fullmatch(r"[A-Z]{2}", code)
        assert last is None or int(population) <= last
        assert names.startswith("|")
        assert names.endswith("|")
        assert names.isascii()
        last = int(population)
        zones.add(zone)
    assert {zone for zone in zones if known_zone(zone) is None} == set()
    assert len(zones) > 300


def test_the_source_of_the_towns_is_named_beside_them():
    readme = (places.CITIES.parent / "README.md").read_text(encoding="utf-8")
    assert "GeoNames" in readme
    assert "Creative Commons Attribution 4.0" in readme


def test_the_towns_are_where_the_build_script_writes_them():
    script = (Path(__file__).parents[2] / "scripts" / "build_cities.py").read_text("utf-8")
    assert '"content" / "places" / "cities.tsv.gz"' in script


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("Ålesund", "alesund"),
        ("Tromsø", "tromso"),
        ("Łódź", "lodz"),
        ("St. John's", "st johns"),
        ("St. John’s", "st johns"),
        ("Aix-en-Provence", "aix en provence"),
        ("Gießen", "giessen"),
        ("  New   York ", "new york"),
    ],
)
def test_names_are_folded_to_plain_letters(name, folded):
    assert fold_name(name) == folded


@pytest.mark.parametrize(
    ("one", "other", "is_near"),
    [
        ("bergen", "bergen", True),
        ("bergen", "bergn", True),
        ("bergen", "bbergen", True),
        ("bergen", "bergan", True),
        ("bergen", "begren", True),
        ("bergen", "ebrgen", True),
        ("bergen", "bergne", True),
        ("bergen", "brgn", False),
        ("bergen", "begner", False),
        ("bergen", "bergenxx", False),
        ("", "a", True),
        ("abc", "cba", False),
    ],
)
def test_one_slip_is_one_letter_or_one_swap(one, other, is_near):
    assert is_one_slip_apart(one, other) is is_near
    assert is_one_slip_apart(other, one) is is_near
