"""The small language of the rules."""

import pytest

from bot.safety.phrases import concept, words
from bot.safety.windows import Span, Window


def found(source: str, text: str, **parts) -> list[str]:
    window = Window(text.split())
    spans = window.find(concept(source, **parts))
    return [" ".join(window.words[span.start : span.end]) for span in spans]


@pytest.mark.parametrize(
    ("source", "text", "hits"),
    [
        ("want to die", "i want to die", ["want to die"]),
        ("want|wish to die", "i wish to die", ["wish to die"]),
        ("kill(s,ed) myself", "he killed myself", ["killed myself"]),
        ("numb* legs", "numbness legs", ["numbness legs"]),
        ("want to? die", "i want die", ["want die"]),
        ("hit _ me", "hit by me", ["hit by me"]),
        ("numb ~2 legs", "numb in both legs", ["numb in both legs"]),
        ("numb ~1 legs", "numb in both legs", []),
        ("no+way|trapped $", "there is no way .", ["no way"]),
        ("give up $", "i give up sugar", []),
        ("^ hopeless", "it is hopeless . hopeless", ["hopeless"]),
        ("so gone|$", "so gone . so .", ["so gone", "so"]),
        ("die", "died diet", []),
    ],
)
def test_a_phrase_finds_what_its_signs_say(source, text, hits):
    assert found(source, text) == hits


@pytest.mark.parametrize("text", ["he has never hit me", "he did not hit me", "he left . hit me"])
def test_a_gap_runs_over_no_negation_and_no_end_of_a_sentence(text):
    assert found("he ~3 hit me", text) == []


def test_a_phrase_may_hold_a_concept():
    assert found("my @who", "my old mum", who=concept("old? mum")) == ["my old mum"]


def test_a_list_of_words_is_one_concept():
    window = Window(["calf", "and", "leg"])
    assert window.find(words("leg calf")) == (Span(0, 1), Span(2, 3))


@pytest.mark.parametrize("source", ["~2", "really?", "_ _", "Capital", "semi;colon", "a||b"])
def test_what_is_no_phrase_is_refused(source):
    with pytest.raises(ValueError, match=r"fixed word|phrase language"):
        concept(source)
