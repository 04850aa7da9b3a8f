"""What an animated breathing pace shows, frame by frame; nothing here draws."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from itertools import chain
from math import cos, pi

FRAME_MS = 50  # of a circle that moves: small enough steps for the eye
LONGEST_S = 10
_SECOND_MS = 1000


class Motion(StrEnum):
    """What the circle does in a phase."""

    GROW = "grow"
    STAY = "stay"
    SHRINK = "shrink"


@dataclass(frozen=True)
class Phase:
    """A part of a breath, and the words for it.

    Raises:
        ValueError: It takes no time, or too long for any breath.
    """

    motion: Motion
    duration_s: int
    words: str

    def __post_init__(self) -> None:
        if not 1 <= self.duration_s <= LONGEST_S:
            raise ValueError(f"A phase takes 1 to {LONGEST_S} seconds, not {self.duration_s}.")


@dataclass(frozen=True)
class BreathingPace:
    """One breath, from the small circle back to the small circle; it is shown over and over.

    Raises:
        ValueError: The circle would jump, because it does not grow once and shrink once.
    """

    phases: tuple[Phase, ...]

    def __post_init__(self) -> None:
        moves = [phase.motion for phase in self.phases if phase.motion is not Motion.STAY]
        if moves != [Motion.GROW, Motion.SHRINK]:
            raise ValueError("A breath grows once, and then shrinks once.")


@dataclass(frozen=True)
class Frame:
    """What is seen for a moment."""

    fullness: float  # of the circle, from 0, the smallest, to 1
    phase: Phase
    second: int  # of the phase, from 1; so many dots are filled
    duration_ms: int


def frames(pace: BreathingPace) -> tuple[Frame, ...]:
    """Return the frames of one breath."""
    moved: list[Motion] = []
    shown = []
    for phase in pace.phases:
        is_full = bool(moved) and moved[-1] is Motion.GROW
        shown.append(_still(phase, is_full) if phase.motion is Motion.STAY else _moving(phase))
        moved += [phase.motion] if phase.motion is not Motion.STAY else []
    return tuple(chain.from_iterable(shown))


def _still(phase: Phase, is_full: bool) -> list[Frame]:
    """Return a frame for each second: nothing but the dots changes."""
    seconds = range(1, phase.duration_s + 1)
    return [Frame(float(is_full), phase, second, _SECOND_MS) for second in seconds]


def _moving(phase: Phase) -> list[Frame]:
    count = phase.duration_s * _SECOND_MS // FRAME_MS
    found = []
    for number in range(count):
        done = (1 - cos(pi * number / count)) / 2  # eased: it never starts or stops abruptly
        fullness = done if phase.motion is Motion.GROW else 1 - done
        found.append(Frame(fullness, phase, 1 + number * FRAME_MS // _SECOND_MS, FRAME_MS))
    return found
