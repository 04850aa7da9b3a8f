"""The text of a YAML file, changed at single places of its top; all else stays as it was.

ruamel.yaml says where everything stands, and the text is changed there. Written out by it, a
file would keep its comments, and lose indents, blanks, wrapped texts and the kind of its line ends.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from ruamel.yaml import YAML
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode

_LINE_END = re.compile(r"\r\n|\n|\r")
_BLOCK_STYLES = ("|", ">")  # the end of such a value is hard to tell from what follows it


@dataclass(frozen=True)
class YamlText:
    """A sound file with a group of keys at its top, each on a line of its own."""

    text: str

    @property
    def encoded(self) -> bytes:
        """The text as it stands in a file."""
        return self.text.encode()

    @property
    def has_lines(self) -> bool:
        """Whether each key at the top has a line of its own; in braces there is no room."""
        return not self._top.flow_style

    def has(self, key: str) -> bool:
        """Return whether a key stands at the top."""
        return key in self._nodes

    def line_of(self, key: str) -> int:
        """Return the line of a key; the first line is 1."""
        line: int = self._nodes[key][0].start_mark.line
        return line + 1

    def with_value(self, key: str, old: str, new: str) -> YamlText:
        """Return the text with another value at a key, in the quotes that it has."""
        node = self._nodes[key][1]
        first, last = node.start_mark.index, node.end_mark.index
        written = self.text[first:last]
        written = written.replace(old, new) if old in written else new
        return YamlText(self.text[:first] + written + self.text[last:])

    def with_line_below(self, keys: Sequence[str], line: str) -> YamlText:
        """Return the text with one more line below the first of some keys that is there."""
        key_node, node = next(
            self._nodes[key] for key in keys if key in self._nodes and _is_short(self._nodes[key])
        )
        indent = " " * key_node.start_mark.column
        last = node if node.value else key_node  # the mark of an empty value is further down
        end = _LINE_END.search(self.text, last.end_mark.index)
        if end is None:  # the last line of a file without a line end
            return YamlText(f"{self.text}{self._line_end}{indent}{line}")
        before, after = self.text[: end.end()], self.text[end.end() :]
        return YamlText(f"{before}{indent}{line}{end[0]}{after}")

    @property
    def _line_end(self) -> str:
        found = _LINE_END.search(self.text)
        return found[0] if found else "\n"

    @cached_property
    def _top(self) -> MappingNode:
        node = YAML(typ="safe", pure=True).compose(self.text)
        assert isinstance(node, MappingNode)  # whoever reads the file has seen to it
        return node

    @cached_property
    def _nodes(self) -> dict[str, tuple[Node, Node]]:
        return {str(key.value): (key, value) for key, value in self._top.value}


def _is_short(nodes: tuple[Node, Node]) -> bool:
    value = nodes[1]
    return isinstance(value, ScalarNode) and value.style not in _BLOCK_STYLES
