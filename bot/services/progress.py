"""How things have been: a picture of the last days, and the same in words."""

from __future__ import annotations

import asyncio

from bot.domain.patients import Patient
from bot.pictures import draw_chart
from bot.services import progress_picture, progress_words
from bot.services.presses import Press, PressHandlers
from bot.services.progress_view import FEWEST_DAYS, SPANS_DAYS, View, has_ratings, look_at
from bot.services.speech import Choice, File, Saying, say
from bot.services.work import Work

USUAL_SPAN_DAYS = 28
PURPOSE = "progress"


async def show(work: Work, patient: Patient, days: int = USUAL_SPAN_DAYS) -> None:
    """Show the last days: function and mood beside pain, against the person's own usual."""
    view = await look_at(work, patient, days)
    rows = [[_other_span(work, patient, span) for span in SPANS_DAYS if span != days]]
    if not view.rated_days:
        was_rated = await has_ratings(work, patient)
        words = progress_words.text(work, patient, "none_lately" if was_rated else "none_yet")
        saying = Saying(text=words, rows=rows if was_rated else (), purpose=PURPOSE)
        await say(work, patient, saying)
        return
    words = progress_words.caption(work, patient, view)
    picture = await draw(work, patient, view)
    if picture is None and len(view.rated_days) < FEWEST_DAYS:
        words = f"{words}\n\n{progress_words.text(work, patient, 'too_few')}"
    await say(work, patient, Saying(text=words, rows=rows, file=picture, purpose=PURPOSE))


async def draw(work: Work, patient: Patient, view: View) -> File | None:
    """Return the picture of a view; None where there is too little to see, or no letters for it."""
    if len(view.rated_days) < FEWEST_DAYS:
        return None
    chart = progress_picture.chart(work, patient, view)
    if chart is None:
        return None
    # A drawing keeps the processor busy for some 30 ms, in which others are answered.
    return File(f"progress-{view.days}-days.png", await asyncio.to_thread(draw_chart, chart))


def _other_span(work: Work, patient: Patient, days: int) -> Choice:
    label = progress_words.text(work, patient, f"label_{days}")
    return Choice(label, "progress.show", {"days": days})


async def _show_pressed(work: Work, press: Press) -> str | None:
    assert press.patient is not None
    await show(work, press.patient, press.button.payload.get("days", USUAL_SPAN_DAYS))
    return None


PRESSES: PressHandlers = {"progress.show": _show_pressed}
