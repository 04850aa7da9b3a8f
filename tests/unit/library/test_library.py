import shutil
from pathlib import Path

import pytest

from bot.errors import CoachError
from bot.library import UnknownContent, load_library
from bot.library.faults import show

SOUND = Path(__file__).parents[2] / "content" / "sound" / "content"


@pytest.fixture(scope="module")
def library():
    return load_library(SOUND)


def test_a_text_is_filled(library):
    assert library.text("general.hello", "en", name="Kari") == "Hello Kari"


def test_a_text_in_a_language_that_is_not_there_is_given_in_english(library):
    assert library.text("general.hello", "nb", name="Kari") == "Hello Kari"
    assert library.consent("nb").language == "en"
    assert library.exercise("breathing", "nb").language == "en"
    assert library.safety_words("abuse", "nb").language == "en"
    assert library.crisis_numbers("no", "nb").language == "en"


def test_an_unknown_key_names_itself(library):
    with pytest.raises(UnknownContent, match="general\\.nothing") as refused:
        library.text("general.nothing", "en")
    assert isinstance(refused.value, KeyError)
    assert isinstance(refused.value, CoachError)


def test_a_value_that_was_not_given_names_itself(library):
    with pytest.raises(UnknownContent, match="name"):
        library.text("general.hello", "en")


@pytest.mark.parametrize("ask", ["exercise", "questionnaire", "crisis_numbers", "safety_words"])
def test_unknown_content_is_an_error(library, ask):
    with pytest.raises(UnknownContent, match="nothing"):
        getattr(library, ask)("nothing", "en")


def test_safety_words_are_found_by_their_kind_of_risk(library):
    assert library.safety_words("chest_pain", "en").kind == "chest_pain"


def test_elsewhere_is_the_last_country(library):
    assert library.countries()[-1] == "elsewhere"


def test_languages_begin_with_english(library):
    assert library.languages() == ("en",)


def test_the_version_stays_until_the_content_changes(library, tmp_path):
    copy = Path(shutil.copytree(SOUND, tmp_path / "content"))
    assert load_library(copy).version == library.version
    with (copy / "messages" / "en" / "general.yml").open("a", encoding="utf-8") as file:
        file.write("  bye: Goodbye\n")
    assert load_library(copy).version != library.version


def test_nothing_loaded_can_be_changed(library):
    with pytest.raises(Exception, match="frozen"):
        library.exercise("breathing", "en").title = "Another"


def test_content_is_loaded_as_plain_values_without_the_nodes_they_came_from(library):
    step = library.exercise("breathing", "en").steps[0]
    assert type(step.text) is str
    assert type(step.seconds) is int


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (None, ""),
        (True, "true"),
        (900, "900"),
        ("a\n b", '"a b"'),
        ("x" * 70, '"' + "x" * 57 + '..."'),
        (("a",), "this list"),
        ({"a": 1}, "this group of keys"),
    ],
)
def test_a_value_is_shown_as_it_stands_in_the_file(value, shown):
    assert show(value) == shown
