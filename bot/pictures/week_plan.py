"""What the picture of a pacing week shows, and where its blocks go; nothing here draws."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.pictures.chart_geometry import Box

DAYS = 7


class BlockKind(StrEnum):
    """What a block of time is for."""

    ACTIVITY = "activity"
    REST = "rest"


@dataclass(frozen=True)
class Block:
    """Some minutes of a day. Its label is left out where it does not fit.

    Raises:
        ValueError: It takes no time.
    """

    kind: BlockKind
    duration_min: int
    label: str

    def __post_init__(self) -> None:
        if self.duration_min < 1:
            raise ValueError("A block takes at least one minute.")


@dataclass(frozen=True)
class PlanDay:
    """One day: its blocks in their order, or what to say when it has none."""

    name: str
    blocks: tuple[Block, ...]
    empty: str

    @property
    def duration_min(self) -> int:
        """How long the blocks are together."""
        return sum(block.duration_min for block in self.blocks)


@dataclass(frozen=True)
class WeekPlan:
    """Seven days of activity and rest, by turns.

    Raises:
        ValueError: It has more or fewer than seven days.
    """

    title: str
    subtitle: str
    days: tuple[PlanDay, ...]
    activity: str  # for the key
    rest: str
    footnote: str = ""

    def __post_init__(self) -> None:
        if len(self.days) != DAYS:
            raise ValueError(f"A week has {DAYS} days, not {len(self.days)}.")


@dataclass(frozen=True)
class PlacedBlock:
    """A block and where it stands."""

    block: Block
    box: Box


def px_per_min(plan: WeekPlan, room_px: float) -> float:
    """Return the scale that all days share: the longest of them fills the room."""
    longest_min = max(day.duration_min for day in plan.days)
    return room_px / longest_min if longest_min else 0.0


def place_blocks(
    day: PlanDay, row: Box, scale: float, between_px: float
) -> tuple[PlacedBlock, ...]:
    """Return a day's blocks from left to right; rest lies lower, so that form tells it too.

    Args:
        day: The day.
        row: Where its blocks go.
        scale: Pixels for each minute.
        between_px: What each block leaves free at its end, at most half of itself.
    """
    placed = []
    left = row.left
    for block in day.blocks:
        width = block.duration_min * scale
        right = left + width - min(between_px, width / 2)
        top = row.top if block.kind is BlockKind.ACTIVITY else (row.top + row.bottom) / 2
        placed.append(PlacedBlock(block, Box(left, top, right, row.bottom)))
        left += width
    return tuple(placed)
