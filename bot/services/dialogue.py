"""One text's turn with the engine: a deadline, a plain answer, and no turn taken twice."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.domain.messages import InboxStatus, InboxUpdate
from bot.domain.patients import Flow, Patient
from bot.errors import EngineUnavailable
from bot.services import consent_anew, flows
from bot.services.meaning import as_metadata
from bot.services.ports import DialogueEngine, Utterance
from bot.services.speech import Saying, say
from bot.services.work import Desk, Work

RETRY_AFTER = timedelta(seconds=3)
MOST_ATTEMPTS = 3  # of a turn that our own actions fail
UNSEEN = "unseen"  # stands for a question that was put after the words had come
log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Turn:
    """A turn that has begun: all that the engine is told of it, but for the text."""

    update_id: int
    conversation_id: str
    flow: Flow | None  # whose question is open
    attempt: int
    language: str  # the engine speaks it too


async def await_turn(work: Work, patient: Patient, update: InboxUpdate) -> bool:
    """Put a screened text in line for the engine, with the question it may answer.

    Returns:
        Whether it is the first in line, so that its turn may begin at once.
    """
    update.asked = await _asked(work, patient, update)
    earlier = await work.uow.inbox.first_waiting(update.chat_id)
    if earlier is not None and earlier.retry_at is not None:
        await say_plainly(work, patient, update)  # its turn comes only after the earlier one's
    update.status, update.done_at = InboxStatus.WAITING, None
    return earlier is None


async def _asked(work: Work, patient: Patient, update: InboxUpdate) -> str | None:
    """Return the open question; one that left after the words had come is not what they answer."""
    question = await flows.open_question(work, patient)
    if question is None:
        return None
    shown = await work.uow.outbox.showing_question(update.chat_id, question)
    may_be_seen = any(message.may_be_seen_at(update.received_at) for message in shown)
    return question if may_be_seen or not shown else UNSEEN


def begin_turn(update: InboxUpdate, patient: Patient) -> Turn:
    """Count the attempt; what an earlier one still does after its deadline counts no more."""
    update.attempts += 1
    return Turn(
        update_id=update.update_id,
        conversation_id=patient.conversation_id,
        flow=patient.focus,
        attempt=update.attempts,
        language=patient.language,
    )


async def begin_waiting(work: Work, update: InboxUpdate, window: timedelta) -> Turn | None:
    """Begin the turn of a text that has waited; None when there is nothing left to do for it.

    A text whose effect is already in the tables is only marked as done: a coach that died in
    mid-turn does not answer twice, and a check-in never takes one answer for two.
    """
    patient = await work.uow.patients.by_chat(update.chat_id)
    if update.effect_at is not None or patient is None:
        _close(work, update)
        return None
    if work.now - update.received_at > window:
        await _give_up(work, patient, update.chat_id, window)
        return None
    return begin_turn(update, patient)


async def take_turn(desk: Desk, engine: DialogueEngine, turn: Turn, text: str) -> None:
    """Hand the text of a turn to the engine and queue what it says."""
    metadata = {
        "update_id": turn.update_id,
        "attempt": turn.attempt,
        "language": turn.language,
        **as_metadata(desk.screener, text),
    }
    try:
        utterances = await engine.converse(turn.conversation_id, text, turn.flow, metadata)
    except EngineUnavailable:
        await _put_off(desk, turn.update_id)
        return
    await _finish(desk, turn.update_id, utterances)


async def _put_off(desk: Desk, update_id: int) -> None:
    async with desk.uow_factory() as uow:
        work = desk.work(uow, update_id)
        update, patient = await _load(work, update_id)
        if update.effect_at is not None or patient is None:
            _close(work, update)
        else:
            log.warning("turn put off", extra={"event": "turn_put_off", "update_id": update_id})
            update.retry_at = work.now + RETRY_AFTER
            await say_plainly(work, patient, update)
        await uow.commit()


async def say_plainly(work: Work, patient: Patient, update: InboxUpdate) -> None:
    """Tell the patient, once for each message, that the answer comes later."""
    assert patient.id is not None
    since = work.now - timedelta(minutes=10)
    earlier = await work.uow.outbox.count_sent(patient.id, "reply", since, "engine_away")
    key = "general.engine_still_away" if earlier else "general.engine_away"
    numbers = work.library.crisis_numbers(patient.country or "elsewhere", patient.language)
    text = work.library.text(key, patient.language, emergency=numbers.emergency)
    await say(
        work,
        patient,
        Saying(text=text, purpose="engine_away", dedup_key=f"engine_away:{update.update_id}"),
    )


async def _finish(desk: Desk, update_id: int, utterances: Sequence[Utterance]) -> None:
    async with desk.uow_factory() as uow:
        work = desk.work(uow, update_id)
        update, patient = await _load(work, update_id)
        assert patient is not None
        for utterance in utterances:
            if utterance.asks_again:
                await flows.ask_again(work, patient)
            else:
                await say(work, patient, Saying(text=utterance.text))
                patient.forget_idle_misses()
        if not utterances and update.effect_at is None and await _was_silent(work, patient, update):
            await uow.commit()
            return
        _close(work, update)
        await consent_anew.ask_when_due(work, patient)
        await uow.commit()


async def _was_silent(work: Work, patient: Patient, update: InboxUpdate) -> bool:
    """Deal with a turn in which nobody spoke: an action of ours failed inside the engine.

    Returns:
        Whether the text is to be tried again; at the end the patient is told plainly.
    """
    log.error("silent turn", extra={"event": "turn_silent", "update_id": update.update_id})
    if update.attempts < MOST_ATTEMPTS:
        update.retry_at = work.now + RETRY_AFTER
        return True
    text = work.library.text("general.our_fault", patient.language)
    await say(work, patient, Saying(text=text))
    return False


async def _give_up(work: Work, patient: Patient, chat_id: int, window: timedelta) -> None:
    """Close every text that has waited too long; one word about it is enough."""
    text = work.library.text("general.engine_was_away", patient.language)
    await say(work, patient, Saying(text=text))
    while waiting := await work.uow.inbox.next_waiting(chat_id, work.now):
        if work.now - waiting.received_at <= window:
            return
        _close(work, waiting)
        await work.uow.flush()


async def _load(work: Work, update_id: int) -> tuple[InboxUpdate, Patient | None]:
    update = await work.uow.inbox.get(update_id)
    assert update is not None  # rows of the inbox are not removed while they wait
    return update, await work.uow.patients.by_chat(update.chat_id)


def _close(work: Work, update: InboxUpdate) -> None:
    update.status = InboxStatus.DONE
    update.done_at = work.now
