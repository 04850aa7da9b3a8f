"""Pictures for the chat, drawn from plain data; every word in them comes from the caller."""

from bot.pictures.breathing_pace import BreathingPace, Motion, Phase
from bot.pictures.breathing_pace_drawing import draw_breathing_pace
from bot.pictures.chart import MOST_PANELS, Chart, Key, Mark, Panel
from bot.pictures.chart_drawing import draw_chart
from bot.pictures.lettering import can_write
from bot.pictures.week_plan import Block, BlockKind, PlanDay, WeekPlan
from bot.pictures.week_plan_drawing import draw_week_plan

__all__ = [
    "MOST_PANELS",
    "Block",
    "BlockKind",
    "BreathingPace",
    "Chart",
    "Key",
    "Mark",
    "Motion",
    "Panel",
    "Phase",
    "PlanDay",
    "WeekPlan",
    "can_write",
    "draw_breathing_pace",
    "draw_chart",
    "draw_week_plan",
]
