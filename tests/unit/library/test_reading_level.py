"""The school grade of texts: what counts as prose, and what is too hard."""

from __future__ import annotations

import pytest

from bot.library.cross_checks import reading_level
from bot.library.cross_checks.corpus import Corpus
from bot.library.school_grade import Prose, count_syllables
from bot.library.yaml_source import Document

HARD = (
    "Individuals experiencing persistent musculoskeletal discomfort frequently demonstrate "
    "considerable apprehension regarding unfamiliar physical activities, necessitating "
    "interdisciplinary consultation, individualised rehabilitation, comprehensive education and "
    "continuous encouragement from experienced professionals throughout the entire programme."
)
EASY = (
    "Pain can make a day feel long. You can take it in small steps. Sit down when you need to, "
    "and get up when you can. Have a drink of water. Then see how the next hour goes for you."
)


def corpus(text: str, *, folder: str = "messages", stem: str = "menu", **header: str) -> Corpus:
    return corpus_of({"privacy": text}, folder=folder, stem=stem, **header)


def corpus_of(texts: dict[str, str], *, folder: str, stem: str, **header: str) -> Corpus:
    head = {"id": stem, "language": "en", "status": "reviewed", "author": HARD}
    file = f"content/{folder}/en/{stem}.yml"
    data = {**head, **header, "texts": texts}
    return Corpus("content", [Document(file, folder, ("en",), stem, data, {("texts",): 12})])


def faults(found: Corpus) -> list[str]:
    return [str(fault) for fault in reading_level.check(found)]


@pytest.mark.parametrize(
    ("word", "syllables"),
    [
        *[("pain", 1), ("the", 1), ("you", 1), ("eyes", 1), ("stopped", 1), ("breathe", 1)],
        *[("breathes", 1), ("care", 1), ("careful", 2), ("sometimes", 2), ("little", 2)],
        *[("minutes", 2), ("noted", 2), ("changes", 2), ("being", 2), ("quiet", 2), ("only", 2)],
        *[("isn't", 2), ("couldn't", 2), ("you'll", 1), ("somebody", 3), ("everything", 3)],
        *[("exercise", 3), ("attention", 3), ("medicine", 3), ("usual", 3), ("suicide", 3)],
        *[("emergency", 4), ("situation", 4), ("hm", 1)],
    ],
)
def test_syllables_are_counted_as_they_are_said(word: str, syllables: int) -> None:
    assert count_syllables(word) == syllables


def test_the_grade_is_that_of_the_formula() -> None:
    prose = Prose.of("The coach cannot examine you. Please call the emergency number at once.")
    assert prose == Prose(sentences=2, words=12, syllables=19)
    assert prose.grade == round(0.39 * 12 / 2 + 11.8 * 19 / 12 - 15.59, 1) == 5.4


def test_the_grade_of_nothing_is_nought() -> None:
    assert Prose.of("").grade == Prose.of("Go on.").grade == 0.0


@pytest.mark.parametrize(
    "line",
    [
        "{numbers}",
        "Continue my check-in",
        "Do",
        "\u2022 trouble with bladder or bowel, or a numb feeling between the legs and thighs",
        "In danger now: call 113",
        "Or Kirkens SOS: call 22 40 00 40, at any hour of the day or of the night, or write",
        "no, nope, nah, not really, no thanks, never, not at all, no way, of course not, wrong",
        "10",
    ],
)
def test_what_is_no_prose_does_not_count(line: str) -> None:
    assert Prose.of(f"Sit down.\n{line}\nRest a while.") == Prose.of("Sit down.\nRest a while.")


def test_placeholders_and_numbers_are_no_words() -> None:
    assert Prose.of("Hello {name}, it is {time} or 18:30 now.").words == 5


def test_neither_a_colon_nor_a_pause_nor_an_address_ends_a_sentence() -> None:
    assert Prose.of("Is any of this new: fever, or a weak arm?").sentences == 1
    assert Prose.of("Breathe in ... 2 ... 3 ... 4 and out.").sentences == 1
    assert Prose.of("You can write at soschat.no by day.").sentences == 1


def test_a_closing_quote_ends_with_its_sentence() -> None:
    assert Prose.of("Write \u201ctalk to my team.\u201d Then wait.").sentences == 2


def test_a_long_text_without_a_full_stop_is_prose_all_the_same() -> None:
    assert Prose.of(HARD.rstrip(".")) == Prose.of(HARD)


def test_a_hard_text_is_named_with_its_grade() -> None:
    [fault] = faults(corpus(HARD))
    assert fault == (
        f"content/messages/en/menu.yml:12: texts.privacy: reads at school grade "
        f"{Prose.of(HARD).grade}, above 9 - use shorter sentences and words"
    )


def test_an_easy_text_is_fine() -> None:
    assert faults(corpus(EASY)) == []


def test_a_text_of_few_words_is_not_judged() -> None:
    few = "Physiotherapists recommend individualised rehabilitation."
    assert Prose.of(few).grade > reading_level.GRADE_MAX
    assert faults(corpus(few)) == []


def test_a_file_of_short_and_hard_texts_is_named_as_a_whole() -> None:
    few = "Physiotherapists recommend individualised rehabilitation."
    texts = {f"text_{number}": few for number in range(10)}
    [fault] = faults(corpus_of(texts, folder="messages", stem="menu"))
    assert fault.startswith("content/messages/en/menu.yml:1: file: reads at school grade ")


def test_only_english_texts_for_patients_that_are_in_use_are_judged() -> None:
    assert faults(corpus(HARD, language="nb")) == []
    assert faults(corpus(HARD, status="retired")) == []
    assert faults(corpus(HARD, stem="alert")) == []
    assert faults(corpus(HARD, stem="words")) == []
    assert faults(corpus(HARD, folder="escalation")) == []
    assert faults(corpus(HARD, folder="other_languages")) == []
    assert len(faults(corpus(HARD, folder="safety", stem="abuse"))) == 1


def test_each_file_and_each_text_has_its_grade() -> None:
    found = corpus_of({"one": EASY, "two": HARD, "three": "Go on."}, folder="lessons", stem="sleep")
    grades = [(place.key, grade) for place, grade in reading_level.graded_texts(found)]
    assert grades == [("one", Prose.of(EASY).grade), ("two", Prose.of(HARD).grade)]
    [(file, grade)] = reading_level.graded_files(found)
    assert file == "content/lessons/en/sleep.yml"
    assert Prose.of(EASY).grade < grade < Prose.of(HARD).grade
