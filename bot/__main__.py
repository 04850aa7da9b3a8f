"""The command line: ``lindra``, also ``python -m bot``."""

from __future__ import annotations

import os
import sys

import click

from bot.command_line import checking, content, demo, keys, people, running, trying
from bot.errors import CoachError
from bot.logs import place_of


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def cli() -> None:
    """Lindra, a chat coach for people with chronic pain."""


for command in (
    running.up,
    demo.demo,
    running.train_command,
    checking.check,
    content.content,
    trying.migrate_command,
    people.patient,
    people.provider,
    people.oncall,
    people.alerts,
    people.export,
    people.erase,
    keys.keys,
    trying.screen,
    trying.parse,
):
    cli.add_command(command)


def main() -> None:
    """Run a command; a known fault is one clear line, never a stack trace."""
    os.umask(0o077)  # what we write is for nobody else on this machine
    try:
        cli(standalone_mode=False)
    except click.exceptions.Abort:
        sys.exit(130)
    except click.ClickException as fault:
        fault.show()
        sys.exit(fault.exit_code)
    except CoachError as fault:
        click.echo(str(fault), err=True)
        sys.exit(1)
    except Exception as fault:  # its words may hold a patient's
        click.echo(f"Lindra stopped: {type(fault).__name__} at {place_of(fault)}.", err=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
