import pytest

from sandbox.entities import read_text
from sandbox.errors import BotApiError


def spans(raw: str) -> list[tuple[str, int, int]]:
    read = read_text(raw, "HTML", None)
    return [(e["type"], e["offset"], e["length"]) for e in read.entities]


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("<b>Good</b> morning", "Good morning"),
        ("a &lt; b &amp;&amp; c &gt; d &quot;e&quot;", 'a < b && c > d "e"'),
        ("&#65;&#x42;", "AB"),
        ("&nbsp; and & alone", "&nbsp; and & alone"),
        ("<i></i>nothing", "nothing"),
        ("  <b> trimmed </b>\n", "trimmed"),
    ],
)
def test_html_is_read_to_plain_text(raw, text):
    assert read_text(raw, "HTML", None).text == text


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("<b>Good</b> morning", [("bold", 0, 4)]),
        ("<strong>a<em>b</em></strong>", [("bold", 0, 2), ("italic", 1, 1)]),
        ("<tg-spoiler>x</tg-spoiler>", [("spoiler", 0, 1)]),
        ('<span class="tg-spoiler">x</span>', [("spoiler", 0, 1)]),
        ("<blockquote expandable>x</blockquote>", [("expandable_blockquote", 0, 1)]),
        (
            "<u>a</u><s>b</s><code>c</code><pre>d</pre>",
            [
                ("underline", 0, 1),
                ("strikethrough", 1, 1),
                ("code", 2, 1),
                ("pre", 3, 1),
            ],
        ),
        ("<B>loud</B>", [("bold", 0, 4)]),
        ("<i></i>nothing", []),
        ('<a href="nowhere">x</a>', []),
    ],
)
def test_html_tags_become_entities(raw, expected):
    assert spans(raw) == expected


def test_offsets_count_utf16_units_as_telegram_does():
    assert spans("🙂 <b>hi</b>") == [("bold", 3, 2)]


def test_offsets_follow_when_leading_space_is_cut():
    assert spans("\n\n 🙂<b> hi </b> ") == [("bold", 2, 3)]


def test_link_keeps_its_address():
    read = read_text('<a href="https://a.no/?x=1&amp;y=2">here</a>', "HTML", None)
    assert read.entities == [
        {"type": "text_link", "offset": 0, "length": 4, "url": "https://a.no/?x=1&y=2"}
    ]


@pytest.mark.parametrize(
    ("raw", "problem"),
    [
        ("pain < 5", 'Unsupported start tag "" at byte offset 5'),
        ("<p>x</p>", 'Unsupported start tag "p" at byte offset 0'),
        ("ø <br>", 'Unsupported start tag "br" at byte offset 3'),
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        (
            "<b><i>x</b></i>",
            'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"',
        ),
        ("<b", "Unclosed start tag at byte offset 0"),
        ('<a href="x', "Unclosed start tag at byte offset 0"),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ('<span class="red">x</span>', 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ],
)
def test_broken_html_is_refused_in_telegrams_words(raw, problem):
    with pytest.raises(BotApiError) as refused:
        read_text(raw, "HTML", None)
    assert refused.value.code == 400
    assert refused.value.description == f"Bad Request: can't parse entities: {problem}"
