"""Sentence vectors: what a short text is about, as 384 numbers.

One module for two processes: the engine's intents and the coach's screening rest on the same
vectors. It needs no network, reads the weights of all-MiniLM-L6-v2 from an installed package, and
imports nothing of the coach.
"""

from nlu.encoder.encoder import SIZE, Encoder, load_encoder
from nlu.encoder.weights import WeightsMissing

__all__ = ["SIZE", "Encoder", "WeightsMissing", "load_encoder"]
