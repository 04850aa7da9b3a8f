"""Sentences of a clinic, screened line by line."""

import json

import pytest

from bot.errors import ConfigError
from bot.safety.batch import screen_lines
from bot.safety.screener import PATTERNS_ALONE


def test_lines_come_back_in_order_with_the_finding_added():
    lines = ['{"id": 1, "text": "I want to die"}\n', "\n", '{"text": "about a six", "x": "ø"}']
    first, second = map(json.loads, screen_lines(lines, PATTERNS_ALONE))
    assert first == {
        "id": 1,
        "text": "I want to die",
        "screen": {"kind": "suicide_self_harm", "outcome": "act", "reason": "want-to-die"},
    }
    assert second["x"] == "ø"
    assert second["screen"] == {"kind": "none", "outcome": "none", "reason": ""}


def test_letters_of_other_languages_stay_readable():
    assert "smerte øker" in next(iter(screen_lines(['{"text": "smerte øker"}'], PATTERNS_ALONE)))


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("{", "Line 3 is not JSON"),
        ("[" * 100_000, "Line 3 is not JSON"),
        ('["text"]', "Line 3 is not an object"),
        ('{"txt": "private words"}', 'Line 3 has no "text"'),
        ('{"text": 5}', 'Line 3 has no "text"'),
    ],
)
def test_a_broken_line_is_named_by_its_number_and_never_quoted(line, told):
    screened = screen_lines(['{"text": "one"}', "", line], PATTERNS_ALONE)
    next(screened)
    with pytest.raises(ConfigError, match=told) as caught:
        next(screened)
    assert "private words" not in str(caught.value)
