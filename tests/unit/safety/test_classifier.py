"""What the classifier's shares lead to, how long messages are read, and weights that are wrong."""

from __future__ import annotations

from pathlib import Path
from random import Random
from string import ascii_letters, ascii_lowercase

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.safety import classifier as classifier_module
from bot.safety.classifier import (
    ACT_FROM,
    ASK_FROM,
    Classifier,
    Guess,
    ScreeningWeightsMissing,
    load_classifier,
    windows,
)
from bot.safety.kinds import Outcome, RiskKind
from bot.safety.screener import PATTERNS_ALONE, Screener
from bot.safety.screening import NOTHING_FOUND
from nlu.encoder import SIZE
from nlu.encoder.ngrams import TABLE, ngrams

LABELS = ("none", "suicide_self_harm/act", "suicide_self_harm/ask", "chest_pain/act")
CRY = "gone for good by morning"


class NoMeaning:
    """An encoder for which all texts mean the same."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    def encode(self, text: str) -> np.ndarray:
        self.texts.append(text)
        return np.zeros(SIZE, np.float32)


def knowing(words: str, label: str, strength: float = 60.0) -> Classifier:
    """A classifier that knows one thing: that these words mean this."""
    of_ngrams = np.zeros((TABLE, len(LABELS)), np.float32)
    places = ngrams(words)
    of_ngrams[places, LABELS.index(label)] = strength / len(places)
    bias = np.array([6.0, 0, 0, 0], np.float32)
    of_vector = np.zeros((SIZE, len(LABELS)), np.float32)
    return Classifier(NoMeaning(), LABELS, of_vector, of_ngrams, bias)  # type: ignore[arg-type]


def judged(classifier: Classifier, text: str) -> Guess:
    return classifier.judge(text, classifier.encode(text))


@pytest.mark.parametrize(
    ("crisis", "body", "acute", "outcome"),
    [
        (0.0, 0.0, 0.0, Outcome.NONE),
        (ASK_FROM["crisis"] - 0.01, ASK_FROM["body"] - 0.01, 0.2, Outcome.NONE),
        (ASK_FROM["crisis"], 0.0, 0.0, Outcome.ASK),
        (0.0, ASK_FROM["body"], 0.0, Outcome.ASK),
        (1.0, 0.0, ACT_FROM - 0.01, Outcome.ASK),
        (1.0, 0.0, ACT_FROM, Outcome.ACT),
    ],
)
def test_shares_lead_to_outcomes(
    crisis: float, body: float, acute: float, outcome: Outcome
) -> None:
    assert Guess(RiskKind.ABUSE, crisis, body, acute).outcome is outcome


def test_the_kind_is_the_likeliest_danger_also_where_none_is_likelier() -> None:
    guess = judged(knowing(CRY, "chest_pain/act"), CRY)
    assert guess.kind is RiskKind.CHEST_PAIN
    assert guess.acute == pytest.approx(guess.body, abs=0.01)
    calm = judged(knowing(CRY, "chest_pain/act"), "a nice day")
    assert calm.crisis + calm.body < 0.05


def test_a_cry_does_not_drown_in_a_long_message() -> None:
    classifier = knowing(CRY, "suicide_self_harm/act", 190.0)
    around = " ".join(f"word{number}" for number in range(150))
    text = f"{around} {CRY} {around}"
    whole = classifier._judge_one(text, classifier.encode(text))
    assert whole.outcome is not Outcome.ACT
    assert judged(classifier, text).outcome is Outcome.ACT


@given(st.text(max_size=4096))
@settings(max_examples=50)
def test_windows_leave_no_word_out_and_are_never_many(text: str) -> None:
    found = list(windows(text))
    assert len(found) <= 120
    if found:
        kept = "".join(found)
        assert all(sign in kept for sign in set("".join(text.split())))


def test_any_24_words_running_stand_together_in_one_window() -> None:
    words = [f"w{number}" for number in range(400)]
    found = list(windows(" ".join(words)))
    for start in range(len(words) - 5):
        part = " ".join(words[start : start + 6])
        assert any(part in window for window in found), part


@pytest.mark.parametrize("text", ["x" * 4096, "xxxx", "1234 5678", "?!", "", "7", "\U0001f622"])
def test_where_there_are_no_words_there_is_nothing_to_judge(text: str) -> None:
    sees_it_everywhere = knowing("x", "suicide_self_harm/act", 500.0)
    assert judged(sees_it_everywhere, text).outcome is Outcome.NONE
    assert judged(knowing("hi", "chest_pain/act", 500.0), "hi").outcome is Outcome.ACT


class TestScreener:
    def test_patterns_and_classifier_are_both_heard_and_the_graver_wins(self) -> None:
        screener = Screener(knowing(CRY, "suicide_self_harm/ask"))
        assert screener.screen(CRY).outcome is Outcome.ASK
        assert screener.screen(CRY).reason == "classifier"
        assert screener.screen(f"{CRY}. I want to kill myself").outcome is Outcome.ACT
        assert screener.screen("a nice day") == NOTHING_FOUND

    @pytest.mark.parametrize(
        ("text", "outcome"),
        [
            (f"{CRY}, the same as always", Outcome.ASK),
            (f"{CRY}, nothing new", Outcome.ASK),
            (f"{CRY}, as always, or is it?", Outcome.ACT),
            (f"{CRY}, the same as always but worse today", Outcome.ACT),
            (CRY, Outcome.ACT),
        ],
    )
    def test_a_bodily_sign_that_is_known_and_unchanged_weighs_less(
        self, text: str, outcome: Outcome
    ) -> None:
        assert Screener(knowing(CRY, "chest_pain/act", 190.0)).screen(text).outcome is outcome

    def test_known_and_unchanged_changes_nothing_where_life_is_meant(self) -> None:
        screener = Screener(knowing(CRY, "suicide_self_harm/act", 190.0))
        assert screener.screen(f"{CRY}, the same as always").outcome is Outcome.ACT

    def test_a_text_is_encoded_once_for_screening_and_engine(self) -> None:
        classifier = knowing(CRY, "chest_pain/act")
        screener = Screener(classifier)
        screener.screen("a nice day")
        meaning = screener.meaning("a nice day")
        assert meaning is not None
        assert meaning.shape == (SIZE,)
        assert classifier._encoder.texts == ["a nice day"]  # type: ignore[attr-defined]
        assert PATTERNS_ALONE.meaning("a nice day") is None

    def test_without_a_classifier_it_is_patterns_alone(self) -> None:
        assert PATTERNS_ALONE.screen("I want to kill myself").outcome is Outcome.ACT
        assert PATTERNS_ALONE.screen(CRY) == NOTHING_FOUND


class TestWeights:
    def test_they_are_read_as_they_were_written(self, tmp_path: Path) -> None:
        path = write(tmp_path)
        guess = judged(load_classifier(path, NoMeaning()), "hello")  # type: ignore[arg-type]
        assert (guess.crisis, guess.body) == (pytest.approx(0.5), pytest.approx(0.25))

    @pytest.mark.parametrize(
        "wrong",
        [
            {"labels": np.array(["abuse/act"])},
            {"labels": np.array(["a", "b", "c", "d"])},
            {"bias": np.zeros(3)},
            {"of_ngrams": np.zeros((TABLE // 2, 4))},
        ],
    )
    def test_of_another_shape_they_are_refused(self, tmp_path: Path, wrong: dict) -> None:
        with pytest.raises(ScreeningWeightsMissing, match="train anew"):
            load_classifier(write(tmp_path, **wrong), NoMeaning())  # type: ignore[arg-type]

    def test_missing_or_broken_they_are_refused(self, tmp_path: Path) -> None:
        with pytest.raises(ScreeningWeightsMissing, match="lindra train"):
            load_classifier(tmp_path / "none.npz", NoMeaning())  # type: ignore[arg-type]
        broken = tmp_path / "broken.npz"
        broken.write_bytes(b"not numbers")
        with pytest.raises(ScreeningWeightsMissing, match="lindra train"):
            load_classifier(broken, NoMeaning())  # type: ignore[arg-type]


def write(folder: Path, **wrong: np.ndarray) -> Path:
    arrays = {
        "labels": np.array(LABELS),
        "of_vector": np.zeros((SIZE, 4), np.float32),
        "of_ngrams": np.zeros((TABLE, 4), np.float32),
        "bias": np.zeros(4, np.float32),
        **wrong,
    }
    path = folder / "weights.npz"
    np.savez(path, **arrays)
    return path


def test_thresholds_are_shares_and_asking_comes_first() -> None:
    thresholds = classifier_module.ASK_FROM.values()
    assert all(0 < ask < classifier_module.ACT_FROM < 1 for ask in thresholds)


def struck_at_random(letters: str, seed: int) -> str:
    return "".join(Random(seed).choices(letters, k=4096))


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("letters", [ascii_letters, ascii_lowercase + " " * 5])
def test_letters_struck_at_random_are_never_acted_upon(letters: str, seed: int):
    classifier = knowing(text := struck_at_random(letters, seed), "suicide_self_harm/act", 600.0)
    assert judged(classifier, text).outcome is not Outcome.ACT


def test_a_cry_that_leaves_out_some_vowels_is_acted_upon():
    text = "i cnt do this nymore, i wnt to be gone for gd by the mrning, pls tell them im srry"
    assert judged(knowing(text, "suicide_self_harm/act", 300.0), text).outcome is Outcome.ACT
