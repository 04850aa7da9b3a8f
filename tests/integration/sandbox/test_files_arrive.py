"""A picture and a document, sent as the coach sends them, really arrive."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, date, datetime, timedelta

import pytest
from telegram import Bot
from telegram.error import BadRequest

from bot.domain.messages import Attachment, Lane, OutboxMessage
from bot.gateways.telegram_sender import TelegramSender
from bot.pictures import (
    BreathingPace,
    Chart,
    Key,
    Mark,
    Motion,
    Panel,
    Phase,
    draw_breathing_pace,
    draw_chart,
)
from bot.services.ports import SendState

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
TODAY = date(2026, 3, 2)


def a_picture() -> bytes:
    """A progress picture as it is drawn for somebody."""
    points = {TODAY - timedelta(days=past): 6 - past % 3 for past in range(7)}
    panel = Panel("Pain", Mark.DOT, points, 5.0, "lower is better", "none", "worst", "")
    key = Key(latest="latest", usual="close to your usual", weekly_mean="mean of a week")
    chart = Chart("Your last week", "", TODAY - timedelta(days=6), TODAY, (panel,), {}, key)
    return draw_chart(chart)


def an_animation() -> bytes:
    """A breath of ten seconds, as it is drawn for an exercise."""
    phases = Phase(Motion.GROW, 4, "Breathe in"), Phase(Motion.SHRINK, 6, "Breathe out")
    return draw_breathing_pace(BreathingPace(phases))


def a_zip() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("index.html", "<p>ø</p>")
    return packed.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("week.png", a_picture(), "photo"),
        ("breathing.gif", an_animation(), "animation"),
        ("lindra-copy.zip", a_zip(), "document"),
    ],
)
async def test_a_file_arrives_with_its_words_and_buttons(
    sandbox, bot: Bot, name: str, content: bytes, kind: str
):
    anna = await sandbox.person()
    message = OutboxMessage(
        lane=Lane.REPLY,
        chat_id=anna,
        text="Sleep: mostly 4 to 7.",
        buttons=[[{"label": "Week", "token": "t1"}]],
        created_at=NOW,
        due_at=NOW,
    )
    file = Attachment(outbox_id=1, name=name, content=content)
    result = await TelegramSender(bot).send(message, None, file)
    assert result.state == SendState.SENT
    seen = (await sandbox.chat(anna))["messages"][-1]
    assert seen["message_id"] == result.message_id
    assert seen["buttons"] == [["Week"]]
    assert "Sleep: mostly 4 to 7." in (seen.get("caption") or seen["text"])
    shown = seen[kind]
    answer = await sandbox.client.get(shown["url"])
    assert answer.content == content
    if kind == "document":
        assert shown["file_name"] == name
    if kind == "animation":
        assert (shown["width"], shown["height"], shown["duration"]) == (360, 330, 10)
        assert "document" not in seen


@pytest.mark.parametrize(
    ("name", "content"), [("week.png", a_picture()), ("breathing.gif", an_animation())]
)
async def test_an_answered_picture_keeps_its_words_and_loses_its_buttons(
    sandbox, bot: Bot, name: str, content: bytes
):
    anna = await sandbox.person()
    words = {"lane": Lane.REPLY, "chat_id": anna, "created_at": NOW, "due_at": NOW}
    question = OutboxMessage(text="In.", buttons=[[{"label": "Next", "token": "t1"}]], **words)
    sender = TelegramSender(bot)
    sent = await sender.send(question, None, Attachment(outbox_id=1, name=name, content=content))
    edit = OutboxMessage(text="In.\n\n✓ Next", **words)
    assert (await sender.send(edit, sent.message_id)).state == SendState.SENT
    seen = (await sandbox.chat(anna))["messages"][-1]
    assert (seen["text"], seen["buttons"]) == ("In.\n\n✓ Next", [])
    assert seen.get("photo") or seen.get("animation")
    assert (await sender.send(edit, sent.message_id)).state == SendState.UNCHANGED


async def test_a_picture_that_does_not_move_is_no_animation(sandbox, bot: Bot):
    anna = await sandbox.person()
    with pytest.raises(BadRequest, match="(?i)image_process_failed"):
        await bot.send_animation(anna, a_picture())
