"""The engine's component for sentence vectors; see ``nlu/encoder``.

The coach computes a message's vector for its screening anyway and sends it along, so that no
message is encoded twice. Without it, as in training or when a text has waited, it is computed here.
"""

from __future__ import annotations

import base64
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.constants import FEATURIZER_CLASS_ALIAS
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from nlu.encoder import SIZE, load_encoder

VECTOR = "sentence_vector"  # in the message's metadata: float16, base64


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class SentenceVectors(GraphComponent):
    """Adds the vector of the whole text to a message's features."""

    def __init__(self, config: dict[str, Any]) -> None:
        self._name = config[FEATURIZER_CLASS_ALIAS]
        self._weight = np.float32(config["weight"])

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Return the configuration without one: how much a vector counts beside word counts."""
        return {FEATURIZER_CLASS_ALIAS: "sentence_vectors", "weight": 8.0}

    @staticmethod
    def required_packages() -> list[str]:
        """Return what must be installed."""
        return ["safetensors", "tokenizers"]

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> SentenceVectors:
        """Make the component; nothing of it is learned."""
        load_encoder()  # at the start, not with the first message
        return cls(config)

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Add vectors to every example, many at once."""
        examples = [each for each in training_data.training_examples if each.get(TEXT)]
        vectors = load_encoder().encode_all([each.get(TEXT) for each in examples])
        for example, vector in zip(examples, vectors, strict=True):
            example.add_features(self._features(vector))
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Add vectors to messages."""
        for message in messages:
            if text := message.get(TEXT):
                vector = sent_along(message.get("metadata"))
                if vector is None:
                    vector = load_encoder().encode(text)
                message.add_features(self._features(vector))
        return messages

    def _features(self, vector: np.ndarray[Any, Any]) -> Features:
        row = vector[None, :] * self._weight
        return Features(row, FEATURE_TYPE_SENTENCE, TEXT, self._name)


def sent_along(metadata: Any) -> np.ndarray[Any, Any] | None:
    """Return the vector that came with a message, if one did."""
    encoded = metadata.get(VECTOR) if isinstance(metadata, dict) else None
    if not isinstance(encoded, str):
        return None
    vector = np.frombuffer(base64.b64decode(encoded), np.float16).astype(np.float32)
    return vector if vector.shape == (SIZE,) else None
