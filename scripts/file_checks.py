"""``python -m scripts.file_checks size|yaml|secrets FILE...``: what must not be committed."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from pathlib import Path

LARGEST_BYTES = 1 << 20
# What is large for a reason that a decision gives.
LARGE = {"tuned.safetensors": 11_000_000}  # docs/decisions/0019-understanding.md
SECRETS = {
    "a Telegram bot token": re.compile(rb"\b\d{8,10}:[\w-]{35}\b"),
    "a private key": re.compile(rb"-----BEGIN [A-Z ]*PRIVATE KEY-----"),
    "a cloud access key": re.compile(rb"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b"),
    "a password in an address": re.compile(rb"://(?!user:password@)[\w.%+-]+:[\w.%+-]+@"),
}


def check_size(path: Path) -> list[str]:
    """Return a fault when ``path`` is too large for a repository."""
    size, most = path.stat().st_size, LARGE.get(path.name, LARGEST_BYTES)
    return [f"{size} bytes, at most {most}"] if size > most else []


def check_yaml(path: Path) -> list[str]:
    """Return a fault when ``path`` is not YAML, or holds a key twice."""
    # Imported here: the other checks run before anything is installed.
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    try:
        list(YAML(typ="safe", pure=True).load_all(path.read_text(encoding="utf-8")))
    except YAMLError as problem:
        return [" ".join(str(problem).split())]
    return []


def check_secrets(path: Path) -> list[str]:
    """Return what in ``path`` looks like a secret."""
    content = path.read_bytes()
    return [f"looks like {name}" for name, pattern in SECRETS.items() if pattern.search(content)]


CHECKS: dict[str, Callable[[Path], list[str]]] = {
    "size": check_size,
    "yaml": check_yaml,
    "secrets": check_secrets,
}


def main(arguments: list[str]) -> int:
    """Check every file and list every fault."""
    check = CHECKS[arguments[0]]
    faults = [f"{name}: {fault}" for name in arguments[1:] for fault in check(Path(name))]
    sys.stdout.writelines(f"{fault}\n" for fault in faults)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
