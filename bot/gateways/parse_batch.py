"""How the trained model understands a clinic's own sentences, without a running coach."""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Any

from bot.errors import ConfigError, ContentError
from bot.gateways.engine_command import engine_environment, engine_python


def parse_lines(root: Path, model: Path, lines: Iterable[str]) -> Iterator[dict[str, Any]]:
    """Yield each JSON line of ``lines`` with what the model understood added to it.

    Raises:
        ContentError: Some lines hold no JSON object with a ``text``; each is listed.
        ConfigError: The engine's environment or the model cannot be used.
    """
    objects = _read(lines)
    if not model.exists():
        raise ConfigError(f"The model {model} is missing; `lindra train` makes it.")
    with tempfile.TemporaryFile("w+") as texts, tempfile.TemporaryFile("w+") as complaints:
        texts.writelines(json.dumps({"text": one["text"]}) + "\n" for one in objects)
        texts.seek(0)
        command = [str(engine_python(root)), str(root / "engine" / "parse_lines.py"), str(model)]
        with subprocess.Popen(  # noqa: S603 - our own command line
            command,
            cwd=root,
            env=engine_environment(os.environ),
            stdin=texts,
            stdout=subprocess.PIPE,
            stderr=complaints,
            text=True,
        ) as process:
            yield from _joined(objects, process, complaints)


def _read(lines: Iterable[str]) -> list[dict[str, Any]]:
    objects: list[dict[str, Any]] = []
    faults: list[str] = []
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            one = json.loads(line)
        except ValueError:
            one = None
        if isinstance(one, dict) and isinstance(one.get("text"), str):
            objects.append(one)
        else:
            faults.append(f'line {number}: write a JSON object such as {{"text": "hi"}}')
    if faults:
        raise ContentError(faults)
    return objects


def _joined(
    objects: list[dict[str, Any]], process: subprocess.Popen[str], complaints: IO[str]
) -> Iterator[dict[str, Any]]:
    assert process.stdout is not None
    try:
        for one in objects:
            line = process.stdout.readline()
            if not line:
                complaints.seek(0)
                last = (complaints.read().strip().splitlines() or ["it said nothing"])[-1]
                raise ConfigError(f"The engine stopped while it was parsing: {last}")
            yield {**one, **json.loads(line)}
    finally:
        process.kill()
