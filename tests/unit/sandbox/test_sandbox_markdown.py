import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram.helpers import escape_markdown

from sandbox.entities import read_text
from sandbox.entities.markdown import RESERVED
from sandbox.errors import BotApiError


@pytest.mark.parametrize(
    ("raw", "text", "expected"),
    [
        ("*bold*", "bold", [("bold", 0, 4)]),
        ("_it_ __un__", "it un", [("italic", 0, 2), ("underline", 3, 2)]),
        ("~no~ ||hush||", "no hush", [("strikethrough", 0, 2), ("spoiler", 3, 4)]),
        ("*a _b_*", "a b", [("bold", 0, 3), ("italic", 2, 1)]),
        ("`x*y`", "x*y", [("code", 0, 3)]),
        ("```py\nx=1```", "x=1", [("pre", 0, 3)]),
        (r"7\.5 \- ok\!", "7.5 - ok!", []),
        (">said\nnot", "said\nnot", [("blockquote", 0, 4)]),
        ("🙂 *hi*", "🙂 hi", [("bold", 3, 2)]),
    ],
)
def test_markdown_becomes_text_and_entities(raw, text, expected):
    read = read_text(raw, "MarkdownV2", None)
    assert read.text == text
    assert [(e["type"], e["offset"], e["length"]) for e in read.entities] == expected


def test_link_keeps_its_address():
    read = read_text(r"[here](https://a.no/\)x)", "MarkdownV2", None)
    assert read.entities[0]["url"] == "https://a.no/)x"


@pytest.mark.parametrize(
    ("raw", "problem"),
    [
        ("7.5", "Character '.' is reserved and must be escaped with the preceding '\\'"),
        ("well - no", "Character '-' is reserved and must be escaped with the preceding '\\'"),
        ("a|b", "Character '|' is reserved and must be escaped with the preceding '\\'"),
        ("*bold", "Can't find end of Bold entity at byte offset 0"),
        ("ø _it", "Can't find end of Italic entity at byte offset 3"),
        ("`code", "Can't find end of Code entity at byte offset 0"),
        ("[a](b", "Can't find end of a URL at byte offset 3"),
    ],
)
def test_broken_markdown_is_refused_in_telegrams_words(raw, problem):
    with pytest.raises(BotApiError) as refused:
        read_text(raw, "MarkdownV2", None)
    assert refused.value.description == f"Bad Request: can't parse entities: {problem}"


@pytest.mark.parametrize("letter", sorted(RESERVED - set("_*[~`")))
def test_every_reserved_character_alone_has_to_be_escaped(letter):
    with pytest.raises(BotApiError):
        read_text(f"a{letter}b", "MarkdownV2", None)
    assert read_text(f"a\\{letter}b", "MarkdownV2", None).text == f"a{letter}b"


@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Z"])))
def test_what_the_library_escapes_comes_back_unchanged(text):
    assert read_text(escape_markdown(text, version=2), "MarkdownV2", None).text == text
