"""What the coach knows of a message's meaning, handed on to the engine with the text.

Screening has computed the sentence vector already; ``engine/sentence_vectors.py`` takes it from the
message's metadata, so that no message is encoded twice.
"""

from __future__ import annotations

import base64

import numpy as np

from bot.safety.screener import Screener


def as_metadata(screener: Screener, text: str) -> dict[str, str]:
    """Return the vector of ``text`` as metadata: float16, base64; empty when there is none."""
    vector = screener.meaning(text)
    if vector is None:
        return {}
    return {"sentence_vector": base64.b64encode(vector.astype(np.float16).tobytes()).decode()}
