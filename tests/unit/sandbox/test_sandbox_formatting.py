import pytest

from sandbox.entities import read_text
from sandbox.errors import BotApiError


def test_unknown_parse_mode_is_refused():
    with pytest.raises(BotApiError, match="unsupported parse_mode"):
        read_text("x", "BBCode", None)


def test_entities_given_beside_the_text_are_kept():
    given = [{"type": "bold", "offset": 2, "length": 3}]
    assert read_text("a bcd", None, given).entities == given


def test_entity_beyond_the_text_is_refused():
    with pytest.raises(BotApiError, match="ends after the end of the text"):
        read_text("ab", None, [{"type": "bold", "offset": 1, "length": 5}])


def test_entity_without_a_type_is_refused():
    with pytest.raises(BotApiError, match="can't parse MessageEntity"):
        read_text("ab", None, [{"offset": 0, "length": 1}])


def test_entity_that_covers_only_cut_space_is_dropped():
    read = read_text("ab  ", None, [{"type": "bold", "offset": 2, "length": 2}])
    assert read.entities == []
