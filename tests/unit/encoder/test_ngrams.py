"""Which words and pieces of words a text holds."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from nlu.encoder.ngrams import TABLE, ngrams


@given(st.text())
def test_any_text_has_places_in_the_table_each_once_and_sorted(text: str) -> None:
    found = ngrams(text)
    assert found == sorted(set(found))
    assert all(0 <= place < TABLE for place in found)


def test_case_accents_quotes_and_punctuation_change_nothing() -> None:
    assert ngrams("I don\u2019t want a CAF\u00c9!") == ngrams("i don't want a cafe")


def test_order_and_negation_leave_a_trace() -> None:
    assert ngrams("not safe") != ngrams("safe")
    assert ngrams("he hit me") != ngrams("me hit he")


def test_nothing_to_read_is_nothing() -> None:
    assert ngrams("") == ngrams("!?\U0001f622") == []
