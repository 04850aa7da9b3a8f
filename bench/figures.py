"""Turns measurements into figures, and prints them."""

from __future__ import annotations

import math
import os
import platform
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

_NAME_WIDTH = 58


def percentile(values: Sequence[float], share: float) -> float:
    """Return the smallest value that is not below ``share`` (0-1) of all values."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def in_ms(seconds: float) -> str:
    """Return a duration as it is printed."""
    return f"{1000 * seconds:.1f} ms"


def spread(seconds: Sequence[float]) -> str:
    """Return the middle and the far ends of many durations, in one line."""
    if not seconds:
        return "nothing measured"
    shown = [(name, percentile(seconds, share)) for name, share in _SHARES]
    return ", ".join(f"{name} {in_ms(value)}" for name, value in shown) + f" (n={len(seconds)})"


_SHARES = (("p50", 0.5), ("p95", 0.95), ("p99", 0.99))


class Sheet:
    """Prints figures as they are found, and remembers the goals that were missed."""

    def __init__(self) -> None:
        self.missed: list[str] = []

    def title(self, name: str, what: str) -> None:
        """Begin a measurement."""
        print(f"\n{name}: {what}", flush=True)

    def line(self, name: str, value: str) -> None:
        """Print one figure."""
        print(f"  {name:<{_NAME_WIDTH}} {value}", flush=True)

    def goal(self, name: str, value: float, limit: float, unit: str = "") -> None:
        """Print a figure beside the most it may be."""
        is_met = value <= limit
        if not is_met:
            self.missed.append(name)
        shown = f"{value:.2f}{unit}" if limit < 100 else f"{value:.0f}{unit}"
        self.line(name, f"{shown} (goal: at most {limit:g}{unit}) {'ok' if is_met else 'MISSED'}")


def about_this_machine() -> str:
    """Return what a reader must know before comparing the figures with others."""
    load = os.getloadavg()[0]
    model = _processor()
    return (
        f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, {platform.system()} {platform.machine()}"
        f"{f', {model}' if model else ''}, {os.cpu_count()} cores, "
        f"Python {platform.python_version()}, load before the start {load:.1f}"
    )


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else ""
