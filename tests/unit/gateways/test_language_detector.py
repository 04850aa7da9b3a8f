"""Which texts are surely in another language than the patient's."""

from __future__ import annotations

from pathlib import Path

import pytest
from ruamel.yaml import YAML

from bot.errors import ConfigError
from bot.gateways.language_detector import LanguageDetector
from tests.auxil.engine_at_work import ROOT

CODES = tuple(
    YAML(typ="safe").load(ROOT / "content" / "other_languages" / "notices.yml")["notices"]
)


@pytest.fixture(scope="module")
def detector() -> LanguageDetector:
    return LanguageDetector(CODES)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("no", "jeg har vondt i ryggen i dag"),
        ("de", "ich habe heute starke Schmerzen"),
        ("de", "Mein Rücken tut so weh!"),
        ("es", "me duele mucho la espalda"),
        ("fr", "j'ai très mal au dos"),
        ("pl", "bolą mnie dzisiaj plecy"),
        ("nl", "ik heb veel pijn vandaag"),
        ("ar", "عندي ألم في ظهري"),
        ("ru", "Здравствуйте"),
        ("zh", "我的背很痛"),
        ("ur", "میری کمر میں درد ہے"),
    ],
)
def test_another_language_is_named(detector: LanguageDetector, language: str, text: str) -> None:
    assert detector.other_than("en", text) == language


@pytest.mark.parametrize("text", ["hallo", "nei takk", "Ellen Ødegård", "g'day mate", "👍", ""])
def test_a_word_or_two_tell_no_language(detector: LanguageDetector, text: str) -> None:
    assert detector.other_than("en", text) is None


def test_a_text_with_a_number_can_be_read(detector: LanguageDetector) -> None:
    assert detector.other_than("en", "jeg har så vondt i dag") is not None
    assert detector.other_than("en", "jeg har så vondt i dag, 7") is None


def test_english_of_all_kinds_stays_english(detector: LanguageDetector) -> None:
    examples = [
        line.removeprefix("    - ")
        for path in sorted((ROOT / "nlu" / "en").glob("*.yml"))
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.startswith("    - ")
    ]
    taken_for_foreign = [text for text in examples if detector.other_than("en", text)]
    assert len(examples) > 10_000
    assert len(taken_for_foreign) <= len(examples) // 1000, taken_for_foreign


def test_no_length_makes_it_slow_or_fail(detector: LanguageDetector) -> None:
    assert detector.other_than("en", "jeg har vondt " * 300) == "no"


def test_an_unknown_language_is_a_clear_error() -> None:
    with pytest.raises(ConfigError, match="xx, which cannot be recognised"):
        LanguageDetector(["de", "xx"])


def test_every_language_with_a_notice_is_known(detector: LanguageDetector) -> None:
    assert Path(ROOT / "content" / "other_languages" / "notices.yml").is_file()
    assert len(CODES) >= 20
