"""Whether patients can read the texts: the school grade of each, and of each file."""

from __future__ import annotations

from collections.abc import Iterator

from bot.library.cross_checks.corpus import Corpus
from bot.library.cross_checks.texts import texts_of
from bot.library.faults import Fault
from bot.library.kinds import BASE_LANGUAGE, NOT_FOR_PATIENTS
from bot.library.place import Place
from bot.library.school_grade import Prose

GRADE_MAX = 9.0
WORDS_MIN = 30  # a grade of fewer words says little: one long name would decide

# Each notice is in a language of its own; the lines of numbers to call are no prose.
_NO_ENGLISH_PROSE = frozenset({"crisis_numbers", "other_languages"})
# What providers read, and lists of words that nobody is shown.
_MESSAGES_FOR_OTHERS = frozenset({"alert", "provider", "provider-commands", "words"})


def check(corpus: Corpus) -> Iterator[Fault]:
    """Return a fault for each text, and each file, that is too hard to read."""
    for top in _for_patients(corpus):
        # Each hard text is named by itself; the file only when no single text is to blame.
        hard = [place for place, prose in _long_texts(top) if prose.grade > GRADE_MAX]
        for place in hard or [top]:
            prose = of_file(top) if place is top else Prose.of(place.text or "")
            if prose.words >= WORDS_MIN and prose.grade > GRADE_MAX:
                yield place.fault_without_value(
                    f"reads at school grade {prose.grade:.1f}, above {GRADE_MAX:.0f}",
                    "use shorter sentences and words",
                )


def graded_files(corpus: Corpus) -> list[tuple[str, float]]:
    """Return each file with enough prose, and its school grade."""
    prose = {top.document.file: of_file(top) for top in _for_patients(corpus)}
    return [(file, found.grade) for file, found in prose.items() if found.words >= WORDS_MIN]


def graded_texts(corpus: Corpus) -> list[tuple[Place, float]]:
    """Return each text of enough words, and its school grade."""
    return [
        (place, prose.grade) for top in _for_patients(corpus) for place, prose in _long_texts(top)
    ]


def of_file(top: Place) -> Prose:
    """Return all prose of a file together."""
    return sum((Prose.of(place.text or "") for place in texts_of(top)), Prose())


def _long_texts(top: Place) -> list[tuple[Place, Prose]]:
    found = [(place, Prose.of(place.text or "")) for place in texts_of(top)]
    return [(place, prose) for place, prose in found if prose.words >= WORDS_MIN]


def _for_patients(corpus: Corpus) -> Iterator[Place]:
    for document in corpus.documents:
        top = Place.top(document)
        is_for_others = document.folder in NOT_FOR_PATIENTS | _NO_ENGLISH_PROSE or (
            document.folder == "messages" and document.stem in _MESSAGES_FOR_OTHERS
        )
        is_read = top.at("language").text == BASE_LANGUAGE and top.at("status").text != "retired"
        if is_read and not is_for_others:
            yield top
