"""Holds the dialogues' declared actions against the ones that exist."""

from __future__ import annotations

from pathlib import Path

from bot.actions.domain_files import domain_files
from bot.actions.register import ACTIONS
from bot.domain.patients import Flow


def coded_actions() -> set[str]:
    """Return the names of all actions that have code."""
    forms = {f"validate_{flow}_form" for flow in Flow}
    asking = {f"action_ask_{flow}_answer" for flow in Flow}
    return {action.action_name for action in ACTIONS} | forms | asking


def declared_action_faults(dialogues: Path) -> list[str]:
    """Return a line for each action that is declared without code, or coded undeclared."""
    declared: dict[str, str] = {}
    for path, domain in domain_files(dialogues):
        declared |= dict.fromkeys(domain.get("actions") or [], path)
    coded = coded_actions()
    missing = [
        f"{path}: actions: {name} has no code - write it in bot/actions/, or take it out"
        for name, path in sorted(declared.items())
        if name not in coded
    ]
    unknown = [
        f"bot/actions/: {name} is not declared - add it to a file of {dialogues}/domain/"
        for name in sorted(coded - declared.keys())
    ]
    return missing + unknown
