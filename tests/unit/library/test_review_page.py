"""The page to sign holds every file and every word, safely."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass, field
from datetime import date
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest

from bot.library.cross_checks.texts import texts_of
from bot.library.loader import Reading, content_version, read_content
from bot.library.markup import element, joined
from bot.library.place import Place
from bot.library.review import review_page

ROOT = Path(__file__).parents[3]
SHIPPED = ROOT / "content"
SOUND = ROOT / "tests" / "content" / "sound" / "content"
TODAY = date(2027, 1, 1)
VOID = {"meta"}
# What the page says in words of its own, or in places that a reader does not need.
IN_OTHER_WORDS = {"id", "kind", "operator", "higher_is", "numbers", "event", "measure", "value"}
IN_OTHER_GROUPS = {"when", "notify", "risk_kinds"}


def page_of(reading: Reading, root: Path) -> str:
    return review_page(reading.items, reading.faults, content_version(root), TODAY)


@pytest.fixture(scope="module")
def shipped() -> Reading:
    return read_content(SHIPPED, TODAY)


@pytest.fixture(scope="module")
def page(shipped: Reading) -> str:
    return page_of(shipped, SHIPPED)


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SOUND, tmp_path / "content"))


def change(root: Path, file: str, old: str, new: str) -> str:
    path = root / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    return page_of(read_content(root, TODAY), root)


def plain(markup: str) -> str:
    return unescape(re.sub(r"<[^>]*>", "", markup))


@dataclass
class Seen(HTMLParser):
    """The tags and addresses of a page; a tag that is closed wrongly is an error."""

    open_tags: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    attributes: list[tuple[str, str | None]] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        if tag not in VOID:
            self.open_tags.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open_tags.pop() == tag


def seen(markup: str) -> Seen:
    parser = Seen()
    parser.feed(markup)
    assert parser.open_tags == []
    return parser


def test_every_file_is_there_with_its_header(page: str, shipped: Reading) -> None:
    assert len(shipped.items) == len(shipped.corpus.documents) > 40
    text = plain(page)
    for file, item in shipped.items.items():
        assert f"File: {file}".replace(": ", "") in text
        for source in item.sources:
            assert source.citation in text
            assert (source.doi or "") in text
            assert (source.note or "") in text


def test_every_word_that_a_person_may_read_is_there(page: str, shipped: Reading) -> None:
    text = plain(page)
    places = [
        place
        for document in shipped.corpus.documents
        for place in texts_of(Place.top(document))
        if place.key not in IN_OTHER_WORDS and not IN_OTHER_GROUPS & set(place.path)
    ]
    assert len(places) > 900
    missing = [f"{one.document.file} {one.path}" for one in places if str(one.text) not in text]
    assert missing == []


def test_every_step_stands_in_its_own_file_and_in_order(page: str, shipped: Reading) -> None:
    counted = 0
    for file, item in shipped.items.items():
        article = page.split(f'id="{file.removesuffix(".yml").replace("/", "-")}"')[1]
        text = plain(article.split("</article>")[0])
        at = 0
        for step in getattr(item, "steps", ()):
            at = text.index(step.text, at)
            counted += 1
    assert counted > 40


def test_a_branch_says_who_it_is_for(page: str) -> None:
    assert "Only for people who chose “Eyes closed” at step 1:" in plain(page)


def test_the_policy_is_told_in_words(page: str) -> None:
    text = plain(page)
    assert "“Pain” is 8 or more in 3 check-ins running" in text
    assert (
        "“Pain” is 3 points or more above the person's own mean of the last 14 days, "
        "in 2 check-ins running" in text
    )
    assert "“Pain” was 7 or more in the last check-in, and then 3 check-ins are missed" in text
    assert "the first provider and the back-up" in text


def test_each_file_has_room_for_a_signature_and_the_policy_for_two(
    page: str, shipped: Reading
) -> None:
    assert page.count('class="sign"') == len(shipped.items) + 1
    for words in ("Reviewed by", "Date", "Signature"):
        assert page.count(f'<div class="field">{words}</div>') == len(shipped.items) + 1


def test_the_page_is_whole_and_needs_nothing_from_elsewhere(page: str) -> None:
    found = seen(page)
    assert not {"script", "link", "img", "iframe", "object", "form"} & set(found.tags)
    assert not [name for name, _ in found.attributes if name.startswith("on") or name == "src"]
    assert "url(" not in page
    assert "@import" not in page
    hrefs = [value for name, value in found.attributes if name == "href"]
    assert all(href and href.startswith("#") for href in hrefs)


def test_the_table_of_contents_leads_to_each_file_once(page: str, shipped: Reading) -> None:
    found = seen(page)
    hrefs = [value for name, value in found.attributes if name == "href"]
    ids = [f"#{value}" for name, value in found.attributes if name == "id"]
    assert hrefs == ids
    assert len(set(ids)) == len(shipped.items)


def test_lessons_follow_their_module_in_its_order(page: str, shipped: Reading) -> None:
    modules = [item for file, item in shipped.items.items() if "/modules/" in file]
    assert modules
    for module in modules:
        ids = [f'id="content-modules-en-{module.id}"']
        ids += [f'id="content-lessons-en-{lesson}"' for lesson in module.lessons]
        places = [page.index(one) for one in ids]
        assert places == sorted(places)


def test_what_looks_like_markup_is_shown_as_it_stands(content: Path) -> None:
    evil = '<script>alert(1)</script> & "x"'
    quoted = "'" + evil + "'"
    markup = change(content, "exercises/en/breathing.yml", "why: It calms.", f"why: {quoted}")
    assert evil not in markup
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;x&quot;" in markup
    assert evil in plain(markup)


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("exercises/en/breathing.yml", "text: In and out.", "text: <b>In</b>"),
        ("exercises/en/breathing.yml", "title: Breathing", "title: <b>In</b>"),
        ("exercises/en/breathing.yml", "citation: A book", "citation: <b>In</b>"),
        ("exercises/en/breathing.yml", "author: A tester", "author: <b>In</b>"),
        ("escalation/default.yml", "author: A tester", "author: <b>In</b>"),
        ("style/placeholders.yml", "time: A time of day", "time: <b>In</b>"),
        ("style/forbidden-words.yml", "[less pain, cure*]", "[<b>In</b>]"),
    ],
)
def test_markup_is_escaped_wherever_it_stands(content: Path, file: str, old: str, new: str) -> None:
    markup = change(content, file, old, new)
    assert "<b>In</b>" not in markup
    assert "&lt;b&gt;In&lt;/b&gt;" in markup
    seen(markup)


def test_an_attribute_cannot_be_broken_out_of() -> None:
    assert element("a", "x", href='" onclick="y') == '<a href="&quot; onclick=&quot;y">x</a>'


def test_markup_joined_to_plain_text_is_escaped_again() -> None:
    assert joined([element("b", "x") + "<i>"]) == "&lt;b&gt;x&lt;/b&gt;&lt;i&gt;"


def test_what_the_check_finds_stands_at_the_top(content: Path) -> None:
    sound = page_of(read_content(content, TODAY), content)
    assert "The check finds no faults." in sound
    markup = change(content, "exercises/en/breathing.yml", "2030-01-31", "2026-01-31")
    front = plain(markup.split("<nav>")[0])
    assert "The check finds 1 fault:" in front
    assert "content/exercises/en/breathing.yml:6: review_due" in front


def test_a_branch_that_names_no_step_is_shown_and_is_a_fault(content: Path) -> None:
    new = "text: In and out.\n    when: {eyes: open}"
    markup = change(content, "exercises/en/breathing.yml", "text: In and out.", new)
    assert "Only for people who chose “open” at eyes:" in plain(markup)
    assert "names no step: eyes" in plain(markup)


def test_a_signed_file_names_who_signed_it(content: Path) -> None:
    new = "status: approved\napproved_by: Dr Kari Nordmann\napproved_on: 2026-12-24"
    markup = change(content, "exercises/en/breathing.yml", "status: reviewed", new)
    assert "Approved byDr Kari Nordmann" in plain(markup)
    assert "Approved on24 December 2026" in plain(markup)
    assert ", 1 of them approved" in plain(markup)


def test_the_page_names_exactly_this_content(content: Path) -> None:
    before = page_of(read_content(content, TODAY), content)
    after = change(content, "exercises/en/breathing.yml", "why: It calms.", "why: It may calm.")
    names = [re.search(r"Content ([0-9a-f]{12}),", plain(one)) for one in (before, after)]
    assert all(names)
    assert names[0][1] != names[1][1]


def test_a_picture_is_named_where_it_is_shown(page: str) -> None:
    said = plain(page)
    animation = "With an animation: a circle grows for 4 seconds and shrinks for 6, over and over."
    assert said.count(animation) == 2 + 3 + 5
    assert (
        "With a picture of a week, drawn from the answers: planned-minutes, then rest-minutes, "
        "as often as turns, on days."
    ) in said


def test_a_hold_and_a_pause_of_a_breath_are_named(content: Path) -> None:
    longer = "{kind: breathing_pace, in_s: 4, hold_s: 2, out_s: 6, pause_s: 1}"
    page = change(
        content,
        "exercises/en/breathing.yml",
        "    seconds: 60\n",
        f"    seconds: 60\n    picture: {longer}\n",
    )
    assert (
        "a circle grows for 4 seconds, stays large for 2, shrinks for 6 and stays small for 1,"
        in plain(page)
    )
