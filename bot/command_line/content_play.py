"""``lindra content play``: an item as a patient meets it, before it is live."""

from __future__ import annotations

import asyncio
import shutil
import sys
from collections.abc import Iterator
from difflib import get_close_matches
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TextIO

import click

from bot.bootstrap import open_office
from bot.command_line.demo import demo_settings, show
from bot.command_line.played_chat import PlayedChat
from bot.command_line.played_walk import Walk
from bot.library.kinds import BASE_LANGUAGE, MODELS
from bot.library.library import Library, Playable
from bot.library.loader import load_library
from bot.library.models import Module
from bot.services.playing import Play
from bot.settings import Settings, load_settings
from bot.storage.sealer import new_data_key

WIDEST = 100  # characters; longer lines are hard to read
ENDED = "The end. Nothing of this is kept."


@click.command()
@click.argument("item_id", metavar="ID")
@click.option("--language", default=BASE_LANGUAGE, show_default=True, help="Of the patient.")
@click.option("--pace", is_flag=True, help="Wait through timed steps, as patients do.")
@click.option("--on-page", is_flag=True, help="Show it on the sandbox page, with the engine.")
@click.option("--port", default=8081, show_default=True, help="Where the page is.")
@click.option(
    "--content", "content_dir", type=click.Path(path_type=Path), help="Another content folder."
)
def play(
    item_id: str, language: str, port: int, content_dir: Path | None, *, pace: bool, on_page: bool
) -> None:
    """Walk through an exercise, lesson, module or questionnaire as a patient does.

    Drafts can be tried, too. Type the number or letter of a button, or words ("2" in quotes is
    words); Ctrl-D ends.
    """
    root = content_dir or load_settings().content_dir
    wish = Play(item_id, language)
    if on_page:
        _introduce(load_library(root, takes_drafts=True), wish)
        settings = demo_settings(port).model_copy(update={"content_dir": root})
        show(settings, port, opens_browser=True, plays=wish)
    else:
        asyncio.run(_play(root, wish, is_paced=pace))


def _introduce(library: Library, wish: Play) -> None:
    for line in _notices(library, _find(library, wish.item_id, wish.language)):
        click.echo(line)


def _find(library: Library, item_id: str, language: str) -> Playable:
    if language not in library.languages():
        raise click.UsageError(
            f"No content speaks {language!r}; there is {', '.join(library.languages())}."
        )
    items = library.playable(language)
    if item_id not in items:
        near = get_close_matches(item_id, items, n=5, cutoff=0.5)
        near += [other for other in sorted(items) if item_id in other and other not in near]
        hint = f" Did you mean {', '.join(near)}?" if near else " Its id is its file's name."
        raise click.UsageError(f"Nothing to play is called {item_id!r}.{hint}")
    if items[item_id].is_retired:
        raise click.UsageError(f"{_file(items[item_id])} is retired: nobody is offered it.")
    return items[item_id]


def _notices(library: Library, item: Playable) -> Iterator[str]:
    """Say of each file how far it is from patients."""
    lessons = item.lessons if isinstance(item, Module) else ()
    items = [item, *(library.lesson(lesson_id, item.language) for lesson_id in lessons)]
    for each in items:
        if each.status == "draft":
            yield f"DRAFT: {_file(each)} is a draft; patients do not get it yet."
        elif not each.is_approved:
            yield f"NOT APPROVED: {_file(each)} is {each.status}; no clinic has signed it."


def _file(item: Playable) -> str:
    folder = next(name for name, model in MODELS.items() if isinstance(item, model))
    return f"{folder}/{item.language}/{item.id}.yml"


async def _play(root: Path, wish: Play, *, is_paced: bool) -> None:
    chat = PlayedChat(click.echo, min(shutil.get_terminal_size().columns, WIDEST))
    with TemporaryDirectory(prefix="lindra-play-") as folder:
        async with open_office(_throwaway(root, folder), takes_drafts=True) as office:
            _introduce(office.library, wish)
            wait = asyncio.sleep if is_paced else None
            read = partial(_read_line, sys.stdin)
            await Walk(office, chat, read, wait).through(wish)
    click.echo(f"\n{ENDED}")


def _throwaway(root: Path, folder: str) -> Settings:
    return load_settings(
        content_dir=root,
        database_url=f"sqlite+aiosqlite:///{folder}/play.sqlite3",
        data_keys=new_data_key(),
    )


def _read_line(answers: TextIO) -> str | None:
    """Return the next line that is typed, shown also where it comes from a file."""
    click.echo("> ", nl=False)
    line = answers.readline()
    if not line or not answers.isatty():
        click.echo(line.rstrip("\n"))
    return line.rstrip("\n") if line else None
