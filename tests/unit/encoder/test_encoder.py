"""Sentence vectors: the published model's, the same each time, alone or together."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from nlu.encoder import SIZE, Encoder, WeightsMissing, load_encoder
from nlu.encoder import weights as weights_module
from nlu.encoder.weights import load_weights, model_folder

PERSON = "That is a happy person"


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return load_encoder()


@pytest.fixture(scope="module")
def published() -> Encoder:
    """The encoder as it was published, without our tuning."""
    return load_encoder(is_tuned=False)


def alike(encoder: Encoder, one: str, other: str) -> float:
    return float(encoder.encode(one) @ encoder.encode(other))


@pytest.mark.parametrize(
    ("other", "likeness"),
    [
        ("That is a happy dog", 0.695),
        ("That is a very happy person", 0.943),
        ("Today is a sunny day", 0.257),
    ],
)
def test_untuned_it_gives_the_likeness_that_the_models_page_shows(
    published: Encoder, other: str, likeness: float
) -> None:
    assert alike(published, PERSON, other) == pytest.approx(likeness, abs=0.001)


@pytest.mark.parametrize(
    "text", ["", " ", "6", "\U0001f622", "\x00", "ш", "word " * 500, "x" * 4096]
)
def test_every_text_has_a_vector_of_length_one(encoder: Encoder, text: str) -> None:
    vector = encoder.encode(text)
    assert vector.shape == (SIZE,)
    assert vector.dtype == np.float32
    assert float(np.square(vector).sum()) == pytest.approx(1, abs=1e-4)


def test_texts_together_have_the_vectors_that_they_have_alone(encoder: Encoder) -> None:
    texts = ["slept badly", "", "pain is a six today", "slept badly again", "pain", "no"]
    together = encoder.encode_all(texts)
    for text, vector in zip(texts, together, strict=True):
        np.testing.assert_allclose(vector, encoder.encode(text), atol=1e-5)
    assert encoder.encode_all([]).shape == (0, SIZE)


def test_what_means_the_same_lies_near(encoder: Encoder) -> None:
    near = alike(encoder, "I could not sleep at all", "was awake the whole night")
    assert near > alike(encoder, "I could not sleep at all", "show me my chart") + 0.2


def test_other_weights_are_refused(tmp_path: Path) -> None:
    other = tmp_path / "model.safetensors"
    with pytest.raises(WeightsMissing, match="make setup"):
        load_weights(other)
    other.write_bytes(b"something else")
    with pytest.raises(WeightsMissing, match="not the file it should be"):
        load_weights(other)


def test_a_missing_package_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weights_module, "PACKAGE", "no_such_package_anywhere")
    with pytest.raises(WeightsMissing, match="make setup"):
        model_folder()
