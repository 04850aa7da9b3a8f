"""How long screening takes: short messages, patterns alone, and the longest that can come."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from bench.figures import Sheet, percentile, spread
from bench.processes import ROOT
from bot.bootstrap import open_screener
from bot.safety.screening import screen

SHORT = 200  # characters
LONG = 4096  # the longest message that Telegram lets through
SHORT_P99_MS = 25.0
PATTERNS_P99_MS = 2.0
LONG_MOST_MS = 500.0
LONG_MESSAGES = 30
CORPORA = ("tests/corpora/safety/unseen.jsonl", "tests/corpora/understanding/with_guide.jsonl")


def measure(sheet: Sheet, weights: Path) -> None:
    """Print the figures, on one core, with the sentences of the tests and with noise."""
    sheet.title("screening", "one message, in the coach's own process")
    screener = open_screener(weights)
    texts = list(_short_messages())
    screener.screen(texts[0])  # the encoder is read with the first
    whole = _times(screener.screen, texts)
    sheet.line(f"up to {SHORT} characters", spread(whole))
    sheet.goal("p99, with the classifier", 1000 * percentile(whole, 0.99), SHORT_P99_MS, " ms")
    alone = _times(screen, texts)
    sheet.goal("p99, patterns alone", 1000 * percentile(alone, 0.99), PATTERNS_P99_MS, " ms")
    longest = _times(screener.screen, list(_long_messages(texts)))
    sheet.goal(f"{LONG} characters, the slowest", 1000 * max(longest), LONG_MOST_MS, " ms")


def _times(look: Callable[[str], object], texts: Sequence[str]) -> list[float]:
    """Return the seconds that each text takes."""
    seconds = []
    for text in texts:
        began = time.perf_counter()
        look(text)
        seconds.append(time.perf_counter() - began)
    return seconds


def _short_messages() -> Iterator[str]:
    for name in CORPORA:
        for line in (ROOT / name).read_text(encoding="utf-8").splitlines():
            text = json.loads(line)["text"]
            if len(text) <= SHORT:
                yield text


def _long_messages(texts: Sequence[str]) -> Iterator[str]:
    """Yield what is long: sentences one after another, and texts without any sense."""
    chance = random.Random(1)  # noqa: S311 - for variety, not for secrets
    for number in range(LONG_MESSAGES):
        some = " ".join(chance.sample(texts, 200))
        noise = "".join(chance.choices("abcdefghij klmnop.,!?äöü 0123456789\n", k=LONG))
        yield (some if number % 2 else noise)[:LONG]
    yield from ("x" * LONG, "a " * (LONG // 2), "🙂" * LONG, "not " * (LONG // 4))
