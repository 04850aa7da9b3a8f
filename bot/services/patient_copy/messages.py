"""What was written either way, as a chat on the page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from bot.domain.messages import OutboxMessage, OutboxStatus
from bot.library.markup import Markup, element
from bot.services.patient_copy.parts import Section
from bot.services.patient_copy.teller import Teller

_NEVER_LEFT = (OutboxStatus.FAILED, OutboxStatus.SUPPRESSED, OutboxStatus.EXPIRED)
_AROUND = frozenset({"message_id", "date", "edit_date", "chat", "from"})


@dataclass(frozen=True)
class _Said:
    at: datetime
    who: str  # "you" or "coach"
    words: str
    note: str = ""


def messages(teller: Teller) -> Section:
    """Return the chat, day by day."""
    said = sorted([*_received(teller), *_sent(teller)], key=lambda each: each.at)
    by_day = groupby(said, key=lambda each: teller.local(each.at).date())
    days = [
        element("article", element("h3", teller.day(day)), *(_bubble(teller, one) for one in each))
        for day, each in by_day
    ]
    if not days:
        return Section("messages", 0, [])
    kept_days = teller.work.retention.messages_days
    about = element("p", teller.text("messages_about", days=kept_days), class_="soft")
    return Section("messages", len(said), [about, *days])


def words_of(payload: Mapping[str, Any]) -> str:
    """Return what a person sent: its words, what they tapped, or what kind of message it was."""
    pressed = payload.get("callback_query")
    if pressed is not None:
        return _label_of(pressed)
    message = payload.get("message") or payload.get("edited_message")
    if not isinstance(message, Mapping):
        return "(" + ", ".join(key for key in payload if key != "update_id") + ")"
    words = message.get("text") or message.get("caption")
    return str(words) if words else "(" + ", ".join(sorted(set(message) - _AROUND)) + ")"


def _label_of(pressed: Mapping[str, Any]) -> str:
    """Return the words on a button that was tapped; Telegram leaves them out when it is old."""
    shown = pressed.get("message", {}).get("reply_markup", {})
    buttons = (button for row in shown.get("inline_keyboard", ()) for button in row)
    found = (each for each in buttons if each.get("callback_data") == pressed.get("data"))
    return str(next((each.get("text", "") for each in found), ""))


def _received(teller: Teller) -> Iterator[_Said]:
    for each in teller.file.received:
        pressed = each.payload.get("callback_query")
        if pressed is None:
            yield _Said(each.received_at, "you", words_of(each.payload))
        else:
            words = _label_of(pressed) or teller.text("a_button")
            yield _Said(each.received_at, "you", words, teller.text("tapped"))


def _sent(teller: Teller) -> Iterator[_Said]:
    for each in teller.file.sent:
        if each.text and each.edits_outbox_id is None:
            yield _Said(each.sent_at or each.created_at, "coach", each.text, _note(teller, each))


def _note(teller: Teller, message: OutboxMessage) -> str:
    return teller.text("not_sent") if message.status in _NEVER_LEFT else ""


def _bubble(teller: Teller, said: _Said) -> Markup:
    about: Sequence[str] = (
        f"{teller.local(said.at):%H:%M}",
        teller.text(f"from_{said.who}"),
        said.note,
    )
    small = element("small", " · ".join(filter(None, about)))
    return element("p", small, said.words, class_=said.who)
