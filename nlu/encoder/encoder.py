"""A forward pass of the sentence encoder in numpy."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from nlu.encoder.weights import LAYERS, TUNED, Array, Layer, Weights, load_weights, model_folder

SIZE = 384  # numbers in a vector
HEADS = 12
MOST_TOKENS = 128  # of a text; about 100 words. Longer ones are cut: pass them in windows.

_AT_ONCE = 32  # texts; more bring nothing
_HEAD_SIZE = SIZE // HEADS
_SCALE = np.float32(_HEAD_SIZE**-0.5)
_ONE, _HALF = np.float32(1), np.float32(0.5)
# Formula 7.1.26 for the error function of x / sqrt(2), its coefficients halved, the highest first.
_TAIL_SLOPE = np.float32(0.3275911 * 0.5**0.5)
_TAIL = tuple(
    np.float32(0.5 * coefficient)
    for coefficient in (1.061405429, -1.453152027, 1.421413741, -0.284496736, 0.254829592)
)

Ids = NDArray[np.int64]


class Encoder:
    """Turns texts into vectors of length 1; the same text always gives the same vector."""

    def __init__(self, weights: Weights, tokenizer: Tokenizer) -> None:
        self._weights = weights
        self._tokenizer = tokenizer

    def encode(self, text: str) -> Array:
        """Return the vector (SIZE,) of one text; an empty text has one as well."""
        vector: Array = self._embed(np.array([self._tokenizer.encode(text).ids]))[0]
        return vector

    def encode_all(self, texts: Sequence[str]) -> Array:
        """Return the vectors (len(texts), SIZE) of many texts, those of one length together."""
        by_length: dict[int, list[int]] = defaultdict(list)
        tokens = [found.ids for found in self._tokenizer.encode_batch(list(texts))]
        for place, ids in enumerate(tokens):
            by_length[len(ids)].append(place)
        vectors = np.empty((len(texts), SIZE), np.float32)
        for places in by_length.values():
            for start in range(0, len(places), _AT_ONCE):
                some = places[start : start + _AT_ONCE]
                vectors[some] = self._embed(np.array([tokens[place] for place in some]))
        return vectors

    def hidden(self, tokens: Ids, layers: int) -> Array:
        """Return what comes out of the first ``layers``: (texts, tokens, SIZE)."""
        weights = self._weights
        x = weights.norm(weights.words[tokens] + weights.places[: tokens.shape[1]])
        for layer in weights.layers[:layers]:
            x = _pass_through(layer, x)
        return x

    def _embed(self, tokens: Ids) -> Array:
        """Return the vectors (texts, SIZE) of token numbers (texts, tokens)."""
        mean = self.hidden(tokens, LAYERS).mean(axis=1)
        vectors: Array = mean / np.sqrt(np.square(mean).sum(axis=1, keepdims=True))
        return vectors


def _pass_through(layer: Layer, x: Array) -> Array:
    x = layer.attention_norm(x + layer.attention_out(_attend(layer, x)))
    return layer.norm(x + layer.narrow(_gelu(layer.widen(x))))


def _attend(layer: Layer, x: Array) -> Array:
    """Return what each token (texts, tokens, SIZE) takes from all of its text."""
    texts, tokens, _ = x.shape
    parts = layer.attention(x).reshape(texts, tokens, 3, HEADS, _HEAD_SIZE)
    query, key, value = parts.transpose(2, 0, 3, 1, 4)
    scores = query @ key.transpose(0, 1, 3, 2) * _SCALE
    scores = np.exp(scores - scores.max(axis=-1, keepdims=True))
    scores /= scores.sum(axis=-1, keepdims=True)
    taken: Array = (scores @ value).transpose(0, 2, 1, 3).reshape(texts, tokens, SIZE)
    return taken


def _gelu(x: Array) -> Array:
    """Return x times the normal distribution's share below it, to 7 digits.

    Written as max(x, 0) less what the tail takes away, in place: of a pass through the encoder,
    half the time went into memory for what lies between.

    Source:
        Abramowitz and Stegun 1964, Handbook of Mathematical Functions, formula 7.1.26.
    """
    size = np.abs(x)
    t = size * _TAIL_SLOPE
    t += _ONE
    np.divide(_ONE, t, out=t)
    tail = t * _TAIL[0]
    for coefficient in _TAIL[1:]:
        tail += coefficient
        tail *= t
    np.multiply(size, size, out=t)
    t *= -_HALF
    tail *= np.exp(t, out=t)
    tail *= size
    result: Array = np.maximum(x, 0, out=size)
    result -= tail
    return result


@cache
def load_encoder(*, is_tuned: bool = True) -> Encoder:
    """Return the encoder, read once per process (about 0.2 s, 100 MB).

    Args:
        is_tuned: Whether to take the layers that were tuned on our own sentences.

    Raises:
        WeightsMissing: The weights are not installed, or not the ones expected.
    """
    folder = model_folder()
    weights = load_weights(folder / "model.safetensors", TUNED if is_tuned else None)
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(MOST_TOKENS)
    return Encoder(weights, tokenizer)
