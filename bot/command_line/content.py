"""``lindra content``: how texts read, a page to sign, and an item as patients meet it."""

from __future__ import annotations

from pathlib import Path
from statistics import median
from typing import TextIO

import click

from bot.clock import Clock
from bot.command_line.content_migrate import migrate
from bot.command_line.content_play import play
from bot.command_line.content_touches import touches
from bot.errors import ContentError
from bot.library.cross_checks.reading_level import GRADE_MAX, graded_files, graded_texts
from bot.library.faults import in_order
from bot.library.loader import Reading, content_version, read_content
from bot.library.review import review_page
from bot.library.yaml_source import place_name
from bot.settings import load_settings

_content_option = click.option(
    "--content", "content_dir", type=click.Path(path_type=Path), help="Another content folder."
)


@click.group()
def content() -> None:
    """What clinicians write: how it reads, a page to sign, and a try before it is live."""


content.add_command(migrate)
content.add_command(play)
content.add_command(touches)


@content.command()
@_content_option
def grades(content_dir: Path | None) -> None:
    """Show the school grade at which each English file reads, the hardest first."""
    corpus = read_content(_root(content_dir), None).corpus
    files = sorted(graded_files(corpus), key=lambda graded: (-graded[1], graded[0]))
    for file, grade in files:
        click.echo(f"{grade:4.1f}  {file}")
    if not files:
        click.echo("No English file for patients has enough words for a grade.")
        return
    click.echo(f"{median(grade for _, grade in files):4.1f}  is the median of {len(files)} files.")
    for place, grade in sorted(graded_texts(corpus), key=lambda graded: -graded[1])[:1]:
        where = f"{place.document.file}: {place_name(place.path)}"
        click.echo(f"{grade:4.1f}  is the hardest text: {where} (the limit is {GRADE_MAX:.0f}).")


@content.command()
@click.option(
    "--out",
    type=click.File("w", encoding="utf-8", lazy=True),
    required=True,
    help="The HTML file to write.",
)
@_content_option
def review(out: TextIO, content_dir: Path | None) -> None:
    """Write all content as one page to print, read through and sign."""
    root = _root(content_dir)
    today = Clock().now().date()
    reading = read_content(root, today)
    _refuse_gaps(root, reading)
    faults = in_order(reading.faults)
    out.write(review_page(reading.items, faults, content_version(root), today))
    click.echo(
        f"{out.name}: {len(reading.items)} files, {len(faults)} fault(s). "
        "Open it in a browser and print it.",
        err=True,
    )


def _root(content_dir: Path | None) -> Path:
    return content_dir or load_settings().content_dir


def _refuse_gaps(root: Path, reading: Reading) -> None:
    """Refuse a page that would lack a file: whoever signs it must have seen everything."""
    above = root.resolve().parent
    lacking = [
        str(fault)
        for fault in in_order(reading.faults)
        if fault.file not in reading.items and (above / fault.file).is_file()
    ]
    if lacking:
        raise ContentError(lacking)
