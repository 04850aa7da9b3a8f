"""A picture and a document, sent as the coach sends them, really arrive."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, date, datetime, timedelta

import pytest
from telegram import Bot

from bot.domain.messages import Attachment, Lane, OutboxMessage
from bot.gateways.telegram_sender import TelegramSender
from bot.pictures import Chart, Key, Mark, Panel, draw_chart
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


def a_zip() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("index.html", "<p>ø</p>")
    return packed.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [("week.png", a_picture(), "photo"), ("lindra-copy.zip", a_zip(), "document")],
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
