"""Draws a pacing week: a row for each day, in which activity and rest take turns."""

from __future__ import annotations

from bot.pictures.canvas import Canvas, Pen
from bot.pictures.chart import Mark
from bot.pictures.chart_geometry import Box, Spot
from bot.pictures.colours import BY_MARK, GROUND, HAIRLINE, INK, MUTED, band_of, light_of
from bot.pictures.lettering import BODY, NAME, SMALL, TITLE, fitted, width_of, wrapped, written
from bot.pictures.week_plan import (
    DAYS,
    BlockKind,
    PlacedBlock,
    PlanDay,
    WeekPlan,
    place_blocks,
    px_per_min,
)

WIDTH_PX = 1080
_LEFT_PX = 48
_RIGHT_PX = WIDTH_PX - _LEFT_PX
_ROOM_PX = _RIGHT_PX - _LEFT_PX
_NAME_PX = 164  # the column of the days' names
_TITLE_Y, _SUBTITLE_Y, _FIRST_ROW_Y = 84, 132, 184
_ROW_PX, _PITCH_PX = 84, 118
_BETWEEN_PX, _CORNER_PX, _OUTLINE_PX = 6, 10, 3
_LABEL_INSET_PX = 10
_KEY_BOX_PX = Box(0, -34, 56, 6)
_FOOT_LINE_PX, _FOOT_LINES, _BOTTOM_PX = 38, 2, 34
_COLOUR = BY_MARK[Mark.DIAMOND]  # dark enough for light words


def draw_week_plan(plan: WeekPlan) -> bytes:
    """Return a week as a PNG; the same week gives the same bytes."""
    foot = wrapped(plan.footnote, SMALL, _ROOM_PX, _FOOT_LINES)
    key_y = _FIRST_ROW_Y + DAYS * _PITCH_PX + 46
    foot_y = key_y + 56
    canvas = Canvas(WIDTH_PX, round(foot_y + _FOOT_LINE_PX * (len(foot) - 1) + _BOTTOM_PX))
    canvas.words(fitted(plan.title, TITLE, _ROOM_PX), Spot(_LEFT_PX, _TITLE_Y), TITLE, INK)
    canvas.words(fitted(plan.subtitle, BODY, _ROOM_PX), Spot(_LEFT_PX, _SUBTITLE_Y), BODY, MUTED)
    scale = px_per_min(plan, _RIGHT_PX - _LEFT_PX - _NAME_PX)
    for number, day in enumerate(plan.days):
        top = _FIRST_ROW_Y + number * _PITCH_PX
        _draw_day(canvas, day, Box(_LEFT_PX + _NAME_PX, top, _RIGHT_PX, top + _ROW_PX), scale)
    _draw_key(canvas, plan, key_y)
    for number, line in enumerate(foot):
        canvas.words(line, Spot(_LEFT_PX, foot_y + number * _FOOT_LINE_PX), SMALL, MUTED)
    return canvas.as_png()


def _draw_day(canvas: Canvas, day: PlanDay, row: Box, scale: float) -> None:
    name = fitted(day.name, NAME, _NAME_PX - 16)
    canvas.words(name, Spot(_LEFT_PX, row.bottom - 28), NAME, INK)
    if not day.blocks:
        empty = fitted(day.empty, BODY, row.right - row.left)
        canvas.words(empty, Spot(row.left, row.bottom - 28), BODY, MUTED)
        return
    placed = place_blocks(day, row, scale, _BETWEEN_PX)
    with canvas.smooth(Box(row.left, row.top, row.right, row.bottom + 3)) as pen:
        ground_y = row.bottom + 1.5
        pen.line((Spot(row.left, ground_y), Spot(row.right, ground_y)), HAIRLINE, 2)
        for one in placed:
            _draw_block(pen, one.block.kind, one.box)
    for one in placed:
        _draw_label(canvas, one)


def _draw_block(pen: Pen, kind: BlockKind, box: Box) -> None:
    """Fill activity, outline rest: the two differ without their colours."""
    corner_px = min(_CORNER_PX, (box.right - box.left) / 2)
    if kind is BlockKind.ACTIVITY:
        pen.slab(box, _COLOUR, corner_px)
        return
    pen.slab(box, light_of(_COLOUR), corner_px)
    if box.right - box.left > 2 * _OUTLINE_PX:
        inside = Box(
            box.left + _OUTLINE_PX,
            box.top + _OUTLINE_PX,
            box.right - _OUTLINE_PX,
            box.bottom - _OUTLINE_PX,
        )
        pen.slab(inside, band_of(_COLOUR), max(0, corner_px - _OUTLINE_PX))


def _draw_label(canvas: Canvas, placed: PlacedBlock) -> None:
    """Write a block's label into it, if there is room for all of it."""
    label, box = written(placed.block.label), placed.box
    if width_of(label, SMALL) > box.right - box.left - _LABEL_INSET_PX:
        return
    colour = GROUND if placed.block.kind is BlockKind.ACTIVITY else INK
    middle = Spot((box.left + box.right) / 2, (box.top + box.bottom) / 2)
    canvas.words(label, middle, SMALL, colour, "mm")


def _draw_key(canvas: Canvas, plan: WeekPlan, y: float) -> None:
    left: float = _LEFT_PX
    for kind, words in ((BlockKind.ACTIVITY, plan.activity), (BlockKind.REST, plan.rest)):
        right, top = left + _KEY_BOX_PX.right, y + _KEY_BOX_PX.top
        box = Box(left, top if kind is BlockKind.ACTIVITY else y - 14, right, y + 6)
        with canvas.smooth(Box(left, top, right + 1, y + 7)) as pen:
            _draw_block(pen, kind, box)
        words = fitted(words, SMALL, _ROOM_PX / 2 - 116)
        canvas.words(words, Spot(right + 16, y), SMALL, MUTED)
        left = right + 16 + width_of(words, SMALL) + 44
