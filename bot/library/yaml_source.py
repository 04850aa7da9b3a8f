"""A YAML file as plain values, with the line on which each of them stands.

The nodes of ruamel.yaml are read once and dropped, so that a loaded library holds only values.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from ruamel.yaml.reader import ReaderError

from bot.library.faults import Fault, show

Step = str | int
Path_ = tuple[Step, ...]

# What ruamel.yaml says, and what a person who writes content can do about it.
_SYNTAX_REMEDIES = {
    "mapping values are not allowed here": (
        "has a colon or an indent that YAML does not expect",
        "put the whole text in double quotes, or line it up with the line above",
    ),
    "found character '\\t' that cannot start any token": (
        "has a tab",
        "use spaces to indent",
    ),
    "found unexpected end of stream": (
        "begins a quoted text that never ends",
        "put the closing quote where the text ends",
    ),
    "but found another document": (
        "begins a second document",
        "keep one item in each file, and take the --- line out",
    ),
}


@dataclass(frozen=True)
class Document:
    """One content file: its values and where they stand."""

    file: str  # as shown to people, for example "content/exercises/en/body-scan.yml"
    folder: str  # the kind of content, for example "exercises"
    subfolders: tuple[str, ...]
    stem: str
    data: Any
    lines: Mapping[Path_, int] = field(repr=False)

    def line_of(self, path: Path_) -> int:
        """Return the line of a value, or of the nearest thing around it that is there."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)

    def fault(self, path: Path_, problem: str, remedy: str, value: object = None) -> Fault:
        """Return a fault at ``path``."""
        line = self.line_of(path)
        return Fault(self.file, line, place_name(path), show(value), problem, remedy)


def place_name(path: Path_) -> str:
    """Return a path as people read it: ``steps[2].seconds``, entries counted from 1."""
    name = ""
    for step in path:
        name += f"[{step + 1}]" if isinstance(step, int) else f".{step}"
    return name.lstrip(".") or "file"


def read_document(root: Path, path: Path) -> tuple[Document, list[Fault]]:
    """Read one file under ``root``; a file that cannot be read has ``data`` None."""
    relative = path.relative_to(root)
    folder, *subfolders = relative.parts[:-1]
    shown = f"{root.resolve().name}/{relative.as_posix()}"
    faults: list[Fault] = []
    reader = _Reader(shown, faults)
    data = reader.read(path)
    return (
        Document(shown, folder, tuple(subfolders), path.stem, data, reader.lines),
        faults,
    )


class _Reader:
    """Turns the nodes of one file into values; collects faults and line numbers."""

    def __init__(self, file: str, faults: list[Fault]) -> None:
        self.file = file
        self.faults = faults
        self.lines: dict[Path_, int] = {}
        self._seen: set[int] = set()

    def read(self, path: Path) -> Any:
        """Return the values of the file, or None when it cannot be read."""
        try:
            text = path.read_text(encoding="utf-8-sig")  # Windows editors add a mark
            node = YAML(typ="safe", pure=True).compose(text)
        except UnicodeDecodeError:
            self._complain(1, (), "", "is not written in UTF-8", "save it as UTF-8 text")
        except ReaderError as error:
            line = text.count("\n", 0, error.position) + 1
            problem = "has a character that cannot be shown"
            self._complain(line, (), "", problem, "delete it, or retype the line")
        except MarkedYAMLError as error:
            self._complain_of_syntax(error)
        else:
            if isinstance(node, MappingNode):
                return self._values(node, ())
            self._complain(1, (), "", "holds no keys", "begin with the header, as other files do")
        return None

    def _complain(self, line: int, path: Path_, value: str, problem: str, remedy: str) -> None:
        self.faults.append(Fault(self.file, line, place_name(path), value, problem, remedy))

    def _complain_of_syntax(self, error: MarkedYAMLError) -> None:
        said = str(error.problem)
        mark = error.problem_mark if error.problem_mark is not None else error.context_mark
        problem, remedy = _SYNTAX_REMEDIES.get(
            said,
            (
                f"is not YAML here ({said})",
                "look at the quotes, brackets and indents on this line and above it",
            ),
        )
        if "end of stream" in said and error.context_mark is not None:
            mark = error.context_mark
        self._complain((mark.line if mark else 0) + 1, (), "", problem, remedy)

    def _values(self, node: Node, path: Path_) -> Any:
        self.lines.setdefault(path, node.start_mark.line + 1)
        if id(node) in self._seen:
            problem = "points to another place with *"
            self._complain(self.lines[path], path, "", problem, "write the value out here")
            # A list or group may hold itself; it is not followed again.
            return _scalar(node) if isinstance(node, ScalarNode) else None
        self._seen.add(id(node))
        if isinstance(node, MappingNode):
            return self._mapping(node, path)
        if isinstance(node, SequenceNode):
            return tuple(self._values(child, (*path, i)) for i, child in enumerate(node.value))
        assert isinstance(node, ScalarNode)
        return _scalar(node)

    def _mapping(self, node: MappingNode, path: Path_) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for key_node, child in node.value:
            key, line = str(key_node.value), key_node.start_mark.line + 1
            here = (*path, key)
            if key in values:
                first = self.lines[here]
                self._complain(
                    line, here, "", f"stands here twice (first in line {first})", "keep one of them"
                )
                continue
            self.lines[here] = line
            values[key] = self._values(child, here)
        return values


def _scalar(node: ScalarNode) -> str | int | float | bool | date | None:
    tag, text = str(node.tag).rpartition(":")[2], str(node.value).strip()
    if node.style is not None or tag == "str":
        return text
    if tag == "null":
        return None
    if tag == "bool":
        return text.lower() == "true"
    try:
        if tag == "int":
            return int(text)
        if tag == "float":
            return float(text)
        if tag == "timestamp":
            return date.fromisoformat(text)
    except ValueError:
        pass
    return text
