"""``lindra check``: every fault in content, dialogues and settings, all at once."""

from __future__ import annotations

from pathlib import Path

import click

from bot.bootstrap import (
    RULE_SETS,
    declared_action_faults,
    evidence_faults,
    guess_label_faults,
    reply_faults,
)
from bot.clock import Clock
from bot.errors import ConfigError
from bot.library.loader import check_content
from bot.settings import load_settings


@click.command()
@click.option("--content", "content_dir", type=click.Path(path_type=Path), default=None)
def check(content_dir: Path | None) -> None:
    """List every fault in content, dialogues and settings."""
    faults: list[str] = []
    root = content_dir or Path("content")
    try:
        settings = load_settings()
        root = content_dir or settings.content_dir
    except ConfigError as wrong:
        faults += str(wrong).splitlines()
    faults += [str(fault) for fault in check_content(root, Clock().now().date())]
    faults += declared_action_faults(Path("dialogues"))
    faults += guess_label_faults(Path("dialogues"), root)
    faults += reply_faults(Path("dialogues"), root)
    faults += evidence_faults(Path(), RULE_SETS)
    for fault in faults:
        click.echo(fault)
    if faults:
        click.echo(f"{len(faults)} fault(s).", err=True)
        raise SystemExit(1)
    click.echo("No faults.")
