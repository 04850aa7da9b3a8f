"""The steps from one version of a kind's schema to the next.

A step is a pure function over a file's text. It adds and renames keys; the schema itself is
raised by whoever takes the step. No step is ever changed once a version has been used: clinics
have files of every age.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.library.migrations.yaml_text import YamlText
from bot.library.schemas import Schema


@dataclass(frozen=True)
class Change:
    """What a step did at one key, in plain words."""

    key: str
    words: str
    to_check: str = ""  # what a clinician decides, where the value is a guess


Taken = tuple[YamlText, tuple[Change, ...]]
Step = Callable[[YamlText], Taken]


def add_effort(text: YamlText) -> Taken:
    """Say how much an exercise asks of somebody; ``some`` keeps it off the lighter days."""
    if text.has("effort"):
        return text, ()
    line = "effort: some  # a guess, please check: low or some (see content/README.md)"
    change = Change(
        "effort",
        "effort: some was added",
        "low, if it can be done lying or sitting, with closed eyes if one likes, and asks for a "
        "few words at most; some, if not",
    )
    return text.with_line_below(("minutes", "skill", "title", "schema"), line), (change,)


STEPS: Mapping[str, Step] = {
    "exercise/1": add_effort,
}


@dataclass(frozen=True)
class Migration:
    """A text in the present schema, and what was changed in it."""

    text: YamlText
    present: Schema
    changes: tuple[Change, ...]


def migrate(text: YamlText, written_for: Schema, present: Schema) -> Migration:
    """Return a text taken step by step from the schema it was written for to the present one."""
    schema, changes = written_for, list[Change]()
    while schema != present:
        text, made = STEPS[str(schema)](text)
        text = text.with_value("schema", str(schema), str(schema.next()))
        changes += made
        schema = schema.next()
    return Migration(text, present, tuple(changes))
