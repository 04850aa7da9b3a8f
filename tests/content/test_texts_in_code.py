"""Every text that the code asks for by name is there, with a value for each placeholder."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.library import load_library
from bot.library.placeholders import names_in

ROOT = Path(__file__).parents[2]


def calls() -> Iterator[tuple[str, ast.Call]]:
    """Yield each call of ``library.text`` whose key is written out."""
    for path in sorted((ROOT / "bot").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr == "text"
                and ast.unparse(node.func.value).endswith("library")
                and node.args
                and isinstance(node.args[0], ast.Constant)
            ):
                yield f"{path.relative_to(ROOT).as_posix()}:{node.lineno}", node


@pytest.fixture(scope="module")
def texts():
    return load_library(ROOT / "content").messages("en")


def test_every_text_in_code_is_written(texts):
    missing = [f"{place}: {call.args[0].value}" for place, call in calls()]
    missing = [entry for entry in missing if entry.split(": ")[1] not in texts]
    assert missing == []


def test_every_placeholder_gets_a_value(texts):
    lacking = []
    for place, call in calls():
        given = {keyword.arg for keyword in call.keywords}
        if None in given:  # passed on as **values
            continue
        needed = names_in(texts.get(call.args[0].value, ""))
        if needed - given:
            lacking.append(f"{place}: {call.args[0].value} needs {sorted(needed - given)}")
    assert lacking == []
