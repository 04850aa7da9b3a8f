"""Words in pictures: what the font has, and what is done with long ones."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.pictures.lettering import (
    BODY,
    NAME,
    SMALL,
    TITLE,
    can_write,
    fitted,
    font_of,
    width_of,
    wrapped,
    written,
)

LEGIBLE_PX = 27  # nine on a phone, where a picture is shown at a third of its width
TOFU = bytes(font_of(SMALL).getmask("\uffff"))


def test_the_smallest_words_are_legible_on_a_phone() -> None:
    assert min(style.size_px for style in (TITLE, NAME, BODY, SMALL)) >= LEGIBLE_PX


def test_the_font_has_what_it_is_said_to_have() -> None:
    for code in range(0x20, 0x2200):
        letter = chr(code)
        if can_write(letter):
            assert bytes(font_of(SMALL).getmask(letter)) != TOFU, letter


def test_letters_that_the_font_lacks_are_known() -> None:
    assert can_write("Pain in the way, 0-10 …")
    assert not can_write("Søvn")
    assert not can_write("боль")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("3 – 30 Nov", "3 - 30 Nov"),
        ("Café", "Cafe"),
        ("Søvn på hytta", "Sovn pa hytta"),
        ("痛", "?"),
    ],
)
def test_stand_ins_are_written_for_them(words: str, expected: str) -> None:
    assert written(words) == expected


@given(st.text(max_size=60), st.sampled_from([TITLE, NAME, BODY, SMALL]), st.integers(60, 900))
def test_whatever_the_words_they_fit_and_can_be_written(words, style, room_px) -> None:
    cut = fitted(words, style, room_px)
    assert width_of(cut, style) <= room_px
    assert can_write(cut)


def test_words_that_fit_are_left_whole() -> None:
    assert fitted("Mood", NAME, 400) == "Mood"


def test_long_words_end_in_an_ellipsis() -> None:
    cut = fitted("How much pain got in the way of what mattered", NAME, 400)
    assert cut.startswith("How much pain")
    assert cut.endswith("…")
    assert " …" not in cut


@given(st.text(max_size=200), st.integers(80, 600))
def test_lines_fit_and_are_not_too_many(words, room_px) -> None:
    lines = wrapped(words, SMALL, room_px, most_lines=2)
    assert len(lines) <= 2
    assert all(width_of(line, SMALL) <= room_px for line in lines)


def test_words_break_between_words() -> None:
    assert wrapped("stopped everything", SMALL, 160, 2) == ("stopped", "everything")
    assert wrapped("not at all", SMALL, 160, 2) == ("not at all",)
    assert wrapped("", SMALL, 160, 2) == ()
