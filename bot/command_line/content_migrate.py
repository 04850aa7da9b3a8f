"""``lindra content migrate``: files of an older schema are brought to the present one."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from pathlib import Path
from tempfile import NamedTemporaryFile

import click

from bot.library.faults import Fault
from bot.library.migrations import Rewrite, plan
from bot.settings import load_settings


@click.command()
@click.option("--dry-run", is_flag=True, help="Show what would change, and write nothing.")
@click.option(
    "--content", "content_dir", type=click.Path(path_type=Path), help="Another content folder."
)
def migrate(dry_run: bool, content_dir: Path | None) -> None:
    """Bring files that were written for an older coach to the present schema."""
    planned = plan(content_dir or load_settings().content_dir)
    for rewrite in planned.rewrites:
        if not dry_run:
            put_in_place(rewrite.path, rewrite.before, rewrite.migration.text.encoded)
        _show(rewrite)
    click.echo(_summary(len(planned.rewrites), is_dry=dry_run))
    _show_guesses(planned.rewrites)
    _refuse_others(planned.faults)


def put_in_place(path: Path, before: bytes, after: bytes) -> None:
    """Put new bytes in the place of a file's: all of them, or none.

    Raises:
        click.ClickException: The file cannot be written, or somebody has just changed it.
    """
    target = path.resolve()  # a link stays one
    try:
        with NamedTemporaryFile(dir=target.parent, prefix=".", delete=False) as new:
            try:
                new.write(after)
                new.flush()
                os.fsync(new.fileno())
                shutil.copymode(target, new.name)
                _refuse_newer_words(target, before)
                os.replace(new.name, target)
            except BaseException:
                os.unlink(new.name)
                raise
    except OSError as fault:
        words = f"{path} cannot be written ({fault.strerror}). It is as it was."
        raise click.ClickException(words) from None


def _refuse_newer_words(target: Path, before: bytes) -> None:
    if target.read_bytes() != before:
        raise click.ClickException(f"{target} was changed just now. It is left so; run this again.")


def _show(rewrite: Rewrite) -> None:
    click.echo(f"{rewrite.file}: {rewrite.written_for} -> {rewrite.migration.present}")
    for change in rewrite.migration.changes:
        click.echo(f"  line {rewrite.line_of(change)}: {change.words}")


def _summary(count: int, *, is_dry: bool) -> str:
    if not count:
        return "No file is of an older schema. Nothing was written."
    files = "1 file" if count == 1 else f"{count} files"
    if is_dry:
        return f"{files} would be rewritten. Nothing was written."
    return f"{files} rewritten; all others are as they were."


def _show_guesses(rewrites: Sequence[Rewrite]) -> None:
    """Say what a clinician should look at, the same question once for all files."""
    guesses: dict[str, list[str]] = {}
    for rewrite in rewrites:
        for change in rewrite.migration.changes:
            if change.to_check:
                where = f"  {rewrite.file}:{rewrite.line_of(change)}"
                where += " (approved: the guess is not signed)" if rewrite.is_approved else ""
                guesses.setdefault(f"{change.key}: {change.to_check}.", []).append(where)
    for question, places in guesses.items():
        click.echo(f"\nA clinician should look at these, where a guess was filled in.\n{question}")
        click.echo("\n".join(places))
    if rewrites:
        click.echo("\nThen run lindra check.")


def _refuse_others(faults: Sequence[Fault]) -> None:
    """Name the files that were left as they are, and end as what has not done all of it."""
    if faults:
        click.echo("\nLeft as they are:", err=True)
        for fault in faults:
            click.echo(str(fault), err=True)
        raise SystemExit(1)
