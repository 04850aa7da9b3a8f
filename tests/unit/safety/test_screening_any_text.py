"""Whatever is written, screening answers, and in bounded work."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.safety import screening
from bot.safety.kinds import Outcome
from bot.safety.normalise import normalise
from bot.safety.screening import RULE_SETS, screen
from bot.safety.windows import STEP_WORDS, WINDOW_WORDS, windows

TELEGRAM_LIMIT = 4096
ANY_TEXT = st.text(st.characters(), max_size=300)  # lone surrogates too
RULE_WORDS = sorted(
    {
        word
        for rule_set in RULE_SETS
        for rule in rule_set.rules
        for part in rule.needs
        for word in part.by_word
    }
)
RULE_TALK = st.lists(
    st.sampled_from([*RULE_WORDS, "not", "no", ".", ",", "?", "and", "i", "my", "is", "the"]),
    max_size=120,
).map(" ".join)


@settings(deadline=None)  # no test of time; the work is bounded below
@given(ANY_TEXT)
@example("\ud800\udfff")
@example("😀" * TELEGRAM_LIMIT)
@example("\ufdfa" * TELEGRAM_LIMIT)  # one sign that becomes eighteen
@example("a " * (TELEGRAM_LIMIT // 2))
@example("." * TELEGRAM_LIMIT)
@example("'" * TELEGRAM_LIMIT)
@example("k*" * (TELEGRAM_LIMIT // 2))
@example("1" * TELEGRAM_LIMIT)
@example("not " * (TELEGRAM_LIMIT // 4))
@example("i want to " * (TELEGRAM_LIMIT // 10))
@example("k " * (TELEGRAM_LIMIT // 2))
@example("aab" * (TELEGRAM_LIMIT // 3))
@example("\n" * TELEGRAM_LIMIT)
@example("I\u0307" * (TELEGRAM_LIMIT // 2))
def test_any_text_is_answered_and_always_the_same(text):
    assert screen(text) == screen(text)


@settings(deadline=None)
@given(RULE_TALK)
def test_any_mixture_of_the_rules_own_words_is_answered(text):
    found = screen(text)
    assert (found.outcome is Outcome.NONE) == (found == screening.NOTHING_FOUND)
    assert " " not in found.reason


@settings(deadline=None)
@given(st.text(st.characters(categories=["L", "N", "P", "Z"]), max_size=200))
def test_an_explicit_sentence_is_found_beside_any_other(text):
    assert screen(f"{text}\n\nI want to kill myself").outcome is Outcome.ACT


@given(ANY_TEXT)
def test_normalised_words_hold_no_blank_and_no_capital(text):
    assert all(word and word == word.strip() and not word.isupper() for word in normalise(text))


@given(st.lists(st.sampled_from(["word", ".", ",", "more", "?"]), max_size=700))
def test_the_number_of_windows_is_bounded_by_the_number_of_words(tokens):
    made = list(windows(tokens))
    words = [token for token in tokens if token != ","]
    smallest_step = STEP_WORDS // 2
    assert len(made) <= 1 + max(len(words) - WINDOW_WORDS, 0) / smallest_step + 1
    assert all(len(window.words) <= WINDOW_WORDS for window in made)


@settings(deadline=None)
@given(st.integers(1, 700), st.sets(st.integers(0, 699)))
def test_any_24_words_running_stand_together_in_one_window(count, ends):
    tokens = [f"w{place}." if place in ends else f"w{place}" for place in range(count)]
    tokens = [
        piece for token in tokens for piece in ((token[:-1], ".") if "." in token else (token,))
    ]
    made = [" ".join(window.words) for window in windows(tokens)]
    for start in range(max(len(tokens) - 24, 0) + 1):
        run = " ".join(tokens[start : start + 24])
        assert any(run in window for window in made)
