"""Reads conversations from YAML, strictly: what nobody knows, or what claims nothing, is refused.

The format is described in ``tests/conversations/test_thread.py``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

BEGINNINGS = ("newcomer", "onboarding", "idle", "check-in", "exercise")
DOES = ("patient", "presses", "presses_old", "edits", "sends_at_once", "waits", "engine")
SEES = ("coach", "offers", "never", "toast")
COUNTS = {"no answer": 0, "one answer": 1, "two answers": 2}
ENDS = ("answers", "exercise", "patient", "alerts")
ENGINE = ("away", "back", "restarts", "expired-session")
_UNITS = ("seconds", "minutes", "hours", "days")
_TOP = {"theme", "conversations"}
_KEYS = {"claim", "begins", "talk", *ENDS}


class ScriptFault(AssertionError):
    """A script that cannot be played, with where and why."""


@dataclass(frozen=True)
class Turn:
    """One line of a talk: what the patient does, or what must be seen."""

    kind: str
    value: Any

    def __str__(self) -> str:
        return f"{self.kind}: {self.value}"


@dataclass(frozen=True)
class Conversation:
    """One talk of one patient."""

    theme: str
    claim: str
    begins: str
    at: str  # the step of the onboarding, or the exercise, where it begins
    talk: Sequence[Turn]
    ends: Mapping[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.theme}: {self.claim}"


def read_scripts(folder: Path) -> list[Conversation]:
    """Return every conversation of a folder; no two may claim the same."""
    read = [one for path in sorted(folder.glob("*.yml")) for one in read_script(path)]
    claims = [str(one) for one in read]
    twice = {claim for claim in claims if claims.count(claim) > 1}
    _demand(not twice, folder.name, f"claimed twice: {sorted(twice)}")
    return read


def read_script(path: Path) -> list[Conversation]:
    """Return the conversations of one file.

    Raises:
        ScriptFault: The file holds something unknown, or a conversation that claims nothing.
    """
    try:
        script = YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))
    except YAMLError as error:
        raise ScriptFault(f"{path.name}: {error}") from error
    _demand_keys(script, _TOP, _TOP, path.name)
    talks = script["conversations"]
    _demand(isinstance(talks, list) and bool(talks), path.name, "conversations must be a list")
    return [_conversation(path.stem, talk, f"{path.name}, {n}") for n, talk in enumerate(talks, 1)]


def _conversation(theme: str, talk: Any, where: str) -> Conversation:
    _demand_keys(talk, _KEYS, {"claim", "begins", "talk"}, where)
    where = f"{where} ({talk['claim']})"
    begins, _, at = str(talk["begins"]).partition(" ")
    _demand(begins in BEGINNINGS, where, f"begins with one of {', '.join(BEGINNINGS)}")
    needs_place = begins in ("onboarding", "exercise")
    _demand(bool(at) == needs_place, where, "onboarding and exercise, and only they, need a place")
    turns = tuple(_turns(talk["talk"], where))
    _demand(turns[0].kind in DOES, where, "the patient does something first")
    ends = {key: talk[key] for key in ENDS if key in talk}
    sees = any(turn.kind not in DOES for turn in turns)
    _demand(sees or bool(ends), where, "claims nothing that could fail")
    return Conversation(theme, talk["claim"], begins, at, turns, ends)


def _turns(talk: Any, where: str) -> Iterator[Turn]:
    _demand(isinstance(talk, list) and bool(talk), where, "talk must be a list of turns")
    for number, turn in enumerate(talk, 1):
        here = f"{where}, turn {number}"
        if isinstance(turn, str):
            _demand(turn in COUNTS, here, f"{turn!r} is none of {', '.join(COUNTS)}")
            yield Turn("count", COUNTS[turn])
            continue
        _demand(isinstance(turn, dict) and len(turn) == 1, here, "a turn has one key")
        ((kind, value),) = turn.items()
        _demand(kind in (*DOES, *SEES), here, f"{kind!r} is none of {', '.join((*DOES, *SEES))}")
        yield Turn(kind, _value(kind, value, here))


def _value(kind: str, value: Any, where: str) -> Any:
    if kind == "waits":
        _demand_keys(value, set(_UNITS), set(), where)
    elif kind == "engine":
        _demand(value in ENGINE, where, f"{value!r} is none of {', '.join(ENGINE)}")
    elif kind == "sends_at_once":
        return _at_once(value, where)
    elif kind in ("coach", "offers", "never", "presses"):
        value = value if isinstance(value, list) else [value]
        _demand(all(isinstance(part, str) and part for part in value), where, "words, in quotes")
    else:
        _demand(isinstance(value, str) and bool(value), where, "words, in quotes")
    return value


def _at_once(value: Any, where: str) -> list[Turn]:
    _demand(isinstance(value, list) and len(value) > 1, where, "two or more, as a list")
    return [
        Turn("presses", [one["presses"]])
        if isinstance(one, dict) and set(one) == {"presses"}
        else Turn("patient", _value("patient", one, where))
        for one in value
    ]


def _demand_keys(mapping: Any, known: set[str], needed: set[str], where: str) -> None:
    _demand(isinstance(mapping, dict), where, "must be keys with values")
    unknown = sorted(set(mapping) - known)
    _demand(not unknown, where, f"unknown: {', '.join(map(str, unknown))}")
    missing = sorted(needed - set(mapping))
    _demand(not missing, where, f"missing: {', '.join(missing)}")


def _demand(holds: bool, where: str, what: str) -> None:
    if not holds:
        raise ScriptFault(f"{where}: {what}")
