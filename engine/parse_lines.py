"""Say how the engine's model understands texts: JSON lines with ``text`` in, JSON lines out.

``python engine/parse_lines.py MODEL < lines``; run with the engine's own Python. Each line that
comes out holds ``intent``, ``confidence``, ``ranking`` (the first three names) and ``entities`` of
the line that went in.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
from pathlib import Path
from typing import Any, TextIO

_FALLBACK = "nlu_fallback"
_RANKED = 3


def main() -> None:
    """Read standard input to its end."""
    # Rasa and TensorFlow print as they please: only what is written here may reach standard output.
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    sys.path.append(str(Path(__file__).parents[1]))  # where the encoder is
    from rasa.core.agent import Agent

    agent = Agent.load(sys.argv[1])
    asyncio.run(_parse_all(agent, sys.stdin, out))


async def _parse_all(agent: Any, lines: TextIO, out: TextIO) -> None:
    for line in lines:
        parsed = await agent.parse_message(json.loads(line)["text"])
        out.write(json.dumps(_shape(parsed), ensure_ascii=False) + "\n")
        out.flush()


def _shape(parsed: dict[str, Any]) -> dict[str, Any]:
    """Return the classifier's guesses; that the engine would rather ask back is not one of them."""
    guesses = [guess for guess in parsed["intent_ranking"] if guess["name"] != _FALLBACK]
    first = guesses[0] if guesses else {"name": "", "confidence": 0.0}
    return {
        "intent": first["name"],
        "confidence": round(float(first["confidence"]), 4),
        "ranking": [guess["name"] for guess in guesses[:_RANKED]],
        "entities": parsed["entities"],
    }


if __name__ == "__main__":
    main()
